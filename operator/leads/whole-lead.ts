import type { Call } from "../../lambda/lead/call/call.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { Stage } from "../stage/stage.ts";
import { withMoment } from "./asked-time.ts";
import { callsOf } from "./calls-of.ts";
import { nextStep } from "./next-step.ts";
import { readFacts } from "./read-facts.ts";
import { type WholeVerdict, wholeVerdict } from "./whole-verdict.ts";

/** Everything that is known of one lead. */
export interface WholeLead {
  readonly lead: Lead;
  readonly calls: readonly Call[];
  /** What happens next, when, and what a person can do about it. */
  readonly next: string;
  /** Undefined of one that has rung or ended: nobody asks any more. */
  readonly verdict: WholeVerdict | undefined;
}

export async function wholeLead(lead: Lead, stage: Stage): Promise<WholeLead> {
  const { store, bridge, now } = stage;
  const [calls, gates] = await Promise.all([callsOf(lead, stage), store.gates.all()]);
  const verdict = mayYetRing(lead)
    ? wholeVerdict(lead, bridge, await readFacts(lead, bridge, stage), now())
    : undefined;
  return { lead: withMoment(lead, stage), calls, next: nextStep(lead, bridge, gates, now()), verdict };
}

const mayYetRing = ({ state }: Lead): boolean => state === "ready" || state === "held";
