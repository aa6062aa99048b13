import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { CallinglyConnection } from "../../../lambda/callingly/api.ts";
import { type CallinglyClient, callinglyClient } from "../../../lambda/callingly/client.ts";
import { CallinglyError } from "../../../lambda/callingly/error.ts";
import { nodeSend, type Sent } from "../../../lambda/runtime/http-client.ts";
import { ambiguous, answered, type FakeSend, fakeSend, notSent } from "../../fakes/fake-send.ts";

const token = "12|canaryCanaryCanaryCanaryCanaryCanary";
const now = new Date("2026-11-22T10:00:00Z");

/** A client that does not sleep but notes for how long it would have. */
function clientWith(send: CallinglyConnection["send"], change: Partial<CallinglyConnection> = {}) {
  const slept: number[] = [];
  const sleep = async (ms: number) => slept.push(ms);
  const client = callinglyClient({ token, send, sleep, now: () => now, random: () => 0, ...change });
  return { client, slept };
}

const dial = {
  team_id: "19230",
  phone_number: "+14155550100",
  first_name: "Zoë",
  last_name: "Doe",
  crm_id: 123,
};

const failureOf = async (promise: Promise<unknown>): Promise<CallinglyError> => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CallinglyError)) throw new Error("expected a CallinglyError", { cause: error });
  return error;
};

const list = { data: [] };
const seven = { id: 7 };
const done = { success: true };
const text = { phone_number: "+14155550100", sms_number: "+14155550111", message: "Hi" };
const webhook = { name: "w", event: "call_completed", target_url: "https://example.com/x" } as const;
const person = { fname: "Ada", lname: "Agent", phone_number: "+14155550100" };
const company = { ...person, company: "Acme", email: "ada@example.com" };
const days = [{ day: 1, is_available: true, times: [{ start: "allday", end: "" }] }];

interface Endpoint {
  readonly call: (client: CallinglyClient) => Promise<unknown>;
  readonly answer: unknown;
  /** Method and address below `/v1`. */
  readonly sent: string;
  readonly body?: unknown;
  /** Where `account_id` goes when one is configured. */
  readonly account: "query" | "body" | "nowhere";
}

