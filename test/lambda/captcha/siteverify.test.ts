import { describe, expect, it } from "vitest";
import { openVerifier } from "../../../lambda/captcha/index.ts";
import type { CaptchaSettings } from "../../../lambda/captcha/settings.ts";
import type { VerifierDeps } from "../../../lambda/captcha/verifier.ts";
import type { Sent } from "../../../lambda/runtime/http-client.ts";
import { ambiguous, answered, fakeSend, notSent } from "../../fakes/fake-send.ts";
import { noon } from "../../fakes/leads.ts";

const hostnames = ["www.example.com"];
const kinds = {
  turnstile: { kind: "turnstile", siteKey: "site", hostnames },
  hcaptcha: { kind: "hcaptcha", siteKey: "site", hostnames },
  "recaptcha-v2": { kind: "recaptcha-v2", siteKey: "site", hostnames },
  "recaptcha-v3": { kind: "recaptcha-v3", siteKey: "site", hostnames, minScore: 0.5 },
} as const satisfies Record<string, CaptchaSettings>;

const good = { success: true, hostname: "www.example.com", action: "web_site", score: 0.9 };
const bad = (...codes: string[]) => answered(200, { success: false, "error-codes": codes });

async function ask(settings: CaptchaSettings, answer: Sent, deps: Partial<VerifierDeps> = {}, token = "token") {
  const send = fakeSend(answer);
  const verifier = openVerifier(settings, {
    source: "web-site",
    secret: "the secret",
    keys: [],
    isProduction: true,
    send,
    spend: async () => true,
    ...deps,
  });
  return { verdict: await verifier.verify(token, { leadId: "lead_1", now: noon }), requests: send.requests };
}

describe.each(Object.entries(kinds))("a token of %s", (_, settings) => {
  const verdict = async (...[answer, deps, token]: [Sent, Partial<VerifierDeps>?, string?]) =>
    (await ask(settings, answer, deps, token)).verdict;

  it("passes when the vendor says so of this page", async () => {
    expect(await verdict(answered(200, good))).toEqual({ kind: "passed" });
  });

  it("is refused when it is bad, used, or too old", async () => {
    for (const code of ["missing-input-response", "invalid-input-response", "timeout-or-duplicate"])
      expect(await verdict(bad(code))).toMatchObject({ kind: "refused" });
    expect(await verdict(bad())).toMatchObject({ kind: "refused" });
  });

  it("is refused when it is another page's, though the vendor calls it good", async () => {
    expect(await verdict(answered(200, { ...good, hostname: "evil.example.net" }))).toMatchObject({ kind: "refused" });
    expect(await verdict(answered(200, { ...good, hostname: undefined }))).toMatchObject({ kind: "refused" });
  });

  it("is refused without a question when none came, or what cannot be one", async () => {
    for (const token of ["", "two words", "x".repeat(20_000)]) {
      const { verdict, requests } = await ask(settings, answered(200, good), {}, token);
      expect([verdict.kind, requests.length]).toEqual(["refused", 0]);
    }
  });

  it("F11: says nothing when the vendor does not answer, or not as it should", async () => {
    for (const answer of [
      notSent,
      ambiguous,
      answered(503, "down"),
      answered(429, ""),
      answered(200, "<html>"),
      answered(200, good, { truncated: true }),
      bad("internal-error"),
      bad("a-code-of-tomorrow"),
    ])
      expect(await verdict(answer)).toMatchObject({ kind: "unsure", reason: "captcha-unreachable" });
  });

  it("is asked about once more where that uses up no token, and no third time", async () => {
    const send = fakeSend(notSent, answered(200, good));
    expect((await ask(settings, notSent, { send })).verdict).toEqual({ kind: "passed" });
    expect(send.requests[0]?.body).toBe(send.requests[1]?.body);
    const knowsRepeats = settings.kind === "turnstile";
    for (const silence of [ambiguous, answered(503, "down"), answered(200, good, { truncated: true })]) {
      const once = fakeSend(silence, answered(200, good));
      const { verdict: said } = await ask(settings, silence, { send: once });
      expect([said.kind, once.requests.length]).toEqual(knowsRepeats ? ["passed", 2] : ["unsure", 1]);
    }
    const busy = fakeSend(answered(429, ""), answered(200, good));
    expect((await ask(settings, notSent, { send: busy })).verdict).toMatchObject({ reason: "captcha-unreachable" });
    const down = fakeSend(notSent, notSent, answered(200, good));
    expect((await ask(settings, notSent, { send: down })).verdict).toMatchObject({ reason: "captcha-unreachable" });
    expect(down.requests).toHaveLength(2);
  });

  it("says nothing when the mistake is ours: the secret is missing or refused", async () => {
    const ours = { kind: "unsure", reason: "captcha-misconfigured" };
    for (const code of ["missing-input-secret", "invalid-input-secret", "bad-request", "sitekey-secret-mismatch"])
      expect(await verdict(bad(code, "invalid-input-response"))).toMatchObject(ours);
    expect(await verdict(answered(200, good), { secret: undefined })).toMatchObject(ours);
  });

  it("counts for nothing on a production stage when the secret is one for tests, and anywhere else whatever the page", async () => {
    const secret = `1x${"0".repeat(31)}AA`;
    const answer = answered(200, { success: true, hostname: "example.com" });
    const { verdict: held, requests } = await ask(settings, answer, { secret });
    expect([held, requests.length]).toMatchObject([{ kind: "unsure", reason: "captcha-misconfigured" }, 0]);
    expect(await verdict(answer, { secret, isProduction: false })).toEqual({ kind: "passed" });
  });

  it("goes to the vendor's own address, with the secret in the body and nobody's address", async () => {
    const { requests } = await ask(settings, answered(200, good));
    const [{ url = "", body = "" } = {}] = requests;
    expect(url).toMatch(
      /^https:\/\/(?:challenges\.cloudflare\.com\/turnstile\/v0|api\.hcaptcha\.com|www\.google\.com\/recaptcha\/api)\/siteverify$/,
    );
    expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({ secret: "the secret", response: "token" });
    expect(new URLSearchParams(body).has("remoteip")).toBe(false);
  });
});

