import type { CrmHttp } from "../../contract/reporter.ts";
import { findRows, textOf } from "./rows.ts";

/** As many are shown at once: https://docs.espocrm.com/development/api/crud/ */
const PAGE = 200;

/** Users who are people, and may still sign in. The API user has to be allowed to read them. */
export async function listUsers(crm: CrmHttp): Promise<Map<string, string>> {
  const users = new Map<string, string>();
  for (let offset = 0; ; offset += PAGE) {
    const rows = await findRows(crm, "User", {
      where: [
        { type: "isTrue", attribute: "isActive" },
        { type: "in", attribute: "type", value: ["regular", "admin"] },
      ],
      select: ["id", "emailAddress"],
      maxSize: PAGE,
      offset,
    });
    for (const row of rows) {
      const email = textOf(row, "emailAddress");
      if (email) users.set(email.toLowerCase(), row.id);
    }
    if (rows.length < PAGE) return users;
  }
}
