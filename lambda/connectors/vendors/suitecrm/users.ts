import type { CrmHttp } from "../../contract/reporter.ts";
import { listRecords, textOf } from "./api.ts";

const PAGE = 100;
/** As many pages are read: an instance with more users names those who call in its settings. */
const MOST_PAGES = 10;

/** Active users by their e-mail addresses. */
export async function listUsers(crm: CrmHttp): Promise<Map<string, string>> {
  const users = new Map<string, string>();
  for (let number = 1; number <= MOST_PAGES; number += 1) {
    const filters = { "filter[status][eq]": "Active" };
    const { rows, isLast } = await listRecords(crm, "Users", ["user_name", "email1"], filters, { size: PAGE, number });
    for (const row of rows) {
      const email = textOf(row, "email1");
      if (email) users.set(email.toLowerCase(), row.id);
    }
    if (isLast) break;
  }
  return users;
}
