import type { DeploymentSettings } from "../../lambda/config/stage-settings.ts";
import type { Stage } from "../stage/stage.ts";

type About = Pick<Stage, "name" | "stack" | "settings" | "config">;

/**
 * The command that brings a stage back to what it was deployed as, also where somebody changed a part by hand: by itself
 * CloudFormation compares templates only, and changes nothing where these are the same. It repeats what was set with
 * `-c` and stands in no configuration, as a deployment without it would take it away.
 */
export function deployAgain(about: About): string {
  const { name, stack, settings = {}, config } = about;
  if (stack?.settingsInCode !== undefined) return `${deploy(about)} --revert-drift`;
  const own = saidOf(config, name);
  const forTrial = Object.entries(settings).filter(([key]) => !(key in own));
  return ["npx cdk deploy --revert-drift", `-c stage=${name}`, ...forTrial.map(asOption)].join(" ");
}

/** The command that deploys a stage: in somebody's own app it has no stage to name. */
export const deploy = ({ name, stack }: Pick<Stage, "name" | "stack">): string =>
  stack?.settingsInCode === undefined ? `npx cdk deploy -c stage=${name}` : `npx cdk deploy ${stack.name}`;

export const saidOf = ({ stages }: Stage["config"], stage: string): DeploymentSettings =>
  (Object.hasOwn(stages, stage) && stages[stage]) || {};

const asOption = ([name, value]: [string, unknown]): string =>
  typeof value === "object" ? `-c ${name}='${JSON.stringify(value)}'` : `-c ${name}=${value}`;
