import { describe, expect, it } from "vitest";
import type { HttpRequest } from "../../../../lambda/runtime/http.ts";
import { isScriptAskedFor, serveFormScript } from "../../../../lambda/steps/accept-lead/serve-form-script.ts";
import { formScript } from "../../../../lib/bundling/form-script.ts";

const script = { text: "alert", version: "v1" };

const get = (path: string, headers: Record<string, string> = {}, params: Record<string, string> = {}): HttpRequest => ({
  method: "GET",
  url: `https://bridge.example.com${path}`,
  headers,
  query: new URLSearchParams(),
  params,
  body: new Uint8Array(),
});

describe("the script for forms", () => {
  it("may be loaded by every page, is kept for an hour, and used while it is asked for anew", () => {
    expect(serveFormScript(get("/form.js"), script)).toEqual({
      status: 200,
      headers: {
        "content-type": "text/javascript; charset=utf-8",
        "cache-control": "public, max-age=3600, stale-while-revalidate=604800",
        "content-location": "form/v1.js",
        "cross-origin-resource-policy": "cross-origin",
        etag: '"v1"',
      },
      body: "alert",
    });
  });

  it("is kept for a year under the name of its version", () => {
    const reply = serveFormScript(get("/form/v1.js"), script);
    expect(reply).toMatchObject({ status: 200, body: "alert" });
    expect(reply.headers?.["cache-control"]).toBe("public, max-age=31536000, immutable");
  });

  it("is given under the name of every other version as well, so that no page breaks by a release", () => {
    const reply = serveFormScript(get("/form/v0.js"), script);
    expect(reply).toMatchObject({ status: 200, body: "alert" });
    expect(reply.headers?.["cache-control"]).toBe("public, max-age=3600, stale-while-revalidate=604800");
  });

  it("is not sent to those who have it", () => {
    const status = (known: string) => serveFormScript(get("/form.js", { "if-none-match": known }), script).status;
    expect(status('"v1"')).toBe(304);
    expect(status('"v0", "v1"')).toBe(304);
    expect(status('"v0"')).toBe(200);
    expect(serveFormScript(get("/form.js", { "if-none-match": '"v1"' }), script)).not.toHaveProperty("body");
  });

  it("is asked for by its name alone, also below another path and with a query", () => {
    expect(isScriptAskedFor(get("/form.js"))).toBe(true);
    expect(isScriptAskedFor(get("/calls/form.js?v=2"))).toBe(true);
    expect(isScriptAskedFor(get("/form/v1.js"))).toBe(true);
    expect(isScriptAskedFor(get("/calls/form/v1.js"))).toBe(true);
    expect(isScriptAskedFor(get("/form/v1/2.js"))).toBe(false);
    expect(isScriptAskedFor(get("/health"))).toBe(false);
    expect(isScriptAskedFor(get("/leads/website/form.js", {}, { source: "website", key: "form.js" }))).toBe(false);
  });

  it.each([
    [3.5, false],
    [5, true],
  ])(
    "weighs less than %s KiB, captchas %s, makes no code out of text, and is the same each time",
    async (most, captchas) => {
      const made = await formScript({ captchas });
      expect(Buffer.byteLength(made.text)).toBeLessThan(most * 1024);
      expect(made.text).not.toMatch(/\beval\b|\bFunction\(|innerHTML|document\.write/);
      expect(await formScript({ captchas })).toEqual(made);
    },
  );
});
