import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { parked } from "../../lambda/lead/call/call.ts";
import { changeCall } from "../../lambda/store/change.ts";
import { type LocalServer, type Outgoing, readBody, serve } from "../../lib/program/serve.ts";
import { type ConnectDeps, connectCommand } from "../../operator/cli/commands/connect.ts";
import { demoApp, hubspot } from "../../stand-ins/crms/hubspot.ts";
import type { DemoCrm } from "../../stand-ins/kit/crm.ts";
import { kept } from "../../stand-ins/kit/kept.ts";
import { bridge } from "./command-line.ts";
import { aStage, config, secretValues, type TestStage } from "./stage.ts";

/** The CRM and its authorisation server are played over their socket; the browser is one that follows wherever it is sent. */

const running: LocalServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** @param instead what it answers for what goes wrong in a test; undefined: as it would */
async function aHubSpot(instead: (request: Request) => Outgoing | undefined = () => undefined) {
  const crm: DemoCrm = hubspot.play(() => kept(undefined));
  const asked: Request[] = [];
  const server = await serve({
    name: "the CRM of a test",
    port: 0,
    ownPagesOnly: false,
    onFailure: () => undefined,
    async answer(incoming) {
      const headers = Object.fromEntries(
        Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
      );
      const body = (await readBody(incoming, 100_000))?.toString() ?? "";
      const request = { method: incoming.method ?? "", path: incoming.url ?? "", headers, body };
      asked.push(request);
      return instead(request) ?? crm.answer(request);
    },
  });
  running.push(server);
  return { url: server.url, asked, token: crm.credentials.token ?? "" };
}

const json = (status: number, value: unknown): Outgoing => ({
  status,
  headers: { "content-type": "application/json" },
  body: Buffer.from(JSON.stringify(value)),
});
const isTokenRequest = ({ path, body }: Request) => path.endsWith("/token") && body.includes("authorization_code");

/** Opens what it is given and goes wherever it is sent, as a browser whose person says yes. */
const browser = (visited: string[] = []): ConnectDeps => ({
  patienceMs: 10_000,
  async openPage(address) {
    visited.push(address);
    void fetch(address).catch(() => undefined);
    return true;
  },
});

const aStageAt = (url: string, crmCredentials: unknown = {}): TestStage =>
  aStage({
    description: { crmBaseUrls: { hubspot: url, east: url } },
    secrets: { "crm-credentials": crmCredentials },
    config: { ...config, crms: { ...config.crms, east: { connector: "hubspot" } } },
  });

const typeAt = (
  stage: TestStage,
  line: string,
  { answers, deps = browser() }: { answers?: readonly (string | boolean)[]; deps?: ConnectDeps } = {},
) =>
  bridge(`${line} --port 0`.split(" "), {
    stage,
    program: (cli) => connectCommand(cli, deps),
    ...(answers && { answers }),
  });

const held = (stage: TestStage) => JSON.parse(stage.valueOf("crm-credentials"));
const { client_id, client_secret, refresh_token } = demoApp;

