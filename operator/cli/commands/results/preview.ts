import { existsSync, readFileSync } from "node:fs";
import { Command } from "commander";
import { Problem } from "../../../../lib/program/problem.ts";
import { defaultConfigPath, readConfig } from "../../../../lib/synth/read-config.ts";
import { exampleNow, examples } from "../../../results/preview/examples.ts";
import { findCrm } from "../../../results/preview/find-crm.ts";
import { givenResults } from "../../../results/preview/given-results.ts";
import { previewResults } from "../../../results/preview/preview-results.ts";
import { type Cli, printed, type Result } from "../../command.ts";
import { asRows, asText, refusals } from "../../views/result-preview.ts";

interface Options {
  readonly result?: string;
  readonly settings?: string;
  readonly json?: true;
}

export const previewResultsCommand = (cli: Cli): Command =>
  new Command("preview")
    .description(
      "Shows what would be written in a CRM for each kind of result, request by request. Nothing is sent: a stand-in answers, and neither AWS nor a bridge is asked.",
    )
    .argument("<crm>", "a CRM of bridge.config.ts (or BRIDGE_CONFIG), with its settings, or the key of a connector")
    .option(
      "--result <file>",
      "a result of yours instead, as JSON, or a list that is written in its order; - reads standard input",
    )
    .option("--settings <file>", "the CRM's settings, as JSON, instead of those of the configuration")
    .option("--json", "one JSON array of all requests, for scripts")
    .addHelpText("after", "\nExit code: 0 all is written, 1 a result would not be, 2 a preview could not be made.")
    .action((crm: string, options: Options) => printed(cli, options.json === true, () => show(cli, crm, options)));

async function show(cli: Cli, name: string, { result, settings, json }: Options): Promise<Result> {
  const given = settings === undefined ? undefined : { from: settings, settings: await jsonIn(cli, settings) };
  const crm = findCrm(name, await configIn(cli), given);
  const scenes = result === undefined ? examples : givenResults(result, await jsonIn(cli, result));
  const play = async () => {
    const played = await cli.playCrm(crm.connector, exampleNow, crm.own);
    if (!played) throw new Problem(`Nobody plays ${crm.connector} here, so that nothing can be shown of it.`);
    return played;
  };
  const results = await previewResults(crm, scenes, play, exampleNow);
  if (json) for (const line of refusals(results)) cli.terminal.note(line);
  return { data: asRows(results), text: asText(results), ok: results.every(({ refused }) => refused === undefined) };
}

/** Who has not begun with one yet sees what a connector would write. */
async function configIn({ env }: Cli) {
  const path = env.BRIDGE_CONFIG ?? defaultConfigPath;
  return env.BRIDGE_CONFIG === undefined && !existsSync(path) ? undefined : readConfig(path);
}

async function jsonIn({ terminal }: Cli, file: string): Promise<unknown> {
  const text = file === "-" ? await terminal.readInput() : readText(file);
  try {
    return JSON.parse(text);
  } catch {
    // The platform's message would quote it.
    throw new Problem(`${file}: it is no JSON.`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Problem(`${file}: there is no such file, or it cannot be read.`);
  }
}
