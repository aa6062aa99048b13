import type { StatedPlace } from "../lead.ts";
import { nextAllowed, SEARCH_DAYS } from "./next-allowed.ts";
import { placesOf } from "./places.ts";
import { hasRule, type Pack, rulesOf } from "./rules-of-place.ts";
import { type HoursQuestion, type Ruling, rulingsAt } from "./ruling.ts";
import { refusalWords } from "./words.ts";

export type HoursVerdict = {
  /** The ids of the rules that it rests on. */
  readonly rules: readonly string[];
  /** In words for an operator. */
  readonly why: string;
  /** What each rule says at each place; none where no place is known. */
  readonly rulings: readonly Ruling[];
} & (
  | { readonly verdict: "dial" }
  /** `nextAt` is the earliest whole minute at which every rule allows a call at every place. */
  | { readonly verdict: "later"; readonly nextAt: Date; readonly by: "hours" | "frequency" }
  | { readonly verdict: "hold"; readonly by: HoldCause }
);

/** `hours-unknown`: the place is known, and no rule of its country. */
export type HoldCause = "place-unknown" | "hours-unknown" | "places-disagree";

/** Whether a person may be rung now, and if not, when. A place that is not known is never guessed. */
export function hoursVerdict(question: HoursQuestion, now: Date): HoursVerdict {
  const found = placesOf(question.phone, question.stated);
  if (found.kind === "unknown") return held("place-unknown", found.why);
  const ruleless = found.countries.find((country) => !hasRule(country));
  if (ruleless !== undefined) return held("hours-unknown", `no calling hours are known for ${ruleless}`);
  const at = now.getTime();
  const rulings = rulingsAt(found.places, question, at);
  const closed = rulings.filter(({ opensIn }) => opensIn !== 0);
  const tooOften = rulings.filter(({ attemptFrom }) => attemptFrom > at);
  const [refusal] = [...closed, ...tooOften];
  if (!refusal) return { verdict: "dial", rules: idsOf(rulings), why: "every rule allows it at every place", rulings };
  const why = refusalWords(refusal, question.marginMinutes);
  const past = { ...question, attempts: question.attempts.filter((attempt) => attempt <= at) };
  const nextAt = nextAllowed(found.places, past, Math.max(at, ...tooOften.map(({ attemptFrom }) => attemptFrom)));
  if (nextAt === undefined) {
    const never = `within ${SEARCH_DAYS} days there is no moment that all places allow`;
    return { ...held("places-disagree", `${never}; ${why}`), rules: idsOf(closed), rulings };
  }
  const rules = idsOf([...closed, ...tooOften]);
  return {
    verdict: "later",
    nextAt: new Date(nextAt),
    by: closed.length > 0 ? "hours" : "frequency",
    rules,
    why,
    rulings,
  };
}

/** Whether any rule of a person's places has a limit of attempts. */
export function limitsAttempts(phone: string, stated: StatedPlace, pack: Pack): boolean {
  const found = placesOf(phone, stated);
  return (
    found.kind === "known" && found.places.some((place) => rulesOf(place, pack).some(({ frequency }) => frequency))
  );
}

const held = (by: HoldCause, why: string) => ({ verdict: "hold", by, rules: [], why, rulings: [] }) as const;

const idsOf = (rulings: readonly Ruling[]): string[] => [...new Set(rulings.map(({ rule }) => rule.id))];
