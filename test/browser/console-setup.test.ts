import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { consolePages } from "../../operator/console/pages.ts";
import { type SpawnedBridge, spawnBridge } from "../local/spawn-bridge.ts";
import { aConsoleUser } from "../operator/console/console-user.ts";
import { aStage } from "../operator/stage.ts";
import { openChromium } from "./chromium/connect.ts";
import { type ConsoleTab, consoleTab, expectGoodLooks, tabTo } from "./console-look.ts";

/** The console's pages with which a bridge is set up, in a real browser, on a bridge that rings nobody. */

let bridge: SpawnedBridge;
let browser: Browser;
let tab: ConsoleTab;
beforeAll(async () => {
  [bridge, browser] = await Promise.all([spawnBridge(["--speed", "100"]), openChromium()]);
  tab = await consoleTab(browser, bridge.console.url);
});
afterAll(async () => {
  await browser?.close();
  await bridge?.end("SIGTERM");
});

const goTo = async (path: string, title: string) => {
  await tab.page.goto(`${bridge.crm.url}/console/${path}`);
  await tab.page.getByRole("heading", { level: 1, name: title }).waitFor();
  return tab.page;
};

describe("doctor", () => {
  it("shows what is wrong first, and all of it when asked; the choice stands in the address", async () => {
    const page = await goTo("doctor", "Doctor");
    await page.getByText("clock main").waitFor();
    expect(await page.getByText("table: stream").count()).toBe(0);
    await page.getByRole("button", { name: "All" }).click();
    await page.getByText("table: stream").waitFor();
    expect(page.url()).toContain("show=all");
    await expectGoodLooks(page);
  });

  it("gives a remedy's command to the clipboard, as it reaches this bridge, by the keyboard alone", async () => {
    const page = await goTo("doctor", "Doctor");
    await page.getByText("signature hubspot").waitFor();
    await tabTo(page, "button", /^Copy: npm run --silent bridge -- secrets set source-keys/);
    await page.keyboard.press("Enter");
    const copied = await page.evaluate<string>("navigator.clipboard.readText()");
    expect(copied).toBe(
      `npm run --silent bridge -- secrets set source-keys hubspot.client_secret --local ${bridge.crm.url}`,
    );
  });
});

describe("a source more", () => {
  it("is shown as lines to copy, by the keyboard alone; what is typed stays when another sender is chosen", async () => {
    const page = await goTo("new-source", "Add a source");
    await page.getByLabel("Name, which stands in its address").waitFor();
    await tabTo(page, "textbox", /^Name/);
    await page.keyboard.type("survey");
    await page.getByLabel("Who sends the leads").selectOption("typeform");
    await tabTo(page, "button", "Show the lines");
    await page.keyboard.press("Enter");
    await page.getByText('+    survey: { connector: "typeform", account: "main"').waitFor();
    await expectGoodLooks(page);
    await tabTo(page, "button", /^Copy: npm run --silent bridge -- sources add survey typeform/);
  });
});

