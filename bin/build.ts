import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join, relative } from "node:path";
import { Command } from "commander";
import { endWithNpm } from "../lib/program/ending.ts";
import { packageFile } from "../lib/program/places.ts";
import { thisPlatform } from "../lib/program/platform.ts";
import { buildCreate } from "./build/create.ts";
import { buildPackage } from "./build/package.ts";

/** `npm run build` and `npm run package`: what npm gets of this project, as folders or as files. */

const { pack, json } = new Command("npm run build --")
  .description("Builds the packages callingly-bridge and create-callingly-bridge into dist/npm.")
  .option("--pack", "as the files that npm publishes and installs, too")
  .option("--json", "print one JSON line")
  .parse()
  .opts<{ pack?: true; json?: true }>();

endWithNpm();
const startedAt = performance.now();
const into = packageFile("dist/npm");
rmSync(into, { recursive: true, force: true });
const folders = { bridge: join(into, "callingly-bridge"), create: join(into, "create-callingly-bridge") };
await Promise.all([buildPackage(folders.bridge), buildCreate(folders.create)]);
const packed = pack ? { bridge: packedFrom(folders.bridge), create: packedFrom(folders.create) } : undefined;
const seconds = Number(((performance.now() - startedAt) / 1000).toFixed(1));
if (json) console.log(JSON.stringify({ folders, packed, seconds }));
else {
  const made = Object.values(packed ?? folders).map((one) =>
    typeof one === "string"
      ? relative(process.cwd(), one)
      : `${relative(process.cwd(), one.file)}   ${Math.ceil(one.bytes / 1000)} kB, ${one.contents.length} files`,
  );
  console.log(`Built in ${seconds} s:\n${made.map((path) => `  ${path}`).join("\n")}`);
  if (packed) {
    const [bridge, create] = [packed.bridge, packed.create].map(({ file }) => `./${relative(process.cwd(), file)}`);
    console.log(
      `\nA bridge of your own, made of them:\n  npm exec --yes --package ${create} -- create-callingly-bridge ../my-bridge --package ${bridge}`,
    );
  }
}

interface Packed {
  /** As npm names it. */
  readonly file: string;
  readonly bytes: number;
  /** The paths of the files in it. */
  readonly contents: readonly string[];
}

function packedFrom(folder: string): Packed {
  const typed = ["pack", folder, "--pack-destination", into, "--json", "--loglevel", "error"];
  const { program, words, shell } = thisPlatform.script("npm", typed);
  const said = execFileSync(program, words, { encoding: "utf8", shell });
  const [{ filename, size, files }] = JSON.parse(said) as [
    { readonly filename: string; readonly size: number; readonly files: readonly { readonly path: string }[] },
  ];
  return { file: join(into, filename), bytes: size, contents: files.map(({ path }) => path) };
}
