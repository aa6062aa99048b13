import { offsetMs, type Zone } from "./callingly/time.ts";
import type { Account } from "./config/accounts.ts";
import { type AccountClock, learned, offsetShown } from "./lead/clock.ts";
import type { Log } from "./runtime/log.ts";
import type { ClockStore } from "./store/store.ts";

/**
 * What an account's times mean: as calls have shown, else as the configuration says. Where both agree, the
 * configuration's zone holds, since it knows when clocks change.
 */
export interface AccountClocks {
  zoneOf(account: Account): Promise<Zone>;
  /**
   * Compares what a webhook and the API say of one call.
   * @param restTime when the call started, as the API tells it
   * @param toldAt the same moment, as a webhook told it
   * @param isProven whether the webhook was Callingly's own; asked only where there is something to learn
   */
  learn(
    account: Account,
    callId: string,
    restTime: string | undefined,
    toldAt: string,
    isProven: () => Promise<boolean>,
  ): Promise<void>;
}

/** Clocks hardly ever change, so a worker asks the table this often at most. */
const MAX_AGE_MS = 5 * 60_000;

export function accountClocks(clocks: ClockStore, now: () => Date, log: Log): AccountClocks {
  const known = new Map<string, { at: number; clock: AccountClock | undefined }>();

  async function clockOf({ name }: Account): Promise<AccountClock | undefined> {
    const seen = known.get(name);
    if (seen && now().getTime() - seen.at < MAX_AGE_MS) return seen.clock;
    const clock = await clocks.find(name);
    known.set(name, { at: now().getTime(), clock });
    return clock;
  }

  return {
    async zoneOf(account) {
      const clock = await clockOf(account);
      return clock === undefined || shows(account, new Date(clock.learnedAt), clock.offsetMinutes)
        ? account.timeZone
        : clock.offsetMinutes;
    },

    async learn(account, callId, restTime, toldAt, isProven) {
      const moment = new Date(toldAt);
      const offsetMinutes = offsetShown(restTime, moment);
      if (offsetMinutes === undefined) return;
      const clock = await clockOf(account);
      // What agreed with the configuration and no longer does is learned anew, with the day on which it did not.
      const isSame = clock?.offsetMinutes === offsetMinutes && !shows(account, moment, offsetMinutes);
      const before = isSame && shows(account, new Date(clock.learnedAt), offsetMinutes) ? undefined : clock;
      const next = learned(before, { account: account.name, callId, offsetMinutes }, moment);
      if (!next || !(await isProven())) return;
      await clocks.save(next);
      known.set(account.name, { at: now().getTime(), clock: next });
      log("info", "clock learned", { account: account.name, callId, count: next.offsetMinutes });
    },
  };
}

/** Whether the configured zone is as far ahead of UTC at a moment. */
const shows = ({ timeZone }: Account, at: Date, offsetMinutes: number): boolean =>
  offsetMs(at, timeZone) === offsetMinutes * 60_000;
