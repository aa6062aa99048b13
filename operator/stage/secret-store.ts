import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import type { ReadSecret } from "../../lambda/runtime/aws.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { SecretArns, SecretPurpose } from "./description.ts";

/** The stage's secrets, to be looked at and changed by a person. */
export interface SecretStore {
  /** @throws Problem when it is no JSON object, or AWS does not give it */
  read(purpose: SecretPurpose): Promise<Readonly<Record<string, unknown>>>;
  /** Functions know the new value within a minute. */
  write(purpose: SecretPurpose, value: Readonly<Record<string, unknown>>): Promise<void>;
}

/** What it holds is of no use to anybody. */
export class UnreadableSecret extends Problem {}

const ObjectSchema = z.record(z.string(), z.unknown());

export function secretStore(arns: SecretArns, client: SecretsManagerClient): SecretStore {
  const arnOf = (purpose: SecretPurpose): string => {
    const arn = arns[purpose];
    if (arn !== undefined) return arn;
    throw new Problem(
      `This stage has no secret ${purpose}: say originHeader: "announced" in its settings (docs/upgrade.md) and deploy.`,
    );
  };
  return {
    async read(purpose) {
      const arn = arnOf(purpose);
      const { SecretString = "" } = await client
        .send(new GetSecretValueCommand({ SecretId: arn }))
        .catch((error: Error) => {
          throw new Problem(
            `The secret ${purpose} cannot be read (${error.name}); look whether your credentials may read ${arn}.`,
          );
        });
      const result = ObjectSchema.safeParse(jsonOf(SecretString));
      if (result.success) return result.data;
      throw new UnreadableSecret(
        `The secret ${purpose} is not a JSON object; write one with \`bridge secrets set ${purpose}\`, or into ${arn}.`,
      );
    },
    async write(purpose, value) {
      const arn = arnOf(purpose);
      await client
        .send(new PutSecretValueCommand({ SecretId: arn, SecretString: JSON.stringify(value) }))
        .catch((error: Error) => {
          throw new Problem(
            `The secret ${purpose} cannot be written (${error.name}); look whether your credentials may write ${arn}.`,
          );
        });
    },
  };
}

/** Secrets as the functions read them, through the operator's own client. */
export const secretsBySdk =
  (client: SecretsManagerClient): ReadSecret =>
  async (secretId) =>
    (await client.send(new GetSecretValueCommand({ SecretId: secretId }))).SecretString ?? "";

/** The platform's own message would quote the secret. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
