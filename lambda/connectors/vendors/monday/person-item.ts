import { hash } from "node:crypto";
import * as z from "zod/mini";
import type { Person } from "../../../lead/lead.ts";
import { type Country, countryOfNumber } from "../../../lead/reader/phone.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import { cutText } from "../../../runtime/text.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { findPerson, isWholly } from "../../kit/out/find-person.ts";
import { recordFinder } from "../../kit/out/record-finder.ts";
import { phoneEndings } from "../../kit/out/same-number.ts";
import { isSameText } from "../../kit/same-text.ts";
import { ask } from "./graphql.ts";
import { candidate, type Item, ItemSchema, type PersonColumns } from "./items.ts";

/** Whose item a lead is on the board. */

type Lead = Pick<ReportJob["lead"], "person" | "country">;

export interface BoardSettings extends PersonColumns {
  readonly boardId: string;
  readonly groupId?: string | undefined;
  readonly companyColumn?: string | undefined;
  readonly createItem: boolean;
}

const countryOf = (lead: Lead, { country }: BoardSettings): Country | undefined => country ?? lead.country;

/** Whether phone and e-mail address are the item's, whichever way it was come by. */
export const isTheirs = (item: Item, lead: Lead, settings: BoardSettings): boolean =>
  isWholly(candidate(item, settings), lead, countryOf(lead, settings));

async function findHere(crm: CrmHttp, lead: Lead, settings: BoardSettings): Promise<Found> {
  const { record, isTaken = false } = await findPerson(lead, countryOf(lead, settings), {
    async byEmail(email) {
      const items = (await withEmail(crm, email, settings)).map((item) => candidate(item, settings));
      return items.filter(({ emails }) => emails.some((each) => isSameText(each, email)));
    },
    byPhone: async (phone) => (await withPhone(crm, phone, settings)).map((item) => candidate(item, settings)),
  });
  return { record: record?.id, isTaken };
}

const ITEM = "id name column_values(ids: $shown) { id text value }";
const shown = ({ phoneColumn, emailColumn }: BoardSettings) => [phoneColumn, emailColumn];

/** https://developer.monday.com/api-reference/reference/items-page-by-column-values */
const BY_VALUE = `query ($board: ID!, $columns: [ItemsPageByColumnValuesQuery!], $shown: [String!]) { items_page_by_column_values(board_id: $board, columns: $columns, limit: 50) { items { ${ITEM} } } }`;
const ByValueSchema = z.object({ items_page_by_column_values: z.object({ items: z.array(ItemSchema) }) });

async function withEmail(crm: CrmHttp, email: string, settings: BoardSettings): Promise<Item[]> {
  // Whether letters of either size are the same to monday is not written anywhere.
  const column_values = [...new Set([email, email.toLowerCase()])];
  const columns = [{ column_id: settings.emailColumn, column_values }];
  const variables = { board: settings.boardId, columns, shown: shown(settings) };
  return (await ask(crm, { query: BY_VALUE, variables }, ByValueSchema)).items_page_by_column_values.items;
}

/** As many as monday shows at once. */
const MOST_FOUND = 500;
/** https://developer.monday.com/api-reference/reference/phone */
const BY_TEXT = `query ($boards: [ID!], $asked: ItemsQuery, $shown: [String!]) { boards(ids: $boards) { items_page(limit: ${MOST_FOUND}, query_params: $asked) { items { ${ITEM} } } } }`;
const ByTextSchema = z.object({
  boards: z.array(z.object({ items_page: z.object({ items: z.array(ItemSchema) }) })),
});

/** The column's values are asked for by a part of the number: of its country a search by values knows more than of it. */
async function withPhone(crm: CrmHttp, phone: string, settings: BoardSettings): Promise<Item[]> {
  const rules = phoneEndings(phone).map((ending) => ({
    column_id: settings.phoneColumn,
    compare_value: [ending],
    operator: "contains_text",
  }));
  const variables = { boards: [settings.boardId], asked: { rules, operator: "or" }, shown: shown(settings) };
  const { boards } = await ask(crm, { query: BY_TEXT, variables }, ByTextSchema);
  const [board] = boards;
  if (board) return board.items_page.items;
  throw new RejectedError(
    404,
    "monday shows no such board: name in `boardId` one that whoever let the bridge in may edit",
  );
}

export const itemOf = recordFinder({
  none: "No item of the board",
  isAllowed: ({ createItem }: BoardSettings) => createItem,
  find: findHere,
  make: makeItem,
});

const CREATE =
  "mutation ($board: ID!, $group: String, $name: String!, $values: JSON) { create_item(board_id: $board, group_id: $group, item_name: $name, column_values: $values) { id } }";
const CreatedSchema = z.object({ create_item: z.object({ id: z.string() }) });

/** Characters of an item's name. */
const MOST_NAME = 255;

async function makeItem(crm: CrmHttp, person: Person, settings: BoardSettings): Promise<string> {
  const { firstName, lastName, phone, email, company } = person;
  const { boardId, groupId, phoneColumn, emailColumn, companyColumn } = settings;
  const name = [firstName, lastName].filter(Boolean).join(" ") || (email ?? phone ?? "Unknown");
  const values = JSON.stringify({
    ...(phone && { [phoneColumn]: { phone, countryShortName: countryOfNumber(phone) ?? "" } }),
    ...(email && { [emailColumn]: { email, text: email } }),
    ...(company && companyColumn && { [companyColumn]: company }),
  });
  const variables = { board: boardId, group: groupId, name: cutText(name, MOST_NAME), values };
  const headers = onceFor(`${boardId} ${phone} ${email} ${name}`);
  return (await ask(crm, { query: CREATE, variables, headers }, CreatedSchema)).create_item.id;
}

/**
 * A search shows a new item only after a while, and nothing keeps two workers from making the same one, except that
 * monday answers the second of two requests with one key as it answered the first, for half an hour.
 * https://developer.monday.com/api-reference/docs/idempotency
 */
const onceFor = (what: string): Record<string, string> => ({ "idempotency-key": hash("sha256", what, "hex") });
