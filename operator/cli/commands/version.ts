import { Command } from "commander";
import { Problem } from "../../../lib/program/problem.ts";
import { version } from "../../../lib/version.ts";
import { checkVersion } from "../../doctor/version.ts";
import type { Stage } from "../../stage/stage.ts";
import { type Cli, printed, type Result, type StageOptions, withStage } from "../command.ts";

/** What `--version` says, and what is deployed. */
export const versionCommand = (cli: Cli): Command => {
  const command = withStage(
    cli,
    new Command("version").description("Says which version this command line is, and which one is deployed."),
  );
  return command.action(async () => {
    const options = command.opts<StageOptions>();
    await printed(cli, options.json === true, async () => {
      try {
        return versionsOf(await cli.openStage(options));
      } catch (error) {
        // Which version is here, everybody may know, with AWS or without.
        if (!(error instanceof Problem)) throw error;
        return {
          data: { here: version, deployed: null, stage: options.stage, unknown: error.message },
          text: `Here ${version}.\nWhat is deployed is not known: ${error.message}`,
        };
      }
    });
  });
};

function versionsOf(stage: Stage): Result {
  const { name, place, stack, deployed } = stage;
  const running = stack === undefined ? version : deployed?.version;
  const [finding] = checkVersion(stage);
  return {
    data: { here: version, deployed: running ?? null, stage: name },
    text: [
      `Here ${version}. Deployed ${running ?? "is one that does not say its version"}: stage ${name}, ${place}.`,
      ...(finding?.remedy ? [finding.remedy] : []),
    ].join("\n"),
  };
}
