import { type Call, reported, verified } from "../../../../lambda/lead/call/call.ts";
import { hinted } from "../../../../lambda/lead/call/hint.ts";
import { payloadEnds } from "../../../../lambda/lead/move.ts";
import { later, timing } from "../../../../lambda/lead/timing.ts";
import type { Check } from "../deployed.ts";

const recording = "https://recordings.example.com/the-old-oak";

/** A call that was told so long ago that what was said of anybody is to be taken out of it by now. */
function oldCall(now: Date): Call {
  const told = later(now, -91 * timing.day);
  const hint = { account: "main", callId: `deploy-check-${now.getTime()}`, digest: "deploy-check", at: told };
  const result = { callId: hint.callId, final: true, seconds: 60, phone: "+12025550199", recordingUrl: recording };
  const hold = { leaseId: "deploy-check", isWatched: false, now: told };
  const call = verified(hinted(undefined, hint) as Call, result, "lead_of_nobody", [], hold);
  return { ...reported({ ...call, lateReads: timing.lateParts.length }, told), dueAt: payloadEnds(undefined, told) };
}

/**
 * What happens on the ninetieth day of every deployment, and needs a right of its own.
 * @param wake lets the minute pass at once, where it can
 */
export const oldCallsAreStripped = (wake: boolean): Check => ({
  name: "a call that is ninety days old loses what was said of a person",
  async run({ cloud, waitFor }) {
    const start = Date.now();
    const call = oldCall(new Date(start));
    await cloud.putCall(call);
    if (wake) await cloud.invoke("ReconcileFunction", { tick: "minute" });
    const stripped = await waitFor(
      "the call without its payload",
      async () => {
        const found = await cloud.call(call.account, call.callId);
        return found?.strippedAt === undefined ? undefined : found;
      },
      200_000,
    );
    if (JSON.stringify(stripped).includes(recording))
      throw new Error("It is said to be stripped and still has the recording");
    if (stripped.dueFor !== undefined) throw new Error(`It is stripped and still due for ${stripped.dueFor}`);
    return `after ${Math.round((Date.now() - start) / 1000)} s`;
  },
});
