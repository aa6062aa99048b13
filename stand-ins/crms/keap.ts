import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { ada } from "../kit/agents.ts";
import { type Contacts, type CrmRequest, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { noOwnWords, type OwnWords } from "../kit/own-words.ts";
import {
  type Contact,
  type Held,
  type Hook,
  type Note,
  shownContact,
  shownNote,
  type Tag,
  toRecord,
} from "./keap/held.ts";
import { playOAuth } from "./keap/oauth.ts";
import { refusals } from "./keap/refusals.ts";
import {
  ApplyTagSchema,
  CreateContactSchema,
  CreateNoteSchema,
  CreateTagSchema,
  conditionsIn,
  contactMask,
  noteMask,
  PageSchema,
  RefusedFilter,
  WriteContactSchema,
  WriteHookSchema,
  WriteNoteSchema,
} from "./keap/shapes.ts";

/**
 * As much of Keap as the bridge uses: contacts with their tags and custom fields, notes, users, its filters and errors, REST
 * hooks, and its OAuth, whose refresh token is another after each use. https://developer.keap.com/docs/restv2/
 */

export const demoKey = "KeapAK-demo";

const users = [
  {
    id: "1",
    given_name: "Olive",
    family_name: "Owner",
    status: "ACTIVE",
    email_addresses: [email("olive.owner@example.com")],
  },
  {
    id: "2",
    given_name: "Ada",
    family_name: "Fields",
    status: "ACTIVE",
    email_addresses: [email(ada.email)],
  },
] as const;

function email(address: string) {
  return { email: address, field: "EMAIL1" } as const;
}

/** Keap, with the means to add a contact as a person would, and to stop a hook as it does itself. */
export interface DemoKeap extends DemoCrm {
  readonly contacts: Contacts;
  stopHooks(): void;
}

export const keap = {
  connector: "keap",
  refusals,
  play: (open, now = Date.now, own = noOwnWords): DemoKeap => playKeap(open<Held>(), now, own),
} as const satisfies CrmStandIn;

/** @param held contacts, notes, tags and hooks, by their ids */
function playKeap(held: Kept<Held>, now: () => number, own: OwnWords): DemoKeap {
  const all = <Kind extends Held["kind"]>(kind: Kind) =>
    held.entries().flatMap(([, each]) => (each.kind === kind ? [each as Extract<Held, { kind: Kind }>] : []));
  const find = <Kind extends Held["kind"]>(kind: Kind, id: string) => all(kind).find((each) => each.id === id);
  const put = <Each extends Held>(each: Each): Each => {
    held.set(each.id, each);
    return each;
  };
  const newId = (): string => String(90_001 + held.entries().length);
  const at = (): string => new Date(now()).toISOString();
  const oauth = playOAuth(now);

  // ── contacts ──────────────────────────────────────────────────────────────────────────────────────────────────

  const add = (values: z.infer<typeof WriteContactSchema>): Contact =>
    put<Contact>({ kind: "contact", id: newId(), values, tags: [], created: at() });

  const listContacts = (query: URLSearchParams): Outgoing => {
    const { ids, email: address, phone_number, phone_fields = "" } = conditionsIn("contacts", query.get("filter"));
    const found = all("contact").filter(
      ({ id, values: { email_addresses = [], phone_numbers = [] } }) =>
        (ids === undefined || ids.split(",").includes(id)) &&
        (address === undefined || email_addresses.some((each) => each.email.toLowerCase() === address.toLowerCase())) &&
        (phone_number === undefined ||
          phone_numbers.some(
            ({ field, number }) => phone_fields.split(",").includes(field) && number === phone_number,
          )),
    );
    return listed(
      "contacts",
      query,
      found.map((contact) => shownContact(contact, query)),
    );
  };

  const updateContact = (contact: Contact, query: URLSearchParams, body: unknown): Outgoing => {
    const values = WriteContactSchema.parse(body);
    const names = maskIn(query, contactMask);
    const changes = Object.fromEntries(
      Object.entries(values).filter(([name]) => names.length === 0 || names.includes(name)),
    );
    return json(200, shownContact(put({ ...contact, values: { ...contact.values, ...changes } }), query));
  };

  // ── notes ─────────────────────────────────────────────────────────────────────────────────────────────────────

  const isUser = (id: string): boolean => users.some((user) => user.id === id) || own.has(id);

  const listNotes = (contact: Contact, query: URLSearchParams): Outgoing => {
    const { title = "", since_time = "" } = conditionsIn("notes", query.get("filter"));
    const [prefix, isPrefix] = [title.replace(/\*$/, ""), title.endsWith("*")];
    const found = all("note").filter((note) => {
      const name = note.values.title ?? "";
      const isNamed = isPrefix ? name.startsWith(prefix) : name.includes(prefix);
      return note.contact === contact.id && isNamed && note.created >= since_time;
    });
    const isDescending = query.get("order_by") === "id desc";
    return listed("notes", query, (isDescending ? found.toReversed() : found).map(shownNote));
  };

  const createNote = (contact: Contact, body: unknown): Outgoing => {
    const values = CreateNoteSchema.parse(body);
    if (!isUser(values.user_id)) return refused("The user was not found");
    return json(201, shownNote(put<Note>({ kind: "note", id: newId(), contact: contact.id, values, created: at() })));
  };

  const updateNote = (note: Note, query: URLSearchParams, body: unknown): Outgoing => {
    const values = WriteNoteSchema.parse(body);
    if (!isUser(values.user_id)) return refused("The user was not found");
    const names = maskIn(query, noteMask);
    const changes = Object.fromEntries(
      Object.entries(values).filter(([name]) => names.length === 0 || names.includes(name)),
    );
    return json(200, shownNote(put({ ...note, values: { ...note.values, ...changes } })));
  };

  // ── tags ──────────────────────────────────────────────────────────────────────────────────────────────────────

  const listTags = (query: URLSearchParams): Outgoing => {
    const { name, tag_ids } = conditionsIn("tags", query.get("filter"));
    const found = all("tag").filter(
      (tag) =>
        (name === undefined || tag.name === name) && (tag_ids === undefined || tag_ids.split(",").includes(tag.id)),
    );
    return listed(
      "tags",
      query,
      found.map(({ kind: _, ...tag }) => tag),
    );
  };

  const createTag = (body: unknown): Outgoing => {
    const { name } = CreateTagSchema.parse(body);
    if (all("tag").some((tag) => tag.name === name)) return json(409, problem(409, "A tag with this name exists"));
    const { kind: _, ...tag } = put<Tag>({ kind: "tag", id: newId(), name });
    return json(201, tag);
  };

  const applyTag = (tag: Pick<Tag, "id">, body: unknown): Outgoing => {
    const { contact_ids } = ApplyTagSchema.parse(body);
    const results = contact_ids.map((id) => {
      const contact = find("contact", id);
      if (contact) put({ ...contact, tags: [...new Set([...contact.tags, tag.id])] });
      return [id, contact ? "SUCCESS" : "CONTACT_NOT_FOUND"];
    });
    return json(200, { results: Object.fromEntries(results) });
  };

  // ── REST hooks: every address of this machine confirms, and none is asked ───────────────────────────────────────

  const shownHook = ({ id, eventKey, hookUrl, status }: Hook) => ({ key: id, eventKey, hookUrl, status });

  const createHook = (body: unknown): Outgoing => {
    const { eventKey, hookUrl } = WriteHookSchema.parse(body);
    return json(200, shownHook(put<Hook>({ kind: "hook", id: newId(), eventKey, hookUrl, status: "Verified" })));
  };

  const verifyHook = (hook: Hook): Outgoing => json(200, shownHook(put<Hook>({ ...hook, status: "Verified" })));

  const routeHooks = (method: string, path: string, value: unknown): Outgoing => {
    const [, id, verb] = /^\/hooks(?:\/(\d+))?(?:\/(verify))?$/.exec(path) ?? [];
    const hook = find("hook", id ?? "");
    if (method === "GET" && path === "/hooks") return json(200, all("hook").map(shownHook));
    if (method === "POST" && path === "/hooks") return createHook(value);
    if (!hook) return notFound;
    if (method === "POST" && verb === "verify") return verifyHook(hook);
    return method === "GET" && verb === undefined ? json(200, shownHook(hook)) : notFound;
  };

  // ── the paths of version 2 ────────────────────────────────────────────────────────────────────────────────────

  const routeContact = (
    method: string,
    contact: Contact,
    query: URLSearchParams,
    value: unknown,
    rest: string,
  ): Outgoing => {
    const note = find("note", /^\/notes\/(\d+)$/.exec(rest)?.[1] ?? "");
    switch (`${method} ${rest.replace(/\d+$/, "*")}`) {
      case "GET ":
        return json(200, shownContact(contact, query));
      case "PATCH ":
        return updateContact(contact, query, value);
      case "GET /notes":
        return listNotes(contact, query);
      case "POST /notes":
        return createNote(contact, value);
      case "PATCH /notes/*":
        return note?.contact === contact.id ? updateNote(note, query, value) : notFound;
      default:
        return notFound;
    }
  };

  const routeObjects = (method: string, path: string, query: URLSearchParams, value: unknown): Outgoing => {
    const [, contactId = "", rest = ""] = /^\/contacts\/(\d+)(.*)$/.exec(path) ?? [];
    const contact = find("contact", contactId);
    if (contactId !== "") return contact ? routeContact(method, contact, query, value, rest) : notFound;
    const tagId = /^\/tags\/(\d+)\/contacts:applyTags$/.exec(path)?.[1] ?? "";
    const tag = find("tag", tagId) ?? (own.has(tagId) ? { id: tagId } : undefined);
    if (tag && method === "POST") return applyTag(tag, value);
    switch (`${method} ${path}`) {
      case "GET /contacts":
        return listContacts(query);
      case "POST /contacts":
        return json(201, shownContact(add(CreateContactSchema.parse(value)), query));
      case "GET /tags":
        return listTags(query);
      case "POST /tags":
        return createTag(value);
      case "GET /users":
        return conditionsIn("users", query.get("filter")) && listed("users", query, users);
      case "GET /oauth/connect/userinfo":
        return json(200, { email: "olive.owner@example.com", id: "1", is_admin: true, tenant_id: "demo123" });
      default:
        return notFound;
    }
  };

  const route = ({ method, path, body }: CrmRequest): Outgoing => {
    const { pathname, searchParams } = new URL(path, "https://crm.invalid");
    const value: unknown = body === "" ? undefined : JSON.parse(body);
    const [, version, rest = ""] = /^\/crm\/rest\/v([12])(\/.*)$/.exec(pathname) ?? [];
    if (version === "1") return routeHooks(method, rest, value);
    return version === "2" ? routeObjects(method, rest, searchParams, value) : notFound;
  };

  return {
    credentials: { token: demoKey },
    answer(request) {
      if (request.method === "POST" && request.path === "/token") return oauth.renew(request);
      const { authorization = "" } = request.headers;
      if (authorization !== `Bearer ${demoKey}` && !oauth.isAccess(authorization)) return noAccess;
      try {
        return route(request);
      } catch (error) {
        if (error instanceof SyntaxError) return refused("The request body is no valid JSON");
        if (error instanceof RefusedFilter) return refused(error.message);
        if (error instanceof z.ZodError) return refused(error.issues.map(complaint).join("; "));
        throw error;
      }
    },
    contacts: {
      save({ firstName = "", lastName = "", email: address, phone }) {
        const contact = add({
          ...{ given_name: firstName, family_name: lastName, source_type: "MANUAL" },
          email_addresses: address ? [email(address)] : [],
          phone_numbers: phone ? [{ number: phone, field: "PHONE1" }] : [],
        });
        return contact.id;
      },
      merge(loserId, winnerId) {
        const [loser, winner] = [find("contact", loserId), find("contact", winnerId)];
        if (!loser || !winner) return;
        for (const note of all("note")) if (note.contact === loserId) put<Note>({ ...note, contact: winnerId });
        const values = { ...loser.values, ...winner.values };
        put<Contact>({ ...winner, values, tags: [...new Set([...winner.tags, ...loser.tags])] });
        put({ kind: "gone", id: loserId });
      },
      sent: (id) => byHook(id, at()),
    },
    stopHooks() {
      for (const hook of all("hook")) put<Hook>({ ...hook, status: "Inactive" });
    },
    records: () =>
      all("contact").map((contact) =>
        toRecord(
          contact,
          contact.tags.map((id) => find("tag", id)?.name ?? id),
          all("note"),
        ),
      ),
  };
}

/** As a hook tells of a contact that was added: https://developer.keap.com/rest-hook-documentation/ */
function byHook(id: string, timestamp: string): ReturnType<Contacts["sent"]> {
  const apiUrl = `https://api.infusionsoft.com/crm/rest/v1/contacts/${id}`;
  const object_keys = [{ apiUrl, id: Number(id), timestamp }];
  const event = { event_key: "contact.add", object_type: "contact", object_keys };
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(event) };
}

