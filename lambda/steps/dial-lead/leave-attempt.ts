import type { Bridge } from "../../config/bridge.ts";
import type { Lead } from "../../lead/lead.ts";
import { attempts as attemptsRule, countsAttempts } from "../../lead/rules/attempts.ts";
import { type DialDecision, dialInHours, dialNow } from "../../lead/rules/decision.ts";
import { later, timing } from "../../lead/timing.ts";
import { findAttempts } from "./find-attempts.ts";
import type { FactDeps } from "./load-facts.ts";

/**
 * Part of step 2: two accounts that ring one person at the same moment must not both be the last attempt that a law
 * allows. Each account keeps the right to ring the phone for itself; so a lead that has taken its own looks whether a
 * lead of another account has taken one as well, and may be about to ring. Of two that look so, one at least meets the
 * other's right or its dial. Those that meet wait a moment, and give their rights back for it: in doubt nobody is rung.
 *
 * It takes reads alone, and only where a law limits attempts and there are several accounts.
 */

export interface AttemptLeft {
  readonly bridge: FactDeps["bridge"] & Pick<Bridge, "hoursRules">;
  readonly store: FactDeps["store"];
  readonly now: () => Date;
}

export async function leaveAttempt(lead: Lead, { bridge, store, now }: AttemptLeft): Promise<DialDecision> {
  const accounts = bridge.formerAndPresent;
  const hours = bridge.hoursRules(lead.source);
  const { phone } = lead.person;
  if (accounts.length < 2 || phone === undefined || !countsAttempts(lead, hours)) return dialNow;
  // Those first who are about to ring: who rings meanwhile counts twice rather than not at all.
  const pending = await findPending(lead, phone, accounts, { store, now });
  const rung = await findAttempts(phone, { accounts, store });
  const at = now();
  const judge = (attempts: readonly number[]) => attemptsRule.judge(lead, { hours, attempts }, at);
  const sure = judge(rung);
  if (sure.dial !== "now" || judge([...rung, ...pending.map(() => at.getTime())]).dial === "now") return sure;
  // The one that comes first by name looks again first, and finds the way free.
  const isFirst = pending.every(({ id }) => lead.id < id);
  return dialInHours("same-phone-waits", later(at, timing.deferral * (isFirst ? 1 : 2)));
}

/** Leads of other accounts that have the right to ring the phone, and have not rung it yet. */
async function findPending(
  { account: own }: Lead,
  phone: string,
  accounts: readonly string[],
  { store, now }: Pick<AttemptLeft, "store" | "now">,
): Promise<Lead[]> {
  const others = accounts.filter((account) => account !== own);
  const rights = await Promise.all(others.map((account) => store.phones.find(account, phone)));
  const held = rights.flatMap((each) => Object.values(each?.groups ?? {}));
  const holders = held.filter(({ until }) => until > now().toISOString()).map(({ leadId }) => leadId);
  const leads = await Promise.all([...new Set(holders)].map((id) => store.leads.find(id)));
  return leads.filter((lead) => lead !== undefined && lead.state === "ready") as Lead[];
}
