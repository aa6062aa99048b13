import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { partsOf } from "../../../console/kit/commands.ts";
import { byNpx } from "../../../lib/program/typed.ts";
import { examine } from "../../../operator/doctor/examine.ts";
import { findingJson } from "../../../operator/shapes/finding.ts";
import { localInfrastructure } from "../../../operator/stage/local-infrastructure.ts";
import { noon } from "../../fakes/leads.ts";
import { aStage, config } from "../stage.ts";
import { aConsoleUser, type ConsoleUser } from "./console-user.ts";

/** What doctor finds, as the console shows it. */

let user: ConsoleUser;
afterEach(() => user?.close());

/** Nobody listens there: what is not known is a finding, too. */
const local = "http://127.0.0.1:9";

interface Examined {
  readonly groups: readonly { readonly group: string; readonly findings: readonly { readonly status: string }[] }[];
  readonly counts: Readonly<Record<string, number>>;
}

describe("the console's doctor", () => {
  it("finds what the command finds, group by group, and counts it", async () => {
    const stage = aStage({ now: noon });
    user = await aConsoleUser({ stage, facts: { local } });
    const { groups, counts } = await user.answer<Examined>("doctor", {});
    const found = await examine(stage, localInfrastructure(local, stage), () => {});
    expect(groups).toEqual(
      found.map(({ group, findings }) => ({ group, findings: findings.map((each) => findingJson(each)) })),
    );
    const all = groups.flatMap(({ findings }) => findings);
    for (const [status, count] of Object.entries(counts))
      expect(count).toBe(all.filter((each) => each.status === status).length);
    expect(counts.fault).toBeGreaterThan(0);
  });

  it("names what is typed in somebody's own app, as all that the console says there", async () => {
    const paused = { ...config, policies: { paused: true } };
    user = await aConsoleUser({
      stage: aStage({ now: noon, config: paused, description: { name: "local" } }),
      facts: { local, typed: { ...byNpx, bridge: byNpx.command } },
    });
    expect(await user.answer("facts", {})).toMatchObject({
      typed: { start: "npx bridge start", bridge: "npx bridge" },
      bring_in: "start `npx bridge start` again",
      switches: [{ remedy: "Set policies.paused to false and start `npx bridge start` again." }],
    });
    expect(await user.ask("local/door", {})).toEqual([
      { problem: `No bridge runs at ${local} any more: start it with \`npx bridge start\`.` },
    ]);
    for (const route of ["doctor", "gates"])
      expect(JSON.stringify(await user.answer(route, {}))).not.toMatch(/npm (?:start|run)/);
  });

  it("says how far it is, up to the last part", async () => {
    user = await aConsoleUser({ stage: aStage({ now: noon }), facts: { local } });
    const told = (await user.ask("doctor", {})).flatMap(({ progress }) => (progress === undefined ? [] : [progress]));
    expect(told[0]).toBe("Looking …");
    expect(told.at(-1)).toBe("Looking … 14 parts of 14");
  });

  it("names agents only where personal data is asked for, and not where the console is masked", async () => {
    const stage = {
      ...aStage({ now: noon, config: { ...config, crms: { ...config.crms, hubspot: { connector: "hubspot" } } } }),
      openCrm: async () => ({
        http: {
          request: async () => ({ status: 200, headers: {}, body: { results: [] }, text: "", truncated: false }),
        },
      }),
      callinglyFor: async () => ({
        listAgents: async () => [{ id: "1", fname: "Ben", lname: "Marsh" }],
        listCalls: async () => [{ id: "c1", user: { id: "1", email: "ben@example.com" } }],
      }),
    } as never;
    user = await aConsoleUser({ stage, facts: { local } });
    const owners = async (personal: boolean) => {
      const { groups } = await user.answer<Examined>("doctor", {}, personal);
      return JSON.stringify(groups.find(({ group }) => group === "owners"));
    };
    expect(await owners(false)).toContain("The calls of 1 agent have no owner there.");
    expect(await owners(false)).not.toMatch(/Ben|ben@/);
    expect(await owners(true)).toContain("Ben Marsh");
    await user.close();
    user = await aConsoleUser({ stage, facts: { local, isMasked: true } });
    expect(await owners(true)).not.toMatch(/Ben|ben@/);
  });
});

describe("a remedy's commands", () => {
  it.each([
    ["Let the bridge in: bridge connect hubspot", ["bridge connect hubspot"]],
    ["Make a new seed: bridge secrets rotate source-keys", ["bridge secrets rotate source-keys"]],
    ["It passes by itself. What was held waits for you: bridge leads list.", ["bridge leads list"]],
    ["To have one now: bridge doctor --ring-me +1…, with your own number.", ["bridge doctor --ring-me +1…"]],
    ["deploy: npx cdk deploy -c stage=prod", ["npx cdk deploy -c stage=prod"]],
    ["say so: owners: { } (`bridge crms owners demo` shows the users)", ["bridge crms owners demo"]],
    ["The bridge sends it again: the bridge is patient.", []],
    ["Write `originHeader` into the settings.", []],
  ])("are found in “%s”", (text, wanted) => {
    const parts = partsOf(text);
    expect(parts.flatMap((part) => ("command" in part ? [part.command] : []))).toEqual(wanted);
    const whole = parts.map((part) => ("command" in part ? part.command : part.text)).join("");
    expect(whole).toBe(text.replace(/`(bridge [^`]+)`/g, "$1"));
  });

  it("are found in each remedy of doctor that names one", () => {
    const folder = new URL("../../../operator/doctor/", import.meta.url);
    const texts = readdirSync(folder)
      .flatMap((name) => readFileSync(new URL(name, folder), "utf8").split("\n"))
      .map((line) => line.replace(/\$\{[^}]*\}/g, "x"))
      .flatMap((line) => line.match(/(?<=["`])[^"`]*: (?:bridge|npx) [^"`]*(?=["`])/g) ?? []);
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter((text) => !partsOf(text).some((part) => "command" in part))).toEqual([]);
  });
});
