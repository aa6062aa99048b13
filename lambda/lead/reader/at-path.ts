import { textOf } from "./text.ts";

/** What is at a place of a nested value, e.g. `contacts.0`; undefined when there is nothing. */
export const valueAt = (value: unknown, path: string): unknown =>
  dotted(path).split(".").reduce(child, value) ?? child(value, path);

/** The text at a place of a nested value; undefined when there is none, or only a placeholder. */
export const textAt = (value: unknown, path: string): string | undefined => textOf(valueAt(value, path));

/** `contact[phone]` as `contact.phone`. */
export const dotted = (path: string): string => path.replace(/\[([^\]]*)\]/g, ".$1").replace(/\.$/, "");

const child = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
