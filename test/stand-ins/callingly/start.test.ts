import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, it } from "vitest";
import { type StartOptions, startCallingly } from "../../../stand-ins/callingly/start.ts";

const main = new URL("../../../stand-ins/callingly/main.ts", import.meta.url).pathname;

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function started(options: Partial<StartOptions> = {}) {
  const running = await startCallingly({ port: 0, speed: 10_000, ...options });
  closers.push(() => running.close());
  return running;
}

const post = (url: string, path: string, body: unknown, token = "demo-token") =>
  fetch(`${url}/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, accept: "application/json" },
    body: JSON.stringify(body),
  });

const order = { team_id: 19230, phone_number: "+12025550100", crm_id: 11 };

describe("startCallingly", () => {
  it("serves the API on real time and delivers webhooks to a real address", async () => {
    const { url, token, core } = await started({ token: "own-token" });
    const { hook, received } = await receiver();
    await post(url, "/webhooks", { name: "x", event: "call_completed", target_url: hook }, token);
    expect((await post(url, "/calls", order)).status).toBe(401);
    expect((await post(url, "/calls", order, token)).status).toBe(200);
    expect(await received).toMatchObject({ status: "completed", lead: { crm_id: 11 } });
    expect(core.rings).toHaveLength(1);
  });

  it("tells of each ring", async () => {
    const rings: number[] = [];
    const { url } = await started({ onRing: ({ call_id }) => rings.push(call_id) });
    await post(url, "/calls", order);
    expect(rings).toEqual([38700001]);
  });

  it("rejects when the port is taken, and leaves the world of the one who has it alone", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "callingly-"));
    closers.push(() => rmSync(dataDir, { recursive: true }));
    const { url, core } = await started({ dataDir });
    await post(url, "/calls", order);
    await expect(startCallingly({ port: Number(new URL(url).port), dataDir })).rejects.toThrow("EADDRINUSE");
    expect(core.rings).toHaveLength(1);
  });
});

describe("npm run callingly", () => {
  it("says when it is ready, tells each ring, and ends on Ctrl-C", async () => {
    const { lines, child, ended } = cli("--port", "0", "--json");
    const ready = JSON.parse(await lines());
    expect(ready).toEqual({ url: expect.any(String), token: "demo-token", account_id: 11001, team_id: 19230 });
    await post(ready.url, "/calls", order);
    expect(JSON.parse(await lines())).toMatchObject({ ring: { call_id: 38700001, by: "create" } });
    child.kill("SIGINT");
    expect(await ended).toBe(0);
  });

  it("says in one sentence that the port is taken, and what to do", async () => {
    const { url } = await started();
    const { port } = new URL(url);
    const { errors, ended } = cli("--port", port);
    expect(await ended).toBe(1);
    expect(errors()).toBe(`Port ${port} is in use: end what listens there, or choose another with --port.\n`);
  });

  it("explains its test numbers", async () => {
    const { lines, ended } = cli("--help");
    const help = [];
    while (help.at(-1)?.includes("...555-0102") !== true) help.push(await lines());
    expect(help.at(-1)).toContain("missed, then contacted");
    expect(await ended).toBe(0);
  });
});

/** Waits for one webhook. */
async function receiver(): Promise<{ hook: string; received: Promise<unknown> }> {
  let take: (body: unknown) => void = () => {};
  const received = new Promise((resolve) => {
    take = resolve;
  });
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    response.end("ok");
    take(JSON.parse(text));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return { hook: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

function cli(...args: string[]) {
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", main, ...args]);
  closers.push(() => child.kill("SIGKILL"));
  let errors = "";
  child.stderr?.on("data", (text) => {
    errors += text;
  });
  if (!child.stdout) throw new Error("no output to read");
  const reader = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const lines = async (): Promise<string> => (await reader.next()).value ?? "";
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, lines, errors: () => errors, ended };
}
