import type { BridgeConfig } from "../../lambda/config/schema.ts";
import { Problem } from "../../lib/program/problem.ts";
import { accountIdIn } from "../account-id.ts";

/** @throws Problem when the configuration has no such account or source */
export function checkNames(
  { account, source }: { account?: string; source?: string },
  config: Pick<BridgeConfig, "accounts" | "sources">,
): void {
  const check = (option: string, name: string | undefined, all: object) => {
    if (name === undefined || Object.hasOwn(all, name)) return;
    throw new Problem(
      `${option} ${name}: the configuration has none of that name. There are: ${Object.keys(all).join(", ")}.`,
    );
  };
  if (account !== undefined) check("--account", accountIdIn(config, account), config.accounts);
  check("--source", source, config.sources);
}
