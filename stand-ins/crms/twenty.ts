import { createHmac } from "node:crypto";
import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import {
  type Contacts,
  type CrmCall,
  type CrmRecord,
  type CrmRequest,
  type CrmStandIn,
  type DemoCrm,
  json,
} from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { noOwnWords, type OwnWords, parted } from "../kit/own-words.ts";
import { parsePhone } from "../kit/phones.ts";
import { callInNote } from "../kit/told-note.ts";
import { refusals } from "./twenty/refusals.ts";
import {
  changeSchemas,
  ListSchema,
  type ObjectName,
  OneSchema,
  personFields,
  readFilter,
  schemas,
  singular,
} from "./twenty/shapes.ts";

/**
 * As much of Twenty as the bridge uses: people, notes and what these are on, ids that the client chooses, its filters, what
 * it says of the fields of people, and its errors. https://docs.twenty.com/developers/extend/api
 */

const demoKey = "demo-twenty-api-key";

type Values = Readonly<Record<string, unknown>>;
interface TwentyRecord {
  readonly object: ObjectName;
  readonly id: string;
  readonly values: Values;
  readonly createdAt: string;
  /** It was merged into another. */
  readonly isGone?: true;
}

interface DemoTwenty extends DemoCrm {
  readonly contacts: Contacts;
}

export const twenty = {
  connector: "twenty",
  play: (open, now = Date.now, own = noOwnWords): DemoTwenty => playTwenty(open<TwentyRecord>(), now, own),
  refusals,
} as const satisfies CrmStandIn;

