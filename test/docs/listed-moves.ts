import { readFileSync } from "node:fs";
import { type LeadState, leadStates } from "../../lambda/lead/lead.ts";

/** The moves of a lead as the table of docs/states.md has them, each as `ready → dialing`; a new lead comes from `(new)`. */

type End = LeadState | "(new)";

const text = readFileSync(new URL("../../docs/states.md", import.meta.url), "utf8");

/** What stands in the first column of each row. */
export const rowsOfMoves: readonly string[] = [...text.matchAll(/^\| ([^|]*[→↔][^|]*) \|/gm)]
  .map(([, cell = ""]) => cell)
  .filter((cell) => !cell.startsWith("lead:"));

/** In the order of the page, each once. */
export const listedMoves: readonly string[] = [
  ...new Set(rowsOfMoves.flatMap((cell) => cell.split(";").flatMap(movesOf))),
];

function movesOf(cell: string): string[] {
  const [from = "", to = ""] = cell.split(/[→↔]/);
  const across = (some: readonly End[], others: readonly End[]) =>
    some.flatMap((one) => others.filter((other) => other !== one).map((other) => `${one} → ${other}`));
  const back = cell.includes("↔") ? across(named(to), named(from)) : [];
  return [...across(named(from), named(to)), ...back];
}

function named(part: string): End[] {
  const states = leadStates.filter((state) => new RegExp(`\\b${state}\\b`).test(part));
  return part.includes("(new)") ? ["(new)", ...states] : states;
}
