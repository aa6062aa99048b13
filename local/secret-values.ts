import { EnvName } from "../lambda/runtime/env-names.ts";
import { keysOfSource, SourceKeysSchema } from "../lambda/runtime/secret-shapes.ts";
import type { DemoCrms } from "../stand-ins/crms/index.ts";
import type { Keep } from "../stand-ins/kit/kept.ts";
import { keepSecret } from "./stack/secret.ts";
import type { Running } from "./stack/world.ts";

/** The values of the bridge's secrets on this machine. */

type Secrets = Pick<Running, "secrets" | "variables">;

/** Values that an operator would enter by hand: filled in here and never written to a file. */
export interface Filling {
  /** By the token's name. */
  readonly tokens: ReadonlyMap<string, string>;
  readonly crms: DemoCrms;
  /** The sources whose leads are fetched from a CRM that is played here, with the CRM's name. */
  readonly platforms: ReadonlyMap<string, string>;
}

/** Entered values win over those that are filled in. */
export function secretValue(arn: string, running: Secrets, filling: Filling): string | undefined {
  const held = running.secrets.get(arn);
  const filled = filledIn(arn, running, filling);
  return filled === undefined ? held : JSON.stringify({ ...filled, ...JSON.parse(held ?? "{}") });
}

/** A value that a person enters counts at once, and in later runs. Entering one value stores all of them. */
export function enterSecret(arn: string, value: string, running: Secrets, filling: Filling, keep: Keep): void {
  const filled = filledIn(arn, running, filling);
  const entered = filled === undefined ? value : JSON.stringify(without(JSON.parse(value), filled));
  running.secrets.set(arn, entered);
  keepSecret(arn, entered, keep);
}

type Values = Readonly<Record<string, unknown>>;

/** Undefined for secrets that are what they are. */
function filledIn(
  arn: string,
  { variables }: Secrets,
  { tokens, crms: { crms }, platforms }: Filling,
): Values | undefined {
  if (arn === variables.get(EnvName.callinglyTokensSecret)) return Object.fromEntries(tokens);
  if (arn === variables.get(EnvName.crmCredentialsSecret))
    return Object.fromEntries([...crms].map(([name, { credentials }]) => [name, credentials]));
  if (arn !== variables.get(EnvName.sourceCredentialsSecret)) return undefined;
  return Object.fromEntries([...platforms].map(([source, crm]) => [source, crms.get(crm)?.credentials ?? {}]));
}

const without = (values: Values, others: Values): Values =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(others[name])),
  );

/** The address of a source, with the key that opens it. */
export function sourceUrl(url: string, source: string, { secrets, variables }: Secrets): string {
  const value = secrets.get(variables.get(EnvName.sourceKeysSecret) ?? "") ?? "{}";
  const [key = ""] = keysOfSource(SourceKeysSchema.parse(JSON.parse(value)), source);
  return `${url}/leads/${source}/${key}`;
}
