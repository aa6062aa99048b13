import { inPlainWords } from "./plain-words.ts";
import { folded } from "./vocabulary.ts";

/**
 * What a text that cannot be read as a whole says all the same. Hours of somebody's choice ("mornings", "after 5 pm",
 * "9-5") are a remark, and rule no moment out. A number that is no such hour may be the moment that is meant, and nobody
 * knows what a language says of which not even the letters are known.
 */

/**
 * Whether it may name a moment, or rule one out, by a number, a word for one, or in letters that nobody here reads.
 * @param isOfOneDay it names a day: "today after five" is no habit
 */
export function namesMoment(text: string, isOfOneDay = false): boolean {
  const all = inPlainWords(text);
  if (UNREAD_LETTERS.test(all) || MOMENTS.test(all) || WEEKS.test(all)) return true;
  const shown = all.replace(PICKED_DAY, " ").replace(ALWAYS, " ").replace(NUMBER_WORDS, "9").replace(WITHIN, " ");
  if (DENIED.test(shown) && /\d|(?<!\p{L})noon/u.test(shown)) return true;
  if (isOfOneDay && /\d/.test(shown)) return true;
  // What a list of choices is called within, or the number of a telephone.
  if (/^\d+$/.test(shown)) return MOMENT_OF_DIGITS.test(shown);
  return /\d/.test(shown.replace(RANGES, " ").replace(BOUNDS, " ").replace(BOUNDS_BEHIND, " "));
}

const UNREAD_LETTERS = /(?=\p{L})[^\p{Script=Latin}\p{Script=Han}\p{Script=Hangul}\p{Script=Arabic}ªº]/u;

/** Three or four digits of a clock, eight of a date, and more of a count since 1970 than a telephone's number has. */
const MOMENT_OF_DIGITS = /^(?:(?:[1-9]|[01]\d|2[0-3])[0-5]\d|20\d{6}|1\d{9}|\d{12,})$/;

/** As pickers of dates write a day: which one it is, tell its words. */
const PICKED_DAY = /^\d{4}-\d{2}-\d{2}t00:00(?::00(?:\.0+)?)?(?:z|[+-]00:?00)?$/;

const WITHIN = /(?:within|in the next|innerhalb von|in den nachsten) (?:the )?\d{1,3} ?\p{L}+/gu;

const ALWAYS = /(?<!\d)24 ?[/x-] ?7(?!\d)/g;

const CLOCK = String.raw`(?<!\d)(?:[01]?\d|2[0-4])(?:[:.h][0-5]\d)?(?!\d) ?(?:(?:am|pm|a\.m\.?|p\.m\.?|uhr|hrs?|heures?|horas?|ore|uur|h|gio|o'?clock)(?![\p{L}\d])|点钟|点|點|时|時|시)?`;
const NO_SPAN = String.raw`(?! ?(?:hours?|min|stund|heure|hora|ore\b|uren|godz|days?|tage|dias|jours|giorni|小时|小時|시간))`;
const listed = (words: string): string =>
  folded(words)
    .split("|")
    .sort((one, other) => other.length - one.length)
    .join("|");

const RANGES = new RegExp(
  `${CLOCK} ?(?:-|~|to|until|till|and|bis|und|y|a|a las|e|et|al?le|do|tot|en|至|到) ?${CLOCK}(?![\\d/.:-])`,
  "gu",
);
const BOUNDS = new RegExp(
  `(?<!\\p{Script=Latin})(?:${listed(
    "after|past|from|before|until|till|by|between|nach|ab|vor|bis|zwischen|después de|despues|antes de|antes|a partir de|" +
      "desde|hasta|entre|après|à partir de|avant|jusqu'à|depois de|depois das|antes das|a partir das|até|dopo le|dopo|prima delle|dalle|" +
      "fino alle|na|voor|vanaf|tot|po|przed|od|trước|từ|đến|بعد|قبل|من|حتى",
  )})(?: (?:las?|le|die|um|der|os|as|a|h))? ?(?:${CLOCK})${NO_SPAN}`,
  "gu",
);
const BOUNDS_BEHIND = new RegExp(
  `${CLOCK} ?(?:以后|以後|之后|后|之前|前|이후|이전|부터|까지|전|후|or after|and after|onwards?)`,
  "gu",
);

/** Spans, and hours that no digit says. */
const MOMENTS = new RegExp(
  `(?<![\\p{Script=Latin}])(?:${listed(
    "half an hour|half hour|an hour|couple of hours|few hours|couple of minutes|few minutes|halben stunde|paar stunden|media hora|" +
      "demi-heure|demi heure|mezz'ora|meia hora|half uur|pol godziny|nua tieng|midnight|mitternacht|medianoche|minuit|meia-noite|" +
      "meia noite|mezzanotte|middernacht|polnoc|o polnocy|nua dem|o'clock|half past|quarter past|quarter to|end of day|eod|" +
      "end of business|cob|viertel|y media|y cuarto|et demie|et quart|e mezza|e meia|kwart|kwadrans|wpol do|end of the week|end of the month|" +
      "new year|christmas|easter|thanksgiving|weihnachten|ostern|navidad|noel|natal|natale|kerst|later|spater|mas tarde|plus tard|mais tarde|piu tardi|pozniej",
  )})(?![\\p{Script=Latin}])|午夜|半夜|자정|半小时|半个小时|반시간|晚点|晚些|나중에|이따|[一二三四五六七八九十两兩](?:点|點|时|時|个小时|小时)|(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|열한|열두) ?시|الساعة \\p{L}|ساعتين|${folded("منتصف الليل|لاحقا")}`,
  "u",
);

/** A week from a day that is named, and none of the days "in the week". */
const WEEKS =
  /(?<!(?:this|the|diese|der|esta|la|entre|fin de|fim de|cette|en|questa|deze|de|tym|w) )(?<!\p{L})(?:weeks?|months?|wochen?|monat|semanas?|semaines?|settiman[ae]|weken|tydzien|tygodni[eu]?)(?!\p{L})/u;

/** From two to twelve. "One" is an article, and the Spanish eleven an English word. */
const NUMBER_WORDS = new RegExp(
  `(?<![\\p{Script=Latin}])(?:${listed(
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dos|tres|" +
      "cuatro|cinco|seis|siete|ocho|nueve|diez|doce|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|duas|dois|três|quatro|sete|" +
      "oito|nove|dez|doze|due ore|tre|quattro|cinque|sette|otto|dieci|undici|dodici|twee|drie|vijf|zes|zeven|acht|negen|tien|twaalf|" +
      "dwie|trzy|cztery|pięć|drugiej|trzeciej|czwartej|piątej|szóstej|siódmej|ósmej|dziewiątej|dziesiątej|jedenastej|dwunastej",
  )})(?![\\p{Script=Latin}])`,
  "gu",
);

/** "Not on Monday" may mean any other day, and "not before five" rules now out. */
export const DENIED =
  /(?:^|[ ,;(])(?:not|never|except|but|don't|can't|no calls?|nicht|kein|keine|ausser|no|nunca|excepto|salvo|pas|sauf|nao|exceto|non|tranne|niet|niet op|nie|oprocz|ikke)(?![\p{L}])|不|khong|안 |ليس/u;
