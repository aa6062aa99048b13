import type { Lead } from "./lead.ts";
import { later, timing } from "./timing.ts";

/**
 * Who sends a form again with another time, or without one, wants one call and no second one: the last word counts. Under
 * ids of their own these are leads that do not know each other, so the item of their phone keeps whose word was the last.
 */
export interface LastWord {
  readonly leadId: string;
  /** When it was said. */
  readonly at: string;
  /** Until then a lead may be waiting that an earlier word was about. */
  readonly until: string;
}

/** By source. */
export type LastWords = Readonly<Record<string, LastWord>>;

/**
 * Somebody answers for the time: the vendor of an appointment, an operator, or the owner's own program in a field that is
 * made for it. It is kept whatever else its person asks for; anybody can send the rest, in anybody's name.
 */
export const isAgreed = ({ asked, booking }: Lead, fromStrangers: boolean): boolean =>
  asked !== undefined &&
  (booking !== undefined || asked.by === "operator" || (!fromStrangers && asked.isSure === true));

/**
 * As far as a form tells: who knows somebody's number need not know the address that goes with it, or where the form asks
 * for none, the name.
 */
export function isSamePerson({ person: one }: Lead, { person: other }: Lead): boolean {
  const [mine, theirs] = [one, other].map(({ email }) => email?.toLowerCase());
  if (mine !== undefined || theirs !== undefined) return mine === theirs;
  return one.firstName === other.firstName && one.lastName === other.lastName;
}

/** When its person last said whether and when to call. That it was parted from another lead is nothing they said. */
function saidAt({ asked, history, receivedAt }: Lead): string {
  const again = history.findLast(
    ({ reason }, step) => reason === "asked-again" && history[step - 1]?.state !== "merged",
  )?.at;
  return asked?.said ?? (again !== undefined && again > receivedAt ? again : receivedAt);
}

const waits = ({ state, ringsPossible }: Lead): boolean =>
  ringsPossible === 0 && (state === "ready" || state === "held");

/** The lead that waits by an earlier word of this one's person, where this one's words name no moment. */
export const remarksOn = (lead: Lead, speaker: Lead): boolean => waits(speaker) && isSamePerson(lead, speaker);

/** A word of somebody else for a later moment: it does not keep the lead from its own. Anybody can type a number. */
export const isOvertaken = (lead: Lead, speaker: Lead): boolean => waits(speaker) && !isSamePerson(lead, speaker);

/** The lead with the word waits for an earlier moment, and was sent for somebody else: its word stands. */
export const standsBefore = (speaker: Lead, lead: Lead, until: Date): boolean =>
  speaker.state === "ready" &&
  isOvertaken(lead, speaker) &&
  speaker.dueAt !== undefined &&
  speaker.dueAt <= until.toISOString();

/**
 * The last words once a lead waits for the time that its person asked for.
 * @param speaker the lead that rings for this one as well: itself, or one that {@link standsBefore} it
 * @returns undefined where its word is noted, or another is newer
 */
export function wordsWith(
  words: LastWords | undefined,
  lead: Lead,
  until: Date,
  speaker = lead.id,
): LastWords | undefined {
  const at = saidAt(lead);
  const before = words?.[lead.source];
  if (before && (before.at > at || (before.leadId === speaker && before.at === at))) return undefined;
  const end = later(until, timing.day).toISOString();
  const word = { leadId: speaker, at, until: before && before.until > end ? before.until : end };
  return { ...words, [lead.source]: word };
}

/**
 * The last words once a lead takes its right: where another may wait by a word of its source, it shares this ring.
 * @param isForAll it also rings for those that spoke since, as it did not have to wait for them
 */
export function wordsAfter(
  words: LastWords | undefined,
  lead: Lead,
  now: Date,
  isForAll = false,
): LastWords | undefined {
  const standing = Object.entries(words ?? {}).filter(([, { until }]) => until > now.toISOString());
  if (standing.length === 0) return undefined;
  const said = saidAt(lead);
  const isMet = ({ at }: LastWord) => at <= said || (isForAll && !isReleasedAfter(lead, at));
  return Object.fromEntries(
    standing.map(([source, word]) =>
      source === lead.source && lead.booking === undefined && isMet(word)
        ? [source, { ...word, leadId: lead.id, at: word.at > said ? word.at : said }]
        : [source, word],
    ),
  );
}

/** The lead that has spoken for the person of another since that one was given its time; undefined where none has. */
export function spokeSince(lead: Lead, words: LastWords | undefined, fromStrangers: boolean): string | undefined {
  const word = words?.[lead.source];
  if (!word || word.leadId === lead.id || lead.booking !== undefined || isAgreed(lead, fromStrangers)) return undefined;
  return word.at < saidAt(lead) || isReleasedAfter(lead, word.at) ? undefined : word.leadId;
}

/** Two leads of one form are one request of one person, and this word of theirs is no newer than the other's. */
export const sharesWord = (lead: Lead, other: Lead, fromStrangers: boolean): boolean =>
  lead.source === other.source &&
  lead.booking === undefined &&
  !isAgreed(lead, fromStrangers) &&
  isSamePerson(lead, other) &&
  saidAt(lead) <= saidAt(other);

/** An operator knew that its person had spoken again, and wants it rung all the same. */
function isReleasedAfter({ asked, releasedAt, history }: Lead, word: string): boolean {
  if (asked?.isLifted) return true;
  const waited = history.findLast(({ state, reason }) => state === "held" && reason === "asked-again")?.at;
  if (releasedAt === undefined) return false;
  return asked === undefined ? releasedAt >= word : waited !== undefined && releasedAt >= waited;
}
