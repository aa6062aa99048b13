import type { BridgeConfig } from "../lambda/config/schema.ts";
import { refuseGoneAccounts } from "../lib/gone-accounts.ts";
import type { Keep } from "../stand-ins/kit/kept.ts";

/** The accounts whose leads, rights to ring and suppressions are kept; in AWS the stack's output `Accounts`. */
const NAME = "accounts";
const LAST = "last run";

/**
 * Before anything starts on data that is kept.
 * @throws ConfigError naming each account that the last run on it had and that has vanished from the configuration
 */
export function refuseVanished(config: BridgeConfig, keep: Keep, dataDir: string | undefined): void {
  const before = keep<readonly string[]>(NAME).get(LAST) ?? [];
  refuseGoneAccounts(config, before, `has run on the data in ${dataDir}`);
}

/** Before the first lead can come. */
export function noteAccounts({ accounts }: BridgeConfig, keep: Keep): void {
  keep<readonly string[]>(NAME).set(LAST, Object.keys(accounts));
}
