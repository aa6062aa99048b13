import { userInfo } from "node:os";
import { CommanderError } from "commander";
import { endWithNpm } from "../lib/program/ending.ts";
import { quietly, typedIn } from "../lib/program/typed.ts";
import type { Cli } from "../operator/cli/command.ts";
import { bridgeProgram } from "../operator/cli/program.ts";
import { processTerminal } from "../operator/cli/terminal/terminal.ts";

// The functions are deployed on a newer Node than may run here.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const { env } = process;
// The CDK takes the region from either; the SDK for JavaScript looks at the first alone.
if (env.AWS_REGION === undefined && env.AWS_DEFAULT_REGION) env.AWS_REGION = env.AWS_DEFAULT_REGION;

const words = process.argv.slice(2);
const cli: Cli = {
  // Loaded when it is asked for, so that --help and what needs no bridge start at once.
  openStage: async (choice) => (await import("../operator/stage/open-stage.ts")).openStage(choice),
  playCrm: async (connector, now, own) => (await import("../stand-ins/crms/index.ts")).playAlone(connector, now, own),
  terminal: processTerminal(),
  env,
  typedAs: quietly(typedIn(process.cwd())),
  operator: env.BRIDGE_OPERATOR ?? userInfo().username,
};

// A program of its own, which goes on until it is ended and looks after its end itself.
if (words[0] === "start") await (await import("../local/start.ts")).start(words.slice(1));
else await command();

async function command(): Promise<void> {
  endWithNpm();
  try {
    await bridgeProgram(cli).parseAsync(words, { from: "user" });
  } catch (error) {
    // Ctrl-C at a question.
    const isLeft = error instanceof Error && error.name === "ExitPromptError";
    process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : 2;
    // A bug: exit code 1 would mean that the bridge refused and nothing was changed.
    if (!(error instanceof CommanderError) && !isLeft) console.error(error);
  }
}
