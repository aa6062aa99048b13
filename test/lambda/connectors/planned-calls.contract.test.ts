import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crmStandIns } from "../../../stand-ins/crms/index.ts";
import type { CrmStandIn, Message, PlannedKind } from "../../../stand-ins/kit/crm.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";
import { hours, minutes, seconds } from "../../fakes/leads.ts";
import { aPlanningTown } from "../../fakes/planning-town.ts";

/** What holds wherever somebody plans a call in a CRM, whichever that is: it rings once, at its last time, or not at all. */

const kindsOf = (standIn: CrmStandIn): readonly PlannedKind[] =>
  standIn.play(() => kept(undefined)).planner?.kinds ?? [];
const planning = crmStandIns.filter((standIn) => kindsOf(standIn).length > 0);
const all = planning.flatMap((standIn) =>
  kindsOf(standIn).map((kind) => [`${standIn.connector}, ${kind.name}`, standIn, kind] as const),
);

const times = [
  "2026-06-18T15:00:00.000Z",
  "2026-06-17T16:00:00.000Z",
  "2026-06-19T14:00:00.000Z",
  "2026-06-22T18:00:00.000Z",
];
const at = (index: number): string => times[index] ?? "";
/** A day without an hour is one on which the person is rung from nine o'clock, by their own clocks. */
const ringsAt = ({ hasHour }: PlannedKind, time: string): string =>
  hasHour ? time : `${time.slice(0, "2026-06-18".length)}T13:00:00.000Z`;

it("is held by every CRM that has the setting", () => {
  expect(planning.map(({ connector }) => connector).sort()).toEqual(["close", "hubspot", "pipedrive", "salesforce"]);
});

