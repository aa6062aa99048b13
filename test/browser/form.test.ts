import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { htmlForm } from "../../lambda/connectors/vendors/html-form/html-form.ts";
import { type LocalServer, serve } from "../../lib/program/serve.ts";
import { answer as ofTheGateway } from "../../local/gateway/payload.ts";
import { phone as phoneOf, ringsOf } from "../local/bridge-user.ts";
import { type SpawnedBridge, spawnBridge } from "../local/spawn-bridge.ts";
import { until } from "../local/until.ts";
import { openChromium } from "./chromium/connect.ts";
import { type Front, type Post, type Reply, startFront } from "./front.ts";

/** The script for forms in a real browser, on a site under a strict policy, against the bridge behind a shaky line. */

const dir = mkdtempSync(join(tmpdir(), "callingly-bridge-form-"));
let site: LocalServer;
let bridge: SpawnedBridge;
let front: Front;
let browser: Browser;

beforeAll(async () => {
  site = await serve({ name: "the site", port: 0, ownPagesOnly: false, answer: servePage, onFailure: () => {} });
  const config = join(dir, "bridge.config.mjs");
  const door = { connector: "html-form", account: "main", team: 19230 };
  const settings = { allowedOrigins: [site.url] };
  const sources = {
    website: { ...door, settings },
    thankful: { ...door, settings: { ...settings, redirect: `${site.url}/thanks` } },
    sums: { ...door, settings, captcha: { kind: "altcha", tries: 100 } },
    checked: { ...door, settings, captcha: { kind: "turnstile", siteKey: "site", hostnames: [] } },
    scored: { ...door, settings, captcha: { kind: "recaptcha-v3", siteKey: "site", hostnames: [], minScore: 0.5 } },
    silent: { ...door, settings: { redirect: `${site.url}/thanks` } },
  };
  writeFileSync(config, `export default ${JSON.stringify({ accounts: { main: {} }, sources })};`);
  [bridge, browser] = await Promise.all([spawnBridge(["--speed", "100"], { BRIDGE_CONFIG: config }), openChromium()]);
  front = await startFront(bridge.url);
});

afterAll(async () => {
  await browser?.close();
  await bridge?.end("SIGTERM");
  await front?.goDown();
  await site?.close();
  rmSync(dir, { recursive: true });
});

/** A path of the site names the source that its form posts to; `broken` is a key that nobody has. */
async function servePage({ url = "/" }: IncomingMessage) {
  const source = url.slice(1);
  const door = source === "broken" ? `${front.url}/leads/website/wrong` : addressOf(source);
  const body = `<!doctype html><html lang="en"><title>${source}</title>
    <form action="${door}" method="post"${asksBy[source] ?? ""}>
      <label>Name <input name="name"></label>
      <label>Phone <input name="phone" type="tel" required aria-describedby="hint"></label> <i id="hint">With area code</i>
      <label><input type="checkbox" name="consent">  I agree to be called
        about <b>my request</b>.</label>
      <input name="pin" type="password" value="hush"> <input name="card" autocomplete="billing cc-number" value="hush">
      <input name="code" autocomplete="one-time-code" value="hush">
      <input name="photo" type="file">
      ${source === "checked" ? '<input type="hidden" name="cf-turnstile-response">' : ""}
      <button name="topic" value="solar">Call me</button>
    </form>
    <script src="${front.url}/form.js" defer></script>`;
  const policy = `default-src 'none'; script-src ${front.url}; connect-src ${front.url}; form-action ${front.url} ${site.url}; require-trusted-types-for 'script'`;
  return {
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy },
    body: Buffer.from(source === "thanks" ? "<title>thanks</title>" : body),
  };
}

/** As `bridge sources --snippet` prints it. */
const asksBy: Readonly<Record<string, string>> = {
  sums: ' data-captcha="altcha"',
  scored: ' data-captcha="site" data-action="scored"',
};

const addressOf = (source: string) => front.url + new URL(bridge.sources[source]?.url ?? bridge.url).pathname;

// ── a visitor ───────────────────────────────────────────────────────────────────────────────────────────────────

let context: BrowserContext;
let number: string;
let visitors = 0;
let complaints: string[];

beforeEach(async () => {
  complaints = [];
  context = await browser.newContext();
  context.on("weberror", (error) => complaints.push(error.error().message));
  await context.clock.install();
  await context.addInitScript(`
    window.told = [];
    for (const what of ["accepted", "rejected", "waiting", "expired"])
      addEventListener("bridge:" + what, ({ detail }) => told.push({ what, ...detail }));
  `);
  visitors += 1;
  number = phoneOf(visitors);
});

