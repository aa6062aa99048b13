import * as z from "zod/mini";
import type { NamesQuestion } from "../../contract/about.ts";
import { type KnownField, wrongNames } from "../../kit/named/wrong-names.ts";
import { isSameText } from "../../kit/same-text.ts";
import { LEAD, methodPath } from "./rpc.ts";
import { ReportSettingsSchema } from "./settings.ts";

/** What the settings name of Odoo's fields and stages, which are the database's own. Tags are made where there are none. */

export function odooNames(given: unknown): readonly NamesQuestion[] {
  const { fields, stages, replacedStages } = z.parse(ReportSettingsSchema, given);
  const figures = Object.values(fields).filter((name) => name !== undefined);
  const named = Object.entries(stages).flatMap(([outcome, value]) =>
    value === null ? [] : [{ setting: `stages.${outcome}`, value }],
  );
  const replaced = replacedStages.map((value) => ({ setting: "replacedStages", value }));
  return [
    ...(figures.length > 0 ? [fieldsQuestion(fields)] : []),
    ...(named.length > 0 ? [stagesQuestion([...named, ...replaced])] : []),
  ];
}

const FieldsSchema = z.record(z.string(), z.looseObject({ type: z.string() }));

/** https://www.odoo.com/documentation/19.0/developer/reference/backend/orm.html#odoo.models.Model.fields_get */
const fieldsQuestion = (fields: z.output<typeof ReportSettingsSchema>["fields"]): NamesQuestion => ({
  asked: {
    path: methodPath(LEAD, "fields_get"),
    posted: { allfields: Object.values(fields), attributes: ["type"] },
  },
  wrong(body) {
    const known = z.safeParse(FieldsSchema, body).data;
    if (!known) return undefined;
    const number = ["integer", "float"];
    return wrongNames(
      [
        { setting: "fields.secondsToRing", field: fields.secondsToRing, types: number },
        { setting: "fields.attempts", field: fields.attempts, types: number },
        { setting: "fields.firstContactAt", field: fields.firstContactAt, types: ["datetime"] },
      ],
      new Map<string, KnownField>(Object.entries(known)),
      "of a lead",
    );
  },
});

/** More stages than a person would make. */
const MOST = 500;

const StagesSchema = z.array(z.object({ id: z.number(), name: z.string() }));

const stagesQuestion = (named: readonly { readonly setting: string; readonly value: string }[]): NamesQuestion => ({
  asked: {
    path: methodPath("crm.stage", "search_read"),
    posted: { domain: [], fields: ["name"], limit: MOST },
  },
  wrong(body) {
    const stages = z.safeParse(StagesSchema, body).data;
    if (!stages) return undefined;
    const isThere = (value: string) =>
      stages.some(({ id, name }) => isSameText(name, value) || String(id) === value.trim());
    const names = stages.map(({ name }) => name).join(", ");
    return named
      .filter(({ value }) => !isThere(value))
      .map(({ setting, value }) => ({ setting, found: `is “${value}”, and the stages are ${names}` }));
  },
});