/** @param kept records of all objects, by id */
function playTwenty(kept: Kept<TwentyRecord>, now: () => number, own: OwnWords): DemoTwenty {
  const all = (object: ObjectName): TwentyRecord[] =>
    kept.entries().flatMap(([, record]) => (record.object === object && !record.isGone ? [record] : []));
  const find = (object: ObjectName, id: string): TwentyRecord | undefined => {
    const record = kept.get(id);
    return record?.object === object && !record.isGone ? record : undefined;
  };
  const newId = (): string => `9d2c0b1a-7f6e-4d5c-8b3a-${String(kept.entries().length + 1).padStart(12, "0")}`;
  const add = (object: ObjectName, { id = newId(), ...values }: Values & { readonly id?: string | undefined }) => {
    const record = { object, id, values: asKept(values), createdAt: new Date(now()).toISOString() };
    kept.set(id, record);
    return record;
  };

  const wrongIn = (object: ObjectName, id: string | undefined, values: Values): Outgoing | undefined => {
    const email = object === "people" ? at(values, ["emails", "primaryEmail"]) : undefined;
    const isTaken = all("people").some(
      (other) => other.id !== id && at(other.values, ["emails", "primaryEmail"]) === email,
    );
    if (email !== undefined && isTaken) return refused(400, "A duplicate entry was detected");
    if (object !== "noteTargets") return undefined;
    const { noteId, targetPersonId } = values;
    const isThere = find("notes", String(noteId)) && (!targetPersonId || find("people", String(targetPersonId)));
    return isThere ? undefined : refused(400, "violates foreign key constraint");
  };

  const create = (object: ObjectName, body: string): Outgoing => {
    const values = schemas[object].parse(JSON.parse(body));
    if (values.id !== undefined && kept.get(values.id)) return refused(400, "Record already exists");
    const wrong = wrongIn(object, undefined, asKept(values));
    if (wrong) return wrong;
    const name = singular[object];
    return json(201, {
      data: { [`create${name.charAt(0).toUpperCase()}${name.slice(1)}`]: shown(add(object, values)) },
    });
  };

  const update = (record: TwentyRecord, body: string): Outgoing => {
    const { object, id } = record;
    const written = parted(JSON.parse(body), own);
    const changes = { ...asKept(changeSchemas[object].parse(written.known)), ...written.own };
    const wrong = wrongIn(object, id, { ...record.values, ...changes });
    if (wrong) return wrong;
    const changed = { ...record, values: { ...record.values, ...changes } };
    kept.set(id, changed);
    const name = singular[object];
    return json(200, { data: { [`update${name.charAt(0).toUpperCase()}${name.slice(1)}`]: shown(changed) } });
  };

  /** What a target is related to, as it is shown with it. */
  const noteOf = ({ values }: TwentyRecord): Values => {
    const note = find("notes", text(values.noteId));
    return { note: note ? shown(note) : null };
  };

  const list = (object: ObjectName, query: URLSearchParams): Outgoing => {
    const { filter, order_by, limit, depth } = ListSchema.parse(Object.fromEntries(query));
    const conditions = filter === undefined ? [] : readFilter(filter);
    const found = all(object).filter((record) =>
      conditions.every(({ path, fits }) => fits(at({ createdAt: record.createdAt, ...record.values }, path))),
    );
    if (order_by) found.reverse();
    const page = found
      .slice(0, limit)
      .map((record) => ({ ...shown(record), ...(depth === "1" && object === "noteTargets" && noteOf(record)) }));
    const pageInfo = { hasNextPage: found.length > limit };
    return json(200, { data: { [object]: page }, totalCount: found.length, pageInfo });
  };

  const route = ({ method, path, body }: CrmRequest): Outgoing => {
    const { pathname, searchParams } = new URL(path, "https://api.twenty.com");
    if (method === "POST" && pathname === "/metadata") return json(200, metadata);
    const [, object = "", id = ""] = /^\/rest\/(\w+)(?:\/([^/]+))?$/.exec(pathname) ?? [];
    if (!isObject(object)) return refused(400, `object '${object}' not found`);
    if (id === "") {
      if (method === "GET") return list(object, searchParams);
      return method === "POST" ? create(object, body) : refused(404, `Cannot ${method} ${pathname}`);
    }
    const record = find(object, decodeURIComponent(id));
    OneSchema.parse(Object.fromEntries(searchParams));
    if (!record) return refused(404, "Record not found");
    if (method === "GET") return json(200, { data: { [singular[object]]: shown(record) } });
    return method === "PATCH" ? update(record, body) : refused(404, `Cannot ${method} ${pathname}`);
  };

  return {
    credentials: { api_key: demoKey },
    answer(request) {
      if (request.headers.authorization !== `Bearer ${demoKey}`) return refused(401, "Token invalid.");
      try {
        return route(request);
      } catch (error) {
        if (error instanceof SyntaxError) return refused(400, "Unexpected token in JSON");
        if (!(error instanceof z.ZodError)) throw error;
        const [issue] = error.issues;
        const name = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path.join(".");
        return refused(400, `Object doesn't have any "${name}" field, or not with this value.`);
      }
    },
    contacts: {
      save: ({ firstName = "", lastName = "", email, phone }) =>
        add("people", {
          name: { firstName, lastName },
          ...(email && { emails: { primaryEmail: email } }),
          ...(phone && { phones: { primaryPhoneNumber: phone } }),
        }).id,
      merge(loserId, winnerId) {
        const loser = find("people", loserId);
        if (!loser || !find("people", winnerId)) return;
        for (const target of all("noteTargets").filter(({ values }) => values.targetPersonId === loserId)) {
          kept.set(target.id, { ...target, values: { ...target.values, targetPersonId: winnerId } });
        }
        kept.set(loserId, { ...loser, isGone: true });
      },
      sent(id) {
        const record = find("people", id);
        return byWebhook(record && shown(record), now());
      },
    },
    records: () => all("people").map((person) => toRecord(person, all("notes"), all("noteTargets"))),
  };
}

const isObject = (name: string): name is ObjectName => Object.hasOwn(schemas, name);

const at = (values: Values, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, name) => (value as Values | undefined)?.[name], values);

