import type { DialOutcome } from "../../lead/call/dial-outcome.ts";
import { toCallInput } from "../../lead/call/dial-request.ts";
import { failedOn } from "../../lead/faults.ts";
import { ageMs, type Lead } from "../../lead/lead.ts";
import type { BridgeMeasure } from "../../lead/measure/metrics.ts";
import { dialled, letGo, stumbled } from "../../lead/states.ts";
import { isAboutToEnd } from "../../lead/stop.ts";
import { timing } from "../../lead/timing.ts";
import { explainError, type Log } from "../../runtime/log.ts";
import { changeLead } from "../../store/change.ts";
import type { Store } from "../../store/store.ts";
import { claim, endLease } from "./claim-lead.ts";
import { closeGates } from "./close-gates.ts";
import { type FetchDeps, fetchLead } from "./fetch-lead.ts";
import { type FactDeps, factsAbout, type Route } from "./load-facts.ts";
import { type CheckDeps, mayRing } from "./may-ring.ts";
import type { CallPacer } from "./pace-calls.ts";
import { givePhoneBack } from "./take-phone.ts";

/** Step 2: a stored lead is dialled, at most as often as it is authorised, or waits for a stated reason. */

export interface DialDeps extends FactDeps, CheckDeps {
  readonly bridge: FactDeps["bridge"] & CheckDeps["bridge"];
  readonly store: Store;
  readonly turns: CallPacer;
  readonly openPlatform: FetchDeps["openPlatform"];
  readonly askPlatform?: FetchDeps["askPlatform"];
  /** What is left of the function's time, in milliseconds. */
  readonly timeLeftMs: () => number;
  readonly log: Log;
  readonly measure: BridgeMeasure;
}

/**
 * @param start the lead as it was last written, or its id
 */
export async function dialLead(start: Lead | string, deps: DialDeps): Promise<void> {
  const found = await findDue(start, deps);
  // What was deleted cannot be fetched any more: the rules end the lead as it is.
  const lead = found && (isAboutToEnd(found) ? found : await fetchLead(found, deps));
  const prepared = lead && (await prepare(lead, deps));
  if (!prepared) return;
  const { dialing, route } = prepared;
  const { outcome, tokenPrint } = await send(dialing, route, deps);
  const noted = await note(dialing, route, outcome, deps);
  // A new dial, with all its checks; each leaves out more fields, so this ends.
  if (noted?.reason === "field-refused") return dialLead(noted, deps);
  await closeGates(dialing, { ...route, tokenPrint }, outcome, deps);
}

/**
 * Woken by the stream, the tick or an operator: only a lead that waits to be dialled, and only when its time has come.
 */
async function findDue(start: Lead | string, deps: DialDeps): Promise<Lead | undefined> {
  const { store, now, timeLeftMs, log } = deps;
  if (timeLeftMs() < timing.dialNeeds) return undefined;
  const lead = typeof start === "string" ? await store.leads.find(start) : start;
  if (lead?.state === "dialing") return void (await endLease(lead, deps));
  if (lead?.dueFor !== "dial-lead" || lead.dueAt === undefined) return undefined;
  const late = now().getTime() - Date.parse(lead.dueAt);
  // Somebody saw that its way is free before it is due.
  if (late < -timing.workersApart) return changeLead(store.leads, lead, (current) => letGo(current, now()));
  if (late < timing.stumbleAfter) return lead;
  const counted = await changeLead(store.leads, lead, (current) =>
    current.dueAt === lead.dueAt ? stumbled(current, now()) : undefined,
  );
  if (counted?.reason === "quarantined") {
    log("error", "lead quarantined", { leadId: lead.id, account: lead.account });
    await givePhoneBack(counted, deps);
  }
  return counted?.dueFor === "dial-lead" ? counted : undefined;
}

/** Takes the lead when everything is right for a ring. A failure here is stored on the lead, and it is tried again. */
async function prepare(lead: Lead, deps: DialDeps): Promise<{ dialing: Lead; route: Route } | undefined> {
  try {
    const facts = factsAbout(lead, deps);
    if (!(await mayRing(lead, facts, deps))) return undefined;
    const route = facts.route();
    const dialing = await claim(lead, route, deps);
    return dialing && { dialing, route };
  } catch (error) {
    deps.log("error", "lead not dialled", { leadId: lead.id, account: lead.account, error });
    await changeLead(deps.store.leads, lead, (current) => failedOn(current, explainError(error), deps.now()));
    return undefined;
  }
}

/** One request. Only where the token was refused, which proves that nothing rang, a renewed one gets a second. */
async function send(
  dialing: Lead,
  route: Route,
  deps: DialDeps,
): Promise<{ outcome: DialOutcome; tokenPrint: string }> {
  const { tokenPrint } = route.callingly;
  const outcome = await sendOnce(dialing, route, deps);
  if (outcome.kind !== "refused" || outcome.fault !== "token") return { outcome, tokenPrint };
  const renewed = await deps.callinglyFor(route.account, { fresh: true }).catch(() => undefined);
  if (!renewed || renewed.tokenPrint === tokenPrint) return { outcome, tokenPrint };
  const again = await sendOnce(dialing, { ...route, callingly: renewed }, deps);
  return { outcome: again, tokenPrint: renewed.tokenPrint };
}

/** Not when the time that is left might cut it off. */
async function sendOnce(dialing: Lead, { callingly, team }: Route, { timeLeftMs }: DialDeps): Promise<DialOutcome> {
  if (timeLeftMs() < timing.dialNeeds) return { kind: "not-sent", reason: "too little time was left" };
  return callingly.createCall(toCallInput(dialing, team));
}

async function note(lead: Lead, route: Route, outcome: DialOutcome, deps: DialDeps): Promise<Lead | undefined> {
  const { store, now, log, measure } = deps;
  const dialId = lead.dial?.id ?? "";
  const noted = await changeLead(store.leads, lead, (current) => dialled(current, dialId, outcome, now()));
  if (noted && (noted.state === "failed" || noted.state === "held")) await givePhoneBack(noted, deps);
  if (noted?.state === "ready" && noted.dueAt !== undefined) deps.meetAgain(new Date(noted.dueAt));
  if (outcome.kind === "placed") measure({ Dialed: 1, LeadToCall: ageMs(lead, now()) / 1000 });
  if (outcome.kind === "ambiguous" && noted?.state === "unknown") measure({ Unknown: 1 });
  const about = {
    leadId: lead.id,
    account: lead.account,
    team: route.team,
    outcome: outcome.kind,
    state: noted?.state,
  };
  log(outcome.kind === "placed" ? "info" : "warn", "lead dialled", {
    ...about,
    reason: noted?.reason,
    milliseconds: now().getTime() - Date.parse(lead.receivedAt),
  });
  return noted;
}
