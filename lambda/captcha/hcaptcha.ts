import type { SettingsOf } from "./settings.ts";
import { siteverify } from "./siteverify.ts";
import type { Verifier, VerifierDeps } from "./verifier.ts";

const HOST = "https://api.hcaptcha.com";

/** https://docs.hcaptcha.com/#verify-the-user-response-server-side */
export const hcaptcha = ({ siteKey, hostnames }: SettingsOf<"hcaptcha">, deps: VerifierDeps): Verifier => ({
  field: "h-captcha-response",
  verify: (token) =>
    siteverify(token, { url: `${deps.baseUrl ?? HOST}/siteverify`, fields: { sitekey: siteKey }, hostnames }, deps),
});
