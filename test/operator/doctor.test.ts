import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { callbackTokens } from "../../lambda/runtime/secret-shapes.ts";
import { addressOf, EVENT } from "../../lambda/steps/reconcile/register-webhooks.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import { NO_SOURCE } from "../../lambda/store/stores/source-hours.ts";
import { configFingerprint } from "../../lib/config-fingerprint.ts";
import { doctorCommand } from "../../operator/cli/commands/doctor.ts";
import type { Finding } from "../../operator/doctor/finding.ts";
import type { Infrastructure, TableFacts } from "../../operator/stage/infrastructure.ts";
import type { Stage } from "../../operator/stage/stage.ts";
import { agencyToken, demoAccountId, demoTeamId } from "../../stand-ins/callingly/seed.ts";
import { type RunningCallingly, startCallingly } from "../../stand-ins/callingly/start.ts";
import { aLead, fromNoon, hours, minutes, noon, website } from "../fakes/leads.ts";
import { bridge } from "./command-line.ts";
import { aStage, config, type StageParts, secretValues, type TestStage } from "./stage.ts";

/** Each thing that may be wrong is made wrong; Callingly is the stand-in, over its socket. */

let callingly: RunningCallingly;
beforeAll(async () => {
  callingly = await startCallingly({ port: 0, speed: 5_000 });
});
afterAll(() => callingly.close());
beforeEach(() => callingly.core.reset());

const callbackUrl = "https://bridge.example.com";
const webhookConfig = {
  ...config,
  sources: { website: { ...config.sources.website, team: demoTeamId } },
} as typeof config;

/** A stage in which nothing is wrong, but for what a test says. */
async function aWellStage(parts: StageParts & { readonly deployed?: Stage["deployed"] } = {}): Promise<TestStage> {
  const store = parts.store ?? memoryStore();
  await store.clocks.save({
    account: "main",
    revision: 1,
    sure: { offsetMinutes: -240, callId: "38700001", shownAt: noon.toISOString() },
  });
  const stage = aStage({ config: webhookConfig, now: noon, callinglyUrl: callingly.url, ...parts, store });
  const { deployed = { stage: "test", configFingerprint: configFingerprint(stage.config, "test") } } = parts;
  return { ...stage, archive: memoryStore().archive, callbackUrl, deployed };
}

const [token = ""] = callbackTokens(secretValues["callback-tokens"] as { seed: string }, "main", EVENT);
const { target_url } = addressOf(callbackUrl, "main", token);

