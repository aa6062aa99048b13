import type { AccountClient } from "../../lambda/callingly/for-account.ts";
import type { Agent, Call } from "../../lambda/callingly/schemas.ts";

/** An agent of a Callingly account, as a CRM may know them. */
export interface KnownAgent {
  /** Name of the account. */
  readonly account: string;
  readonly name: string;
  /** Undefined: Callingly has not shown it yet. */
  readonly email: string | undefined;
}

/** As many of an account's latest calls are looked through. */
const LATEST = 100;

type Asked = Pick<AccountClient, "listAgents" | "listCalls" | "getCall">;

/**
 * The agents of an account, with their e-mail addresses. Callingly's list of agents shows none, so that each agent's is
 * read from a call of theirs, where one of the latest is.
 * @throws CallinglyError when Callingly does not show them
 */
export async function agentsOf(callingly: Asked, account: string): Promise<KnownAgent[]> {
  const agents = await callingly.listAgents();
  const calls = agents.length > 0 ? await callingly.listCalls({ limit: LATEST }) : [];
  return Promise.all(
    agents.map(async (agent) => {
      const call = calls.find(({ user }) => isOf(user, agent));
      const email = call && (call.user?.email ?? (await callingly.getCall(call.id)).user?.email);
      return { account, name: nameOf(agent), email: email?.trim().toLowerCase() || undefined };
    }),
  );
}

const nameOf = ({ id, fname, lname }: Agent): string => [fname, lname].filter(Boolean).join(" ") || `agent ${id}`;

/** Not every list of calls says an agent's id. */
function isOf(user: Call["user"], agent: Agent): boolean {
  if (!user) return false;
  if (user.id !== undefined && user.id !== null) return String(user.id) === String(agent.id);
  const name = user.name ?? [user.fname, user.lname].filter(Boolean).join(" ");
  return name.trim().toLowerCase() === nameOf(agent).toLowerCase();
}
