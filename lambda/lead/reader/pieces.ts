import type { Field } from "./field.ts";
import { meaningOf } from "./meaning.ts";
import type { Numbers } from "./phone-number.ts";
import type { Told } from "./told.ts";

/** One number in several fields: `phone1` 212, `phone2` 555, `phone3` 0123. Short digits in a row are one number. */

const MOST_PIECES = 4;

interface Run {
  readonly text: string;
  readonly from: readonly Field[];
}

/** By the path of a run's first field. */
export function runsOfDigits(told: readonly Told[], numbers: Numbers): ReadonlyMap<string, Run> {
  const runs = new Map<string, Run>();
  for (let at = 0; at < told.length; at += 1) {
    const first = told[at];
    if (!first || !isPiece(first.field, numbers) || !isPhone(first)) continue;
    const pieces: Field[] = [];
    for (const next of told.slice(at, at + MOST_PIECES)) {
      const isNext = next === first || isPhone(next) || next.isNameless || isPartName(next);
      if (!isPiece(next.field, numbers) || next.field.container !== first.field.container || !isNext) break;
      pieces.push(next.field);
    }
    const run = joined(pieces, numbers);
    if (!run) continue;
    runs.set(first.field.path, run);
    at += run.from.length;
  }
  for (const { field, says } of told) {
    if (!says.phone || field.items.length < 2 || runs.has(field.path)) continue;
    const text = field.items.join(" ");
    if (field.items.every((item) => /^\d{2,5}$/.test(item)) && numbers.isUsable(text))
      runs.set(field.path, { text, from: [] });
  }
  return runs;
}

function joined(pieces: readonly Field[], numbers: Numbers): Run | undefined {
  for (let count = pieces.length; count >= 2; count -= 1) {
    const used = pieces.slice(0, count);
    const text = used.map((piece) => piece.text.trim()).join(" ");
    if (text.replace(/\D/g, "").length >= 7 && numbers.isUsable(text)) return { text, from: used.slice(1) };
  }
  return undefined;
}

/** Longer ones are a number by themselves, unless they are none: 5550123 behind 212. */
const isPiece = ({ text }: Field, numbers: Numbers): boolean =>
  /^\s*(?:\d{1,5}|\+\d{1,3})\s*$/.test(text) || (/^\s*\d{6,8}\s*$/.test(text) && !numbers.isUsable(text));

/** `prefix`, `suffix`, `exchange`, `subscriber`: of a number where an area stands before. */
const isPartName = ({ field }: Told): boolean =>
  field.called.some(
    (name) =>
      ["area", "dial", "title"].includes(meaningOf(name).decoy ?? "") || /^(?:subscriber|line|station)/i.test(name),
  );

const isPhone = ({ says, field }: Told): boolean =>
  (says.phone ?? 0) >= 40 || field.called.some((name) => meaningOf(name).decoy === "area");
