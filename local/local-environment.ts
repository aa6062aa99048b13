import type { StagePolicies } from "../lambda/config/at-stage.ts";
import { EnvName } from "../lambda/runtime/env-names.ts";
import type { FarEnds } from "./far-ends.ts";
import type { Variables } from "./stack/world.ts";

/** Where on this machine the functions find what is elsewhere in AWS. */
export interface Addresses {
  readonly engine: string;
  readonly secrets: string;
  /** Undefined: Callingly itself. */
  readonly callingly: string | undefined;
  /** Undefined: nothing out there can reach the bridge. */
  readonly callback: string | undefined;
  /** The stand-in for the vendors of captchas. */
  readonly captcha: string;
  readonly farEnds: FarEnds;
  /** Who is rung from here. */
  readonly policies: StagePolicies;
}

/**
 * All that differs from what is deployed. The public address is only changed where the template gives one, so that a
 * function that lacks it is found out here.
 */
export function localEnvironment(
  variables: Variables,
  { engine, secrets, callingly, callback, captcha, farEnds, policies }: Addresses,
): Variables {
  const { [EnvName.callbackBaseUrl]: publicUrl, ...others } = variables;
  return {
    ...others,
    ...(publicUrl !== undefined && callback !== undefined && { [EnvName.callbackBaseUrl]: callback }),
    ...(callingly !== undefined && { [EnvName.callinglyBaseUrl]: callingly }),
    [EnvName.stagePolicies]: JSON.stringify(policies),
    [EnvName.crmBaseUrls]: JSON.stringify(farEnds.crms),
    [EnvName.platformBaseUrls]: JSON.stringify(farEnds.platforms),
    [EnvName.captchaBaseUrl]: captcha,
    AWS_ENDPOINT_URL_DYNAMODB: engine,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets,
  };
}
