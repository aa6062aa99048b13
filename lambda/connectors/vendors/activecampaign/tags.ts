import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { type ByOutcome, bestOutcome } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { findOrMake } from "../../kit/out/find-or-make.ts";
import { API } from "./access.ts";
import { CONTACTS } from "./contact-search.ts";
import { IdSchema } from "./objects.ts";
import { collected, readPages } from "./pages.ts";
import { idOfTag, TAGS } from "./tag-search.ts";

/** A tag on the contact: it starts automations, and is put there by its id. */

/** The list is described nowhere, and named among the `links` of every contact that ActiveCampaign answers. */
const ContactTagSchema = z.object({ tag: IdSchema });

/** One that is there already is not added once more, whatever ActiveCampaign would make of that. */
export async function addTag(
  crm: CrmHttp,
  job: ReportJob,
  contactId: string,
  { tag: tags }: { readonly tag: ByOutcome },
): Promise<void> {
  const outcome = bestOutcome(job);
  const name = outcome && tags[outcome];
  if (!name) return;
  const tag = await findOrMake(
    async () => ({ record: await idOfTag(crm, name) }),
    () => makeTag(crm, name),
  );
  const list = { collection: "contactTags", schema: ContactTagSchema };
  const present = await collected(readPages(crm, `${CONTACTS}/${contactId}/contactTags`, {}, list));
  if (present.some((each) => each.tag === tag)) return;
  const contactTag = { contact: Number(contactId), tag: Number(tag) };
  await crm.request("POST", `${API}/contactTags`, jsonContent({ contactTag }));
}

const MadeSchema = z.object({ tag: z.object({ id: IdSchema }) });

/** https://developers.activecampaign.com/reference/create-a-new-tag */
async function makeTag(crm: CrmHttp, name: string): Promise<string> {
  const tag = { tag: name, tagType: "contact", description: "" };
  const { body } = await crm.request("POST", TAGS, jsonContent({ tag }));
  const made = z.safeParse(MadeSchema, body).data;
  if (!made) throw new TransientError("ActiveCampaign has the tag but does not show it yet");
  return made.tag.id;
}
