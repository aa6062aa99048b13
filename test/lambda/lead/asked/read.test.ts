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

  it("that can be read in part is not now, where a day is named that is not today", () => {
    for (const text of [
      "2026-06-17 afternoon",
      "2026-06-17 3",
      "2026-06-17T00:00:00 15:00",
      "2026-06-17T00:00:00.000Z",
      "tomorrow at 9, not before",
      "next Monday at 9",
      "Wed-Fri after 5",
      "weekends",
      "am 18. vormittags",
      "in a few days",
      "the 18th",
      "Mar 10",
      "not today",
      "tomorrow at 9 IST",
      "9:30 BST",
      "tomorrow at 9 or 10 EST",
    ])
      expect(moment(text), text).toMatchObject({ kind: "unclear", isNotNow: true });
    for (const text of [
      "mornings",
      "after 5 pm",
      "por la mañana",
      "Mon-Fri after 5",
      "weekdays",
      "today or tomorrow",
      "x",
    ])
      expect(moment(text), text).toEqual({ kind: "unclear", why: expect.any(String) });
  });

  it("that lies ahead by every clock it may be meant by is not now", () => {
    const between = { phone: "+18505550123", place: undefined, accountZone: "America/Los_Angeles" };
    expect(moment("tomorrow at 10", {}, between)).toMatchObject({ kind: "unclear", isNotNow: true });
  });

  it.each([
    ["EST", "+12125550123", "2026-06-16T13:00:00Z", "America/New_York"],
    ["edt", "+12125550123", "2026-06-16T13:00:00Z", "America/New_York"],
    ["ET", "+13105550123", "2026-06-16T13:00:00Z", "America/New_York"],
    ["PST", "+12125550123", "2026-06-16T16:00:00Z", "America/Los_Angeles"],
    ["PT", "+12125550123", "2026-06-16T16:00:00Z", "America/Los_Angeles"],
    ["MST", "+16025550123", "2026-06-16T16:00:00Z", "America/Phoenix"],
    ["MST", "+13035550123", "2026-06-16T15:00:00Z", "America/Denver"],
    ["MDT", "+16025550123", "2026-06-16T15:00:00Z", "America/Denver"],
    ["CST", "+13065550123", "2026-06-16T15:00:00Z", "America/Regina"],
    ["CDT", "+18505550123", "2026-06-16T14:00:00Z", "America/Chicago"],
    ["BST", "+442079460123", "2026-06-16T08:00:00Z", "Europe/London"],
    ["CET", "+4930901820", "2026-06-16T07:00:00Z", "Europe/Berlin"],
    ["UTC", "+12125550123", "2026-06-16T09:00:00Z", "UTC"],
  ])("by the clocks that %s names to who has the number %s", (named, phone, iso, zone) => {
    expect(moment("tomorrow at 9", { named }, { ...inNewYork, phone })).toEqual(at(iso, zone, "request"));
    if (named === named.toUpperCase())
      expect(moment(`tomorrow at 9 ${named}`, {}, { ...inNewYork, phone })).toEqual(at(iso, zone, "request"));
  });

  it.each([
    ["MST", "+12125550123", "Denver's or Phoenix's"],
    ["GMT", "+442079460123", "London's in summer, or those of Greenwich"],
    ["BST", "+12125550123", "nobody's in the United States"],
    ["CST", "+12425550123", "nobody's in the Bahamas"],
    ["EST", "+61255500123", "nobody's in Australia"],
  ])("by the clocks of %s of the number %s is unclear, as they are %s", (named, phone) => {
    expect(moment("tomorrow at 9", { named }, { ...inNewYork, phone })).toMatchObject({
      kind: "unclear",
      isNotNow: true,
    });
  });

  it("by letters that are Friday to others is by the clocks that they name to who writes them", () => {
    const pacific = { ...inNewYork, phone: "+13105550123" };
    expect(moment("at 10:30 am PT", {}, pacific)).toEqual(at("2026-06-15T17:30:00Z", "America/Los_Angeles", "request"));
    const warsaw = { phone: "+48221234567", place: undefined, accountZone: "Europe/Warsaw" };
    expect(moment("PT 10:30", {}, warsaw)).toMatchObject({ at: new Date("2026-06-19T08:30:00Z") });
    expect(moment("10:30 PT", {}, warsaw)).toMatchObject({ at: new Date("2026-06-19T08:30:00Z") });
  });

  it("in winter is one, where clocks named alike differ in summer alone", () => {
    const winter = { named: "MST", said: "2026-12-01T12:00:00.000Z" };
    expect(moment("tomorrow at 9", winter)).toMatchObject({ at: new Date("2026-12-02T16:00:00Z") });
  });

  it("by the clocks of a zone that nobody knows is unclear, and not now", () => {
    for (const named of ["Pacific Standard Time", "GMT-7", "Foo/Bar"])
      expect(moment("tomorrow at 9", { named })).toMatchObject({ kind: "unclear", isNotNow: true });
    expect(moment("2026-06-17 10:00 Foo/Bar")).toMatchObject({ kind: "unclear", isNotNow: true });
    const browser = { ...inNewYork, place: { zone: "Mars/Base" } };
    expect(moment("10:00", {}, browser)).toMatchObject({ kind: "unclear", isNotNow: true });
    // A moment by its offset needs no clocks.
    expect(moment("2026-06-16T09:00:00+02:00", { named: "Foo/Bar" })).toMatchObject({
      kind: "moment",
      at: new Date("2026-06-16T07:00:00Z"),
    });
  });

  it("at eight, said when that is over, is this evening or the next morning, and not guessed", () => {
    const evening = "2026-06-15T23:00:00.000Z";
    expect(moment("call me at 8", { said: evening })).toMatchObject({ kind: "unclear", isNotNow: true });
    expect(moment("Monday at 8", { said: evening })).toMatchObject({ kind: "unclear" });
    expect(moment("today at 10", { said: evening })).toMatchObject({ kind: "unclear" });
    expect(moment("8 am", { said: evening })).toMatchObject({ at: new Date("2026-06-16T12:00:00Z") });
  });

  it("of a weekday that is nearly over is that of the next week", () => {
    expect(moment("Monday", { said: "2026-06-16T03:00:00.000Z" })).toMatchObject({
      at: new Date("2026-06-22T13:00:00Z"),
    });
  });

  it("of a date is in a year that has it, and on the day of the week that stands beside it", () => {
    expect(moment("29 Feb")).toMatchObject({ at: new Date("2028-02-29T14:00:00Z") });
    expect(moment("Thursday, June 18 at 10am")).toMatchObject({ at: new Date("2026-06-18T14:00:00Z") });
    expect(moment("Friday, June 18 at 10am")).toMatchObject({ kind: "unclear", isNotNow: true });
  });

  it("is never now, whatever else is said around a day that is not today", () => {
    const day = fc.constantFrom(
      "tomorrow",
      "2026-06-17",
      "Thursday",
      "6/18",
      "18 June",
      "mañana",
      "übermorgen",
      "下周",
      "in 3 days",
    );
    const words = fc.constantFrom(
      "at 9",
      "15:00",
      "or",
      "not before",
      "afternoon",
      "please",
      "3",
      "EST",
      "10.30",
      "asap",
      "-",
      ",",
    );
    const around = fc.array(words, { maxLength: 4 }).map((all) => all.join(" "));
    fc.assert(
      fc.property(around, day, around, (before, named, after) => {
        const found = moment(`${before} ${named} ${after}`);
        if (found.kind === "moment") expect(found.at.getTime()).toBeGreaterThan(Date.parse("2026-06-16T04:00:00Z") - 1);
        else expect(found).toMatchObject({ kind: "unclear", isNotNow: true });
      }),
    );
  });
});