const endpoints: Record<string, Endpoint> = {
  listClients: { call: (c) => c.listClients(), answer: list, sent: "GET /clients", account: "nowhere" },
  createClient: {
    call: (c) => c.createClient(company),
    answer: seven,
    sent: "POST /clients",
    body: company,
    account: "nowhere",
  },
  deleteClient: { call: (c) => c.deleteClient("7"), answer: done, sent: "DELETE /clients/7", account: "nowhere" },
  setClientActive: {
    call: (c) => c.setClientActive("7", false),
    answer: done,
    sent: "POST /clients/7/active",
    body: { is_active: 0 },
    account: "nowhere",
  },
  listTeams: { call: (c) => c.listTeams(), answer: list, sent: "GET /teams", account: "query" },
  getTeam: { call: (c) => c.getTeam(7), answer: seven, sent: "GET /teams/7", account: "query" },
  createTeam: {
    call: (c) => c.createTeam({ name: "Sales", is_record: true, retry_schedule: [1, 5] }),
    answer: seven,
    sent: "POST /teams",
    body: { name: "Sales", is_record: 1, retry_schedule: [1, 5] },
    account: "body",
  },
  updateTeam: {
    call: (c) => c.updateTeam("7", { is_sms: false }),
    answer: "",
    sent: "PUT /teams/7",
    body: { is_sms: 0 },
    account: "body",
  },
  listTeamAgents: {
    call: (c) => c.listTeamAgents("7"),
    answer: { agents: [] },
    sent: "GET /teams/7/agents",
    account: "query",
  },
  setTeamAgents: {
    call: (c) => c.setTeamAgents("7", ["1", 3]),
    answer: "",
    sent: "PUT /teams/7/agents",
    body: { agents: ["1", "3"] },
    account: "body",
  },
  removeTeamAgent: {
    call: (c) => c.removeTeamAgent("7", "8"),
    answer: "",
    sent: "DELETE /teams/7/agents/8",
    account: "query",
  },
  updateTeamAgent: {
    call: (c) => c.updateTeamAgent("7", "8", { priority: 1, cap: null }),
    answer: "",
    sent: "PUT /teams/7/agents/8",
    body: { priority: 1, cap: null },
    account: "body",
  },
  listAgents: { call: (c) => c.listAgents(), answer: list, sent: "GET /agents", account: "query" },
  createAgent: {
    call: (c) => c.createAgent(person),
    answer: seven,
    sent: "POST /agents",
    body: person,
    account: "body",
  },
  updateAgent: {
    call: (c) => c.updateAgent("7", { donotdisturb: true }),
    answer: "",
    sent: "PUT /agents/7",
    body: { donotdisturb: 1 },
    account: "body",
  },
  deleteAgent: { call: (c) => c.deleteAgent("7"), answer: "", sent: "DELETE /agents/7", account: "query" },
  getAgentSchedule: {
    call: (c) => c.getAgentSchedule("7"),
    answer: [],
    sent: "GET /agents/7/schedule",
    account: "query",
  },
  setAgentSchedule: {
    call: (c) => c.setAgentSchedule("7", days),
    answer: "",
    sent: "PUT /agents/7/schedule",
    body: days,
    account: "query",
  },
  getCall: { call: (c) => c.getCall("7"), answer: seven, sent: "GET /calls/7", account: "query" },
  listCalls: {
    call: (c) => c.listCalls({ start: "2026-11-21", end: "2026-11-22", team_id: "9", limit: 50, page: 2 }),
    answer: list,
    sent: "GET /calls?start=2026-11-21&end=2026-11-22&team_id=9&limit=50&page=2",
    account: "query",
  },
  createCall: {
    call: (c) => c.createCall(dial),
    answer: { call_id: 1 },
    sent: "POST /calls",
    body: { ...dial, team_id: 19230 },
    account: "body",
  },
  listLeads: {
    call: (c) => c.listLeads({ start: "2026-11-22", end: "2026-11-22", phone_number: "+14155550100" }),
    answer: [],
    sent: "GET /leads?start=2026-11-22&end=2026-11-22&phone_number=%2B14155550100",
    account: "query",
  },
  getLead: { call: (c) => c.getLead("7"), answer: seven, sent: "GET /leads/7", account: "query" },
  updateLead: {
    call: (c) => c.updateLead("7", { is_stopped: true, stage: null }),
    answer: done,
    sent: "PUT /leads/7",
    body: { is_stopped: 1, stage: null, id: 7 },
    account: "body",
  },
  deleteLead: { call: (c) => c.deleteLead("7"), answer: done, sent: "DELETE /leads/7", account: "query" },
  listWebhooks: { call: (c) => c.listWebhooks(), answer: list, sent: "GET /webhooks", account: "query" },
  getWebhook: { call: (c) => c.getWebhook("7"), answer: seven, sent: "GET /webhooks/7", account: "query" },
  createWebhook: {
    call: (c) => c.createWebhook(webhook),
    answer: seven,
    sent: "POST /webhooks",
    body: webhook,
    account: "body",
  },
  updateWebhook: {
    call: (c) => c.updateWebhook("7", { team_id: "9", number_id: null }),
    answer: seven,
    sent: "PUT /webhooks/7",
    body: { team_id: 9, number_id: null, id: 7 },
    account: "body",
  },
  deleteWebhook: {
    call: (c) => c.deleteWebhook("7"),
    answer: { message: "Webhook deleted." },
    sent: "DELETE /webhooks/7",
    account: "query",
  },
  sendSms: { call: (c) => c.sendSms(text), answer: done, sent: "POST /sms", body: text, account: "body" },
};

/** The one request that went out, as in the table. */
function told({ requests }: FakeSend) {
  expect(requests).toHaveLength(1);
  const [request] = requests;
  return {
    sent: `${request?.method} ${request?.url.replace("https://api.callingly.com/v1", "")}`,
    body: request?.body === undefined ? undefined : JSON.parse(request.body),
    headers: request?.headers,
  };
}

