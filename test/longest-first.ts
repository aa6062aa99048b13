import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take longest, and so must not be the last to begin. */
const longest = [
  "local/killed",
  "system/simulation/mutants",
  "local/faults",
  "system/simulation/simulation",
  "docs/walk-through",
  "local/start",
  "system/last-release/last-release",
  "browser/form",
  "browser/console-setup",
  "browser/visitors",
  "lambda/connectors/results.contract",
  "system/simulation/scenarios",
  "lib/synthesise",
  "lambda/store/contract",
];

/** Begins with the longest files, also where no earlier run has left its durations, as in CI. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
