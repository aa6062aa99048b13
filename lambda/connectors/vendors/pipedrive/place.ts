import * as z from "zod/mini";
import { RejectedError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { ifPresent } from "../../kit/in/vendor-shape.ts";
import { dataIfThere, isUuid, numberOf } from "./api.ts";
import { findPerson, type PersonSettings } from "./person.ts";
import { IdSchema, PERSONS, PersonSchema } from "./shapes.ts";

/** Where a call stands: on its person, and on the deal or lead that brought it, which Pipedrive names by ids. */

export interface Place {
  readonly personId?: number | undefined;
  readonly dealId?: number | undefined;
  readonly leadId?: string | undefined;
}

const Flag = ifPresent(z.nullable(z.boolean()));
const Labels = ifPresent(z.nullable(z.array(IdSchema)));

/** https://developers.pipedrive.com/docs/api/v1/Deals#getDeal */
const DealSchema = z.object({
  person_id: ifPresent(z.nullable(IdSchema)),
  stage_id: ifPresent(z.nullable(IdSchema)),
  status: ifPresent(z.nullable(z.string())),
  is_deleted: Flag,
  is_archived: Flag,
  label_ids: Labels,
  custom_fields: ifPresent(z.nullable(z.record(z.string(), z.unknown()))),
});

/** Its own fields stand beside the others. https://developers.pipedrive.com/docs/api/v1/Leads#getLead */
const LeadSchema = z.looseObject({
  person_id: ifPresent(z.nullable(IdSchema)),
  is_archived: Flag,
  label_ids: Labels,
});

export const dealPath = (id: string): string => `/api/v2/deals/${numberOf(id)}`;

/** @throws RejectedError 400 */
export function leadPath(id: string): string {
  if (!isUuid(id)) throw new RejectedError(400, "The id of a lead in Pipedrive is none");
  return `/v1/leads/${id}`;
}

/** Undefined when it is gone. One that is archived cannot be changed: https://pipedrive.readme.io/docs/pipedrive-api-v2 */
export async function readDeal(crm: CrmHttp, id: string) {
  const deal = await dataIfThere(crm, dealPath(id), DealSchema);
  return deal?.is_deleted ? undefined : deal;
}

/** Undefined when it is gone: somebody may have made a deal of it. */
export const readLead = (crm: CrmHttp, id: string) => dataIfThere(crm, leadPath(id), LeadSchema);

/** @throws RejectedError when neither the record nor its person is there any more */
async function placeOf(crm: CrmHttp, job: ReportJob, settings: PersonSettings): Promise<Place> {
  const { type = "person", id = "" } = job.record ?? {};
  if (type !== "deal" && type !== "lead") return { personId: numberOf(id) };
  const record = await (type === "deal" ? readDeal(crm, id) : readLead(crm, id));
  const personId = record?.person_id ? numberOf(record.person_id) : undefined;
  if (record && !record.is_archived)
    return { personId, ...(type === "deal" ? { dealId: numberOf(id) } : { leadId: id }) };
  return { personId: personId ?? (await personInstead(crm, job, settings)) };
}

/**
 * Does something where a call stands. Of two persons that somebody merges one is gone, and the other has what both had: it
 * is done there. https://pipedrive.readme.io/docs/merging-two-persons
 */
export async function atPlace<Result>(
  crm: CrmHttp,
  job: ReportJob,
  settings: PersonSettings,
  act: (place: Place) => Promise<Result>,
): Promise<Result> {
  const place = await placeOf(crm, job, settings);
  try {
    return await act(place);
  } catch (error) {
    const isNotThere = error instanceof RejectedError && (error.status === 400 || error.status === 404);
    const { personId } = place;
    if (!isNotThere || personId === undefined || (await readPerson(crm, String(personId)))) throw error;
    const { record } = await findPerson(crm, job.lead, settings);
    if (record === undefined) throw error;
    return act({ ...place, personId: numberOf(record) });
  }
}

/** Undefined when it is gone: deleted, or merged into another. */
export async function readPerson(crm: CrmHttp, id: string) {
  const person = await dataIfThere(crm, `${PERSONS}/${numberOf(id)}`, PersonSchema);
  return person?.is_deleted ? undefined : person;
}

/** A lead that became a deal, and a deal that was deleted, leave their person behind. */
async function personInstead(crm: CrmHttp, { lead }: ReportJob, settings: PersonSettings): Promise<number> {
  const { record } = await findPerson(crm, lead, settings);
  if (record === undefined) throw new RejectedError(404, "Pipedrive has neither the record nor its person any more");
  return numberOf(record);
}
