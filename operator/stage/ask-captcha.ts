import { openVerifier } from "../../lambda/captcha/index.ts";
import type { Verifier } from "../../lambda/captcha/verifier.ts";
import type { BridgeConfig } from "../../lambda/config/schema.ts";
import { namedOrigins } from "../../lambda/runtime/env.ts";
import { nodeSend } from "../../lambda/runtime/http-client.ts";
import { isProduction } from "../../lib/stage-policies.ts";
import type { StageDescription } from "./description.ts";

/** The verifier of a source's captcha, as the stage has it, with a secret that need not be in place yet. */
export function captchaAsker({ name, settings, captchaBaseUrl: baseUrl }: StageDescription, config: BridgeConfig) {
  const send = nodeSend({ mayBePrivate: namedOrigins(baseUrl) });
  return (source: string, secret: string | undefined): Verifier | undefined => {
    const captcha = config.sources[source]?.captcha;
    return (
      captcha &&
      openVerifier(captcha, {
        source,
        secret,
        keys: [],
        isProduction: baseUrl === undefined && isProduction(name, settings ?? config.stages[name] ?? {}),
        send,
        baseUrl: baseUrl && `${baseUrl}/${captcha.kind}`,
        spend: async () => false,
      })
    );
  };
}
