import { type BridgeConfig, ConfigError } from "../lambda/config/schema.ts";

/** Ids of accounts that were deployed, are not in the configuration any more, and were not taken out by name. */
export const goneAccounts = (
  { accounts, retiredAccounts }: Pick<BridgeConfig, "accounts" | "retiredAccounts">,
  deployed: readonly string[],
): string[] => deployed.filter((id) => !Object.hasOwn(accounts, id) && !retiredAccounts.includes(id));

/** What follows when one goes, and what to write. */
export const goneWords = (id: string): string =>
  `accounts: "${id}" is deployed and is not here. Whoever was rung or forgotten in it would be rung again under another id. If it was renamed, say so: { id: "${id}" }. If it is to go, write retiredAccounts: ["${id}"]; its leads are held then, and nobody hears of its calls.`;

/**
 * @param deployed ids of the accounts in the configuration that runs now
 * @throws ConfigError naming each that has vanished
 */
export function refuseGoneAccounts(config: BridgeConfig, deployed: readonly string[]): void {
  const gone = goneAccounts(config, deployed);
  if (gone.length > 0) throw new ConfigError(["The configuration cannot work:", ...gone.map(goneWords)].join("\n  "));
}
