import { signal } from "@preact/signals";

/** A request that is to be looked at in the playground: in this page's memory alone, and never in its address. */
export interface Pasted {
  readonly request: string;
  /** Of a file that is no text. */
  readonly encoding?: "base64";
  readonly fileName?: string;
  readonly source?: string;
}

export const pasted = signal<Pasted>({ request: "" });
