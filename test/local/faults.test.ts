import { rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Lead } from "../../lambda/lead/lead.ts";
import { scratchFolder } from "../../local/scratch-folder.ts";
import type { FaultScript } from "../../stand-ins/callingly/faults.ts";
import { assembly } from "./assembly.ts";
import { json, ownApi, phone, post, recordsOf, ringsOf } from "./bridge-user.ts";
import { leadsIn } from "./lead-table.ts";
import { type SpawnedBridge, spawnBridge } from "./spawn-bridge.ts";
import { until } from "./until.ts";

/** Callingly's faults over real sockets: the bridge as it is deployed, the real engine, real connections that break. */

let bridge: SpawnedBridge;
let folder: string;
let elsewhere: Server;
const sentElsewhere: (string | undefined)[] = [];
let people = 0;

beforeAll(async () => {
  folder = scratchFolder("bridge-data-");
  bridge = await spawnBridge(["--speed", "100", "--data", folder, "--assembly", await assembly()]);
  elsewhere = createServer(({ headers }, response) => {
    sentElsewhere.push(headers.authorization);
    response.end('{"call_id":1}');
  }).listen(0, "127.0.0.1");
});

afterAll(async () => {
  await bridge.end("SIGKILL");
  elsewhere.close();
  rmSync(folder, { recursive: true, force: true });
});

const standin = (method: string, path: string, body: unknown) =>
  json<unknown>(`${bridge.callingly.url}/_standin/${path}`, { method, body: JSON.stringify(body) });

/** A lead whose dial meets a fault, and then one whose dial goes well: Callingly is not down. */
async function strike(fault: Omit<FaultScript, "method" | "path" | "bodyIncludes">): Promise<string> {
  const [struck, spared] = [phone(400 + people++), phone(400 + people++)];
  await standin("POST", "faults", { ...fault, method: "POST", path: "/v1/calls", bodyIncludes: struck });
  await accept(struck);
  await settled(struck, ({ state }) => state !== "ready" && state !== "dialing");
  await accept(spared);
  await settled(spared, ({ state }) => state === "placed" || state === "completed");
  return struck;
}

async function accept(number: string): Promise<void> {
  expect(await post(bridge, { id: number, first_name: "Quillfeather", phone: number })).toMatchObject({ status: 200 });
}

const leadOf = async (number: string) => (await leadsIn(bridge)).find(({ person }) => person.phone === number);

const settled = (number: string, done: (lead: Lead) => boolean, withinMs = 40_000) =>
  until(
    `the lead of ${number} comes to rest`,
    async () => {
      const lead = await leadOf(number);
      return lead && done(lead) && lead;
    },
    withinMs,
  );

const ringsTo = async (number: string) =>
  (await ringsOf(bridge)).filter(({ phone_number, by }) => phone_number === number && by === "create").length;

/** The calls that the CRM shows for a number, on whatever record. */
const reportsOf = async (number: string) =>
  (await recordsOf(bridge)).filter((record) => record.phone === number).flatMap(({ calls }) => calls);

/** The CRM has the call, once. A team whose lot was a missed call rings again: that is a call with a report of its own. */
async function reported(number: string): Promise<void> {
  const calls = await until("the CRM has the call", async () => {
    const found = await reportsOf(number);
    return found.length > 0 && found.map(({ id }) => id);
  });
  expect(calls).toEqual([...new Set(calls)]);
}

const completed = ({ state }: Lead) => state === "completed";

describe("a dial that rang although nobody said so", () => {
  it.each<[string, FaultScript["reply"], FaultScript["commit"]]>([
    ["F21: the connection breaks after the call was made", "reset", "before"],
    ["F22: the call is made long after the connection broke", "reset", { lateMs: 3_000 }],
    ["F27: a server error after the call was made", { status: 500, body: "Server Error" }, "before"],
    ["F28: a proxy's page after the call was made", { status: 504, body: "<html>Gateway Timeout</html>" }, "before"],
    ["F29: a conflict after the call was made", { status: 409, body: {} }, "before"],
    ["F20: an answer that never comes", "hang", "before"],
  ])(
    "%s: one ring, and its result reaches the CRM",
    async (_what, reply, commit) => {
      const number = await strike({ reply, commit });
      await settled(number, completed);
      expect(await ringsTo(number)).toBe(1);
      await reported(number);
    },
    60_000,
  );
});

