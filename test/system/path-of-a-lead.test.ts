import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { callinglyForAccount } from "../../lambda/callingly/for-account.ts";
import { crmOpener } from "../../lambda/connectors/kit/out/open-crm.ts";
import { paceLimit } from "../../lambda/lead/pace.ts";
import type { OutgoingRequest, Send, Sent } from "../../lambda/runtime/http-client.ts";
import { acceptLead } from "../../lambda/steps/accept-lead/accept-lead.ts";
import { accountClocks } from "../../lambda/steps/account-clocks.ts";
import { crmTokens } from "../../lambda/steps/crm-tokens.ts";
import { suppressionCheck } from "../../lambda/steps/dial-lead/check-suppression.ts";
import { dialLead } from "../../lambda/steps/dial-lead/dial-lead.ts";
import { callPacer } from "../../lambda/steps/dial-lead/pace-calls.ts";
import { hearCall } from "../../lambda/steps/hear-call/hear-call.ts";
import { reconcileLead } from "../../lambda/steps/reconcile/reconcile.ts";
import { webhookRegistrar } from "../../lambda/steps/reconcile/register-webhooks.ts";
import { noLooksYet } from "../../lambda/steps/report-call/limit-lookups.ts";
import { reportCall } from "../../lambda/steps/report-call/report-call.ts";
import { workDue } from "../../lambda/steps/work-due.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import type { Store } from "../../lambda/store/store.ts";
import type { Request } from "../../stand-ins/callingly/ports.ts";
import { demoToken } from "../../stand-ins/callingly/seed.ts";
import { aBridge, aLog, aMeasure, aRequest, someIds } from "../fakes/bridge.ts";
import { unhindered } from "../fakes/dialling.ts";
import { limitedTo } from "../fakes/limited-store.ts";
import { virtualWorld } from "../stand-ins/callingly/virtual-world.ts";

/** All five steps in memory, with the real client against the Callingly stand-in: the product in one readable test. */

const SIGNING_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

function aWholeBridge() {
  const store = memoryStore();
  const table = {
    accepting: limitedTo("accept-lead", store),
    dialling: limitedTo("dial-lead", store),
    hearing: limitedTo("hear-call", store),
    reporting: limitedTo("report-call", store),
    reconciling: limitedTo("reconcile", store),
  };
  const log = aLog();
  const measure = aMeasure();
  const newId = someIds();
  const results: { id: string; data: Record<string, unknown>; type: string }[] = [];
  const bridge = aBridge({ accounts: { main: { timeZone: "America/New_York" } }, sources: sourcesOfMain });
  const { core, time } = virtualWorld({ deliver: (url, body) => hear(url, body) });
  const now = () => new Date(time.clock());

  const sendToCallingly: Send = async (request) => toSent(core.handle(toRequest(request)));
  const tokens = Object.assign(async () => ({ main: demoToken }), { fresh: async () => ({ main: demoToken }) });
  const callinglyFor = callinglyForAccount(tokens, {
    baseUrl: "https://callingly.example",
    send: sendToCallingly,
    sleep: async () => undefined,
    now,
  });
  const turns = callPacer({
    paces: table.dialling.paces,
    limitOf: ({ callsPerSecond }) => paceLimit(callsPerSecond, true),
    now,
    newId,
    sleep: async () => undefined,
  });

  const sendToCrm: Send = async ({ headers = {}, body = "" }) => {
    const message = new Webhook(SIGNING_SECRET, { now: time.clock() } as never);
    const signed = {
      id: headers["webhook-id"] ?? "",
      timestamp: new Date(Number(headers["webhook-timestamp"]) * 1000),
    };
    expect(headers["webhook-signature"]).toBe(message.sign(signed.id, signed.timestamp, body));
    results.push({ id: signed.id, ...JSON.parse(body) });
    return { kind: "answered", status: 200, headers: {}, body: "", truncated: false };
  };
  const openCrm = crmOpener(async () => ({ demo: { signing_secret: SIGNING_SECRET } }), {
    baseUrls: {},
    access: crmTokens({ accesses: table.reporting.accesses, newId, now, sleep: async () => undefined, log }),
    send: sendToCrm,
    now,
  });

  const timeLeftMs = () => 60_000;
  const openPlatform = async () => undefined;
  const dial = (id: string) =>
    dialLead(id, {
      ...unhindered,
      bridge,
      store: table.dialling,
      callinglyFor,
      openPlatform,
      suppressionOf: suppressionCheck(table.dialling.suppressions, async () => ["a seed for tests"], bridge),
      turns,
      now,
      newId,
      timeLeftMs,
      log,
      measure,
    });
  const report = (key: { account: string; callId: string }) =>
    reportCall(key, {
      bridge,
      store: table.reporting,
      callinglyFor,
      clocks: accountClocks(table.reporting.clocks, now, log),
      underWay: new Map(),
      users: new Map(),
      looks: noLooksYet(),
      optOut: async () => undefined,
      openCrm,
      now,
      newId,
      timeLeftMs,
      log,
      measure,
    });
  const reconcile = (id: string) =>
    reconcileLead(id, {
      bridge,
      store: table.reconciling,
      callinglyFor,
      clocks: accountClocks(table.reconciling.clocks, now, log),
      now,
      log,
      measure,
    });

  async function hear(url: string, body: unknown): Promise<number> {
    const [account = "", event = "", token = ""] = new URL(url).pathname.split("/").slice(2);
    const request = aRequest(url, { params: { account, event, token }, body: JSON.stringify(body) });
    const reply = await hearCall(request, {
      tokensFor: async () => ["callback-token"],
      calls: table.hearing.calls,
      allows: () => true,
      now,
      log,
    });
    return reply.status;
  }

  return {
    store,
    core,
    results,
    pass: time.pass,
    register: webhookRegistrar({
      accounts: bridge.accounts,
      callinglyFor,
      callbackBaseUrl: "https://bridge.example.com",
      stage: "prod",
      tokensFor: async () => ["callback-token"],
      now,
      log,
    }),
    post: async (lead: object) => {
      const request = aRequest("/leads/anything/key", {
        headers: { "content-type": "application/json" },
        body: JSON.stringify(lead),
      });
      const secretsFor = async () => ({ keys: ["key"], values: {}, visitorKey: "visitors" });
      return acceptLead(request, {
        bridge,
        leads: table.accepting.leads,
        records: table.accepting.records,
        optOut: async () => undefined,
        secretsFor,
        now,
        newId,
        log,
        measure,
      });
    },
    /** What the stream wakes, then the minute's tick of all three functions. */
    tick: async () => {
      for (const call of store.allCalls().filter(({ wakes }) => wakes === "report-call")) await report(call);
      const deps = (of: Store) => ({ due: of.due, now, timeLeftMs, log });
      await workDue(
        "reconcile",
        async (item) => void (item.kind === "lead" && (await reconcile(item.id))),
        deps(table.reconciling),
      );
      await workDue(
        "dial-lead",
        async (item) => void (item.kind === "lead" && (await dial(item.id))),
        deps(table.dialling),
      );
      await workDue(
        "report-call",
        async (item) => void (item.kind === "call" && (await report(item))),
        deps(table.reporting),
      );
    },
  };
}

