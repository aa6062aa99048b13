import type { Field } from "./field.ts";
import type { Target } from "./kinds.ts";
import type { Country } from "./phone.ts";
import { isInternational, isPlausible, type Numbers } from "./phone-number.ts";
import { runsOfDigits } from "./pieces.ts";
import type { Told } from "./told.ts";
import { emailIn, isCompanyName, isName, isOtherNumber, looksLikePhone } from "./values.ts";

/**
 * Which field becomes what. Every pair of a field and what it may be is weighed by all that speaks for it and against
 * it; the best pair is settled first, and each field is used once.
 */

export type Trust = "type" | "name" | "shape";

export interface Pair {
  readonly told: Told;
  readonly target: Target;
  readonly score: number;
  readonly text: string;
  readonly by: Trust;
  /** The fields that were joined with it. */
  readonly from: readonly Field[];
  /** What else speaks for it than what it is called. */
  readonly also?: readonly string[];
}

export type Assignment = { readonly [target in Target]?: Chosen };

export interface Chosen extends Pair {
  /** What would have been taken else. */
  readonly runnerUp: Pair | undefined;
}

interface Surroundings {
  readonly country: Country | undefined;
  /** The body is a list of answers: nothing in it but what a visitor typed. */
  readonly isAnswers: boolean;
  readonly numbers: Numbers;
}

export function assign(fields: readonly Told[], wanted: ReadonlySet<Target>, around: Surroundings): Assignment {
  const found: { [target in Target]?: Chosen } = {};
  const reach = [...phones(fields, around), ...fields.flatMap((each) => email(each))];
  settle(
    found,
    reach.filter(({ target }) => wanted.has(target)),
  );
  const used = () =>
    new Set(Object.values(found).flatMap(({ told, from }) => [told.field.path, ...from.map(({ path }) => path)]));
  const byShape = (target: Target, pairs: () => Pair[]) => {
    if (found[target] || !wanted.has(target)) return;
    const taken = used();
    settle(
      found,
      pairs().filter(({ told }) => !taken.has(told.field.path)),
    );
  };
  byShape("phone", () => onlyOne(fields.flatMap((each) => phoneByShape(each, around))));
  byShape("email", () => (around.country === undefined ? [] : fields.flatMap(emailByShape)));
  const near = nearness([found.phone, found.email]);
  const taken = used();
  const free = fields.filter(({ field }) => !taken.has(field.path));
  const names = free.flatMap((each) => namesOf(each, near));
  settle(
    found,
    names.filter(({ target }) => wanted.has(target)),
  );
  return found;
}

/** The best pair first; a field that says both may be both an address and a phone. */
function settle(found: { [target in Target]?: Chosen }, pairs: readonly Pair[]): void {
  const order = pairs
    .map((pair, at) => ({ pair, at }))
    .sort((one, other) => other.pair.score - one.pair.score || one.at - other.at);
  const taken = new Map<string, Target>();
  for (const { pair } of order) {
    const { target, told } = pair;
    const before = taken.get(told.field.path);
    const isBoth = before !== undefined && told.says.email !== undefined && told.says.phone !== undefined;
    if (found[target] || (before !== undefined && !isBoth)) continue;
    const rival = order.find(({ pair: other }) => other.target === target && other.told !== told)?.pair;
    found[target] = { ...pair, runnerUp: rival };
    taken.set(told.field.path, target);
  }
}

// ── phone ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** A usable number beats any other, then what is declared beats what is only named. */
function phones(fields: readonly Told[], { numbers }: Surroundings): Pair[] {
  const runs = runsOfDigits(fields, numbers);
  return fields.flatMap((told): Pair[] => {
    const { field, says, typed } = told;
    const run = runs.get(field.path);
    const named = says.phone ?? 0;
    if (run)
      return [
        {
          told,
          target: "phone",
          score: 1_100 + rank(told),
          text: run.text,
          by: "name",
          from: run.from,
          also: ["its pieces are one number"],
        },
      ];
    if (named === 0) return [];
    const { text, from } = numbers.in(field);
    const isUsable = numbers.isUsable(text);
    const isLike = isPlausible(text);
    const isAsked = typed === "phone" || named >= 70;
    // "Call me" in the phone field is still what was given as a phone, unless a better field is there.
    if (!isLike && !isUsable && !isAsked) return [];
    if (named < 70 && typed !== "phone" && !(isUsable && isWeaklyNamed(named, field.text))) return [];
    const score =
      (isUsable ? 1_000 : isLike ? 500 : 0) +
      (typed === "phone" ? 200 : named) +
      rank(told) +
      (isInternational(text) ? 5 : 0);
    // What is no number is kept as it was given.
    const given = isUsable || isLike || from.length > 0 ? text : (field.items[0] ?? field.text);
    return [
      {
        told,
        target: "phone",
        score,
        text: given,
        by: typed === "phone" ? "type" : "name",
        from,
        also: isUsable ? ["it can be dialled"] : [],
      },
    ];
  });
}

