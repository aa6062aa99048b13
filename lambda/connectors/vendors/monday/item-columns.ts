import * as z from "zod/mini";
import { RejectedError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { type ByOutcome, bestOutcome, nextStatus } from "../../kit/out/by-outcome.ts";
import { type SpeedFields, speedChanges } from "../../kit/out/speed.ts";
import { ask } from "./graphql.ts";
import { columnOf, type Item, ItemsSchema, textOf } from "./items.ts";
import { labelsWith } from "./labels.ts";
import { type BoardSettings, isTheirs } from "./person-item.ts";

/**
 * What a result changes in the item's columns: its status, its owner, figures, a label. Only of the board that the settings
 * name, whose columns they are, and where the item is surely the person's.
 */

export interface ColumnSettings extends BoardSettings {
  readonly statusColumn: string;
  readonly ownerColumn?: string | undefined;
  readonly tagsColumn?: string | undefined;
  readonly ownerId?: string | undefined;
  readonly leadStatus: ByOutcome;
  readonly replacedLeadStatuses: readonly string[];
  readonly tags: ByOutcome;
  readonly fields: SpeedFields;
}

/** https://developer.monday.com/api-reference/reference/column-values */
const CHANGE =
  "mutation ($board_id: ID!, $item_id: ID!, $values: JSON!) { change_multiple_column_values(board_id: $board_id, item_id: $item_id, column_values: $values) { id } }";
/** What was not done is null, with or without a word why. */
const ChangedSchema = z.object({ change_multiple_column_values: z.optional(z.object({ id: z.string() })) });

export async function changeItem(crm: CrmHttp, job: ReportJob, id: string, settings: ColumnSettings): Promise<void> {
  const { boardId, phoneColumn, emailColumn } = settings;
  const touched = columnsTouched(job, settings);
  if (touched.length === 0) return;
  const item = await readItem(crm, id, [...new Set([phoneColumn, emailColumn, ...touched])]);
  if (item.board?.id !== boardId || !(job.cameWithRecord || isTheirs(item, job.lead, settings))) return;
  const values = {
    ...statusIn(item, job, settings),
    ...ownerIn(item, job, settings),
    ...figuresIn(item, job, settings),
    ...(await labelsIn(crm, item, job, settings)),
  };
  if (Object.keys(values).length === 0) return;
  const variables = { board_id: boardId, item_id: id, values: JSON.stringify(values) };
  await ask(crm, { query: CHANGE, variables }, ChangedSchema);
}

/** Those that may be changed after this call. */
function columnsTouched(job: ReportJob, settings: ColumnSettings): string[] {
  const outcome = bestOutcome(job);
  const columns = [
    outcome && settings.leadStatus[outcome] ? settings.statusColumn : undefined,
    ownerOf(job, settings) === undefined ? undefined : settings.ownerColumn,
    outcome && settings.tags[outcome] ? settings.tagsColumn : undefined,
    ...Object.values(settings.fields),
  ];
  return columns.filter((column) => column !== undefined);
}

const ITEM =
  "query ($ids: [ID!], $shown: [String!]) { items(ids: $ids, exclude_nonactive: true) { id name board { id } column_values(ids: $shown) { id text value } } }";

/** @throws RejectedError 404 when it was archived or deleted */
async function readItem(crm: CrmHttp, id: string, columns: readonly string[]): Promise<Item> {
  const { items } = await ask(crm, { query: ITEM, variables: { ids: [id], shown: columns } }, ItemsSchema);
  const [item] = items;
  if (item) return item;
  throw new RejectedError(404, "monday shows no such item: it was archived or deleted");
}

/** By its label; a label that the column does not have is refused, with those that it has. */
function statusIn(item: Item, job: ReportJob, settings: ColumnSettings): object {
  const { statusColumn, leadStatus: statuses, replacedLeadStatuses: replaced } = settings;
  const label = nextStatus(textOf(columnOf(item, statusColumn)), job, { statuses, replaced });
  return label === undefined ? {} : { [statusColumn]: { label } };
}

const ownerOf = (job: ReportJob, { ownerId }: ColumnSettings): string | undefined => job.ownerId ?? ownerId;

/** Whom somebody has put there stays. */
function ownerIn(item: Item, job: ReportJob, settings: ColumnSettings): object {
  const { ownerColumn } = settings;
  const owner = ownerOf(job, settings);
  if (ownerColumn === undefined || owner === undefined || textOf(columnOf(item, ownerColumn)) !== "") return {};
  return { [ownerColumn]: { personsAndTeams: [{ id: Number(owner), kind: "person" }] } };
}

/** Numbers are written as texts, and a moment in UTC: https://developer.monday.com/api-reference/reference/date */
function figuresIn(item: Item, job: ReportJob, { fields }: ColumnSettings): object {
  const named = Object.values(fields).filter((column) => column !== undefined);
  const present = Object.fromEntries(named.map((column) => [column, textOf(columnOf(item, column))]));
  const changes = Object.entries(speedChanges(job, fields, present));
  return Object.fromEntries(
    changes.map(([column, value]) => [
      column,
      column === fields.firstContactAt ? momentOf(String(value)) : String(value),
    ]),
  );
}

function momentOf(moment: string): { date: string; time: string } {
  const [date = "", time = ""] = new Date(moment).toISOString().split("T");
  return { date, time: time.slice(0, 8) };
}

async function labelsIn(crm: CrmHttp, item: Item, job: ReportJob, settings: ColumnSettings): Promise<object> {
  const { boardId, tagsColumn, tags } = settings;
  const outcome = bestOutcome(job);
  const label = outcome && tags[outcome];
  if (tagsColumn === undefined || !label) return {};
  const ids = await labelsWith(crm, { boardId, columnId: tagsColumn, label }, columnOf(item, tagsColumn));
  return ids === undefined ? {} : { [tagsColumn]: { ids } };
}
