import type { CrmHttp } from "../../contract/reporter.ts";
import { readPages, textOf } from "./rows.ts";

/** As many are read: an organisation with more users names those who call in its settings. */
const MOST_PAGES = 10;

const QUESTION = `systemusers?$select=systemuserid,internalemailaddress&$filter=${encodeURIComponent("isdisabled eq false")}`;

/**
 * Users who may sign in: a phone call of another would be refused.
 * https://learn.microsoft.com/en-us/power-apps/developer/data-platform/webapi/reference/systemuser
 */
export async function listUsers(crm: CrmHttp): Promise<Map<string, string>> {
  const users = new Map<string, string>();
  for (const row of await readPages(crm, QUESTION, MOST_PAGES)) {
    const email = textOf(row, "internalemailaddress").toLowerCase();
    if (email && !users.has(email)) users.set(email, textOf(row, "systemuserid"));
  }
  return users;
}
