import { text } from "node:stream/consumers";
import { ConfigError } from "../lambda/config/schema.ts";
import { bundleFunctions } from "../lib/bundling/bundle.ts";
import type { Done, Order } from "../lib/bundling/bundles-now.ts";
import { refuseGoneAccounts } from "../lib/gone-accounts.ts";
import { deployedAccounts } from "../operator/stage/deployed-accounts.ts";

/** Does for a `Bridge` in somebody's app what takes its time: bin/functions.mjs starts it, lib/bundling/bundles-now.ts asks. */
export async function main(): Promise<void> {
  const order: Order = JSON.parse(await text(process.stdin));
  const [done] = await Promise.all([compared(order), bundled(order)]);
  process.stdout.write(JSON.stringify(done));
}

const bundled = async ({ config, outdir }: Order) => outdir !== undefined && bundleFunctions(config, outdir);

/** Whether an account has vanished that the stack was deployed with. Asked where the CDK has found credentials. */
export async function compared({ config, stackName }: Pick<Order, "config" | "stackName">): Promise<Done> {
  if (stackName === undefined || process.env.CDK_DEFAULT_ACCOUNT === undefined) return {};
  const deployed = await deployedAccounts(stackName, process.env);
  if ("unknown" in deployed)
    return { note: `${stackName}: not compared with the accounts that are deployed: ${deployed.unknown}.` };
  try {
    refuseGoneAccounts(config, deployed.fact);
    return {};
  } catch (error) {
    if (error instanceof ConfigError) return { refusal: error.message };
    throw error;
  }
}
