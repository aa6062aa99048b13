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
import { hasRef } from "../../lead/identity.ts";
import type { Lead } from "../../lead/lead.ts";
import { callersOf as idsOfCallers } from "../../lead/phone-right.ts";
import type { Store } from "../../store/store.ts";

export interface MatchDeps {
  readonly bridge: Pick<Bridge, "groupOf">;
  readonly store: Pick<Store, "leads" | "phones">;
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
 * last. A ref leads to its lead among those that rang the phone which Callingly says was called. Neither tie nor ref is
 * believed where the call itself, as Callingly answers it, speaks against it; and no merge group gets a call that may
 * be another's. A call that may be older than the lead's dial is tied to nobody; any other is tied by the next write of
 * the call.
 */
export async function matchLead(call: Call, told: ToldCall & Told, deps: MatchDeps): Promise<Match> {
  const { account, callId } = call;
  const callers = once(() => callersOf(account, told.phone, deps));
  const tied = call.leadId === undefined ? undefined : await deps.store.leads.find(call.leadId);
  if (call.leadId !== undefined && !tied) return { isNamed: false };
  if (tied && !speaksAgainst(tied, told, deps.now())) {
    const refuted = await wronglyNamed(call, told, tied, callers, deps);
    return { lead: tied, ...(refuted && { refuted }), isNamed: isNamed(call, tied) };
  }
  const lead = await likeliest(call, told, callers, deps);
  const refuted = tied ?? (await wronglyNamed(call, told, lead, callers, deps));
  const found = { ...(refuted && { refuted }), isNamed: lead !== undefined && isNamed(call, lead) };
  const heard = { ...told, callId, toldAt: found.isNamed ? call.toldAt : undefined };
  if (lead && leavesOpen(lead, heard)) return { ...found, perhaps: lead };
  return { ...found, lead };
}

/** The parts of a result that tell calls apart. */
type Told = Pick<CallResult, "teamId"> & Pick<HeardCall, "redial">;

/** The leads whose a call to the phone may be; none are read before they are needed. */
type Callers = () => Promise<readonly Lead[]>;

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined;
  return () => (known ??= read());
}

const isNamed = (call: Call, lead: Lead): boolean => lead.callIdGuess === call.callId || isHintedAt(call, lead);

/** By its ref, or as the one for whose sake we asked ourselves. */
const isHintedAt = ({ refHint, leadHint }: Call, lead: Lead): boolean =>
  leadHint === lead.id || (refHint !== undefined && hasRef(lead, refHint));

/** A ref that two leads of one phone have in common, by chance, names neither. */
async function hintedLead(call: Call, callers: Callers, deps: MatchDeps): Promise<Lead | undefined> {
  const { account, refHint, leadHint } = call;
  if (leadHint !== undefined) return (await leadsOf([leadHint], account, deps))[0];
  if (refHint === undefined) return undefined;
  const [lead, ...others] = (await callers()).filter((each) => isHintedAt(call, each));
  return others.length === 0 ? lead : undefined;
}

/** Callingly's yes to a dial named another lead's call, or no lead's. */
async function wronglyNamed(
  call: Call,
  told: ToldCall,
  found: Lead | undefined,
  callers: Callers,
  deps: MatchDeps,
): Promise<Lead | undefined> {
  if (found && isHintedAt(call, found)) return undefined;
  const lead = await hintedLead(call, callers, deps);
  return lead?.callIdGuess === call.callId && speaksAgainst(lead, told, deps.now()) ? lead : undefined;
}

async function likeliest(
  call: Call,
  told: ToldCall & Told,
  callers: Callers,
  deps: MatchDeps,
): Promise<Lead | undefined> {
  const hintedAt = await hintedLead(call, callers, deps);
  // A ref is known to Callingly and us: the call only must not speak against it.
  const named = hintedAt && mayBeNamed(hintedAt, told, deps.now()) ? hintedAt : undefined;
  if (named && isOfTeam(named, told)) return named;
  // Those that may have led to it, if clocks agree roughly.
  const possible = (await callers()).filter((lead) => mayBeNamed(lead, told, deps.now()));
  const answered = possible.find(({ callIdGuess }) => callIdGuess === call.callId);
  if (answered) return answered;
  // Anybody may have called the phone: only its time can show that it was us.
  const fitting = possible.filter((lead) => belongsTo(lead, told, deps.now()));
  if (isOfOneGroup([...(named ? [named] : []), ...possible], deps)) return named ?? lastOf(fitting, possible, told);
  // Callingly may keep one lead for a phone, and give every group's redials the ref that it got last. Then the team
  // tells them apart; clocks do not, as a wrong clock may have put the other's dial too late.
  const ofTeam = told.teamId === undefined ? [] : fitting.filter((lead) => isOfTeam(lead, told));
  return isOfOneGroup(ofTeam, deps) ? lastDialled(ofTeam) : undefined;
}

/**
 * The one that was dialled last. A first try may as well be of another that was dialled after it, whose call was looked for
 * in vain and against which only clocks speak: then it is nobody's, or that one would look as if it had not rung.
 */
function lastOf(fitting: readonly Lead[], possible: readonly Lead[], { redial = 0 }: Told): Lead | undefined {
  const last = lastDialled(fitting);
  const missed = redial > 0 ? [] : possible.filter(({ state }) => state === "unknown" || state === "review");
  return lastDialled([...(last ? [last] : []), ...missed]) === last ? last : undefined;
}

const isOfOneGroup = (leads: readonly Lead[], { bridge }: MatchDeps): boolean =>
  new Set(leads.map(bridge.groupOf)).size <= 1;

const isOfTeam = ({ team }: Lead, { teamId }: Told): boolean =>
  teamId === undefined || team === undefined || String(team) === teamId;

async function callersOf(account: string, phone: string | undefined, deps: MatchDeps): Promise<readonly Lead[]> {
  const rights = phone === undefined ? undefined : await deps.store.phones.find(account, phone);
  return rights ? leadsOf(idsOfCallers(rights, deps.now()), account, deps) : [];
}

async function leadsOf(ids: readonly string[], account: string, { store }: MatchDeps): Promise<Lead[]> {
  const found = await Promise.all(ids.map((id) => store.leads.find(id)));
  return found.filter((lead) => lead !== undefined).filter((lead) => lead.account === account);
}
