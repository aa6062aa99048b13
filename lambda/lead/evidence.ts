import type { CallResult } from "./call.ts";
import type { Lead } from "./lead.ts";
import { timing } from "./timing.ts";

/** What counts as proof that a call is the one we asked for. Pure; whoever asks brings what was found. */

/** Our clock and Callingly's may differ by this much. */
const CLOCK_TOLERANCE_MS = 2 * 60_000;
/** By this much, where a call may be of another lead: a person decides rather than a clock. */
const RIVAL_TOLERANCE_MS = 15 * 60_000;

/**
 * May this call have come from a dial of this lead? It must ring the lead's own number, be outbound, and not be older
 * than the dial. What Callingly does not tell cannot speak against it.
 * @param since the dial in question; default: the first that may have rung, or the last
 * @param toleranceMs how far clocks may be apart
 */
export function belongsTo(
  lead: Lead,
  call: Pick<CallResult, "phone" | "direction" | "startedAt">,
  now: Date,
  since?: string,
  toleranceMs = CLOCK_TOLERANCE_MS,
): boolean {
  if (lead.ringsPossible === 0) return false;
  if (call.direction !== undefined && call.direction !== "outbound") return false;
  if (call.phone !== undefined && call.phone !== lead.person.phone) return false;
  const startedAt = call.startedAt === undefined ? now.getTime() : Date.parse(call.startedAt);
  // A person may have had it called again long after its first ring.
  const dials = since === undefined ? [lead.firstDialAt, lead.dial?.at] : [since];
  return dials.some((at) => {
    const sinceDial = at === undefined ? Number.NaN : startedAt - Date.parse(at);
    return sinceDial >= -toleranceMs && sinceDial <= timing.redials;
  });
}

/**
 * The lead a call came from, of those it may belong to: with one phone, the one that was dialled last before the call.
 */
export const lastDialled = (leads: readonly Lead[]): Lead | undefined =>
  leads.toSorted((a, b) => ((a.dial?.at ?? "") < (b.dial?.at ?? "") ? 1 : -1))[0];

const mayBeOfRival = (lead: Lead, rival: Lead, call: ListedCall, now: Date, toleranceMs?: number): boolean =>
  lastDialled([lead, rival]) === rival && belongsTo(rival, call, now, undefined, toleranceMs);

/** Calls that may be redialled: who calls in has not begun anything. */
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
  // It may be of the one whose time is not told.
  if (firsts.some((call) => call.boundTo === undefined && call.startedAt === undefined)) return false;
  const [before] = firsts
    .filter((call) => call.startedAt !== undefined && call.startedAt <= startedAt)
    .toSorted((a, b) => ((a.startedAt ?? "") < (b.startedAt ?? "") ? 1 : -1));
  return before?.boundTo !== undefined && before.boundTo !== lead.id;
}

/**
 * Evidence that may as well be another lead's: a redial whose own call is not listed, as it came before what was asked
 * for, or a call from about the time at which the rival was dialled. It proves neither the dial nor that there was none.
 */
export const isDoubtful = (
  lead: Lead,
  call: ListedCall,
  listed: readonly ListedCall[],
  now: Date,
  rivals: readonly Lead[] = [],
): boolean =>
  call.boundTo !== lead.id &&
  (((call.redial ?? 0) > 0 && firstCalls(listed).length === 0) ||
    rivals.some((rival) => mayBeOfRival(lead, rival, call, now, RIVAL_TOLERANCE_MS)));

/** A call as the look-up lists it. */
export interface ListedCall {
  readonly callId: string;
  readonly phone?: string | undefined;
  readonly direction?: string | undefined;
  readonly startedAt?: string | undefined;
  /** Callingly's redials count from 1; the call that a dial makes is 0. */
  readonly redial?: number | undefined;
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
  const own = listed.filter(({ boundTo }) => boundTo === lead.id);
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
