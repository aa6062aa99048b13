import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placesOf } from "../../../../lambda/lead/hours/places.ts";
import type { HoursQuestion } from "../../../../lambda/lead/hours/ruling.ts";
import { tables } from "../../../../lambda/lead/hours/tables.ts";
import { hoursVerdict } from "../../../../lambda/lead/hours/verdict.ts";
import shared from "../../../fixtures/calling-hours/cases.json" with { type: "json" };
import { oracle } from "./oracle.ts";

type Asked = Partial<HoursQuestion> & { readonly at: string };

const ask = ({ at, ...question }: Asked) =>
  hoursVerdict(
    { pack: "conservative", phone: "+12125550123", stated: {}, attempts: [], marginMinutes: 0, ...question },
    new Date(at),
  );

/** `dial`, `hold`, or the moment of the next one. */
const answer = (asked: Asked): string => {
  const found = ask(asked);
  return found.verdict === "later" ? found.nextAt.toISOString().replace(":00.000Z", "Z") : found.verdict;
};

describe("a worked case", () => {
  it.each(shared.cases)("$id: $why", ({ pack, place, at, expect: expected }) => {
    const { number, ...stated } = place;
    const found = ask({ pack: pack as HoursQuestion["pack"], phone: number, stated, at });
    expect(found.verdict).toBe(expected.verdict);
    const nextAt = found.verdict === "later" ? found.nextAt : undefined;
    expect(nextAt).toEqual(expected.nextAt === undefined ? undefined : new Date(expected.nextAt));
  });
});

describe("a call", () => {
  it.each<[what: string, asked: Asked, answer: string]>([
    ["is made a second before closing", { at: "2026-12-02T01:59:59Z" }, "dial"],
    [
      "is not made in the margin before closing",
      { at: "2026-12-02T01:50:00Z", marginMinutes: 10 },
      "2026-12-02T13:00Z",
    ],
    ["is made up to the margin", { at: "2026-12-02T01:49:59Z", marginMinutes: 10 }, "dial"],
    ["waits over the hour that spring takes", { at: "2026-03-08T06:30:00Z" }, "2026-03-08T12:00Z"],
    ["waits over the hour that autumn gives", { at: "2026-11-01T04:30:00Z" }, "2026-11-01T13:00Z"],
    ["goes by Newfoundland's half hour", { phone: "+17095550123", at: "2026-12-01T12:59:00Z" }, "2026-12-01T13:00Z"],
    [
      "waits until the western zone of an area code is open",
      { phone: "+18505550123", at: "2026-12-01T13:59:59Z" },
      "2026-12-01T14:00Z",
    ],
    [
      "goes by the ZIP code and not by its state",
      {
        phone: "+19155550123",
        stated: { country: "US", zip: "79901", state: "TX" },
        pack: "requested",
        at: "2026-12-02T03:30:00Z",
      },
      "dial",
    ],
    [
      "goes by all zones of a state that is named alone",
      { phone: "+13055550123", stated: { country: "US", state: "Florida" }, at: "2026-12-01T13:30:00Z" },
      "2026-12-01T14:00Z",
    ],
    [
      "goes by where the browser is",
      { stated: { country: "US", zone: "Pacific/Honolulu" }, at: "2026-12-01T17:00:00Z" },
      "2026-12-01T18:00Z",
    ],
    [
      "waits for Canada's hours where the lead says US",
      { phone: "+16475550123", stated: { country: "US" }, at: "2026-12-01T13:30:00Z" },
      "2026-12-01T14:00Z",
    ],
    [
      "waits over Spain's mainland and the Canaries",
      { phone: "+34612345678", at: "2026-12-01T08:30:00Z" },
      "2026-12-01T09:00Z",
    ],
    [
      "waits over both islands of New Zealand's clocks",
      { phone: "+64211234567", at: "2026-12-01T18:00:00Z" },
      "2026-12-01T19:00Z",
    ],
    [
      "goes by South Australia's half hour",
      { phone: "+61491570156", stated: { country: "AU", state: "SA" }, at: "2026-11-30T22:00:00Z" },
      "2026-11-30T22:30Z",
    ],
    [
      "in Puerto Rico keeps the federal hours",
      { phone: "+17875550123", at: "2026-12-01T11:59:00Z" },
      "2026-12-01T12:00Z",
    ],
    [
      "is closed on Independence Day's Friday before, and on the day",
      { phone: "+18015550123", at: "2026-07-03T18:00:00Z" },
      "2026-07-06T14:00Z",
    ],
    [
      "is closed on the last day of a year whose New Year is a Saturday",
      { phone: "+14015550123", at: "2027-12-31T15:00:00Z" },
      "2028-01-03T14:00Z",
    ],
    [
      "is open on election day of an odd year in Rhode Island",
      { phone: "+14015550123", at: "2027-11-02T15:00:00Z" },
      "dial",
    ],
    [
      "is closed on election day of an even year there",
      { phone: "+14015550123", at: "2026-11-03T15:00:00Z" },
      "2026-11-04T14:00Z",
    ],
    [
      "is closed on the day after Thanksgiving in Louisiana",
      { phone: "+15045550123", at: "2026-11-27T18:00:00Z" },
      "2026-11-28T14:00Z",
    ],
    [
      "is closed on Victoria Day in British Columbia",
      { phone: "+16045550123", at: "2026-05-18T18:00:00Z" },
      "2026-05-19T16:00Z",
    ],
    [
      "is closed on Boxing Day's Monday in Australia",
      { phone: "+61491570156", stated: { country: "AU", state: "VIC" }, at: "2026-12-28T01:00:00Z" },
      "2026-12-28T22:00Z",
    ],
    ["is under a rule from the day on which it counts", { phone: "+15035550123", at: "2026-01-01T04:30:00Z" }, "dial"],
    ["and not from the day before", { phone: "+15035550123", at: "2026-01-02T04:30:00Z" }, "2026-01-02T16:00Z"],
    [
      "by request is free of a state's rule that binds unasked calls alone",
      { phone: "+18015550123", pack: "requested", at: "2026-11-29T19:00:00Z" },
      "dial",
    ],
    [
      "by request stays under the federal one",
      { phone: "+18015550123", pack: "requested", at: "2026-11-30T05:00:00Z" },
      "2026-11-30T15:00Z",
    ],
    [
      "by request stays under a rule of which that is not settled",
      { phone: "+12035550123", pack: "requested", at: "2026-12-02T01:30:00Z" },
      "2026-12-02T14:00Z",
    ],
  ])("%s", (_, asked, expected) => {
    expect(answer(asked)).toBe(expected);
  });
});

