import { cutText } from "../../runtime/text.ts";
import { daysNamed } from "../asked/days-named.ts";
import { readWish } from "../asked/phrase.ts";
import { type AskedDraft, LONGEST_ASKED } from "../asked/record.ts";
import { namesMoment } from "../asked/unread.ts";
import { valueAt } from "./at-path.ts";
import type { Why } from "./draft.ts";
import type { Field } from "./field.ts";
import { textOf } from "./text.ts";
import type { Words } from "./words.ts";

/** Which fields say when the person wants to be called, by their names. What they say is read just before the dial. */

export interface FoundTime {
  readonly asked: AskedDraft;
  readonly why: Why;
}

/** From where the mapping has it: what is no time there is held, and not passed over. */
export function mappedTime(value: unknown, path: string | undefined): FoundTime | undefined {
  const found = path === undefined ? undefined : valueAt(value, path);
  const text = isGroup(found) ? (textOf(found) ?? ELLIPSIS) : textOf(found);
  if (path === undefined || text === undefined) return undefined;
  return { asked: { text: cutShort(text), isSure: true }, why: { path, by: "mapping", reason: "the mapping says so" } };
}

const isGroup = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.values(value).some((each) => textOf(each) !== undefined);

const ELLIPSIS = "…";

/** What is longer is a text: cut, it must not read like a time that begins it. */
function cutShort(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= LONGEST_ASKED ? line : `${cutText(line, LONGEST_ASKED - 1)}${ELLIPSIS}`;
}

interface Said {
  readonly text: string;
  readonly fields: readonly Field[];
}

/**
 * A day and an hour may stand in two fields. Of several that ask, those that say a time count; where they say different
 * ones, all of it is kept, which nobody can read: none of them is chosen.
 */
export function timeAmong(fields: readonly Field[]): FoundTime | undefined {
  const found = fields.flatMap((field) => {
    const text = field.text.trim();
    const says = text === "" || text.length > LONGEST_ASKED ? undefined : partSaid(field);
    return says === undefined ? [] : [{ text: says === "day" ? text.replace(MIDNIGHT, "") : text, field, says }];
  });
  const of = (part: Part): Said[] =>
    found.flatMap(({ text, field, says }) => (says === part ? [{ text, fields: [field] }] : []));
  const parts = [joined(of("day"), " / "), joined(of("hour"), " / ")].filter((part) => part !== undefined);
  const all = distinct([...of("when"), ...[joined(parts, " ")].filter((part) => part !== undefined)]);
  const times = all.length > 1 ? all.filter(({ text }) => saysTime(text)) : all;
  const said = joined(times.length > 0 ? times : all, " / ");
  if (said === undefined) return undefined;
  return {
    asked: { text: cutShort(said.text) },
    why: {
      path: said.fields.map(({ path }) => path).join(" and "),
      by: "name",
      reason: "its name asks when to call",
    },
  };
}

function joined(all: readonly Said[], by: string): Said | undefined {
  const each = distinct(all);
  return each.length === 0
    ? undefined
    : { text: each.map(({ text }) => text).join(by), fields: each.flatMap(({ fields }) => fields) };
}

const distinct = (all: readonly Said[]): Said[] =>
  all.filter(({ text }, at) => all.findIndex((each) => each.text === text) === at);

/** Whether it is more than a remark. */
const saysTime = (text: string): boolean =>
  readWish(text) !== undefined || namesMoment(text) || daysNamed(text, undefined).days.length > 0;

/** Where a day alone is asked for, a picker of dates writes an hour that nobody chose. */
const MIDNIGHT = /(?<=^\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?(?: ?Z|[+-]00:?00)?$/i;

type Part = "day" | "hour" | "when";

function partSaid({ names, parent }: Field): Part | undefined {
  // `scheduled_at: { date, time }`.
  if (isAboutCalls(parent) && partNamed(parent) !== undefined)
    for (const words of names) {
      const name = words.join(" ");
      if (OF_A_TIME.has(name)) return PARTS[name] ?? "when";
    }
  for (const words of names) {
    const part = partNamed(words);
    if (part !== undefined) return part;
  }
  return undefined;
}

const OF_A_TIME: ReadonlySet<string> = new Set([
  "date",
  "day",
  "time",
  "hour",
  "at",
  "start",
  "value",
  "iso",
  "datetime",
]);

function partNamed(words: Words): Part | undefined {
  if (words.length > MOST_WORDS || !isAboutCalls(words)) return undefined;
  const name = words.join(" ");
  if (NOT_ASKED.test(name)) return undefined;
  const [, ending] = NAMED.exec(name) ?? [];
  if (ending !== undefined) return PARTS[ending] ?? "when";
  return QUESTIONS.test(name) ? "when" : undefined;
}

/** A question that is longer asks for more than a time. */
const MOST_WORDS = 14;

/** Nearly no field is: this alone is asked of all. */
const isAboutCalls = (words: Words): boolean => words.some((word) => ABOUT_CALLS.test(word));
const ABOUT_CALLS =
  /^(?:schedul|call|phone|ring|reach|contact|ruckruf|anruf|zuruckruf|llama|appel|rappel|joindre|ligacao|ligar|contato|chiama|richiama|bel|terugbel|gebeld|telefon|zadzwon|kontakt)/;

/** What was, and what machines note of calls and messages. */
const NOT_ASKED =
  /\b(?:last|previous|first|created|updated|ended|started|duration|length|count|log|history|sent|zone)\b/;

/** `scheduled_at`, `callback_time`, `preferred call date`, `call me at`. */
const NAMED =
  /^(?:(?:q|your|the|my|preferred|requested|desired|best|lead|contact) )*(?:scheduled?(?: call)?|call ?back|(?:phone )?call(?: me)?(?: back)?|ruckruf|anruf) ?(at|on|for|when|date|day|time|hour|datetime|date time|time slot|slot|datum|uhrzeit|zeit|termin|wunsch|zeitpunkt)$/;

const PARTS: Readonly<Record<string, Part>> = {
  date: "day",
  day: "day",
  on: "day",
  datum: "day",
  time: "hour",
  hour: "hour",
  uhrzeit: "hour",
};

/** `Best time to call`, `When should we call you?`, and the same in other languages. */
const QUESTIONS = new RegExp(
  [
    "\\b(?:best|preferred|good|convenient|suitable|ideal)(?: \\w+){0,2} (?:time|day|moment|hour)s?\\b.*\\b(?:call|contact|reach|phone|ring)",
    "\\bwhen\\b.*\\b(?:call|ring|phone|reach) (?:you|me)\\b",
    "\\bcall ?back (?:time|date|at)\\b",
    "\\bwann\\b.*\\banrufen\\b",
    "\\b(?:hora|horario|momento)\\b.*\\bllama",
    "\\bcuando\\b.*\\bllama",
    "\\b(?:heure|horaire|moment|quand)\\b.*\\b(?:r?appel|joindre)",
    "\\b(?:hora|horario|quando)\\b.*\\b(?:ligacao|ligar|contato)",
    "\\b(?:ora|orario|quando)\\b.*\\br?i?chiama",
    "\\b(?:tijd|tijdstip|wanneer|moment)\\b.*\\b(?:terug)?(?:bel|gebeld)",
    "\\b(?:godzina|kiedy|pora|termin)\\b.*\\b(?:telefon|zadzwon|kontakt)",
  ].join("|"),
);
