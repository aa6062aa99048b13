import * as z from "zod";
import type { Complain } from "./complain.ts";
import { Name } from "./words.ts";

const TimeZone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}, "use an IANA time zone such as America/New_York");

export const AccountSchema = z.strictObject({
  /**
   * What everything stored is filed under: leads, calls, rights to ring, who asked to be forgotten, the address of the
   * webhook. It never changes. Default: the name that the account has here, so an account that is renamed gets its first
   * name as id.
   */
  id: Name.optional(),
  /** What people call it; default: the name that it has here. Checked configurations have it, under the id. */
  name: Name.optional(),
  /** Name of the entry in the secret of Callingly tokens. Default: the account's id. */
  token: Name.optional(),
  /** Only for agencies: the client's account id at Callingly. */
  accountId: z.int().positive().optional(),
  /** Zone of the times without zone that Callingly's API answers. */
  timeZone: TimeZone.default("UTC"),
  /** Calls that leave per second at most, for all accounts with the same token. Default: 1. */
  callsPerSecond: z.number().positive().max(100).optional(),
  /**
   * When Callingly did not answer a dial and then shows no call for half an hour: an operator decides (`review`), or the
   * lead is called once more (`redial`), which rings twice should the first call have been hidden all the time.
   */
  whenUnproven: z.enum(["review", "redial"]).default("review"),
  /** True: leads of this account are accepted and held. */
  paused: z.boolean().default(false),
});

export type Accounts = Readonly<Record<string, z.output<typeof AccountSchema>>>;

/** Under what an account is filed, by the name that it has in the configuration. */
export const idOf = (accounts: Accounts, name: string): string => accounts[name]?.id ?? name;

/** What everything stored is filed under must be one account's, and the ids of none that is gone. */
export function checkIds(accounts: Accounts, retired: readonly string[], complain: Complain): void {
  for (const name of Object.keys(accounts)) {
    const twin = Object.keys(accounts).find(
      (other) => other !== name && idOf(accounts, other) === idOf(accounts, name),
    );
    if (twin !== undefined) complain(["accounts", name, "id"], `"${twin}" has this id; give each account its own`);
    if (idOf(accounts, name) !== name && idOf(accounts, name) in accounts) {
      complain(["accounts", name, "id"], `another account has this as its name; use a name that is nobody's id`);
    }
  }
  retired.forEach((id, index) => {
    if (Object.keys(accounts).some((name) => idOf(accounts, name) === id)) {
      complain(["retiredAccounts", index], `an account has the id "${id}"; remove one of the two`);
    }
  });
}

/** Accounts with one token have one pace, and Callingly tells them apart by the client. */
export function checkTokens(accounts: Accounts, complain: Complain): void {
  const paceOf = new Map<string, number | undefined>();
  const clientsOf = new Map<string, (number | undefined)[]>();
  for (const [name, { token = idOf(accounts, name), callsPerSecond, accountId }] of Object.entries(accounts)) {
    const others = clientsOf.get(token) ?? [];
    if (others.length > 0 && (accountId === undefined || others.includes(accountId) || others.includes(undefined))) {
      complain(
        ["accounts", name, "accountId"],
        `accounts with the token "${token}" would get each other's calls; give each another accountId, or a token of its own`,
      );
    }
    clientsOf.set(token, [...others, accountId]);
    if (paceOf.has(token) && paceOf.get(token) !== callsPerSecond) {
      complain(
        ["accounts", name, "callsPerSecond"],
        `accounts with the token "${token}" share one pace; give all the same`,
      );
    }
    paceOf.set(token, callsPerSecond);
  }
}
