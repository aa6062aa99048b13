import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Platform, PlatformHttp } from "../../contract/platform.ts";
import { platformRefusal } from "../../kit/in/platform-refusal.ts";
import { isRefusal, refusingTags } from "../../kit/in/refused-calls.ts";
import { isSameText } from "../../kit/same-text.ts";
import { API, activecampaignAccess, authorise, credentials } from "./access.ts";
import { wordsOf } from "./meaning.ts";
import { FieldValueSchema, IdSchema, isId, Text } from "./objects.ts";
import { collected, readPages } from "./pages.ts";
import { type PersonSettings, readPerson } from "./person.ts";
import { idOfTag } from "./tag-search.ts";

/** Contacts that deals name, each by its id. https://developers.activecampaign.com/reference/get-contact */

const ShownSchema = z.object({
  contact: z.object({
    email: Text,
    phone: Text,
    firstName: Text,
    lastName: Text,
    deleted: z.optional(z.nullable(IdSchema)),
  }),
  fieldValues: z._default(z.array(FieldValueSchema), []),
});

/**
 * @param options.url of a source that reports to no ActiveCampaign, and has a key of its own
 * @param options.isOptional as the contract has it
 */
export const contactsApi = (
  settings: PersonSettings,
  { url, isOptional }: { readonly url: string; readonly isOptional: boolean },
): Platform => ({
  baseUrl: url,
  isOptional,
  access: activecampaignAccess,
  credentials,
  authorise,
  async fetch(http, id) {
    const api = asking(http);
    const path = `${API}/contacts/${encodeURIComponent(id)}`;
    const shown = z.safeParse(ShownSchema, (await api.request("GET", path)).body).data;
    if (!shown) throw new TransientError("ActiveCampaign answered something else than a contact");
    const { contact, fieldValues } = shown;
    if (contact.deleted === "1") throw new RejectedError(404, "The contact was deleted in ActiveCampaign");
    const { email, phone, firstName: first_name, lastName: last_name } = contact;
    const fields = Object.fromEntries(fieldValues.map(({ field, value }) => [field, value]));
    const lead = readPerson({ email, phone, first_name, last_name, fields }, settings, undefined);
    const isRefused =
      (await hasTag(api, path, refusingTags(settings.doNotCallTags))) ||
      (await hasRefusal(api, fields, settings.doNotCall));
    return { kind: "lead", lead: isRefused ? { ...lead, callsRefused: true } : lead };
  },
});

/** As CRMs are asked, so that lists are read alike. */
const asking = (http: PlatformHttp) => ({
  async request(_method: string, path: string): Promise<ApiAnswer> {
    const answer = await http.get(path);
    if (answer.status < 300) return answer;
    throw platformRefusal("ActiveCampaign", answer.status, wordsOf(answer.body));
  },
});
type Api = ReturnType<typeof asking>;

const ContactTagSchema = z.object({ tag: IdSchema });

/** A contact is shown with the ids of its tags alone. */
async function hasTag(api: Api, contact: string, names: readonly string[]): Promise<boolean> {
  const list = { collection: "contactTags", schema: ContactTagSchema };
  const present = (await collected(readPages(api, `${contact}/contactTags`, {}, list))).map(({ tag }) => tag);
  if (present.length === 0) return false;
  for (const name of names) {
    const id = await idOfTag(api, name);
    if (id !== undefined && present.includes(id)) return true;
  }
  return false;
}

const FieldSchema = z.object({ id: IdSchema, perstag: Text });

/** Webhooks name custom fields by their tags as well, and a contact is shown with their ids alone. */
async function hasRefusal(api: Api, values: Record<string, unknown>, names: readonly string[]): Promise<boolean> {
  for (const name of names.filter((each) => !isId(each))) {
    const list = { collection: "fields", schema: FieldSchema };
    for await (const { id, perstag } of readPages(api, `${API}/fields`, { "filters[perstag]": name }, list)) {
      if (isSameText(perstag, name) && isRefusal(values[id])) return true;
    }
  }
  return false;
}