describe("every endpoint", () => {
  it("is in the table", () => {
    const { client } = clientWith(fakeSend(notSent));
    expect(Object.keys(endpoints).sort()).toEqual(
      Object.keys(client)
        .filter((name) => name !== "eachCall")
        .sort(),
    );
  });

  describe.each(Object.entries(endpoints))("%s", (_, { call, answer, sent, body, account }) => {
    it("sends what Callingly expects", async () => {
      const send = fakeSend(answered(200, answer));
      await call(clientWith(send).client);
      expect(told(send)).toEqual({
        sent,
        body,
        headers: {
          accept: "application/json",
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
      });
    });

    it(`F36: names an agency's client account: ${account}`, async () => {
      const send = fakeSend(answered(200, answer));
      await call(clientWith(send, { accountId: "11001" }).client);
      const query = `${sent.includes("?") ? "&" : "?"}account_id=11001`;
      expect(told(send)).toMatchObject({
        sent: account === "query" ? `${sent}${query}` : sent,
        body: account === "body" ? { ...(body as object), account_id: 11001 } : body,
      });
    });
  });
});

describe("asking", () => {
  const requests: Record<string, (client: CallinglyClient) => Promise<unknown>> = {
    GET: (client) => client.getTeam("7"),
    PUT: (client) => client.updateTeam("7", { delay: 0 }),
    DELETE: (client) => client.deleteWebhook("7"),
  };
  const ok = answered(200, { id: 7 });

  describe.each(Object.entries(requests))("with %s", (_, call) => {
    it.each<[string, Sent]>([
      ["429", answered(429)],
      ["500", answered(500, "<html>")],
      ["503", answered(503)],
      ["a request that was not sent", notSent],
      ["a request whose fate is unclear", ambiguous],
    ])("tries again after %s", async (_, failure) => {
      const send = fakeSend(failure, failure, ok);
      const { client, slept } = clientWith(send);
      await call(client);
      expect(send.requests).toHaveLength(3);
      expect(slept).toEqual([250, 500]);
    });

    it("gives up after the last try", async () => {
      const send = fakeSend(answered(503, { message: "Server Error" }));
      const error = await failureOf(call(clientWith(send, { maxTries: 4 }).client));
      expect(send.requests).toHaveLength(4);
      expect(error).toMatchObject({ status: 503, retryable: true, detail: "Server Error" });
    });

    it.each([302, 400, 401, 403, 404, 405, 409, 422])("does not try again after %i", async (status) => {
      const send = fakeSend(answered(status));
      expect(await failureOf(call(clientWith(send).client))).toMatchObject({ status, retryable: false });
      expect(send.requests).toHaveLength(1);
    });

    it("takes a 2xx with `success: false` for the refusal it is", async () => {
      const send = fakeSend(answered(200, { success: false, message: "Not allowed." }));
      const error = await failureOf(call(clientWith(send).client));
      expect(error).toMatchObject({ status: 200, retryable: false, detail: "Not allowed." });
    });
  });

  it("waits as long as Callingly asks", async () => {
    const { client, slept } = clientWith(fakeSend(answered(429, "", { headers: { "retry-after": "2" } }), ok));
    await client.getTeam("7");
    expect(slept).toEqual([2_000]);
  });

  it("leaves a long wait to the caller", async () => {
    const send = fakeSend(answered(429, "", { headers: { "retry-after": "60" } }), ok);
    const { client, slept } = clientWith(send);
    expect(await failureOf(client.getTeam("7"))).toMatchObject({ retryable: true, retryAfterMs: 60_000 });
    expect(slept).toEqual([]);
    expect(send.requests).toHaveLength(1);
  });

  it("waits less when chance says so, so that many clients do not come at once", async () => {
    const { client, slept } = clientWith(fakeSend(notSent, ok), { random: () => 1 });
    await client.getTeam("7");
    expect(slept).toEqual([125]);
  });

  it("takes for deleted what is gone at the second try", async () => {
    const send = fakeSend(ambiguous, answered(404));
    await clientWith(send).client.deleteLead("7");
    expect(send.requests).toHaveLength(2);
  });

  it.each<[string, Sent]>([
    ["an empty body", answered(204)],
    ["HTML", answered(200, "<html>")],
    ["text", answered(200, '"ok"')],
    ["a list", answered(200, [])],
    ["a body that was cut off", answered(200, '{"id":', { truncated: true })],
  ])("is content with a change answered by %s", async (_, sent) => {
    const { client } = clientWith(fakeSend(sent));
    expect(await client.deleteLead("7")).toBeUndefined();
    expect(await client.createTeam({ name: "Sales" })).toBeUndefined();
    expect(await client.updateWebhook("7", {})).toBeUndefined();
  });

  it.each<[string, Sent, number]>([
    ["HTML", answered(200, "<html>Back soon</html>"), 3],
    ["nothing", answered(200), 3],
    ["half a list", answered(200, '[{"id":1},', { truncated: true }), 3],
    ["something else", answered(200, { message: "Hello" }), 1],
  ])("F59: does not take %s for an empty list", async (_, sent, tries) => {
    const send = fakeSend(sent);
    await failureOf(clientWith(send).client.listTeams());
    expect(send.requests).toHaveLength(tries);
  });

  it("says where an answer is not as expected", async () => {
    const { client } = clientWith(fakeSend(answered(200, { data: [{ id: 1 }, { name: "x" }] })));
    expect((await failureOf(client.listTeams())).message).toBe("GET /teams: unexpected answer, at 1.id");
  });

  it("tells field errors", async () => {
    const errors = { name: ["The name field is required."] };
    const { client } = clientWith(fakeSend(answered(422, { message: "Invalid.", errors })));
    const error = await failureOf(client.createTeam({ name: "" }));
    expect(error).toMatchObject({
      status: 422,
      fieldErrors: errors,
      message: "POST /teams: HTTP 422",
      detail: "Invalid.",
    });
  });

  it.each(["../leads/5", "5/agents", "5?x=1", "", "a b"])("does not send %j for an id", async (id) => {
    const send = fakeSend(ok);
    await expect(clientWith(send).client.getCall(id)).rejects.toThrow("not an id");
    expect(send.requests).toHaveLength(0);
  });

  it("goes to another server when told so", async () => {
    const send = fakeSend(answered(200, []));
    await clientWith(send, { baseUrl: "http://127.0.0.1:4010", timeoutMs: 1 }).client.listTeams();
    expect(send.requests[0]).toMatchObject({ url: "http://127.0.0.1:4010/v1/teams", timeoutMs: 1 });
  });
});

describe("creating", () => {
  it.each<[string, Sent]>([
    ["429", answered(429)],
    ["a request that was not sent", notSent],
  ])("tries again after %s", async (_, failure) => {
    const send = fakeSend(failure, answered(200, { id: 7 }));
    expect(await clientWith(send).client.createTeam({ name: "Sales" })).toMatchObject({ id: "7" });
    expect(send.requests).toHaveLength(2);
  });

  it.each<[string, Sent]>([
    ["500", answered(500)],
    ["a request whose fate is unclear", ambiguous],
  ])("does not try again after %s", async (_, failure) => {
    const send = fakeSend(failure);
    expect(await failureOf(clientWith(send).client.createTeam({ name: "Sales" }))).toMatchObject({ retryable: false });
    expect(send.requests).toHaveLength(1);
  });
});

describe("updating a webhook", () => {
  const paths = ({ requests }: FakeSend) => requests.map(({ url }) => url.replace(/.*\/v1/, ""));

  it.each([404, 405])("falls back to the path without id after %i", async (status) => {
    const send = fakeSend(answered(status), answered(200, { id: 7 }));
    expect(await clientWith(send).client.updateWebhook("7", { name: "new" })).toMatchObject({ id: "7" });
    expect(paths(send)).toEqual(["/webhooks/7", "/webhooks"]);
    expect(JSON.parse(send.requests[1]?.body ?? "")).toEqual({ name: "new", id: 7 });
  });

  it("tells the first failure when neither path exists", async () => {
    const send = fakeSend(answered(404, { message: "No such webhook." }), answered(405));
    expect(await failureOf(clientWith(send).client.updateWebhook("7", {}))).toMatchObject({ status: 404 });
    expect(paths(send)).toEqual(["/webhooks/7", "/webhooks"]);
  });

  it("does not fall back after any other failure", async () => {
    const send = fakeSend(answered(422));
    expect(await failureOf(clientWith(send).client.updateWebhook("7", {}))).toMatchObject({ status: 422 });
    expect(paths(send)).toEqual(["/webhooks/7"]);
  });
});

describe("walking through calls", () => {
  const page = (...ids: number[]) => answered(200, { data: ids.map((id) => ({ id })) });
  const walk = async (send: FakeSend, options: { limit: number; maxPages?: number }) => {
    const ids: string[] = [];
    for await (const call of clientWith(send).client.eachCall({ start: "2026-11-22" }, options)) ids.push(call.id);
    return ids;
  };

  it("ends with a page that is not full", async () => {
    const send = fakeSend(page(5, 4), page(3, 2), page(1));
    expect(await walk(send, { limit: 2 })).toEqual(["5", "4", "3", "2", "1"]);
    expect(send.requests.map(({ url }) => url.replace(/.*\/v1/, ""))).toEqual([
      "/calls?start=2026-11-22&limit=2&page=1",
      "/calls?start=2026-11-22&limit=2&page=2",
      "/calls?start=2026-11-22&limit=2&page=3",
    ]);
  });

  it("ends with an empty page", async () => {
    expect(await walk(fakeSend(page(2, 1), page()), { limit: 2 })).toEqual(["2", "1"]);
    expect(await walk(fakeSend(page()), { limit: 2 })).toEqual([]);
  });

  it("F58: ends when a server that does not page says the same again", async () => {
    const send = fakeSend(page(2, 1));
    expect(await walk(send, { limit: 2 })).toEqual(["2", "1"]);
    expect(send.requests).toHaveLength(2);
  });

  it("does not let half a list pass for the whole", async () => {
    await expect(walk(fakeSend(page(6, 5), page(4, 3), page(2, 1)), { limit: 2, maxPages: 2 })).rejects.toThrow(
      "more than 2 pages",
    );
  });
});

describe("what may ring a phone", () => {
  const posts: Record<string, (client: CallinglyClient) => Promise<unknown>> = {
    createCall: (client) => client.createCall(dial),
    sendSms: (client) => client.sendSms(text),
  };

  describe.each(Object.entries(posts))("%s", (_, post) => {
    it.each<[string, Sent]>([
      ["placed", answered(200, { call_id: 1 })],
      ["refused", answered(429, "", { headers: { "retry-after": "1" } })],
      ["refused", answered(200, { success: false })],
      ["ambiguous", answered(302, "", { headers: { location: "/login" } })],
      ["ambiguous", answered(503)],
      ["ambiguous", ambiguous],
      ["not-sent", notSent],
    ])("F40: is sent once and never again: %s", async (kind, sent) => {
      const send = fakeSend(sent);
      const { client, slept } = clientWith(send);
      expect(await post(client)).toMatchObject({ kind });
      expect(send.requests).toHaveLength(1);
      expect(send.requests[0]).toMatchObject({ freshConnection: true, maxResponseBytes: 65_536 });
      expect(slept).toEqual([]);
    });

    it("does not throw, even if sending does", async () => {
      const { client } = clientWith(() => Promise.reject(new Error(`Bearer ${token}`)));
      expect(await post(client)).toEqual({ kind: "ambiguous", reason: "failed while sending: Error" });
    });
  });
});

describe("over real sockets", () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()));
  });

  /** Counts the requests that a server of ours sees, and lets `act` answer them, or not. */
  async function serve(act: http.RequestListener) {
    const seen: string[] = [];
    const server = http.createServer((incoming, reply) => {
      seen.push(`${incoming.method} ${incoming.url}`);
      incoming.resume();
      incoming.on("end", () => act(incoming, reply));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push(() => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    });
    const { port } = server.address() as AddressInfo;
    const { client } = clientWith(nodeSend({ mayBePrivate: () => true }), {
      baseUrl: `http://127.0.0.1:${port}`,
      timeoutMs: 200,
    });
    return { seen, client };
  }

  it.each<[string, http.RequestListener, object]>([
    ["answered", (_, reply) => reply.end('{"call_id":5}'), { kind: "placed", callId: "5" }],
    ["answered by half", (_, reply) => reply.writeHead(200).write("{", () => reply.destroy()), { kind: "placed" }],
    ["answered at endless length", (_, reply) => reply.end("x".repeat(1_000_000)), { kind: "placed" }],
    ["reset", (incoming) => incoming.socket.resetAndDestroy(), { kind: "ambiguous", reason: "ECONNRESET" }],
    ["hanging", () => {}, { kind: "ambiguous", reason: "no answer in time" }],
    [
      "redirected",
      (_, reply) => reply.writeHead(307, { location: "/v1/calls" }).end(),
      { kind: "ambiguous", reason: "HTTP 307", status: 307 },
    ],
    ["failing", (_, reply) => reply.writeHead(500).end(), { kind: "ambiguous", reason: "HTTP 500", status: 500 }],
  ])("F30/F40: a dial meets one server once: %s", async (_, act, outcome) => {
    const { client, seen } = await serve(act);
    expect(await client.createCall(dial)).toEqual(outcome);
    expect(seen).toEqual(["POST /v1/calls"]);
  });

  it("F25: a dial to a closed port was not sent", async () => {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { client } = clientWith(nodeSend({ mayBePrivate: () => true }), { baseUrl: `http://127.0.0.1:${port}` });
    expect(await client.createCall(dial)).toEqual({ kind: "not-sent", reason: "ECONNREFUSED" });
  });

  it("a question survives a connection that broke", async () => {
    let tries = 0;
    const { client, seen } = await serve((incoming, reply) => {
      tries += 1;
      if (tries === 1) incoming.socket.resetAndDestroy();
      else reply.end('{"id":7,"name":"Sales"}');
    });
    expect(await client.getTeam("7")).toMatchObject({ id: "7", name: "Sales" });
    expect(seen).toEqual(["GET /v1/teams/7", "GET /v1/teams/7"]);
  });
});

