import { listedMoves } from "../../docs/listed-moves.ts";
import { type Moves, sumOfMoves } from "./moves.ts";
import { rareMoves } from "./rare-moves.ts";

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

/** A run of so many worlds has to make each move that is no rare one {@link LEAST_TIMES} times at least. */
export const ENOUGH_WORLDS = 250;
export const LEAST_TIMES = 3;

/** How often moves have to be made: in worlds, but for the rare ones, and the rare ones in scenarios. */
export interface Bar {
  readonly worlds?: number | undefined;
  readonly scenarios?: number | undefined;
}

/** The moves that were made too seldom, each with how often it was and how often it has to be. */
export const shortOf = ({ counts }: Coverage, { worlds = 0, scenarios = 0 }: Bar): string[] =>
  counts.flatMap(({ move, ...made }) => {
    const isRare = rareMoves.includes(move);
    const [times, least] = isRare ? [made.scenarios, scenarios] : [made.worlds, worlds];
    return times < least ? [`${move} (${times} of ${least} times in ${isRare ? "scenarios" : "worlds"})`] : [];
  });

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
