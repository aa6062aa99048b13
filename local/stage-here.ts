import { resolve } from "node:path";
import type { BridgeConfig } from "../lambda/config/schema.ts";
import { EnvName } from "../lambda/runtime/env-names.ts";
import { configFingerprint } from "../lib/config-fingerprint.ts";
import type { LocalStage } from "../lib/local-stage.ts";
import { defaultConfigPath } from "../lib/synth/read-config.ts";
import { type BridgeOptions, dialsStayHere } from "./bridge-options.ts";
import type { Addresses } from "./local-environment.ts";
import { type Running, wanted } from "./stack/world.ts";

export interface LocalPlaces {
  readonly url: string;
  readonly addresses: Addresses;
  readonly config: BridgeConfig;
  readonly sessionTokenFile: string;
}

/** The bridge as the command line finds it, with `--local`. */
export function stageHere(
  { configPath = defaultConfigPath, callingly }: Pick<BridgeOptions, "configPath" | "callingly">,
  { variables }: Running,
  { url, addresses, config, sessionTokenFile }: LocalPlaces,
): LocalStage {
  return {
    configPath: resolve(configPath),
    url,
    tableName: wanted(variables, EnvName.tableName),
    secrets: {
      "source-keys": wanted(variables, EnvName.sourceKeysSecret),
      "callback-tokens": wanted(variables, EnvName.callbackTokensSecret),
      "callingly-tokens": wanted(variables, EnvName.callinglyTokensSecret),
      "crm-credentials": wanted(variables, EnvName.crmCredentialsSecret),
      "source-credentials": wanted(variables, EnvName.sourceCredentialsSecret),
    },
    suppressionKey: wanted(variables, EnvName.suppressionKeySecret),
    callinglyBaseUrl: addresses.callingly,
    callbackUrl: addresses.callback,
    deployed: {
      stage: "local",
      configFingerprint: configFingerprint(config, "local"),
      sources: Object.keys(config.sources),
    },
    standIn: callingly === undefined,
    dialsStayHere: dialsStayHere({ callingly }),
    crmBaseUrls: addresses.farEnds.crms,
    captchaBaseUrl: addresses.captcha,
    endpoints: { dynamo: addresses.engine, secretsManager: addresses.secrets, sessionTokenFile },
  };
}
