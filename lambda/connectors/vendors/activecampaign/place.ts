import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { CONTACTS, findHere, isThere, type PlaceSettings } from "./contact-search.ts";
import { type Contact, ContactSchema, FieldValueSchema, isId } from "./objects.ts";

/** Where a result belongs in ActiveCampaign. */

export interface Place {
  readonly contact: Contact;
  /** Its custom fields by their ids; undefined where ActiveCampaign did not show them. */
  readonly fields: Readonly<Record<string, string>> | undefined;
  /** The job's record is gone, and this contact has its phone or e-mail address now. */
  readonly isMoved: boolean;
}

/**
 * Of two contacts that are merged one is gone.
 * @throws as the contract's `create`; RejectedError 404 when ActiveCampaign shows neither the record nor the person
 */
export async function placeOf(
  crm: CrmHttp,
  job: Pick<ReportJob, "record" | "lead">,
  settings: PlaceSettings,
): Promise<Place> {
  const id = idOf(job.record?.id);
  try {
    return { ...(await readContact(crm, id)), isMoved: false };
  } catch (error) {
    const isGone = error instanceof RejectedError && error.status === 404;
    const moved = isGone ? (await findHere(crm, job.lead, settings)).record : undefined;
    if (!moved || moved.id === id) throw error;
    return { ...(await readContact(crm, moved.id)), isMoved: true };
  }
}

function idOf(id = ""): string {
  if (isId(id)) return id;
  throw new RejectedError(400, "The record is no contact of ActiveCampaign: its id has to be a number");
}

const ShownSchema = z.object({ contact: ContactSchema, fieldValues: z.optional(z.array(FieldValueSchema)) });

/** https://developers.activecampaign.com/reference/get-contact */
async function readContact(crm: CrmHttp, id: string): Promise<Omit<Place, "isMoved">> {
  const { body } = await crm.request("GET", `${CONTACTS}/${id}`);
  const shown = z.safeParse(ShownSchema, body).data;
  if (!shown) throw new TransientError("ActiveCampaign answered a look-up of a contact with something unexpected");
  const { contact, fieldValues } = shown;
  if (!isThere(contact)) throw new RejectedError(404, "The contact was deleted in ActiveCampaign");
  return {
    contact,
    fields: fieldValues && Object.fromEntries(fieldValues.map(({ field, value }) => [field, value ?? ""])),
  };
}
