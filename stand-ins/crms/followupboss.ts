import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { ada } from "../kit/agents.ts";
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
import { noOwnWords, type OwnWords } from "../kit/own-words.ts";
import { parsePhone } from "../kit/phones.ts";
import { refusals } from "./followupboss/refusals.ts";
import {
  CreateCallSchema,
  ListSchema,
  UpdateCallSchema,
  type Value,
  WritePersonSchema,
} from "./followupboss/shapes.ts";

/**
 * As much of Follow Up Boss as the bridge uses: people with their stages, tags and custom fields, calls, users, its
 * search and its errors. https://docs.followupboss.com/reference
 */

export const demoKey = "fka_demo-key";

/** The first is whose key it is. */
const users = [
  { id: 1, name: "Olive Owner", email: "olive.owner@example.com", role: "Broker", isOwner: true },
  { id: 2, name: "Ada Fields", email: ada.email, role: "Agent", isOwner: false },
] as const;

interface Person {
  readonly kind: "person";
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly stage: string;
  readonly source: string;
  readonly emails: readonly Value[];
  readonly phones: readonly Value[];
  readonly tags: readonly string[];
  readonly created: string;
  readonly custom: Readonly<Record<string, unknown>>;
}
interface Call {
  readonly kind: "call";
  readonly id: number;
  readonly created: string;
  readonly values: z.infer<typeof CreateCallSchema>;
}
/** A person who was merged into another. */
interface Gone {
  readonly kind: "gone";
  readonly id: number;
}
type Held = Person | Call | Gone;

/** Follow Up Boss, with the means to enter a person as an agent would. */
interface DemoFollowUpBoss extends DemoCrm {
  readonly contacts: Contacts;
}

export const followupboss = {
  connector: "followupboss",
  refusals,
  play: (open, now = Date.now, own = noOwnWords): DemoFollowUpBoss => playFollowUpBoss(open<Held>(), now, own),
} as const satisfies CrmStandIn;

