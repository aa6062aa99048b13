import { Command } from "commander";
import { CallinglyError } from "../../../lambda/callingly/error.ts";
import { findConnector } from "../../../lambda/connectors/find-connector.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { armHooks, armIt, hooksIn, makeIt, type NeededHook } from "../../crms/hooks.ts";
import { type AgentOwner, ownersIn, settingFor } from "../../crms/owners.ts";
import { refuseUnknownEntry } from "../../secrets/set-secret.ts";
import type { Stage } from "../../stage/stage.ts";
import { type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";
import { table } from "../terminal/table.ts";

/** What stands in the CRMs, as far as the bridge goes by it. */
export const crmsCommand = (cli: Cli): Command =>
  new Command("crms")
    .description("Shows what the bridge goes by in a CRM, and mends what it can.")
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
    );

interface HookOptions extends StageOptions {
  readonly arm?: true;
}

const standing: Readonly<Record<NeededHook["status"], string>> = {
  sends: "sends",
  stopped: "stopped: it sends nothing",
  "other key": "sends with a key that the source does not take",
  missing: "missing",
};

async function hooks(stage: Stage, crm: string, { arm }: HookOptions): Promise<Result> {
  refuseUnknownEntry(stage, "crm-credentials", crm);
  const found = await (arm ? armHooks(stage, crm) : hooksIn(stage, crm));
  if (!found) throw new Problem(`${crm} shows no subscriptions to the bridge. ${whereTheyAre(stage, crm)}`);
  const isWell = found.every(({ status }) => status === "sends");
  const rows = found.map(({ source, event, status, state }) => [source, event, standing[status], state ?? ""]);
  const remedies = isWell ? [] : remediesFor(stage, crm, found, arm === true);
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

/** @param isArmed what can be mended from here was tried just now */
function remediesFor({ bridge }: Stage, crm: string, found: readonly NeededHook[], isArmed: boolean): string[] {
  const ill = found.filter(({ status }) => status !== "sends");
  const failed = `What does not send now, ${crm} could not be had to: it asks at the source's address, which has to be reached from the internet.`;
  return [
    ...(ill.some(({ canArm }) => canArm) ? [isArmed ? failed : armIt(crm)] : []),
    ...(ill.some(({ canArm }) => !canArm) ? [makeIt(crm, bridge.crm(crm)?.connector ?? crm)] : []),
  ];
}

/** Of a CRM whose API does not show them, or that has none. */
function whereTheyAre({ bridge }: Stage, crm: string): string {
  const { connector = "" } = bridge.crm(crm) ?? {};
  return findConnector(connector)?.intake
    ? `Its page, docs/sources/${connector}.md, says how they are made and where they are seen.`
    : "It sends no leads by itself: they come in by forms, or through an automation such as Zapier.";
}

const how: Readonly<Record<AgentOwner["by"], string>> = {
  address: "by the e-mail address",
  setting: "by the setting `owners`",
  nobody: "nobody's: no user has the address",
  unknown: "not known: no call of theirs shows their address yet",
};

async function owners(stage: Stage, crm: string): Promise<Result> {
  refuseUnknownEntry(stage, "crm-credentials", crm);
  const found = await ownersIn(stage, crm).catch((error: unknown) => {
    if (!(error instanceof CallinglyError)) throw error;
    throw new Problem(`Callingly does not show its agents (${error.message}): see what \`bridge doctor\` says.`);
  });
  if (!found) throw new Problem(`Calls have no owner in ${crm}: its connector knows no users.`);
  const { agents, others } = found;
  const setting = settingFor(crm, agents);
  const users = [...others].map(([email, id]) => ({ id, email }));
  const rows = agents.map(({ name, account, email, ownerId, by }) => [
    name,
    account,
    email ?? "",
    ownerId ?? "",
    how[by],
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
