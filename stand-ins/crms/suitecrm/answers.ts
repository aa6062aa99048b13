import type { Outgoing } from "../../../lib/program/serve.ts";

/** How SuiteCRM answers. */

/** Thrown to be the answer: a 400 with its words. */
export class Refusal extends Error {}

export const apiJson = (status: number, value: object): Outgoing => ({
  status,
  headers: { "content-type": "application/vnd.api+json" },
  body: Buffer.from(JSON.stringify(value)),
});

export const badRequest = (detail: string): Outgoing =>
  apiJson(400, { errors: { status: 400, title: null, detail: detail.slice(0, 300) } });
