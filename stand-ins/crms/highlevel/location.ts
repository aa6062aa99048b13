import type { Kept } from "../../kit/kept.ts";
import {
  type Contact,
  type Conversation,
  type Grant,
  type Held,
  type Message,
  type Note,
  type Opportunity,
  present,
  type Shelf,
  shelf,
} from "./held.ts";

/** A location with all that it holds. */
export interface Location {
  readonly contacts: Shelf<Contact>;
  readonly notes: Shelf<Note>;
  readonly conversations: Shelf<Conversation>;
  readonly messages: Shelf<Message>;
  readonly opportunities: Shelf<Opportunity>;
  readonly grants: Shelf<Grant>;
  /** The time, as HighLevel writes it. */
  at(): string;
}

export const location = (held: Kept<Held>, now: () => number): Location => ({
  contacts: present(shelf(held, "contacts")),
  notes: shelf(held, "notes"),
  conversations: shelf(held, "conversations"),
  messages: shelf(held, "messages"),
  opportunities: shelf(held, "opportunities"),
  grants: shelf(held, "grants"),
  at: () => new Date(now()).toISOString(),
});

export const conversationOf = ({ conversations }: Location, contactId: string): Conversation | undefined =>
  conversations.all().find((each) => each.contactId === contactId);

/** Notes, the conversation and opportunities are combined: https://help.gohighlevel.com/support/solutions/articles/48001202210 */
export function mergeContacts(place: Location, loserId: string, winnerId: string): void {
  const { contacts, notes, conversations, messages, opportunities } = place;
  const loser = contacts.get(loserId);
  if (!loser || !contacts.get(winnerId)) return;
  const isLosers = ({ contactId }: { readonly contactId?: string | undefined }) => contactId === loserId;
  for (const note of notes.all().filter(isLosers)) notes.put({ ...note, contactId: winnerId });
  for (const each of opportunities.all().filter(isLosers)) opportunities.put({ ...each, contactId: winnerId });
  const [own, others] = [conversationOf(place, winnerId), conversationOf(place, loserId)];
  if (others && !own) conversations.put({ ...others, contactId: winnerId });
  for (const message of messages.all()) {
    if (own && message.conversationId === others?.id) messages.put({ ...message, conversationId: own.id });
  }
  contacts.put({ ...loser, isMerged: true });
}
