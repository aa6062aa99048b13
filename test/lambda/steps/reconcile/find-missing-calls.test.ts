import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { CallSchema } from "../../../../lambda/callingly/schemas.ts";
import { unmatched } from "../../../../lambda/lead/call/call.ts";
import { claimed, dialled } from "../../../../lambda/lead/states.ts";
import { findMissingCalls } from "../../../../lambda/steps/reconcile/find-missing-calls.ts";
import { changeCall, changeLead } from "../../../../lambda/store/change.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aClock, aLog, aMeasure, configuredClocks } from "../../../fakes/bridge.ts";
import { heldCall } from "../../../fakes/calls.ts";
import { aLead, fromNoon, hours, noon } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { takesPhone } from "../../../fakes/phones.ts";

const main = { name: "main", token: "main", timeZone: "UTC", whenUnproven: "review" } as const;
const PHONE = "+12125550123";

async function aNight() {
  const store = memoryStore();
  const clock = aClock(noon);
  const lead = aLead({ phone: PHONE });
  await store.leads.add(lead);
  await changeLead(store.leads, lead, (one) => claimed(one, "dial", 19230, noon));
  await changeLead(store.leads, lead.id, (one) => dialled(one, "dial", { kind: "placed", callId: "77" }, noon));
  await takesPhone(store, lead, { until: noon });
  clock.pass(6 * hours);
  const days: Record<string, object[]> = {};
  const asked: string[] = [];
  const measure = aMeasure();
  let rowsVanish = false;
  return {
    store,
    measure,
    /** From now on a row vanishes between two pages, and the one that moves up into its place is on neither. */
    letRowsVanish: () => {
      rowsVanish = true;
    },
    asked,
    list: (day: string, ...calls: object[]) => {
      days[day] = calls;
    },
    find: () =>
      findMissingCalls(main, {
        store: limitedTo("reconcile", store),
        callinglyFor: async () => ({
          async *eachCall({ start = "" } = {}, { limit = 100 } = {}) {
            asked.push(start);
            for (const [index, call] of (days[start] ?? []).entries()) {
              const slipsThrough = rowsVanish && index > 0 && index % (limit + 1) === limit;
              if (!slipsThrough) yield z.parse(CallSchema, call);
            }
          },
        }),
        clocks: configuredClocks,
        now: clock.now,
        log: aLog(),
        measure,
      }),
  };
}

const call = (id: number, more: object = {}) => ({
  id,
  direction: "outbound",
  started_at: "2026-06-15 12:00:05",
  status: "completed",
  lead: { id: 5, phone_number: PHONE },
  ...more,
});

