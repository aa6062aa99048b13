import type { Gate, GateStore } from "./store.ts";

const MAX_AGE_MS = 1_000;

/**
 * Gates that are read once a second at most. A dial that leaves in the second after another worker closed a gate is
 * refused like the one before it, and proven not to have rung.
 */
export function cachedGates(gates: GateStore, now: () => Date): GateStore {
  const read = new Map<string, { at: number; gates: Promise<Gate[]> }>();
  return {
    closed(account, team) {
      const key = `${account}/${team}`;
      const known = read.get(key);
      if (known && now().getTime() - known.at < MAX_AGE_MS) return known.gates;
      const fresh = gates.closed(account, team);
      read.set(key, { at: now().getTime(), gates: fresh });
      fresh.catch(() => read.delete(key));
      return fresh;
    },
    async close(gate) {
      await gates.close(gate);
      read.clear();
    },
  };
}
