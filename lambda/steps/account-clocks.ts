import { clocksChanged, offsetMs, type Reading, type Zone } from "../callingly/time.ts";
import type { Account } from "../config/accounts.ts";
import { type AccountClock, allOffsets, learned, offsetShown } from "../lead/call/account-offset.ts";
import type { Log } from "../runtime/log.ts";
import type { ClockStore } from "../store/store.ts";

/**
 * What an account's times mean: as calls have shown, else as the configuration says. Where both agree, the
 * configuration's zone holds, since it knows when clocks change.
 */
export interface AccountClocks {
  /** @param options.fresh for a conclusion that cannot be taken back: what other workers have learned counts at once */
  readingOf(account: Account, options?: { fresh?: boolean }): Promise<Reading>;
  learn(account: Account, witness: Witness): Promise<void>;
}

/** A call that is known to be our dial's by other evidence than its time. */
export interface Witness {
  readonly callId: string;
  readonly leadId: string;
  /** When it began, as the API answers it. */
  readonly restTime: string | undefined;
  /** It began after this, and before it was read. */
  readonly dialledAt: string;
  readonly readAt: Date;
  /** When it began, as a webhook claimed. */
  readonly toldAt?: string | undefined;
}

/** Clocks hardly ever change, so a worker asks the table this often at most. */
const MAX_AGE_MS = 5 * 60_000;
const MAX_TRIES = 4;

export function accountClocks(clocks: ClockStore, now: () => Date, log: Log): AccountClocks {
  const known = new Map<string, { at: number; clock: AccountClock | undefined }>();

  async function clockOf({ name }: Account, fresh = false): Promise<AccountClock | undefined> {
    const seen = known.get(name);
    if (!fresh && seen && now().getTime() - seen.at < MAX_AGE_MS) return seen.clock;
    const clock = await clocks.find(name);
    known.set(name, { at: now().getTime(), clock });
    return clock;
  }

  return {
    readingOf: async (account, { fresh = false } = {}) => readingBy(account, await clockOf(account, fresh)),

    async learn(account, { callId, leadId, restTime, dialledAt, readAt, toldAt }) {
      const began = { after: new Date(dialledAt), before: readAt };
      const offsetMinutes = offsetShown(restTime, began, toldAt === undefined ? undefined : new Date(toldAt));
      if (offsetMinutes === undefined) return;
      const shown = { account: account.name, callId, leadId, offsetMinutes };
      const before = await clockOf(account);
      if (!learned(before, shown, readAt, isForetold(account, before, offsetMinutes, readAt))) return;
      // Other workers may have learned meanwhile, and each lead counts once. If none learns it now, the next call shows
      // it.
      for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
        const clock = await clockOf(account, true);
        const next = learned(clock, shown, readAt, isForetold(account, clock, offsetMinutes, readAt));
        if (!next) return;
        if (!(await clocks.save(next))) continue;
        known.set(account.name, { at: now().getTime(), clock: next });
        const event = next.doubt ? "clock seen" : "clock learned";
        return log("info", event, { account: account.name, callId, count: offsetMinutes });
      }
    },
  };
}

/** The meaning of an account's times by its clock. */
function readingBy(account: Account, clock: AccountClock | undefined): Reading {
  const zone = zoneBy(account, clock);
  const sure = clock?.sure;
  const offsetIn = (at: Date) => offsetMs(at, zone) / 60_000;
  if (!sure) return { zone, isLearned: false, offsetsAt: () => allOffsets };
  return {
    zone,
    isLearned: clock.doubt === undefined,
    offsetsAt(at) {
      const doubted = clock.doubt ? [clock.doubt.offsetMinutes] : [];
      const before = sure.offsetMinutes;
      const changed = clocksChanged(new Date(sure.shownAt), at) ? [before - 60, before, before + 60] : [];
      return [...new Set([offsetIn(at), ...changed, ...doubted])];
    },
  };
}

/** One call is not enough to conclude from, but shows more than the configuration does. */
function zoneBy(account: Account, clock: AccountClock | undefined): Zone {
  const shown = clock?.sure ?? clock?.doubt;
  return shown === undefined || shows(account, new Date(shown.shownAt), shown.offsetMinutes)
    ? account.timeZone
    : shown.offsetMinutes;
}

/** Clocks changed as they do in the configured zone, which was right before. */
const isForetold = (account: Account, clock: AccountClock | undefined, offsetMinutes: number, at: Date): boolean =>
  clock?.sure !== undefined &&
  shows(account, new Date(clock.sure.shownAt), clock.sure.offsetMinutes) &&
  shows(account, at, offsetMinutes);

/** Whether the configured zone is as far ahead of UTC at a moment. */
const shows = ({ timeZone }: Account, at: Date, offsetMinutes: number): boolean =>
  offsetMs(at, timeZone) === offsetMinutes * 60_000;
