import { createHmac } from "node:crypto";
import { RejectedError } from "../../../runtime/errors.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import type { Intake, SourceSecrets } from "../../contract/intake.ts";
import { sameSecret, verifySourceKey } from "./source-key.ts";

/** Signatures by HMAC-SHA256 over the raw body, as most senders that sign at all make them. */

const MINUTE_MS = 60_000;
const USUAL_TOLERANCE_MS = 5 * MINUTE_MS;

/** What a request says of itself: this signature was made over this text. */
export interface Claim {
  readonly signature: string;
  /** What is signed, part by part; the raw body is among it. */
  readonly signed: readonly (string | Uint8Array)[];
  /** When it was signed, in milliseconds since 1970, for vendors that sign the time as well. */
  readonly at?: number | undefined;
}

type Key = string | Uint8Array;

export interface SigningScheme {
  readonly encoding: "hex" | "base64";
  /** How old, or how far ahead, a signed time may be. Default: five minutes. */
  readonly toleranceMs?: number;
  /** What a secret is as a key, or as several; undefined where it is none, so that it opens nothing. Default: its letters. */
  keyOf?(secret: string): Key | readonly Key[] | undefined;
  /** What the request claims; none when it is not signed, several when the vendor's ways of signing differ. */
  claims(request: HttpRequest): readonly Claim[];
}

/** What the vendor signs with, by the names `signing_secret` and, while it is being replaced, `previous_signing_secret`. */
export const signingSecrets = ({ values }: SourceSecrets): string[] =>
  [values.signing_secret, values.previous_signing_secret].flatMap((secret) => (secret ? [secret] : []));

/**
 * Demands the vendor's signature once the source has a signing secret; until then the source's own key.
 * @throws RejectedError 401
 */
export const signatureOrKey =
  (scheme: SigningScheme): Intake["verify"] =>
  (request, secrets, now) => {
    const given = signingSecrets(secrets);
    if (given.length === 0) return verifySourceKey(request, secrets);
    const keys = given.flatMap<Key>((secret) => (scheme.keyOf ? (scheme.keyOf(secret) ?? []) : secret));
    const tolerance = scheme.toleranceMs ?? USUAL_TOLERANCE_MS;
    const fresh = scheme
      .claims(request)
      .filter(({ at }) => at === undefined || Math.abs(now.getTime() - at) <= tolerance);
    const matches = fresh.flatMap((claim) => keys.map((key) => isGenuine(claim, key, scheme.encoding)));
    if (!matches.includes(true)) throw new RejectedError(401, "The signature is missing, wrong or too old");
  };

function isGenuine({ signature, signed }: Claim, key: Key, encoding: "hex" | "base64"): boolean {
  const hmac = createHmac("sha256", key);
  for (const part of signed) hmac.update(part);
  return sameSecret(hmac.digest(encoding), encoding === "hex" ? signature.toLowerCase() : signature);
}

/** A signature over the body alone, in one header, after a prefix such as `sha256=`. */
export const bodySignature =
  (header: string, prefix = "") =>
  ({ headers, body }: HttpRequest): Claim[] => {
    const value = headers[header]?.trim();
    return value?.startsWith(prefix) ? [{ signature: value.slice(prefix.length), signed: [body] }] : [];
  };

/** A header such as `t=1762277000,v1=…`, with the seconds and a signature over `<seconds>.<body>`. */
export const timedSignature =
  (header: string, name: string) =>
  ({ headers, body }: HttpRequest): Claim[] => {
    const { at, signatures } = timedHeader(headers[header] ?? "", name);
    return signatures.map((signature) => ({ signature, signed: [at, ".", body], at: Number(at) * 1_000 }));
  };

/** The seconds, as they are written, and the signatures of a header such as `t=1762277000,v1=…`. */
export function timedHeader(value: string, name: string): { at: string; signatures: string[] } {
  const parts = value.split(",", 10).map((part) => part.trim().split(/=(.*)/s));
  const at = parts.find(([key]) => key === "t")?.[1] ?? "";
  const signatures = parts.flatMap(([key, text]) => (key === name && text ? [text] : []));
  return /^\d{1,12}$/.test(at) ? { at, signatures } : { at: "", signatures: [] };
}
