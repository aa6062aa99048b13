import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decided } from "../../../../lambda/lead/decisions.ts";
import { aTown, dana, eventsOf, only } from "../../../fakes/asked-town.ts";
import { days, fromNoon, hours, minutes, noon } from "../../../fakes/leads.ts";
import { takesPhone } from "../../../fakes/phones.ts";

/** A form, a booking page and a program, and the whole way from a request to a ring. It is 8:00 in New York. */

describe("a lead whose person asked for a time", () => {
  it("waits for it as data of ours, shows it, and rings once then", async () => {
    const town = aTown();
    await town.post("website", { ...dana, best_time_to_call: "tomorrow at 9" });
    await town.tick();
    expect(await only(town)).toMatchObject({
      state: "ready",
      reason: "asked-time",
      dueAt: "2026-06-16T13:00:00.000Z",
      asked: { text: "tomorrow at 9", at: "2026-06-16T13:00:00.000Z", zone: "America/New_York", by: "place" },
    });
    await town.until("2026-06-20T12:00:00Z");
    expect(town.rung).toEqual([{ at: "2026-06-16T13:00:00.000Z", phone: "+12125550123" }]);
  });

  it("rings at the next hour that is right, where the asked one is not", async () => {
    const town = aTown();
    await town.post("website", { ...dana, callback_time: "22:30" });
    await town.until("2026-06-17T00:00:00Z");
    expect(town.rung.map(({ at }) => at)).toEqual(["2026-06-16T12:00:00.000Z"]);
  });

  it("is not too old then, however long ago it came", async () => {
    const town = aTown();
    await town.post("program", { ...dana, id: "1", when: "2026-08-15T15:00:00Z" });
    await town.until("2026-09-01T12:00:00Z");
    expect(town.rung.map(({ at }) => at)).toEqual(["2026-08-15T15:00:00.000Z"]);
  });

  it("keeps all that it came with until then", async () => {
    const town = aTown();
    await town.post("program", { ...dana, id: "1", when: "2026-09-10T15:00:00Z" });
    await town.until("2026-09-10T14:59:00Z");
    const lead = await only(town);
    expect(lead).toMatchObject({ person: { phone: "+12125550123", email: "dana@example.com" }, state: "ready" });
    expect([lead.expiresAt, lead.strippedAt]).toEqual([undefined, undefined]);
  });

  it.each([
    ["over for longer than a lead may wait", "2026-06-14T15:00:00Z", "asked-time-past"],
    ["more than ninety days ahead", "2026-09-14T15:00:00Z", "asked-time-far"],
    ["that cannot be read", "when the children are at school", "asked-time-unclear"],
  ])("that is %s waits for an operator, where it stands in a place made for it", async (_, when, reason) => {
    const town = aTown();
    await town.post("program", { ...dana, id: "1", when });
    await town.until("2026-06-18T12:00:00Z");
    expect(await only(town)).toMatchObject({ state: "held", reason, dueFor: "reconcile" });
    expect(town.rung).toEqual([]);
  });

  it("is rung at once for a remark that says no moment, and shows the remark", async () => {
    const town = aTown();
    await town.post("website", { ...dana, best_time_to_call: "mornings" });
    await town.tick();
    expect(town.rung).toHaveLength(1);
    expect(await only(town)).toMatchObject({ asked: { text: "mornings" }, extra: { best_time_to_call: "mornings" } });
  });

  it("is rung at once for a time that was over a while ago", async () => {
    const town = aTown();
    await town.post("program", { ...dana, id: "1", when: "2026-06-15T08:00:00Z" });
    await town.tick();
    expect(town.rung).toHaveLength(1);
  });
});

