import type { Refusal } from "../kit/crm.ts";

/** Its words stand in a header, and the body is empty: https://docs.espocrm.com/development/api/#error-codes */

const reasoned = (what: string, means: Refusal["means"], status: number, words: string): Refusal => ({
  what,
  means,
  answer: { status, headers: { "x-status-reason": words }, body: Buffer.alloc(0) },
  words,
});

export const refusals: readonly Refusal[] = [
  { ...reasoned("not valid", "person", 400, "Field cannot hold this"), to: "writes" },
  reasoned("not allowed", "person", 403, "No access to the record"),
  reasoned("no such record", "person", 404, "No record of this id"),
  reasoned("key not valid", "access", 401, "The key is not valid"),
];
