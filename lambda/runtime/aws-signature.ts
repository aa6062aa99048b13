import { createHmac, createSecretKey, hash, type KeyObject } from "node:crypto";

/**
 * AWS's Signature Version 4, as far as requests go that are sent to the root of a service without a query.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */

export interface SigningKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

export interface Unsigned {
  readonly method: string;
  /** In lower case, `host` among them; all are signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Sign = (request: Unsigned, at: Date) => Record<string, string>;

const ALGORITHM = "AWS4-HMAC-SHA256";

/** @returns what makes of a request's headers those with which it is sent */
export function awsSigner(service: string, region: string, keys: SigningKeys): Sign {
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  // A signature's key is good for a day.
  let known: { readonly day: string; readonly key: KeyObject } | undefined;
  const keyOf = (day: string): KeyObject => {
    if (known?.day !== day) known = { day, key: dayKey(secretAccessKey, [day, region, service, "aws4_request"]) };
    return known.key;
  };

  return ({ method, headers, body }, at) => {
    const time = at.toISOString().replace(/[-:]|\.\d+/g, "");
    const day = time.slice(0, 8);
    const bodyHash = hash("sha256", body);
    const signed: Record<string, string> = {
      ...headers,
      "x-amz-content-sha256": bodyHash,
      "x-amz-date": time,
      ...(sessionToken && { "x-amz-security-token": sessionToken }),
    };
    const names = Object.keys(signed).sort();
    const lines = names.map((name) => `${name}:${signed[name]?.trim().replace(/\s+/g, " ")}\n`).join("");
    const canonical = `${method}\n/\n\n${lines}\n${names.join(";")}\n${bodyHash}`;
    const scope = `${day}/${region}/${service}/aws4_request`;
    const signature = createHmac("sha256", keyOf(day))
      .update(`${ALGORITHM}\n${time}\n${scope}\n${hash("sha256", canonical)}`)
      .digest("hex");
    signed.authorization = `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
    return signed;
  };
}

/** As Node's own object: of bytes it would make one for each signature, which takes longer than all the rest of it. */
function dayKey(secret: string, parts: readonly string[]): KeyObject {
  let key: string | Buffer = `AWS4${secret}`;
  for (const part of parts) key = createHmac("sha256", key).update(part).digest();
  return createSecretKey(key as Buffer);
}
