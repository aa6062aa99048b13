import type { Gate } from "../../lead/gates.ts";

export interface GateStore {
  /** Every gate there is, closed or ajar; never more than a handful. */
  all(): Promise<Gate[]>;
  /** Closes a gate, or changes what is known of it. */
  close(gate: Gate): Promise<void>;
  /** Takes a gate away, unless it was closed again since it was read. */
  open(gate: Gate): Promise<void>;
}
