import { createHmac } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sameSecret } from "../../../lambda/connectors/kit/in/source-key.ts";
import { minutes, noon, seconds } from "../../fakes/leads.ts";
import { dana, nextSeed, openDoors, seed } from "./doors.ts";

/** Somebody with a key that is not, or no longer, the right one. */

describe("a key", () => {
  it("F97: of another source opens nothing, wherever it is brought", async () => {
    const { send, keyOf, store } = await openDoors();
    const other = keyOf("website");
    for (const [path, headers] of [
      [`/leads/anything/${other}`, {}],
      [`/leads/anything?key=${other}`, {}],
      ["/leads/anything", { "x-bridge-key": other }],
      ["/leads/anything", { authorization: `Bearer ${other}` }],
    ] as const) {
      expect((await send(path, { body: dana, headers })).status).toBe(401);
    }
    expect(store.allLeads()).toHaveLength(0);
  });

  it("F97: of one account's webhooks opens neither another account's nor another event's", async () => {
    const { send, tokenOf, store } = await openDoors();
    const body = { id: 38700001, lead: { crm_id: 4711 } };
    for (const path of [
      `/callingly/agency/call_completed/${tokenOf("main")}`,
      `/callingly/main/lead_created/${tokenOf("main")}`,
      `/callingly/nobody/call_completed/${tokenOf("nobody")}`,
      `/callingly/main/call_completed/${tokenOf("agency")}`,
    ]) {
      expect(await send(path, { body })).toMatchObject({ status: 404, body: expect.not.stringContaining("main") });
    }
    expect(store.allCalls()).toHaveLength(0);
  });

  it("F97: opens a source, and the same is said of one that does not exist and of one that was taken away", async () => {
    const { send, keyOf, lines } = await openDoors();
    const answers = await Promise.all(
      ["nobody", "removed-source", "website2"].map((name) => send(`/leads/${name}/${keyOf(name)}`, { body: dana })),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
    // An operator sees that somebody still sends there; the name itself is the sender's word.
    expect(lines.filter((line) => line.includes("no such source"))).toHaveLength(3);
    expect(lines.join()).not.toContain("removed-source");
  });

  it("F95: is followed by the next one without a gap, and dead a minute after it was taken away", async () => {
    const { send, keyOf, clock, secrets } = await openDoors();
    const [old, next] = [keyOf("anything"), keyOf("anything", nextSeed)];
    const answers = async () =>
      Promise.all([old, next].map(async (key) => (await send(`/leads/anything/${key}`, { body: dana })).status));
    expect(await answers()).toEqual([200, 401]);
    secrets.keys = { seed: nextSeed, previous_seed: seed };
    clock.pass(60 * seconds);
    expect(await answers()).toEqual([200, 200]);
    secrets.keys = { seed: nextSeed };
    clock.pass(60 * seconds);
    expect(await answers()).toEqual([401, 200]);
  });

  it("F95: of one's own is followed in the same way", async () => {
    const { send, clock, secrets } = await openDoors({ sources: { anything: { key: "own-key-one" } } });
    const answers = async () =>
      Promise.all(
        ["own-key-one", "own-key-two"].map(
          async (key) => (await send("/leads/anything", { body: dana, headers: { "x-bridge-key": key } })).status,
        ),
      );
    expect(await answers()).toEqual([200, 401]);
    secrets.keys = { seed, sources: { anything: { key: "own-key-two", previous_key: "own-key-one" } } };
    clock.pass(60 * seconds);
    expect(await answers()).toEqual([200, 200]);
    secrets.keys = { seed, sources: { anything: { key: "own-key-two" } } };
    clock.pass(60 * seconds);
    expect(await answers()).toEqual([401, 200]);
  });

  it("F95: of a webhook is dead within a minute as well", async () => {
    const { send, tokenOf, clock, secrets, store } = await openDoors();
    const hear = async (id: number, of: string) =>
      (await send(`/callingly/main/call_completed/${tokenOf("main", "call_completed", of)}`, { body: { id } })).status;
    expect([await hear(1, seed), await hear(2, nextSeed)]).toEqual([200, 404]);
    secrets.callbacks = { seed: nextSeed, previous_seed: seed };
    clock.pass(60 * seconds);
    expect([await hear(3, seed), await hear(4, nextSeed)]).toEqual([200, 200]);
    secrets.callbacks = { seed: nextSeed };
    clock.pass(60 * seconds);
    expect([await hear(5, seed), await hear(6, nextSeed)]).toEqual([404, 200]);
    expect(store.allCalls()).toHaveLength(4);
  });

  it("F95: counts as soon as it is set, also where the old ones are in memory", async () => {
    const { send, keyOf, tokenOf, clock, secrets } = await openDoors();
    const lead = async () => (await send(`/leads/anything/${keyOf("anything", nextSeed)}`, { body: dana })).status;
    const hint = async () =>
      (await send(`/callingly/main/call_completed/${tokenOf("main", "call_completed", nextSeed)}`, { body: { id: 1 } }))
        .status;
    clock.pass(6 * seconds);
    expect([await lead(), await hint()]).toEqual([401, 404]);
    secrets.keys = { seed: nextSeed, previous_seed: seed };
    secrets.callbacks = { seed: nextSeed, previous_seed: seed };
    clock.pass(6 * seconds);
    expect([await lead(), await hint()]).toEqual([200, 200]);
  });

  it("F94: that stands in a page reads nothing and changes nothing but to add a lead", async () => {
    const { send, keyOf, store } = await openDoors();
    const path = `/leads/website/${keyOf("website")}`;
    await send(path, { body: dana });
    for (const method of ["GET", "HEAD", "PUT", "PATCH", "DELETE", "TRACE"]) {
      const { status, body } = await send(path, { method });
      expect(body).not.toMatch(/Dana|2125550123|lead_/);
      expect([200, 404, 405]).toContain(status);
    }
    expect(store.allLeads()).toMatchObject([{ revision: 1 }]);
  });

  it("F93: is compared in constant time: a guess that is wrong at once takes as long as one wrong at its end, and no line compares what is secret as it compares text", () => {
    const [early, late] = timesOfWrongGuesses();
    expect(early).toBeGreaterThan(late / 20);
    const folder = new URL("../../../lambda/", import.meta.url);
    const lines = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /^(?:connectors[\\/].*|steps[\\/]hear-call[\\/].*|steps[\\/]check-origin)\.ts$/.test(name))
      .flatMap((name) => readFileSync(new URL(name, folder), "utf8").split("\n"));
    const compares = /(?:secret|token|signature|hmac|hash|apikey)\w*\)?\s*[!=]==?(?!=|\s*(?:undefined|""|"string"))/i;
    expect(lines.filter((line) => line.includes("sameSecret(")).length).toBeGreaterThan(5);
    expect(lines.filter((line) => compares.test(line))).toEqual([]);
  });
});

