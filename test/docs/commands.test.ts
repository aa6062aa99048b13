import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build, type Plugin } from "esbuild";
import { split } from "shlex";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { programs } from "../../bin/build/programs.ts";
import { settingNames } from "../../lib/stage.ts";
import { readSettings } from "../../local/settings.ts";
import { bridge } from "../operator/command-line.ts";
import { commandsOf, described } from "./command-table.ts";
import { commandsWithin, typedIn, typedInDocuments } from "./commands.ts";

/**
 * Every command that a document or a --help tells to type is taken by the program that it names. Those that other tests
 * carry out as well: walk-through, operating, preview, command-line. What this machine cannot carry out is named here.
 */

const root = join(import.meta.dirname, "../..");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };

/** Programs that are not ours, and where what is typed there is tried. */
const elsewhere: readonly { readonly command: RegExp; readonly why: string }[] = [
  { command: /^git pull$/, why: "brings another version, which is then tested by npm test" },
  {
    command: /^(grep -c '[^']*'|tail -1|head -3|echo '.*'|echo ".*"|FILES=\S+)$/,
    why: "carried out by walk-through and preview",
  },
  {
    command: /^docker run -p 8000:8000 amazon\/dynamodb-local$/,
    why: "AWS's own engine, as AWS describes it; bench:path starts a bridge on an engine that is named",
  },
  {
    command: /^cloudflared tunnel --url http:\/\/127\.0\.0\.1:\d+$/,
    why: "one of many tunnels; test:aws looks whether it leads here",
  },
  { command: /^cd (\.\.\/)?my-bridge$/, why: "a word of the shell's own" },
  { command: /^alias bridge='npm run --silent bridge --'$/, why: "a word of the shell's own" },
  { command: /^eval "\$\(bridge completion bash\)"$/, why: "test/operator/program.test.ts completes with it" },
  { command: /^curl <the address> /, why: "test/lambda/connectors/json.test.ts posts what it posts" },
  {
    command:
      /^curl (-X PUT )?"?https:\/\/(api\.(followupboss|close|copper|keap|pipedrive|getbase)\.com|services\.leadconnectorhq\.com|ACCOUNT\.api-us1\.com|acme\.myfreshworks\.com)\//,
    why: "a CRM's own API, as its vendor describes it",
  },
  { command: /^curl https:\/\/api\.calendly\.com\//, why: "Calendly's own API, as Calendly describes it" },
  {
    command: /^aws cloudformation (update-termination-protection|detect-stack-drift)\b/,
    why: "AWS's own, on a deployed stack",
  },
  {
    command: /^aws dynamodb (update-table|delete-table|restore-table-to-point-in-time)\b/,
    why: "AWS's own, on a table",
  },
];

/** What the CDK does for us is done by test:deploy, in AWS by test:aws. */
const cdkVerbs = /cdk\(\["(\w+)"|run\(\["(\w+)"|"(deploy)"/g;
const deployed = new Set(
  [...readFileSync(join(root, "test/system/deploy/cdk.ts"), "utf8").matchAll(cdkVerbs)].flatMap((verbs) =>
    verbs.slice(1),
  ),
);
/** Without a stack that was destroyed and left its table behind, there is nothing to import. */
const byHand = new Set(["import"]);

/** By script of npm: the options that its program takes, as it says itself. */
const options = new Map<string, ReadonlySet<string>>();
const helps: { readonly program: string; readonly text: string }[] = [];

mkdirSync(join(root, "dist"), { recursive: true });
/** In the clone, where what is left outside of a program is found. */
const built = mkdtempSync(join(root, "dist/helps-"));
afterAll(() => rmSync(built, { recursive: true, force: true }));

beforeAll(async () => {
  const own = Object.entries(scripts).flatMap(([script, command]) => {
    if (script === "start") return [{ script, words: ["bin/bridge.ts", "start"] }];
    const [, file] = /^node --import tsx ([^ ]+)/.exec(command) ?? [];
    const isWritten = file === undefined || file.includes("/write-") || script === "docs:cost";
    return isWritten ? [] : [{ script, words: [file] }];
  });
  // Built together, as to translate them one by one takes seconds of each.
  await buildTogether(own.map(({ words: [file = ""] }) => file));
  const said = own.map(({ words: [file = "", ...words] }) => {
    const program = join(built, file.replace(/ts$/, "js"));
    return promisify(execFile)(process.execPath, [program, ...words, "--help"], { cwd: root });
  });
  for (const [at, { stdout }] of (await Promise.all(said)).entries()) {
    const { script = "" } = own[at] ?? {};
    helps.push({ program: script, text: stdout });
    options.set(script, new Set(stdout.match(/(?<=^ {2})--[a-z-]+/gm)));
  }
  for (const path of commandsOf(described()).keys())
    helps.push({ program: `bridge ${path}`, text: (await bridge([...path.split(" "), "--help"])).out });
}, 240_000);

const documented = typedInDocuments();
const typed = documented.filter(({ line }, at) => documented.findIndex((other) => other.line === line) === at);

describe("a command that is told to be typed", () => {
  it("is found wherever it stands", () => {
    expect(typed.length).toBeGreaterThan(120);
    expect(
      typedIn("Type\n```\nnpm start # at once\n\nmake it \\\n  so\n```\nthen `bridge doctor`, not `leads`."),
    ).toEqual(["npm start", "make it so", "bridge doctor"]);
  });

  it.each(typed)("is taken: $line ($page)", async ({ line }) => {
    for (const part of partsOf(line)) expect(await complaintAbout(part), part).toBeUndefined();
  });

  it.each(["npm run nothing", "npm start -- --fast", "bridge leads lose X", "npx cdk deploy -c stag=dev", "make all"])(
    "is refused where nothing takes it: %s",
    async (line) => expect(await complaintAbout(line)).toBeDefined(),
  );

  it("is taken where a program's own --help tells it", async () => {
    expect(helps.length).toBeGreaterThan(50);
    for (const { program, text } of helps) {
      const commands = [
        ...commandsWithin(text),
        ...(text.match(/(?<=^|[\s(])(?:npx cdk \w+|npm start|npm run [\w:]+)/gm) ?? []),
      ];
      for (const command of commands)
        expect(await complaintAbout(command), `${program} --help: ${command}`).toBeUndefined();
    }
  });

  it("is not listed as another's when nobody tells it", () => {
    for (const { command } of elsewhere)
      expect(
        typed.some(({ line }) => partsOf(line).some((part) => command.test(part))),
        String(command),
      ).toBe(true);
  });
});

/** Programs as the package's are built. */
async function buildTogether(files: readonly string[]): Promise<void> {
  const entryPoints = Object.fromEntries(files.map((file) => [file.replace(/\.ts$/, ""), file]));
  // A browser's driver is not made to be built.
  const external = [...programs.external, "playwright-core"];
  const plugins = [...programs.plugins, inItsPlace];
  await build({ ...programs, external, plugins, entryPoints, outdir: built });
}

/** What belongs to tests and benchmarks reads files that lie beside it. */
const inItsPlace: Plugin = {
  name: "in-its-place",
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/](?:bench|test)[\\/].*\.ts$/ }, async ({ path }) => ({
      loader: "ts",
      contents: (await readFile(path, "utf8"))
        .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)))
        .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href)),
    })),
};

