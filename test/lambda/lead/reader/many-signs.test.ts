import { expect, it } from "vitest";
import { readFields } from "../../../../lambda/lead/reader/fields.ts";

/** A body whose signs of country are too many to be compared with each number. */

const signs = (count: number, last: string) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `phone_country_${"abcdefghijklmnopqrstuvwxyz"[at]}x`,
      at === count - 1 ? last : "US",
    ]),
  );
const phoneOf = (body: object) => readFields(body, {}, { country: "US", findId: true }).phone;

it("a number stands though a few signs beside it say its country", () => {
  expect(phoneOf({ name: "Ada Nowak", phone: "(212) 555-0123", ...signs(2, "US") })).toBeDefined();
});

it("no number is sure where signs were passed over: the last of them might speak against it", () => {
  const body = { name: "Ada Nowak", phone: "2125550123", ...signs(25, "US") };
  expect(readFields(body, {}, { country: "US", findId: true })).toMatchObject({ phoneIsDoubtful: true });
});
