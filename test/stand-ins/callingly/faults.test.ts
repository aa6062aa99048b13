import http from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { FaultScript } from "../../../stand-ins/callingly/faults.ts";
import { demoToken } from "../../../stand-ins/callingly/seed.ts";
import { serve } from "../../../stand-ins/callingly/server.ts";
import { minutes, phone, seconds, virtualWorld } from "./virtual-world.ts";

const create: Pick<FaultScript, "method" | "path"> = { method: "POST", path: "/v1/calls" };

type ScriptedAnswer = { status: number; headers?: Record<string, string>; body?: unknown };

/** What a client on a real socket gets to see. */
type Seen = { status?: number; headers?: http.IncomingHttpHeaders; body?: string; failure?: string };

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function servedWorld() {
  const world = virtualWorld();
  const { url, close } = await serve(world.core.handle, 0);
  closers.push(close);
  const body = JSON.stringify({ team_id: 19230, phone_number: phone, crm_id: 5 });
  return { ...world, url, post: () => request(`${url}/v1/calls`, "POST", body) };
}

function request(url: string, method: string, body = "", more: http.OutgoingHttpHeaders = {}): Promise<Seen> {
  const headers = { authorization: `Bearer ${demoToken}`, accept: "application/json", ...more };
  return new Promise((resolve) => {
    let seen: Seen = {};
    const fail = ({ code, message }: NodeJS.ErrnoException) => resolve({ ...seen, failure: code ?? message });
    const outgoing = http.request(url, { method, headers, agent: false }, (response) => {
      seen = { status: response.statusCode ?? 0, headers: response.headers, body: "" };
      response.setEncoding("utf8").on("data", (text: string) => {
        seen.body += text;
      });
      response.on("end", () => resolve(seen)).on("error", fail);
    });
    outgoing.on("error", fail);
    outgoing.end(body);
  });
}

describe("what the sender sees, over a real socket", () => {
  it("an honest answer when nothing is scripted", async () => {
    const { post, core } = await servedWorld();
    expect(await post()).toMatchObject({ status: 200, body: '{"call_id":38700001}' });
    expect(core.rings).toMatchObject([{ call_id: 38700001, phone_number: phone, crm_id: 5, by: "create" }]);
  });

  it.each([
    ["never", 0],
    ["before", 1],
  ] as const)("a reset before the status line, committed %s: %i rings", async (commit, rings) => {
    const { post, core } = await servedWorld();
    core.faults.add({ ...create, commit, reply: "reset" });
    expect(await post()).toEqual({ failure: "ECONNRESET" });
    expect(core.rings).toHaveLength(rings);
    expect(core.requests).toMatchObject([{ method: "POST", path: "/v1/calls", status: null, reply: "reset" }]);
  });

  it("a reset after the headers", async () => {
    const { post, core } = await servedWorld();
    core.faults.add({ ...create, commit: "before", reply: "resetAfterHeaders" });
    expect(await post()).toMatchObject({ status: 200, failure: "ECONNRESET" });
    expect(core.rings).toHaveLength(1);
  });

  it("nothing at all when it hangs, while others are answered", async () => {
    const { post, core, url } = await servedWorld();
    core.faults.add({ ...create, commit: "before", reply: "hang" });
    const hanging = post();
    while (core.requests.length === 0) await request(url, "GET");
    const other = request(`${url}/v1/teams`, "GET");
    expect(await Promise.race([hanging, other])).toMatchObject({ status: 200 });
    expect(core.rings).toHaveLength(1);
  });

  it("half a JSON under a 200", async () => {
    const { post, core } = await servedWorld();
    core.faults.add({ ...create, commit: "before", reply: "garbage" });
    expect(await post()).toMatchObject({ status: 200, body: '{"call_id": 38' });
  });

  it("a redirect", async () => {
    const { post, core } = await servedWorld();
    core.faults.add({ ...create, commit: "never", reply: { redirect: "http://127.0.0.1:1/elsewhere" } });
    expect(await post()).toMatchObject({
      status: 307,
      headers: { location: "http://127.0.0.1:1/elsewhere" },
      body: "",
    });
  });

  it.each<[ScriptedAnswer, string | undefined]>([
    [{ status: 429, headers: { "Retry-After": "7" }, body: { message: "Too Many Attempts." } }, "application/json"],
    [{ status: 502, body: "<html>Bad Gateway</html>" }, "text/html; charset=UTF-8"],
    [{ status: 500 }, undefined],
    [{ status: 200, body: { success: false, message: "No." } }, "application/json"],
  ])("the answer %j", async (reply, type) => {
    const { post, core } = await servedWorld();
    core.faults.add({ ...create, commit: "never", reply });
    const seen = await post();
    expect(seen.status).toBe(reply.status);
    expect(seen.headers?.["content-type"]).toBe(type);
    expect(seen.headers?.["retry-after"]).toBe(reply.headers?.["Retry-After"]);
    expect(seen.body).toBe(typeof reply.body === "object" ? JSON.stringify(reply.body) : (reply.body ?? ""));
    expect(core.rings).toHaveLength(0);
  });

  it("a late answer, which a webhook may overtake", async () => {
    const { post, core } = await servedWorld();
    core.faults.add({ ...create, commit: "before", replyAfterMs: 5 });
    expect(await post()).toMatchObject({ status: 200, body: '{"call_id":38700001}' });
  });
});

