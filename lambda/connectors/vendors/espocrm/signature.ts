import type { HttpRequest } from "../../../runtime/http.ts";
import { type Claim, signatureOrKey } from "../../kit/in/signed-body.ts";

/**
 * How EspoCRM signs: HMAC-SHA256 over the body with the webhook's secret key, behind the webhook's id and a colon, all of
 * it in base64. As digits in `Signature`, from 9.0 on; as bytes in `X-Signature`, which is to go in 11.0.
 * https://docs.espocrm.com/development/webhooks/#authentication
 * https://github.com/espocrm/espocrm/blob/master/application/Espo/Core/Webhook/Sender.php
 */

/** @returns the digits of the signature; undefined where there is none in it */
export function signatureIn(header: string): string | undefined {
  const bytes = Buffer.from(header, "base64");
  const colon = bytes.indexOf(":");
  const signature = colon > 0 ? bytes.subarray(colon + 1) : Buffer.alloc(0);
  if (signature.length === 32) return signature.toString("hex");
  const digits = signature.toString("latin1");
  return /^[\da-f]{64}$/i.test(digits) ? digits : undefined;
}

const claims = ({ headers, body }: HttpRequest): Claim[] =>
  [headers.signature, headers["x-signature"]].flatMap((header) => {
    const signature = signatureIn(header ?? "");
    return signature === undefined ? [] : [{ signature, signed: [body] }];
  });

/** Each webhook has a key of its own, and several may lead to one source: their keys stand side by side in its secret. */
export const verifySignature = signatureOrKey({
  encoding: "hex",
  keyOf: (secret) => secret.split(/[\s,]+/).filter(Boolean),
  claims,
});
