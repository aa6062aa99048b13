import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { bucketOf, percentile, speedOf } from "../../../lambda/lead/speed.ts";
import { days, fromNoon, hours, noon, seconds } from "../../fakes/leads.ts";

it("a percentile is off by an eighth at most, from a tenth of a second to a day", () => {
  const seconds = fc.double({ min: 0.1, max: 86_400, noNaN: true });
  fc.assert(
    fc.property(fc.array(seconds, { minLength: 1 }), fc.constantFrom(0.01, 0.5, 0.9, 1), (values, share) => {
      const counts = new Map<number, number>();
      for (const value of values) counts.set(bucketOf(value), (counts.get(bucketOf(value)) ?? 0) + 1);
      const sorted = values.toSorted((one, other) => one - other);
      const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
      expect(Math.abs((percentile(counts, share) ?? 0) - exact) / exact).toBeLessThanOrEqual(1 / 8);
    }),
  );
});

it("what is faster counts as a tenth of a second, what is slower as a day, in 64 buckets", () => {
  expect([bucketOf(0), bucketOf(0.1), bucketOf(86_400), bucketOf(1e9)]).toEqual([0, 0, 63, 63]);
  expect(percentile(new Map(), 0.5)).toBeUndefined();
});

describe("the speed of a lead whose person asked for a time", () => {
  const iso = (ms: number) => fromNoon(ms).toISOString();
  const step = (ms: number, state: Lead["state"], more: object = {}) => ({ at: iso(ms), state, ...more });
  const asked = (ms: number, more: object = {}) => ({ text: "x", said: iso(0), at: iso(ms), ...more });
  const placed = (ms: number) => step(ms, "placed");
  const came = step(0, "ready");
  const speed = (history: Lead["history"], time?: Lead["asked"]) =>
    speedOf({ receivedAt: noon.toISOString(), history, ...(time && { asked: time }) });

  it("is counted from that time, however far ahead it was", () => {
    expect(speed([came, placed(60 * days + 3 * seconds)], asked(60 * days))).toEqual({
      seconds: 3,
      isReleased: false,
      from: fromNoon(60 * days),
    });
  });

  it("is counted from there too where an operator released it for something else before", () => {
    const released = step(hours, "ready", { by: "sam", reason: "decided" });
    expect(speed([came, released, placed(days + 3 * seconds)], asked(days))).toMatchObject({
      seconds: 3,
      isReleased: false,
    });
    expect(speed([came, released, placed(hours + 4 * seconds)], asked(days, { isLifted: true }))).toMatchObject({
      seconds: 4,
      isReleased: true,
    });
  });

  it("is counted from when they asked to be called now, where they had asked for another time before", () => {
    const again = step(5 * hours, "ready", { reason: "asked-again" });
    expect(speed([came, again, placed(5 * hours + 2 * seconds)])).toMatchObject({
      seconds: 2,
      from: fromNoon(5 * hours),
    });
  });

  it("is counted from when it came where nobody asked for anything", () => {
    expect(speed([came, placed(7 * seconds)])).toEqual({ seconds: 7, isReleased: false, from: noon });
  });
});
