import type { Bridge } from "./config/bridge.ts";
import type { Call, CallResult } from "./lead/call.ts";
import { belongsTo, lastDialled } from "./lead/evidence.ts";
import type { Lead } from "./lead/lead.ts";
import type { LeadStore } from "./store/store.ts";

export interface MatchDeps {
  readonly bridge: Pick<Bridge, "groupOf">;
  readonly store: { readonly leads: LeadStore };
  readonly now: () => Date;
}

/**
 * The lead a call belongs to. A tie that was made once holds for ever; else the ref that came back decides, else, of
 * the leads that may have rung this phone, the one that was dialled last. Nothing is believed that the call itself,
 * as Callingly tells it, speaks against, and no merge group is told of a call that may be another's.
 */
export async function matchLead(call: Call, result: CallResult, deps: MatchDeps): Promise<Lead | undefined> {
  const { leads } = deps.store;
  const { account, callId } = call;
  const bound = await leads.findByCall(account, callId);
  if (bound !== undefined) return leads.find(bound);
  const lead = await likeliest(call, result, deps);
  if (!lead) return undefined;
  const holder = await leads.bindCall(account, callId, lead.id);
  return holder === lead.id ? lead : leads.find(holder);
}

async function likeliest(call: Call, result: CallResult, deps: MatchDeps): Promise<Lead | undefined> {
  const named = await leadOfRef(call, result, deps);
  if (named && isOfTeam(named, result)) return named;
  const others = await leadsOfPhone(call, result, deps);
  const groups = new Set([...(named ? [named] : []), ...others].map(deps.bridge.groupOf));
  if (groups.size <= 1) return named ?? lastDialled(others);
  // Callingly may keep one lead for a phone, and give every group's redials the ref that it heard last.
  const ofTeam = result.teamId === undefined ? [] : others.filter((lead) => isOfTeam(lead, result));
  return new Set(ofTeam.map(deps.bridge.groupOf)).size === 1 ? lastDialled(ofTeam) : undefined;
}

const isOfTeam = ({ team }: Lead, { teamId }: CallResult): boolean =>
  teamId === undefined || team === undefined || String(team) === teamId;

async function leadOfRef({ account, refHint }: Call, result: CallResult, deps: MatchDeps): Promise<Lead | undefined> {
  const id = refHint === undefined ? undefined : await deps.store.leads.findByRef(refHint);
  const [lead] = await fitting(id === undefined ? [] : [id], account, result, deps);
  return lead;
}

async function leadsOfPhone({ account }: Call, result: CallResult, deps: MatchDeps): Promise<Lead[]> {
  const { leads } = deps.store;
  const { phone, callinglyLeadId } = result;
  const linked = callinglyLeadId
    ? await leads.findLinked({ kind: "callingly-lead", account, id: callinglyLeadId })
    : [];
  const holders = phone ? await leads.findByPhone(account, phone) : [];
  return fitting([...new Set([...linked, ...holders])], account, result, deps);
}

async function fitting(
  ids: readonly string[],
  account: string,
  result: CallResult,
  { store, now }: MatchDeps,
): Promise<Lead[]> {
  const found = await Promise.all(ids.map((id) => store.leads.find(id)));
  return found
    .filter((lead) => lead !== undefined)
    .filter((lead) => lead.account === account && belongsTo(lead, result, now()));
}
