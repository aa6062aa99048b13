import type { CallinglyClient } from "../../callingly/client.ts";
import type { Account, Bridge } from "../../config/bridge.ts";
import type { DialOutcome } from "../../lead/call/dial-outcome.ts";
import { toCallInput } from "../../lead/call/dial-request.ts";
import { failedOn } from "../../lead/faults.ts";
import { refOf } from "../../lead/identity.ts";
import { ageMs, type Lead } from "../../lead/lead.ts";
import type { BridgeMeasure } from "../../lead/measure/metrics.ts";
import { suppressed } from "../../lead/privacy/suppression.ts";
import type { Reason } from "../../lead/reasons.ts";
import { type DialDecision, decideDial } from "../../lead/rules/gates.ts";
import { decideNumber } from "../../lead/rules/number-rules.ts";
import { claimed, deferred, dialled, held, stumbled } from "../../lead/states.ts";
import { later, timing } from "../../lead/timing.ts";
import { TransientError } from "../../runtime/errors.ts";
import { explainError, type Log } from "../../runtime/log.ts";
import { changeLead } from "../../store/change.ts";
import type { Store } from "../../store/store.ts";
import { takePlace } from "../take-place.ts";
import type { SuppressionCheck } from "./check-suppression.ts";
import { closeGates } from "./close-gates.ts";
import { type CompleteDeps, completeLead } from "./fetch-lead.ts";
import type { TurnTaker } from "./pace-calls.ts";
import { askForPhone, givePhoneBack } from "./take-phone.ts";

/** Step 2: a stored lead is dialled, at most as often as it is authorised, or waits for a stated reason. */

export interface DialDeps {
  readonly bridge: Pick<
    Bridge,
    "account" | "teamFor" | "groupOf" | "rules" | "numberRules" | "limits" | "phoneWindowMs" | "source"
  >;
  readonly store: Store;
  /** Undefined when the secret has no token for the account. `fresh` reads the secret past its cache. */
  readonly callinglyFor: (account: Account, options?: { fresh?: boolean }) => Promise<Dialler | undefined>;
  readonly isSuppressed: SuppressionCheck;
  readonly turns: TurnTaker;
  readonly openPlatform: CompleteDeps["openPlatform"];
  readonly now: () => Date;
  readonly newId: () => string;
  /** What is left of the function's time, in milliseconds. */
  readonly timeLeftMs: () => number;
  /** How long this worker may wait for a lead's turn, in milliseconds. */
  readonly patienceMs: () => number;
  readonly log: Log;
  readonly measure: BridgeMeasure;
}

/** Callingly, as far as a dial needs it. */
export type Dialler = Pick<CallinglyClient, "createCall"> & { readonly tokenPrint: string };

interface Route {
  readonly account: Account;
  readonly team: number;
  readonly callingly: Dialler;
}

/**
 * @param start the lead as it was last written, or its id
 */
export async function dialLead(start: Lead | string, deps: DialDeps): Promise<void> {
  const found = await findDue(start, deps);
  const lead = found && (await completeLead(found, deps));
  const prepared = lead && (await prepare(lead, deps));
  if (!prepared) return;
  const { dialing, route } = prepared;
  const { outcome, tokenPrint } = await send(dialing, route, deps);
  const noted = await note(dialing, route, outcome, deps);
  // A dial of its own, with all that must be right before one; each leaves out more, so they end.
  if (noted?.reason === "field-refused") return dialLead(noted, deps);
  await closeGates(dialing, { ...route, tokenPrint }, outcome, deps);
}

