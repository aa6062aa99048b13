import { Command } from "commander";
import { Problem } from "../../../lib/program/problem.ts";
import { hookRemedies, noHooks, standing } from "../../crms/hook-words.ts";
import { armHooks, hooksIn } from "../../crms/hooks.ts";
import { listCrms } from "../../crms/list-crms.ts";
import { howOwned, ownersOrWhyNot, settingFor } from "../../crms/owners.ts";
import { refuseUnknownEntry } from "../../secrets/set-secret.ts";
import type { Stage } from "../../stage/stage.ts";
import { type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { openAt, type WebOption, withWeb } from "../open-console.ts";
import { table } from "../terminal/table.ts";
import { addCrmCommand } from "./add/crm.ts";

/** What stands in the CRMs, as far as the bridge goes by it. */
export const crmsCommand = (cli: Cli): Command =>
  new Command("crms")
    .description("Shows what the bridge goes by in a CRM, mends what it can, and adds a CRM.")
    .addCommand(
      stageCommand<StageOptions & WebOption>(
        cli,
        withWeb(new Command("list")).description(
          "Lists the CRMs of the configuration: who is told of calls, whose records come as leads, and what lets the bridge in.",
        ),
        (stage, { web, ...options }, _, command) => (web ? openAt("crms", stage, options, command, cli) : list(stage)),
      ),
    )
    .addCommand(
      stageCommand<HookOptions>(
        cli,
        new Command("hooks")
          .description("Shows by which subscriptions a CRM tells sources of its records, and whether they still send.")
          .argument("<crm>", "its name in bridge.config.ts")
          .option(
            "--arm",
            "have it send by those that it has stopped, and make those that are missing, where it lets them be made",
          ),
        (stage, options, [crm = ""]) => hooks(stage, crm, options),
      ),
    )
    .addCommand(
      stageCommand<StageOptions>(
        cli,
        new Command("owners")
          .description("Shows whose the calls of Callingly's agents are in a CRM, and whose are nobody's.")
          .argument("<crm>", "its name in bridge.config.ts"),
        (stage, _, [crm = ""]) => owners(stage, crm),
      ),
    )
    .addCommand(addCrmCommand(cli));

async function list(stage: Stage): Promise<Result> {
  const crms = await listCrms(stage);
  const rows = crms.map(({ crm, title, told, asked, credentials }) => [
    crm,
    title,
    told.join(", ") || "nobody",
    asked.join(", ") || "nobody",
    credentials,
  ]);
  return {
    data: crms,
    text:
      rows.length === 0
        ? "No CRM is configured, so that results go nowhere."
        : table(["crm", "vendor", "is told of calls of", "its records are leads of", "credentials"], rows),
  };
}

interface HookOptions extends StageOptions {
  readonly arm?: true;
}

async function hooks(stage: Stage, crm: string, { arm }: HookOptions): Promise<Result> {
  refuseUnknownEntry(stage, "crm-credentials", crm);
  const found = await (arm ? armHooks(stage, crm) : hooksIn(stage, crm));
  if (!found) throw new Problem(noHooks(stage, crm));
  const isWell = found.every(({ status }) => status === "sends");
  const rows = found.map(({ source, event, status, state }) => [source, event, standing[status], state ?? ""]);
  const remedies = isWell ? [] : hookRemedies(stage, crm, found, arm === true);
  return {
    ok: isWell,
    data: {
      crm,
      ok: isWell,
      hooks: found.map(({ source, event, status, state }) => ({ source, event, status, state: state ?? null })),
    },
    text:
      found.length === 0
        ? "No source's leads are its records."
        : [table(["source", "event", "now", "there"], rows), ...remedies].join("\n\n"),
  };
}

async function owners(stage: Stage, crm: string): Promise<Result> {
  refuseUnknownEntry(stage, "crm-credentials", crm);
  const found = await ownersOrWhyNot(stage, crm);
  const { agents, others } = found;
  const setting = settingFor(crm, agents);
  const users = [...others].map(([email, id]) => ({ id, email }));
  const rows = agents.map(({ name, account, email, ownerId, by }) => [
    name,
    account,
    email ?? "",
    ownerId ?? "",
    howOwned[by],
  ]);
  const parts = [
    agents.length > 0 ? table(["agent", "account", "address", "user", "how"], rows) : "No agent's calls go there.",
    ...(setting === undefined
      ? []
      : [`An agent who is a user there under another address is named in bridge.config.ts:\n\n  ${setting}`]),
    ...(users.length === 0
      ? []
      : [
          table(
            ["user", "address, of no agent"],
            users.map(({ id, email }) => [id, email]),
          ),
        ]),
  ];
  return {
    data: {
      crm,
      agents: agents.map(({ ownerId, email, ...agent }) => ({
        ...agent,
        email: email ?? null,
        owner_id: ownerId ?? null,
      })),
      users_of_no_agent: users,
      setting: setting ?? null,
    },
    text: parts.join("\n\n"),
  };
}
