import type { Lead } from "../lead/lead.ts";
import type { CallStore } from "../store/store.ts";

/** Before a lead ends by something else than its call: nobody asks about the lead any more, and the call with it. */

/** The due index remembers a call from now on, as its lead is going to end. */
export const remember = async (
  { id, account }: Lead,
  callId: string,
  { store, now }: { readonly store: { readonly calls: Pick<CallStore, "hint"> }; readonly now: () => Date },
): Promise<void> =>
  void (await store.calls.hint({ account, callId, leadHint: id, digest: `left by ${id}`, at: now() }));
