import type { Asked, Verifier, VerifierDeps } from "../../captcha/verifier.ts";
import type { Source } from "../../config/bridge.ts";
import type { RefusalCode } from "../../connectors/contract/intake.ts";
import type { Lead } from "../../lead/lead.ts";
import type { BridgeMeasure } from "../../lead/measure/metrics.ts";
import { held } from "../../lead/states.ts";
import { timing } from "../../lead/timing.ts";
import { RejectedError } from "../../runtime/errors.ts";
import type { Log } from "../../runtime/log.ts";
import type { QuotaStore } from "../../store/store.ts";
import type { IntakeSecrets } from "./intake-secrets.ts";

/**
 * Part of step 1: whether a person sent a form. Asked for a lead that is new, or that would ring in the place of an
 * earlier one; what only repeats a lead that is there needs no second token, as the first one is used up.
 */

export interface CaptchaDeps {
  /** The verifier of a source that asks for a captcha. */
  readonly verifierFor?: ((source: Source, secrets: IntakeSecrets) => Verifier) | undefined;
  readonly now: () => Date;
  readonly log: Log;
  readonly measure: BridgeMeasure;
}

/** What came with the request, to be shown to the verifier. */
export interface Proof {
  readonly proofs: Readonly<Record<string, string>>;
  readonly secrets: IntakeSecrets;
}

/** @returns "refused", or the lead as it may be stored: held where nobody can tell whether a person sent it */
export async function askCaptcha(
  lead: Lead,
  source: Source,
  { proofs, secrets }: Proof,
  { verifierFor, now, log, measure }: CaptchaDeps,
): Promise<Lead | "refused"> {
  const verifier = verifierFor?.(source, secrets);
  const asked: Asked = { leadId: lead.id, now: now() };
  const verdict = verifier
    ? await verifier.verify(proofs[verifier.field] ?? "", asked)
    : ({ kind: "unsure", reason: "captcha-misconfigured", why: "there is no verifier" } as const);
  if (verdict.kind === "passed") return lead;
  const about = { leadId: lead.id, source: source.source };
  if (verdict.kind === "refused") {
    log("info", "captcha refused", { ...about, reason: verdict.why });
    return "refused";
  }
  // What the vendor said is on the lead.
  log("warn", "captcha not checked", { ...about, reason: verdict.reason });
  measure({ CaptchaUnsure: 1 });
  return held(lead, verdict.reason, now(), { for: "person", detail: verdict.why }) ?? lead;
}

/**
 * Marks a solved sum as a lead's. It is a place of which there is one: whose it is keeps it, so that a lead which could
 * not be stored may come again.
 */
export const spentFor =
  (source: string, quotas: QuotaStore): VerifierDeps["spend"] =>
  (what, who, at) =>
    quotas.take({ of: `captcha/${source}/${what}`, at, windowMs: timing.hour, limit: 1, who });

/** Without fields: it is none of those that the visitor filled in, and by that `form.js` knows it. */
export const captchaRefusal = (): RejectedError =>
  new RejectedError(422, "Please confirm that you are not a robot, and send the form again", {
    code: "captcha" satisfies RefusalCode,
  });
