/** What the text of a field may be: the shape of a value speaks for a field or against it. */

const ADDRESS = /^[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+(?:\.[^\s@<>()[\],;:"]+)+$/;

/** The first e-mail address in a text that holds nothing else, or a name beside it. */
export function emailIn(given: string): string | undefined {
  if (given.length > 320 || !/[@＠]|%40/.test(given)) return undefined;
  const text = asWritten(given);
  if (!/@[^@]*\./.test(text)) return undefined;
  const inBrackets = /<\s*(?:mailto:)?([^<>\s]+@[^<>\s]+)\s*>/i.exec(text)?.[1];
  const candidates = inBrackets ? [inBrackets] : text.split(/[\s,;|/()[\]]+/);
  const found = candidates.map(bare).filter(isAddress);
  const [first] = found;
  if (first === undefined) return undefined;
  // An address has no blank: a plus that the sender did not encode became one.
  const lost = /^([\w.%-]+(?: [\w.%-]+){0,2}) ([\w.%+-]+@[\w.-]+)$/.exec(text.trim());
  if (lost && found.length === 1 && !/\p{Lu}/u.test(lost[1] ?? "")) return text.trim().replaceAll(" ", "+");
  return isMadeUp(first) ? undefined : first;
}

/** Most are written plainly: the address, and perhaps others with what parts them. */
const PLAIN = /^[\w.+\-@,; ]*$/;

/** Without the marks of a page, and as it was before it was put into an address. */
function asWritten(given: string): string {
  let text = given;
  if (!PLAIN.test(given)) {
    text = given.normalize("NFKC").replace(/<\/?[a-z][^<>@]*(?:mailto:[^<>]*)?>/gi, " ");
    if (text.includes("%"))
      text = text.replace(/%(40|20|3C|3E)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
  return /^\s*[^\s@]+\s*@\s*[^\s@]+\s*$/.test(text) ? text.replace(/\s+/g, "") : text;
}

const bare = (text: string): string =>
  text.replace(/^(?:mailto:|['"<([]+)+/i, "").replace(/[.,;:!>'")\]]+$|\?.*$/g, "");

const isAddress = (text: string): boolean => text.length <= 254 && ADDRESS.test(text);

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
