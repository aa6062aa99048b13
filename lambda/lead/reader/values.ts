/** What the text of a field may be: the shape of a value speaks for a field or against it. */

const ADDRESS = /^[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+(?:\.[^\s@<>()[\],;:"]+)+$/;

/** The first e-mail address in a text that holds nothing else, or a name beside it. */
export function emailIn(text: string): string | undefined {
  if (text.length > 320 || !text.includes("@")) return undefined;
  const inBrackets = /<\s*(?:mailto:)?([^<>\s]+@[^<>\s]+)\s*>/i.exec(text)?.[1];
  const candidates = inBrackets ? [inBrackets] : text.split(/[\s,;|/]+/);
  const found = candidates.map(bare).filter(isAddress);
  const [first] = found;
  if (first === undefined) return undefined;
  // An address has no blank: a plus that the sender did not encode became one.
  const lost = /^([\w.%-]+) ([\w.%+-]+@[\w.-]+)$/.exec(text.trim());
  if (lost && found.length === 1 && !/\p{Lu}/u.test(lost[1] ?? "")) return `${lost[1]}+${lost[2]}`;
  return isMadeUp(first) ? undefined : first;
}

const bare = (text: string): string =>
  text.replace(/^(?:mailto:|['"<([]+)+/i, "").replace(/[.,;:!>'")\]]+$|\?.*$/g, "");

export const isAddress = (text: string): boolean => text.length <= 254 && ADDRESS.test(text);

/** Gateways make an address of a phone number: nobody reads what is sent there. */
const isMadeUp = (address: string): boolean =>
  /^\+?\d{7,15}@(?:[\w-]+\.)*(?:sms|mms|txt|text|vtext|whatsapp)\b/i.test(address);

/** Whether a text can be the name of a person or a company, rather than an answer or an address. */
export const isName = (text: string): boolean =>
  text.length <= 120 && /\p{L}/u.test(text) && !text.includes("@") && !/^https?:/i.test(text);

export const isCompanyName = (text: string): boolean =>
  text.length <= 160 &&
  /[\p{L}\d]/u.test(text) &&
  !text.includes("@") &&
  !/^(?:https?:|yes$|no$|y$|n$|true$|false$|on$|off$|ja$|nein$|oui$|non$|s[ií]$|sim$|checked$|\d{4,}$)/i.test(
    text.trim(),
  );

/** An address of the internet, a date, an amount, seconds or milliseconds since 1970. */
export const isOtherNumber = (text: string): boolean =>
  /^\s*(?:\d{1,3}(?:\.\d{1,3}){3}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d+\.\d{1,2}|1\d{9}|1\d{12})\s*$/.test(
    text,
  ) && !/^\s*1\d{10}\s*$/.test(text);

/** Only what people put into a phone number, ten to fifteen digits, and something that groups them or a country code. */
const PHONE_SHAPE = /^(?=(?:\D*\d){10,15}\D*$)(?=.*[+().\s-])\+?[\d\s().-]{10,30}$/;

/** Whether a text is written as phone numbers are, and hardly anything else is. For answers without a telling name. */
export const looksLikePhone = (text: string): boolean => PHONE_SHAPE.test(text.trim());