afterEach(async () => {
  await context.close();
  await front.comeUp();
  expect(complaints).toEqual([]);
});

async function open(source: string, from = context): Promise<Page> {
  const page = await from.newPage();
  await page.goto(`${site.url}/${source}`);
  return page;
}

async function fill(page: Page, phone = number): Promise<void> {
  await page.getByLabel("Name").fill("Dana Whitfield");
  await page.getByLabel("Phone").fill(phone);
}

const press = (page: Page) => page.getByRole("button", { name: "Call me" }).click();
const told = (page: Page) => page.evaluate("told") as Promise<{ what: string; resumed: boolean; due?: number }[]>;
const kept = (page: Page) => page.evaluate("Object.keys(localStorage)") as Promise<string[]>;
const hears = (page: Page, what: string) =>
  until(`the page hears: ${what}`, async () => (await told(page)).find((each) => each.what === what));
const posts = () => front.posts.filter(({ form }) => form.get("phone") === number);
const postsOf = (count: number) => until(`${count} posts`, () => posts().length >= count && posts());

/** What it has sent stays on its way however long that takes, as in browsers that know no end of waiting. */
const neverGivesUp = (page: Page) => page.evaluate("AbortSignal.timeout = undefined");

/** Lets the page's timers fire until it has tried so often. */
const retried = (count: number) =>
  until(`${count} posts`, async () => {
    await context.clock.fastForward(10_000);
    return posts().length >= count && posts();
  });

/** One lead, under one key, rung once. */
async function rangOnce(all: readonly Post[] = posts()): Promise<void> {
  expect(new Set(all.map(({ key }) => key))).toHaveLength(1);
  expect(new Set(all.flatMap(({ answer }) => answer?.leadId ?? []))).toHaveLength(1);
  // A team that missed the lead rings again by itself; what counts is what was asked for.
  const rings = async () =>
    (await ringsOf(bridge)).filter(({ phone_number, by }) => phone_number === number && by === "create");
  await until("it rings", async () => (await rings()).length > 0);
  expect(await rings()).toHaveLength(1);
}

/** What the bridge says when it cannot store a lead, in a form that the site's scripts may read. */
async function again(retryAfter: string): Promise<Reply> {
  const request = { method: "POST", url: front.url, query: new URLSearchParams(), params: {}, body: new Uint8Array() };
  const headers = { origin: site.url, "sec-fetch-mode": "cors" };
  const intake = htmlForm.intake.bind({ allowedOrigins: [site.url] });
  const reply = await intake.reply({ ...request, headers }, { kind: "again" });
  expect(reply.headers).toHaveProperty("retry-after");
  return { status: reply.status, headers: { ...reply.headers, "retry-after": retryAfter }, body: reply.body ?? "" };
}

const throttled = (): Reply => {
  const { status, body } = ofTheGateway(429);
  return { status, body: `${body}`, headers: { "content-type": "application/json" } };
};