describe("while a lead waits for its time", () => {
  const waiting = async () => {
    const town = aTown();
    await town.post("website", { ...dana, best_time_to_call: "tomorrow at 9" });
    await town.tick();
    return { town, lead: await only(town) };
  };

  it("another request of its person rings at once, and so does an agreed call in its time: it is another one", async () => {
    const town = aTown();
    await town.post("calendar", eventsOf(["2026-06-15T21:00:00Z"], false)[0] ?? {});
    await town.post("program", { ...dana, id: "6", when: "2026-06-15T16:30:00Z" });
    await town.tick();
    await town.post("website", dana);
    await town.tick();
    await town.until("2026-06-17T12:00:00Z");
    expect(town.rung.map(({ at }) => at)).toEqual([
      "2026-06-15T12:00:00.000Z",
      "2026-06-15T16:30:00.000Z",
      "2026-06-15T21:00:00.000Z",
    ]);
  });

  it("a time that anybody may have sent earns no call beside the one of the day", async () => {
    const town = aTown();
    await town.post("website", { ...dana, best_time_to_call: "today at 17:00" });
    await town.tick();
    await town.post("program", { ...dana, id: "7" });
    await town.until("2026-06-17T12:00:00Z");
    expect(town.rung.map(({ at }) => at)).toEqual(["2026-06-15T12:00:00.000Z"]);
  });

  it("a stranger who has one number rung by many names and times has it rung once", async () => {
    const town = aTown();
    for (let form = 0; form < 10; form += 1)
      await town.post("website", {
        ...dana,
        email: `x${form}@example.com`,
        best_time_to_call: `2026-06-${16 + form} 10:00`,
      });
    await town.until("2026-07-10T12:00:00Z");
    expect(town.rung.map(({ at }) => at)).toEqual(["2026-06-16T14:00:00.000Z"]);
    expect((await town.all()).map(({ state }) => state).sort()).toEqual([...Array(9).fill("merged"), "placed"]);
  });

  it.each([
    ["a later time", "2026-06-18 15:00", "2026-06-18T19:00:00.000Z"],
    ["an earlier time", "2026-06-17 15:00", "2026-06-17T19:00:00.000Z"],
    ["no time", undefined, "2026-06-15T12:01:00.000Z"],
  ])("the same form with a key of its own and %s is the last word, and rings once", async (_, second, at) => {
    const town = aTown();
    await town.post("website", { ...dana, best_time_to_call: "2026-06-18 09:00" }, { "idempotency-key": "k1" });
    await town.tick();
    town.clock.pass(minutes);
    await town.post("website", { ...dana, ...(second && { best_time_to_call: second }) }, { "idempotency-key": "k2" });
    await town.until("2026-06-22T12:00:00Z");
    expect(town.rung.map((ring) => ring.at)).toEqual([at]);
    expect((await town.all()).map(({ state }) => state).sort()).toEqual(["merged", "placed"]);
  });

  it("whose last word an operator has cancelled waits for an operator, as nobody knows what holds now", async () => {
    const town = aTown();
    await town.post("website", { ...dana, best_time_to_call: "2026-06-18 09:00" }, { "idempotency-key": "k1" });
    await town.tick();
    town.clock.pass(minutes);
    await town.post("website", { ...dana, best_time_to_call: "2026-06-18 15:00" }, { "idempotency-key": "k2" });
    await town.tick();
    const [, last] = await town.all();
    if (last) await town.decide(last, { kind: "cancel" });
    await town.until("2026-06-22T12:00:00Z");
    expect(town.rung).toEqual([]);
    expect((await town.all())[0]).toMatchObject({ state: "held", reason: "asked-again" });
  });

  it("one that rings within the hour before its time is the call that it asked for", async () => {
    const { town, lead } = await waiting();
    await town.until("2026-06-16T12:30:00Z");
    await town.post("program", { ...dana, id: "7" });
    await town.tick();
    await town.until("2026-06-17T12:00:00Z");
    expect(town.rung.map(({ at }) => at)).toEqual(["2026-06-16T12:30:00.000Z"]);
    expect(await town.store.leads.find(lead.id)).toMatchObject({ state: "merged", reason: "same-phone" });
  });

  it("the same form with another time moves it, and without one calls now: the last word counts", async () => {
    const { town } = await waiting();
    await town.post("website", { ...dana, best_time_to_call: "Wednesday 14:30" });
    await town.tick();
    expect(await only(town)).toMatchObject({ reason: "asked-time", dueAt: "2026-06-17T18:30:00.000Z" });
    await town.post("website", { ...dana, best_time_to_call: "Wednesday 14:30" });
    expect(await only(town)).toMatchObject({ reason: "asked-time", dueAt: "2026-06-17T18:30:00.000Z" });
    await town.post("website", dana);
    await town.tick();
    expect(town.rung).toHaveLength(1);
    await town.until("2026-06-19T12:00:00Z");
    expect(town.rung).toHaveLength(1);
  });

  it("somebody who changes the time again and again is heard ten times, and then an operator decides", async () => {
    const { town } = await waiting();
    const change = (hour: number) =>
      town.post("website", { ...dana, best_time_to_call: `Thursday ${hour}:30` }).then(town.tick);
    for (let hour = 9; hour < 19; hour += 1) await change(hour);
    expect(await only(town)).toMatchObject({ state: "ready", differences: 10, dueAt: "2026-06-18T22:30:00.000Z" });
    await change(19);
    await change(20);
    expect(await only(town)).toMatchObject({ state: "held", reason: "asked-time-unclear", differences: 10 });
    await town.until("2026-06-20T12:00:00Z");
    expect(town.rung).toEqual([]);
  });

  it("the form as it was says nothing against the time that an operator has named", async () => {
    const { town, lead } = await waiting();
    const at = "2026-06-18T15:00:00.000Z";
    const asked = { text: "Thursday at 11", said: town.clock.now().toISOString(), at, by: "operator" } as const;
    await town.decide(lead, { kind: "reschedule", asked });
    await town.post("website", { ...dana, best_time_to_call: "tomorrow at 9" });
    await town.tick();
    expect(await only(town)).toMatchObject({ dueAt: at });
    await town.post("website", { ...dana, best_time_to_call: "tomorrow at 10" });
    await town.until("2026-06-20T12:00:00Z");
    expect(town.rung.map((ring) => ring.at)).toEqual(["2026-06-16T14:00:00.000Z"]);
  });

  it("an operator calls it now", async () => {
    const { town, lead } = await waiting();
    expect(await town.decide(lead, { kind: "release" })).toMatchObject({ state: "ready", reason: "decided" });
    await town.tick();
    await town.until("2026-06-17T12:00:00Z");
    expect(town.rung.map(({ at }) => at)).toEqual(["2026-06-15T12:01:00.000Z"]);
  });

  it("an operator names another time, which holds against the first", async () => {
    const { town, lead } = await waiting();
    const at = "2026-06-18T15:00:00.000Z";
    const asked = { text: "Thursday at 11", said: town.clock.now().toISOString(), at, by: "operator" } as const;
    expect(await town.decide(lead, { kind: "reschedule", asked })).toMatchObject({ dueAt: at, reason: "asked-time" });
    await town.until("2026-06-20T12:00:00Z");
    expect(town.rung.map((ring) => ring.at)).toEqual([at]);
  });

  it("an operator ends it", async () => {
    const { town, lead } = await waiting();
    await town.decide(lead, { kind: "cancel" });
    await town.until("2026-06-17T12:00:00Z");
    expect(town.rung).toEqual([]);
  });

  it("no worker that read it before it was moved can ring it", async () => {
    const { town, lead } = await waiting();
    const at = "2026-06-18T15:00:00.000Z";
    await town.until("2026-06-16T12:59:00Z");
    const asked = { text: "x", said: town.clock.now().toISOString(), at, by: "operator" } as const;
    town.clock.pass(minutes);
    await town.change(lead, (current) =>
      decided(current, { kind: "reschedule", asked }, "Robin Ashby", town.clock.now()),
    );
    await town.tick();
    expect(town.rung).toEqual([]);
  });
});