async function register(url = target_url): Promise<void> {
  await fetch(`${callingly.url}/v1/webhooks`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${callingly.token}`,
      "content-type": "application/json",
      accept: "application/json",
    },
    body: JSON.stringify({ name: "callingly-bridge test main", event: EVENT, target_url: url }),
  });
}

const table: TableFacts = {
  status: "ACTIVE",
  stream: true,
  timeToLive: { fact: true },
  pointInTimeRecovery: { fact: true },
  deletionProtection: true,
};

const well: Infrastructure = {
  table: async () => ({ fact: table }),
  mappings: async () => ({
    fact: ["dial-lead", "report-call"].map((step) => ({ step, state: "Enabled", lastResult: "OK" })),
  }),
  schedules: async () => ({ fact: ["every-minute", "every-hour"].map((name) => ({ name, enabled: true })) }),
  failureQueues: async () => ({ fact: [{ step: "dial-lead", messages: 0 }] }),
  concurrency: async () => ({ fact: 1_000 }),
  alarms: async () => ({ fact: { confirmed: 1, unconfirmed: 0, ringing: [] } }),
  leadsTo: async () => ({ fact: true }),
  stagesWith: async () => ({ fact: [] }),
};

interface Report {
  readonly ok: boolean;
  readonly findings: readonly Required<Finding>[];
}

function doctor(stage: TestStage, args: readonly string[] = [], infrastructure: Partial<Infrastructure> = {}) {
  const deps = { infrastructureOf: () => ({ ...well, ...infrastructure }), sleep: () => pause(5) };
  return bridge(args, { stage, program: (cli) => doctorCommand(cli, deps) });
}

/** What is wrong, when exactly that is wrong. */
async function wrong(stage: TestStage, infrastructure: Partial<Infrastructure> = {}) {
  const said = await doctor(stage, ["--json"], infrastructure);
  const { ok, findings } = said.json<Report>();
  expect(said.code).toBe(ok ? 0 : 1);
  return findings.filter(({ status }) => status === "fault" || status === "warning");
}

describe("bridge doctor", () => {
  it("finds nothing wrong with a bridge that is well", async () => {
    await register();
    const { code, out, notes } = await doctor(await aWellStage());
    expect({ code, notes }).toEqual({ code: 0, notes: "" });
    expect(out).toContain("ok       Callingly token main: Callingly takes it.");
    expect(out).toContain("ok       team 19230: “Sales” has 2 agents (sources.website).");
    expect(out).toMatch(/\d+ skipped, \d+ ok\.\n$/);
  });

  it("says that there is no key", async () => {
    const [finding, ...others] = await wrong(await aWellStage({ secrets: { "callingly-tokens": {} } }));
    expect(finding).toMatchObject({ status: "fault", check: "Callingly token", of: "main" });
    expect(finding?.found).toContain('The secret callingly-tokens has no token "main"');
    expect(finding?.remedy).toContain("bridge secrets set callingly-tokens main");
    expect(others).toEqual([]);
  });

  it("says that nobody is called where a source asks for a do-not-call file and a provider that are not there", async () => {
    await register();
    const scrub = ["dnc-file" as const, { url: "http://127.0.0.1:9/look-up" }];
    const sources = { website: { connector: "html-form", account: "main", team: 19230, report: ["demo"], scrub } };
    const of = async (secrets: object) => {
      const findings = await wrong(await aWellStage({ config: { ...config, sources }, secrets: { ...secrets } }));
      return findings
        .filter(({ check }) => /do-not-call|scrub/.test(check))
        .map(({ found, remedy }) => `${found} ${remedy}`);
    };
    const [file, key] = await of({});
    expect(file).toContain("None is stored, so no lead is called");
    expect(file).toContain("bridge dnc import FILE --as-of DATE");
    expect(key).toContain("bridge secrets set source-credentials website scrub_key");
    const [, provider] = await of({ "source-credentials": { website: { scrub_key: "a-key-of-the-provider" } } });
    expect(provider).toContain("It does not answer");
  });

  it("says that the key is wrong, and does not show it", async () => {
    const stage = await aWellStage({ secrets: { "callingly-tokens": { main: "a-wrong-key" } } });
    const [finding] = await wrong(stage);
    expect(finding).toMatchObject({ status: "fault", found: "Callingly refuses the token." });
    expect(finding?.remedy).toContain("bridge secrets set callingly-tokens main");
    expect((await doctor(stage)).out).not.toContain("a-wrong-key");
  });

  it("says that a team is wrong, and which there are", async () => {
    await register();
    const sources = { website: { connector: "html-form", account: "main", team: 999, report: ["demo"] } };
    const [finding, ...others] = await wrong(await aWellStage({ config: { ...config, sources } }));
    expect(finding).toMatchObject({
      status: "fault",
      check: "team",
      found: "sources.website names the team 999, which the account main does not have. It has: 19230 (Sales).",
    });
    expect(finding?.remedy).toContain("at sources.website");
    expect(others).toEqual([]);
  });

  it("says that a route's team is wrong, and that a team has no agents", async () => {
    await register();
    await bridge(["callingly", "teams", "set-agents", "19230", "--agents", "27001", "--yes"], {
      stage: await aWellStage(),
    });
    await bridge(["callingly", "teams", "remove-agent", "19230", "27001", "--yes"], { stage: await aWellStage() });
    const routes = [{ when: { category: "solar" }, team: 998 }];
    const found = (await wrong(await aWellStage({ config: { ...webhookConfig, routes } }))).map((one) => one.found);
    expect(found).toEqual([
      "“Sales” has no agents, so nobody takes the calls of sources.website.",
      expect.stringContaining("routes.0 names the team 998"),
    ]);
  });

  it("says that the webhook was deleted", async () => {
    const [finding, ...others] = await wrong(await aWellStage());
    expect(finding).toMatchObject({ status: "fault", check: "webhook", of: "main" });
    expect(finding?.found).toContain("Callingly has no webhook of this bridge");
    expect(finding?.remedy).toContain("The bridge corrects that by itself within the hour");
    expect(others).toEqual([]);
  });

  it("says that the webhook is there twice, and which to remove", async () => {
    await register();
    await register();
    const [finding, ...others] = await wrong(await aWellStage());
    expect(finding).toMatchObject({ status: "fault", check: "webhook" });
    expect(finding?.found).toContain("registered 2 times");
    expect(finding?.remedy).toMatch(/bridge callingly webhooks delete \d+$/);
    expect(others).toEqual([]);
  });

  it("says that a webhook points elsewhere, without showing its token", async () => {
    await register();
    await register("https://old.example.com/callingly/main/call_completed/old-token");
    const [finding] = await wrong(await aWellStage());
    expect(finding).toMatchObject({ status: "warning", found: expect.stringContaining("reports to old.example.com") });
    expect(finding?.found).not.toContain("old-token");
  });

  it("tells a webhook that it is going to remove from one that may be another bridge's", async () => {
    await register();
    await register(target_url.replace("bridge.example.com", "former.example.com"));
    await register(target_url.replace(token, "token-of-another-stage"));
    const found = await wrong(await aWellStage());
    expect(found.map(({ remedy = "" }) => remedy.split(":")[0])).toEqual([
      "The bridge corrects that by itself within the hour, as long as its schedules run.",
      "If no other bridge needs it, remove it",
    ]);
    expect(found[1]?.found).toContain("this bridge's own address under a token that does not belong to this stage");
  });

  it("says that a stream mapping is disabled", async () => {
    await register();
    const mappings = async () => ({
      fact: [
        { step: "dial-lead", state: "Disabled" },
        { step: "report-call", state: "Enabled" },
      ],
    });
    const [finding, ...others] = await wrong(await aWellStage(), { mappings });
    expect(finding).toMatchObject({
      status: "fault",
      check: "stream mapping",
      of: "dial-lead",
      found: "It is disabled: leads are rung up to a minute late.",
    });
    expect(finding?.remedy).toContain("Enable the trigger");
    expect(others).toEqual([]);
  });

  it("says which requests were refused within a day", async () => {
    await register();
    const stage = await aWellStage();
    await stage.store.sourceHours.note({ source: "website", at: stage.now(), refusals: { 401: 12 } });
    await stage.store.sourceHours.note({ source: NO_SOURCE, at: stage.now(), refusals: { 404: 1 } });
    const [website, nobody, ...others] = await wrong(stage);
    expect(website).toMatchObject({
      status: "warning",
      check: "door",
      of: "website",
      remedy: expect.stringContaining("bridge sources --show website"),
    });
    expect(website?.found).toContain(
      "At least 12 requests were refused within a day, 12 with a wrong key or signature (401)",
    );
    expect(nobody).toMatchObject({
      check: "door",
      of: null,
      found: expect.stringContaining("1 with no source of that name (404)"),
    });
    expect(others).toEqual([]);
  });

  it("says that a secret is not JSON, and does not show it", async () => {
    await register();
    const stage = await aWellStage({ secrets: { "crm-credentials": "whsec_pasted as it is" } });
    const [finding] = await wrong(stage);
    expect(finding).toMatchObject({
      status: "fault",
      check: "secret",
      of: "crm-credentials",
      found: "The secret crm-credentials is not a JSON object.",
    });
    expect(finding?.remedy).toContain("bridge secrets set crm-credentials");
    expect((await doctor(stage)).out).not.toContain("pasted");
  });

  it("says that the clock's offset is unknown, what that means and how it gets known", async () => {
    await register();
    const stage = { ...(await aWellStage()), store: memoryStore() };
    const [finding, ...others] = await wrong(stage);
    expect(finding).toMatchObject({ status: "warning", check: "clock", of: "main" });
    expect(finding?.found).toContain("Times in the CRM are read as America/New_York");
    expect(finding?.remedy).toContain("bridge doctor --ring-me");
    expect(others).toEqual([]);
  });

  it("says that the configuration is for another stage, and for which", async () => {
    await register();
    const deployed = { stage: "test", configFingerprint: "another" };
    const stagesWith = async () => ({ fact: ["dev"] });
    const [finding, ...others] = await wrong(await aWellStage({ deployed }), { stagesWith });
    expect(finding).toMatchObject({ status: "fault", check: "configuration" });
    expect(finding?.found).toContain(
      "not the one that the stage test was deployed with. It is the one of the stage dev.",
    );
    expect(finding?.remedy).toContain("--stage");
    expect(others).toEqual([]);
  });

  it("says which settings are not in the configuration, and repeats them in every command that deploys", async () => {
    await register();
    const stages = { test: { alarmEmail: "robin@example.com", customerManagedKey: true } };
    const stage = {
      ...(await aWellStage({ config: { ...webhookConfig, stages } })),
      settings: {
        customerManagedKey: true,
        domainName: "leads.example.com",
        crmBaseUrls: { hubspot: "https://crm.example.com" },
      },
    };
    const found = await wrong(stage, {
      schedules: async () => ({ fact: [{ name: "every-minute", enabled: false }] }),
    });
    expect(found.map(({ status, check, of }) => [status, check, of])).toEqual([
      ["fault", "schedule", "every-minute"],
      ["fault", "settings", "domainName"],
      ["fault", "settings", "crmBaseUrls"],
      ["warning", "settings", "alarmEmail"],
    ]);
    expect(found[0]?.remedy).toContain(
      `npx cdk deploy --revert-drift -c stage=test -c domainName=leads.example.com -c crmBaseUrls='{"hubspot":"https://crm.example.com"}'`,
    );
    expect(found[1]?.remedy).toContain("stages.test in bridge.config.ts");
  });

  it("says of a bridge in somebody's own app how that is deployed, and nothing of what stands in its code", async () => {
    await register();
    const stages = { test: { alarmEmail: "robin@example.com" } };
    const stage = {
      ...(await aWellStage({ config: { ...webhookConfig, stages } })),
      settings: { tracing: true },
      stack: { name: "acme-leads", prefix: "Bridge", settingsInCode: ["tracing"] },
    };
    const found = await wrong(stage, {
      schedules: async () => ({ fact: [{ name: "every-minute", enabled: false }] }),
    });
    expect(found.map(({ status, check, of }) => [status, check, of])).toEqual([
      ["fault", "schedule", "every-minute"],
      ["warning", "settings", "alarmEmail"],
    ]);
    expect(found[0]?.remedy).toContain("npx cdk deploy acme-leads --revert-drift");
    expect(found[1]?.remedy).toBe("Deploy it: npx cdk deploy acme-leads");
  });

  it("says that few functions may run at a time, that nobody hears of alarms, and that a name leads elsewhere", async () => {
    await register();
    const domainName = "leads.example.com";
    const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
    const settings = { domainName, certificateArn };
    const stages = { test: settings };
    const stage = {
      ...(await aWellStage({ config: { ...webhookConfig, stages } })),
      stack: { name: "callingly-bridge-test", prefix: "" },
      settings,
      dnsTarget: "d-1.execute-api.us-east-1.amazonaws.com",
    };
    const found = await wrong(stage, {
      concurrency: async () => ({ fact: 10 }),
      alarms: async () => ({ fact: { confirmed: 0, unconfirmed: 1, ringing: ["callingly-bridge-test-parked"] } }),
      leadsTo: async () => ({ fact: false }),
    });
    expect(found.map(({ status, check, of }) => [status, check, of])).toEqual([
      ["warning", "concurrency", null],
      ["fault", "alarms", null],
      ["warning", "alarm", "parked"],
      ["fault", "domain", domainName],
    ]);
    expect(found[0]?.remedy).toContain("Service Quotas");
    expect(found[1]?.found).toContain("the link in AWS's first message was not followed");
    expect(found[3]?.remedy).toContain("d-1.execute-api");
  });

  it("says how requests come through what stands before the door, and what is next", async () => {
    await register();
    let answer: { status: number; origin?: string } = { status: 200 };
    const door = createServer((_, response) => {
      response.writeHead(answer.status, answer.origin ? { "x-bridge-origin": answer.origin } : {}).end("{}");
    });
    await new Promise<void>((listening) => door.listen(0, "127.0.0.1", listening));
    onTestFinished(() => void door.close());
    const url = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
    const found = async (originHeader: "announced" | "required", given: typeof answer) => {
      answer = given;
      const settings = { originHeader, callbackBaseUrl: url };
      const stages = { test: settings };
      const stage = await aWellStage({ config: { ...webhookConfig, stages }, description: { url } });
      const [first, ...others] = await wrong({ ...stage, settings, originUrl: "https://api.example.com" });
      expect(others).toEqual([]);
      return first && `${first.status} ${first.found} ${first.remedy}`;
    };
    expect(await found("announced", { status: 200, origin: "none" })).toMatch(/^warning .* --origin$/);
    expect(await found("announced", { status: 200, origin: "current" })).toContain('originHeader: "required"');
    expect(await found("required", { status: 200, origin: "current" })).toBeUndefined();
    expect(await found("required", { status: 200, origin: "former" })).toContain("being replaced");
    expect(await found("required", { status: 403 })).toMatch(/^fault .* every lead/);
    expect(await found("required", { status: 200 })).toContain("https://api.example.com");
    door.close();
    expect(await found("required", { status: 200 })).toContain("Nobody answers");
  });

  it("says that the table is missing", async () => {
    await register();
    const [finding, ...others] = await wrong(await aWellStage(), { table: async () => ({ fact: undefined }) });
    expect(finding).toMatchObject({ status: "fault", check: "table", found: expect.stringContaining("no such table") });
    expect(finding?.remedy).toContain("docs/restore.md");
    expect(others).toEqual([]);
  });

  it("says what of the table is off, which schedule sleeps, and that a queue holds failures", async () => {
    await register();
    const found = await wrong(await aWellStage(), {
      table: async () => ({
        fact: {
          status: "ACTIVE",
          stream: false,
          timeToLive: { fact: false },
          pointInTimeRecovery: { fact: false },
          deletionProtection: false,
        },
      }),
      schedules: async () => ({ fact: [{ name: "every-minute", enabled: false }] }),
      failureQueues: async () => ({ fact: [{ step: "dial-lead", messages: 2 }] }),
    });
    expect(found.map(({ status, check, of }) => [status, check, of])).toEqual([
      ["fault", "table: stream", null],
      ["fault", "table: expiry", null],
      ["fault", "table: point-in-time recovery", null],
      ["fault", "table: deletion protection", null],
      ["fault", "schedule", "every-minute"],
      ["warning", "failure queue", "dial-lead"],
    ]);
  });

  it("sends nobody to a deployment for a table that was restored, and protects none that is made to be thrown away", async () => {
    await register();
    const off = async () => ({ fact: { ...table, stream: false, deletionProtection: false } });
    const well = await aWellStage();
    const restoredTable = { name: "restored", streamArn: "arn" };
    const [stream, protection] = await wrong({ ...well, settings: { restoredTable } }, { table: off });
    expect(stream?.remedy).toBe("Switch it on in DynamoDB: the table was restored, so no deployment does it.");
    expect(protection?.remedy).toContain(`--deletion-protection-enabled --table-name ${well.tableName}`);
    const dev = {
      ...well,
      name: "dev",
      deployed: { stage: "dev", configFingerprint: configFingerprint(well.config, "dev") },
    };
    expect((await wrong(dev, { table: off })).map(({ check }) => check)).toEqual(["table: stream"]);
  });

  it("skips with a word what it may not look at", async () => {
    await register();
    const unknown = "your credentials may not look (AccessDeniedException)";
    const said = await doctor(await aWellStage(), [], { mappings: async () => ({ unknown }) });
    expect(said.code).toBe(0);
    expect(said.out).toContain(`skipped  stream mapping: Not looked at: ${unknown}.`);
  });

  it("says that two accounts are one at Callingly", async () => {
    await register();
    const { token: value } = callingly;
    const accounts = { main: {}, twin: {} };
    const stage = await aWellStage({
      config: { ...webhookConfig, accounts },
      secrets: { "callingly-tokens": { main: value, twin: value } },
    });
    const found = (await wrong(stage)).filter(({ check }) => check === "accounts");
    expect(found).toMatchObject([
      { status: "fault", of: "twin", found: expect.stringContaining("same teams as main") },
    ]);
  });

  it("says what waits of a source or an account that is gone, and that a deployed account has vanished", async () => {
    await register();
    const stage = await aWellStage();
    await stage.store.leads.add(aLead({}, { door: { ...website, source: "old-page", account: "old" } }));
    const deployed = {
      stage: "test",
      configFingerprint: configFingerprint(stage.config, "test"),
      accounts: ["main", "old"],
    };
    const found = await wrong({ ...stage, deployed });
    const about = (check: string) => found.find((one) => one.check === check);
    expect(about("account that is gone")).toMatchObject({ of: "old", status: "warning" });
    expect(about("source that is gone")).toMatchObject({
      of: "old-page",
      remedy: expect.stringContaining("bridge leads list --source old-page"),
    });
    expect(about("accounts")).toMatchObject({
      of: "old",
      status: "fault",
      found: expect.stringContaining('id: "old"'),
    });
  });

  it("notes that sources report to different CRMs, and nobody has said whether they are one business", async () => {
    await register();
    const one = { connector: "html-form", account: "main", team: demoTeamId };
    const sources = { website: { ...one, report: ["demo"] }, other: one };
    const found = await wrong(await aWellStage({ config: { ...webhookConfig, sources } }));
    expect(found.find(({ check }) => check === "merge groups")).toMatchObject({ status: "warning" });
  });

  it("says that an agency's account id is not its client", async () => {
    const accounts = { main: { accountId: 11999 } };
    const stage = await aWellStage({
      config: { ...webhookConfig, accounts },
      secrets: { "callingly-tokens": { main: agencyToken } },
    });
    expect((await wrong(stage))[0]).toMatchObject({
      status: "fault",
      check: "Callingly account",
      found: "The token may not act for the account 11999.",
      remedy: expect.stringContaining("accounts.main.accountId"),
    });
  });

  it("says which credentials a CRM and a platform lack, and whose requests are not checked", async () => {
    await register();
    const consent = { field: "tcpa", text: "I agree.", keepCertificates: true };
    const sources = {
      website: { connector: "html-form", account: "main", team: demoTeamId, report: ["hubspot"] },
      quotes: { connector: "typeform", account: "main", team: demoTeamId, consent },
      ads: { connector: "meta-lead-ads", account: "main", team: demoTeamId },
    };
    const found = await wrong(await aWellStage({ config: { ...config, sources }, secrets: { "crm-credentials": {} } }));
    expect(found.map(({ status, check, of, remedy }) => [status, check, of, remedy])).toEqual([
      ["fault", "CRM credentials", "hubspot", "Let the bridge in: bridge connect hubspot"],
      ["fault", "platform credentials", "ads", "Write it: bridge secrets set source-credentials ads.token"],
      ["fault", "certificates", "quotes", "Write it: bridge secrets set source-credentials quotes.trustedform_api_key"],
      ["warning", "signature", "quotes", expect.stringContaining("source-keys quotes.signing_secret")],
      ["warning", "signature", "ads", expect.stringContaining("source-keys ads.signing_secret")],
      ["warning", "merge groups", null, "Give these sources a `group` in the configuration, and deploy."],
    ]);
    expect(found[0]?.found).toContain("client_id client_secret refresh_token, or token");
  });

  it("wants HubSpot's credentials of a source that says which events are leads, and of no other", async () => {
    await register();
    const contacts = { connector: "hubspot", account: "main", team: demoTeamId, report: ["hubspot"], group: "one" };
    const sources = { workflow: contacts, app: { ...contacts, settings: { on: "created" } } };
    const found = await wrong(await aWellStage({ config: { ...config, sources }, secrets: { "crm-credentials": {} } }));
    expect(found.filter(({ check }) => check === "platform credentials").map(({ of }) => of)).toEqual(["app"]);
  });

  it("takes the credentials of the CRM whose records a source's leads are, unless it has its own", async () => {
    await register();
    const app = { connector: "hubspot", account: "main", team: demoTeamId, report: ["hubspot"], group: "one" };
    const sources = { app: { ...app, settings: { on: "created" } } };
    const look = async (secrets: NonNullable<StageParts["secrets"]>) => {
      // Nobody is asked: a CRM that cannot be reached is another finding.
      const description = { crmBaseUrls: { hubspot: "http://127.0.0.1:9" } };
      const stage = await aWellStage({ config: { ...config, sources }, secrets, description });
      const { findings } = (await doctor(stage, ["--json"])).json<Report>();
      return findings.find(({ check }) => check === "platform credentials")?.found;
    };
    const demo = { signing_secret: "whsec_dGhlIHNlY3JldA==" };
    expect(await look({ "crm-credentials": { demo, hubspot: { token: "pat" } } })).toContain(
      "None of its own; those of the CRM hubspot fetch its leads.",
    );
    expect(await look({ "crm-credentials": { demo }, "source-credentials": { app: { token: "pat" } } })).toContain(
      "There, and complete.",
    );
    expect(await look({ "crm-credentials": { demo } })).toContain(
      "they are records of the CRM hubspot, whose credentials are not there",
    );
  });

  it("counts what waits, by reason, and says which gates are closed", async () => {
    await register();
    const store = memoryStore();
    const late = aLead();
    await store.leads.add(late);
    await store.leads.add({
      ...aLead(),
      state: "review",
      reason: "not-found",
      dueFor: "reconcile",
      dueAt: fromNoon(24 * hours).toISOString(),
    });
    await store.leads.add({
      ...aLead(),
      state: "held",
      reason: "team-unknown",
      dueFor: "dial-lead",
      dueAt: fromNoon(2 * minutes).toISOString(),
    });
    await store.gates.close({ on: "team/main/7", reason: "team-unknown", closedAt: noon.toISOString(), tries: 1 });
    const stage = { ...(await aWellStage({ store })), now: () => fromNoon(hours) };
    const found = await wrong(stage);
    expect(found.map(({ check, of }) => [check, of])).toEqual([
      ["gate", "team/main/7"],
      ["leads that are due", null],
      ["held leads", "team-unknown"],
      ["leads in review", null],
    ]);
    expect(found.at(-1)).toMatchObject({ status: "warning", remedy: "Decide them: bridge review" });
    expect(JSON.stringify(found)).not.toContain(late.person.phone);
  });

  it("rings the operator's own phone only after a yes, once, and is half of what the clock is learned from", async () => {
    await register();
    const stage = { ...(await aWellStage()), store: memoryStore(), now: () => new Date() };
    const deps = { infrastructureOf: () => well, sleep: () => pause(5) };
    const type = (answers: boolean[]) =>
      bridge(["--ring-me", "+12025550100", "--json"], { stage, answers, program: (cli) => doctorCommand(cli, deps) });

    const no = await type([false]);
    expect(no).toMatchObject({ code: 2, notes: "Nobody was rung.\n" });
    expect(callingly.core.rings).toHaveLength(0);

    const { findings } = (await type([true])).json<Report>();
    expect(callingly.core.rings.filter(({ by }) => by === "create")).toMatchObject([
      { phone_number: "+12025550100", team_id: demoTeamId, account_id: demoAccountId },
    ]);
    expect(findings.find(({ check }) => check === "test call")).toMatchObject({ status: "ok" });
    expect(findings.find(({ check }) => check === "clock")).toMatchObject({
      found: expect.stringContaining("another lead's has to show it too"),
    });
    await type([true]);
    expect((await stage.store.clocks.find("main"))?.sure).toMatchObject({ offsetMinutes: -300, callId: "38700002" });
  });
});
