import { expect, it } from "vitest";
import { visitorOf } from "../../../../lambda/lead/privacy/visitor.ts";
import { fromNoon, hours, minutes, noon } from "../../../fakes/leads.ts";

it("is the same within an hour, and another in the next", () => {
  const [first, again, later] = [0, 59 * minutes, 1 * hours].map((ms) =>
    visitorOf("93.184.215.14", "key", fromNoon(ms)),
  );
  expect(again).toBe(first);
  expect(later).not.toBe(first);
});

it("is another with every key", () => {
  expect(visitorOf("93.184.215.14", "one", noon)).not.toBe(visitorOf("93.184.215.14", "other", noon));
});

it("is one for a household of IPv6, however its address is written", () => {
  const prints = ["2606:2800:21f:cb07::1", "2606:2800:021f:cb07:0:0:0:2", "2606:2800:21f:cb07:ffff::"].map((ip) =>
    visitorOf(ip, "key", noon),
  );
  expect(new Set(prints).size).toBe(1);
  expect(visitorOf("2606:2800:21f:cb08::1", "key", noon)).not.toBe(prints[0]);
});

it.each([undefined, "", "127.0.0.1", "10.0.0.1", "::1", "nonsense"])("is none for %j", (ip) => {
  expect(visitorOf(ip, "key", noon)).toBeUndefined();
});
