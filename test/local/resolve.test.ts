import { describe, expect, it } from "vitest";
import { noValue, resolve, type Scope } from "../../local/stack/resolve.ts";

const scope: Scope = {
  ref: (name) => ({ "AWS::Region": "us-east-1", "AWS::NoValue": noValue, Table: "leads" })[name],
  attribute: (name, attribute) => `${name}/${attribute}`,
};

describe("template functions", () => {
  it.each([
    ["Ref", { Ref: "Table" }, "leads"],
    ["GetAtt as a list", { "Fn::GetAtt": ["Table", "StreamArn"] }, "Table/StreamArn"],
    ["GetAtt as text", { "Fn::GetAtt": "Table.StreamArn" }, "Table/StreamArn"],
    ["Join", { "Fn::Join": ["-", ["a", { Ref: "AWS::Region" }]] }, "a-us-east-1"],
    ["Sub", { "Fn::Sub": `x-\${Table}-\${Fn.Arn}-\${!kept}` }, `x-leads-Fn/Arn-\${kept}`],
    ["Sub with own names", { "Fn::Sub": [`\${Own}/\${Table}`, { Own: { Ref: "Table" } }] }, "leads/leads"],
    ["Select and Split", { "Fn::Select": [1, { "Fn::Split": [":", "a:b:c"] }] }, "b"],
  ])("resolves %s", (_, value, expected) => {
    expect(resolve(value, scope)).toBe(expected);
  });

  it("goes through lists and objects, and drops what has no value", () => {
    const value = {
      a: [{ Ref: "Table" }, { Ref: "AWS::NoValue" }],
      b: { Ref: "AWS::NoValue" },
      c: { Ref: "Table", d: 1 },
    };
    expect(resolve(value, scope)).toEqual({ a: ["leads"], c: { Ref: "Table", d: 1 } });
  });

  it("refuses a function that it does not know, by name", () => {
    expect(() => resolve({ a: { "Fn::ImportValue": "x" } }, scope)).toThrow(/Fn::ImportValue/);
  });
});
