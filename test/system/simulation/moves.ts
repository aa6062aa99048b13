import type { Lead } from "../../../lambda/lead/lead.ts";
import type { MemoryStore } from "../../../lambda/store/memory.ts";

/** How often leads have made each move, by its name as docs/states.md writes it, e.g. `ready → held`. */
export type Moves = Readonly<Record<string, number>>;

/** A new lead comes from here. */
const BEFORE = "(new)";

/**
 * The table with somebody who sees each lead that is written, whoever writes it.
 * @returns the same table, and what the leads have done so far
 */
export function countingMoves(store: MemoryStore): { readonly store: MemoryStore; readonly moves: Moves } {
  const moves: Record<string, number> = {};
  let states = new Map<string, Lead["state"]>();
  const see = ({ id, state }: Lead): void => {
    const before = states.get(id) ?? BEFORE;
    states.set(id, state);
    if (before !== state) add(moves, `${before} → ${state}`, 1);
  };
  const counting: MemoryStore = {
    ...store,
    leads: {
      ...store.leads,
      async add(lead) {
        const result = await store.leads.add(lead);
        if (result.added) see(lead);
        return result;
      },
      async save(lead) {
        const written = await store.leads.save(lead);
        if (written) see(lead);
        return written;
      },
    },
    // Who puts the table back moves no lead.
    backup() {
      const putBack = store.backup();
      const then = new Map(states);
      return () => {
        states = new Map(then);
        putBack();
      };
    },
  };
  return { store: counting, moves };
}

export function sumOfMoves(some: Iterable<Moves>): Moves {
  const sum: Record<string, number> = {};
  for (const moves of some) for (const [move, times] of Object.entries(moves)) add(sum, move, times);
  return sum;
}

function add(moves: Record<string, number>, move: string, times: number): void {
  moves[move] = (moves[move] ?? 0) + times;
}
