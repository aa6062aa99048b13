import * as z from "zod";
import { findConnector } from "../../lambda/connectors/find-connector.ts";
import { leadOutcomes } from "../../lambda/lead/lead.ts";
import type { Stage } from "../stage/stage.ts";

/** What a CRM's settings make of each outcome, defaults included. */
export interface OutcomeSetting {
  /** As a path in the settings, such as `leadStatus`. */
  readonly setting: string;
  /** By outcome; null: nothing is set. */
  readonly values: Readonly<Record<string, string | null>>;
}

/** The settings as the connector has them, with what it takes where they say nothing. */
export function settingsOf({ config }: Pick<Stage, "config">, crm: string): Readonly<Record<string, unknown>> {
  const { connector, settings } = config.crms[crm] ?? {};
  const read = findConnector(connector ?? "")?.report?.settings.safeParse(settings ?? {});
  return read?.success && isObject(read.data) ? read.data : {};
}

/** Those of the settings that say something for each outcome. */
export function outcomeSettings(
  settings: Readonly<Record<string, unknown>>,
  path: readonly string[] = [],
): OutcomeSetting[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    const place = [...path, name];
    const values = ByOutcomeSchema.safeParse(value);
    if (values.success) return [{ setting: place.join("."), values: values.data }];
    return isObject(value) ? outcomeSettings(value, place) : [];
  });
}

const Value = z.union([z.string(), z.null()]);
const ByOutcomeSchema = z.object(Object.fromEntries(leadOutcomes.map((outcome) => [outcome, Value]))).catchall(Value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