describe("a dial that was answered in a way of its own", () => {
  it.each<[string, FaultScript["reply"]]>([
    ["F24: a yes that is no JSON", "garbage"],
    ["F23: a yes that breaks off after its headers", "resetAfterHeaders"],
    ["F24: a yes without an id", { status: 201, body: {} }],
  ])("%s: placed, one ring, one result", async (_what, reply) => {
    const number = await strike({ reply, commit: "before" });
    await settled(number, completed);
    expect(await ringsTo(number)).toBe(1);
    await reported(number);
  });

  it("F30: a redirect is not followed, and no other host ever sees the token", async () => {
    const { port } = elsewhere.address() as AddressInfo;
    const reply = { redirect: `http://127.0.0.1:${port}/v1/calls` };
    const number = await strike({ reply, commit: "never" });
    expect(await leadOf(number)).toMatchObject({ state: "unknown", reason: "no-answer", ringsPossible: 1 });
    expect(sentElsewhere).toEqual([]);
    expect(await ringsTo(number)).toBe(0);
  });

  it("F26: a request to slow down is obeyed, and the lead rings once", async () => {
    const number = phone(400 + people++);
    const reply = { status: 429, headers: { "retry-after": "2" }, body: { message: "Too Many Attempts." } };
    await standin("POST", "faults", {
      reply,
      commit: "never",
      path: "/v1/calls",
      method: "POST",
      bodyIncludes: number,
    });
    await accept(number);
    await settled(number, ({ reason }) => reason === "callingly-busy");
    await until(
      "the lead rings",
      async () => {
        await ownApi(bridge, "tick", { method: "POST" });
        return (await ringsTo(number)) === 1;
      },
      60_000,
    );
    await settled(number, completed);
    expect(await ringsTo(number)).toBe(1);
  }, 90_000);
});

describe("webhooks", () => {
  it("F62: come fifty times and change the CRM once", async () => {
    await standin("PATCH", "switches", { deliveryCopies: 50 });
    const number = phone(400 + people++);
    await accept(number);
    await settled(number, completed, 60_000);
    await reported(number);
    await standin("PATCH", "switches", { deliveryCopies: 1 });
  }, 90_000);

  it("F63: come in the wrong order, and the last word stays the best one", async () => {
    await standin("PATCH", "switches", { deliveryOrder: "swapped", deliveryHoldMs: 300 });
    const number = phone(400 + people++);
    await standin("POST", "outcomes", { phone_number: number, outcomes: ["missed", "contacted"] });
    await accept(number);
    await settled(number, ({ outcome }) => outcome === "contacted", 60_000);
    await until("the CRM has both calls", async () => (await reportsOf(number)).length === 2);
    expect((await recordsOf(bridge)).find((record) => record.phone === number)?.summary).toBe("contacted");
    expect((await leadOf(number))?.outcome).toBe("contacted");
    await standin("PATCH", "switches", { deliveryOrder: "kept" });
  }, 90_000);

  it("F61: are lost, and the lead waits in sight with the time at which it is asked about", async () => {
    await standin("PATCH", "switches", { deliveryCopies: 0 });
    const number = phone(400 + people++);
    await accept(number);
    const lead = await settled(number, ({ state }) => state === "placed");
    // The id in Callingly's yes is a guess until the call was read.
    expect(lead).toMatchObject({ dueFor: "reconcile" });
    expect(Date.parse(lead.dueAt ?? "") - Date.now()).toBeLessThanOrEqual(10 * 60_000);
    await standin("PATCH", "switches", { deliveryCopies: 1 });
  });

  it("F66/F67: are forged, and the CRM hears what Callingly says when asked", async () => {
    const number = phone(400 + people++);
    await standin("POST", "outcomes", { phone_number: number, outcomes: ["voicemail"] });
    await accept(number);
    const { callId } = await settled(number, completed);
    const { webhooks } = await json<{ webhooks: { target_url: string }[] }>(`${bridge.callingly.url}/_standin/state`);
    const lie = { id: Number(callId), result: "contacted", recording_url: "http://169.254.169.254/latest/meta-data" };
    const tell = (url: string) => fetch(url, { method: "POST", body: JSON.stringify(lie) });
    const address = webhooks[0]?.target_url ?? "";
    expect((await tell(`${address.slice(0, -4)}AAAA`)).status).toBe(404);
    expect((await tell(address)).status).toBe(200);
    await ownApi(bridge, "tick", { method: "POST" });
    const reports = await until("the CRM has the call", async () => {
      const found = await reportsOf(number);
      return found.length > 0 && found;
    });
    expect(reports).toHaveLength(1);
    expect(JSON.stringify(reports)).toContain("voicemail");
    expect(JSON.stringify(reports)).not.toContain("169.254");
  });
});

it("nobody was rung twice, and every call is in the CRM once", async () => {
  const rings = (await ringsOf(bridge)).filter(({ by }) => by === "create").map(({ phone_number }) => phone_number);
  expect(rings).toHaveLength(new Set(rings).size);
  const { stdout, stderr } = bridge.output();
  expect(stdout.trim().split("\n")).toHaveLength(1);
  expect(stderr).not.toMatch(/\+1\d{10}|Quillfeather/);
});
