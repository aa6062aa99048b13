import type { Lead } from "../lead.ts";
import { timing } from "../timing.ts";
import type { CallResult } from "./call.ts";

/** Proof that a call is the one we asked for. Pure: the caller hands in the calls that were found. */

/** Clocks mostly differ by less: a call from a moment before our dial may as well be an agent's own. */
const KEPT_CLOCKS_MS = 3_000;
/**
 * By this much, where something other than clocks decides: Callingly's own answer, or an operator, as a call may be of
 * another lead.
 */
const RIVAL_TOLERANCE_MS = 15 * 60_000;

/** A call as far as it can be compared with a dial. */
export interface ToldCall extends Pick<CallResult, "phone" | "direction" | "startedAt"> {
  /**
   * All the moments at which it may have begun, while the zone of the account's times is unknown; else {@link
   * startedAt} is it.
   */
  readonly mayStart?: readonly string[] | undefined;
}

/** Whether a call is of a lead: by every reading of its time, by some, or by none. */
export type Fit = "yes" | "perhaps" | "no";

/** The numbers that rang for a lead, as they were dialled; undefined once they are forgotten. */
const numbersOf = ({ dialledPhones, person }: Lead): readonly string[] | undefined =>
  dialledPhones ?? (person.phone === undefined ? undefined : [person.phone]);

/**
 * May this call have come from a dial of this lead? It must ring the lead's own number, be outbound, and not be older
 * than the dial. A fact that Callingly does not give cannot speak against it. A call that has yet to begin shows that
 * its time was not understood: it proves nothing, and speaks against nothing.
 * @param since the dial in question; default: the first that may have rung, or the last
 * @param toleranceMs how far clocks may be apart
 */
export function fitOf(lead: Lead, call: ToldCall, now: Date, since?: string, toleranceMs = timing.clocksApart): Fit {
  if (lead.ringsPossible === 0) return "no";
  if (call.direction !== undefined && call.direction !== "outbound") return "no";
  if (call.phone !== undefined && !numbersOf(lead)?.includes(call.phone)) return "no";
  const begun = momentsOf(call, now).filter((at) => at <= now.getTime() + toleranceMs);
  if (begun.length === 0) return "perhaps";
  // An operator may have had it called again long after its first ring.
  const dials = (since === undefined ? [lead.firstDialAt, lead.dial?.at] : [since]).filter((at) => at !== undefined);
  const fitting = begun.filter((at) =>
    dials.some((dial) => at - Date.parse(dial) >= -toleranceMs && at - Date.parse(dial) <= timing.redials),
  );
  if (fitting.length === 0) return "no";
  const isCertain = fitting.every((at) => dials.some((dial) => at - Date.parse(dial) >= -KEPT_CLOCKS_MS));
  return isCertain && fitting.length === begun.length ? "yes" : "perhaps";
}

/** When it may have begun, in milliseconds since 1970. */
const momentsOf = ({ startedAt, mayStart }: ToldCall, now: Date): number[] =>
  startedAt === undefined ? [now.getTime()] : (mayStart ?? [startedAt]).map((at) => Date.parse(at));

/** As {@link fitOf}, for a call that Callingly names as the lead's: then clocks only have to agree roughly. */
export const mayBeNamed = (lead: Lead, call: ToldCall, now: Date): boolean =>
  fitOf(lead, call, now, undefined, RIVAL_TOLERANCE_MS) !== "no";

/** As {@link fitOf}, where certainty is needed. */
export const belongsTo = (...asked: Parameters<typeof fitOf>): boolean => fitOf(...asked) === "yes";

const mayBelongTo = (...asked: Parameters<typeof fitOf>): boolean => fitOf(...asked) !== "no";

/**
 * Whether a call cannot be of the lead that it is tied to: it came in, rang a number that was never dialled for the lead,
 * or began before anything was. A lead whose number is forgotten has none that could speak against it.
 */
export function speaksAgainst(lead: Lead, call: ToldCall, now: Date): boolean {
  if (call.direction !== undefined && call.direction !== "outbound") return true;
  const numbers = numbersOf(lead);
  if (call.phone !== undefined && numbers !== undefined && !numbers.includes(call.phone)) return true;
  const [first] = [lead.firstDialAt, lead.dial?.at].filter((at) => at !== undefined).toSorted();
  if (first === undefined || call.startedAt === undefined) return false;
  return momentsOf(call, now).every((at) => at < Date.parse(first) - RIVAL_TOLERANCE_MS);
}

