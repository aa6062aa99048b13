import * as z from "zod";
import { findConnector } from "../../lambda/connectors/find-connector.ts";
import { mappedFields } from "../../lambda/lead/reader/fields.ts";
import { statedParts } from "../../lambda/lead/reader/stated-place.ts";

/** Under which setting a connector is told where fields are, and which fields there are to tell of. */
export interface MappingSetting {
  readonly name: "mapping" | "fields";
  readonly fields: readonly string[];
}

const fields = [...mappedFields, ...statedParts, "scheduledAt"];

/** @returns undefined for a connector that knows by itself where everything is */
export function mappingSettingOf(connector: string): MappingSetting | undefined {
  const settings = findConnector(connector)?.intake?.settings;
  if (!settings) return undefined;
  const takes = (value: object) => z.safeParse(settings, value).success;
  const name = (["mapping", "fields"] as const).find((each) => takes({ [each]: { phone: "x" } }));
  return name && { name, fields: fields.filter((field) => takes({ [name]: { [field]: "x" } })) };
}
