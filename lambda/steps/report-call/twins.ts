import { capabilitiesOf } from "../../connectors/contract/reporter.ts";
import type { Call, Report } from "../../lead/call/call.ts";
import { reportOf } from "../../lead/call/report-key.ts";
import type { CrmRecord } from "../../lead/lead.ts";
import { isTold, type Target } from "./report-targets.ts";

/** Part of step 4: one record holds a call once, however many leads led to it. */

/** A call's reports so far, and where they go. */
export interface Reports {
  readonly targets: readonly Target[];
  readonly reports: Call["reports"];
}

interface Neighbour {
  readonly report: Report;
  readonly target: Target | undefined;
  readonly record: CrmRecord | undefined;
}

/** The state of other leads' reports of this call in the same CRM. */
const neighboursOf = ({ key, crm }: Target, { targets, reports }: Reports): Neighbour[] =>
  Object.entries(reports)
    .filter(([other]) => other !== key && reportOf(other).crm === crm.name)
    .map(([other, report]) => {
      const target = targets.find((each) => each.key === other);
      return { report, target, record: report.record ?? target?.job.record };
    });

/** Another lead's report of this call on the same record. */
export function twinOf(
  own: Target,
  record: CrmRecord,
  known: Reports,
): { readonly report: Report; readonly isTold: boolean } | undefined {
  const twin = neighboursOf(own, known).find(
    (each) => each.record?.id === record.id && each.record.type === record.type,
  );
  if (!twin) return undefined;
  const { report, target } = twin;
  const sameNews =
    target !== undefined && target.job.lead.outcome === own.job.lead.outcome && !knowsBetter(own.job, target.job);
  return { report, isTold: sameNews && isTold(target, known.reports) };
}

/**
 * Whether a lead is surer of the record than another that was reported there: it brought it, or has an e-mail address
 * besides the phone. A CRM may then show more, such as how far the person was reached; the activity is the same one.
 */
function knowsBetter(own: Target["job"], other: Target["job"]): boolean {
  if (own.cameWithRecord || other.cameWithRecord) return other.cameWithRecord !== true;
  const [mine, theirs] = [own, other].map(({ lead }) => lead.person.email?.toLowerCase());
  return mine !== undefined && mine !== theirs;
}

/**
 * A write that was begun for another lead may have reached this record: its own is unknown, or the CRM has merged it into
 * this one since. The latter is looked for where the CRM can be asked; where not, it must not keep each merged lead waiting.
 */
export const mayHaveTwin = (own: Target, known: Reports): boolean =>
  neighboursOf(own, known).some(
    ({ report, record }) => report.begun && (!record || capabilitiesOf(own.crm.reporter).canFindTrace),
  );
