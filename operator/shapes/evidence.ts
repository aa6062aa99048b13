import { explain } from "../../lambda/lead/explain.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { Evidence } from "../review/evidence.ts";
import { leadRow } from "./lead.ts";

/** The evidence about a lead in review, and the effect of each decision, as scripts and pages get them. */

export const evidenceJson = ({ lead, candidates, failure }: Evidence) => ({
  lead: leadRow(lead, { personal: false }),
  sent: {
    at: lead.dial?.at ?? null,
    team: lead.team ?? null,
    ref: lead.ref ?? null,
    rings_possible: lead.ringsPossible,
    rings_authorised: lead.ringsAuthorised,
    look_ups: lead.lookups,
    empty_look_ups: lead.emptyLookups,
  },
  heard: heardOf(lead),
  callingly: {
    answered: failure === undefined,
    failure: failure ?? null,
    calls: candidates.map(({ call, fits, perhaps, why }) => ({
      call_id: call.callId,
      started_at: call.startedAt ?? null,
      direction: call.direction ?? null,
      redial: call.redial ?? null,
      lead_id: call.boundTo ?? null,
      fits,
      perhaps,
      why,
    })),
  },
  decisions: decisionsOn(lead, candidates),
});

/** What the bridge heard of its dial, or did not. */
function heardOf({ history, detail }: Lead) {
  const unclear = history.findLast(({ state }) => state === "unknown");
  return { words: unclear ? explain(unclear) : null, detail: detail ?? null };
}

/** The effect of each decision, with its command. */
export function decisionsOn({ id, ringsPossible, merged }: Lead, candidates: Evidence["candidates"]) {
  const fitting = candidates.filter(({ fits }) => fits).map(({ call }) => call.callId);
  const [call] = fitting;
  const more = merged.length > 0 ? `, and for ${merged.length} leads that were merged into it` : "";
  return [
    {
      decision: "redial" as const,
      command: `bridge leads redial ${id}`,
      effect: `The phone rings once more. Should the call before have rung, the person is called for the ${ringsPossible === 1 ? "second" : `${ringsPossible + 1}th`} time.`,
    },
    {
      decision: "it-rang" as const,
      command: `bridge leads it-rang ${id}${fitting.length === 1 ? ` --call ${call}` : ""}`,
      effect:
        fitting.length === 1
          ? `Nobody is rung. The result of call ${call} goes to the CRM${more}.`
          : `Nobody is rung. The bridge looks for the call for three days more, and its result goes to the CRM${more}${fitting.length > 1 ? "; name one with --call" : ""}.`,
    },
    ...(merged.length > 0
      ? []
      : [
          {
            decision: "cancel" as const,
            command: `bridge leads cancel ${id}`,
            effect: "Nobody is rung. Should a call turn up after all, its result still goes to the CRM.",
          },
        ]),
  ];
}
