import * as z from "zod";
import { type LocalServer, type Outgoing, readBody, serve } from "../../lib/program/serve.ts";
import { isSessionToken } from "../session-token.ts";

/** As much of Secrets Manager as the functions and the command line use, over its JSON protocol. */

const RequestSchema = z.object({ SecretId: z.string(), SecretString: z.string().optional() });

export interface LocalSecrets {
  /** The value of a secret by its ARN, asked at every request. */
  read(arn: string): string | undefined;
  write(arn: string, value: string): void;
}

const largestBody = 100_000;

/** @param sessionToken a request without it is refused: others may have accounts on this machine */
export const serveSecrets = (
  secrets: LocalSecrets,
  sessionToken: string,
  onFailure: (message: string) => void,
): Promise<LocalServer> =>
  serve({
    name: "the secrets",
    port: 0,
    ownPagesOnly: true,
    onFailure,
    async answer(request) {
      const body = await readBody(request, largestBody);
      if (!isSessionToken(request.headers["x-amz-security-token"], sessionToken)) {
        return failure("UnrecognizedClientException", "The security token included in the request is invalid.");
      }
      const [, operation = ""] = String(request.headers["x-amz-target"]).split(".");
      if (!["GetSecretValue", "PutSecretValue"].includes(operation) || body === undefined) {
        return failure("UnknownOperationException", "The local runner answers GetSecretValue and PutSecretValue only.");
      }
      const { SecretId, SecretString } = RequestSchema.parse(JSON.parse(body.toString("utf8")));
      if (secrets.read(SecretId) === undefined)
        return failure("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
      if (operation === "PutSecretValue" && SecretString !== undefined) secrets.write(SecretId, SecretString);
      const value = secrets.read(SecretId);
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