describe.each(all)("a planned call of %s", (_, standIn, kind) => {
  const aTown = () => aPlanningTown(standIn, [kind.name]);
  const planned = async (time = at(0)) => {
    const town = aTown();
    const { id, told } = town.planner.plan(kind.name, town.record, time);
    await town.post(told);
    await town.tick();
    return { ...town, id, told };
  };

  it("waits for its time with its person, and rings once then", async () => {
    const { all, until, rung, post, told } = await planned();
    expect(await all()).toMatchObject([
      { state: "ready", reason: "asked-time", dueAt: ringsAt(kind, at(0)), person: { phone: "+12125550123" } },
    ]);
    await post(told);
    await until("2026-06-20T12:00:00Z");
    await post(told);
    await until("2026-06-24T12:00:00Z");
    expect(rung).toEqual([ringsAt(kind, at(0))]);
  });

  it("rings at the new time once it is moved, also where its CRM is being asked about it", async () => {
    const { planner, id, post, until, rung, clock } = await planned();
    clock.pass(hours);
    await post(planner.move(id, at(2)));
    await until("2026-06-30T12:00:00Z");
    expect(rung).toEqual([ringsAt(kind, at(2))]);

    const town = aTown();
    const other = town.planner.plan(kind.name, town.record, at(0));
    await town.post(other.told);
    town.meanwhile(async (path) => {
      if (/\/oauth2?\//.test(path)) return;
      town.meanwhile(async () => undefined);
      town.clock.pass(2 * seconds);
      await town.post(town.planner.move(other.id, at(1)));
    });
    await town.until("2026-06-30T12:00:00Z");
    expect(town.rung).toEqual([ringsAt(kind, at(1))]);
  });

  it("is not moved back by what was said earlier and comes later", async () => {
    const { planner, id, post, until, rung, clock } = await planned();
    clock.pass(minutes);
    const earlier = planner.move(id, at(1));
    clock.pass(minutes);
    await post(planner.move(id, at(2)));
    await post(earlier);
    await until("2026-06-30T12:00:00Z");
    expect(rung).toEqual([ringsAt(kind, at(2))]);
  });

  it.each(["finish", "remove"] as const)("ends with a reason and rings nobody after `%s`", async (end) => {
    const { planner, id, post, until, rung, all, clock } = await planned();
    clock.pass(minutes);
    await post(planner[end](id));
    await until("2026-06-20T12:00:00Z");
    expect(rung).toEqual([]);
    expect(await all()).toMatchObject([{ state: "cancelled", reason: "booking-cancelled" }]);
  });

  it("rings once more that was done by mistake and is planned again, in whatever order that comes", async () => {
    for (const isLate of [false, true]) {
      const { planner, id, post, until, rung, clock } = await planned();
      clock.pass(minutes);
      const end = planner.finish(id);
      clock.pass(minutes);
      const again = planner.reopen(id, at(2));
      if (again === undefined) return;
      for (const told of isLate ? [...again, end] : [end, ...again]) await post(told);
      await until("2026-06-30T12:00:00Z");
      expect(rung).toEqual([ringsAt(kind, at(2))]);
    }
  });

  it("ends with a reason once it is moved more than a day into the past, and rings when it is moved on after that", async () => {
    const { planner, id, post, until, rung, all, clock } = await planned();
    clock.pass(minutes);
    await post(planner.move(id, "2026-06-10T15:00:00.000Z"));
    await until("2026-06-16T12:00:00Z");
    expect(await all()).toMatchObject([{ state: "cancelled", reason: "booking-cancelled" }]);
    await post(planner.move(id, at(2)));
    await until("2026-06-30T12:00:00Z");
    expect(rung).toEqual([ringsAt(kind, at(2))]);
  });

  it("that was moved into the past rings nobody, also where what was planned before comes later", async () => {
    const town = aTown();
    const { id, told } = town.planner.plan(kind.name, town.record, at(0));
    town.clock.pass(minutes);
    await town.post(town.planner.move(id, "2026-06-10T15:00:00.000Z"));
    await town.post(told);
    await town.until("2026-06-24T12:00:00Z");
    expect(town.rung).toEqual([]);
  });

  it("rings nobody where the source does not name it, nor where it was due long ago", async () => {
    const others = aPlanningTown(standIn, []);
    await others.post(others.planner.plan(kind.name, others.record, at(0)).told);
    await others.until("2026-06-20T12:00:00Z");
    expect([others.rung, await others.all()]).toEqual([[], []]);
    const { all, rung, until } = await planned("2026-06-10T15:00:00.000Z");
    await until("2026-06-20T12:00:00Z");
    expect(rung).toEqual([]);
    expect((await all()).filter(({ state }) => state !== "cancelled" && state !== "held")).toEqual([]);
  });

  it("takes midnight in UTC for an hour like any other", async () => {
    if (!kind.hasHour) return;
    const { all } = await planned("2026-06-19T00:00:00.000Z");
    expect(await all()).toMatchObject([{ reason: "asked-time", asked: { at: "2026-06-19T00:00:00.000Z" } }]);
  });
});

describe.each(planning.map((standIn) => [standIn.connector, standIn] as const))("in %s", (_, standIn) => {
  it("messages in any order, late and repeated, come to one ring at the last time, or to none", async () => {
    const lives = fc.record({
      kind: fc.constantFrom(...kindsOf(standIn)),
      agreed: fc.integer({ min: 1, max: times.length }),
      end: fc.constantFrom(undefined, undefined, "finish", "remove"),
      late: fc.array(fc.integer({ min: 0, max: 12 * 60 }), { minLength: 10, maxLength: 10 }),
      ticks: fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
    });
    await fc.assert(
      fc.asyncProperty(lives, async ({ kind, agreed, end, late, ticks }) => {
        const town = aPlanningTown(standIn, [kind.name]);
        const deliveries: { at: number; told: Message }[] = [];
        let id = "";
        const happen = (step: number): Message => {
          if (step === agreed) return end === "finish" ? town.planner.finish(id) : town.planner.remove(id);
          if (step > 0) return town.planner.move(id, at(step));
          const one = town.planner.plan(kind.name, town.record, at(0));
          id = one.id;
          return one.told;
        };
        const last = end === undefined ? agreed - 1 : agreed;
        for (let step = 0; step <= last; step += 1) {
          const told = happen(step);
          const now = town.clock.now().getTime();
          // Each comes twice, at some moments after it has happened.
          for (const twice of [0, 1]) deliveries.push({ at: now + (late[2 * step + twice] ?? 0) * minutes, told });
          deliveries.sort((one, other) => one.at - other.at);
          while (deliveries[0] !== undefined && (step === last || deliveries[0].at < now + hours)) {
            const due = deliveries.shift();
            if (due === undefined) break;
            town.clock.pass(Math.max(0, due.at - town.clock.now().getTime()));
            await town.post(due.told);
            if (ticks[deliveries.length % ticks.length]) await town.tick();
          }
          if (step < last) town.clock.pass(Math.max(0, now + hours - town.clock.now().getTime()));
        }
        await town.until("2026-06-30T12:00:00Z");
        expect(town.rung).toEqual(end === undefined ? [ringsAt(kind, at(agreed - 1))] : []);
      }),
      { numRuns: 40 },
    );
  });
});
