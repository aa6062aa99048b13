import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { parked } from "../../lambda/lead/call/call.ts";
import { callbackTokens, keysOfSource, SourceKeysSchema } from "../../lambda/runtime/secret-shapes.ts";
import { addressOf, EVENT } from "../../lambda/steps/reconcile/register-webhooks.ts";
import { changeCall } from "../../lambda/store/change.ts";
import { howToGet } from "../../operator/secrets/how-to-get.ts";
import { type RunningCallingly, startCallingly } from "../../stand-ins/callingly/start.ts";
import { bridge } from "./command-line.ts";
import { aStage, config, secretValues, type TestStage } from "./stage.ts";

let callingly: RunningCallingly;
/** A CRM that lets in whoever has a token that is not wrong. */
let crm: Server;
let crmBaseUrls: Readonly<Record<string, string>>;
beforeAll(async () => {
  callingly = await startCallingly({ port: 0 });
  crm = createServer(({ headers, url }, response) => {
    if (url?.endsWith("/token"))
      return void response.end(JSON.stringify({ access_token: "access", expires_in: 1_800 }));
    const isBusy = headers.authorization === "Bearer pat-busy";
    response.writeHead(isBusy ? 503 : headers.authorization === "Bearer pat-wrong" ? 401 : 200).end("{}");
  });
  await new Promise<void>((listening) => crm.listen(0, "127.0.0.1", listening));
  crmBaseUrls = { hubspot: `http://127.0.0.1:${(crm.address() as AddressInfo).port}` };
});
afterAll(() => callingly.close());
afterAll(() => crm.close());
beforeEach(() => callingly.core.reset());

const held = (stage: TestStage, purpose: Parameters<TestStage["valueOf"]>[0]) => JSON.parse(stage.valueOf(purpose));
const type = (stage: TestStage, line: string, typed: Parameters<typeof bridge>[1] = {}) =>
  bridge(["secrets", ...line.split(" ")], { stage, ...typed });

describe("bridge secrets list", () => {
  it("says what is set, missing and unused, and never a value", async () => {
    const stage = aStage({
      secrets: { "crm-credentials": { demo: { signing_secret: "whsec_abc" }, old: { token: "x" } } },
    });
    const { out } = await type(stage, "list");
    expect(out.split("\n").map((line) => line.trim().split(/ {2,}/))).toEqual([
      ["secret", "entry", "state"],
      ["source-keys", "seed", "set"],
      ["callback-tokens", "seed", "set"],
      ["callingly-tokens", "main", "set"],
      ["crm-credentials", "demo.signing_secret", "set"],
      ["crm-credentials", "old.token", "unused"],
      ["crm-credentials", "hubspot", "missing"],
      [""],
      ...howToGet("hubspot").map((how) => [`hubspot.${how}`]),
      [""],
    ]);
    expect(out).not.toMatch(/whsec|a seed of/);
    const behind = aStage({ description: { originUrl: "https://api.example.com" } });
    expect((await type(behind, "list")).out).toMatch(/^origin-header +seed +set$/m);
  });

  it("misses no credentials of a source that its CRM's open, and counts its own as used", async () => {
    const app = { connector: "hubspot", account: "main", team: 1, report: ["hubspot"], settings: { on: "created" } };
    const rowsOf = async (own: Record<string, unknown>) => {
      const secrets = { "source-credentials": own };
      const rows = (await type(aStage({ config: { ...config, sources: { app } }, secrets }), "list --json")).json();
      return (rows as { purpose: string }[]).filter(({ purpose }) => purpose === "source-credentials");
    };
    expect(await rowsOf({})).toEqual([]);
    expect(await rowsOf({ app: { token: "pat" } })).toEqual([
      { purpose: "source-credentials", entry: "app.token", state: "set" },
    ]);
  });

  it("says of one that is no JSON object that it cannot be read", async () => {
    const rows = (await type(aStage({ secrets: { "callingly-tokens": "my-token" } }), "list --json")).json();
    expect(rows).toContainEqual({ purpose: "callingly-tokens", entry: "", state: "unreadable" });
    expect(JSON.stringify(rows)).not.toContain("my-token");
  });
});

