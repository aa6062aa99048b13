import { type CountrySign, countrySign, flagIn } from "./country-sign.ts";
import type { Field } from "./field.ts";
import { AREA_CODE, has, only, PHONE, type Vocabulary, type Words } from "./words.ts";

/** What stands in fields of its own and belongs to a number: the country, by whatever sign, and the code of its area. */

export interface SignBeside {
  readonly field: Field;
  readonly sign: CountrySign;
}

interface Marked extends SignBeside {
  /** Where it stands; an object that is the country itself stands where that is. */
  readonly container: string;
  /** Which of several numbers it is of: `whatsapp_country`. */
  readonly of: Words;
}

/** In one place; each is compared with every phone there, and no form has so many: what has more is for a person. */
const MOST_SIGNS = 20;

/** The signs that count for a field: those nearest to it; and whether some were passed over, so that no number is sure. */
export function signsBeside(fields: readonly Field[], areas: ReadonlyMap<string, Field>) {
  const marked: Marked[] = [];
  const counts = new Map<string, number>();
  for (const field of fields) {
    const count = counts.get(field.container) ?? 0;
    const sign = count <= MOST_SIGNS ? markedBy(field, areas) : undefined;
    if (!sign) continue;
    marked.push(sign);
    counts.set(field.container, count + 1);
  }
  const isCrowded = [...counts.values()].some((count) => count > MOST_SIGNS);
  const kinds = new Set(marked.length === 0 ? [] : fields.flatMap(({ names }) => names.flat()));
  const of = (field: Field): readonly SignBeside[] => {
    if (marked.length === 0) return [];
    const words = [...field.names.flat(), ...field.parent];
    const own = marked.filter(
      ({ of, field: { path } }) =>
        path !== field.path &&
        (of.length === 0 || of.some((word) => words.includes(word)) || !of.every((word) => kinds.has(word))),
    );
    const near = own.filter(({ container }) => container === field.container);
    if (near.length > 0) return near;
    // The address of the person is a sign as well, and so is what stands around the number.
    return own.filter(
      ({ container }) =>
        isWithin(field.container, container) ||
        (isWithin(container, field.container) && isOfPerson(container, field.container)),
    );
  };
  return { of, isCrowded };
}

const isWithin = (inner: string, outer: string): boolean => outer === "" || inner.startsWith(`${outer}.`);

const isOfPerson = (container: string, around: string): boolean => {
  const rest = container.slice(around.length).replace(/^\./, "");
  return /^(?:home|mailing|postal|primary|default)?_?(?:address|addr|location|phone|contact|anschrift|adresse|direccion|endereco|indirizzo)(?:es|s)?(?:\.0)?$/i.test(
    rest,
  );
};

/** Words for countries. */
export const COUNTRY: Vocabulary = new Set(
  `country countrycode countryname countryiso land landcode pais pays paese nation kraj krajina ulke strana zeme tara drzava orszag
   riik maa salis valsts negara quoc страна країна държава χωρα 国 国家 国名 國家 ประเทศ देश الدولة البلد دولة بلد کشور ملک מדינה ארץ`.split(
    /\s+/,
  ),
);
/** Words for the codes that are dialled before numbers. */
const CODE: Vocabulary = new Set(
  "code codes dial dialing dialling dialcode calling callingcode countrycode prefix prefixe prefisso prefijo intl isd ddi ccode cc indicatif vorwahl landesvorwahl landervorwahl landeskennzahl landerkennzahl codigo iso isocode phonecode phoneprefix".split(
    " ",
  ),
);
/** A country that is said of something else, or what is no country though it is called so. */
const ELSEWHERE: Vocabulary = new Set(
  `ip geo geoip id ids shipping ship delivery birth born nationality citizenship citizen origin destination travel visit visiting interest interested
   study target market passport visa property company business employer school university area region state zip postal post postcode plz city
   discount promo coupon voucher referral product source bank sort access pin otp verification security tracking color qr bar html error status response
   time timezone zone offset utc gmt rating score guests guest plus party`.split(/\s+/),
);
const MOST_WORDS = 6;

