import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { invalid, listed, notAllowed, notFound } from "./answers.ts";
import type { Held } from "./held.ts";
import { ContactTagSchema, NoteSchema, TagSchema, UpdateDealSchema } from "./shapes.ts";
import { shownContactTag, shownDeal, shownNote, shownTag } from "./shown.ts";

/** What contacts have: notes, tags and deals. */

export function createNote({ find, put, newId, at }: Held, body: unknown): Outgoing {
  const { note } = NoteSchema.parse(body);
  if (note.reltype === "Subscriber" && !find("contact", note.relid)) return notFound("Subscriber", note.relid);
  return json(201, { note: shownNote(put({ kind: "note", id: newId(), cdate: at(), ...note })) });
}

export function updateNote({ find, put }: Held, id: number, body: unknown): Outgoing {
  const found = find("note", id);
  if (!found) return notAllowed("Note", id);
  const { note } = NoteSchema.parse(body);
  if (note.reltype === "Subscriber" && !find("contact", note.relid)) return notAllowed("Subscriber", note.relid);
  return json(200, { note: shownNote(put({ ...found, ...note })) });
}

export function searchTags({ all }: Held, query: URLSearchParams): Outgoing {
  const search = (query.get("search") ?? "").toLowerCase();
  const found = all("tag").filter(({ tag }) => tag.toLowerCase().includes(search));
  return listed("tags", query, found.map(shownTag));
}

export function createTag({ all, put, newId }: Held, body: unknown): Outgoing {
  const { tag, tagType } = TagSchema.parse(body).tag;
  if (all("tag").some((each) => each.tag.toLowerCase() === tag.toLowerCase())) {
    return invalid("Tag already exists in the system", "tag", "duplicate");
  }
  return json(201, { tag: shownTag(put({ kind: "tag", id: newId(), tag, tagType })) });
}

export function createContactTag({ find, put, newId, tagsOf }: Held, body: unknown): Outgoing {
  const { contact, tag } = ContactTagSchema.parse(body).contactTag;
  const missing = find("contact", contact) ? (find("tag", tag) ? undefined : "Tag") : "Contact";
  if (missing) return json(404, { errors: [{ status: 404, title: "Not Found", detail: `${missing} not found` }] });
  const present = tagsOf(contact).find((each) => each.tag === tag);
  return json(201, { contactTag: shownContactTag(present ?? put({ kind: "contactTag", id: newId(), contact, tag })) });
}

export function updateDeal({ find, put }: Held, id: number, body: unknown): Outgoing {
  const deal = find("deal", id);
  if (!deal) return notFound("Deal", id);
  const { stage = deal.stage, status = deal.status, group = deal.group } = UpdateDealSchema.parse(body).deal;
  return json(200, { deal: shownDeal(put({ ...deal, stage, status, group })) });
}
