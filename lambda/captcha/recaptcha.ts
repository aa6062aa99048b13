import { actionOf } from "./action.ts";
import type { SettingsOf } from "./settings.ts";
import { siteverify } from "./siteverify.ts";
import type { Verifier, VerifierDeps } from "./verifier.ts";

const HOST = "https://www.google.com";
const field = "g-recaptcha-response";
const addressOf = ({ baseUrl }: VerifierDeps): string => `${baseUrl ?? HOST}/recaptcha/api/siteverify`;

/** https://developers.google.com/recaptcha/docs/verify */
export const recaptchaV2 = ({ hostnames }: SettingsOf<"recaptcha-v2">, deps: VerifierDeps): Verifier => ({
  field,
  verify: (token) => siteverify(token, { url: addressOf(deps), hostnames }, deps),
});

/** https://developers.google.com/recaptcha/docs/v3 */
export const recaptchaV3 = (
  { hostnames, action, minScore }: SettingsOf<"recaptcha-v3">,
  deps: VerifierDeps,
): Verifier => ({
  field,
  verify: (token) =>
    siteverify(token, { url: addressOf(deps), hostnames, action: actionOf(deps.source, action), minScore }, deps),
});
