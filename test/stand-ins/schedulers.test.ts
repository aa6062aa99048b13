import { describe, expect, it } from "vitest";
import { findConnector } from "../../lambda/connectors/find-connector.ts";
import { kept } from "../../stand-ins/kit/kept.ts";
import { schedulerStandIns } from "../../stand-ins/schedulers/index.ts";
import { aClock } from "../fakes/bridge.ts";
import { hours, noon } from "../fakes/leads.ts";
import { readingOf } from "../lambda/connectors/senders.ts";

/** What holds of each vendor of bookings that is played: its connector reads what it tells as what happened. */

const person = { firstName: "Dana", lastName: "Whitfield", email: "dana@example.com", phone: "+12125550123" };
const first = "2026-06-18T15:00:00.000Z";
const second = "2026-06-19T14:00:00.000Z";

describe.each(schedulerStandIns.map((standIn) => [standIn.connector, standIn] as const))("%s", (key, standIn) => {
  const connector = findConnector(key);
  if (!connector) throw new Error(`There is no connector ${key}`);
  const booked = () => {
    const clock = aClock(noon);
    const played = standIn.play(kept(undefined), () => clock.now().getTime());
    return { clock, ...played, ...played.book(person, first) };
  };
  const readings = (told: readonly { readonly body: string }[]) =>
    Promise.all(told.map(({ body }) => readingOf(connector, JSON.parse(body))));
  const idOf = async (told: readonly { readonly body: string }[]): Promise<string> => {
    const leads = (await readings(told)).flatMap((reading) => (reading.kind === "leads" ? reading.leads : []));
    expect(leads).toHaveLength(1);
    return leads[0]?.booking ?? "";
  };

  it("tells of a booking with its person and its time", async () => {
    expect(await readings(booked().told)).toMatchObject([
      {
        kind: "leads",
        leads: [
          {
            phone: "+12125550123",
            email: "dana@example.com",
            asked: { text: first, isSure: true },
            booking: expect.stringMatching(/./),
          },
        ],
      },
    ]);
  });

  it("tells of one that is moved as another time, which ends the one before, and of a cancellation by the last", async () => {
    const { told, id, move, cancel, clock } = booked();
    const before = await idOf(told);
    clock.pass(hours);
    const moved = move(id, second);
    const after = await idOf(moved);
    expect(after).not.toBe(before);
    const ended = async (messages: typeof moved) =>
      (await readings(messages)).flatMap((reading) => ("ended" in reading ? (reading.ended ?? []) : []));
    const movedAway = await ended(moved);
    expect(movedAway.length).toBeGreaterThan(0);
    for (const each of movedAway) expect(each).toMatchObject({ booking: before, why: "moved" });
    clock.pass(hours);
    expect(await ended(cancel(id))).toMatchObject([{ booking: after, why: "cancelled" }]);
  });

  it("knows nothing of what nobody has booked", () => {
    const { move, cancel } = booked();
    expect(() => move("guess", second)).toThrow("Nobody has booked guess");
    expect(() => cancel("guess")).toThrow("Nobody has booked guess");
  });
});
