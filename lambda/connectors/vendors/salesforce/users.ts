import type { CrmHttp } from "../../contract/reporter.ts";
import { askPages, textOf } from "./query.ts";

/** As many are read: an organisation with more users names those who call in its settings. */
const MOST_PAGES = 10;

/** Those who are active: a task of another would be refused. Of several with one address the first one made counts. */
const QUESTION = "SELECT Id, Email FROM User WHERE IsActive = true ORDER BY CreatedDate";

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_user.htm */
export async function listUsers(crm: CrmHttp, api: string): Promise<Map<string, string>> {
  const users = new Map<string, string>();
  for (const row of await askPages(crm, api, QUESTION, MOST_PAGES)) {
    const email = textOf(row, "Email").toLowerCase();
    if (email && !users.has(email)) users.set(email, textOf(row, "Id"));
  }
  return users;
}
