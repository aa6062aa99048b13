import { explain } from "../../../lambda/lead/explain.ts";
import type { Evidence } from "../../review/evidence.ts";
import { decisionsOn } from "../../shapes/evidence.ts";
import { moment, momentAndSpan } from "../../words/times.ts";
import { whom } from "../../words/whom.ts";
import { printable, table } from "../terminal/table.ts";

/** The evidence about a lead in review, side by side, and what each decision would do. */

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
    `${lead.id}  ${printable(whom(lead, now))}`,
    `  why      ${explain(lead)}`,
    `  sent     ${dial ? momentAndSpan(dial.at, now) : "never"}, to team ${team ?? "unknown"}, ref ${ref ?? "unknown"}; ${lead.ringsPossible} of ${lead.ringsAuthorised} rings may have happened`,
    `  heard    ${unclear ? explain(unclear) : "nothing"}${lead.detail ? `: ${printable(lead.detail)}` : ""}; ${lead.lookups} look-ups, ${lead.emptyLookups} trustworthy and empty`,
    "  Callingly shows now:",
    shown,
    "  decisions:",
    ...decisionsOn(lead, candidates).map(({ command, effect }) => `    ${command}\n      ${effect}`),
  ].join("\n");
}
