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

const saidAt = ({ asked, history, receivedAt }: Lead): string =>
  asked?.said ?? history.findLast(({ reason }) => reason === "asked-again")?.at ?? receivedAt;

/**
 * The last words once a lead waits for the time that its person asked for.
 * @returns undefined where its word is noted, or another is newer
 */
export function wordsWith(words: LastWords | undefined, lead: Lead, until: Date): LastWords | undefined {
  const at = saidAt(lead);
  const before = words?.[lead.source];
  if (before && (before.at > at || (before.leadId === lead.id && before.at === at))) return undefined;
  const end = later(until, timing.day).toISOString();
  const word = { leadId: lead.id, at, until: before && before.until > end ? before.until : end };
  return { ...words, [lead.source]: word };
}

/** The last words once a lead takes its right: where another may wait by an earlier word of its source, it has the last. */
export function wordsAfter(words: LastWords | undefined, lead: Lead, now: Date): LastWords | undefined {
  const standing = Object.entries(words ?? {}).filter(([, { until }]) => until > now.toISOString());
  if (standing.length === 0) return undefined;
  const at = saidAt(lead);
  return Object.fromEntries(
    standing.map(([source, word]) =>
      source === lead.source && lead.booking === undefined && word.at <= at
        ? [source, { ...word, leadId: lead.id, at }]
        : [source, word],
    ),
  );
}

/** The lead that has spoken for the person of another since that one was given its time; undefined where none has. */
export function spokeSince(lead: Lead, words: LastWords | undefined, fromStrangers: boolean): string | undefined {
  const { id, asked, source } = lead;
  const word = words?.[source];
  if (!word || word.leadId === id || asked === undefined || isAgreed(lead, fromStrangers)) return undefined;
  return word.at < asked.said || asked.isLifted || isReleasedFromWord(lead) ? undefined : word.leadId;
}

/** An operator knew that its person had spoken again, and wants it rung all the same. */
const isReleasedFromWord = ({ releasedAt, history }: Lead): boolean => {
  const waited = history.findLast(({ state, reason }) => state === "held" && reason === "asked-again")?.at;
  return releasedAt !== undefined && waited !== undefined && releasedAt >= waited;
};
