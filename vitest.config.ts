import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/end-with-npm.ts",
    // It needs a browser on the machine: `npm run test:browser`.
    exclude: ["test/browser/**"],
    setupFiles: ["test/setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Modules are loaded once for all files that one process runs: none is mocked, and loading them for each file took a
    // third of the time. So what a test changes about its surroundings must not outlive it.
    isolate: false,
    unstubEnvs: true,
    sequence: { sequencer: LongestFirst },
    // Some files mostly wait for processes that they start, so a worker more than there are cores takes a quarter off.
    maxWorkers: availableParallelism() + 1,
  },
});
