import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sizeOfItem } from "../../../../bench/cost/table-size.ts";
import { figuresOf, total } from "../../../../lambda/lead/day-figures.ts";
import { type DayNumbers, nothing, plus } from "../../../../lambda/lead/day-numbers.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { daysLater } from "../../../../lambda/lead/local-day.ts";
import * as states from "../../../../lambda/lead/states.ts";
import { countDays } from "../../../../lambda/steps/reconcile/count-days.ts";
import { marshall } from "../../../../lambda/store/attributes.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import type { Store } from "../../../../lambda/store/store.ts";
import { aClock, aLog } from "../../../fakes/bridge.ts";
import { aLead, days, fromNoon, hours, minutes, noon, seconds } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

const main = { name: "main", timeZone: "America/New_York" };
const tokyo = { name: "tokyo", timeZone: "Asia/Tokyo" };

function aBridge({ accounts = [main], timeLeftMs = 60_000 } = {}) {
  const store = memoryStore();
  const clock = aClock(noon);
  const log = aLog();
  const count = (
    tick: "hour" | "night",
    of: Pick<Store, "arrivals" | "batches" | "days"> = limitedTo("reconcile", store),
  ) => countDays(tick, { accounts, store: of, ledgerDays: 400, now: clock.now, timeLeftMs: () => timeLeftMs, log });
  const stored = (account = "main") => store.days.between(account, "2026-01-01", "2026-12-31");
  return { store, clock, log, count, stored };
}

const ring = (lead: Lead, at: Date): Lead =>
  states.dialled(
    states.claimed(lead, "d", 7, at) as Lead,
    "d",
    { kind: "placed", callId: lead.id } as never,
    at,
  ) as Lead;

/** A table that is gone from the nth request on. */
function failingAfter(store: Store, requests: number): Pick<Store, "arrivals" | "batches" | "days"> {
  let left = requests;
  const counted =
    <Args extends unknown[], Result>(ask: (...args: Args) => Promise<Result>) =>
    async (...args: Args) => {
      left -= 1;
      if (left < 0) throw new Error("the function was ended");
      return ask(...args);
    };
  return {
    arrivals: { page: counted(store.arrivals.page) },
    batches: { leads: counted(store.batches.leads), calls: counted(store.batches.calls) },
    days: { put: counted(store.days.put), between: counted(store.days.between) },
  };
}

