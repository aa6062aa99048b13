import { describe, expect, it } from "vitest";
import type { Answer, Intake } from "../../../lambda/connectors/contract/intake.ts";
import { htmlForm } from "../../../lambda/connectors/vendors/html-form/html-form.ts";
import type { HttpReply, HttpRequest } from "../../../lambda/runtime/http.ts";

const page = "https://www.example.com";
const accepted: Answer = { kind: "accepted", leads: [{ id: "lead_1", status: "accepted" }] };
const spam: Answer = { kind: "nothing", why: "the honeypot was filled" };
const badPhone: Answer = {
  kind: "rejected",
  status: 422,
  title: "Please check the form",
  fields: { phone: "Please enter a valid phone number" },
  code: "invalid-phone",
};
const byBrowser = { "sec-fetch-mode": "navigate", accept: "text/html,*/*;q=0.8" };
const byScript = { "sec-fetch-mode": "cors", accept: "*/*" };

const intake = (settings?: unknown): Intake => htmlForm.intake.bind(settings);

function post(form: Record<string, string>, headers: Record<string, string> = byBrowser): HttpRequest {
  return {
    method: "POST",
    url: "https://bridge.example.com/leads/website",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    query: new URLSearchParams(),
    params: { source: "website" },
    body: new TextEncoder().encode(new URLSearchParams(form).toString()),
  };
}

const reply = async (settings: unknown, request: HttpRequest, answer: Answer): Promise<HttpReply> =>
  intake(settings).reply(request, answer);

describe("a visitor's browser", () => {
  it("gets a page that loads and runs nothing", async () => {
    const { status, headers, body } = await reply({}, post({}), accepted);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": expect.stringMatching(/^default-src 'none'; style-src 'sha256-[^']+'/),
    });
    expect(body).toContain("Thank you");
    expect(body).not.toMatch(/<script|src=|https?:/);
  });

  it("is sent to the configured page, or where the form wants if that is allowed", async () => {
    const settings = { redirect: `${page}/thanks`, allowedRedirects: [page, "https://other.example.com/done?a=1"] };
    const location = async (next: string) => (await reply(settings, post({ _next: next }), accepted)).headers?.location;
    expect(await reply(settings, post({}), accepted)).toMatchObject({
      status: 303,
      headers: { location: `${page}/thanks` },
    });
    expect(await location(`${page}/welcome`)).toBe(`${page}/welcome`);
    expect(await location("https://other.example.com/done?a=1")).toBe("https://other.example.com/done?a=1");
  });

  it.each([
    "https://evil.example/",
    "https://www.example.com.evil.example/",
    "https://www.example.com@evil.example/",
    "https://user:word@www.example.com/",
    "http://www.example.com/",
    "https://www.example.com:8443/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://other.example.com/done?a=2",
    "https://other.example.com/",
  ])("is never sent to %s", async (next) => {
    const settings = { allowedRedirects: [page, "https://other.example.com/done?a=1"] };
    const { status, headers } = await reply(settings, post({ _next: next }), accepted);
    expect(status).toBe(200);
    expect(headers?.location).toBeUndefined();
  });

  it("F87: puts nothing into a header that a form could break", async () => {
    const { headers } = await reply(
      { allowedRedirects: [page] },
      post({ _next: `${page}/a\r\nset-cookie: x=1` }),
      accepted,
    );
    expect(headers?.location).not.toMatch(/[\r\n]/);
  });

  it("learns what to mend, and how to get back", async () => {
    const request = post({ phone: "<b>1</b>" }, { ...byBrowser, referer: `${page}/contact` });
    const { status, body } = await reply({ allowedOrigins: [page] }, request, badPhone);
    expect(status).toBe(422);
    expect(body).toContain("Please enter a valid phone number");
    expect(body).toContain(`href="${page}/contact"`);
    expect(body).not.toContain("<b>1</b>");
    const elsewhere = post({}, { ...byBrowser, referer: "https://evil.example/" });
    expect((await reply({ allowedOrigins: [page] }, elsewhere, badPhone)).body).not.toContain("evil");
  });

  it("F90: cannot be shown foreign markup", async () => {
    const { body } = await reply({}, post({}), {
      ...badPhone,
      code: undefined,
      title: "<i>&",
      fields: { x: '"><script>' },
    });
    expect(body).toContain("&lt;i&gt;&amp;");
    expect(body).not.toContain("<script");
  });

  it("is asked to try again when nothing could be stored", async () => {
    expect(await reply({}, post({}), { kind: "again" })).toMatchObject({
      status: 503,
      headers: { "retry-after": "5" },
    });
  });

  it("is known by its accept header where it does not say how it was asked", async () => {
    const type = async (headers: Record<string, string>) =>
      (await reply({}, post({}, headers), accepted)).headers?.["content-type"];
    expect(await type({ accept: "text/html" })).toMatch("text/html");
    expect(await type({ accept: "text/html", "x-requested-with": "XMLHttpRequest" })).toMatch("json");
    expect(await type({ accept: "application/json" })).toMatch("json");
    expect(await type({ accept: "text/html", "sec-fetch-mode": "cors" })).toMatch("json");
    expect(await type({})).toMatch("json");
  });
});

