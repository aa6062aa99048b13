import { existsSync, readFileSync } from "node:fs";
import { Command } from "commander";
import { isCountry } from "../../../lambda/lead/reader/phone.ts";
import { SourceKeysSchema } from "../../../lambda/runtime/secret-shapes.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { defaultConfigPath, readConfig } from "../../../lib/read-config.ts";
import { preview } from "../../preview/preview.ts";
import { readRequest } from "../../preview/read-request.ts";
import type { PreviewOptions } from "../../preview/shape.ts";
import { SINCE } from "../../secrets/entries.ts";
import type { Stage } from "../../stage/stage.ts";
import { type Cli, printed } from "../command.ts";
import { asText } from "../views/preview.ts";

interface Options {
  readonly connector?: string;
  readonly source?: string;
  readonly country?: string;
  readonly secret?: string;
  readonly at?: string;
  readonly stage?: string;
  readonly local?: string | true;
  readonly json?: true;
}

export const previewCommand = (cli: Cli): Command =>
  new Command("preview")
    .description(
      "Shows what the bridge would make of a request: the lead, why each field is read so, the call, the answer.",
    )
    .argument("<file>", "a raw HTTP request, a curl command or a body; - reads standard input")
    .option("--connector <key>", "read it as this connector, instead of the one that recognises it")
    .option("--source <name>", "read it as this source of bridge.config.ts (or BRIDGE_CONFIG) would, settings included")
    .option("--country <code>", "where numbers without country code are at home, e.g. GB; default US")
    .option(
      "--secret <file>",
      "the vendor's signing secret, alone or as JSON by name; without it no signature is checked",
    )
    .option("--stage <name>", "with --source: as this deployed bridge has it, with the secrets that it holds")
    .option("--local [address]", "with --source: as the bridge has it that `npm start` runs on this machine")
    .option("--at <time>", "the time at which the request arrives, e.g. 2026-06-15T14:30:00Z; default now")
    .option("--json", "one JSON object")
    .addHelpText("after", "\nExit code: 0 the request is taken in, 1 it is refused, 2 the preview could not be made.")
    .action((file: string, options: Options) => show(cli, file, options));

async function show(cli: Cli, file: string, options: Options): Promise<void> {
  await printed(cli, options.json === true, async () => {
    const request = readRequest(readInput(file));
    const result = await preview(request, await optionsOf(cli, options));
    return { data: result, text: asText(result).trimEnd(), ok: result.reply.status < 400 };
  });
}

async function optionsOf(cli: Cli, options: Options): Promise<PreviewOptions> {
  const { connector, source, country, secret, at } = options;
  if (connector && source) throw new Problem("Give --connector or --source: a source has its connector.");
  const home = country?.toUpperCase();
  if (home !== undefined && !isCountry(home)) {
    throw new Problem(`--country ${country}: write a two-letter country code such as US or GB.`);
  }
  const stage = await stageOf(cli, options);
  const config = source === undefined ? undefined : (stage?.config ?? (await ownConfig(cli)));
  return {
    connector,
    source,
    country: home,
    secret: secret === undefined ? stage && (await storedSecrets(stage, source ?? "")) : secretIn(secret),
    config,
    at: at === undefined ? new Date() : timeOf(at),
  };
}

const ownConfig = ({ env }: Cli) => readConfig(env.BRIDGE_CONFIG ?? defaultConfigPath);

async function stageOf(cli: Cli, { source, stage, local }: Options): Promise<Stage | undefined> {
  if (stage === undefined && local === undefined) return undefined;
  if (stage !== undefined && local !== undefined) throw new Problem("Give --stage or --local, not both.");
  if (source === undefined) throw new Problem("Say with --source whose configuration and secrets are meant.");
  return cli.openStage({ stage: stage ?? "", local });
}

/** What the vendor of a source signs with, as the bridge holds it. */
async function storedSecrets({ secrets }: Stage, source: string): Promise<Record<string, string> | undefined> {
  const { sources } = SourceKeysSchema.parse(await secrets.read("source-keys"));
  const { key: _key, previous_key: _previous, [SINCE]: _since, ...given } = sources?.[source] ?? {};
  return Object.keys(given).length > 0 ? given : undefined;
}

function readInput(file: string): Buffer {
  if (file !== "-" && !existsSync(file)) throw new Problem(`${file}: there is no such file.`);
  try {
    return readFileSync(file === "-" ? 0 : file);
  } catch {
    throw new Problem(`${file}: it cannot be read. Name a file, or - for standard input.`);
  }
}

/** A secret alone, or several by name: `{"client_secret": "…"}`. The line end that editors add is no part of it. */
function secretIn(file: string): string | Record<string, string> {
  if (file === "-") throw new Problem("--secret names a file: standard input is for the request.");
  const text = readInput(file)
    .toString("utf8")
    .replace(/\r?\n$/, "");
  if (text === "") throw new Problem(`${file}: it is empty; write the vendor's secret into it.`);
  if (!text.startsWith("{")) return text;
  try {
    const named: unknown = JSON.parse(text);
    const values = Object.entries(named as object);
    if (values.every((entry): entry is [string, string] => typeof entry[1] === "string"))
      return Object.fromEntries(values);
  } catch {
    // The platform's message would quote the secret.
  }
  throw new Problem(`${file}: write the secret alone, or a JSON object of names and texts.`);
}

/** A date and time, or seconds or milliseconds since 1970 as signatures have them. */
function timeOf(text: string): Date {
  const time = /^\d{9,10}$/.test(text)
    ? Number(text) * 1000
    : /^\d{12,13}$/.test(text)
      ? Number(text)
      : Date.parse(text);
  if (Number.isNaN(time))
    throw new Problem(`--at ${text}: write a time such as 2026-06-15T14:30:00Z, or seconds since 1970.`);
  return new Date(time);
}
