import type { Call } from "../../lead/call/call.ts";
import type { Lead } from "../../lead/lead.ts";

/** Many leads or calls at once, for who looks and changes nothing: they may be as they were a second ago. */
export interface BatchStore {
  /** In the order of the ids, each once. */
  leads(ids: readonly string[]): Promise<Batch<Lead>>;
  calls(keys: readonly CallKey[]): Promise<Batch<Call>>;
}

export interface CallKey {
  readonly account: string;
  readonly callId: string;
}

export interface Batch<T> {
  /** Those that there are. */
  readonly items: readonly T[];
  /** Keys of items that another version of the bridge wrote, and that were not understood. */
  readonly unread: readonly string[];
}
