import { userInfo } from "node:os";
import { CommanderError } from "commander";
import { bridgeProgram } from "./program.ts";
import { openStage } from "./stage/open-stage.ts";
import { processTerminal } from "./terminal.ts";

// The functions are deployed on a newer Node than may run here.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const { env } = process;
const program = bridgeProgram({
  openStage,
  terminal: processTerminal(),
  env,
  operator: env.BRIDGE_OPERATOR ?? userInfo().username,
});

try {
  await program.parseAsync();
} catch (error) {
  // Ctrl-C at a question.
  const isLeft = error instanceof Error && error.name === "ExitPromptError";
  if (!(error instanceof CommanderError) && !isLeft) throw error;
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : 2;
}