describe("when a request takes effect", () => {
  it("after a hanging reply, by as much as was scripted", async () => {
    const { core, send, time } = virtualWorld();
    core.faults.add({ ...create, commit: { lateMs: seconds(45) }, reply: "hang" });
    const order = { team_id: 19230, phone_number: phone };
    expect(send("POST", "/calls", order).kind).toBe("hang");
    await time.pass(seconds(44));
    expect(core.rings).toHaveLength(0);
    await time.pass(seconds(1));
    expect(core.rings).toHaveLength(1);
  });

  it.each(["after", { lateMs: 1_000 }] as const)("under the id it was promised: %j", async (commit) => {
    const { core, dial, time } = virtualWorld();
    core.faults.add({ ...create, commit });
    const promised = dial().body.call_id;
    expect(core.rings).toHaveLength(0);
    dial({ phone_number: "+12025550143" });
    await time.pass(seconds(2));
    expect(core.rings.find(({ phone_number }) => phone_number === phone)?.call_id).toBe(promised);
  });

  it("on the world as it is then: a lead made in the meantime is updated, not made twice", async () => {
    const { core, dial, time } = virtualWorld();
    core.faults.add({ ...create, commit: { lateMs: seconds(10) } });
    dial();
    dial();
    await time.pass(seconds(10));
    expect(core.records.all("lead")).toHaveLength(1);
    expect(core.rings).toHaveLength(2);
  });

  it("never, and then it uses up no scripted outcome either", async () => {
    const { core, dial, time } = virtualWorld();
    core.outcomes.script([{ outcome: "voicemail" }]);
    core.faults.add({ ...create, commit: "never" });
    dial();
    await time.pass(minutes(1));
    expect(core.records.all("lead")).toEqual([]);
    dial();
    await time.pass(minutes(1));
    expect(core.records.all("call")).toMatchObject([{ result: "voicemail" }]);
  });
});

describe("whom a fault strikes", () => {
  const refuse = { commit: "never", reply: { status: 503 } } as const;

  it("as many requests as it counts, after those it skips", () => {
    const { core, dial } = virtualWorld();
    core.faults.add({ ...refuse, ...create, skip: 1, count: 2 });
    expect([1, 2, 3, 4].map(() => dial().status)).toEqual([200, 503, 503, 200]);
  });

  it("only what matches its method, path and body", () => {
    const { core, dial, call } = virtualWorld();
    core.faults.add({ ...refuse, method: "get", path: "/v1/calls/*", count: "always" });
    core.faults.add({ ...refuse, ...create, bodyIncludes: "5550143" });
    expect(dial().status).toBe(200);
    expect(dial({ phone_number: "+12025550143" }).status).toBe(503);
    expect([call("GET", "/calls").status, call("GET", "/calls/38700001").status]).toEqual([200, 503]);
    expect(call("GET", "/calls/38700001").status).toBe(503);
  });
});

describe("the server", () => {
  it("answers nobody who calls it by another name or comes from a foreign page", async () => {
    const { url } = await servedWorld();
    expect(await request(url, "GET", "", { host: "evil.example" })).toMatchObject({ status: 403 });
    const reset = `${url}/_standin/reset`;
    expect(await request(reset, "POST", "", { origin: "https://evil.example" })).toMatchObject({ status: 403 });
    expect(await request(reset, "POST", "", { origin: url })).toMatchObject({ status: 200 });
  });

  it("refuses a body larger than any lead", async () => {
    const { url } = await servedWorld();
    expect(await request(`${url}/v1/calls`, "POST", "x".repeat(1_000_001))).toMatchObject({ status: 413 });
  });
});
