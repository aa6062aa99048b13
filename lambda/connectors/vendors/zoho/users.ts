import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { API } from "./api.ts";

/** As many are read: an account with more users names those who call in its settings. */
const MOST_PAGES = 10;

const UsersSchema = z.object({
  users: z.array(z.object({ id: z.string(), email: z.optional(z.nullable(z.string())) })),
  info: z.optional(z.object({ more_records: z.optional(z.boolean()) })),
});

/** https://www.zoho.com/crm/developer/docs/api/v8/get-users.html */
export async function listUsers(crm: CrmHttp): Promise<Map<string, string>> {
  const users = new Map<string, string>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const { status, body } = await crm.request("GET", `${API}/users?type=ActiveUsers&page=${page}&per_page=200`);
    if (status === 204) break;
    const { data } = z.safeParse(UsersSchema, body);
    if (!data) throw new TransientError("Zoho answered a look-up of its users with something unexpected");
    for (const { id, email } of data.users) if (email) users.set(email.toLowerCase(), id);
    if (data.info?.more_records !== true) break;
  }
  return users;
}
