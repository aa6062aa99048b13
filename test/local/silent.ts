import type { Console } from "../../local/console.ts";

/** A terminal that remembers what it was told. */
export function silentConsole(): Console & { readonly warnings: string[] } {
  const warnings: string[] = [];
  return { warnings, say: () => {}, warn: (text) => void warnings.push(text), shows: /^/, log: () => {} };
}
