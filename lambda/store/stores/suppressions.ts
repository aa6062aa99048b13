import type { Suppression } from "../../lead/privacy/suppression.ts";

/** The list of those who are not called, by hashes. */
export interface SuppressionStore {
  /** Whether there is any at all, or has been. */
  any(): Promise<boolean>;
  /** What the list says of one number or address: one for each scope, those that were taken back included. */
  about(print: string): Promise<Suppression[]>;
  /** Puts one on the list. The first word stays, unless it was taken back. */
  add(suppression: Suppression): Promise<void>;
  /** Notes what is to be done for a word, before any of it is done. */
  begin(optOut: OptOut): Promise<void>;
  /** What was begun, and is not done as far as is known. */
  begun(): Promise<OptOut[]>;
  finish(optOut: OptOut): Promise<void>;
}

/** A word that is being carried out. It holds the numbers until that is done, as their leads are found by no hash. */
export interface OptOut {
  readonly id: string;
  /** E.164 */
  readonly phones: readonly string[];
  readonly entries: readonly Suppression[];
}
