import type { Call } from "../../lambda/lead/call/call.ts";
import { isEnd, type Lead } from "../../lambda/lead/lead.ts";
import { type Reason, reasonWords } from "../../lambda/lead/reasons.ts";
import { standsInLine } from "../../lambda/lead/retry.ts";
import { waitsForDial } from "../../lambda/lead/states.ts";
import { fits, type LeadFilter } from "../leads/filter.ts";
import { waitingCalls, waitingLeads } from "../leads/waiting.ts";
import type { Stage } from "../stage/stage.ts";

/** What waits, and which of it a replay can move on. */

export interface Work {
  /** In due order. */
  readonly leads: readonly Lead[];
  readonly calls: readonly Call[];
  /** Wait for a person's decision, which a replay is not. */
  readonly forPerson: readonly Lead[];
  /** Other items on which the bridge itself failed: looking for a call, erasing personal data. */
  readonly stuck: readonly (Lead | Call)[];
}

/** Everything of a filter that waits. */
export async function workOf({ store, now }: Pick<Stage, "store" | "now">, filter: LeadFilter): Promise<Work> {
  const everyLead = await waitingLeads({ store, now });
  const everyCall = await waitingCalls({ store, now });
  const waiting = everyLead.filter((lead) => !isEnd(lead.state) && fits(lead, filter));
  const reasons = filter.reasons ?? (Object.keys(reasonWords) as Reason[]);
  const calls = everyCall.filter(
    ({ reason, dueFor }) => dueFor === "report-call" && reason !== undefined && reasons.includes(reason),
  );
  // A dial that was begun is ended by a dialler, and is no lead to be called.
  const isStuck = ({ faults, dueFor, state }: Lead | Call) =>
    faults !== undefined && (dueFor === "reconcile" || state === "dialing") && reasons.includes("bridge-fault");
  return {
    stuck: [
      ...everyLead.filter((lead) => isStuck(lead) && fits(lead, { ...filter, reasons: undefined })),
      ...(await ofFilter(everyCall.filter(isStuck), filter, store)),
    ],
    leads: waiting.filter((lead) => waitsForDial(lead) && !standsInLine(lead)),
    calls: await ofFilter(calls, filter, store),
    forPerson: waiting.filter((lead) => !waitsForDial(lead) && ["held", "review"].includes(lead.state)),
  };
}

/** A call has no source of its own: that of its lead counts. */
async function ofFilter(calls: readonly Call[], filter: LeadFilter, { leads }: Stage["store"]): Promise<Call[]> {
  const { account, source, since } = filter;
  const mine = calls.filter((call) => account === undefined || account === call.account);
  if (source === undefined && since === undefined) return mine;
  const found = await Promise.all(mine.map(({ leadId }) => (leadId === undefined ? undefined : leads.find(leadId))));
  return mine.filter((_, at) => {
    const lead = found[at];
    return lead !== undefined && fits(lead, { source, since });
  });
}

/** How much waits for one reason. */
export interface WaitingFor {
  readonly reason: Reason;
  readonly leads: number;
  readonly results: number;
  readonly forPerson: number;
  /** Items on which the bridge itself failed, and for which nobody is called. */
  readonly beside: number;
}

/** What waits, by reason. */
export function byReason({ leads, calls, forPerson, stuck }: Work): WaitingFor[] {
  const reasons = [
    ...[...leads, ...calls, ...forPerson].map(({ reason }) => reason).filter((reason) => reason !== undefined),
    ...stuck.map(() => "bridge-fault" as const),
  ];
  const count = (items: readonly { reason?: Reason | undefined }[], reason: Reason) =>
    items.filter((item) => item.reason === reason).length;
  return [...new Set(reasons)].sort().map((reason) => ({
    reason,
    leads: count(leads, reason),
    results: count(calls, reason),
    forPerson: count(forPerson, reason),
    beside: reason === "bridge-fault" ? stuck.length : 0,
  }));
}
