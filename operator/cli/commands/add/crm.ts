import { Command } from "commander";
import { aboutOf, abouts } from "../../../../lambda/connectors/about.ts";
import type { About } from "../../../../lambda/connectors/contract/about.ts";
import { findConnector } from "../../../../lambda/connectors/find-connector.ts";
import { Problem } from "../../../../lib/program/problem.ts";
import { settingsOf, typedSettings } from "../../../edit-config/settings.ts";
import { addressProblem, asker, gather, nameProblem, noProblem, throwIf } from "../../answers.ts";
import type { Cli } from "../../command.ts";
import { deploySteps, ofBridge } from "../../next-steps.ts";
import { type Addition, type EditOptions, editCommand } from "./edit-command.ts";
import { refuseUnknown } from "./source.ts";

interface Options extends EditOptions {
  readonly setting: readonly string[];
}

/** `bridge crms add`: somewhere more where results go. */
export const addCrmCommand = (cli: Cli): Command =>
  editCommand<Options>(
    cli,
    new Command("add")
      .description("Adds a CRM to bridge.config.ts: shows what changes, and asks before it writes.")
      .argument("<name>", "its name, by which sources say in `report` that it gets their results")
      .argument("<connector>", `which CRM it is: ${abouts.map(({ key }) => key).join(", ")}`)
      .option("--setting <name=value>", "a setting of its connector; may be repeated", gather, []),
    (_, options, [name = "", connector = ""]) => addition(cli, options, name, connector),
  );

async function addition(cli: Cli, options: Options, name: string, connector: string): Promise<Addition> {
  throwIf(nameProblem(name));
  const about = aboutOf(connector);
  const report = findConnector(connector)?.report;
  if (!about || !report)
    throw new Problem(
      `No CRM connector is called "${connector}". There are: ${abouts.map(({ key }) => key).join(", ")}.`,
    );
  const said = typedSettings(options.setting, report);
  refuseUnknown(said, settingsOf(report), connector);
  const settings = { ...(await asked(cli, options, about, said)), ...said };
  const value = { connector, ...(Object.keys(settings).length > 0 && { settings }) };
  const ways = about.credentials.map(({ title }) => title).join(", or ");
  return {
    entry: { section: "crms", name, value },
    next: [
      [`report: ["${name}"]`, "in bridge.config.ts, at each source whose results it gets"],
      ...deploySteps,
      [ofBridge(cli, `connect ${name}`), `lets the bridge into ${about.title}: ${ways}`],
      [ofBridge(cli, "doctor"), "what is missing or wrong"],
    ],
  };
}

/**
 * What cannot be left to its default. An example would deploy as if it were meant, so nothing is left to its usual value
 * where nobody is asked.
 */
async function asked(cli: Cli, options: Options, { settings }: About, said: object): Promise<Record<string, string>> {
  const ask = asker(cli.terminal, false);
  const answers: Record<string, string> = {};
  for (const { name, label, usual } of settings.filter((each) => !(each.name in said))) {
    if (options.yes) throw new Problem(`Say ${name}: --setting ${name}=…, ${label}, such as ${usual}.`);
    answers[name] = await ask(label, undefined, usual, name === "url" ? addressProblem : noProblem);
  }
  return answers;
}
