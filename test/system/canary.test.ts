import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { afterEach, describe, expect, it, vi } from "vitest";
import { callinglyForAccount } from "../../lambda/callingly/for-account.ts";
import { crmOpener } from "../../lambda/connectors/kit/out/open-crm.ts";
import { wakeHandler } from "../../lambda/functions/wake-handler.ts";
import type { Worker } from "../../lambda/lead/item.ts";
import {
  type BridgeMeasure,
  metricDimension,
  metricNamespace,
  metricUnits,
} from "../../lambda/lead/measure/metrics.ts";
import type { OutgoingRequest, Send, Sent } from "../../lambda/runtime/http-client.ts";
import { httpHandler } from "../../lambda/runtime/http-handler.ts";
import { lambdaLog } from "../../lambda/runtime/lambda-log.ts";
import type { Log } from "../../lambda/runtime/log.ts";
import { emfMeasure } from "../../lambda/runtime/measure.ts";
import { CallinglyTokensSchema, CrmCredentialsSchema } from "../../lambda/runtime/secret-shapes.ts";
import { cachedSecret } from "../../lambda/runtime/secrets.ts";
import { acceptLead } from "../../lambda/steps/accept-lead/accept-lead.ts";
import { crmTokens } from "../../lambda/steps/crm-tokens.ts";
import { suppressionCheck } from "../../lambda/steps/dial-lead/check-suppression.ts";
import { dialDue } from "../../lambda/steps/dial-lead/dial-leads.ts";
import { hearCall } from "../../lambda/steps/hear-call/hear-call.ts";
import { findMissingCalls } from "../../lambda/steps/reconcile/find-missing-calls.ts";
import { reconcileItem } from "../../lambda/steps/reconcile/reconcile.ts";
import { noLooksYet } from "../../lambda/steps/report-call/limit-lookups.ts";
import { reportCall } from "../../lambda/steps/report-call/report-call.ts";
import { settleEach } from "../../lambda/steps/work-due.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import type { Store } from "../../lambda/store/store.ts";
import type { FunctionName } from "../../lib/bundling/bundle.ts";
import { forgetPerson } from "../../operator/people/forget-person.ts";
import { aBridge, configuredClocks, someIds } from "../fakes/bridge.ts";
import { unhindered } from "../fakes/dialling.ts";
import { answered } from "../fakes/fake-send.ts";
import { limitedTo } from "../fakes/limited-store.ts";

/**
 * The whole path with people and secrets whose names nobody else has, and with faults that quote them. Whatever comes
 * out at the sides is searched: the log, what reaches the runtime, the answers to senders, the addresses that are asked.
 */

const canaries = {
  name: "Quillfeather",
  email: "quillfeather.canary@example.com",
  words: "marzipan submarine",
  page: "https://shop.example.com/marzipan-page",
  callinglyToken: "canary-callingly-token-5d1f",
  sourceKey: "canary-source-key-77aa",
  callbackToken: "canary-callback-token-90be",
  crmToken: "canary-crm-token-31cc",
  suppressionSeed: "canary-suppression-seed-aa01",
} as const;
const phone = { e164: "+12125550147", given: "(212) 555-0147", spaced: "212 555 0147", dashed: "212-555-0147" };

/** A value in every dress in which it might slip through. */
const dresses = (value: string) => [
  value,
  encodeURIComponent(value),
  encodeURIComponent(encodeURIComponent(value)),
  value.replaceAll(" ", "+"),
  Buffer.from(value).toString("base64").replace(/=+$/, ""),
  Buffer.from(value).toString("base64url"),
];
const sought = [
  ...Object.entries({ ...canaries, ...phone }).flatMap(([what, value]) =>
    dresses(value).map((dress) => ({ what, dress: dress.toLowerCase() })),
  ),
  { what: "digits", dress: "2125550147" },
];
const found = (text: string): string[] => [
  ...new Set(sought.filter(({ dress }) => text.toLowerCase().includes(dress)).map(({ what }) => what)),
];

/** Where a vendor's API wants something of a person in the address, and nothing else will do. */
const demanded = (url: string, what: string): boolean =>
  // https://help.callingly.com/article/38-callingly-api-documentation, "Get Leads": the filter is a query parameter.
  new URL(url).pathname === "/v1/leads" && ["e164", "digits"].includes(what);

const quotes = `${canaries.name} ${canaries.email} ${phone.given} ${phone.e164} said ${canaries.words}`;
const quoted = (status: number) => answered(status, { message: quotes, errors: { phone_number: [quotes] } });
const page = (status: number) => answered(status, `<html><b>${quotes}</b> ${canaries.callinglyToken}</html>`);

