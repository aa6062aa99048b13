import type { App, IPolicyValidationPlugin } from "aws-cdk-lib";
import { groupNotes } from "../lambda/config/merge-group.ts";
import { ConfigError } from "../lambda/config/schema.ts";
import { refuseGoneAccounts } from "../lib/gone-accounts.ts";
import { synthesise } from "../lib/synth/synthesise.ts";
import { startTemplateCheck } from "../lib/synth/template-check.ts";
import { translated } from "../lib/synth/translated.ts";
import { deployedAccounts } from "../operator/stage/deployed-accounts.ts";

/**
 * The CDK app: synthesises the stack of one stage from the configuration that BRIDGE_CONFIG names. `CDK_NAG=true` has
 * it looked at by cdk-nag as well, which the tests always do.
 */
export async function main(): Promise<void> {
  const { BRIDGE_CONFIG, CDK_OUTDIR, CDK_VALIDATION, CDK_NAG } = process.env;
  const check = CDK_VALIDATION === "false" ? undefined : startTemplateCheck();
  try {
    const { config, stack } = await synthesise({
      configPath: BRIDGE_CONFIG,
      loadConfig: translated,
      outdir: CDK_OUTDIR,
      validation: check ?? false,
      plugins: CDK_NAG === "true" ? await nag() : undefined,
    });
    for (const note of groupNotes(config)) console.error(`Note: ${note}`);
    const deployed = await deployedAccounts(stack.stackName, process.env);
    if ("unknown" in deployed) console.error(`Not compared with the accounts that are deployed: ${deployed.unknown}.`);
    else refuseGoneAccounts(config, deployed.fact);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    await check?.close();
  }
}

async function nag(): Promise<(app: App) => readonly IPolicyValidationPlugin[]> {
  const { AwsSolutionsChecks } = await import("cdk-nag");
  return (app) => [new AwsSolutionsChecks(app)];
}
