import * as z from "zod/mini";
import type { NamesQuestion } from "../../contract/about.ts";
import { type KnownField, type Named, valuesIn, wrongNames } from "../../kit/named/wrong-names.ts";
import { API } from "./access.ts";
import { type Entity, entities } from "./person.ts";
import { type ReportSettings, ReportSettingsSchema } from "./settings.ts";

/**
 * What the settings name of EspoCRM's fields, which administrators add in Entity Manager. An instance describes them to
 * whoever may read the records: https://docs.espocrm.com/development/metadata/. Its OpenAPI, since 9.3, says the same and
 * wants a right of its own.
 */

const FieldsSchema = z.record(
  z.string(),
  z.looseObject({ type: z.optional(z.string()), options: z.optional(z.array(z.string())) }),
);

/** Their types: https://docs.espocrm.com/administration/fields/ */
const WHOLE = ["int", "float"];
const MOMENT = ["datetime", "datetimeOptional"];

export function espocrmNames(given: unknown): readonly NamesQuestion[] {
  const settings = z.parse(ReportSettingsSchema, given);
  return [
    ...entities.map((entity) => question(entity, ofRecord(entity, settings))),
    question("Call", [
      ...valuesIn("callStatuses", "status", settings.callStatuses),
      { setting: "recordingField", field: settings.recordingField, types: ["url", "varchar", "text"] },
    ]),
    {
      asked: `${API}/User/${encodeURIComponent(settings.ownerId)}`,
      wrong: (body) => (z.safeParse(UserSchema, body).success ? [] : undefined),
      missing: {
        setting: "ownerId",
        found: `is “${settings.ownerId}”, which is no user; \`bridge crms owners NAME\` shows who is`,
      },
    },
  ];
}

const UserSchema = z.looseObject({ id: z.string() });

function ofRecord(entity: Entity, { leadStatus, replacedLeadStatuses, fields }: ReportSettings): Named[] {
  const figures = [
    { setting: "fields.secondsToRing", field: fields.secondsToRing, types: WHOLE },
    { setting: "fields.attempts", field: fields.attempts, types: WHOLE },
    { setting: "fields.firstContactAt", field: fields.firstContactAt, types: MOMENT },
  ];
  if (entity === "Contact") return figures;
  const replaced = replacedLeadStatuses.map((value) => ({ setting: "replacedLeadStatuses", field: "status", value }));
  return [...figures, ...valuesIn("leadStatus", "status", leadStatus), ...replaced];
}

const question = (entity: string, named: readonly Named[]): NamesQuestion => ({
  asked: `${API}/Metadata?key=entityDefs.${entity}.fields`,
  wrong(body) {
    const fields = z.safeParse(FieldsSchema, body).data;
    if (!fields) return undefined;
    const known = Object.entries(fields).map(([name, { type = "", options }]): [string, KnownField] => [
      name,
      { type, options },
    ]);
    return wrongNames(named, new Map(known), `of a ${entity}`);
  },
});