const theCall = {
  ...{
    id: 77,
    status: "completed",
    lead_status: "contacted",
    direction: "outbound",
    started_at: "2026-06-15 12:00:30",
  },
  ...{
    transcript: canaries.words,
    recording_url: `https://cdn.example.com/${canaries.name}.mp3`,
    error_message: quotes,
  },
  lead: { id: 6200, fname: canaries.name, email: canaries.email, phone_number: phone.e164 },
};
const goodCallingly = ({ method, url }: OutgoingRequest): Sent => {
  const { pathname } = new URL(url);
  if (method === "POST") return answered(200, { call_id: 77 });
  if (pathname === "/v1/calls/77") return answered(200, theCall);
  return answered(200, pathname === "/v1/leads" ? [{ ...theCall.lead, calls: [theCall] }] : []);
};
const goodCrm = ({ url }: OutgoingRequest): Sent =>
  answered(200, url.includes("search") || url.includes("batch") ? { results: [] } : { id: "501", properties: {} });

interface Faults {
  readonly callingly?: (request: OutgoingRequest) => Sent;
  readonly crm?: (request: OutgoingRequest) => Sent;
  /** What Secrets Manager answers. */
  readonly secret?: (good: string) => string;
  /** Breaks the store: throws what a library might. */
  readonly store?: (method: string) => Error | undefined;
  readonly log?: (log: Log) => Log;
}

const faults: Readonly<Record<string, Faults>> = {
  "nothing goes wrong": {},
  "Callingly refuses the phone and quotes it": {
    callingly: (to) => (to.method === "POST" ? quoted(422) : goodCallingly(to)),
  },
  "Callingly refuses the request and quotes it": {
    callingly: (to) => (to.method === "POST" ? quoted(400) : goodCallingly(to)),
  },
  "Callingly refuses the token and quotes it": { callingly: () => page(401) },
  "Callingly fails and quotes the person": { callingly: () => quoted(500) },
  "Callingly answers with a page": { callingly: () => page(200) },
  "Callingly says no with a yes": { callingly: () => answered(200, { success: false, message: quotes }) },
  "the connection to Callingly breaks": { callingly: () => ({ kind: "ambiguous", reason: "ECONNRESET" }) },
  "Callingly's client throws": {
    callingly: () => {
      throw new TypeError(`cannot read ${quotes} of ${canaries.callinglyToken}`);
    },
  },
  "the CRM refuses and quotes the person": { crm: () => quoted(400) },
  "the CRM refuses our access and quotes the token": {
    crm: () => answered(401, { message: `no ${canaries.crmToken}` }),
  },
  "the CRM fails with a page": { crm: () => page(502) },
  "the CRM answers nonsense": { crm: () => answered(200, `{"results": "${quotes}"`) },
  "the CRM's client throws": {
    crm: () => {
      throw new SyntaxError(`Unexpected token ${canaries.crmToken} in ${quotes}`);
    },
  },
  "secrets are no JSON": { secret: (good) => `${good} }` },
  "secrets have another shape": { secret: (good) => JSON.stringify({ main: [good], hub: good }) },
  "secrets cannot be read": {
    secret: (good) => {
      throw new Error(`AccessDenied to ${good}`);
    },
  },
  "the table refuses to save": {
    store: (method) => (method === "save" ? new Error(`ValidationException near "${quotes}"`) : undefined),
  },
  "the table refuses to add": {
    store: (method) => (method === "add" ? new RangeError(`Item too large: ${quotes}`) : undefined),
  },
  "the table refuses to read": {
    store: (method) => (/^(find|all|due|any)/.test(method) ? new Error(quotes, { cause: quotes }) : undefined),
  },
};

const plants: Readonly<Record<string, Faults>> = {
  "a log line that names the person": { log: (log) => (level, event) => log(level, `${event} of ${canaries.name}`) },
  "a log line with the number in digits": { log: (log) => (level, event) => log(level, event, { count: 12125550147 }) },
  "an error whose words are logged": {
    callingly: () => page(401),
    log: (log) => (level, event, fields) =>
      log(level, event, { ...fields, reason: String((fields?.error as Error)?.stack ?? quotes) }),
  },
};

