import { describe, expect, it } from "vitest";
import type { SourceSecrets } from "../../../lambda/connectors/contract/intake.ts";
import { RejectedError } from "../../../lambda/runtime/errors.ts";
import type { HttpReply, HttpRequest } from "../../../lambda/runtime/http.ts";
import { watchedSource } from "../../../lambda/steps/watch-source.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { NO_SOURCE } from "../../../lambda/store/stores/source-hours.ts";
import { aBridge, aClock, aLog } from "../../fakes/bridge.ts";
import { hours, noon, seconds } from "../../fakes/leads.ts";
import { limitedTo } from "../../fakes/limited-store.ts";

function aSource(
  answer: (request: HttpRequest) => Promise<HttpReply>,
  secrets: SourceSecrets = { keys: ["new"], values: {} },
) {
  const { sourceHours } = memoryStore();
  const { sourceHours: own } = limitedTo("accept-lead", { ...memoryStore(), sourceHours });
  const clock = aClock(noon);
  const writes: unknown[] = [];
  const note: typeof sourceHours.note = async (news) => {
    writes.push(news);
    await own.note(news);
  };
  const watched = watchedSource(answer, {
    bridge: aBridge(),
    sourceHours: { note },
    secretsFor: async () => secrets,
    now: clock.now,
    log: aLog(),
  });
  const send = (source: string | undefined, key = "new") =>
    watched({
      method: "POST",
      url: "https://bridge.example.com/leads",
      headers: { "x-bridge-key": key },
      query: new URLSearchParams(),
      params: source === undefined ? {} : { source },
      body: new Uint8Array(),
    });
  return { sourceHours, clock, writes, send };
}

const ok = async (): Promise<HttpReply> => ({ status: 200, headers: {} });
const refuse = (status: number) => async (): Promise<HttpReply> => {
  throw new RejectedError(status, "no");
};

describe("a request that is refused", () => {
  it("leaves a trace at its source, by hour and status", async () => {
    const { send, sourceHours, clock } = aSource(refuse(401));
    await expect(send("website")).rejects.toThrow("no");
    clock.pass(20 * seconds);
    await expect(send("website")).rejects.toThrow("no");
    expect(await sourceHours.since("website", noon)).toEqual([
      { hour: "2026-06-15T12", refusals: { 401: 2 }, refusedAt: "2026-06-15T12:00:20.000Z" },
    ]);
  });

  it("is counted where the vendor's own form of refusal answers it", async () => {
    const { send, sourceHours } = aSource(async () => ({ status: 422, headers: {} }));
    expect((await send("website")).status).toBe(422);
    expect((await sourceHours.since("website", noon))[0]?.refusals).toEqual({ 422: 1 });
  });

  it("is not kept under a name that the sender made up", async () => {
    const { send, sourceHours, writes } = aSource(refuse(404));
    await expect(send("Dana Whitfield")).rejects.toThrow("no");
    expect((await sourceHours.since(NO_SOURCE, noon))[0]?.refusals).toEqual({ 404: 1 });
    expect(JSON.stringify(writes)).not.toContain("Dana");
  });

  it("costs a write in ten seconds at most, however many there are, and none is forgotten meanwhile", async () => {
    const { send, writes, sourceHours, clock } = aSource(refuse(401));
    for (let sent = 0; sent < 500; sent += 1) await send("website").catch(() => undefined);
    expect(writes).toHaveLength(1);
    clock.pass(10 * seconds);
    await send("website").catch(() => undefined);
    expect(writes).toHaveLength(2);
    expect((await sourceHours.since("website", noon))[0]?.refusals).toEqual({ 401: 501 });
  });

  it("is refused all the same where nothing can be noted", async () => {
    const watched = watchedSource(refuse(401), {
      bridge: aBridge(),
      sourceHours: { note: () => Promise.reject(new Error("the table is away")) },
      secretsFor: async () => ({ keys: ["new"], values: {} }),
      now: () => noon,
      log: aLog(),
    });
    const request = {
      method: "POST",
      url: "https://b.example.com/leads/website",
      headers: {},
      query: new URLSearchParams(),
      params: { source: "website" },
      body: new Uint8Array(),
    };
    await expect(watched(request)).rejects.toThrow("no");
  });
});

describe("a lead that is let in", () => {
  it("costs no write while no key is being replaced", async () => {
    const { send, writes } = aSource(ok);
    await send("website");
    await send(undefined);
    expect(writes).toEqual([]);
  });

  it("is noted when it came with the key that is being replaced, once an hour", async () => {
    const { send, writes, clock, sourceHours } = aSource(ok, { keys: ["new", "old"], values: {} });
    await send("website", "new");
    expect(writes).toEqual([]);
    await send("website", "old");
    await send("website", "old");
    expect(writes).toHaveLength(1);
    clock.pass(hours);
    await send("website", "old");
    expect((await sourceHours.since("website", noon)).map(({ formerKeyAt }) => formerKeyAt)).toEqual([
      "2026-06-15T12:00:00.000Z",
      "2026-06-15T13:00:00.000Z",
    ]);
  });
});
