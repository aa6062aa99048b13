import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseCurl } from "../../operator/preview/curl.ts";
import { recordsOf, ringsOf } from "../local/bridge-user.ts";
import { freshCopy } from "../local/fresh-copy.ts";
import { allGone, ctrlC, killAll, type Started, startTyped } from "../local/started.ts";
import { until } from "../local/until.ts";
import { commandsOf, described } from "./command-table.ts";

/**
 * The walk through README.md, "From clone to the first live lead": what can be done on this machine is done, in order, by
 * a person at a terminal in a fresh copy, who types what the page says and then what the bridge says.
 */

const root = join(import.meta.dirname, "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const [section = ""] = /^## From clone to the first live lead\n.*?(?=^## )/ms.exec(readme) ?? [];

/** Commands and what they print, as a reader sees them one after the other. */
const steps = [...section.matchAll(/```console\n(.*?)```/gs)]
  .flatMap(([, block = ""]) => block.split(/^\$ /m).slice(1))
  .map((text) => {
    const [command = "", ...output] = text.trimEnd().split("\n");
    return { command, output: output.join("\n") };
  });

/** What differs from run to run. */
const timeless = (text: string): string =>
  text
    .replace(/lead_[0-9a-f]{20,}/g, "lead_ID")
    .replace(/\+\d+\.\d\d s +/g, "+TIME     ")
    .replace(/\d+\.\d\d s/g, "TIME")
    .trimEnd();

const copy = freshCopy();

/** Types a command of the page into another terminal. */
async function type(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)("bash", ["-c", command], {
    cwd: copy.folder,
    env: { ...process.env, NO_COLOR: "1" },
  });
  return stdout;
}

let bridge: Started;
/** What the welcome says behind "Try it", "Bridge" and so on. */
const told = new Map<string, string>();
const at = (name: string): string => told.get(name) ?? "";
const stands = () => ({ callingly: { url: at("Callingly") }, crm: { url: new URL(at("Try it")).origin } }) as never;

beforeAll(async () => {
  bridge = await startTyped(["npm", "start"], { cwd: copy.folder, terminal: true });
  const [, refusal] = await bridge.says(/^The bridge runs\.$|(Port \d+, .* is in use.*--port)/m, 120_000);
  if (refusal !== undefined) {
    // Somebody on this machine has a bridge already: then a person does as they are told.
    bridge = await startTyped(["npm", "start", "--", "--port", "0"], { cwd: copy.folder, terminal: true });
    await bridge.says(/^The bridge runs\.$/m, 120_000);
  }
  await bridge.says(/^Ctrl-C stops everything/m);
  for (const [, name = "", address = ""] of bridge.said().matchAll(/^ {2}(\S+(?: \S+)?) +(http\S+)/gm))
    told.set(name, address);
}, 240_000);
afterAll(() => {
  killAll([bridge]);
  copy.remove();
});