describe("a way around what stands before the doors", () => {
  const origin = "a-word-that-only-the-firewall-knows";

  it("F97: is refused, whatever else is right about the request, and counted", async () => {
    const { send, keyOf, tokenOf, store, clock } = await openDoors({ origin });
    const lead = (headers = {}) => send(`/leads/anything/${keyOf("anything")}`, { body: dana, headers });
    const hint = (headers = {}) =>
      send(`/callingly/main/call_completed/${tokenOf("main")}`, { body: { id: 1 }, headers });
    for (const headers of [
      {},
      { "x-bridge-origin": "a-guess" },
      { "x-bridge-origin": seed },
      { "x-bridge-key": origin },
    ]) {
      for (const answer of [
        await lead(headers),
        await hint(headers),
        await send("/health", { method: "GET", headers }),
      ]) {
        expect(answer).toMatchObject({ status: 403, body: expect.not.stringContaining(origin) });
      }
    }
    expect(store.allLeads()).toEqual([]);
    expect(store.allCalls()).toEqual([]);
    const [hour] = await store.sourceHours.since("anything", clock.now());
    expect(hour?.refusals).toEqual({ 403: 1 });
    const through = { "x-bridge-origin": origin };
    expect([(await lead(through)).status, (await hint(through)).status]).toEqual([200, 200]);
  });

  it("F97: does not open with the word alone what wants a key", async () => {
    const { send, store } = await openDoors({ origin });
    const headers = { "x-bridge-origin": origin };
    expect((await send("/leads/anything/a-guess", { body: dana, headers })).status).toBe(401);
    expect((await send("/callingly/main/call_completed/a-guess", { body: { id: 1 }, headers })).status).toBe(404);
    expect(store.allLeads()).toEqual([]);
  });

  it("F95: lets the next word in beside the former one, until that is taken away", async () => {
    const { send, clock, secrets } = await openDoors({ origin });
    const answers = async () =>
      Promise.all(
        [origin, nextSeed].map(
          async (word) => (await send("/health", { method: "GET", headers: { "x-bridge-origin": word } })).status,
        ),
      );
    expect(await answers()).toEqual([200, 403]);
    secrets.origin = { seed: nextSeed, previous_seed: origin };
    clock.pass(60 * seconds);
    expect(await answers()).toEqual([200, 200]);
    secrets.origin = { seed: nextSeed };
    clock.pass(60 * seconds);
    expect(await answers()).toEqual([403, 200]);
  });
});

