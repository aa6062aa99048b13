import { Problem } from "../../lib/program/problem.ts";

/** A refusal that the operator may overrule: they know better than what was asked. */
export class Overridable extends Problem {
  /** Why it is refused, without the words for a terminal. */
  readonly why: string;

  /** @param how the command is told so, as a sentence */
  constructor(why: string, how: string) {
    super(`${why} ${how}`);
    this.why = why;
  }
}

/** Of a secret that its vendor does not take. */
export const untaken = (why: string): Overridable =>
  new Overridable(`Nothing is written: ${why}.`, "To write it all the same, add --no-check.");

/** Of one that could not be tried. */
export const untried = (why: string): Overridable => untaken(`it could not be tried (${why}). Try again in a minute`);
