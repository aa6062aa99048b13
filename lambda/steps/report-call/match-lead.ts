import type { Bridge } from "../../config/bridge.ts";
import type { Call, CallResult } from "../../lead/call/call.ts";
import {
  belongsTo,
  type HeardCall,
  lastDialled,
  leavesOpen,
  mayBeNamed,
  speaksAgainst,
  type ToldCall,
} from "../../lead/call/evidence.ts";
import type { Lead } from "../../lead/lead.ts";
import type { LeadStore } from "../../store/store.ts";

export interface MatchDeps {
  readonly bridge: Pick<Bridge, "groupOf">;
  readonly store: { readonly leads: LeadStore };
  readonly now: () => Date;
}

/** Whose call it is, as far as it can be told. */
export interface Match {
  readonly lead?: Lead | undefined;
  /**
   * The lead that it may be of, though it may as well be older than the lead's dial, of which nothing else has shown
   * that it rang.
   */
  readonly perhaps?: Lead | undefined;
  /** The lead that the call was tied to, or taken for, though it cannot be that lead's. */
  readonly refuted?: Lead | undefined;
  /**
   * By a fact that only Callingly and we know, and by no clock: a ref that came back, or what Callingly's yes to the
   * dial named.
   */
  readonly isNamed: boolean;
}

/**
 * The lead a call belongs to. A tie that was made once decides between leads; else the ref that came back does, or the
 * call that Callingly named when we dialled, else, of the leads that may have rung this phone, the one that was dialled
 * last. Neither tie nor ref is believed where the call itself, as Callingly answers it, speaks against it; and no merge
 * group gets a call that may be another's. A call that may be older than the lead's dial is tied to nobody; any other is
 * tied by the next write of the call.
 */
export async function matchLead(call: Call, told: ToldCall & Told, deps: MatchDeps): Promise<Match> {
  const { leads } = deps.store;
  const { callId } = call;
  const tied = call.leadId === undefined ? undefined : await leads.find(call.leadId);
  if (call.leadId !== undefined && !tied) return { isNamed: false };
  if (tied && !speaksAgainst(tied, told, deps.now())) {
    const refuted = await wronglyNamed(call, told, tied, deps);
    return { lead: tied, ...(refuted && { refuted }), isNamed: await isNamed(call, tied, deps) };
  }
  const lead = await likeliest(call, told, deps);
  const refuted = tied ?? (await wronglyNamed(call, told, lead, deps));
  const found = { ...(refuted && { refuted }), isNamed: lead !== undefined && (await isNamed(call, lead, deps)) };
  const heard = { ...told, callId, toldAt: found.isNamed ? call.toldAt : undefined };
  if (lead && leavesOpen(lead, heard)) return { ...found, perhaps: lead };
  return { ...found, lead };
}

/** The parts of a result that tell calls apart. */
type Told = Pick<CallResult, "callinglyLeadId" | "teamId"> & Pick<HeardCall, "redial">;

const isNamed = async ({ callId, refHint }: Call, lead: Lead, { store: { leads } }: MatchDeps): Promise<boolean> =>
  lead.callIdGuess === callId || (refHint !== undefined && (await leads.findByRef(refHint)) === lead.id);

/** Callingly's yes to a dial named another lead's call, or no lead's. */
async function wronglyNamed(
  { callId, refHint, account }: Call,
  told: ToldCall,
  found: Lead | undefined,
  { store: { leads }, now }: MatchDeps,
): Promise<Lead | undefined> {
  const id = refHint === undefined ? undefined : await leads.findByRef(refHint);
  const lead = id === undefined || id === found?.id ? undefined : await leads.find(id);
  return lead?.account === account && lead.callIdGuess === callId && speaksAgainst(lead, told, now())
    ? lead
    : undefined;
}

async function likeliest(call: Call, told: ToldCall & Told, deps: MatchDeps): Promise<Lead | undefined> {
  const named = await leadOfRef(call, told, deps);
  if (named && isOfTeam(named, told)) return named;
  const possible = await leadsOfPhone(call, told, deps);
  const answered = possible.find(({ callIdGuess }) => callIdGuess === call.callId);
  if (answered) return answered;
  // Anybody may have called the phone: only its time can show that it was us.
  const fitting = possible.filter((lead) => belongsTo(lead, told, deps.now()));
  if (isOfOneGroup([...(named ? [named] : []), ...possible], deps)) return named ?? lastDialled(fitting);
  // Callingly may keep one lead for a phone, and give every group's redials the ref that it got last. Then the team
  // tells them apart; clocks do not, as a wrong clock may have put the other's dial too late.
  const ofTeam = told.teamId === undefined ? [] : fitting.filter((lead) => isOfTeam(lead, told));
  return isOfOneGroup(ofTeam, deps) ? lastDialled(ofTeam) : undefined;
}

const isOfOneGroup = (leads: readonly Lead[], { bridge }: MatchDeps): boolean =>
  new Set(leads.map(bridge.groupOf)).size <= 1;

const isOfTeam = ({ team }: Lead, { teamId }: Told): boolean =>
  teamId === undefined || team === undefined || String(team) === teamId;

/** A ref is known to Callingly and us: the call only must not speak against it. */
async function leadOfRef({ account, refHint }: Call, told: ToldCall, deps: MatchDeps): Promise<Lead | undefined> {
  const id = refHint === undefined ? undefined : await deps.store.leads.findByRef(refHint);
  const [lead] = await leadsOf(id === undefined ? [] : [id], account, deps);
  return lead && mayBeNamed(lead, told, deps.now()) ? lead : undefined;
}

/** Those that may have led to it, if clocks agree roughly. */
async function leadsOfPhone({ account }: Call, told: ToldCall & Told, deps: MatchDeps): Promise<Lead[]> {
  const { leads } = deps.store;
  const { phone, callinglyLeadId } = told;
  const linked = callinglyLeadId
    ? await leads.findLinked({ kind: "callingly-lead", account, id: callinglyLeadId })
    : [];
  const holders = phone ? await leads.findByPhone(account, phone) : [];
  const found = await leadsOf([...new Set([...linked, ...holders])], account, deps);
  return found.filter((lead) => mayBeNamed(lead, told, deps.now()));
}

async function leadsOf(ids: readonly string[], account: string, { store }: MatchDeps): Promise<Lead[]> {
  const found = await Promise.all(ids.map((id) => store.leads.find(id)));
  return found.filter((lead) => lead !== undefined).filter((lead) => lead.account === account);
}