describe("a page's script", () => {
  const settings = { allowedOrigins: [page, "http://localhost:8080"] };
  const from = (origin: string, headers: Record<string, string> = byScript) => post({}, { ...headers, origin });

  it.each([accepted, spam, badPhone, { kind: "again" } as const])("may read the answer $kind", async (answer) => {
    const { headers } = await reply(settings, from(page), answer);
    expect(headers).toMatchObject({ "access-control-allow-origin": page, vary: "origin" });
    expect(headers).toMatchObject({ "access-control-expose-headers": "retry-after" });
    const stranger = await reply(settings, from("https://evil.example"), answer);
    expect(stranger.headers).not.toHaveProperty("access-control-allow-origin");
    expect(stranger.headers).toMatchObject({ vary: "origin" });
  });

  it("is told where the visitor goes next, by the same rules as a browser", async () => {
    const given = { ...settings, redirect: `${page}/thanks`, allowedRedirects: [page] };
    const told = async (form: Record<string, string>, answer: Answer = accepted) =>
      JSON.parse((await reply(given, post(form, { ...byScript, origin: page }), answer)).body ?? "");
    const words = { message: "We have your request.", lang: "en", dir: "ltr" };
    const redirect = `${page}/thanks`;
    expect(await told({})).toEqual({ status: "accepted", lead_id: "lead_1", ...words, redirect });
    expect(await told({ _next: `${page}/welcome` })).toMatchObject({ redirect: `${page}/welcome` });
    expect(await told({ _next: "https://evil.example/" })).toMatchObject({ redirect: `${page}/thanks` });
    expect(await told({}, spam)).toEqual({ status: "accepted", ...words, redirect });
  });

  it("gets problems as JSON by field", async () => {
    const { status, headers, body } = await reply(settings, from(page), badPhone);
    expect([status, headers?.["content-type"]]).toEqual([422, "application/problem+json; charset=utf-8"]);
    expect(JSON.parse(body ?? "")).toEqual({
      title: "Please check the form",
      status: 422,
      lang: "en",
      dir: "ltr",
      errors: { phone: "Please enter a valid phone number." },
    });
  });

  it("asks first, and is let in by its exact origin only", () => {
    const ask = (origin: string, given: unknown = settings) =>
      intake(given).handshake?.({ ...from(origin), method: "OPTIONS" }, { keys: [], values: {} });
    expect(ask(page)).toMatchObject({ status: 204, headers: { "access-control-allow-origin": page, vary: "origin" } });
    for (const stranger of [
      "https://example.com",
      `${page}.evil.example`,
      "http://www.example.com",
      "null",
      `${page}/`,
    ]) {
      expect(ask(stranger)).toEqual({ status: 204, headers: { vary: "origin" } });
    }
    expect(ask(page, {})).toEqual({ status: 204, headers: { vary: "origin" } });
  });

  it("may bring a key, and the headers that other scripts send", () => {
    const { headers } =
      intake(settings).handshake?.({ ...from(page), method: "OPTIONS" }, { keys: [], values: {} }) ?? {};
    const allowed = headers?.["access-control-allow-headers"]?.split(", ");
    expect(allowed).toEqual(expect.arrayContaining(["idempotency-key", "content-type", "x-bridge-key"]));
  });

  it("can find out whether it gets answers at all, which a failed preflight does not say", () => {
    const knock = (given: unknown, headers: Record<string, string>) =>
      intake(given).handshake?.({ ...post({}, headers), method: "GET" }, { keys: [], values: {} });
    const readable = { "access-control-allow-origin": "*", "cache-control": "no-store" };
    expect(knock(settings, { origin: page })).toMatchObject({ status: 200, headers: readable });
    expect(knock(settings, { origin: "https://evil.example" })).toMatchObject({ status: 403, headers: readable });
    expect(knock({}, { origin: page })).toMatchObject({ status: 403, headers: readable });
    expect(knock({}, {})).toMatchObject({ status: 200 });
  });

  it("cannot tell that a robot was caught", async () => {
    const { lead_id: _, ...taken } = JSON.parse((await reply({}, from(page), accepted)).body ?? "");
    expect(JSON.parse((await reply({}, from(page), spam)).body ?? "")).toEqual(taken);
    expect(await reply({}, post({}), spam)).toEqual(await reply({}, post({}), accepted));
  });
});

