import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { exists, listed, notFound } from "./answers.ts";
import type { Held, Tag } from "./held.ts";
import { ApplyTagSchema, CreateTagSchema, conditionsIn } from "./shapes.ts";

/** Tags, of version 2. */

export function listTags({ all }: Held, query: URLSearchParams): Outgoing {
  const { name, tag_ids } = conditionsIn("tags", query.get("filter"));
  const found = all("tag").filter(
    (tag) =>
      (name === undefined || tag.name === name) && (tag_ids === undefined || tag_ids.split(",").includes(tag.id)),
  );
  return listed("tags", query, found.map(shownTag));
}

export function createTag({ all, put, newId }: Held, body: unknown): Outgoing {
  const { name } = CreateTagSchema.parse(body);
  if (all("tag").some((tag) => tag.name === name)) return exists("A tag with this name exists");
  return json(201, shownTag(put({ kind: "tag", id: newId(), name })));
}

export function applyTag({ find, put, own }: Held, tagId: string, body: unknown): Outgoing {
  if (!find("tag", tagId) && !own.has(tagId)) return notFound;
  const { contact_ids } = ApplyTagSchema.parse(body);
  const results = contact_ids.map((id) => {
    const contact = find("contact", id);
    if (contact) put({ ...contact, tags: [...new Set([...contact.tags, tagId])] });
    return [id, contact ? "SUCCESS" : "CONTACT_NOT_FOUND"];
  });
  return json(200, { results: Object.fromEntries(results) });
}

const shownTag = ({ kind: _, ...tag }: Tag) => tag;
