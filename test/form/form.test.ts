import { beforeAll, describe, expect, it } from "vitest";
import { formScript } from "../../lib/bundling/form-script.ts";
import { aFormPage } from "../fakes/form-page.ts";

let text: string;
beforeAll(async () => {
  text = (await formScript({ captchas: false })).text;
});

const message = "Thank you, we call.";
const accepted = { status: 200, body: { status: "accepted", lead_id: "lead_1", message } };

describe("a form with the script", () => {
  it("shows the texts that it brings instead of the script's own", async () => {
    const data = { thanks: "Danke!", waiting: "Wir melden uns." };
    const page = aFormPage(text, { data, answers: [undefined, undefined, accepted] });
    await page.press();
    expect(page.says()).toBe("Wir melden uns.");
    await page.untilNextPost();
    expect(page.says()).toBe("Danke!");
    expect(page.told.map(({ type }) => type)).toEqual(["bridge:waiting", "bridge:accepted"]);
  });

  it("shows messages in the places that it has for them, and in new ones where it has none", async () => {
    const own = aFormPage(text, { places: ["status"], answers: [accepted] });
    await own.press();
    expect([own.places(), own.says()]).toEqual([1, message]);
    const none = aFormPage(text, { answers: [accepted] });
    await none.press();
    expect([none.places(), none.says()]).toEqual([1, message]);
  });

  it("shows what the bridge says as of its language and direction, and what is wrong as an alert", async () => {
    const spoken = { lang: "ar", dir: "rtl" };
    const refused = { status: 422, body: { title: "لا", ...spoken } };
    const page = aFormPage(text, { answers: [refused, { ...accepted, body: { ...accepted.body, ...spoken } }] });
    await page.press();
    expect(page.shows()).toMatchObject({ textContent: "لا", role: "alert", ...spoken });
    await page.press();
    expect(page.shows()).toMatchObject({ textContent: message, role: "status", ...spoken });
  });

  it("is left to the browser where the button sends it elsewhere, or to another host than the script's", async () => {
    expect(await aFormPage(text, { answers: [accepted] }).press()).toBe(true);
    expect(await aFormPage(text).press({ formaction: "/search" })).toBe(false);
    const elsewhere = { src: "https://www.example.com/form.js" };
    expect(await aFormPage(text, { script: elsewhere }).press()).toBe(false);
  });

  it("may load a version of the script by its name", async () => {
    const script = { src: "https://bridge.example.com/form/0123456789abcdef.js" };
    expect(await aFormPage(text, { script, answers: [accepted] }).press()).toBe(true);
  });

  it("may load the script from its own site, which says where the bridge is", async () => {
    const script = { src: "https://www.example.com/form.js", bridge: "https://bridge.example.com/" };
    expect(await aFormPage(text, { script, answers: [accepted] }).press()).toBe(true);
  });

  it("is sent again after 2 seconds, then less and less often, and at least once in 75 seconds, under one key", async () => {
    const page = aFormPage(text);
    await page.press();
    const waits: number[] = [];
    for (let tries = 0; tries < 10; tries += 1) waits.push((await page.untilNextPost()) / 1_000);
    const least = [2, 4, 8, 16, 32, 60, 60, 60, 60, 60];
    expect(waits.every((wait, index) => wait >= (least[index] ?? 0) && wait <= (least[index] ?? 0) * 1.25)).toBe(true);
    expect(new Set(page.posts.map(({ key }) => key))).toEqual(new Set(["key-1"]));
  });

  it("waits as long as the bridge asks for, up to an hour", async () => {
    const busy = (retryAfter: string) => ({ status: 503, body: {}, retryAfter });
    for (const [asked, least] of [
      ["100", 100],
      ["86400", 3_600],
    ] as const) {
      const page = aFormPage(text, { answers: [busy(asked)] });
      await page.press();
      const waited = (await page.untilNextPost()) / 1_000;
      expect(waited).toBeGreaterThanOrEqual(least);
      expect(waited).toBeLessThanOrEqual(least * 1.25);
    }
  });
});
