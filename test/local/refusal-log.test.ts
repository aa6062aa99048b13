import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalServer, type Outgoing, readBody, serve } from "../../lib/program/serve.ts";
import { type Refused, refusalLog, refusedLine } from "../../local/gateway/refusal-log.ts";
import { readRequest } from "../../operator/preview/read-request.ts";
import { assembly } from "./assembly.ts";
import { ownApi, ringsOf } from "./bridge-user.ts";
import { type SpawnedBridge, spawnBridge } from "./spawn-bridge.ts";

describe("the log of refused requests", () => {
  let bridge: SpawnedBridge;
  beforeAll(async () => {
    bridge = await spawnBridge(["--assembly", await assembly()]);
  });
  afterAll(() => bridge.end("SIGKILL"));

  const person = { first_name: "Quillfeather", last_name: "Lake", email: "quill@example.com" };
  const refused = async (): Promise<Refused[]> => (await ownApi(bridge, "refused")).json() as Promise<Refused[]>;
  const door = (name: string) => bridge.sources[name]?.url ?? "";
  const wrongKey = () => door("anything").replace(/[^/]+$/, "a-secret-guess");
  const post = (url: string, body: string, headers: Record<string, string> = {}, method = "POST") =>
    fetch(url, { method, headers: { "content-type": "application/json", ...headers }, body });

  it.each([
    {
      what: "a wrong key",
      status: 401,
      source: "anything",
      why: "key",
      next: "bridge -- sources",
      send: () => post(wrongKey(), JSON.stringify(person)),
    },
    {
      what: "a wrong source",
      status: 404,
      source: undefined,
      why: "No source has this name",
      next: "website, anything",
      send: () => post(`${bridge.url}/leads/websit/a-secret-guess`, "{}"),
    },
    {
      what: "neither key nor signature",
      status: 401,
      source: "hubspot",
      why: "key",
      next: "secrets list",
      send: () =>
        post(`${bridge.url}/leads/hubspot`, "{}", {
          "x-hubspot-signature-v3": "guess",
          "x-hubspot-request-timestamp": "1",
        }),
    },
    {
      what: "a field that cannot be right",
      status: 422,
      source: "website",
      why: "phone",
      next: "bridge -- preview",
      send: () => post(door("website"), JSON.stringify({ ...person, phone: "12" })),
    },
    {
      what: "a form's field that cannot be right",
      status: 422,
      source: "website",
      why: "phone",
      next: "bridge -- preview",
      send: () =>
        post(door("website"), "first_name=Quillfeather&phone=12", {
          accept: "text/html",
          "content-type": "application/x-www-form-urlencoded",
        }),
    },
    {
      what: "a body that is too large",
      status: 413,
      source: "anything",
      why: "larger than",
      next: "bridge -- preview",
      send: () => post(door("anything"), JSON.stringify({ ...person, note: "x".repeat(300_000) })),
    },
    {
      what: "another method",
      status: 405,
      source: "anything",
      why: "POST",
      next: "redirect",
      send: () => post(door("anything"), "{}", {}, "PUT"),
    },
    {
      what: "a webhook of nobody's",
      status: 404,
      source: undefined,
      why: "does not belong to this bridge",
      next: "doctor",
      send: () => post(`${bridge.url}/callingly/main/call_completed/a-secret-guess`, "{}"),
    },
  ])(
    "tells of $what, with what to do, and neither of the person nor of the key",
    async ({ send, status, source, why, next }) => {
      expect((await send()).status).toBe(status);
      const [newest] = await refused();
      expect(newest).toMatchObject({ status, why: expect.stringContaining(why), next: expect.stringContaining(next) });
      expect(newest?.source).toBe(source);
      const line = refusedLine(newest as Refused);
      expect(line).toContain(`refused ${status}  ${source ?? "no source"}`);
      expect(line).not.toMatch(/Quillfeather|quill@|a-secret-guess/);
    },
  );

  it("gives the request as it came to a person who saves it, so that a preview can be made of it", async () => {
    await post(wrongKey(), JSON.stringify(person));
    const [newest] = await refused();
    const saved = await ownApi(bridge, `refused/${newest?.id}.http`);
    expect(saved.headers.get("content-disposition")).toBe("attachment");
    const text = Buffer.from(await saved.arrayBuffer());
    const read = readRequest(text);
    expect([read.method, new URL(read.url).pathname, Buffer.from(read.body).toString()]).toEqual([
      "POST",
      "/leads/anything/KEY",
      JSON.stringify(person),
    ]);
    expect(text.toString()).not.toContain("a-secret-guess");
  });

  it("is for its own pages only", async () => {
    const headers = { origin: "https://elsewhere.example" };
    for (const path of ["refused", "refused/1.http"]) {
      expect((await ownApi(bridge, path, { headers })).status).toBe(403);
    }
    expect(await ringsOf(bridge)).toEqual([]);
  });
});

it("keeps the newest, the refused ones for longer, and tells of those alone", async () => {
  const log = refusalLog({ sources: ["web"], now: () => new Date(0), keep: 50 });
  const told: number[] = [];
  log.listen(({ id }) => told.push(id));
  let answer: Outgoing = { status: 200, headers: {}, body: Buffer.from("") };
  const server: LocalServer = await serve({
    name: "test",
    port: 0,
    ownPagesOnly: false,
    onFailure: () => {},
    async answer(request) {
      log.note({ request, body: await readBody(request, 1_000), answer });
      return answer;
    },
  });
  const send = () =>
    new Promise((resolve) =>
      httpRequest(`${server.url}/leads/web?key=a-secret`, { method: "POST" }, (response) =>
        response.resume().on("end", resolve),
      ).end("{}"),
    );
  await send();
  answer = { ...answer, status: 503 };
  for (let sent = 0; sent < 60; sent += 1) await send();
  answer = { ...answer, status: 200 };
  await send();
  await server.close();
  const [newest, ...refused] = log.all();
  expect(newest).toMatchObject({ id: 62, status: 200, source: "web", isRefused: false });
  expect(refused.map(({ id }) => id)).toEqual(Array.from({ length: 49 }, (_, at) => 61 - at));
  expect(log.refused().map(({ id }) => id)).toEqual(refused.map(({ id }) => id));
  expect([told.length, log.requestOf(1), log.requestOf(12)]).toEqual([60, undefined, undefined]);
  expect(log.requestOf(61)?.toString()).toContain("POST /leads/web?key=KEY HTTP/1.1");
});
