import fc from "fast-check";
import { expect, it } from "vitest";
import { bucketOf, percentile } from "../../../lambda/lead/speed.ts";

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
