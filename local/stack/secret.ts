import { randomInt } from "node:crypto";
import * as z from "zod";
import type { Keep } from "../../stand-ins/kit/kept.ts";
import { arn } from "../aws-names.ts";
import type { Kind } from "./kind.ts";

/** A secret, generated as the template says the first time it is needed. */
export const secret: Kind = {
  ref: secretArn,
  attributes: (id) => ({ Id: secretArn(id), Arn: secretArn(id) }),
  run(id, properties, world) {
    const memory = world.keep<string>("secrets");
    if (memory.get(id) === undefined) memory.set(id, firstValue(PropertiesSchema.parse(properties)));
    world.secrets.set(secretArn(id), memory.get(id) ?? "");
  },
};

/** Replaces what was generated, for the runs to come. */
export function keepSecret(arn: string, value: string, keep: Keep): void {
  keep<string>("secrets").set(arn.slice(secretArn("").length), value);
}

export function secretArn(id: string): string {
  return arn("secretsmanager", `secret:${id}`);
}

const PropertiesSchema = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: z
    .strictObject({
      PasswordLength: z.number().default(32),
      ExcludePunctuation: z.boolean().default(false),
      SecretStringTemplate: z.string().optional(),
      GenerateStringKey: z.string().optional(),
    })
    .optional(),
});

function firstValue({ SecretString, GenerateSecretString }: z.infer<typeof PropertiesSchema>): string {
  if (SecretString !== undefined) return SecretString;
  const { PasswordLength, ExcludePunctuation, SecretStringTemplate, GenerateStringKey } = GenerateSecretString ?? {
    PasswordLength: 32,
    ExcludePunctuation: false,
  };
  const generated = password(PasswordLength, ExcludePunctuation);
  if (SecretStringTemplate === undefined || GenerateStringKey === undefined) return generated;
  return JSON.stringify({ ...JSON.parse(SecretStringTemplate), [GenerateStringKey]: generated });
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

function password(length: number, lettersOnly: boolean): string {
  const alphabet = lettersOnly ? letters : letters + punctuation;
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}