describe("bridge connect, through the browser", () => {
  it("says what to register, lets the app in, writes what lasts, and says as whom", async () => {
    const { url, asked } = await aHubSpot();
    const stage = aStageAt(url, { demo: { signing_secret: "whsec" } });
    const visited: string[] = [];
    const said = await typeAt(stage, "hubspot --browser", {
      answers: [client_id, client_secret],
      deps: browser(visited),
    });
    expect(said.notes).toMatch(
      /The app at HubSpot has to have this Redirect URL, exactly so \(HubSpot: the app's page, Auth\):\n {2}http:\/\/localhost:\d+\/callback\nand these scopes:\n {2}oauth crm\.objects\.contacts\.read /,
    );
    expect({ code: said.code, out: said.out.split("\n") }).toEqual({
      code: 0,
      out: [
        "HubSpot lets the bridge in as account 48120077.",
        "crm-credentials hubspot is written. The bridge knows it within a minute.",
        "The CRM hubspot takes it.",
        "",
      ],
    });
    expect(held(stage)).toEqual({ demo: { signing_secret: "whsec" }, hubspot: demoApp });
    expect(said.questions).toEqual(["hubspot.client_id:", "hubspot.client_secret:"]);
    // The page that is opened names neither the app nor the run: everybody on the machine sees what a program is started with.
    expect(visited).toEqual([expect.stringMatching(/^http:\/\/localhost:\d+\/$/)]);
    const query = new URL(asked[0]?.path ?? "", url).searchParams;
    expect(Object.fromEntries(query)).toMatchObject({ response_type: "code", client_id });
    expect(query.get("state")).toMatch(/^[\w-]{32}$/);
  });

  it("shows no secret: not to the terminal, nor in the address of a page", async () => {
    const { url, asked } = await aHubSpot();
    const said = await typeAt(aStageAt(url), "hubspot --browser", { answers: [client_id, client_secret] });
    const code = new URLSearchParams(asked.find(isTokenRequest)?.body).get("code") ?? "";
    expect(code).not.toBe("");
    for (const secret of [client_secret, refresh_token, code])
      for (const shown of [said.out, said.notes, ...said.questions]) expect(shown).not.toContain(secret);
    for (const { path } of asked) expect(path).not.toContain(client_secret);
  });

  it("prints for scripts which CRM, which way and as whom", async () => {
    const { url } = await aHubSpot();
    const said = await typeAt(aStageAt(url, { hubspot: demoApp }), "hubspot --json");
    expect(said.json()).toEqual({
      crm: "hubspot",
      connector: "hubspot",
      way: "an OAuth app, whose access the bridge renews",
      written: true,
      connected_as: "account 48120077",
      wrong_settings: [],
    });
  });

  it("asks for nothing that the secret has, unless the app is a new one; what stands beside it stays", async () => {
    const { url } = await aHubSpot();
    const stage = aStageAt(url, { hubspot: { ...demoApp, refresh_token: "of-before", note: "ours" } });
    expect((await typeAt(stage, "hubspot")).questions).toEqual([]);
    expect(held(stage).hubspot).toEqual({ ...demoApp, note: "ours" });
    const anew = await typeAt(stage, "hubspot --new-app", { answers: [client_id, client_secret] });
    expect(anew.questions).toHaveLength(2);
  });

  it("prints the address where no browser is to be opened, or none can be", async () => {
    const { url } = await aHubSpot();
    for (const line of ["hubspot --no-open", "hubspot"]) {
      const stage = aStageAt(url, { hubspot: demoApp });
      const deps: ConnectDeps = { patienceMs: 1, openPage: async () => false };
      const said = await typeAt(stage, line, { deps });
      expect(said.notes).toContain(
        `Open this address in a browser of this machine and let the bridge in: ${url}/oauth/authorize?`,
      );
    }
  });

  it("lets each of several portals in by its own name", async () => {
    const { url } = await aHubSpot();
    const other = { ...demoApp, refresh_token: "of-another-portal" };
    const stage = aStageAt(url, { hubspot: other });
    const said = await typeAt(stage, "east --browser", { answers: [client_id, client_secret] });
    expect(said.out).toContain("crm-credentials east is written");
    expect(held(stage)).toEqual({ hubspot: other, east: demoApp });
  });

  it("leaves it untried where a person says so", async () => {
    const { url } = await aHubSpot(({ path }) => (path.startsWith("/crm/") ? json(503, {}) : undefined));
    const stage = aStageAt(url, { hubspot: { ...demoApp, refresh_token: "of-before" } });
    const tried = await typeAt(stage, "hubspot");
    expect(tried).toMatchObject({
      code: 2,
      notes: expect.stringContaining("To write it all the same, add --no-check"),
    });
    expect((await typeAt(stage, "hubspot --no-check")).code).toBe(0);
    expect(held(stage).hubspot).toEqual(demoApp);
  });

  it("has the results that waited for it tried again", async () => {
    const { url } = await aHubSpot();
    const stage = aStageAt(url, { hubspot: demoApp });
    const hint = { account: "main", callId: "77", digest: "d", at: new Date() };
    await stage.store.calls.hint(hint);
    await changeCall(stage.store.calls, hint, (call) => parked(call, "crm-access-refused", "", new Date()));
    expect((await typeAt(stage, "hubspot")).out).toContain(
      "1 result that waited for it is tried again within a minute.",
    );
  });
});

describe("what goes wrong on the way through the browser is said with the next step, and nothing is written", () => {
  const back = (path: string, answer: (state: string) => Record<string, string>): Outgoing => {
    const asked = new URL(path, "http://localhost").searchParams;
    const to = new URL(asked.get("redirect_uri") ?? "");
    to.search = new URLSearchParams(answer(asked.get("state") ?? "")).toString();
    return { status: 302, headers: { location: to.href }, body: Buffer.alloc(0) };
  };
  const sends = (answer: (state: string) => Record<string, string>) => (request: Request) =>
    request.path.startsWith("/oauth/authorize") ? back(request.path, answer) : undefined;
  const tells = (status: number, body: unknown) => (request: Request) =>
    isTokenRequest(request) ? json(status, body) : undefined;

  it.each<[string, (request: Request) => Outgoing | undefined, RegExp]>([
    [
      "nobody agreed",
      sends((state) => ({ state, error: "access_denied", error_description: "The user said no" })),
      /^Nobody let the bridge in: HubSpot says "access_denied: The user said no"\..*signed in as somebody who may/,
    ],
    [
      "the app lacks a scope",
      sends((state) => ({ state, error: "invalid_scope" })),
      /Allow the app the scopes that were printed/,
    ],
    ["another refusal", sends((state) => ({ state, error: "server_error" })), /HubSpot refused: "server_error"/],
    [
      "another run's answer",
      sends(() => ({ state: "of-an-earlier-try", code: "a-code" })),
      /its state is another.*run the command again/,
    ],
    ["no state at all", sends(() => ({ code: "a-code" })), /its state is another/],
    ["no code", sends((state) => ({ state })), /sent the browser back without a code/],
    [
      "a code of before",
      sends((state) => ({ state, code: "an-old-code" })),
      /did not take the code \("invalid_grant: .*A code holds for a minute or two, and once/,
    ],
    [
      "no refresh token",
      tells(200, { access_token: "for-a-while", expires_in: 1_800 }),
      /has no refresh token.*offline_access or refresh_token/,
    ],
    [
      "another address registered",
      tells(400, { error: "invalid_request", error_description: "redirect_uri does not match" }),
      /Register http:\/\/localhost:\d+\/callback there exactly so, as Redirect URL \(HubSpot: the app's page, Auth\)/,
    ],
    [
      "another secret",
      tells(400, { status: "BAD_CLIENT_SECRET", message: "missing or invalid client secret" }),
      /The client ID or the client secret is another.*--new-app/,
    ],
    ["an error inside a 200", tells(200, { error: "invalid_code" }), /A code holds for a minute or two, and once/],
    ["a failure there", tells(503, { message: "busy" }), /"busy"\).*in a minute/],
    ["nonsense", tells(200, []), /status 200.*Mend that there/],
  ])("%s", async (_, instead, words) => {
    const { url } = await aHubSpot(instead);
    const before = { hubspot: { ...demoApp, refresh_token: "of-before" } };
    const stage = aStageAt(url, before);
    const { code, notes } = await typeAt(stage, "hubspot");
    const last = notes.trim().split("\n").at(-1);
    expect({ code, last }).toEqual({ code: 2, last: expect.stringMatching(words) });
    expect(last).toContain("othing is written");
    expect(held(stage)).toEqual(before);
  });

  it("no secret is in it, should the vendor repeat one", async () => {
    const { url } = await aHubSpot((request) =>
      isTokenRequest(request) ? json(400, { error: "invalid_grant", error_description: request.body }) : undefined,
    );
    const { notes } = await typeAt(aStageAt(url, { hubspot: demoApp }), "hubspot");
    expect(notes).toContain("invalid_grant");
    expect(notes).not.toContain(client_secret);
  });

  it("nobody comes back", async () => {
    const { url } = await aHubSpot();
    const deps: ConnectDeps = { patienceMs: 1, openPage: async () => true };
    const { code, notes } = await typeAt(aStageAt(url, { hubspot: demoApp }), "hubspot", { deps });
    expect({ code, notes }).toEqual({
      code: 2,
      notes: expect.stringMatching(/came back from the browser in time.*not registered exactly as printed/),
    });
  });

  it("the authorisation server cannot be reached", async () => {
    const { url } = await aHubSpot();
    const deps: ConnectDeps = {
      patienceMs: 10_000,
      async openPage(address) {
        const page = await fetch(address, { redirect: "manual" });
        const consent = await fetch(page.headers.get("location") ?? "", { redirect: "manual" });
        await running.splice(0)[0]?.close();
        void fetch(consent.headers.get("location") ?? "").catch(() => undefined);
        return true;
      },
    };
    const { notes } = await typeAt(aStageAt(url, { hubspot: demoApp }), "hubspot", { deps });
    expect(notes).toMatch(/HubSpot did not answer when the code was exchanged.*in a minute/);
  });

  it("the port is taken, or is none: before anybody is asked for anything", async () => {
    const other: Server = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const type = (line: string) =>
      bridge(line.split(" "), {
        stage: aStageAt("http://127.0.0.1:9"),
        program: (cli) => connectCommand(cli, browser()),
      });
    const taken = await type(`hubspot --browser --port ${port}`);
    expect(taken).toMatchObject({
      code: 2,
      questions: [],
      notes: expect.stringMatching(`Port ${port} .*in use.*--port`),
    });
    expect((await type("hubspot --browser --port 99999")).notes).toContain("write a number up to 65535");
  });

  it("the CRM does not take what it gave", async () => {
    const { url } = await aHubSpot(({ path }) =>
      path.startsWith("/crm/") ? json(403, { message: "no scope" }) : undefined,
    );
    const stage = aStageAt(url, { hubspot: { ...demoApp, refresh_token: "of-before" } });
    const { code, notes } = await typeAt(stage, "hubspot");
    expect({ code, notes }).toEqual({
      code: 2,
      notes: expect.stringContaining("Nothing is written: The CRM answered 403"),
    });
    expect(held(stage).hubspot.refresh_token).toBe("of-before");
  });
});

describe("bridge connect, where the browser is on another machine or comes back to https alone", () => {
  /** Goes where the printed address leads, and answers with what stands in the address bar then. */
  const paste = async (url: string, line: string, alter = (address: string) => address) => {
    const stage = aStageAt(url, { hubspot: demoApp });
    let printed = "";
    const said = await bridge(line.split(" "), {
      stage,
      program: (cli) =>
        connectCommand(
          {
            ...cli,
            terminal: {
              ...cli.terminal,
              note: (text) => {
                printed += text;
                cli.terminal.note(text);
              },
              askSecret: async () => {
                const address = /let the bridge in: (\S+)/.exec(printed)?.[1] ?? "";
                const answer = await fetch(address, { redirect: "manual" });
                return alter(answer.headers.get("location") ?? "");
              },
            },
          },
          browser(),
        ),
    });
    return { ...said, stage };
  };

  it("takes the address that the browser was sent back to", async () => {
    const { url } = await aHubSpot();
    const { code, notes, stage } = await paste(url, "hubspot --paste");
    expect(notes).toMatch(/sends it to http:\/\/localhost:8976\/callback…, which it cannot open, as it should be/);
    expect({ code, held: held(stage) }).toEqual({ code: 0, held: { hubspot: demoApp } });
  });

  it("says what was pasted in its place", async () => {
    const { url } = await aHubSpot();
    const { code, notes } = await paste(url, "hubspot --paste", () => "a code");
    expect({ code, notes }).toEqual({
      code: 2,
      notes: expect.stringContaining("Copy the whole of the browser's address bar"),
    });
  });
});

describe("bridge connect, by what a person types", () => {
  it("asks in the vendor's words, tries it and writes it", async () => {
    const { url, token } = await aHubSpot();
    const stage = aStageAt(url);
    const said = await typeAt(stage, "hubspot --no-browser", { answers: [token] });
    expect(said.notes).toMatch(/^access token of the private app: HubSpot: Settings, Integrations, Private Apps/);
    expect(said.out).toMatch(/^HubSpot lets the bridge in as account 48120077\.\n/);
    expect(held(stage)).toEqual({ hubspot: { token } });
    expect(said.out + said.notes).not.toContain(token);
  });

  it("writes nothing that the CRM does not take, and nothing empty", async () => {
    const { url } = await aHubSpot();
    const stage = aStageAt(url);
    const wrong = await typeAt(stage, "hubspot --no-browser", { answers: ["pat-wrong"] });
    expect(wrong).toMatchObject({ code: 2, notes: expect.stringContaining("does not let the bridge in with this") });
    const none = await typeAt(stage, "hubspot --no-browser", { answers: ["  "] });
    expect(none).toMatchObject({ code: 2, notes: expect.stringContaining("HubSpot needs its access token") });
    expect(held(stage)).toEqual({});
  });

  it("lets a person choose between the ways, and a script say which", async () => {
    const { url, token } = await aHubSpot();
    const stage = aStageAt(url);
    const said = await typeAt(stage, "hubspot", { answers: ["0", token] });
    expect(said.questions).toEqual(["How is the bridge let into HubSpot?", "hubspot.token:"]);
    expect(await typeAt(aStageAt(url), "hubspot")).toMatchObject({
      code: 2,
      notes: expect.stringContaining("say --browser or --no-browser"),
    });
  });

  it("needs no way to be named where there is one, and names those there are instead of another", async () => {
    const stage = aStage();
    const { signing_secret } = (secretValues["crm-credentials"] as { demo: { signing_secret: string } }).demo;
    const said = await typeAt(stage, "demo", { answers: [signing_secret] });
    expect(said).toMatchObject({ code: 0, questions: ["demo.signing_secret:"] });
    expect(await typeAt(stage, "demo --browser")).toMatchObject({
      code: 2,
      notes: expect.stringContaining("lets nobody in with the browser"),
    });
  });

  it("knows the CRMs of the configuration and no others", async () => {
    const said = await typeAt(aStage(), "salesforce");
    expect(said).toMatchObject({
      code: 2,
      notes: expect.stringContaining('no CRM "salesforce". It has: demo, hubspot'),
    });
  });
});
