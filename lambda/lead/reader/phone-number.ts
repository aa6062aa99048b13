import type { CountrySign } from "./country-sign.ts";
import type { Field } from "./field.ts";
import { type Country, type PhoneReading, parsePhone, readPhone } from "./phone.ts";
import { areaCodes, signsBeside } from "./phone-signs.ts";

/** Phone numbers as forms send them: with a word before, in pieces, with the country in a field of its own. */

/** Looking a number up in the tables costs; no honest form has more of them. */
const MOST_LOOK_UPS = 50;
/** Of so many pieces a number is one look-up; more may be parted in as many ways, and each is looked up. */
const USUAL_PIECES = 4;

export interface Numbers {
  /** The number that a field holds in E.164, or what stands there instead of one. */
  in(field: Field): NumberInField;
  /** What is sure about the number at a place, whoever has found that it is the phone. */
  at(path: string): (Omit<NumberInField, "text"> & { readonly phone: string | undefined }) | undefined;
  /** Whether it can be dialled; where no country is known, whether it looks like it. */
  isUsable(text: string): boolean;
  /** There were more texts that may be numbers than are looked up. */
  isSpent(): boolean;
}

export interface NumberInField {
  readonly text: string;
  /** The fields that were read with it. */
  readonly from: readonly Field[];
  /** Two numbers could be meant: a person has to look. */
  readonly isDoubtful?: boolean;
  /** There is more in the field than this number: another one, or words about it. */
  readonly isPart?: boolean;
}

export function numbersOf(fields: readonly Field[], country: Country | undefined): Numbers {
  const areas = areaCodes(fields);
  const { of: signsOf, isCrowded } = signsBeside(fields, areas);
  const known = new Map<string, PhoneReading>();
  let lookUpsLeft = MOST_LOOK_UPS;
  let isSpent = false;
  const home = country ?? "US";
  const read = (text: string, signs: readonly CountrySign[] = []): PhoneReading => {
    if (!FIVE_DIGITS.test(text)) return NONE;
    const key = `${signs.map(({ callingCode }) => callingCode)} ${text}`;
    const before = known.get(key);
    if (before) return before;
    if (lookUpsLeft <= 0) {
      isSpent = true;
      return NONE;
    }
    lookUpsLeft -= Math.max(1, 2 * ((text.match(/\p{Nd}+/gu)?.length ?? 0) - USUAL_PIECES));
    const reading = readPhone(text, home, signs);
    known.set(key, reading);
    return reading;
  };
  const isOne = (reading: PhoneReading): boolean => reading.kind === "one";

  const inText = (field: Field, text: string): NumberInField & { readonly kind: PhoneReading["kind"] } => {
    const area = areas.get(field.container);
    const joined = area && area.path !== field.path && digits(text) <= 9 ? `${area.text.trim()} ${text}` : undefined;
    // What stands beside it need not be looked at where no number is.
    if (joined === undefined && !FIVE_DIGITS.test(text)) return { kind: "none", text, from: [] };
    const beside = signsOf(field);
    const signs = beside.map(({ sign }) => sign);
    const readings = [joined, text].flatMap((each) => (each === undefined ? [] : { each, reading: read(each, signs) }));
    const best =
      readings.find(({ reading }) => isOne(reading)) ?? readings.find(({ reading }) => reading.kind === "doubt");
    const withArea = area && joined !== undefined && best?.each === joined ? [area] : [];
    if (best?.reading.kind !== "one" || isCrowded) {
      return { kind: best ? "doubt" : "none", text, from: [], ...(best && { isDoubtful: true }) };
    }
    const { phone, others } = best.reading;
    // What is no country's code by itself stays a field of its own.
    const codes = beside.flatMap(({ field: code, sign }) => (sign.isOfNumber ? [code] : []));
    const isPart = others.length > 0 || hasWords(text);
    // As given, where whoever reads it alone finds the same in it.
    const isPlain = joined === undefined && parsePhone(text, home) === phone;
    return { kind: "one", text: isPlain ? text : phone, from: [...codes, ...withArea], ...(isPart && { isPart }) };
  };

  const best = (field: Field) => {
    // A person looks at the lead already.
    if (isSpent) return { kind: "none" as const, text: bare(field.text), from: [] };
    const found = [field.text, ...field.items].map(bare).map((text) => inText(field, text));
    return ["one", "doubt", "none"].flatMap((kind) => found.filter((each) => each.kind === kind))[0];
  };

  return {
    isSpent: () => isSpent,
    at(path) {
      const field = fields.find((each) => each.path === path);
      const found = field && best(field);
      // Without a country nobody can tell what a number is that does not say its own.
      if (!found || !(country || isInternational(found.text) || signsOf(field).length > 0)) return undefined;
      const { kind, text, ...about } = found;
      return { ...about, phone: kind === "one" ? text : undefined };
    },
    isUsable: (text) => !isSpent && (country || isInternational(text) ? isOne(read(bare(text))) : isPlausible(text)),
    in(field) {
      const texts = [field.text, ...field.items].map(bare);
      if (country || signsOf(field).length > 0 || texts.some(isInternational)) {
        const { kind: _, ...number } = best(field) ?? { kind: "none", text: "", from: [] };
        return number;
      }
      const text = texts.find(isPlausible) ?? texts[0] ?? "";
      const area = areas.get(field.container);
      const isLocal = area && area.path !== field.path && digits(text) >= 4 && digits(text) <= 8;
      return isLocal ? { text: `${area.text.trim()} ${text}`, from: [area] } : { text, from: [] };
    },
  };
}

const FIVE_DIGITS = /(?:\p{Nd}\P{Nd}*){5}/u;
const NONE: PhoneReading = { kind: "none" };

/** Asked first: it costs a fraction of the rest. */
const SEVEN_DIGITS = /(?:\p{Nd}\P{Nd}*){7}/u;

/** Whether a text is written like a phone number and like nothing else. */
export const isPlausible = (text: string): boolean => {
  if (text.length > 60 || !SEVEN_DIGITS.test(text)) return false;
  const written = text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/\p{Pd}/gu, "-")
    .trim();
  return (
    /^[+(\p{Nd}][\p{Nd}\s().\-/*]*(?:[\s,;]*(?:x|ext|extension)[.:\s]*\d{1,7})?$/iu.test(written) &&
    digits(written) >= 7
  );
};

export const isInternational = (text: string): boolean =>
  /^[\s(]*(?:\+|00)[1-9(]/.test(text.slice(0, 20).normalize("NFKC"));

const digits = (text: string): number => text.match(/\p{Nd}/gu)?.length ?? 0;

/** Meta's exports write `p:` before each number, people write what they like. */
const bare = (text: string): string =>
  text.length > 80 ? text : text.replace(/^\s*(?:p|ph|phone|t|tel|m|mob|mobile|cell)[\s.:]{1,4}(?=[+(\d])/i, "");

/** An extension, when to call, whose number it is: what an agent wants to know. */
const hasWords = (text: string): boolean =>
  /\p{L}{3}|x\s?\d/iu.test(
    text.replace(/<[^<>]*>/g, " ").replace(/^\W*(?:tel|callto|whatsapp|https?|phone|mobile|cell)\b\S{0,3}/i, ""),
  );
