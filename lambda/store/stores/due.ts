import type { PutOff } from "../../lead/faults.ts";
import type { Worker } from "../../lead/item.ts";
import type { Waiting } from "../../lead/measure/backlog.ts";

/** Items that wait, by the function that acts on them. */
export interface DueStore {
  /** One page of what fell due before a moment, oldest first. */
  due(worker: Worker, before: Date, page: PageStart): Promise<Page<DueItem>>;
  /**
   * One page of all that waits, due or not, in no order that matters; up to a moment, if one is given. Among the
   * dialler's are leads whose calls it has just placed, and that reconcile looks after.
   */
  waiting(worker: Worker, page: PageStart, before?: Date): Promise<Page<Waiting>>;
  /**
   * Leaves an item alone for a while, whatever else stands on it; it need not be understood.
   * @returns false when it is not due any more as it was found
   */
  putOff(item: DueItem, by: PutOff): Promise<boolean>;
}

export interface PageStart {
  readonly limit: number;
  readonly after?: string | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page starts; absent on the last one. */
  readonly next?: string | undefined;
}

export type DueItem = (
  | { readonly kind: "lead"; readonly id: string }
  | { readonly kind: "call"; readonly account: string; readonly callId: string }
) & {
  readonly dueAt: string;
  /** Why it waits; absent where the stream has only just told of it. */
  readonly reason?: string | undefined;
  /** What a lead rests for, until it is due. */
  readonly heldBy?: string | undefined;
  /** How often in a row the bridge itself failed on it. */
  readonly faults?: number | undefined;
};
