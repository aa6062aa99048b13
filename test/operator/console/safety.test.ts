import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { consolePages } from "../../../operator/console/pages.ts";
import { routes } from "../../../operator/console/routes.ts";
import { aLead, noon } from "../../fakes/leads.ts";
import { aStage } from "../stage.ts";
import { aConsoleUser, type ConsoleUser, jsonHeaders, type Sent } from "./console-user.ts";

/** Who the console lets in, what it shows whom, and what a page from elsewhere gets of it: nothing. */

let user: ConsoleUser;
afterEach(() => user?.close());

const tokenOf = ({ console }: ConsoleUser) => console.newAddress().split("#")[1] ?? "";
const begin = (token: string | undefined, headers = {}): Sent => ({
  method: "POST",
  headers: { ...jsonHeaders, ...headers },
  body: JSON.stringify({ token }),
});

describe("the console listens", () => {
  it("on 127.0.0.1 and nowhere else", async () => {
    user = await aConsoleUser();
    expect(user.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it.each([
    ["another name that leads here", "evil.example:PORT"],
    ["a name that begins like its own", "127.0.0.1.evil.example:PORT"],
    ["a short form of its own address", "127.1:PORT"],
    ["a name with a dot at its end", "localhost.:PORT"],
    ["its own name with another port", "127.0.0.1:1"],
    ["its own name without a port", "127.0.0.1"],
    ["a name with a user", "x@127.0.0.1:PORT"],
    ["all interfaces", "0.0.0.0:PORT"],
    ["IPv6", "[::1]:PORT"],
  ])("to no host but its own: %s is refused", async (_, host) => {
    user = await aConsoleUser();
    const headers = { host: host.replace("PORT", new URL(user.url).port) };
    expect((await user.send("/console/", { headers })).status).toBe(403);
    expect((await user.send("/console/session", begin(tokenOf(user), headers))).status).toBe(403);
  });

  it.each([
    ["a page of another site", "https://evil.example"],
    ["a page of another port", "http://127.0.0.1:1"],
    ["no origin that can be named", "null"],
    ["its own name by another scheme", "https://127.0.0.1:PORT"],
  ])("to no origin but its own: %s is refused", async (_, origin) => {
    user = await aConsoleUser();
    const headers = { origin: origin.replace("PORT", new URL(user.url).port) };
    expect((await user.send("/console/session", begin(tokenOf(user), headers))).status).toBe(403);
  });

  it("by either of its two names, with their origin or none", async () => {
    user = await aConsoleUser();
    const { port } = new URL(user.url);
    for (const name of ["127.0.0.1", "localhost"]) {
      const headers = { host: `${name}:${port}`, origin: `http://${name}:${port}` };
      expect((await user.send("/console/session", begin(tokenOf(user), headers))).status).toBe(200);
    }
  });
});

describe("an address of the console", () => {
  it("opens it once: the second page that brings the token is refused", async () => {
    user = await aConsoleUser();
    const token = tokenOf(user);
    expect((await user.send("/console/session", begin(token))).status).toBe(200);
    expect((await user.send("/console/session", begin(token))).status).toBe(401);
  });

  it("counts for a minute", async () => {
    user = await aConsoleUser();
    const [inTime, late] = [tokenOf(user), tokenOf(user)];
    user.passTime(59_000);
    expect((await user.send("/console/session", begin(inTime))).status).toBe(200);
    user.passTime(2_000);
    expect((await user.send("/console/session", begin(late))).status).toBe(401);
  });

  it("carries its token where no request does, in 32 random bytes", async () => {
    user = await aConsoleUser();
    const { hash, pathname, search } = new URL(user.console.newAddress());
    expect(pathname + search).toBe("/console/");
    expect(Buffer.from(hash.slice(1), "base64url")).toHaveLength(32);
  });

  it.each([
    ["no token", undefined],
    ["a guess", "guess"],
    ["nothing", ""],
  ])("is needed: %s opens nothing", async (_, token) => {
    user = await aConsoleUser();
    expect((await user.send("/console/session", begin(token))).status).toBe(401);
  });
});

describe("a route of the console", () => {
  it.each(Object.keys(routes))("answers nobody without a session: %s", async (route) => {
    user = await aConsoleUser();
    for (const headers of [
      {},
      { authorization: "Bearer guess" },
      { authorization: `Bearer ${tokenOf(user)}` },
      { cookie: "key=1" },
    ]) {
      const got = await user.send(`/console/api/${route}`, {
        method: "POST",
        headers: { ...jsonHeaders, ...headers },
        body: '{"input":{}}',
      });
      expect(got.status).toBe(401);
    }
  });

  it.each(
    Object.entries(routes)
      .filter(([, { changes }]) => changes)
      .map(([name]) => name),
  )("that changes something is refused where the console is read only: %s", async (route) => {
    user = await aConsoleUser({ facts: { isReadOnly: true } });
    const [line] = await user.ask(route, {});
    expect(String(line?.problem)).toContain("--read-only");
  });

  it("takes JSON by POST, and nothing else", async () => {
    user = await aConsoleUser();
    const as = (method: string, headers: Sent["headers"] = {}) =>
      user.send("/console/api/facts", { method, headers, ...(method === "POST" && { body: "{}" }) });
    expect((await as("POST", { "content-type": "text/plain" })).status).toBe(415);
    expect((await as("POST", { "content-type": "application/x-www-form-urlencoded" })).status).toBe(415);
    expect((await as("PUT", jsonHeaders)).status).toBe(405);
    expect((await as("OPTIONS", jsonHeaders)).status).toBe(405);
  });

  it("says of a failure of its own no more than that, as its words may hold what a lead said", async () => {
    const store = memoryStore();
    const gates = {
      ...store.gates,
      all: async () => {
        throw new Error("Grace Lake, +12065550100");
      },
    };
    user = await aConsoleUser({ stage: aStage({ store: { ...store, gates } }) });
    const [line] = await user.ask("facts", {});
    expect(String(line?.problem)).toContain("The console failed on this");
    expect(JSON.stringify(line)).not.toContain("Grace");
  });

  it("names the field that is wrong", async () => {
    user = await aConsoleUser();
    expect(await user.ask("lead", {})).toEqual([{ problem: expect.stringContaining("who") }]);
  });
});

describe("a page of the console", () => {
  it("loads nothing from elsewhere, is in no frame, is kept nowhere and tells no other site of itself", async () => {
    user = await aConsoleUser();
    const { headers } = await user.send("/console/leads");
    expect(headers["content-security-policy"]).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(headers).toMatchObject({
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    });
    expect(headers["set-cookie"]).toBeUndefined();
  });

  it("is one document, one script and one sheet, with nothing inline and nothing of another host", async () => {
    user = await aConsoleUser({ pages: consolePages });
    const { text } = await user.send("/console/");
    expect(text).not.toMatch(/ style=|<style| on\w+=|<script[^>]*>[^<]/);
    const [, script = ""] = /src="([^"]+)"/.exec(text) ?? [];
    const [, sheet = ""] = /rel="stylesheet" href="([^"]+)"/.exec(text) ?? [];
    for (const path of [script, sheet]) {
      const got = await user.send(path);
      expect(got.status).toBe(200);
      expect(got.text).not.toMatch(/\b(?:src|href)="https?:|@import|url\(/);
    }
    expect((await user.send("/console/guess.js")).status).toBe(404);
  });
});

