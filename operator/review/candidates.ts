import { belongsTo, evidenceAmong, fitOf, type ListedCall } from "../../lambda/lead/call/evidence.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { span } from "../words/times.ts";

/** A call that Callingly shows for a lead's phone, and whether it may be the one that our dial made. */
export interface Candidate {
  readonly call: ListedCall;
  readonly fits: boolean;
  /** It may fit: nobody knows yet what its time means. */
  readonly perhaps: boolean;
  /** In words, for a person. */
  readonly why: string;
}

/**
 * The calls, those that fit first. Whether one fits is decided by the rule that the bridge itself goes by; the words
 * name the first thing that speaks against it.
 */
export function candidatesFor(
  lead: Lead,
  listed: readonly ListedCall[],
  now: Date,
  rivals: readonly Lead[] = [],
): Candidate[] {
  const fitting = evidenceAmong(lead, listed, now, rivals);
  return listed
    .map((call) => {
      const fits = fitting.includes(call);
      const why = fits ? whyItFits(lead, call) : whyNot(lead, call, fitting, now, rivals);
      return { call, fits, perhaps: !fits && isUncertain(lead, call, now), why };
    })
    .sort((a, b) => Number(b.fits) - Number(a.fits) || ((a.call.startedAt ?? "") < (b.call.startedAt ?? "") ? -1 : 1));
}

const whyItFits = (lead: Lead, { boundTo, startedAt }: ListedCall): string =>
  boundTo === lead.id
    ? "it is tied to this lead already"
    : `it rang this number ${distance(lead, startedAt)}, and is tied to no other lead`;

function whyNot(
  lead: Lead,
  call: ListedCall,
  fitting: readonly ListedCall[],
  now: Date,
  rivals: readonly Lead[],
): string {
  const { boundTo, phone, startedAt, direction } = call;
  if (boundTo !== undefined) return `it is the call of ${boundTo}`;
  if (phone === undefined || startedAt === undefined) return "Callingly does not say its number or its time";
  if (!belongsTo(lead, { phone }, now, now.toISOString())) return "it rang another number";
  if (!belongsTo(lead, { direction }, now, now.toISOString())) return `it is ${direction}: the person called`;
  if (isUncertain(lead, call, now))
    return `what its time means is not certain; by the account's timeZone it began ${distance(lead, startedAt)}: look at it in Callingly`;
  if (!belongsTo(lead, call, now, lead.dial?.at)) return `it began ${distance(lead, startedAt)}`;
  if (fitting.some(({ boundTo: holder }) => holder === lead.id)) return "another call is tied to this lead already";
  if (fitting.length > 0) return "it is a later try of Callingly's own; the first one counts";
  return `it may be the call of ${rivals.map(({ id }) => id).join(" or ")}, dialled later with the same phone`;
}

const isUncertain = (lead: Lead, call: ListedCall, now: Date): boolean =>
  call.boundTo === undefined &&
  call.phone !== undefined &&
  call.startedAt !== undefined &&
  fitOf(lead, call, now, lead.dial?.at) === "perhaps";

function distance({ dial }: Lead, startedAt: string | undefined): string {
  if (dial === undefined || startedAt === undefined) return "at an unknown time";
  return `${span(dial.at, startedAt)} ${startedAt < dial.at ? "before" : "after"} our dial`;
}
