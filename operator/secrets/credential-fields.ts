import * as z from "zod";
import type { $ZodType } from "zod/v4/core";
import { isRecord } from "../../lambda/callingly/wire.ts";

const choicesOf = (schema: $ZodType): readonly unknown[] => {
  const json = z.toJSONSchema(schema as z.ZodType, { io: "input", unrepresentable: "any" });
  return json.anyOf ?? [json];
};

/** Whether credentials may have it. */
export const takesField = (schema: $ZodType, field: string): boolean =>
  choicesOf(schema).some(
    (one) =>
      isRecord(one) &&
      ((isRecord(one.properties) && Object.hasOwn(one.properties, field)) || isRecord(one.additionalProperties)),
  );

/** The fields that credentials need, for people: `client_id client_secret refresh_token, or token`. */
export function credentialFields(schema: $ZodType): string {
  return choicesOf(schema)
    .map((one) => (isRecord(one) && isRecord(one.properties) ? fieldsOf(one) : ""))
    .join(", or ");
}

/** The fields of the first way to give them. */
export function credentialNames(schema: $ZodType): string[] {
  const [first] = choicesOf(schema);
  return isRecord(first) && isRecord(first.properties) ? fieldsOf(first).split(" ") : [];
}

/** How a source's credentials are written, field by field; where it can have none, what lets its leads be fetched. */
export function writeCredentials(source: string, schema: $ZodType): string {
  if (credentialNames(schema).length === 0)
    return `Have it report to a CRM of its connector, whose access fetches them: bridge crms add, and its name in \`report\` of ${source}`;
  const commands = credentialNames(schema).map((field) => `bridge secrets set source-credentials ${source}.${field}`);
  return commands.length === 1 ? `Write it: ${commands[0]}` : `Write each of them: ${commands.join(", ")}`;
}

const fieldsOf = ({ required, properties }: Readonly<Record<string, unknown>>): string =>
  (Array.isArray(required) ? required : Object.keys(isRecord(properties) ? properties : {})).join(" ");
