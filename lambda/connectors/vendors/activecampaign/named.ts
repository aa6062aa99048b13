import * as z from "zod/mini";
import type { NamesQuestion } from "../../contract/about.ts";
import { type KnownField, valuesIn, wrongNames } from "../../kit/named/wrong-names.ts";
import { API } from "./access.ts";
import { IdSchema, Text } from "./objects.ts";
import { SettingsSchema } from "./settings.ts";

/** What the settings name of an account's custom fields and of its deals' stages, by ids that are its own. */

/** As many as ActiveCampaign shows at once: of more, the answer does not tell. */
const MOST = 100;

export function activecampaignNames(given: unknown): readonly NamesQuestion[] {
  const settings = z.parse(SettingsSchema, given);
  const { fields, outcomeField, stage, replacedStages, pipelineId } = settings;
  const named = [
    ...Object.entries(fields).map(([name, field]) => ({ setting: `fields.${name}`, field })),
    { setting: "outcomeField.id", field: outcomeField?.id },
  ];
  const stages = [
    ...valuesIn("stage", "stage", stage),
    ...replacedStages.map((value) => ({ setting: "replacedStages", field: "stage", value })),
  ];
  return [
    ...(named.some(({ field }) => field !== undefined)
      ? [asking("fields", (all) => wrongNames(named, asFields(all), "of a contact"))]
      : []),
    ...(pipelineId !== undefined
      ? [
          asking("dealStages", (all) =>
            wrongNames(stages, asStages(all, pipelineId), `of a deal in pipeline ${pipelineId}`),
          ),
        ]
      : []),
  ];
}

const ObjectSchema = z.object({ id: IdSchema, type: Text, group: z.optional(IdSchema) });
type Described = z.output<typeof ObjectSchema>;

/** https://developers.activecampaign.com/reference/retrieve-fields and …/list-all-deal-stages */
const asking = (
  collection: string,
  compare: (all: readonly Described[]) => ReturnType<typeof wrongNames>,
): NamesQuestion => ({
  asked: `${API}/${collection}?limit=${MOST}`,
  wrong(body) {
    const answer = z.safeParse(z.looseObject({}), body).data;
    const all = z.safeParse(z.array(ObjectSchema), answer?.[collection]).data;
    return all && all.length < MOST ? compare(all) : undefined;
  },
});

const asFields = (all: readonly Described[]): ReadonlyMap<string, KnownField> =>
  new Map(all.map(({ id, type }) => [id, { type: type ?? "" }]));

const asStages = (all: readonly Described[], pipelineId: string): ReadonlyMap<string, KnownField> => {
  const options = all.filter(({ group }) => group === pipelineId).map(({ id }) => id);
  return new Map([["stage", { type: "", options }]]);
};
