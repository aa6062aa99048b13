import type { Lead } from "../../lambda/lead/lead.ts";
import {
  everywhere,
  identifiersOf,
  isSent,
  printsOf,
  type Suppression,
} from "../../lambda/lead/privacy/suppression.ts";
import { sideBySide } from "../../lambda/runtime/side-by-side.ts";
import { wholeTable } from "../leads/whole-table.ts";
import { everyOne } from "../restored/compare.ts";
import type { Stage } from "../stage/stage.ts";
import type { Progress } from "./find-person.ts";
import { unblock } from "./suppression-list.ts";

/**
 * Somebody has put many people on the list through a public form, who have not asked for it. What came through the source
 * in that time is taken back as a whole: nothing tells a real word among them from the others.
 */

export interface Flood {
  readonly source: string;
  readonly since: Date;
  /** Up to now, if it goes on. */
  readonly until?: Date | undefined;
}

/** Words that somebody can have sent by the source's page. A CRM's, an agent's and an operator's are not among them. */
const cameBy = ({ way, by }: Suppression, source: string): boolean => by === source && isSent(way);

/** What a flood has put on the list, taken back or not, in its order. */
export async function wordsOf({ source, since, until }: Flood, { archive }: Pick<Stage, "archive">) {
  const [from, to] = [since.toISOString(), until?.toISOString()];
  const all = await everyOne(archive.suppressions());
  return all
    .filter((word) => cameBy(word, source) && word.since >= from && (to === undefined || word.since < to))
    .toSorted((one, other) => (one.since < other.since ? -1 : 1));
}

/** How many people said so in each hour: who gives a number and an address says it once. */
export function perHour(words: readonly Suppression[]): Map<string, number> {
  const sayings = new Set(words.map(({ since }) => since));
  const hours = new Map<string, number>();
  for (const since of sayings) {
    const hour = since.slice(0, HOUR);
    hours.set(hour, (hours.get(hour) ?? 0) + 1);
  }
  return hours;
}

const HOUR = "2026-06-15T12".length;

export interface FloodUndone {
  readonly lifted: number;
  /** Leads that these words had ended, and that nobody calls unless an operator says so. */
  readonly ended: readonly string[];
  /** Leads of Callingly whose number it may call again. */
  readonly unblocked: number;
  /** What is left to do, in plain words. */
  readonly failures: readonly string[];
}

/** A run that breaks off is finished by the next one, which looks again at the numbers of words that are taken back already. */
export async function undoFlood(
  words: readonly Suppression[],
  { by, reason }: { readonly by: string; readonly reason: string },
  stage: Stage,
  progress: Progress,
): Promise<FloodUndone> {
  const { archive, now } = stage;
  const standing = words.filter(({ lifted }) => lifted === undefined);
  const answers = await sideBySide(standing, (word) => archive.lift(word, { at: now().toISOString(), by, reason }), {
    progress: (count) => progress({ doing: "taking words back", count }),
  });
  const { leads, phones } = await metBy(words, stage, progress);
  let unblocked = 0;
  const failures: string[] = [];
  for (const phone of phones) {
    const done = await unblock(phone, stage);
    unblocked += done.unblocked;
    failures.push(...done.failures);
  }
  const ended = leads.filter(({ state, reason: why }) => state === "suppressed" && why === "opted-out");
  return { lifted: answers.filter(Boolean).length, ended: ended.map(({ id }) => id), unblocked, failures };
}

/** The leads whose persons the words name, and the numbers of theirs that Callingly may have been told to block. */
async function metBy(words: readonly Suppression[], stage: Stage, progress: Progress) {
  const { archive, store } = stage;
  const meant = new Set(words.map(({ print }) => print));
  const seeds = await stage.suppressionSeeds();
  const printsOfOne = (lead: Lead) => seeds.flatMap((seed) => printsOf(seed, identifiersOf(lead)));
  const all = await wholeTable(archive.leads(), {
    progress: (count) => progress({ doing: "reading leads", count }),
    unread: () => undefined,
  });
  const leads = all.filter((lead) => printsOfOne(lead).some(({ print }) => meant.has(print)));
  const told = leads.filter(({ stop }) => stop?.optOut === "all").flatMap((lead) => identifiersOf(lead).phones);
  const phones = await sideBySide([...new Set(told)], async (phone) => {
    const prints = seeds.flatMap((seed) => printsOf(seed, { phones: [phone], emails: [] }));
    const left = (await Promise.all(prints.map(({ print }) => store.suppressions.about(print)))).flat();
    return left.some(({ scope, lifted }) => scope === everywhere && lifted === undefined) ? [] : [phone];
  });
  return { leads, phones: phones.flat() };
}

/** A source through which far more people opted out in an hour of the last day than in any hour of the month before. */
export interface UnusualHour {
  readonly source: string;
  readonly hour: string;
  readonly count: number;
  /** The most in one hour before. */
  readonly usual: number;
}

const FEW = 20;
const TIMES = 3;

export function unusualHours(words: readonly Suppression[], now: Date): UnusualHour[] {
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
  const said = words.filter((word) => word.lifted === undefined && cameBy(word, word.by));
  const between = (source: string, from: string, to: string) =>
    perHour(said.filter(({ by, since }) => by === source && since >= from && since < to));
  return [...new Set(said.map(({ by }) => by))].flatMap((source) => {
    const usual = Math.max(0, ...between(source, ago(31), ago(1)).values());
    const [busiest] = [...between(source, ago(1), ago(-1))].toSorted(([, one], [, other]) => other - one);
    if (busiest === undefined) return [];
    const [hour, count] = busiest;
    return count >= FEW && count >= TIMES * usual ? [{ source, hour: `${hour}:00:00Z`, count, usual }] : [];
  });
}
