import { existsSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Command } from "commander";
import { CallinglyError } from "../../../lambda/callingly/error.ts";
import { callinglyForAccount } from "../../../lambda/callingly/for-account.ts";
import type { Team } from "../../../lambda/callingly/schemas.ts";
import { aboutOf, abouts } from "../../../lambda/connectors/about.ts";
import type { Connector } from "../../../lambda/connectors/contract/connector.ts";
import { connectors } from "../../../lambda/connectors/index.ts";
import { namedOrigins } from "../../../lambda/runtime/env.ts";
import { nodeSend } from "../../../lambda/runtime/http-client.ts";
import { sleep } from "../../../lambda/runtime/sleep.ts";
import { isClone, packageFile } from "../../../lib/program/places.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { asTyped, byScripts } from "../../../lib/program/typed.ts";
import { defaultConfigPath } from "../../../lib/synth/read-config.ts";
import { configOf } from "../../edit-config/checked.ts";
import { configFile, type Plan, type PlannedCrm, type PlannedSource } from "../../init/config-file.ts";
import { moduleKindOf } from "../../init/module-kind.ts";
import { secretsOf } from "../../init/secrets-of.ts";
import {
  type Ask,
  addressProblem,
  asker,
  type Check,
  countryProblem,
  gather,
  listed,
  nameProblem,
  noProblem,
  number,
  teamProblem,
  throwIf,
  zoneProblem,
} from "../answers.ts";
import { type Cli, printed, type Result } from "../command.ts";
import { type NextStep, nextSteps } from "../next-steps.ts";

interface Options {
  readonly source: readonly string[];
  readonly team?: string;
  readonly country?: string;
  readonly timeZone?: string;
  readonly accountId?: string;
  readonly crm: readonly string[];
  readonly crmUrl?: string;
  readonly crmSetting: readonly string[];
  readonly alarmEmail?: string;
  readonly file: string;
  readonly force?: true;
  readonly yes?: true;
  readonly json?: true;
}

/** Writes bridge.config.ts from a few answers. */
export const initCommand = (cli: Cli): Command => {
  const command = new Command("init")
    .description("Asks a few questions and writes bridge.config.ts.")
    .option("--source <name=connector>", "a door for leads, e.g. website=html-form; may be repeated", gather, [])
    .option("--team <id>", "the Callingly team that is rung")
    .option("--country <code>", "where phone numbers without a country code are at home, e.g. US")
    .option("--time-zone <zone>", "the zone of your Callingly account, e.g. America/New_York")
    .option("--account-id <id>", "only for agencies: the client's account id at Callingly")
    .option("--crm <connector>", `who gets the results: ${reporters.join(", ")}; may be repeated`, gather, [])
    .option("--crm-url <address>", `with one of ${urlAskers.join(", ")}: where it is, https`)
    .option(
      "--crm-setting <crm.name=value>",
      "what a CRM has to be told, e.g. acme.url=https://crm.acme.com; may be repeated",
      gather,
      [],
    )
    .option("--alarm-email <address>", "who gets the alarms of the stage prod")
    .option("--file <path>", "where it is written", cli.env.BRIDGE_CONFIG ?? defaultConfigPath)
    .option("--force", "write over what is there")
    .option("--yes", "ask nothing: what is not said gets its usual value")
    .option("--json", "one JSON value, for scripts")
    .addHelpText(
      "after",
      "\nWith CALLINGLY_API_KEY in the environment, or typed when asked, teams are offered by name. The key is not written anywhere.",
    );
  return command.action(async () => {
    const options = command.opts<Options>();
    await printed(cli, options.json === true, () => init(cli, options));
  });
};

async function init(cli: Cli, options: Options): Promise<Result> {
  const { file, force } = options;
  if (existsSync(file) && !force)
    throw new Problem(
      `${shown(file)} is there already: edit it, add to it with \`bridge sources add\`, or write over it with --force.`,
    );
  const { plan, unsaid } = await planned(cli, options);
  await write(file, asTyped(configFile(plan, importPath(file), moduleKindOf(file)), cli.typed ?? byScripts));
  const { next, lines } = nextSteps(cli, [
    ["npm start", "the whole bridge here, with a Callingly that rings nobody"],
    ["npx cdk deploy", "to your AWS account"],
    ["bridge secrets set callingly-tokens main", "the API key of Callingly"],
    ...secretsOf(plan).map(({ command, what }): NextStep => [`bridge ${command}`, what]),
    ["bridge doctor", "what is missing or wrong"],
  ]);
  const crms = plan.crms.map(({ connector, settings }) => ({ connector, ...settings }));
  return {
    data: { file, ...plan, crms, next },
    text: `${shown(file)} is written and checked.${exampleWords(unsaid)} Next:\n\n${lines}`,
  };
}

