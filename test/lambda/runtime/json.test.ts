import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RejectedError } from "../../../lambda/runtime/errors.ts";
import { parseJson } from "../../../lambda/runtime/json.ts";

/** Either the value, written in one way, or what was said of the text. */
function outcome(parse: (text: string) => unknown, text: string): string {
  try {
    return JSON.stringify(parse(text), (_, value) => (Object.is(value, -0) ? "minus zero" : value));
  } catch (error) {
    return error instanceof RejectedError || error instanceof SyntaxError ? "refused" : String(error);
  }
}

/** Texts of the signs that mean something in JSON, most of them broken. */
const broken = fc
  .array(fc.constantFrom(...'{}[],:"""10-.eE+ \n\t\\a\u0000\u00e9', '"a":', '"b":', "null", "true", "\\u00e9"), {
    maxLength: 14,
  })
  .map((signs) => signs.join(""));

const hasRepeats = (text: string): boolean => /"a":.*"a":|"b":.*"b":/s.test(text);

describe("JSON", () => {
  it("is what it is for the platform's parser, and so is what is none", () => {
    const edited = fc.tuple(fc.json(), fc.nat(), broken).map(([json, at, more]) => {
      const place = at % (json.length + 1);
      return json.slice(0, place) + more.slice(0, 1) + json.slice(place + (at % 2));
    });
    fc.assert(
      fc.property(fc.oneof(fc.json({ stringUnit: "binary" }), broken, edited), (text) => {
        fc.pre(!hasRepeats(text) && !/,\s*[}\]]/.test(text) && !/\d{16}|e\+?\d{3}|__proto__/i.test(text));
        expect(outcome(parseJson, text)).toBe(outcome(JSON.parse, text));
      }),
      { numRuns: 5_000 },
    );
  });

  it("loses no digit of a number", () => {
    const numbers = "[0,-0,1.5,-2e3,123456789012345,9007199254740991,9007199254740993,-9007199254740993,1e400,0.1]";
    expect(parseJson(numbers)).toEqual([
      0,
      -0,
      1.5,
      -2000,
      123456789012345,
      9007199254740991,
      "9007199254740993",
      "-9007199254740993",
      "1e400",
      0.1,
    ]);
  });

  it("loses no value of a name that comes again, whatever else has a name like it", () => {
    expect(Object.entries(parseJson('{"a":1,"a other":2,"b":3,"a":4,"\\u0061":5}') as object)).toEqual([
      ["a other", 1],
      ["a other other", 2],
      ["b", 3],
      ["a other 2", 4],
      ["a", 5],
    ]);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom("a", "a other", "b", "", "1", "constructor"), fc.nat(9))),
        (pairs) => {
          const text = `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`;
          const values = Object.values(parseJson(text) as object);
          expect(values.sort()).toEqual(pairs.map(([, value]) => value).sort());
        },
      ),
    );
  });

  it("may have a comma behind the last value, and no more of them", () => {
    expect(parseJson('{"a":[1,2 , ],"b":{"c":3,\n},}')).toEqual({ a: [1, 2], b: { c: 3 } });
    for (const text of ["[,]", "{,}", "[1,,]", '{"a":1,,}', "[1,}", "1,"])
      expect(outcome(parseJson, text)).toBe("refused");
  });

  it("has a name a thousand times in a moment", () => {
    const many = parseJson(`{${'"a":1,'.repeat(20_000)}"a":2}`) as Record<string, unknown>;
    expect(Object.keys(many)).toHaveLength(20_001);
    expect(many.a).toBe(2);
  });

  it("may be 64 deep and have ten thousand parts", () => {
    expect(outcome(parseJson, "[".repeat(64) + "]".repeat(64))).not.toBe("refused");
    expect(() => parseJson("[".repeat(65) + "]".repeat(65))).toThrow("nested too deeply");
    expect(parseJson(`[${"[],".repeat(9_998)}[]]`)).toHaveLength(9_999);
    expect(() => parseJson(`[${"[],".repeat(9_999)}[]]`)).toThrow("too many parts");
  });
});
