import * as z from "zod";
import type { Decision } from "../../../lambda/lead/decisions.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { isCountry, parsePhone } from "../../../lambda/lead/reader/phone.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { askDecision } from "../../leads/ask-decision.ts";
import { timeNamed } from "../../leads/asked-time.ts";
import { decide } from "../../leads/decide.ts";
import { meant } from "../../leads/meant.ts";
import { whyNotTheCall } from "../../leads/named-call.ts";
import { wholeLead } from "../../leads/whole-lead.ts";
import { wholeLeadJson } from "../../shapes/lead.ts";
import { verdictJson } from "../../shapes/verdict.ts";
import type { Stage } from "../../stage/stage.ts";
import { asks, type Context, changes, reads, rings } from "../route.ts";
import { watching } from "../watching.ts";
import { withoutPersonal } from "../without-personal.ts";

/** One lead: what is known of it, and an operator's decision about it. */

/** The lead that is meant by an id, a phone number, an e-mail address, a ref or a call's id: `bridge leads show`. */
export const lead = reads(z.object({ who: z.string().min(1).max(200) }), async ({ who }, context) => {
  const found = await meant(who, context.stage, watching(context));
  return shown(found, context);
});

async function shown(lead: Lead, { stage, personal }: Pick<Context, "stage" | "personal">) {
  const { verdict, ...whole } = await wholeLead(lead, stage);
  const all = {
    ...wholeLeadJson(whole),
    revision: lead.revision,
    may_ring: verdict ? verdictJson(verdict) : null,
  };
  return personal ? all : withoutPersonal(all);
}

const DecisionSchema = z.object({
  lead_id: z.string(),
  /** As the page showed it: a decision is about the lead that the operator saw. */
  revision: z.number(),
  decision: z.enum(["call-again", "release", "reschedule", "it-rang", "cancel"]),
  phone: z.string().max(60).optional(),
  call_id: z.string().max(60).optional(),
  /** The other time, as somebody writes it. */
  time: z.string().max(80).optional(),
});
type Wanted = z.output<typeof DecisionSchema>;
/** With the moment that the question showed: the same words may mean another one by the time they are answered. */
type Agreed = Wanted & { readonly asked?: ReturnType<typeof timeNamed> };

/** What the operator is asked before a decision is carried out, as the command would ask. Changes nothing. */
export const ask = asks(DecisionSchema, async (wanted, { stage, personal }) => {
  const { lead, decision } = await decisionOn(wanted, stage);
  const asked = askDecision(personal ? lead : unnamed(lead), decision, stage);
  const ring = "rings" in asked && asked.rings;
  return {
    shown: { refused: "refused" in asked ? asked.refused : null, rings: ring, question: ring ? asked.question : null },
    agreed: ring
      ? ({ ...wanted, ...(decision.kind === "reschedule" && { asked: decision.asked }) } satisfies Agreed)
      : undefined,
  };
});

/** The same lead as a question may say it while personal data is masked: by the end of its number. */
const unnamed = (lead: Lead): Lead => {
  const { firstName: _f, lastName: _l, company: _c, email: _e, ...person } = lead.person;
  return { ...lead, person };
};

/** Has the person rung, at once or at another time: `bridge leads redial`, `release`, `reschedule`. */
export const call = rings(ask, carryOut);

/** Carries out a decision that rings nobody: `bridge leads it-rang`, `cancel`. */
export const settle = changes(DecisionSchema.extend({ decision: z.enum(["it-rang", "cancel"]) }), carryOut);

async function carryOut(wanted: Agreed, context: Context) {
  const { stage, operator } = context;
  const { lead, decision } = await decisionOn(wanted, stage);
  const asked = askDecision(lead, decision, stage);
  if ("refused" in asked) throw new Problem(asked.refused);
  if (decision.kind === "it-rang" && decision.callId !== undefined) {
    const refused = await whyNotTheCall(lead, decision.callId, stage);
    if (refused !== undefined) throw new Problem(refused);
  }
  const made = await decide(lead, decision, operator, stage);
  if (!made.ok) throw new Problem(made.why);
  return shown(made.lead, context);
}

/** @throws Problem when the lead is not the one that the operator saw, the time is over, or the number is none */
async function decisionOn(wanted: Agreed, stage: Stage): Promise<{ lead: Lead; decision: Decision }> {
  const lead = await stage.store.leads.find(wanted.lead_id);
  if (!lead) throw new Problem(`${wanted.lead_id} is not in the table any more.`);
  if (lead.revision !== wanted.revision)
    throw new Problem(`${lead.id} has changed since it was shown: look at it again, and decide again.`);
  const { decision: kind, phone, call_id: callId } = wanted;
  if (kind === "it-rang") return { lead, decision: { kind, ...(callId !== undefined && { callId }) } };
  if (kind === "reschedule") {
    const asked = wanted.asked ?? timeNamed(wanted.time ?? "", lead, stage);
    if (asked.at <= stage.now().toISOString()) throw new Problem(`“${asked.text}” is over by now: name another time.`);
    return { lead, decision: { kind, asked } };
  }
  if (kind !== "release" || phone === undefined || phone.trim() === "") return { lead, decision: { kind } };
  return { lead, decision: { kind, phone: numberOf(phone, lead, stage) } };
}

function numberOf(phone: string, { source }: Lead, { config }: Stage): string {
  const country = config.sources[source]?.country ?? "US";
  const number = isCountry(country) ? parsePhone(phone, country) : undefined;
  if (number) return number;
  throw new Problem(
    `No such number can exist in ${country}, where the source "${source}" is at home. Write it with its country code, such as +12125550123.`,
  );
}
