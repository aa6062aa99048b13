import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAsked } from "../../../../lambda/lead/asked/read.ts";

/** A Monday, eight in the morning in New York. */
const monday = "2026-06-15T12:00:00.000Z";
const read = (text: string, { said = monday, phone = "+12125550123" } = {}) =>
  readAsked({ text, said }, { phone, place: undefined, accountZone: "UTC" });
const momentOf = (text: string, more?: Parameters<typeof read>[1]): string => {
  const found = read(text, more);
  return found.kind === "moment" ? found.at.toISOString() : found.kind;
};
const notNow = { kind: "unclear", isNotNow: true };
const remark = { kind: "unclear", why: expect.any(String) };

describe("what names a moment, and cannot be read as a whole, is no remark: nobody is rung on it at once", () => {
  it.each([
    ["an hour of today among other words", "call at 8pm when the kids are asleep"],
    ["a choice of hours", "8pm or 9pm"],
    ["a number beside today", "today 12"],
    ["an hour before noon or after it", "5:00"],
    ["an hour of four digits", "1430"],
    ["an hour of three digits", "930"],
    ["a bound of today", "today after 5"],
    ["a bound of today, in German", "heute nach 17 Uhr"],
    ["a bound of this one day", "Monday after 5"],
    ["hours of another day in two letters", "Sa 10-12 Uhr"],
    ["hours of another day in two letters that are a word elsewhere", "Do 10-12 Uhr"],
    ["a quarter past", "viertel nach neun"],
    ["a feast", "after Christmas"],
    ["the end of a day", "24:00"],
    ["midnight", "midnight"],
    ["midnight, in German", "Mitternacht"],
    ["a part of today that is yet to come", "tonight"],
    ["a part of today that is yet to come, in French", "ce soir"],
    ["a part of today that is yet to come, in Chinese", "今晚"],
    ["later", "later today"],
    ["later, in Spanish", "más tarde"],
    ["the end of the working day", "EOD"],
    ["a bound that forbids now", "not before 5 pm"],
    ["a bound that forbids now, in German", "nicht vor 17 Uhr"],
    ["a bound that forbids now, in French", "pas avant 17h"],
    ["a bound of noon", "no calls before noon"],
    ["weeks", "a week from today at 9am"],
    ["weeks behind a day", "Monday week"],
    ["weeks, in German", "heute in einer Woche"],
    ["a span with a fraction", "in 1.5 hours"],
    ["a span behind its number", "2 hours from now"],
    ["a span with its number in words", "in two hours"],
    ["a span with its number in words, in German", "in zwei Stunden"],
    ["a span that is half of one", "half an hour"],
    ["one o'clock or one hour", "1h"],
    ["an hour in words", "nine o'clock"],
    ["an hour in words, in Chinese", "下午三点"],
    ["an hour in words, in Korean", "오후 세시"],
    ["a date with blanks", "8 7 2026"],
    ["a date of eight digits", "20260708"],
    ["a week of ISO", "2026-W27-3"],
    ["a day of the year", "2026-180"],
    ["a month", "2026-07"],
    ["seconds with a fraction", "1796306400.5"],
    ["microseconds", "1796306400000000"],
    ["two moments of ISO", "2026-06-15T16:00:00Z/2026-06-15T17:00:00Z"],
    ["digits of another script", "१६-०६-२०२६ ०९:००"],
    ["a language of another script", "завтра"],
    ["a language of another script, with an hour", "в 9 утра"],
    ["Japanese", "らいしゅう"],
    ["Hebrew", "מחר"],
    ["tomorrow, in Swedish", "i morgon"],
    ["tomorrow, in Turkish", "yarın"],
    ["a weekday, in Danish", "torsdag"],
    ["Thursday of one language and until of another", "do 10:00"],
    ["an offset that no clock has", "2026-07-08T10:00:00+25:00"],
  ])("%s: %s", (_, text) => {
    expect(read(text)).toMatchObject(notNow);
  });

  it.each([
    "mornings",
    "after 5 pm",
    "after 17:00",
    "nach 17 Uhr",
    "during the week",
    "unter der Woche",
    "en semaine",
    "a partir de las 17:00",
    "before 3pm",
    "between 9 and 5",
    "9-12",
    "9am - 5pm",
    "9 to 5",
    "Morning (8am-12pm)",
    "Evening (5pm-8pm)",
    "Mon-Fri 9-5",
    "Mondays and Fridays after 5",
    "today, any time",
    "2026-06-15T00:00:00.000Z",
    "this week",
    "within 2 hours",
    "during business hours",
    "before lunch",
    "por la mañana",
    "sonst egal",
    "2",
    "true",
    "2125550123",
  ])("hours of somebody's choice, and what says none, stay a remark: %s", (text) => {
    expect(read(text)).toEqual(remark);
  });

  it.each(["24/7", "anytime 24/7", "ASAP!", "any time"])("what says at any time is now: %s", (text) => {
    expect(read(text)).toEqual({ kind: "now" });
  });

  it("a part of today is no wish for later while it lasts", () => {
    expect(read("tonight", { said: "2026-06-15T23:30:00.000Z" })).toEqual(remark);
    expect(read("this morning")).toEqual(remark);
    expect(read("this morning", { said: "2026-06-15T18:00:00.000Z" })).toMatchObject(notNow);
  });
});

