import { describe, expect, it } from "vitest";
import { defineConfig } from "../../../lambda/config/schema.ts";
import { wantedAccounts } from "../../../local/wanted-accounts.ts";
import { createCallingly } from "../../../stand-ins/callingly/callingly.ts";
import { configuredWorld, tokensFor } from "../../../stand-ins/callingly/configured-world.ts";
import { memoryJournal } from "../../../stand-ins/callingly/journal.ts";
import type { SwitchChanges } from "../../../stand-ins/callingly/switches.ts";

/** A configuration as an agency writes it: nothing in it is the demo's. */
const source = { connector: "json", report: [] };
const wanted = wantedAccounts(
  defineConfig({
    accounts: {
      harbor: { timeZone: "Europe/Berlin" },
      pier: { timeZone: "UTC" },
      "client-a": { token: "agency", accountId: 40001, timeZone: "America/Chicago" },
      "client-b": { token: "agency", accountId: 40002 },
    },
    sources: {
      website: { ...source, account: "harbor", team: 501 },
      evening: { ...source, account: "harbor", team: 502 },
      pier: { ...source, account: "pier", team: 501 },
      a: { ...source, account: "client-a", team: 601 },
      b: { ...source, account: "client-b", team: 602 },
    },
    routes: [
      { when: { source: "a", category: "solar" }, team: 603 },
      { when: { category: "vip" }, team: 700 },
    ],
  }),
);
const tokens = tokensFor(wanted);

function world(switches: SwitchChanges = {}, journal = memoryJournal()) {
  const timers = { after: () => () => {} };
  const deliver = async () => 200;
  const populate = configuredWorld(wanted);
  return createCallingly({ clock: Date.now, timers, random: Math.random, deliver, switches, journal, populate });
}

type World = ReturnType<typeof world>;

function ask(core: World, method: string, path: string, token = "", body: object = {}) {
  const [pathname = "", query = ""] = path.split("?");
  const reply = core.handle({
    method,
    path: `/v1${pathname}`,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: { authorization: `Bearer ${token}`, accept: "application/json" },
    body: JSON.stringify(body),
  });
  if (reply.kind !== "answer") throw new Error(reply.kind);
  return { status: reply.status, body: JSON.parse(reply.body) };
}

const accounts = [
  { token: "harbor", query: "", teams: [501, 502, 700] },
  { token: "pier", query: "", teams: [501, 700] },
  { token: "agency", query: "?account_id=40001", teams: [601, 603, 700] },
  { token: "agency", query: "?account_id=40002", teams: [602, 700] },
];

describe("the stand-in of a configuration", () => {
  it.each(accounts)("has the teams of $token$query, two agents in each, and rings them", ({ token, query, teams }) => {
    const core = world();
    const key = tokens.get(token);
    const rows: { id: number }[] = ask(core, "GET", `/teams${query}`, key).body;
    expect(rows.map(({ id }) => id).sort()).toEqual(teams);
    for (const id of teams) {
      expect(ask(core, "GET", `/teams/${id}/agents${query}`, key).body.agents).toHaveLength(2);
      const order = { team_id: id, phone_number: "+12125550100" };
      expect(ask(core, "POST", `/calls${query}`, key, order)).toMatchObject({ status: 200 });
    }
    expect(core.rings).toHaveLength(teams.length);
  });

  it("gives each token its own secret, the same every time, and lets none into another's account", () => {
    expect(new Set(tokens.values()).size).toBe(3);
    const core = world();
    expect(ask(core, "GET", "/teams?account_id=40001", tokens.get("harbor")).status).toBe(403);
    expect(ask(core, "GET", "/teams/502", tokens.get("pier")).status).toBe(404);
    expect(ask(core, "GET", "/teams", "demo-agency").status).toBe(200);
    expect(ask(core, "GET", "/teams", "harbor").status).toBe(401);
  });

  it("shows times in the zone that the configuration has for the account", () => {
    const zones = world()
      .records.all("account")
      .map(({ name, timezone }) => [name, timezone]);
    expect(Object.fromEntries(zones)).toMatchObject({
      harbor: "Europe/Berlin",
      pier: "UTC",
      "Client 40001": "America/Chicago",
    });
  });

  it("is the same after a restart, with what a changed configuration adds", () => {
    const journal = memoryJournal();
    const first = world({}, journal);
    ask(first, "POST", "/calls", tokens.get("harbor"), { team_id: 502, phone_number: "+12125550100" });
    const before = first.records.all("account");
    const second = world({}, journal);
    expect(second.records.all("account")).toEqual(before);
    expect(second.records.all("team")).toHaveLength(6);
    expect(second.rings).toHaveLength(1);
    second.reset();
    expect(ask(second, "GET", "/teams", tokens.get("harbor")).body).toHaveLength(3);
  });

  it("knows a team no longer that the switch takes away", () => {
    const core = world({ goneTeams: [501] });
    const order = { team_id: 501, phone_number: "+12125550100" };
    expect(ask(core, "POST", "/calls", tokens.get("harbor"), order)).toMatchObject({
      status: 422,
      body: { errors: { team_id: ["The selected team id is invalid."] } },
    });
    expect(ask(core, "GET", "/teams/501", tokens.get("harbor")).status).toBe(404);
    expect(core.rings).toEqual([]);
  });
});
