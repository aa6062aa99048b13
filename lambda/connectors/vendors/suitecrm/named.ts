import * as z from "zod/mini";
import type { NamesQuestion } from "../../contract/about.ts";
import { type KnownField, wrongNames } from "../../kit/named/wrong-names.ts";
import { API, LEADS } from "./api.ts";
import { ReportSettingsSchema } from "./settings.ts";

/**
 * What the settings name of the fields of leads, which Studio adds. SuiteCRM refuses a result as a whole for one that it does
 * not have. https://github.com/salesagility/SuiteCRM/blob/master/Api/V8/Service/MetaService.php
 */

const FieldsSchema = z.object({
  data: z.object({ attributes: z.record(z.string(), z.looseObject({ type: z.string() })) }),
});

const NUMBER = ["int", "float", "decimal"];
const MOMENT = ["datetime", "datetimecombo"];

export function suitecrmNames(given: unknown): readonly NamesQuestion[] {
  const { secondsToRing, attempts, firstContactAt } = z.parse(ReportSettingsSchema, given).fields;
  if (secondsToRing === undefined && attempts === undefined && firstContactAt === undefined) return [];
  return [
    {
      asked: `${API}/meta/fields/${LEADS}`,
      wrong(body) {
        const known = z.safeParse(FieldsSchema, body).data?.data.attributes;
        if (!known) return undefined;
        return wrongNames(
          [
            { setting: "fields.secondsToRing", field: secondsToRing, types: NUMBER },
            { setting: "fields.attempts", field: attempts, types: NUMBER },
            { setting: "fields.firstContactAt", field: firstContactAt, types: MOMENT },
          ],
          new Map<string, KnownField>(Object.entries(known)),
          "of a lead",
        );
      },
    },
  ];
}
