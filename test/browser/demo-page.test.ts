import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalStage } from "../../lib/local-stage.ts";
import { serve } from "../../lib/program/serve.ts";
import { type SpawnedBridge, spawnBridge } from "../local/spawn-bridge.ts";
import { openChromium } from "./chromium/connect.ts";
import { strainedFaultsOf } from "./console/strained.ts";
import { expectGoodLooks, tabTo } from "./console-look.ts";

/** The pages that only `npm start` has, in a real browser. */

let bridge: SpawnedBridge;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [bridge, browser] = await Promise.all([spawnBridge(["--speed", "100"]), openChromium()]);
  page = await browser.newPage();
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
});

afterAll(async () => {
  await browser?.close();
  await bridge?.end("SIGTERM");
});

/** A lead's path on the first page. */
const pathOf = (name: string) => page.locator(".path", { hasText: name });
/** A CRM's record of a person. */
const recordOf = (name: string) => page.getByRole("row", { name });

describe("the first page of npm start", () => {
  it("sends a visitor's form, shows what the visitor reads, and the lead's path up to the CRM", async () => {
    await page.goto(bridge.console.url);
    await page.getByText("stand-in: nobody is called").waitFor();
    const [form] = Object.keys(bridge.sources);
    await page.locator(".twin code", { hasText: `npm run --silent bridge -- send ${form} --local` }).waitFor();
    await page.getByLabel("First name").fill("Zoë");
    await page.getByLabel("Last name").fill("Brook");
    await page.getByLabel("Phone", { exact: true }).fill("+1 202 555 0100");
    await page.getByRole("button", { name: "Call me" }).click();
    await page.locator(".answer").getByText("Thank you").first().waitFor();
    for (const step of ["accepted", "dialing", "placed", "completed", "reported in the CRM"])
      await pathOf("Zoë Brook").getByText(step).first().waitFor();
    await recordOf("Zoë Brook").getByText("contacted").first().waitFor();
    await recordOf("Zoë Brook").locator("summary").first().click();
    await recordOf("Zoë Brook").getByText("lead_outcome").first().waitFor();
  });

  it("saves a contact in HubSpot and shows its call there", async () => {
    await page.getByLabel("How it comes").selectOption({ label: "somebody saves a contact in HubSpot" });
    await page.getByLabel("How the call ends").selectOption({ label: "voicemail" });
    await page.getByLabel("First name").fill("Maya");
    await page.getByLabel("Last name").fill("Heath");
    await page.getByLabel("Phone", { exact: true }).fill("+1 212 555 0101");
    await page.getByRole("button", { name: "Save the contact" }).click();
    await page.getByText("HubSpot sent it; the bridge answered 200.").waitFor();
    await recordOf("Maya Heath").getByText("Left voicemail").waitFor();
  });

  it("has a call planned and one booked, shows that they wait, and has them moved, done and cancelled by keyboard", async () => {
    const way = page.getByLabel("How it comes");
    const plan = async (label: string, name: string, crm: string) => {
      await way.selectOption({ label });
      await page.getByLabel("First name").fill(name);
      await page.getByLabel("Last name").fill("Marsh");
      await page.getByRole("button", { name: "Plan the call" }).click();
      await page.getByText(`${crm} sent it; the bridge answered 200.`).waitFor();
      await pathOf(`${name} Marsh`).getByText("Rings in 59 min").waitFor();
    };
    await plan("somebody plans a meeting in HubSpot", "Lena", "HubSpot");
    await plan("somebody books a call in Cal.com", "Omar", "Cal.com");
    const rowOf = (name: string) =>
      page.getByRole("table", { name: "Calls that are planned" }).getByRole("row", { name: `${name} Marsh` });

    await rowOf("Omar").getByLabel("New time for Omar Marsh").selectOption({ label: "in a week" });
    await tabTo(page, "button", "Move");
    await page.keyboard.press("Enter");
    await page.getByText("The call of Omar Marsh is moved").waitFor();
    await pathOf("Omar Marsh").getByText("Rings in 6 d").waitFor();
    await rowOf("Omar").getByRole("button", { name: "Cancel" }).press("Enter");
    await rowOf("Omar").getByText("cancelled").waitFor();
    await pathOf("Omar Marsh").getByText("so nobody is called").first().waitFor();

    await rowOf("Lena").getByRole("button", { name: "Mark as done" }).press("Enter");
    await rowOf("Lena").getByText("done", { exact: true }).waitFor();
    expect(await page.evaluate("document.activeElement.textContent")).toContain("The call of Lena Marsh is done");
    await pathOf("Lena Marsh").getByText("so nobody is called").waitFor();
    // One stays, with its buttons, for the looks below.
    await plan("somebody plans a call task in HubSpot", "Theo", "HubSpot");
    await rowOf("Theo").getByRole("button", { name: "Delete" }).waitFor();
  });

  it("makes a case for a person's review", async () => {
    await page.getByRole("button", { name: "Make a review case" }).click();
    await page.getByRole("link", { name: "review it" }).waitFor();
    await pathOf("Rehearsal Review").getByText("+40 min").waitFor();
  });

  it("explains every word that a step has", async () => {
    const explained = await page.locator(".words dt").allTextContents();
    const shown = await page.locator(".steps li").allTextContents();
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.map((step) => step.split(" ")[0]).filter((word) => !explained.includes(word ?? ""))).toEqual([]);
  });

  it("has a new person ready for the next lead", async () => {
    expect(await page.getByLabel("Phone", { exact: true }).inputValue()).not.toBe("+1 202 555 0100");
  });

  it("can be read by everybody, on a desk and on a phone", () => expectGoodLooks(page));

  it("loses nothing in forced colours and at 200 %", async () => {
    expect(await strainedFaultsOf(page)).toEqual([]);
  });
});

