import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { findChromium, here } from "./test/browser/chromium/find.ts";
import { LongestFirst } from "./test/longest-first.ts";

const browserTests = "test/browser/**/*.test.ts";
/** It says so when there is no browser, and needs none. */
const chromiumTest = "test/browser/chromium.test.ts";

export default defineConfig({
  test: {
    globalSetup: "test/end-with-npm.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Modules are loaded once for all files that one process runs: none is mocked, and loading them for each file took a
    // third of the time. So what a test changes about its surroundings must not outlive it.
    isolate: false,
    unstubEnvs: true,
    sequence: { sequencer: LongestFirst },
    // Some files mostly wait for processes that they start, so a worker more than there are cores takes a quarter off.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        extends: true,
        test: { name: "node", include: ["test/**/*.test.ts"], exclude: [browserTests], setupFiles: ["test/setup.ts"] },
      },
      {
        // A project of its own, so that Chromium is started only by who runs these files.
        extends: true,
        test: {
          name: "browser",
          include: [findChromium(here()) ? browserTests : chromiumTest],
          globalSetup: "test/browser/chromium/start.ts",
          setupFiles: ["test/setup.ts"],
        },
      },
    ],
  },
});
