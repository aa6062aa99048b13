import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../lambda/connectors/contract/intake.ts";
import { words } from "../../lambda/connectors/kit/words/index.ts";
import { directionOf, type Language, languages } from "../../lambda/connectors/kit/words/languages.ts";
import { htmlForm } from "../../lambda/connectors/vendors/html-form/html-form.ts";
import { type LocalServer, serve } from "../../lib/program/serve.ts";
import { snippet } from "../../operator/sources/snippet.ts";
import { barriersOf, bringAxe } from "./axe.ts";
import { openChromium } from "./chromium/connect.ts";

/** The pages that a form's visitor sees, in every language, as a browser shows them. */

const at = new Date("2026-12-01T13:00:00Z");
const taken = { id: "lead_1", status: "accepted" } as const;
const call = { at, zone: "America/New_York" };
const rejected = { kind: "rejected", status: 422, title: "The key is missing or wrong", fields: {} } as const;
const answers: Readonly<Record<string, Answer>> = {
  thanks: { kind: "accepted", leads: [taken], outlook: { phone: "+12025550100", call } },
  refused: { ...rejected, code: "invalid-phone" },
  broken: rejected,
  again: { kind: "again" },
};
const shown = [...Object.keys(answers).filter((what) => what !== "thanks"), "opt-out"];

let site: LocalServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  site = await serve({
    name: "visitors' pages",
    port: 0,
    ownPagesOnly: false,
    onFailure: () => {},
    answer: ({ url = "/" }) => pageAt(url),
  });
  browser = await openChromium();
  const context = await browser.newContext();
  await bringAxe(context);
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** `/de/thanks`, and `/de/form` for a page with the form as it is printed. */
async function pageAt(path: string) {
  const [, language, what = ""] = path.split("/") as [string, Language, string];
  if (what === "form") return formIn(language);
  const intake = htmlForm.intake.bind({
    language,
    siteName: "Acme Solar & Søn",
    color: "#ffb000",
    allowedOrigins: ["https://www.example.com"],
  });
  const request = {
    method: "POST",
    url: "https://bridge.example.com/leads/website",
    headers: { "sec-fetch-mode": "navigate", referer: "https://www.example.com/contact" },
    query: new URLSearchParams(),
    params: {},
    body: new Uint8Array(),
  };
  const answer = answers[what];
  const reply = await (answer ? intake.reply(request, answer) : intake.replyToOptOut?.(request, { status: 200 }));
  return { status: 200, headers: { ...reply?.headers }, body: Buffer.from(reply?.body ?? "") };
}

function formIn(language: Language) {
  const url = "https://bridge.example.com/leads/website/KEY";
  const origins = ["https://www.example.com"];
  const about = { source: "website", connector: "html-form", page: "", language, answersIn: languages };
  const form = snippet({ ...about, url, origins, bringIn: "deploy" }).replace(/<script>[\s\S]*/, "");
  return {
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: Buffer.from(`<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Form</title>
      <main><h1>Contact</h1>${form}</main></html>`),
  };
}

/** Colours hang on the scheme and room on the width: with these, each of both is judged once. */
const looks = [
  { colorScheme: "light", width: 390 },
  { colorScheme: "dark", width: 1280 },
] as const;

async function everyLook(page: Page, check: (look: string) => Promise<void>): Promise<void> {
  for (const { colorScheme, width } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await check(`${colorScheme}, ${width} px`);
  }
}

describe.each(languages)("in %s", (language) => {
  it("the thank-you page says the number and the time, and everybody can read it, in light and dark, on a phone and on a desk", async () => {
    await page.goto(`${site.url}/${language}/thanks`);
    await page.getByRole("heading", { name: words[language]?.thanks ?? "" }).waitFor();
    const text = (await page.getByRole("main").textContent()) ?? "";
    expect(text).toContain("+1 202 555 0100");
    expect(text).toMatch(/8[:.]00/);
    await everyLook(page, async (look) => expect(await barriersOf(page), look).toEqual([]));
  });

  it("each page is said to be in its language and direction, fits, and can be read and used by everybody", async () => {
    for (const what of shown) {
      await page.goto(`${site.url}/${language}/${what}`);
      await everyLook(page, async (look) =>
        expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth"), look).toBeLessThanOrEqual(0),
      );
      expect(await page.locator("html").getAttribute("lang")).toBe(language);
      expect(await page.evaluate("getComputedStyle(document.querySelector('h1')).direction")).toBe(
        directionOf(language),
      );
      expect(await barriersOf(page), what).toEqual([]);
    }
    // As it is printed, in a page of another language.
    await page.goto(`${site.url}/${language}/form`);
    expect(await barriersOf(page), "the form").toEqual([]);
  });
});
