import type { CallinglyClient } from "../../callingly/client.ts";
import { callsOfLead, listedCall } from "../../callingly/listed-call.ts";
import { dayOf } from "../../callingly/time.ts";
import type { Account, Accounts } from "../../config/accounts.ts";
import { evidenceAmong, isDoubtful, type ListedCall, mayBeAmong, onlyPossible } from "../../lead/call/evidence.ts";
import { type Hint, isForgotten } from "../../lead/call/hint.ts";
import type { Lead } from "../../lead/lead.ts";
import type { Finding } from "../../lead/states.ts";
import { later, timing } from "../../lead/timing.ts";
import { TransientError } from "../../runtime/errors.ts";
import { explainError, type Log } from "../../runtime/log.ts";
import type { Store } from "../../store/store.ts";
import type { AccountClocks } from "../account-clocks.ts";

/** Part of step 5: looks among the calls that Callingly lists for the one that a dial may have made. */

export interface ListDeps {
  readonly bridge: Pick<Accounts, "account">;
  readonly store: Pick<Store, "leads" | "calls">;
  readonly callinglyFor: (account: Account) => Promise<Pick<CallinglyClient, "listLeads" | "eachCall"> | undefined>;
  readonly clocks: AccountClocks;
  readonly now: () => Date;
}

/** When it is the only one that fits, it is tied to the lead, and read and reported. */
export async function findCall(lead: Lead, deps: ListDeps & { readonly log: Log }): Promise<Finding> {
  const { store, now, log } = deps;
  try {
    const listed = await listCalls(lead, deps);
    const rivals = await findRivals(lead, deps);
    const isLate = now().getTime() - Date.parse(lead.dial?.at ?? "") >= timing.tieMemory;
    const [call, ...others] = onlyPossible(lead, listed, now(), rivals) ?? evidenceAmong(lead, listed, now(), rivals);
    if (!call) return mayBeAmong(lead, listed, now(), rivals) ? { kind: "several" } : { kind: "none" };
    if (others.length > 0 || isLate || isDoubtful(lead, call, now(), rivals)) return { kind: "several" };
    const holder = await store.calls.tie(hintOf(lead, call.callId, now()), lead.id);
    return holder === lead.id ? { kind: "found", callId: call.callId } : { kind: "none" };
  } catch (error) {
    log("warn", "look-up failed", { leadId: lead.id, account: lead.account, error });
    return { kind: "error", reason: explainError(error) };
  }
}

/** The same hint that Callingly would have sent; report-call does the reading. */
export const hintOf = ({ id, account }: Lead, callId: string, at: Date): Hint => ({
  account,
  callId,
  leadHint: id,
  digest: `asked ${id} ${at.toISOString()}`,
  at,
});

/** Other leads that were rung at the same phone; a call may be one of theirs. */
export async function findRivals({ id, account, person }: Lead, { store }: Pick<ListDeps, "store">): Promise<Lead[]> {
  const holders = person.phone ? await store.leads.findByPhone(account, person.phone) : [];
  const found = await Promise.all(holders.filter((holder) => holder !== id).map((holder) => store.leads.find(holder)));
  return found.filter((lead) => lead !== undefined);
}

/** Two zones are never further apart than this, so the days asked for hold the dial's, whatever zone Callingly means. */
const WIDER_MS = 27 * 3_600_000;

/** No dial is carried out later than this; a lead may wait in review for weeks, and the list must not grow with it. */
const LOOK_AHEAD_MS = 4 * timing.day;

/**
 * All calls that Callingly lists for the lead's phone and the lead's team around the dial, a day wider on both sides.
 * @throws TransientError where there is nothing to look with, CallinglyError when Callingly does not answer
 */
export async function listCalls(lead: Lead, deps: ListDeps): Promise<ListedCall[]> {
  const { bridge, callinglyFor, clocks, now } = deps;
  const account = bridge.account(lead.account);
  const callingly = account && (await callinglyFor(account));
  if (!callingly || !lead.dial) throw new TransientError("There is no account or token to look with");
  // What other workers have learned meanwhile counts: a call that is tied here is reported.
  const reading = await clocks.readingOf(account, { fresh: true });
  const { zone } = reading;
  const start = dayOf(later(new Date(lead.dial.at), -WIDER_MS), zone);
  const end = dayOf(earlier(later(now(), WIDER_MS), lastDialOf(lead, lead.dial)), zone);
  const phone = lead.person.phone ?? "";

  const byLead = (await callingly.listLeads({ phone_number: phone, start, end }))
    .filter(({ phone_number }) => phone_number === phone)
    .flatMap((found) => callsOfLead(found, reading));
  const byTeam: ListedCall[] = [];
  for await (const call of callingly.eachCall({ start, end, ...(lead.team !== undefined && { team_id: lead.team }) })) {
    if (call.lead?.phone_number === phone) byTeam.push(listedCall(call, reading));
  }
  const calls = new Map([...byTeam, ...byLead].map((call) => [call.callId, call]));
  return Promise.all([...calls.values()].map((call) => asKnown(call, lead, deps)));
}

/** After this no call of the lead's dial can have begun. Dials between a backup and its restore are unknown. */
function lastDialOf({ restored }: Lead, { at }: NonNullable<Lead["dial"]>): Date {
  const usual = later(new Date(at), LOOK_AHEAD_MS);
  const unseen = restored && later(new Date(restored.at), timing.day);
  return unseen && unseen > usual ? unseen : usual;
}

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);

/** A listed call with what the table knows of it. */
async function asKnown(
  call: ListedCall,
  { account }: Lead,
  { store: { calls }, now }: Pick<ListDeps, "store" | "now">,
): Promise<ListedCall> {
  const known = await calls.find(account, call.callId);
  if (known && isForgotten(known, now()))
    await calls.hint({ account, callId: call.callId, digest: `met ${now().toISOString()}`, at: now() });
  return { ...call, boundTo: known?.leadId };
}
