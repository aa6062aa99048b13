import type { Crm } from "../../config/bridge.ts";
import type { CrmHttp } from "../../connectors/contract/reporter.ts";
import { isRefused } from "../../connectors/kit/open-access.ts";
import type { CallResult } from "../../lead/call/call.ts";
import { later, timing } from "../../lead/timing.ts";
import { RejectedError } from "../../runtime/errors.ts";
import type { Log } from "../../runtime/log.ts";

/** Whose an activity is: the CRM's user with the agent's e-mail address. */

/** By CRM: its users, as this process has read them. */
export type KnownUsers = Map<string, { readonly users: ReadonlyMap<string, string>; readonly until: Date }>;

export interface OwnerDeps {
  readonly users: KnownUsers;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * @returns the CRM's id of the user; undefined when it has none with the address, or does not show its users: a result
 * without an owner is better than none
 * @throws when the CRM can be asked later, or refuses us altogether
 */
export async function findOwner(
  { name, reporter: { owners } }: Crm,
  http: CrmHttp,
  { agent }: CallResult,
  deps: OwnerDeps,
): Promise<string | undefined> {
  const email = agent?.email?.trim().toLowerCase();
  if (!owners || !email) return undefined;
  const named = Object.entries(owners.named).find(([address]) => address.trim().toLowerCase() === email);
  return named?.[1] ?? (await usersOf(name, () => owners.list(http), deps)).get(email);
}

async function usersOf(
  crm: string,
  list: () => Promise<ReadonlyMap<string, string>>,
  { users, now, log }: OwnerDeps,
): Promise<ReadonlyMap<string, string>> {
  const known = users.get(crm);
  if (known && known.until > now()) return known.users;
  const read = await list().catch((error: unknown) => {
    if (!(error instanceof RejectedError) || isRefused(error)) throw error;
    log("warn", "users of the CRM not read", { crm, error });
    return new Map<string, string>();
  });
  users.set(crm, { users: read, until: later(now(), timing.crmUsers) });
  return read;
}
