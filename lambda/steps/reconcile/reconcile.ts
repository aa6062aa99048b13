import type { CallinglyClient } from "../../callingly/client.ts";
import type { Account, Accounts } from "../../config/accounts.ts";
import type { LimitsOf } from "../../config/limits.ts";
import { noticeOf, noticeOfOptOut } from "../../lead/call/notice.ts";
import { isCertificateOpen } from "../../lead/consent/relied-on.ts";
import { countedAsFailed } from "../../lead/faults.ts";
import { isEnd, isStopOpen, type Lead } from "../../lead/lead.ts";
import type { BridgeMeasure } from "../../lead/measure/metrics.ts";
import { givenUp } from "../../lead/states/given-up.ts";
import { type AbsencePolicy, lookedUp, placed, reminded, stillSilent, told } from "../../lead/states.ts";
import { timing } from "../../lead/timing.ts";
import type { Log } from "../../runtime/log.ts";
import { changeLead } from "../../store/change.ts";
import type { Store } from "../../store/store.ts";
import type { AccountClocks } from "../account-clocks.ts";
import { takePlace } from "../take-place.ts";
import { eraseCall, eraseLead } from "./erase-personal-data.ts";
import { findCall, hintOf } from "./find-call.ts";
import { type KeepCertificate, keepCertificateOf } from "./keep-certificate.ts";
import { tellOfStop } from "./tell-of-stop.ts";

/** Step 5: asks about dials and calls that stay silent. Nothing here can make a phone ring. */

export interface ReconcileDeps {
  readonly bridge: Pick<Accounts, "account"> & { readonly limits: LimitsOf };
  readonly store: Store;
  readonly callinglyFor: (
    account: Account,
  ) => Promise<Pick<CallinglyClient, "listLeads" | "eachCall" | "getLead" | "updateLead"> | undefined>;
  readonly clocks: AccountClocks;
  readonly keepCertificate?: KeepCertificate | undefined;
  readonly now: () => Date;
  readonly log: Log;
  readonly measure: BridgeMeasure;
}

/** Handles one due lead or call. */
export const reconcileItem = (item: Met, deps: ReconcileDeps): Promise<void> =>
  item.kind === "lead" ? reconcileLead(item.id, deps) : eraseCall(item.account, item.callId, deps);

type Met =
  | { readonly kind: "lead"; readonly id: string }
  | { readonly kind: "call"; readonly account: string; readonly callId: string };

export async function reconcileLead(leadId: string, deps: ReconcileDeps): Promise<void> {
  const { log, measure } = deps;
  const lead = await findDue(leadId, deps);
  const next = lead && (await look(lead, deps));
  // Two workers that handle one lead at the same moment may both count it.
  if (next?.state === "review" && lead?.state === "unknown") measure({ Review: 1 });
  if (lead && next)
    log(next.state === lead.state ? "info" : "warn", "lead reconciled", {
      leadId,
      account: lead.account,
      state: next.state,
      reason: next.reason,
    });
}

/** An overdue lead may have brought its worker down: the attempt is counted before it is read. */
async function findDue(leadId: string, { store, now }: ReconcileDeps): Promise<Lead | undefined> {
  const lead = await store.leads.find(leadId);
  if (lead?.dueFor !== "reconcile" || lead.dueAt === undefined || lead.dueAt > now().toISOString()) return undefined;
  if (now().getTime() - Date.parse(lead.dueAt) < timing.stumbleAfter) return lead;
  return changeLead(store.leads, lead, (current) =>
    current.dueAt === lead.dueAt ? countedAsFailed(current, "reconcile", now()) : undefined,
  );
}