describe("a form with the script", () => {
  it("loads it from the bridge once", async () => {
    const { status, headers } = await fetch(`${front.url}/form.js`);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": expect.stringMatching(/^public, max-age=\d+/),
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
    });
    const again = await fetch(`${front.url}/form.js`, { headers: { "if-none-match": headers.get("etag") ?? "" } });
    expect([status, again.status, await again.text()]).toEqual([200, 304, ""]);
  });

  it("neither sends nor keeps passwords, card numbers and codes, nor files", async () => {
    const page = await open("website");
    await fill(page);
    await front.goDown();
    await press(page);
    await hears(page, "waiting");
    const stored = (await page.evaluate("JSON.stringify(localStorage)")) as string;
    expect(stored).toContain("Whitfield");
    expect(stored).not.toMatch(/hush|File/);
    await front.comeUp();
    await retried(1);
    const names = [...(posts()[0]?.form.keys() ?? [])];
    expect(names.sort()).toEqual(["_lang", "_took", "_zone", "name", "page_url", "phone", "topic"]);
  });

  it("sends the lead with its page and the words that were agreed to, and takes the visitor to the thank-you page", async () => {
    const page = await open("thankful");
    await fill(page);
    await page.getByLabel("I agree").check();
    await press(page);
    await page.waitForURL(`${site.url}/thanks`);
    const [post] = posts();
    expect(post?.key).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(Object.fromEntries(post?.form ?? [])).toEqual({
      name: "Dana Whitfield",
      phone: number,
      consent: "on",
      topic: "solar",
      page_url: `${site.url}/thankful`,
      consent_text: "I agree to be called about my request.",
      _lang: "en",
      _zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      _took: expect.stringMatching(/^\d+$/),
    });
    expect(await kept(page)).toEqual([]);
    await rangOnce();
  });

  it("thanks the visitor in the page where no other is named, and says nothing of a consent that was not given", async () => {
    const page = await open("website");
    await fill(page);
    await press(page);
    await page.getByRole("status").getByText("We have your request").waitFor();
    const message = "We have your request. We will call you in a moment.";
    const said = { status: "accepted", message, lang: "en", dir: "ltr" };
    expect(await told(page)).toEqual([
      { what: "accepted", ...said, lead_id: posts()[0]?.answer?.leadId, resumed: false },
    ]);
    expect(await page.getByLabel("Phone").inputValue()).toBe("");
    expect(posts()[0]?.form.has("consent_text")).toBe(false);
    expect(await kept(page)).toEqual([]);
  });

  it("leaves the rest to a page that prevents it", async () => {
    const page = await open("thankful");
    await page.evaluate(`addEventListener("bridge:accepted", (event) => event.preventDefault())`);
    await fill(page);
    await press(page);
    await hears(page, "accepted");
    expect(page.url()).toBe(`${site.url}/thankful`);
    expect(await page.getByLabel("Phone").inputValue()).toBe(number);
  });

  it("makes one lead of a double click, and of another click when the first was answered", async () => {
    const page = await open("website");
    await page.evaluate(`addEventListener("bridge:accepted", (event) => event.preventDefault())`);
    await fill(page);
    const letGo = front.hold();
    await page.getByRole("button", { name: "Call me" }).dblclick();
    letGo();
    await hears(page, "accepted");
    expect(posts()).toHaveLength(1);
    await press(page);
    await postsOf(2);
    await until("both are answered", async () => (await told(page)).length === 2);
    await rangOnce();
  });

  it("says beside the field what is wrong with it, and takes it back", async () => {
    const page = await open("website");
    const input = page.getByLabel("Phone");
    await fill(page, "12345");
    await press(page);
    await hears(page, "rejected");
    expect(await input.getAttribute("aria-invalid")).toBe("true");
    expect(await input.evaluate("document.activeElement.name")).toBe("phone");
    const described = (await input.getAttribute("aria-describedby"))?.trim().split(/\s+/) ?? [];
    expect(described).toHaveLength(2);
    expect(described).toContain("hint");
    const message = page.locator(`[id="${described.find((id) => id !== "hint")}"]`);
    expect(await message.textContent()).toBe("Please enter a valid phone number.");
    expect(await page.locator('[data-bridge="status"]').textContent()).toBe("Please check the form");
    expect(await kept(page)).toEqual([]);

    await fill(page);
    await press(page);
    await hears(page, "accepted");
    expect(await input.getAttribute("aria-invalid")).toBeNull();
    expect(await message.textContent()).toBe("");
    expect(posts()[0]?.key).not.toBe(front.posts.find(({ form }) => form.get("phone") === "12345")?.key);
  });

  it("gives up where the bridge refuses for good", async () => {
    const page = await open("broken");
    await fill(page);
    await press(page);
    expect(await hears(page, "rejected")).toMatchObject({ status: 401, detail: "The key is missing or wrong" });
    expect(await page.getByRole("alert").textContent()).toMatch("Something is wrong with this form");
    expect(await kept(page)).toEqual([]);
    await context.clock.fastForward(100_000);
    expect(posts()).toHaveLength(1);
  });
});

