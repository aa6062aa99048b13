import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Ring } from "../../../stand-ins/callingly/model.ts";
import { until } from "../../local/until.ts";
import { clone } from "./cdk.ts";
import { type Configs, configs } from "./configs.ts";
import type { Owned, OwnedProcess } from "./owned.ts";

/** A bridge as a user has it: made by `npm create` in an empty folder, of the packages as npm gets them. */
export interface PackedApp {
  readonly project: string;
  readonly configs: Configs;
}

type Env = Readonly<Record<string, string | undefined>>;

interface PackedFile {
  readonly file: string;
  readonly contents: readonly string[];
}

/** What npm publishes: the bridge, and what makes an app of it. */
export interface Packages {
  readonly bridge: PackedFile;
  readonly create: PackedFile;
}

export async function packPackages(env: Env, owned: Owned): Promise<Packages> {
  const words = ["run", "--silent", "package", "--", "--json"];
  return JSON.parse(await output("npm", words, { env, cwd: clone, owned })).packed;
}

/** Where something belongs that is needed at run time. */
const wanted =
  /^(?:bin\/\w+\.mjs|dist\/program\/(?:console\/)?[\w-]+\.(?:js|css)|dist\/types\/(?:lib|lambda)\/.+\.d\.ts|(?:lambda|form)\/.+\.(?:ts|json)|l(?:ib|ocal)\/.+\.mjs|lambda\/lead\/hours\/data\/(?:LICENSE|NOTICE)[\w.-]+|docs\/(?:(?:crms|sources)\/)?[\w-]+\.(?:md|gs)|cdk\.json|package\.json|LICENSE|[A-Z-]+\.(?:md|txt))$/;
const needed = [
  "bin/app.mjs",
  "bin/bridge.mjs",
  "bin/functions.mjs",
  "dist/program/console/app.css",
  "dist/program/console/app.js",
  "dist/types/lib/index.d.ts",
  "docs/sources/README.md",
  "THIRD-PARTY-NOTICES.txt",
];

/** @throws Error naming files that are in the package for nothing, or are missing. @returns how many are in it */
export function expectNoMore({ bridge, create }: Packages): number {
  const tooMuch = bridge.contents.filter((path) => !wanted.test(path));
  const missing = needed.filter((path) => !bridge.contents.includes(path));
  if (tooMuch.length + missing.length > 0)
    throw new Error(
      `Too much in the package: ${tooMuch.join(", ") || "nothing"}; missing: ${missing.join(", ") || "nothing"}`,
    );
  const made = [...create.contents].sort().join(" ");
  if (made !== "LICENSE README.md create.mjs package.json") throw new Error(`In create-callingly-bridge: ${made}`);
  return bridge.contents.length;
}

/** Without a word from the registry where npm has all of it, as after `npm ci`. */
const npm = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel", "error"];

/** @param folder an empty one */
export async function makeApp(
  { bridge, create }: Packages,
  folder: string,
  env: Env,
  owned: Owned,
): Promise<PackedApp> {
  mkdirSync(folder, { recursive: true });
  const words = ["create-callingly-bridge", "my-bridge", "--package", bridge.file, "--json"];
  const said = await output("npm", ["exec", "--yes", ...npm, "--package", create.file, "--", ...words], {
    env,
    cwd: folder,
    owned,
  });
  const { folder: project } = JSON.parse(said) as { folder: string };
  await output("npm", ["install", ...npm], { env, cwd: project, owned });
  // One dependency brings the CDK's command line as well.
  if (!existsSync(join(project, "node_modules/.bin/cdk"))) throw new Error("npm has linked no cdk in the app");
  return {
    project,
    configs: { first: putConfig(configs.first, project), changed: putConfig(configs.changed, project) },
  };
}

/** As a user writes it. */
function putConfig(path: string, project: string): string {
  const own = join(project, basename(path));
  writeFileSync(own, readFileSync(path, "utf8").replace('"../../../lambda/config/schema.ts"', '"callingly-bridge"'));
  return own;
}

/** `npm start`, until Callingly rings the first lead that is sent. @returns whom it rang */
export async function firstCall({ project }: PackedApp, env: Env, owned: Owned): Promise<string> {
  const running = owned.start("npm", ["start", "--silent", "--", "--json", "--port", "0"], { env, cwd: project });
  try {
    const { sources, callingly } = await ready(running);
    const phone = "+12065550177";
    const { status } = await fetch(sources.anything?.url ?? "", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ first_name: "Grace", last_name: "Lake", phone }),
    });
    if (status !== 200) throw new Error(`The lead was answered with ${status}`);
    await until(
      "it rings",
      async () => {
        const rings = (await (await fetch(`${callingly.url}/_standin/rings`)).json()) as Ring[];
        return rings.some(({ phone_number }) => phone_number === phone);
      },
      60_000,
    );
    return phone;
  } finally {
    await running.end();
  }
}

/** An app of somebody's own, with what the package is imported for. */
const ownApp = `import { App, Stack } from "aws-cdk-lib";
import { Bridge, defineConfig } from "callingly-bridge";

const sources = { web: { connector: "json", account: "main", team: 1 } };
const config = defineConfig({ accounts: { main: {} }, sources });
const bridge = new Bridge(new Stack(new App(), "leads"), "Bridge", { config, alarmEmail: "you@example.com" });
export const table: string = bridge.table.tableName;
// @ts-expect-error A team is a number.
defineConfig({ accounts: { main: {} }, sources: { web: { ...sources.web, team: "sales" } } });
`;

/** @throws Error when the types do not fit, or what is imported is not there */
export async function importPackage({ project }: PackedApp, env: Env, owned: Owned): Promise<void> {
  writeFileSync(join(project, "own-app.ts"), ownApp);
  const packages = join(clone, "node_modules");
  const strict = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2023"];
  const types = ["--typeRoots", join(packages, "@types"), "--types", "node"];
  const compiler = [join(packages, "typescript/bin/tsc"), ...strict, ...types, "own-app.ts"];
  await output(process.execPath, compiler, { env, cwd: project, owned });
  const look = `import("callingly-bridge").then((all) => console.log(Object.keys(all).sort().join(" ")))`;
  const said = await output(process.execPath, ["-e", look], { env, cwd: project, owned });
  for (const name of ["Bridge", "bundleFunctions", "defineConfig"])
    if (!said.split(/\s/).includes(name)) throw new Error(`callingly-bridge exports no ${name}: ${said}`);
}

interface Ready {
  readonly sources: Readonly<Record<string, { readonly url: string }>>;
  readonly callingly: { readonly url: string };
}

async function ready(running: OwnedProcess): Promise<Ready> {
  let isOver = false;
  void running.ended.then(() => {
    isOver = true;
  });
  const line = () => /^\{.*\}$/m.exec(running.stdout())?.[0];
  await until(
    "npm start is ready",
    async () => {
      if (isOver) throw new Error(`npm start ended:\n${running.output()}`);
      return line() !== undefined;
    },
    180_000,
  );
  return JSON.parse(line() ?? "");
}

async function output(
  program: string,
  args: readonly string[],
  { env, cwd, owned }: { readonly env: Env; readonly cwd: string; readonly owned: Owned },
): Promise<string> {
  const running = owned.start(program, args, { env, cwd });
  const result = await running.ended;
  if (result !== 0)
    throw new Error(`\`${program} ${args[0]}\` ended with ${result}:\n${running.output().slice(-4_000)}`);
  return running.stdout();
}
