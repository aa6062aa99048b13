import { type Decision, keepsTime } from "../../lambda/lead/decisions.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { Stage } from "../stage/stage.ts";
import { standInWords } from "../stage/stand-in.ts";
import { askedWords } from "../words/asked.ts";
import { whom } from "../words/whom.ts";
import { hoursThen } from "./hours-then.ts";
import { refusalOf } from "./refusal.ts";

/** What an operator has to know before a decision is carried out. */
export type Asked =
  /** The decision cannot be taken. */
  | { readonly refused: string }
  /** Nobody is rung by it: it need not be asked about. */
  | { readonly rings: false }
  | { readonly rings: true; readonly question: string };

const rings: Record<Decision["kind"], boolean> = {
  "call-again": true,
  release: true,
  reschedule: true,
  "it-rang": false,
  cancel: false,
};

/**
 * Whether a decision can be taken, whom it rings, and in which words an operator is asked. Changes nothing.
 * @throws Problem when there is no number to call
 */
export function askDecision(lead: Lead, decision: Decision, stage: Pick<Stage, "standIn" | "now" | "bridge">): Asked {
  const refused = refusalOf(lead, decision);
  if (refused !== undefined) return { refused };
  if (!rings[decision.kind]) return { rings: false };
  const phone = decision.kind === "release" ? decision.phone : undefined;
  if (lead.person.phone === undefined && phone === undefined && lead.reference === undefined) {
    throw new Problem(
      `${lead.id} has no phone number that can be called${lead.state === "held" ? `; give one: bridge leads release ${lead.id} --phone +12125550123` : ""}.`,
    );
  }
  return { rings: true, question: question(lead, phone, decision, stage) };
}

function question(
  lead: Lead,
  phone: string | undefined,
  decision: Decision,
  stage: Pick<Stage, "standIn" | "now" | "bridge">,
): string {
  const asked = decision.kind === "reschedule" ? decision.asked : undefined;
  const { ringsPossible: before } = lead;
  const rung = before > 0 ? `It may have rung ${before === 1 ? "once" : `${before} times`} before.` : "";
  const under = phone ? ` under a new number that ends in ${phone.slice(-2)}` : "";
  const when = timeKept(lead, decision, stage.now());
  // The time first: behind the person it would read as if they had come then.
  const call = asked ? `Call ${askedWords(asked, stage.now())}:` : "Call";
  const hours = asked ? hoursThen(lead, new Date(asked.at), stage) : "";
  return [`${call} ${whom(lead, stage.now())}${under}${when}?`, hours, rung, standInWords(stage)]
    .filter(Boolean)
    .join(" ");
}

/** A lead that waits for something else than its time is released to that time, and not to this moment. */
function timeKept(lead: Lead, { kind }: Decision, now: Date): string {
  const { asked } = lead;
  if (kind !== "release" || asked === undefined || !keepsTime(lead)) return "";
  const { at, zone } = asked;
  if (at === undefined) return ", not before the time that was asked for";
  return Date.parse(at) > now.getTime() ? `, as was asked, ${askedWords({ at, zone }, now)}` : "";
}
