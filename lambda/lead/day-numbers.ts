import * as z from "zod/mini";
import { attemptsMade } from "./attempts.ts";
import type { Call } from "./call/call.ts";
import type { Lead } from "./lead.ts";
import { hourIn } from "./local-day.ts";
import { bucketOf, speedOf } from "./speed.ts";

/**
 * A day's leads in numbers. Each lead is counted by what it is when it is looked at, from its item and those of its calls:
 * nothing is counted as it happens, so a crash or a repeat counts nothing twice, and a day that is counted again is
 * right again. The numbers of parts are added up to those of the whole. They hold no personal data.
 */

/** How many, by what: `came`, `rung`, `speed 12`. What there is none of is not there. */
export type Counts = Readonly<Record<string, number>>;
const CountsSchema = z.record(z.string(), z.number());

export const DayNumbersSchema = z.object({
  /**
   * By the hour of day in the account's zone: attempts and contacts, and how fast leads were called that came, or asked
   * to be called, in it.
   */
  hours: CountsSchema,
  /** By source, and then by team; `none` of leads that were not given one. */
  cells: z.record(z.string(), z.record(z.string(), CountsSchema)),
});
export type DayNumbers = z.infer<typeof DayNumbersSchema>;

/** What a lead came to, or is at. Each that came is one of them. */
export const fates = [
  /** Callingly took its call. */
  "rung",
  /** It shares the call of another lead of its person. */
  "merged",
  /** It is called by itself, once what holds it has passed or is mended. */
  "waiting",
  /** An operator decides whether it is called. */
  "held",
  /** Nobody can prove whether it rang; an operator decides. */
  "review",
  /** The bridge looks whether it rang. */
  "unclear",
  "suppressed",
  "failed",
  "cancelled",
] as const;
export type Fate = (typeof fates)[number];

export const nothing: DayNumbers = { hours: {}, cells: {} };

/** @param calls of the lead; undefined where they were not read, and only what the lead says counts */
export function numbersOf(lead: Lead, calls: readonly Call[] | undefined, zone: string): DayNumbers {
  const own = calls?.filter(({ leadId }) => leadId === lead.id);
  const hours = attemptsMade(lead, own).flatMap(({ at, isContact }) => {
    const hour = hourIn(zone, at);
    return [names.attempts(hour), ...(isContact ? [names.contacts(hour)] : [])];
  });
  const speed = speedOf(lead);
  if (speed && !speed.isReleased)
    hours.push(names.speedAt(hourIn(zone, speed.from.getTime()), bucketOf(speed.seconds)));
  return {
    hours: tally(hours),
    cells: { [lead.source]: { [lead.team ?? "none"]: tally([...aboutLead(lead), ...aboutResults(own ?? [])]) } },
  };
}

/** The names of counts that are of something. */
export const names = {
  waiting: (reason: string) => `waiting ${reason}`,
  held: (reason: string) => `held ${reason}`,
  outcome: (outcome: string) => `outcome ${outcome}`,
  speed: (bucket: number) => `speed ${bucket}`,
  released: (bucket: number) => `released ${bucket}`,
  written: (crm: string) => `written ${crm}`,
  parked: (crm: string) => `parked ${crm}`,
  pending: (crm: string) => `pending ${crm}`,
  attempts: (hour: number) => `attempts ${hour}`,
  contacts: (hour: number) => `contacts ${hour}`,
  speedAt: (hour: number, bucket: number | "") => `speed ${hour} ${bucket}`,
} as const;

/** The reason of a lead that nothing holds, and the CRM of a result that no write was begun of. */
export const NONE = "none";

function aboutLead(lead: Lead): string[] {
  const { reason = NONE, outcome } = lead;
  const fate = fateOf(lead);
  const speed = speedOf(lead);
  return [
    "came",
    fate,
    ...(fate === "waiting" || fate === "held" ? [names[fate](reason)] : []),
    ...(fate === "rung" && outcome ? [names.outcome(outcome)] : []),
    ...(speed ? [(speed.isReleased ? names.released : names.speed)(bucketOf(speed.seconds))] : []),
  ];
}

/** Whether it may still come to something else, as what it came to is no end, or is newer than a moment. */
export const mayChange = (lead: Lead, since: Date): boolean =>
  open.has(fateOf(lead)) || (lead.history.at(-1)?.at ?? "") > since.toISOString();

const open: ReadonlySet<Fate> = new Set(["waiting", "held", "review", "unclear"]);

/** Of a day that was counted before it was noted whether it may change. */
export const hasOpenLeads = ({ cells }: DayNumbers): boolean =>
  Object.values(cells)
    .flatMap((teams) => Object.values(teams))
    .some((counts) => [...open].some((fate) => (counts[fate] ?? 0) > 0));

function fateOf(lead: Lead): Fate {
  const { state, dueFor, calls, callId, history } = lead;
  if (callId !== undefined || calls.length > 0 || history.some((step) => step.state === "placed")) return "rung";
  switch (state) {
    case "merged":
    case "review":
    case "suppressed":
    case "failed":
    case "cancelled":
      return state;
    case "unknown":
      return "unclear";
    case "held":
      return dueFor === "dial-lead" ? "waiting" : "held";
    case "ready":
    case "dialing":
      return "waiting";
    case "placed":
    case "completed":
      return "rung";
  }
}

/** Of each report on a call: whether the CRM has it, an operator has to make it possible, or it is under way. */
const aboutResults = (calls: readonly Call[]): string[] =>
  calls.flatMap(({ state, reports }) => {
    const begun = Object.entries(reports).map(([key, { digest }]) => ({
      crm: crmIn(key),
      isWritten: digest !== undefined,
    }));
    const isParked = state === "parked";
    const all =
      isParked && begun.every(({ isWritten }) => isWritten) ? [...begun, { crm: NONE, isWritten: false }] : begun;
    return all.map(({ crm, isWritten }) => names[isWritten ? "written" : isParked ? "parked" : "pending"](crm));
  });

/** A report's key is `{lead id}/{crm}`. */
const crmIn = (key: string): string => key.slice(key.indexOf("/") + 1);

function tally(counted: readonly string[]): Counts {
  const counts: Record<string, number> = {};
  for (const name of counted) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** The numbers of both. */
export const plus = (one: DayNumbers, other: DayNumbers): DayNumbers => ({
  hours: sum(one.hours, other.hours),
  cells: joined(one.cells, other.cells, (teams, others) => joined(teams, others, sum)),
});

export const sum = (one: Counts, other: Counts): Counts => joined(one, other, (count, more) => count + more);

function joined<T>(
  one: Readonly<Record<string, T>>,
  other: Readonly<Record<string, T>>,
  both: (one: T, other: T) => T,
): Record<string, T> {
  const all = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const there = all[name];
    all[name] = there === undefined ? value : both(there, value);
  }
  return all;
}
