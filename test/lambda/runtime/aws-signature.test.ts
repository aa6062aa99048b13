import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { awsSigner } from "../../../lambda/runtime/aws-signature.ts";

/** What AWS's own signer counts with. */
class Sha256 {
  private readonly hash: ReturnType<typeof createHash | typeof createHmac>;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret as string | Uint8Array);
  }
  update(data: Uint8Array | string) {
    this.hash.update(data);
  }
  async digest() {
    return new Uint8Array(this.hash.digest());
  }
  reset() {}
}

/** The headers with which AWS's own signer would send it. */
async function signedByAws(
  { method, headers, body }: Parameters<ReturnType<typeof awsSigner>>[0],
  { service, region, keys }: { service: string; region: string; keys: Parameters<typeof awsSigner>[2] },
  at: Date,
) {
  const signer = new SignatureV4({
    service,
    region,
    credentials: { ...keys, sessionToken: keys.sessionToken as string },
    sha256: Sha256,
  });
  const hostname = headers.host ?? "";
  const request = { method, protocol: "https:", hostname, path: "/", query: {}, headers: { ...headers }, body };
  return (await signer.sign(request, { signingDate: at })).headers;
}

const token = fc.string({ minLength: 1, unit: fc.constantFrom(..."abcXYZ019/+=-") });
const requests = fc.record({
  method: fc.constantFrom("POST", "GET"),
  headers: fc.record({
    host: fc.constantFrom("dynamodb.eu-west-1.amazonaws.com", "127.0.0.1:8000"),
    "content-type": fc.constant("application/x-amz-json-1.0"),
    "x-amz-target": fc.string({ unit: fc.constantFrom(..."aB_.2 \t") }).map((operation) => `Dynamo.${operation}`),
  }),
  body: fc.string({ unit: "binary" }),
});
const keys = fc.record({
  accessKeyId: token,
  secretAccessKey: token,
  sessionToken: fc.option(token, { nil: undefined }),
});
const days = fc.date({ min: new Date("2026-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });

it("signs whatever is sent as AWS's own signer does, on one day and on the next", async () => {
  await fc.assert(
    fc.asyncProperty(requests, requests, keys, days, days, async (first, second, signingKeys, day, another) => {
      const where = { service: "dynamodb", region: "eu-west-1", keys: signingKeys };
      const sign = awsSigner(where.service, where.region, signingKeys);
      expect(sign(first, day)).toEqual(await signedByAws(first, where, day));
      expect(sign(second, another)).toEqual(await signedByAws(second, where, another));
    }),
  );
});
