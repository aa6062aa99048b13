import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FullBridge, fullBridge, nowhere } from "./console/full-bridge.ts";
import { aScreen, type Screen } from "./console/screen.ts";

/**
 * The ten tasks of an operator's day, by keyboard alone: Tab, Enter, Space, Escape and typing. Nine are done here and
 * need no terminal; the tenth ends with the lines that somebody deploys.
 */

let screen: Screen;
let bridge: FullBridge;
let page: Page;
beforeAll(async () => {
  bridge = await fullBridge();
  screen = await aScreen(bridge.stage, { local: nowhere }, { permissions: ["clipboard-read", "clipboard-write"] });
  page = screen.page;
  // Whoever points with anything has left the keyboard.
  await page.exposeFunction("pointed", () => clicks.push("a pointer was used"));
  await page.evaluate(`addEventListener("pointerdown", () => pointed(), { capture: true })`);
});
afterAll(() => screen?.close());

const clicks: string[] = [];
const focused = `(() => {
  const { activeElement: at } = document;
  const label = at.labels?.[0]?.textContent ?? "";
  return (at.getAttribute("aria-label") ?? (label || at.textContent)).trim();
})()`;

/** Goes on by the tab key until what bears this name has the focus. @throws where it is never reached */
async function reach(name: string | RegExp): Promise<void> {
  for (let step = 0; step < 160; step += 1) {
    const text = await page.evaluate<string>(focused);
    if (typeof name === "string" ? text === name : name.test(text)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${name} is not reached by the tab key`);
}

async function press(name: string | RegExp): Promise<void> {
  await reach(name);
  await page.keyboard.press("Enter");
}

async function type(into: string | RegExp, text: string): Promise<void> {
  await reach(into);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

async function goTo(name: string): Promise<void> {
  await press(name);
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

const says = (text: string | RegExp) => page.getByText(text).first().waitFor();

const stateOf = async (lead: { readonly id: string }) => (await bridge.store.leads.find(lead.id))?.state;

describe("an operator's day, by keyboard alone", () => {
  it("1: reads the numbers of the day", async () => {
    await goTo("Today");
    await says("need you");
    await says("Speed to lead");
  });

  it("2: finds out what happened to somebody, by their number", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("+12065550100");
    await page.keyboard.press("Enter");
    await says("The lead waited too long");
    await says("What happened");
  });

  it("3: sees what waits and why, and has those called who are held for a reason", async () => {
    await goTo("Waiting");
    await press("Release …");
    await says("1 person is called:");
    await press("Call 1 person");
    await says("1 person is called from now on, at the usual pace.");
    await page.keyboard.press("Escape");
    expect(await stateOf(bridge.stale)).toBe("ready");
  });

  it("4: tries again what waited for something that was mended", async () => {
    await press(/^Callingly does not know the team/);
    await press("Try again …");
    await says("1 person is called:");
    await press("Call 1 person");
    await says("1 person is called from now on, at the usual pace.");
    await page.keyboard.press("Escape");
    expect(await bridge.store.leads.find(bridge.abroad.id)).toMatchObject({ wakes: "dial-lead" });
  });

  it("5: decides about a lead of which nobody knows whether it rang", async () => {
    await goTo("Review");
    await says("fits");
    await page.keyboard.press("r");
    await page.getByRole("heading", { name: "All are decided" }).waitFor();
    expect(await bridge.store.leads.find(bridge.review.id)).toMatchObject({ state: "placed", callId: "88" });
  });

  it("6: has a result written that the CRM had refused", async () => {
    await goTo("Results");
    await says("no such property");
    await press("Write them now …");
    await press("Write all parked results");
    await says("1 result is tried again now.");
    expect(await bridge.store.calls.find("main", "77")).toMatchObject({ wakes: "report-call" });
    await page.keyboard.press("Escape");
  });

  it("7: stops all calls, says why, and lets them go on", async () => {
    await goTo("Gates and pauses");
    await press("Pause calls …");
    await type(/^Why, for whoever/, "the team is away");
    await press("Pause all calls");
    await page.getByRole("row", { name: /the team is away/ }).waitFor();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("Shift+Tab");
    await press("Resume …");
    // Not the button that opens the question: it has the focus until the question is there.
    await press(/^Resume(?:,|$)/);
    await says("Resumed.");
    await page.keyboard.press("Escape");
    expect((await bridge.store.gates.all()).map(({ on }) => on)).toHaveLength(1);
  });

  it("8: finds out why a form does nothing: its address, what its source makes of a request, and the form to paste", async () => {
    await goTo("Sources");
    await press("website");
    await page.getByRole("heading", { level: 1, name: "Source website" }).waitFor();
    await says("Nothing was refused.");
    await press("Show the address");
    await says(/\/leads\/website\/.{20}/);
    await press("Show it");
    await says('name="phone"');
    await goTo("Playground");
    await type(/^Raw HTTP/, "phone=%2B12065550123&first_name=Grace");
    await page.keyboard.press("ControlOrMeta+Enter");
    await says("As it is read");
    await page
      .getByRole("button", { name: /^phone/ })
      .first()
      .waitFor();
  });

  it("9: looks whether all is well, and puts in a secret: it is tried, the CRM does not answer, it is written all the same", async () => {
    await goTo("Doctor");
    await says(/^\d+ skipped$/);
    await goTo("Secrets");
    await says("hubspot.token");
    await press(/^(?:Write|Replace) hubspot\.token$/);
    // It is there with the focus in its field.
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("pat-new");
    await press("Try and write");
    await press("Write it all the same");
    await page.getByRole("dialog").getByRole("status").waitFor();
    await page.keyboard.press("Escape");
    expect(bridge.stage.valueOf("crm-credentials")).toContain("pat-new");
  });

  it("10: tries a change of the configuration, and takes along the lines to deploy, which needs a terminal", async () => {
    await goTo("Playground");
    await type(/^Raw HTTP/, "best=%2B12065550123&first_name=Grace");
    await page.keyboard.press("ControlOrMeta+Enter");
    await type("phone", "best");
    await press("See it again");
    await says('phone: "best"');
    await press(/^Copy for bridge\.config\.ts/);
    expect(await page.evaluate("navigator.clipboard.readText()")).toContain('phone: "best"');
  });

  it("has used no pointer, and the pages complained of nothing", () => {
    expect(clicks).toEqual([]);
    expect(screen.complaints).toEqual([]);
  });
});
