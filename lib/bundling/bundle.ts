import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { bridgeOf, type Source } from "../../lambda/config/bridge.ts";
import type { BridgeConfig } from "../../lambda/config/schema.ts";
import { packageFolder } from "../program/places.ts";
import { formScript } from "./form-script.ts";
import { dataPacked, dataPackedTogether } from "./packed-data.ts";

/** The functions, in the order a lead meets them. Each is the file of its name in `lambda/functions`. */
export const functionNames = ["accept-lead", "dial-lead", "hear-call", "report-call", "reconcile"] as const;
export type FunctionName = (typeof functionNames)[number];

/** The directory of each function's code, ready to be uploaded. */
export type Bundles = Readonly<Record<FunctionName, string>>;

/** How code for Lambda is bundled, whatever it does. */
export const bundling = {
  absWorkingDir: packageFolder,
  bundle: true,
  minify: true,
  platform: "node",
  // What runs on a developer's machine is what is deployed, so the older of the two decides.
  target: "node20",
  // Else each use of a pattern with `\p{…}` would make that pattern anew: esbuild trusts no Node to know all of Unicode.
  supported: { "regexp-unicode-property-escapes": true },
  format: "esm",
  // Else a letter that is not of ours takes six bytes.
  charset: "utf8",
  mainFields: ["module", "main"],
  outExtension: { ".js": ".mjs" },
  // Some libraries are CommonJS and ask for Node's own modules by `require`, which ESM does not have.
  banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
  legalComments: "none",
  logLevel: "warning",
} satisfies BuildOptions;

/**
 * Bundles the five functions together with a checked configuration, which spares them the schema and its library.
 * The same input gives the same bytes, so a deployment touches only what changed.
 */
export async function bundleFunctions(config: BridgeConfig, outdir: string): Promise<Bundles> {
  await Promise.all(functionBuilds(config, outdir).map((options) => build(options)));
  return Object.fromEntries(functionNames.map((name) => [name, join(outdir, name)])) as Bundles;
}

/** Only one function reports to CRMs, and it reads no request: each carries the half of the connectors that it runs. */
const teller: FunctionName = "report-call";
/** And one fetches leads from the platforms of its sources. Those that have none, it need not know. */
const dialler: FunctionName = "dial-lead";

export const functionBuilds = (config: BridgeConfig, outdir: string) => [
  functionsBuild(
    functionNames.filter((name) => name !== teller && name !== dialler),
    config,
    [dataPacked, ...connectorsOf(config, intakesOf)],
    outdir,
  ),
  functionsBuild(
    [dialler],
    config,
    [dataPackedTogether, ...connectorsOf(config, platformsOf(config)), withoutRequests],
    outdir,
  ),
  functionsBuild([teller], config, [dataPacked, ...connectorsOf(config, reportsOf)], outdir),
];

const functionsBuild = (names: readonly FunctionName[], config: BridgeConfig, own: readonly Plugin[], outdir: string) =>
  ({
    ...bundling,
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, `lambda/functions/${name}.ts`])),
    plugins: [
      configAsJson(bundled(config)),
      formScriptAsText(config),
      ...own,
      wordsOf(config),
      ...(asksForCaptcha(config) ? [] : [withoutCaptchas]),
      ...(answersVisitors(config) ? [] : [withoutOutlook]),
      builtinsRequired,
    ],
    outdir,
  }) satisfies BuildOptions;

/** The connectors say which sources anybody may post to, and which stop the calling, but not every function carries them. */
const bundled = ({ stages: _, ...config }: BridgeConfig): BundledConfig => {
  const { source } = bridgeOf({ ...config, stages: {} } as BridgeConfig);
  const those = (has: (of: Source) => boolean) =>
    Object.keys(config.sources).filter((name) => {
      const found = source(name);
      return found !== undefined && has(found);
    });
  return {
    ...config,
    strangers: those(({ fromStrangers }) => fromStrangers),
    stopping: those(({ intake }) => intake.stops === true),
  };
};
type BundledConfig = Omit<BridgeConfig, "stages"> & {
  readonly strangers: readonly string[];
  readonly stopping: readonly string[];
};

/** No function needs to know how the stages are deployed. */
const configAsJson = (config: BundledConfig): Plugin => ({
  name: "config-as-json",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^#bridge-config$/ }, ({ path }) => ({ path, namespace: "bridge-config" }));
    onLoad({ filter: /.*/, namespace: "bridge-config" }, () => ({ contents: JSON.stringify(config), loader: "json" }));
  },
});

/** The script for pages, minified, beside its tag. */
const formScriptAsText = (config: BridgeConfig): Plugin => ({
  name: "form-script-as-text",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^#form-script$/ }, ({ path }) => ({ path, namespace: "form-script" }));
    onLoad({ filter: /.*/, namespace: "form-script" }, async () => ({
      contents: JSON.stringify(await formScript({ captchas: asksForCaptcha(config) })),
      loader: "json",
    }));
  },
});

/** A function starts sooner without connectors that the configuration does not use. */
const connectorsOf = (
  { sources, crms }: BridgeConfig,
  half: (keys: readonly string[], folder: string) => string,
): Plugin[] => [
  {
    name: "connectors-of-the-config",
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]lambda[\\/]connectors[\\/]index\.ts$/ }, ({ path }) => {
        const used = new Set([...Object.values(sources), ...Object.values(crms)].map(({ connector }) => connector));
        const folder = dirname(path);
        return { contents: half([...used].sort(), folder), loader: "ts", resolveDir: folder };
      });
    },
  },
  ...(half === reportsOf ? [] : [withoutReports]),
];

