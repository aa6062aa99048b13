import { describe, expect, it } from "vitest";
import type { BridgeConfigInput } from "../../../../lambda/config/schema.ts";
import { printsOf } from "../../../../lambda/lead/privacy/suppression.ts";
import { isOptOut, takeOptOut } from "../../../../lambda/steps/accept-lead/take-opt-out.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { everyOne } from "../../../../operator/restored/compare.ts";
import { aBridge, aClock, aLog } from "../../../fakes/bridge.ts";
import { noon } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

const PHONE = "+12125550123";
const SEED = "a seed for tests";

function aDoor(changes: Partial<BridgeConfigInput> = {}) {
  const memory = memoryStore();
  const store = limitedTo("accept-lead", memory);
  const clock = aClock(noon);
  const log = aLog();
  const slept: number[] = [];
  const deps = {
    bridge: aBridge(changes),
    store,
    quotas: store.quotas,
    secretsFor: async () => ({ keys: ["the-key"], values: {}, visitorKey: "visitors" }),
    seeds: async () => [SEED],
    now: clock.now,
    sleep: async (ms: number) => void slept.push(ms),
    log,
  };
  const send = (
    body: string | object,
    { source = "anything", key = "the-key", method = "POST", headers = {}, ip = "93.184.215.14" } = {},
  ) =>
    takeOptOut(
      {
        method,
        url: `https://bridge.example.com/opt-out/${source}`,
        headers: { "x-bridge-key": key, ...headers },
        query: new URLSearchParams(),
        params: { source },
        body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
        ip,
      },
      deps,
    );
  const list = () => everyOne(memory.archive.suppressions());
  return { send, list, log, slept };
}

describe("the door for opt-outs", () => {
  it("puts a number on the list for all, and answers alike whether or not it was there, after the same time", async () => {
    const { send, list, log, slept } = aDoor();
    const first = await send({ phone: "(212) 555-0123" });
    const again = await send("phone=%2B12125550123");
    expect(first).toMatchObject({ status: 200, body: '{"status":"accepted"}' });
    expect(again).toEqual(first);
    expect(new Set(slept).size).toBe(1);
    const [entry] = printsOf(SEED, { phones: [PHONE], emails: [] });
    expect(await list()).toEqual([
      { ...entry, way: "opt-out", scope: "all", by: "anything", since: noon.toISOString() },
    ]);
    expect(JSON.stringify(log.lines)).not.toContain("5550123");
  });

  it("takes the e-mail address where that alone is known, and the word for its own business where the source says so", async () => {
    const sources = { anything: { connector: "json", account: "main", team: 1, optOut: "own" as const } };
    const { send, list } = aDoor({ sources });
    await send({ email: "Dana@Example.com " });
    const [entry] = printsOf(SEED, { phones: [], emails: ["dana@example.com"] });
    expect(await list()).toMatchObject([{ ...entry, scope: "source/anything/main/team/1" }]);
  });

  it("hears STOP from a provider of text messages, answers it with nothing to send, and passes over other messages", async () => {
    const { send, list } = aDoor();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect(await send("From=%2B12125550123&To=%2B12125550199&Body=See+you+then", { headers })).toEqual({ status: 204 });
    expect(await list()).toEqual([]);
    expect(await send("From=%2B12125550123&To=%2B12125550199&Body=STOP", { headers })).toEqual({ status: 204 });
    expect(await list()).toMatchObject([{ way: "sms", by: "anything" }]);
  });

  it.each([
    ["without the key", {}, { key: "wrong" }, 401],
    ["by GET, which programs that look into mails send", {}, { method: "GET" }, 405],
    ["about nobody", { name: "Dana" }, {}, 422],
    ["about a number that cannot be read", { phone: "12" }, {}, 422],
  ])("refuses a word %s", async (_what, body, about, status) => {
    const { send, list } = aDoor();
    expect((await send(body, about)).status).toBe(status);
    expect(await list()).toEqual([]);
  });

  it("knows no source that there is not", async () => {
    await expect(aDoor().send({}, { source: "nowhere" })).rejects.toMatchObject({ status: 404 });
  });

  it("answers a page as its source does: with its origin, and a visitor with a page of words", async () => {
    const page = "https://www.example.com";
    const settings = { allowedOrigins: [page] };
    const sources = { website: { connector: "html-form", account: "main", team: 1, settings } };
    const { send } = aDoor({ sources });
    const headers = { origin: page };
    const script = await send("phone=2125550123", { source: "website", headers });
    expect(script).toMatchObject({ status: 200, headers: { "access-control-allow-origin": page } });
    const preflight = await send("", { source: "website", method: "OPTIONS", headers });
    expect(preflight).toMatchObject({ status: 204, headers: { "access-control-allow-origin": page } });
    const visitor = { ...headers, "sec-fetch-mode": "navigate" };
    const seen = await send("phone=2125550123", { source: "website", headers: visitor });
    expect(seen.body).toContain("You will not be called");
    const wrong = await send("phone=12", { source: "website", headers: visitor });
    expect([wrong.status, wrong.body?.includes("Please check the form")]).toEqual([422, true]);
    const elsewhere = await send("phone=2125550123", { source: "website", headers: { origin: "https://example.org" } });
    expect(elsewhere.status).toBe(403);
  });

  it("answers a visitor in the language of the form, under the site's name", async () => {
    const settings = { languages: ["de"], siteName: "Acme Solar", color: "#ffcc00" };
    const { send } = aDoor({ sources: { website: { connector: "html-form", account: "main", team: 1, settings } } });
    const headers = { "sec-fetch-mode": "navigate", "content-type": "application/x-www-form-urlencoded" };
    const visitor = { source: "website", headers };
    const seen = await send("phone=2125550123&_lang=de", visitor);
    expect(seen.body).toContain('<html lang="de" dir="ltr">');
    expect(seen.body).toContain("Sie werden nicht angerufen");
    expect(seen.body).toContain("<header>Acme Solar</header>");
    expect((await send("phone=12&_lang=de", visitor)).body).toContain("nicht angerufen werden soll");
  });

  it("lets one visitor of a page name a few people an hour, as its key stands in the page", async () => {
    const { send, list } = aDoor();
    const number = (at: number) => `phone=2125550${100 + at}`;
    const statuses = [];
    for (let at = 0; at < 12; at += 1) statuses.push((await send(number(at), { source: "website" })).status);
    expect(statuses).toEqual([...Array(10).fill(200), 429, 429]);
    expect((await send(number(0), { source: "website" })).status).toBe(200);
    expect((await send(number(11), { source: "website", ip: "93.184.215.15" })).status).toBe(200);
    expect(await list()).toHaveLength(11);
  });

  it("is told from the door for leads by its address alone", () => {
    const at = (path: string) =>
      isOptOut({
        method: "POST",
        url: `https://x.example${path}`,
        headers: {},
        query: new URLSearchParams(),
        params: {},
        body: new Uint8Array(),
      });
    expect([at("/opt-out/website"), at("/leads/opt-out/key"), at("/leads/opt-out//key")]).toEqual([true, false, false]);
  });
});
