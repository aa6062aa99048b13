import { hash } from "node:crypto";
import type { SettingsOf } from "./settings.ts";
import { siteverify } from "./siteverify.ts";
import type { Verifier, VerifierDeps } from "./verifier.ts";

const HOST = "https://challenges.cloudflare.com";

/** https://developers.cloudflare.com/turnstile/get-started/server-side-validation/ */
export const turnstile = ({ hostnames, action }: SettingsOf<"turnstile">, deps: VerifierDeps): Verifier => ({
  field: "cf-turnstile-response",
  verify: (token, { leadId }) =>
    siteverify(
      token,
      {
        url: `${deps.baseUrl ?? HOST}/turnstile/v0/siteverify`,
        // A lead that could not be stored comes again with the same token, and is answered the same.
        fields: { idempotency_key: uuidOf(`${leadId} ${token}`) },
        knowsRepeats: true,
        hostnames,
        action,
      },
      deps,
    ),
});

/** The same text has the same one. */
function uuidOf(text: string): string {
  const digits = hash("sha256", text);
  const [a, b, c, d] = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(13, 16), digits.slice(17, 20)];
  return `${a}-${b}-4${c}-8${d}-${digits.slice(20, 32)}`;
}
