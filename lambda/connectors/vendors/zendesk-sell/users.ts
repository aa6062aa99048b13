import * as z from "zod/mini";
import type { CrmHttp } from "../../contract/reporter.ts";
import { API } from "./access.ts";
import { IdSchema, readPages } from "./api.ts";

const UserSchema = z.object({ id: IdSchema, email: z.optional(z.nullable(z.string())) });

/** https://developer.zendesk.com/api-reference/sales-crm/resources/users/ */
export async function listUsers(crm: CrmHttp): Promise<Map<string, string>> {
  const users = new Map<string, string>();
  for await (const { id, email } of readPages(crm, `${API}/users`, { status: "active" }, { schema: UserSchema })) {
    if (email) users.set(email.toLowerCase(), id);
  }
  return users;
}
