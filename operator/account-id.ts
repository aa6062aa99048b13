import type { BridgeConfig } from "../lambda/config/schema.ts";

/**
 * The id of an account that somebody calls by its name or its id; everything stored goes by the id. What the
 * configuration no longer has is taken as it is: leads of it may wait.
 */
export function accountIdIn({ accounts }: Pick<BridgeConfig, "accounts">, which: string): string {
  if (Object.hasOwn(accounts, which)) return which;
  return Object.keys(accounts).find((id) => accounts[id]?.name === which) ?? which;
}
