import { describe, expect, it } from "vitest";
import { compileFilter } from "../../local/streams/filter.ts";

const record = {
  eventName: "INSERT",
  dynamodb: { NewImage: { kind: { S: "lead" }, n: { N: "0" }, tags: { SS: ["a", "b"] } } },
};
const passes = (...patterns: object[]) => compileFilter(patterns.map((pattern) => JSON.stringify(pattern)))(record);
const image = (pattern: object) => ({ dynamodb: { NewImage: pattern } });

describe("event filters", () => {
  it.each([
    ["a value", { eventName: ["INSERT"] }],
    ["one of several values", { eventName: ["MODIFY", "INSERT"] }],
    ["several fields", { eventName: ["INSERT"], ...image({ kind: { S: ["lead"] }, n: { N: ["0"] } }) }],
    ["an element of a list", image({ tags: { SS: ["b"] } })],
    ["a field that exists", image({ kind: { S: [{ exists: true }] } })],
    ["a field that does not exist, whatever is above it", image({ leaseUntil: { S: [{ exists: false }] } })],
    ["a prefix", image({ kind: { S: [{ prefix: "le" }] } })],
    ["anything but", image({ kind: { S: [{ "anything-but": ["call", "gate"] }] } })],
    ["anything but a prefix", image({ kind: { S: [{ "anything-but": { prefix: "ca" } }] } })],
  ])("lets %s pass", (_, pattern) => {
    expect(passes(pattern)).toBe(true);
  });

  it.each([
    ["another value", { eventName: ["REMOVE"] }],
    ["one of two fields", { eventName: ["INSERT"], ...image({ kind: { S: ["call"] } }) }],
    ["a number for its text", image({ n: { N: [0] } })],
    ["a missing field, for anything but", image({ missing: { S: [{ "anything-but": ["x"] }] } })],
    ["an object, for existing", image({ kind: [{ exists: true }] })],
    ["an existing field", image({ kind: { S: [{ exists: false }] } })],
  ])("stops %s", (_, pattern) => {
    expect(passes(pattern)).toBe(false);
  });

  it("needs one of several patterns, or none at all", () => {
    expect(passes({ eventName: ["REMOVE"] }, { eventName: ["INSERT"] })).toBe(true);
    expect(passes()).toBe(true);
  });

  it.each([
    [{ eventName: [{ wildcard: "I*" }] }, /wildcard/],
    [{ $or: [{ eventName: ["INSERT"] }] }, /\$or/],
    [{ eventName: "INSERT" }, /list/],
  ])("refuses %j instead of guessing", (pattern, complaint) => {
    expect(() => passes(pattern)).toThrow(complaint);
  });
});
