import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, expect, it } from "vitest";
import { tables } from "../../../lambda/lead/hours/tables.ts";
import { plans } from "../../../lambda/lead/reader/plans.ts";
import { vocabulary } from "../../../lambda/lead/reader/vocabulary/index.ts";
import { kindsOfNumbers } from "../../../lambda/lead/rules/kinds-of-numbers.ts";
import { bundling } from "../../../lib/bundling/bundle.ts";
import { dataPacked, dataPackedTogether } from "../../../lib/bundling/packed-data.ts";
import { scratchFolder } from "../../../local/scratch-folder.ts";

const folder = scratchFolder("bridge-packed-");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const files = {
  tables: "./lambda/lead/hours/tables.ts",
  plans: "./lambda/lead/reader/plans.ts",
  vocabulary: "./lambda/lead/reader/vocabulary/index.ts",
};

it.each([
  { holder: "a function that takes leads", plugin: dataPacked, data: { tables, plans, vocabulary }, more: "" },
  {
    holder: "the dialler",
    plugin: dataPackedTogether,
    data: { tables, plans, vocabulary, kindsOfNumbers },
    more: 'export { kindsOfNumbers } from "./lambda/lead/rules/kinds-of-numbers.ts";',
  },
])(
  "the bundle of $holder holds its data in less than half of their letters, and unpacks them as they were",
  async ({ plugin, data, more }) => {
    const outfile = join(folder, `${plugin.name}.mjs`);
    const contents = Object.entries(files).map(([name, file]) => `export { ${name} } from "${file}";`);
    const { metafile } = await build({
      ...bundling,
      stdin: { contents: [...contents, more].join("\n"), resolveDir: bundling.absWorkingDir },
      outExtension: {},
      outfile,
      plugins: [plugin],
      metafile: true,
    });
    const [{ bytes } = { bytes: 0 }] = Object.values(metafile.outputs);
    const letters = JSON.stringify(data);
    expect(bytes).toBeLessThan(letters.length / 2);
    // Whether, not what: a difference would be longer than anybody reads.
    const unpacked: object = { ...(await import(pathToFileURL(outfile).href)) };
    for (const [name, value] of Object.entries(data))
      expect([name, JSON.stringify(unpacked[name as never]) === JSON.stringify(value)]).toEqual([name, true]);
  },
);