describe("a lead that asked for no time", () => {
  it("and waits for the hours of its person's place waits for the time that the form names when it is sent again", async () => {
    const town = aTown();
    town.clock.pass(14 * hours);
    await town.post("website", dana);
    await town.tick();
    await town.post("website", { ...dana, best_time_to_call: "2026-06-18 15:00" });
    await town.until("2026-06-20T12:00:00Z");
    expect(town.rung.map(({ at }) => at)).toEqual(["2026-06-18T19:00:00.000Z"]);
  });

  it("rings for itself when the one that it was merged into is moved to another time", async () => {
    const town = aTown();
    await town.post("website", { ...dana, best_time_to_call: "2026-06-15 08:01" });
    await town.tick();
    town.clock.pass(minutes);
    const first = await only(town);
    await takesPhone(town.store, first, { group: "shop", now: town.clock.now() });
    await town.change(first, (lead) => ({ ...lead, reason: "not-sent", dueAt: fromNoon(3 * minutes).toISOString() }));
    await town.post("program", { ...dana, id: "b" });
    await town.tick();
    expect((await town.all()).map(({ state }) => state)).toEqual(["ready", "merged"]);
    await town.post("website", { ...dana, best_time_to_call: "2026-08-15 10:00" });
    await town.tick();
    await town.tick();
    await town.until("2026-06-15T13:00:00Z");
    expect((await town.all()).map(({ state, merged }) => [state, merged])).toEqual([
      ["ready", []],
      ["placed", []],
    ]);
    expect(town.rung.map(({ at }) => at)).toEqual(["2026-06-15T12:01:00.000Z"]);
  });
});

