import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { type Contacts, type CrmRequest, type CrmStandIn, type DemoCrm, json, type Planner } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { noOwnWords, type OwnWords } from "../kit/own-words.ts";
import { fieldsOf, isComparable, isObject, type ObjectName, type Written } from "./salesforce/objects.ts";
import { type KeptRecord, organisation } from "./salesforce/organisation.ts";
import { outboundMessage } from "./salesforce/outbound-message.ts";
import { planning } from "./salesforce/planner.ts";
import { Refusal } from "./salesforce/refusal.ts";
import { refusals } from "./salesforce/refusals.ts";
import { toRecords } from "./salesforce/shown.ts";
import { demoApp, type Session, signIn } from "./salesforce/sign-in.ts";
import { type Question, type Row, readQuestion } from "./salesforce/soql.ts";

/**
 * As much of Salesforce as the bridge uses: leads, contacts, tasks, events and users, with its queries and errors.
 * https://developer.salesforce.com/docs/platform/api-rest/guide/intro-rest.html
 */

type Entry = { readonly session: Session } | { readonly record: KeptRecord };

export const salesforce = {
  connector: "salesforce",
  refusals,
  play: (open, now = Date.now, own = noOwnWords) => playSalesforce(open<Entry>(), now, own),
} as const satisfies CrmStandIn;

/** Salesforce, with what somebody does there by hand. */
export interface DemoSalesforce extends DemoCrm {
  readonly contacts: Contacts;
  readonly planner: Planner;
  /** @returns the record's id */
  make(object: ObjectName, values: Written): string;
  /** @returns the id of the contact that the lead became */
  convert(leadId: string): string;
  /** Merges a record into another of its kind: the tasks go with it. */
  merge(loserId: string, masterId: string): void;
  remove(id: string): void;
  /** The fields of a record, whether or not it was deleted. */
  show(id: string): Row | undefined;
}

