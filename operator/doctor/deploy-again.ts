import type { DeploymentSettings } from "../../lambda/config/stage-settings.ts";
import type { Stage } from "../stage/stage.ts";

type About = Pick<Stage, "name" | "settings" | "config">;

/**
 * The command that brings a stage back to what it was deployed as, also where somebody changed a part by hand: by itself
 * CloudFormation compares templates only, and changes nothing where these are the same. It repeats what was set with
 * `-c` and stands in no configuration, as a deployment without it would take it away.
 */
export function deployAgain({ name, settings = {}, config }: About): string {
  const own = saidOf(config, name);
  const forTrial = Object.entries(settings).filter(([key]) => !(key in own));
  return ["npx cdk deploy --revert-drift", `-c stage=${name}`, ...forTrial.map(asOption)].join(" ");
}

export const saidOf = ({ stages }: Stage["config"], stage: string): DeploymentSettings =>
  (Object.hasOwn(stages, stage) && stages[stage]) || {};

const asOption = ([name, value]: [string, unknown]): string =>
  typeof value === "object" ? `-c ${name}='${JSON.stringify(value)}'` : `-c ${name}=${value}`;
