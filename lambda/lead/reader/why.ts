import { cutText } from "../../runtime/text.ts";
import type { Why } from "./draft.ts";
import type { Field } from "./field.ts";
import { cleanLine } from "./names.ts";
import { GENERIC, wordsOf } from "./words.ts";

/** Why a field was taken, in words for people. */

/** A name as people are shown it. */
export const short = (name: string): string => cutText(cleanLine(name) ?? "", 80);

/** Never the value itself: only names, which are the form's and not the person's. */
export function reasonOf(field: Field, by: Exclude<Why["by"], "mapping">): string {
  const name =
    field.question ?? field.path.split(".").findLast((part) => !wordsOf(part).every((word) => GENERIC.has(word)));
  const label = cutText(cleanLine(name) ?? "", 80);
  return {
    type:
      field.type === undefined
        ? "the sender declares its type"
        : `the sender declares its type as “${cutText(cleanLine(field.type) ?? "", 40)}”`,
    name: label ? `it is called “${label}”` : "its name says so",
    shape: "no name tells, but the value has the shape of one and nothing speaks against it",
  }[by];
}