describe("README.md, from clone to the first live lead", () => {
  it("begins with what starts the bridge", () => {
    expect(section).toContain("```\nnpm ci\nnpm start\n```");
    expect(readme.indexOf("npm ci && npm start ")).toBeLessThan(readme.indexOf("npm ci && npm test "));
    expect(steps.length).toBeGreaterThanOrEqual(3);
  });

  it("says where everything is, and there it is", async () => {
    expect([...told.keys()]).toEqual(["Try it", "Bridge", "Callingly", "website", "anything", "hubspot", "bookings"]);
    for (const page of ["Try it", "Callingly"])
      expect(await (await fetch(at(page))).text(), page).toMatch(/^<!doctype html>/i);
    for (const door of ["website", "anything", "hubspot", "bookings"])
      expect(at(door)).toContain(`${at("Bridge")}/leads/${door}/`);
    expect((await fetch(`${at("Bridge")}/form.js`)).status).toBe(200);
    expect(bridge.said()).toContain("a stand-in: nobody is called");
  });

  // One after the other: each builds on those before it.
  it("prints what it shows, step by step", { timeout: 240_000 }, async () => {
    const usual = at("Bridge").endsWith(":8787");
    for (const { command, output } of steps) {
      const here = usual ? command : command.replace("--local", `--local ${new URL(at("Try it")).origin}`);
      expect(timeless(await type(here)), command).toBe(output);
    }
  });

  it("takes the form of its first page, rings, and shows its way at the terminal and the result in the CRM", {
    timeout: 90_000,
  }, async () => {
    const page = await fetch(at("Try it"));
    expect([page.status, new URL(page.url).pathname]).toEqual([200, "/console/"]);
    const post = async (path: string, body: unknown, key = "") => {
      const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
      return (await fetch(new URL(path, at("Try it")), { method: "POST", headers, body: JSON.stringify(body) })).text();
    };
    const [, token] = at("Try it").split("#");
    const { key } = JSON.parse(await post("/console/session", { token }));
    const person = { first_name: "Zoë", last_name: "Brook", email: "zoe.brook@example.com", phone: "+1 212 555 0100" };
    const wanted = { way: "visit", source: "website", ...person };
    const { proof } = JSON.parse(await post("/console/api/local/try/ask", { input: wanted }, key)).answer;
    const said = await post("/console/api/local/try", { input: { proof } }, key);
    expect(JSON.parse(said).answer).toEqual({ status: 200, page: expect.stringContaining("Thank you") });
    await expectCalled("+12125550100", "Zoë Brook");
    await bridge.says(/Zoë Brook.*reported in the CRM/);
  });

  it("takes the command that it prints for a terminal, letter by letter", { timeout: 90_000 }, async () => {
    const [, curl = ""] = /^From a terminal:\n(.*?)\n\n/ms.exec(bridge.said()) ?? [];
    expect(curl).toContain(at("anything"));
    expect(JSON.parse(await sent(curl))).toMatchObject({ status: "accepted" });
    await expectCalled("+12065550100", "Grace Lake");
    const [, commands = ""] = /^What waits, [^\n]*:\n(.*?)\n\n/ms.exec(bridge.said()) ?? [];
    const [waiting = "", health = ""] = commands.split("\n");
    expect(await type(waiting)).toContain("No such lead waits.");
    expect(await type(health)).toMatch(/^\d+ warnings?, .*ok\.$/m);
  });

  it("stops everything at Ctrl-C, as it says", async () => {
    const family = bridge.family();
    expect(family.length).toBeGreaterThanOrEqual(5); // the terminal, npm, the bridge, the guardian, the engine
    bridge.type(ctrlC);
    await bridge.says(/^Stopping/m);
    await allGone(family, ["Try it", "Bridge", "Callingly"].map(at));
  });

  it("names for AWS only commands and options that there are", () => {
    const commands = commandsOf(described());
    const typed = [...section.matchAll(/npm run (?:--silent )?bridge -- ([^\n`|]*)/g)].map(([, line = ""]) =>
      line.trim(),
    );
    expect(typed.length).toBeGreaterThan(steps.length);
    for (const line of typed) {
      const [, command] = [...commands].find(([path]) => line === path || line.startsWith(`${path} `)) ?? [];
      expect(command, line).toBeDefined();
      const known = command?.options.map(({ long }) => long);
      for (const [option] of line.matchAll(/--[a-z-]+/g)) expect(known, line).toContain(option);
    }
  });
});

/** By curl, where there is one. */
async function sent(curl: string): Promise<string> {
  if (spawnSync("curl", ["--version"]).status === 0) return type(curl.replace("curl ", "curl -s "));
  const { method, url, headers, body } = parseCurl(curl);
  return (await fetch(url, { method, headers: { ...headers }, body })).text();
}

async function expectCalled(phone: string, name: string): Promise<void> {
  const rings = await until("it rings", async () => {
    const all = (await ringsOf(stands())).filter((ring) => ring.phone_number === phone);
    return all.length > 0 && all;
  });
  expect(rings).toHaveLength(1);
  await until(
    "the result is in the CRM",
    async () => (await recordsOf(stands())).find((record) => record.name === name && record.calls.length > 0),
    60_000,
  );
}
