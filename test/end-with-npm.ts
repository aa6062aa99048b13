import { endWithNpm } from "../lib/program/ending.ts";

/** The tests end with the `npm test` that somebody ends. */
export const setup = endWithNpm;
