import type { BridgeConfig } from "../lambda/config/schema.ts";
import { EnvName } from "../lambda/runtime/env-names.ts";
import { keysOfSource, SourceKeysSchema } from "../lambda/runtime/secret-shapes.ts";
import type { DemoCrms } from "./crm/crms.ts";
import type { Keep } from "./kept.ts";
import { keepSecret } from "./stack/secret.ts";
import type { Running } from "./stack/world.ts";

/** What the bridge's secrets hold on this machine. */

type Secrets = Pick<Running, "secrets" | "variables">;

/** What an operator would enter by hand is filled in here, and never written to a file; what somebody enters wins. */
export function secretValue(
  arn: string,
  { secrets, variables }: Secrets,
  { config, apiKey, crms }: { config: BridgeConfig; apiKey: string; crms: DemoCrms },
): string | undefined {
  const generated = secrets.get(arn);
  const filled = (values: object) => JSON.stringify({ ...values, ...JSON.parse(generated ?? "{}") });
  if (arn === variables.get(EnvName.callinglyTokensSecret)) {
    const names = Object.entries(config.accounts).map(([name, { token }]) => token ?? name);
    return filled(Object.fromEntries(names.map((name) => [name, apiKey])));
  }
  if (arn === variables.get(EnvName.crmCredentialsSecret)) {
    return filled(Object.fromEntries([...crms.crms].map(([name, { credentials }]) => [name, credentials])));
  }
  return generated;
}

/** A value that somebody enters counts at once. Only keys that the bridge made are kept for the next run. */
export function enterSecret(arn: string, value: string, { secrets, variables }: Secrets, keep: Keep): void {
  secrets.set(arn, value);
  const isOurs = [EnvName.sourceKeysSecret, EnvName.callbackTokensSecret].some((name) => variables.get(name) === arn);
  if (isOurs) keepSecret(arn, value, keep);
}

/** The address of a source, with the key that opens it. */
export function sourceUrl(url: string, source: string, { secrets, variables }: Secrets): string {
  const value = secrets.get(variables.get(EnvName.sourceKeysSecret) ?? "") ?? "{}";
  const [key = ""] = keysOfSource(SourceKeysSchema.parse(JSON.parse(value)), source);
  return `${url}/leads/${source}/${key}`;
}