/** `a && b`, `a | b` and `a ; b` are several. */
const partsOf = (line: string): string[] =>
  line
    .split(/\s*(?:&&|\||;)\s*(?=(?:[^'"]|'[^']*'|"[^"]*")*$)/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** @returns what is wrong with a command; undefined when a program takes it */
async function complaintAbout(command: string): Promise<string | undefined> {
  if (elsewhere.some((one) => one.command.test(command))) return undefined;
  const [, program = "", rest = ""] = /^(?:[A-Z_]+=\S+ )*(npm|npx|bridge|cdk)(?: (.*))?$/.exec(command) ?? [];
  if (program === "npm") return complaintAboutNpm(rest);
  if (program === "bridge") return complaintAboutBridge(rest);
  if (program === "cdk") return complaintAboutCdk(rest);
  if (/^bridge( |$)/.test(rest)) return complaintAboutBridge(rest.slice("bridge ".length));
  if (rest.startsWith("cdk ")) return complaintAboutCdk(rest.slice("cdk ".length));
  const [, files] = /^vitest run(.*?)(?: -t "[^"]+")?$/.exec(rest) ?? [];
  if (files === undefined) return "nothing here takes it, and it is not listed as another's";
  return split(files).find((file) => !existsSync(join(root, file)));
}

async function complaintAboutNpm(rest: string): Promise<string | undefined> {
  if (["ci", "install"].includes(rest)) return undefined;
  // Both are carried out by test:deploy, and with other words by test/create.
  if (/^create callingly-bridge( my-bridge)?$/.test(rest)) return undefined;
  if (/^exec --yes --package \S+ -- create-callingly-bridge \S+ --package \S+$/.test(rest)) return undefined;
  if (/^install (callingly-bridge@latest|<clone>\/dist\/npm\/callingly-bridge-[\d.]+\.tgz)$/.test(rest))
    return undefined;
  // npm's own, of packages that are others'.
  if (/^install --save-dev( @?[a-z][a-z/-]*)+$/.test(rest)) return undefined;
  const [, script = "", line = ""] =
    /^(?:run (?:--silent )?)?([\w:]+)(?: --silent)?(?: --(?: (.*))?)?$/.exec(rest) ?? [];
  if (!(script in scripts)) return `there is no script ${script}`;
  if (script === "bridge") return complaintAboutBridge(line);
  const args = split(line);
  if (script === "start" && args.length > 0) return refusal(() => readSettings(args, {}));
  const known = options.get(script);
  return args.find((arg) => arg.startsWith("--") && arg !== "--help" && !known?.has(arg));
}

/** Wrong options end the process with a word. */
function refusal(work: () => unknown): string | undefined {
  const exit = process.exit;
  process.exit = (() => {
    throw new Error("refused");
  }) as never;
  try {
    work();
    return undefined;
  } catch (error) {
    return String(error);
  } finally {
    process.exit = exit;
  }
}

/** `<command>` stands for any. A command that is only named, with or without `…`, is named rightly when there is one. */
async function complaintAboutBridge(line: string): Promise<string | undefined> {
  const args = split(line.replace("<command>", "doctor"));
  if (args[0] === "start" && args[1] !== "--help") return refusal(() => readSettings(args.slice(1), {}));
  if (args.length === 0 || (args.length === 1 && args[0] === "--help")) return undefined;
  const program = described();
  if (commandsOf(program).has(line.replace(/ …$/, ""))) return undefined;
  let taken = false;
  let complaint = "";
  for (const command of commandsOf(program).values()) {
    command.configureOutput({ writeErr: (text) => (complaint += text), writeOut: () => {} }).action(() => {
      taken = true;
    });
  }
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if ((error as { exitCode?: number }).exitCode === 0) return undefined;
    complaint ||= String(error);
  }
  // A group by itself tells what there is in it.
  return taken || complaint === "" ? undefined : complaint;
}

function complaintAboutCdk(rest: string): string | undefined {
  const [verb = "", ...args] = split(rest);
  if (!deployed.has(verb) && !byHand.has(verb)) return `test:deploy does no cdk ${verb}`;
  return args
    .filter((_, at) => args[at - 1] === "-c")
    .find((setting) => !(settingNames as readonly string[]).includes(setting.split("=")[0] ?? ""));
}
