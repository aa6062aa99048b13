import type { StagePolicies } from "../lambda/config/at-stage.ts";
import type { BridgeConfig } from "../lambda/config/schema.ts";
import type { DeploymentSettings } from "../lambda/config/stage-settings.ts";

/** Who is rung in a stage. Everywhere but in production nobody is, unless the configuration lists the number. */

/** Stages that are production by their names alone. `prod` is the one that is deployed when none is named. */
const BY_NAME: readonly string[] = ["prod", "production", "live"];

export const isProduction = (stage: string, { production }: Pick<DeploymentSettings, "production">): boolean =>
  production ?? BY_NAME.includes(stage);

/**
 * What a stage has other than the configuration's policies: what it says of its own, and outside production a list of
 * numbers, which is empty where nobody wrote one.
 * @param isHere dials go to the stand-in or another server of this machine and ring nobody: every number may go there, at
 * any hour
 */
export function stagePolicies(
  { policies }: Pick<BridgeConfig, "policies">,
  {
    name,
    said,
    isHere = false,
  }: { readonly name: string; readonly said: DeploymentSettings; readonly isHere?: boolean },
): StagePolicies {
  const usual =
    policies.onlyNumbers ?? (isProduction(name, { production: isHere || undefined, ...said }) ? undefined : []);
  const onlyNumbers = said.onlyNumbers ?? usual;
  return {
    ...(onlyNumbers !== policies.onlyNumbers && { onlyNumbers }),
    ...(said.dryRun !== undefined && said.dryRun !== policies.dryRun && { dryRun: said.dryRun }),
    ...(isHere && { anyHour: true }),
  };
}
