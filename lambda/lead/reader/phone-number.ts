import type { Field } from "./flatten.ts";
import { type Country, isCountry, parsePhone } from "./phone.ts";
import { AREA_CODE, DIAL_CODE, has, only, PHONE, type Words } from "./words.ts";

/** Phone numbers as forms send them: with a word before, in pieces, with the country in a field of its own. */

/** Looking a number up in the tables costs; no honest form has more of them. */
const MOST_LOOK_UPS = 100;

export interface Numbers {
  /** The number that a field holds, or what stands there instead of one. */
  in(field: Field): { readonly text: string; readonly from: readonly Field[] };
  /** Whether it can be dialled; where no country is known, whether it looks like it. */
  isUsable(text: string): boolean;
}

export function numbersOf(fields: readonly Field[], country: Country | undefined): Numbers {
  const pieces = piecesByContainer(fields);
  const known = new Map<string, string | undefined>();
  const parsed = (text: string, home: Country): string | undefined => {
    const key = `${home}${text}`;
    if (!known.has(key)) {
      if (known.size >= MOST_LOOK_UPS || !isPlausible(text)) return undefined;
      known.set(key, parsePhone(text, home));
    }
    return known.get(key);
  };
  const isUsable = (text: string): boolean =>
    country || isInternational(text) ? parsed(text, country ?? "US") !== undefined : isPlausible(text);
  return {
    isUsable,
    in(field) {
      const texts = [field.text, ...field.items].map(bare);
      const text = texts.find(isUsable) ?? texts[0] ?? "";
      const beside = isInternational(text) || !isPiece(text) ? undefined : pieces.get(field.container);
      if (!beside) return { text, from: [] };
      const { area, home } = beside;
      // Beside an area code, a country is that of the number.
      const dial = beside.dial ?? (area && beside.country);
      const local = area && area.path !== field.path && digits(text) <= 8 ? `${area.text} ${text}` : text;
      const withArea = local === text ? [] : area ? [area] : [];
      if (dial && dial.path !== field.path) {
        const joined = `+${dial.text.replace(/\D/g, "")} ${local}`;
        if (parsed(joined, country ?? "US")) return { text: joined, from: [dial, ...withArea] };
      }
      const code = home?.text.trim().toUpperCase();
      const abroad = code && isCountry(code) ? parsed(local, code) : undefined;
      return abroad && home ? { text: abroad, from: [home, ...withArea] } : { text: local, from: withArea };
    },
  };
}

/** Whether a text is written like a phone number and like nothing else. */
export const isPlausible = (text: string): boolean => {
  if (text.length > 60) return false;
  const written = text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .trim();
  return /^[+(\d][\d\s().\-–/*]*(?:[\s,;]*(?:x|ext|extension)[.:\s]*\d{1,7})?$/i.test(written) && digits(written) >= 7;
};

export const isInternational = (text: string): boolean =>
  /^[\s(]*(?:\+|00)[1-9(]/.test(text.slice(0, 20).normalize("NFKC"));

export const digits = (text: string): number => text.match(/\p{Nd}/gu)?.length ?? 0;

/** Meta's exports write `p:` before each number, people write what they like. */
const bare = (text: string): string =>
  text.length > 80 ? text : text.replace(/^\s*(?:p|ph|phone|t|tel|m|mob|mobile|cell)[\s.:]{1,4}(?=[+(\d])/i, "");

const isPiece = (text: string): boolean => text.length <= 30 && digits(text) >= 4;

interface Pieces {
  area?: Field;
  /** A dial code such as +44. */
  dial?: Field;
  /** A country such as GB. */
  home?: Field;
  /** A country in digits, of the number or of the address. */
  country?: Field;
}

/** The first code of each kind in every place: `{area: "415", phone: "5550198"}`, `phone_country_code: "+44"`. */
function piecesByContainer(fields: readonly Field[]): ReadonlyMap<string, Pieces> {
  const found = new Map<string, Pieces>();
  for (const field of fields) {
    const kind = kindOf(field);
    if (kind === undefined) continue;
    const pieces = found.get(field.container) ?? {};
    pieces[kind] ??= field;
    found.set(field.container, pieces);
  }
  return found;
}

function kindOf({ text, names, parent }: Field): keyof Pieces | undefined {
  if (text.length > 6) return undefined;
  const own = names.at(-1) ?? [];
  // Inside of a phone, or by its own name, it is about the phone; a mere country is part of an address.
  const isAboutPhone = has(own, PHONE) || has(parent, PHONE);
  if (/^\d{2,5}$/.test(text) && has(own, AREA_CODE) && isShort(own)) return "area";
  if (!has(own, DIAL_CODE) || !isShort(own)) return undefined;
  if (/^\+\d{1,4}$/.test(text) || (isAboutPhone && /^(?:00)?[1-9]\d{0,3}$/.test(text))) return "dial";
  if (/^[1-9]\d{0,2}$/.test(text)) return "country";
  return isAboutPhone && /^[a-z]{2}$/i.test(text) ? "home" : undefined;
}

const WORDS_OF_CODES = { has: (word: string) => word === "code" || word === "number" };
const isShort = (own: Words): boolean => only(own, PHONE, DIAL_CODE, AREA_CODE, WORDS_OF_CODES);
