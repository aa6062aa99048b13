import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { isCountry } from "../../../lambda/lead/reader/phone.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { defaultConfigPath, readConfig } from "../../../lib/synth/read-config.ts";
import { noFiles } from "../../preview/curl.ts";
import { preview } from "../../preview/preview.ts";
import { readRequest } from "../../preview/read-request.ts";
import type { Preview, PreviewOptions } from "../../preview/shape.ts";
import { storedSecrets } from "../../preview/stored-secrets.ts";
import { verdictJson } from "../../shapes/verdict.ts";
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
      "Shows what the bridge would make of requests: the lead, why each field is read so, the call, the answer.",
    )
    .argument(
      "<files...>",
      "raw HTTP requests, curl commands or bodies, and folders of them (*.http where there are any); - reads standard input",
    )
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
    .option("--json", "one JSON object a line for each request, with its file")
    .addHelpText("after", "\nExit code: 0 all requests are taken in, 1 one is refused, 2 a preview could not be made.")
    .action((files: string[], options: Options) => show(cli, files, options));

/** In the order in which they were named. One that cannot be previewed keeps nobody from seeing the others. */
async function show(cli: Cli, named: readonly string[], options: Options): Promise<void> {
  const asJson = options.json === true;
  let isIncomplete = false;
  await printed(cli, false, async () => {
    const files = named.flatMap(filesIn);
    const previewOptions = await optionsOf(cli, options);
    const results: { readonly file: string; readonly result: Preview | Problem }[] = [];
    for (const file of files) {
      const result = await previewOf(file, previewOptions).catch((error: unknown) => {
        if (error instanceof Problem && files.length > 1) return error;
        throw error;
      });
      results.push({ file, result });
    }
    isIncomplete = results.some(({ result }) => result instanceof Problem);
    const ok = results.every(({ result }) => !(result instanceof Problem) && result.reply.status < 400);
    const texts = results.map(({ file, result }) => {
      const isProblem = result instanceof Problem;
      if (asJson) return JSON.stringify({ file, ...(isProblem ? { problem: result.message } : asJsonValue(result)) });
      const text = isProblem ? result.message : asText(result).trimEnd();
      return files.length > 1 ? `── ${file}\n${text}\n` : text;
    });
    return { data: undefined, text: texts.join("\n"), isData: asJson, ok };
  });
  if (isIncomplete) process.exitCode = 2;
}

/** The keys of what is printed are a promise to scripts. */
const asJsonValue = ({ mayRing, ...rest }: Preview) => ({
  ...rest,
  ...(mayRing && { may_ring: mayRing.map(verdictJson) }),
});

const previewOf = async (file: string, options: PreviewOptions): Promise<Preview> =>
  preview(readRequest(readInput(file), fileOfCurl), options);

/** A folder stands for the requests in it and below, by name. What lies beside raw requests is about them. */
function filesIn(path: string): string[] {
  if (path === "-" || !existsSync(path) || !statSync(path).isDirectory()) return [path];
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const requests = files.filter((file) => file.endsWith(".http"));
  if (files.length === 0) throw new Problem(`${path}: there is no file in this folder.`);
  return requests.length > 0 ? requests : files;
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
    stage,
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

function fileOfCurl(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return noFiles(path);
  }
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