describe("the nightly difference", () => {
  it("F72: finds the calls of our leads that nobody told us of, and has each told as its webhook would have", async () => {
    const { store, list, find } = await aNight();
    list("2026-06-15", call(77), call(78, { started_at: "2026-06-15 14:00:05" }));
    expect(await find()).toEqual({ listed: 2, missing: 2 });
    expect(await store.calls.find("main", "78")).toMatchObject({ state: "hinted", dueFor: "report-call" });
    expect(await find()).toEqual({ listed: 2, missing: 0 });
  });

  it("finds a call whose hint woke nobody", async () => {
    const { store, list, find } = await aNight();
    await store.calls.hint({ account: "main", callId: "77", digest: "d", isFirstTry: true, at: noon });
    list("2026-06-15", call(77));
    expect(await find()).toEqual({ listed: 1, missing: 1 });
    expect(await store.calls.find("main", "77")).toMatchObject({ state: "hinted", dueFor: "report-call" });
    expect(await find()).toEqual({ listed: 1, missing: 0 });
  });

  it("finds a call whose worker died before anybody was told, once its lease is over", async () => {
    const { store, list, find } = await aNight();
    const hint = { account: "main", callId: "77", digest: "d", isFirstTry: true, at: noon };
    await store.calls.hint(hint);
    const hold = { isWatched: true, now: fromNoon(6 * hours) };
    const result = { callId: "77", final: true, seconds: 0 };
    await changeCall(store.calls, hint, (heard) => heldCall(heard, result, "lead_a", [], hold));
    list("2026-06-15", call(77));
    await find();
    expect((await store.calls.find("main", "77"))?.dueAt).toBeUndefined();
    await changeCall(store.calls, hint, (held) => ({ ...held, leaseUntil: noon.toISOString() }));
    await find();
    expect(await store.calls.find("main", "77")).toMatchObject({ state: "hinted", dueFor: "report-call" });
  });

  it("has a call read whose hint woke nobody although no time shows that it is ours: only its ref may say so", async () => {
    const { store, list, find } = await aNight();
    await store.calls.hint({ account: "main", callId: "70", digest: "d", ref: 4711, isFirstTry: true, at: noon });
    list("2026-06-15", call(70, { started_at: "2026-06-15 11:00:00" }));
    expect(await find()).toEqual({ listed: 1, missing: 0 });
    expect(await store.calls.find("main", "70")).toMatchObject({ dueFor: "report-call", refHint: 4711 });
  });

  it("F58/F72: finds a call that slipped through between two pages", async () => {
    const { store, list, find, letRowsVanish } = await aNight();
    const calls = Array.from({ length: 250 }, (_, index) => call(1_000 + index));
    list("2026-06-15", ...calls);
    letRowsVanish();
    expect(await find()).toEqual({ listed: 250, missing: 250 });
    expect(store.allCalls()).toHaveLength(250);
  });

  it("asks twice only for a day of several pages", async () => {
    const { asked, list, find } = await aNight();
    list("2026-06-15", ...Array.from({ length: 99 }, (_, index) => call(1_000 + index)));
    list("2026-06-14", ...Array.from({ length: 100 }, (_, index) => call(2_000 + index)));
    await find();
    expect(asked.filter((day) => day === "2026-06-15")).toHaveLength(1);
    expect(asked.filter((day) => day === "2026-06-14")).toHaveLength(2);
  });

  it("measures each call once that nobody had told us of, and no stranger's", async () => {
    const { measure, list, find } = await aNight();
    const stranger = call(90, { lead: { id: 6, phone_number: "+12125550199" } });
    list("2026-06-15", call(77), call(78, { started_at: "2026-06-15 14:00:05" }), stranger);
    await find();
    await find();
    expect(measure.told).toEqual([{ Missing: 2 }]);
  });

  it("reads calls that are no lead's once, and does not count them", async () => {
    const { store, list, find } = await aNight();
    const strangers = [
      call(90, { lead: { id: 6, phone_number: "+12125550199" } }),
      call(91, { direction: "inbound" }),
      call(92, { started_at: "2026-06-13 12:00:05" }),
    ];
    list("2026-06-15", ...strangers);
    expect(await find()).toEqual({ listed: 3, missing: 0 });
    expect(store.allCalls()).toHaveLength(3);
  });

  it("has a call read once more that was found to be nobody's and is a lead's after all", async () => {
    const { store, list, find } = await aNight();
    await store.calls.hint({ account: "main", callId: "78", digest: "webhook", at: noon });
    const strange = () => changeCall(store.calls, { account: "main", callId: "78" }, (one) => unmatched(one, noon));
    await strange();
    list("2026-06-15", call(78, { started_at: "2026-06-15 14:00:05" }));
    expect(await find()).toEqual({ listed: 1, missing: 1 });
    expect(await store.calls.find("main", "78")).toMatchObject({ state: "hinted", dueFor: "report-call" });
    await strange();
    expect(await find()).toEqual({ listed: 1, missing: 0 });
  });

  it("leaves a call alone that began a moment ago", async () => {
    const { store, list, find } = await aNight();
    list("2026-06-15", call(78, { started_at: "2026-06-15 17:55:00" }));
    expect(await find()).toEqual({ listed: 1, missing: 0 });
    expect(store.allCalls()).toEqual([]);
  });

  it("goes back three days, a day wider on both sides, and counts a call that two days list once", async () => {
    const { asked, list, find } = await aNight();
    list("2026-06-15", call(77));
    list("2026-06-16", call(77));
    expect(await find()).toEqual({ listed: 1, missing: 1 });
    expect(asked).toEqual(["2026-06-16", "2026-06-15", "2026-06-14", "2026-06-13", "2026-06-12", "2026-06-11"]);
  });
});
