import type { ViolationKind } from "./violations.ts";

/**
 * Versions of the bridge that are wrong in one place each. The simulation must catch every one of them: whatever it
 * does not catch, it does not prove. The text to find must stand in its file exactly once.
 */
export interface Mutant {
  readonly name: string;
  readonly why: string;
  /**
   * The promise that it must break: a kind of violation, or else a told scenario, by how its title begins. Whatever else
   * goes wrong proves nothing about it.
   */
  readonly breaks: ViolationKind | `scenario: ${string}`;
  readonly edits: readonly Edit[];
}

export interface Edit {
  /** From lambda/ on. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}