describe("secrets", () => {
  it("shows which there are, and no value, with the looks of the other pages", async () => {
    const page = await goTo("secrets", "Secrets");
    await page.getByText("hubspot.token").first().waitFor();
    await expectGoodLooks(page);
  });

  it("writes one by the keyboard alone: it is tried, refused, left; and the focus comes back", async () => {
    const page = await goTo("secrets", "Secrets");
    await page.getByRole("button", { name: "Replace main" }).waitFor();
    await tabTo(page, "button", "Replace main");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Write main" });
    await dialog.waitFor();
    await expectGoodLooks(page);
    await tabTo(page, "textbox", /API key/);
    await page.keyboard.type("a-wrong-token-of-mine");
    await tabTo(page, "button", "Try and write");
    await page.keyboard.press("Enter");
    await dialog.getByRole("alert").getByText("Callingly refuses this token").waitFor();
    expect(await page.content()).not.toContain("a-wrong-token-of-mine");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await tabTo(page, "button", "Replace main");
  });

  it("replaces the key of a source in two steps, and says what is to be done between them", async () => {
    const page = await goTo("secrets", "Secrets");
    await page.getByLabel("Whose key").selectOption("website");
    await page.getByRole("button", { name: "Make new ones" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Make new ones" }).click();
    await page.getByRole("status").getByText("Put them into your forms and CRMs").waitFor();
    await page.getByRole("button", { name: "Leave it" }).click();
    await page.getByText("The key of website").waitFor();
    await page.getByRole("button", { name: "End the old key of website" }).click();
    await page.getByRole("dialog").getByText("Only the new address opens website then").waitFor();
    await page.getByRole("button", { name: "End the old", exact: true }).click();
    await page.getByText("Done: only the new one counts").waitFor();
    await page.keyboard.press("Escape");
  });
});

describe("sources", () => {
  it("shows them all, and of one its address only when it is asked for", async () => {
    const list = await goTo("sources", "Sources");
    await list.getByRole("link", { name: "website" }).waitFor();
    await expectGoodLooks(list);
    const page = await goTo("sources/website", "Source website");
    await page.getByRole("heading", { name: "Address and key" }).waitFor();
    expect(await page.content()).not.toContain("/leads/website/");
    await page.getByRole("button", { name: "Show the address" }).click();
    await page.getByText(/\/leads\/website\/.{32}/).waitFor();
    await page.getByRole("button", { name: "Hide the address" }).click();
    expect(await page.content()).not.toContain("/leads/website/");
  });

  it("sends a test lead and follows it, by the keyboard alone; nobody is asked where nobody is called", async () => {
    const page = await goTo("sources/website", "Source website");
    await page.getByRole("button", { name: "Send a test lead" }).waitFor();
    await tabTo(page, "textbox", "Phone");
    await page.keyboard.press("Enter");
    await page.getByText("Called").or(page.getByText("It ended as")).or(page.getByText("It is ")).first().waitFor();
    await page.getByRole("link", { name: "Look at the lead" }).waitFor();
  });

  it("gives a form in the language of its visitors, asks the door about a page, and shows how the sender is connected", async () => {
    const page = await goTo("sources/website", "Source website");
    await page.getByLabel("Language").selectOption("es");
    await page.getByRole("button", { name: "Show it", exact: true }).click();
    await page.getByText('lang="es"').waitFor();
    await page.getByLabel("Address of a page").fill("https://www.example.com/contact");
    await page.getByRole("button", { name: "Ask the door" }).click();
    await page.getByText("Name it in bridge.config.ts and start npm start again:").waitFor();
    await page.getByRole("button", { name: "Show the guide" }).click();
    await page.getByText("A form that waits").waitFor();
    await expectGoodLooks(page);
  });

  it("shows what visitors read, under the name and in the colour that somebody types, with the lines that set them", async () => {
    const page = await goTo("sources/website", "Source website");
    await page.getByLabel("Name of the site").fill("Lake & Sons");
    await page.getByLabel("Colour behind the name").fill("#0a66c2");
    await page.locator(".visitor").getByText("Lake & Sons").waitFor();
    await page.getByText('siteName: "Lake & Sons", color: "#0a66c2"').waitFor();
    const ground = 'getComputedStyle(document.querySelector(".visitor .site")).backgroundColor';
    expect(await page.evaluate<string>(ground)).toBe("rgb(10, 102, 194)");
  });
});

describe("the playground", () => {
  it("shows by the keyboard alone what becomes of a request, and why each field is read so", async () => {
    const page = await goTo("preview", "Playground");
    await page.getByLabel("Raw HTTP").waitFor();
    await page.getByRole("combobox", { name: "Source" }).selectOption("anything");
    await tabTo(page, "textbox", /Raw HTTP/);
    await page.keyboard.type(
      '{"tel":"(212) 555-0123","work_phone":"(646) 555-0199","name":"Grace Lake","scheduled_at":"tomorrow at 9"}',
    );
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: "May it ring?" }).waitFor();
    await page.getByText(/^Asked for: in .*, by the clocks of America\/New_York: “tomorrow at 9”/).waitFor();
    await tabTo(page, "button", /phone number/);
    await page.getByRole("tooltip").getByText("it is called “tel”").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("tooltip").getByText("it is called “tel”").waitFor({ state: "hidden" });
    expect(page.url()).not.toContain("Grace");
    await expectGoodLooks(page);
  });

  it("tries another place for a field, and gives what to write in bridge.config.ts", async () => {
    const { page } = tab;
    await page.getByLabel("phone", { exact: true }).fill("work_phone");
    await page.getByRole("button", { name: "See it again" }).click();
    await page.getByText("+16465550199").first().waitFor();
    await page.getByText('phone: "work_phone"').last().waitFor();
    await page.getByRole("button", { name: "Copy for bridge.config.ts" }).click();
    expect(await page.evaluate<string>("navigator.clipboard.readText()")).toContain("sources.anything.settings");
  });

  it("takes over a request that came to the door", async () => {
    await fetch((bridge.sources.anything?.url ?? "").replace(/[^/]+$/, "guess"), {
      method: "POST",
      body: '{"phone":"(212) 555-0123"}',
    });
    const page = await goTo("door", "At the door");
    await page.getByRole("button", { name: "Try it in the playground" }).first().click();
    await page.getByRole("heading", { level: 1, name: "Playground" }).waitFor();
    expect(await page.getByLabel("Raw HTTP").inputValue()).toContain("(212) 555-0123");
    expect(await page.getByRole("combobox", { name: "Source" }).inputValue()).toBe("anything");
    await page.getByRole("button", { name: "Show what becomes of it" }).click();
    await page.getByText("+12125550123").first().waitFor();
  });
});

