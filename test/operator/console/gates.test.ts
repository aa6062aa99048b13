import { afterEach, describe, expect, it } from "vitest";
import type { BridgeConfigInput } from "../../../lambda/config/schema.ts";
import { askedGate, gateOn } from "../../../lambda/lead/gates.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { pauseOf } from "../../../operator/gates/pauses.ts";
import { noon } from "../../fakes/leads.ts";
import { config } from "../stage.ts";
import { aConsoleUser, type ConsoleUser } from "./console-user.ts";
import { ruledLead, stageShowing, staleLead } from "./scene.ts";

/** Gates and pauses in the console. */

let user: ConsoleUser;
afterEach(() => user?.close());

const waiting = [
  ruledLead("paused", { name: "Grace Lake", phone: "+12065550100" }),
  ruledLead("paused", { name: "Maya Heath", phone: "+12065550101" }),
  staleLead({ name: "Zoë Brook", phone: "+12065550102" }),
];

async function bridge(parts: { readonly config?: BridgeConfigInput } = {}) {
  const store = memoryStore();
  for (const lead of waiting) await store.leads.add(lead);
  user = await aConsoleUser({ stage: stageShowing([], { store, ...parts }) });
  return store;
}

describe("gates in the console", () => {
  it("say what they keep back, why, since when, and when Callingly is asked again", async () => {
    const store = await bridge();
    const gate = {
      on: gateOn.team("main", 7),
      reason: "team-unknown",
      account: "main",
      team: 7,
      detail: "no",
    } as const;
    await store.gates.close(askedGate(gate, noon));
    await store.gates.close({
      on: gateOn.crm("demo"),
      reason: "crm-busy",
      closedAt: "x",
      until: "2026-06-15T12:05:00Z",
      tries: 0,
    });
    await store.gates.close(pauseOf(gateOn.everything, "lunch", "kim", noon));
    const { gates } = await user.answer<{ gates: { on: string }[] }>("gates", {});
    expect(gates.find(({ on }) => on === "team/main/7")).toMatchObject({
      bars: "calls of team 7 of account main",
      reason: "team-unknown",
      detail: "no",
      since: noon.toISOString(),
      asks_at: expect.any(String),
      is_pause: false,
      is_closed: true,
      remedies: ["replay"],
    });
    expect(gates.find(({ on }) => on === "crm/demo")).toMatchObject({
      bars: "results for CRM demo",
      opens_at: "2026-06-15T12:05:00Z",
      asks_at: null,
    });
    expect(gates.find(({ on }) => on === "everything")).toMatchObject({ is_pause: true, by: "kim", detail: "lunch" });
  });

  it("stand beside what the configuration does against calls, with the remedy", async () => {
    const policies = { dryRun: true, paused: true, maxRingsPerDay: 5, hours: { pausedRegions: ["US-LA"] } };
    await bridge({ config: { ...config, policies } });
    expect(await user.answer("gates", {})).toMatchObject({
      configured: ["policies.paused"],
      paused_regions: ["US-LA"],
      switches: [
        { name: "paused", remedy: expect.stringContaining("deploy") },
        { name: "dryRun", remedy: expect.stringContaining("deploy") },
        { name: "maxRingsPerDay", found: "5 leads are rung in a day (UTC) at most.", remedy: null },
      ],
    });
  });
});

describe("a pause in the console", () => {
  it.each([
    [{}, "everything"],
    [{ account: "main" }, "account/main"],
    [{ source: "website" }, "source/website"],
    [{ region: "us-la" }, "region/US-LA"],
  ])("%j is made under the operator's name, with the reason", async (scope, on) => {
    const store = await bridge();
    await user.answer("gates/pause", { ...scope, reason: " lunch " });
    expect(await store.gates.all()).toEqual([
      { on, reason: "paused", detail: "lunch", by: "sam", closedAt: noon.toISOString(), tries: 0 },
    ]);
  });

  it("leaves one as the first person made it, and refuses what there is not", async () => {
    const store = await bridge();
    await user.answer("gates/pause", { reason: "holiday" });
    expect(await user.answer("gates/pause", { reason: "again" })).toMatchObject({
      changed: false,
      gate: { detail: "holiday" },
    });
    for (const [scope, words] of [
      [{ account: "mian" }, "There are: main"],
      [{ region: "US-XX" }, "US-LA"],
      [{ account: "main", source: "website" }, "no two of them"],
    ] as const)
      expect((await user.ask("gates/pause", scope)).at(-1)).toEqual({ problem: expect.stringContaining(words) });
    expect(await store.gates.all()).toHaveLength(1);
  });
});

describe("the end of a pause in the console", () => {
  const paused = async () => {
    const store = await bridge();
    await store.gates.close(pauseOf(gateOn.source("website"), "lunch", "kim", noon));
    await store.gates.close(pauseOf(gateOn.region("US-LA"), undefined, "kim", noon));
    return store;
  };

  it("says whom it calls, masked, and who stays, before anything is done", async () => {
    const store = await paused();
    const asked = await user.answer("gates/resume/ask", { source: "website" });
    expect(asked).toMatchObject({ refused: null, people: 2, people_words: "2 people are", more: 0 });
    expect(JSON.stringify(asked)).not.toContain("Grace");
    expect(JSON.stringify(await user.ask("gates/resume/ask", { source: "website" }, true))).toContain("Grace Lake");
    expect(await store.gates.all()).toHaveLength(2);
  });

  it("opens that pause alone, and has those who waited looked at now", async () => {
    const store = await paused();
    const { proof } = await user.answer("gates/resume/ask", { source: "website" });
    const { work } = await user.answer<{ work: string }>("gates/resume", { proof });
    expect(await user.outcomeOf(work)).toMatchObject({ act: "resume", people: 2 });
    expect((await store.gates.all()).map(({ on }) => on)).toEqual(["region/US-LA"]);
    expect(await store.leads.find(waiting[0]?.id ?? "")).toMatchObject({ wakes: "dial-lead" });
    expect((await store.leads.find(waiting[2]?.id ?? ""))?.state).toBe("held");
  });

  it("says what keeps calls paused all the same", async () => {
    const store = await paused();
    await store.gates.close(pauseOf(gateOn.everything, "fire", "kim", noon));
    expect(await user.answer("gates/resume/ask", { source: "website" })).toMatchObject({
      people: 0,
      left: ["2 leads more: held for another reason.", expect.stringMatching(/^Still paused: calls, since .*: fire$/)],
    });
  });

  it("is refused where nobody has paused that", async () => {
    await paused();
    expect(await user.answer("gates/resume/ask", { account: "main" })).toMatchObject({
      refused: "Nobody has paused calls of account main (any more).",
      proof: null,
    });
  });

  it("is refused where it would call others than the operator was shown; who came since is called as anybody", async () => {
    const store = await paused();
    const { proof } = await user.answer("gates/resume/ask", { source: "website" });
    const besides = ruledLead("paused", { name: "Late Hill", phone: "+12065550177" });
    await store.leads.add(besides);
    expect((await user.ask("gates/resume", { proof })).at(-1)).toEqual({
      problem: "1 person is called beside those whom you were shown: nothing was done. Look again.",
    });
    expect((await store.gates.all()).map(({ on }) => on)).toContain("source/website");
  });
});
