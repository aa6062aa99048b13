import { defineConfig } from "vitest/config";

/** `npm run test:browser`: what needs Chromium, which a machine with nothing but Node does not have. */
export default defineConfig({
  test: {
    include: ["test/browser/**/*.test.ts"],
    globalSetup: "test/end-with-npm.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
