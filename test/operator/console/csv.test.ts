import { expect, it } from "vitest";
import { csvOf } from "../../../console/kit/csv.ts";

it.each([
  ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
  ["+1 206 555 0100", "'+1 206 555 0100"],
  ["-2+3", "'-2+3"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  [" =1", "' =1"],
  ["x;=HYPERLINK(1)", "x;'=HYPERLINK(1)"],
  ["＝1+1", "'＝1+1"],
])("a cell that a spreadsheet would take for a formula is text: %j", (given, safe) => {
  expect(csvOf(["x"], [[given]])).toBe(`x\r\n"${safe}"`);
});

it("quotes, commas and lines stay in their cell, figures are figures, nothing is empty", () => {
  expect(csvOf(["a", "b", "c", "d"], [['He said "hm"', "one,two\nthree", 2.5, null]])).toBe(
    'a,b,c,d\r\n"He said ""hm""","one,two\nthree",2.5,',
  );
});
