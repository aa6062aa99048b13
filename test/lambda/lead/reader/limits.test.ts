import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newLead } from "../../../../lambda/lead/accept.ts";
import { readFields } from "../../../../lambda/lead/reader/fields.ts";
import { parseBody } from "../../../../lambda/runtime/body.ts";

/** What docs/reading.md says of a request that holds more than is read of one. */

const phone = "(212) 555-0123";
const person = { name: "Dana Whitfield", phone };
const read = (value: unknown) => readFields(value, {}, { country: "US", findId: true });
const source = { source: "web", account: "main", country: "US", duplicateWindowMs: 0 } as const;
const leadOf = (value: unknown) => newLead(read(value), source, "a1", new Date("2026-06-15T14:30:00.000Z"));

const times = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, i) => make(i));
const object = (entries: readonly (readonly [string, unknown])[]): object => Object.fromEntries(entries);

/** What fills a request, each beyond one of the limits. */
const crowds: readonly (readonly [what: string, crowd: object])[] = [
  ["values", object(times(1_001, (i) => [`a${i}`, "x"]))],
  ["objects", { a: times(5_001, () => ({})) }],
  ["questions", { labels: object(times(1_100, (i) => [`q${i}`, "What is it?"])) }],
  ["letters of names", object(times(300, (i) => [`${i} ${"lorem ipsum ".repeat(15)}`, "x"]))],
  ["texts with JSON", object(times(101, (i) => [`j${i}`, '{"a":1}']))],
  ["numbers", object(times(60, (i) => [`phone ${i}`, `(303) 555-01${String(i).padStart(2, "0")}`]))],
];

describe("a request that holds more than is read of one", () => {
  it.each(crowds)("rings nobody for its many %s, and its phone is kept for a person", (_, crowd) => {
    const lead = leadOf({ ...person, ...crowd });
    expect(lead).toMatchObject({
      state: "held",
      reason: "too-much",
      person: { phone: "+12125550123", firstName: "Dana" },
    });
  });

  it("rings nobody, wherever in it a refusal stands", () => {
    const refusal = fc.constantFrom(
      { do_not_call: "yes" },
      { "May we call you?": "No" },
      { message: "Please don't call me." },
    );
    fc.assert(
      fc.property(fc.constantFrom(...crowds), refusal, fc.boolean(), ([, crowd], refused, isFirst) => {
        const body = isFirst ? { ...refused, ...person, ...crowd } : { ...person, ...crowd, ...refused };
        expect(leadOf(body).state).toBe("held");
      }),
      { numRuns: 40 },
    );
  });

  it("is for a person also where a mapping names the phone", () => {
    const [, values] = crowds[0] ?? [];
    expect(readFields({ ...values, ...person }, { phone: "phone" }, { country: "US" })).toMatchObject({
      phone,
      isCutShort: true,
    });
  });
});

describe("a request of several times the largest form", () => {
  it("is read to its end", () => {
    const questions = times(
      200,
      (i) => [`${i}. What else should we know about the house, the street and the town?`, "x"] as const,
    );
    const values = times(600, (i) => [`property_${i}`, "x"] as const);
    for (const rest of [questions, values]) {
      expect(leadOf({ ...object(rest), ...person })).toMatchObject({
        state: "ready",
        person: { phone: "+12125550123" },
      });
      expect(leadOf({ ...object(rest), ...person, do_not_call: "yes" })).toMatchObject({ reason: "calls-refused" });
    }
  });

  it("is read whatever the answers of its lists are", async () => {
    const body = JSON.stringify({ ...person, points: times(5_000, (i) => i) });
    expect(leadOf(await parseBody(Buffer.from(body)))).toMatchObject({ state: "ready" });
  });
});
