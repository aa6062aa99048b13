import { listedMoves } from "../../docs/listed-moves.ts";
import { type Moves, sumOfMoves } from "./moves.ts";

/** Which of the moves of docs/states.md many runs have taken, and how often. */

/** What leads did in a scenario, by its title. */
export interface ToldMoves {
  readonly title: string;
  readonly moves: Moves;
}

export interface MoveCount {
  readonly move: string;
  /** In worlds drawn by lot and at crash points. */
  readonly worlds: number;
  readonly scenarios: number;
  /** The title of the first scenario that takes it. */
  readonly scenario?: string;
}

export interface Coverage {
  /** In the order of docs/states.md. */
  readonly counts: readonly MoveCount[];
  readonly never: readonly string[];
  /** Moves that were seen and that docs/states.md does not have. */
  readonly unlisted: readonly string[];
}

export function coverageOf(worlds: readonly Moves[], told: readonly ToldMoves[]): Coverage {
  const inWorlds = sumOfMoves(worlds);
  const inScenarios = sumOfMoves(told.map(({ moves }) => moves));
  const counts = listedMoves.map((move): MoveCount => {
    const scenario = told.find(({ moves }) => moves[move])?.title;
    return {
      move,
      worlds: inWorlds[move] ?? 0,
      scenarios: inScenarios[move] ?? 0,
      ...(scenario !== undefined && { scenario }),
    };
  });
  const never = counts.filter(({ worlds, scenarios }) => worlds + scenarios === 0).map(({ move }) => move);
  const seen = Object.keys(sumOfMoves([inWorlds, inScenarios]));
  return { counts, never, unlisted: seen.filter((move) => !listedMoves.includes(move)) };
}

/** As a table for people: what worlds take, what only a scenario takes, and what nobody took. */
export function toCoverageTable({ counts, never, unlisted }: Coverage): string {
  const width = Math.max(...counts.map(({ move }) => move.length));
  const rows = counts
    .filter(({ move }) => !never.includes(move))
    .map(({ move, worlds, scenarios, scenario }) => {
      const only = worlds === 0 && scenario ? `  only in: ${scenario}` : "";
      return `  ${move.padEnd(width)}  ${String(worlds).padStart(8)}  ${String(scenarios).padStart(9)}${only}`;
    });
  const head = `  ${"move of a lead".padEnd(width)}  ${"worlds".padStart(8)}  ${"scenarios".padStart(9)}`;
  return [
    head,
    ...rows,
    "",
    `${counts.length - never.length} of ${counts.length} moves of docs/states.md were taken.`,
    ...(never.length > 0 ? [`Never taken: ${never.join(", ")}`] : []),
    ...(unlisted.length > 0 ? [`Not in docs/states.md: ${unlisted.join(", ")}`] : []),
  ].join("\n");
}
