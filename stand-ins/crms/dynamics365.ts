import type { Outgoing } from "../../lib/program/serve.ts";
import { type Contacts, type CrmRequest, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { noOwnWords, type OwnWords } from "../kit/own-words.ts";
import { type Condition, environment, type KeptRow } from "./dynamics365/environment.ts";
import { type Row, readFilter } from "./dynamics365/filter.ts";
import { badPayload, notThere, Refusal } from "./dynamics365/refusal.ts";
import { refusals } from "./dynamics365/refusals.ts";
import { toRecords } from "./dynamics365/shown.ts";
import { demoApp, type Session, signIn, TOKEN_PATH } from "./dynamics365/sign-in.ts";
import { checkColumns, isTable, KEYS, type TableName, type Written } from "./dynamics365/tables.ts";
import { createdContext } from "./dynamics365/told.ts";

/**
 * As much of Dynamics 365 Sales as the bridge uses: leads, contacts, phone calls, notes and users, with Dataverse's
 * conditions, filters and errors. https://learn.microsoft.com/en-us/power-apps/developer/data-platform/webapi/overview
 */

type Entry = { readonly session: Session } | { readonly kept: KeptRow };

export const dynamics365 = {
  connector: "dynamics365",
  refusals,
  play: (open, now = Date.now, own = noOwnWords) => playDynamics(open<Entry>(), now, { own }),
} as const satisfies CrmStandIn;

/** Dynamics 365, with what somebody does there by hand. */
export interface DemoDynamics extends DemoCrm {
  readonly contacts: Contacts;
  /** @returns the row's id */
  make(table: TableName, values: Written): string;
  change(table: TableName, id: string, values: Written): void;
  /** Merges a lead or contact into another, which switches it off. */
  merge(table: "leads" | "contacts", loserId: string, masterId: string): void;
  remove(table: TableName, id: string): void;
  rows(table: TableName): readonly Row[];
  show(table: TableName, id: string): Row | undefined;
}

export interface Habits {
  /** Whether a completed phone call may be changed as it is. Default: false. */
  readonly keepsClosed?: boolean;
  /** What the environment has of its own. Default: nothing. */
  readonly own?: OwnWords;
}

export function playDynamics(
  kept: Kept<Entry>,
  now: () => number,
  { keepsClosed = false, own = noOwnWords }: Habits,
): DemoDynamics {
  const { rows, show, write, make, change, remove } = environment(rowsIn(kept), { now, keepsClosed, own });

  const list = (table: TableName | "systemusers", query: URLSearchParams, url: URL, preferred: string): Outgoing => {
    const selected = columnsIn(query);
    const filter = query.get("$filter");
    const { columns, holds } = filter === null ? { columns: [], holds: () => true } : readFilter(filter);
    const [, order = "", direction] = /^(\w+)(?: (asc|desc))?$/.exec(query.get("$orderby") ?? "") ?? [];
    checkColumns(table, [...selected, ...columns, ...(order ? [order] : [])], own);
    const sign = direction === "desc" ? -1 : 1;
    const found = rows(table)
      .filter(holds)
      .toSorted((a, b) => (order ? sign * String(a[order] ?? "").localeCompare(String(b[order] ?? "")) : 0));
    const top = Number(query.get("$top") ?? 5_000);
    const size = Number(/odata\.maxpagesize=(\d+)/.exec(preferred)?.[1] ?? 5_000);
    const from = Number(/^from(\d+)$/.exec(query.get("$skiptoken") ?? "from0")?.[1]);
    const page = found.slice(0, top).slice(from, from + size);
    const next = new URL(url);
    next.searchParams.set("$skiptoken", `from${from + size}`);
    return json(200, {
      "@odata.context": `${url.origin}/api/data/v9.2/$metadata#${table}`,
      value: page.map((row) => shownOf(table, row, selected)),
      ...(from + size < Math.min(found.length, top) && { "@odata.nextLink": next.href }),
    });
  };

  const route = ({ method, path, headers, body }: CrmRequest): Outgoing => {
    const url = new URL(path, "https://callingly-demo.crm.dynamics.com");
    const [, table = "", id] = /^\/api\/data\/v9\.2\/([a-z]+)(?:\(([^()]*)\))?$/.exec(url.pathname) ?? [];
    if (!isTable(table) && table !== "systemusers") {
      throw new Refusal(404, "0x80060888", `Resource not found for the segment '${table}'.`);
    }
    if (headers["odata-version"] !== "4.0") throw new Refusal(400, "0x80060888", "The OData-Version is not supported");
    if (method === "GET" && id === undefined) return list(table, url.searchParams, url, headers.prefer ?? "");
    if (method === "GET") {
      const selected = columnsIn(url.searchParams);
      checkColumns(table, selected, own);
      const row = show(table, id ?? "");
      if (!row) throw notThere(table, id ?? "");
      return json(200, shownOf(table, row, selected));
    }
    if (method !== "PATCH" || id === undefined || !isTable(table)) {
      throw new Refusal(405, "0x80060888", `The requested resource does not support http method '${method}'.`);
    }
    write(table, id, parsed(table, body), conditionIn(headers));
    const entityId = `${url.origin}/api/data/v9.2/${table}(${id})`;
    return { status: 204, headers: { "odata-version": "4.0", "odata-entityid": entityId }, body: Buffer.alloc(0) };
  };

  const isOpen = (authorization = ""): boolean => {
    const entry = kept.get(authorization.replace(/^Bearer /, ""));
    return entry !== undefined && "session" in entry && entry.session.until > now();
  };

  const merge: DemoDynamics["merge"] = (table, loserId, masterId) => {
    const off = table === "leads" ? { statecode: 2, statuscode: 7 } : { statecode: 1, statuscode: 2 };
    change(table, loserId, { merged: true, _masterid_value: masterId, ...off });
    for (const { activityid, _regardingobjectid_value } of rows("phonecalls")) {
      if (_regardingobjectid_value !== loserId) continue;
      change("phonecalls", String(activityid), { _regardingobjectid_value: masterId });
    }
  };

  return {
    credentials: demoApp,
    answer(request) {
      if (request.method === "POST" && TOKEN_PATH.test(request.path)) {
        return signIn(request.body, now(), (token, session) => kept.set(token, { session }));
      }
      if (!isOpen(request.headers.authorization)) {
        return { status: 401, headers: { "www-authenticate": "Bearer" }, body: Buffer.alloc(0) };
      }
      try {
        return route(request);
      } catch (error) {
        if (error instanceof Refusal) return json(error.status, error.body());
        throw error;
      }
    },
    contacts: {
      save: ({ firstName = null, lastName = null, email = null, phone = null }) =>
        make("leads", { firstname: firstName, lastname: lastName, emailaddress1: email, telephone1: phone }),
      merge: (loserId, winnerId) => merge("leads", loserId, winnerId),
      sent: (id) => createdContext("lead", id, show("leads", id) ?? {}, now()),
    },
    records: () => toRecords([...rows("leads"), ...rows("contacts")], rows("phonecalls"), rows("annotations")),
    make,
    change,
    merge,
    remove,
    rows,
    show,
  };
}

const columnsIn = (query: URLSearchParams): string[] => (query.get("$select") ?? "").split(",").filter(Boolean);

/** A row always says which one it is. */
const shownOf = (table: TableName | "systemusers", row: Row, selected: readonly string[]): Row => ({
  "@odata.etag": `W/"${row.modifiedon ?? row.createdon}"`,
  ...Object.fromEntries([KEYS[table], ...selected].map((name) => [name, row[name] ?? null])),
});

/** https://learn.microsoft.com/en-us/power-apps/developer/data-platform/webapi/perform-conditional-operations-using-web-api */
function conditionIn(headers: CrmRequest["headers"]): Condition {
  if (headers["if-match"] === "*") return "exists";
  return headers["if-none-match"] === "*" ? "new" : undefined;
}

function parsed(table: string, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw badPayload(table, "the body is no JSON");
  }
}

const rowsIn = (kept: Kept<Entry>): Kept<KeptRow> => {
  const rowOf = (entry: Entry | undefined) => (entry && "kept" in entry ? entry.kept : undefined);
  return {
    get: (key) => rowOf(kept.get(key)),
    set: (key, row) => kept.set(key, { kept: row }),
    entries: () => kept.entries().flatMap(([key, entry]) => ("kept" in entry ? [[key, entry.kept]] : [])),
  };
};
