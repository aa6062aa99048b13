import type { Call } from "../../../lambda/lead/call/call.ts";
import { explainCall } from "../../shapes/call.ts";
import { faultWords } from "../../words/fault-words.ts";
import { span } from "../../words/times.ts";
import { table } from "../terminal/table.ts";

/** Calls and their results as people see them at the terminal. */

export function callTable(calls: readonly Call[], now: Date): string {
  const rows = calls.map((call) => [
    call.callId,
    span(call.hintedAt, now),
    call.state,
    call.leadId ?? "",
    call.dueAt === undefined ? "" : nextTry(call.dueAt, now),
    `${explainCall(call)}${call.detail ? `: ${call.detail}` : ""}${faultWords(call)}`,
  ]);
  return table(["call", "age", "state", "lead", "next try", "why"], rows);
}

const nextTry = (at: string, now: Date): string => (new Date(at) <= now ? "now" : `in ${span(at, now)}`);