describe("when the bridge cannot take the lead now", () => {
  it("F10: a throttled form keeps its lead, says so, and sends it again under the same key", async () => {
    const page = await open("website");
    await fill(page);
    front.answer(["OPTIONS", "POST", "GET"], throttled());
    await press(page);
    await hears(page, "waiting");
    await page.getByRole("status").getByText("Your request is kept").waitFor();
    expect(await kept(page)).toHaveLength(1);
    await front.comeUp();
    await retried(1);
    await hears(page, "accepted");
    expect(await kept(page)).toEqual([]);
    await rangOnce();
  });

  it("F10: a form waits as long as it was told to", async () => {
    const page = await open("website");
    await fill(page);
    front.answer(["POST"], await again("100"));
    await press(page);
    await hears(page, "waiting");
    await context.clock.fastForward(99_000);
    await front.comeUp();
    expect(posts()).toHaveLength(1);
    await context.clock.fastForward(30_000);
    await hears(page, "accepted");
    await rangOnce();
  });

  it("F10: a form whose answer was lost meets its own lead", async () => {
    const page = await open("website");
    await fill(page);
    const letGo = front.hold();
    await press(page);
    await postsOf(1);
    await front.goDown();
    letGo();
    await hears(page, "waiting");
    await until("the bridge has it", () => posts()[0]?.answer);
    await front.comeUp();
    await retried(2);
    expect(await hears(page, "accepted")).toMatchObject({ status: "accepted" });
    await rangOnce();
  });

  it("F10: a lead outlives its page and is sent by the next one, which stays where it is", async () => {
    const first = await open("thankful");
    await fill(first);
    await front.goDown();
    await press(first);
    await hears(first, "waiting");
    await first.close();
    const second = await open("thankful");
    expect(await kept(second)).toHaveLength(1);
    await context.clock.fastForward(10_000);
    expect(await hears(second, "waiting")).toMatchObject({ resumed: true });
    await front.comeUp();
    await retried(1);
    expect(await hears(second, "accepted")).toMatchObject({ resumed: true });
    expect(second.url()).toBe(`${site.url}/thankful`);
    await second.getByRole("status").getByText("We have your request").waitFor();
    expect(await kept(second)).toEqual([]);
    await rangOnce();
  });

  it("F10: two pages that send the same lead at once make one of it", async () => {
    const page = await open("website");
    const other = await open("website");
    await neverGivesUp(page);
    await fill(page);
    const letGo = front.hold();
    await press(page);
    await postsOf(1);
    // No answer for so long: the other page takes the first one for gone.
    await context.clock.fastForward(40_000);
    await postsOf(2);
    letGo();
    expect(await hears(page, "accepted")).toMatchObject({ resumed: false });
    expect(await hears(other, "accepted")).toMatchObject({ resumed: true });
    for (const each of [page, other]) expect(await kept(each)).toEqual([]);
    await rangOnce();
  });

  it("F10: a page that has said that a lead waits says what became of it, once another page has brought it", async () => {
    const page = await open("website");
    const other = await open("website");
    await neverGivesUp(page);
    await fill(page);
    const letGo = front.hold();
    await press(page);
    await postsOf(1);
    // What comes after the first one is not held.
    await front.comeUp();
    front.answer(["POST"], await again("100"));
    await context.clock.fastForward(40_000);
    expect(await hears(other, "waiting")).toMatchObject({ resumed: true });
    await front.comeUp();
    letGo();
    expect(await hears(page, "accepted")).toMatchObject({ resumed: false });
    expect(await hears(other, "accepted")).toMatchObject({ resumed: true });
    await other.getByRole("status").getByText("We have your request").waitFor();
    for (const each of [page, other]) expect(await kept(each)).toEqual([]);
    await rangOnce();
  });

  it("F10: a page leaves a lead to the page that is about to send it", async () => {
    const page = await open("website");
    const other = await open("website");
    await fill(page);
    await front.goDown();
    await press(page);
    await hears(page, "waiting");
    await front.comeUp();
    await retried(1);
    await hears(page, "accepted");
    await context.clock.fastForward(100_000);
    for (const each of [page, other]) expect(await kept(each)).toEqual([]);
    await rangOnce();
  });

  it("F10: a page whose lead another one has brought says so at once, and not when its own turn comes", async () => {
    const page = await open("website");
    const other = await open("website");
    await fill(page);
    await front.goDown();
    await press(page);
    await hears(page, "waiting");
    await front.comeUp();
    // What the script of the other page does, had its turn come first.
    await other.evaluate(`(async () => {
      const name = Object.keys(localStorage).find((each) => each.startsWith("bridge:lead:"));
      const { url, key, body } = JSON.parse(localStorage[name]);
      await fetch(url, { method: "POST", headers: { "idempotency-key": key }, body: new URLSearchParams(body) });
      localStorage.removeItem(name);
    })()`);
    expect(await hears(page, "accepted")).toMatchObject({ resumed: false });
    await page.getByRole("status").getByText("We have your request").waitFor();
    for (const each of [page, other]) expect(await kept(each)).toEqual([]);
    await rangOnce();
  });

  it("takes what the visitor has changed for the lead instead", async () => {
    const page = await open("website");
    await fill(page, "+12025550199");
    await front.goDown();
    await press(page);
    await hears(page, "waiting");
    await fill(page);
    await press(page);
    await until("it waits as well", async () => (await told(page)).length === 2);
    expect(await kept(page)).toHaveLength(1);
    await front.comeUp();
    await retried(1);
    await hears(page, "accepted");
    await rangOnce();
    expect(front.posts.some(({ form }) => form.get("phone") === "+12025550199")).toBe(false);
  });

  it("forgets a lead after a day", async () => {
    const page = await open("website");
    await fill(page);
    await front.goDown();
    await press(page);
    await hears(page, "waiting");
    await context.clock.fastForward("25:00:00");
    await hears(page, "expired");
    expect(await kept(page)).toEqual([]);
    await front.comeUp();
    await context.clock.fastForward(100_000);
    expect(posts()).toEqual([]);
  });
});

