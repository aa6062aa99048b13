import * as z from "zod/mini";
import type { CrmHttp } from "../../contract/reporter.ts";
import { API } from "./access.ts";
import { IdSchema } from "./objects.ts";
import { readPages } from "./pages.ts";

const UserSchema = z.object({
  id: IdSchema,
  status: z.optional(z.nullable(z.string())),
  email_addresses: z.optional(z.nullable(z.array(z.object({ email: z.optional(z.nullable(z.string())) })))),
});

/** Those who have left are shown as well, and write no notes. */
const IS_GONE = ["INACTIVE", "NOT_A_USER"];

/** By each of their addresses. */
export async function listUsers(crm: CrmHttp): Promise<Map<string, string>> {
  const users = new Map<string, string>();
  const list = readPages(crm, `${API}/users`, {}, { collection: "users", schema: UserSchema });
  for await (const { id, status, email_addresses } of list) {
    if (IS_GONE.includes(status ?? "")) continue;
    for (const { email } of email_addresses ?? []) if (email) users.set(email.toLowerCase(), id);
  }
  return users;
}
