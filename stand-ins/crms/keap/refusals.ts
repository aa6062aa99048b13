import type { Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";

/**
 * https://developer.keap.com/api-token-quota-and-usage-measurements/ and, of the gateway before the API,
 * https://docs.apigee.com/api-platform/reference/policies/spike-arrest-policy
 */

const no = (code: number, status: string, message: string) => ({ code, message, status, details: [] });
const fault = (faultstring: string, errorcode: string) => ({ fault: { faultstring, detail: { errorcode } } });

const invalid = "A field of this request cannot be taken";
const missing = "There is nothing of this id";

export const refusals: readonly Refusal[] = [
  refusing("over the limit of a minute", "wait", 429, no(429, "RESOURCE_EXHAUSTED", "Too many requests"), {
    headers: { "x-keap-product-throttle-available": "0" },
  }),
  refusing("over the quota of a day", "wait", 429, no(429, "RESOURCE_EXHAUSTED", "Too many requests"), {
    headers: { "x-keap-product-quota-available": "0" },
  }),
  refusing("a spike, by a 500", "wait", 500, fault("Too many at once", "policies.ratelimit.SpikeArrestViolation")),
  refusing("not valid", "person", 400, no(400, "INVALID_ARGUMENT", invalid), { to: "writes", words: invalid }),
  refusing("no such record", "person", 404, no(404, "NOT_FOUND", missing), { words: missing }),
  refusing(
    "token over",
    "access",
    401,
    fault("The access token is not valid", "keymanagement.service.invalid_access_token"),
  ),
];
