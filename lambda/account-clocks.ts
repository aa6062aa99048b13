import type { Zone } from "./callingly/time.ts";
import type { Account } from "./config/accounts.ts";
import { type AccountClock, learned, offsetShown } from "./lead/clock.ts";
import type { Log } from "./runtime/log.ts";
import type { ClockStore } from "./store/store.ts";

/** What an account's times mean: as calls have shown, else as the configuration says. */
export interface AccountClocks {
  zoneOf(account: Account): Promise<Zone>;
  /**
   * Compares what a webhook and the API say of one call.
   * @param restTime when the call started, as the API tells it
   * @param toldAt the same moment, as a webhook told it
   */
  learn(account: Account, callId: string, restTime: string | undefined, toldAt: string): Promise<void>;
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
    zoneOf: async (account) => (await clockOf(account))?.offsetMinutes ?? account.timeZone,

    async learn(account, callId, restTime, toldAt) {
      const offsetMinutes = offsetShown(restTime, new Date(toldAt));
      if (offsetMinutes === undefined) return;
      const next = learned(await clockOf(account), { account: account.name, callId, offsetMinutes }, now());
      if (!next) return;
      await clocks.save(next);
      known.set(account.name, { at: now().getTime(), clock: next });
      log("info", "clock learned", { account: account.name, callId, count: next.offsetMinutes });
    },
  };
}
