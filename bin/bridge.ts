import { userInfo } from "node:os";
import { CommanderError } from "commander";
import { endWithNpm } from "../lib/program/ending.ts";
import { bridgeProgram } from "../operator/cli/program.ts";
import { processTerminal } from "../operator/cli/terminal/terminal.ts";
import { openStage } from "../operator/stage/open-stage.ts";

// The functions are deployed on a newer Node than may run here.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const { env } = process;
// The CDK takes the region from either; the SDK for JavaScript looks at the first alone.
if (env.AWS_REGION === undefined && env.AWS_DEFAULT_REGION) env.AWS_REGION = env.AWS_DEFAULT_REGION;

const program = bridgeProgram({
  openStage,
  playCrm: async (connector, now, own) => (await import("../stand-ins/crms/index.ts")).playAlone(connector, now, own),
  terminal: processTerminal(),
  env,
  operator: env.BRIDGE_OPERATOR ?? userInfo().username,
});

endWithNpm();
try {
  await program.parseAsync();
} catch (error) {
  // Ctrl-C at a question.
  const isLeft = error instanceof Error && error.name === "ExitPromptError";
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : 2;
  // A bug: exit code 1 would mean that the bridge refused and nothing was changed.
  if (!(error instanceof CommanderError) && !isLeft) console.error(error);
}
