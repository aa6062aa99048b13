import type { Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";

/**
 * Its words stand in a header, and the body is mostly empty: https://docs.espocrm.com/development/api/#error-codes. What is
 * wrong with a field stands in the body:
 * https://github.com/espocrm/espocrm/blob/master/application/Espo/Core/FieldValidation/Exceptions/ValidationError.php
 */

const reasoned = (what: string, means: Refusal["means"], status: number, words: string): Refusal => ({
  what,
  means,
  answer: { status, headers: { "x-status-reason": words }, body: Buffer.alloc(0) },
  words,
});

const told = (label: string, data: object) => ({ messageTranslation: { label, scope: null, data } });

export const refusals: readonly Refusal[] = [
  { ...reasoned("not valid", "person", 400, "Field cannot hold this"), to: "writes" },
  refusing("a field not valid", "person", 400, told("validationFailure", { field: "name", type: "valid" }), {
    to: "writes",
    words: "field name",
  }),
  reasoned("not allowed", "person", 403, "No access to the record"),
  reasoned("no such record", "person", 404, "No record of this id"),
  reasoned("key not valid", "access", 401, "The key is not valid"),
  refusing("under maintenance", "wait", 503, told("maintenanceMode", {})),
  {
    what: "a page for people in its place",
    means: "person",
    answer: { status: 200, headers: { "content-type": "text/html" }, body: Buffer.from("<!doctype html>") },
  },
];
