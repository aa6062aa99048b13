import { describe, expect, it } from "vitest";
import type { Lead } from "../../../lambda/lead/lead.ts";
import * as states from "../../../lambda/lead/states.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import type { Store } from "../../../lambda/store/store.ts";
import { checkIdentity } from "../../../operator/doctor/identity.ts";
import { backlogOf, checkLeads } from "../../../operator/doctor/leads.ts";
import manifest from "../../../package.json" with { type: "json" };
import { aLead, fromNoon, hours, minutes, noon, website } from "../../fakes/leads.ts";
import { anOperator } from "../../fakes/stage.ts";
import { bridge } from "../command-line.ts";
import { aStage } from "../stage.ts";

/** A store that says which leads were read. */
function watched(store: Store = memoryStore()) {
  const read: string[] = [];
  const find = async (id: string) => {
    read.push(id);
    return store.leads.find(id);
  };
  return { read, store: { ...store, leads: { ...store.leads, find } } };
}

const heldAt = (at: Date, door = website): Lead =>
  states.held(aLead({ phone: "+12125550123" }, { at, door }), "stale", noon, { for: "person" }) as Lead;
const ids = (said: { json: () => unknown }) => (said.json() as { id: string }[]).map(({ id }) => id);

describe("what waits", () => {
  it("reads the leads that it shows, the newest, and no other", async () => {
    const { read, store } = watched();
    const leads = Array.from({ length: 40 }, (_, at) => heldAt(fromNoon(-at * minutes)));
    for (const lead of leads.toReversed()) await store.leads.add(lead);
    const said = await bridge(["leads", "list", "--limit", "3", "--json"], { stage: aStage({ store, now: noon }) });
    const newest = leads.slice(0, 3).map(({ id }) => id);
    expect(ids(said)).toEqual(newest);
    expect(read).toEqual(newest);
    const text = await bridge(["leads", "list", "--limit", "3"], { stage: aStage({ store, now: noon }) });
    expect(text.out).toContain("… and 37 more: --limit 40");
  });

  it("reads none whose reason or state is not asked for", async () => {
    const { read, store } = watched();
    await store.leads.add(heldAt(noon));
    await store.leads.add(aLead());
    const stage = aStage({ store, now: noon });
    await bridge(["leads", "list", "--reason", "paused"], { stage });
    await bridge(["leads", "list", "--state", "review"], { stage });
    await bridge(["leads", "list", "--since", "2026-06-16"], { stage });
    await bridge(["results", "list"], { stage });
    await bridge(["replay"], { stage });
    expect(read).toEqual([]);
  });

  it("shows a lead that is being dialled as what it is, though the index shows it as ready", async () => {
    const operator = anOperator();
    const lead = aLead();
    await operator.add(states.claimed(lead, "dial", 1, noon) as Lead);
    expect(await operator.json("leads list --state dialing")).toMatchObject([{ id: lead.id, state: "dialing" }]);
    expect(await operator.json("leads list --state ready")).toEqual([]);
  });

  it("does not have what is over, and due for nothing but its erasure; what the bridge fails on it has", async () => {
    const { read, store } = watched();
    const over = { ...aLead(), state: "completed", dueFor: "reconcile", expiresAt: 1 } as const;
    const dueAt = fromNoon(hours).toISOString();
    await store.leads.add({ ...over, dueAt });
    const stage = aStage({ store, now: noon });
    expect(ids(await bridge(["leads", "list", "--json"], { stage }))).toEqual([]);
    expect(read).toEqual([]);
    await store.leads.add({ ...over, id: "lead_failed", dueAt, faults: 1 });
    expect(ids(await bridge(["leads", "list", "--json"], { stage }))).toEqual(["lead_failed"]);
  });

  it("looks for a source in the newest two thousand, and says how many it did not look into", async () => {
    const { read, store } = watched();
    for (let at = 0; at < 2_100; at += 1) await store.leads.add(heldAt(fromNoon(-at * minutes)));
    const stage = aStage({ store, now: noon });
    const said = await bridge(["leads", "list", "--source", "anything", "--limit", "10"], { stage });
    expect(said.notes).toContain("Not looked into: 90 more that may be meant.");
    expect(read).toHaveLength(2_010);
    expect(
      ids(await bridge(["leads", "list", "--source", "website", "--limit", "10", "--json"], { stage })),
    ).toHaveLength(10);
    expect(read).toHaveLength(2_020);
  });

  it("is looked through by doctor, which reads three hundred leads at most", async () => {
    const { read, store } = watched();
    const gone = { ...website, source: "old-page" };
    for (let at = 0; at < 500; at += 1) await store.leads.add(aLead({}, { at: fromNoon(-at * minutes), door: gone }));
    const stage = aStage({ store, now: fromNoon(hours) });
    const backlog = backlogOf(stage);
    const findings = [...(await checkLeads(stage, backlog)), ...(await checkIdentity(stage, backlog))];
    const found = (check: string) => findings.find((one) => one.check === check)?.found;
    expect(found("leads that are due")).toContain("500 leads should have been rung by now");
    expect(found("source that is gone")).toContain("At least");
    expect(read.length).toBeLessThanOrEqual(300);
  });

  it("is looked through in a process with a small space for new objects", () => {
    expect(manifest.scripts.bridge).toBe("node --max-semi-space-size=8 bin/bridge.mjs");
  });

  it("is not called overdue by doctor while it is being dialled", async () => {
    const { store } = watched();
    await store.leads.add(states.claimed(aLead(), "dial", 1, fromNoon(10 * minutes)) as Lead);
    const stage = aStage({ store, now: fromNoon(10 * minutes) });
    expect(await checkLeads(stage, backlogOf(stage))).toContainEqual(
      expect.objectContaining({ check: "leads that are due", status: "ok" }),
    );
  });

  it("shows results by their account, of which only those are read that are shown", async () => {
    const store = memoryStore();
    const read: string[] = [];
    const find = async (account: string, callId: string) => {
      read.push(callId);
      return store.calls.find(account, callId);
    };
    for (const [at, callId] of ["1", "2", "3"].entries())
      await store.calls.hint({ account: callId === "2" ? "other" : "main", callId, digest: "d", at: fromNoon(at) });
    const stage = aStage({ store: { ...store, calls: { ...store.calls, find } }, now: noon });
    const said = await bridge(["results", "list", "--account", "main", "--limit", "1", "--json"], { stage });
    expect(said.json<{ call_id: string }[]>().map(({ call_id }) => call_id)).toEqual(["3"]);
    expect(read).toEqual(["3"]);
  });
});