const exampleWords = (unsaid: readonly string[]): string =>
  unsaid.length === 0 ? "" : ` Nothing was said of ${unsaid.join(", ")}: an example stands there, write yours.`;

const shown = (file: string): string => relative(process.cwd(), file) || file;

/** In a clone the file gets a path. */
const importPath = (file: string): string => {
  if (!isClone) return "callingly-bridge";
  const path = relative(join(file, ".."), packageFile("lambda/config/schema.ts"));
  return path.startsWith(".") ? path : `./${path}`;
};

/** The file is written only if it is valid. */
async function write(file: string, text: string): Promise<void> {
  await configOf(file, text);
  writeFileSync(file, text);
}

// ── the questions ───────────────────────────────────────────────────────────────────────────────────────────────

/** @returns also the CRMs' settings of which nothing was said, and nobody asked, as `office.ownerId` */
async function planned(cli: Cli, options: Options): Promise<{ plan: Plan; unsaid: readonly string[] }> {
  const ask = asker(cli.terminal, options.yes);
  const timeZone = await ask("Time zone of your Callingly account", options.timeZone, here(), zoneProblem);
  const accountId = options.accountId === undefined ? undefined : number(options.accountId, "--account-id");
  const team = await teamOf(cli, options, ask, accountId);
  const country = (
    await ask("Country of phone numbers without a country code", options.country, "US", countryProblem)
  ).toUpperCase();
  const named = options.source.length > 0 ? options.source : [await firstSource(cli, options, ask)];
  const crms =
    options.crm.length > 0
      ? options.crm
      : listed(
          await ask(`CRMs that get the results (${reporters.join(", ")}; empty for none)`, undefined, "", crmProblem),
        );
  for (const crm of crms) throwIf(crmProblem(crm));
  const asked: PlannedCrm[] = [];
  const unsaid: string[] = [];
  const said = settingsSaid(options, crms);
  for (const connector of new Set(crms)) {
    const settings: Record<string, string> = {};
    for (const { name, label, usual } of aboutOf(connector)?.settings ?? []) {
      const problem = name === "url" ? addressProblem : noProblem;
      const place = `${connector}.${name}`;
      if (options.yes && !said.has(place)) unsaid.push(place);
      settings[name] = await ask(label, said.get(place), usual, problem);
    }
    asked.push({ connector, ...(Object.keys(settings).length > 0 && { settings }) });
  }
  const sources = named.map((text): PlannedSource => {
    throwIf(sourceProblem(text));
    const [name = "", connector = ""] = text.split("=");
    return { name, connector, team, country };
  });
  const plan = {
    timeZone,
    accountId,
    ...(options.alarmEmail !== undefined && { alarmEmail: options.alarmEmail }),
    crms: asked,
    sources,
  };
  return { plan, unsaid };
}

/** What is said of the CRMs' settings: by the CRM and the setting, joined by a dot. */
function settingsSaid({ crmUrl, crmSetting }: Options, crms: readonly string[]): ReadonlyMap<string, string> {
  const all = [...new Set(crms)].flatMap((key) => (aboutOf(key)?.settings ?? []).map(({ name }) => `${key}.${name}`));
  const said = new Map<string, string>();
  for (const text of crmSetting) {
    const [, place = "", value = ""] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
    if (!all.includes(place))
      throw new Problem(
        `--crm-setting ${text}: write one of ${all.join(", ") || "none that is asked for"}, then = and its value.`,
      );
    said.set(place, value);
  }
  const urls = all.filter((place) => place.endsWith(".url") && !said.has(place));
  // An address of one CRM must not get another's credentials.
  if (crmUrl !== undefined && urls.length > 1)
    throw new Problem(`--crm-url ${crmUrl}: it may be that of ${urls.join(" or ")}; say which with --crm-setting.`);
  for (const place of crmUrl === undefined ? [] : urls) said.set(place, crmUrl ?? "");
  return said;
}

