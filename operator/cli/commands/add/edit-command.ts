import { relative } from "node:path";
import type { Command } from "commander";
import { defaultConfigPath } from "../../../../lib/synth/read-config.ts";
import type { Entry } from "../../../edit-config/add-entry.ts";
import type { OpenConfig } from "../../../edit-config/edit.ts";
import { type Cli, printed, type Result } from "../../command.ts";
import { type NextStep, nextSteps } from "../../next-steps.ts";

export interface EditOptions {
  readonly file: string;
  readonly dry?: true;
  readonly yes?: true;
  readonly json?: true;
}

/** What a command adds to the configuration. */
export interface Addition {
  readonly entry: Entry;
  readonly next: readonly NextStep[];
}

/** A command that adds an entry to bridge.config.ts: shows what changes, asks, and writes it. */
export function editCommand<Options extends EditOptions>(
  cli: Cli,
  command: Command,
  addition: (open: OpenConfig, options: Options, args: readonly string[]) => Promise<Addition>,
): Command {
  return command
    .option("--file <path>", "the configuration", cli.env.BRIDGE_CONFIG ?? defaultConfigPath)
    .option("--dry", "show what would change, and write nothing")
    .option("--yes", "ask nothing: what is not said gets its usual value, and it is written")
    .option("--json", "one JSON value, for scripts")
    .action(async (...given: unknown[]) => {
      const options = command.opts<Options>();
      const args = given.slice(0, -2).map((each) => String(each ?? ""));
      await printed(cli, options.json === true, async () => {
        const { openConfig } = await editing();
        const open = await openConfig(options.file);
        return edited(cli, open, options, await addition(open, options, args));
      });
    });
}

async function edited(cli: Cli, open: OpenConfig, options: EditOptions, { entry, next }: Addition): Promise<Result> {
  const { editWith, writeEdit } = await editing();
  const edit = await editWith(open, entry);
  const { section, name, value } = entry;
  const steps = nextSteps(cli, next);
  const shown = relative(process.cwd(), edit.file) || edit.file;
  const data = (written: boolean) => ({
    file: edit.file,
    section,
    name,
    entry: value,
    written,
    diff: edit.diff,
    next: steps.next,
  });
  if (options.dry) return { data: data(false), text: `${edit.diff}\n\nNothing was written.` };
  if (!options.yes) {
    cli.terminal.note(edit.diff);
    if (!(await cli.terminal.confirm(`Write this to ${shown}?`)))
      return { data: data(false), text: "Nothing was written.", ok: false };
  }
  writeEdit(edit);
  const elsewhere = steps.next.some(({ command }) => command.endsWith(" --local"))
    ? "\n\nFor a deployed bridge say --stage NAME instead of --local."
    : "";
  // Who was asked has seen it.
  const head = options.yes ? `${edit.diff}\n\n` : "";
  return { data: data(true), text: `${head}${shown} is written and checked. Next:\n\n${steps.lines}${elsewhere}` };
}

/** Its parser is as much as many a command, and none of the others needs it. */
const editing = () => import("../../../edit-config/edit.ts");
