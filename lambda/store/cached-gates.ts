import type { Gate } from "../lead/gates.ts";
import type { GateStore } from "./store.ts";

/** How long a dial may go by gates as they were, in milliseconds. */
export const GATES_MAX_AGE_MS = 1_000;

/**
 * Gates that are read once a second at most. A dial that leaves in the second after another worker closed a gate is
 * refused like the one before it, and proven not to have rung.
 */
export function cachedGates(gates: GateStore, now: () => Date): GateStore {
  let read: { at: number; gates: Promise<Gate[]> } | undefined;
  const forget = () => {
    read = undefined;
  };
  return {
    all() {
      if (read && now().getTime() - read.at < GATES_MAX_AGE_MS) return read.gates;
      const fresh = gates.all();
      read = { at: now().getTime(), gates: fresh };
      fresh.catch(forget);
      return fresh;
    },
    async close(gate) {
      await gates.close(gate);
      forget();
    },
    async open(gate) {
      await gates.open(gate);
      forget();
    },
  };
}