/** Woken by the stream, the tick or a person: only a lead that waits to be dialled, and only when its time has come. */
async function findDue(start: Lead | string, deps: DialDeps): Promise<Lead | undefined> {
  const { store, now, timeLeftMs, log } = deps;
  if (timeLeftMs() < timing.dialNeeds) return undefined;
  const lead = typeof start === "string" ? await store.leads.find(start) : start;
  if (lead?.dueFor !== "dial-lead" || lead.dueAt === undefined) return undefined;
  const late = now().getTime() - Date.parse(lead.dueAt);
  if (late < timing.stumbleAfter) return late >= -CLOCK_TOLERANCE_MS ? lead : undefined;
  const counted = await changeLead(store.leads, lead, (current) =>
    current.dueAt === lead.dueAt ? stumbled(current, now()) : undefined,
  );
  if (counted?.reason === "quarantined") {
    log("error", "lead quarantined", { leadId: lead.id, account: lead.account });
    await givePhoneBack(counted, deps);
  }
  return counted?.dueFor === "dial-lead" ? counted : undefined;
}

/** Hands and clocks differ a little: due now may still be a few seconds ahead. */
const CLOCK_TOLERANCE_MS = 5_000;

/** Everything that must be right before a phone may ring. Whatever fails here, the lead says so and is tried again. */
async function prepare(lead: Lead, deps: DialDeps): Promise<{ dialing: Lead; route: Route } | undefined> {
  try {
    const route = await chooseRoute(lead, deps);
    if (!route || !(await passesGates(lead, route, deps)) || !(await mayRing(lead, deps))) return undefined;
    if (await isForgotten(lead, deps)) return undefined;
    // The place comes first: a lead that is merged has an effect, too.
    if (!(await hasPlace(lead, deps)) || !(await takePhone(lead, deps))) return undefined;
    // A gate may have closed while the lead waited for its turn.
    if (!(await takeTurn(lead, route, deps)) || !(await passesGates(lead, route, deps))) return undefined;
    const dialing = await claim(lead, route, deps);
    return dialing && { dialing, route };
  } catch (error) {
    deps.log("error", "lead not dialled", { leadId: lead.id, account: lead.account, error });
    await changeLead(deps.store.leads, lead, (current) => failedOn(current, explainError(error), deps.now()));
    return undefined;
  }
}

async function chooseRoute(lead: Lead, deps: DialDeps): Promise<Route | undefined> {
  const account = deps.bridge.account(lead.account);
  const team = deps.bridge.teamFor(lead);
  if (!account || team === undefined) return hold(lead, "unknown-source", deps);
  // A token that was set a moment ago counts at once: whoever set it is waiting for this lead to ring.
  const callingly = (await deps.callinglyFor(account)) ?? (await deps.callinglyFor(account, { fresh: true }));
  return callingly ? { account, team, callingly } : hold(lead, "token-missing", deps);
}

/** The lead waits for a rule or a person; meanwhile it keeps nobody else with its phone from being rung. */
async function hold(lead: Lead, reason: Reason, deps: DialDeps, whom: "rule" | "person" = "rule"): Promise<undefined> {
  const { store, now, log } = deps;
  const waiting = await changeLead(store.leads, lead, (current) => held(current, reason, now(), { for: whom }));
  if (waiting) await givePhoneBack(waiting, deps);
  log("warn", "lead held", { leadId: lead.id, account: lead.account, reason });
}

async function defer(lead: Lead, reason: Reason, at: Date, { store, now }: DialDeps, detail?: string): Promise<void> {
  await changeLead(store.leads, lead, (current) => deferred(current, reason, at, now(), detail));
}

async function passesGates(lead: Lead, { account, team }: Route, deps: DialDeps): Promise<boolean> {
  const { store, bridge, now } = deps;
  const route = { account: account.name, token: account.token, team };
  return follow(lead, decideDial(lead, route, await store.gates.all(), bridge.rules, now()), deps);
}

const mayRing = (lead: Lead, deps: DialDeps): Promise<boolean> =>
  follow(lead, decideNumber(lead, deps.bridge.numberRules(lead.source)), deps);

