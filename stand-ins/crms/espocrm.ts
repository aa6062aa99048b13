import { createHmac } from "node:crypto";
import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { ada } from "../kit/agents.ts";
import { type Contacts, type CrmRecord, type CrmRequest, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { noOwnWords, type OwnWords, parted } from "../kit/own-words.ts";
import { resultOf } from "../kit/told-note.ts";
import { refusals } from "./espocrm/refusals.ts";
import { type Entity, fields, readList, required, schemas, type Where } from "./espocrm/shapes.ts";

/**
 * As much of EspoCRM as the bridge uses: leads, contacts, calls, users and webhooks, its searches, what it says of its fields, its
 * check for duplicates, and its errors, whose words stand in a header. https://docs.espocrm.com/development/api/
 */

export const demoKey = "demo-espocrm-api-key";

type Values = Readonly<Record<string, unknown>>;
interface EspoRecord {
  readonly entity: Entity;
  readonly id: string;
  readonly values: Values;
  readonly createdAt: string;
  /** It was merged into another. */
  readonly isGone?: true;
}

/** The API user is among them, and no person. */
const users = [
  { id: "66710000000000ada", type: "regular", isActive: true, userName: "ada", emailAddress: ada.email },
  { id: "66710000000000api", type: "api", isActive: true, userName: "callingly", emailAddress: null },
] as const;

interface DemoEspo extends DemoCrm {
  readonly contacts: Contacts;
}

export const espocrm = {
  connector: "espocrm",
  refusals,
  play: (open, now = Date.now, own = noOwnWords): DemoEspo => playEspo(open<EspoRecord>(), now, own),
} as const satisfies CrmStandIn;

/** @param kept records of all kinds, by id */
function playEspo(kept: Kept<EspoRecord>, now: () => number, own: OwnWords): DemoEspo {
  const read = (entity: Entity, body: string): Values => {
    const written = parted(JSON.parse(body), own);
    return { ...schemas[entity].parse(written.known), ...written.own };
  };
  const all = (entity: Entity): EspoRecord[] =>
    kept.entries().flatMap(([, record]) => (record.entity === entity && !record.isGone ? [record] : []));
  const find = (entity: string, id: string): EspoRecord | undefined => {
    const record = kept.get(id);
    return record?.entity === entity && !record.isGone ? record : undefined;
  };
  const add = (entity: Entity, values: Values): EspoRecord => {
    const id = `6671b3a1d${(kept.entries().length + 1).toString(16).padStart(8, "0")}`;
    const record = { entity, id, values: { ...usual[entity], ...values }, createdAt: moment(now()) };
    kept.set(id, record);
    return record;
  };

  /** https://github.com/espocrm/espocrm/blob/master/application/Espo/Classes/DuplicateWhereBuilders/General.php */
  const duplicatesOf = (entity: Entity, { firstName, lastName, emailAddress }: Values): EspoRecord[] =>
    !isPerson(entity)
      ? []
      : all(entity).filter(
          ({ values }) =>
            ((firstName || lastName) && values.firstName === firstName && values.lastName === lastName) ||
            (emailAddress && same(values.emailAddress, emailAddress)),
        );

  const wrongIn = (entity: Entity, values: Values): Outgoing | undefined => {
    const missing = required[entity].find((name) => !values[name]);
    if (missing !== undefined) return invalid(entity, missing.replace(/Id$/, ""), "required");
    if (entity !== "Call") return undefined;
    const { dateStart, dateEnd, parentType, parentId, assignedUserId } = values;
    if (String(dateEnd) < String(dateStart)) return invalid(entity, "dateEnd", "after");
    if (parentId && !find(String(parentType), String(parentId))) return invalid(entity, "parent", "exists");
    return users.some(({ id }) => id === assignedUserId) || own.has(String(assignedUserId))
      ? undefined
      : refused(403, "Assignment failure: assigned user or team not allowed.");
  };

  const create = (entity: Entity, { body, headers }: CrmRequest): Outgoing => {
    const values = read(entity, body);
    const wrong = wrongIn(entity, values);
    if (wrong) return wrong;
    const duplicates = headers["x-skip-duplicate-check"] === "true" ? [] : duplicatesOf(entity, values);
    if (duplicates.length > 0) return refused(409, "duplicate", duplicates.map(shown));
    return json(200, shown(add(entity, values)));
  };

  const update = (record: EspoRecord, body: string): Outgoing => {
    const changed = { ...record, values: { ...record.values, ...read(record.entity, body) } };
    const wrong = wrongIn(record.entity, changed.values);
    if (wrong) return wrong;
    kept.set(record.id, changed);
    return json(200, shown(changed));
  };

  const list = (rows: readonly Values[], query: URLSearchParams): Outgoing => {
    const { where, select, maxSize, offset, order } = readList(query);
    const unknown = where.find(({ attribute }) => !attributes.has(attribute));
    if (unknown) return refused(400, `Not existing attribute '${unknown.attribute}' in where.`);
    const found = rows.filter((row) => where.every((item) => fits(row, item)));
    if (order === "desc") found.reverse();
    const names = select?.split(",");
    const only = (row: Values): Values =>
      names ? Object.fromEntries(Object.entries(row).filter(([name]) => name === "id" || names.includes(name))) : row;
    // A list shows the first phone and address of each, and not the others.
    const withoutLists = ({ phoneNumberData: _, emailAddressData: __, ...row }: Values): Values => row;
    return json(200, {
      total: -1,
      list: found
        .slice(offset, offset + maxSize)
        .map(withoutLists)
        .map(only),
    });
  };

  const route = (request: CrmRequest): Outgoing => {
    const { method, path, body } = request;
    const { pathname, searchParams } = new URL(path, "https://espocrm.invalid");
    const [, entity = "", id = "", ...more] = /^\/api\/v1\/([^/]+)(?:\/([^/]+))?(\/.*)?$/.exec(pathname) ?? [];
    const wanted = decodeURIComponent(id);
    if (more.some(Boolean)) return notFound;
    if (method === "GET" && entity === "App" && id === "user") return json(200, { user: users[1] });
    if (method === "GET" && entity === "Metadata" && id === "")
      return json(200, describe(searchParams.get("key") ?? ""));
    if (method === "GET" && entity === "User") {
      if (id === "") return list(users, searchParams);
      const user = users.find((each) => each.id === wanted);
      return user ? json(200, user) : notFound;
    }
    if (!isEntity(entity)) return notFound;
    if (id === "") {
      if (method === "GET") return list(all(entity).map(shown), searchParams);
      return method === "POST" ? create(entity, request) : notFound;
    }
    const record = find(entity, wanted);
    if (!record) return refused(404, `Record ${wanted} does not exist.`);
    if (method === "GET") return json(200, shown(record));
    return method === "PUT" ? update(record, body) : notFound;
  };

  return {
    credentials: { api_key: demoKey },
    answer(request) {
      if (request.headers["x-api-key"] !== demoKey) return refused(401, "");
      try {
        return route(request);
      } catch (error) {
        if (error instanceof SyntaxError) return refused(400, "JSON syntax error");
        if (!(error instanceof z.ZodError)) throw error;
        const [issue] = error.issues;
        const name = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path[0];
        return invalid(
          new URL(request.path, "https://espocrm.invalid").pathname.split("/")[3] ?? "",
          String(name ?? ""),
          "valid",
        );
      }
    },
    contacts: {
      save: ({ firstName, lastName, email, phone }) => {
        const given = { firstName, lastName: lastName ?? firstName, emailAddress: email, phoneNumber: phone };
        return add("Lead", Object.fromEntries(Object.entries(given).filter(([, value]) => value))).id;
      },
      merge(loserId, winnerId) {
        const loser = find("Lead", loserId);
        if (!loser || !find("Lead", winnerId)) return;
        const [parentId, leadsIds] = [winnerId, [winnerId]];
        for (const call of all("Call").filter(({ values }) => values.parentId === loserId)) {
          kept.set(call.id, { ...call, values: { ...call.values, parentId, leadsIds } });
        }
        kept.set(loserId, { ...loser, isGone: true });
      },
      sent(id) {
        const record = find("Lead", id);
        return byWebhook(record ? [shown(record)] : []);
      },
    },
    records: () => [...all("Lead"), ...all("Contact")].map((record) => toRecord(record, all("Call"))),
  };
}

const usual: Readonly<Record<Entity, Values>> = {
  Lead: { status: "New", doNotCall: false },
  Contact: { doNotCall: false },
  Call: {},
  Webhook: { isActive: true },
};

const isPerson = (entity: Entity): boolean => entity === "Lead" || entity === "Contact";
const isEntity = (name: string): name is Entity => Object.hasOwn(schemas, name);

const same = (one: unknown, other: unknown): boolean => String(one ?? "").toLowerCase() === String(other).toLowerCase();

const moment = (at: number): string => new Date(at).toISOString().slice(0, 19).replace("T", " ");

/** As a record is read by itself. */
function shown({ entity, id, values, createdAt }: EspoRecord): Values & { readonly id: string } {
  const { phoneNumber, emailAddress } = values;
  const name = [values.firstName, values.lastName].filter(Boolean).join(" ");
  return {
    id,
    ...(isPerson(entity) && {
      name,
      phoneNumberData: phoneNumber
        ? [{ phoneNumber, primary: true, type: "Mobile", optOut: false, invalid: false }]
        : [],
      emailAddressData: emailAddress ? [{ emailAddress, primary: true, optOut: false, invalid: false }] : [],
    }),
    deleted: false,
    ...values,
    createdAt,
    createdById: users[0].id,
  };
}

/** Those by which is searched. */
const attributes = new Set(
  "id status emailAddress phoneNumber phoneNumberNumeric description parentId parentType isActive type".split(" "),
);

function fits(row: Values, { type, attribute, value }: Where): boolean {
  const held = attribute === "phoneNumberNumeric" ? String(row.phoneNumber ?? "").replace(/\D/g, "") : row[attribute];
  switch (type) {
    case "isTrue":
      return held === true;
    case "in":
      return Array.isArray(value) && value.some((each) => same(held, each));
    case "startsWith":
      return typeof held === "string" && held.toLowerCase().startsWith(String(value).toLowerCase());
    case "endsWith":
      return typeof held === "string" && held.toLowerCase().endsWith(String(value).toLowerCase());
    default:
      return same(held, value);
  }
}

/** What is not there is null. */
function describe(key: string): unknown {
  const [, entity = ""] = /^entityDefs\.(\w+)\.fields$/.exec(key) ?? [];
  return Object.hasOwn(fields, entity) ? fields[entity as keyof typeof fields] : null;
}

// ── how EspoCRM refuses ─────────────────────────────────────────────────────────────────────────────────────────────

/** https://github.com/espocrm/espocrm/blob/master/application/Espo/Core/Api/ErrorOutput.php */
function refused(status: number, reason: string, body?: unknown): Outgoing {
  const answer = json(status, body ?? "");
  const headers = { ...answer.headers, ...(reason && { "x-status-reason": reason }) };
  return { status, headers, body: body === undefined ? Buffer.alloc(0) : answer.body };
}

const notFound = refused(404, "");

const invalid = (entity: string, field: string, type: string): Outgoing =>
  refused(400, `Field validation failure; entityType: ${entity}, field: ${field}, type: ${type}.`, {
    messageTranslation: { label: "validationFailure", scope: null, data: { field, type } },
  });

// ── what it sends, and how it is shown to people ────────────────────────────────────────────────────────────────────

/** https://docs.espocrm.com/development/webhooks/ */
function byWebhook(records: readonly Values[]): ReturnType<Contacts["sent"]> {
  const body = JSON.stringify(records);
  const signature = createHmac("sha256", "demo-espocrm-webhook-key").update(body).digest("hex");
  const headers = {
    "content-type": "application/json",
    signature: Buffer.from(`6671b2f0c4a3de901:${signature}`).toString("base64"),
  };
  return { headers, body };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

const toRecord = ({ id, values }: EspoRecord, calls: readonly EspoRecord[]): CrmRecord => ({
  id,
  name: [values.firstName, values.lastName].filter(Boolean).join(" "),
  phone: text(values.phoneNumber),
  email: text(values.emailAddress),
  summary: text(values.status),
  calls: calls.filter((call) => call.values.parentId === id).map(toCall),
});

function toCall({ id, values }: EspoRecord): CrmRecord["calls"][number] {
  const { name, status, dateStart, dateEnd, description } = z
    .object({
      name: z.string(),
      status: z.string(),
      dateStart: z.string(),
      dateEnd: z.string(),
      description: z.string(),
    })
    .parse(values);
  const [marker = "", word = ""] = (description.split("\n", 1)[0] ?? "").split(" - ");
  const recordingUrl = /^Recording: (\S+)$/m.exec(description)?.[1];
  const transcript = /\nTranscript:\n(.*)$/s.exec(description)?.[1];
  const at = (time: string): number => Date.parse(`${time.replace(" ", "T")}Z`);
  return {
    id,
    callId: /^Callingly call (\w+)$/.exec(marker)?.[1] ?? "",
    outcome: `${status}: ${name.replace(/^Callingly call - /, "")}`,
    result: resultOf[word],
    seconds: (at(dateEnd) - at(dateStart)) / 1000,
    startedAt: new Date(at(dateStart)).toISOString(),
    ...(recordingUrl && { recordingUrl }),
    ...(transcript && { transcript }),
    kept: values,
  };
}
