import { createHash } from "node:crypto";
import type { Call, Report } from "../../lambda/lead/call/call.ts";
import { hinted } from "../../lambda/lead/call/hint.ts";
import { reportOf } from "../../lambda/lead/call/report-key.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { Archive } from "../../lambda/store/archive.ts";
import type { Progress } from "./find-person.ts";

/** The note in a CRM that a person was forgotten here: the CRM keeps its own record, and its people decide. */

export interface NoteDeps {
  readonly archive: Pick<Archive, "addCall">;
  readonly now: () => Date;
  readonly progress: Progress;
}

/** Whether a call item is such a note. It is written after the person was forgotten, and holds nothing of them. */
export const isForgetNote = ({ notice }: Call): boolean => notice === "forgotten";

/**
 * Each lead that a CRM has a record of gets a note there. It is stored as a call item, as every notice about a lead
 * without a call is, so it arrives once, and when the CRM is down it waits. A lead that was merged is noted with the
 * one that was called for it.
 * @returns the ids of the leads that are noted
 */
export async function noteInCrms(leads: readonly Lead[], calls: readonly Call[], { archive, now, progress }: NoteDeps) {
  const ids = new Set(leads.map(({ id }) => id));
  const records = recordsIn(calls);
  const noted: string[] = [];
  for (const { id, account, record, merged, mergedInto, strippedAt } of leads) {
    const isReported = Object.keys(records).some((key) => [id, ...merged].includes(reportOf(key).leadId));
    const isKnown = record !== undefined || isReported;
    if (strippedAt !== undefined || !isKnown || ids.has(mergedInto ?? "")) continue;
    const callId = `note${createHash("sha256").update(`${id} forgotten`).digest("hex").slice(0, 16)}`;
    const notice = { leadId: id, reason: "forgotten" as const };
    const call = hinted(undefined, { account, callId, digest: "forgotten", notice, at: now() });
    if (call) await archive.addCall({ ...call, reports: records });
    noted.push(id);
    progress({ doing: "leaving notes for the CRMs", count: noted.length });
  }
  return noted;
}

/** Where results were written, so that nobody has to look for the person to find the record again. */
const recordsIn = (calls: readonly Call[]): Record<string, Report> =>
  Object.fromEntries(
    calls.flatMap(({ reports }) =>
      Object.entries(reports).map(([key, { record }]) => [key, { begun: false, ...(record && { record }) }] as const),
    ),
  );