/** A number is kept in two parts, and an address in small letters. */
function asKept(values: Values): Values {
  const { emails, phones, ...others } = values as { emails?: Values; phones?: Values } & Values;
  const number = parsePhone(String(phones?.primaryPhoneNumber ?? ""), "US");
  const [code = "", national = ""] = number?.startsWith("+1") ? ["+1", number.slice(2)] : ["", number ?? ""];
  return {
    ...others,
    ...(emails && { emails: { ...emails, primaryEmail: String(emails.primaryEmail).toLowerCase() } }),
    ...(phones && { phones: { ...phones, primaryPhoneNumber: national, primaryPhoneCallingCode: code } }),
  };
}

const shown = ({ object, id, values, createdAt }: TwentyRecord): Values => ({
  id,
  createdAt,
  updatedAt: createdAt,
  deletedAt: null,
  ...(object === "people" && {
    emails: { primaryEmail: "", additionalEmails: null },
    phones: {
      primaryPhoneNumber: "",
      primaryPhoneCountryCode: "",
      primaryPhoneCallingCode: "",
      additionalPhones: null,
    },
    createdBy: {
      source: "MANUAL",
      workspaceMemberId: "20202020-0687-4c41-b707-ed1bfca972a7",
      name: "Ada Fields",
      context: {},
    },
  }),
  ...values,
});

const refused = (statusCode: number, message: string): Outgoing =>
  json(statusCode, { statusCode, error: "BadRequestException", messages: [message] });

/** https://docs.twenty.com/developers/extend/api, of people alone */
const metadata = {
  data: {
    objects: {
      edges: [{ node: { nameSingular: "person", fields: { edges: personFields.map((node) => ({ node })) } } }],
    },
  },
};

/** https://docs.twenty.com/developers/extend/webhooks */
function byWebhook(record: Values | undefined, at: number): ReturnType<Contacts["sent"]> {
  const body = JSON.stringify({
    targetUrl: "https://bridge.example.com/leads/twenty",
    eventName: "person.created",
    objectMetadata: { id: "20202020-e674-48e5-a542-72570eee7213", nameSingular: "person" },
    workspaceId: "20202020-1c25-4d02-bf25-6aeccf7ea419",
    webhookId: "3b8f9a10-5c2d-4e6f-8a7b-112233445566",
    eventDate: new Date(at).toISOString(),
    record,
  });
  const headers = {
    "content-type": "application/json",
    "x-twenty-webhook-timestamp": String(at),
    "x-twenty-webhook-signature": createHmac("sha256", "demo-twenty-secret").update(`${at}:${body}`).digest("hex"),
  };
  return { headers, body };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function toRecord(
  { id, values }: TwentyRecord,
  notes: readonly TwentyRecord[],
  targets: readonly TwentyRecord[],
): CrmRecord {
  const on = new Set(
    targets.filter((target) => target.values.targetPersonId === id).map((target) => target.values.noteId),
  );
  const [code, number] = [
    at(values, ["phones", "primaryPhoneCallingCode"]),
    at(values, ["phones", "primaryPhoneNumber"]),
  ];
  return {
    id,
    name: [at(values, ["name", "firstName"]), at(values, ["name", "lastName"])].filter(Boolean).join(" "),
    phone: text(code) + text(number),
    email: text(at(values, ["emails", "primaryEmail"])),
    summary: text(values.callStatus),
    calls: notes.filter((note) => on.has(note.id)).flatMap(toCall),
  };
}

/** As people see it: what stands for signs is gone, and each line is a paragraph. */
function toCall({ id, values, createdAt }: TwentyRecord): CrmCall | readonly [] {
  const markdown = text(at(values, ["bodyV2", "markdown"]));
  const note = markdown.replace(/\\(\W)/g, "$1").replaceAll("\n\n", "\n");
  const kept = { title: values.title, "bodyV2.markdown": markdown };
  return callInNote(note, { id, at: createdAt, kept }) ?? [];
}
