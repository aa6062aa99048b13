import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { Problem } from "../problem.ts";
import type { SecretPurpose } from "./description.ts";

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

export function secretStore(arns: Readonly<Record<SecretPurpose, string>>, client: SecretsManagerClient): SecretStore {
  return {
    async read(purpose) {
      const { SecretString = "" } = await client
        .send(new GetSecretValueCommand({ SecretId: arns[purpose] }))
        .catch((error: Error) => {
          throw new Problem(
            `The secret ${purpose} cannot be read (${error.name}); look whether your credentials may read ${arns[purpose]}.`,
          );
        });
      const result = ObjectSchema.safeParse(jsonOf(SecretString));
      if (result.success) return result.data;
      throw new UnreadableSecret(
        `The secret ${purpose} is not a JSON object; write one with \`bridge secrets set ${purpose}\`, or into ${arns[purpose]}.`,
      );
    },
    async write(purpose, value) {
      await client
        .send(new PutSecretValueCommand({ SecretId: arns[purpose], SecretString: JSON.stringify(value) }))
        .catch((error: Error) => {
          throw new Problem(
            `The secret ${purpose} cannot be written (${error.name}); look whether your credentials may write ${arns[purpose]}.`,
          );
        });
    },
  };
}

/** The platform's own message would quote the secret. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
