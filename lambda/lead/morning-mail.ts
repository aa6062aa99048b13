import { bySource, type Figures, figuresOf, type SpeedFigures, total } from "./day-figures.ts";
import type { DayNumbers } from "./day-numbers.ts";
import type { WaitingGroup, WaitingNow } from "./measure/waiting-now.ts";
import { timing } from "./timing.ts";

/**
 * The mail of the morning: yesterday by source, and what needs a person now with the command that ends it. It names nobody,
 * as mail is read by whoever gets it.
 */

export interface MailFacts {
  readonly stage: string;
  /** Yesterday, as each zone of the accounts has it: `2026-06-14 in America/New_York`. */
  readonly days: readonly string[];
  readonly numbers: DayNumbers;
  readonly waiting: WaitingNow;
  readonly now: Date;
}

export interface Mail {
  /** Letters and digits of a single line below a hundred, as SNS asks for. */
  readonly subject: string;
  readonly text: string;
}

export function morningMail({ stage, days, numbers, waiting, now }: MailFacts): Mail {
  const figures = figuresOf(total(numbers));
  const urgent = whatNeedsYou(waiting, now);
  const needs = urgent.reduce((sum, { count }) => sum + count, 0);
  const text = [
    `Yesterday (${days.join(", ")}), stage ${stage}:`,
    lines([
      [figures.came, "came: leads that were taken in"],
      [figures.rung, "rung: leads of these whose call Callingly took"],
      [figures.outcomes.contacted ?? 0, "reached: their person was talked to"],
      [figures.merged, "merged: they share the call of another lead of their person"],
      [figures.failed, "failed: Callingly refused the number"],
      [figures.suppressed + figures.cancelled, "ended without a call: not to be called, or cancelled"],
    ]),
    ...speedLines(figures),
    ...(figures.came === 0 ? [] : [`By source:\n${sourceLines(numbers)}`]),
    `Now: ${waiting.waiting} wait and are called by themselves, ${waiting.needYou} wait for your decision, and of results that cannot be written there are ${waiting.results.parked}.`,
    urgent.length === 0 ? "Nothing needs you." : `What needs you:\n${urgent.map(groupLines).join("\n")}`,
    `In the browser: bridge console --stage ${stage} --open ${urgent.length === 0 ? "today" : "waiting"}`,
    "bridge today shows more. This mail comes once a day, from the setting morningMailHour, and names nobody.",
  ].join("\n\n");
  const subject = `callingly-bridge ${stage}: ${figures.came} came, ${figures.rung} rung, ${needs === 0 ? "nothing needs you" : `${needs} need you`}`;
  return { subject: subject.slice(0, 99), text: `${text}\n` };
}

/** A rule that holds leads for a moment needs nobody; one that holds them longer than this may. */
const LONG_MS = timing.hour;

/** What does not pass by itself: what waits for a decision, and what has waited long though a command could end it. */
const whatNeedsYou = ({ groups, results }: WaitingNow, now: Date): WaitingGroup[] => [
  ...groups.filter(
    ({ kind, commands, oldest }) =>
      kind === "operator" ||
      kind === "review" ||
      (kind === "rule" && commands.length > 0 && now.getTime() - Date.parse(oldest) > LONG_MS),
  ),
  ...results.groups,
];

const lines = (rows: readonly (readonly [count: number, words: string])[]): string =>
  rows.map(([count, words]) => `${String(count).padStart(6)}  ${words}`).join("\n");

function speedLines({ speed, speedAfterRelease }: Figures): string[] {
  const told: readonly (readonly [SpeedFigures, string])[] = [
    [speed, "From when a lead came until Callingly took its call"],
    [speedAfterRelease, "From an operator's release, of leads that were released"],
  ];
  return told.flatMap(([{ p50, p90 }, words]) =>
    p50 === null || p90 === null ? [] : [`${words}: half within ${seconds(p50)}, nine in ten within ${seconds(p90)}.`],
  );
}

function seconds(value: number): string {
  if (value < 120) return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
  return value < 7200 ? `${Math.round(value / 60)} min` : `${Math.round(value / 3600)} h`;
}

const sourceLines = (numbers: DayNumbers): string =>
  [...bySource(numbers)]
    .map(([source, counts]) => ({ source, figures: figuresOf(counts) }))
    .sort((one, other) => other.figures.came - one.figures.came || (one.source < other.source ? -1 : 1))
    .map(
      ({ source, figures: { came, rung, outcomes } }) =>
        `  ${source}: ${came} came, ${rung} rung, ${outcomes.contacted ?? 0} reached`,
    )
    .join("\n");

const groupLines = ({ kind, count, words, commands }: WaitingGroup): string =>
  `  ${count} ${kind === "result" ? "result" : "lead"}${count === 1 ? "" : "s"}: ${words}\n    ${commands.join(", or ") || "bridge doctor"}`;
