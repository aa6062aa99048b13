import * as z from "zod/mini";
import type { CrmHttp } from "../../contract/reporter.ts";
import { dataFrom } from "./api.ts";
import { IdSchema } from "./shapes.ts";

const UserSchema = z.object({
  id: IdSchema,
  email: z.optional(z.nullable(z.string())),
  active_flag: z.optional(z.nullable(z.boolean())),
});

/** Those who may own an activity: https://developers.pipedrive.com/docs/api/v1/Users#getUsers */
export async function listUsers(crm: CrmHttp): Promise<Map<string, string>> {
  const users = await dataFrom(crm, "/v1/users", z.array(UserSchema));
  const active = users.filter(({ active_flag }) => active_flag !== false);
  return new Map(active.flatMap(({ id, email }) => (email ? [[email.toLowerCase(), id]] : [])));
}