describe("the page a post comes from", () => {
  const secrets = { keys: ["test-key"], values: {} };
  const verify = (settings: unknown, origin?: string) =>
    intake(settings).verify(post({}, { "x-bridge-key": "test-key", ...(origin && { origin }) }), secrets, new Date(0));

  it("may be any page unless pages are named", () => {
    expect(() => verify({}, "https://anywhere.example")).not.toThrow();
  });

  it("must be one of those named, where the browser tells", () => {
    const settings = { allowedOrigins: [page] };
    for (const origin of [page, "null", undefined]) expect(() => verify(settings, origin)).not.toThrow();
    expect(() => verify(settings, "https://evil.example")).toThrow(expect.objectContaining({ status: 403 }));
  });
});

describe("what a form says", () => {
  it("is kept with the key it names; an `_id` that a page gives all its visitors makes nobody a repeat", async () => {
    const request = post(
      { name: "Dana Whitfield", phone: "212-555-0123", _id: "form-7" },
      { "idempotency-key": "k-1" },
    );
    expect(await intake().read(request)).toEqual({
      kind: "leads",
      leads: [
        {
          fullName: "Dana Whitfield",
          phone: "212-555-0123",
          key: "k-1",
          keyIsExplicit: true,
          extra: {},
          why: expect.anything(),
        },
      ],
    });
    await expect(intake().read(post({ phone: "1" }, { "idempotency-key": "k".repeat(256) }))).rejects.toMatchObject({
      status: 400,
    });
  });

  it("may be joined by where it was filled in and the words that were agreed to, which are kept", async () => {
    const said = "I agree to be called about my request.";
    const form = { phone: "212-555-0123", consent: "on", consent_text: said, page_url: `${page}/solar?utm_source=ad` };
    expect(await intake().read(post(form))).toMatchObject({
      leads: [{ consent: true, extra: { consent_text: said, page_url: `${page}/solar?utm_source=ad` } }],
    });
  });

  it("may use names that only its owner understands", async () => {
    const settings = { fields: { phone: "f_17", category: "branch" }, honeypot: "website" };
    const read = (form: Record<string, string>) => intake(settings).read(post(form));
    expect(await read({ f_17: "212-555-0123", branch: "Solar" })).toMatchObject({
      leads: [{ phone: "212-555-0123", category: "Solar" }],
    });
    for (const trap of ["website", "_gotcha", "_honeypot", "bot-field"]) {
      expect(await read({ f_17: "212-555-0123", [trap]: "x" })).toMatchObject({ kind: "spam" });
      expect(await read({ f_17: "212-555-0123", [trap]: "" })).toMatchObject({ kind: "leads" });
      expect(await read({ f_17: "212-555-0123", [trap]: "false" })).toMatchObject({ kind: "leads" });
    }
  });

  it("tells the visitor about a number that nobody can dial", () => expect(intake().invalidPhone).toBe("refuse"));
});

describe("settings", () => {
  it.each([
    { allowedOrigins: ["*"] },
    { allowedOrigins: ["https://www.example.com/"] },
    { allowedOrigins: ["www.example.com"] },
    { allowedOrigins: ["null"] },
    { redirect: "/thanks" },
    { redirect: "javascript:alert(1)" },
    { allowedRedirects: ["*"] },
    { unknown: true },
  ])("refuse %j", (settings) => expect(() => intake(settings)).toThrow());
});
