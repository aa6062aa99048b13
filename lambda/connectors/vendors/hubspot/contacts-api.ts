import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import type { Fetched, Platform, PlatformHttp } from "../../contract/platform.ts";
import { hubspotAccess } from "./access.ts";
import { activityKinds } from "./activities.ts";
import { type Answers, readActivities } from "./activities-api.ts";
import { batchRead } from "./batch-read.ts";
import { CONTACTS, ResultsSchema } from "./objects.ts";
import { PERSON, readProperties } from "./properties.ts";

/** As many ids are read at once: https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/guide */
const MOST_IDS = 100;

/**
 * Contacts that events name, or whose activities they name, read by their ids, which shows what was written a moment ago.
 * A reference is the id of a contact, or `meeting/` or `task/` with that of an activity.
 * @param options.doNotCall properties by which somebody wants no call
 * @param options.isOptional as the contract has it
 */
export function contactsApi(options: { doNotCall: readonly string[]; isOptional: boolean }): Platform {
  const { doNotCall, isOptional } = options;
  const properties = [...new Set([...PERSON, ...doNotCall])];
  const readContacts = async (http: PlatformHttp, ids: readonly string[]): Promise<Map<string, LeadDraft>> => {
    if (ids.length === 0) return new Map();
    const question = { properties, inputs: ids.map((id) => ({ id })) };
    const { found } = await batchRead(http, `${CONTACTS}/batch/read`, question, ResultsSchema);
    return new Map(found.results.map((contact) => [contact.id, readProperties(contact.properties, doNotCall)]));
  };
  const read = async (http: PlatformHttp, references: readonly string[]): Promise<Answers> => {
    const answers = new Map<string, Fetched | Error>();
    const ofContacts = new Set(references);
    for (const kind of activityKinds) {
      const named = references.filter((each) => each.startsWith(`${kind}/`));
      if (named.length === 0) continue;
      const ids = named.map((each) => each.slice(`${kind}/`.length));
      const found = await readActivities(http, kind, ids, (contacts) => readContacts(http, contacts));
      for (const [id, answer] of found) answers.set(`${kind}/${id}`, answer);
      for (const each of named) ofContacts.delete(each);
    }
    const contacts = await readContacts(http, [...ofContacts]);
    for (const [id, lead] of contacts) answers.set(id, { kind: "lead", lead });
    return answers;
  };
  return {
    baseUrl: "https://api.hubapi.com",
    isOptional,
    access: () => hubspotAccess,
    /** A private app's access token, with the scope `crm.objects.contacts.read`. */
    credentials: z.object({ token: z.string().check(z.minLength(1)) }),
    authorise: ({ token }) => ({ authorization: `Bearer ${token}` }),
    async fetch(http, reference) {
      const answer = (await read(http, [reference])).get(reference);
      if (answer instanceof Error) throw answer;
      if (!answer) throw new RejectedError(404, "HubSpot shows no such record");
      return answer;
    },
    together: {
      most: MOST_IDS,
      async fetch(http, references) {
        const fetched = new Map<string, Fetched>();
        for (const [reference, answer] of await read(http, references)) {
          // Each is asked for alone then, and the others do not wait for this one.
          if (answer instanceof Error) throw new RejectedError(422, "One of them has to be asked for alone");
          fetched.set(reference, answer);
        }
        return fetched;
      },
    },
  };
}
