import { CallinglyError } from "../../lambda/callingly/error.ts";
import { callinglyForAccount } from "../../lambda/callingly/for-account.ts";
import type { Account } from "../../lambda/config/accounts.ts";
import { namedOrigins } from "../../lambda/runtime/env.ts";
import { nodeSend } from "../../lambda/runtime/http-client.ts";
import { sleep } from "../../lambda/runtime/sleep.ts";
import { askCrm } from "../crms/ask-crm.ts";
import type { Stage } from "../stage/stage.ts";
import type { Json } from "./entries.ts";
import { untaken, untried } from "./overridable.ts";

/** Tries a new secret at the vendor before it is written; an Overridable says why it is not written. */

/** A Callingly token, with a question that harms nobody. */
export async function triedToken(stage: Stage, token: string, text: string): Promise<string> {
  const { callinglyBaseUrl: baseUrl, now } = stage;
  const secret = Object.assign(async () => ({ [token]: text }), { fresh: async () => ({ [token]: text }) });
  const send = nodeSend({ mayBePrivate: namedOrigins(baseUrl) });
  const open = callinglyForAccount(secret, { ...(baseUrl !== undefined && { baseUrl }), send, sleep, now });
  const accounts = stage.bridge.accounts.filter((account) => account.token === token);
  const seen = await Promise.all(
    accounts.map(async (account) => {
      const client = await open(account);
      const teams = await client?.listTeams().catch((error: unknown) => {
        throw refusal(error, account);
      });
      return `Callingly takes it: ${account.name} has ${teams?.length ?? 0} team${teams?.length === 1 ? "" : "s"}.`;
    }),
  );
  return seen.join("\n");
}

/** As long as a renewal of access may need. */
const PATIENCE_MS = 60_000;

/** Complete credentials of a CRM, by reading what may be read. */
export async function triedCrm(stage: Stage, name: string, entry: Json): Promise<string | undefined> {
  const crm = stage.bridge.crm(name);
  if (!crm) return undefined;
  const credentials = Object.fromEntries(Object.entries(entry).map(([field, value]) => [field, String(value)]));
  const answer = await askCrm(crm, () => stage.openCrmWith({ [name]: credentials })(crm, () => PATIENCE_MS));
  switch (answer.kind) {
    case "in":
      return `The CRM ${name} takes it.`;
    case "refused":
      throw untaken(`${answer.why}; the CRM ${name} does not let the bridge in with this`);
    case "silent":
    case "unwilling":
      throw untried(answer.why);
    default:
      return "It was not tried: there is nothing at the CRM that could be read. The first result shows it.";
  }
}

function refusal(error: unknown, { name, accountId }: Account): unknown {
  if (!(error instanceof CallinglyError)) return error;
  const why =
    error.status === 401
      ? "Callingly refuses this token"
      : accountId !== undefined && (error.status === 403 || error.status === 404)
        ? `this token may not act for ${accountId}, the account ${name}`
        : `it could not be tried (${error.message})`;
  return untaken(why);
}
