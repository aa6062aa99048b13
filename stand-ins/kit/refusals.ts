import type { Outgoing } from "../../lib/program/serve.ts";
import { type CrmRequest, json, type Refusal } from "./crm.ts";

const empty = (status: number, headers: Outgoing["headers"] = {}): Outgoing => ({
  status,
  headers,
  body: Buffer.alloc(0),
});

/** As any server on the web says it, whoever stands before the CRM. */
export const usualRefusals: readonly Refusal[] = [
  { what: "asked to wait, without a time", means: "wait", answer: empty(429) },
  { what: "asked to wait for half a minute", means: "wait", answer: empty(429, { "retry-after": "30" }) },
  { what: "unwell", means: "wait", answer: empty(503) },
  { what: "not found", means: "person", answer: empty(404) },
  { what: "not let in", means: "access", answer: empty(401) },
];

/** Whether a CRM may refuse a request so. What its vendor words is of its API, and not of where access is renewed. */
export function mayAnswer(refusal: Refusal, { method, body }: Pick<CrmRequest, "method" | "body">): boolean {
  if (usualRefusals.includes(refusal)) return true;
  return !/\bgrant_type=/.test(body) && (refusal.to !== "writes" || method !== "GET");
}

type Told = Pick<Refusal, "words" | "to"> & Partial<Pick<Outgoing, "headers">>;

/** A refusal in JSON. */
export function refusing(
  what: string,
  means: Refusal["means"],
  status: number,
  body: unknown,
  { headers = {}, ...told }: Told = {},
): Refusal {
  const answer = json(status, body);
  return { what, means, answer: { ...answer, headers: { ...answer.headers, ...headers } }, ...told };
}
