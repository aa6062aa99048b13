import * as z from "zod/mini";
import { actionOf } from "./action.ts";
import { askVendor, inJson, knownBefore } from "./ask.ts";
import { judge } from "./judge.ts";
import type { SettingsOf } from "./settings.ts";
import { misconfigured, refused, unreachable, type Verdict, type Verifier, type VerifierDeps } from "./verifier.ts";

const HOST = "https://recaptchaenterprise.googleapis.com";

const text = z.catch(z.optional(z.string()), undefined);
const AssessmentSchema = z.object({
  tokenProperties: z.object({
    valid: z.optional(z.boolean()),
    invalidReason: z.catch(z.optional(z.string().check(z.regex(/^[A-Z_]{1,40}$/))), undefined),
    hostname: text,
    action: text,
  }),
  riskAnalysis: z.optional(z.object({ score: z.catch(z.optional(z.number()), undefined) })),
});

/** https://cloud.google.com/recaptcha/docs/create-assessment-website */
export const recaptchaEnterprise = (settings: SettingsOf<"recaptcha-enterprise">, deps: VerifierDeps): Verifier => ({
  field: "g-recaptcha-response",
  verify: (token) => assess(token, settings, deps),
});

async function assess(
  token: string,
  { project, siteKey, hostnames, action, minScore }: SettingsOf<"recaptcha-enterprise">,
  { source, secret = "", send, baseUrl = HOST }: VerifierDeps,
): Promise<Verdict> {
  const known = knownBefore(token, secret);
  if (known) return known;
  const expectedAction = minScore > 0 ? actionOf(source, action) : action;
  const answer = await askVendor(send, {
    url: `${baseUrl}/v1/projects/${project}/assessments`,
    // Not in the address, which proxies log: https://cloud.google.com/docs/authentication/api-keys-use
    headers: { "content-type": "application/json", "x-goog-api-key": secret },
    body: JSON.stringify({ event: { token, siteKey, ...(expectedAction !== undefined && { expectedAction }) } }),
  });
  if ("silence" in answer) return answer.silence;
  // A wrong key, project or site key is an error of the request; a bad token is an answer.
  if (answer.status >= 400) return misconfigured(`status ${answer.status}`);
  const read = z.safeParse(AssessmentSchema, inJson(answer.body));
  if (!read.success) return unreachable(`an answer that is none (${answer.status})`);
  const { tokenProperties: properties, riskAnalysis } = read.data;
  if (properties.valid !== true) return refused(properties.invalidReason ?? "no reason given");
  return judge({ ...properties, score: riskAnalysis?.score ?? 0 }, { hostnames, action: expectedAction, minScore });
}
