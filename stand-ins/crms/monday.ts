import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { type Contacts, type CrmRequest, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { parsePhone } from "../kit/phones.ts";
import { answerQuestion, type Shown, type Values } from "./monday/answer-question.ts";
import {
  type ByValuesArgs,
  type ChangeArgs,
  type CreateItemArgs,
  type Filter,
  type ItemsArgs,
  meets,
} from "./monday/arguments.ts";
import { checkedValue, columns, textOf } from "./monday/columns.ts";
import { account, BOARD, type Entry, type Item, nameOf, type Update, users } from "./monday/kept.ts";
import { playOAuth } from "./monday/oauth.ts";
import { complexityOf, readQuestion } from "./monday/read-question.ts";
import { notAuthenticated, Problem, refused } from "./monday/refusal.ts";
import { refusals } from "./monday/refusals.ts";
import { createdEvent, shownColumn, shownValue, toRecord } from "./monday/shown.ts";

/**
 * As much of monday as the bridge uses: a board of leads with its columns, updates, users, its schema and its errors, which
 * come inside a 200, its budget and its OAuth. https://developer.monday.com/api-reference/
 */

const demoToken = "demo-monday-token";

const FIRST_ITEM = 9_901_244_000;
const FIRST_UPDATE = 3_100_000_000;

/** monday, with what somebody does there by hand. */
export interface DemoMonday extends DemoCrm {
  readonly contacts: Contacts;
  change(id: string, values: Values): void;
  remove(id: string): void;
  item(id: string): Item | undefined;
}

export interface Habits {
  /** Points of complexity in a minute. Default: 10 million, as a paid plan has. */
  readonly budget?: number;
}

export const monday = {
  connector: "monday",
  play: (open, now = Date.now): DemoMonday => playMonday(open<Entry>(), now),
  refusals,
} as const satisfies CrmStandIn;

const MINUTE_MS = 60_000;
/** monday tells how an item was made only so long. */
const KEPT_MS = 30 * MINUTE_MS;

export function playMonday(entries: Kept<Entry>, now: () => number, { budget = 10_000_000 }: Habits = {}): DemoMonday {
  const oauth = playOAuth(now);
  let spent = { minute: 0, points: 0 };
  const all = <Kind extends Entry["kind"]>(kind: Kind) =>
    entries.entries().flatMap(([, entry]) => (entry.kind === kind ? [entry as Extract<Entry, { kind: Kind }>] : []));
  const itemOf = (id: unknown): Item | undefined => {
    const entry = entries.get(`item ${id}`);
    return entry?.kind === "item" ? entry : undefined;
  };
  const keep = <Made extends Item | Update>(made: Made): Made => {
    entries.set(`${made.kind} ${made.id}`, made);
    return made;
  };

  const wanted = (id: unknown): Item => {
    const item = itemOf(id);
    if (item && !item.isGone) return item;
    throw new Problem("ResourceNotFoundException", "Item not found", 404);
  };
  const onBoard = (id: unknown): void => {
    if (String(id) !== BOARD) throw new Problem("InvalidBoardIdException", "Board not found", 404);
  };

  const shownUpdate = ({ id, body, at }: Update): Shown => ({ id, body, created_at: at, text_body: body });
  const shownItem = (item: Item): Shown => ({
    id: item.id,
    name: item.name,
    board: shownBoard,
    column_values: ({ ids }: { ids?: string[] }) =>
      columns.filter(({ id }) => !ids || ids.includes(id)).map((column) => shownValue(column, item.values[column.id])),
    updates: ({ limit = 25, page = 1 }: { limit?: number; page?: number }) =>
      all("update")
        .filter((update) => update.item === item.id)
        .toReversed()
        .slice((page - 1) * limit, page * limit)
        .map(shownUpdate),
  });
  const present = (): Item[] => all("item").filter(({ isGone }) => !isGone);
  const textIn = (item: Item, id: string): string => {
    const column = columns.find((each) => each.id === id);
    if (!column) throw new Problem("InvalidColumnIdException", "This column ID doesn't exist for the board", 404);
    return textOf(column, item.values[id], nameOf) ?? "";
  };
  const shownBoard: Shown = {
    id: BOARD,
    name: "Leads",
    columns: ({ ids }: { ids?: string[] }) => columns.filter(({ id }) => !ids || ids.includes(id)).map(shownColumn),
    items_page: ({ limit, query_params }: { limit: number; query_params?: Filter }) => ({
      cursor: null,
      items: present()
        .filter((item) => meets(query_params, (id) => textIn(item, id)))
        .slice(0, limit)
        .map(shownItem),
    }),
  };

  const change = (item: Item, text: unknown): Item => {
    const values = z.record(z.string(), z.unknown()).parse(JSON.parse(String(text)));
    const checked = Object.entries(values).map(([id, value]) => [id, checkedValue(id, value)]);
    return keep({ ...item, values: { ...item.values, ...Object.fromEntries(checked) } });
  };
  const newItem = (name: string, values: Values): Item => {
    const id = String(FIRST_ITEM + all("item").length);
    return { kind: "item", id, name, values: { lead_status: { label: "New Lead" }, ...values } };
  };

  const roots: Shown = {
    me: { ...users[0], account },
    users: ({ limit = 1_000, page = 1 }: { limit?: number; page?: number }) =>
      users.slice((page - 1) * limit, page * limit).map((user) => ({ ...user, account })),
    boards: ({ ids }: { ids?: unknown[] }) => (!ids || ids.map(String).includes(BOARD) ? [shownBoard] : []),
    items: ({ ids = [], limit = 25, exclude_nonactive }: ItemsArgs) =>
      ids
        .flatMap((id) => itemOf(id) ?? [])
        .filter(({ isGone }) => !(isGone && exclude_nonactive))
        .slice(0, limit)
        .map(shownItem),
    items_page_by_column_values({ board_id, columns: asked = [], limit }: ByValuesArgs) {
      onBoard(board_id);
      const fits = (item: Item) =>
        asked.every(({ column_id, column_values }) => column_values.includes(textIn(item, column_id)));
      return { cursor: null, items: present().filter(fits).slice(0, limit).map(shownItem) };
    },
    create_item({ board_id, item_name, column_values }: CreateItemArgs) {
      onBoard(board_id);
      if (item_name === "" || item_name.length > 255)
        throw new Problem("ItemNameTooLongException", "Bad item name", 200);
      return shownItem(change(newItem(item_name, {}), column_values ?? "{}"));
    },
    change_multiple_column_values({ board_id, item_id, column_values }: ChangeArgs) {
      onBoard(board_id);
      return shownItem(change(wanted(item_id), column_values));
    },
    create_update({ item_id, body }: { item_id?: unknown; body: string }) {
      const at = new Date(now()).toISOString();
      const id = String(FIRST_UPDATE + all("update").length);
      return shownUpdate(keep({ kind: "update", id, item: wanted(item_id).id, body, at }));
    },
    edit_update({ id, body }: { id: unknown; body: string }) {
      const update = entries.get(`update ${id}`);
      if (update?.kind !== "update") throw new Problem("ResourceNotFoundException", "Update not found", 404);
      return shownUpdate(keep({ ...update, body }));
    },
  };

  /** The budget is that of a minute. */
  const spend = (points: number): void => {
    const minute = Math.floor(now() / MINUTE_MS);
    const before = spent.minute === minute ? spent.points : 0;
    if (before + points > budget) {
      const wait = Math.ceil(((minute + 1) * MINUTE_MS - now()) / 1000);
      throw new Problem("COMPLEXITY_BUDGET_EXHAUSTED", "Complexity budget exhausted", undefined, wait);
    }
    spent = { minute, points: before + points };
  };

  const answerOnce = (body: string): Outgoing => {
    const { query, variables } = QuestionSchema.parse(JSON.parse(body));
    const question = readQuestion(query);
    spend(complexityOf(question.fields));
    return json(200, { data: answerQuestion(question, variables, roots) });
  };

  const answer = ({ headers, body }: CrmRequest): Outgoing => {
    const key = headers["idempotency-key"];
    const before = key === undefined ? undefined : entries.get(`answered ${key}`);
    if (before?.kind === "answered" && now() - before.at < KEPT_MS) {
      const again = json(200, JSON.parse(before.body));
      return { ...again, headers: { ...again.headers, "idempotency-replayed": "true" } };
    }
    const answered = answerOnce(body);
    if (key) entries.set(`answered ${key}`, { kind: "answered", id: key, at: now(), body: String(answered.body) });
    return answered;
  };

  return {
    credentials: { token: demoToken },
    answer(request) {
      const { method, path, headers } = request;
      if (method === "POST" && path === "/oauth_ms/oauth/token") return oauth.renew(request);
      if (path !== "/v2") return json(404, { errors: [{ message: "Not found" }] });
      if (method !== "POST") return json(400, { errors: [{ message: "No query string was present" }] });
      const { authorization = "" } = headers;
      if (authorization !== demoToken && !oauth.isAccess(authorization)) return notAuthenticated;
      try {
        return answer(request);
      } catch (error) {
        return refused(error);
      }
    },
    contacts: {
      save({ firstName = "", lastName = "", email = "", phone = "" }) {
        const values = {
          ...(phone && {
            lead_phone: { phone: parsePhone(phone, "US")?.replace("+", "") ?? phone, countryShortName: "US" },
          }),
          ...(email && { lead_email: { email, text: email } }),
        };
        return keep(newItem([firstName, lastName].filter(Boolean).join(" ") || email || phone, values)).id;
      },
      sent: (id) => createdEvent(itemOf(id), new Date(now()).toISOString()),
    },
    change: (id, values) => void change(wanted(id), JSON.stringify(values)),
    remove: (id) => void keep({ ...wanted(id), isGone: true }),
    item: itemOf,
    records: () => present().map((item) => toRecord(item, all("update"), (id) => textIn(item, id))),
  };
}

const QuestionSchema = z.strictObject({ query: z.string(), variables: z.record(z.string(), z.unknown()).default({}) });
