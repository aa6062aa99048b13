import type { Gate } from "../../lambda/lead/gates.ts";
import { isClosed } from "../../lambda/lead/gates.ts";
import type { Reason } from "../../lambda/lead/reasons.ts";
import { keepGates } from "../../lambda/steps/dial-lead/reopen-gates.ts";
import type { Stage } from "../stage/stage.ts";

/** Gates that a question to Callingly may open, closed for one of these reasons. */
export const askable = (gates: readonly Gate[], reasons: readonly Reason[], now: Date): Gate[] =>
  gates.filter((gate) => gate.askAt !== undefined && reasons.includes(gate.reason) && isClosed(gate, now));

/**
 * Asks Callingly now, instead of at the next appointed time, whether the cause that closed these gates is fixed. Rings
 * nobody.
 */
export async function askNow(closed: readonly Gate[], { bridge, store, callinglyFor, now, log }: Stage): Promise<void> {
  const askAt = now().toISOString();
  const gates = { ...store.gates, all: async () => closed.map((gate) => ({ ...gate, askAt })) };
  await keepGates({ bridge, gates, callinglyFor, now, log });
}