describe("a form without the script", () => {
  it("is posted by the browser, and the bridge redirects", async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const page = await open("thankful", plain);
    await fill(page);
    await press(page);
    await page.waitForURL(`${site.url}/thanks`);
    expect(posts()).toMatchObject([{ key: undefined, answer: { status: 303 } }]);
    await plain.close();
  });

  it("is what a page gets whose scripts the bridge does not answer", async () => {
    const page = await open("silent");
    await fill(page);
    await press(page);
    await page.waitForURL(`${site.url}/thanks`);
    expect(posts()).toMatchObject([{ key: undefined, answer: { status: 303 } }]);
    expect(await kept(page)).toEqual([]);
  });
});

describe("a form that asks for a captcha", () => {
  /** The vendors' widgets as far as a page sees them: a token in a field, a new one when it is reset, or when it is asked. */
  const widgets = (page: Page) =>
    page.evaluate(`
      window.made = 0;
      const token = (what) => what + "." + number + "-" + ++made + "@localhost/scored";
      const number = ${JSON.stringify(number.slice(1))};
      window.fill = (what) => { const field = document.querySelector("[type=hidden]"); if (field) field.value = token(what); };
      window.turnstile = { reset: () => fill("person") };
      window.grecaptcha = { ready: (then) => then(), execute: async (key, { action }) => token("person"), reset() { throw 1; } };
    `);
  const proof = (post: Post | undefined, field: string) => post?.form.get(field) ?? "";

  it("works out the bridge's sum while somebody types, and sends the solution", async () => {
    const page = await open("sums");
    await fill(page);
    await press(page);
    await page.getByRole("status").getByText("We have your request").waitFor();
    expect(posts().map(({ form }) => form.getAll("altcha").length)).toEqual([1]);
    await rangOnce();
  });

  it("is told when its token is not good, gets a new one, and goes with it under the same key", async () => {
    const page = await open("checked");
    await widgets(page);
    await page.evaluate(`document.querySelector("[type=hidden]").value = "made up"`);
    await fill(page);
    await press(page);
    await page.getByRole("alert").getByText("not a robot").waitFor();
    expect(await page.getByLabel("Phone").inputValue()).toBe(number);
    await press(page);
    await page.getByRole("status").getByText("We have your request").waitFor();
    expect(posts().map((post) => proof(post, "cf-turnstile-response").split(".")[0])).toEqual(["made up", "person"]);
    await rangOnce();
  });

  it("F12: a form whose answer was lost goes again with the token that is used up, and meets its own lead", async () => {
    const page = await open("checked");
    await widgets(page);
    await page.evaluate(`fill("person")`);
    await fill(page);
    const letGo = front.hold();
    await press(page);
    await postsOf(1);
    await front.goDown();
    letGo();
    await hears(page, "waiting");
    await until("the bridge has it", () => posts()[0]?.answer);
    await front.comeUp();
    const all = await retried(2);
    await hears(page, "accepted");
    expect(new Set(all.map((post) => proof(post, "cf-turnstile-response"))).size).toBe(1);
    await rangOnce(all);
  });

  it("keeps what waits when the page is gone, and sends it with the token of the next page that has the form", async () => {
    const page = await open("checked");
    await widgets(page);
    await page.evaluate(`fill("person")`);
    await fill(page);
    await front.goDown();
    await press(page);
    await hears(page, "waiting");
    const stored = (await page.evaluate("JSON.stringify(localStorage)")) as string;
    expect(stored).not.toContain("person");
    await front.comeUp();
    await page.close();
    // A page without the form leaves it alone; one with it sends it once there is a token.
    const next = await open("checked");
    await widgets(next);
    await context.clock.fastForward(70_000);
    expect(posts()).toEqual([]);
    await next.evaluate(`fill("person")`);
    await retried(1);
    expect(await hears(next, "accepted")).toMatchObject({ resumed: true });
    await rangOnce();
  });

  it("asks reCAPTCHA for a token when it is sent, for the action of its source", async () => {
    const page = await open("scored");
    await widgets(page);
    await fill(page);
    await press(page);
    await page.getByRole("status").getByText("We have your request").waitFor();
    expect(proof(posts()[0], "g-recaptcha-response")).toContain("/scored");
    await rangOnce();
  });
});
