import * as z from "zod";
import { isCountry } from "../../lambda/lead/reader/phone.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** Answers to a command's questions: said as an option, or asked for, and checked in either case. */

/** What is wrong with an answer; undefined: nothing. */
export type Check = (text: string) => string | undefined;
export type Ask = (question: string, given: string | undefined, usual: string, problem: Check) => Promise<string>;

/**
 * @param asksNothing what is not said gets its usual value
 * @returns asks where nothing was said
 */
export const asker =
  (terminal: Terminal, asksNothing: boolean | undefined): Ask =>
  async (question, given, usual, problem) => {
    if (given !== undefined || asksNothing) {
      throwIf(problem(given ?? usual));
      return given ?? usual;
    }
    return terminal.ask(`${question}:`, { default: usual, validate: (text) => problem(text) ?? true });
  };

/** @throws Problem */
export function throwIf(problem: string | undefined): void {
  if (problem !== undefined) throw new Problem(problem);
}

export const gather = (text: string, before: readonly string[]): string[] => [...before, text];

export const listed = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

export const number = (text: string, what: string): number => {
  if (!/^[1-9]\d*$/.test(text)) throw new Problem(`${what} ${text}: write an id of Callingly, digits only.`);
  return Number(text);
};

export const noProblem: Check = () => undefined;

export const nameProblem: Check = (name) =>
  /^[a-z0-9][a-z0-9-]{0,39}$/.test(name) ? undefined : `${name}: use lower-case letters, digits and dashes.`;

export const zoneProblem: Check = (zone) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return undefined;
  } catch {
    return `${zone}: write an IANA time zone such as America/New_York.`;
  }
};

export const countryProblem: Check = (code) =>
  isCountry(code.toUpperCase()) ? undefined : `${code}: write a two-letter country code such as US or GB.`;

export const addressProblem: Check = (text) =>
  z.url({ protocol: /^https?$/ }).safeParse(text).success ? undefined : `${text}: write a whole address, https://…`;

export const teamProblem: Check = (text) =>
  /^[1-9]\d*$/.test(text) ? undefined : `${text}: write the id of a team, digits only.`;
