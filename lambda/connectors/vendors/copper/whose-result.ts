import * as z from "zod/mini";
import type { CrmRecord, Person } from "../../../lead/lead.ts";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { foundAs } from "../../kit/out/find-or-make.ts";
import { recordFinder } from "../../kit/out/record-finder.ts";
import { collectionOf, IdSchema } from "./objects.ts";
import { OWN_LEAD } from "./own-leads.ts";
import { findHere, type PlaceSettings } from "./record-search.ts";

/** Copper's lead or person for a lead that came from elsewhere. */

export interface MakeSettings extends PlaceSettings {
  readonly createLead: boolean;
}

export const recordFor = recordFinder({
  none: "Nobody in Copper",
  made: "no lead",
  isAllowed: ({ createLead }: MakeSettings) => createLead,
  find: async (crm, lead, settings) =>
    foundAs(await findHere(crm, lead, settings), ({ type, record }): CrmRecord => ({ type, id: record.id })),
  make: makeLead,
});

const MadeSchema = z.object({ id: IdSchema });

/** Copper wants a name, and no more: https://developer.copper.com/leads/create-a-new-lead.html */
async function makeLead(crm: CrmHttp, { firstName, lastName, phone, email, company }: Person): Promise<CrmRecord> {
  const lead = {
    name: [firstName, lastName].filter(Boolean).join(" ") || (email ?? phone ?? "Unknown"),
    company_name: company,
    email: email === undefined ? undefined : { email, category: "work" },
    phone_numbers: phone === undefined ? undefined : [{ number: phone, category: "work" }],
    tags: [OWN_LEAD],
  };
  const { body } = await crm.request("POST", collectionOf("lead"), jsonContent(lead));
  const made = z.safeParse(MadeSchema, body).data;
  if (!made) throw new TransientError("Copper has the lead but does not show it yet");
  return { type: "lead", id: made.id };
}
