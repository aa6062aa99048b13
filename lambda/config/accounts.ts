import type { AbsencePolicy } from "../lead/states.ts";
import type { BridgeConfig } from "./schema.ts";

/** The Callingly accounts of the configuration, for functions that need no sources and no CRMs. */
export interface Accounts {
  readonly accounts: readonly Account[];
  /** By its id, or by its name, which no other account has as its id. */
  account(which: string): Account | undefined;
}

export interface Account {
  /** Its id: the name it goes by in everything that is stored. */
  readonly name: string;
  /** Its name in the configuration of today, where that is another one. */
  readonly label?: string | undefined;
  /** Name of its entry in the secret of tokens. */
  readonly token: string;
  readonly accountId?: string | undefined;
  readonly timeZone: string;
  /** Calls per second at most; undefined when the operator said nothing. */
  readonly callsPerSecond?: number | undefined;
  readonly whenUnproven: AbsencePolicy;
}

export function accountsOf(config: Pick<BridgeConfig, "accounts">): Accounts {
  const accounts = Object.entries(config.accounts).map(([name, account]) => ({
    name,
    ...(account.name !== name && { label: account.name }),
    token: account.token ?? name,
    timeZone: account.timeZone,
    whenUnproven: account.whenUnproven,
    callsPerSecond: account.callsPerSecond,
    ...(account.accountId !== undefined && { accountId: String(account.accountId) }),
  }));
  return { accounts, account: (which) => accounts.find(({ name, label }) => [name, label].includes(which)) };
}
