import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageFile } from "../../lib/program/places.ts";
import { noticesOf, noticesText } from "./notices.ts";
import { buildPrograms } from "./programs.ts";
import { buildTypes } from "./types.ts";

/** The package as npm gets it: a folder with what is built, and with what a program reads or bundles at run time. */

/** What is in the package of the clone's files, and why. */
const copied: readonly string[] = [
  // What is started, and starts what is built.
  "bin/bridge.mjs",
  "bin/app.mjs",
  "bin/functions.mjs",
  "bin/launch.mjs",
  // Processes and threads of their own, in JavaScript.
  "lib/synth/template-check-worker.mjs",
  "local/engine/guardian.mjs",
  "local/engine/token-check.mjs",
  "local/functions/worker.mjs",
  // The functions are bundled for each configuration, from their sources.
  "lambda",
  "form",
  "cdk.json",
  // The commands show the pages about senders and CRMs, and name the others.
  "docs",
  "ARCHITECTURE.md",
  "CHANGELOG.md",
  "LICENSE",
  "RUNBOOK.md",
  "SECURITY.md",
];

/** Of these, who contributes has the use, or a reader on the web. */
const left = /(?:^|\/)(?:pictures|decisions\.md|faults\.md|tsconfig\.json)$/;

/** Builds the package into a folder, which is then what it is and nothing else. */
export async function buildPackage(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const [{ metafiles }] = await Promise.all([
    buildPrograms(join(folder, "dist/program")),
    buildTypes(join(folder, "dist/types")),
  ]);
  for (const path of copied) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(packageFile(path), join(folder, path), { recursive: true, filter: (from) => !left.test(from) });
  }
  writeFileSync(join(folder, "THIRD-PARTY-NOTICES.txt"), noticesText(noticesOf(metafiles)));
  cpSync(packageFile("create/PACKAGE.md"), join(folder, "README.md"));
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(publishedManifest(process.env), undefined, 2)}\n`);
}

type Env = Readonly<Record<string, string | undefined>>;

/** npm compares it with the workflow that publishes, where that says whose it is. */
export const repositoryOf = (name: string | undefined) =>
  name === undefined ? {} : { repository: { type: "git", url: `git+https://github.com/${name}.git` } };

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** What the functions' sources import; the programs carry what they need themselves. */
const ofFunctions = [
  "@aws-sdk/client-dynamodb",
  "@aws-sdk/client-secrets-manager",
  "@rgrove/parse-xml",
  "libphonenumber-js",
  "zod",
];
/** Programs of their own. Who has the one package has `npx cdk`. */
const programs = ["aws-cdk", "esbuild"];
/** The app's own, of which there must be one alone. A newer one does as well. */
const ofTheApp = ["aws-cdk-lib", "constructs"];

/** As npm is to see it. The clone's own says what contributors need, and can be published by nobody. */
export function publishedManifest({ GITHUB_REPOSITORY }: Env): Record<string, unknown> {
  const manifest: Manifest = JSON.parse(readFileSync(packageFile("package.json"), "utf8"));
  const { name, version, description, license, type, engines, bin, dependencies, devDependencies } = manifest;
  const known = { ...dependencies, ...devDependencies };
  const pinned = (names: readonly string[], range = "") =>
    Object.fromEntries(names.map((each) => [each, `${range}${known[each]}`]));
  const engine = Object.entries(manifest.optionalDependencies).filter(([each]) => each.startsWith("@dynoxide/"));
  return {
    name,
    version,
    description,
    keywords: ["callingly", "leads", "crm", "speed-to-lead", "aws-cdk", "cdk", "serverless"],
    license,
    ...repositoryOf(GITHUB_REPOSITORY),
    type,
    engines,
    bin,
    exports: {
      ".": { types: "./dist/types/lib/index.d.ts", default: "./dist/program/index.js" },
      "./package.json": "./package.json",
    },
    dependencies: { ...pinned(ofFunctions), ...pinned(programs) },
    peerDependencies: pinned(ofTheApp, "^"),
    optionalDependencies: Object.fromEntries(engine),
  };
}
