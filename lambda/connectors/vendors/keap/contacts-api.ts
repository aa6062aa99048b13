import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { Fetched, Platform, PlatformHttp } from "../../contract/platform.ts";
import { platformRefusal } from "../../kit/in/platform-refusal.ts";
import { listOf } from "../../kit/in/vendor-shape.ts";
import { isOwnTag } from "../../kit/own-tags.ts";
import { keapAccess, keyAccess } from "./access.ts";
import { CONTACTS } from "./contact-search.ts";
import { wordsIn } from "./meaning.ts";
import { ContactSchema, FIELDS, type KeapContact } from "./objects.ts";
import { filterOf } from "./pages.ts";
import { type Refusals, readPerson } from "./person.ts";
import { type Reference, readReference } from "./reference.ts";
import { TAGS, TagSchema } from "./tags.ts";

/** As many contacts are read at once; Keap shows up to a thousand. */
const MOST_IDS = 50;
/** As many tags are asked for at once, so that the address stays short. */
const MOST_TAGS = 200;

export interface ContactsApiOptions extends Refusals {
  /** Ways by which contacts come that are no leads, as Keap names them: IMPORT. */
  readonly exceptFrom: readonly string[];
  /** As the contract has it. */
  readonly isOptional: boolean;
}

/** Contacts that events name, read by their ids, with the names of their tags. */
export function contactsApi({ exceptFrom, isOptional, ...refusals }: ContactsApiOptions): Platform {
  const fields = [...FIELDS, ...(refusals.doNotCall.length > 0 ? ["custom_fields"] : [])].join(",");
  const read = async (http: PlatformHttp, references: readonly string[]): Promise<Map<string, Fetched>> => {
    const ids = [...new Set(references.map((reference) => readReference(reference).id))];
    const filter = filterOf({ ids: ids.join(",") });
    const query = new URLSearchParams({ filter, fields, page_size: String(MOST_IDS) });
    const contacts = await listIn(http, `${CONTACTS}?${query}`, "contacts", ContactSchema);
    const byId = new Map(contacts.map((contact) => [contact.id, contact]));
    const names = await tagNames(http, contacts);
    return new Map(
      references.flatMap((reference): [string, Fetched][] => {
        const asked = readReference(reference);
        const contact = byId.get(asked.id);
        if (!contact) return [];
        const tags = (contact.tag_ids ?? []).flatMap((id) => names.get(id) ?? []);
        const why = noLead(asked, contact, tags, exceptFrom);
        return [
          [reference, why ? { kind: "nothing", why } : { kind: "lead", lead: readPerson(contact, tags, refusals) }],
        ];
      }),
    );
  };
  return {
    ...keyAccess,
    isOptional,
    access: () => keapAccess,
    async fetch(http, reference) {
      const fetched = (await read(http, [reference])).get(reference);
      if (!fetched) throw new RejectedError(404, "Keap shows no contact with this id");
      return fetched;
    },
    together: { most: MOST_IDS, fetch: read },
  };
}

/** Why a contact is no lead, though an event named it. */
function noLead(
  { isNew, tag }: Reference,
  { tag_ids, source_type }: KeapContact,
  tags: readonly string[],
  exceptFrom: readonly string[],
): string | undefined {
  // An event does not say who added it, but who has a result already was called.
  if (isNew && tags.some(isOwnTag)) return "the bridge has made the contact, or told it of a call";
  if (isNew && exceptFrom.includes(source_type ?? "")) return "it came by a way that is no lead";
  // What was posted is only a hint, and the tag may have been taken away since.
  return tag !== undefined && !tag_ids?.includes(tag) ? "the contact does not have the tag" : undefined;
}

async function tagNames(http: PlatformHttp, contacts: readonly KeapContact[]): Promise<Map<string, string>> {
  const ids = [...new Set(contacts.flatMap(({ tag_ids }) => tag_ids ?? []))];
  const names = new Map<string, string>();
  for (let at = 0; at < ids.length; at += MOST_TAGS) {
    const part = ids.slice(at, at + MOST_TAGS);
    const query = new URLSearchParams({ filter: filterOf({ tag_ids: part.join(",") }), page_size: String(MOST_TAGS) });
    for (const { id, name } of await listIn(http, `${TAGS}?${query}`, "tags", TagSchema)) {
      if (name) names.set(id, name);
    }
  }
  return names;
}

const AnswerSchema = z.record(z.string(), z.unknown());

async function listIn<Schema extends z.ZodMiniType>(
  http: PlatformHttp,
  path: string,
  collection: string,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  const { status, body } = await http.get(path);
  if (status >= 300) throw platformRefusal("Keap", status, wordsIn(body));
  const answer = z.safeParse(AnswerSchema, body).data;
  const list = answer && z.safeParse(listOf(schema), answer[collection] ?? []).data;
  if (!list) throw new TransientError(`Keap answered something else than ${collection}`);
  return list;
}