describe("a signed request", () => {
  const secret = "signing-secret-of-the-vendor";
  const hubspot = { hubspot: { connector: "hubspot", account: "main", team: 1 } };
  const calendly = { calendly: { connector: "calendly", account: "main", team: 1 } };
  const doors = () =>
    openDoors({
      config: { sources: { ...hubspot, ...calendly } },
      sources: { hubspot: { client_secret: secret }, calendly: { signing_secret: secret } },
    });

  const signed = (at: Date, body = JSON.stringify({ hs_object_id: "151", phone: "(212) 555-0123" })) => {
    const time = String(at.getTime());
    const url = "https://leads.example.com/leads/hubspot";
    const signature = createHmac("sha256", secret).update(`POST${url}${body}${time}`).digest("base64");
    return {
      body,
      headers: {
        host: "leads.example.com",
        "x-forwarded-proto": "https",
        "content-type": "application/json",
        "x-hubspot-signature-v3": signature,
        "x-hubspot-request-timestamp": time,
      },
    };
  };

  it("F96: that is replayed within the window counts once, and the same answer is given", async () => {
    const { send, store, clock } = await doors();
    const request = signed(noon);
    const first = await send("/leads/hubspot", request);
    expect(first.status).toBe(200);
    for (let replay = 0; replay < 4; replay += 1) {
      clock.pass(minutes);
      const again = await send("/leads/hubspot", request);
      expect(JSON.parse(again.body)).toEqual({ status: "duplicate", lead_id: JSON.parse(first.body).lead_id });
    }
    expect(store.allLeads()).toHaveLength(1);
  });

  it("F96: that is replayed after the window, or was signed ahead of time, is refused", async () => {
    const { send, store, clock } = await doors();
    const ahead = signed(new Date(noon.getTime() + 6 * minutes));
    expect((await send("/leads/hubspot", ahead)).status).toBe(401);
    const request = signed(noon);
    clock.pass(5 * minutes + seconds);
    expect((await send("/leads/hubspot", request)).status).toBe(401);
    expect(store.allLeads()).toHaveLength(0);
  });

  it("F96: cannot be turned into another by a changed byte, address, method or time", async () => {
    const { send, store } = await doors();
    const { body, headers } = signed(noon);
    const tries = [
      send("/leads/hubspot", { body: body.replace("0123", "0124"), headers }),
      send("/leads/hubspot?x=1", { body, headers }),
      send("/leads/hubspot", { body, headers: { ...headers, host: "other.example.com" } }),
      send("/leads/hubspot", { body, headers: { ...headers, "x-forwarded-proto": "http" } }),
      send("/leads/hubspot", { body, headers: { ...headers, "x-hubspot-request-timestamp": `${noon.getTime() + 1}` } }),
      send("/leads/calendly", { body, headers }),
    ];
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401]);
    expect(store.allLeads()).toHaveLength(0);
  });

  it("F96: is demanded once there is a secret to sign with: the source's key alone opens nothing any more", async () => {
    const { send, keyOf, store } = await doors();
    for (const source of ["hubspot", "calendly"]) {
      expect((await send(`/leads/${source}/${keyOf(source)}`, { body: dana })).status).toBe(401);
    }
    expect(store.allLeads()).toHaveLength(0);
  });
});

/** So long that the time tells: compared as text, a guess that is wrong at once takes a thousandth of the other. */
const LENGTH = 4_000_000;

/** Milliseconds for a guess that is wrong at its first letter, and for one that is wrong at its last. */
function timesOfWrongGuesses(): readonly [early: number, late: number] {
  const secret = Buffer.alloc(LENGTH, "s").toString("latin1");
  const guesses = [`x${secret.slice(1)}`, `${secret.slice(1)}x`].map((guess) => Buffer.from(guess).toString("latin1"));
  // In turn, and the quickest of each: whatever else the machine does only makes a comparison slower.
  const rounds = Array.from({ length: 9 }, () =>
    guesses.map((guess) => {
      const start = performance.now();
      sameSecret(secret, guess);
      return performance.now() - start;
    }),
  );
  const quickest = (which: number) => Math.min(...rounds.map((times) => times[which] ?? 0));
  return [quickest(0), quickest(1)];
}
