import { Command } from "commander";
import type { BridgeConfig } from "../../../../lambda/config/schema.ts";
import type { Connector } from "../../../../lambda/connectors/contract/connector.ts";
import { findConnector } from "../../../../lambda/connectors/find-connector.ts";
import { connectors } from "../../../../lambda/connectors/index.ts";
import { Problem } from "../../../../lib/program/problem.ts";
import { type Settings, settingsOf, typedSettings } from "../../../edit-config/settings.ts";
import { usualAccount, usualSource } from "../../../edit-config/usual.ts";
import { secretsOf } from "../../../init/secrets-of.ts";
import { takesTestLead } from "../../../sources/takes-test-lead.ts";
import { asker, type Check, countryProblem, gather, listed, nameProblem, teamProblem, throwIf } from "../../answers.ts";
import type { Cli } from "../../command.ts";
import { deploySteps, type NextStep, ofBridge } from "../../next-steps.ts";
import { type Addition, type EditOptions, editCommand } from "./edit-command.ts";

interface Options extends EditOptions {
  readonly account?: string;
  readonly team?: string;
  readonly country?: string;
  readonly report?: string;
  readonly group?: string;
  readonly setting: readonly string[];
}

/** `bridge sources add`: a door more for leads. */
export const addSourceCommand = (cli: Cli): Command =>
  editCommand<Options>(
    cli,
    new Command("add")
      .description("Adds a source to bridge.config.ts: shows what changes, and asks before it writes.")
      .argument("<name>", "its name; it stands in its address")
      .argument("<connector>", "who sends the leads, such as html-form or json; its key in docs/sources")
      .option("--account <name>", "whose team rings; default: the only account that there is")
      .option("--team <id>", "the Callingly team that is rung; default: that of the account's other sources")
      .option("--country <code>", "where phone numbers without a country code are at home; default: as the others")
      .option(
        "--report <crms>",
        "the CRMs that get the results, with commas between, or - for none; default: as the others",
      )
      .option("--group <name>", "the sources that count as one business with it, or - for none; default: as the others")
      .option("--setting <name=value>", "a setting of its connector; may be repeated", gather, []),
    (open, options, [name = "", connector = ""]) => addition(cli, open.config, options, { name, connector }),
  );

interface Wanted {
  readonly name: string;
  readonly connector: string;
}

async function addition(cli: Cli, config: BridgeConfig, options: Options, wanted: Wanted): Promise<Addition> {
  const { name, connector } = wanted;
  throwIf(nameProblem(name));
  const intake = (findConnector(connector) as Connector | undefined)?.intake;
  if (!intake)
    throw new Problem(`No connector for sources is called "${connector}". There are: ${intakes.join(", ")}.`);

  const answers = await answered(cli, config, options, connector);
  const settings = typedSettings(options.setting, intake);
  refuseUnknown(settings, settingsOf(intake), connector);
  const value = { connector, ...answers, ...(Object.keys(settings).length > 0 && { settings }) };
  return { entry: { section: "sources", name, value }, next: await stepsAfter(cli, config, { ...wanted, ...answers }) };
}

/** What is not said is asked. Where nobody is asked it is as with the account's other sources, if they agree. */
async function answered(cli: Cli, config: BridgeConfig, options: Options, connector: string) {
  const ask = asker(cli.terminal, options.yes);
  const accounts = Object.values(config.accounts).map(({ name }) => name);
  const isAccount = among(accounts, "account");
  const account = await ask(`Account (${accounts.join(", ")})`, options.account, usualAccount(config) ?? "", isAccount);
  const usual = usualSource(config, connector, account);
  const team = await ask("The id of the team that is rung", options.team, String(usual.team ?? ""), teamSaid);
  const country = await ask(
    "Country of phone numbers without a country code",
    options.country,
    usual.country,
    countryProblem,
  );
  const crms = Object.keys(config.crms);
  const areCrms = allAmong(crms);
  const report =
    crms.length === 0 && options.report === undefined
      ? ""
      : await ask(
          `CRMs that get the results (${crms.join(", ")}; - for none)`,
          options.report,
          usual.report?.join(",") || (usual.report && NONE) || "",
          areCrms,
        );
  const group =
    usual.group === null && options.group === undefined
      ? NONE
      : await ask(
          "Group: the sources that count as one business, so that a person is rung once for all of them (- for none)",
          options.group,
          usual.group ?? "",
          groupSaid,
        );
  return {
    account,
    team: Number(team),
    country: country.toUpperCase(),
    report: named(report),
    ...(group !== NONE && { group }),
  };
}

async function stepsAfter(
  cli: Cli,
  config: BridgeConfig,
  source: Wanted & { team: number; country: string },
): Promise<readonly NextStep[]> {
  const crms = Object.values(config.crms).map(({ connector }) => ({ connector }));
  const secrets = secretsOf({ timeZone: "UTC", crms, sources: [source] }).slice(crms.length);
  return [
    ...deploySteps,
    ...secrets.map(({ command, what }) => [ofBridge(cli, command), what] as const),
    [
      ofBridge(cli, `sources --show ${source.name}`),
      "the address to which its leads are posted, and the page on how it is connected",
    ],
    (await takesTestLead(source.connector))
      ? [`bridge send ${source.name} --local`, "a test lead, on this machine"]
      : [
          `bridge preview FILE --source ${source.name}`,
          `what the bridge makes of a request of ${findConnector(source.connector)?.title ?? source.connector} that is in FILE; rings nobody`,
        ],
  ];
}

const intakes = connectors.filter((each: Connector) => each.intake).map(({ key }) => key as string);

/** Said of what a source may do without: an empty answer takes the usual one. */
const NONE = "-";

const named = (text: string): string[] => listed(text).filter((each) => each !== NONE);

const teamSaid: Check = (text) => (text === "" ? "Say which team is rung: --team <id>." : teamProblem(text));

/** Left out it would be rung for by itself, for people whom the other sources have rung already. */
const groupSaid: Check = (text) => {
  if (text === "")
    return "Say with which sources it counts as one business, as the others differ: --group <name>, or --group - for none.";
  return text === NONE ? undefined : nameProblem(text);
};

const among =
  (names: readonly string[], what: string): Check =>
  (text) =>
    names.includes(text) ? undefined : `Say which ${what}, one of ${names.join(", ")}: --${what} <name>.`;

const allAmong =
  (crms: readonly string[]): Check =>
  (text) => {
    if (text === "")
      return `Say which CRMs get the results, as the other sources differ: --report ${crms.join(",")}, or --report - for none.`;
    const unknown = named(text).find((crm) => !crms.includes(crm));
    if (unknown === undefined) return undefined;
    return `The configuration has no CRM “${unknown}”. It has: ${crms.join(", ") || "none"}. \`bridge crms add\` adds one.`;
  };

/** @throws Problem */
export function refuseUnknown(settings: Settings, known: readonly string[], connector: string): void {
  const unknown = Object.keys(settings).find((each) => !known.includes(each));
  if (unknown !== undefined && known.length > 0)
    throw new Problem(`${connector} has no setting “${unknown}”. It has: ${known.join(", ")}.`);
}
