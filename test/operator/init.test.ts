import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { abouts } from "../../lambda/connectors/about.ts";
import { byNpx } from "../../lib/program/typed.ts";
import { readConfig } from "../../lib/synth/read-config.ts";
import { translated } from "../../lib/synth/translated.ts";
import type { Cli } from "../../operator/cli/command.ts";
import { bridgeProgram } from "../../operator/cli/program.ts";
import { type RunningCallingly, startCallingly } from "../../stand-ins/callingly/start.ts";
import { bridge } from "./command-line.ts";

let callingly: RunningCallingly;
beforeAll(async () => {
  callingly = await startCallingly({ port: 0 });
});
afterAll(() => callingly.close());

/** In the project, as a user's would be: what it writes imports from here. */
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(import.meta.dirname, "init-"));
  file = join(folder, "bridge.config.ts");
});
afterEach(() => rmSync(folder, { recursive: true }));

const scripted =
  "--source website=html-form --team 19230 --country US --time-zone America/New_York --crm hubspot --yes";
const type = (line: string, typed: Parameters<typeof bridge>[1] = {}) =>
  bridge(["init", "--file", file, ...line.split(" ").filter(Boolean)], typed);

describe("bridge init", () => {
  it("writes from options alone a configuration that the bridge takes", async () => {
    const { code, out } = await type(scripted);
    expect(code).toBe(0);
    expect(await readConfig(file)).toMatchObject({
      accounts: { main: { timeZone: "America/New_York" } },
      crms: { hubspot: { connector: "hubspot" } },
      sources: {
        website: { connector: "html-form", account: "main", team: 19230, country: "US", report: ["hubspot"] },
      },
    });
    expect(readdirSync(folder)).toEqual(["bridge.config.ts"]);
    expect(out).toMatch(/npm start.*\n.*npx cdk deploy.*\n.*secrets set callingly-tokens main/);
    expect(out).toContain(
      "bridge connect hubspot                     # lets the bridge into HubSpot: a private app, or an OAuth app, whose access",
    );
  });

  it("tells a script what is next, and whoever opens the file, as it is typed in somebody's own app", async () => {
    const program = (cli: Cli) => bridgeProgram({ ...cli, typedAs: byNpx.command }, byNpx);
    const said = await type(`${scripted} --json`, { program });
    const commands = said.json<{ next: { command: string }[] }>().next.map(({ command }) => command);
    expect(commands).toEqual([
      "npx bridge start",
      "npx cdk deploy",
      "npx bridge secrets set callingly-tokens main",
      "npx bridge connect hubspot",
      "npx bridge doctor",
    ]);
    expect(readFileSync(file, "utf8")).toMatch(/`npx bridge secrets set`.*`npx bridge sources`/s);
  });

  it.each([
    ["cjs", "{}", "commonjs"],
    ["js", "{}", "commonjs"],
    ["js", '{"type": "module"}', "module"],
    ["mjs", "{}", "module"],
    ["ts", "{}", "module"],
    ["cts", "{}", "module"],
  ])("writes bridge.config.%s in a package of %s as Node reads it: %s", async (kind, manifest, written) => {
    writeFileSync(join(folder, "package.json"), manifest);
    file = join(folder, `bridge.config.${kind}`);
    writeFileSync(file, "");
    expect(await type(`${scripted} --force`)).toMatchObject({ code: 0, notes: "" });
    expect(readFileSync(file, "utf8")).toMatch(
      written === "module"
        ? /^import .*^export default /ms
        : /^const \{ defineConfig \} = require.*^module\.exports = /ms,
    );
    expect((await readConfig(file, translated)).sources.website?.team).toBe(19230);
  });

  it("says which settings of a CRM hold an example, as nobody said them", async () => {
    const { code, out } = await type(`${scripted} --crm keap --crm twenty --crm-url https://crm.example.com`);
    expect(code).toBe(0);
    expect(out).toContain("Nothing was said of keap.ownerId: an example stands there, write yours.");
    expect((await type(`${scripted} --force`)).out).toContain("is written and checked. Next:");
  });

  it("names the secrets that fetch leads which come as ids", async () => {
    const { out } = await type(`${scripted} --source ads=meta-lead-ads`);
    expect(out).toContain("secrets set source-credentials ads.token");
  });

  it("names the secret that a vendor signs with, where the vendor can sign, and only there", async () => {
    const { out } = await type(`${scripted} --source survey=typeform --source contacts=hubspot --source plain=json`);
    expect(out).toMatch(/secrets set source-keys survey\.signing_secret +# lets the bridge know Typeform's signature/);
    expect(out).toMatch(/secrets set source-keys contacts\.client_secret +# lets the bridge know HubSpot's signature/);
    expect(out).not.toMatch(/source-keys (?:website|plain)/);
  });

  it("writes who hears of alarms, where no deployment can forget it", async () => {
    expect((await type(`${scripted} --alarm-email robin@example.com`)).code).toBe(0);
    expect((await readConfig(file)).stages).toEqual({ prod: { alarmEmail: "robin@example.com" } });
  });

  it("takes no address for alarms that cannot be one", async () => {
    const { code, notes } = await type(`${scripted} --alarm-email robin`);
    expect(code).toBe(2);
    expect(notes).toContain("stages.prod.alarmEmail: give one e-mail address");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("asks what was not said, and offers the teams by name", async () => {
    const env = { CALLINGLY_BASE_URL: callingly.url };
    await fetch(`${callingly.url}/v1/teams`, {
      method: "POST",
      headers: { authorization: `Bearer ${callingly.token}`, "content-type": "application/json" },
      body: JSON.stringify({ name: "Night" }),
    });
    const answers = ["Europe/London", callingly.token, "night", "gb", "json", "leads", "webhook", ""];
    const said = await type("", { answers, env });
    expect(said.notes).toBe("");
    expect(said.questions[2]).toMatch(/^The team that is rung \(19230 Sales, \d+ Night\):$/);
    const config = await readConfig(file);
    expect(config.sources.leads).toMatchObject({ connector: "json", country: "GB", report: ["webhook"] });
    expect(config.sources.leads?.team).not.toBe(19230);
    expect(readFileSync(file, "utf8")).not.toContain(callingly.token);
  });

  it("offers every connector by its title, and no team that the account may not have", async () => {
    const none = await type("", { answers: ["Europe/London", "", ""] });
    expect(none).toMatchObject({ code: 2, notes: expect.stringContaining("write the id of a team") });
    const said = await type("", { answers: ["Europe/London", "", "7", "us", "typeform", "", ""] });
    expect(said).toMatchObject({ code: 0, notes: "" });
    expect((await readConfig(file)).sources).toMatchObject({ typeform: { connector: "typeform", team: 7 } });
  });

  it("gives each CRM the address that was said of it, and no other's credentials an address of another", async () => {
    const two = `${scripted} --crm webhook --crm espocrm`;
    const hosted = "--crm-setting espocrm.url=https://crm.example.com/espo --crm-setting espocrm.ownerId=user-7";
    const said = await type(`${two} ${hosted} --crm-url https://crm.example.com/results`);
    expect(said).toMatchObject({ code: 0, notes: "" });
    expect((await readConfig(file)).crms).toMatchObject({
      webhook: { settings: { url: "https://crm.example.com/results" } },
      espocrm: { settings: { url: "https://crm.example.com/espo", ownerId: "user-7" } },
    });
    const unclear = await type(`${two} --force --crm-url https://crm.example.com`);
    expect(unclear).toMatchObject({ code: 2, notes: expect.stringContaining("webhook.url or espocrm.url") });
    const unknown = await type(`${two} --force --crm-setting espocrm.user=7`);
    expect(unknown).toMatchObject({ code: 2, notes: expect.stringContaining("write one of webhook.url, espocrm.url") });
  });

  it("does not write over what is there, unless told to", async () => {
    await type(scripted);
    const again = await type(scripted.replace("19230", "7"));
    expect(again).toMatchObject({ code: 2, notes: expect.stringContaining("is there already") });
    expect((await readConfig(file)).sources.website?.team).toBe(19230);
    expect((await type(`${scripted.replace("19230", "7")} --force`)).code).toBe(0);
    expect(readFileSync(file, "utf8")).toContain("team: 7");
  });

  it.each([
    ["--source website=htmlform --team 1 --yes", 'No connector is called "htmlform"'],
    ["--source Web=html-form --team 1 --yes", "lower-case"],
    ["--team 1 --country USA --yes", "two-letter country code"],
    ["--team 1 --time-zone Mars/Base --yes", "IANA time zone"],
    ["--team x --yes", "digits only"],
    ["--yes", "--team <id>"],
    ["--team 1 --crm nothing-of-ours --yes", `There are: ${abouts.map(({ key }) => key).join(", ")}`],
  ])("refuses %s with a word and writes nothing", async (line, words) => {
    expect(await type(line)).toMatchObject({ code: 2, notes: expect.stringContaining(words) });
    expect(existsSync(file)).toBe(false);
  });
});
