import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { type Contacts, type CrmRecord, type CrmRequest, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { callInNote } from "../kit/told-note.ts";
import { refusals } from "./activecampaign-refusals.ts";
import {
  ContactTagSchema,
  CreateContactSchema,
  type FieldValue,
  ListSchema,
  NoteSchema,
  TagSchema,
  UpdateContactSchema,
  UpdateDealSchema,
} from "./activecampaign-shapes.ts";

/**
 * As much of ActiveCampaign as the bridge uses: contacts with their custom fields, notes and tags, deals, users, its
 * search and its errors. The account has opted in to contacts that have a phone alone.
 * https://developers.activecampaign.com/reference
 */

export const demoKey = "demo-activecampaign-key";

const me = { id: "1", username: "olive", firstName: "Olive", lastName: "Owner", email: "olive.owner@example.com" };

interface Contact {
  readonly kind: "contact";
  readonly id: number;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
  readonly fieldValues: readonly FieldValue[];
  readonly cdate: string;
  /** It was merged into another. */
  readonly isGone?: boolean;
}
interface Note {
  readonly kind: "note";
  readonly id: number;
  readonly relid: number;
  readonly reltype: string;
  readonly note: string;
  readonly cdate: string;
}
interface Tag {
  readonly kind: "tag";
  readonly id: number;
  readonly tag: string;
  readonly tagType: string;
}
interface ContactTag {
  readonly kind: "contactTag";
  readonly id: number;
  readonly contact: number;
  readonly tag: number;
}
interface Deal {
  readonly kind: "deal";
  readonly id: number;
  readonly contact: string;
  readonly group: string;
  readonly stage: string;
  readonly status: number;
  readonly cdate: string;
}
type Held = Contact | Note | Tag | ContactTag | Deal;

/** ActiveCampaign, with the means to enter a contact and a deal as a person would. */
interface DemoActiveCampaign extends DemoCrm {
  readonly contacts: Contacts;
  /** @returns the deal's id */
  readonly addDeal: (deal: Pick<Deal, "contact" | "group" | "stage">) => string;
}

export const activecampaign = {
  connector: "activecampaign",
  refusals,
  play: (open, now = Date.now): DemoActiveCampaign => playActiveCampaign(open<Held>(), now),
} as const satisfies CrmStandIn;

/** A contact of whom nothing is known. */
const blank = { email: "", firstName: "", lastName: "", phone: "", fieldValues: [] as readonly FieldValue[] };

const known = <Values extends object>(values: Values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

interface Asked {
  readonly id: number;
  readonly query: URLSearchParams;
  readonly value: unknown;
}

/** @param held everything there is, by its id */
function playActiveCampaign(held: Kept<Held>, now: () => number): DemoActiveCampaign {
  const all = <Kind extends Held["kind"]>(kind: Kind) =>
    held.entries().flatMap(([, each]) => (each.kind === kind ? [each as Extract<Held, { kind: Kind }>] : []));
  const find = <Kind extends Held["kind"]>(kind: Kind, id: number) =>
    all(kind).find((each) => each.id === id && !("isGone" in each && each.isGone));
  const put = <Each extends Held>(each: Each): Each => {
    held.set(String(each.id), each);
    return each;
  };
  const contacts = () => all("contact").filter(({ isGone }) => !isGone);
  const newId = (): number => held.entries().length + 1;
  const at = (): string => new Date(now()).toISOString().replace(/\.\d+Z/, "+00:00");

  const withEmail = (email: string): Contact | undefined =>
    contacts().find((each) => each.email.toLowerCase() === email.toLowerCase());
  const tagsOf = (contact: number) => all("contactTag").filter((each) => each.contact === contact);

  const enter = (given: { [Name in keyof typeof blank]?: (typeof blank)[Name] | undefined }): Contact =>
    put<Contact>({ kind: "contact", id: newId(), cdate: at(), ...blank, ...known(given) });

  const createContact = ({ value }: Asked): Outgoing => {
    const { email, allowNullEmail, ...contact } = CreateContactSchema.parse(value).contact;
    if (email === undefined && !(allowNullEmail && contact.phone)) {
      return invalid("Email address is required", "email", "field_missing");
    }
    if (email !== undefined && withEmail(email)) {
      return invalid("Email address already exists in the system", "email", "duplicate");
    }
    return json(201, shown(enter({ ...contact, email })));
  };

  const updateContact = ({ id, value }: Asked): Outgoing => {
    const contact = find("contact", id);
    if (!contact) return notFound("Subscriber", id);
    const { fieldValues = [], email = contact.email, ...given } = UpdateContactSchema.parse(value).contact;
    const twin = email === "" ? undefined : withEmail(email);
    if (twin && twin.id !== id) return invalid("Email address already exists in the system", "email", "duplicate");
    const { firstName = contact.firstName, lastName = contact.lastName, phone = contact.phone } = given;
    const kept = contact.fieldValues.filter(({ field }) => !fieldValues.some((each) => each.field === field));
    const whole = { ...contact, email, firstName, lastName, phone, fieldValues: [...kept, ...fieldValues] };
    return json(200, shown(put<Contact>(whole)));
  };

  const searchContacts = ({ query }: Asked): Outgoing => {
    const [email, phone, search, ids, tag] = ["email", "phone", "search", "ids", "tagid"].map((name) =>
      query.get(name),
    );
    const found = contacts().filter(
      (contact) =>
        (!email || contact.email.toLowerCase() === email.toLowerCase()) &&
        (!phone || contact.phone.startsWith(phone)) &&
        (!search || [contact.email, nameOf(contact), contact.phone].some((text) => text.includes(search))) &&
        (!ids || ids.split(",").includes(String(contact.id))) &&
        (!tag || tagsOf(contact.id).some((each) => each.tag === Number(tag))),
    );
    return listed("contacts", query, found.map(shownContact));
  };

  const ofContact =
    (collection: string, list: (id: number) => readonly object[]) =>
    ({ id, query }: Asked): Outgoing =>
      find("contact", id) ? listed(collection, query, list(id)) : notFound("Subscriber", id);

  const createNote = ({ value }: Asked): Outgoing => {
    const { note } = NoteSchema.parse(value);
    if (note.reltype === "Subscriber" && !find("contact", note.relid)) return notFound("Subscriber", note.relid);
    return json(201, { note: shownNote(put<Note>({ kind: "note", id: newId(), cdate: at(), ...note })) });
  };

  const updateNote = ({ id, value }: Asked): Outgoing => {
    const held = find("note", id);
    if (!held) return json(403, { message: `No Result found for Note with id ${id}` });
    const { note } = NoteSchema.parse(value);
    if (note.reltype === "Subscriber" && !find("contact", note.relid)) {
      return json(403, { message: `No Result found for Subscriber with id ${note.relid}` });
    }
    return json(200, { note: shownNote(put<Note>({ ...held, ...note })) });
  };

  const searchTags = ({ query }: Asked): Outgoing => {
    const search = (query.get("search") ?? "").toLowerCase();
    const found = all("tag").filter(({ tag }) => tag.toLowerCase().includes(search));
    return listed("tags", query, found.map(shownTag));
  };

  const createTag = ({ value }: Asked): Outgoing => {
    const { tag } = TagSchema.parse(value);
    if (all("tag").some((each) => each.tag.toLowerCase() === tag.tag.toLowerCase())) {
      return invalid("Tag already exists in the system", "tag", "duplicate");
    }
    return json(201, { tag: shownTag(put<Tag>({ kind: "tag", id: newId(), tag: tag.tag, tagType: tag.tagType })) });
  };

  const createContactTag = ({ value }: Asked): Outgoing => {
    const { contact, tag } = ContactTagSchema.parse(value).contactTag;
    const missing = find("contact", contact) ? (find("tag", tag) ? undefined : "Tag") : "Contact";
    if (missing) {
      return json(404, { errors: [{ status: 404, title: "Not Found", detail: `${missing} not found` }] });
    }
    const present = tagsOf(contact).find((each) => each.tag === tag);
    return json(201, {
      contactTag: shownContactTag(present ?? put<ContactTag>({ kind: "contactTag", id: newId(), contact, tag })),
    });
  };

  const updateDeal = ({ id, value }: Asked): Outgoing => {
    const deal = find("deal", id);
    if (!deal) return notFound("Deal", id);
    const { stage = deal.stage, status = deal.status, group = deal.group } = UpdateDealSchema.parse(value).deal;
    return json(200, { deal: shownDeal(put<Deal>({ ...deal, stage, status, group })) });
  };

  const shown = (contact: Contact) => ({
    contact: shownContact(contact),
    fieldValues: contact.fieldValues.map((each) => ({ contact: String(contact.id), ...each })),
  });

  const routes: Readonly<Record<string, (asked: Asked) => Outgoing>> = {
    "GET contacts": searchContacts,
    "POST contacts": createContact,
    "GET contacts/*": ({ id }) => {
      const contact = find("contact", id);
      return contact ? json(200, shown(contact)) : notFound("Subscriber", id);
    },
    "PUT contacts/*": updateContact,
    "GET contacts/*/notes": ofContact("notes", (id) => all("note").filter(isOn(id)).map(shownNote)),
    "GET contacts/*/contactTags": ofContact("contactTags", (id) => tagsOf(id).map(shownContactTag)),
    "GET contacts/*/deals": ofContact("deals", (id) =>
      all("deal")
        .filter(({ contact }) => contact === String(id))
        .map(shownDeal),
    ),
    "POST notes": createNote,
    "PUT notes/*": updateNote,
    "GET tags": searchTags,
    "POST tags": createTag,
    "POST contactTags": createContactTag,
    "PUT deals/*": updateDeal,
    "GET users/me": () => json(200, { user: me }),
  };

  const route = ({ method, path, body }: CrmRequest): Outgoing => {
    const { pathname, searchParams: query } = new URL(path, "https://crm.invalid");
    const [, what = ""] = /^\/api\/3\/(.+)$/.exec(pathname) ?? [];
    const id = Number(/\d+/.exec(what)?.[0]);
    const answer = routes[`${method} ${what.replace(/\d+/, "*")}`];
    if (!answer) return json(404, { message: "No route was found" });
    return answer({ id, query, value: body === "" ? undefined : JSON.parse(body) });
  };

  return {
    credentials: { api_key: demoKey },
    answer(request) {
      if (request.headers["api-token"] !== demoKey) return json(403, { message: "The API key is invalid" });
      try {
        return route(request);
      } catch (error) {
        if (error instanceof SyntaxError) return json(400, { message: "The body is no valid JSON" });
        if (error instanceof z.ZodError) return json(400, { errors: error.issues.map(complaint) });
        throw error;
      }
    },
    contacts: {
      save: ({ firstName, lastName, email, phone }) => String(enter({ firstName, lastName, email, phone }).id),
      merge(loserId, winnerId) {
        const [loser, winner] = [find("contact", Number(loserId)), find("contact", Number(winnerId))];
        if (!loser || !winner) return;
        for (const note of all("note").filter(isOn(loser.id))) put<Note>({ ...note, relid: winner.id });
        put<Contact>({ ...winner, email: winner.email || loser.email, phone: winner.phone || loser.phone });
        put<Contact>({ ...loser, isGone: true });
      },
      sent: (id) => byWebhook(find("contact", Number(id)), at()),
    },
    addDeal: (deal) => String(put<Deal>({ kind: "deal", id: newId(), cdate: at(), status: 0, ...deal }).id),
    records: () =>
      contacts().map((contact) =>
        toRecord(contact, {
          notes: all("note").filter(isOn(contact.id)),
          tags: tagsOf(contact.id).flatMap(({ tag }) => find("tag", tag)?.tag ?? []),
          deals: all("deal").filter((deal) => deal.contact === String(contact.id)),
        }),
      ),
  };
}

/** As a webhook tells of a contact who was subscribed: https://developers.activecampaign.com/page/webhooks */
function byWebhook(contact: Contact | undefined, moment: string): ReturnType<Contacts["sent"]> {
  const form = {
    type: "subscribe",
    date_time: moment,
    initiated_from: "public",
    initiated_by: "public",
    list: "1",
    "contact[id]": String(contact?.id ?? ""),
    "contact[email]": contact?.email ?? "",
    "contact[first_name]": contact?.firstName ?? "",
    "contact[last_name]": contact?.lastName ?? "",
    "contact[phone]": contact?.phone ?? "",
    "contact[tags]": "",
    "contact[orgname]": "",
  };
  const body = new URLSearchParams(form).toString();
  return { headers: { "content-type": "application/x-www-form-urlencoded" }, body };
}

const notFound = (what: string, id: number): Outgoing =>
  json(404, { message: `No Result found for ${what} with id ${id}` });

const invalid = (title: string, attribute: string, code: string): Outgoing =>
  json(422, { errors: [{ title, detail: "", code, source: { pointer: `/data/attributes/${attribute}` } }] });

const complaint = (issue: z.core.$ZodIssue) => ({
  title: issue.code === "unrecognized_keys" ? `Unknown attributes: ${issue.keys.join(", ")}` : issue.message,
  detail: issue.path.join("."),
});

function listed(collection: string, query: URLSearchParams, found: readonly unknown[]): Outgoing {
  const { limit, offset } = ListSchema.parse(Object.fromEntries(query));
  return json(200, { [collection]: found.slice(offset, offset + limit), meta: { total: String(found.length) } });
}

const isOn =
  (contact: number) =>
  ({ reltype, relid }: Note): boolean =>
    reltype === "Subscriber" && relid === contact;

const nameOf = ({ firstName, lastName }: Contact): string => [firstName, lastName].filter(Boolean).join(" ");

/** Ids are answered as texts. */
const shownContact = ({ id, cdate, email, phone, firstName, lastName }: Contact) => ({
  ...{ cdate, email, phone, firstName, lastName, deleted: "0" },
  id: String(id),
});
const shownNote = ({ id, relid, reltype, note, cdate }: Note) => ({
  ...{ relid: String(relid), reltype, note, cdate, userid: me.id },
  id: String(id),
});
const shownTag = ({ id, tag, tagType }: Tag) => ({ tag, tagType, description: "", id: String(id) });
const shownContactTag = ({ id, contact, tag }: ContactTag) => ({
  contact: String(contact),
  tag: String(tag),
  id: String(id),
});
const shownDeal = ({ id, contact, group, stage, status, cdate }: Deal) => ({
  ...{ contact, group, stage, status: String(status), cdate },
  id: String(id),
});

interface Shown {
  readonly notes: readonly Note[];
  readonly tags: readonly string[];
  readonly deals: readonly Deal[];
}

const toRecord = (contact: Contact, { notes, tags, deals }: Shown): CrmRecord => ({
  id: String(contact.id),
  name: nameOf(contact),
  phone: contact.phone,
  email: contact.email,
  summary: [
    ...tags,
    ...contact.fieldValues.map(({ field, value }) => `field ${field}: ${value}`),
    ...deals.map(({ id, stage }) => `deal ${id} in stage ${stage}`),
  ].join(", "),
  calls: notes.flatMap(({ id, note, cdate }) => callInNote(note, { id: String(id), at: cdate, kept: { note } }) ?? []),
});
