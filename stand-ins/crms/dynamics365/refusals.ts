import type { Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";
import { Refusal as Answered, badPayload } from "./refusal.ts";

/** https://learn.microsoft.com/en-us/power-apps/developer/data-platform/api-limits and …/reference/web-service-error-codes */

const said = (
  what: string,
  means: Refusal["means"],
  answer: Answered,
  options: { headers?: Record<string, string>; to?: "writes" } = {},
) =>
  refusing(what, means, answer.status, answer.body(), {
    ...options,
    ...(means === "person" && { words: answer.message }),
  });

export const refusals: readonly Refusal[] = [
  said("over a limit", "wait", new Answered(429, "0x80072322", "Too many requests within five minutes."), {
    headers: { "retry-after": "37" },
  }),
  said("not valid", "person", badPayload("phonecall", "with Error: a property cannot be taken"), { to: "writes" }),
  said("not allowed", "person", new Answered(403, "0x80040220", "The user lacks a privilege for this.")),
  said("no such row", "person", new Answered(404, "0x80040217", "There is no such row.")),
  said("token over", "access", new Answered(401, "0x80048306", "The token is not valid any more.")),
];
