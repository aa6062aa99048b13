import { type CountrySign, countrySign } from "./country-sign.ts";
import { withLatinDigits } from "./digits.ts";

/** The runs of digits in a text that may be phone numbers, each with what was written about it. */

export interface Written {
  /** Digits with blanks, brackets, dots, strokes and pluses between them. */
  readonly run: string;
  /** Of which country the text says that the number is. */
  readonly sign?: CountrySign | undefined;
  /** `IN 81…` may be India or a word. */
  readonly perhaps?: CountrySign | undefined;
  /** Words stand before it, so that digits may be some of them: `call me after 5 212 555 0123`. */
  readonly isInText: boolean;
  readonly about: "own" | "someone else's" | "no phone";
}

const LONGEST = 400;

/** Nothing in a text that is too long to be an answer to "your phone number?". */
export function numbersIn(text: string): Written[] {
  if (text.length > LONGEST) return [];
  const plain = plainText(text);
  // `*67 …` and its like tell the network how to call: nobody is reached by them in another's call.
  return /(?:^|\s)[*#]\d{1,3}(?!\d)/.test(plain) ? [] : runsOf(plain);
}

// ── as it was meant ─────────────────────────────────────────────────────────────────────────────────────────────

const BREAK = " ; ";

/** Digits and marks of all alphabets as ASCII, links and mark-up as what they stand for, and nothing that is a time. */
function plainText(text: string): string {
  return (
    latin(decoded(text))
      .replace(
        /https?:\/\/(?:wa\.me|(?:api|web)\.whatsapp\.com\/send\/?\?phone=)\/?\+?(?=\d)|\bwa\.me\/\+?(?=\d)/gi,
        "+",
      )
      .replace(/\+?(\d{7,15})(?::\d+)?@(?:s\.whatsapp\.net|c\.us)/gi, "+$1")
      .replace(/\bsips?:(\+?\d{7,15})@\S+/gi, "$1")
      .replace(/https?:\/\/\S+|[^\s@;,|/<>()]+@[^\s@;,|/<>()]+/gi, BREAK)
      .replace(/^\W*(\d)\.(\d+)e\+?(\d{1,2})\W*$/i, (whole, first: string, rest: string, power: string) =>
        // A spreadsheet that kept fewer digits than the number had has lost it.
        rest.length > Number(power) ? whole : rest.length === Number(power) ? first + rest : BREAK,
      )
      .replace(/^\W*(\d{1,3}(?:,\d{3}){2,})(?:\.0+)?\W*$/, (_, grouped: string) => grouped.replaceAll(",", ""))
      .replace(/(\d{7})\.0{1,2}(?!\d)/g, "$1")
      // In Brazil xx stands for whichever company carries the call.
      .replace(/(?<![\d])0[\s(-]{0,2}xx[\s)-]{0,2}(?=\d\d)/gi, "0 ")
      .replace(/[\r\n\t]+/g, BREAK)
      .replace(/\b(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)\b(?![./-]?\d)/g, BREAK)
      .replace(
        /\b\d{1,2}(?:[:.]\d\d)?(?:\s*-\s*\d{1,2}(?:[:.]\d\d)?)?\s*(?:[ap]\.?m\b\.?|uhr\b|o'?clock\b|hrs?\b|h\d{0,2}\b)/gi,
        BREAK,
      )
      .replace(/\b\d{1,2}:\d\d\b(?:\s*-\s*\d{1,2}:\d\d\b)?/g, BREAK)
      .replace(EXTENSION, BREAK)
  );
}

/** Behind a number: the line in the house. It may have been left empty. */
const EXTENSION =
  /(?<=[\d)]\s{0,3}[,;(/-]?\s{0,3})(?:ext(?:n|ension)?|x|poste|int(?:erno?)?|ramal|anexo|durchwahl|dw|klappe|toestel|wew|lokal|anknytning|доб|вн|внутр|内線|分機|分机|#)(?![\p{L}])\s{0,3}[.:=#]?\s{0,3}\d{0,7}\)?/giu;

function decoded(text: string): string {
  let plain = text;
  if (/<[a-z]/i.test(plain)) {
    const shown = plain.replace(/<[^<>]{0,300}>/g, " ");
    const linked = /(?:tel:|wa\.me\/|phone=)([^"'<>\s]{7,40})/i.exec(plain)?.[1] ?? "";
    plain = (shown.match(/\p{Nd}/gu)?.length ?? 0) >= 7 ? shown : linked;
  }
  for (let times = 0; times < 3 && plain.includes("&"); times++) {
    plain = plain
      .replace(/&#x([\da-f]{1,5});/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
      .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Number(code)))
      .replace(/&(plus|nbsp|lpar|rpar|hyphen|dash|amp);/gi, (_, name: string) => NAMED[name.toLowerCase()] ?? " ");
  }
  return plain.replace(/%(2B|20|28|29|2D)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const NAMED: Readonly<Record<string, string>> = { plus: "+", lpar: "(", rpar: ")", hyphen: "-", dash: "-", amp: "&" };

function latin(text: string): string {
  return withLatinDigits(text.normalize("NFKC").replace(/[\p{Cf}\u2800]/gu, ""))
    .replace(/[\p{Pd}\u2212\u00ad\u30fc]/gu, "-")
    .replace(/\p{Zs}/gu, " ")
    .replace(/(?<=\d)\s*[·•∙_*~]\s*(?=[\d(])/g, " ")
    .replace(/[\uff0b\u2795]/g, "+");
}

// ── what is said about each ─────────────────────────────────────────────────────────────────────────────────────

/** A plus behind a whole number begins another. */
const RUN = /(?:[+(][+(\s]*)?\d(?:[\d\s()./-]|(?<!(?:\d\D{0,3}){7})\+)*/g;

function runsOf(text: string): Written[] {
  const found: Written[] = [];
  let before = 0;
  let sign: CountrySign | undefined;
  const matches = [...text.matchAll(RUN)];
  for (const [index, match] of matches.entries()) {
    const run = match[0];
    const start = match.index;
    const end = start + run.length;
    // A remark in brackets belongs to the number before it, anything else to the one that follows.
    const remark = /^[^;)]{0,40}\)/.exec(run.trimEnd().endsWith("(") ? text.slice(end) : "")?.[0] ?? "";
    const label = text.slice(before, start);
    before = end + remark.length;
    const next = matches[index + 1]?.index ?? text.length;
    const after = index === matches.length - 1 ? text.slice(end) : remark || "";
    if (/^[\s(+]*\+\s?\d{1,4}[\s()-]*$/.test(run)) {
      sign =
        countrySign(`${label} ${run} ${text.slice(end, Math.min(next, end + 30))}`, false) ?? countrySign(run, false);
      continue;
    }
    if (isWithinWord(/^\d/.test(run) ? label : "", /\d$/.test(run) ? text.slice(end, next) : "")) continue;
    const [said, perhaps] = signOf(label, remark);
    found.push({ run, sign: said ?? sign, perhaps, isInText: /\p{L}/u.test(label), about: aboutOf(label, after) });
    sign = undefined;
  }
  return found;
}

/** `AB2125550123` is the name of something; `T2125550123` is a number. */
function isWithinWord(before: string, after: string): boolean {
  const [head] = /[a-z]+$/i.exec(before) ?? [];
  const [tail] = /^[a-z]+/i.exec(after) ?? [];
  return [head, tail].some(
    (word) =>
      word !== undefined &&
      !/^(?:p|ph|phone|t|tel|m|mob|mobile|c|cell|h|home|w|work|o|office|nr|no|n|is|call|wa|whatsapp)$/i.test(word),
  );
}

function signOf(label: string, remark: string): [said?: CountrySign | undefined, perhaps?: CountrySign | undefined] {
  for (const given of [label, remark]) {
    const text = given.replace(/[^\p{L}\p{M}\p{Regional_Indicator}]+/gu, " ").trim();
    // `IN` may be India, Indiana or a word.
    if (/^[A-Z]{2}$/.test(text) && text !== "PH") return [undefined, countrySign(text, false)];
    const isName = text.replaceAll(" ", "").length > 3 || /^[A-Z]{3}$|(?![A-Za-z])\p{L}/u.test(text);
    const sign = isName ? countrySign(text, false) : undefined;
    if (sign) return [sign];
  }
  return [];
}

const FAX = /\b(?:tele)?fax\b|факс|传真|傳真|팩스/iu;
/** Whose the number is, where it is said to be somebody's; and numbers that are said to be none any more. */
const ANOTHER =
  /(?<!\p{L})(?:wife|husband|spouse|partner|mother|father|mom|mum|dad|daughter|brother|sister|parents?|boss|assistant|secretary|lawyer|attorney|friend|neighbou?r|landlord|caregiver|(?:ehe)?frau|(?:ehe)?mann|mutter|vater|tochter|sohn|chef|espos[oa]|marido|madre|padre|herman[oa]|amig[oa]|femme|mari|mère|père|fille|moglie|marito|mãe|pai|filh[oa]|żona|mąż|жена|муж|мама|old|former|wrong|previous|not|don'?t|never|no longer|instead of|nicht|alte?|ancien|antiguo|vecchio)(?!\p{L})/iu;

function aboutOf(label: string, after: string): Written["about"] {
  if (FAX.test(label) || FAX.test(after)) return "no phone";
  return ANOTHER.test(label) || ANOTHER.test(after) ? "someone else's" : "own";
}
