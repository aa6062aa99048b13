import { describe, expect, it } from "vitest";
import { mutants } from "./mutants.ts";
import { huntMutant } from "./mutate.ts";

/** It takes seconds, unless the machine is busy with something else. */
const PATIENCE_MS = 180_000;

describe.concurrent("the simulation", () => {
  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
    "catches a bridge with %s",
    async (_, mutant) => {
      expect(await huntMutant(mutant)).toMatchObject({ isCaught: true });
    },
    PATIENCE_MS,
  );

  it("refuses a mutant whose text is not found exactly once", async () => {
    const edits = [{ file: "lambda/lead/states.ts", find: "no such text", replace: "" }];
    await expect(huntMutant({ name: "rotten", why: "", breaks: "lost", edits })).rejects.toThrow(
      '"rotten" finds its text 0 times',
    );
  });
});
