import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Fetched, Platform, PlatformHttp } from "../../contract/platform.ts";
import { platformRefusal } from "../../kit/in/platform-refusal.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { hubspotAccess } from "./access.ts";
import { CONTACTS, ResultsSchema } from "./objects.ts";
import { PERSON, readProperties } from "./properties.ts";

/** As many ids are read at once: https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/guide */
const MOST_IDS = 100;

/**
 * Contacts that events name, read by their ids, which shows what was written a moment ago.
 * @param options.doNotCall properties by which somebody wants no call
 * @param options.isOptional as the contract has it
 */
export function contactsApi(options: { doNotCall: readonly string[]; isOptional: boolean }): Platform {
  const { doNotCall, isOptional } = options;
  const properties = [...new Set([...PERSON, ...doNotCall])];
  const read = async (http: PlatformHttp, ids: readonly string[]): Promise<Map<string, Fetched>> => {
    const question = { properties, inputs: ids.map((id) => ({ id })) };
    const answer = await http.post(`${CONTACTS}/batch/read`, jsonContent(question));
    if (answer.status >= 300) throw refusal(answer);
    const { data } = z.safeParse(ResultsSchema, answer.body);
    if (!data) throw new TransientError("HubSpot answered something else than contacts");
    return new Map(
      data.results.map((contact) => [
        contact.id,
        { kind: "lead", lead: readProperties(contact.properties, doNotCall) },
      ]),
    );
  };
  return {
    baseUrl: "https://api.hubapi.com",
    isOptional,
    access: () => hubspotAccess,
    /** A private app's access token, with the scope `crm.objects.contacts.read`. */
    credentials: z.object({ token: z.string().check(z.minLength(1)) }),
    authorise: ({ token }) => ({ authorization: `Bearer ${token}` }),
    async fetch(http, id) {
      const contact = (await read(http, [id])).get(id);
      if (!contact) throw new RejectedError(404, "HubSpot shows no such contact");
      return contact;
    },
    together: { most: MOST_IDS, fetch: read },
  };
}

/** https://developers.hubspot.com/docs/api-reference/latest/error-handling */
const ErrorSchema = z.object({ message: z.string() });

const refusal = ({ status, body }: ApiAnswer): RejectedError =>
  platformRefusal("HubSpot", status, z.safeParse(ErrorSchema, body).data?.message);