/** @param held people and calls, by their ids */
function playFollowUpBoss(held: Kept<Held>, now: () => number, own: OwnWords): DemoFollowUpBoss {
  const all = <Kind extends Held["kind"]>(kind: Kind) =>
    held.entries().flatMap(([, each]) => (each.kind === kind ? [each as Extract<Held, { kind: Kind }>] : []));
  const find = <Kind extends Held["kind"]>(kind: Kind, id: number) => all(kind).find((each) => each.id === id);
  const put = <Each extends Held>(each: Each): Each => {
    held.set(String(each.id), each);
    return each;
  };
  const newId = (): number => 40_001 + held.entries().length;
  const at = (): string => new Date(now()).toISOString().replace(/\.\d+/, "");

  const twinOf = (emails: readonly Value[], phones: readonly Value[]): Person | undefined =>
    all("person").find(
      (person) =>
        emails.some(({ value }) => hasEmail(person, value)) || phones.some(({ value }) => hasPhone(person, value)),
    );

  const enter = ({ fields, custom }: z.infer<typeof WritePersonSchema>): Person => {
    const { firstName = "", lastName = "", stage = "Lead", source = "<unspecified>" } = fields;
    const { emails = [], phones = [], tags = [] } = fields;
    return put<Person>({
      ...{ kind: "person", id: newId(), created: at(), firstName, lastName, stage, source, tags, custom },
      emails,
      phones,
    });
  };

  const createPerson = (query: URLSearchParams, body: unknown): Outgoing => {
    const given = WritePersonSchema.parse(body);
    const { emails = [], phones = [] } = given.fields;
    const twin = query.get("deduplicate") === "true" ? twinOf(emails, phones) : undefined;
    if (twin) return json(200, shownPerson(twin, true));
    return json(201, shownPerson(enter(given), true));
  };

  const updatePerson = (id: number, query: URLSearchParams, body: unknown): Outgoing => {
    const person = find("person", id);
    if (!person) return notFound;
    const { fields, custom } = WritePersonSchema.parse(body);
    const { tags, ...changes } = fields;
    const merged = query.get("mergeTags") === "true" ? [...new Set([...person.tags, ...(tags ?? [])])] : tags;
    const { firstName = person.firstName, lastName = person.lastName, stage = person.stage } = changes;
    const { emails = person.emails, phones = person.phones } = changes;
    const changed: Person = {
      ...person,
      ...{ firstName, lastName, stage, emails, phones },
      tags: merged ?? person.tags,
      custom: { ...person.custom, ...custom },
    };
    return json(200, shownPerson(put(changed), true));
  };

  const searchPeople = (query: URLSearchParams): Outgoing => {
    const [ids, email, phone] = ["id", "email", "phone"].map((name) => query.get(name));
    const found = all("person").filter(
      (person) =>
        (!ids || ids.split(",").includes(String(person.id))) &&
        (!email || hasEmail(person, email)) &&
        (!phone || hasPhone(person, phone)),
    );
    const withFields = query.get("fields") === "allFields";
    return listed(
      "people",
      query,
      found.map((person) => shownPerson(person, withFields)),
    );
  };

  const isWrong = ({ personId, userId }: z.infer<typeof UpdateCallSchema>): boolean =>
    (personId !== undefined && personId !== 0 && !find("person", personId)) ||
    (userId !== undefined && !users.some(({ id }) => id === userId) && !own.has(String(userId)));

  const createCall = (body: unknown): Outgoing => {
    const values = CreateCallSchema.parse(body);
    if (isWrong(values)) return refused("Invalid personId or userId.");
    return json(201, shownCall(put<Call>({ kind: "call", id: newId(), created: at(), values })));
  };

  const updateCall = (id: number, body: unknown): Outgoing => {
    const call = find("call", id);
    if (!call) return notFound;
    const values = UpdateCallSchema.parse(body);
    if (isWrong(values)) return refused("Invalid personId or userId.");
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
    return json(200, shownCall(put({ ...call, values: { ...call.values, ...given } })));
  };

  const listCalls = (query: URLSearchParams): Outgoing => {
    const personId = query.get("personId");
    const found = all("call").filter(({ values }) => !personId || values.personId === Number(personId));
    return listed("calls", query, found.toReversed().map(shownCall));
  };

  const route = ({ method, path, body }: CrmRequest): Outgoing => {
    const { pathname, searchParams: query } = new URL(path, "https://crm.invalid");
    const [, collection = "", digits] = /^\/v1\/(\w+)(?:\/(\d+))?$/.exec(pathname) ?? [];
    const id = Number(digits);
    const value: unknown = body === "" ? undefined : JSON.parse(body);
    switch (`${method} ${collection}${digits === undefined ? "" : "/*"}`) {
      case "GET people":
        return searchPeople(query);
      case "GET people/*": {
        const person = find("person", id);
        return person ? json(200, shownPerson(person, query.get("fields") === "allFields")) : notFound;
      }
      case "POST people":
        return createPerson(query, value);
      case "PUT people/*":
        return updatePerson(id, query, value);
      case "GET calls":
        return listCalls(query);
      case "POST calls":
        return createCall(value);
      case "PUT calls/*":
        return updateCall(id, value);
      case "GET users":
        return listed("users", query, users);
      case "GET identity":
        return json(200, { account: { id: 1, name: "Demo Realty" }, user: users[0] });
      default:
        return notFound;
    }
  };

  return {
    credentials: { api_key: demoKey },
    answer(request) {
      const isKey = request.headers.authorization === `Basic ${Buffer.from(`${demoKey}:`).toString("base64")}`;
      if (!isKey) return json(401, { errorMessage: "Invalid API key." });
      try {
        return route(request);
      } catch (error) {
        if (error instanceof SyntaxError) return refused("The request body is no valid JSON.");
        if (error instanceof z.ZodError) return refused(error.issues.map(complaint).join(" "));
        throw error;
      }
    },
    contacts: {
      save({ firstName, lastName, email, phone }) {
        const emails = email ? [{ value: email }] : [];
        const phones = phone ? [{ value: phone }] : [];
        const person = enter({ fields: { firstName, lastName, emails, phones }, custom: {} });
        return String(person.id);
      },
      merge(loserId, winnerId) {
        const [loser, winner] = [find("person", Number(loserId)), find("person", Number(winnerId))];
        if (!loser || !winner) return;
        for (const call of all("call")) {
          if (call.values.personId === loser.id)
            put<Call>({ ...call, values: { ...call.values, personId: winner.id } });
        }
        const [emails, phones] = [winner.emails.concat(loser.emails), winner.phones.concat(loser.phones)];
        put<Person>({ ...winner, emails, phones, tags: [...new Set([...winner.tags, ...loser.tags])] });
        put<Gone>({ kind: "gone", id: loser.id });
      },
      sent: (id) => byWebhook(Number(id), at()),
    },
    records: () => all("person").map((person) => toRecord(person, all("call"))),
  };
}