/**
 * The lead a call came from, of those it may belong to: with one phone, the one that was dialled last before the call.
 */
export const lastDialled = (leads: readonly Lead[]): Lead | undefined =>
  leads.toSorted((a, b) => ((a.dial?.at ?? "") < (b.dial?.at ?? "") ? 1 : -1))[0];

const mayBeOfRival = (lead: Lead, rival: Lead, call: ListedCall, now: Date, toleranceMs?: number): boolean =>
  lastDialled([lead, rival]) === rival && mayBelongTo(rival, call, now, undefined, toleranceMs);

/** Calls that may be redials: an inbound call begins no series. */
const firstCalls = (listed: readonly ListedCall[]): ListedCall[] =>
  listed.filter(({ redial = 0, direction = "outbound" }) => redial === 0 && direction === "outbound");

/** A redial is of the lead whose call came before it: no clock of ours has a part in that. */
function isRedialOfAnother(
  lead: Lead,
  { redial = 0, startedAt = "" }: ListedCall,
  listed: readonly ListedCall[],
): boolean {
  if (redial === 0) return false;
  const firsts = firstCalls(listed);
  // It may belong to the one whose time is unknown.
  if (firsts.some((call) => call.boundTo === undefined && call.startedAt === undefined)) return false;
  const [before] = firsts
    .filter((call) => call.startedAt !== undefined && call.startedAt <= startedAt)
    .toSorted((a, b) => ((a.startedAt ?? "") < (b.startedAt ?? "") ? 1 : -1));
  return before?.boundTo !== undefined && before.boundTo !== lead.id;
}

/**
 * Evidence that may as well be another's: a redial of a call that is not known to be ours, or a call from about the time
 * at which the rival was dialled. It proves neither the dial nor that there was none.
 */
export const isDoubtful = (lead: Lead, call: ListedCall, now: Date, rivals: readonly Lead[] = []): boolean =>
  call.boundTo !== lead.id &&
  ((call.redial ?? 0) > 0 || rivals.some((rival) => mayBeOfRival(lead, rival, call, now, RIVAL_TOLERANCE_MS)));

/** A call that Callingly reported by itself. */
export interface HeardCall extends ToldCall {
  readonly callId: string;
  /** As {@link ListedCall} has it. */
  readonly redial?: number | undefined;
  /** When it began, as claimed by a webhook that named the lead by its ref. */
  readonly toldAt?: string | undefined;
}

/**
 * Whether a call that fits a lead leaves open that its phone never rang for it. Callingly keeps one lead for a phone,
 * so a call that an agent had begun by hand before our dial, and every redial of it, carries the ref that Callingly got
 * last: where nothing else has shown that the lead rang, only a first try that began after our dial does.
 */
export function leavesOpen(lead: Lead, call: HeardCall): boolean {
  if (lead.callIdGuess === call.callId || hasRung(lead)) return false;
  if ((call.redial ?? 0) > 0) return true;
  const begun = momentsTold(call);
  const [first] = [lead.firstDialAt, lead.dial?.at].filter((at) => at !== undefined).toSorted();
  return begun.length === 0 || begun.some((at) => Date.parse(at) < Date.parse(first ?? at) - KEPT_CLOCKS_MS);
}

/**
 * By Callingly's yes to the dial, an operator's decision, or a call that is known to be the lead's; but not where its
 * team was closed.
 */
function hasRung({ state, reason, callId, calls, history }: Lead): boolean {
  if (state === "placed" || state === "completed") return true;
  if (reason === "team-offline") return false;
  const isKnown = callId !== undefined || calls.length > 0;
  return isKnown || (state === "cancelled" && history.some((step) => step.state === "placed"));
}

/**
 * While the zone of the account's times is unknown, the webhook decides between the readings: its own time has a zone.
 */
function momentsTold({ startedAt, mayStart, toldAt }: HeardCall): readonly string[] {
  if (startedAt !== undefined && mayStart === undefined) return [startedAt];
  if (toldAt === undefined) return [];
  if (mayStart === undefined) return [toldAt];
  return mayStart.filter((at) => Math.abs(Date.parse(at) - Date.parse(toldAt)) <= timing.clocksApart);
}