/** Runs everything once. @returns every text that came out at the sides, and where */
async function escapes({
  callingly = goodCallingly,
  crm = goodCrm,
  secret = (good) => good,
  store: breaks,
  log: wrap,
}: Faults) {
  const out: { where: string; text: string; url?: string }[] = [];
  // Lambda takes both into the log.
  const streams = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, "write").mockImplementation((text) => {
      out.push({ where: "log", text: String(text) });
      return true;
    }),
  );
  const { log: ownLog, traced } = lambdaLog("test", {
    now: () => new Date(),
    write: (line) => void process.stdout.write(line),
  });
  const log = wrap ? wrap(ownLog) : ownLog;
  const memory = memoryStore();
  const store: Store = breaks ? brittle(memory, breaks) : memory;
  const at = (name: FunctionName) => ({ store: limitedTo(name, store) });
  let time = Date.parse("2026-06-15T12:00:00Z");
  const now = () => new Date(time);
  const newId = someIds();
  const bridge = aBridge({
    crms: { hub: { connector: "hubspot" } },
    sources: { anything: { connector: "json", account: "main", team: 19230, report: ["hub"] } },
  });
  const noted =
    (answer: (request: OutgoingRequest) => Sent): Send =>
    async (request) => {
      out.push({ where: "address", text: request.url, url: request.url });
      return answer(request);
    };
  const secretsOf = (good: object) => async () => secret(JSON.stringify(good));
  const tokens = cachedSecret(
    "tokens",
    CallinglyTokensSchema,
    secretsOf({ main: canaries.callinglyToken, agency: "" }),
  );
  const credentials = cachedSecret("crms", CrmCredentialsSchema, secretsOf({ hub: { token: canaries.crmToken } }));
  const sleep = async () => undefined;
  const callinglyFor = callinglyForAccount(tokens, { send: noted(callingly), sleep, now });
  const openCrm = crmOpener(credentials, {
    baseUrls: {},
    access: crmTokens({ accesses: at("report-call").store.accesses, newId, now, sleep, log }),
    send: noted(crm),
    now,
  });
  const timeLeftMs = () => 60_000;
  const measure: BridgeMeasure = emfMeasure({
    namespace: metricNamespace,
    dimensions: { [metricDimension]: "test" },
    units: metricUnits,
    now,
    write: (line) => void process.stdout.write(line),
  });
  const all = {
    bridge,
    callinglyFor,
    openCrm,
    clocks: configuredClocks,
    underWay: new Map(),
    users: new Map(),
    looks: noLooksYet(),
    optOut: async () => undefined,
    now,
    newId,
    timeLeftMs,
    log,
    measure,
  };
  const seeds = async () => [canaries.suppressionSeed];
  const suppressionOf = suppressionCheck(at("dial-lead").store.suppressions, seeds, all.bridge);
  const dialling = {
    ...unhindered,
    ...all,
    ...at("dial-lead"),
    suppressionOf,
  };

  /** What Lambda would see. */
  const invoke = async (what: string, run: () => Promise<unknown>) => {
    try {
      const reply = await run();
      if (reply !== undefined) out.push({ where: `answer of ${what}`, text: JSON.stringify(reply) });
    } catch (error) {
      const { message, stack, cause } = error as Error;
      out.push({ where: `error of ${what}`, text: `${message} ${stack} ${String(cause)}` });
    }
  };
  const accept = httpHandler(
    (request) =>
      acceptLead(request, {
        ...all,
        ...at("accept-lead").store,
        secretsFor: async () => ({ keys: [canaries.sourceKey], values: {}, visitorKey: "visitors" }),
      }),
    log,
  );
  const hear = httpHandler(
    (request) =>
      hearCall(request, {
        tokensFor: async () => [canaries.callbackToken],
        calls: at("hear-call").store.calls,
        allows: () => true,
        now,
        log,
      }),
    log,
  );
  const post = (path: string, body: string, params: Record<string, string>) =>
    ({
      rawPath: path,
      rawQueryString: `utm=${encodeURIComponent(canaries.words)}`,
      headers: { "content-type": "application/json", referer: canaries.page },
      requestContext: { http: { method: "POST" }, domainName: "bridge.example.com" },
      pathParameters: params,
      body,
      isBase64Encoded: false,
    }) as unknown as APIGatewayProxyEventV2;
  const lead = (body: string, key: string = canaries.sourceKey) =>
    invoke("accept-lead", () => accept(post(`/leads/anything/${key}`, body, { source: "anything", key })));
  const tell = (body: string, token: string = canaries.callbackToken) =>
    invoke("hear-call", () =>
      hear(post(`/callingly/main/call_completed/${token}`, body, { account: "main", event: "call_completed", token })),
    );
  const tick = async () => {
    const context = { getRemainingTimeInMillis: timeLeftMs } as Context;
    const acts: Record<Exclude<Worker, "dial-lead">, Parameters<typeof wakeHandler>[4]> = {
      "report-call": async (item) =>
        void (item.kind === "call" && (await reportCall(item, { ...all, ...at("report-call") }))),
      reconcile: (item) => reconcileItem(item, { ...all, ...at("reconcile") }),
    };
    const dialTick = traced(
      async (_event: unknown) => void (await dialDue({ ...dialling, sleep: async () => undefined })),
    );
    await invoke("dial-lead", () => dialTick({ tick: "minute" }, context));
    for (const [worker, act] of Object.entries(acts)) {
      const handler = traced(wakeHandler(worker as Worker, at(worker as Worker).store.due, now, log, act));
      await invoke(worker, () => handler({ tick: "minute" }, context));
    }
  };

  const person = { first_name: canaries.name, phone: phone.given, email: canaries.email, page_url: canaries.page };
  const body = JSON.stringify({ ...person, message: canaries.words });
  await lead(body);
  await lead(body);
  await lead(body.slice(0, -5));
  await lead(`<xml>${quotes}`);
  await lead(JSON.stringify({ ...person, phone: `${phone.given} ext ${canaries.words}` }));
  await lead(body, `${canaries.sourceKey}-guessed`);
  for (let passed = 0; passed < 4; passed += 1) {
    time += 61_000;
    await tick();
    await tell(JSON.stringify(theCall));
    await tell(JSON.stringify(theCall).slice(0, -9));
    await tell(quotes, `${canaries.callbackToken}-guessed`);
  }
  time += 20 * 60_000;
  await tick();
  const night = { ...all, ...at("reconcile") };
  await invoke("night", () =>
    settleEach(bridge.accounts, async (account) => void (await findMissingCalls(account, night)), log),
  );
  const forget = { ...all, store, leads: store.leads, archive: memory.archive, seeds, progress: () => undefined };
  // Its errors are the operator's to read, who typed the number; the log is everybody's.
  await forgetPerson({ phone: phone.e164, accounts: ["main"] }, "Robin", forget).catch(() => undefined);
  await lead(JSON.stringify({ ...person, email: undefined, message: "again" }));
  time += 61_000;
  await tick();
  for (const stream of streams) stream.mockRestore();
  return out;
}

