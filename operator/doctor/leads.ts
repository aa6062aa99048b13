import type { Call } from "../../lambda/lead/call/call.ts";
import { type Gate, isClosed } from "../../lambda/lead/gates.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { reasonWords } from "../../lambda/lead/reasons.ts";
import { timing } from "../../lambda/lead/timing.ts";
import { waitingCalls, waitingLeads } from "../leads/waiting.ts";
import type { Stage } from "../stage/stage.ts";
import { type Finding, ok, warning } from "./finding.ts";

/** Waiting leads and results, by reason. Counts only: the lead commands show the people. */
export async function checkLeads(stage: Stage): Promise<readonly Finding[]> {
  const { store, now, bridge } = stage;
  const [gates, leads, calls] = await Promise.all([store.gates.all(), waitingLeads(stage), waitingCalls(stage)]);
  const at = now();
  return [
    ...gateFindings(gates.filter((gate) => isClosed(gate, at))),
    ...(bridge.policies.paused
      ? [
          warning(
            "calls",
            undefined,
            "Paused by the configuration: nobody is rung.",
            "Set policies.paused to false and deploy.",
          ),
        ]
      : []),
    overdue(leads, at),
    ...held(leads),
    inState(
      leads,
      "unknown",
      "may have rung, or not; the bridge looks for the call",
      "Nothing to do yet: bridge review shows what is left in the end.",
    ),
    inState(leads, "review", "wait for a person to decide whether they rang", "Decide them: bridge review"),
    parked(calls),
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

function overdue(leads: readonly Lead[], now: Date): Finding {
  const latest = new Date(now.getTime() - timing.stumbleAfter).toISOString();
  const late = leads.filter(({ state, dueAt = "" }) => state === "ready" && dueAt < latest);
  if (late.length === 0) return ok("leads that are due", undefined, "None waits too long.");
  const oldest = late.map(({ dueAt = "" }) => dueAt).sort()[0];
  return warning(
    "leads that are due",
    undefined,
    `${leadsOf(late.length)} should have been rung by now, the oldest at ${oldest}.`,
    "Look at the stream mapping and the schedules above, and at the log of dial-lead; bridge leads list shows them.",
  );
}

/** One line for each reason, in the words of a person. */
function held(leads: readonly Lead[]): Finding[] {
  const waiting = leads.filter(({ state }) => state === "held");
  if (waiting.length === 0) return [ok("held leads", undefined, "None.")];
  const reasons = [...new Set(waiting.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const count = waiting.filter((lead) => lead.reason === reason).length;
    const why = reason ? reasonWords[reason] : "no reason is noted";
    return warning("held leads", reason, `${leadsOf(count)}: ${why}.`, "See them: bridge leads list --state held");
  });
}

function inState(leads: readonly Lead[], state: Lead["state"], meaning: string, remedy: string): Finding {
  const count = leads.filter((lead) => lead.state === state).length;
  return count === 0
    ? ok(`leads in ${state}`, undefined, "None.")
    : warning(`leads in ${state}`, undefined, `${leadsOf(count)}: they ${meaning}.`, remedy);
}

function parked(calls: readonly Call[]): Finding {
  const waiting = calls.filter(({ state }) => state === "parked");
  if (waiting.length === 0) return ok("parked results", undefined, "None.");
  const reasons = [...new Set(waiting.map(({ reason }) => reason && reasonWords[reason]))].filter(Boolean).join(" · ");
  return warning(
    "parked results",
    undefined,
    `${waiting.length} wait until somebody fixes the cause: ${reasons}.`,
    "See them: bridge results list",
  );
}

const leadsOf = (count: number): string => `${count} lead${count === 1 ? "" : "s"}`;
