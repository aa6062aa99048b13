import type { Figures, SpeedFigures } from "../../lambda/lead/day-figures.ts";
import type { WaitingGroup } from "../../lambda/lead/measure/waiting-now.ts";
import { definitions } from "../numbers/definitions.ts";
import type { NumbersReport } from "../numbers/report.ts";
import type { TodaysNumbers } from "../numbers/todays-numbers.ts";

/** Today's numbers as scripts and pages get them. The keys are a promise: snake_case, absent values null. */
export const todayShape = (numbers: TodaysNumbers, report: NumbersReport) => ({
  at: numbers.at.toISOString(),
  accounts: numbers.days.map(({ account, label, zone, date }) => ({ account, name: label, zone, date })),
  days: report.days,
  days_missing: report.missing,
  came: report.figures.came,
  rung: report.figures.rung,
  waiting: numbers.waiting.waiting,
  need_you: numbers.waiting.needYou,
  failed: report.figures.failed,
  figures: figuresShape(report.figures, numbers.hasResults),
  groups: report.groups.map(({ name, figures }) => ({ name, ...figuresShape(figures, numbers.hasResults) })),
  hours: report.hours.map(({ hour, attempts, contacts }) => ({
    hour,
    attempts,
    contacts,
    contact_rate: Math.round((contacts / attempts) * 1000) / 1000,
  })),
  speed_by_hour: report.speedByHour.map(({ hour, ...speed }) => ({ hour, ...speedShape(speed) })),
  waiting_for: numbers.waiting.groups.map(groupShape),
  results_waiting: {
    parked: numbers.waiting.results.parked,
    pending: numbers.waiting.results.pending,
    parked_for: numbers.waiting.results.groups.map(groupShape),
  },
  not_understood: numbers.notUnderstood,
  calls_not_read: numbers.callsLeft,
  definitions,
});

const figuresShape = (figures: Figures, hasResults: boolean) => {
  const { came, rung, merged, waiting, held, review, unclear, suppressed, failed, cancelled } = figures;
  return {
    came,
    rung,
    merged,
    waiting,
    held,
    review,
    unclear,
    suppressed,
    failed,
    cancelled,
    waiting_for: figures.waitingFor,
    held_for: figures.heldFor,
    outcomes: figures.outcomes,
    speed_to_lead: speedShape(figures.speed),
    speed_after_release: speedShape(figures.speedAfterRelease),
    results: hasResults ? figures.results : null,
  };
};

const speedShape = ({ leads, p50, p90 }: SpeedFigures) => ({ leads, p50: seconds(p50), p90: seconds(p90) });

const seconds = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(2)));

const groupShape = ({ kind, reason, words, count, oldest, commands }: WaitingGroup) => ({
  kind,
  reason,
  reason_words: words,
  count,
  oldest,
  commands,
});
