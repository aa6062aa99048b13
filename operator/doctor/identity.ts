import { groupNotes } from "../../lambda/config/merge-group.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { sideBySide } from "../../lambda/runtime/side-by-side.ts";
import { goneAccounts, goneWords } from "../../lib/gone-accounts.ts";
import { leadsAmong, notUnderstood, type Rows } from "../leads/index-rows.ts";
import type { Stage } from "../stage/stage.ts";
import { bringIn } from "../words/bring-in.ts";
import { type Finding, fault, ok, skipped, warning } from "./finding.ts";

/** Whether accounts and merge groups are clear: no two that are one, and none that is gone. */
export async function checkIdentity(stage: Stage, backlog: Promise<Rows>): Promise<readonly Finding[]> {
  const { config } = stage;
  const sample = await sampleOf(await backlog, stage);
  return [
    ...groupNotes(config).map((note) =>
      warning(
        "merge groups",
        undefined,
        note,
        `Give these sources a \`group\` in the configuration, and ${bringIn(stage)}.`,
      ),
    ),
    ...gone(stage),
    ...ofNobody(stage, sample, "account", (lead) => lead.account, config.accounts),
    ...ofNobody(stage, sample, "source", (lead) => lead.source, config.sources),
    ...(await twins(stage)),
  ];
}

function gone({ config, deployed }: Stage): Finding[] {
  if (deployed?.accounts === undefined) return [];
  const all = goneAccounts(config, deployed.accounts);
  if (all.length === 0) return [ok("accounts", undefined, "All that are deployed are in the configuration.")];
  return all.map((id) => fault("accounts", id, goneWords(id), "Correct the configuration before you deploy."));
}

interface Sample {
  readonly leads: readonly Lead[];
  /** There are more than these. */
  readonly isPart: boolean;
}

/** No more are read to see of which source they are. */
const READ = 200;

/** Of the leads that wait: first those that a dialler has held for it, then others from among all. */
async function sampleOf({ rows }: Rows, { store }: Stage): Promise<Sample> {
  const leads = leadsAmong(rows);
  const held = leads.filter(({ reason }) => reason === "unknown-source").slice(0, READ / 2);
  const others = leads.filter(({ reason }) => reason !== "unknown-source");
  const apart = Math.max(1, Math.ceil(others.length / (READ - held.length)));
  const read = [...held, ...others.filter((_, at) => at % apart === 0)];
  const found = await sideBySide(read, ({ id }) => store.leads.find(id).catch(notUnderstood));
  return { leads: found.filter((lead) => lead !== undefined), isPart: read.length < leads.length };
}

/** Waiting leads go on waiting, and their results reach no CRM. */
function ofNobody(
  stage: Stage,
  { leads, isPart }: Sample,
  what: string,
  of: (lead: Lead) => string,
  known: object,
): Finding[] {
  const names = [...new Set(leads.map(of))].filter((name) => !Object.hasOwn(known, name));
  return names.map((name) => {
    const count = leads.filter((lead) => of(lead) === name).length;
    return warning(
      `${what} that is gone`,
      name,
      `${isPart ? "At least " : ""}${count} lead${count === 1 ? " waits" : "s wait"} of it, and the configuration no longer has it: nobody is rung, and no CRM gets a result.`,
      `Add it again and ${bringIn(stage)}; or see them and end them: bridge leads list --${what} ${name}`,
    );
  });
}

/** Two accounts of ours that are one at Callingly get the same webhooks, and each takes the calls for its own. */
async function twins({ bridge, callinglyFor }: Stage): Promise<Finding[]> {
  const [, another] = bridge.accounts;
  if (!another) return [];
  const listed = await Promise.all(
    bridge.accounts.map(async (account) => {
      const callingly = await callinglyFor(account).catch(() => undefined);
      const teams = await callingly?.listTeams().catch(() => undefined);
      return { name: account.name, teams: teams?.map(({ id }) => id) };
    }),
  );
  return listed.flatMap(({ name, teams }, index): Finding[] => {
    if (teams === undefined)
      return [skipped("accounts", name, "Not compared with the others: Callingly does not list its teams.")];
    const twin = listed.slice(0, index).find((other) => other.teams?.some((team) => teams.includes(team)));
    if (!twin) return [];
    return [
      fault(
        "accounts",
        name,
        `It lists the same teams as ${twin.name}: both are one account at Callingly, and each gets reports of the other's calls.`,
        `Give each its own token, or another accountId: bridge callingly clients list shows an agency's clients.`,
      ),
    ];
  });
}
