import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { inWhole } from "../../kit/out/in-whole.ts";

/** HubSpot's objects, as its API answers them. */

export const CONTACTS = "/crm/v3/objects/contacts";
export const CALLS = "/crm/v3/objects/calls";

export const ObjectSchema = z.object({
  id: z.string(),
  properties: z._default(z.record(z.string(), z.nullable(z.string())), {}),
});
export const ResultsSchema = z.object({ results: z.array(ObjectSchema) });
export type HubspotObject = z.output<typeof ObjectSchema>;

/** What HubSpot's description wants in every question, though its guides leave it out. */
export const ALL_OF_READ = { propertiesWithHistory: [] };
export const ALL_OF_SEARCH = { after: "0", sorts: [] };

/** Asks for objects. An answer that cannot be read must not pass for "there are none". */
export async function objectsFrom(crm: CrmHttp, path: string, question: object): Promise<HubspotObject[]> {
  const { body } = inWhole(await crm.request("POST", path, jsonContent(question)));
  const answer = z.safeParse(ResultsSchema, body);
  if (!answer.success) throw new TransientError("HubSpot answered a look-up with something unexpected");
  return answer.data.results;
}

/** Properties that have a value. */
export const given = (properties: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(properties).filter((entry): entry is [string, string] => entry[1] !== undefined));
