import { afterEach, describe, expect, it } from "vitest";
import { parked } from "../../lambda/lead/call/call.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import { noon } from "../fakes/leads.ts";
import { aCall, ruledLead, stageShowing, staleLead } from "../operator/console/scene.ts";
import { aScreen, faultsOf, type Screen, tabTo } from "./console/screen.ts";

/** What waits, by reason, in a browser: the way from a reason to everybody who is held for it. */

let screen: Screen;
afterEach(() => screen?.close());

const inTwoDays = { text: "2026-06-17 09:00", said: noon.toISOString(), at: "2026-06-17T16:00:00.000Z" };

async function waitingScreen(facts = {}) {
  const store = memoryStore();
  const leads = [
    { ...staleLead({ name: "Grace Lake", phone: "+12065550100" }), asked: inTwoDays },
    staleLead({ name: "Maya Heath", phone: "+12065550101" }),
    ruledLead("team-unknown", { name: "Zoë Brook", phone: "+12065550102" }),
    ruledLead("outside-hours", { name: "Finn Hill", phone: "+12065550103" }),
  ];
  for (const lead of leads) await store.leads.add(lead);
  await aCall(store, "77", (call) => parked(call, "crm-refused", "no such property", noon));
  screen = await aScreen(stageShowing([], { store }), facts);
  await screen.open("waiting");
  await screen.page.getByText("The lead waited too long").waitFor();
  return { store, leads, page: screen.page };
}

describe("the page of what waits", () => {
  it("is whole for everybody, with a question open too", async () => {
    const { page } = await waitingScreen();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Release …" }).click();
    await page.getByText("1 person is called:").waitFor();
    await page.getByText("1 person is called later:").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(screen.complaints).toEqual([]);
  });

  it("takes an operator from a reason to all who are held for it, by keyboard alone; the button names how many ring at once", async () => {
    const { store, leads, page } = await waitingScreen();
    await tabTo(page, /^The lead waited too long/);
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "+1…00" }).waitFor();
    await page.getByRole("columnheader", { name: "Asked for" }).waitFor();
    expect(await page.locator(`time[datetime="${inTwoDays.at}"]`).count()).toBe(1);
    await tabTo(page, "Release …");
    await page.keyboard.press("Enter");
    await page.getByText("1 person is called later:").waitFor();
    await page.getByText(/\+1…00.*: rings .*, as was asked/).waitFor();
    await page.keyboard.press("Enter");
    expect((await store.leads.find(leads[0]?.id ?? ""))?.state).toBe("held");
    await tabTo(page, "Call 1 person");
    await page.keyboard.press("Enter");
    await page.getByText("1 person is called from now on, at the usual pace. 1 person is called later, when").waitFor();
    expect((await store.leads.find(leads[0]?.id ?? ""))?.state).toBe("ready");
    await page.keyboard.press("Escape");
    await page.getByText("Nothing waits for this any more.").waitFor();
  });

  it("goes on when its dialog is closed, stands on top of every page, and stops after the lead at hand", async () => {
    const store = memoryStore();
    for (const at of [0, 1, 2]) await store.leads.add(staleLead({ name: `Lead ${at}`, phone: `+1206555010${at}` }));
    const held: (() => void)[] = [];
    const save: typeof store.leads.save = async (next) => {
      await new Promise<void>((go) => held.push(go));
      return store.leads.save(next);
    };
    screen = await aScreen(stageShowing([], { store: { ...store, leads: { ...store.leads, save } } }));
    const { page } = screen;
    await screen.open("waiting");
    await page.getByRole("button", { name: "Release …" }).click();
    await page.getByRole("button", { name: "Call 3 people" }).click();
    await page.getByText("It goes on when you close this").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByRole("link", { name: "Doctor" }).click();
    const work = page.getByRole("region", { name: "Under way" });
    await work.getByText("0 of 3").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.reload();
    await work.getByRole("button", { name: "Stop: Release: stale" }).click();
    await work.getByText("stops after the lead at hand").waitFor();
    for (const go of held) go();
    await work.getByText("1 person is called from now on, at the usual pace. 2 leads left as they were").waitFor();
    await work.getByRole("button", { name: "Put away: Release: stale" }).click();
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Doctor" }).waitFor();
    expect(await work.getByText("Release: stale").count()).toBe(0);
  });

  it("does no more than the operator allows, and says what stays", async () => {
    const { page } = await waitingScreen();
    await page.getByRole("button", { name: "Release …" }).click();
    await page.getByLabel("How many leads at most").fill("1");
    await page.keyboard.press("Tab");
    await page.getByText("1 lead more: this is as many as you allow at once.").waitFor();
    await page.getByRole("button", { name: "Release 1 lead" }).waitFor();
    await page.getByText("bridge leads release --reason stale --limit 1 --stage test").waitFor();
  });

  it("keeps its filter in the address", async () => {
    const { page } = await waitingScreen();
    await page.getByLabel("Source").selectOption("anything");
    await page.getByText("Nothing that this filter matches waits.").waitFor();
    expect(page.url()).toContain("/console/waiting?source=anything");
    await page.reload();
    await page.getByText("Nothing that this filter matches waits.").waitFor();
  });

  it("has no act where the console is read only", async () => {
    const { page } = await waitingScreen({ isReadOnly: true });
    expect(await page.getByRole("button", { name: /Release|Try again|End/ }).count()).toBe(0);
  });
});