describe("a masked console", () => {
  it("gives no address of a source, which holds its key", async () => {
    const demo = createServer((_, response) =>
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(
          '{"callingly":{"url":"x","stand_in":true},"sources":{"website":{"url":"http://x/KEY","connector":"json"}}}',
        ),
    ).listen(0, "127.0.0.1");
    await once(demo, "listening");
    const local = `http://127.0.0.1:${(demo.address() as AddressInfo).port}`;
    user = await aConsoleUser({ facts: { isMasked: true, local } });
    expect(await user.answer("local/demo", {})).toMatchObject({ sources: [{ source: "website", url: null }] });
    demo.close();
  });

  it("names nobody whose call is planned", async () => {
    const plan = {
      source: "hub",
      id: "1",
      kind: "task",
      name: "Grace Lake",
      phone: "+1 206 555 0100",
      at: "2026-06-15",
    };
    const demo = createServer((_, response) =>
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify([{ ...plan, state: "planned" }])),
    ).listen(0, "127.0.0.1");
    await once(demo, "listening");
    const local = `http://127.0.0.1:${(demo.address() as AddressInfo).port}`;
    user = await aConsoleUser({ facts: { isMasked: true, local } });
    const said = await user.answer("local/plans", {});
    expect(said).toMatchObject({ plans: [{ name: "", at: "2026-06-15", state: "planned" }] });
    expect(JSON.stringify(said)).not.toMatch(/Grace|555/);
    demo.close();
  });
});

describe("what is said of a lead", () => {
  const secretive = aLead({
    phone: "+12065550100",
    fullName: "Grace Lake",
    email: "grace.lake@example.com",
    company: "Lake Roofing",
  });
  const withExtra = {
    ...secretive,
    externalId: "ext-2065550100",
    reference: "my roof leaks",
    state: "held",
    reason: "stale",
    extra: { message: "my roof leaks" },
    asked: { text: "when my roof leaks", said: noon.toISOString() },
    booking: "my roof leaks",
    place: { zip: "98101", state: "WA" },
  } as const;
  const said = ["Grace", "Lake", "2065550100", "grace.lake", "roof leaks", "98101"];
  const consoleOf = async (facts = {}) => {
    const store = memoryStore();
    await store.leads.add(withExtra);
    return aConsoleUser({ stage: aStage({ store, now: noon }), facts });
  };

  it("is masked until the operator asks for it", async () => {
    user = await consoleOf();
    for (const [route, input] of [
      ["lead", { who: withExtra.id }],
      ["leads/waiting", {}],
      ["lead/ask", { lead_id: withExtra.id, revision: withExtra.revision, decision: "release" }],
    ] as const) {
      const text = JSON.stringify(await user.ask(route, input));
      expect(text).toMatch(/lead_|Call /);
      for (const word of said) expect(text).not.toContain(word);
    }
  });

  it("is shown when the operator asks for it", async () => {
    user = await consoleOf();
    expect(await user.answer("lead", { who: withExtra.id }, true)).toMatchObject({
      phone: "+12065550100",
      name: "Grace Lake",
    });
  });

  it("is never shown where the console is masked, whatever the page asks for", async () => {
    user = await consoleOf({ isMasked: true });
    const text = JSON.stringify(await user.ask("lead", { who: withExtra.id }, true));
    for (const word of said) expect(text).not.toContain(word);
  });
});