/** @returns whether the lead may be dialled now */
async function follow(lead: Lead, decision: DialDecision, deps: DialDeps): Promise<boolean> {
  if (decision.dial === "held") await hold(lead, decision.reason, deps, decision.for);
  if (decision.dial === "later") await defer(lead, decision.reason, decision.at, deps);
  return decision.dial === "now";
}

async function hasPlace(lead: Lead, deps: DialDeps): Promise<boolean> {
  const crowded = await takePlace(lead, deps);
  if (crowded) await hold(lead, crowded, deps, "person");
  return crowded === undefined;
}

/**
 * Who asked to be forgotten is not called for a lead that comes later. One that was there before is ended by whoever
 * carries the wish out, so a word that comes after this look still stops the claim.
 */
async function isForgotten(lead: Lead, deps: DialDeps): Promise<boolean> {
  const { isSuppressed, store, now, log } = deps;
  if (!(await isSuppressed(lead))) return false;
  const ended = await changeLead(store.leads, lead, (current) => suppressed(current, now()));
  if (ended) await givePhoneBack(ended, deps);
  log("info", "lead suppressed", { leadId: lead.id, account: lead.account, reason: ended?.reason });
  return true;
}

/** Calls leave at the pace that Callingly takes; who comes too early stands in line. */
async function takeTurn(lead: Lead, { account }: Route, deps: DialDeps): Promise<boolean> {
  const at = await deps.turns.take(account, lead.reason === "waits-its-turn", deps.patienceMs());
  if (at) await defer(lead, "waits-its-turn", at, deps);
  return at === undefined;
}

/** One person, one ring. @returns whether the lead has the right to ring its phone now */
async function takePhone(lead: Lead, deps: DialDeps): Promise<boolean> {
  const { phone } = lead.person;
  if (phone === undefined) return false;
  const answer = await askForPhone(lead, phone, deps);
  if (answer.may === "wait") await defer(lead, answer.reason, later(deps.now(), timing.deferral), deps);
  if (answer.may === "wait for a person") await hold(lead, answer.reason, deps, "person");
  return answer.may === "ring";
}

/** From here on the lead may ring: first its ref is made known, then it is taken, in one conditional write. */
async function claim(lead: Lead, { team }: Route, deps: DialDeps): Promise<Lead | undefined> {
  const { store, now, newId } = deps;
  const record = lead.record && ({ kind: "crm-record", source: lead.source, ...lead.record } as const);
  const [ref] = await Promise.all([reserveRef(lead, store), record && store.leads.link(record, lead.id)]);
  const dialId = newId();
  const take = (current: Lead) => {
    // Another lead may have joined meanwhile; anything that bears on the dial must be as it was.
    const unchanged = current.person.phone === lead.person.phone && current.dueAt === lead.dueAt;
    const next = unchanged ? claimed(current, dialId, team, now()) : undefined;
    return next && { ...next, ref };
  };
  return changeLead(store.leads, lead, take, ({ state, dial }) => state === "dialing" && dial?.id === dialId);
}

async function reserveRef(lead: Lead, store: Store): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const ref = refOf(lead.acceptId, attempt);
    if (await store.leads.reserveRef(ref, lead.id)) return ref;
  }
  throw new TransientError("No free ref was found");
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

/** Unless the time that is left might cut it off. */
async function sendOnce(dialing: Lead, { callingly, team }: Route, { timeLeftMs }: DialDeps): Promise<DialOutcome> {
  if (timeLeftMs() < timing.dialNeeds) return { kind: "not-sent", reason: "too little time was left" };
  return callingly.createCall(toCallInput(dialing, team));
}

async function note(lead: Lead, route: Route, outcome: DialOutcome, deps: DialDeps): Promise<Lead | undefined> {
  const { store, now, log, measure } = deps;
  const dialId = lead.dial?.id ?? "";
  const noted = await changeLead(store.leads, lead, (current) => dialled(current, dialId, outcome, now()));
  if (noted && (noted.state === "failed" || noted.state === "held")) await givePhoneBack(noted, deps);
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
