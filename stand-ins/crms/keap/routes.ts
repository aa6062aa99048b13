import type { Outgoing } from "../../../lib/program/serve.ts";
import { type CrmRequest, json } from "../../kit/crm.ts";
import { listed, notFound } from "./answers.ts";
import { createContact, listContacts, updateContact } from "./contacts.ts";
import type { Held } from "./held.ts";
import { answerHooks } from "./hooks.ts";
import { createNote, listNotes, updateNote } from "./notes.ts";
import { conditionsIn } from "./shapes.ts";
import { shownContact } from "./shown.ts";
import { applyTag, createTag, listTags } from "./tags.ts";
import { users } from "./users.ts";

/** What can be asked of it, by method and path. */

interface Asked {
  readonly method: string;
  /** Below the version, or below what is asked about. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly value: unknown;
}

/** @throws RefusedFilter, z.ZodError and SyntaxError for what Keap does not take */
export function answerTo({ method, path, body }: CrmRequest, held: Held): Outgoing {
  const { pathname, searchParams: query } = new URL(path, "https://crm.invalid");
  const value: unknown = body === "" ? undefined : JSON.parse(body);
  const [, version, rest = ""] = /^\/crm\/rest\/v([12])(\/.*)$/.exec(pathname) ?? [];
  if (version === "1") return answerHooks(held, method, rest, value);
  return version === "2" ? answerObjects(held, { method, path: rest, query, value }) : notFound;
}

function answerObjects(held: Held, asked: Asked): Outgoing {
  const { method, path, query, value } = asked;
  const [, contactId, rest = ""] = /^\/contacts\/(\d+)(.*)$/.exec(path) ?? [];
  if (contactId !== undefined) return answerContact(held, contactId, { ...asked, path: rest });
  const tagId = /^\/tags\/(\d+)\/contacts:applyTags$/.exec(path)?.[1];
  if (tagId !== undefined && method === "POST") return applyTag(held, tagId, value);
  switch (`${method} ${path}`) {
    case "GET /contacts":
      return listContacts(held, query);
    case "POST /contacts":
      return createContact(held, query, value);
    case "GET /tags":
      return listTags(held, query);
    case "POST /tags":
      return createTag(held, value);
    case "GET /users":
      return conditionsIn("users", query.get("filter")) && listed("users", query, users);
    case "GET /oauth/connect/userinfo":
      return json(200, { email: "olive.owner@example.com", id: "1", is_admin: true, tenant_id: "demo123" });
    default:
      return notFound;
  }
}

function answerContact(held: Held, contactId: string, { method, path, query, value }: Asked): Outgoing {
  const contact = held.find("contact", contactId);
  if (!contact) return notFound;
  const note = held.find("note", /^\/notes\/(\d+)$/.exec(path)?.[1] ?? "");
  switch (`${method} ${path.replace(/\d+$/, "*")}`) {
    case "GET ":
      return json(200, shownContact(contact, query));
    case "PATCH ":
      return updateContact(held, contact, query, value);
    case "GET /notes":
      return listNotes(held, contact, query);
    case "POST /notes":
      return createNote(held, contact, value);
    case "PATCH /notes/*":
      return note?.contact === contact.id ? updateNote(held, note, query, value) : notFound;
    default:
      return notFound;
  }
}
