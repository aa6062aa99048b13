import * as aws from "@aws-sdk/util-dynamodb";
import { expect, it } from "vitest";
import { marshall, unmarshall } from "../../../lambda/store/attributes.ts";

const values = {
  text: "Zoë",
  empty: "",
  whole: 12,
  part: -0.25,
  large: Number.MAX_SAFE_INTEGER,
  yes: true,
  no: false,
  nothing: null,
  list: ["a", 1, [], { deep: [null, { er: false }] }],
  object: { "a name with blanks": "x", inner: {} },
};

it("writes and reads values as AWS's own library does", () => {
  expect(marshall(values)).toEqual(aws.marshall(values));
  expect(unmarshall(aws.marshall(values))).toEqual(values);
  expect(marshall({ ...values, missing: undefined })).toEqual(aws.marshall(values));
});

it("keeps names that objects have by themselves", () => {
  const odd = JSON.parse('{"extra":{"__proto__":"a","constructor":"b","toString":"c"}}');
  expect(JSON.stringify(unmarshall(marshall(odd)))).toBe(JSON.stringify(odd));
});

it.each([
  ["no number", Number.NaN],
  ["a number without end", Number.POSITIVE_INFINITY],
  ["one too large to be exact", Number.MAX_SAFE_INTEGER + 1],
  ["a large one of its own kind", 1n],
  ["a date", new Date(0)],
  ["a function", () => 1],
  ["nothing in a list", [undefined]],
])("refuses %s, which the table would not give back as it was", (_, value) => {
  expect(() => marshall({ value })).toThrow(TypeError);
});

it("leaves out what it does not know and reads the rest", () => {
  expect(unmarshall({ bytes: { B: new Uint8Array([1]) }, text: { S: "x" } })).toEqual({ text: "x" });
});
