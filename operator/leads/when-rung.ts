import type { Gate } from "../../lambda/lead/gates.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { Reason } from "../../lambda/lead/reasons.ts";
import { rings, waitsForMoment } from "../../lambda/lead/rules/decision.ts";
import type { FactBridge } from "../../lambda/steps/dial-lead/load-facts.ts";
import { askedWords } from "../words/asked.ts";
import { momentAndSpan } from "../words/times.ts";
import { withMoment } from "./asked-time.ts";
import { lookAhead } from "./forecast.ts";

/** When those ring whom one act lets go: who waits for a time that they asked for, or for their hours, is not called now. */

export interface WhenRung {
  /** From now on, at the usual pace. */
  readonly now: readonly Lead[];
  readonly later: readonly RingsLater[];
  /** Why the others do not ring, one for each. */
  readonly held: readonly Reason[];
}

/** A lead that rings by itself when its time has come. */
export interface RingsLater {
  readonly lead: Lead;
  readonly at: Date;
  readonly reason: Reason;
}

export const nobody: WhenRung = { now: [], later: [], held: [] };

/**
 * As the rules of the dialler judge it now.
 * @param after a lead as the act leaves it; undefined for one that it does not change
 */
export function whenRung(
  leads: readonly Lead[],
  { bridge, gates, now }: { readonly bridge: FactBridge; readonly gates: readonly Gate[]; readonly now: Date },
  after: (lead: Lead) => Lead | undefined = (lead) => lead,
): WhenRung {
  const decided = leads.flatMap((lead) => {
    const left = after(lead);
    return left ? [{ lead, decision: lookAhead(left, bridge, gates, now) }] : [];
  });
  return {
    now: decided.flatMap(({ lead, decision }) => (rings(decision) && !waitsForMoment(decision) ? [lead] : [])),
    later: decided.flatMap(({ lead, decision }) =>
      waitsForMoment(decision)
        ? [{ lead: withMoment(lead, { bridge }), at: decision.at, reason: decision.reason }]
        : [],
    ),
    held: decided.flatMap(({ decision }) => (rings(decision) ? [] : [decision.reason])),
  };
}

/** Until when it waits, and for what, in words. */
export function untilWhen({ lead: { asked }, at, reason }: RingsLater, now: Date): string {
  const moment = asked?.at;
  return reason === "asked-time" && moment !== undefined
    ? `${askedWords({ ...asked, at: moment }, now)}, as was asked`
    : `${momentAndSpan(at, now)}, when the hours there open`;
}

export const laterJson = ({ lead: { id }, at, reason }: RingsLater) => ({ lead_id: id, at: at.toISOString(), reason });