describe("the door's page", () => {
  it("tells of a request that was refused, and gives it as a file for a preview", async () => {
    const wrong = (bridge.sources.anything?.url ?? "").replace(/[^/]+$/, "guess");
    await fetch(wrong, { method: "POST", body: '{"phone":"+1 202 555 0100"}' });
    await page.getByRole("link", { name: "At the door" }).click();
    const refused = page.locator(".refused li", { hasText: "The key is missing or wrong" });
    await refused.getByText("bridge -- sources --local").waitFor();
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      refused.getByRole("button", { name: "Save as .http" }).click(),
    ]);
    expect(saved.suggestedFilename()).toMatch(/^refused-\d+\.http$/);
    await refused.getByRole("button", { name: "Show the request" }).click();
    await refused.getByText("/leads/anything/KEY").waitFor();
    await expectGoodLooks(page);
    expect(await strainedFaultsOf(page)).toEqual([]);
  });
});

describe("the stand-in's page", () => {
  it("makes the stand-in misbehave, and takes it back", async () => {
    await page.getByRole("link", { name: "Stand-in" }).click();
    await page.getByRole("button", { name: "Refuse the next call" }).click();
    await page.getByText("POST /v1/calls").waitFor();
    await page.getByRole("button", { name: "Take them back" }).click();
    await page.getByText("Nothing strikes any more.").waitFor();
    await page.getByText("+12025550100").first().waitFor();
    await expectGoodLooks(page);
    expect(await strainedFaultsOf(page)).toEqual([]);
  });

  it("opens what is inside of it", async () => {
    const [inside] = await Promise.all([
      page.waitForEvent("popup"),
      page.getByRole("link", { name: "Look inside" }).click(),
    ]);
    await inside.getByText("Nobody is really called.").waitFor();
    await inside.close();
  });
});

describe("npm start", () => {
  it("gives a page from elsewhere nothing, of the table and the stand-in neither", async () => {
    const { endpoints } = (await (await fetch(`${bridge.crm.url}/api/stage`)).json()) as LocalStage;
    const body = Buffer.from("<!doctype html>");
    const answer = async () => ({ status: 200, headers: { "content-type": "text/html" }, body });
    const elsewhere = await serve({ name: "elsewhere", port: 0, ownPagesOnly: false, onFailure: () => {}, answer });
    const stranger = await browser.newPage();
    try {
      await stranger.goto(elsewhere.url);
      const read = await stranger.evaluate(
        async (urls) => {
          const ask = (url: string, init: RequestInit) =>
            fetch(url, init).then(
              (reply) => reply.text(),
              () => "failed",
            );
          const table = { method: "POST", body: "{}", headers: { "x-amz-target": "DynamoDB_20120810.ListTables" } };
          const asks = urls.flatMap((url) =>
            [{}, { method: "POST", body: "{}" }, { mode: "no-cors" as const }, table].map((init) => ask(url, init)),
          );
          return Promise.all(asks);
        },
        [
          endpoints.dynamo,
          endpoints.secretsManager,
          `${bridge.crm.url}/api/bridge`,
          `${bridge.callingly.url}/_standin/rings`,
        ],
      );
      expect(new Set(read)).toEqual(new Set(["failed", ""]));
      // What a person follows from there opens all the same.
      await stranger.goto(bridge.console.url, { referer: elsewhere.url });
      await stranger.getByText("stand-in: nobody is called").waitFor();
    } finally {
      await stranger.close();
      await elsewhere.close();
    }
  });

  it("says to who typed its address what to open instead, and shows nothing else", async () => {
    const typing = await (await browser.newContext()).newPage();
    await typing.goto(bridge.crm.url);
    await typing.getByText("Open the address that `npm start` printed after “Try it”: it holds the token.").waitFor();
    expect(await typing.getByRole("navigation").count()).toBe(0);
    await typing.context().close();
  });

  it("complained of nothing", () => {
    expect(complaints).toEqual([]);
  });
});
