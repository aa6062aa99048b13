import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Platform } from "../../contract/platform.ts";
import { platformRefusal } from "../../kit/in/platform-refusal.ts";
import { highlevelAccess } from "./access.ts";
import { readContact } from "./contact-draft.ts";

/** Contacts that opportunities name, each by its id. https://marketplace.gohighlevel.com/docs/ghl/contacts/get-contact */

const ContactSchema = z.object({
  contact: z.looseObject({ id: z.string(), deleted: z.catch(z.optional(z.nullable(z.boolean())), undefined) }),
});

export const contactsApi = (options: { readonly isOptional: boolean }): Platform => ({
  baseUrl: highlevelAccess.baseUrl,
  isOptional: options.isOptional,
  access: () => highlevelAccess,
  /** Of a private integration, with the scope `contacts.readonly`. */
  credentials: z.object({ token: z.string().check(z.minLength(1)) }),
  authorise: highlevelAccess.authorise,
  async fetch(http, id) {
    const answer = await http.get(`/contacts/${encodeURIComponent(id)}`);
    if (answer.status >= 300) throw refusal(answer);
    const { data } = z.safeParse(ContactSchema, answer.body);
    if (!data) throw new TransientError("HighLevel answered something else than a contact");
    if (data.contact.deleted) throw new RejectedError(404, "HighLevel shows no such contact");
    return { kind: "lead", lead: readContact(data.contact) };
  },
});

const ErrorSchema = z.object({ message: z.union([z.string(), z.array(z.string())]) });

/** A contact that is not there is a 400 with words. */
function refusal({ status, body }: ApiAnswer): RejectedError {
  const words = [z.safeParse(ErrorSchema, body).data?.message ?? []].flat().join("; ");
  const isGone = status === 400 && /not found/i.test(words);
  return platformRefusal("HighLevel", isGone ? 404 : status, words);
}
