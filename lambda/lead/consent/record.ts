import * as z from "zod/mini";
import { Instant } from "../item.ts";

/**
 * What a person agreed to, as it can be shown years later: who relies on a consent has to prove it. Written once, with
 * the lead, and never changed; only what became of a certificate is noted beside it.
 */

/** How somebody says yes: by a box, by a button whose words say so, elsewhere before the lead came, or aloud. */
export const consentMethods = ["checkbox", "button", "imported", "spoken"] as const;

/** What a consent is for. A call by an artificial voice needs one of its own. */
export const consentPurposes = ["call", "text", "ai-call"] as const;

/** A certificate of TrustedForm: https://cert.trustedform.com/ and this id. */
const CertificateSchema = z.object({
  id: z.string(),
  /** How often TrustedForm was asked to keep it; undefined where the source does not have that done. */
  tries: z.optional(z.number()),
  askedAt: z.optional(Instant),
  /** `kept`, or why it was not; undefined until that is settled. */
  outcome: z.optional(z.string()),
});

export const ConsentSchema = z.object({
  /** False: asked, and not given. Undefined: nothing that came with the lead says either. */
  given: z.optional(z.boolean()),
  /** Undefined where the source says nothing about consent, and only a certificate came. */
  method: z.optional(z.enum(consentMethods)),
  /** As the browser said; what counts is when the bridge received the lead. */
  givenAt: z.optional(Instant),
  /** Fingerprint of the wording, by which it is found. */
  text: z.optional(z.string()),
  /** The operator's own name for that wording. */
  version: z.optional(z.string()),
  /** The words that the page has shown, where these are not the wording of the configuration. */
  shown: z.optional(z.string()),
  purposes: z.optional(z.array(z.enum(consentPurposes))),
  /** Where it was given, without a query beyond `utm_…`. */
  page: z.optional(z.string()),
  form: z.optional(z.string()),
  /** Fingerprint of the sender's address: an address that somebody claims can be compared with it. */
  ip: z.optional(z.string()),
  agent: z.optional(z.string()),
  trustedForm: z.optional(CertificateSchema),
  /** Jornaya's LeadiD token. */
  jornaya: z.optional(z.string()),
  /** From here on what the lead itself says, and the record has once the lead's own data is erased: as it was typed. */
  name: z.optional(z.string()),
  phone: z.optional(z.string()),
  /** The numbers that were dialled on it, in E.164. */
  dialled: z.optional(z.array(z.string())),
});
export type Consent = z.infer<typeof ConsentSchema>;
