import { testSecretOf } from "../lambda/captcha/test-secrets.ts";
import type { BridgeConfig } from "../lambda/config/schema.ts";
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
  /** What the vendors of captchas would have given, by source. */
  readonly captchas: ReadonlyMap<string, string>;
}

/** A vendor's own test secret where it has one: then neither page nor action is looked at. */
export const captchaSecrets = ({ sources }: Pick<BridgeConfig, "sources">): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(sources).flatMap(([name, { captcha }]): [string, string][] =>
      captcha === undefined || captcha.kind === "altcha"
        ? []
        : [[name, testSecretOf[captcha.kind] ?? "of the stand-in"]],
    ),
  );

/** Entered values win over those that are filled in. */
export function secretValue(arn: string, running: Secrets, filling: Filling): string | undefined {
  const held = running.secrets.get(arn);
  const filled = filledIn(arn, running, filling);
  if (filled === undefined) return held;
  const entered = JSON.parse(held ?? "{}");
  return JSON.stringify({ ...filled, ...entered, ...(filled.sources !== undefined && bySource(filled, entered)) });
}

/** A value that a person enters counts at once, and in later runs. Entering one value stores all of them. */
export function enterSecret(arn: string, value: string, running: Secrets, filling: Filling, keep: Keep): void {
  const filled = filledIn(arn, running, filling);
  const entered = filled === undefined ? value : JSON.stringify(without(JSON.parse(value), filled));
  running.secrets.set(arn, entered);
  keepSecret(arn, entered, keep);
}

type Values = Readonly<Record<string, unknown>>;

/** What a person entered for one source leaves alone what is filled in for another. */
function bySource(filled: Values, entered: Values): Values {
  const names = Object.keys({ ...(filled.sources as Values), ...(entered.sources as Values | undefined) });
  const of = (values: Values, name: string) => ((values.sources ?? {}) as Readonly<Record<string, Values>>)[name];
  return { sources: Object.fromEntries(names.map((name) => [name, { ...of(filled, name), ...of(entered, name) }])) };
}

/** Undefined for secrets that are what they are. */
function filledIn(
  arn: string,
  { variables }: Secrets,
  { tokens, crms: { crms }, platforms, captchas }: Filling,
): Values | undefined {
  if (arn === variables.get(EnvName.sourceKeysSecret) && captchas.size > 0)
    return { sources: Object.fromEntries([...captchas].map(([name, secret]) => [name, { captcha_secret: secret }])) };
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
