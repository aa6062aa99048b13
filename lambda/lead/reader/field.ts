import { MAX_ITEMS } from "./limits.ts";
import type { Definition } from "./pairs.ts";
import { textOf } from "./text.ts";
import { GENERIC, type Words } from "./words.ts";

/** One value of a body, and the way to it, which tells what it is. */

export interface Field {
  /** Where the value stands, joined by dots. */
  readonly path: string;
  /** Where its neighbours stand: the object it is in, or the list of questions and answers. */
  readonly container: string;
  readonly text: string;
  /** The values one by one, when it is a list. */
  readonly items: readonly string[];
  /** A JSON number or boolean is not text. */
  readonly isText: boolean;
  /** What it is called: its key, or question, name and key. */
  readonly names: readonly Words[];
  /** The same as they are written. */
  readonly called: readonly string[];
  /** What it stands in, from outside to inside, as it is written. */
  readonly inside: readonly Inside[];
  /** The question as the visitor saw it. */
  readonly question: string | undefined;
  readonly type: string | undefined;
  readonly typeWords: Words;
  /** Our field, where the vendor declares the type of an answer. */
  readonly declared: string | undefined;
  /** The name of the thing it is a part of. */
  readonly parent: Words;
  /** All words on the way to it, its own included. */
  readonly around: Words;
}

export interface Inside {
  readonly path: string;
  readonly name: string;
  /** Which one of a list of things it is in; the first is 0. */
  readonly item: number | undefined;
}

/** A definition that turns out to describe an answer is no data itself. */
export type FoundField = Field & { readonly within: Definition | undefined };

/** One step of the way to a value. Linked instead of copied: bodies may be deep, and most places hold no field. */
export interface Place {
  readonly up: Place | undefined;
  readonly key: string;
  /** All keys up to here, joined by dots. */
  readonly path: string;
  /** What the step is called, when it is. */
  readonly own?: Words | undefined;
  readonly inList?: boolean | undefined;
  /** What the value is called when its key alone does not tell. */
  readonly names?: readonly Words[] | undefined;
  readonly called?: readonly string[] | undefined;
  readonly declared?: string | undefined;
  readonly question?: string | undefined;
  readonly type?: string | undefined;
  readonly isAnswer?: boolean | undefined;
  /** What its key stands for. */
  readonly meaning?: string | undefined;
  readonly within?: Definition | undefined;
}

/** Each property by itself: to spread them takes longer than all else that is done for an empty object. */
export const step = (up: Place, key: string, own: Words | undefined, about: Partial<Place> | undefined): Place => ({
  up,
  key,
  path: up.up ? `${up.path}.${key}` : key,
  own: own?.length ? own : undefined,
  inList: about?.inList,
  names: about?.names,
  called: about?.called,
  declared: about?.declared,
  question: about?.question,
  type: about?.type,
  isAnswer: about?.isAnswer,
  meaning: about?.meaning,
  within: about?.within ?? up.within,
});

/** How many steps back the words still say something about a value. */
const MAX_WORDY_STEPS = 8;

/** What everything on the way to a value tells of it. */
export function fieldAt(at: Place, node: unknown, text: string, words: (name: string) => Words): FoundField {
  const trail: Words[] = [];
  const steps: Inside[] = [];
  let item: number | undefined;
  let isAnswerIn = false;
  for (let place: Place = at; place.up && trail.length < MAX_WORDY_STEPS; place = place.up) {
    if (place.own) {
      trail.push(place.own);
      const name = place.isAnswer ? (place.question ?? place.key) : (place.meaning ?? place.key);
      steps.push({ path: place.path, name, item });
    }
    // An answer in a list of answers is no person in a list of people.
    item = place.inList && !isAnswerIn ? Number(place.key) : undefined;
    isAnswerIn = place.isAnswer === true;
  }
  trail.reverse();
  steps.reverse();
  const telling = Math.max(
    trail.findLastIndex((each) => !each.every((word) => GENERIC.has(word))),
    0,
  );
  const { question, type, isAnswer } = at;
  const isCalled = isAnswer && at.names?.length;
  const own =
    steps.length - telling === 1
      ? (steps[telling]?.name ?? "")
      : steps
          .slice(telling)
          .map(({ name }) => name)
          .join(" ");
  const key = trail.length - telling === 1 ? (trail[telling] ?? []) : trail.slice(telling).flat();
  return {
    path: at.path,
    // The neighbours of a question and its answer are the other questions.
    container: (isAnswer ? at.up?.up : at.up)?.path ?? "",
    text,
    items: Array.isArray(node) ? node.slice(0, MAX_ITEMS).flatMap((item) => textOf(item) ?? []) : [],
    isText: typeof node !== "number" && typeof node !== "boolean",
    names: isCalled ? (at.names ?? []) : [...(at.names ?? []), key],
    called: isCalled || steps.length === 0 ? (at.called ?? []) : [...(at.called ?? []), own],
    inside: steps.slice(0, isCalled ? -1 : telling),
    question,
    type,
    declared: at.declared,
    typeWords: type === undefined ? [] : words(type),
    parent: trail.at(-2) ?? [],
    around: trail.length === 1 ? (trail[0] ?? []) : trail.flat(),
    within: at.within,
  };
}
