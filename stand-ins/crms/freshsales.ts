import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { byKind } from "../kit/by-kind.ts";
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
import { callInNote } from "../kit/told-note.ts";
import { refusals } from "./freshsales/refusals.ts";
import {
  type ContactFieldsSchema,
  CreateContactSchema,
  CreateNoteSchema,
  LookupSchema,
  multipartFields,
  PhoneCallSchema,
  UpdateNoteSchema,
  WriteContactSchema,
} from "./freshsales/shapes.ts";

/**
 * As much of Freshsales as the bridge uses: contacts with their statuses, tags and custom fields, phone calls, notes, its look-up
 * and its errors. A phone call is shown nowhere, and cannot be changed. https://developers.freshworks.com/crm/api/
 */

export const demoKey = "freshsales-demo-key";

/** Those of an account that begins, in part. */
const statuses = [
  { id: 70_001, name: "New", position: 1 },
  { id: 70_002, name: "Contacted", position: 2 },
  { id: 70_003, name: "Interested", position: 3 },
] as const;

interface Contact {
  readonly kind: "contact";
  readonly id: number;
  readonly values: z.infer<typeof ContactFieldsSchema>;
}
interface PhoneCall {
  readonly kind: "call";
  readonly id: number;
  readonly contact: string;
  readonly incoming: boolean;
  readonly note: string;
  readonly created: string;
}
interface Note {
  readonly kind: "note";
  readonly id: number;
  readonly contact: string;
  readonly description: string;
  readonly created: string;
}
/** A contact that was merged into another. */
interface Gone {
  readonly kind: "gone";
  readonly id: number;
}
type Held = Contact | PhoneCall | Note | Gone;

/** Freshsales, with the means to add a contact as a person would. */
interface DemoFreshsales extends DemoCrm {
  readonly contacts: Contacts;
}

export const freshsales = {
  connector: "freshsales",
  refusals,
  play: (open, now = Date.now, own = noOwnWords): DemoFreshsales => playFreshsales(open<Held>(), now, own),
} as const satisfies CrmStandIn;

/** @param held contacts, phone calls and notes, by their ids */
function playFreshsales(held: Kept<Held>, now: () => number, own: OwnWords): DemoFreshsales {
  const { all, find, put, size } = byKind(held);
  const newId = (): number => 70_012_345_601 + size();
  const at = (): string => new Date(now()).toISOString();

  /** An e-mail address and a mobile number are one contact's alone. */
  const clashes = ({ email, mobile_number }: Contact["values"], own?: number): string[] => {
    const others = all("contact").filter(({ id }) => id !== own);
    const isAddress = email !== undefined && others.some(({ values }) => isSame(values.email, email));
    const isNumber = mobile_number !== undefined && others.some(({ values }) => values.mobile_number === mobile_number);
    return [...(isAddress ? ["Email is not unique"] : []), ...(isNumber ? ["MobileNumber is not unique"] : [])];
  };
  const add = (values: Contact["values"]): Contact =>
    put<Contact>({ kind: "contact", id: newId(), values: { contact_status_id: statuses[0].id, tags: [], ...values } });

  const createContact = (body: unknown): Outgoing => {
    const { contact } = CreateContactSchema.parse(body);
    const taken = clashes(contact);
    return taken.length > 0 ? refused(...taken) : json(201, { contact: shown(add(contact)) });
  };

  const updateContact = (contact: Contact, body: unknown): Outgoing => {
    const { contact: values } = WriteContactSchema.parse(body);
    const taken = clashes(values, contact.id);
    if (taken.length > 0) return refused(...taken);
    const status = values.contact_status_id;
    const isKnown = status === undefined || statuses.some(({ id }) => id === status) || own.has(String(status));
    if (!isKnown) return refused("Contact status is invalid");
    const custom_field = { ...contact.values.custom_field, ...values.custom_field };
    return json(200, { contact: shown(put({ ...contact, values: { ...contact.values, ...values, custom_field } })) });
  };

  const lookUp = (query: URLSearchParams): Outgoing => {
    const { q, f } = LookupSchema.parse(Object.fromEntries(query));
    const contacts = all("contact").filter(({ values }) => f.some((name) => isSame(values[name], q)));
    return json(200, { contacts: { contacts: contacts.map(shown), meta: { total: contacts.length } } });
  };

  const logCall = ({ headers, body }: CrmRequest): Outgoing => {
    const fields = multipartFields(headers["content-type"] ?? "", body);
    if (!fields) return refused("The phone call has to come as a form");
    const call = PhoneCallSchema.parse(fields);
    const contact = call["phone_call[targetable][id]"];
    if (!find("contact", contact)) return notFound;
    const made = put<PhoneCall>({
      ...{ kind: "call", id: newId(), contact, created: at() },
      incoming: call["phone_call[call_direction]"] === "true",
      note: call["phone_call[note][description]"] ?? "",
    });
    return json(201, { phone_call: { id: made.id, status: made.incoming ? "incoming" : "outgoing" } });
  };

  const createNote = (body: unknown): Outgoing => {
    const { description, targetable_id } = CreateNoteSchema.parse(body).note;
    if (!find("contact", targetable_id)) return notFound;
    const note = put<Note>({ kind: "note", id: newId(), contact: targetable_id, description, created: at() });
    return json(201, { note: { id: note.id, description } });
  };

  const updateNote = (note: Note | undefined, body: unknown): Outgoing => {
    if (!note) return notFound;
    const { description } = UpdateNoteSchema.parse(body).note;
    return json(200, { note: { id: put({ ...note, description }).id, description } });
  };

  const listNotes = ({ id }: Contact, query: URLSearchParams): Outgoing => {
    const notes = all("note").filter(({ contact }) => contact === String(id));
    const page = Number(query.get("page") ?? 1);
    const shownNotes = notes.slice((page - 1) * PAGE, page * PAGE).map(({ id, description }) => ({ id, description }));
    return json(200, { notes: shownNotes, meta: { total_pages: Math.ceil(notes.length / PAGE), total: notes.length } });
  };

  const route = (request: CrmRequest): Outgoing => {
    const { method, path, body } = request;
    const { pathname, searchParams: query } = new URL(path, "https://crm.invalid");
    if (`${method} ${pathname}` === "POST /api/phone_calls") return logCall(request);
    const value: unknown = body === "" ? undefined : JSON.parse(body);
    const [, id = "", rest = ""] = /^\/api\/(?:contacts|notes)\/(\d+)(\/notes)?$/.exec(pathname) ?? [];
    const contact = find("contact", id);
    switch (`${method} ${id === "" ? pathname : pathname.replace(id, "*")}`) {
      case "GET /api/lookup":
        return lookUp(query);
      case "GET /api/selector/contact_statuses":
        return json(200, { contact_statuses: statuses });
      case "POST /api/contacts":
        return createContact(value);
      case "GET /api/contacts/*":
        return contact ? json(200, { contact: shown(contact) }) : notFound;
      case "PUT /api/contacts/*":
        return contact ? updateContact(contact, value) : notFound;
      case "GET /api/contacts/*/notes":
        return contact && rest ? listNotes(contact, query) : notFound;
      case "POST /api/notes":
        return createNote(value);
      case "PUT /api/notes/*":
        return updateNote(find("note", id), value);
      default:
        return notFound;
    }
  };

  return {
    credentials: { api_key: demoKey },
    answer(request) {
      if (request.headers.authorization !== `Token token=${demoKey}`)
        return json(401, { login: "failed", message: "You have to be logged in to perform this action" });
      try {
        return route(request);
      } catch (error) {
        if (error instanceof SyntaxError) return refused("The request body is no valid JSON");
        if (error instanceof z.ZodError) return refused(...error.issues.map(complaint));
        throw error;
      }
    },
    contacts: {
      save({ firstName, lastName, email, phone }) {
        const values = { first_name: firstName, last_name: lastName, email: email || undefined };
        return String(add({ ...values, mobile_number: phone || undefined }).id);
      },
      /** What the one has is the other's from then on. */
      merge(loserId, winnerId) {
        const loser = find("contact", loserId);
        if (!loser || !find("contact", winnerId)) return;
        for (const each of [...all("call"), ...all("note")]) {
          if (each.contact === loserId) put({ ...each, contact: winnerId });
        }
        put<Gone>({ kind: "gone", id: loser.id });
      },
      sent: (id) => byWorkflow(find("contact", id)),
    },
    records: () => all("contact").map((contact) => toRecord(contact, all("call"), all("note"))),
  };
}