/** A call as the look-up lists it. */
export interface ListedCall {
  readonly callId: string;
  readonly phone?: string | undefined;
  readonly direction?: string | undefined;
  readonly startedAt?: string | undefined;
  /** Callingly's redials count from 1; the call that a dial makes is 0. */
  readonly redial?: number | undefined;
  /** As {@link ToldCall} has it. */
  readonly mayStart?: readonly string[] | undefined;
  /** The lead the call is tied to already. */
  readonly boundTo?: string | undefined;
}

/**
 * The calls among those listed that may be the one our dial made. One that is tied to another lead, or has no number
 * or no time to compare, proves nothing here.
 * @param rivals the leads that last held the phone; a call that may be their own is no evidence for an older dial
 */
export function evidenceAmong(
  lead: Lead,
  listed: readonly ListedCall[],
  now: Date,
  rivals: readonly Lead[] = [],
): ListedCall[] {
  const own = listed.filter(
    (call) => call.boundTo === lead.id && !isOfEarlierRing(lead, call) && !speaksAgainst(lead, call, now),
  );
  if (own.length > 0) return own.slice(0, 1);
  const fitting = listed.filter(
    (call) =>
      call.boundTo === undefined &&
      call.phone !== undefined &&
      call.startedAt !== undefined &&
      belongsTo(lead, call, now, lead.dial?.at) &&
      !isRedialOfAnother(lead, call, listed) &&
      !rivals.some((rival) => mayBeOfRival(lead, rival, call, now)),
  );
  const firstTry = Math.min(...fitting.map(({ redial }) => redial ?? 0));
  return fitting.filter(({ redial }) => (redial ?? 0) === firstTry);
}

/** Evidence from before an operator had the lead called once more says nothing of that ring. */
const isOfEarlierRing = ({ ringsPossible, calls, callId }: Lead, call: ListedCall): boolean =>
  ringsPossible > 1 && calls.includes(call.callId) && callId !== call.callId;

/** Whether a lead's call began before the dial of its present ring, by some reading of its time. */
export const mayBeOlderThanDial = ({ ringsPossible, dial }: Lead, call: ToldCall, now: Date): boolean =>
  ringsPossible > 1 &&
  dial !== undefined &&
  momentsOf(call, now).some((at) => at < Date.parse(dial.at) - timing.clocksApart);

/** Calls that a dial of ours may have made, tied to nobody, with a number and a time. */
const freeCalls = (lead: Lead, listed: readonly ListedCall[]): ListedCall[] =>
  listed.filter(
    (call) =>
      call.boundTo === undefined &&
      call.phone !== undefined &&
      call.startedAt !== undefined &&
      !isRedialOfAnother(lead, call, listed),
  );

/**
 * Whether some reading of the times makes one of the calls ours, though not every reading does. Then the list was not
 * understood, and proves neither that it rang nor that it did not.
 */
export const mayBeAmong = (
  lead: Lead,
  listed: readonly ListedCall[],
  now: Date,
  rivals: readonly Lead[] = [],
): boolean =>
  [
    ...freeCalls(lead, listed),
    ...listed.filter((call) => call.boundTo === lead.id && isOfEarlierRing(lead, call)),
  ].some((call) => {
    const fit = fitOf(lead, call, now, lead.dial?.at);
    return fit === "perhaps" || (fit === "yes" && call.mayStart !== undefined && rivals.length > 0);
  });

/**
 * The call of a dial that Callingly said yes to, while the zone of its times is unknown: the only listed call with this
 * phone, where no other lead may have asked for it and the likeliest reading of its time agrees.
 */
export function onlyPossible(
  lead: Lead,
  listed: readonly ListedCall[],
  now: Date,
  rivals: readonly Lead[] = [],
): ListedCall[] | undefined {
  const [call, ...others] = listed.filter(({ direction = "outbound" }) => direction === "outbound");
  const isAsked = lead.state === "placed" && rivals.length === 0 && call?.mayStart !== undefined;
  if (!isAsked || others.length > 0 || freeCalls(lead, listed).length !== 1) return undefined;
  const { mayStart: _, ...likely } = call;
  return belongsTo(lead, likely, now, lead.dial?.at) ? [call] : undefined;
}
