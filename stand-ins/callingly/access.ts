import { forbidden, invalid, notFound, unauthenticated } from "./errors.ts";
import type { Account, Entities, Kind, Team } from "./model.ts";
import type { Request } from "./ports.ts";
import type { Context } from "./router.ts";
import type { Records } from "./state.ts";

/** Access rights: a token opens its own account, and an agency's token those of its clients. */

/** @throws ApiError 401 for a missing or unknown token, 403 for a closed account */
export function callerOf({ headers }: Request, tokens: ReadonlyMap<string, number>, records: Records): Account {
  const token = /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];
  const accountId = token === undefined ? undefined : tokens.get(token);
  const account = accountId === undefined ? undefined : records.get("account", accountId);
  if (!account) throw unauthenticated();
  if (!account.is_active) throw forbidden();
  return account;
}

/**
 * The account a request is about: `account_id` from the query or the body, else the caller's own.
 * @throws ApiError 404 for no such account, 403 for somebody else's or a deactivated one, 422 for no number
 */
export function accountOf(caller: Account, { query }: Request, input: unknown, records: Records): Account {
  const inBody = typeof input === "object" && input !== null && "account_id" in input ? input.account_id : undefined;
  const given = query.account_id ?? inBody;
  if (given === undefined || given === null || given === "") return caller;
  const id = Number(given);
  if (!Number.isInteger(id)) throw invalid({ account_id: ["The account id field must be an integer."] });
  const account = records.get("account", id);
  if (!account) throw notFound("Account", id);
  const isTheirs = id === caller.id || (caller.is_agency && account.agency_id === caller.id);
  if (!isTheirs || !account.is_active) throw forbidden();
  return account;
}

type OwnedKind = { [K in Kind]: Entities[K] extends { account_id: number } ? K : never }[Kind];

const modelNames: Record<OwnedKind, string> = {
  team: "Team",
  agent: "User",
  number: "Number",
  lead: "Lead",
  call: "Call",
  appointment: "ScheduledCall",
  ring: "Ring",
  webhook: "Webhook",
  sms: "Sms",
};

/** @throws ApiError 404, also for another account's entity: nobody learns that it exists */
export function findOwned<K extends OwnedKind>(context: Context, kind: K, id: number): Entities[K] {
  const entity = context.records.get(kind, id);
  if (entity === undefined || !owns(context, kind, entity)) throw notFound(modelNames[kind], id);
  return entity;
}

export function listOwned<K extends OwnedKind>(context: Context, kind: K): Entities[K][] {
  return context.records.all(kind).filter((entity) => owns(context, kind, entity));
}

function owns<K extends OwnedKind>({ account, switches }: Context, kind: K, entity: Entities[K]): boolean {
  const { id, account_id, shared_with } = entity as Pick<Team, "id" | "account_id" | "shared_with">;
  if (kind === "team" && switches.goneTeams.includes(id)) return false;
  return account_id === account.id || shared_with?.includes(account.id) === true;
}

/** @throws ApiError 403 */
export function requireAgency({ account }: Context): void {
  if (!account.is_agency) throw forbidden();
}