describe("attempts", () => {
  const florida = { phone: "+13055550123", at: "2026-12-02T18:00:00Z" };
  const at = (...times: string[]) => times.map((time) => Date.parse(time));

  it("are three in a day in Florida: the fourth waits until the first is a day old, and then for a whole minute", () => {
    const attempts = at("2026-12-01T18:30:20Z", "2026-12-01T20:00:00Z", "2026-12-02T14:00:00Z");
    expect(answer({ ...florida, attempts })).toBe("2026-12-02T18:31Z");
    expect(ask({ ...florida, attempts })).toMatchObject({ by: "frequency", rules: ["us-fl"] });
  });

  it("count no more once they are a day old to the second", () => {
    const attempts = at("2026-12-01T18:00:00Z", "2026-12-01T20:00:00Z", "2026-12-02T14:00:00Z");
    expect(answer({ ...florida, attempts })).toBe("dial");
  });

  it("wait for the window as well", () => {
    const attempts = at("2026-12-02T02:00:00Z", "2026-12-02T14:00:00Z", "2026-12-02T15:00:00Z");
    expect(answer({ ...florida, at: "2026-12-03T00:30:00Z", attempts })).toBe("2026-12-03T13:00Z");
  });

  it("are four in thirty days in France, which may be longer than places are looked at", () => {
    const attempts = at("2026-12-01T10:00:00Z", "2026-12-02T10:00:00Z", "2026-12-03T10:00:00Z", "2026-12-04T10:00:00Z");
    expect(answer({ phone: "+33199001234", at: "2026-12-07T10:00:00Z", attempts })).toBe("2026-12-31T10:00Z");
  });

  it("count by a limit that comes into force while they wait for the window", () => {
    const attempts = at("2025-12-31T20:00:00Z", "2025-12-31T21:00:00Z", "2025-12-31T22:00:00Z");
    expect(answer({ phone: "+15035550123", at: "2026-01-01T06:00:00Z", attempts })).toBe("2026-01-01T20:00Z");
  });

  it("that have not happened yet do not count", () => {
    const attempts = at("2026-12-03T18:00:00Z", "2026-12-03T19:00:00Z", "2026-12-03T20:00:00Z");
    expect(answer({ ...florida, attempts })).toBe("dial");
  });
});

