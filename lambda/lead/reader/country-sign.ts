import { type Country, callingCodeOf, countries, isCountry } from "./numbering.ts";

/** What stands beside a number and says of which country it is: `IN`, `+91`, `India (+91)`, `🇮🇳`, `India`. */
export interface CountrySign {
  /** Digits after the plus. Some selects name a part of North America with its area code: `1876`. */
  readonly callingCode: string;
  readonly country?: Country | undefined;
  /** It was said of the number; without this, of the person or an address. */
  readonly isOfNumber: boolean;
}

const LONGEST = 60;

/**
 * The country that a text names, where it does nothing else. Several that contradict each other are no sign, as in a
 * list of all countries.
 * @param mayBeDigits whether digits without a plus are a calling code: only a field's name tells
 */
export function countrySign(text: string, mayBeDigits: boolean, isOfNumber = true): CountrySign | undefined {
  if (text.length > LONGEST) return undefined;
  const written = text.normalize("NFKC").trim();
  const codes = new Set([...written.matchAll(/\+\s?(\d[\d\s-]{0,6})(?!\d)/g)].map(([, code = ""]) => digitsOf(code)));
  if (mayBeDigits && codes.size === 0) {
    const [, bare] = /^\D*?(?:00)?([1-9]\d{0,3}|1-?\d{3})\D*$/.exec(written) ?? [];
    if (bare) codes.add(digitsOf(bare));
  }
  const country = flagIn(written) ?? named(written.replace(/\+?\d[\d\s-]*/g, " "));
  const [code, ...others] = codes;
  if (others.length > 0) return undefined;
  if (code !== undefined && isCallingCode(code)) {
    const agrees = country !== undefined && code.startsWith(callingCodeOf(country));
    // A select that says both is believed where they agree: `Canada (+1)`.
    return { callingCode: code, ...(agrees && { country }), isOfNumber };
  }
  return code === undefined && country ? { callingCode: callingCodeOf(country), country, isOfNumber } : undefined;
}

const digitsOf = (text: string): string => text.replace(/\D/g, "");

/** Codes of satellites and networks that span the world. */
const NOWHERE = "800 808 870 878 881 882 883 888 979".split(" ");

let callingCodes: ReadonlySet<string> | undefined;

/** Whether digits are a calling code, or one with an area of North America behind it. */
export function isCallingCode(digits: string): boolean {
  callingCodes ??= new Set([...countries.map((country) => callingCodeOf(country)), ...NOWHERE]);
  return callingCodes.has(digits) || /^1[2-9]\d\d$/.test(digits);
}

/** A flag is two letters of a country's code in an alphabet of their own. */
export function flagIn(text: string): Country | undefined {
  const [flag] = /[\u{1F1E6}-\u{1F1FF}]{2}/u.exec(text) ?? [];
  const code =
    flag && [...flag].map((letter) => String.fromCharCode((letter.codePointAt(0) ?? 0) - 0x1f1e6 + 65)).join("");
  return code && isCountry(code) ? code : undefined;
}

// ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Names in use that no list of names has, codes of three letters, and what most forms send: to make a list of names
 * takes longer than to read the rest of a lead.
 */
