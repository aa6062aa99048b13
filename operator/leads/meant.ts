import type { Lead } from "../../lambda/lead/lead.ts";
import { type Identifiers, printsOf, type Suppression } from "../../lambda/lead/privacy/suppression.ts";
import type { Stage } from "../stage/stage.ts";
import { findLead } from "./find-leads.ts";
import { rowsThatWait } from "./index-rows.ts";
import { LOOKED_INTO, type Watcher, waitingLeads } from "./waiting.ts";
import { type Listener, wholeTable } from "./whole-table.ts";

/** @throws Problem when no lead, or more than one, is meant */
export function meant(who: string, stage: Stage, watcher: Listener & Watcher): Promise<Lead> {
  const { store, archive, config, now } = stage;
  let all: Promise<readonly Lead[]> | undefined;
  const table = () => (all ??= wholeTable(archive.leads(), watcher));
  // To read the whole table takes less than to read that many one by one.
  const waiting = async () => {
    const { count } = await rowsThatWait(stage, { workers: ["dial-lead", "reconcile"], keep: 0 });
    return count > LOOKED_INTO
      ? (await table()).filter(({ dueAt, expiresAt }) => dueAt !== undefined && expiresAt === undefined)
      : (await waitingLeads(stage, { watcher })).items;
  };
  const lists = [waiting, table];
  return findLead(who, { store, config, lists, suppressed: (person) => suppressionOf(person, stage) }, now());
}

/** Searches all accounts: an operator may look into each. A stage without seeds has forgotten nobody. */
async function suppressionOf(
  person: Identifiers,
  { store, suppressionSeeds }: Stage,
): Promise<Suppression | undefined> {
  if (person.phones.length + person.emails.length === 0) return undefined;
  const prints = (await suppressionSeeds()).flatMap((seed) => printsOf(seed, person));
  const found = await Promise.all(prints.map(({ print }) => store.suppressions.about(print)));
  return found.flat().find(({ lifted }) => lifted === undefined);
}
