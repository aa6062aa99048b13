import { endWithNpm } from "../local/ending.ts";

/** The tests, and the bridges that they start, end with the `npm test` that somebody ends. */
export const setup = endWithNpm;
