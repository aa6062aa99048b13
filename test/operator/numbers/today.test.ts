import { describe, expect, it } from "vitest";
import { accountsOf } from "../../../lambda/config/accounts.ts";
import { parked } from "../../../lambda/lead/call/call.ts";
import { figuresOf, total } from "../../../lambda/lead/day-figures.ts";
import { nothing } from "../../../lambda/lead/day-numbers.ts";
import { decided } from "../../../lambda/lead/decisions.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import * as states from "../../../lambda/lead/states.ts";
import { changeCall, changeLead } from "../../../lambda/store/change.ts";
import type { MemoryStore } from "../../../lambda/store/memory.ts";
import { todaysNumbers } from "../../../operator/numbers/todays-numbers.ts";
import { aLead, days, fromNoon, hours, minutes, noon, seconds, website } from "../../fakes/leads.ts";
import { anOperator } from "../../fakes/stage.ts";

const partner = { ...website, source: "partner" };
const agency = { ...website, source: "client", account: "agency" };

const rung = (lead: Lead, at: Date, callId = `call-${lead.id}`): Lead =>
  states.dialled(states.claimed(lead, "d", 7, at) as Lead, "d", { kind: "placed", callId } as never, at) as Lead;
const reached = (lead: Lead, at: Date, outcome: "contacted" | "missed" = "contacted"): Lead =>
  states.folded(lead, { callId: lead.callId ?? `call-${lead.id}`, outcome, final: true }, at) as Lead;
const stale = (lead: Lead): Lead => states.held(lead, "stale", noon, { for: "person" }) as Lead;

/** Which leads and calls a look reads. */
function watching(store: MemoryStore) {
  const read: string[] = [];
  const batches: MemoryStore["batches"] = {
    leads: (ids) => {
      read.push(...ids);
      return store.batches.leads(ids);
    },
    calls: (keys) => {
      read.push(...keys.map(({ callId }) => callId));
      return store.batches.calls(keys);
    },
  };
  const bridge = accountsOf({
    accounts: { main: { timeZone: "UTC" }, agency: { timeZone: "Asia/Tokyo" } },
  } as never) as never;
  const seen = () => read.splice(0).sort();
  return { store: { ...store, batches }, bridge, seen };
}

describe("today in numbers", () => {
  it("is each account's own day, with the days before that were counted", async () => {
    const { store, clock } = anOperator();
    const watched = watching(store);
    // 16:00 UTC begins the 16th in Tokyo.
    clock.pass(4 * hours + 30 * minutes);
    await store.leads.add(aLead({}, { at: fromNoon(-13 * hours) }));
    await store.leads.add(aLead({}, { at: fromNoon(hours) }));
    await store.leads.add(aLead({}, { at: fromNoon(hours), door: agency }));
    await store.leads.add(aLead({}, { at: fromNoon(3 * hours + 10 * minutes), door: agency }));
    const day = { account: "main", zone: "UTC", countedAt: noon.toISOString(), numbers: nothing };
    for (const date of ["2026-05-01", "2026-06-14", "2026-06-15"]) await store.days.put({ ...day, date }, noon);
    const { numbers } = await todaysNumbers({ ...watched, now: clock.now });
    const came = (account: string) => total(numbers.today.get(account) ?? nothing).came;
    expect([came("main"), came("agency")]).toEqual([1, 1]);
    expect(numbers.days.map(({ date }) => date)).toEqual(["2026-06-15", "2026-06-16"]);
    expect(numbers.before.map(({ date }) => date)).toEqual(["2026-06-14"]);
  });

  it("tells what waits, of whatever day, by reason, with what ends it", async () => {
    const { store, clock } = anOperator();
    await store.leads.add(stale(aLead({}, { at: fromNoon(-3 * days) })));
    await store.leads.add(stale(aLead()));
    await store.leads.add(aLead({}, { at: fromNoon(-hours) }));
    await store.leads.add(rung(aLead(), noon));
    await store.calls.hint({ account: "main", callId: "9", digest: "d", at: noon });
    await changeCall(store.calls, { account: "main", callId: "9" }, (call) => parked(call, "crm-refused", "no", noon));
    const { numbers } = await todaysNumbers({ ...watching(store), now: clock.now });
    expect(numbers.waiting).toMatchObject({ waiting: 1, needYou: 2, results: { parked: 1, pending: 0 } });
    expect(numbers.waiting.groups[0]).toMatchObject({
      kind: "operator",
      reason: "stale",
      count: 2,
      oldest: fromNoon(-3 * days).toISOString(),
      commands: ["bridge leads release --reason stale"],
    });
    expect(numbers.waiting.groups[1]).toMatchObject({ kind: "rule", reason: "none", count: 1, commands: [] });
    expect(numbers.waiting.results.groups[0]).toMatchObject({ reason: "crm-refused", count: 1 });
  });

  it("reads at a further look what is new and what may have changed, and nothing else", async () => {
    const { store, clock } = anOperator();
    const { seen, ...watched } = watching(store);
    const done = reached(rung(aLead({}, { at: fromNoon(-hours) }), fromNoon(-hours)), noon);
    const resting = aLead({}, { at: fromNoon(-2 * hours) });
    const moving = rung(aLead(), noon);
    for (const lead of [done, resting, moving]) await store.leads.add(lead);
    const today = await todaysNumbers({ ...watched, now: clock.now });
    expect(seen()).toEqual([done.id, resting.id, moving.id].sort());
    clock.pass(10 * seconds);
    await today.refresh();
    expect(seen()).toEqual([]);
    const late = aLead({}, { at: fromNoon(5 * seconds) });
    await store.leads.add(late);
    await changeLead(store.leads, moving.id, (lead) => reached(lead, clock.now()));
    clock.pass(10 * seconds);
    const numbers = await today.refresh();
    expect(seen()).toEqual([late.id, moving.id].sort());
    const figures = figuresOf(total(numbers.today.get("main") ?? nothing));
    expect(figures).toMatchObject({ came: 4, rung: 2, waiting: 2, outcomes: { contacted: 2 } });
  });

  it("learns in turn of an operator's decision and of a redial that reached somebody", async () => {
    const { store, clock } = anOperator();
    const missed = reached(rung(aLead(), noon), noon, "missed");
    const held = stale(aLead());
    for (const lead of [missed, held]) await store.leads.add(lead);
    const today = await todaysNumbers({ ...watching(store), now: clock.now });
    await changeLead(store.leads, missed.id, (lead) => ({ ...lead, outcome: "contacted" }));
    await changeLead(store.leads, held.id, (lead) => decided(lead, { kind: "cancel" }, "Robin", noon));
    clock.pass(15 * minutes);
    const figures = figuresOf(total((await today.refresh()).today.get("main") ?? nothing));
    expect(figures).toMatchObject({ held: 0, cancelled: 1, outcomes: { contacted: 1 } });
  });

  it("begins anew when the day is over for one of the accounts", async () => {
    const { store, clock } = anOperator();
    await store.leads.add(aLead());
    const today = await todaysNumbers({ ...watching(store), now: clock.now });
    clock.pass(12 * hours + minutes);
    const numbers = await today.refresh();
    expect(numbers.days.map(({ date }) => date)).toEqual(["2026-06-16", "2026-06-16"]);
    expect(numbers.today.get("main")).toEqual(nothing);
  });
});

