import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";

/** Reading a number takes longer than most requests, and the same few are read again and again. */
function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const value = known.has(text) ? (known.get(text) as T) : read(text);
    if (known.size >= 10_000) known.clear();
    known.set(text, value);
    return value;
  };
}

/** E.164, or undefined when it cannot be a number. Its length decides: Callingly's own samples use 555-555-5555. */
export function parsePhone(text: string, country: string): string | undefined {
  return parse(`${country} ${text}`);
}

const parse = remembered((written) => {
  const number = parsePhoneNumberFromString(written.slice(3), written.slice(0, 2) as CountryCode);
  return number?.isPossible() ? number.number : undefined;
});

/** `(202) 555-0101`. */
export const formatPhone = remembered((e164) => parsePhoneNumberFromString(e164)?.formatNational() ?? e164);

/** Numbers are the same however they were typed; those of the United States may leave their code out. */
export function isSamePhone(one: string, other: string): boolean {
  const wanted = parsePhone(other, "US");
  return wanted !== undefined && parsePhone(one, "US") === wanted;
}
