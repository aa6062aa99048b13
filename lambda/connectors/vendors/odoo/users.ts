import type { CrmHttp } from "../../contract/reporter.ts";
import { searchRead, textOf } from "./rpc.ts";

/** As many are read: an Odoo with more users names those who call in its settings. */
const MOST = 2_000;

/** Those who work there, by their e-mail address and by that with which they sign in; others are customers. */
export async function listUsers(crm: CrmHttp): Promise<Map<string, string>> {
  const search = { domain: [["share", "=", false]], fields: ["login", "email"], limit: MOST };
  const users = new Map<string, string>();
  for (const user of await searchRead(crm, "res.users", search)) {
    for (const address of [textOf(user, "login"), textOf(user, "email")]) {
      if (address.includes("@")) users.set(address.toLowerCase(), String(user.id));
    }
  }
  return users;
}
