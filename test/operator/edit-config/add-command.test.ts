import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { byNpx } from "../../../lib/program/typed.ts";
import { readConfig } from "../../../lib/synth/read-config.ts";
import type { Cli } from "../../../operator/cli/command.ts";
import { bridgeProgram } from "../../../operator/cli/program.ts";
import { editWith, openConfig, writeEdit } from "../../../operator/edit-config/edit.ts";
import { bridge, type Typed } from "../command-line.ts";

const before = `import { defineConfig } from "../../../../lambda/config/schema.ts";

export default defineConfig({
  accounts: {
    main: { timeZone: "America/New_York" }, // the office
  },
  crms: {
    hubspot: { connector: "hubspot" },
  },
  sources: {
    website: { connector: "html-form", account: "main", team: 19230, country: "US", report: ["hubspot"], group: "acme" },
  },
});
`;

const inCommonJs = before
  .replace(/^import.*\n\n/, "")
  .replace("export default defineConfig({", "module.exports = {")
  .replace(/\}\);\n$/, "};\n");

/** In the project, as a user's would be: what it writes imports from here. */
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(import.meta.dirname, "add-"));
  file = join(folder, "bridge.config.ts");
  writeFileSync(file, before);
});
afterEach(() => rmSync(folder, { recursive: true }));

const type = (line: string, typed: Typed = {}) =>
  bridge(line.split(" ").filter(Boolean), { env: { BRIDGE_CONFIG: file }, ...typed });
const now = () => readFileSync(file, "utf8");
const withLine = (line: string, after: string) => before.replace(after, `${after}\n${line}`);