describe("bridge secrets set", () => {
  it("tries a Callingly token before it writes it, and says what it opens", async () => {
    const stage = aStage({ callinglyUrl: callingly.url, secrets: { "callingly-tokens": {} } });
    const said = await type(stage, "set callingly-tokens main", { answers: [callingly.token] });
    expect(said).toMatchObject({ code: 0, questions: ["callingly-tokens main:"] });
    expect(said.out).toContain("Callingly takes it: main has 1 team.");
    expect(held(stage, "callingly-tokens")).toEqual({ main: callingly.token });
  });

  it("does not write a token that Callingly refuses, unless told not to try it", async () => {
    const stage = aStage({ callinglyUrl: callingly.url });
    const said = await type(stage, "set callingly-tokens main", { answers: ["wrong-token"] });
    expect(said).toMatchObject({ code: 2, notes: expect.stringContaining("Callingly refuses this token") });
    expect(said.notes).not.toContain("wrong-token");
    expect(held(stage, "callingly-tokens")).toEqual(secretValues["callingly-tokens"]);

    expect((await type(stage, "set callingly-tokens main --no-check", { input: "wrong-token\n" })).code).toBe(0);
    expect(held(stage, "callingly-tokens")).toEqual({ main: "wrong-token" });
  });

  it.each([
    ["callingly-tokens main --no-check", "token-refused"],
    ["crm-credentials hubspot.token --no-check", "crm-access-refused"],
  ] as const)("set %s: has the results that waited for it (%s) tried again at once", async (entry, reason) => {
    const stage = aStage({ callinglyUrl: callingly.url });
    const hint = { account: "main", callId: "77", digest: "d1", at: stage.now() };
    await stage.store.calls.hint(hint);
    await changeCall(stage.store.calls, hint, (call) => parked(call, reason, "", stage.now()));
    expect((await type(stage, `set ${entry}`, { input: "a-token\n" })).out).toContain("1 result that waited for it is");
    expect(Date.parse((await stage.store.calls.find("main", "77"))?.dueAt ?? "")).toBeLessThan(Date.now());
  });

  it("tries an app's credentials as well, whose access has to be renewed first", async () => {
    const stage = aStage({ secrets: { "crm-credentials": {} }, description: { crmBaseUrls } });
    const app = { client_id: "id", client_secret: "s", refresh_token: "r" };
    const said = await type(stage, "set crm-credentials hubspot", { input: JSON.stringify(app) });
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining("The CRM hubspot takes it.") });
  });

  it("writes a CRM's credentials field by field and says what is still needed", async () => {
    const stage = aStage({ secrets: { "crm-credentials": {} }, description: { crmBaseUrls } });
    const { out } = await type(stage, "set crm-credentials hubspot.client_id", { input: "an-app" });
    expect(out).toContain("It works once it is complete; needed: client_id client_secret refresh_token, or token.");
    expect((await type(stage, "set crm-credentials hubspot.token", { input: "pat-1\n" })).out).not.toContain("needed");
    expect(held(stage, "crm-credentials")).toEqual({ hubspot: { client_id: "an-app", token: "pat-1" } });
  });

  it("tries a CRM's credentials before it writes them, and says what came of it", async () => {
    const stage = aStage({ description: { crmBaseUrls } });
    const said = await type(stage, "set crm-credentials hubspot.token", { input: "pat-good" });
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining("The CRM hubspot takes it.") });
    expect(held(stage, "crm-credentials").hubspot).toEqual({ token: "pat-good" });
    const demo = await type(stage, "set crm-credentials demo.signing_secret", { input: "whsec_AAAABBBBCCCCDDDDEEEE" });
    expect(demo).toMatchObject({ code: 0, out: expect.stringContaining("It was not tried") });
  });

  it.each([
    ["pat-wrong", "does not let the bridge in"],
    ["pat-busy", "Try again in a minute"],
  ])("does not write a CRM's credentials that do not open it, unless told not to try: %s", async (token, words) => {
    const stage = aStage({ description: { crmBaseUrls } });
    const said = await type(stage, "set crm-credentials hubspot.token", { input: token });
    expect(said).toMatchObject({ code: 2, notes: expect.stringContaining(words) });
    expect(said.notes).not.toContain(token);
    expect(held(stage, "crm-credentials")).toEqual(secretValues["crm-credentials"]);

    expect((await type(stage, "set crm-credentials hubspot.token --no-check", { input: token })).code).toBe(0);
    expect(held(stage, "crm-credentials").hubspot).toEqual({ token });
  });

  it.each([
    ["crm-credentials demo.signing_secret", "not-whsec", "a signing secret is whsec_ and base64"],
    ["crm-credentials hubspot.tokn", "pat-1", 'There is no field "tokn"'],
    ["crm-credentials hubspot", '{"client_id":"an-app"}', "not complete"],
    ["crm-credentials hubspot", "pat-1", "Name the field as NAME.FIELD"],
    ["crm-credentials acme.token", "x", 'no CRM "acme". It has: demo, hubspot.'],
    ["callingly-tokens mian", "x", 'no account with the token "mian". It has: main.'],
    ["source-credentials website.token", "x", "It has: none."],
    ["source-keys website.key", "short", "16 characters or more"],
    ["callback-tokens seed", "x", "bridge secrets rotate callback-tokens"],
    ["origin-header word", "x", "bridge secrets rotate origin-header"],
    [
      "tokens main",
      "x",
      'There is no secret "tokens". Name one of: source-keys, callingly-tokens, crm-credentials, source-credentials.',
    ],
    ["callingly-tokens main", "", "The value is empty"],
  ])("refuses %s with a word, and changes nothing", async (line, input, words) => {
    const stage = aStage();
    const said = await type(stage, `set ${line}`, { input });
    expect(said).toMatchObject({ code: 2, notes: expect.stringContaining(words) });
    if (input.length > 5) expect(said.notes).not.toContain(input);
    expect(held(stage, "crm-credentials")).toEqual(secretValues["crm-credentials"]);
  });

  it("offers no secret that it refuses to set, or to rotate", async () => {
    const offered = async (verb: string) =>
      /purpose +one of (.*?)(?= entry | Options:)/.exec(
        (await type(aStage(), `${verb} --help`)).out.replace(/\s+/g, " "),
      )?.[1];
    expect(await offered("set")).toBe("source-keys, callingly-tokens, crm-credentials, source-credentials");
    expect(await offered("rotate")).toBe("source-keys, callback-tokens, origin-header");
  });

  const signing = {
    ...config,
    sources: {
      ...config.sources,
      quotes: { connector: "typeform" as const, account: "main", team: 19230 },
      hub: { connector: "hubspot" as const, account: "main", team: 19230 },
    },
  };

  it("keeps what the vendor signs with beside the keys, and leaves the seed alone", async () => {
    const stage = aStage({ config: signing });
    await type(stage, "set source-keys quotes.signing_secret", { input: "of-the-vendor" });
    await type(stage, "set source-keys quotes.previous_signing_secret", { input: "of-before" });
    expect(held(stage, "source-keys")).toEqual({
      ...(secretValues["source-keys"] as object),
      sources: { quotes: { signing_secret: "of-the-vendor", previous_signing_secret: "of-before" } },
    });
  });

  it.each([
    ["quotes.singing_secret", "It has: key, previous_key, signing_secret, previous_signing_secret."],
    ["quotes.client_secret", 'has no entry "client_secret"'],
    ["hub.previous_client_secret", "It has: key, previous_key, client_secret."],
    ["website.signing_secret", "checks no signature"],
    ["website.kee", "It has: key, previous_key."],
  ])("refuses what no door reads, since unsigned requests would still be let in: %s", async (entry, words) => {
    const stage = aStage({ config: signing });
    const said = await type(stage, `set source-keys ${entry}`, { input: "of-the-vendor" });
    expect(said).toMatchObject({ code: 2, notes: expect.stringContaining(words) });
    expect(held(stage, "source-keys")).toEqual(secretValues["source-keys"]);
  });

  it("writes anew what was no JSON object", async () => {
    const stage = aStage({ secrets: { "crm-credentials": "pat-1" }, description: { crmBaseUrls } });
    await type(stage, "set crm-credentials hubspot.token", { input: "pat-2" });
    expect(held(stage, "crm-credentials")).toEqual({ hubspot: { token: "pat-2" } });
  });
});

