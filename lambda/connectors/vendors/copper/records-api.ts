import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { Platform } from "../../contract/platform.ts";
import { platformRefusal } from "../../kit/in/platform-refusal.ts";
import { wordsIn } from "../../kit/out/rest-meaning.ts";
import { copperAccess } from "./access.ts";
import { pathOf, RecordSchema } from "./objects.ts";
import { isOwnLead } from "./own-leads.ts";
import { type PersonSettings, readPerson } from "./person.ts";
import { readReference } from "./reference.ts";

/**
 * Leads and people that events name, each read by its id: a search for several may not show them yet.
 * https://developer.copper.com/leads/fetch-a-lead-by-id.html
 */
export const recordsApi = (settings: PersonSettings): Platform => ({
  baseUrl: copperAccess.baseUrl,
  credentials: copperAccess.credentials,
  authorise: copperAccess.authorise,
  access: () => copperAccess,
  async fetch(http, reference) {
    const { type, id, isNew } = readReference(reference);
    const { status, body } = await http.get(pathOf({ type, id }));
    if (status >= 300) throw platformRefusal("Copper", status, wordsIn(body));
    const record = z.safeParse(RecordSchema, body).data;
    if (!record) throw new TransientError("Copper answered something else than a record");
    // An event does not say who made a lead: the bridge leaves a tag on its own.
    if (isNew && isOwnLead(record.tags)) return { kind: "nothing", why: "the bridge itself made it" };
    return { kind: "lead", lead: readPerson(record, settings) };
  },
});
