import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { $ZodIssue, $ZodType } from "zod/v4/core";
import { isRecord } from "../../lambda/callingly/wire.ts";
import { Problem } from "../../lib/program/problem.ts";
import { type SecretPurpose, secretPurposes } from "../stage/description.ts";
import { UnreadableSecret } from "../stage/secret-store.ts";
import type { Stage } from "../stage/stage.ts";
import { credentialFields, takesField } from "./credential-fields.ts";

/** Entries of the secrets, as they are named on the command line: `NAME` or `NAME.FIELD`. */

export type Json = Readonly<Record<string, unknown>>;

/**
 * @param offered what the person may choose from
 * @throws Problem when there is none of that name; one that is not offered is refused by who is to change it
 */
export function purposeOf(text: string, offered: readonly SecretPurpose[]): SecretPurpose {
  const purpose = secretPurposes.find((one) => one === text);
  if (purpose) return purpose;
  throw new Problem(`There is no secret "${text}". Name one of: ${offered.join(", ")}.`);
}

/** Enough for a seed or a key, in letters that may stand in an address. */
export const newSeed = (): string => randomBytes(30).toString("base64url");

/** A secret that cannot be parsed is of no use, and may be overwritten. */
export const readOrNothing = (stage: Stage, purpose: SecretPurpose): Promise<Json> =>
  stage.secrets.read(purpose).catch((error: unknown) => {
    if (error instanceof UnreadableSecret) return {};
    throw error;
  });

export const objectIn = (value: unknown): Json => (isRecord(value) ? value : {});

/** When the key that is being replaced began to be: no key, but it lies beside them. */
export const SINCE = "previous_since";

/** @returns every entry that holds something, by its path */
export function entriesOf(value: Json): string[] {
  const entries = Object.entries(value).filter(([name]) => name !== SINCE);
  return entries.flatMap(([name, entry]) =>
    isRecord(entry) ? entriesOf(entry).map((field) => `${name}.${field}`) : entry ? [name] : [],
  );
}

/**
 * Credentials with one field more, or all of them at once.
 * @throws Problem when the schema will not have it
 * @returns also what is still missing
 */
export function withCredential(
  schema: $ZodType,
  before: Json,
  field: string | undefined,
  text: string,
): { readonly entry: Json; readonly missing: string | undefined } {
  const needed = credentialFields(schema);
  if (field !== undefined && !takesField(schema, field))
    throw new Problem(`There is no field "${field}"; needed: ${needed}.`);
  const entry = field === undefined ? jsonOf(text) : { ...before, [field]: text };
  const { error } = z.safeParse(schema, entry);
  if (!error) return { entry, missing: undefined };
  if (field === undefined) throw new Problem(`These credentials are not complete; needed: ${needed}.`);
  const [issue] = flat(error.issues).filter(({ path }) => path[0] === field);
  if (issue) throw new Problem(`${field}: ${issue.message}.`);
  return { entry, missing: needed };
}

/** Those of all choices. */
const flat = (issues: readonly $ZodIssue[]): $ZodIssue[] =>
  issues.flatMap((issue) => (issue.code === "invalid_union" ? issue.errors.flatMap(flat) : [issue]));

function jsonOf(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // The platform's message would quote the secret.
  }
  throw new Problem('Name the field as NAME.FIELD, or give all fields as one JSON object: {"token": "…"}.');
}
