import * as z from "zod/mini";
import type { CrmHttp } from "../../contract/reporter.ts";
import { API } from "./access.ts";
import { IdSchema } from "./objects.ts";
import { readPages } from "./pages.ts";

const UserSchema = z.object({ id: IdSchema, email: z.optional(z.nullable(z.string())) });

/** https://docs.followupboss.com/reference/users-get */
export async function listUsers(crm: CrmHttp): Promise<Map<string, string>> {
  const users = new Map<string, string>();
  for await (const { id, email } of readPages(crm, `${API}/users`, {}, { collection: "users", schema: UserSchema })) {
    if (email) users.set(email.toLowerCase(), id);
  }
  return users;
}
