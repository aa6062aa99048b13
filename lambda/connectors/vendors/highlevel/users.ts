import * as z from "zod/mini";
import type { CrmHttp } from "../../contract/reporter.ts";
import { inForm } from "./api.ts";

const UsersSchema = z.object({
  users: z.array(
    z.object({
      id: z.string(),
      email: z.optional(z.nullable(z.string())),
      deleted: z.optional(z.nullable(z.boolean())),
    }),
  ),
});

/**
 * Those of the location. Its successor, /users/search, is open to agencies alone, which have the id that it asks for.
 * https://marketplace.gohighlevel.com/docs/ghl/users/get-user-by-location
 */
export async function listUsers(crm: CrmHttp, locationId: string): Promise<Map<string, string>> {
  const { body } = await crm.request("GET", `/users/?${new URLSearchParams({ locationId })}`);
  const { users } = inForm(UsersSchema, body, "its users");
  const here = users.filter(({ deleted }) => deleted !== true);
  return new Map(here.flatMap(({ id, email }) => (email ? [[email.toLowerCase(), id]] : [])));
}
