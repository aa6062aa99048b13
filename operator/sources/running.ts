import { Problem } from "../../lib/program/problem.ts";
import type { Stage } from "../stage/stage.ts";

/**
 * The bridge of this machine reads its configuration as it starts: a source that was added since has an address, and
 * nobody answers there.
 * @returns null where the bridge does not say which sources it has
 */
export const isRunning = ({ deployed }: Pick<Stage, "deployed">, source: string): boolean | null =>
  deployed?.sources === undefined ? null : deployed.sources.includes(source);

export const notRunning = (source: string): string =>
  `The bridge that \`npm start\` runs does not have the source ${source} yet: it read the configuration when it started. End it and start \`npm start\` again.`;

/** @throws Problem where a lead would be posted to an address at which nobody answers */
export function refuseNotRunning(stage: Pick<Stage, "deployed">, source: string): void {
  if (isRunning(stage, source) === false) throw new Problem(notRunning(source));
}
