import type { Call } from "../../lead/call/call.ts";
import type { Hint } from "../../lead/call/hint.ts";

export interface CallStore {
  /**
   * Notes that a call changed. Repeats of the same hint change nothing.
   * @returns whether anything was written
   */
  hint(hint: Hint): Promise<boolean>;
  /**
   * As {@link hint}, of a call that was found to be a lead's: ties it to the lead, unless it is tied already.
   * @returns the id of the lead it is tied to, ours or another's
   */
  tie(hint: Hint, leadId: string): Promise<string>;
  find(account: string, callId: string): Promise<Call | undefined>;
  /** As {@link LeadStore.save}. */
  save(next: Call): Promise<boolean>;
}