describe("days that are over", () => {
  it("counts yesterday in the hour after an account's midnight, and seven days every night", async () => {
    const { clock, count, stored } = aBridge({ accounts: [main, tokyo] });
    await count("hour");
    expect([await stored(), await stored("tokyo")]).toEqual([[], []]);
    clock.pass(16 * hours + 20 * minutes);
    await count("hour");
    expect((await stored()).map(({ date, zone }) => [date, zone])).toEqual([["2026-06-15", "America/New_York"]]);
    expect(await stored("tokyo")).toEqual([]);
    await count("night");
    expect((await stored()).map(({ date }) => date)).toEqual(
      Array.from({ length: 7 }, (_, at) => daysLater("2026-06-09", at)),
    );
    expect((await stored("tokyo")).map(({ date }) => date).at(-1)).toBe("2026-06-15");
  });

  it("has each lead in the day of its account, by the clocks there", async () => {
    const { store, clock, count, stored } = aBridge({ accounts: [main, tokyo] });
    // 23:30 of the 14th in New York, noon of the 15th in Tokyo.
    const late = new Date("2026-06-15T03:30:00Z");
    await store.leads.add(aLead({}, { at: late }));
    await store.leads.add({ ...aLead({}, { at: late }), account: "tokyo" });
    clock.pass(2 * days);
    await count("night");
    const came = async (account: string) =>
      (await stored(account)).flatMap(({ date, numbers }) => (total(numbers).came ? [date] : []));
    expect([await came("main"), await came("tokyo")]).toEqual([["2026-06-14"], ["2026-06-15"]]);
  });

  it("counts a day anew until the last of its leads was called, however far ahead that was asked for", async () => {
    const { store, clock, count, stored } = aBridge();
    const lead = aLead();
    const said = noon.toISOString();
    const asked = { text: "x", said, at: fromNoon(60 * days).toISOString(), zone: "UTC" };
    await store.leads.add(states.untilAsked(lead, asked, fromNoon(60 * days), noon) as Lead);
    const figures = async () => {
      const day = (await stored()).find(({ date }) => date === "2026-06-15");
      return day && { ...figuresOf(total(day.numbers)), countedAt: day.countedAt };
    };
    for (let night = 1; night <= 60; night += 1) {
      clock.pass(days);
      await count("night");
    }
    expect(await figures()).toMatchObject({ came: 1, waiting: 1, rung: 0, waitingFor: { "asked-time": 1 } });
    await changeLead(store.leads, lead.id, (one) => ring(one, fromNoon(60 * days + 2 * seconds)));
    clock.pass(days);
    await count("night");
    expect(await figures()).toMatchObject({ came: 1, waiting: 0, rung: 1, speed: { leads: 1 } });
    expect((await figures())?.speed.p50).toBeLessThan(3);
    // Its outcome comes some days later.
    clock.pass(3 * days);
    await changeLead(store.leads, lead.id, (one) => ({ ...one, outcome: "contacted" }));
    await count("night");
    expect(await figures()).toMatchObject({ outcomes: { contacted: 1 } });
    for (let night = 1; night <= 10; night += 1) {
      clock.pass(days);
      await count("night");
    }
    // By then nothing of it changes any more.
    const last = Date.parse((await figures())?.countedAt ?? "");
    expect(last).toBeLessThan(fromNoon(69 * days).getTime());
  });

  it("counts a day anew for as long as one of its leads waits", async () => {
    const { store, clock, count, stored } = aBridge();
    await store.leads.add(aLead());
    clock.pass(days);
    await count("night");
    clock.pass(20 * days);
    await count("night");
    const counted = async () => (await stored()).find(({ date }) => date === "2026-06-15")?.countedAt;
    expect(await counted()).toBe(clock.now().toISOString());
  });

  it("says the same as a naive count, whatever came late and wherever a count broke off", async () => {
    const life = fc.record({
      /** Hours before noon. */
      came: fc.integer({ min: 20, max: 50 }),
      rangAfter: fc.option(fc.integer({ min: 1, max: 600 }), { nil: undefined }),
      /** After how many nights its outcome came. */
      outcomeAfter: fc.integer({ min: 0, max: 3 }),
    });
    const breaks = fc.array(fc.nat(30), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(life, { maxLength: 12 }), breaks, async (lives, crashes) => {
        const { store, clock, count, stored } = aBridge();
        const leads = lives.map(({ came, rangAfter }) => {
          const lead = aLead({}, { at: fromNoon(-came * hours) });
          return rangAfter === undefined ? lead : ring(lead, fromNoon(-came * hours + rangAfter * seconds));
        });
        for (const lead of leads) await store.leads.add(lead);
        for (let night = 0; night < 6; night += 1) {
          for (const [at, lead] of leads.entries()) {
            const told = lives[at];
            if (told?.rangAfter === undefined || told.outcomeAfter !== night) continue;
            const news = { callId: lead.id, outcome: "contacted", final: true } as const;
            await changeLead(store.leads, lead.id, (current) => states.folded(current, news, clock.now()));
          }
          const crash = crashes[night];
          if (crash !== undefined) await count("night", failingAfter(store, crash)).catch(() => undefined);
          // A night may have been the last on which it went well.
          if (crash === undefined || night === 5) await count("night");
          clock.pass(days);
        }
        const all = (await stored()).reduce<DayNumbers>((sum, { numbers }) => plus(sum, numbers), nothing);
        const figures = figuresOf(total(all));
        expect(figures.came).toBe(lives.length);
        const rang = lives.filter(({ rangAfter }) => rangAfter !== undefined);
        expect([figures.rung, figures.waiting]).toEqual([rang.length, lives.length - rang.length]);
        expect(figures.speed.leads).toBe(rang.length);
        // By the last of seven nights every outcome has come.
        expect(figures.outcomes.contacted ?? 0).toBe(rang.length);
      }),
      { numRuns: 40 },
    );
  });

  it("reads a lead's redials, which the lead does not tell", async () => {
    const { store, clock, count, stored } = aBridge();
    const lead = ring(aLead(), noon);
    await store.leads.add({ ...lead, calls: ["1", "2"] });
    for (const [callId, after] of [
      ["1", 1],
      ["2", 60],
    ] as const) {
      await store.calls.hint({ account: "main", callId, digest: callId, at: noon });
      const call = await store.calls.find("main", callId);
      const startedAt = fromNoon(after * minutes).toISOString();
      const result = { callId, final: true, seconds: 9, outcome: "missed", startedAt } as const;
      if (call) await store.calls.save({ ...call, revision: 2, leadId: lead.id, result });
    }
    clock.pass(days);
    await count("night");
    expect((await stored()).at(-1)?.numbers.hours).toEqual({
      ...{ "attempts 8": 1, "attempts 9": 1 },
      // The hour in which the lead came, and how soon it was called.
      "speed 8 0": 1,
    });
  });

  it("leaves days for the next night when the time runs short, and says so", async () => {
    const { count, stored, log } = aBridge({ timeLeftMs: 10_000 });
    await count("night");
    expect(await stored()).toEqual([]);
    expect(JSON.stringify(log.lines)).toContain("days not counted");
  });

  it("takes one to four kilobytes for a busy day of four sources and two teams", async () => {
    const { store, clock, count, stored } = aBridge();
    for (let at = 0; at < 600; at += 1) {
      const lead = aLead({}, { at: fromNoon(at * 30 * seconds) });
      const rang = ring({ ...lead, source: `source-${at % 4}` }, fromNoon(at * 30 * seconds + (at % 90) * seconds));
      await store.leads.add({ ...rang, team: 19_230 + (at % 2), outcome: at % 3 ? "missed" : "contacted" });
    }
    clock.pass(days);
    await count("night");
    const day = (await stored()).at(-1);
    const bytes = sizeOfItem(marshall({ ...day, pk: "day#main", sk: day?.date, kind: "day", expiresAt: 1 }));
    expect(bytes).toBeGreaterThan(500);
    expect(bytes).toBeLessThan(4 * 1024);
  });
});