function playSalesforce(kept: Kept<Entry>, now: () => number, own: OwnWords): DemoSalesforce {
  const held = organisation(recordsIn(kept), now, own);
  const { rows, show, write, upsert, make, change } = held;

  const rowsFor = ({ object, fields, compared, holds, order, limit }: Question, includingGone: boolean): Row[] => {
    const known = fieldsOf(object);
    const unknown = [...fields, ...compared].find((field) => !known.has(field) && !own.has(field));
    if (unknown) throw new Refusal(400, "INVALID_FIELD", `No such column '${unknown}' on entity '${object}'`);
    const long = compared.find((field) => !isComparable(field));
    if (long) throw new Refusal(400, "INVALID_FIELD", `field '${long}' can not be filtered in a query call`);
    const found = rows(object).filter((row) => (includingGone || row.IsDeleted !== true) && holds(row));
    const sign = order?.down ? -1 : 1;
    const sorted = order
      ? found.toSorted((a, b) => sign * String(a[order.field]).localeCompare(String(b[order.field])))
      : found;
    return sorted.slice(0, limit);
  };

  /** https://developer.salesforce.com/docs/platform/api-rest/guide/resources-query.html */
  const query = (version: string, text: string, includingGone: boolean, from = 0): Outgoing => {
    const question = readQuestion(text);
    const found = rowsFor(question, includingGone);
    const next = from + PAGE_ROWS;
    const base = `/services/data/${version}`;
    const locator = `${Buffer.from(text).toString("base64url")}-${next}`;
    return json(200, {
      totalSize: found.length,
      done: next >= found.length,
      ...(next < found.length && { nextRecordsUrl: `${base}/query/${locator}` }),
      records: found.slice(from, next).map((row) => ({
        attributes: { type: question.object, url: `${base}/sobjects/${question.object}/${row.Id}` },
        ...Object.fromEntries(question.fields.map((field) => [field, row[field] ?? null])),
      })),
    });
  };

  /** https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-composite-post.html */
  const together = (value: unknown): Outgoing => {
    const compositeResponse = CompositeSchema.parse(value).compositeRequest.map(({ method, url, referenceId }) => {
      const { status, body } = attempted(() => route({ method, path: url, headers: {}, body: "" }));
      return { body: JSON.parse(body.toString()), httpHeaders: {}, httpStatusCode: status, referenceId };
    });
    return json(200, { compositeResponse });
  };

  /** All fields that there are: https://developer.salesforce.com/docs/platform/api-rest/guide/resources-sobject-retrieve.html */
  const retrieved = (object: ObjectName, id: string): Outgoing => {
    const row = rows(object).find(({ Id }) => String(Id).slice(0, 15) === id.slice(0, 15));
    if (!row || row.IsDeleted === true) throw new Refusal(404, "NOT_FOUND", "The requested resource does not exist");
    return json(200, {
      attributes: { type: object },
      ...Object.fromEntries([...fieldsOf(object)].map((name) => [name, row[name] ?? null])),
    });
  };

  const route = ({ method, path, body }: CrmRequest): Outgoing => {
    const { pathname, searchParams } = new URL(path, "https://salesforce.invalid");
    const [, version = "", resource = ""] = /^\/services\/data\/(v\d\d\.0)\/(.*)$/.exec(pathname) ?? [];
    const [first = "", second = "", ...key] = resource.split("/").map(decodeURIComponent);
    if (method === "GET" && (first === "query" || first === "queryAll")) {
      const [, text = "", from = ""] = /^(.+)-(\d+)$/.exec(second) ?? [];
      if (text !== "") return query(version, Buffer.from(text, "base64url").toString(), false, Number(from));
      return query(version, searchParams.get("q") ?? "", first === "queryAll");
    }
    const value: unknown = body === "" ? undefined : JSON.parse(body);
    if (method === "POST" && resource === "composite") return together(value);
    if (first !== "sobjects" || !isObject(second)) {
      throw new Refusal(404, "NOT_FOUND", "The requested resource does not exist");
    }
    if (method === "POST" && key.length === 0) {
      return json(201, { id: write(second, undefined, value), success: true, errors: [] });
    }
    const [wanted = ""] = key;
    if (method === "GET" && key.length === 1) return retrieved(second, wanted);
    if (method !== "PATCH") throw new Refusal(405, "METHOD_NOT_ALLOWED", "HTTP Method not allowed");
    const [id = "", externalId] = key;
    if (externalId === undefined) {
      write(second, id, value);
      return { status: 204, headers: {}, body: Buffer.alloc(0) };
    }
    const upserted = upsert(second, id, externalId, value);
    if ("several" in upserted)
      return json(
        300,
        upserted.several.map((each) => `/sobjects/${second}/${each}`),
      );
    const { id: written, isNew } = upserted;
    return json(isNew ? 201 : 200, { id: written, success: true, errors: [], created: isNew });
  };

  const isOpen = (authorization = ""): boolean => {
    const entry = kept.get(authorization.replace(/^Bearer /, ""));
    return entry !== undefined && "session" in entry && entry.session.until > now();
  };

  const merge = (loserId: string, masterId: string): void => {
    change(loserId, { IsDeleted: true, MasterRecordId: masterId });
    moveTasks(loserId, masterId);
  };

  /** The tasks of a record that gives way to another. */
  const moveTasks = (from: string, to: string): void => {
    for (const { Id, WhoId } of rows("Task")) if (WhoId === from) change(String(Id), { WhoId: to });
  };

  return {
    credentials: demoApp,
    answer(request) {
      if (request.method === "POST" && request.path === "/services/oauth2/token") {
        const domain = [...own].find((word) => word.endsWith(".my.salesforce.com"));
        const keep = (token: string, session: Session) => kept.set(token, { session });
        return signIn(request.body, now(), keep, domain && `https://${domain}`);
      }
      return attempted(() => {
        if (isOpen(request.headers.authorization)) return route(request);
        throw new Refusal(401, "INVALID_SESSION_ID", "Session expired or invalid");
      });
    },
    records: () => toRecords([...rows("Lead"), ...rows("Contact")], rows("Task")),
    contacts: {
      save: ({ firstName, lastName, email, phone }) => {
        const given = Object.entries({ FirstName: firstName, LastName: lastName, Email: email, Phone: phone });
        const values = Object.fromEntries(given.filter((entry): entry is [string, string] => Boolean(entry[1])));
        return make("Lead", { LastName: NOT_PROVIDED, Company: NOT_PROVIDED, ...values });
      },
      merge,
      sent: (id) => outboundMessage("Lead", show(id) ?? {}, rows("Lead").findIndex(({ Id }) => Id === id) + 1),
    },
    planner: planning(held),
    make,
    convert(leadId) {
      const { FirstName, LastName, Phone, MobilePhone, Email, DoNotCall } = show(leadId) ?? {};
      const given = Object.entries({ FirstName, LastName, Phone, MobilePhone, Email, DoNotCall });
      const contact = make("Contact", Object.fromEntries(given.filter(isGiven)));
      change(leadId, { IsConverted: true, ConvertedContactId: contact, Status: "Closed - Converted" });
      moveTasks(leadId, contact);
      return contact;
    },
    merge,
    remove: (id) => change(id, { IsDeleted: true }),
    show,
  };
}

/** As Salesforce fills in what a lead must have. */
const NOT_PROVIDED = "[not provided]";

const PAGE_ROWS = 2_000;

const isGiven = (entry: [string, Row[string] | undefined]): entry is [string, Row[string]] => entry[1] !== undefined;

const recordsIn = (kept: Kept<Entry>): Kept<KeptRecord> => {
  const recordOf = (entry: Entry | undefined) => (entry && "record" in entry ? entry.record : undefined);
  return {
    get: (key) => recordOf(kept.get(key)),
    set: (key, record) => kept.set(key, { record }),
    entries: () => kept.entries().flatMap(([key, entry]) => ("record" in entry ? [[key, entry.record]] : [])),
  };
};

const CompositeSchema = z.strictObject({
  allOrNone: z.boolean().optional(),
  collateSubrequests: z.boolean().optional(),
  compositeRequest: z
    .array(
      z.strictObject({
        method: z.enum(["GET"]),
        url: z.string().regex(/^\/services\/data\/v\d\d\.0\/query\?q=/),
        referenceId: z.string().regex(/^[A-Za-z]\w*$/),
      }),
    )
    .min(1)
    .max(5),
});

function attempted(make: () => Outgoing): Outgoing {
  try {
    return make();
  } catch (error) {
    if (error instanceof Refusal) return json(error.status, error.body());
    if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
    return json(400, new Refusal(400, "JSON_PARSER_ERROR", error.message.slice(0, 200)).body());
  }
}
