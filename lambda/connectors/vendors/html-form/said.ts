import type { Outlook } from "../../../lead/outlook.ts";
import { nationalPart } from "../../../lead/reader/phone.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import type { Answer } from "../../contract/intake.ts";
import { LANGUAGE } from "../../kit/in/form-marks.ts";
import { words as bundled } from "../../kit/words/index.ts";
import { directionOf, type Language, languageOf, wanted } from "../../kit/words/languages.ts";
import type { Words } from "../../kit/words/words.ts";
import { fieldOf } from "./form.ts";
import type { Settings } from "./settings.ts";

/** What a visitor is told, in their language, on a page or by a script. */

export interface Tongue {
  readonly language: Language;
  readonly words: Words;
}

/** Of the source's languages, the one that the source, the form or the browser asks for, in this order. */
export async function tongueFor(request: HttpRequest, settings: Settings): Promise<Tongue> {
  const offered = (language: Language | undefined): language is Language =>
    language !== undefined && (language === "en" || settings.languages.includes(language));
  const asked = async () =>
    settings.languages.length === 0
      ? []
      : [
          languageOf((await fieldOf(request, LANGUAGE)) ?? (await fieldOf(request, "lang"))),
          ...wanted(request.headers["accept-language"]),
        ];
  const language = settings.language ?? (await asked()).find(offered) ?? "en";
  const words = bundled[language];
  return words === undefined ? { language: "en", words: bundled.en } : { language, words };
}

export interface Said {
  readonly title: string;
  /** What is wrong, by field. */
  readonly errors: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
  /** Why, for whoever looks after the form: in English, and nothing a visitor could do about. */
  readonly reason?: string;
}

export function said(answer: Answer, { words, language }: Tongue): Said {
  switch (answer.kind) {
    case "accepted":
    case "nothing":
      return { title: words.thanks, errors: {}, lines: thanksFor(answer.outlook, { words, language }) };
    case "rejected":
      return refusalOf(answer, words);
    case "again":
      return { title: words.tryAgain, errors: {}, lines: [words.notStored] };
  }
}

/** Only what is known is said: where the lead may have to wait for something else than the hour, no call is promised. */
function thanksFor(outlook: Outlook | undefined, { words, language }: Tongue): string[] {
  const { call, phone } = outlook ?? {};
  const whenCalled = call === undefined ? [] : [callWords(call, { words, language })];
  const number = phone === undefined ? [] : [words.number.replace("{number}", spelled(phone, language))];
  return [words.received, ...whenCalled, ...number];
}

function callWords(call: NonNullable<Outlook["call"]>, { words, language }: Tongue): string {
  if (call === "now") return words.callNow;
  return (call.isAsked ? words.callAt : words.callFrom).replace("{time}", timeIn(language, call.at, call.zone));
}

/** What a visitor can mend is said at the form; anything else is the matter of whoever made it. */
function refusalOf({ code, title, fields }: Extract<Answer, { kind: "rejected" }>, words: Words): Said {
  const phone = code === "no-phone" ? words.noPhone : code === "invalid-phone" ? words.badPhone : undefined;
  if (phone !== undefined) return { title: words.check, errors: { phone }, lines: [words.goBack] };
  if (code === "captcha") return { title: words.check, errors: {}, lines: [words.robot] };
  return { title: words.broken, errors: fields, lines: [words.otherWay], reason: title };
}

/** With its day, as the next moment may be a week away, and with its zone, which is the person's and not the site's. */
const timeIn = (language: Language, at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat(`${language}-u-nu-latn`, {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "numeric",
    minute: "2-digit",
    timeZone,
    timeZoneName: "short",
  }).format(at);

/**
 * The whole number, as a wrong digit shows only so. It is shown to who has just typed it, on a page that nobody keeps.
 * @param phone in E.164
 */
function spelled(phone: string, language: Language): string {
  const national = nationalPart(phone);
  const code = phone.slice(0, phone.length - national.length);
  const groups = code === "+1" ? national.replace(/^(\d{3})(\d{3})(\d{4})$/, "$1 $2 $3") : national;
  return leftToRight(`${code} ${groups}`, language);
}

/** Among Arabic letters the plus would go to the other end: https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates */
const leftToRight = (text: string, within: Language): string =>
  directionOf(within) === "rtl" ? `\u2066${text}\u2069` : text;