const PAGE = 25;

/** As a workflow sends what its maker has chosen: https://crmsupport.freshworks.com/support/solutions/articles/50000002418 */
function byWorkflow(contact: Contact | undefined): ReturnType<Contacts["sent"]> {
  const { first_name, last_name, email, mobile_number } = contact?.values ?? {};
  const body = { contact_id: contact?.id, first_name, last_name, email, mobile_number };
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

const notFound = json(404, { errors: { code: 404, message: ["The requested resource was not found"] } });
const refused = (...message: string[]): Outgoing => json(400, { errors: { code: 400, message } });

const complaint = (issue: z.core.$ZodIssue): string =>
  issue.code === "unrecognized_keys"
    ? `Unknown field: ${issue.keys.join(", ")}`
    : `${issue.path.join(".") || "body"}: ${issue.message}`;

const isSame = (one: string | undefined, other: string): boolean => one?.toLowerCase() === other.toLowerCase();

const nameOf = ({ first_name, last_name }: Contact["values"]): string =>
  [first_name, last_name].filter(Boolean).join(" ");

const shown = ({ id, values }: Contact) => ({
  id,
  ...values,
  display_name: nameOf(values),
  emails: values.email === undefined ? [] : [{ id: 1, value: values.email, is_primary: true }],
  custom_field: values.custom_field ?? {},
});

/** A note beside a phone call is about the same call. */
function toRecord({ id, values }: Contact, calls: readonly PhoneCall[], notes: readonly Note[]): CrmRecord {
  const ofContact = <Each extends { readonly contact: string }>(each: Each) => each.contact === String(id);
  const logged = calls.filter(ofContact).flatMap((call) => toCalls(call.id, call.note, call.created));
  const noted = notes.filter(ofContact).flatMap((note) => toCalls(note.id, note.description, note.created));
  const later = (callId: string) => noted.find((note) => note.callId === callId);
  return {
    id: String(id),
    name: nameOf(values),
    phone: values.mobile_number ?? values.work_number ?? "",
    email: values.email ?? "",
    summary: [statuses.find((status) => status.id === values.contact_status_id)?.name, ...(values.tags ?? [])].join(
      ", ",
    ),
    calls: [
      ...logged.map((call) => ({ ...call, ...later(call.callId), id: call.id })),
      ...noted.filter(({ callId }) => !logged.some((call) => call.callId === callId)),
    ],
  };
}

function toCalls(id: number, html: string, at: string): readonly CrmCall[] {
  const text = html.replaceAll("<br>", "\n").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  const call = callInNote(text, { id: String(id), at });
  return call ? [call] : [];
}
