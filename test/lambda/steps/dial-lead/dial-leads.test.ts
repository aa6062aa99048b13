import { describe, expect, it } from "vitest";
import type { BridgeConfigInput } from "../../../../lambda/config/schema.ts";
import { decided } from "../../../../lambda/lead/decisions.ts";
import { type Gate, gateOn } from "../../../../lambda/lead/gates.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { type DialLeadsDeps, dialDue, dialWoken } from "../../../../lambda/steps/dial-lead/dial-leads.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aBridge, aClock, aLog, aMeasure, noPace, someIds } from "../../../fakes/bridge.ts";
import { aLead, hours, minutes, noon, seconds, website } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { neverStopped } from "../../../fakes/never-stopped.ts";

/** The dialler as the stream and the ticks wake it, and what it asks of the table about leads. */
function aDialler() {
  const store = memoryStore();
  const limited = limitedTo("dial-lead", store);
  const clock = aClock(noon);
  const dialled: unknown[] = [];
  const asked: string[] = [];
  const world = { config: {} as Partial<BridgeConfigInput>, hasToken: true };
  const newId = someIds("dial");
  const ended = () => clock.now().getTime() + 60 * seconds;
  const leads: typeof limited.leads = {
    ...limited.leads,
    find: (id) => {
      asked.push("find");
      return limited.leads.find(id);
    },
    save: (lead) => {
      asked.push("save");
      return limited.leads.save(lead);
    },
  };
  const deps = (): DialLeadsDeps => {
    const end = ended();
    return {
      bridge: aBridge(world.config),
      store: { ...limited, leads },
      callinglyFor: async () =>
        world.hasToken
          ? {
              ...neverStopped,
              tokenPrint: "token",
              createCall: async (input) => {
                dialled.push(input.phone_number);
                return { kind: "placed", callId: String(9000 + dialled.length) } as never;
              },
              listTeams: async () => [],
              getTeam: async () => ({}) as never,
            }
          : undefined,
      turns: noPace,
      scrub: async () => "clear",
      suppressionOf: async () => undefined,
      openPlatform: async () => undefined,
      now: clock.now,
      newId,
      sleep: async (ms) => clock.pass(ms),
      timeLeftMs: () => end - clock.now().getTime(),
      log: aLog(),
      measure: aMeasure(),
    };
  };
  return {
    store,
    clock,
    world,
    dialled,
    asked,
    async comes(lead: Lead = aLead()): Promise<Lead> {
      await store.leads.add(lead);
      await dialWoken([lead], deps());
      return lead;
    },
    async tick() {
      clock.pass(minutes);
      asked.length = 0;
      await dialDue(deps());
    },
    find: async (lead: Lead) => (await store.leads.find(lead.id)) as Lead,
  };
}

const pause = (on: string): Gate => ({ on, reason: "paused", closedAt: noon.toISOString(), tries: 0 });