async function look(found: Lead, deps: ReconcileDeps): Promise<Lead | undefined> {
  const { store, now } = deps;
  await tellOfOptOut(found, deps);
  const lead = isStopOpen(found) ? await tellOfStop(found, deps) : found;
  // It was due for the stop, and its CRM has its notice: its person is erased when that is due, also where it has ended
  // only while Callingly was told.
  if (isStopOpen(found) && [found, lead].some(({ state, expiresAt }) => isEnd(state) && expiresAt !== undefined))
    return lead;
  switch (lead.state) {
    case "unknown":
    case "review":
      return resolve(lead, deps);
    case "placed":
      return askForResult(lead, deps);
    case "held": {
      const ended = await changeLead(store.leads, lead, (current) => givenUp(current, now()));
      if (ended) return ended;
      const untold = await tellCrm(lead, deps);
      return changeLead(store.leads, lead, (current) =>
        current.state === "held" ? { ...reminded(current, now()), ...(untold && { untold }) } : undefined,
      );
    }
    default: {
      if (lead.expiresAt !== undefined && isCertificateOpen(lead)) return keepCertificateOf(lead, deps);
      // A finished lead that the table will forget has no report left to send.
      if (lead.expiresAt !== undefined) return eraseLead(lead, deps);
      const untold = await tellCrm(lead, deps);
      return changeLead(store.leads, lead, (current) => {
        const next = told(current, now());
        return next && { ...next, ...(untold && { untold }) };
      });
    }
  }
}

/**
 * The CRM is notified of a lead without a call. The notice comes first: a crash in between repeats it, without effect.
 * @returns why it is not notified: strangers' leads must not reach it without a limit
 */
async function tellCrm(lead: Lead, deps: ReconcileDeps): Promise<Lead["untold"]> {
  const { store, now, log } = deps;
  const notice = noticeOf(lead, now());
  if (!notice) return undefined;
  const crowded = await takePlace(lead, deps);
  if (crowded) log("warn", "notice withheld", { leadId: lead.id, account: lead.account, reason: crowded });
  else await store.calls.hint(notice);
  return crowded;
}

/** Also of one that was dialled, whose record may have got a result already. */
async function tellOfOptOut(lead: Lead, { store, now }: ReconcileDeps): Promise<void> {
  const notice = isStopOpen(lead) && lead.stop?.optOut ? noticeOfOptOut(lead, now()) : undefined;
  if (notice) await store.calls.hint(notice);
}

// ── a dial of unknown fate ──────────────────────────────────────────────────────────────────────────────────────

async function resolve(lead: Lead, deps: ReconcileDeps): Promise<Lead | undefined> {
  const { store, now } = deps;
  const finding = await findCall(lead, deps);
  const policy = await policyOf(lead, deps);
  return changeLead(store.leads, lead, (current) => lookedUp(current, finding, policy, now()));
}

/** No lead is called again because of a list whose times are not understood. */
async function policyOf({ account: name }: Lead, { bridge, clocks }: ReconcileDeps): Promise<AbsencePolicy> {
  const account = bridge.account(name);
  if (account?.whenUnproven !== "redial") return "review";
  return (await clocks.readingOf(account, { fresh: true })).isLearned ? "redial" : "review";
}

// ── a call that stays silent ────────────────────────────────────────────────────────────────────────────────────

async function askForResult(lead: Lead, deps: ReconcileDeps): Promise<Lead | undefined> {
  const { store, now } = deps;
  // The id in Callingly's yes may be no call, so as long as it is a guess the call is looked for as well.
  const found = lead.callId === undefined ? await findUnboundCall(lead, deps) : undefined;
  for (const id of new Set([lead.callId, lead.callIdGuess]))
    if (id !== undefined && id !== found) await store.calls.hint(hintOf(lead, id, now()));
  return changeLead(store.leads, lead, (current) => stillSilent(current, now()));
}

/** A dial was answered without a call id: the look-up learns it, and has it read. */
async function findUnboundCall(lead: Lead, deps: ReconcileDeps): Promise<string | undefined> {
  const finding = await findCall(lead, deps);
  if (finding.kind !== "found") return undefined;
  await changeLead(deps.store.leads, lead, (current) => placed(current, finding.callId, deps.now()));
  return finding.callId;
}
