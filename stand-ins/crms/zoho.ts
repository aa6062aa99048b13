import * as z from "zod";
import { ada } from "../kit/agents.ts";
import { type Contacts, type CrmRecord, type CrmRequest, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import type { Outgoing } from "../kit/serve.ts";
import {
  BodySchema,
  CallSchema,
  ConvertSchema,
  isModule,
  type Module,
  mandatory,
  NoteSchema,
  QuerySchema,
  schemas,
  TagsSchema,
} from "./zoho-fields.ts";
import { QueryError, readQuery } from "./zoho-query.ts";
import { refusals } from "./zoho-refusals.ts";

/**
 * As much of Zoho CRM as the bridge uses: leads, contacts, calls, notes, tags and users, with its answers and errors.
 * https://www.zoho.com/crm/developer/docs/api/v8/
 */

/** A client that a person has let in. */
const demoClient = {
  client_id: "1000.DEMOZOHOCLIENT",
  client_secret: "demo-zoho-client-secret",
  refresh_token: "1000.demo-zoho-refresh-token",
} as const;

const HOUR_MS = 3_600_000;
const ACCESS = "1000.demo-zoho-access-";

type Values = Readonly<Record<string, unknown>>;
interface ZohoRecord {
  readonly module: Module;
  readonly id: string;
  readonly values: Values;
  readonly createdAt: string;
  /** The contact that this lead has become; it shows itself no more. */
  readonly contact?: string;
  /** It was merged into another. */
  readonly isDeleted?: true;
}

/** Its users: https://www.zoho.com/crm/developer/docs/api/v8/get-users.html */
const users = [{ id: "5725767000000411001", email: ada.email, full_name: "Ada Fields", status: "active" }] as const;

/** Zoho CRM, with the means to put a lead into it as a person would. */
interface DemoZoho extends DemoCrm {
  readonly contacts: Contacts;
}

export const zoho = {
  connector: "zoho",
  refusals,
  play: (open, now = Date.now): DemoZoho => playZoho(open<ZohoRecord>(), now),
} as const satisfies CrmStandIn;

/** @param kept records of all modules, by id */
function playZoho(kept: Kept<ZohoRecord>, now: () => number): DemoZoho {
  const all = (module: Module): ZohoRecord[] =>
    kept.entries().flatMap(([, record]) => (record.module === module && !record.isDeleted ? [record] : []));
  const find = (module: string, id: string): ZohoRecord | undefined => {
    const record = kept.get(id);
    return record?.module === module && !record.isDeleted ? record : undefined;
  };
  const add = (module: Module, values: Values): ZohoRecord => {
    const id = String(5_725_767_000_001_234_000n + BigInt(kept.entries().length + 1));
    const record = { module, id, values, createdAt: new Date(now()).toISOString() };
    kept.set(id, record);
    return record;
  };

  const written = (status: number, { id, createdAt }: ZohoRecord, message: string): Outgoing =>
    rows(status, { code: "SUCCESS", details: { id, Created_Time: createdAt }, message, status: "success" });

  const insert = (module: Module, body: string): Outgoing => {
    const { data } = BodySchema.parse(JSON.parse(body));
    const values = rowOf(module, data[0]);
    if (!values.ok) return values.refusal;
    const missing = mandatory[module].find((name) => values.row[name] === undefined);
    if (missing !== undefined) {
      return problem(400, "MANDATORY_NOT_FOUND", "required field not found", { api_name: missing }, true);
    }
    const refusal =
      module === "Calls" ? refusedCall(values.row) : module === "Notes" ? refusedNote(values.row) : undefined;
    return refusal ?? written(201, add(module, values.row), "record added");
  };

  /** A call's length is wanted once it is over, and it is about something. */
  const refusedCall = (row: Values): Outgoing | undefined => {
    const refused = (api_name: string) => problem(400, "INVALID_DATA", "invalid data", { api_name }, true);
    const { Call_Type, Outgoing_Call_Status, Call_Duration, Who_Id, What_Id, $se_module } = CallSchema.parse(row);
    const isOver = Call_Type === "Inbound" || Outgoing_Call_Status === "Completed";
    if (isOver && Call_Duration === undefined) return refused("Call_Duration");
    if (Who_Id && !find("Contacts", Who_Id.id)) return refused("Who_Id");
    if (What_Id && !find($se_module ?? "", What_Id.id)) return refused("What_Id");
    return undefined;
  };

  const refusedNote = (row: Values): Outgoing | undefined => {
    const { id, module } = NoteSchema.parse(row).Parent_Id;
    return find(module.api_name, id)
      ? undefined
      : problem(400, "INVALID_DATA", "the related id given seems to be invalid", { api_name: "Parent_Id" }, true);
  };

  const update = (record: ZohoRecord, body: string): Outgoing => {
    const { data } = BodySchema.parse(JSON.parse(body));
    const values = rowOf(record.module, data[0]);
    if (!values.ok) return values.refusal;
    const fixed = ["Call_Type", "Owner", "Call_Start_Time"].find(
      (name) => record.module === "Calls" && name in values.row,
    );
    if (fixed !== undefined) return problem(400, "INVALID_DATA", "invalid data", { api_name: fixed }, true);
    const changed = { ...record, values: { ...record.values, ...values.row } };
    kept.set(record.id, changed);
    return written(200, changed, "record updated");
  };

  const addTags = (record: ZohoRecord, body: string): Outgoing => {
    const { tags } = TagsSchema.parse(JSON.parse(body));
    const present = tagsOf(record.values);
    const names = new Set([...present, ...tags.map(({ name }) => name)]);
    const Tag = [...names].map((name) => ({ name }));
    kept.set(record.id, { ...record, values: { ...record.values, Tag } });
    return rows(200, {
      code: "SUCCESS",
      details: { tags: [...names] },
      message: "tags updated successfully",
      status: "success",
    });
  };

  /** A lead becomes a contact, and its calls are the contact's. */
  const convert = (lead: ZohoRecord, body: string): Outgoing => {
    ConvertSchema.parse(JSON.parse(body));
    const { Lead_Status: _, Company: __, ...values } = lead.values;
    const contact = add("Contacts", values);
    kept.set(lead.id, { ...lead, contact: contact.id });
    for (const each of all("Calls").filter((call) => isOn(call, lead.id))) {
      const { What_Id: _, $se_module: __, ...others } = each.values;
      kept.set(each.id, { ...each, values: { ...others, Who_Id: { id: contact.id } } });
    }
    return rows(200, {
      code: "SUCCESS",
      details: { Contacts: { id: contact.id } },
      message: "converted",
      status: "success",
    });
  };

  /** What the one has is the other's from then on: https://www.zoho.com/crm/developer/docs/api/v8/merge-records.html */
  const merge = (loserId: string, winnerId: string): void => {
    const [loser, winner] = [kept.get(loserId), kept.get(winnerId)];
    if (!loser || !winner) return;
    for (const call of all("Calls").filter((each) => isOn(each, loserId))) {
      const { Who_Id: _, What_Id: __, $se_module: ___, ...others } = call.values;
      const on =
        winner.module === "Contacts"
          ? { Who_Id: { id: winnerId } }
          : { What_Id: { id: winnerId }, $se_module: "Leads" };
      kept.set(call.id, { ...call, values: { ...others, ...on } });
    }
    for (const note of all("Notes").filter(({ values }) => NoteSchema.parse(values).Parent_Id.id === loserId)) {
      const Parent_Id = { id: winnerId, module: { api_name: winner.module } };
      kept.set(note.id, { ...note, values: { ...note.values, Parent_Id } });
    }
    kept.set(loserId, { ...loser, isDeleted: true });
  };

  const select = (body: string): Outgoing => {
    const { fields, module, limit, newestFirst, fits } = readQuery(QuerySchema.parse(JSON.parse(body)).select_query);
    if (!isModule(module)) return problem(400, "INVALID_QUERY", "invalid query formed", { reason: "module" });
    const fitting = all(module).filter((record) => record.contact === undefined && fits(shown(record)));
    if (newestFirst) fitting.reverse();
    return list(fitting.slice(0, limit), fields);
  };

  const route = ({ method, path, body }: CrmRequest): Outgoing => {
    const { pathname, searchParams } = new URL(path, "https://www.zohoapis.com");
    const [, version, module = "", id = "", rest = "", ...more] = pathname.split("/").slice(1);
    const fields = searchParams.get("fields")?.split(",") ?? [];
    if (version !== "v8")
      return problem(404, "INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one");
    if (method === "GET" && module === "users") return json(200, { users, info: { more_records: false, page: 1 } });
    if (method === "POST" && module === "coql") return select(body);
    if (!isModule(module)) return problem(400, "INVALID_MODULE", "the module name given seems to be invalid");
    if (method === "POST" && id === "") return insert(module, body);
    if (method === "GET" && id === "") {
      if (fields.length === 0) return missingFields();
      const ids = searchParams.get("ids")?.split(",");
      return list(
        all(module)
          .filter((record) => ids?.includes(record.id) ?? true)
          .slice(0, 200),
        fields,
      );
    }
    const record = find(module, id);
    const isShown = record && (record.contact === undefined || searchParams.get("converted") === "true");
    if (method === "GET" && rest === "") return isShown ? list([record], fields) : nothing;
    if (!record) return problem(400, "INVALID_DATA", "the id given seems to be invalid", { resource_path_index: 1 });
    if (record.contact !== undefined) return problem(400, "ID_ALREADY_CONVERTED", "id already converted");
    if (method === "GET" && rest === "Notes") {
      const notes = all("Notes").filter(({ values }) => NoteSchema.parse(values).Parent_Id.id === id);
      return fields.length === 0 ? missingFields() : list(notes, fields);
    }
    if (method === "PUT" && rest === "") return update(record, body);
    if (method === "POST" && rest === "actions" && more[0] === "add_tags") return addTags(record, body);
    if (method === "POST" && rest === "actions" && more[0] === "convert") return convert(record, body);
    return problem(400, "INVALID_REQUEST_METHOD", "The http request method type is not a valid one");
  };

  return {
    credentials: demoClient,
    answer(request) {
      if (request.method === "POST" && request.path === "/oauth/v2/token") return renewAccess(request.body, now());
      const until = new RegExp(`^Zoho-oauthtoken ${ACCESS}(\\d+)$`).exec(request.headers.authorization ?? "")?.[1];
      if (until === undefined || Number(until) <= now()) return problem(401, "INVALID_TOKEN", "invalid oauth token");
      try {
        return route(request);
      } catch (error) {
        if (error instanceof QueryError) return problem(400, "SYNTAX_ERROR", error.message);
        if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
        return problem(400, "INVALID_DATA", `invalid data: ${error.message.slice(0, 200)}`);
      }
    },
    records: () => toRecords([...all("Leads"), ...all("Contacts")], all("Calls"), all("Notes")),
    contacts: {
      save: ({ firstName, lastName, email, phone }) => {
        const given = {
          First_Name: firstName,
          Last_Name: lastName ?? firstName ?? "Unknown",
          Email: email,
          Phone: phone,
        };
        const values = Object.entries({ ...given, Lead_Status: "Not Contacted" }).filter(([, value]) => value);
        return add("Leads", Object.fromEntries(values)).id;
      },
      merge,
      sent: (id) => byWorkflow(id, find("Leads", id)?.values ?? {}),
    },
  };
}

// ── how Zoho answers ────────────────────────────────────────────────────────────────────────────────────────────────

/** https://www.zoho.com/crm/developer/docs/api/v8/refresh.html; refused with 200 as well. */
function renewAccess(body: string, now: number): Outgoing {
  const form = Object.fromEntries(new URLSearchParams(body));
  if (form.client_id !== demoClient.client_id) return json(200, { error: "invalid_client" });
  if (form.client_secret !== demoClient.client_secret) return json(200, { error: "invalid_client_secret" });
  if (form.grant_type !== "refresh_token") return json(200, { error: "unsupported_grant_type" });
  if (form.refresh_token !== demoClient.refresh_token) return json(200, { error: "invalid_code" });
  return json(200, {
    access_token: `${ACCESS}${now + HOUR_MS}`,
    scope: "ZohoCRM.modules.ALL ZohoCRM.coql.READ ZohoCRM.settings.fields.READ ZohoCRM.users.READ",
    api_domain: "https://www.zohoapis.com",
    token_type: "Bearer",
    expires_in: HOUR_MS / 1000,
  });
}

/** Nothing is there: no body at all. */
const nothing: Outgoing = { status: 204, headers: {}, body: Buffer.alloc(0) };

const rows = (status: number, row: object): Outgoing => json(status, { data: [row] });

const shown = ({ id, values, createdAt, contact }: ZohoRecord): Values => ({
  ...values,
  id,
  Created_Time: createdAt,
  ...(contact !== undefined && { $converted: true, $converted_detail: { contact } }),
});

function list(records: readonly ZohoRecord[], fields: readonly string[]): Outgoing {
  if (records.length === 0) return nothing;
  const pick = (values: Values): Values =>
    Object.fromEntries([...new Set(["id", ...fields])].map((name) => [name, values[name] ?? null]));
  const data = records.map(shown).map((values) => (fields.length > 0 ? pick(values) : values));
  return json(200, { data, info: { count: data.length, more_records: false } });
}

/** @param ofRow the request was read, and its one row refused */
function problem(status: number, code: string, message: string, details: object = {}, ofRow = false): Outgoing {
  const body = { code, details, message, status: "error" };
  return ofRow ? rows(status, body) : json(status, body);
}

const missingFields = (): Outgoing =>
  problem(400, "REQUIRED_PARAM_MISSING", "One of the expected parameter is missing", { param_name: "fields" });

type Read = { readonly ok: true; readonly row: Values } | { readonly ok: false; readonly refusal: Outgoing };

function rowOf(module: Module, value: unknown): Read {
  const read = schemas[module].safeParse(value);
  if (read.success) return { ok: true, row: read.data as Values };
  const [issue] = read.error.issues;
  const api_name = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path[0];
  return {
    ok: false,
    refusal: problem(400, "INVALID_DATA", "invalid data", { api_name, json_path: "$.data[0]" }, true),
  };
}

const tagsOf = (values: Values): string[] =>
  (z.array(z.object({ name: z.string() })).safeParse(values.Tag).data ?? []).map(({ name }) => name);

/** As a workflow's webhook sends a lead, under names that somebody gave its parameters. */
function byWorkflow(id: string, values: Values): ReturnType<Contacts["sent"]> {
  const body = new URLSearchParams({
    lead_id: id,
    first_name: text(values.First_Name),
    last_name: text(values.Last_Name),
    phone: text(values.Phone),
    mobile: text(values.Mobile),
    email: text(values.Email),
    module: "Leads",
  });
  const headers = {
    "content-type": "application/x-www-form-urlencoded;charset=UTF-8",
    "user-agent": "https://crm.zoho.com",
  };
  return { headers, body: body.toString() };
}

// ── how it is shown to people ───────────────────────────────────────────────────────────────────────────────────────

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function toRecords(
  people: readonly ZohoRecord[],
  calls: readonly ZohoRecord[],
  notes: readonly ZohoRecord[],
): CrmRecord[] {
  return people.map(({ id, values }) => ({
    id,
    name: [values.First_Name, values.Last_Name].filter(Boolean).join(" "),
    phone: text(values.Phone),
    email: text(values.Email),
    summary: text(values.Lead_Status),
    calls: calls.filter((each) => isOn(each, id)).map((each) => toCall(each, notes)),
  }));
}

const isOn = ({ values }: ZohoRecord, id: string): boolean => {
  const { Who_Id, What_Id } = CallSchema.parse(values);
  return Who_Id?.id === id || What_Id?.id === id;
};

const results: Readonly<Record<string, string>> = {
  Connected: "contacted",
  Voicemail: "voicemail",
  "No answer": "missed",
  Busy: "busy",
  "Asked not to be called": "removed",
};

function toCall({ id, values }: ZohoRecord, notes: readonly ZohoRecord[]): CrmRecord["calls"][number] {
  const {
    Subject = "",
    Call_Duration = "0:00",
    Call_Start_Time = "",
    Voice_Recording__s,
    Description = "",
  } = CallSchema.parse(values);
  const [minutes = 0, seconds = 0] = Call_Duration.split(":").map(Number);
  const [marker = "", word = ""] = (Description.split("\n", 1)[0] ?? "").split(" - ");
  const [, callId = ""] = /^Callingly call (\w+)$/.exec(marker) ?? [];
  const further = notes
    .map((note) => NoteSchema.parse(note.values))
    .filter(({ Note_Title = "" }) => Note_Title.startsWith(`${marker} - transcript`))
    .map(({ Note_Content }) => Note_Content)
    .join("");
  const transcript = further || /\nTranscript:\n(.*)$/s.exec(Description)?.[1];
  return {
    id,
    callId,
    outcome: Subject.replace(/^Callingly call - /, ""),
    result: results[word],
    seconds: minutes * 60 + seconds,
    startedAt: Call_Start_Time,
    recordingUrl: Voice_Recording__s,
    ...(transcript && { transcript }),
    kept: values,
  };
}
