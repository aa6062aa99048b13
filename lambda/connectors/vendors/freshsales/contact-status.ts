import * as z from "zod/mini";
import { RejectedError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { type ByOutcome, bestOutcome, nextStatus } from "../../kit/out/by-outcome.ts";
import { isSameText } from "../../kit/same-text.ts";
import { API } from "./address.ts";
import { type FreshsalesContact, IdSchema, inForm, isId } from "./objects.ts";

/** The statuses of contacts are the account's own; settings name them as people see them, or by their ids. */

export interface StatusSettings {
  readonly contactStatus: ByOutcome;
  readonly replacedContactStatuses: readonly string[];
}

const StatusesSchema = z.object({ contact_statuses: z.array(z.object({ id: IdSchema, name: z.string() })) });

/** @returns the id of the status that the contact is to get now; undefined when it keeps what it has */
export async function statusFor(
  crm: CrmHttp,
  { contact_status_id }: FreshsalesContact,
  job: ReportJob,
  { contactStatus, replacedContactStatuses }: StatusSettings,
): Promise<string | undefined> {
  const outcome = bestOutcome(job);
  if (!outcome || contactStatus[outcome] === null) return undefined;
  const { body } = await crm.request("GET", `${API}/selector/contact_statuses`);
  const { contact_statuses } = inForm(StatusesSchema, body, "its statuses");
  const idOf = (named: string): string =>
    isId(named) ? named : (contact_statuses.find(({ name }) => isSameText(name, named))?.id ?? named);
  const statuses = {
    contacted: contactStatus.contacted && idOf(contactStatus.contacted),
    voicemail: contactStatus.voicemail && idOf(contactStatus.voicemail),
    missed: contactStatus.missed && idOf(contactStatus.missed),
    removed: contactStatus.removed && idOf(contactStatus.removed),
  };
  const next = nextStatus(contact_status_id ?? "", job, { statuses, replaced: replacedContactStatuses.map(idOf) });
  if (next === undefined || isId(next)) return next;
  const names = contact_statuses.map(({ name }) => name).join(", ");
  throw new RejectedError(400, `Freshsales has no contact status “${next}”: it has ${names}`);
}
