import type { Send } from "../runtime/http-client.ts";

/** Whoever says of a token whether a person was there. One file for each; the list is `index.ts`. */

export interface Verifier {
  /** The form's field in which the widget leaves its token. */
  readonly field: string;
  /**
   * Never throws for what a visitor sent. A token that a verifier has seen is used up, so only a question that it knows
   * again is repeated.
   */
  readonly verify: (token: string, asked: Asked) => Promise<Verdict>;
}

export interface Asked {
  /** Of the lead that the token came with: asked twice about the same lead, a verifier that can answers the same. */
  readonly leadId: string;
  readonly now: Date;
}

export type Verdict =
  | { readonly kind: "passed" }
  /** The token is bad: not there, made up, used, too old, or of another page. The visitor can get a new one. */
  | { readonly kind: "refused"; readonly why: string }
  /** Nobody knows whether a person was there: the lead is kept and rings nobody. */
  | { readonly kind: "unsure"; readonly reason: DoubtOfCaptcha; readonly why: string };

/** The verifier did not answer; it cannot, as we ask wrongly; it answers that it may be a robot. */
export type DoubtOfCaptcha = "captcha-unreachable" | "captcha-misconfigured" | "captcha-doubtful";

/** What a verifier is made with. */
export interface VerifierDeps {
  readonly source: string;
  /** What the vendor gave for asking; undefined where nobody has written it. */
  readonly secret: string | undefined;
  /** What the bridge signs its own challenges with, the first one; those that are being replaced still count. */
  readonly keys: readonly string[];
  /** The vendors' test secrets let everybody pass, so a stage that rings real people takes none. */
  readonly isProduction: boolean;
  readonly send: Send;
  /** Answers instead of the vendor on a developer's machine. */
  readonly baseUrl?: string | undefined;
  /** Marks something as used by a lead, for good. @returns false when another lead has used it */
  readonly spend: (what: string, by: string, until: Date) => Promise<boolean>;
}

export const passed: Verdict = { kind: "passed" };
export const refused = (why: string): Verdict => ({ kind: "refused", why });
export const unreachable = (why: string): Verdict => ({ kind: "unsure", reason: "captcha-unreachable", why });
export const misconfigured = (why: string): Verdict => ({ kind: "unsure", reason: "captcha-misconfigured", why });
export const doubtful = (why: string): Verdict => ({ kind: "unsure", reason: "captcha-doubtful", why });
