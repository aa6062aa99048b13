import { agencyAccountId, demoAccountId, demoToken, type Populate, putAccount, putTeam } from "./seed.ts";
import type { Draft } from "./state.ts";

/**
 * A world that has the accounts and teams of a configuration, so that one's own rings on this machine as it is. What an
 * earlier run made stays as it became.
 */

/** One account at Callingly, as configurations name it. */
export interface WantedAccount {
  /** Name of its token: a token opens one account, and those of its clients where that is an agency. */
  readonly token: string;
  /** A client of the token's account. Undefined: that account itself. */
  readonly clientId: number | undefined;
  readonly timeZone: string;
  readonly teams: readonly number[];
}

/** A token of its own for each name, the demo's for the first. */
export const tokensFor = (wanted: readonly WantedAccount[], first = demoToken): ReadonlyMap<string, string> =>
  new Map([...new Set(wanted.map(({ token }) => token))].map((name, at) => [name, at === 0 ? first : `demo-${name}`]));

export const configuredWorld =
  (wanted: readonly WantedAccount[]): Populate =>
  (records) => {
    const opened = [...tokensFor(wanted)].map(([name, token]) => {
      const accounts = wanted.filter((one) => one.token === name);
      return [token, openAccount(records, name, accounts)] as const;
    });
    return Object.fromEntries(opened);
  };

/** @returns the id of the account that the token opens */
function openAccount(records: Draft, name: string, accounts: readonly WantedAccount[]): number {
  const own = accounts.filter(({ clientId }) => clientId === undefined);
  const clients = accounts.filter(({ clientId }) => clientId !== undefined);
  const { id, timezone } =
    records.all("account").find((account) => account.name === name && account.agency_id === null) ??
    putAccount(records, { id: freeId(records, clients), name, timezone: (own[0] ?? accounts[0])?.timeZone ?? "UTC" });
  if (clients.length > 0) records.put("account", { ...accountWith(records, id), is_agency: true });
  for (const { teams } of own) putTeams(records, id, teams);
  for (const { clientId = 0, timeZone = timezone, teams } of clients) {
    if (!records.get("account", clientId)) {
      putAccount(records, { id: clientId, name: `Client ${clientId}`, timezone: timeZone });
    }
    records.put("account", { ...accountWith(records, clientId), agency_id: id });
    putTeams(records, clientId, teams);
  }
  return id;
}

/** The demo's own ids first; never one that a client is going to have. */
function freeId(records: Draft, clients: readonly WantedAccount[]): number {
  let id = clients.length > 0 ? agencyAccountId : demoAccountId;
  while (records.get("account", id) || clients.some(({ clientId }) => clientId === id)) id += 1;
  return id;
}

function accountWith(records: Draft, id: number) {
  const account = records.get("account", id);
  if (!account) throw new Error(`No account ${id}`);
  return account;
}

/** A team that another account has already is shared with it: a configuration may name one number for several. */
function putTeams(records: Draft, accountId: number, teams: readonly number[]): void {
  for (const id of teams) {
    const team = records.get("team", id);
    if (!team) putTeam(records, accountId, id, [records.nextId("agent"), records.nextId("agent")], `Team ${id}`);
    else if (team.account_id !== accountId && !team.shared_with?.includes(accountId)) {
      records.put("team", { ...team, shared_with: [...(team.shared_with ?? []), accountId] });
    }
  }
}
