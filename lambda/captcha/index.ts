import { altcha } from "./altcha.ts";
import { hcaptcha } from "./hcaptcha.ts";
import { recaptchaV2, recaptchaV3 } from "./recaptcha.ts";
import { recaptchaEnterprise } from "./recaptcha-enterprise.ts";
import type { CaptchaSettings } from "./settings.ts";
import { turnstile } from "./turnstile.ts";
import type { Verifier, VerifierDeps } from "./verifier.ts";

/** The verifier of a source's captcha. */
export function openVerifier(settings: CaptchaSettings, deps: VerifierDeps): Verifier {
  switch (settings.kind) {
    case "turnstile":
      return turnstile(settings, deps);
    case "hcaptcha":
      return hcaptcha(settings, deps);
    case "recaptcha-v2":
      return recaptchaV2(settings, deps);
    case "recaptcha-v3":
      return recaptchaV3(settings, deps);
    case "recaptcha-enterprise":
      return recaptchaEnterprise(settings, deps);
    case "altcha":
      return altcha(settings, deps);
  }
}
