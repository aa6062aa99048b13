import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { atRecord, type Place } from "../../kit/out/at-record.ts";
import { findContact, type PlaceSettings } from "./contact-search.ts";
import { contactId } from "./objects.ts";

/** Does something at the contact of a result. @throws as the contract's `create` */
export const atContact = <Result>(
  crm: CrmHttp,
  job: Pick<ReportJob, "record" | "lead">,
  settings: PlaceSettings,
  act: (place: Place) => Promise<Result>,
): Promise<Result> =>
  atRecord(contactId(job.record?.id), async () => (await findContact(crm, job.lead, settings)).record?.id, act);
