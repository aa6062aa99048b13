import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Call } from "../../../lambda/lead/call/call.ts";
import { bySource, byTeam, figuresOf, hourFigures, speedByHour, total } from "../../../lambda/lead/day-figures.ts";
import { type DayNumbers, DayNumbersSchema, nothing, numbersOf, plus } from "../../../lambda/lead/day-numbers.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import * as states from "../../../lambda/lead/states.ts";
import { aLead, fromNoon, hours, minutes, seconds } from "../../fakes/leads.ts";

/** What a day in the life of a bridge may bring, told plainly: the naive count reads this and never looks at an item. */
const lives = [
  "rang and reached",
  "rang and missed",
  "rang, missed, and was redialled and reached",
  "waits for an hour",
  "waits for a person",
  "merged",
  "in review",
  "unclear",
  "cancelled",
  "suppressed",
  "failed",
  "released and rang",
] as const;
type Life = (typeof lives)[number];

interface Told {
  readonly life: Life;
  readonly source: "website" | "partner";
  readonly team: number | undefined;
  readonly after: number;
  readonly crm: "hubspot" | "demo";
  readonly result: "written" | "parked" | "pending";
}

const told: fc.Arbitrary<Told> = fc.record({
  life: fc.constantFrom(...lives),
  source: fc.constantFrom("website", "partner"),
  team: fc.constantFrom(7, 8, undefined),
  after: fc.integer({ min: 1, max: 80_000 }),
  crm: fc.constantFrom("hubspot", "demo"),
  result: fc.constantFrom("written", "parked", "pending"),
});

interface Stored {
  readonly lead: Lead;
  readonly calls: readonly Call[];
}

/** The lead as the table has it. */
function stored({ life, source, team, after, crm, result }: Told): Stored {
  const came = { ...aLead(), source, team } as Lead;
  const at = (ms: number) => fromNoon(ms).toISOString();
  const step = (ms: number, state: Lead["state"], more: object = {}) => ({ at: at(ms), state, ...more });
  const callAt = (id: string, ms: number, outcome: "contacted" | "missed"): Call => ({
    account: "main",
    callId: `${came.id}-${id}`,
    state: result === "parked" ? "parked" : "reported",
    revision: 1,
    failedTries: 0,
    hintedAt: at(ms),
    hintDigest: id,
    leadId: came.id,
    lateReads: 0,
    result: { callId: id, final: true, seconds: 20, outcome, startedAt: at(ms) },
    reports: { [`${came.id}/${crm}`]: { begun: true, ...(result === "written" && { digest: "d" }) } },
  });
  const rang = (from: number, calls: readonly Call[], history: Lead["history"] = []): Stored => ({
    lead: {
      ...came,
      state: "completed",
      outcome: calls.some((call) => call.result?.outcome === "contacted") ? "contacted" : "missed",
      ringsPossible: 1,
      calls: calls.map(({ callId }) => callId),
      history: [
        ...(history.length > 0 ? history : [step(0, "ready")]),
        step(from + after * seconds - 500, "dialing"),
        step(from + after * seconds, "placed"),
        step(from + after * seconds + 30 * seconds, "completed"),
      ],
    } as Lead,
    calls,
  });
  const alone = (change: Partial<Lead>): Stored => ({ lead: { ...came, ...change } as Lead, calls: [] });
  switch (life) {
    case "rang and reached":
      return rang(0, [callAt("1", after * seconds, "contacted")]);
    case "rang and missed":
      return rang(0, [callAt("1", after * seconds, "missed")]);
    case "rang, missed, and was redialled and reached":
      return rang(0, [callAt("1", after * seconds, "missed"), callAt("2", after * seconds + hours, "contacted")]);
    case "released and rang": {
      const history = [step(0, "ready"), step(1, "held", { reason: "stale" }), step(hours, "ready", { by: "Robin" })];
      const { lead, calls } = rang(hours, [callAt("1", hours + after * seconds, "contacted")], history);
      return { lead: { ...lead, releasedAt: at(hours) }, calls };
    }
    case "waits for an hour":
      return alone({ state: "held", reason: "outside-hours", dueFor: "dial-lead" });
    case "waits for a person":
      return alone({ state: "held", reason: "stale", dueFor: "reconcile" });
    case "merged":
      return alone({ state: "merged", reason: "same-phone", mergedInto: "lead_other" });
    case "in review":
      return alone({ state: "review", reason: "not-found", ringsPossible: 1 });
    case "unclear":
      return alone({ state: "unknown", reason: "no-answer", ringsPossible: 1 });
    case "cancelled":
      return alone({ state: "cancelled", reason: "decided" });
    case "suppressed":
      return alone({ state: "suppressed", reason: "opted-out" });
    case "failed":
      return alone({ state: "failed", reason: "phone-refused" });
  }
}

