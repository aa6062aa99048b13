import { version } from "../../lib/version.ts";
import { compareVersions } from "../stage/compare-versions.ts";
import type { Stage } from "../stage/stage.ts";
import { deploy } from "./deploy-again.ts";
import { type Finding, fault, ok, skipped, warning } from "./finding.ts";

/** Whether the command line is of the version that is deployed. The bridge of this machine always is. */
export function checkVersion(stage: Pick<Stage, "name" | "stack" | "deployed">, here = version): readonly Finding[] {
  if (stage.stack === undefined) return [];
  const deployed = stage.deployed?.version;
  if (deployed === undefined)
    return [skipped("version", undefined, `The stack does not say its version: deploy it with ${here}.`)];
  const difference = compareVersions(deployed, here);
  if (difference === 0) return [ok("version", undefined, `${deployed}, as here.`)];
  const both = `Deployed is ${deployed}, here is ${here}`;
  return [
    difference < 0
      ? warning(
          "version",
          undefined,
          `${both}.`,
          `CHANGELOG.md says what the upgrade needs ("Deployed before?"); then ${deploy(stage)}`,
        )
      : fault(
          "version",
          undefined,
          `${both}: this command line does not know what a later version has written.`,
          `Work with version ${deployed}, and deploy none before.`,
        ),
  ];
}
