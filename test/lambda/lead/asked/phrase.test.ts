import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWish } from "../../../../lambda/lead/asked/phrase.ts";
import type { Wish } from "../../../../lambda/lead/asked/wish.ts";

const inDays = (days: number, minutes?: number): Wish => ({
  kind: "wall",
  day: { kind: "days from now", days },
  minutes,
});
const onWeekday = (weekday: number, minutes?: number): Wish => ({
  kind: "wall",
  day: { kind: "weekday", weekday },
  minutes,
});
const onDayAndDate = (weekday: number, month: number, date: number, minutes: number): Wish => ({
  kind: "wall",
  day: { kind: "date", year: undefined, month, date, weekday },
  minutes,
});
const onDate = (month: number, date: number, minutes?: number, year?: number): Wish => ({
  kind: "wall",
  day: { kind: "date", year, month, date },
  minutes,
});
const spanOf = (minutes: number): Wish => ({ kind: "after", ms: minutes * 60_000 });
const at = (hour: number, minute = 0): number => hour * 60 + minute;

describe("what somebody writes of when they want to be called", () => {
  it.each<[string, Wish]>([
    ["tomorrow at 9", inDays(1, at(9))],
    ["Call me tomorrow at 9am.", inDays(1, at(9))],
    ["please call me back tomorrow, 2:30 p.m.", inDays(1, at(14, 30))],
    ["9am tomorrow", inDays(1, at(9))],
    ["tomorrow at noon", inDays(1, at(12))],
    ["today 16:15", inDays(0, at(16, 15))],
    ["tomorrow", inDays(1)],
    ["Monday 14:30", onWeekday(1, at(14, 30))],
    ["on Thu at 11 am", onWeekday(4, at(11))],
    ["in 1570 minutes", spanOf(1570)],
    ["in 2 hours", spanOf(120)],
    ["in an hour", spanOf(60)],
    ["in 45 min", spanOf(45)],
    ["Dec 3 at 2pm", onDate(12, 3, at(14))],
    ["3 December 2026, 10:00", onDate(12, 3, at(10), 2026)],
    ["12/03/2026 2:30 PM", onDate(12, 3, at(14, 30), 2026)],
    ["07:30", { kind: "wall", day: { kind: "any" }, minutes: at(7, 30) }],
    ["morgen um 9", inDays(1, at(9))],
    ["Bitte rufen Sie mich am Donnerstag um 15 Uhr an", onWeekday(4, at(15))],
    ["übermorgen 7 Uhr 30", inDays(2, at(7, 30))],
    ["03.12.2026 um 14 Uhr", onDate(12, 3, at(14), 2026)],
    ["in einer Stunde", spanOf(60)],
    ["mañana a las 10", inDays(1, at(10))],
    ["llámame mañana a las 4 de la tarde", inDays(1, at(16))],
    ["3 de diciembre a las 11", onDate(12, 3, at(11))],
    ["en 2 horas", spanOf(120)],
    ["demain à 14h30", inDays(1, at(14, 30))],
    ["rappelez-moi jeudi à 10h", onWeekday(4, at(10))],
    ["amanhã às 9h", inDays(1, at(9))],
    ["na quinta-feira às 10", onWeekday(4, at(10))],
    ["lunedì alle 15", onWeekday(1, at(15))],
    ["overmorgen om 11 uur", inDays(2, at(11))],
    ["jutro o 10", inDays(1, at(10))],
    ["w środę o 14:30", onWeekday(3, at(14, 30))],
    ["明天下午3点半", inDays(1, at(15, 30))],
    ["12月3日14点30分", onDate(12, 3, at(14, 30))],
    ["내일 오후 3시", inDays(1, at(15))],
    ["ngày mai lúc 9 giờ sáng", inDays(1, at(9))],
    ["غدًا الساعة ١٠ صباحا", inDays(1, at(10))],
    ["خلال ساعتين", spanOf(120)],
    ["in 2 days", inDays(2)],
    ["in 2 Wochen", inDays(14)],
    ["en 2 días a las 10", inDays(2, at(10))],
    ["am 10.12.", onDate(12, 10)],
    ["10.12. um 14 Uhr", onDate(12, 10, at(14))],
    ["Call me tomorrow at 9.", inDays(1, at(9))],
    ["6/17/26 3pm", onDate(6, 17, at(15), 2026)],
    ["Donnerstag, den 18.06. um 10 Uhr", onDayAndDate(4, 6, 18, at(10))],
    ["10:30 on March 10, Tuesday", onDayAndDate(2, 3, 10, at(10, 30))],
    ["asap", { kind: "now" }],
    ["so bald wie möglich", { kind: "now" }],
  ])("%s", (text, wish) => {
    expect(readWish(text, "US")).toEqual(wish);
  });

  it.each([
    ["an hour that may be before or after noon", "tomorrow at 3"],
    ["part of a day", "Monday afternoon"],
    ["a choice", "tomorrow at 9 or 10"],
    ["a span", "9-12"],
    ["a bound", "after 5 pm"],
    ["its opposite", "not tomorrow at 9"],
    ["more than a time", "tomorrow at 9 I am in hospital"],
    ["which of two weeks", "next Monday at 9"],
    ["a day that there is not", "2026-02-30 09:00"],
    ["an hour that there is not", "tomorrow at 25:00"],
    ["a day of the month or an hour: am 15.", "am 15."],
    ["a day of the month or an hour: el 18", "el 18"],
    ["a day of the month or an hour: lundi 22", "lundi 22"],
    ["a day of the month or an hour: Friday 13", "Friday 13"],
    ["a day of the month or an hour: 10 tomorrow", "10 tomorrow"],
    ["a date or an hour", "10.12"],
    ["the tenth of March or Tuesday the tenth", "Mar 10"],
    ["which end of the day", "a las 12 de la noche"],
    ["which end of the day, in Chinese", "晚上12点"],
    ["whether it is night or afternoon", "a las 2 de la noche"],
    ["noon or midnight", "a las 12 de la mañana"],
    ["a Monday of Vietnam or the hour of a Thursday", "thu 2"],
    ["the morning or tomorrow", "por la mañana"],
    ["the morning or tomorrow, in German", "am Morgen"],
    ["a date or the evening before it in America", "2026-06-17T00:00:00.000Z"],
    ["a telephone's number", "2125550123"],
    ["nothing", ""],
    ["a name", "May Tomorrow"],
  ])("that leaves open %s is not guessed", (_, text) => {
    expect(readWish(text, "US")).toBeUndefined();
  });

  it("with slashes has the month first where the number is of the United States, and is not guessed for Canada", () => {
    expect(readWish("3/4/2027 10:00", "US")).toEqual(onDate(3, 4, at(10), 2027));
    expect(readWish("3/4/2027 10:00", "GB")).toEqual(onDate(4, 3, at(10), 2027));
    expect(readWish("3/4/2027 10:00", "CA")).toBeUndefined();
    expect(readWish("25/4/2027 10:00", "CA")).toEqual(onDate(4, 25, at(10), 2027));
    expect(readWish("10/12", "GU")).toEqual(onDate(10, 12));
    expect(readWish("10/12", "VI")).toEqual(onDate(10, 12));
    expect(readWish("10/12", "PR")).toBeUndefined();
  });

  it("“9 am Donnerstag” is a German Thursday, and no morning", () => {
    expect(readWish("9 am Donnerstag")).toEqual(onWeekday(4, at(9)));
    expect(readWish("3 am Donnerstag")).toBeUndefined();
  });

  it("as a machine writes it says a moment by its offset, or a time of the wall", () => {
    const exact = { kind: "exact", at: Date.parse("2026-12-03T14:00:00Z") };
    expect(readWish("2026-12-03T09:00:00-05:00")).toEqual(exact);
    expect(readWish("2026-12-03T14:00:00.000Z")).toEqual(exact);
    // Not a second sooner.
    expect(readWish("2026-12-03T14:00:59.250Z")).toEqual({ kind: "exact", at: exact.at + 59_250 });
    const midnight = { kind: "exact", at: Date.parse("2026-06-17T00:00:00Z") };
    expect(readWish("2026-06-17T00:00:00Z[Etc/UTC]")).toEqual(midnight);
    expect(readWish("2026-06-17T02:00:00+02:00")).toEqual(midnight);
    expect(readWish("1796306400")).toEqual(exact);
    expect(readWish("1796306400000")).toEqual(exact);
    expect(readWish("2026-12-03T09:00")).toEqual(onDate(12, 3, at(9), 2026));
    expect(readWish("2026-12-03 09:00 America/Denver")).toEqual({
      ...onDate(12, 3, at(9), 2026),
      zone: "America/Denver",
    });
  });

  it("never has a bare number for the hour of a day, in whatever order", () => {
    const dayWords = fc.constantFrom(
      "tomorrow",
      "Friday",
      "lunes",
      "am Donnerstag",
      "le",
      "el",
      "2026-12-03",
      "3. Dezember",
    );
    fc.assert(
      fc.property(dayWords, fc.integer({ min: 0, max: 31 }), fc.boolean(), (day, number, isFirst) => {
        const wish = readWish(isFirst ? `${number} ${day}` : `${day} ${number}`, "US");
        // "9 am Donnerstag" is nine in the morning by either reading.
        if (day.startsWith("am ") && isFirst) return;
        expect(wish?.kind === "wall" ? wish.minutes : undefined).toBeUndefined();
      }),
    );
  });

  it("whatever it is, is read in no time and throws nothing", () => {
    const words = fc.constantFrom(
      "tomorrow",
      "at",
      "9",
      ":",
      "30",
      "am",
      "in",
      "2",
      "hours",
      "mañana",
      "a las",
      "点",
      "/",
    );
    const text = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.array(words, { maxLength: 30 }).map((all) => all.join(" ")),
    );
    fc.assert(
      fc.property(text, (given) => {
        const wish = readWish(given, "US");
        if (wish?.kind === "wall" && wish.minutes !== undefined) expect(wish.minutes).toBeLessThan(24 * 60);
      }),
    );
  });
});
