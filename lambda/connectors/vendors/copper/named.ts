import * as z from "zod/mini";
import type { NamesQuestion } from "../../contract/about.ts";
import { type KnownField, wrongNames } from "../../kit/named/wrong-names.ts";
import { API } from "./access.ts";
import { IdSchema } from "./objects.ts";
import { SettingsSchema } from "./settings.ts";

/** What the settings name of an account's activity types and custom fields, by ids that are its own. */

export function copperNames(given: unknown): readonly NamesQuestion[] {
  const { activityTypeId, fields } = z.parse(SettingsSchema, given);
  const named = Object.entries(fields).map(([name, field]) => ({ setting: `fields.${name}`, field }));
  return [
    { asked: `${API}/activity_types`, wrong: (body) => wrongType(body, activityTypeId) },
    ...(named.some(({ field }) => field !== undefined)
      ? [
          {
            asked: `${API}/custom_field_definitions`,
            wrong: (body: unknown) => {
              const known = z.safeParse(DefinitionsSchema, body).data;
              return known && wrongNames(named, asKnown(known), "of a lead or person");
            },
          },
        ]
      : []),
  ];
}

/** Those that users enter, apart from the system's own. https://developer.copper.com/activities/list-activity-types.html */
const TypesSchema = z.object({
  user: z.array(z.object({ id: IdSchema, name: z.string(), is_disabled: z.optional(z.nullable(z.boolean())) })),
});

function wrongType(body: unknown, id: string) {
  const types = z.safeParse(TypesSchema, body).data?.user;
  if (!types) return undefined;
  const open = types.filter(({ is_disabled }) => is_disabled !== true);
  if (open.some((type) => type.id === id)) return [];
  const known = open.map((type) => `${type.id} (${type.name})`).join(", ");
  return [{ setting: "activityTypeId", found: `is “${id}”, and Copper knows only ${known}` }];
}

/** https://developer.copper.com/custom-fields/general/list-custom-field-definitions.html */
const DefinitionsSchema = z.array(
  z.object({ id: IdSchema, data_type: z.string(), available_on: z.optional(z.array(z.string())) }),
);

const asKnown = (definitions: z.output<typeof DefinitionsSchema>): ReadonlyMap<string, KnownField> =>
  new Map(
    definitions
      .filter(({ available_on }) => available_on?.some((type) => type === "lead" || type === "person") ?? true)
      .map(({ id, data_type }) => [id, { type: data_type }]),
  );
