import { type Gate, isClosed } from "../../lambda/lead/gates.ts";
import type { LeadState } from "../../lambda/lead/lead.ts";
import type { Waiting } from "../../lambda/lead/measure/backlog.ts";
import { type Reason, reasonWords } from "../../lambda/lead/reasons.ts";
import { later, timing } from "../../lambda/lead/timing.ts";
import { sideBySide } from "../../lambda/runtime/side-by-side.ts";
import {
  inDueOrder,
  leadsAmong,
  notUnderstood,
  type Rows,
  rowsThatWait,
  type WaitingLead,
} from "../leads/index-rows.ts";
import type { Stage } from "../stage/stage.ts";
import { switchesOn } from "../words/switches.ts";
import { type Finding, ok, skipped, warning } from "./finding.ts";

/** More that wait are not looked at. */
const AT_MOST = 200_000;
/** Of those that seem overdue so many are read, the longest overdue first. */
const READ_OVERDUE = 100;

/** What waits, as the index shows it, for all that look at it. */
export const backlogOf = (stage: Stage, progress?: (count: number) => void): Promise<Rows> =>
  rowsThatWait(stage, { atMost: AT_MOST, progress });

/** Waiting leads and results, by reason. Counts only: the lead commands show the people. */
export async function checkLeads(stage: Stage, backlog: Promise<Rows>): Promise<readonly Finding[]> {
  const { store, now } = stage;
  const [gates, { rows, isMore }] = await Promise.all([store.gates.all(), backlog]);
  const leads = leadsAmong(rows);
  const at = now();
  return [
    ...gateFindings(gates.filter((gate) => isClosed(gate, at))),
    ...switchesOn(stage).map(({ name, found, remedy }) =>
      remedy ? warning("calls", name, found, remedy) : ok("calls", name, found),
    ),
    ...(isMore ? [skipped("what waits", undefined, `Only ${AT_MOST} were looked at, and there are more.`)] : []),
    await overdue(leads, stage),
    ...held(leads),
    inState(
      leads,
      "unknown",
      "may have rung, or not; the bridge looks for the call",
      "Nothing to do yet: bridge review shows what is left in the end.",
    ),
    inState(leads, "review", "wait for a person to decide whether they rang", "Decide them: bridge review"),
    parked(rows.filter(({ kind }) => kind === "call")),
  ];
}

function gateFindings(gates: readonly Gate[]): Finding[] {
  if (gates.length === 0) return [ok("gates", undefined, "All open.")];
  return gates.map(({ on, reason, closedAt, until, askAt }) => {
    const then = until
      ? `It opens by itself at ${until}.`
      : askAt
        ? `The bridge asks again at ${askAt}.`
        : "A person opens it: bridge resume";
    return warning("gate", on, `Closed since ${closedAt}: ${reasonWords[reason]}.`, then);
  });
}

async function overdue(leads: readonly WaitingLead[], { store, now }: Stage): Promise<Finding> {
  const latest = later(now(), -timing.stumbleAfter).toISOString();
  const late = leads.filter(({ state, dueAt }) => state === "ready" && dueAt < latest).sort(inDueOrder);
  // The index shows one that is being dialled at this moment as it was before.
  const read = late.slice(0, READ_OVERDUE);
  const found = await sideBySide(read, ({ id }) => store.leads.find(id).catch(notUnderstood));
  const surely = [...read.filter((_, at) => found[at]?.state !== "dialing"), ...late.slice(READ_OVERDUE)];
  const [oldest] = surely;
  if (!oldest) return ok("leads that are due", undefined, "None waits too long.");
  return warning(
    "leads that are due",
    undefined,
    `${leadsOf(surely.length)} should have been rung by now, the oldest at ${oldest.dueAt}.`,
    "Look at the stream mapping and the schedules above, and at the log of dial-lead; bridge leads list shows them.",
  );
}

/** One line for each reason, in the words of a person. */
function held(leads: readonly Waiting[]): Finding[] {
  const reasons = countedBy(leads.filter(({ state }) => state === "held"));
  if (reasons.length === 0) return [ok("held leads", undefined, "None.")];
  return reasons.map(([reason, count]) => {
    const why = reason ? wordsOf(reason) : "no reason is noted";
    return warning("held leads", reason, `${leadsOf(count)}: ${why}.`, "See them: bridge leads list --state held");
  });
}

function inState(leads: readonly Waiting[], state: LeadState, meaning: string, remedy: string): Finding {
  const count = leads.filter((lead) => lead.state === state).length;
  return count === 0
    ? ok(`leads in ${state}`, undefined, "None.")
    : warning(`leads in ${state}`, undefined, `${leadsOf(count)}: they ${meaning}.`, remedy);
}

function parked(calls: readonly Waiting[]): Finding {
  const waiting = calls.filter(({ state }) => state === "parked");
  if (waiting.length === 0) return ok("parked results", undefined, "None.");
  const reasons = countedBy(waiting).flatMap(([reason]) => (reason ? [wordsOf(reason)] : []));
  return warning(
    "parked results",
    undefined,
    `${waiting.length} wait until somebody fixes the cause: ${reasons.join(" · ")}.`,
    "See them: bridge results list",
  );
}

/** The reason of the newest first. */
function countedBy(rows: readonly Waiting[]): [reason: string | undefined, count: number][] {
  const counts = new Map<string | undefined, number>();
  for (const { reason } of rows) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts];
}

/** Another version of the bridge may know reasons that this one does not. */
const wordsOf = (reason: string): string =>
  Object.hasOwn(reasonWords, reason) ? reasonWords[reason as Reason] : reason;

const leadsOf = (count: number): string => `${count} lead${count === 1 ? "" : "s"}`;
