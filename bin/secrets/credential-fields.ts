import * as z from "zod";
import type { $ZodType } from "zod/v4/core";
import { isRecord } from "../../lambda/callingly/wire.ts";

/** What credentials have to hold, for people: `client_id client_secret refresh_token, or token`. */
export function credentialFields(schema: $ZodType): string {
  const json = z.toJSONSchema(schema as z.ZodType, { io: "input", unrepresentable: "any" });
  const choices = json.anyOf ?? [json];
  return choices.map((one) => (isRecord(one) && isRecord(one.properties) ? fieldsOf(one) : "")).join(", or ");
}

const fieldsOf = ({ required, properties }: Readonly<Record<string, unknown>>): string =>
  (Array.isArray(required) ? required : Object.keys(isRecord(properties) ? properties : {})).join(" ");
