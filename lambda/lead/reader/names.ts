import { cutText } from "../../runtime/text.ts";

const clean = (text: string | undefined): string | undefined => {
  const visible = text
    ?.normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return visible ? cutText(visible, 120) : undefined;
};

/**
 * First and last name as Callingly wants them. One full name is split at its first space; a full name does not
 * override parts that were given.
 */
export function splitName(given: {
  firstName?: string | undefined;
  lastName?: string | undefined;
  fullName?: string | undefined;
}): { firstName?: string; lastName?: string } {
  const firstName = clean(given.firstName);
  const lastName = clean(given.lastName);
  if (firstName || lastName) return { ...(firstName && { firstName }), ...(lastName && { lastName }) };
  const [first, ...rest] = clean(given.fullName)?.split(" ") ?? [];
  const last = rest.join(" ");
  return { ...(first && { firstName: first }), ...(last && { lastName: last }) };
}

/** Text from outside as one clean line without control or invisible characters, or undefined when nothing is left. */
export const cleanLine = clean;
