import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Metafile } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { allowedLicenses, noticesOf, noticesText } from "../../bin/build/notices.ts";
import { packageFile, packageFolder } from "../../lib/program/places.ts";
import { bundlePages } from "../../operator/console/bundle-pages.ts";

/** Packages that were made up, in a folder of the clone, as the bundler would name their files. */
mkdirSync(packageFile("dist"), { recursive: true });
const folder = mkdtempSync(packageFile("dist/notices-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function aPackage(name: string, license: string | undefined, files: Readonly<Record<string, string>> = {}): string {
  const own = join(folder, "node_modules", name);
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, "package.json"), JSON.stringify({ name, version: "1.0.0", license }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(own, file), text);
  return `${relative(packageFolder, own)}/index.js`;
}

const within = (...paths: readonly string[]): Metafile => ({
  inputs: {},
  outputs: {
    "out.js": {
      bytes: 1,
      imports: [],
      exports: [],
      inputs: Object.fromEntries(paths.map((path) => [path, { bytesInOutput: 7 }])),
    },
  },
});

describe("the notices of what is within the package", () => {
  it("name each package of what was bundled, with its licence and its words", async () => {
    const { metafile } = await bundlePages();
    const notices = noticesOf([metafile]);
    expect(notices.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["@preact/signals", "@preact/signals-core", "preact", "preact-iso"]),
    );
    for (const { name, license, text } of notices) {
      expect(allowedLicenses, name).toContain(license);
      expect(text.length, name).toBeGreaterThan(200);
      expect(noticesText(notices)).toContain(text);
    }
  });

  it("leave out what was read and is not within", () => {
    const metafile = within(aPackage("unused", "MIT"));
    const [output] = Object.values(metafile.outputs);
    for (const input of Object.values(output?.inputs ?? {})) input.bytesInOutput = 0;
    expect(noticesOf([metafile])).toEqual([]);
  });

  it("have the words of a README where a package brings no file of them", () => {
    const path = aPackage("@some/told", "MIT", { "README.md": "# Told\n\n## License\n\nMIT © Ada Fields\n" });
    expect(noticesOf([within(path)])).toEqual([
      { name: "@some/told", version: "1.0.0", license: "MIT", text: "MIT © Ada Fields" },
    ]);
  });

  it.each([
    ["GPL-3.0", "on the terms of GPL-3.0"],
    ["AGPL-3.0-only", "on the terms of AGPL-3.0-only"],
    [undefined, "on the terms of undefined"],
  ])("stop the build at a licence that asks for more: %s", (license, words) => {
    const path = aPackage(`copyleft-${license}`, license, { LICENSE: "words" });
    expect(() => noticesOf([within(path)])).toThrow(words);
  });

  it("stop the build where nothing says whose it is", () => {
    expect(() => noticesOf([within(aPackage("silent", "MIT"))])).toThrow("silent 1.0.0 brings no text of its licence");
  });
});
