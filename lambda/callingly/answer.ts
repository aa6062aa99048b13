/**
 * What an answer says beyond its status. Callingly documents no error format; these are the forms of the Laravel
 * framework it runs on (https://github.com/callingly/webmcp) and the keys that public connectors read.
 */
import { scrub } from "../runtime/scrub.ts";
import { isRecord } from "./wire.ts";

/** Messages by field name, scrubbed like all that Callingly says. */
export type FieldErrors = Record<string, string[]>;

/** @returns undefined when the body is empty, HTML or anything else that is not JSON */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Callingly refuses some changes with a 2xx and `success: false`. */
export const saysNo = (json: unknown): boolean => isRecord(json) && json.success === false;

/** The first message an answer gives, without addresses, numbers and keys. Foreign words all the same: not for a log. */
export function findMessage(json: unknown): string | undefined {
  if (!isRecord(json)) return undefined;
  const message = [json.message, json.error, json.error_message].find(
    (text) => typeof text === "string" && text !== "",
  );
  return typeof message === "string" ? scrub(message) : undefined;
}

export function toFieldErrors(json: unknown): FieldErrors {
  const errors = isRecord(json) && isRecord(json.errors) ? json.errors : {};
  return Object.fromEntries(Object.entries(errors).map(([field, messages]) => [field, toMessages(messages)]));
}

const toMessages = (messages: unknown) =>
  [messages].flat().flatMap((message) => (typeof message === "string" ? scrub(message) : []));
