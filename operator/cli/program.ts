import { relative } from "node:path";
import { Command } from "commander";
import { isClone, packageFolder } from "../../lib/program/places.ts";
import { startCommand } from "../../lib/program/start-command.ts";
import { asTyped, type Typed, typedIn } from "../../lib/program/typed.ts";
import { version } from "../../lib/version.ts";
import { asBroughtIn, bringIn } from "../words/bring-in.ts";
import type { Cli } from "./command.ts";
import { accountsCommand } from "./commands/accounts.ts";
import { callinglyCommand } from "./commands/callingly.ts";
import { completionCommand } from "./commands/completion.ts";
import { connectCommand } from "./commands/connect.ts";
import { consoleCommand } from "./commands/console.ts";
import { crmsCommand } from "./commands/crms.ts";
import { dncCommand } from "./commands/dnc.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { gatesCommand } from "./commands/gates.ts";
import { initCommand } from "./commands/init.ts";
import { leadsCommand } from "./commands/leads.ts";
import { mayRingCommand } from "./commands/may-ring.ts";
import { namesCommand } from "./commands/names.ts";
import { pauseCommand } from "./commands/pause.ts";
import { previewCommand } from "./commands/preview.ts";
import { replayCommand } from "./commands/replay.ts";
import { restoredCommand } from "./commands/restored.ts";
import { resultsCommand } from "./commands/results.ts";
import { resumeCommand } from "./commands/resume.ts";
import { reviewCommand } from "./commands/review.ts";
import { secretsCommand } from "./commands/secrets.ts";
import { sendCommand } from "./commands/send.ts";
import { sourcesCommand } from "./commands/sources.ts";
import { suppressCommand } from "./commands/suppress.ts";
import { todayCommand } from "./commands/today.ts";
import { unsuppressCommand } from "./commands/unsuppress.ts";
import { versionCommand } from "./commands/version.ts";
import { flagsOf, localAlone, named, sayingWhere, withFlags, withPages } from "./where.ts";

/** From where the person is to the pages that texts name. */
const pages = isClone ? "" : relative(process.cwd(), packageFolder);

/**
 * The operator's command line. Each command is a file of its own under commands/, made of what it is handed. Exit
 * codes: 0 it is as wished, 1 the bridge says no, 2 the command could not be carried out as it was given.
 */
export function bridgeProgram(outside: Cli, typed: Typed = typedIn(process.cwd())): Command {
  let flags = "";
  const { typedAs = "bridge" } = outside;
  const cli = {
    ...outside,
    typed,
    terminal: sayingWhere(outside.terminal, (text) =>
      asTyped(withPages(named(withFlags(inPlace(text), flags, program), typedAs, program), pages), typed),
    ),
  };
  const inPlace = (text: string): string =>
    flags.startsWith("--local") ? asBroughtIn(text, bringIn({ name: "local" })) : text;
  const program = new Command("bridge")
    .description("Looks after the bridge: its leads and results, its doors, keys and health.")
    .version(version, "-V, --version", "print the version")
    // `sources` has options of its own, and so has `sources add`: they are whose they follow.
    .enablePositionalOptions()
    .addHelpText("after", examples)
    .hook("preAction", (_, command) => {
      flags = flagsOf(command);
    });
  const add = (heading: string, ...commands: readonly Command[]) => {
    for (const command of commands) program.addCommand(command.helpGroup(heading));
  };
  // In the order in which somebody comes to need them, day by day.
  add("See how it goes:", doctorCommand(cli), todayCommand(cli), consoleCommand(cli), gatesCommand(cli));
  add("Look after leads and results:", leadsCommand(cli), resultsCommand(cli), reviewCommand(cli), replayCommand(cli));
  add("Stop calls, and go on:", pauseCommand(cli), resumeCommand(cli));
  add("Whom nobody calls:", suppressCommand(cli), unsuppressCommand(cli), dncCommand(cli));
  add(
    "Set up:",
    initCommand(cli),
    accountsCommand(cli),
    sourcesCommand(cli),
    crmsCommand(cli),
    connectCommand(cli),
    secretsCommand(cli),
  );
  add(
    "Try out:",
    startCommand("start"),
    sendCommand(cli),
    previewCommand(cli),
    mayRingCommand(cli),
    callinglyCommand(cli),
  );
  add("Upkeep:", restoredCommand(cli), versionCommand(cli), namesCommand(cli), completionCommand());
  for (const command of withSubcommands(program)) {
    command.configureOutput({
      writeOut: (text) => void process.stdout.write(asTyped(text, typed)),
      writeErr: (text) => void process.stderr.write(asTyped(text, typed)),
    });
    command.exitOverride().showHelpAfterError("(add --help for what there is)");
  }
  const parse = program.parseAsync.bind(program);
  program.parseAsync = (words = process.argv, options) => parse(localAlone(words), options);
  return program;
}

const examples = `
Examples:
  bridge start                               the whole bridge on this machine, with a Callingly that rings nobody
  bridge doctor --local                      what is missing or wrong with the bridge that \`npm start\` runs
  bridge leads list                          what waits, and why
  bridge leads show +12125550123             everything about one person's lead
  bridge leads release --reason stale        calls all that waited too long
  bridge COMMAND --help                      more of one command

Here and wherever a command is named, bridge stands for  npm run --silent bridge --  in the project's folder.`;

const withSubcommands = (command: Command): Command[] => [command, ...command.commands.flatMap(withSubcommands)];