describe("bridge sources add", () => {
  it("adds a source that is as the others are, shows the lines, and says what is next", async () => {
    const { code, out, notes } = await type("sources add survey typeform --yes");
    expect([code, notes]).toEqual([0, ""]);
    const line =
      '    survey: { connector: "typeform", account: "main", team: 19230, country: "US", report: ["hubspot"], group: "acme" },';
    expect(now()).toBe(before.replace(/( {4}website.*\n)/, `$1${line}\n`));
    expect(out).toContain(`\n+${line}\n`);
    expect(out).toContain("bridge.config.ts is written and checked. Next:");
    expect(out).toMatch(
      /bridge secrets set source-keys survey\.signing_secret --local +# lets the bridge know Typeform's/,
    );
    expect(out).toContain("bridge sources --show survey --local");
    expect((await readConfig(file)).sources.survey).toMatchObject({ connector: "typeform", group: "acme" });
    expect(readdirSync(folder)).toEqual(["bridge.config.ts"]);
  });

  it("tells a script what is next as it is typed in somebody's own app", async () => {
    const program = (cli: Cli) => bridgeProgram({ ...cli, typedAs: byNpx.command }, byNpx);
    for (const line of ["sources add survey typeform", "accounts add west --time-zone UTC", "crms add sales hubspot"]) {
      const said = await type(`${line} --dry --yes --json`, { program });
      const next = said.json<{ next: { command: string }[] }>().next.map(({ command }) => command);
      expect(next).toEqual(expect.arrayContaining(["npx bridge start", "npx cdk deploy"]));
      expect(next.filter((command) => /^(?:bridge|npm) /.test(command))).toEqual([]);
    }
  });

  it("adds to a configuration in CommonJS", async () => {
    const own = join(folder, "bridge.config.cjs");
    rmSync(file);
    writeFileSync(own, inCommonJs);
    const { code, notes } = await type("sources add survey typeform --yes", { env: { BRIDGE_CONFIG: own } });
    expect([code, notes]).toEqual([0, ""]);
    const line =
      '    survey: { connector: "typeform", account: "main", team: 19230, country: "US", report: ["hubspot"], group: "acme" },';
    expect(readFileSync(own, "utf8")).toBe(inCommonJs.replace(/( {4}website.*\n)/, `$1${line}\n`));
    expect(readdirSync(folder)).toEqual(["bridge.config.cjs"]);
  });

  it.each([
    ["leads json", "bridge send leads --local"],
    ["ask html-form", "bridge send ask --local"],
    ["survey typeform", "bridge preview FILE --source survey"],
    ["ads meta-lead-ads", "bridge preview FILE --source ads"],
  ])("names a last step that its connector can take: %s", async (added, last) => {
    const next = (await type(`sources add ${added} --yes --json`)).json<{ next: { command: string }[] }>().next;
    expect(next.at(-1)?.command).toBe(last);
  });

  it("names its next steps as they reach the bridge that there is: this machine's, unless the environment names one", async () => {
    const next = async (name: string, env = {}) =>
      (await type(`sources add ${name} json --yes`, { env: { BRIDGE_CONFIG: file, ...env } })).out.split("Next:")[1];
    expect(await next("one")).toMatch(
      /bridge sources --show one --local [\s\S]*say --stage NAME instead of --local\.\n$/,
    );
    expect(await next("two", { BRIDGE_STAGE: "dev" })).toMatch(/bridge sources --show two {2}/);
  });

  it("asks what was not said, shows what would change, and asks before it writes", async () => {
    const said = await type("sources add leads json", { answers: ["", "7", "gb", "-", "-", true] });
    expect(said.code).toBe(0);
    expect(said.questions.map((question) => question.split(" ")[0])).toEqual([
      "Account",
      "The",
      "Country",
      "CRMs",
      "Group:",
      "Write",
    ]);
    expect(said.notes).toContain(
      '+    leads: { connector: "json", account: "main", team: 7, country: "GB", report: [] },',
    );
    expect((await readConfig(file)).sources.leads).toMatchObject({ team: 7, country: "GB", report: [] });
  });

  it("writes nothing when the answer is no, nor when it is only tried", async () => {
    const refused = await type("sources add leads json", { answers: ["", "", "", "", "", false] });
    expect(refused).toMatchObject({ code: 1, out: "Nothing was written.\n" });
    const dry = await type("sources add leads json --yes --dry --json");
    expect(dry.json()).toMatchObject({ written: false, section: "sources", name: "leads", entry: { team: 19230 } });
    expect(now()).toBe(before);
  });

  it("writes settings as the connector wants them, and names those that there are", async () => {
    const setting = "--setting mapping.externalId=id --setting allowGet=true";
    expect((await type(`sources add leads json --yes ${setting}`)).code).toBe(0);
    expect((await readConfig(file)).sources.leads?.settings).toEqual({ mapping: { externalId: "id" }, allowGet: true });
    const unknown = await type("sources add more json --yes --setting alowGet=true");
    expect(unknown).toMatchObject({
      code: 2,
      notes: expect.stringMatching(/no setting “alowGet”. It has: .*allowGet/),
    });
    const wrong = await type("sources add more json --yes --setting allowGet=perhaps");
    expect(wrong).toMatchObject({
      code: 2,
      notes: expect.stringMatching(
        /bridge\.config\.ts: [\s\S]*sources\.more\.settings\.allowGet: [\s\S]*Nothing was written/,
      ),
    });
    const shapeless = await type("sources add more json --yes --setting allowGet");
    expect(shapeless).toMatchObject({ code: 2, notes: expect.stringContaining("write name=value") });
  });

  it("shows the source that has the name already", async () => {
    const taken = await type("sources add website json --yes");
    expect(taken.code).toBe(2);
    expect(taken.notes).toContain("has the source “website” already");
    expect(taken.notes).toContain('website: { connector: "html-form", account: "main"');
    expect(now()).toBe(before);
  });

  it.each([
    ["sources add Leads json", "lower-case letters"],
    ["sources add leads jsn", 'No connector for sources is called "jsn". There are: '],
    ["sources add leads json --account other", "Say which account, one of main: --account <name>."],
    ["sources add leads json --report sales", "has no CRM “sales”. It has: hubspot. `bridge crms add` adds one."],
    ["sources add leads json --country Mars", "two-letter country code"],
    ["crms add sales salesforec", 'No CRM connector is called "salesforec"'],
    ["crms add own webhook", "Say url: --setting url=…"],
    ["accounts add west --time-zone Mars", "write an IANA time zone"],
  ])("refuses %s, and says what to write", async (line, remedy) => {
    expect(await type(`${line} --yes`)).toMatchObject({ code: 2, notes: expect.stringContaining(remedy) });
    expect(now()).toBe(before);
  });

  it("wants to be told the team, the CRMs and the group where the other sources differ", async () => {
    const other = '    other: { connector: "json", account: "main", team: 7, country: "US" },';
    writeFileSync(file, withLine(other, "  sources: {"));
    const unsaid = (options: string) => type(`sources add leads json --yes ${options}`);
    expect((await unsaid("")).notes).toContain("Say which team is rung: --team <id>.");
    expect((await unsaid("--team 7")).notes).toContain("--report hubspot, or --report - for none");
    expect((await unsaid("--team 7 --report -")).notes).toContain("--group <name>, or --group - for none");
    expect((await unsaid("--team 7 --report - --group -")).code).toBe(0);
  });
});