it("Turnstile is asked about a lead under the same key each time, so the same token is answered the same", async () => {
  const keyOf = async (token: string) => {
    const { requests } = await ask(kinds.turnstile, answered(200, good), {}, token);
    return new URLSearchParams(requests[0]?.body).get("idempotency_key");
  };
  const key = await keyOf("one");
  expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect([await keyOf("one"), (await keyOf("other")) === key]).toEqual([key, false]);
});

it("an action is that of the configuration: of Turnstile where it is named, of reCAPTCHA v3 the source's name", async () => {
  const other = answered(200, { ...good, action: "login" });
  expect((await ask(kinds.turnstile, other)).verdict.kind).toBe("passed");
  expect((await ask({ ...kinds.turnstile, action: "quote" }, other)).verdict.kind).toBe("refused");
  expect((await ask(kinds["recaptcha-v3"], other)).verdict.kind).toBe("refused");
});

it("a low score is a doubt and no proof, and none at all shows a key of another kind", async () => {
  const v3 = kinds["recaptcha-v3"];
  expect((await ask(v3, answered(200, { ...good, score: 0.1 }))).verdict).toMatchObject({ reason: "captcha-doubtful" });
  expect((await ask(v3, answered(200, { ...good, score: undefined }))).verdict).toMatchObject({
    reason: "captcha-misconfigured",
  });
});

describe("an assessment of reCAPTCHA Enterprise", () => {
  const enterprise = { kind: "recaptcha-enterprise", project: "leads-1", siteKey: "site", hostnames, minScore: 0.5 };
  const settings = enterprise as CaptchaSettings;
  const assessed = (token: object, score = 0.9) =>
    answered(200, { tokenProperties: { valid: true, ...good, ...token }, riskAnalysis: { score } });

  it("is asked for with the key in a header, and passes, is refused or says nothing", async () => {
    const { verdict, requests } = await ask(settings, assessed({}));
    expect(verdict).toEqual({ kind: "passed" });
    expect(requests[0]).toMatchObject({
      url: "https://recaptchaenterprise.googleapis.com/v1/projects/leads-1/assessments",
      headers: { "x-goog-api-key": "the secret" },
    });
    expect(JSON.parse(requests[0]?.body ?? "")).toEqual({
      event: { token: "token", siteKey: "site", expectedAction: "web_site" },
    });
    const verdictOf = async (answer: Sent) => (await ask(settings, answer)).verdict;
    expect(await verdictOf(assessed({ valid: false, invalidReason: "DUPE" }))).toEqual({
      kind: "refused",
      why: "DUPE",
    });
    expect(await verdictOf(assessed({ hostname: "evil.example.net" }))).toMatchObject({ kind: "refused" });
    expect(await verdictOf(assessed({ action: "login" }))).toMatchObject({ kind: "refused" });
    expect(await verdictOf(assessed({}, 0.1))).toMatchObject({ reason: "captcha-doubtful" });
    expect(await verdictOf(answered(403, {}))).toMatchObject({ reason: "captcha-misconfigured" });
    expect(await verdictOf(answered(400, {}))).toMatchObject({ reason: "captcha-misconfigured" });
    expect(await verdictOf(answered(500, {}))).toMatchObject({ reason: "captcha-unreachable" });
    expect((await ask(settings, assessed({}), { secret: undefined })).requests).toEqual([]);
  });
});
