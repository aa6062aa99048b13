import type { ReportJob } from "../../contract/reporter.ts";

/**
 * Whether a record is surely the person's. What starts a CRM's automations, or shows how far somebody was reached, is
 * changed on no other: an activity may be on a record that shares no more with the lead than the phone.
 * @param isMoved the job's record is gone, and this is the one that was found for the person since
 * @param isTheirs phone and e-mail address are the record's (`isWholly`)
 */
export const isSurelyTheirs = (
  { cameWithRecord }: Pick<ReportJob, "cameWithRecord">,
  { isMoved, isTheirs }: { readonly isMoved: boolean; readonly isTheirs: boolean },
): boolean => (cameWithRecord === true && !isMoved) || isTheirs;
