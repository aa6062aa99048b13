import * as z from "zod/mini";
import type { ReportJob } from "../../contract/reporter.ts";

/** How fast a lead was called, and how often: what a CRM may keep in fields of its own. */

const FieldName = z.string().check(z.minLength(1));

/** Names of the record's fields that are filled in; one that is not named is left alone. */
export const SpeedFields = z._default(
  z.strictObject({
    /** Seconds from the lead's arrival until its phone was rung first. Written once. */
    secondsToRing: z.optional(FieldName),
    /** How many calls were made. */
    attempts: z.optional(FieldName),
    /** When somebody first talked with the person. Written once. */
    firstContactAt: z.optional(FieldName),
  }),
  {},
);
export type SpeedFields = z.output<typeof SpeedFields>;

/** The fields that are named, by the CRM's names. */
export const namedFields = (fields: SpeedFields): string[] =>
  Object.values(fields).filter((name) => name !== undefined);

type Told = Pick<ReportJob, "lead" | "call">;

/** Whole seconds; undefined for a lead that came after the call, or was never rung. */
export function secondsToRing({ lead: { receivedAt, firstRungAt } }: Told): number | undefined {
  const ms = firstRungAt === undefined ? Number.NaN : Date.parse(firstRungAt) - Date.parse(receivedAt);
  return ms >= 0 ? Math.round(ms / 1000) : undefined;
}

/**
 * What is to be changed of a record's fields. A repeat changes nothing.
 * @param present the record's values by the CRM's names, empty ones as the CRM has them
 * @param inWords a moment as the CRM's field takes it, from ISO 8601 in UTC
 */
export function speedChanges(
  job: Told,
  fields: SpeedFields,
  present: Readonly<Record<string, unknown>>,
  inWords: (moment: string) => string = (moment) => moment,
): Record<string, string | number> {
  const { call } = job;
  const changes: Record<string, string | number> = {};
  const isEmpty = (name: string) => present[name] === undefined || present[name] === null || present[name] === "";
  const { secondsToRing: seconds, attempts, firstContactAt } = fields;
  const speed = secondsToRing(job);
  if (seconds !== undefined && speed !== undefined && isEmpty(seconds)) changes[seconds] = speed;
  const attempt = call.attempt ?? 1;
  const isAttempt = call.direction !== "inbound" && call.remark === undefined && call.unrung !== true;
  if (attempts !== undefined && isAttempt && !(Number(present[attempts] ?? 0) >= attempt)) changes[attempts] = attempt;
  if (firstContactAt !== undefined && call.outcome === "contacted" && call.startedAt && isEmpty(firstContactAt)) {
    changes[firstContactAt] = inWords(call.startedAt);
  }
  return changes;
}
