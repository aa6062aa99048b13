import * as z from "zod/mini";
import type { NamesQuestion, WrongName } from "../../contract/about.ts";
import { type KnownField, type Named, valuesIn, wrongNames } from "../../kit/named/wrong-names.ts";
import { PEOPLE } from "./records.ts";
import { ReportSettingsSchema } from "./settings.ts";

/** What the settings name of the attributes of people: https://docs.attio.com/rest-api/endpoint-reference/attributes */

const ATTRIBUTES = `/v2/objects/${PEOPLE}/attributes`;
const OF = "of people";

const AttributesSchema = z.object({
  data: z.array(z.object({ api_slug: z.string(), type: z.string(), is_archived: z.optional(z.boolean()) })),
});
const OptionsSchema = z.object({
  data: z.array(z.object({ title: z.string(), is_archived: z.optional(z.boolean()) })),
});

export function attioNames(given: unknown): readonly NamesQuestion[] {
  const { statusAttribute, leadStatus, replacedLeadStatuses, doNotCallAttribute, fields } = z.parse(
    ReportSettingsSchema,
    given,
  );
  const named: Named[] = [
    { setting: "statusAttribute", field: statusAttribute, types: ["select", "status"] },
    { setting: "doNotCallAttribute", field: doNotCallAttribute, types: ["checkbox"] },
    { setting: "fields.secondsToRing", field: fields.secondsToRing, types: ["number"] },
    { setting: "fields.attempts", field: fields.attempts, types: ["number"] },
    { setting: "fields.firstContactAt", field: fields.firstContactAt, types: ["timestamp"] },
  ];
  const attributes: NamesQuestion = {
    asked: `${ATTRIBUTES}?limit=500`,
    wrong(body) {
      const known = z.safeParse(AttributesSchema, body).data?.data.filter(({ is_archived }) => is_archived !== true);
      return known && wrongNames(named, new Map(known.map(({ api_slug, type }) => [api_slug, { type }])), OF);
    },
  };
  return statusAttribute === undefined
    ? [attributes]
    : [
        attributes,
        ...["options", "statuses"].map(
          (kind): NamesQuestion => ({
            asked: `${ATTRIBUTES}/${statusAttribute}/${kind}`,
            wrong: (body) => wrongOptions(body, statusAttribute, { leadStatus, replacedLeadStatuses }),
          }),
        ),
      ];
}

/** An attribute of the other type has none: then its answer tells nothing. */
function wrongOptions(
  body: unknown,
  attribute: string,
  {
    leadStatus,
    replacedLeadStatuses,
  }: Pick<z.output<typeof ReportSettingsSchema>, "leadStatus" | "replacedLeadStatuses">,
): readonly WrongName[] | undefined {
  const titles = z
    .safeParse(OptionsSchema, body)
    .data?.data.filter(({ is_archived }) => is_archived !== true)
    .map(({ title }) => title);
  if (!titles || titles.length === 0) return undefined;
  const known: KnownField = { type: "select", options: titles };
  const values: Named[] = [
    ...valuesIn("leadStatus", attribute, leadStatus),
    ...replacedLeadStatuses.map((value) => ({ setting: "replacedLeadStatuses", field: attribute, value })),
  ];
  return wrongNames(values, new Map([[attribute, known]]), OF);
}