const sourcesOfMain = { anything: { connector: "json", account: "main", team: 19230, report: ["demo"] } };

function toRequest({ method, url, headers = {}, body = "" }: OutgoingRequest): Request {
  const { pathname, searchParams } = new URL(url);
  return { method, path: pathname, query: Object.fromEntries(searchParams), headers, body };
}

function toSent(reply: ReturnType<ReturnType<typeof virtualWorld>["core"]["handle"]>): Sent {
  if (reply.kind === "answer") return { ...reply, kind: "answered", truncated: false };
  if (reply.kind === "resetAfterHeaders") return { ...reply, kind: "answered", body: "", truncated: true };
  return { kind: "ambiguous", reason: reply.kind };
}

const dana = { name: "Dana Whitfield", phone: "(212) 555-0100", email: "dana.whitfield@example.com" };
const minute = 60_000;

describe("the path of a lead", () => {
  it("leads from the form to a ring and from the call to the CRM, each once", async () => {
    const { register, post, tick, pass, core, results, store } = aWholeBridge();
    await register(true);
    for (let repeat = 0; repeat < 5; repeat += 1) expect((await post(dana)).status).toBe(200);
    for (let passed = 0; passed < 10; passed += 1) {
      await pass(minute);
      await tick();
    }
    expect(core.rings).toHaveLength(1);
    expect(store.allLeads()).toMatchObject([{ state: "completed", outcome: "contacted", ringsPossible: 1 }]);
    const calls = new Set(results.map(({ data }) => data.call_id));
    expect(calls.size).toBe(1);
    expect(results[0]).toMatchObject({ type: "call.completed", data: { outcome: "contacted", first_name: "Dana" } });
  });

  it("is found by asking when no webhook ever arrives", async () => {
    const { post, tick, pass, core, results, store } = aWholeBridge();
    await post(dana);
    for (let passed = 0; passed < 20; passed += 1) {
      await pass(minute);
      await tick();
    }
    expect(core.rings).toHaveLength(1);
    expect(store.allLeads()).toMatchObject([{ state: "completed", outcome: "contacted" }]);
    expect(results.length).toBeGreaterThan(0);
  });

  it("goes on without a second ring when Callingly commits the call but never answers", async () => {
    const { register, post, tick, pass, core, store } = aWholeBridge();
    await register(true);
    core.faults.add({ method: "POST", path: "/v1/calls", commit: "before", reply: "reset", count: 1 } as never);
    await post(dana);
    for (let passed = 0; passed < 20; passed += 1) {
      await pass(minute);
      await tick();
    }
    expect(core.rings).toHaveLength(1);
    expect(store.allLeads()).toMatchObject([{ state: "completed", ringsPossible: 1 }]);
  });

  it("ends with a person when Callingly neither answers nor shows a call", async () => {
    const { register, post, tick, pass, core, store } = aWholeBridge();
    await register(true);
    core.faults.add({ method: "POST", path: "/v1/calls", commit: "never", reply: "reset", count: 1 } as never);
    await post(dana);
    for (let passed = 0; passed < 60; passed += 1) {
      await pass(minute);
      await tick();
    }
    expect(core.rings).toHaveLength(0);
    expect(store.allLeads()).toMatchObject([{ state: "review", reason: "not-found", dueFor: "reconcile" }]);
  });

  it("carries every redial of the team to the CRM as an activity of its own", async () => {
    const { register, post, tick, pass, results, store } = aWholeBridge();
    await register(true);
    await post({ ...dana, phone: "(212) 555-0102" });
    for (let passed = 0; passed < 180; passed += 1) {
      await pass(minute);
      await tick();
    }
    const outcomes = new Map(results.map(({ data }) => [data.call_id, data.outcome]));
    expect([...outcomes.values()]).toEqual(["missed", "contacted"]);
    expect(store.allLeads()).toMatchObject([{ state: "completed", outcome: "contacted" }]);
    expect(results.at(-1)?.data.lead_outcome).toBe("contacted");
  });
});
