import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalStage } from "../../lib/local-stage.ts";
import { serve } from "../../stand-ins/kit/serve.ts";
import { type SpawnedBridge, spawnBridge } from "../local/spawn-bridge.ts";
import { openChromium } from "./chromium/connect.ts";

/** The demo page in a real browser. */

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

describe("the demo page", () => {
  it("sends a visitor's form, thanks the visitor, and shows the lead's path up to the CRM", async () => {
    await page.goto(bridge.crm.url);
    await page.getByText("nobody is really called").waitFor();
    const form = page.locator("#website");
    await form.getByLabel("First name").fill("Zoë");
    await form.getByLabel("Last name").fill("Brook");
    await form.getByLabel("Phone").fill("+1 202 555 0100");
    await form.getByRole("button").click();
    await page.frameLocator("iframe").getByText("Thank you").waitFor();
    const path = page.locator(".path", { hasText: "Zoë Brook" });
    for (const step of ["accepted", "dialing", "placed", "completed", "reported in the CRM"])
      await path.getByText(step).first().waitFor();
    await page.locator("#records tr", { hasText: "Zoë Brook" }).getByText("contacted").first().waitFor();
    await page.locator("#records tr", { hasText: "Zoë Brook" }).locator("summary").first().click();
    await page.locator("#records tr", { hasText: "Zoë Brook" }).getByText("lead_outcome").first().waitFor();
  });

  it("saves a contact in HubSpot and shows its call there", async () => {
    const form = page.locator("#contacts");
    await form.getByLabel("First name").fill("Maya");
    await form.getByLabel("Last name").fill("Heath");
    await form.getByLabel("Phone").fill("+1 212 555 0101");
    await form.getByRole("button").click();
    await page.locator("#records tr", { hasText: "Maya Heath" }).getByText("Left voicemail").waitFor();
  });

  it("tells of a request that was refused, and gives it as a file for a preview", async () => {
    const wrong = (bridge.sources.anything?.url ?? "").replace(/[^/]+$/, "guess");
    await fetch(wrong, { method: "POST", body: '{"phone":"+1 202 555 0100"}' });
    const refused = page.locator("#refused li", { hasText: "The key is missing or wrong" });
    await refused.getByText(`bridge -- sources --local ${bridge.crm.url} shows`).waitFor();
    const [saved] = await Promise.all([page.waitForEvent("download"), refused.getByText("Save as .http").click()]);
    expect(saved.suggestedFilename()).toBe("refused-1.http");
  });

  it("makes a case for a person's review", async () => {
    await page.getByRole("button", { name: "Make a review case" }).click();
    await page
      .locator("#rehearsal")
      .getByText(`waits for a decision: npm run --silent bridge -- review --local ${bridge.crm.url}`)
      .waitFor();
    await page
      .locator(".path", { hasText: "Rehearsal Review" })
      .getByText("review", { exact: false })
      .first()
      .waitFor();
    await page.locator(".path", { hasText: "Rehearsal Review" }).getByText("+40 min").waitFor();
  });

  it("explains every word that a step has", async () => {
    const explained = await page.locator(".words dt").allTextContents();
    const shown = await page.locator(".steps li").allTextContents();
    expect(shown.map((step) => step.split(" ")[0]).filter((word) => !explained.includes(word ?? ""))).toEqual([]);
  });

  it("opens what is inside of the stand-in", async () => {
    await page.getByText("look inside").click();
    await page.getByText("Nobody is really called.").waitFor();
    await page.goBack();
    await page.getByText("nobody is really called").waitFor();
  });

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
      await stranger.goto(bridge.crm.url, { referer: elsewhere.url });
      await stranger.getByText("nobody is really called").waitFor();
    } finally {
      await stranger.close();
      await elsewhere.close();
    }
  });

  it("is ready for the next lead, and complained of nothing", async () => {
    expect(await page.locator("#website").getByLabel("Phone").inputValue()).not.toBe("+1 202 555 0100");
    expect(complaints).toEqual([]);
  });
});
