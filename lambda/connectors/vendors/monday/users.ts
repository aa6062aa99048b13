import * as z from "zod/mini";
import type { CrmHttp } from "../../contract/reporter.ts";
import { ask } from "./graphql.ts";

const PAGE = 200;
/** As many are read: an account with more users names those who call in its settings. */
const MOST_PAGES = 10;

/** Those who are there now: https://developer.monday.com/api-reference/reference/users */
const USERS = `query ($page: Int) { users(limit: ${PAGE}, page: $page) { id email } }`;
const UsersSchema = z.object({ users: z.array(z.object({ id: z.string(), email: z.string() })) });

export async function listUsers(crm: CrmHttp): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const { users } = await ask(crm, { query: USERS, variables: { page } }, UsersSchema);
    for (const { id, email } of users) found.set(email.toLowerCase(), id);
    if (users.length < PAGE) break;
  }
  return found;
}
