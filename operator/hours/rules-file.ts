import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import ours from "../../lambda/lead/hours/data/calling-hours.json" with { type: "json" };
import { type CallingHoursFile, CallingHoursSchema } from "../../lambda/lead/hours/file-shape.ts";
import { Problem } from "../../lib/program/problem.ts";

/** The rules with their sources, of which the dialler carries only the outcome. */
export const ownRules: CallingHoursFile = CallingHoursSchema.parse(ours);

/** @throws Problem when the file is none of calling hours */
export function rulesIn(file: string): CallingHoursFile {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new Problem(`${file}: it cannot be read as JSON. Name a file of the shape of calling-hours.json.`);
  }
  const read = z.safeParse(CallingHoursSchema, json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Problem(
    `${file}: ${issue?.path.map(String).join(".")}: ${issue?.message}. It has to have the shape of calling-hours.json.`,
  );
}

/** What another file says otherwise, a line each: a rule, a set of holidays, or a part of one. */
export function differences(own: CallingHoursFile, other: CallingHoursFile): string[] {
  return [
    ...between("rule", byId(own.rules), byId(other.rules)),
    ...between("holidays", own.holidaySets, other.holidaySets),
  ];
}

type Entries = Readonly<Record<string, object>>;

const byId = (rules: CallingHoursFile["rules"]): Entries => Object.fromEntries(rules.map((rule) => [rule.id, rule]));

const between = (what: string, own: Entries, other: Entries): string[] =>
  [...new Set([...Object.keys(own), ...Object.keys(other)])].flatMap((id) => {
    const [mine, theirs] = [own[id], other[id]];
    if (!mine) return [`${what} ${id}: only there`];
    if (!theirs) return [`${what} ${id}: only here`];
    const parts = new Map([...Object.entries(mine), ...Object.entries(theirs)]).keys();
    return [...parts].flatMap((part) => {
      const [here, there] = [mine, theirs].map((entry) => JSON.stringify(Reflect.get(entry, part)) ?? "nothing");
      return here === there ? [] : [`${what} ${id}, ${part}: ${here} here, ${there} there`];
    });
  });
