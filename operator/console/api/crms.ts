import * as z from "zod";
import { aboutOf } from "../../../lambda/connectors/about.ts";
import { resultParts } from "../../../lambda/connectors/contract/about.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { outcomeSettings, settingsOf } from "../../crms/by-outcome.ts";
import { hookRemedies, noHooks, standing } from "../../crms/hook-words.ts";
import { armHooks, hooksIn, knownHooks, type NeededHook } from "../../crms/hooks.ts";
import { listCrms } from "../../crms/list-crms.ts";
import { howOwned, ownersOrWhyNot, settingFor } from "../../crms/owners.ts";
import { checkCrm } from "../../doctor/crms.ts";
import { guarded } from "../../doctor/finding.ts";
import { checkCrmNames } from "../../doctor/names.ts";
import { exampleNow, examples } from "../../results/preview/examples.ts";
import { findCrm } from "../../results/preview/find-crm.ts";
import { previewResults } from "../../results/preview/preview-results.ts";
import { refuseUnknownEntry } from "../../secrets/set-secret.ts";
import { findingJson } from "../../shapes/finding.ts";
import type { Stage } from "../../stage/stage.ts";
import { changes, reads } from "../route.ts";

/** What passes between a CRM and the bridge. What only the CRM can say is asked when the operator wants to know. */

const CrmSchema = z.object({ crm: z.string().min(1).max(100) });

/** All of the configuration. */
export const crms = reads(z.object({}), async (_, { stage }) => ({ crms: await listCrms(stage) }));

/** One of them: from its description and the configuration, without asking it. */
export const crm = reads(CrmSchema, async ({ crm }, { stage }) => {
  const listed = (await listCrms(stage)).find((each) => each.crm === crm);
  if (!listed) throw unknown(stage, crm);
  const about = aboutOf(listed.connector);
  const settings = settingsOf(stage, crm);
  return {
    ...listed,
    documentation: about?.documentation ?? null,
    page: `docs/crms/${listed.connector}.md`,
    writes: resultParts.map((part) => ({ part, where: about?.writes[part] ?? null })),
    cannot: about?.cannot ?? [],
    limits: about?.limits ?? null,
    verified: about?.verified ?? null,
    ways: (about?.credentials ?? []).map(({ title, fields, consent }) => ({
      title,
      fields: fields.map(({ name, label, how }) => ({ name, label, how })),
      by_browser: consent !== undefined,
    })),
    settings: stage.config.crms[crm]?.settings ?? {},
    by_outcome: outcomeSettings(settings),
    shows_hooks: knownHooks(listed.connector) !== undefined,
    has_owners: stage.bridge.crm(crm)?.reporter.owners !== undefined,
  };
});

/** Whether it lets the bridge in, and has what its settings name: what doctor looks at, of this one. */
export const access = reads(CrmSchema, async ({ crm }, { stage }) => {
  refuseUnknownEntry(stage, "crm-credentials", crm);
  const [let_in, names] = await Promise.all([
    guarded("CRM", async () => [await checkCrm(stage, crm)]),
    guarded("CRM fields", () => checkCrmNames(stage, crm)),
  ]);
  return { findings: [...let_in, ...names].map(findingJson) };
});

/** By which subscriptions it tells sources of its records: `bridge crms hooks`. */
export const hooks = reads(CrmSchema, async ({ crm }, { stage }) => {
  refuseUnknownEntry(stage, "crm-credentials", crm);
  return hooksTold(stage, crm, await hooksIn(stage, crm), false);
});

/** Has it send by those that it has stopped, and makes those that are missing: `bridge crms hooks --arm`. */
export const arm = changes(CrmSchema, async ({ crm }, { stage }) => {
  refuseUnknownEntry(stage, "crm-credentials", crm);
  return hooksTold(stage, crm, await armHooks(stage, crm), true);
});

function hooksTold(stage: Stage, crm: string, found: readonly NeededHook[] | undefined, isArmed: boolean) {
  if (!found) throw new Problem(noHooks(stage, crm));
  return {
    hooks: found.map(({ source, event, status, state, canArm }) => ({
      source,
      event,
      status,
      words: standing[status],
      state: state ?? null,
      can_arm: canArm,
    })),
    remedies: found.some(({ status }) => status !== "sends") ? hookRemedies(stage, crm, found, isArmed) : [],
  };
}

/** Whose the calls of agents are there: `bridge crms owners`. Agents are people: they are named when it is asked for. */
export const owners = reads(CrmSchema, async ({ crm }, { stage, personal }) => {
  refuseUnknownEntry(stage, "crm-credentials", crm);
  const { agents, others } = await ownersOrWhyNot(stage, crm);
  const setting = settingFor(crm, agents) ?? null;
  return {
    agents: agents.map(({ name, account, email, ownerId, by }) => ({
      name: personal ? name : "…",
      account,
      email: personal ? (email ?? null) : email && "…",
      user: ownerId ?? null,
      how: howOwned[by],
      is_nobodys: by === "nobody",
    })),
    users_of_no_agent: personal ? [...others].map(([email, id]) => ({ id, email })) : [],
    others: others.size,
    setting: personal ? setting : null,
  };
});

/** What would be written there for each kind of result: `bridge results preview`. Nothing is sent. */
export const written = reads(CrmSchema, async ({ crm: name }, { stage, console }) => {
  const crm = findCrm(name, stage.config);
  const play = async () => {
    const played = await console.playCrm(crm.connector, exampleNow, crm.own);
    if (!played) throw new Problem(`Nobody plays ${crm.connector} here, so that nothing can be shown of it.`);
    return played;
  };
  const results = await previewResults(crm, examples, play, exampleNow);
  return { results: results.map(({ refused, ...result }) => ({ ...result, refused: refused ?? null })) };
});

const unknown = ({ config }: Stage, name: string): Problem =>
  new Problem(`The configuration has no CRM "${name}". It has: ${Object.keys(config.crms).join(", ") || "none"}.`);
