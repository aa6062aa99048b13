import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { listed, masked, refused } from "./answers.ts";
import type { Contact, Held, Note } from "./held.ts";
import { CreateNoteSchema, conditionsIn, noteMask, WriteNoteSchema } from "./shapes.ts";
import { shownNote } from "./shown.ts";
import { users } from "./users.ts";

/** Notes on a contact, of version 2. */

export function listNotes({ all }: Held, contact: Contact, query: URLSearchParams): Outgoing {
  const { title = "", since_time = "" } = conditionsIn("notes", query.get("filter"));
  const [prefix, isPrefix] = [title.replace(/\*$/, ""), title.endsWith("*")];
  const found = all("note").filter((note) => {
    const name = note.values.title ?? "";
    const isNamed = isPrefix ? name.startsWith(prefix) : name.includes(prefix);
    return note.contact === contact.id && isNamed && note.created >= since_time;
  });
  const isDescending = query.get("order_by") === "id desc";
  return listed("notes", query, (isDescending ? found.toReversed() : found).map(shownNote));
}

export function createNote(held: Held, contact: Contact, body: unknown): Outgoing {
  const values = CreateNoteSchema.parse(body);
  if (!isUser(held, values.user_id)) return noUser;
  const { put, newId, at } = held;
  return json(201, shownNote(put({ kind: "note", id: newId(), contact: contact.id, values, created: at() })));
}

export function updateNote(held: Held, note: Note, query: URLSearchParams, body: unknown): Outgoing {
  const values = WriteNoteSchema.parse(body);
  if (!isUser(held, values.user_id)) return noUser;
  const changes = masked(values, query, noteMask);
  return json(200, shownNote(held.put({ ...note, values: { ...note.values, ...changes } })));
}

const isUser = ({ own }: Held, id: string): boolean => users.some((user) => user.id === id) || own.has(id);

const noUser = refused("The user was not found");
