import type { Call } from "../../lambda/lead/call/call.ts";
import type { Waiting } from "../../lambda/lead/measure/backlog.ts";
import type { Reason } from "../../lambda/lead/reasons.ts";
import { inDueOrder } from "../leads/index-rows.ts";
import { waitingCalls } from "../leads/waiting.ts";
import { retryAll } from "../results/retry.ts";
import type { SecretPurpose } from "../stage/description.ts";
import type { Stage } from "../stage/stage.ts";
import { counted } from "../words/count.ts";

/** Reasons for which results wait until the secret is written. */
const unblockedBy: Partial<Record<SecretPurpose, readonly Reason[]>> = {
  "callingly-tokens": ["token-missing", "token-refused"],
  "crm-credentials": ["crm-credentials-missing", "crm-access-refused"],
};

/**
 * Has the results that waited for an entry of a secret tried again at once. What waits for another entry is tried too,
 * and waits on.
 * @returns what to tell the person, if anything waited
 */
export async function bringForward(purpose: SecretPurpose, { store, now }: Stage): Promise<string | undefined> {
  const reasons = unblockedBy[purpose];
  if (reasons === undefined) return undefined;
  const isMeant = ({ state, reason }: Waiting | Call) =>
    state === "parked" && (reasons as readonly (string | undefined)[]).includes(reason);
  const { items: waiting } = await waitingCalls({ store, now }, { wanted: isMeant, fits: isMeant, order: inDueOrder });
  const tried = await retryAll(waiting, { store, now });
  return tried.length === 0
    ? undefined
    : `${counted(tried.length, "result that waited for it is", "results that waited for it are")} tried again within a minute.`;
}
