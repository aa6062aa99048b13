import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mutants } from "./mutants.ts";
import { type Hunters, hunters } from "./mutate.ts";

/** It takes seconds, unless the machine is busy with something else. */
const PATIENCE_MS = 180_000;

describe.concurrent("the simulation", () => {
  let hunted: Hunters;
  beforeAll(async () => {
    hunted = await hunters();
  });
  afterAll(() => hunted.end());

  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
    "catches a bridge with %s",
    async (_, mutant) => {
      expect(await hunted.hunt(mutant)).toMatchObject({ isCaught: true });
    },
    PATIENCE_MS,
  );

  it("refuses a mutant whose text is not found exactly once", async () => {
    const edits = [{ file: "lambda/lead/states.ts", find: "no such text", replace: "" }];
    await expect(hunted.hunt({ name: "rotten", why: "", breaks: "lost", edits })).rejects.toThrow(
      '"rotten" finds its text 0 times',
    );
  });
});