describe("CRMs", () => {
  it("shows one with its ways in, asks it when it is wanted, and shows what would be written", async () => {
    const list = await goTo("crms", "CRMs");
    await list.getByRole("link", { name: "hubspot" }).waitFor();
    await expectGoodLooks(list);
    const page = await goTo("crms/hubspot", "CRM hubspot");
    await page.getByText("CONNECTED").first().waitFor();
    await tabTo(page, "button", "Ask hubspot now");
    await page.keyboard.press("Enter");
    await page.getByText("It lets the bridge in.").waitFor();
    await tabTo(page, "button", "Show what would be written");
    await page.keyboard.press("Enter");
    await page.getByText("authorization: Bearer …").first().waitFor();
    await page.getByRole("combobox", { name: "Result" }).selectOption("voicemail");
    await expectGoodLooks(page);
  });
});

describe("a CRM's settings", () => {
  it("are tried, with what is set after each outcome then and the lines that would change", async () => {
    const page = await goTo("crms/hubspot", "CRM hubspot");
    await page.getByRole("button", { name: "Try other settings" }).click();
    await page.getByLabel("Settings, as JSON").fill('{"leadStatus": {"contacted": "TALKED"}}');
    await page.getByRole("cell", { name: "TALKED" }).waitFor();
    await page.getByText('+ leadStatus: { contacted: "TALKED" },').waitFor();
    await expectGoodLooks(page);
  });
});

describe("a console of a bridge that really calls", () => {
  const opened = async (facts: Parameters<typeof aConsoleUser>[0] = {}) => {
    const user = await aConsoleUser({ pages: consolePages, ...facts });
    onTestFinished(() => user.close());
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await page.goto(user.console.newAddress());
    await page.getByRole("link", { name: "Sources" }).click();
    await page.getByRole("link", { name: "website" }).click();
    await page.getByRole("heading", { name: "What it is" }).waitFor();
    return page;
  };

  it("asks whom a test lead rings before it is sent, and Enter sends nothing", async () => {
    let posts = 0;
    const door = createServer((_, response) => {
      posts += 1;
      response.writeHead(503).end("{}");
    });
    await new Promise<void>((listening) => door.listen(0, "127.0.0.1", listening));
    onTestFinished(() => void door.close());
    const url = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
    const page = await opened({ stage: aStage({ description: { standIn: false, url } }) });
    await page.getByText("REAL CALLS").waitFor();
    await page.getByRole("textbox", { name: "Phone", exact: true }).fill("+12065550100");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "This rings people" });
    await dialog.getByText("rung, and then Test Lead at +12065550100. Send it?").waitFor();
    await expectGoodLooks(page);
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    expect(posts).toBe(0);
    await page.getByRole("button", { name: "Send a test lead" }).click();
    await dialog.getByRole("button", { name: "Send it: have +12065550100 rung" }).click();
    await page.getByText("website answered 503").waitFor();
    expect(posts).toBe(1);
  });

  it("that is masked and read only shows no address and no button that changes something", async () => {
    const page = await opened({ facts: { isMasked: true, isReadOnly: true } });
    await page.getByText("A masked console shows no address").waitFor();
    for (const name of ["Show the address", "Show it", "Send a test lead"])
      expect(await page.getByRole("button", { name, exact: true }).count()).toBe(0);
    await page.getByRole("link", { name: "Secrets", exact: true }).click();
    await page.getByText("callingly-tokens").waitFor();
    for (const name of [/^Write|^Replace/, /^Make new/])
      expect(await page.getByRole("button", { name }).count()).toBe(0);
  });
});

it("the pages complain of nothing, and ask nobody but the console's own server", () => {
  expect(tab.complaints).toEqual([]);
});
