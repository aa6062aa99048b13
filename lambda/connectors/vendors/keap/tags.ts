import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { findOrMake } from "../../kit/out/find-or-make.ts";
import { isSameText } from "../../kit/same-text.ts";
import { API } from "./access.ts";
import { IdSchema, isId } from "./objects.ts";
import { filterOf, isPlain, readPages } from "./pages.ts";

/** Tags, which contacts have by their ids and people know by their names. */

export const TAGS = `${API}/tags`;

export const TagSchema = z.object({ id: IdSchema, name: z.optional(z.nullable(z.string())) });

/** A tag in the settings, by its name or its id. */
export const TagName = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(255),
    z.refine(isPlain, "a tag with ; or * in its name cannot be looked for: write its id"),
  );

/** By its id or its name; one that Keap does not have is made, in no category. */
export async function tagId(crm: CrmHttp, named: string): Promise<string> {
  if (isId(named)) return named;
  const filters = { filter: filterOf({ name: named }) };
  return findOrMake(
    async () => {
      for await (const { id, name } of readPages(crm, TAGS, filters, { collection: "tags", schema: TagSchema })) {
        if (isSameText(name, named)) return { record: id };
      }
      return { record: undefined };
    },
    async () => {
      const { body } = await crm.request("POST", TAGS, jsonContent({ name: named }));
      const made = z.safeParse(TagSchema, body).data;
      if (!made) throw new TransientError("Keap has the tag but does not show it yet");
      return made.id;
    },
  );
}

/** Adds it to those that the contact has. */
export async function applyTag(crm: CrmHttp, tag: string, contact: string): Promise<void> {
  await crm.request(
    "POST",
    `${TAGS}/${encodeURIComponent(tag)}/contacts:applyTags`,
    jsonContent({ contact_ids: [contact] }),
  );
}
