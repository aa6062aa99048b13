import * as z from "zod";
import { consentMethods, consentPurposes } from "../../lead/consent/record.ts";
import type { Complain } from "./complain.ts";

/** How a source shows that its people agreed to be called. */
export const ConsentTermsSchema = z.strictObject({
  /** The field with the answer, by its label, its key or its path. Left out where a button's words say it. */
  field: z.string().min(1).optional(),
  /** The answers that say yes, in whichever case; `text` itself always does, as some builders send the label. */
  accept: z.array(z.string().min(1)).min(1).default(["on", "yes", "true", "1", "y", "checked"]),
  /** The exact words that people see beside the box or the button. */
  text: z.string().min(1).max(5_000),
  /** Words that were shown before: a record knows its wording by a fingerprint, and is shown with it as long as it is here. */
  earlierTexts: z.array(z.string().min(1).max(5_000)).optional(),
  /** Your own name for these words, such as the date since which the page shows them. */
  textVersion: z.string().min(1).max(40).optional(),
  /** True: none of its leads is called without a consent. Some places demand that of every source. */
  require: z.boolean().default(false),
  /**
   * True: TrustedForm is asked to keep the certificates on which somebody was called. It takes the account's API key, in
   * the secret as `trustedform_api_key` of the source.
   */
  keepCertificates: z.boolean().default(false),
  method: z.enum(consentMethods).default("checkbox"),
  /** What the words are about. */
  purposes: z.array(z.enum(consentPurposes)).min(1).default(["call"]),
});

export function checkConsent(
  terms: z.output<typeof ConsentTermsSchema> | undefined,
  path: PropertyKey[],
  complain: Complain,
): void {
  if (terms === undefined) return;
  if (terms.field === undefined && terms.method !== "button") {
    complain([...path, "field"], 'name the field with the answer; only method "button" goes without one');
  }
  if (!terms.purposes.includes("call")) {
    complain([...path, "purposes"], 'name "call" among them: what is recorded here is a consent to be called');
  }
}