function markedBy(field: Field, areas: ReadonlyMap<string, Field>): Marked | undefined {
  const { text, names, parent, container } = field;
  if (text.length > 60 || text === "") return undefined;
  if (areas.get(container)?.path === field.path) return undefined;
  const isCodeAlone = /^\(?\+\d{1,3}\)?$/.test(text.trim()) || (text.length < 6 && flagIn(text) !== undefined);
  const isLikeCountry = /^\D{4,}\+?\d{0,4}\)?$/.test(text);
  for (const own of names) {
    const isInCountry = has(parent, COUNTRY) && own.length <= 2;
    const words = isInCountry ? [...parent, ...own] : own;
    const isCode = has(words, CODE);
    const isCountry = has(words, COUNTRY);
    // Asked first: hardly any field is one of these, and what each word means is dear.
    if (!isCodeAlone && !isLikeCountry && !isCode && !isCountry) continue;
    if (words.length > MOST_WORDS || words.some((word) => ELSEWHERE.has(word))) continue;
    const isAboutPhone = has(words, PHONE) || has(parent, PHONE);
    // A plus and a few digits, or a country where a phone is asked for, say what they are under any name.
    const says = isCodeAlone || (isAboutPhone && isLikeCountry);
    // A bare "code" may be anything; a country's or a phone's is this.
    if (!says && !isCountry && !(isCode && (isAboutPhone || has(words, DIALLED)))) continue;
    const mayBeDigits = isCode || isAboutPhone || areas.has(container);
    const sign = countrySign(text, mayBeDigits, says || isCode || isAboutPhone);
    if (!sign) continue;
    const of = words.filter((word) => WHICH.has(word));
    return { field, sign, of, container: isInCountry ? upTo(container) : container };
  }
  return undefined;
}

const DIALLED: Vocabulary = new Set(
  "dial dialing dialling dialcode calling callingcode ddi isd indicatif vorwahl landesvorwahl landervorwahl landeskennzahl landerkennzahl prefisso phonecode phoneprefix".split(
    " ",
  ),
);
const WHICH: Vocabulary = new Set(
  "mobile cell whatsapp home work office secondary second alternate alternative other handy celular movil".split(" "),
);

const upTo = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf(".")));

/** The first area code of every place: `{area: "415", phone: "5550198"}`. */
export function areaCodes(fields: readonly Field[]): ReadonlyMap<string, Field> {
  const found = new Map<string, Field>();
  let dialled: ReadonlySet<string> | undefined;
  const hasDialled = (container: string): boolean => {
    dialled ??= new Set(fields.flatMap(({ text, container }) => (DIALLED_CODE.test(text) ? [container] : [])));
    return dialled.has(container);
  };
  for (const field of fields) {
    if (found.has(field.container) || !/^\s*\(?0?\d{2,5}\)?\s*$/.test(field.text)) continue;
    const own = field.names.at(-1) ?? [];
    const isCalled = (words: Vocabulary) => has(own, words) && only(own, PHONE, words, WORDS_OF_CODES);
    // Where the country's code has a field of its own, or with the zero of a call at home, it is the area's.
    const isArea = AREA_CODE.has(own.join("")) || isCalled(AREA_CODE);
    if (isArea || (isCalled(EITHER) && (/^\s*\(?0[1-9]/.test(field.text) || hasDialled(field.container))))
      found.set(field.container, field);
  }
  return found;
}

/** These are said of an area's code as of a country's. */
const EITHER: Vocabulary = new Set("vorwahl telefonvorwahl prefisso prefijo prefixo indicatif".split(" "));

const DIALLED_CODE = /^\s*\(?(?:\+|00)[1-9]\d{0,2}\)?\s*$/;

const WORDS_OF_CODES = new Set(["code", "number", "prefix", "local"]);
