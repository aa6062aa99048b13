import type { Lead } from "../../../../lambda/lead/lead.ts";
import { type Identifiers, printsOf, type Suppression } from "../../../../lambda/lead/privacy/suppression.ts";
import { findLead } from "../../../leads/find-leads.ts";
import { waitingLeads } from "../../../leads/waiting.ts";
import { wholeTable } from "../../../leads/whole-table.ts";
import type { Stage } from "../../../stage/stage.ts";
import type { Cli } from "../../command.ts";
import { readingAloud } from "../../reading.ts";

export const WHO = "the lead's id, or its phone number, e-mail address, ref or call id";

/** @throws Problem when no lead, or more than one, is meant */
export function meant(who: string, stage: Stage, { terminal }: Cli): Promise<Lead> {
  const { store, archive, config, now } = stage;
  const lists = [() => waitingLeads({ store, now }), () => wholeTable(archive.leads(), readingAloud(terminal))];
  return findLead(who, { store, config, lists, suppressed: (person) => suppressionOf(person, stage) }, now());
}

/** Searches all accounts: an operator may look into each. A stage without seeds has forgotten nobody. */
async function suppressionOf(
  person: Identifiers,
  { store, bridge, suppressionSeeds }: Stage,
): Promise<Suppression | undefined> {
  if (person.phones.length + person.emails.length === 0) return undefined;
  const prints = (await suppressionSeeds()).flatMap((seed) =>
    bridge.accounts.flatMap(({ name }) => printsOf(seed, name, person)),
  );
  const found = await Promise.all(prints.map(({ print }) => store.suppressions.find(print)));
  return found.find((one) => one !== undefined);
}
