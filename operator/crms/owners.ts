import { CallinglyError } from "../../lambda/callingly/error.ts";
import { StatedError } from "../../lambda/runtime/errors.ts";
import { explainError } from "../../lambda/runtime/log.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { Stage } from "../stage/stage.ts";
import { agentsOf, type KnownAgent } from "./agents.ts";

/** Whose the calls of Callingly's agents are in a CRM. */

export interface AgentOwner extends KnownAgent {
  /** The CRM's id of the user whose their calls are; undefined: they are nobody's. */
  readonly ownerId: string | undefined;
  /** `unknown`: Callingly has not shown the agent's address yet. */
  readonly by: "address" | "setting" | "nobody" | "unknown";
}

export interface Owners {
  readonly agents: readonly AgentOwner[];
  /** The CRM's users whom no agent is, by e-mail address. */
  readonly others: ReadonlyMap<string, string>;
}

const PATIENCE_MS = 60_000;

/**
 * @returns undefined for a CRM that has no owners of calls
 * @throws Problem when the CRM does not let the bridge in, or does not show its users
 * @throws CallinglyError when Callingly does not show its agents
 */
export async function ownersIn(stage: Stage, name: string): Promise<Owners | undefined> {
  const crm = stage.bridge.crm(name);
  const owners = crm?.reporter.owners;
  if (!crm || !owners) return undefined;
  const opened = await stage.openCrm(crm, () => PATIENCE_MS);
  if (!opened)
    throw new Problem(`The CRM ${name} has no credentials: let the bridge in with \`bridge connect ${name}\`.`);
  const users = await owners.list(opened.http).catch((error: unknown) => {
    if (!(error instanceof StatedError)) throw error;
    throw new Problem(
      `The CRM ${name} does not show its users (${explainError(error)}); calls are then whose \`owners\` in its settings says. Give the bridge the right to read them there.`,
    );
  });
  const named = new Map(Object.entries(owners.named).map(([email, id]) => [email.trim().toLowerCase(), id]));
  const agents = (await agentsTold(stage, name)).map((agent): AgentOwner => {
    const { email } = agent;
    if (email === undefined) return { ...agent, ownerId: undefined, by: "unknown" };
    const [set, found] = [named.get(email), users.get(email)];
    return {
      ...agent,
      ownerId: set ?? found,
      by: set !== undefined ? "setting" : found !== undefined ? "address" : "nobody",
    };
  });
  const taken = new Set(agents.map(({ ownerId }) => ownerId));
  return { agents, others: new Map([...users].filter(([, id]) => !taken.has(id))) };
}

/** Those whose calls the CRM is told of. */
async function agentsTold({ bridge, config, callinglyFor }: Stage, crm: string): Promise<KnownAgent[]> {
  const sources = Object.values(config.sources).filter(({ report }) => report.includes(crm));
  const accounts = bridge.accounts.filter(({ name }) => sources.some(({ account }) => account === name));
  const lists = await Promise.all(
    accounts.map(async (account) => {
      const callingly = await callinglyFor(account);
      return callingly ? agentsOf(callingly, account.name) : [];
    }),
  );
  return lists.flat();
}

/** @throws Problem also when Callingly does not show its agents, or the CRM has no owners of calls */
export async function ownersOrWhyNot(stage: Stage, crm: string): Promise<Owners> {
  const found = await ownersIn(stage, crm).catch((error: unknown) => {
    if (!(error instanceof CallinglyError)) throw error;
    throw new Problem(`Callingly does not show its agents (${error.message}): see what \`bridge doctor\` says.`);
  });
  if (found) return found;
  throw new Problem(`Calls have no owner in ${crm}: its connector knows no users.`);
}

export const howOwned: Readonly<Record<AgentOwner["by"], string>> = {
  address: "by the e-mail address",
  setting: "by the setting `owners`",
  nobody: "nobody's: no user has the address",
  unknown: "not known: no call of theirs shows their address yet",
};

/** What to write into bridge.config.ts so that the calls of these agents are somebody's. */
export function settingFor(crm: string, agents: readonly AgentOwner[]): string | undefined {
  const emails = agents.flatMap(({ email, by }) => (by === "nobody" && email !== undefined ? [email] : []));
  if (emails.length === 0) return undefined;
  const entries = [...new Set(emails)].map((email) => `${JSON.stringify(email)}: "ID OF THE USER"`);
  return `crms.${crm}.settings: { owners: { ${entries.join(", ")} } }`;
}