/** The store, in which some methods throw. */
function brittle(store: Store, breaks: (method: string) => Error | undefined): Store {
  const part = (methods: object) =>
    Object.fromEntries(
      Object.entries(methods).map(([name, method]) => [
        name,
        async (...args: unknown[]) => {
          const error = breaks(name);
          if (error) throw error;
          return method(...args);
        },
      ]),
    );
  return Object.fromEntries(Object.entries(store).map(([name, methods]) => [name, part(methods)])) as unknown as Store;
}

const leaks = (out: Awaited<ReturnType<typeof escapes>>): string[] =>
  out.flatMap(({ where, text, url }) =>
    found(text)
      .filter((what) => url === undefined || !demanded(url, what))
      .map((what) => `${what} in the ${where}: ${text.slice(0, 300)}`),
  );

afterEach(() => vi.restoreAllMocks());

describe("nothing of a person and no secret comes out at the sides", () => {
  it.each(Object.entries(faults))("F98: when %s", async (_what, fault) => {
    const out = await escapes(fault);
    expect(leaks(out)).toEqual([]);
    expect(out.filter(({ where }) => where === "log").length).toBeGreaterThan(5);
    expect(out.some(({ where }) => where === "answer of accept-lead")).toBe(true);
  });

  it("F98: while the path is really walked: it rings, reports and asks", async () => {
    const out = await escapes({});
    const log = out.filter(({ where }) => where === "log").map(({ text }) => JSON.parse(text).message);
    expect(new Set(log)).toEqual(
      new Set([...log, "lead accepted", "lead dialled", "result reported", "lead suppressed"]),
    );
    expect(out.filter(({ url }) => url?.includes("/v1/")).length).toBeGreaterThan(2);
  });
});

it("F98: drops a field that somebody spread into the log, since it is not on the list", async () => {
  const log: Faults["log"] = (log) => (level, event, fields) =>
    log(level, event, { ...fields, ...{ firstName: canaries.name, message: canaries.words }, ...{ person: canaries } });
  expect(leaks(await escapes({ log }))).toEqual([]);
});

describe("the search itself", () => {
  it.each(Object.entries(plants))("F98: catches %s", async (_what, plant) => {
    expect(leaks(await escapes(plant))).not.toEqual([]);
  });

  it.each([
    [`https://crm.example.com/search?q=${encodeURIComponent(canaries.email)}`],
    [`https://api.callingly.com/v1/calls?phone_number=${encodeURIComponent(phone.e164)}`],
    [`https://api.callingly.com/v1/leads?email=${encodeURIComponent(canaries.email)}`],
  ])("F98: catches an address that says too much: %s", (url) => {
    expect(leaks([{ where: "address", text: url, url }])).not.toEqual([]);
  });
});
