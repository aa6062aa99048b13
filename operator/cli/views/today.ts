import type { SpeedFigures } from "../../../lambda/lead/day-figures.ts";
import { leadOutcomes } from "../../../lambda/lead/lead.ts";
import type { WaitingGroup } from "../../../lambda/lead/measure/waiting-now.ts";
import { definitions } from "../../numbers/definitions.ts";
import type { Division, NumbersReport } from "../../numbers/report.ts";
import type { TodaysNumbers } from "../../numbers/todays-numbers.ts";
import { counted } from "../../words/count.ts";
import { moment, span } from "../../words/times.ts";
import { table } from "../terminal/table.ts";

/** Today's numbers for a person at a terminal: each with what it is a number of. */
export function todayText(numbers: TodaysNumbers, report: NumbersReport, by: Division): string {
  const { waiting } = numbers;
  const { figures } = report;
  const also = (["merged", "suppressed", "cancelled", "unclear"] as const).filter((fate) => figures[fate] > 0);
  const parts = [
    heading(numbers, report),
    table(
      ["", "", ""],
      [
        ["came", figures.came, definitions.came],
        ["rung", figures.rung, definitions.rung],
        ["wait", waiting.waiting, definitions.waiting],
        ["need you", waiting.needYou, definitions.need_you],
        ["failed", figures.failed, definitions.failed],
      ],
    ).trim(),
    ...(also.length > 0
      ? [`of those that came also: ${also.map((fate) => `${figures[fate]} ${fate}`).join(", ")}`]
      : []),
    speedText("speed to lead", figures.speed, definitions.speed_to_lead),
    ...(figures.speedAfterRelease.leads > 0
      ? [speedText("after a release", figures.speedAfterRelease, definitions.speed_after_release)]
      : []),
    by === "crm" ? crmTable(report) : groupTable(by, report),
    ...(waiting.groups.length > 0 ? [waitingTable("waits for", waiting.groups, numbers.at)] : []),
    ...(report.speedByHour.length > 0 ? [speedTable(report)] : []),
    ...(report.hours.length > 0 ? [hourTable(report)] : []),
    resultsText(numbers),
    ...notes(numbers, report),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function heading({ at, days }: TodaysNumbers, report: NumbersReport): string {
  const zones = [...new Set(days.map(({ zone, date }) => `${date} in ${zone}`))].join(", ");
  return `${report.days === 1 ? "Today" : `${report.days} days to today`}, ${zones}; looked at ${moment(at)}`;
}

const speedText = (name: string, { leads, p50, p90 }: SpeedFigures, definition: string): string =>
  p50 === null || p90 === null
    ? `${name}: nobody was called yet`
    : `${name}: p50 ${secondsText(p50)}, p90 ${secondsText(p90)}, of ${counted(leads, "lead")}\n  ${definition}`;

function secondsText(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

function groupTable(by: Division, { groups }: NumbersReport): string {
  const rows = groups.map(({ name, figures }) => [
    name,
    figures.came,
    figures.rung,
    ...leadOutcomes.map((outcome) => figures.outcomes[outcome] ?? 0),
    ...[figures.speed.p50, figures.speed.p90].map((speed) => (speed === null ? "" : secondsText(speed))),
  ]);
  return rows.length === 0
    ? ""
    : `${table([by, "came", "rung", ...leadOutcomes, "p50", "p90"], rows)}\n  outcomes: ${definitions.outcomes}`;
}

function crmTable({ groups }: NumbersReport): string {
  const rows = groups.map(({ name, figures }) => {
    const { written = 0, parked = 0, pending = 0 } = figures.results[name] ?? {};
    return [name === "none" ? "(no write begun)" : name, written, parked, pending];
  });
  return rows.length === 0 ? "" : `${table(["crm", "written", "parked", "pending"], rows)}\n  ${definitions.results}`;
}

function waitingTable(title: string, groups: readonly WaitingGroup[], now: Date): string {
  const rows = groups.map(({ reason, words, count, oldest }) => [
    reason === "none" ? "their turn" : reason,
    count,
    span(oldest, now),
    words,
  ]);
  const remedies = groups.flatMap(({ reason, commands }) =>
    commands.length > 0 ? [[reason, commands.join(", or ")]] : [],
  );
  return [
    table([title, "", "oldest", "why"], rows),
    ...(remedies.length > 0 ? [table(["reason", "then"], remedies)] : []),
  ].join("\n\n");
}

const speedTable = ({ speedByHour }: NumbersReport): string =>
  `${table(
    ["came at", "leads", "p50", "p90"],
    speedByHour.map(({ hour, leads, p50, p90 }) => [
      hourText(hour),
      leads,
      ...[p50, p90].map((speed) => (speed === null ? "" : secondsText(speed))),
    ]),
  )}\n  ${definitions.speed_by_hour}`;

const hourText = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

const hourTable = ({ hours }: NumbersReport): string =>
  `${table(
    ["hour", "attempts", "reached", "rate"],
    hours.map(({ hour, attempts, contacts }) => [
      hourText(hour),
      attempts,
      contacts,
      `${Math.round((contacts / attempts) * 100)} %`,
    ]),
  )}\n  attempts: ${definitions.attempts}; rate: ${definitions.contact_rate}`;

function resultsText({ at, waiting: { results } }: TodaysNumbers): string {
  if (results.parked + results.pending === 0) return "Every result is in the CRM.";
  const under = results.pending > 0 ? `, ${results.pending} under way` : "";
  const title = `Results not in the CRM: ${results.parked} parked${under}. bridge results list shows them.`;
  return results.groups.length === 0 ? title : `${title}\n\n${waitingTable("parked for", results.groups, at)}`;
}

function notes({ notUnderstood, callsLeft }: TodaysNumbers, { missing }: NumbersReport): string[] {
  return [
    ...(missing.length > 0 ? [`Not counted yet, and missing: ${missing.join(", ")}. It is done at night.`] : []),
    ...(notUnderstood > 0
      ? [
          `${counted(notUnderstood, "lead")} of today were written by another version of the bridge and are not counted.`,
        ]
      : []),
    ...(callsLeft > 0
      ? [`${counted(callsLeft, "redial")} of today are not among the attempts; --calls all reads them.`]
      : []),
  ];
}
