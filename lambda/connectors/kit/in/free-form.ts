import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { type Mapping, readFields, textAt } from "../../../lead/reader/fields.ts";
import type { Country } from "../../../lead/reader/phone.ts";

/** Fields whose names somebody typed who set up the sender: nothing is declared, all is recognised or mapped. */

/** Reads one lead, its id included when it goes by a name that can mean nothing else. */
export function readFreeForm(fields: object, mapping: Mapping = {}, country?: Country): LeadDraft {
  const place = mapping.externalId ?? placeOfId(fields);
  return readFields(fields, { ...mapping, ...(place !== undefined && { externalId: place }) }, { country });
}

/** An id of the submission. Ids of contacts or customers are none of them: the same person may ask again. */
const ID_NAMES = new Set(["submissionid", "entryid", "leadid", "leadgenid", "responseid", "formsubmissionid"]);
const ID_HOLDERS = new Set(["submission", "entry", "lead", "response"]);

function placeOfId(fields: object): string | undefined {
  const entries = Object.entries(fields);
  const named = entries.find(([name]) => ID_NAMES.has(plain(name)))?.[0];
  if (named !== undefined && isId(textAt(fields, named))) return named;
  for (const [holder, inner] of entries) {
    if (typeof inner !== "object" || inner === null || !ID_HOLDERS.has(plain(holder))) continue;
    const name = Object.keys(inner).find((key) => plain(key) === "id" || ID_NAMES.has(plain(key)));
    const place = `${holder}.${name}`;
    if (name !== undefined && isId(textAt(fields, place))) return place;
  }
  return undefined;
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]+/g, "");

const isId = (text: string | undefined): boolean => text !== undefined && text.length <= 200;
