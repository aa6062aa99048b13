import { type AskedDraft, LONGEST_ASKED } from "../asked/record.ts";
import { textAt } from "./at-path.ts";
import type { Why } from "./draft.ts";
import type { Field } from "./field.ts";
import type { Words } from "./words.ts";

/** Which fields say when the person wants to be called, by their names. What they say is read just before the dial. */

export interface FoundTime {
  readonly asked: AskedDraft;
  readonly why: Why;
}

/** From where the mapping has it. */
export function mappedTime(value: unknown, path: string | undefined): FoundTime | undefined {
  const text = path === undefined ? undefined : textAt(value, path)?.trim();
  if (path === undefined || text === undefined || text === "" || text.length > LONGEST_ASKED) return undefined;
  return { asked: { text, isSure: true }, why: { path, by: "mapping", reason: "the mapping says so" } };
}

/** A day and an hour may stand in two fields. */
export function timeAmong(fields: readonly Field[]): FoundTime | undefined {
  const found = fields.flatMap((field) => {
    const text = field.text.trim();
    const says = text === "" || text.length > LONGEST_ASKED ? undefined : partSaid(field);
    return says === undefined ? [] : [{ field, text, says }];
  });
  const first = (says: Part) => found.find((each) => each.says === says);
  const [dated, hour] = [first("day"), first("hour")];
  const day = dated && { ...dated, text: dated.text.replace(MIDNIGHT, "") };
  const parts = first("when") ? [first("when")] : [day, hour];
  const all = parts.filter((part) => part !== undefined);
  if (all.length === 0) return undefined;
  return {
    asked: {
      text: all
        .map(({ text }) => text)
        .join(" ")
        .slice(0, LONGEST_ASKED),
    },
    why: {
      path: all.map(({ field }) => field.path).join(" and "),
      by: "name",
      reason: "its name asks when to call",
    },
  };
}

/** Where a day alone is asked for, a picker of dates writes an hour that nobody chose. */
const MIDNIGHT = /(?<=^\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?(?: ?Z|[+-]00:?00)?$/i;

type Part = "day" | "hour" | "when";

function partSaid({ names }: Field): Part | undefined {
  for (const words of names) {
    if (words.length > MOST_WORDS || !isAboutCalls(words)) continue;
    const name = words.join(" ");
    if (NOT_ASKED.test(name)) continue;
    const [, ending] = NAMED.exec(name) ?? [];
    if (ending !== undefined) return PARTS[ending] ?? "when";
    if (QUESTIONS.test(name)) return "when";
  }
  return undefined;
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
