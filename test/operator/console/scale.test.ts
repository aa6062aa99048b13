import { expect, it } from "vitest";
import { scaleOf } from "../../../console/pages/today/scale.ts";

it.each([
  [[0.3, 4], { low: 0.1, high: 10, marks: [0.1, 0.2, 0.5, 1, 2, 5, 10] }],
  [[2, 3], { low: 1, high: 10, marks: [1, 2, 5, 10] }],
  [[0.2, 40_000], { low: 0.1, high: 100_000, marks: [0.1, 1, 10, 100, 1_000, 10_000, 100_000] }],
  [[0], { low: 0.1, high: 1, marks: [0.1, 0.2, 0.5, 1] }],
  [[], { low: 10, high: 100, marks: [10, 20, 50, 100] }],
])("the side of a picture of %j goes from one power of ten to another", (values, scale) => {
  expect(scaleOf(values)).toEqual(scale);
});