describe("a part of a day with an hour", () => {
  it.each([
    ["tonight at 8", "2026-06-16T00:00:00.000Z"],
    ["tonight at 8pm", "2026-06-16T00:00:00.000Z"],
    ["this afternoon at 3", "2026-06-15T19:00:00.000Z"],
    ["tomorrow morning at 9", "2026-06-16T13:00:00.000Z"],
    ["tomorrow evening at 7", "2026-06-16T23:00:00.000Z"],
    ["heute Abend um 20 Uhr", "2026-06-16T00:00:00.000Z"],
    ["heute Nachmittag um 3", "2026-06-15T19:00:00.000Z"],
    ["esta tarde a las 5", "2026-06-15T21:00:00.000Z"],
    ["esta noche a las 8", "2026-06-16T00:00:00.000Z"],
    ["ce soir à 20h", "2026-06-16T00:00:00.000Z"],
    ["cet après-midi à 15h", "2026-06-15T19:00:00.000Z"],
    ["hoje à noite às 20h", "2026-06-16T00:00:00.000Z"],
    ["stasera alle 20", "2026-06-16T00:00:00.000Z"],
    ["vanavond om 20:00", "2026-06-16T00:00:00.000Z"],
    ["dziś wieczorem o 20", "2026-06-16T00:00:00.000Z"],
    ["今晚8点", "2026-06-16T00:00:00.000Z"],
    ["明早9点", "2026-06-16T13:00:00.000Z"],
    ["오늘 저녁 8시", "2026-06-16T00:00:00.000Z"],
    ["내일 아침 9시", "2026-06-16T13:00:00.000Z"],
    ["tối nay lúc 8 giờ", "2026-06-16T00:00:00.000Z"],
    ["this Friday at 3pm", "2026-06-19T19:00:00.000Z"],
    ["diesen Freitag um 15 Uhr", "2026-06-19T19:00:00.000Z"],
  ])("%s", (text, at) => {
    expect(momentOf(text)).toBe(at);
  });

  it("that contradicts its hour is not guessed", () => {
    for (const text of ["tonight at 11 am", "this morning at 3pm", "tonight at 2"])
      expect(read(text)).toMatchObject(notNow);
  });

  it("this Friday, said on a Friday, is today while the hour is ahead", () => {
    const friday = "2026-06-19T14:00:00.000Z";
    expect(momentOf("this Friday at 3pm", { said: friday })).toBe("2026-06-19T19:00:00.000Z");
    expect(read("next Friday at 3pm", { said: friday })).toMatchObject(notNow);
  });
});

