import { describe, expect, it } from "vitest";
import { decided } from "../../../../lambda/lead/decisions.ts";
import { ageMs, type Lead } from "../../../../lambda/lead/lead.ts";
import { type DialDeps, dialLead } from "../../../../lambda/steps/dial-lead/dial-lead.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aBridge, aClock, aLog, aMeasure, noPace, someIds } from "../../../fakes/bridge.ts";
import { unhindered } from "../../../fakes/dialling.ts";
import { aLead, hours, minutes, seconds, website } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { neverStopped } from "../../../fakes/never-stopped.ts";

const saturdayEvening = new Date("2026-06-14T01:30:00Z");

function aDialler(start: Date, turns: DialDeps["turns"] = noPace) {
  const store = memoryStore();
  const clock = aClock(start);
  const posted: unknown[] = [];
  const sources = { website: { connector: "html-form", account: "main", team: 19230, hours: "conservative" } } as const;
  const deps: DialDeps = {
    ...unhindered,
    bridge: aBridge({ sources }),
    store: limitedTo("dial-lead", store),
    callinglyFor: async () => ({
      ...neverStopped,
      tokenPrint: "token",
      createCall: async (input) => ({ kind: "placed", callId: String(9000 + posted.push(input)) }),
    }),
    turns,
    now: clock.now,
    newId: someIds("dial"),
    patienceMs: () => 5 * seconds,
    log: aLog(),
    measure: aMeasure(),
  };
  const find = async ({ id }: Lead) => (await store.leads.find(id)) as Lead;
  return {
    store,
    clock,
    posted,
    find,
    add: async (phone: string) => {
      const lead = aLead({ phone }, { door: website, at: clock.now() });
      await store.leads.add(lead);
      return lead;
    },
    dial: (lead: Lead) => dialLead(lead.id, deps),
    release: async (lead: Lead) =>
      changeLead(store.leads, await find(lead), (current) => decided(current, { kind: "release" }, "pat", clock.now())),
  };
}

describe("a lead that comes outside the hours of its person", () => {
  it("is due when they open, and rings then, though that is longer than a lead may wait", async () => {
    const dialler = aDialler(saturdayEvening);
    // In Utah nobody is rung on a Sunday, nor on that Monday, which is a holiday there.
    const lead = await dialler.add("+18015550123");
    dialler.clock.pass(2 * hours);
    await dialler.dial(lead);
    const waiting = await dialler.find(lead);
    const opens = "2026-06-16T14:00:00.000Z";
    expect(waiting).toMatchObject({ state: "ready", reason: "outside-hours", dueFor: "dial-lead", dueAt: opens });
    dialler.clock.pass(Date.parse(opens) - dialler.clock.now().getTime());
    expect(ageMs(waiting, dialler.clock.now())).toBe(2 * hours);
    await dialler.dial(lead);
    expect(await dialler.find(lead)).toMatchObject({ state: "placed" });
    expect(dialler.posted).toHaveLength(1);
  });

  it("is left alone until then, whoever is woken", async () => {
    const dialler = aDialler(saturdayEvening);
    const lead = await dialler.add("+12125550123");
    await dialler.dial(lead);
    const { revision } = await dialler.find(lead);
    dialler.clock.pass(3 * hours);
    await dialler.dial(lead);
    expect(await dialler.find(lead)).toMatchObject({ revision });
  });

  it("gives its phone back when the hours end while it waits in line: it keeps no other lead from it", async () => {
    const slow: DialDeps["turns"] = {
      ...noPace,
      take: async () => {
        dialler.clock.pass(5 * seconds);
        return undefined;
      },
    };
    const dialler = aDialler(new Date("2026-06-16T00:49:58Z"), slow);
    const lead = await dialler.add("+12125550123");
    await dialler.dial(lead);
    expect(await dialler.find(lead)).toMatchObject({ state: "ready", reason: "outside-hours" });
    expect(dialler.posted).toEqual([]);
    expect(await dialler.store.phones.find("main", "+12125550123")).toBeUndefined();
  });

  it("rings once for two leads of one person that waited for the same morning", async () => {
    const dialler = aDialler(saturdayEvening);
    const leads = [await dialler.add("+12125550123"), await dialler.add("+12125550123")];
    for (const lead of leads) await dialler.dial(lead);
    dialler.clock.pass(Date.parse("2026-06-14T12:00:00Z") - saturdayEvening.getTime());
    for (const lead of leads) await dialler.dial(lead);
    expect(dialler.posted).toHaveLength(1);
    expect((await dialler.find(leads[1] as Lead)).state).toBe("merged");
  });
});

describe("a lead of which nobody knows where its person is", () => {
  it("F53: waits for an operator where its places leave no moment, and rings when it is released", async () => {
    const dialler = aDialler(new Date("2026-06-15T16:00:00Z"));
    const lead = await dialler.add("+12125550123");
    const place = { country: "US", zone: "Asia/Kolkata", state: "HI" };
    await changeLead(dialler.store.leads, await dialler.find(lead), (current) => ({ ...current, place }));
    await dialler.dial(lead);
    expect(await dialler.find(lead)).toMatchObject({ state: "held", reason: "places-disagree", dueFor: "reconcile" });
    dialler.clock.pass(10 * minutes);
    await dialler.release(lead);
    await dialler.dial(lead);
    const called = await dialler.find(lead);
    expect(called.state).toBe("placed");
    expect(called.history).toContainEqual(expect.objectContaining({ state: "ready", reason: "decided", by: "pat" }));
  });
});