/** A bare "number" may count anything: only how it is written makes it one to be called. */
const isWeaklyNamed = (named: number, text: string): boolean =>
  named >= 40 || /^\s*[+0(]|\d[\s().-]+\d/.test(text.normalize("NFKC"));

const rank = ({ isSecond, isAgain, whose }: Told): number =>
  (isSecond ? 0 : 40) + (isAgain ? -20 : 0) + (whose.role !== "" ? 20 : 0);

/** Of several numbers that nothing tells apart none is the lead's for sure. */
const onlyOne = (pairs: readonly Pair[]): Pair[] =>
  new Set(pairs.map(({ text }) => text.replace(/\D/g, "").slice(-8))).size === 1 ? [...pairs] : [];

/** The last resort: a text that is a valid number and nothing else, under a name that does not say otherwise. */
function phoneByShape(told: Told, { numbers, country, isAnswers }: Surroundings): Pair[] {
  const { field, isFree, isNameless, isOfThing } = told;
  const { text } = field;
  if (!isFree || !field.isText || !isPlausible(text) || isOtherNumber(text)) return [];
  if (country === undefined) {
    return isAnswers && looksLikePhone(text) ? [{ told, target: "phone", score: 1, text, by: "shape", from: [] }] : [];
  }
  if (!/[\s()+\-.]/.test(text.trim()) && !isNameless) return [];
  // Groups of digits are written in any number, a plus or the zero of a call at home in hardly another.
  if (isOfThing && !/^\s*[+0(]/.test(text.normalize("NFKC"))) return [];
  if (!numbers.isUsable(text)) return [];
  return [{ told, target: "phone", score: isInternational(text) ? 2 : 1, text, by: "shape", from: [] }];
}

// ── e-mail ──────────────────────────────────────────────────────────────────────────────────────────────────────

function email(told: Told): Pair[] {
  const { field, says, typed } = told;
  if (!says.email) return [];
  const text = [...field.items, field.text].map(emailIn).find((address) => address !== undefined);
  if (text === undefined) return [];
  const score = (typed === "email" ? 200 : says.email) + rank(told);
  return [
    {
      told,
      target: "email",
      score,
      text,
      by: typed === "email" ? "type" : "name",
      from: [],
      also: ["it is an address"],
    },
  ];
}

function emailByShape(told: Told): Pair[] {
  const text = told.isFreeForAddress ? emailIn(told.field.text) : undefined;
  if (text === undefined || told.field.called.some(isOurs)) return [];
  return [{ told, target: "email", score: 1, text, by: "shape", from: [] }];
}

const isOurs = (name: string): boolean =>
  /\b(?:to|from|cc|bcc|notify|sender|recipient)\b/i.test(name.replace(/_/g, " "));

// ── names and company ───────────────────────────────────────────────────────────────────────────────────────────

const LEAST = 60;
const NAMES = ["first", "last", "full", "company"] as const;

function namesOf(told: Told, nearTo: ReturnType<typeof nearness>): Pair[] {
  const { field, says, typed, needsNear } = told;
  if (!field.isText || !NAMES.some((target) => (says[target] ?? 0) >= LEAST)) return [];
  const near = nearTo(told);
  return NAMES.flatMap((target): Pair[] => {
    const named = says[target] ?? 0;
    if (named < LEAST) return [];
    if (target === "full" && needsNear && !near.isBeside) return [];
    if (
      target === "company"
        ? !isCompanyName(field.text) || isItsOwnLabel(field)
        : target === "full" && !isName(field.text)
    )
      return [];
    if (target !== "company" && field.text.includes("@")) return [];
    const text = firstOf(field, target);
    const score =
      (typed === target ? 200 : named) +
      near.score +
      (told.isSecond ? -5 : 0) +
      (told.isAgain ? -20 : 0) +
      (told.whose.role !== "" ? 5 : 0);
    return [
      {
        told,
        target,
        score,
        text,
        by: typed === target ? "type" : "name",
        from: [],
        also: near.isBeside ? ["it stands beside the phone or the address"] : [],
      },
    ];
  });
}

/** A form that asks twice tells the first person first; two words under one name are its parts. */
function firstOf({ items, text }: Field, target: Target): string {
  const [one = text, two] = items;
  const isParts =
    target === "full" && items.length === 2 && [one, two].every((item) => item && !/\s/.test(item.trim()));
  return isParts && one !== two ? `${one} ${two}` : one;
}

/** The answer of a button that is called as it answers. */
const isItsOwnLabel = ({ text, called }: Field): boolean =>
  called.some((name) => name.toLowerCase() === text.toLowerCase());

/** What stands beside the phone and the address is the same person's. */
function nearness(chosen: readonly (Chosen | undefined)[]) {
  const containers = new Set(chosen.flatMap((each) => (each ? [each.told.field.container] : [])));
  const groups = new Set(chosen.flatMap((each) => (each ? groupOf(each.told.field) : [])));
  return ({ field }: Told) => {
    const isBeside = containers.has(field.container);
    const group = groupOf(field);
    return { isBeside, score: (isBeside ? 20 : 0) + (group && groups.has(group) ? 15 : 0) };
  };
}

/** `billing_phone` and `billing_name` belong together. */
const groupOf = ({ called, inside }: Field): string =>
  /(?:^|[^a-z])(bill|ship|deliver|pay|home|work|guest|primary|invoice)/i
    .exec([...inside.map(({ name }) => name), ...called].join(" ").replace(/([a-z])([A-Z])/g, "$1 $2"))?.[1]
    ?.toLowerCase() ?? "";