describe("bridge today", () => {
  it("shows five figures, speed, outcomes, what waits with its remedy, each with what it is a number of", async () => {
    const operator = anOperator();
    await operator.add(stale(aLead()));
    await operator.add(reached(rung(aLead({}, { at: fromNoon(-minutes) }), fromNoon(-57 * seconds)), noon));
    await operator.add(rung(aLead({}, { at: fromNoon(-minutes), door: partner }), fromNoon(-50 * seconds)));
    const { text, code } = await operator.run("today");
    expect(code).toBe(0);
    expect(text).toMatch(/came +3 +leads that were taken in/);
    expect(text).toMatch(/rung +2 /);
    expect(text).toMatch(/need you +1 +leads of any day that are held for your decision/);
    expect(text).toMatch(
      /speed to lead: p50 \d\.\d s, p90 [\d.]+ s, of 2 leads\n {2}from when a lead came until Callingly/,
    );
    expect(text).toMatch(/website +2 +1 /);
    expect(text).toContain("bridge leads release --reason stale");
    expect(text).toMatch(/11:00 +2 +1 +50 %/);
    expect(text).toContain("Every result is in the CRM.");
  });

  it("is the same for scripts, with the definitions", async () => {
    const operator = anOperator();
    await operator.add(aLead());
    const data = await operator.json("today --by account");
    expect(data).toMatchObject({
      came: 1,
      waiting: 1,
      need_you: 0,
      groups: [
        { name: "main", came: 1 },
        { name: "agency", came: 0 },
      ],
      waiting_for: [{ reason: "none", count: 1 }],
    });
    expect(Object.keys(data)).toContain("definitions");
  });

  it("adds the days before that were counted, and names those that were not", async () => {
    const operator = anOperator();
    await operator.add(aLead());
    const numbers = { hours: {}, cells: { website: { "7": { came: 5, rung: 5, "outcome missed": 5 } } } };
    const day = { account: "main", zone: "UTC", countedAt: noon.toISOString(), numbers };
    for (const date of ["2026-06-11", "2026-06-13"]) await operator.store.days.put({ ...day, date }, noon);
    expect(await operator.json("today --since 3d")).toMatchObject({
      came: 6,
      days: 3,
      groups: [{ outcomes: { missed: 5 } }],
    });
    const { text } = await operator.run("today --since 2026-06-10");
    expect(text).toMatch(/came +11/);
    expect(text).toMatch(/Not counted yet, and missing: main 2026-06-14, main 2026-06-12/);
    const { notes, code } = await operator.run("today --since 2h");
    expect([notes, code]).toEqual([expect.stringContaining("numbers are counted by the day"), 2]);
  });

  it("prints with --mail the morning mail as it would be sent now, and sends nothing", async () => {
    const operator = anOperator();
    await operator.add(stale(aLead({}, { at: fromNoon(-20 * hours) })));
    const { text, code } = await operator.run("today --mail");
    expect(code).toBe(0);
    expect(text).toMatch(/^callingly-bridge \S+: 1 came, 0 rung, 1 need you\n\nYesterday \(2026-06-14 in /);
    expect(text).toContain("bridge leads release --reason stale");
    expect(await operator.json("today --mail")).toEqual({
      subject: expect.stringMatching(/need you$/),
      text: expect.stringContaining("What needs you:"),
    });
  });

  it("tells the speed by the hour in which leads came", async () => {
    const operator = anOperator();
    await operator.add(reached(rung(aLead({}, { at: fromNoon(-minutes) }), fromNoon(-57 * seconds)), noon));
    const { text } = await operator.run("today");
    expect(text).toMatch(/came at +leads +p50 +p90\n *11:00 +1 +[23]\.\d s +[23]\.\d s/);
    expect(await operator.json("today")).toMatchObject({ speed_by_hour: [{ hour: 11, leads: 1 }] });
  });
});
