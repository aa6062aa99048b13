import { type BridgeConfig, ConfigError } from "../lambda/config/schema.ts";

/** Ids of accounts that were deployed, are not in the configuration any more, and were not taken out by name. */
export const goneAccounts = (
  { accounts, retiredAccounts }: Pick<BridgeConfig, "accounts" | "retiredAccounts">,
  deployed: readonly string[],
): string[] => deployed.filter((id) => !Object.hasOwn(accounts, id) && !retiredAccounts.includes(id));

/**
 * What follows when one goes, and what to write.
 * @param ran how it comes that it matters
 */
export const goneWords = (id: string, ran = "is deployed"): string =>
  `accounts: "${id}" ${ran} and is not here. People who were rung or forgotten in it would be rung again under another id. If it was renamed, say so: { id: "${id}" }. If it is to go, write retiredAccounts: ["${id}"]; its leads are held then, and its calls are not reported.`;

/**
 * @param deployed ids of the accounts in the configuration that runs now
 * @param ran how it comes that they matter
 * @throws ConfigError naming each that has vanished
 */
export function refuseGoneAccounts(config: BridgeConfig, deployed: readonly string[], ran?: string): void {
  const gone = goneAccounts(config, deployed).map((id) => goneWords(id, ran));
  if (gone.length > 0) throw new ConfigError(["The configuration cannot work:", ...gone].join("\n  "));
}
