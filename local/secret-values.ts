import type { BridgeConfig } from "../lambda/config/schema.ts";
import { EnvName } from "../lambda/runtime/env-names.ts";
import { keysOfSource, SourceKeysSchema } from "../lambda/runtime/secret-shapes.ts";
import type { DemoCrms } from "./crm/crms.ts";
import type { Running } from "./stack/world.ts";

/** What the bridge's secrets hold on this machine. */

type Secrets = Pick<Running, "secrets" | "variables">;

/** What an operator would enter by hand is filled in here, and never written to a file. */
export function secretValue(
  arn: string,
  { secrets, variables }: Secrets,
  { config, apiKey, crms }: { config: BridgeConfig; apiKey: string; crms: DemoCrms },
): string | undefined {
  const generated = secrets.get(arn);
  const filled = (values: object) => JSON.stringify({ ...JSON.parse(generated ?? "{}"), ...values });
  if (arn === variables.get(EnvName.callinglyTokensSecret)) {
    const names = Object.entries(config.accounts).map(([name, { token }]) => token ?? name);
    return filled(Object.fromEntries(names.map((name) => [name, apiKey])));
  }
  if (arn === variables.get(EnvName.crmCredentialsSecret)) {
    return filled(Object.fromEntries([...crms.crms].map(([name, { credentials }]) => [name, credentials])));
  }
  return generated;
}

/** The address of a source, with the key that opens it. */
export function sourceUrl(url: string, source: string, { secrets, variables }: Secrets): string {
  const value = secrets.get(variables.get(EnvName.sourceKeysSecret) ?? "") ?? "{}";
  const [key = ""] = keysOfSource(SourceKeysSchema.parse(JSON.parse(value)), source);
  return `${url}/leads/${source}/${key}`;
}
