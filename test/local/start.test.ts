import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sessionHeader } from "../../lib/local-stage.ts";
import type { CrmRecord } from "../../stand-ins/kit/crm.ts";
import { assembly } from "./assembly.ts";
import { json, ownApi, phone as phoneOf, post, recordsOf, ringsOf } from "./bridge-user.ts";
import { type SpawnedBridge, spawnBridge } from "./spawn-bridge.ts";
import { typeCommand, typedJson } from "./type-command.ts";
import { until } from "./until.ts";

describe("npm start", () => {
  let bridge: SpawnedBridge;
  beforeAll(async () => {
    bridge = await spawnBridge(["--speed", "100"]);
  });
  afterAll(() => bridge.end("SIGKILL"));

  it("says where everything is in one JSON line, and nothing else", () => {
    const { stdout, stderr } = bridge.output();
    expect(stdout.trim().split("\n")).toHaveLength(1);
    expect(stderr).toBe("");
    expect(Object.keys(bridge.sources)).toEqual(["website", "anything", "hubspot", "bookings"]);
    expect(bridge.callingly.stand_in).toBe(true);
    expect(bridge.pid).toBe(bridge.process.pid);
  });

  it("registers exactly one webhook with Callingly", async () => {
    const registered = async () =>
      (await json<{ webhooks: unknown[] }>(`${bridge.callingly.url}/_standin/state`)).webhooks;
    // On a busy machine it is ready before its first tick has ended.
    await until("there is one", async () => (await registered()).length > 0);
    await ownApi(bridge, "tick", { method: "POST" });
    expect(await registered()).toHaveLength(1);
  });

  it.each([
    {
      source: "website",
      crm: "demo",
      number: "+12065550100",
      send: () =>
        fetch(bridge.sources.website?.url ?? "", {
          method: "POST",
          headers: { accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
          body: "first_name=Zo%C3%AB&last_name=Lake&phone=%2B1+206+555+0100",
        }),
    },
    {
      source: "anything",
      crm: "demo",
      number: "+12065550101",
      send: () =>
        fetch(bridge.sources.anything?.url ?? "", {
          method: "POST",
          body: JSON.stringify({ name: "Ada Fields", phone: "+1 206 555 0101" }),
        }),
    },
    {
      source: "hubspot",
      crm: "hubspot",
      number: "+12065550103",
      send: () =>
        ownApi(bridge, "contacts/hubspot", {
          method: "POST",
          body: JSON.stringify({
            firstname: "Maya",
            lastname: "Tate",
            email: "maya@example.com",
            phone: "(206) 555-0103",
          }),
        }),
    },
  ])("brings a lead from $source to the phone, and the result to the CRM", async ({ crm, number, send }) => {
    expect((await send()).status).toBe(200);
    const ring = await until("it rings", async () =>
      (await ringsOf(bridge)).find(({ phone_number }) => phone_number === number),
    );
    expect(ring.by).toBe("create");
    const isReported = ({ phone, calls, summary }: CrmRecord) =>
      phone.replace(/\D/g, "").endsWith(number.slice(2)) && calls.length > 0 && summary !== "";
    const record = await until("the CRM has the result", async () => (await recordsOf(bridge)).find(isReported));
    expect(record.crm).toBe(crm);
  });

  it.each([
    ["hubspot", "task", "+12065550151"],
    ["bookings", "booking", "+12065550152"],
  ])(
    "keeps a call that is planned in %s until its time, moves it with that, and ends it",
    async (source, kind, number) => {
      const have = async (body: object): Promise<string> => {
        const answer = await ownApi(bridge, `plans/${source}`, { method: "POST", body: JSON.stringify(body) });
        const { id, answered } = (await answer.json()) as { id: string; answered: number };
        expect([answer.status, answered]).toEqual([200, 200]);
        return id;
      };
      const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
      const waiting = async (): Promise<string[]> =>
        (
          await typedJson<{ reason: string; due_at: string; phone: string }[]>(
            bridge,
            "leads list --reason asked-time --show-personal",
          )
        )
          .filter(({ phone }) => phone === number)
          .map(({ due_at }) => due_at);
      const ringsOfIt = async () =>
        (await ringsOf(bridge)).filter(({ phone_number, by }) => phone_number === number && by === "create").length;
      const plan = {
        do: "plan",
        kind,
        firstname: "Ines",
        lastname: "Costa",
        email: `${kind}@example.com`,
        phone: number,
      };

      const [soon, late] = [inHours(1), inHours(30)];
      const id = await have({ ...plan, at: soon });
      await until("it waits", async () => (await waiting())[0] === soon);
      await have({ do: "move", id, at: late });
      await until("it waits for the other time", async () => (await waiting()).join() === late);
      await have({ do: "remove", id });
      await until("it has ended", async () => (await waiting()).length === 0);

      await have({ ...plan, at: inHours(0) });
      await until("it rings", async () => (await ringsOfIt()) === 1);
    },
  );

  it("rings once for a lead that is sent 100 times, and gives every sender the same id", async () => {
    const lead = { id: "the-same", first_name: "Owen", phone: "+12095550100" };
    const answers = await Promise.all(Array.from({ length: 100 }, () => post(bridge, lead)));
    expect(new Set(answers.map(({ status, lead_id }) => `${status} ${lead_id}`)).size).toBe(1);
    const rings = async () => (await ringsOf(bridge)).filter(({ phone_number }) => phone_number === lead.phone);
    await until("it rings", async () => (await rings()).length > 0);
    await ownApi(bridge, "tick", { method: "POST" });
    expect(await rings()).toHaveLength(1);
  });

  it("is paused, shows a lead that waits, and rings it when it is resumed, all from the command line", async () => {
    const number = "+12065550142";
    const rings = async () =>
      (await ringsOf(bridge)).filter(({ phone_number, by }) => phone_number === number && by === "create").length;
    expect((await typeCommand(bridge, "pause --account main --reason lunch")).code).toBe(0);
    const { lead_id = "" } = await post(bridge, {
      id: "paused",
      first_name: "Ada",
      last_name: "Fields",
      phone: number,
    });
    const list = () => typedJson<{ id: string }[]>(bridge, "leads list --state held --reason paused");
    const [held] = await until("it is held", async () => (await list()).length > 0 && list());
    expect(held).toMatchObject({ id: lead_id, phone: "+1…42" });
    expect((await typeCommand(bridge, `leads show ${number}`)).stdout).toContain("Calls are paused");
    expect(await rings()).toBe(0);

    expect(await typeCommand(bridge, "resume --account main")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Ada Fields, +1…42"),
    });
    expect(await typeCommand(bridge, "resume --account main --yes")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Nobody is really called"),
    });
    await until("it rings", async () => (await rings()) === 1);
    const shown = await until("its result is reported", async () => {
      const lead = await typedJson<{ calls: { state: string }[]; history: { at: string; state: string }[] }>(
        bridge,
        `leads show ${lead_id}`,
      );
      return lead.calls.some(({ state }) => state === "reported") && lead;
    });
    expect(shown).toMatchObject({
      state: "completed",
      rings_possible: 1,
      history: expect.arrayContaining([expect.objectContaining({ state: "held", by: "Robin Ashby" })]),
    });
    const { history } = shown;
    const at = (step: string) => Date.parse(history.findLast(({ state }) => state === step)?.at ?? "");
    // The stream tells the dialler, in a fraction of a second; this machine may be busy, and the tick needs up to 75 s.
    expect(at("placed") - at("held")).toBeLessThan(5_000);
  });

  it("rings once for each of 200 leads", async () => {
    // Their results are not looked at here, so the calls may last as long as they do in life.
    await fetch(`${bridge.callingly.url}/_standin/switches`, { method: "PATCH", body: '{"speed":1}' });
    const leads = Array.from({ length: 200 }, (_, index) => ({
      id: `many-${index}`,
      first_name: `Lead${index}`,
      phone: phoneOf(index),
    }));
    const answers = await Promise.all(leads.map((lead) => post(bridge, lead)));
    expect(answers.map(({ status }) => status)).toEqual(leads.map(() => 200));
    const created = async () => {
      const phones = (await ringsOf(bridge))
        .filter(({ by }) => by === "create")
        .map(({ phone_number }) => phone_number);
      return phones.filter((number) => leads.some((lead) => lead.phone === number)).sort();
    };
    await until("all rang", async () => (await created()).length >= leads.length, 50_000);
    expect(await created()).toEqual(leads.map((lead) => lead.phone).sort());
  }, 60_000);

  it("keeps pages from elsewhere away from the demo and its keys", async () => {
    const from = (headers: Record<string, string>) => ownApi(bridge, "bridge", { headers });
    expect((await from({ origin: "https://elsewhere.example" })).status).toBe(403);
    expect((await from({ origin: bridge.crm.url })).status).toBe(200);
  });

  it("gives other users of the machine nothing that it knows of people and keys, and lets them move nothing", async () => {
    const told = ["bridge", "records", "failures", "refused", "door", "door/1.http", "path", "plans"];
    const moved = ["tick", "review-case", "contacts/hubspot", "plans/hubspot"];
    const guesses: Record<string, string>[] = [{}, { [sessionHeader]: "a guess" }];
    for (const path of [...told, ...moved]) {
      for (const headers of guesses) {
        const method = moved.includes(path) ? "POST" : "GET";
        const answer = await fetch(`${bridge.crm.url}/api/${path}`, { method, headers });
        expect([path, answer.status]).toEqual([path, 401]);
        expect(await answer.text()).toContain(`as ${sessionHeader}`);
      }
    }
  });

  it("opens its console by the token in the address that it prints, as often as that is opened, and by nothing else", async () => {
    const begin = (token: string | undefined, origin = bridge.crm.url) =>
      fetch(`${bridge.crm.url}/console/session`, {
        method: "POST",
        headers: { "content-type": "application/json", origin },
        body: JSON.stringify({ token }),
      });
    const token = new URL(bridge.console.url).hash.slice(1);
    const typed = await begin(undefined);
    expect(typed.status).toBe(401);
    expect(await typed.text()).toMatch(/lacks the token.* Open the address that `npm start` printed/);
    expect((await begin("guess")).status).toBe(401);
    expect((await begin(token, "https://elsewhere.example")).status).toBe(403);
    for (const _ of [1, 2]) expect((await begin(token)).status).toBe(200);
  });

  it("stops everything on SIGTERM", async () => {
    expect(await bridge.end("SIGTERM")).toBe(0);
    for (const url of [bridge.url, bridge.callingly.url, bridge.crm.url]) await expect(fetch(url)).rejects.toThrow();
  });
});

