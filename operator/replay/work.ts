import type { Call } from "../../lambda/lead/call/call.ts";
import { isEnd, type Lead, type LeadState } from "../../lambda/lead/lead.ts";
import type { Waiting } from "../../lambda/lead/measure/backlog.ts";
import { type Reason, reasonWords } from "../../lambda/lead/reasons.ts";
import { standsInLine } from "../../lambda/lead/retry.ts";
import { waitsForDial } from "../../lambda/lead/states.ts";
import { sideBySide } from "../../lambda/runtime/side-by-side.ts";
import { fits, type LeadFilter, mayFit } from "../leads/filter.ts";
import { inDueOrder, rowsThatWait } from "../leads/index-rows.ts";
import { type Chosen, LOOKED_INTO, type Watcher, waitingCalls, waitingLeads } from "../leads/waiting.ts";
import type { Stage } from "../stage/stage.ts";

/** What waits, and which of it a replay can move on. */

/** As much as this asks of a lead, a call, or what the index shows of either. */
interface Standing {
  readonly state: string;
  readonly dueFor?: string | undefined;
  readonly reason?: string | undefined;
  readonly faults?: number | undefined;
  /** When it came: what the index shows, of a lead, of a call. */
  readonly cameAt?: string | undefined;
  readonly receivedAt?: string | undefined;
  readonly hintedAt?: string | undefined;
}

interface Sorted<L, C> {
  readonly leads: readonly L[];
  readonly calls: readonly C[];
  /** Wait for a person's decision, which a replay is not. */
  readonly forPerson: readonly L[];
  /** Other items on which the bridge itself failed: looking for a call, erasing personal data. */
  readonly stuck: readonly (L | C)[];
}

export interface Work extends Sorted<Lead, Call> {
  /** How many more the index shows that may belong to it, and that were not read. */
  readonly left: number;
}

/**
 * Everything of a filter that waits, in due order. Each item is read for it, but none whose reason is not asked for.
 * @param reads how many leads, and how many calls, are read at most
 */
export async function workOf(
  stage: Pick<Stage, "store" | "now">,
  filter: LeadFilter,
  { watcher = {}, reads = Infinity }: { watcher?: Watcher; reads?: number } = {},
): Promise<Work> {
  const { account, reasons } = filter;
  const ofAnyReason = { ...filter, reasons: undefined };
  const how = { order: inDueOrder, reads, watcher };
  const leads = await waitingLeads(stage, {
    ...how,
    wanted: (row) => mayFit(row, filter) || (row.faults !== undefined && mayFit(row, ofAnyReason)),
    fits: (lead) => fits(lead, ofAnyReason),
  });
  const calls = await waitingCalls(stage, {
    ...how,
    wanted: (row) =>
      row.kind === "call" &&
      (account === undefined || row.account === account) &&
      (row.faults !== undefined || mayFit(row, { reasons })),
  });
  const work = sorted(leads.items, await ofFilter(calls, filter, stage.store), filter);
  return { ...work, left: leads.left + calls.left };
}

/** What the index shows of all that waits; only what it does not tell apart is read, and not without end. */
async function rowsOf(stage: Pick<Stage, "store" | "now">, watcher: Watcher): Promise<readonly Waiting[]> {
  const { rows } = await rowsThatWait(stage, { progress: watcher.looked });
  // Whether a dial was begun, which makes it no lead to be called.
  const isUnclear = ({ kind, state, faults }: Waiting) => kind === "lead" && state === "ready" && faults !== undefined;
  const begun = await waitingLeads(stage, {
    workers: ["dial-lead"],
    wanted: isUnclear,
    fits: ({ state }) => state === "dialing",
    reads: LOOKED_INTO,
    watcher,
  });
  const ids = new Set(begun.items.map(({ id }) => id));
  return rows.map((row) => (row.kind === "lead" && ids.has(row.id) ? { ...row, state: "dialing" } : row));
}

function sorted<L extends Standing, C extends Standing>(
  leads: readonly L[],
  calls: readonly C[],
  { reasons = Object.keys(reasonWords) as Reason[] }: LeadFilter,
): Sorted<L, C> {
  const isAskedFor = ({ reason }: Standing) => (reasons as readonly (string | undefined)[]).includes(reason);
  // A dial that was begun is ended by a dialler, and is no lead to be called.
  const isStuck = ({ faults, dueFor, state }: Standing) =>
    faults !== undefined && (dueFor === "reconcile" || state === "dialing") && reasons.includes("bridge-fault");
  const waiting = leads.filter((lead) => !isEnd(lead.state as LeadState) && isAskedFor(lead));
  return {
    stuck: [...leads.filter(isStuck), ...calls.filter(isStuck)],
    leads: waiting.filter((lead) => waitsForDial(lead) && !standsInLine(lead)),
    calls: calls.filter((call) => call.dueFor === "report-call" && isAskedFor(call)),
    forPerson: waiting.filter((lead) => !waitsForDial(lead) && ["held", "review"].includes(lead.state)),
  };
}

/** A call has no source of its own: that of its lead counts. */
async function ofFilter(
  { items }: Chosen<Call>,
  { source, since }: LeadFilter,
  { leads }: Stage["store"],
): Promise<readonly Call[]> {
  if (source === undefined && since === undefined) return items;
  const found = await sideBySide(items, async ({ leadId }) => (leadId === undefined ? undefined : leads.find(leadId)));
  return items.filter((_, at) => {
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
  /** When the one of them came that waits the longest. */
  readonly oldestAt: string;
}

export interface Overview {
  readonly reasons: readonly WaitingFor[];
  /** How many more may belong to it, and were not read. */
  readonly left: number;
}

/** What waits, by reason: from the index alone, unless the filter asks for what it does not show. */
export async function overviewOf(
  stage: Pick<Stage, "store" | "now">,
  filter: LeadFilter,
  watcher: Watcher = {},
): Promise<Overview> {
  if (filter.source !== undefined || filter.account !== undefined || filter.since !== undefined) {
    const { left, ...work } = await workOf(stage, filter, { watcher, reads: LOOKED_INTO });
    return { reasons: byReason(work), left };
  }
  const rows = await rowsOf(stage, watcher);
  const of = (kind: Waiting["kind"]) => rows.filter((row) => row.kind === kind);
  return { reasons: byReason(sorted(of("lead"), of("call"), filter)), left: 0 };
}

type Counts = Omit<WaitingFor, "reason">;

function byReason({ leads, calls, forPerson, stuck }: Sorted<Standing, Standing>): WaitingFor[] {
  const counts = new Map<string, Counts>();
  const add = (items: readonly Standing[], to: "leads" | "results" | "forPerson" | "beside") => {
    for (const item of items) {
      const key = to === "beside" ? "bridge-fault" : item.reason;
      if (key === undefined) continue;
      const cameAt = item.cameAt ?? item.receivedAt ?? item.hintedAt ?? "";
      const before = counts.get(key) ?? { leads: 0, results: 0, forPerson: 0, beside: 0, oldestAt: cameAt };
      const oldestAt = cameAt < before.oldestAt ? cameAt : before.oldestAt;
      counts.set(key, { ...before, [to]: before[to] + 1, oldestAt });
    }
  };
  add(leads, "leads");
  add(calls, "results");
  add(forPerson, "forPerson");
  add(stuck, "beside");
  const found = [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
  return found.map(([reason, count]) => ({ reason: reason as Reason, ...count }));
}
