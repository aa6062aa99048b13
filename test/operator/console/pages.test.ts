import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { consolePages } from "../../../operator/console/pages.ts";

it("the script of all pages together is 60 kB at most, as it travels", async () => {
  const { files } = await consolePages();
  const scripts = [...files].filter(([path]) => path.endsWith(".js"));
  expect(scripts).toHaveLength(1);
  expect(gzipSync(scripts[0]?.[1].body ?? "").length).toBeLessThanOrEqual(60_000);
});
