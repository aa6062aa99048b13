import * as z from "zod";
import { type LocalServer, type Outgoing, readBody, serve } from "../serve.ts";

/** As much of Secrets Manager as the functions use: GetSecretValue, over its JSON protocol. */

const RequestSchema = z.object({ SecretId: z.string() });

const largestBody = 100_000;

/**
 * @param secretOf the value of a secret by its ARN, asked at every request
 */
export const serveSecrets = (
  secretOf: (arn: string) => string | undefined,
  onFailure: (message: string) => void,
): Promise<LocalServer> =>
  serve({
    name: "the secrets",
    port: 0,
    ownPagesOnly: true,
    onFailure,
    async answer(request) {
      const body = await readBody(request, largestBody);
      if (request.headers["x-amz-target"] !== "secretsmanager.GetSecretValue" || body === undefined) {
        return failure("UnknownOperationException", "The local runner answers GetSecretValue only.");
      }
      const { SecretId } = RequestSchema.parse(JSON.parse(body.toString("utf8")));
      const value = secretOf(SecretId);
      if (value === undefined)
        return failure("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
      return json(200, {
        ARN: SecretId,
        Name: SecretId.split(":").at(-1),
        SecretString: value,
        VersionId: "00000000-0000-0000-0000-000000000000",
        VersionStages: ["AWSCURRENT"],
      });
    },
  });

const failure = (type: string, message: string): Outgoing => json(400, { __type: type, Message: message, message });

const json = (status: number, value: unknown): Outgoing => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: Buffer.from(JSON.stringify(value)),
});
