import { afterEach, describe, expect, it } from "vitest";
import { outcomeSettings, settingsOf } from "../../../operator/crms/by-outcome.ts";
import type { Stage } from "../../../operator/stage/stage.ts";
import { noon } from "../../fakes/leads.ts";
import { aStage, config, type StageParts } from "../stage.ts";
import { aConsoleUser, type ConsoleUser } from "./console-user.ts";

/** CRMs in the console: what passes between them and the bridge. */

let user: ConsoleUser;
afterEach(() => user?.close());

const consoleOf = async (parts: StageParts = {}, more: Partial<Stage> = {}) => {
  user = await aConsoleUser({ stage: { ...aStage({ now: noon, ...parts }), ...more } });
};

describe("the list of CRMs", () => {
  it("says who is told, whose records are leads, and what the secret holds", async () => {
    const app = { connector: "hubspot", account: "main", team: 1, report: ["hubspot"], settings: { on: "created" } };
    await consoleOf({
      config: { ...config, sources: { ...config.sources, app } },
      secrets: { "crm-credentials": { hubspot: { client_id: "an-id" } } },
    });
    expect(await user.answer("crms", {})).toMatchObject({
      crms: [
        { crm: "demo", told: ["website"], asked: [], credentials: "none" },
        { crm: "hubspot", title: "HubSpot", told: ["anything", "app"], asked: ["app"], credentials: "incomplete" },
      ],
    });
  });
});

describe("a CRM", () => {
  it("shows where each part of a result stands, the ways in, and what is set after each outcome, defaults included", async () => {
    await consoleOf();
    expect(await user.answer("crm", { crm: "hubspot" })).toMatchObject({
      credentials: "complete",
      page: "docs/crms/hubspot.md",
      writes: expect.arrayContaining([
        { part: "call", where: "a call on the contact" },
        { part: "tags", where: null },
      ]),
      ways: [{ title: "a private app", by_browser: false }, { by_browser: true }],
      by_outcome: expect.arrayContaining([
        { setting: "leadStatus", values: expect.objectContaining({ contacted: "CONNECTED" }) },
      ]),
    });
    expect(await user.ask("crm", { crm: "other" })).toEqual([
      { problem: expect.stringContaining("It has: demo, hubspot") },
    ]);
  });

  it("shows what other settings would come to, with the lines that differ, and refuses in a deployment's words", async () => {
    await consoleOf();
    const settings = JSON.stringify({ leadStatus: { contacted: "TALKED" } });
    const tried = await user.answer<{ diff: string; for_config: string }>("crm/try", { crm: "hubspot", settings });
    expect(tried).toMatchObject({
      by_outcome: expect.arrayContaining([
        { setting: "leadStatus", values: expect.objectContaining({ contacted: "TALKED" }) },
      ]),
      for_config: 'settings: { leadStatus: { contacted: "TALKED" } }',
    });
    expect(tried.diff).toContain('+  leadStatus: { contacted: "TALKED" },');
    expect(await user.answer("crm/try", { crm: "hubspot", settings: "{}" })).toMatchObject({ diff: null });
    for (const [wrong, words] of [
      ['{"leadStaus":{}}', "leadStaus"],
      ["[1]", "write one JSON object"],
    ] as const)
      expect(await user.ask("crm/try", { crm: "hubspot", settings: wrong })).toEqual([
        { problem: expect.stringContaining(words) },
      ]);
    expect((await user.ask("crm/try", { crm: "other", settings: "{}" })).at(-1)).toMatchObject({
      problem: expect.stringContaining("other"),
    });
  });

  it("takes a setting of the configuration before the default, wherever it stands in the settings", () => {
    const settings = { leadStatus: { contacted: "TALKED" } };
    const stage = aStage({
      config: { ...config, crms: { ...config.crms, hubspot: { connector: "hubspot", settings } } },
    });
    const [leadStatus] = outcomeSettings(settingsOf(stage, "hubspot")).filter(
      ({ setting }) => setting === "leadStatus",
    );
    expect(leadStatus?.values).toMatchObject({ contacted: "TALKED", voicemail: expect.any(String) });
    const values = { contacted: "a", voicemail: null, missed: "b", removed: null };
    expect(outcomeSettings({ deal: { status: values, other: { contacted: "x" } } })).toEqual([
      { setting: "deal.status", values },
    ]);
  });

  it("is asked only when the operator wants to know, and its refusal says what to do", async () => {
    let asks = 0;
    const openCrm: Stage["openCrm"] = async () => {
      asks += 1;
      return undefined;
    };
    await consoleOf({}, { openCrm });
    await user.answer("crm", { crm: "hubspot" });
    expect(asks).toBe(0);
    expect(await user.answer("crm/access", { crm: "hubspot" })).toMatchObject({
      findings: [{ check: "CRM", status: "skipped", found: "It cannot be asked without credentials." }],
    });
    expect(asks).toBe(1);
    expect(await user.ask("crm/access", { crm: "other" })).toEqual([
      { problem: expect.stringContaining('no CRM "other"') },
    ]);
  });

  it("shows no subscriptions where its API does not, and says where they are", async () => {
    await consoleOf();
    expect(await user.ask("crm/hooks", { crm: "demo" })).toEqual([
      { problem: expect.stringContaining("demo shows no subscriptions to the bridge") },
    ]);
  });

  it("shows what would be written, with its secrets as …, and sends nothing", async () => {
    await consoleOf();
    const { results } = await user.answer<{ results: { name: string; requests: { headers: object }[] }[] }>(
      "crm/preview",
      { crm: "hubspot" },
    );
    expect(results.map(({ name }) => name)).toContain("voicemail");
    const [connected] = results;
    expect(connected?.requests[0]?.headers).toMatchObject({ authorization: "Bearer …" });
  });

  it("names agents only where personal data is asked for", async () => {
    const http = {
      request: async () => ({ status: 200, headers: {}, text: "", truncated: false, body: { results: [] } }),
    };
    const callingly = {
      listAgents: async () => [{ id: "1", fname: "Ben", lname: "Marsh" }],
      listCalls: async () => [{ id: "c1", user: { id: "1", email: "ben@example.com" } }],
    };
    await consoleOf({}, { openCrm: async () => ({ http }) as never, callinglyFor: async () => callingly as never });
    const masked = await user.answer("crm/owners", { crm: "hubspot" });
    expect(masked).toMatchObject({ agents: [{ name: "…", is_nobodys: true }], setting: null });
    expect(JSON.stringify(masked)).not.toMatch(/Ben|ben@/);
    expect(await user.answer("crm/owners", { crm: "hubspot" }, true)).toMatchObject({
      agents: [{ name: "Ben Marsh", email: "ben@example.com" }],
      setting: expect.stringContaining("ben@example.com"),
    });
  });
});