describe("signs around a time", () => {
  it.each([
    "<b>tomorrow at 9</b>",
    "📞 tomorrow at 9",
    "tomorrow at 9 🙂",
    '"tomorrow at 9"',
    "“tomorrow at 9”",
    "(tomorrow at 9)",
    "tomorrow at 9!",
    "tomorrow at 9​",
    "‏2026-06-16‏ 09:00",
    "‪2026-06-16 09:00‬",
    "2026–06–16 09:00",
    "2026‑06‑16 09:00",
    "２０２６-06-16T09:00",
    "٢٠٢٦-٠٦-١٦ ٠٩:٠٠",
    "۲۰۲۶-۰۶-۱۶ ۰۹:۰۰",
    "2026-06-16T09:00:00−04:00",
    "2026/06/16 09:00",
    "2026.06.16 09:00",
    "6/16/2026, 9:00:00 AM",
    "16-Jun-2026 9am",
    "20260616T130000Z",
    "tomorrow, 9 o'clock",
  ])("do not change it: %s", (text) => {
    expect(momentOf(text)).toBe("2026-06-16T13:00:00.000Z");
  });

  it("a span as ISO 8601 writes it is one, and no Polish Friday", () => {
    expect(momentOf("PT2H")).toBe("2026-06-15T14:00:00.000Z");
    expect(momentOf("PT1H30M")).toBe("2026-06-15T13:30:00.000Z");
    expect(momentOf("P1D")).toBe("2026-06-16T12:00:00.000Z");
    expect(read("P")).toEqual(remark);
  });
});

describe("a date of which two customs disagree whether the day or the month is first", () => {
  it.each([
    ["dots of an American", "07.08.2026 10:00", "+12125550123"],
    ["slashes of an American in another language", "7/8/2026 a las 10", "+12125550123"],
    ["slashes of a Canadian", "7/8/2026 10:00", "+14165550123"],
    ["slashes of a Japanese", "7/8 10:00", "+81312345678"],
    ["slashes of a Korean", "7/8 오전 10시", "+82212345678"],
  ])("rings nobody: %s", (_, text, phone) => {
    expect(read(text, { phone })).toMatchObject(notNow);
  });

  it.each([
    ["07.08.2026 um 10 Uhr", "+12125550123", "2026-08-07T14:00:00.000Z"],
    ["07.08.2026 10:00", "+493012345678", "2026-08-07T08:00:00.000Z"],
    ["7/8/2026 10:00", "+442079460123", "2026-08-07T09:00:00.000Z"],
    ["7/8/2026 10am", "+12125550123", "2026-07-08T14:00:00.000Z"],
    ["7/8/26 at 10:30 am", "+12125550123", "2026-07-08T14:30:00.000Z"],
  ])("is read where they agree: %s", (text, phone, at) => {
    expect(momentOf(text, { phone })).toBe(at);
  });
});

describe("where clocks are changed", () => {
  it("a time that is over in its first showing, and shown once more, is the second", () => {
    const between = "2026-11-01T05:40:00.000Z";
    expect(momentOf("01:30", { said: between })).toBe("2026-11-01T06:30:00.000Z");
    expect(momentOf("today at 1:30 am", { said: between })).toBe("2026-11-01T06:30:00.000Z");
    expect(momentOf("1:45 am", { said: between })).toBe("2026-11-01T05:45:00.000Z");
  });

  it("a time that they leave out is not over before it was said", () => {
    const before = "2026-03-08T06:59:00.000Z";
    expect(momentOf("02:30", { said: before })).toBe("2026-03-08T07:30:00.000Z");
  });
});

it("the longest text that is kept, of whatever signs, is read in no time", () => {
  const pieces = [
    "in 1 ",
    "9 ",
    "a las ",
    "tomorrow ",
    "((((",
    "9:",
    "12-",
    "E",
    "S",
    "T",
    " ",
    "<a",
    "点",
    "ا",
    "🙂",
    "not ",
    "–",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 200 }), (all) => {
      read(all.join(""));
    }),
    { numRuns: 300 },
  );
  for (const piece of pieces) read(piece.repeat(5_000));
}, 20_000);
