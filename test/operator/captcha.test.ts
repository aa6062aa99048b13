import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalServer, readBody, serve } from "../../lib/program/serve.ts";
import { checkCaptchas } from "../../operator/doctor/captchas.ts";
import { captchaStandIn } from "../../stand-ins/captcha.ts";
import { bridge } from "./command-line.ts";
import { aStage, config, secretValues } from "./stage.ts";

/** A form's captcha in an operator's hands: its secret, what stands in the page, and what `doctor` says of it. */

let vendor: LocalServer;
beforeAll(async () => {
  const play = captchaStandIn();
  vendor = await serve({
    name: "a vendor",
    port: 0,
    ownPagesOnly: true,
    answer: async (request) => play(request.url ?? "", `${await readBody(request, 10_000)}`),
    onFailure: () => undefined,
  });
});
afterAll(() => vendor.close());

const turnstile = { kind: "turnstile" as const, siteKey: "0x4AAA", hostnames: ["www.example.com"] };
const website = {
  connector: "html-form",
  account: "main",
  team: 1,
  settings: { allowedOrigins: ["https://a.example"] },
};

const withCaptcha = (captcha: object = turnstile, { own = {}, at = vendor.url, name = "test" } = {}) =>
  aStage({
    config: { ...config, sources: { website: { ...website, captcha: captcha as typeof turnstile } } },
    secrets: { "source-keys": { ...(secretValues["source-keys"] as object), sources: { website: own } } },
    description: { name, ...(at && { captchaBaseUrl: at }) },
  });

describe("the secret of a captcha", () => {
  const set = (stage: ReturnType<typeof withCaptcha>, secret: string) =>
    bridge(["secrets", "set", "source-keys", "website.captcha_secret"], { stage, answers: [secret] });
  const held = (stage: ReturnType<typeof withCaptcha>) =>
    JSON.parse(stage.valueOf("source-keys")).sources.website.captcha_secret;

  it("is tried at the vendor before it is written", async () => {
    const stage = withCaptcha();
    expect((await set(stage, "right")).out).toContain("The captcha's vendor takes it.");
    expect(held(stage)).toBe("right");
    const said = await set(stage, "wrong");
    expect(said).toMatchObject({ code: 2, notes: expect.stringContaining("Nothing is written: invalid-input-secret") });
    expect(held(stage)).toBe("right");
  });

  it("is refused on a production stage when it is one for tests", async () => {
    const stage = withCaptcha(turnstile, { at: "", name: "prod" });
    const said = await set(stage, `1x${"0".repeat(31)}AA`);
    expect(said).toMatchObject({ code: 2, notes: expect.stringContaining("the captcha_secret is one for tests") });
  });

  it("is of no use where no captcha is asked for, or where the bridge sets the sum itself", async () => {
    for (const captcha of [undefined, { kind: "altcha" }]) {
      const { code, notes } = await bridge(["secrets", "set", "source-keys", "website.captcha_secret"], {
        stage: captcha ? withCaptcha(captcha) : aStage(),
      });
      expect({ code, notes }).toMatchObject({
        code: 2,
        notes: expect.stringContaining("asks for no captcha with a secret"),
      });
    }
  });

  it("is listed as missing until it is there", async () => {
    const stateOf = async (own: object) => {
      const { out } = await bridge(["secrets", "list"], { stage: withCaptcha(turnstile, { own }) });
      return /sources\.website\.captcha_secret +(\w+)/.exec(out)?.[1];
    };
    expect([await stateOf({}), await stateOf({ captcha_secret: "right" })]).toEqual(["missing", "set"]);
  });
});

describe("doctor, of a captcha", () => {
  const found = async (stage: ReturnType<typeof withCaptcha>) =>
    (await checkCaptchas(stage)).map(({ status, found, remedy }) => `${status}: ${found} ${remedy ?? ""}`.trim());

  it("says that its secret is right, missing or wrong", async () => {
    expect(await found(withCaptcha(turnstile, { own: { captcha_secret: "right" } }))).toEqual([
      "ok: Its vendor takes our secret.",
    ]);
    const [missing] = await found(withCaptcha());
    expect(missing).toMatch(
      /^fault: .*there is no captcha_secret.*bridge secrets set source-keys website\.captcha_secret$/,
    );
    const [wrong] = await found(withCaptcha(turnstile, { own: { captcha_secret: "wrong" } }));
    expect(wrong).toMatch(/^fault: .*invalid-input-secret/);
    const [silent] = await found(
      withCaptcha(turnstile, { own: { captcha_secret: "right" }, at: "http://127.0.0.1:9" }),
    );
    expect(silent).toMatch(/^warning: Its vendor does not answer/);
  });

  it("warns when tokens of any page count", async () => {
    const [, warned] = await found(withCaptcha({ ...turnstile, hostnames: [] }, { own: { captcha_secret: "right" } }));
    expect(warned).toMatch(/^warning: It takes tokens of any page.*sources\.website\.captcha\.hostnames/);
  });

  it("has nothing to say of a source without, or of sums that the bridge sets itself", async () => {
    expect(await checkCaptchas(aStage())).toEqual([]);
    expect(await found(withCaptcha({ kind: "altcha" }))).toEqual([]);
  });
});

describe("the form to paste", () => {
  const snippet = async (captcha: object) =>
    (await bridge(["sources", "--snippet", "website"], { stage: withCaptcha(captcha) })).out;

  it.each([
    [
      { ...turnstile, action: "quote" },
      'class="cf-turnstile" data-sitekey="0x4AAA" data-action="quote"',
      "challenges.cloudflare.com",
    ],
    [{ kind: "hcaptcha", siteKey: "k" }, 'class="h-captcha" data-sitekey="k"', "js.hcaptcha.com/1/api.js"],
    [{ kind: "recaptcha-v2", siteKey: "k" }, 'class="g-recaptcha" data-sitekey="k"', "google.com/recaptcha/api.js"],
    [
      { kind: "recaptcha-v3", siteKey: "k" },
      'method="post" data-captcha="k" data-action="website"',
      "recaptcha/api.js?render=k",
    ],
    [
      { kind: "recaptcha-enterprise", siteKey: "k", project: "p" },
      'method="post" data-captcha="k" data-action="website"',
      "recaptcha/enterprise.js?render=k",
    ],
    [
      { kind: "recaptcha-enterprise", siteKey: "k", project: "p", minScore: 0 },
      'class="g-recaptcha" data-sitekey="k"',
      "recaptcha/enterprise.js",
    ],
    [{ kind: "altcha" }, 'method="post" data-captcha="altcha"', "/form.js"],
  ])("has the widget of %j in it, and its script", async (captcha, widget, script) => {
    const text = await snippet(captcha);
    expect(text).toContain(widget);
    expect(text).toContain(script);
  });
});
