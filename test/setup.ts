import { afterEach } from "vitest";
import { endWithNpm } from "../lib/program/ending.ts";
import { refusals } from "./fakes/limited-store.ts";

/** What no test says and every test means. */

// Each process that runs tests would run them to their end, with the bridges that they start, though vitest is gone.
endWithNpm();

afterEach(() => {
  // A step may catch the error and go on; it has asked all the same for what its role does not grant.
  const asked = refusals.splice(0);
  if (asked.length > 0) throw new Error(`The table refused: ${asked.join("; ")}`);
});