const here = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const withIntake = connectors.filter((connector: Connector) => connector.intake);
const intakes = withIntake.map(({ key }) => key as string);

/** A person sees what there is; a script says it. */
async function firstSource({ terminal }: Cli, { yes }: Options, ask: Ask): Promise<string> {
  if (yes) return "website=html-form";
  const choices = withIntake.map(({ key, title }) => ({ value: key, name: `${title} (${key})` }));
  const connector = await terminal.choose("Where do the first leads come from?", choices);
  const name = await ask(
    "A name for this source; it stands in its address",
    undefined,
    usualName(connector),
    nameProblem,
  );
  return `${name}=${connector}`;
}

const usualName = (connector: string): string => (connector === "html-form" ? "website" : connector);
const reporters = abouts.map(({ key }) => key);
const urlAskers = abouts.flatMap(({ key, settings }) =>
  settings.some(({ name }) => name === "url") ? [`--crm ${key}`] : [],
);

const sourceProblem: Check = (text) => {
  const [name = "", connector = "", ...more] = text.split("=");
  if (more.length > 0 || !/^[a-z0-9][a-z0-9-]{0,39}$/.test(name))
    return `${text}: write name=connector, the name in lower-case letters, digits and dashes.`;
  return intakes.includes(connector)
    ? undefined
    : `No connector is called "${connector}". There are: ${intakes.join(", ")}.`;
};
const crmProblem: Check = (text) => {
  const unknown = listed(text).find((crm) => !reporters.includes(crm));
  return unknown === undefined
    ? undefined
    : `No CRM connector is called "${unknown}". There are: ${reporters.join(", ")}.`;
};
/** With a key the teams are offered by name; without one the id is asked for. */
async function teamOf(cli: Cli, options: Options, ask: Ask, accountId: number | undefined): Promise<number> {
  if (options.team !== undefined) return number(options.team, "--team");
  const key =
    cli.env.CALLINGLY_API_KEY ??
    (options.yes
      ? ""
      : await cli.terminal.askSecret("Callingly API key, to choose a team by name (empty: by its id):"));
  const teams = key === "" ? [] : await teamsWith(key, accountId, cli.env.CALLINGLY_BASE_URL);
  const [only, another] = teams;
  if (only && !another) {
    cli.terminal.note(`The team is ${only.id}, “${only.name ?? ""}”: the account has no other.`);
    return Number(only.id);
  }
  if (options.yes && teams.length > 1) throw new Problem(`Say which team: --team, one of ${names(teams)}.`);
  if (options.yes) throw new Problem("Say which team is rung: --team <id>.");
  const byName = (text: string) =>
    teams.find(({ id, name }) => id === text || name?.toLowerCase() === text.toLowerCase());
  // There is no usual one: leads would wait for a team that Callingly does not know.
  if (teams.length === 0)
    return Number(await ask("The id of the team that is rung, as Callingly shows it", undefined, "", teamProblem));
  const chosen = await ask(`The team that is rung (${names(teams)})`, undefined, only?.id ?? "", (text) =>
    byName(text) ? undefined : `Choose one of ${names(teams)}.`,
  );
  return Number(byName(chosen)?.id);
}

const names = (teams: readonly Team[]): string => teams.map(({ id, name }) => `${id} ${name ?? ""}`.trim()).join(", ");

/** The key is used for this one question and written nowhere. */
async function teamsWith(key: string, accountId: number | undefined, baseUrl: string | undefined): Promise<Team[]> {
  const secret = Object.assign(async () => ({ key }), { fresh: async () => ({ key }) });
  const open = callinglyForAccount(secret, {
    ...(baseUrl && { baseUrl }),
    send: nodeSend({ mayBePrivate: namedOrigins(baseUrl) }),
    sleep,
    now: () => new Date(),
  });
  const client = await open({ token: "key", ...(accountId !== undefined && { accountId: String(accountId) }) });
  const teams = await client?.listTeams().catch((error: unknown) => {
    if (!(error instanceof CallinglyError)) throw error;
    const why = error.status === 401 ? "Callingly refuses this key" : `Callingly could not be asked (${error.message})`;
    throw new Problem(`${why}. Look at it, or name the team with --team.`);
  });
  return teams ?? [];
}
