import * as z from "zod/mini";
import type { CrmHttp } from "../../contract/reporter.ts";
import { API } from "./access.ts";
import { readPages } from "./pages.ts";

const UserSchema = z.object({ id: z.string(), email: z.optional(z.nullable(z.string())) });

/** https://developer.close.com/api/resources/users/list */
export async function listUsers(crm: CrmHttp): Promise<Map<string, string>> {
  const users = new Map<string, string>();
  for await (const { id, email } of readPages(crm, `${API}/user/`, {}, UserSchema)) {
    if (email) users.set(email.toLowerCase(), id);
  }
  return users;
}
