import type { Decision } from "../../lambda/lead/decisions.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { Stage } from "../stage/stage.ts";
import { decideLead } from "./decide-lead.ts";
import { refusalOf } from "./refusal.ts";

export type Decided =
  | { readonly ok: true; readonly lead: Lead }
  /** Nothing was changed. */
  | { readonly ok: false; readonly why: string };

/** Takes a person's decision about a lead, and says why when the bridge does not take it. */
export async function decide(
  lead: Lead,
  decision: Decision,
  by: string,
  stage: Pick<Stage, "bridge" | "store" | "now" | "newId" | "log">,
): Promise<Decided> {
  const refused = refusalOf(lead, decision);
  if (refused !== undefined) return { ok: false, why: refused };
  const next = await decideLead(lead.id, decision, by, stage);
  if (next) return { ok: true, lead: next };
  return { ok: false, why: await whyNot(lead, decision, stage) };
}

async function whyNot(
  { id, account }: Lead,
  decision: Decision,
  { store: { leads, calls } }: Pick<Stage, "store">,
): Promise<string> {
  if (decision.kind === "it-rang" && decision.callId !== undefined) {
    const holder = (await calls.find(account, decision.callId))?.leadId;
    if (holder !== undefined && holder !== id)
      return `Call ${decision.callId} is that of ${holder}; nothing was changed.`;
  }
  const current = await leads.find(id);
  const refused = current && refusalOf(current, decision);
  return refused ?? `${id} changed while you decided; look at it again and decide again.`;
}
