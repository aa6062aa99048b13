import type { DeploymentSettings } from "../lambda/config/stage-settings.ts";

/** The name of a stage's stack, by which the command line finds it. */
export const stackNameOf = (stage: string, settings: Pick<DeploymentSettings, "stackName"> = {}): string =>
  settings.stackName ?? `callingly-bridge-${stage}`;