describe("bridge secrets rotate", () => {
  const keysOf = (stage: TestStage, source: string) =>
    keysOfSource(SourceKeysSchema.parse(held(stage, "source-keys")), source);

  it("makes new source keys that count beside the old ones, until it is finished", async () => {
    const stage = aStage();
    const [old] = keysOf(stage, "website");
    const { out } = await type(stage, "rotate source-keys");
    expect(out).toContain("bridge secrets rotate source-keys --finish");
    const [fresh, still] = keysOf(stage, "website");
    expect(still).toBe(old);
    expect(fresh).not.toBe(old);

    expect((await type(stage, "rotate source-keys")).notes).toContain("A rotation is under way");
    expect(await type(stage, "rotate source-keys --finish", { answers: [false] })).toMatchObject({ code: 1 });
    expect(keysOf(stage, "website")).toEqual([fresh, old]);
    expect(await type(stage, "rotate source-keys --finish", { answers: [true] })).toMatchObject({ code: 0 });
    expect(keysOf(stage, "website")).toEqual([fresh]);
    expect((await type(stage, "rotate source-keys --finish --yes")).notes).toContain("nothing to finish");
  });

  it("does not end a key that a sender still uses, unless told to", async () => {
    for (const [begin, of] of [
      ["rotate source-keys", ""],
      ["rotate source-keys --source website", " --source website"],
    ] as const) {
      const stage = aStage();
      const former = (minutes: number) =>
        stage.store.sourceHours.note({
          source: "website",
          at: new Date(stage.now().getTime() - minutes * 60_000),
          formerKey: true,
        });
      await former(180);
      await type(stage, begin);
      expect((await type(stage, "list")).out).not.toContain("since");
      await stage.store.sourceHours.note({ source: "website", at: new Date(), formerKey: true });
      expect(await type(stage, `rotate source-keys${of} --finish --yes`)).toMatchObject({
        code: 2,
        notes: expect.stringMatching(
          /The old key was used \d+ s ago, by a sender of the source website.*--finish --anyway/s,
        ),
      });
      expect(await type(stage, `rotate source-keys${of} --finish --anyway --yes`)).toMatchObject({ code: 0 });
      expect(JSON.stringify(held(stage, "source-keys"))).not.toContain("previous");
    }
  });

  it("does not take what an earlier rotation left for a use of the key that is replaced now", async () => {
    const stage = aStage();
    await stage.store.sourceHours.note({
      source: "website",
      at: new Date(Date.now() - 3 * 3_600_000),
      formerKey: true,
    });
    await type(stage, "rotate source-keys");
    expect(await type(stage, "rotate source-keys --finish --yes")).toMatchObject({ code: 0 });
  });

  it("changes the key of one source and of no other", async () => {
    const stage = aStage();
    const [old] = keysOf(stage, "website");
    const others = keysOf(stage, "anything");
    await type(stage, "rotate source-keys --source website");
    const [fresh, still] = keysOf(stage, "website");
    expect(still).toBe(old);
    expect(keysOf(stage, "anything")).toEqual(others);
    await type(stage, "rotate source-keys --source website --finish --yes");
    expect(keysOf(stage, "website")).toEqual([fresh]);
  });

  it("does not drop the old callback tokens before Callingly reports under the new ones", async () => {
    const callbackUrl = "https://bridge.example.com";
    const stage = { ...aStage({ callinglyUrl: callingly.url, config }), callbackUrl };
    await type(stage, "rotate callback-tokens");
    const early = await type(stage, "rotate callback-tokens --finish --yes");
    expect(early).toMatchObject({ code: 2, notes: expect.stringContaining("still reports under the old token") });

    const [token = ""] = callbackTokens(held(stage, "callback-tokens"), "main", EVENT);
    const { target_url } = addressOf(callbackUrl, "main", token);
    const create = ["callingly", "webhooks", "create", "--name", "ours", "--event", EVENT, "--target-url", target_url];
    await bridge([...create, "--yes"], { stage });
    expect((await type(stage, "rotate callback-tokens --finish --yes")).code).toBe(0);
    expect(held(stage, "callback-tokens")).not.toHaveProperty("previous_seed");
  });

  it("makes a new word for what stands before the door, and ends the old one when it is said no more", async () => {
    let said = "current";
    const door = createServer((_, response) => response.writeHead(200, { "x-bridge-origin": said }).end("{}"));
    await new Promise<void>((listening) => door.listen(0, "127.0.0.1", listening));
    onTestFinished(() => void door.close());
    const url = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
    const stage = aStage({ description: { url, originUrl: "https://api.example.com" } });
    const { seed: old } = held(stage, "origin-header");
    expect((await type(stage, "rotate origin-header")).out).toContain("bridge sources --origin");
    expect(held(stage, "origin-header")).toMatchObject({ previous_seed: old });
    said = "former";
    const early = await type(stage, "rotate origin-header --finish --yes");
    expect(early).toMatchObject({ code: 2, notes: expect.stringContaining("still sends the old header") });
    said = "current";
    expect((await type(stage, "rotate origin-header --finish --yes")).code).toBe(0);
    expect(Object.keys(held(stage, "origin-header"))).toEqual(["seed"]);
    expect(held(stage, "origin-header").seed).not.toBe(old);
  });

  it("does not make up what comes from elsewhere", async () => {
    expect((await type(aStage(), "rotate callingly-tokens")).notes).toContain("come from elsewhere");
  });
});