const ALSO: Readonly<Record<string, string>> = {
  GB: "unitedkingdom uk gbr england scotland wales northernireland greatbritain britain grossbritannien großbritannien grandebretagne granbretana granbretagna grabretanha inglaterra unitedkingdomofgreatbritainandnorthernireland",
  US: "unitedstates usa us unitedstatesofamerica america theunitedstates eeuu etatsunisdamerique",
  AE: "unitedarabemirates uae are emirates الامارات",
  SA: "saudiarabia ksa sau السعوديه السعودية",
  KR: "kor korea southkorea republicofkorea korearepublicof koreasouth",
  RU: "rus russianfederation",
  NL: "netherlands nederland nld holland thenetherlands",
  CZ: "cze czechrepublic tschechischerepublik",
  TR: "tur turkey turkiye",
  VN: "vnm vietnam",
  TW: "twn taiwan",
  HK: "hkg hongkong hongkongsar",
  IR: "irn iran islamicrepublicofiran",
  CI: "civ ivorycoast cotedivoire",
  MK: "mkd macedonia northmacedonia",
  BO: "bol bolivia",
  VE: "ven venezuela",
  TZ: "tza tanzania",
  SY: "syr syria",
  LA: "lao laos",
  CD: "cod drcongo",
  CG: "cog congo",
  PS: "pse palestine",
  IN: "india ind bharat",
  DE: "germany deutschland deu brd",
  AU: "australia aus",
  CA: "canada can",
  ES: "spain espana esp",
  FR: "france fra",
  IT: "italy italia ita",
  BR: "brazil brasil bra",
  MX: "mexico mex",
  ...Object.fromEntries(
    (
      "ATaut BEbel CHche CLchl CNchn COcol DKdnk DZdza EGegy FIfin GRgrc HUhun IDidn IEirl " +
      "ILisr JPjpn KEken LUlux MAmar MYmys NGnga NOnor NZnzl PEper PHphl PKpak PLpol PTprt ROrou SEswe " +
      "SGsgp SKsvk THtha UAukr ZAzaf ARarg BDbgd BGbgr HRhrv EEest LVlva LTltu SIsvn RSsrb LKlka QAqat KWkwt OMomn BHbhr " +
      "JOjor LBlbn GHgha UGuga ECecu UYury PYpry CRcri PApan GTgtm DOdom JMjam TTtto PRpri ISisl MTmlt CYcyp KZkaz GEgeo"
    )
      .split(" ")
      .map((pair) => [pair.slice(0, 2), pair.slice(2)]),
  ),
};

/** In which names of countries are known, the likeliest first; forms are rarely in others, and then send codes. */
const LATIN = "en de es fr it pt nl pl tr sv da nb fi cs hu ro sk hr sl id vi lt lv et".split(" ");
const OTHERS = "ru ja ko zh ar he hi uk el th bg fa".split(" ");

/** By language, as each is first needed: all of them take a while. */
const names = new Map<string, ReadonlyMap<string, Country>>();

/** A country by its name or code, with nothing else beside it but marks: `IN`, `Germany`, `Deutschland (Germany)`. */
function named(text: string): Country | undefined {
  if (!/\p{L}/u.test(text)) return undefined;
  const parts = text.split(/[()[\]|/\-–,:;]/).flatMap((part) => plain(part) || []);
  const found = new Set([plain(text), ...parts].flatMap((part) => countryOf(part) ?? []));
  if (found.size === 1) return [...found][0];
  // `IN - India` names one country twice, `United States/Canada` two of one code.
  const codes = new Set([...found].map((country) => callingCodeOf(country)));
  return codes.size === 1 ? [...found][0] : undefined;
}

const LONGEST_NAME = 45;

function countryOf(name: string): Country | undefined {
  if (name.length < 2 || name.length > LONGEST_NAME) return undefined;
  const code = name.toUpperCase();
  if (/^[A-Z]{2}$/.test(code) && isCountry(code)) return code;
  const also = ALSO_BY_NAME.get(name);
  if (also) return also;
  // Codes and abbreviations are in the list above, and no alphabet has shorter names.
  const languages = /[a-z]/.test(name) ? (name.length < 4 ? [] : LATIN) : OTHERS;
  for (const language of languages) {
    const found = namesIn(language).get(name);
    if (found) return found;
  }
  return undefined;
}

function namesIn(language: string): ReadonlyMap<string, Country> {
  const before = names.get(language);
  if (before) return before;
  const display = new Intl.DisplayNames([language], { type: "region" });
  const found = new Map(countries.map((country) => [plain(display.of(country) ?? ""), country] as const));
  names.set(language, found);
  return found;
}

const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, "");

const ALSO_BY_NAME: ReadonlyMap<string, Country> = new Map(
  Object.entries(ALSO).flatMap(([country, list]) =>
    isCountry(country) ? list.split(" ").map((name) => [name, country] as const) : [],
  ),
);
