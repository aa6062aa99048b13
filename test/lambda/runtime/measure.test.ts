import { expect, it } from "vitest";
import { emfMeasure } from "../../../lambda/runtime/measure.ts";

const now = new Date("2026-06-15T12:00:00.000Z");

it("writes one line of CloudWatch's embedded metric format for what became true together", () => {
  const lines: string[] = [];
  const measure = emfMeasure({
    namespace: "Bakery",
    dimensions: { shop: "corner" },
    units: { Sold: "Count", Wait: "Seconds", Burnt: "Count" },
    now: () => now,
    write: (line) => lines.push(line),
  });
  measure({ Sold: 1, Wait: 2.5 });
  measure({ Burnt: 0 });
  expect(lines.every((line) => line.endsWith("\n"))).toBe(true);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      _aws: {
        Timestamp: now.getTime(),
        CloudWatchMetrics: [
          {
            Namespace: "Bakery",
            Dimensions: [["shop"]],
            Metrics: [
              { Name: "Sold", Unit: "Count" },
              { Name: "Wait", Unit: "Seconds" },
            ],
          },
        ],
      },
      shop: "corner",
      Sold: 1,
      Wait: 2.5,
    },
    {
      _aws: {
        Timestamp: now.getTime(),
        CloudWatchMetrics: [
          { Namespace: "Bakery", Dimensions: [["shop"]], Metrics: [{ Name: "Burnt", Unit: "Count" }] },
        ],
      },
      shop: "corner",
      Burnt: 0,
    },
  ]);
});
