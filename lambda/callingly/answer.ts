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

/** In the places where a validator of that framework puts them; as a last resort, whatever at the top lists messages. */
export function toFieldErrors(json: unknown): FieldErrors {
  if (!isRecord(json)) return {};
  const places = [json.errors, json.error, json.message, isRecord(json.data) && json.data.errors];
  const place = places.find((each) => isRecord(each) || (Array.isArray(each) && each.some(isRecord)));
  return Object.fromEntries(place === undefined ? listsOfWords(json) : named(place, ""));
}

const listsOfWords = (json: Record<string, unknown>): [string, string[]][] =>
  Object.entries(json).flatMap(([field, value]): [string, string[]][] =>
    Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === "string")
      ? [[field, toMessages(value)]]
      : [],
  );

/** Nested as `{lead: {email: […]}}`, flat as `{"lead.email": […]}`, or a list of `{field, message}`. */
function named(value: unknown, path: string): [string, string[]][] {
  if (Array.isArray(value) && value.some(isRecord)) {
    return value.filter(isRecord).flatMap((each): [string, string[]][] => {
      const field = [each.field, each.name, each.param, each.attribute, each.key].find(
        (name) => typeof name === "string",
      );
      return typeof field === "string"
        ? [[path + field, toMessages([each.message, each.messages])]]
        : named(each, path);
    });
  }
  if (isRecord(value)) return Object.entries(value).flatMap(([field, inner]) => named(inner, `${path}${field}.`));
  return path === "" ? [] : [[path.slice(0, -1), toMessages(value)]];
}

const toMessages = (messages: unknown) =>
  [messages].flat(2).flatMap((message) => (typeof message === "string" ? scrub(message) : []));

/** A field's own name, however it is nested and written: `lead.email`, `contact[email]`, `email.0`, `firstName`. */
export const fieldName = (path: string): string => {
  const segments = path.split(/[.[\]]+/).filter((each) => each !== "" && !/^\d+$/.test(each));
  const name = (segments.at(-1) ?? "").replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
  return ALIASES[name] ?? name;
};

/** As the same fields are called in other places of the API. */
const ALIASES: Readonly<Record<string, string | undefined>> = {
  fname: "first_name",
  lname: "last_name",
  phone: "phone_number",
};
