/**
 * Callingly's API tells times without a zone, and nobody says which zone it means; its webhooks tell the same moments
 * with one. Each call that was heard of in both ways shows how far the API's clock is ahead of UTC.
 */
export interface AccountClock {
  readonly account: string;
  /** How far the API's clock is ahead of UTC, in minutes. */
  readonly offsetMinutes: number;
  /** The call it was last seen at. */
  readonly callId: string;
  /** When that call was made. */
  readonly learnedAt: string;
  /** Another offset, seen at one call: believed when a second call shows it too. */
  readonly doubt?: { readonly offsetMinutes: number; readonly callId: string } | undefined;
}

const MINUTE_MS = 60_000;
/** Offsets of zones are multiples of a quarter of an hour, between -12 and +14 hours. */
const QUARTER = 15;
const TOLERANCE_MS = 2 * MINUTE_MS;

/**
 * The offset that one call shows.
 * @param restTime as the API told it, `YYYY-MM-DD HH:MM:SS`
 * @param moment as a webhook told it
 * @returns minutes; undefined when the two are no pair that a zone could explain
 */
export function offsetShown(restTime: string | undefined, moment: Date): number | undefined {
  const local = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})$/.exec(restTime?.trim() ?? "");
  const asIfUtc = local ? Date.parse(`${local[1]}T${local[2]}Z`) : Number.NaN;
  const ahead = asIfUtc - moment.getTime();
  const minutes = Math.round(ahead / MINUTE_MS / QUARTER) * QUARTER;
  const isZone = Math.abs(ahead - minutes * MINUTE_MS) <= TOLERANCE_MS && minutes >= -12 * 60 && minutes <= 14 * 60;
  return isZone ? minutes + 0 : undefined;
}

/**
 * What is known after one more call. The first call is believed; what is known already is only given up when two calls
 * contradict it, since a webhook is a hint and no proof.
 * @returns undefined when nothing is to be written
 */
export function learned(
  clock: AccountClock | undefined,
  shown: { account: string; callId: string; offsetMinutes: number },
  at: Date,
): AccountClock | undefined {
  const { account, callId, offsetMinutes } = shown;
  const fresh = { account, offsetMinutes, callId, learnedAt: at.toISOString() };
  if (clock === undefined) return fresh;
  if (clock.offsetMinutes === offsetMinutes) {
    const { doubt, ...sure } = clock;
    return doubt && sure;
  }
  if (clock.doubt?.offsetMinutes === offsetMinutes && clock.doubt.callId !== callId) return fresh;
  return clock.doubt?.callId === callId ? undefined : { ...clock, doubt: { offsetMinutes, callId } };
}
