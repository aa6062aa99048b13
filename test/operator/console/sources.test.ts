import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { keysOfSource, SourceKeysSchema } from "../../../lambda/runtime/secret-shapes.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { guideTo } from "../../../operator/sources/guide.ts";
import { blocksOf } from "../../../operator/words/markdown.ts";
import { aLead, noon } from "../../fakes/leads.ts";
import { aStage, config, secretValues } from "../stage.ts";
import { aConsoleUser, type ConsoleUser } from "./console-user.ts";

/** Sources in the console. */

let user: ConsoleUser;
afterEach(() => user?.close());

const [key = ""] = keysOfSource(SourceKeysSchema.parse(secretValues["source-keys"]), "website");

/** A door of the test's own. @returns its address */
async function door(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("the list of sources", () => {
  it("shows the last lead of each and what it refused, and no address", async () => {
    const store = memoryStore();
    await store.leads.add(aLead({ phone: "+12065550100" }));
    await store.sourceHours.note({ source: "website", at: noon, refusals: { 401: 2, 422: 1 } });
    user = await aConsoleUser({ stage: aStage({ store, now: noon }) });
    const { sources } = await user.answer<{ sources: unknown[] }>("sources", {});
    expect(sources).toMatchObject([
      { source: "website", connector: "html-form", refused: 3, last_lead_at: expect.any(String) },
      { source: "anything", refused: 0, last_lead_at: null },
    ]);
    expect(JSON.stringify(sources)).not.toContain(key);
  });
});

describe("a source", () => {
  it("shows its key's state and each cause of a refusal with the remedy, and not its address", async () => {
    const store = memoryStore();
    await store.sourceHours.note({ source: "website", at: noon, refusals: { 401: 2 } });
    user = await aConsoleUser({ stage: aStage({ store, now: noon }) });
    const shown = await user.answer("source", { source: "website" });
    expect(shown).toMatchObject({
      key: { being_replaced: false },
      old_key_used_at: null,
      page: "docs/sources/html-and-json.md",
      refusals: [{ status: 401, count: 2, remedy: expect.stringContaining("write its secret again") }],
    });
    expect(JSON.stringify(shown)).not.toContain(key);
    await user.answer("secrets/rotate", { purpose: "source-keys", source: "website" });
    expect(await user.answer("source", { source: "website" })).toMatchObject({
      key: { being_replaced: true, alone: true, since: noon.toISOString() },
    });
    expect(await user.answer("source", { source: "anything" })).toMatchObject({ key: { being_replaced: false } });
  });

  it("gives its address and its snippet when it is asked, and never where the console is masked", async () => {
    user = await aConsoleUser();
    const url = `https://bridge.example.com/leads/website/${key}`;
    expect(await user.answer("source/address", { source: "website" })).toEqual({ url });
    const spanish = await user.answer("source/snippet", { source: "website", language: "es" });
    expect(spanish).toMatchObject({ text: expect.stringMatching(/lang="es"/), setting: null });
    await user.close();
    user = await aConsoleUser({ facts: { isMasked: true } });
    for (const route of ["source/address", "source/snippet"]) {
      const [line] = await user.ask(route, { source: "website" }, true);
      expect(String(line?.problem)).toContain("--masked");
      expect(JSON.stringify(line)).not.toContain(key);
    }
  });

  it("shows what a captcha would come to, and what has to stand in the configuration for it", async () => {
    user = await aConsoleUser();
    const captcha = { kind: "turnstile", site_key: "0x4AAA" };
    expect(await user.answer("source/snippet", { source: "website", captcha })).toMatchObject({
      captcha: "turnstile",
      text: expect.stringContaining('data-sitekey="0x4AAA"'),
      setting: 'captcha: { kind: "turnstile", siteKey: "0x4AAA" }',
    });
    const [line] = await user.ask("source/snippet", { source: "website", captcha: { kind: "turnstile" } });
    expect(line?.problem).toBe("captcha.siteKey: copy the site key that the vendor shows.");
  });

  it("asks its own door whether a page may post, as a browser would", async () => {
    const url = await door(({ headers, method }, response) => {
      const isLetIn = method === "OPTIONS" && headers.origin === "https://www.example.com";
      response.writeHead(204, isLetIn ? { "access-control-allow-origin": headers.origin } : {}).end();
    });
    user = await aConsoleUser({ stage: aStage({ description: { url } }) });
    const ask = (page: string) => user.answer("source/origin", { source: "website", page });
    expect(await ask("https://www.example.com/contact?x=1")).toEqual({
      origin: "https://www.example.com",
      named: false,
      door: "answers",
    });
    expect(await ask("shop.example.com")).toMatchObject({ origin: "https://shop.example.com", door: "refuses" });
    expect(await user.ask("source/origin", { source: "website", page: "contact" })).toEqual([
      { problem: expect.stringContaining("write the address of the page") },
    ]);
    await user.close();
    user = await aConsoleUser({ stage: aStage({ description: { url: "http://127.0.0.1:9" } }) });
    expect(await ask("www.example.com")).toMatchObject({ door: "silent" });
  });
});

describe("what visitors read", () => {
  const look = { source: "website", site_name: "", color: "" };
  interface Look {
    readonly page: string;
    readonly ink: string | null;
    readonly is_set: boolean;
    readonly for_config: string;
  }

  it("is the door's own page, under a name, in a colour and a language to try, with the lines that set them", async () => {
    user = await aConsoleUser({ stage: aStage({ now: noon }) });
    const plain = await user.answer<Look>("source/visitor-page", look);
    expect(plain).toMatchObject({ ink: null, is_set: true });
    expect(plain.page).toContain("<h1>Thank you</h1>");
    expect(plain.page).not.toContain("<header>");
    const tried = { ...look, site_name: "Lake & Sons", color: "#ffe28a", language: "es" };
    const { page, ink, is_set, for_config } = await user.answer<Look>("source/visitor-page", tried);
    expect(page).toContain("<header>Lake &amp; Sons</header>");
    expect(page).toContain('<html lang="es"');
    expect([ink, is_set]).toEqual(["#000", false]);
    expect(for_config).toBe('sources.website.settings: { siteName: "Lake & Sons", color: "#ffe28a" }');
  });

  it("is refused in a colour that is none, and where the source has no form", async () => {
    user = await aConsoleUser({ stage: aStage({ now: noon }) });
    expect(await user.ask("source/visitor-page", { ...look, color: "red" })).toEqual([
      { problem: expect.stringContaining("color") },
    ]);
    expect((await user.ask("source/visitor-page", { ...look, source: "anything", site_name: "x" })).at(-1)).toEqual({
      problem: expect.any(String),
    });
  });

  it("stores nothing", async () => {
    const store = memoryStore();
    user = await aConsoleUser({ stage: aStage({ store, now: noon }) });
    await user.answer("source/visitor-page", look);
    expect(store.allLeads()).toEqual([]);
  });
});

describe("a test lead", () => {
  const wanted = { source: "website", phone: "+12025550100", first_name: "Dana", last_name: "Whitfield" };

  it("is asked about where people are really called, in the command's words", async () => {
    user = await aConsoleUser();
    expect(await user.answer("source/send/ask", wanted)).toEqual({ question: null, proof: expect.any(String) });
    await user.close();
    user = await aConsoleUser({ stage: aStage({ description: { standIn: false } }) });
    expect(await user.answer("source/send/ask", wanted)).toEqual({
      question: expect.stringMatching(
        /will have the team \d+ rung, and then Dana Whitfield at \+12025550100\. Send it\?/,
      ),
      proof: expect.any(String),
    });
  });

  it("is not sent to a source that the running bridge does not have yet, and says what to do", async () => {
    const deployed = { stage: "local", configFingerprint: "f", sources: ["anything"] };
    user = await aConsoleUser({ stage: aStage({ description: { name: "local", deployed } }) });
    expect(await user.ask("source/send/ask", wanted)).toEqual([
      { problem: expect.stringContaining("does not have the source website yet") },
    ]);
    expect(await user.answer("source/send/ask", { ...wanted, source: "anything" })).toMatchObject({ question: null });
  });

  it("is posted as its sender would, followed, and told step by step", async () => {
    const store = memoryStore();
    const lead = { ...aLead({ phone: "+12025550100" }), state: "held", reason: "stale" } as const;
    let posted = "";
    const url = await door(async (request, response) => {
      for await (const chunk of request) posted += chunk;
      await store.leads.add(lead);
      response.writeHead(200).end(JSON.stringify({ status: "accepted", lead_id: lead.id }));
    });
    user = await aConsoleUser({ stage: aStage({ store, now: noon, description: { url } }) });
    const { proof } = await user.answer("source/send/ask", wanted);
    expect(await user.answer("source/send", { proof })).toMatchObject({
      taken: true,
      lead_id: lead.id,
      verdict: expect.stringContaining("It is held"),
    });
    expect(Object.fromEntries(new URLSearchParams(posted))).toMatchObject({
      first_name: "Dana",
      phone: "+12025550100",
    });
  });
});

describe("how a source is connected", () => {
  it("is its connector's part of the documentation, without what the page says of others", () => {
    const { page, blocks } = guideTo("json");
    expect(page).toBe("docs/sources/html-and-json.md");
    const text = JSON.stringify(blocks);
    expect(text).toContain("Idempotency-Key");
    expect(text).not.toContain("A form that waits");
  });

  it("comes as text in parts: markup of a page's own is left out, and links lead to https or to a file", () => {
    const text =
      "# A `b`\n\n<script>alert(1)</script>\n\nSee [x](javascript:alert(1)), [y](../README.md#z), [w](https://example.com/).\n\n| a |\n|---|\n| `c` |\n\n1. one\n2. <b>two</b>\n";
    expect(blocksOf(text, "docs/sources/page.md")).toEqual([
      { heading: [{ text: "A " }, { code: "b" }], level: 1 },
      {
        paragraph: [
          { text: "See " },
          { link: [{ text: "x" }] },
          { text: ", " },
          { link: [{ text: "y" }], path: "docs/README.md" },
          { text: ", " },
          { link: [{ text: "w" }], href: "https://example.com/" },
          { text: "." },
        ],
      },
      { head: [[{ text: "a" }]], rows: [[[{ code: "c" }]]] },
      { items: [[{ paragraph: [{ text: "one" }] }], [{ paragraph: [{ text: "two" }] }]], isOrdered: true },
    ]);
  });

  it.each(Object.entries(config.sources))("is shown for the source %s", async (source) => {
    user = await aConsoleUser();
    const { blocks } = await user.answer<{ blocks: unknown[] }>("source/guide", { source });
    expect(blocks.length).toBeGreaterThan(2);
  });
});
