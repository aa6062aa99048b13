import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { findPerson } from "../../kit/out/find-person.ts";
import { inWhole } from "../../kit/out/in-whole.ts";
import { API } from "./access.ts";
import { type Contact, ContactSchema, candidate } from "./objects.ts";

/** The person of a lead among Close's contacts, wherever they are. */

const MOST = 100;

export type Lead = Pick<ReportJob["lead"], "person" | "country">;
/** A contact that belongs to a lead, as every contact does. */
export type Placed = Contact & { readonly leadId: string };

export const findContact = (crm: CrmHttp, lead: Lead): Promise<Found<Placed>> =>
  findPerson(lead, lead.country, {
    async byEmail(email) {
      const contacts = await search(crm, "contact_email", "email", email);
      // The words of an address are found in longer ones as well.
      return contacts.filter(({ emails }) => emails.some((each) => each?.trim().toLowerCase() === email.toLowerCase()));
    },
    byPhone: (phone) => search(crm, "contact_phone", "phone", phone),
  });

const AnswerSchema = z.object({ data: z.array(ContactSchema) });

/** https://developer.close.com/api/resources/advanced-filtering */
async function search(
  crm: CrmHttp,
  object: "contact_email" | "contact_phone",
  field: "email" | "phone",
  value: string,
): Promise<Placed[]> {
  const query = {
    type: "and",
    queries: [
      { type: "object_type", object_type: "contact" },
      {
        type: "has_related",
        this_object_type: "contact",
        related_object_type: object,
        related_query: {
          type: "field_condition",
          field: { type: "regular_field", object_type: object, field_name: field },
          condition: { type: "text", mode: "phrase", value },
        },
      },
    ],
  };
  const question = { query, _fields: { contact: ["id", "lead_id", "name", "phones", "emails"] }, _limit: MOST };
  const { body } = inWhole(await crm.request("POST", `${API}/data/search/`, jsonContent(question)));
  const answer = z.safeParse(AnswerSchema, body);
  if (!answer.success) throw new TransientError("Close answered a search with something unexpected");
  return answer.data.data.map(candidate).filter((contact): contact is Placed => contact.leadId !== undefined);
}
