import * as z from "zod/mini";
import type { LeadOutcome } from "../../../lead/lead.ts";
import type { ReportJob } from "../../contract/reporter.ts";

/** Settings that say what becomes of a CRM's field after each outcome, and when such a field may be changed. */

export type ByOutcome = Readonly<Record<LeadOutcome, string | null>>;

/**
 * A setting with a value for each outcome. What a person leaves out stays as it is usually; null leaves the field alone.
 * @param usual in the CRM's own vocabulary
 */
export const byOutcome = (usual: ByOutcome) => z.prefault(z.strictObject(valuesOf(usual)), {});

const Value = (usual: string | null) => z._default(z.nullable(z.string().check(z.minLength(1))), usual);

const valuesOf = (usual: ByOutcome) => ({
  contacted: Value(usual.contacted),
  voicemail: Value(usual.voicemail),
  missed: Value(usual.missed),
  removed: Value(usual.removed),
});

/** As {@link byOutcome}, for what a CRM shows of a call itself, where a busy line is something else than a missed call. */
export const byEnd = (usual: ByOutcome & { readonly busy: string | null }) =>
  z.prefault(z.strictObject({ ...valuesOf(usual), busy: Value(usual.busy) }), {});

/** The best outcome of the lead's calls so far. */
export const bestOutcome = ({ lead, call }: Pick<ReportJob, "lead" | "call">): LeadOutcome | undefined =>
  lead.outcome ?? call.outcome;

/** Whether one of such settings has a value for the lead's best outcome so far; else its record need not be read. */
export function isSetFor(job: Pick<ReportJob, "lead" | "call">, ...settings: readonly ByOutcome[]): boolean {
  const outcome = bestOutcome(job);
  return outcome !== undefined && settings.some((values) => values[outcome] !== null);
}

/** How the call itself ended; undefined where nothing is known of it. */
export const endOf = ({ status, outcome }: ReportJob["call"]): LeadOutcome | "busy" | undefined =>
  status === "busy" ? "busy" : outcome;

/** From the weakest to the last word. */
const order: readonly LeadOutcome[] = ["missed", "voicemail", "contacted", "removed"];

/**
 * The status that a record is to get now. Ours from earlier calls give way to a better one. Those from before anybody
 * worked on the lead give way to its first news of a call; where they stand again later, a person has set them.
 * @param present the record's status; empty when it has none
 * @param replaced statuses from before anybody worked on a lead
 * @returns undefined when it stays as it is
 */
export function nextStatus(
  present: string,
  job: Pick<ReportJob, "lead" | "call" | "activityId">,
  { statuses, replaced }: { readonly statuses: ByOutcome; readonly replaced: readonly string[] },
): string | undefined {
  const outcome = bestOutcome(job);
  const status = outcome && statuses[outcome];
  if (!status || present === status) return undefined;
  const weaker = order.slice(0, order.indexOf(outcome));
  const isOurs = weaker.some((each) => statuses[each] === present);
  // What is empty, nobody has set: the first report may have known no outcome, or have come no further than its activity.
  const isUntouched = present === "" || (job.activityId === undefined && replaced.includes(present));
  return isOurs || isUntouched ? status : undefined;
}