describe("a lead that a rule holds", () => {
  it("F50: is neither read nor written at a tick while its gate is closed", async () => {
    const { store, comes, tick, asked, find } = aDialler();
    await store.gates.close(pause(gateOn.everything));
    const lead = await comes();
    const before = await find(lead);
    expect(before).toMatchObject({ state: "held", reason: "paused" });
    for (let count = 0; count < 20; count += 1) {
      await tick();
      expect(asked).toEqual([]);
    }
    expect(await find(lead)).toEqual(before);
  });

  it("F50: is called at the next tick once its gate has opened, whoever opened it", async () => {
    const { store, clock, comes, tick, dialled, find } = aDialler();
    await store.gates.close(pause(gateOn.everything));
    const lead = await comes();
    clock.pass(hours);
    await store.gates.open(pause(gateOn.everything));
    await tick();
    expect(dialled).toHaveLength(1);
    expect((await find(lead)).state).toBe("placed");
  });

  it("goes when its own gate opens, while another's with the same reason stays closed", async () => {
    const { store, comes, tick, find } = aDialler();
    await store.gates.close(pause(gateOn.account("main")));
    await store.gates.close(pause(gateOn.account("agency")));
    const lead = await comes();
    const other = await comes(aLead({}, { door: { ...website, source: "client", account: "agency" } }));
    await store.gates.open(pause(gateOn.account("agency")));
    await tick();
    expect((await find(lead)).state).toBe("held");
    expect((await find(other)).state).toBe("placed");
  });

  it("F32: goes when the secret has a token", async () => {
    const { world, comes, tick, asked, find } = aDialler();
    world.hasToken = false;
    const lead = await comes();
    await tick();
    expect(asked).toEqual([]);
    world.hasToken = true;
    await tick();
    expect((await find(lead)).state).toBe("placed");
  });

  it("is not dialled in a dry run, and rings only when it is released after it", async () => {
    const { world, store, comes, tick, dialled, find } = aDialler();
    world.config = { policies: { dryRun: true } };
    const lead = await comes();
    expect(await find(lead)).toMatchObject({ state: "held", reason: "dry-run", ringsPossible: 0 });
    world.config = {};
    await tick();
    expect(dialled).toEqual([]);
    const release = (current: Lead) => decided(current, { kind: "release" }, "Robin Ashby", noon);
    await changeLead(store.leads, lead.id, release);
    await tick();
    expect(dialled).toHaveLength(1);
  });

  it("waits for the next day once as many were rung as a day may have, or until more may be", async () => {
    const { world, clock, comes, tick, dialled, asked, find } = aDialler();
    world.config = { policies: { maxRingsPerDay: 2, staleAfterHours: 24 } };
    const leads = [];
    for (const ending of ["123", "124", "125", "126"]) leads.push(await comes(aLead({ phone: `+12125550${ending}` })));
    const [, , third, fourth] = leads as [Lead, Lead, Lead, Lead];
    expect(dialled).toEqual(["+12125550123", "+12125550124"]);
    expect(await find(third)).toMatchObject({ state: "held", reason: "day-full" });
    await tick();
    expect(asked).toEqual([]);
    world.config = { policies: { maxRingsPerDay: 3, staleAfterHours: 24 } };
    await tick();
    expect(dialled).toHaveLength(3);
    // The day is one of UTC, and begins anew at midnight; noon was the leads' time.
    clock.pass(11 * hours + 58 * minutes);
    await tick();
    expect(dialled).toHaveLength(4);
    expect((await find(fourth)).state).toBe("placed");
  });

  it("that was merged into another takes no place of the day", async () => {
    const { world, comes, dialled } = aDialler();
    world.config = { policies: { maxRingsPerDay: 2 } };
    await comes(aLead({ phone: "+12125550123", email: "one@example.com" }));
    await comes(aLead({ phone: "+12125550123", email: "two@example.com" }));
    await comes(aLead({ phone: "+12125550124" }));
    expect(dialled).toEqual(["+12125550123", "+12125550124"]);
  });

  it("goes when the configuration lets it, and not before", async () => {
    const { world, comes, tick, asked, find } = aDialler();
    world.config = { policies: { paused: true } };
    const lead = await comes();
    await tick();
    expect(asked).toEqual([]);
    world.config = {};
    await tick();
    expect((await find(lead)).state).toBe("placed");
  });

  it("waits for a person once it has become too old behind its gate", async () => {
    const { store, clock, comes, tick, find } = aDialler();
    await store.gates.close(pause(gateOn.everything));
    const lead = await comes();
    clock.pass(7 * 24 * hours);
    await tick();
    expect(await find(lead)).toMatchObject({ state: "held", reason: "stale", dueFor: "reconcile" });
  });

  it("F50: holds up nobody, however many rest", async () => {
    const { store, comes, tick, find } = aDialler();
    await store.gates.close(pause(gateOn.account("main")));
    for (let count = 0; count < 600; count += 1) await comes();
    const other = aLead({}, { door: { ...website, source: "client", account: "agency" } });
    await store.leads.add(other);
    await tick();
    expect((await find(other)).state).toBe("placed");
  });
});

it("F52: leads that wait for Callingly go in the run that sees it answer", async () => {
  const { store, clock, comes, tick, find } = aDialler();
  const gate: Gate = { ...pause(gateOn.service("main")), reason: "callingly-failing", account: "main" };
  await store.gates.close({ ...gate, askAt: new Date(noon.getTime() + 30 * seconds).toISOString(), tries: 1 });
  const lead = await comes();
  expect(await find(lead)).toMatchObject({ state: "held", reason: "callingly-failing" });
  clock.pass(10 * seconds);
  await tick();
  expect((await find(lead)).state).toBe("placed");
});