const problem = (code: number, message: string) => ({ code, message, status: "ERROR", details: [] });
const notFound = json(404, problem(404, "The requested resource was not found"));
const refused = (message: string): Outgoing => json(400, problem(400, message));

/** Of the gateway before the API. */
const noAccess = json(401, {
  fault: { faultstring: "Invalid Access Token", detail: { errorcode: "keymanagement.service.invalid_access_token" } },
});

const complaint = (issue: z.core.$ZodIssue): string =>
  issue.code === "unrecognized_keys"
    ? `Unrecognized field: ${issue.keys.join(", ")}`
    : `${issue.path.join(".") || "body"}: ${issue.message}`;

/** @throws RefusedFilter for a name that is none */
function maskIn(query: URLSearchParams, names: readonly string[]): string[] {
  const mask = query.getAll("update_mask");
  const wrong = mask.find((name) => !names.includes(name));
  if (wrong !== undefined) throw new RefusedFilter(`update_mask=${wrong}`);
  return mask;
}

function listed(collection: string, query: URLSearchParams, found: readonly unknown[]): Outgoing {
  const { page_size, page_token } = PageSchema.parse(Object.fromEntries(query));
  const next = page_token + page_size;
  return json(200, {
    [collection]: found.slice(page_token, next),
    ...(next < found.length && { next_page_token: String(next) }),
  });
}