describe("secrets", () => {
  const phone = "+14155550100";
  const echo = { message: `Bearer ${token} may not call ${phone}`, errors: { phone: [`${phone} ${token}`] } };

  it.each<[string, Sent]>([
    ["refused", answered(422, echo)],
    ["failed", answered(500, echo)],
    ["declined", answered(200, { success: false, ...echo })],
    ["unreadable", answered(200, "<html>")],
    ["not sent", notSent],
    ["unclear", ambiguous],
  ])("F98: are not in an error or outcome when the request was %s", async (_, sent) => {
    const { client } = clientWith(fakeSend(sent), { maxTries: 1 });
    const error = await failureOf(client.listLeads({ phone_number: phone }));
    const outcome = await client.createCall(dial);
    const all = `${error.stack} ${JSON.stringify(error)} ${JSON.stringify(outcome)}`;
    expect(all).not.toContain("canary");
    expect(all).not.toContain("4155550100");
  });

  it("are not told either when HTTP forbids the token's characters", async () => {
    const { client } = clientWith(nodeSend(), { token: `${token}\n`, maxTries: 1 });
    expect((await failureOf(client.listTeams())).message).toBe("GET /teams: not-sent, ERR_INVALID_CHAR");
    expect(await client.createCall(dial)).toEqual({ kind: "not-sent", reason: "ERR_INVALID_CHAR" });
  });
});