const rings: readonly Life[] = [
  "rang and reached",
  "rang and missed",
  "rang, missed, and was redialled and reached",
  "released and rang",
];
const reaches = (life: Life): boolean => rings.includes(life) && life !== "rang and missed";

const fold = (all: readonly Stored[]): DayNumbers =>
  all.reduce<DayNumbers>((numbers, { lead, calls }) => plus(numbers, numbersOf(lead, calls, "UTC")), nothing);

/** The nearest rank of what was written down. */
function exact(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}

function near(figure: number | null, value: number | null): void {
  if (value === null || figure === null) expect(figure).toBe(value);
  else expect(Math.abs(figure - value) / value).toBeLessThanOrEqual(1 / 8);
}

describe("a day's numbers", () => {
  it("are those that somebody would count who had watched all of it", () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 40 }), (day) => {
        const numbers = fold(day.map(stored));
        const count = (has: (each: Told) => boolean) => day.filter(has).length;
        const is = (life: Life) => count((each) => each.life === life);
        const figures = figuresOf(total(numbers));
        expect(figures).toMatchObject({
          came: day.length,
          rung: count(({ life }) => rings.includes(life)),
          merged: is("merged"),
          waiting: is("waits for an hour"),
          held: is("waits for a person"),
          review: is("in review"),
          unclear: is("unclear"),
          cancelled: is("cancelled"),
          suppressed: is("suppressed"),
          failed: is("failed"),
        });
        expect(figures.waitingFor["outside-hours"] ?? 0).toBe(is("waits for an hour"));
        expect(figures.heldFor.stale ?? 0).toBe(is("waits for a person"));
        expect(figures.outcomes.contacted ?? 0).toBe(count(({ life }) => reaches(life)));
        expect(figures.outcomes.missed ?? 0).toBe(is("rang and missed"));
        const speeds = day.filter(({ life }) => rings.includes(life) && life !== "released and rang");
        const released = day.filter(({ life }) => life === "released and rang");
        expect([figures.speed.leads, figures.speedAfterRelease.leads]).toEqual([speeds.length, released.length]);
        for (const share of [0.5, 0.9] as const) {
          const name = share === 0.5 ? "p50" : "p90";
          near(
            figures.speed[name],
            exact(
              speeds.map(({ after }) => after),
              share,
            ),
          );
          near(
            figures.speedAfterRelease[name],
            exact(
              released.map(({ after }) => after),
              share,
            ),
          );
        }
        for (const source of ["website", "partner"] as const)
          expect(bySource(numbers).get(source)?.came ?? 0).toBe(count((each) => each.source === source));
        for (const team of [7, 8, undefined])
          expect(byTeam(numbers).get(String(team ?? "none"))?.came ?? 0).toBe(count((each) => each.team === team));
        const calls = (has: (each: Told) => boolean) =>
          day.filter((each) => rings.includes(each.life) && has(each)).reduce((sum, each) => sum + callsOf(each), 0);
        for (const crm of ["hubspot", "demo"] as const)
          for (const result of ["written", "parked", "pending"] as const)
            expect(figures.results[crm]?.[result] ?? 0).toBe(
              calls((each) => each.crm === crm && each.result === result),
            );
        const byHour = hourFigures(numbers);
        expect(byHour.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(calls(() => true));
        expect(byHour.reduce((sum, { contacts }) => sum + contacts, 0)).toBe(count(({ life }) => reaches(life)));
        expect(speedByHour(numbers).reduce((sum, { leads }) => sum + leads, 0)).toBe(speeds.length);
      }),
      { numRuns: 300 },
    );
  });

  it("of parts, added up in any order, are those of the whole", () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 20 }), fc.nat(20), (day, at) => {
        const all = day.map(stored);
        const [first, second] = [fold(all.slice(0, at)), fold(all.slice(at))];
        expect(plus(first, second)).toEqual(fold(all));
        expect(plus(second, first)).toEqual(fold(all));
        expect(plus(nothing, first)).toEqual(first);
        expect(DayNumbersSchema.parse(JSON.parse(JSON.stringify(first)))).toEqual(first);
      }),
    );
  });

  it("tell how fast leads were called by the hour in which they came, by the account's clocks, not that of the call", () => {
    const called = (at: number, after: number): DayNumbers => {
      const lead = aLead({}, { at: fromNoon(at) });
      const placed = { at: fromNoon(at + after).toISOString(), state: "placed" } as const;
      return numbersOf({ ...lead, history: [...lead.history, placed] }, undefined, "America/New_York");
    };
    const day = [called(0, 3 * seconds), called(59 * minutes, 5 * minutes), called(2 * hours, 30 * seconds)];
    const hoursOfDay = speedByHour(day.reduce(plus));
    expect(hoursOfDay.map(({ hour, leads }) => [hour, leads])).toEqual([
      [8, 2],
      [10, 1],
    ]);
    near(hoursOfDay[0]?.p50 ?? null, 3);
    near(hoursOfDay[0]?.p90 ?? null, 300);
    near(hoursOfDay[1]?.p50 ?? null, 30);
  });

  it("count every lead as one thing, whatever it is", () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 30 }), (day) => {
        const { came, rung, merged, waiting, held, review, unclear, suppressed, failed, cancelled } = figuresOf(
          total(fold(day.map(stored))),
        );
        expect(rung + merged + waiting + held + review + unclear + suppressed + failed + cancelled).toBe(came);
      }),
    );
  });

  it("count a lead that really went its way: taken in, claimed, dialled, reached", () => {
    const lead = aLead();
    const dialling = states.claimed(lead, "d", 7, fromNoon(2 * seconds)) as Lead;
    const placed = states.dialled(
      dialling,
      "d",
      { kind: "placed", callId: "1" } as never,
      fromNoon(3 * seconds),
    ) as Lead;
    const news = { callId: "1", outcome: "contacted", final: true } as const;
    const done = states.folded(placed, news, fromNoon(2 * minutes)) as Lead;
    const figures = figuresOf(total(numbersOf(done, undefined, "UTC")));
    expect(figures).toMatchObject({ came: 1, rung: 1, outcomes: { contacted: 1 }, speed: { leads: 1 } });
    near(figures.speed.p50, 3);
    expect(hourFigures(numbersOf(done, undefined, "America/New_York"))).toEqual([
      { hour: 8, attempts: 1, contacts: 1 },
    ]);
  });

  it("say nothing of the speed where an operator said that it rang", () => {
    const lead = aLead();
    const history = [...lead.history, { at: fromNoon(hours).toISOString(), state: "placed" as const, by: "Robin" }];
    const figures = figuresOf(total(numbersOf({ ...lead, state: "placed", history }, undefined, "UTC")));
    expect(figures).toMatchObject({ rung: 1, speed: { leads: 0, p50: null, p90: null } });
  });

  it("keep no name, number, address or text of a person", () => {
    const { lead, calls } = stored({
      life: "rang and reached",
      source: "website",
      team: 7,
      after: 3,
      crm: "demo",
      result: "written",
    });
    const kept = JSON.stringify(numbersOf(lead, calls, "UTC"));
    for (const text of [lead.person.phone, lead.person.email, lead.person.lastName, lead.id])
      expect(kept).not.toContain(text);
  });
});

const callsOf = ({ life }: Told): number => (life === "rang, missed, and was redialled and reached" ? 2 : 1);
