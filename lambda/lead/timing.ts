/** Every delay of a lead's life, in one place. All values are milliseconds. */

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

export const timing = {
  minute,
  hour,
  day,
  /** The clocks of our workers differ a little: an item that is due within this counts as due. */
  workersApart: 5 * second,
  /** Our clock and Callingly's may differ by this much. */
  clocksApart: 2 * minute,
  /** The dialler may hold a lead this long; longer than its function may run, so that no other worker takes over. */
  dialLease: 2 * minute,
  /** A dial is not begun with less time than this left: the request's own limit and the write after it. */
  dialNeeds: 20 * second,
  /** Who asks to be called later than this is called when an operator says so. */
  longestAsked: 90 * day,
  /** Callingly is told of a stop within this, as its function may not run longer. */
  stopTelling: minute,
  /** Callingly's whole answer to a dial must come within this. */
  dialTimeout: 12 * second,
  /** The tick leaves an item alone this long after it fell due: the stream has already woken a worker. */
  tickGrace: 15 * second,
  /** What is put off for no longer than this is met again by the worker that put it off; the rest by a tick. */
  soon: 10 * second,
  /** Such a worker leaves a lead to the stream this long after it came, as the stream may wait behind the worker. */
  watchGrace: 2 * second,
  /** A worker that meets leads again looks this often at most. */
  watchGap: second,
  /** Calls rest this long after a 429 that names no time. */
  busyRest: second,
  /** Pauses after dials that were proven not to ring, in a row; the last one repeats. */
  retry: [5 * second, 15 * second, minute, 5 * minute, 15 * minute],
  /** Held for what nobody but a try can tell: how often we look whether that has changed. */
  heldRetry: 2 * minute,
  /** A held lead that names what holds it is looked at this often in any case. */
  longestRest: day,
  /** A lead this overdue was probably picked up by a worker that died. */
  stumbleAfter: 5 * minute,
  /** When a lead that may have brought its worker down is tried again. */
  stumbleRetry: minute,
  /**
   * Pauses after failures of the bridge itself, by how many in a row; the last one repeats. A passing fault is tried again
   * within the hour; a lasting one costs next to nothing.
   */
  faultGaps: [20 * second, minute, 5 * minute, 15 * minute, ...Array<number>(6).fill(hour), 6 * hour, day],
  /** No lead that is to be dialled is left alone longer than this. */
  longestDialFaultGap: 15 * minute,
  /** Pauses between questions whether the cause of a closed gate is fixed; the last one repeats. */
  gateQuestions: [minute, minute, 2 * minute, 5 * minute, 15 * minute],
  /**
   * How long a token rests after the second dial of unclear fate in a row, and after each further one. Most outages are
   * over in a moment, so the first rest is a short one.
   */
  unclearRest: [7 * second, minute, 5 * minute, 15 * minute, hour],
  /** A worker that the stream woke waits this long for a lead's turn; one that the tick woke has more time. */
  turnPatience: 5 * second,
  /** Looks for a call whose fate is unclear, counted from the dial; the last gap repeats. */
  lookups: [20 * second, minute, 3 * minute, 10 * minute, 30 * minute],
  /** A call may become visible this late; before that an empty look-up proves nothing. */
  settle: 10 * minute,
  /** Asks for the result of a call that stays silent, counted from the dial; then once a day. */
  silence: [10 * minute, 30 * minute, 2 * hour, 6 * hour, day],
  /** A call of which Callingly has shown nothing this long after its dial is no longer waited for. */
  giveUpAfter: 3 * day,
  /** The nightly comparison with Callingly's list goes back this far. */
  difference: 3 * day,
  /** When a lead is tried again that could not even be read, or that waits for another lead with its phone. */
  deferral: 20 * second,
  /** An item that reconcile follows is due again sooner than this; one that is due later has ended and only loses its payload. */
  longestWait: 2 * day,
  /** How often an operator is reminded of a lead that waits for an operator. */
  reminder: day,
  /** A report is not begun with less time than this left. */
  reportNeeds: 15 * second,
  /** A lead that is asked about so soon remembers its call in the place of the due index. */
  watchedWithin: 30 * minute,
  /** The reporter may hold a call this long. */
  reportLease: 2 * minute,
  /** Access to a CRM that ends sooner than this is renewed first. */
  accessMargin: minute,
  /** A renewal is not begun with less time than this left: the request, its repeat and the write after it. */
  renewalNeeds: 25 * second,
  /** A CRM's users are read again after so long: somebody who was hired today owns their calls within the hour. */
  crmUsers: hour,
  /** The reporter may hold a CRM's access this long; longer than its function may run, so that no other worker takes it over. */
  renewalLease: 90 * second,
  /** Pauses between looks whether another worker has renewed it by now. */
  renewalWaits: [300, second, 2 * second, 4 * second],
  /** Waits between attempts to read or write a result; the last one repeats. */
  reportRetry: [30 * second, minute, 5 * minute, 15 * minute, hour],
  /** Waits before a result whose token was refused is asked for again; the last one repeats. */
  tokenRetry: [30 * second, minute, minute, 2 * minute, 5 * minute],
  /** A call that Callingly does not show is asked for this long after the first hint: its lists may lag. */
  goneAfter: hour,
  /** Looks again for the recording and transcript of a finished call. */
  lateParts: [2 * minute, 10 * minute, hour],
  /** Nobody talks longer than this. */
  longestCall: 4 * hour,
  /** A Callingly team may redial this long after our dial. */
  redials: 14 * day,
  /**
   * A call's tie to its lead is remembered at least this long, however short the ledger is. Past this, a listed call that
   * is tied to nobody may have been another lead's, and proves nothing.
   */
  tieMemory: 30 * day,
  /** A CRM's access that nobody has used so long is forgotten. */
  accessMemory: 400 * day,
  /**
   * Places that were taken in a window are remembered this long after it: a lead asks for its own when it is about to ring.
   * Its person may have asked for a time as far ahead as `longestAsked`, and the hours of their place may be closed
   * over several holidays.
   */
  quotaMemory: (90 + 8) * day,
  /** How long the refusals of a source are kept for the operator. */
  sourceHourMemory: 8 * day,
  /**
   * How long a CRM's record leads to its leads, and a stop of it counts: longer than a lead is redialled that asked for a time
   * as far ahead as `longestAsked`.
   */
  recordMemory: (90 + 90) * day,
  /** Calls that belong to no lead are forgotten sooner. */
  strangerMemory: 7 * day,
} as const;

/** The step of a schedule for the nth repetition, the last one for ever. */
export const nth = (schedule: readonly number[], n: number): number => schedule[Math.min(n, schedule.length - 1)] ?? 0;

/** The first moment of a schedule (counted from `start`) that is still ahead, or undefined when all have passed. */
export function nextOf(schedule: readonly number[], start: Date, now: Date): Date | undefined {
  const elapsed = now.getTime() - start.getTime();
  const offset = schedule.find((candidate) => candidate > elapsed);
  return offset === undefined ? undefined : new Date(start.getTime() + offset);
}

export const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);
