import { createHmac } from "node:crypto";
import { keyOf, namesIn } from "../keys.ts";
import { isEnd, type Lead } from "../lead.ts";
import { moved } from "../move.ts";
import { waitsForDial } from "../states.ts";
import { handedOverStopped } from "../stop.ts";

/**
 * The list of those whom nobody calls: one for all channels, sources and accounts. It holds keyed hashes and so outlives
 * the leads, and knows nobody without being asked about a number or an address.
 */

/** How the word came that somebody is not to be called. */
export const ways = ["opt-out", "sms", "crm", "removed", "operator", "forgotten"] as const;
export type Way = (typeof ways)[number];

/** Anybody can have sent the word, through a page or in a text message. */
export const isSent = (way: Way): boolean => way === "opt-out" || way === "sms";

/** What somebody said, or had said for them. */
export interface Word {
  readonly way: Way;
  /** Whom it binds: {@link everywhere}, or what the other makers of scopes make. */
  readonly scope: string;
  /** The source, the account or the operator that it came from. */
  readonly by: string;
  /** In an operator's words. */
  readonly reason?: string | undefined;
}

/** One phone or e-mail address on the list, in one scope. */
export interface Suppression extends Word {
  /** Keyed hash; see {@link printsOf}. */
  readonly print: string;
  readonly of: "phone" | "email";
  readonly since: string;
  /** An operator has taken the word back; the item stays to say so. */
  readonly lifted?: { readonly at: string; readonly by: string; readonly reason?: string | undefined } | undefined;
}

export const everywhere = "all";
/** Each account may be another company's: people are forgotten by account. */
export const inAccount = (account: string): string => keyOf("account", account);
/**
 * A word said to a source binds all sources of its merge group, as they count as one business. Which that was then is
 * part of the word, so that it outlives the source and whatever the configuration says later.
 */
export const atSource = (source: string, { account, groups }: Business): string =>
  keyOf("source", source, account, groups.join(GROUP_ENDS));

/** What counts as one business: merge groups of an account. A source has several where routes lead to several teams. */
export interface Business {
  readonly account: string;
  readonly groups: readonly string[];
}

/** Names of the configuration have no comma, either. */
const GROUP_ENDS = ",";

/** The source of a word for one business, and that business, which the words of earlier releases do not name. */
export interface SaidAt {
  readonly source: string;
  readonly business?: Business | undefined;
}

/** @returns undefined for a word that was said to no source alone */
export function saidAt(scope: string): SaidAt | undefined {
  const [kind, source, account, ...groups] = namesIn(scope);
  if (kind !== "source" || source === undefined) return undefined;
  if (account === undefined) return { source };
  return { source, business: { account, groups: keyOf(...groups).split(GROUP_ENDS) } };
}

/** What identifies a person: E.164, and e-mail addresses as {@link plainEmail} has them. */
export interface Identifiers {
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}

/** E-mail addresses differ in case and spaces, and mean the same mailbox. */
export const plainEmail = (email: string): string => email.trim().toLowerCase();

export const identifiersOf = ({
  person,
  dialledPhones = [],
  consent,
}: Pick<Lead, "person" | "dialledPhones" | "consent">): Identifiers => ({
  // Of a lead whose own data is erased, the record of its consent has the numbers.
  phones: [...new Set([...(person.phone ? [person.phone] : []), ...dialledPhones, ...(consent?.dialled ?? [])])],
  emails: person.email ? [plainEmail(person.email)] : [],
});

/**
 * Hashes of what identifies a person. All numbers can be tried, so without the key a hash would hide nothing.
 * @param seed of the secret
 */
export const printsOf = (
  seed: string,
  { phones, emails }: Identifiers,
): { readonly of: Suppression["of"]; readonly print: string }[] => {
  const print = (of: Suppression["of"], value: string) => ({
    of,
    print: createHmac("sha256", seed)
      .update(JSON.stringify([of, value]))
      .digest("base64url"),
  });
  return [...phones.map((phone) => print("phone", phone)), ...emails.map((email) => print("email", email))];
};

/** What a word's scope is judged by. */
export interface Reach {
  /** Whether the lead's account is this one, or may have come of it. */
  readonly isOfAccount: (account: string) => boolean;
  /** Whether the lead's business is the one to which a word was said, or may have come of it. */
  readonly isOfBusiness: (said: SaidAt) => boolean;
}

/** Whether a word on the list binds those who would call a lead. */
export const binds = ({ scope, lifted }: Suppression, { isOfAccount, isOfBusiness }: Reach): boolean => {
  if (lifted !== undefined) return false;
  if (scope === everywhere) return true;
  const said = saidAt(scope);
  if (said) return isOfBusiness(said);
  const [kind, account = ""] = namesIn(scope);
  return kind === "account" && isOfAccount(account);
};

type WhySuppressed = "opted-out" | "forgotten-before" | "dnc-listed" | "scrub-denied";

/** Its person is on a list. The CRM is told of it, unless the person is to be forgotten. */
export function suppressed(lead: Lead, reason: WhySuppressed, now: Date): Lead | undefined {
  if (!waitsForDial(lead)) return undefined;
  return moved(lead, reason === "forgotten-before" ? { state: "suppressed", reason } : tellingCrm(reason, now), now);
}

const tellingCrm = (reason: WhySuppressed, now: Date) =>
  ({ state: "suppressed", reason, due: { worker: "reconcile", at: now } }) as const;

/**
 * A lead whose number has just come on the list: one that waits ends; of one that was dialled, Callingly and the CRM are
 * told. Every such write makes the claim of a dialler fail that has looked at the list before.
 * @param at when the word came
 * @param optOut whom it binds
 * @returns undefined where nothing is left to stop, or all of it is noted already
 */
export function optedOut(
  lead: Lead,
  at: Date,
  optOut: NonNullable<NonNullable<Lead["stop"]>["optOut"]>,
  now: Date,
): Lead | undefined {
  if (lead.strippedAt !== undefined || isNoted(lead, optOut)) return undefined;
  const stop = { at: at.toISOString(), optOut };
  if (lead.state === "ready" || lead.state === "held") {
    // What rang before may be redialled.
    return moved(lead, tellingCrm("opted-out", now), now, lead.ringsPossible > 0 ? { stop } : {});
  }
  return handedOverStopped(lead, stop, now);
}

const isNoted = ({ stop, releasedAt = "" }: Lead, optOut: string): boolean =>
  stop?.optOut !== undefined && releasedAt <= stop.at && (stop.optOut === optOut || stop.optOut === "all");

/**
 * Ends a waiting lead, because the person asks to be forgotten. A lead that is being dialled is left alone: Callingly's
 * answer shows whether it rang, and comes within the dial's lease.
 */
export const withdrawn = (lead: Lead, by: string, now: Date): Lead | undefined =>
  isEnd(lead.state) || lead.state === "dialing"
    ? undefined
    : moved(lead, { state: "cancelled", reason: "forgotten", by }, now);
