import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { type ByOutcome, isSetFor, nextStatus } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { isWholly } from "../../kit/out/find-person.ts";
import { given } from "../../kit/out/given.ts";
import { namedFields, type SpeedFields, speedChanges } from "../../kit/out/speed.ts";
import { isSurelyTheirs } from "../../kit/out/surely-theirs.ts";
import { isSameText } from "../../kit/same-text.ts";
import { API } from "./access.ts";
import { type CloseLead, candidate } from "./objects.ts";
import { placeOf } from "./place.ts";

/** The lead's status follows the calls, as long as the lead is surely the person's and nobody has set it; so do figures. */

export interface FieldSettings {
  readonly leadStatus: ByOutcome;
  readonly replacedLeadStatuses: readonly string[];
  readonly fields: SpeedFields;
}

export async function changeLead(crm: CrmHttp, job: ReportJob, settings: FieldSettings): Promise<void> {
  const named = namedFields(settings.fields);
  if (named.length === 0 && !isSetFor(job, settings.leadStatus)) return;
  const { lead, isMoved } = await placeOf(crm, job, ["status_id", "status_label", ...named]);
  if (!isSurelyTheirs(job, { isMoved, isTheirs: hasPerson(lead, job) })) return;
  const status = statusFor(lead, job, settings);
  const changes = given({
    status_id: status === undefined ? undefined : await idOfStatus(crm, status),
    ...speedChanges(job, settings.fields, lead),
  });
  if (Object.keys(changes).length === 0) return;
  // https://developer.close.com/api/resources/leads/update: what is not named stays as it is.
  await crm.request("PUT", `${API}/lead/${encodeURIComponent(lead.id)}/`, jsonContent(changes));
}

const hasPerson = ({ contacts }: CloseLead, { lead }: ReportJob): boolean =>
  (contacts ?? []).some((contact) => isWholly(candidate(contact), lead, lead.country));

/** Settings name a status by its id or as people see it. @returns as the settings have it */
function statusFor(
  { status_id, status_label }: CloseLead,
  job: ReportJob,
  { leadStatus, replacedLeadStatuses }: FieldSettings,
): string | undefined {
  const present = status_id ?? "";
  const isPresent = (status: string): boolean => status === present || isSameText(status, status_label ?? "");
  const asKnown = (status: string): string => (isPresent(status) ? present : status);
  const statuses = {
    contacted: leadStatus.contacted && asKnown(leadStatus.contacted),
    voicemail: leadStatus.voicemail && asKnown(leadStatus.voicemail),
    missed: leadStatus.missed && asKnown(leadStatus.missed),
    removed: leadStatus.removed && asKnown(leadStatus.removed),
  };
  return nextStatus(present, job, { statuses, replaced: replacedLeadStatuses.map(asKnown) });
}

const StatusesSchema = z.object({ data: z.array(z.object({ id: z.string(), label: z.string() })) });

/** Close shows them all at once: https://developer.close.com/api/resources/lead-statuses/list */
async function idOfStatus(crm: CrmHttp, status: string): Promise<string> {
  if (/^stat_\w+$/.test(status)) return status;
  const { body } = await crm.request("GET", `${API}/status/lead/`);
  const { data } = z.safeParse(StatusesSchema, body).data ?? {};
  if (!data) throw new TransientError("Close answered a look-up of its statuses with something unexpected");
  const named = data.find(({ label }) => isSameText(label, status));
  if (named) return named.id;
  throw new RejectedError(
    400,
    `Close has no lead status “${status}”: name one that stands under Settings, Statuses & Pipelines`,
  );
}