describe("nobody is rung", () => {
  const noon = "2026-12-01T17:00:00Z";

  it.each<[where: string, asked: Omit<Asked, "at">, by: string]>([
    [
      "at a toll-free number, whatever else the lead says",
      { phone: "+18885550123", stated: { country: "US", zip: "90001" } },
      "place-unknown",
    ],
    ["at an area code that the table lacks", { phone: "+14365550123" }, "place-unknown"],
    ["in a country that the table lacks", { phone: "+5511912345678", stated: { country: "BR" } }, "place-unknown"],
    ["in Australia when no state is named", { phone: "+61491570156", stated: { country: "AU" } }, "place-unknown"],
    ["where the browser's zone is unknown here", { stated: { country: "US", zone: "Mars/Olympus" } }, "place-unknown"],
    ["where the state is none", { stated: { country: "US", state: "Ruritania" } }, "place-unknown"],
    ["at a ZIP code of the armed forces", { stated: { country: "US", zip: "09012", state: "AE" } }, "place-unknown"],
    ["where the number is none", { phone: "2125550123" }, "place-unknown"],
    ["in Jamaica, of which there is no rule", { phone: "+18765550123", stated: { country: "US" } }, "hours-unknown"],
    ["in Portugal, of which the zones are known and no rule", { phone: "+351912345678" }, "hours-unknown"],
    ["where the lead names a country without a rule", { stated: { country: "MX" } }, "hours-unknown"],
    [
      "where no moment suits all places",
      { phone: "+12125550123", stated: { country: "US", zone: "Asia/Kolkata", state: "HI" } },
      "places-disagree",
    ],
  ])("%s", (_, asked, by) => {
    expect(ask({ ...asked, at: noon })).toMatchObject({ verdict: "hold", by, why: expect.stringMatching(/\w/) });
  });
});

const zones = [
  "America/New_York",
  "America/Adak",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "Europe/London",
  "Asia/Kolkata",
];
const numbers = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...Object.keys(tables.areaCodes)).map((code) => `+1${code}5550123`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "+33199001234",
      "+34612345678",
      "+64211234567",
      "+442079460123",
      "+491751234567",
      "+353201234567",
    ),
  },
);
const stated = fc.record(
  {
    country: fc.constantFrom("US", "US", "CA", "FR", "AU"),
    state: fc.constantFrom("TX", "FL", "OR", "RI", "UT", "LA", "AL", "HI", "BC", "QC", "NSW", "WA"),
    zip: fc.constantFrom("32401", "79901", "06300", "V1A 1A1", "84101", "96799"),
    zone: fc.constantFrom(...zones),
  },
  { requiredKeys: [] },
);
const from = Date.parse("2025-09-01T00:00:00Z");
const moments = fc.integer({ min: 0, max: 2.6 * 365 * 86_400 }).map((second) => from + second * 1000);

it("whatever is asked, stepping by quarters of an hour gives the same answer", () => {
  const pack = fc.constantFrom("requested" as const, "conservative" as const);
  const ago = fc.array(fc.oneof(fc.integer({ min: -5_000, max: 90_000 }), fc.integer({ min: 0, max: 2_700_000 })), {
    maxLength: 6,
  });
  let known = 0;
  fc.assert(
    fc.property(
      numbers,
      stated,
      pack,
      fc.constantFrom(0, 10),
      moments,
      ago,
      (phone, said, chosen, marginMinutes, at, secondsAgo) => {
        const question = {
          pack: chosen,
          phone,
          stated: said,
          marginMinutes,
          attempts: secondsAgo.map((each) => at - each * 1000),
        };
        const found = hoursVerdict(question, new Date(at));
        if (found.verdict === "hold" && found.by !== "places-disagree") return;
        const places = placesOf(phone, said);
        if (places.kind === "unknown") throw new Error(places.why);
        known++;
        expect(found.verdict === "later" ? found.nextAt.getTime() : found.verdict).toBe(
          oracle(places.places, question, at),
        );
      },
    ),
    { numRuns: 300 },
  );
  expect(known).toBeGreaterThan(100);
});
