import { afterEach, describe, expect, it } from "vitest";
import { type Call, parked, postponed } from "../../lambda/lead/call/call.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import { aLead, noon } from "../fakes/leads.ts";
import { aCall, stageShowing } from "../operator/console/scene.ts";
import { aScreen, faultsOf, type Screen, tabTo } from "./console/screen.ts";

/** Results that are not in the CRM, in a browser. */

let screen: Screen;
afterEach(() => screen?.close());

const read = (call: Call): Call => ({ ...call, result: { callId: "1", final: true, seconds: 34 } });

async function resultsScreen(facts = {}) {
  const store = memoryStore();
  const lead = aLead({ fullName: "Grace Lake" });
  await store.leads.add(lead);
  await aCall(store, "71", (call) => parked(read(call), "crm-refused", "no such property", noon), lead);
  await aCall(store, "72", (call) => parked(read(call), "report-unclear", "no answer", noon), lead);
  await aCall(store, "73", (call) => postponed(read(call), { reason: "crm-busy" }, noon), lead);
  screen = await aScreen(stageShowing([], { store }), facts);
  await screen.open("results");
  await screen.page.getByText("no such property").waitFor();
  return { store, lead, page: screen.page };
}

describe("the page of results", () => {
  it("is whole for everybody, with a question open too", async () => {
    const { page } = await resultsScreen();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Give it up …" }).first().click();
    await page.getByText("It is not sent to: CRM demo, now and later.").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(screen.complaints).toEqual([]);
  });

  it("has all that are parked written by keyboard alone, and says of how many that is so", async () => {
    const { store, page } = await resultsScreen();
    await tabTo(page, "Write them now …");
    await page.keyboard.press("Enter");
    await tabTo(page, "Write all parked results");
    await page.keyboard.press("Enter");
    await page.getByText("2 results are tried again now.").waitFor();
    expect(await store.calls.find("main", "71")).toMatchObject({ wakes: "report-call" });
  });

  it("warns where a CRM cannot say whether it has the result", async () => {
    const { page } = await resultsScreen();
    const unclear = page.locator(".results > li", { hasText: "Call 72" });
    await unclear.getByRole("button", { name: "Write it now …" }).click();
    await page.getByText("By writing it you say that it has not.").waitFor();
    await page.getByText("bridge results retry 72 --stage test").waitFor();
    await page.getByRole("button", { name: "Leave it" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("gives up one result, and leads to its lead", async () => {
    const { store, lead, page } = await resultsScreen();
    const refused = page.locator(".results > li", { hasText: "Call 71" });
    expect(await refused.getByRole("link", { name: "its lead" }).getAttribute("href")).toBe(
      `/console/leads/${lead.id}`,
    );
    await refused.getByRole("button", { name: "Give it up …" }).click();
    await page.getByRole("button", { name: "Give up call 71" }).click();
    await refused.getByText("Nobody lacks it any more.").waitFor();
    expect(await refused.getByRole("button", { name: "Give it up …" }).count()).toBe(0);
    expect(await store.calls.find("main", "71")).toMatchObject({ dropped: [`${lead.id}/demo`] });
  });

  it("counts them by CRM and reason, and keeps the reason in the address", async () => {
    const { page } = await resultsScreen();
    await page
      .getByRole("row", { name: /CRM demo The CRM asked us to slow down 1/ })
      .getByRole("link")
      .click();
    await page.getByText("Call 71").waitFor({ state: "detached" });
    expect(page.url()).toContain("/console/results?reason=crm-busy");
    await page.getByText("bridge results list --reason crm-busy --stage test").waitFor();
    await page.getByRole("button", { name: "All reasons" }).click();
    await page.getByText("Call 71").waitFor();
  });

  it("has no act where the console is read only", async () => {
    const { page } = await resultsScreen({ isReadOnly: true });
    expect(await page.getByRole("button", { name: /Write|Give/ }).count()).toBe(0);
  });
});
