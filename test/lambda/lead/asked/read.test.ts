import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Asker, readAsked } from "../../../../lambda/lead/asked/read.ts";
import type { Asked } from "../../../../lambda/lead/asked/record.ts";

/** A Monday, eight in the morning in New York. */
const said = "2026-06-15T12:00:00.000Z";
const inNewYork: Asker = { phone: "+12125550123", place: undefined, accountZone: "UTC" };
const moment = (text: string, more: Partial<Asked> = {}, asker = inNewYork) =>
  readAsked({ text, said, ...more }, asker);
const at = (iso: string, zone: string, by: string) => ({ kind: "moment", at: new Date(iso), zone, by });

describe("the moment that was asked for", () => {
  it("is by the person's clocks, as their number tells them", () => {
    expect(moment("tomorrow at 9")).toEqual(at("2026-06-16T13:00:00Z", "America/New_York", "place"));
    expect(moment("tomorrow at 9", {}, { ...inNewYork, phone: "+13105550123" })).toEqual(
      at("2026-06-16T16:00:00Z", "America/Los_Angeles", "place"),
    );
  });

  it("is by the zone that the request names, before that, and by an offset, before all", () => {
    expect(moment("tomorrow at 9", { named: "Europe/Berlin" })).toEqual(
      at("2026-06-16T07:00:00Z", "Europe/Berlin", "request"),
    );
    const browser = { ...inNewYork, place: { zone: "America/Denver" } };
    expect(moment("2026-06-16T09:00", {}, browser)).toEqual(at("2026-06-16T15:00:00Z", "America/Denver", "request"));
    expect(moment("2026-06-16T09:00:00+02:00", { named: "America/Denver" })).toEqual(
      at("2026-06-16T07:00:00Z", "America/Denver", "offset"),
    );
  });

  it("is by the account's clocks where nothing says where the person is, and unclear where nobody set those", () => {
    const nowhere: Asker = { phone: undefined, place: undefined, accountZone: "America/Chicago" };
    expect(moment("tomorrow at 9", {}, nowhere)).toEqual(at("2026-06-16T14:00:00Z", "America/Chicago", "account"));
    expect(moment("tomorrow at 9", {}, { ...nowhere, accountZone: "UTC" })).toMatchObject({ kind: "unclear" });
  });

  it("is unclear where an area code lies in zones that differ, but by the account's where it is one of them", () => {
    // Area code 850: Florida in both Eastern and Central time.
    const between = { phone: "+18505550123", place: undefined, accountZone: "UTC" };
    expect(moment("tomorrow at 9", {}, between)).toMatchObject({ kind: "unclear" });
    expect(moment("tomorrow at 9", {}, { ...between, accountZone: "America/Chicago" })).toMatchObject({
      kind: "moment",
      at: new Date("2026-06-16T14:00:00Z"),
    });
    expect(moment("in 2 hours", {}, between)).toMatchObject({ kind: "moment", at: new Date("2026-06-15T14:00:00Z") });
  });

  it("is the next one: of an hour, a weekday, a date without its year", () => {
    expect(moment("9:30")).toMatchObject({ at: new Date("2026-06-15T13:30:00Z") });
    expect(moment("07:30")).toMatchObject({ at: new Date("2026-06-16T11:30:00Z") });
    expect(moment("Monday 14:30")).toMatchObject({ at: new Date("2026-06-15T18:30:00Z") });
    expect(moment("Monday 07:30")).toMatchObject({ at: new Date("2026-06-22T11:30:00Z") });
    expect(moment("June 1 at 10am")).toMatchObject({ at: new Date("2027-06-01T14:00:00Z") });
  });

  it("of a day without an hour is nine o'clock, and now where that day has begun to be one", () => {
    expect(moment("2026-06-17")).toMatchObject({ at: new Date("2026-06-17T13:00:00Z") });
    expect(moment("today")).toMatchObject({ at: new Date("2026-06-15T13:00:00Z") });
    const noon = "2026-06-15T16:00:00.000Z";
    expect(moment("today", { said: noon })).toMatchObject({ at: new Date(noon) });
  });

  it("stays what it was once it was read, whatever is known of the person later", () => {
    const asked = { text: "tomorrow at 9", said, at: "2026-06-16T13:00:00.000Z", zone: "America/New_York" };
    expect(readAsked(asked, { ...inNewYork, phone: "+13105550123" })).toMatchObject({ at: new Date(asked.at) });
  });

  it("is never before it was asked, where it is said by a day or hour to come", () => {
    const phrases = ["tomorrow at 9", "9:30", "Monday 14:30", "in 2 hours", "morgen um 9", "today", "heute", "7:45 pm"];
    const from = Date.parse("2026-01-01T00:00:00Z");
    fc.assert(
      fc.property(
        fc.constantFrom(...phrases),
        fc.integer({ min: from, max: from + 730 * 86_400_000 }),
        fc.constantFrom("America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Sydney"),
        (text, ms, named) => {
          const found = readAsked({ text, said: new Date(ms).toISOString(), named }, inNewYork);
          if (found.kind !== "moment") throw new Error(text);
          expect(found.at.getTime()).toBeGreaterThanOrEqual(ms);
          expect(found.at.getTime()).toBeLessThan(ms + 8 * 86_400_000);
        },
      ),
    );
  });
});
