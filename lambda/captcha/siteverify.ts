import * as z from "zod/mini";
import { askVendor, inJson, knownBefore } from "./ask.ts";
import { judge, type Wanted } from "./judge.ts";
import { isTestSecret } from "./test-secrets.ts";
import { misconfigured, passed, refused, unreachable, type Verdict, type VerifierDeps } from "./verifier.ts";

/** The question that Turnstile, hCaptcha and reCAPTCHA have in common. */

const text = z.catch(z.optional(z.string()), undefined);
const AnswerSchema = z.object({
  success: z.boolean(),
  hostname: text,
  action: text,
  score: z.catch(z.optional(z.number()), undefined),
  "error-codes": z.catch(z.array(z.string()), []),
});

/** The visitor's fault, as the three of them say it. */
const ofToken: ReadonlySet<string> = new Set([
  "missing-input-response",
  "invalid-input-response",
  "timeout-or-duplicate",
  "expired-input-response",
  "already-seen-response",
  "invalid-or-already-seen-response",
  "not-using-dummy-passcode",
]);

/** Ours: the secret, or the way we ask. */
const ofAsker: ReadonlySet<string> = new Set([
  "missing-input-secret",
  "invalid-input-secret",
  "sitekey-secret-mismatch",
  "bad-request",
  "missing-remoteip",
  "invalid-remoteip",
]);

export interface Siteverify extends Wanted {
  readonly url: string;
  /** Beside `secret` and `response`. The visitor's address is not among them: it is theirs. */
  readonly fields?: Readonly<Record<string, string>>;
  /** A repeated question is answered as the first one was. */
  readonly knowsRepeats?: boolean;
}

/** @see https://developers.google.com/recaptcha/docs/verify#api-response, which the others took over */
export async function siteverify(
  token: string,
  { url, fields, knowsRepeats, ...wanted }: Siteverify,
  { secret = "", isProduction, send }: VerifierDeps,
): Promise<Verdict> {
  const known = knownBefore(token, secret);
  if (known) return known;
  const isTest = isTestSecret(secret);
  if (isTest && isProduction) return misconfigured("the captcha_secret is one for tests");
  const body = new URLSearchParams({ secret, response: token, ...fields }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await askVendor(send, { url, headers, body }, knowsRepeats);
  if ("silence" in answer) return answer.silence;
  const read = z.safeParse(AnswerSchema, inJson(answer.body));
  if (!read.success) return unreachable(`an answer that is none (${answer.status})`);
  const { success, "error-codes": codes, ...told } = read.data;
  if (success) return isTest ? passed : judge(told, wanted);
  return sorted(codes);
}

/** Each code is the visitor's fault, ours or theirs; one that nobody knows is taken for theirs. */
function sorted(codes: readonly string[]): Verdict {
  const said = codes.map((code) => code.slice(0, 40)).join(", ");
  if (codes.some((code) => ofAsker.has(code))) return misconfigured(said);
  return codes.every((code) => ofToken.has(code)) ? refused(said || "no reason given") : unreachable(said);
}
