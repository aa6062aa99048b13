import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";

/** As many are read: an account with more users names those who call in its settings. */
const MOST_PAGES = 10;

const OwnersSchema = z.object({
  results: z.array(z.object({ id: z.string(), email: z.optional(z.nullable(z.string())) })),
  paging: z.optional(z.object({ next: z.optional(z.object({ after: z.string() })) })),
});

/** https://developers.hubspot.com/docs/api-reference/latest/crm/owners/guide */
export async function listUsers(crm: CrmHttp): Promise<Map<string, string>> {
  const users = new Map<string, string>();
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const next = after === undefined ? "" : `&after=${encodeURIComponent(after)}`;
    const { body } = await crm.request("GET", `/crm/v3/owners?limit=500${next}`);
    const { data } = z.safeParse(OwnersSchema, body);
    if (!data) throw new TransientError("HubSpot answered a look-up of its users with something unexpected");
    for (const { id, email } of data.results) if (email) users.set(email.toLowerCase(), id);
    after = data.paging?.next?.after;
    if (after === undefined) break;
  }
  return users;
}
