import * as z from "zod/mini";
import type { CrmHttp } from "../../contract/reporter.ts";
import { API } from "./access.ts";
import { IdSchema } from "./objects.ts";
import { searchPages } from "./pages.ts";

const UserSchema = z.object({ id: IdSchema, email: z.optional(z.nullable(z.string())) });

/** https://developer.copper.com/account-and-users/list-users.html */
export async function listUsers(crm: CrmHttp): Promise<Map<string, string>> {
  const users = new Map<string, string>();
  for await (const { id, email } of searchPages(crm, `${API}/users/search`, {}, { schema: UserSchema })) {
    if (email) users.set(email.toLowerCase(), id);
  }
  return users;
}
