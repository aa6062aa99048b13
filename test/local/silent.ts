import type { Output } from "../../local/output.ts";

/** A terminal that remembers what it was told. */
export function silentOutput(): Output & { readonly warnings: string[] } {
  const warnings: string[] = [];
  return { warnings, say: () => {}, warn: (text) => void warnings.push(text), shows: /^/, log: () => {} };
}