it("dials through a server of one's own, says so before anything else, and opens its console to who has the token", async () => {
  const asked: string[] = [];
  const callingly = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response
      .writeHead(200, { "content-type": "application/json" })
      .end(request.method === "POST" ? '{"call_id":1}' : "[]");
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => callingly.once("listening", resolve));
  const CALLINGLY_BASE_URL = `http://127.0.0.1:${(callingly.address() as AddressInfo).port}`;
  const bridge = await spawnBridge(["--assembly", await assembly()], {
    CALLINGLY_BASE_URL,
    CALLINGLY_API_KEY: "own-key",
  });
  try {
    expect(bridge.output().stderr).toMatch(/REAL CALLS.*CALLBACK_BASE_URL is not set/s);
    expect(bridge.callingly).toEqual({ url: CALLINGLY_BASE_URL, stand_in: false });
    const begin = async (token?: string) =>
      (
        await fetch(`${bridge.crm.url}/console/session`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ token }),
        })
      ).status;
    const { hash } = new URL(bridge.console.url);
    expect([await begin(), await begin("guess"), await begin(hash.slice(1)), await begin(hash.slice(1))]).toEqual([
      401, 401, 200, 200,
    ]);
    await post(bridge, { id: "1", first_name: "Ada", phone: "+12065550177" });
    await until("it dials", () => asked.find((line) => line.startsWith("POST /v1/calls")));
    expect(asked.filter((line) => line.startsWith("POST"))).toEqual(["POST /v1/calls Bearer own-key"]);
    expect(asked.filter((line) => !line.endsWith("Bearer own-key"))).toEqual([]);
  } finally {
    await bridge.end("SIGTERM");
    callingly.close();
  }
});
