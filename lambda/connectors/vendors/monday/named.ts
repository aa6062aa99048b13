import * as z from "zod/mini";
import type { NamesQuestion } from "../../contract/about.ts";
import { type KnownField, type Named, valuesIn, wrongNames } from "../../kit/named/wrong-names.ts";
import { PATH } from "./graphql.ts";
import { valueIn } from "./items.ts";
import { type ReportSettings, ReportSettingsSchema } from "./settings.ts";

/** What the settings name of the board's columns: https://developer.monday.com/api-reference/reference/columns */

const COLUMNS = "query ($boards: [ID!]) { boards(ids: $boards) { columns { id type settings_str } } }";

const AnswerSchema = z.object({
  data: z.object({
    boards: z.array(
      z.object({ columns: z.array(z.object({ id: z.string(), type: z.string(), settings_str: z.string() })) }),
    ),
  }),
});

export function mondayNames(given: unknown): readonly NamesQuestion[] {
  const settings = z.parse(ReportSettingsSchema, given);
  const { boardId } = settings;
  return [
    {
      asked: { path: PATH, posted: { query: COLUMNS, variables: { boards: [boardId] } } },
      wrong(body) {
        const boards = z.safeParse(AnswerSchema, body).data?.data.boards;
        if (!boards) return undefined;
        const [board] = boards;
        if (!board) return [{ setting: "boardId", found: `is “${boardId}”, a board that monday does not show us` }];
        const columns = board.columns.map(({ id, type, settings_str }): [string, KnownField] => [
          id,
          { type, options: labelsIn(settings_str) },
        ]);
        return wrongNames(namedIn(settings), new Map(columns), "of the board");
      },
    },
  ];
}

/** A status has its labels by number, a dropdown in a list. */
const LabelsSchema = z.object({
  labels: z.union([
    z.array(z.object({ name: z.string() })),
    z.pipe(
      z.record(z.string(), z.string()),
      z.transform((labels) => Object.values(labels).map((name) => ({ name }))),
    ),
  ]),
});

const labelsIn = (text: string): string[] | undefined =>
  valueIn({ id: "", value: text }, LabelsSchema)?.labels.map(({ name }) => name);

function namedIn(settings: ReportSettings): Named[] {
  const { statusColumn, tagsColumn, fields } = settings;
  return [
    { setting: "phoneColumn", field: settings.phoneColumn, types: ["phone"] },
    { setting: "emailColumn", field: settings.emailColumn, types: ["email"] },
    { setting: "statusColumn", field: statusColumn, types: ["status"] },
    { setting: "companyColumn", field: settings.companyColumn, types: ["text"] },
    { setting: "ownerColumn", field: settings.ownerColumn, types: ["people"] },
    { setting: "tagsColumn", field: tagsColumn, types: ["dropdown"] },
    { setting: "fields.secondsToRing", field: fields.secondsToRing, types: ["numbers"] },
    { setting: "fields.attempts", field: fields.attempts, types: ["numbers"] },
    { setting: "fields.firstContactAt", field: fields.firstContactAt, types: ["date"] },
    ...valuesIn("leadStatus", statusColumn, settings.leadStatus),
    ...settings.replacedLeadStatuses.map((value) => ({ setting: "replacedLeadStatuses", field: statusColumn, value })),
    ...(tagsColumn === undefined ? [] : valuesIn("tags", tagsColumn, settings.tags)),
  ];
}
