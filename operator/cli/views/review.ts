import { explain } from "../../../lambda/lead/explain.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import type { Evidence } from "../../review/evidence.ts";
import { moment, momentAndSpan } from "../../words/times.ts";
import { printable, table } from "../terminal/table.ts";
import { leadRow, whom } from "./leads.ts";

/** The evidence about a lead in review, side by side, and what each decision would do. */

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

export function evidenceText({ lead, candidates, failure }: Evidence, now: Date): string {
  const { dial, team, ref } = lead;
  const unclear = lead.history.findLast(({ state }) => state === "unknown");
  const rows = candidates.map(({ call, fits, perhaps, why }) => [
    `    ${call.callId}`,
    call.startedAt === undefined ? "no time" : moment(call.startedAt),
    call.direction,
    fits ? "fits" : perhaps ? "perhaps" : "no",
    why,
  ]);
  const shown =
    failure !== undefined
      ? `    It cannot be asked: ${failure}. That proves nothing; look again later.`
      : rows.length === 0
        ? "    no call with this phone"
        : table(["    call", "began", "direction", "", "why"], rows);
  return [
    `${lead.id}  ${whom(lead, now)}`,
    `  why      ${explain(lead)}`,
    `  sent     ${dial ? momentAndSpan(dial.at, now) : "never"}, to team ${team ?? "unknown"}, ref ${ref ?? "unknown"}; ${lead.ringsPossible} of ${lead.ringsAuthorised} rings may have happened`,
    `  heard    ${unclear ? explain(unclear) : "nothing"}${lead.detail ? `: ${printable(lead.detail)}` : ""}; ${lead.lookups} look-ups, ${lead.emptyLookups} trustworthy and empty`,
    "  Callingly shows now:",
    shown,
    "  decisions:",
    ...decisionsOn(lead, candidates).map(({ command, effect }) => `    ${command}\n      ${effect}`),
  ].join("\n");
}

/** The effect of each decision, with its command. */
function decisionsOn({ id, ringsPossible, merged }: Lead, candidates: Evidence["candidates"]) {
  const fitting = candidates.filter(({ fits }) => fits).map(({ call }) => call.callId);
  const [call] = fitting;
  const more = merged.length > 0 ? `, and for ${merged.length} leads that were merged into it` : "";
  return [
    {
      decision: "redial",
      command: `bridge leads redial ${id}`,
      effect: `The phone rings once more. Should the call before have rung, the person is called for the ${ringsPossible === 1 ? "second" : `${ringsPossible + 1}th`} time.`,
    },
    {
      decision: "it-rang",
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
            decision: "cancel",
            command: `bridge leads cancel ${id}`,
            effect: "Nobody is rung. Should a call turn up after all, its result still goes to the CRM.",
          },
        ]),
  ];
}
