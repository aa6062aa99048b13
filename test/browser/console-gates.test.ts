import { afterEach, describe, expect, it } from "vitest";
import { askedGate, gateOn } from "../../lambda/lead/gates.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import { pauseOf } from "../../operator/gates/pauses.ts";
import { noon } from "../fakes/leads.ts";
import { ruledLead, stageShowing } from "../operator/console/scene.ts";
import { config } from "../operator/stage.ts";
import { aScreen, faultsOf, type Screen, tabTo } from "./console/screen.ts";

/** Gates and pauses in a browser. */

let screen: Screen;
afterEach(() => screen?.close());

async function gatesScreen({ isPaused = true, facts = {} } = {}) {
  const store = memoryStore();
  await store.leads.add(ruledLead("paused", { name: "Grace Lake", phone: "+12065550100" }));
  await store.leads.add(ruledLead("team-unknown", { name: "Maya Heath", phone: "+12065550101" }));
  const gate = {
    on: gateOn.team("main", 7),
    reason: "team-unknown",
    account: "main",
    team: 7,
  } as const;
  await store.gates.close(askedGate({ ...gate, detail: "The selected team is invalid" }, noon));
  if (isPaused) await store.gates.close(pauseOf(gateOn.source("website"), "the team is at lunch", "kim", noon));
  const policies = { maxRingsPerDay: 50, hours: { pausedRegions: ["US-LA"] } };
  screen = await aScreen(stageShowing([], { store, config: { ...config, policies } }), facts);
  await screen.open("gates");
  await screen.page.getByText("The selected team is invalid").waitFor();
  return { store, page: screen.page };
}

describe("the page of gates and pauses", () => {
  it("is whole for everybody, with each question open too", async () => {
    const { page } = await gatesScreen();
    expect(await faultsOf(page)).toEqual([]);
    for (const name of ["Pause calls …", "Resume …"]) {
      await page.getByRole("button", { name }).click();
      await page.getByRole("dialog").waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press("Escape");
    }
    expect(screen.complaints).toEqual([]);
  });

  it("pauses a source with a reason by keyboard alone, and the bar says so", async () => {
    const { store, page } = await gatesScreen({ isPaused: false });
    await page.getByText("No operator has paused calls.").waitFor();
    await tabTo(page, "Pause calls …");
    await page.keyboard.press("Enter");
    await page.getByLabel("What").selectOption("source");
    await page.getByLabel("Why, for whoever finds it paused").fill("it's lunch");
    await page.getByText(`bridge pause --source website --reason 'it'\\''s lunch' --stage test`).waitFor();
    await tabTo(page, "Pause calls of website");
    await page.keyboard.press("Enter");
    await page.getByRole("cell", { name: "it's lunch" }).waitFor();
    await page.getByRole("link", { name: "paused", exact: true }).waitFor();
    expect(await store.gates.all()).toContainEqual(expect.objectContaining({ on: "source/website", by: "sam" }));
  });

  it("says whom the end of a pause calls, on its button too, and ends it", async () => {
    const { store, page } = await gatesScreen();
    await page.getByRole("button", { name: "Resume …" }).click();
    await page.getByText("2 people are called now:").waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Resume, and call 2 people" }).click();
    await page.getByText("2 people are called from now on, at the usual pace.").waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByText("No operator has paused calls.").waitFor();
    expect((await store.gates.all()).map(({ on }) => on)).toEqual([gateOn.team("main", 7)]);
  });

  it("tries again behind a gate: Callingly is asked first, and what it says is shown", async () => {
    const { page } = await gatesScreen({ isPaused: false });
    await page.getByRole("button", { name: "Try now …" }).click();
    await page.getByText("Callingly is asked first whether the cause is fixed").waitFor();
    await page.getByText("bridge replay --reason team-unknown --limit 500 --stage test").waitFor();
  });

  it("shows what the configuration does, with the remedy", async () => {
    const { page } = await gatesScreen();
    await page.getByText("50 leads are rung in a day (UTC) at most.").waitFor();
    await page.getByText("Nobody is called who may be in US-LA.").waitFor();
  });

  it("has no act where the console is read only", async () => {
    const { page } = await gatesScreen({ facts: { isReadOnly: true } });
    expect(await page.getByRole("button", { name: /Pause|Resume|Try/ }).count()).toBe(0);
  });
});
