import type { Call } from "../../lambda/lead/call/call.ts";
import { dropped } from "../../lambda/lead/retry.ts";
import { type TargetDeps, targetsOf } from "../../lambda/steps/report-call/report-targets.ts";
import { changeCall } from "../../lambda/store/change.ts";
import type { Store } from "../../lambda/store/store.ts";

/** Gives up a result for the CRMs that cannot get it, because a person said so. */

export interface DropDeps extends TargetDeps {
  readonly store: Pick<Store, "leads" | "calls">;
}

/**
 * The sources and CRMs that lack a call's result, by their names in the configuration, each once; empty where it was
 * never read.
 */
export const lackingIt = async (call: Call, deps: DropDeps): Promise<readonly string[]> => [
  ...new Set((await openOf(call, deps)).map(({ name }) => name)),
];

/** @returns the call as it is then; undefined when it is not parked (any more) */
export async function dropResult(call: Call, deps: DropDeps): Promise<Call | undefined> {
  const keys = (await openOf(call, deps)).map(({ key }) => key);
  const lead = call.leadId === undefined ? undefined : await deps.store.leads.find(call.leadId);
  return changeCall(deps.store.calls, call, (current) =>
    current.reason === call.reason ? dropped(current, keys, deps.now(), lead?.retention) : undefined,
  );
}

async function openOf(call: Call, deps: DropDeps): Promise<{ readonly key: string; readonly name: string }[]> {
  const lead = call.leadId === undefined ? undefined : await deps.store.leads.find(call.leadId);
  if (!lead || !call.result) return [];
  const { targets, gone } = await targetsOf(call, lead, call.result, deps);
  const untold = targets.filter(({ key }) => call.reports[key]?.digest === undefined);
  return [...untold.map(({ key, crm }) => ({ key, name: `CRM ${crm.name}` })), ...gone];
}

/** Whom it concerns, if parked results are given up. */
export interface DropPlan {
  readonly calls: readonly Call[];
  /** In words: `It is not sent to: CRM sales`. */
  readonly whom: string;
}

/** Only parked results are given up: of others there may be none. */
export async function planDrop(named: readonly Call[], deps: DropDeps): Promise<DropPlan> {
  const calls = named.filter(({ state }) => state === "parked");
  const lacking = [...new Set((await Promise.all(calls.map((call) => lackingIt(call, deps)))).flat())];
  return { calls, whom: lacking.length === 0 ? "It is sent to nobody" : `It is not sent to: ${lacking.join(", ")}` };
}

/** @returns the calls as they are then; those that have moved on meanwhile are left out */
export async function carryOutDrop({ calls }: DropPlan, deps: DropDeps): Promise<Call[]> {
  const done = await Promise.all(calls.map((call) => dropResult(call, deps)));
  return done.filter((call) => call !== undefined);
}
