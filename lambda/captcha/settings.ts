import * as z from "zod/mini";

/**
 * What the configuration says of a source's captcha. The page owns the widget and the site key; the bridge owns the
 * secret, which lies in the secret of source keys as `captcha_secret`, and the check.
 */

const SiteKey = z.string().check(z.minLength(1, "copy the site key that the vendor shows"));
const Host = z
  .string()
  .check(z.regex(/^[a-z0-9.-]+$/, "write the host alone in small letters, such as www.example.com"));
/** Empty: a token counts whatever page it was got on, so another site with the same key can get tokens for this one. */
const hostnames = z._default(z.array(Host), []);
/** https://developers.google.com/recaptcha/docs/v3#actions, which allow least */
const Action = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_]{1,32}$/, "write up to 32 letters, digits and underscores, as the widget has it"));
const Score = z._default(z.number().check(z.minimum(0), z.maximum(1)), 0.5);

export const CaptchaSchema = z.discriminatedUnion("kind", [
  /** https://developers.cloudflare.com/turnstile/get-started/server-side-validation/ */
  z.strictObject({ kind: z.literal("turnstile"), siteKey: SiteKey, hostnames, action: z.optional(Action) }),
  /** https://docs.hcaptcha.com/#verify-the-user-response-server-side */
  z.strictObject({ kind: z.literal("hcaptcha"), siteKey: SiteKey, hostnames }),
  /** https://developers.google.com/recaptcha/docs/verify */
  z.strictObject({ kind: z.literal("recaptcha-v2"), siteKey: SiteKey, hostnames }),
  /** A lead with a lower score than `minScore` is held. Default of `action`: the source's name. */
  z.strictObject({
    kind: z.literal("recaptcha-v3"),
    siteKey: SiteKey,
    hostnames,
    action: z.optional(Action),
    minScore: Score,
  }),
  /** With score keys as v3; with checkbox keys `minScore: 0`, and no `action` on the page. */
  z.strictObject({
    kind: z.literal("recaptcha-enterprise"),
    /** Of Google Cloud, in which the key lies. */
    project: z.string().check(z.regex(/^[a-z0-9-]{1,64}$/, "write the id of the Google Cloud project")),
    siteKey: SiteKey,
    hostnames,
    action: z.optional(Action),
    minScore: Score,
  }),
  /** A sum that the browser works out, set by the bridge itself: no third party, no secret, nothing to click. */
  z.strictObject({
    kind: z.literal("altcha"),
    /** How many keys of 1 000 rounds a browser derives on average: 2 000 take a desktop about a second. */
    tries: z._default(z.int().check(z.minimum(1), z.maximum(100_000)), 2_000),
  }),
]);

export type CaptchaSettings = z.output<typeof CaptchaSchema>;
export type CaptchaKind = CaptchaSettings["kind"];
export type SettingsOf<Kind extends CaptchaKind> = Extract<CaptchaSettings, { kind: Kind }>;
