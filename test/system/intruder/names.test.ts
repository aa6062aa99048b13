import { describe, expect, it } from "vitest";
import { type BridgeConfigInput, defineConfig } from "../../../lambda/config/schema.ts";
import { dana, openDoors } from "./doors.ts";

/** Names in addresses that lead elsewhere, or mean something to JavaScript. */

const odd = [
  "..",
  ".",
  "%2e%2e",
  "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
  "..%2fwebsite",
  "..%5cwebsite",
  "%252e%252e",
  "website%00",
  "%00",
  "website%2f..",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "toString",
  "prototype",
  "WEBSITE",
  "website%20",
  "website%0d%0ax-admin:%201",
  "%E2%80%AEetisbew",
  "ｗebsite".normalize("NFD").replace(/[^\w]/g, encodeURIComponent),
  "a".repeat(4_000),
  "%ff",
  "%",
  "{source}",
  "lead%23x",
];

describe("a name in an address", () => {
  it.each(odd)("that is %j names no source, whatever key comes with it", async (name) => {
    const { send, keyOf, store, lines } = await openDoors();
    for (const key of [keyOf("website"), keyOf(name), ""]) {
      const { status, body } = await send(`/leads/${name}/${key}`, { body: dana });
      expect([400, 404]).toContain(status);
      expect(body).not.toContain("etc");
      expect(body.length).toBeLessThan(100);
    }
    expect(store.allLeads()).toHaveLength(0);
    expect(lines.some((line) => line.includes('"bug"'))).toBe(false);
  });

  it.each(odd)("that is %j names neither an account nor an event", async (name) => {
    const { send, tokenOf, store, lines } = await openDoors();
    const body = { id: 38700001 };
    for (const path of [
      `/callingly/${name}/call_completed/${tokenOf("main")}`,
      `/callingly/${name}/call_completed/${tokenOf(name)}`,
      `/callingly/main/${name}/${tokenOf("main")}`,
      `/callingly/main/call_completed/${name}`,
    ]) {
      expect([400, 404]).toContain((await send(path, { body })).status);
    }
    expect(store.allCalls()).toHaveLength(0);
    expect(lines.some((line) => line.includes('"bug"'))).toBe(false);
  });

  it("that comes as a key opens nothing", async () => {
    const { send, store } = await openDoors();
    for (const name of odd) {
      for (const path of [`/leads/anything/${name}`, `/leads/anything?key=${name}`, `/leads/anything?key[]=${name}`]) {
        expect([400, 401, 404]).toContain((await send(path, { body: dana })).status);
      }
    }
    expect(store.allLeads()).toHaveLength(0);
  });

  it("may be written in escapes, since the front door reads those, and means the same source", async () => {
    const { send, keyOf, store } = await openDoors();
    expect((await send(`/leads/%61nything/${keyOf("anything")}`, { body: dana })).status).toBe(200);
    expect(store.allLeads()).toMatchObject([{ source: "anything" }]);
  });

  it("leads out of no part of an address: nothing is behind the routes", async () => {
    const { send } = await openDoors();
    for (const path of [
      "/",
      "/../../etc/passwd",
      "/leads",
      "/leads/",
      "//evil.example.com/",
      "/form.js/../leads",
      "/.env",
    ]) {
      expect([400, 404]).toContain((await send(path, { method: "GET" })).status);
    }
  });
});

it("a name that JavaScript keeps for itself is refused in the configuration, with the path and the remedy", () => {
  const config = (name: string): BridgeConfigInput => ({
    accounts: { [name]: {} },
    sources: { [name]: { connector: "json", account: name, team: 1 } },
  });
  expect(() => defineConfig(config("constructor"))).toThrow(
    /accounts\.constructor: JavaScript keeps this name for itself; use another/,
  );
  for (const name of ["..", "a/b", "a#b", "A", "a b", "__proto__x", "a\u0000"]) {
    expect(() => defineConfig(config(name))).toThrow(/use 1 to 40 lower-case letters, digits and dashes/);
  }
});