/** A registry of some connectors alone. Each is the export of its key, in the file of its key. */
const intakesOf = (keys: readonly string[], folder: string): string => `${keys
  .map((key) => `import { ${nameOf(key)} } from "${fileOf(key, folder)}";`)
  .join("\n")}
export const connectors = [${keys.map(nameOf).join(", ")}];
`;

/** As {@link intakesOf}, without what reads requests of senders that send leads whole. */
const platformsOf =
  (config: BridgeConfig) =>
  (keys: readonly string[], folder: string): string => {
    const { source } = bridgeOf({ ...config, stages: {} } as BridgeConfig);
    const fetching = new Set(
      Object.entries(config.sources).flatMap(([name, { connector }]) =>
        source(name)?.intake.platform ? [connector] : [],
      ),
    );
    const entry = (key: string) =>
      fetching.has(key) ? nameOf(key) : `{ key: "${key}", intake: { bind: () => ({}) } }`;
    const imports = keys.filter((key) => fetching.has(key));
    return `${imports.map((key) => `import { ${nameOf(key)} } from "${fileOf(key, folder)}";`).join("\n")}
export const connectors = [${keys.map(entry).join(", ")}];
`;
  };

/** A connector's file reads requests as well, which the function that fetches never gets: XML alone takes a library. */
const withoutRequests: Plugin = {
  name: "without-requests",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]lambda[\\/]runtime[\\/]body\.ts$/ }, () => ({
      contents: `export const parseBody = () => { throw new Error("This function reads no requests"); };`,
    }));
  },
};

/** A CRM's other half is the export of its key and `Report`, in `report.ts` of its folder. */
const withoutReports: Plugin = {
  name: "without-reports",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]connectors[\\/]vendors[\\/][^\\/]+[\\/]report\.ts$/ }, ({ path }) => ({
      contents: `export const ${nameOf(basename(dirname(path)))}Report = undefined;`,
    }));
  },
};

/** The same for the function that reports to CRMs: without the reading of requests. */
const reportsOf = (keys: readonly string[], folder: string): string => {
  const crms = keys.filter((key) => existsSync(join(folder, `vendors/${key}/report.ts`)));
  const entries = keys.map(
    (key) =>
      `{ key: "${key}", intake: { bind: () => ({}) }${crms.includes(key) ? `, report: ${nameOf(key)}Report` : ""} }`,
  );
  return `${crms.map((key) => `import { ${nameOf(key)}Report } from "./vendors/${key}/report.ts";`).join("\n")}
export const connectors = [${entries.join(", ")}];
`;
};

/** Where the connector of a key stands: a file, or a file in the folder of a vendor that needs more. */
export const fileOf = (key: string, folder: string): string =>
  [`./vendors/${key}.ts`, `./vendors/${key}/${key}.ts`].find((file) => existsSync(join(folder, file))) ?? key;

/** The export's name of the connector of a key: `google-ads` as `googleAds`. */
export const nameOf = (key: string): string => key.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const asksForCaptcha = ({ sources }: BridgeConfig): boolean =>
  Object.values(sources).some(({ captcha }) => captcha !== undefined);

const withoutCaptchas: Plugin = {
  name: "without-captchas",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/captcha\.ts$/ }, ({ resolveDir }) => ({ path: join(resolveDir, "no-captcha.ts") }));
  },
};

/** The words for visitors in the languages that the configuration names, and in English. */
const wordsOf = ({ sources }: BridgeConfig): Plugin => ({
  name: "words-of-the-config",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]connectors[\\/]kit[\\/]words[\\/]index\.ts$/ }, ({ path }) => {
      const named = Object.values(sources).flatMap(({ settings: { language, languages } }) =>
        [language, languages].flat(),
      );
      const used = [...new Set(["en", ...named.filter((each) => typeof each === "string")])].sort();
      const imports = used.map((language) => `import { page as ${language} } from "./${language}.ts";`);
      const contents = `${imports.join("\n")}\nexport const words = { ${used.join(", ")} };\n`;
      return { contents, loader: "ts", resolveDir: dirname(path) };
    });
  },
});

const answersVisitors = (config: BridgeConfig): boolean => {
  const { source } = bridgeOf(config);
  return Object.keys(config.sources).some((name) => source(name)?.intake.isPublic === true);
};

const withoutOutlook: Plugin = {
  name: "without-outlook",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/outlook\.ts$/ }, ({ resolveDir }) => ({ path: join(resolveDir, "no-outlook.ts") }));
  },
};

/**
 * Node's own modules by `require`, and of each no more than what is used: an import makes Node look at all that a
 * module offers, and for some of it Node loads half of itself, for `WebSocket` of `node:http` its whole second HTTP
 * client. That would be a quarter of a function's start.
 */
const builtinsRequired: Plugin = {
  name: "builtins-required",
  setup({ onResolve, onLoad }) {
    const namespace = "builtins-required";
    onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === "require-call" ? { path, external: true } : { path, namespace },
    );
    onLoad({ filter: /.*/, namespace }, ({ path }) => {
      const names = Object.keys(process.getBuiltinModule(path) ?? {}).filter((name) => name !== "default");
      const exports = names.map((name) => `export const ${name} = /* @__PURE__ */ $take(() => $all.${name});`);
      return {
        contents: [
          `const $all = require("${path}"), $take = (from) => from();`,
          "export default $all;",
          ...exports,
        ].join("\n"),
      };
    });
  },
};