describe("bridge crms add", () => {
  it("adds a CRM with its settings, and says how it is let in", async () => {
    const { code, out } = await type("crms add own webhook --setting url=https://crm.example.com/results --yes");
    expect(code).toBe(0);
    expect(now()).toBe(
      withLine(
        '    own: { connector: "webhook", settings: { url: "https://crm.example.com/results" } },',
        '    hubspot: { connector: "hubspot" },',
      ),
    );
    expect(out).toMatch(/report: \["own"\] +# in bridge\.config\.ts, at each source/);
    expect(out).toMatch(/bridge connect own --local +# lets the bridge into /);
  });

  it("asks for what the connector cannot do without", async () => {
    const said = await type("crms add own webhook", { answers: ["https://crm.example.com/results", true] });
    expect(said.code).toBe(0);
    expect((await readConfig(file)).crms.own?.settings).toEqual({ url: "https://crm.example.com/results" });
  });
});

describe("bridge accounts add", () => {
  it("adds an account beside the others, and a comment stays with its own", async () => {
    const { code, out } = await type("accounts add west --time-zone America/Los_Angeles --yes");
    expect(code).toBe(0);
    expect(now()).toBe(
      withLine(
        '    west: { timeZone: "America/Los_Angeles" },',
        '    main: { timeZone: "America/New_York" }, // the office',
      ),
    );
    expect(out).toMatch(/bridge secrets set callingly-tokens west --local +# its API key/);
  });

  it("refuses one that would get another's calls, as the configuration is checked before it is written", async () => {
    const shared = await type("accounts add west --token main --yes");
    expect(shared).toMatchObject({
      code: 2,
      notes: expect.stringMatching(/accounts\.west\.accountId: .*each other's calls[\s\S]*Nothing was written/),
    });
    expect(now()).toBe(before);
  });
});

describe("a configuration", () => {
  it("that is put together elsewhere is left alone, and what to put there is printed", async () => {
    const spread = before
      .replace("  sources: {\n", "  sources: {\n    ...others,\n")
      .replace("export default", "const others = {};\nexport default");
    writeFileSync(file, spread);
    const { code, notes } = await type("sources add leads json --yes");
    expect(code).toBe(2);
    expect(notes).toContain("bridge.config.ts, line 12: sources takes in another object by “...”, so it is not edited");
    expect(notes).toContain("Put this into sources yourself:\n\n    leads: { connector");
    expect(now()).toBe(spread);
  });

  it("that is changed by what the file does afterwards is not written", async () => {
    const forgetful = before
      .replace("export default defineConfig(", "const config = defineConfig(")
      .concat("delete config.sources.leads;\nexport default config;\n");
    writeFileSync(file, forgetful);
    const { code, notes } = await type("sources add leads json --yes");
    expect([code, notes]).toEqual([2, expect.stringContaining("would not have this source")]);
    expect(now()).toBe(forgetful);
  });

  it("that cannot work as it is, or is not there, is said", async () => {
    writeFileSync(file, before.replace("19230", "-1"));
    const broken = await type("sources add leads json --yes");
    expect(broken).toMatchObject({ code: 2, notes: expect.stringContaining("sources.website.team") });
    expect(broken.notes).not.toContain("draft");
    rmSync(file);
    expect((await type("sources add leads json --yes")).notes).toContain("is not there: `bridge init` writes one");
  });

  it("that somebody changes while the question stands is not written over", async () => {
    const open = await openConfig(file);
    const edit = await editWith(open, { section: "crms", name: "close", value: { connector: "close" } });
    appendFileSync(file, "// mine\n");
    expect(() => writeEdit(edit)).toThrow("was changed in the meantime: nothing was written");
    expect(now()).toBe(`${before}// mine\n`);
  });

  it("is replaced whole, through a link as well, and keeps its rights", async () => {
    const [kept, linked] = [`${file}.kept`, file];
    renameSync(file, kept);
    chmodSync(kept, 0o640);
    symlinkSync(kept, linked);
    const old = openSync(kept, "r");
    const edit = await editWith(await openConfig(linked), {
      section: "crms",
      name: "close",
      value: { connector: "close" },
    });
    writeEdit(edit);
    // Who reads it at that moment has the old one to its end.
    expect(readFileSync(old, "utf8")).toBe(before);
    closeSync(old);
    expect(lstatSync(linked).isSymbolicLink()).toBe(true);
    expect(readFileSync(kept, "utf8")).toBe(edit.after);
    expect(statSync(kept).mode & 0o777).toBe(0o640);
    expect(readdirSync(dirname(file)).filter((name) => name.includes("next"))).toEqual([]);
  });

  it.each(["ts", "cjs"])("in .%s is freed of the drafts of a run that was ended, and of no others", async (kind) => {
    const own = join(folder, `bridge.config.${kind}`);
    renameSync(file, own);
    if (kind === "cjs") writeFileSync(own, inCommonJs);
    const gone = spawnSync(process.execPath, ["-e", ""]).pid;
    const drafts = [gone, process.pid].map((pid) => join(folder, `bridge.config.${pid}-9999.draft.${kind}`));
    for (const draft of drafts) writeFileSync(draft, "");
    await openConfig(own);
    expect(drafts.map((draft) => existsSync(draft))).toEqual([false, true]);
  });
});
