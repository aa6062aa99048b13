import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { type Contacts, type CrmRequest, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { noOwnWords, type OwnWords, parted } from "../kit/own-words.ts";
import { data, notFound, problem } from "./attio/answers.ts";
import { type AttioObject, type Held, holding, TakenAddress, WrongPhone } from "./attio/held.ts";
import { refusals } from "./attio/refusals.ts";
import { attributes, NewNoteSchema, NoteListSchema, options, QuerySchema, WritePersonSchema } from "./attio/shapes.ts";
import { shownNote, shownPerson, toRecord } from "./attio/shown.ts";
import { byWebhook } from "./attio/told.ts";

/**
 * As much of Attio as the bridge uses: people with their attributes, notes on them, its filters and its errors.
 * https://docs.attio.com/rest-api/overview
 */

const demoToken = "demo-attio-token";

/** Attio, with the means to make a person as a member would. */
interface DemoAttio extends DemoCrm {
  readonly contacts: Contacts;
}

export const attio = {
  connector: "attio",
  refusals,
  play: (open, now = Date.now, own = noOwnWords): DemoAttio => playAttio(open<AttioObject>(), now, own),
} as const satisfies CrmStandIn;

function playAttio(objects: Kept<AttioObject>, now: () => number, own: OwnWords): DemoAttio {
  const held = holding(objects, now);
  return {
    credentials: { token: demoToken },
    answer(request) {
      if (request.headers.authorization !== `Bearer ${demoToken}`) {
        return problem(401, "unauthorized", "The token is not valid.");
      }
      try {
        return route(request, held, own);
      } catch (error) {
        if (error instanceof TakenAddress) return problem(409, "uniqueness_conflict", error.message);
        if (error instanceof WrongPhone) return problem(400, "validation_type", error.message);
        if (error instanceof SyntaxError) return problem(400, "invalid_json", "The body is no JSON.");
        if (error instanceof z.ZodError) return problem(400, "validation_type", wordsOf(error));
        throw error;
      }
    },
    contacts: {
      save({ firstName = "", lastName = "", email, phone }) {
        const full_name = [firstName, lastName].filter(Boolean).join(" ");
        const { id } = held.enterPerson({
          name: [{ first_name: firstName, last_name: lastName, full_name }],
          ...(email && { email_addresses: [email] }),
          ...(phone && { phone_numbers: [{ original_phone_number: phone, country_code: "US" }] }),
        });
        return id;
      },
      merge: held.merge,
      sent: byWebhook,
    },
    records: () => held.people().map((person) => toRecord(person, held.notes())),
  };
}

/** @throws what {@link playAttio} answers as a refusal */
function route({ method, path, body }: CrmRequest, held: Held, own: OwnWords): Outgoing {
  const { pathname, searchParams } = new URL(path, "https://api.attio.com");
  const value: unknown = body === "" ? undefined : JSON.parse(body);
  const [, kind, id = ""] = /^\/v2\/(objects\/people\/records|notes)\/([^/]+)$/.exec(pathname) ?? [];
  const isQuery = pathname === "/v2/objects/people/records/query";
  const wanted = decodeURIComponent(id);
  switch (`${method} ${kind === undefined || isQuery ? pathname : `/v2/${kind}/*`}`) {
    case "GET /v2/self":
      return json(200, { active: true, token_type: "Bearer", workspace_name: "Demo workspace" });
    case "GET /v2/objects/people/attributes":
      return data(attributes);
    case "GET /v2/objects/people/attributes/call_status/options":
      return data(options.map((title) => ({ title, is_archived: false })));
    case "POST /v2/objects/people/records/query":
      return findPeople(held, value);
    case "POST /v2/objects/people/records":
      return data(shownPerson(held.addPerson(WritePersonSchema.parse(value).data.values)));
    case "GET /v2/objects/people/records/*":
      return onPerson(held, wanted, (person) => data(shownPerson(person)));
    case "PATCH /v2/objects/people/records/*":
      return onPerson(held, wanted, (person) => data(shownPerson(held.changePerson(person, valuesIn(value, own)))));
    case "GET /v2/notes":
      return listNotes(held, Object.fromEntries(searchParams));
    case "POST /v2/notes": {
      const note = NewNoteSchema.parse(value).data;
      return onPerson(held, note.parent_record_id, () => data(shownNote(held.addNote(note))));
    }
    case "DELETE /v2/notes/*":
      if (!held.notes().some((note) => note.id === wanted)) return notFound("Note");
      held.remove(wanted);
      return json(200, {});
    default:
      return notFound(`${method} ${pathname}`);
  }
}

/** Attributes that only the workspace itself knows are not checked, and not kept. */
function valuesIn(value: unknown, own: OwnWords) {
  const values = z.object({ data: z.object({ values: z.unknown() }) }).parse(value).data.values;
  return WritePersonSchema.parse({ data: { values: parted(values, own).known } }).data.values;
}

function onPerson({ person }: Held, id: string, answer: (found: NonNullable<ReturnType<Held["person"]>>) => Outgoing) {
  const found = person(id);
  return found ? answer(found) : notFound("Record");
}

function findPeople({ people }: Held, value: unknown): Outgoing {
  const { filter = {}, limit, offset } = QuerySchema.parse(value);
  const [[slug, wanted] = []] = Object.entries(filter);
  const found = people().filter(({ values }) => {
    if (slug === "email_addresses") return values.email_addresses.includes(String(wanted).toLowerCase());
    return slug === undefined || values.phone_numbers.includes(String(wanted));
  });
  return data(found.slice(offset, offset + limit).map(shownPerson));
}

function listNotes({ notes, person }: Held, query: object): Outgoing {
  const { parent_record_id, limit, offset } = NoteListSchema.parse(query);
  if (parent_record_id !== undefined && !person(parent_record_id)) return notFound("Record");
  const found = notes().filter((note) => parent_record_id === undefined || note.parent_record_id === parent_record_id);
  return data(
    found
      .toReversed()
      .slice(offset, offset + limit)
      .map(shownNote),
  );
}

const wordsOf = ({ issues: [issue] }: z.ZodError): string => {
  const at = [...(issue?.path ?? []), ...(issue?.code === "unrecognized_keys" ? issue.keys : [])].join(".");
  return `Invalid value at ${at || "the body"}: ${issue?.message}`;
};