describe("strangers' leads that all ask for one moment", () => {
  it("ring no more of them in its hour than may ring in any, whenever they came", async () => {
    const town = aTown();
    for (let form = 0; form < 5; form += 1) {
      const phone = `+1212555${String(100 + form).padStart(4, "0")}`;
      await town.post("busy", { name: "X", phone, best_time_to_call: "2026-06-19 15:00" });
      await town.tick();
      town.clock.pass(hours);
    }
    await town.until("2026-06-20T12:00:00Z");
    expect(town.rung).toHaveLength(3);
    expect((await town.all()).filter(({ reason }) => reason === "crowded-source")).toHaveLength(2);
  });
});

describe("an appointment", () => {
  it("that is moved rings at the last agreed time, and says so of the others", async () => {
    const town = aTown();
    for (const event of eventsOf(["2026-06-16T15:00:00Z", "2026-06-18T15:00:00Z"], false))
      await town.post("calendar", event);
    await town.tick();
    expect((await town.all()).map(({ state, reason }) => [state, reason])).toEqual([
      ["cancelled", "booking-moved"],
      ["ready", "asked-time"],
    ]);
    await town.until("2026-06-20T12:00:00Z");
    expect(town.rung.map(({ at }) => at)).toEqual(["2026-06-18T15:00:00.000Z"]);
  });

  it("that is cancelled ends with a reason, and an operator may have its person called all the same", async () => {
    const town = aTown();
    for (const event of eventsOf(["2026-06-16T15:00:00Z"], true)) await town.post("calendar", event);
    await town.tick();
    const lead = await only(town);
    expect(lead).toMatchObject({ state: "cancelled", reason: "booking-cancelled" });
    await town.decide(lead, { kind: "call-again" });
    await town.tick();
    expect(town.rung).toHaveLength(1);
  });

  it("whose lead an operator releases from another wait rings at the agreed time, and not days before", async () => {
    const town = aTown();
    const [event] = eventsOf(["2026-06-18T15:00:00Z"], false) as [{ payload: object }];
    await town.post("calendar", { ...event, payload: { ...event.payload, text_reminder_number: null } });
    await town.tick();
    expect(await only(town)).toMatchObject({ state: "held", reason: "no-phone" });
    await town.decide(await only(town), { kind: "release", phone: "+12125550123" });
    await town.until("2026-06-20T12:00:00Z");
    expect(town.rung.map(({ at }) => at)).toEqual(["2026-06-18T15:00:00.000Z"]);
  });

  it("that was kept and is then agreed upon again rings again", async () => {
    const town = aTown();
    const [first, second, moved] = eventsOf(["2026-06-16T15:00:00Z", "2026-06-18T15:00:00Z"], false);
    await town.post("calendar", first ?? {});
    await town.until("2026-06-16T16:00:00Z");
    await town.post("calendar", second ?? {});
    await town.post("calendar", moved ?? {});
    await town.until("2026-06-20T12:00:00Z");
    expect(town.rung.map(({ at }) => at)).toEqual(["2026-06-16T15:00:00.000Z", "2026-06-18T15:00:00.000Z"]);
  });

  it("whose events come in any order, late and repeated, rings once, at the last agreed time, or not at all", async () => {
    const starts = ["2026-06-18T15:00:00Z", "2026-06-17T16:00:00Z", "2026-06-19T14:00:00Z", "2026-06-22T18:00:00Z"];
    const deliveries = fc.record({
      agreed: fc.integer({ min: 1, max: starts.length }),
      isCancelled: fc.boolean(),
      repeats: fc.array(fc.nat(), { maxLength: 6 }),
      order: fc.array(fc.nat(), { minLength: 16, maxLength: 16 }),
      gaps: fc.array(fc.integer({ min: 0, max: 40 * minutes }), { minLength: 16, maxLength: 16 }),
    });
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ agreed, isCancelled, repeats, order, gaps }) => {
        const town = aTown();
        const events = eventsOf(starts.slice(0, agreed), isCancelled);
        const sent = [...events, ...repeats.map((at) => events[at % events.length] ?? {})]
          .map((event, at) => ({ event, key: order[at % order.length] ?? 0 }))
          .sort((one, other) => one.key - other.key);
        for (const [at, { event }] of sent.entries()) {
          await town.post("calendar", event);
          if ((gaps[at % gaps.length] ?? 0) % 2 === 0) await town.tick();
          town.clock.pass(gaps[at % gaps.length] ?? 0);
        }
        await town.until("2026-06-30T12:00:00Z");
        const last = new Date(starts[agreed - 1] ?? "").toISOString();
        expect(town.rung.map((ring) => ring.at)).toEqual(isCancelled ? [] : [last]);
      }),
      { numRuns: 60 },
    );
  });

  it("that keeps its id as it is moved rings at the time that was said last, in whatever order that comes", async () => {
    const event = (said: number, startTime: string) => ({
      triggerEvent: said === 0 ? "BOOKING_CREATED" : "BOOKING_RESCHEDULED",
      createdAt: new Date(noon.getTime() - days + said * hours).toISOString(),
      payload: {
        uid: "b1",
        startTime,
        status: "ACCEPTED",
        attendees: [{ name: "Dana Whitfield", email: "dana@example.com", timeZone: "America/New_York" }],
        responses: { attendeePhoneNumber: { label: "phone_number", value: "+12125550123" } },
      },
    });
    const all = ["2026-06-18T15:00:00Z", "2026-06-17T16:00:00Z", "2026-06-22T18:00:00Z"].map((at, said) =>
      event(said, at),
    );
    const orders = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0, 1],
      [2, 0, 2, 1],
      [0, 2, 1, 0],
    ];
    for (const order of orders) {
      const town = aTown();
      for (const at of order) {
        await town.post("seats", all[at] ?? {});
        await town.tick();
      }
      await town.until("2026-06-30T12:00:00Z");
      expect(town.rung.map((ring) => ring.at)).toEqual(["2026-06-22T18:00:00.000Z"]);
    }
  });
});

