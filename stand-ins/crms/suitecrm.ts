import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { ada } from "../kit/agents.ts";
import { type CrmRecord, type CrmRequest, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { noOwnWords, type OwnWords, parted } from "../kit/own-words.ts";
import { callInNote, resultOf } from "../kit/told-note.ts";
import { DocumentSchema, fieldsOf, isModule, type Module, required, written } from "./suitecrm/fields.ts";
import { refusals } from "./suitecrm/refusals.ts";

/**
 * As much of SuiteCRM's JSON API as the bridge uses: leads, contacts, calls, notes and users, with its answers and errors.
 * https://github.com/salesagility/SuiteCRM/tree/master/Api/V8
 */

const demoClient = {
  client_id: "5f9c0b1e-1111-4a4a-8c8c-000000000001",
  client_secret: "demo-suitecrm-secret",
} as const;
const ACCESS = "demo-suitecrm-access-";
const HOUR_MS = 3_600_000;

type Values = Readonly<Record<string, string>>;
interface SuiteRecord {
  readonly module: string;
  readonly id: string;
  readonly values: Values;
  /** It was merged into another: its id stays taken. */
  readonly isDeleted?: true;
}

const users: readonly SuiteRecord[] = [
  {
    module: "Users",
    id: "5f9c0b1e-2222-4a4a-8c8c-000000000008",
    values: {
      user_name: "ada",
      first_name: "Ada",
      last_name: "Fields",
      email1: ada.email,
      status: "Active",
    },
  },
  {
    module: "Users",
    id: "5f9c0b1e-2222-4a4a-8c8c-000000000007",
    values: { user_name: "bridge", first_name: "", last_name: "Bridge", email1: "", status: "Active" },
  },
];

export const suitecrm = {
  connector: "suitecrm",
  refusals,
  play: (open, now = Date.now, own = noOwnWords): DemoCrm => playSuitecrm(open<SuiteRecord>(), now, own),
} as const satisfies CrmStandIn;

class Refusal extends Error {}

/** @param kept records of all modules, by id */
function playSuitecrm(kept: Kept<SuiteRecord>, now: () => number, words: OwnWords): DemoCrm {
  const all = (module: string): SuiteRecord[] =>
    [...users, ...kept.entries().map(([, record]) => record)].filter(
      (record) => record.module === module && !record.isDeleted,
    );
  const find = (module: string, id: string): SuiteRecord => {
    const record = all(module).find((each) => each.id === id);
    if (!record) throw new Refusal(`${module} module with id ${id} is not found`);
    return record;
  };

  const read = (module: Module, attributes: object): Values => {
    const { known, own } = parted(attributes, words);
    const { data, error } = written[module].safeParse(known);
    const [issue] = error?.issues ?? [];
    if (issue?.code === "unrecognized_keys")
      throw new Refusal(`Property ${issue.keys[0]} in ${module} module is invalid`);
    if (issue) throw new Refusal(`${module}.${issue.path.join(".")}: ${issue.message}`);
    return Object.fromEntries(Object.entries({ ...data, ...own }).map(([name, value]) => [name, asKept(value)]));
  };

  const documentOf = (body: string) => {
    const { type, id, attributes } = DocumentSchema.parse(JSON.parse(body)).data;
    if (!isModule(type)) throw new Refusal(`Module ${type} does not exist`);
    return { module: type, id, values: read(type, attributes) };
  };

  const add = (module: Module, id: string, values: Values): SuiteRecord => {
    const record = { module, id, values: { ...values, date_entered: new Date(now()).toISOString() } };
    kept.set(id, record);
    return record;
  };

  const create = (body: string): Outgoing => {
    const { module, id = randomUUID(), values } = documentOf(body);
    if (kept.get(id)) throw new Refusal(`Bean ${module} with id ${id} is already exist`);
    const missing = required[module].find((name) => !values[name]);
    if (missing !== undefined) throw new Refusal(`Missing required field: ${missing}`);
    if (values.parent_id && values.parent_type) find(values.parent_type, values.parent_id);
    return apiJson(201, { data: shown(add(module, id, values)) });
  };

  const update = (body: string): Outgoing => {
    const { module, id = "", values } = documentOf(body);
    const record = find(module, id);
    const changed = { ...record, values: { ...record.values, ...values } };
    kept.set(id, changed);
    return apiJson(201, { data: shown(changed) });
  };

  const list = (module: string, query: URLSearchParams): Outgoing => {
    const fields = wanted(module, query, words);
    const size = positive(query.get("page[size]") ?? "20");
    const number = positive(query.get("page[number]") ?? "1");
    const found = all(module).filter(filterOf(module, query));
    const page = found.slice((number - 1) * size, number * size).map((record) => shown(record, fields));
    const meta = { "total-pages": Math.ceil(found.length / size), "records-on-this-page": page.length };
    return apiJson(200, page.length > 0 ? { meta, data: page } : { data: [] });
  };

  const route = ({ method, path, body }: CrmRequest): Outgoing => {
    const { pathname, searchParams } = new URL(path, "https://suite.example.com");
    const [, module = "", id] = /^\/Api\/V8\/module\/(\w+)(?:\/([\w-]+))?$/.exec(pathname) ?? [];
    if (method === "GET" && pathname === "/Api/V8/current-user")
      return apiJson(200, { data: shown(users[1] as SuiteRecord) });
    if (method === "GET" && pathname === "/Api/V8/meta/fields/Leads") return apiJson(200, leadFields());
    if (method === "POST" && pathname === "/Api/V8/module") return create(body);
    if (method === "PATCH" && pathname === "/Api/V8/module") return update(body);
    if (method === "GET" && module !== "") {
      if (!isModule(module) && module !== "Users") throw new Refusal(`Module ${module} does not exist`);
      if (id === undefined) return list(module, searchParams);
      return apiJson(200, { data: shown(find(module, id), wanted(module, searchParams, words)) });
    }
    return json(404, { message: "Not found" });
  };

  return {
    credentials: demoClient,
    answer(request) {
      if (request.method === "POST" && request.path === "/Api/access_token") return letIn(request.body, now());
      const until = new RegExp(`^Bearer ${ACCESS}(\\d+)$`).exec(request.headers.authorization ?? "")?.[1];
      if (until === undefined || Number(until) <= now()) {
        const message = "The resource owner or authorization server denied the request.";
        return json(401, { error: "access_denied", message, hint: "Access token is invalid" });
      }
      try {
        return route(request);
      } catch (error) {
        if (!(error instanceof Refusal || error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
        return apiJson(400, { errors: { status: 400, title: null, detail: error.message.slice(0, 300) } });
      }
    },
    people: {
      save: ({ firstName = "", lastName, email = "", phone = "" }) => {
        const values = { first_name: firstName, last_name: lastName ?? "Unknown", email1: email, phone_mobile: phone };
        return add("Leads", randomUUID(), { ...values, status: "New" }).id;
      },
      merge(loserId, winnerId) {
        const [loser, winner] = [loserId, winnerId].map((id) => kept.get(id));
        if (!loser || !winner) return;
        for (const each of [...all("Calls"), ...all("Notes")].filter(({ values }) => values.parent_id === loserId)) {
          const parent = { parent_type: winner.module, parent_id: winnerId };
          kept.set(each.id, { ...each, values: { ...each.values, ...parent } });
        }
        kept.set(loserId, { ...loser, isDeleted: true });
      },
    },
    records: () => [...all("Leads"), ...all("Contacts")].map((person) => toRecord(person, all("Calls"), all("Notes"))),
  };
}

// ── how SuiteCRM answers ────────────────────────────────────────────────────────────────────────────────────────────

/** https://docs.suitecrm.com/developer/api/developer-setup-guide/json-api/#_authentication */
function letIn(body: string, now: number): Outgoing {
  const { grant_type, client_id, client_secret } = Object.fromEntries(new URLSearchParams(body));
  if (grant_type !== "client_credentials") return json(400, { error: "unsupported_grant_type" });
  if (client_id !== demoClient.client_id || client_secret !== demoClient.client_secret) {
    return json(401, { error: "invalid_client", message: "Client authentication failed" });
  }
  return json(200, { token_type: "Bearer", expires_in: HOUR_MS / 1000, access_token: `${ACCESS}${now + HOUR_MS}` });
}

const apiJson = (status: number, value: object): Outgoing => ({
  status,
  headers: { "content-type": "application/vnd.api+json" },
  body: Buffer.from(JSON.stringify(value)),
});

/** https://github.com/salesagility/SuiteCRM/blob/master/Api/V8/Service/MetaService.php */
function leadFields() {
  const attributes = [...fieldsOf("Leads")].map((name) => [
    name,
    { type: typeOf(name), required: name === "last_name" },
  ]);
  return { data: { type: "fields", id: "", attributes: Object.fromEntries(attributes) } };
}

const types: Readonly<Record<string, string>> = {
  seconds_c: "int",
  attempts_c: "int",
  first_contact_c: "datetimecombo",
  status: "enum",
};
const typeOf = (field: string): string => types[field] ?? "varchar";

/** All that a record keeps is text, from which markup is taken. */
const asKept = (value: unknown): string => {
  if (typeof value === "boolean") return value ? "1" : "0";
  return String(value).replace(/<[^>]*>/g, "");
};

function shown({ module, id, values }: SuiteRecord, fields: readonly string[] = [...fieldsOf(module)]) {
  const attributes = Object.fromEntries(fields.map((name) => [name, values[name] ?? ""]));
  return { type: module.replace(/s$/, ""), id, attributes, relationships: {} };
}

function wanted(module: string, query: URLSearchParams, own: OwnWords): string[] | undefined {
  const fields = query.get(`fields[${module}]`)?.split(",");
  const unknown = (fields ?? []).filter((name) => !fieldsOf(module).has(name) && !own.has(name));
  if (unknown.length > 0)
    throw new Refusal(`The following field in ${module} module is not found: ${unknown.join(", ")}`);
  return fields;
}

function positive(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Refusal("The option with value is invalid.");
  return Number(text);
}

const comparisons: Readonly<Record<string, (kept: string, value: string) => boolean>> = {
  eq: (kept, value) => kept.toLowerCase() === value.toLowerCase(),
  neq: (kept, value) => kept.toLowerCase() !== value.toLowerCase(),
  like: (kept, value) => likeOf(value).test(kept),
};

const likeOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replaceAll("%", ".*")
      .replaceAll("_", ".")}$`,
    "is",
  );

/** https://github.com/salesagility/SuiteCRM/blob/master/Api/V8/JsonApi/Repository/Filter.php */
function filterOf(module: string, query: URLSearchParams): (record: SuiteRecord) => boolean {
  const isAny = (query.get("filter[operator]") ?? "and").toLowerCase() === "or";
  const conditions = [...query].flatMap(([name, value]) => {
    const [, field, operator = ""] = /^filter\[(\w+)\]\[(\w+)\]$/.exec(name) ?? [];
    if (field === undefined) return [];
    if (!fieldsOf(module).has(field)) throw new Refusal(`Filter field ${field} in ${module} module is not found`);
    const compare = comparisons[operator];
    if (!compare) throw new Refusal(`Filter operator ${operator} is invalid`);
    return [({ values }: SuiteRecord) => compare(values[field] ?? "", value)];
  });
  return (record) =>
    conditions.length === 0 ||
    (isAny ? conditions.some((holds) => holds(record)) : conditions.every((holds) => holds(record)));
}

// ── how it is shown to people ───────────────────────────────────────────────────────────────────────────────────────

const asShown = (text = ""): string => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");

function toRecord(
  { id, values }: SuiteRecord,
  calls: readonly SuiteRecord[],
  notes: readonly SuiteRecord[],
): CrmRecord {
  const phones = [values.phone_mobile, values.phone_work, values.phone_home, values.phone_other];
  const isOn = (record: SuiteRecord) => record.values.parent_id === id;
  return {
    id,
    name: [values.first_name, values.last_name].filter(Boolean).join(" "),
    phone: phones.find(Boolean) ?? "",
    email: values.email1 ?? "",
    summary: values.status ?? "",
    calls: calls.filter(isOn).flatMap((call) => toCalls(call, notes.filter(isOn))),
  };
}

/** What the call itself does not say stands in its description. */
function toCalls({ id, values }: SuiteRecord, notes: readonly SuiteRecord[]): CrmRecord["calls"] {
  const description = asShown(values.description);
  const at = `${values.date_start?.replace(" ", "T")}Z`;
  const call = callInNote(description, { id, at, kept: { ...values, description } });
  if (!call) return [];
  const further = notes
    .filter((note) => note.values.name?.startsWith(`Callingly call ${call.callId} - transcript`))
    .map((note) => asShown(note.values.description))
    .join("");
  const outcome = asShown(values.name).replace(/^Callingly call - /, "");
  const transcript = further || call.transcript;
  return [{ ...call, outcome, result: resultOf[call.outcome], startedAt: at, transcript }];
}
