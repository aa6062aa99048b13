import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files that take longest, and so must not be the last to begin: those that mostly wait beside those that work on all
 * cores.
 */
const longest = [
  "local/killed",
  "system/simulation/mutants",
  "bin/launch",
  "system/simulation/simulation",
  "local/faults",
  "browser/visitors",
  "local/synthesise",
  "lambda/connectors/results.contract",
  "docs/walk-through",
  "browser/console-setup",
  "local/start",
  "operator/results/preview",
  "system/last-release/last-release",
  "docs/commands",
  "local/start-refused",
  "browser/console-strained",
  "operator/program",
  "browser/form",
  "system/simulation/scenarios",
  "browser/console-waiting",
  "create/create",
  "lib/construct",
  "operator/remedies",
  "browser/demo-page",
  "lib/program/ending",
  "system/intruder/bodies",
  "browser/console-gates",
  "operator/console/no-secrets",
  "lambda/connectors/connectors.contract",
  "lib/synth/synthesise",
  "browser/first-hour",
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
