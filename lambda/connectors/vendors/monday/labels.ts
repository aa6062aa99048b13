import * as z from "zod/mini";
import { RejectedError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { addToList } from "../../kit/out/add-to-list.ts";
import { isSameText } from "../../kit/same-text.ts";
import { ask } from "./graphql.ts";
import { type ColumnValue, valueIn } from "./items.ts";

/** Labels of a dropdown column, which monday overwrites as a whole: https://developer.monday.com/api-reference/reference/dropdown */

const COLUMNS =
  "query ($boards: [ID!], $columns: [String!]) { boards(ids: $boards) { columns(ids: $columns) { id settings_str } } }";
const ColumnsSchema = z.object({
  boards: z.array(z.object({ columns: z.nullable(z.array(z.object({ id: z.string(), settings_str: z.string() }))) })),
});

const LabelsSchema = z.object({ labels: z.array(z.object({ id: z.number(), name: z.string() })) });
const ChosenSchema = z.object({ ids: z.array(z.number()) });

/**
 * @param present what the column has
 * @returns the ids of all that it is to have; undefined when it has the label already
 * @throws RejectedError 400 when the column has no such label: they are made by people
 */
export async function labelsWith(
  crm: CrmHttp,
  { boardId, columnId, label }: { readonly boardId: string; readonly columnId: string; readonly label: string },
  present: ColumnValue | undefined,
): Promise<number[] | undefined> {
  const { boards } = await ask(
    crm,
    { query: COLUMNS, variables: { boards: [boardId], columns: [columnId] } },
    ColumnsSchema,
  );
  const settings = boards[0]?.columns?.[0]?.settings_str;
  const { labels } = valueIn({ id: columnId, value: settings }, LabelsSchema) ?? { labels: [] };
  const named = labels.find(({ name }) => isSameText(name, label));
  if (!named)
    throw new RejectedError(400, `The column ${columnId} has no label “${label}”: add it there, or name another`);
  let whole: number[] | undefined;
  await addToList(
    [String(named.id)],
    async () => (valueIn(present, ChosenSchema)?.ids ?? []).map(String),
    async (ids) => {
      whole = ids.map(Number);
    },
  );
  return whole;
}
