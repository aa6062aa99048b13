import type { AccountClock } from "../../lead/call/account-offset.ts";

export interface ClockStore {
  find(account: string): Promise<AccountClock | undefined>;
  /** As {@link PaceStore.save}. */
  save(next: AccountClock): Promise<boolean>;
}
