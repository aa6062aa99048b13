import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { type FubPerson, PersonSchema } from "./objects.ts";
import { findHere, PEOPLE, type PlaceSettings } from "./people-search.ts";

/** Where a result belongs in Follow Up Boss. */

export interface Place {
  readonly person: FubPerson;
  /** The job's record is gone, and this is who has its phone or e-mail address now. */
  readonly isMoved: boolean;
}

/**
 * Of two people who are merged one is gone, and the other has the phones and addresses of both.
 * @param options.withFields whether custom fields are needed
 * @throws as the contract's `create`; RejectedError 404 when Follow Up Boss shows neither the record nor the person
 */
export async function placeOf(
  crm: CrmHttp,
  job: Pick<ReportJob, "record" | "lead">,
  { settings, withFields = false }: { readonly settings: PlaceSettings; readonly withFields?: boolean },
): Promise<Place> {
  const id = idOf(job.record?.id);
  try {
    return { person: await readPerson(crm, id, withFields), isMoved: false };
  } catch (error) {
    const isGone = error instanceof RejectedError && error.status === 404;
    const moved = isGone ? (await findHere(crm, job.lead, settings)).record : undefined;
    if (!moved || moved.id === id) throw error;
    return { person: withFields ? await readPerson(crm, moved.id, true) : moved, isMoved: true };
  }
}

/** 0 stands for somebody unknown: https://docs.followupboss.com/reference/calls-post */
function idOf(id = ""): string {
  if (/^[1-9]\d{0,17}$/.test(id)) return id;
  throw new RejectedError(400, "The record is no person of Follow Up Boss: its id has to be a number");
}

/** https://docs.followupboss.com/reference/people-id-get: custom fields are shown when they are asked for. */
async function readPerson(crm: CrmHttp, id: string, withFields: boolean): Promise<FubPerson> {
  const { body } = await crm.request("GET", `${PEOPLE}/${id}${withFields ? "?fields=allFields" : ""}`);
  const person = z.safeParse(PersonSchema, body).data;
  if (!person) throw new TransientError("Follow Up Boss answered a look-up of a person with something unexpected");
  return person;
}
