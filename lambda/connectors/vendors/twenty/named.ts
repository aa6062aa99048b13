import * as z from "zod/mini";
import type { NamesQuestion } from "../../contract/about.ts";
import { type KnownField, type Named, valuesIn, wrongNames } from "../../kit/named/wrong-names.ts";
import { PERSON } from "./rows.ts";
import { ReportSettingsSchema } from "./settings.ts";

/**
 * What the settings name of the fields of people, which a workspace adds under Settings, Data model. Its OpenAPI
 * (`/rest/open-api/core`) says the same of every object and is longer than the bridge reads.
 */

const QUERY = `{ objects(paging: { first: 200 }) { edges { node { nameSingular
  fields(paging: { first: 500 }) { edges { node { name type options isActive } } } } } } }`;

const edgesOf = <Schema extends z.ZodMiniType>(node: Schema) => z.object({ edges: z.array(z.object({ node })) });
const FieldSchema = z.object({
  name: z.string(),
  type: z.string(),
  options: z.optional(z.nullable(z.array(z.object({ value: z.string() })))),
  isActive: z.optional(z.boolean()),
});
const AnswerSchema = z.object({
  data: z.object({ objects: edgesOf(z.object({ nameSingular: z.string(), fields: edgesOf(FieldSchema) })) }),
});

export function twentyNames(given: unknown): readonly NamesQuestion[] {
  const { statusField, leadStatus, replacedLeadStatuses, doNotCallField, fields } = z.parse(
    ReportSettingsSchema,
    given,
  );
  const named: Named[] = [
    { setting: "statusField", field: statusField, types: ["SELECT"] },
    ...(statusField === undefined
      ? []
      : [
          ...valuesIn("leadStatus", statusField, leadStatus),
          ...replacedLeadStatuses.map((value) => ({ setting: "replacedLeadStatuses", field: statusField, value })),
        ]),
    { setting: "doNotCallField", field: doNotCallField, types: ["BOOLEAN"] },
    { setting: "fields.secondsToRing", field: fields.secondsToRing, types: ["NUMBER"] },
    { setting: "fields.attempts", field: fields.attempts, types: ["NUMBER"] },
    { setting: "fields.firstContactAt", field: fields.firstContactAt, types: ["DATE_TIME"] },
  ];
  return [
    {
      asked: { path: "/metadata", posted: { query: QUERY } },
      wrong(body) {
        const objects = z.safeParse(AnswerSchema, body).data?.data.objects.edges ?? [];
        const people = objects.find(({ node }) => node.nameSingular === PERSON.one)?.node.fields.edges;
        const active = people?.filter(({ node }) => node.isActive !== false);
        const known = active?.map(({ node: { name, type, options } }): [string, KnownField] => [
          name,
          { type, options: options?.map(({ value }) => value) },
        ]);
        return known && wrongNames(named, new Map(known), "of people");
      },
    },
  ];
}