/** As a webhook tells of people who were created: https://docs.followupboss.com/reference/webhooks-guide */
function byWebhook(id: number, eventCreated: string): ReturnType<Contacts["sent"]> {
  const uri = `https://api.followupboss.com/v1/people?id=${id}`;
  const event = { eventId: randomUUID(), eventCreated, event: "peopleCreated", resourceIds: [id], uri };
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(event) };
}

const notFound = json(404, { errorMessage: "The requested resource was not found." });

const refused = (errorMessage: string): Outgoing => json(400, { errorMessage });

const complaint = (issue: z.core.$ZodIssue): string =>
  issue.code === "unrecognized_keys"
    ? `Invalid fields in the request body: ${issue.keys.join(", ")}.`
    : `Field '${issue.path.join(".")}' is invalid: ${issue.message}.`;

function listed(collection: string, query: URLSearchParams, found: readonly unknown[]): Outgoing {
  const { limit, offset } = ListSchema.parse(Object.fromEntries(query));
  const _metadata = { collection, offset, limit, total: found.length };
  return json(200, { _metadata, [collection]: found.slice(offset, offset + limit) });
}

const hasEmail = ({ emails }: Person, email: string): boolean =>
  emails.some(({ value }) => value.toLowerCase() === email.toLowerCase());

/** Numbers are the same however they were typed; those of the United States may leave their code out. */
function hasPhone({ phones }: Person, phone: string): boolean {
  const wanted = parsePhone(phone, "US");
  return wanted !== undefined && phones.some(({ value }) => parsePhone(value, "US") === wanted);
}

const inList = (values: readonly Value[]) =>
  values.map(({ value, type = "home" }, index) => ({ value, type, status: "Not Validated", isPrimary: index ? 0 : 1 }));

const nameOf = ({ firstName, lastName }: Person): string => [firstName, lastName].filter(Boolean).join(" ");

/** Custom fields are shown when all fields are asked for. */
function shownPerson(person: Person, withFields: boolean) {
  const { kind: _, custom, emails, phones, ...shown } = person;
  return {
    ...shown,
    name: nameOf(person),
    emails: inList(emails),
    phones: inList(phones),
    ...(withFields && custom),
  };
}

const shownCall = ({ id, created, values }: Call) => ({ id, created, userId: users[0].id, ...values });

const toRecord = (person: Person, calls: readonly Call[]): CrmRecord => ({
  id: String(person.id),
  name: nameOf(person),
  phone: person.phones[0]?.value ?? "",
  email: person.emails[0]?.value ?? "",
  summary: [person.stage, ...person.tags].join(", "),
  calls: calls.filter(({ values }) => values.personId === person.id).map(toCall),
});

/** Follow Up Boss's words for how a call ended, where they say as much as Callingly's. */
const results: Readonly<Record<string, string>> = { "Left Message": "voicemail", "No Answer": "missed", Busy: "busy" };

const toCall = ({ id, created, values }: Call): CrmCall => ({
  id: String(id),
  callId: /^Callingly call (\w+)/.exec(values.note ?? "")?.[1] ?? "",
  outcome: values.outcome ?? "",
  result: results[values.outcome ?? ""],
  seconds: values.duration ?? 0,
  startedAt: created,
  recordingUrl: values.recordingUrl,
  transcript: /\nTranscript:\n([\s\S]*)$/.exec(values.note ?? "")?.[1],
  kept: values,
});
