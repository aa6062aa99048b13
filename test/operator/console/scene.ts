import * as z from "zod/mini";
import { CallSchema } from "../../../lambda/callingly/schemas.ts";
import type { Call } from "../../../lambda/lead/call/call.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import type { Reason } from "../../../lambda/lead/reasons.ts";
import * as states from "../../../lambda/lead/states.ts";
import { changeCall } from "../../../lambda/store/change.ts";
import type { MemoryStore } from "../../../lambda/store/memory.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { aLead, fromNoon, hours, minutes, noon } from "../../fakes/leads.ts";
import { aStage, type StageParts, type TestStage } from "../stage.ts";

/** What may wait on the bridge of an operator who looks at the console. */

interface Person {
  readonly name: string;
  readonly phone: string;
  /** When their lead came. */
  readonly at?: Date;
}

/** Held until a person decides. */
export const staleLead = ({ name, phone, at = fromNoon(-20 * hours) }: Person): Lead =>
  states.held(aLead({ fullName: name, phone }, { at }), "stale", at, { for: "person" }) as Lead;

/** Held until something is mended. */
export const ruledLead = (reason: Reason, { name, phone, at = fromNoon(-hours) }: Person): Lead =>
  states.held(aLead({ fullName: name, phone }, { at }), reason, at, { for: "rule" }) as Lead;

/** Its dial was never answered, and no look-up found its call. */
export function reviewLead({ name, phone, at = noon }: Person): Lead {
  const later = (ms: number) => new Date(at.getTime() + ms);
  const dialing = states.claimed(aLead({ fullName: name, phone }, { at }), "dial-1", 19230, at) as Lead;
  let lead = states.dialled(dialing, "dial-1", { kind: "ambiguous", reason: "reset" }, at) as Lead;
  for (const _ of [1, 2, 3]) lead = states.lookedUp(lead, { kind: "none" }, "review", later(30 * minutes)) as Lead;
  return lead;
}

/** A call of the account "main", as it stands after some rule of it. */
export async function aCall(
  store: MemoryStore,
  callId: string,
  rule: (call: Call) => Call,
  lead?: Lead,
): Promise<Call> {
  await store.calls.hint({ account: "main", callId, digest: "d", at: noon });
  const next = await changeCall(store.calls, { account: "main", callId }, (hinted) =>
    rule({ ...hinted, ...(lead && { leadId: lead.id }) }),
  );
  return next as Call;
}

/** A call as Callingly lists it, two seconds after noon. */
export const listedCall = (id: number, phone: string, more: object = {}) =>
  z.parse(CallSchema, {
    id,
    direction: "outbound",
    started_at: "2026-06-15 12:00:02",
    lead: { id: 5, phone_number: phone },
    ...more,
  });

/** A stage whose Callingly lists these calls, with clocks that are known; nobody sleeps there. */
export function stageShowing(
  calls: readonly ReturnType<typeof listedCall>[],
  { store = memoryStore(), ...parts }: StageParts & { readonly store?: MemoryStore } = {},
): TestStage {
  void store.clocks.save({
    account: "main",
    revision: 1,
    sure: { offsetMinutes: 0, callId: "1", shownAt: noon.toISOString() },
  });
  const callingly = {
    listLeads: async () => [],
    async *eachCall() {
      yield* calls;
    },
    getCall: async (callId: string) => calls.find(({ id }) => String(id) === callId),
  };
  const stage = aStage({ store, now: noon, ...parts });
  return { ...stage, sleep: async () => undefined, callinglyFor: async () => callingly as never };
}