/** What Cal.com says of a seat, so many hours after it was first taken; and what a planned call of Pipedrive does. */
const seat = (triggerEvent: "BOOKING_CREATED" | "BOOKING_CANCELLED", said: number) => ({
  triggerEvent,
  createdAt: new Date(noon.getTime() - days + said * hours).toISOString(),
  payload: {
    uid: "b1",
    startTime: "2026-06-18T15:00:00Z",
    status: "ACCEPTED",
    seatsPerTimeSlot: 5,
    attendees: [{ name: "Dana Whitfield", email: "dana@example.com", timeZone: "America/New_York" }],
    responses: {
      email: { label: "email", value: "dana@example.com" },
      attendeePhoneNumber: { label: "phone_number", value: "+12125550123" },
    },
  },
});

describe("a seat that is given up and taken again", () => {
  it.each([
    [
      "is rung once, at its time",
      [seat("BOOKING_CREATED", 0), seat("BOOKING_CANCELLED", 1), seat("BOOKING_CREATED", 2)],
      1,
    ],
    [
      "and given up again is not rung",
      [
        seat("BOOKING_CREATED", 0),
        seat("BOOKING_CANCELLED", 1),
        seat("BOOKING_CREATED", 2),
        seat("BOOKING_CANCELLED", 3),
      ],
      0,
    ],
  ])("%s, in whatever order its events come, and however often", async (_, events, rings) => {
    const deliveries = fc.record({
      order: fc.array(fc.nat({ max: events.length - 1 }), { minLength: 0, maxLength: 4 }),
      all: fc.shuffledSubarray([...events.keys()], { minLength: events.length }),
      ticks: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ order, all, ticks }) => {
        const town = aTown();
        for (const [step, at] of [...all, ...order].entries()) {
          await town.post("seats", events[at] ?? {});
          if (ticks[step]) await town.tick();
          town.clock.pass(minutes);
        }
        await town.until("2026-06-20T12:00:00Z");
        expect(town.rung.map((ring) => ring.at)).toEqual(Array(rings).fill("2026-06-18T15:00:00.000Z"));
      }),
      { numRuns: 40 },
    );
  });

  it("rings at the number that its person gives now", async () => {
    const town = aTown();
    await town.post("seats", seat("BOOKING_CREATED", 0));
    await town.post("seats", seat("BOOKING_CANCELLED", 1));
    await town.tick();
    const again = seat("BOOKING_CREATED", 2);
    again.payload.responses.attendeePhoneNumber.value = "+12125550199";
    await town.post("seats", again);
    await town.until("2026-06-20T12:00:00Z");
    expect(town.rung).toEqual([{ at: "2026-06-18T15:00:00.000Z", phone: "+12125550199" }]);
  });

  it("rings nobody where an operator ended it meanwhile", async () => {
    const town = aTown();
    await town.post("seats", seat("BOOKING_CREATED", 0));
    await town.tick();
    await town.decide(await only(town), { kind: "cancel" });
    await town.post("seats", seat("BOOKING_CANCELLED", 1));
    await town.post("seats", seat("BOOKING_CREATED", 2));
    await town.until("2026-06-20T12:00:00Z");
    expect(town.rung).toEqual([]);
  });
});

describe("a booking for which an operator has named another time", () => {
  const at = "2026-06-19T15:00:00.000Z";
  const moved = async () => {
    const town = aTown();
    await town.post("seats", seat("BOOKING_CREATED", 0));
    await town.tick();
    const asked = { text: "Friday at 11", said: town.clock.now().toISOString(), at, by: "operator" } as const;
    await town.decide(await only(town), { kind: "reschedule", asked });
    return town;
  };

  it("keeps it when its sender says the same again, whenever that was said", async () => {
    const town = await moved();
    await town.post("seats", seat("BOOKING_CREATED", 24));
    town.clock.pass(hours);
    await town.post("seats", { ...seat("BOOKING_CREATED", 0), createdAt: town.clock.now().toISOString() });
    await town.until("2026-06-20T12:00:00Z");
    expect(town.rung.map((ring) => ring.at)).toEqual([at]);
  });

  it("ends when it is cancelled, also where that was said before and comes late", async () => {
    const town = await moved();
    await town.post("seats", seat("BOOKING_CANCELLED", 23));
    await town.until("2026-06-20T12:00:00Z");
    expect(town.rung).toEqual([]);
    expect(await only(town)).toMatchObject({ state: "cancelled", reason: "booking-cancelled" });
  });
});
