import { describe, expect, it } from "vitest";
import { gateOn } from "../../../../lambda/lead/gates.ts";
import { firstStop, rules, verdict } from "../../../../lambda/lead/rules/index.ts";
import type { DialFacts } from "../../../../lambda/lead/rules/rule.ts";
import { aLead, fromNoon, hours, noon } from "../../../fakes/leads.ts";
import { aWord } from "../../../fakes/suppressions.ts";

const lead = aLead({ phone: "+12125550123" });
const well: DialFacts = {
  isConfigured: true,
  route: { account: { name: "main", token: "shared" }, team: 19230 },
  policies: { staleAfterMs: 12 * hours, paused: false, pausedAccounts: [] },
  attempts: [],
  hours: { pack: "requested", marginMinutes: 10, pausedRegions: [] },
  numbers: { countries: ["US"], never: [] },
  consent: { isRequired: false },
  hasToken: true,
  gates: [],
  accountZone: "America/New_York",
  recordStoppedAt: null,
  bookingEnd: null,
  servesOthers: false,
  suppression: null,
  scrubbed: "clear",
};
const shut = { on: gateOn.token("shared"), reason: "token-refused", closedAt: noon.toISOString(), tries: 0 } as const;
const decide = (about: Parameters<typeof verdict>[0], facts: Partial<DialFacts>, now = noon) =>
  firstStop(verdict(about, facts, now));

describe("before a phone rings", () => {
  it("it is asked whether the lead is configured, its record was stopped, its appointment stands, it has a token and a phone, the time has come at which its person asked to be called, it is paused or stale, whether a consent is missing, a gate is closed, its number is listed and may be rung, its person is on the list of those who are not called, their state is paused, it is an hour at which they may be rung, they were rung too often, its number on a list of others, and at last whether it is a dry run, in this order", () => {
    expect(rules.map(({ name }) => name)).toEqual([
      "configured",
      "stopped",
      "booking",
      "token",
      "phone",
      "askedTime",
      "paused",
      "stale",
      "consent",
      "gates",
      "listed",
      "number",
      "suppressed",
      "pausedRegion",
      "callingHours",
      "attempts",
      "scrubbed",
      "dryRun",
    ]);
  });

  it("a lead against which everything speaks hears of one thing after the other, as each is mended", () => {
    const nobody = { ...lead, person: { ...lead.person, phone: undefined } };
    const bad: DialFacts = {
      ...well,
      isConfigured: false,
      hasToken: false,
      policies: { ...well.policies, paused: true },
      numbers: { countries: ["GB"], never: [] },
      consent: { isRequired: true },
      gates: [shut],
      recordStoppedAt: lead.receivedAt,
      suppression: aWord({ way: "forgotten" }),
    };
    // Nine in the evening.
    const late = fromNoon(13 * hours);
    const heard = (about: typeof lead, facts: DialFacts) => {
      const decision = decide(about, facts, late);
      return decision.dial === "now" ? "rings" : decision.reason;
    };
    const configured = { ...bad, isConfigured: true };
    const goingOn = { ...configured, recordStoppedAt: null };
    const withToken = { ...goingOn, hasToken: true };
    const resumed = { ...withToken, policies: well.policies };
    const released = { ...lead, releasedAt: late.toISOString() };
    const agreed = { ...resumed, consent: well.consent };
    const open = { ...agreed, gates: [] };
    const called = { ...open, numbers: well.numbers };
    const remembered = { ...called, suppression: null };
    expect([
      heard(nobody, bad),
      heard(nobody, configured),
      heard(nobody, goingOn),
      heard(nobody, withToken),
      heard(lead, withToken),
      heard(lead, resumed),
      heard(released, resumed),
      heard(released, agreed),
      heard({ ...released, person: { ...lead.person, phone: "+19005550123" } }, open),
      heard(released, called),
      heard(released, { ...remembered, hours: { ...well.hours, pausedRegions: ["US-NY"] } }),
      heard(released, remembered),
      heard(released, { ...remembered, hours: { ...well.hours, pack: "off" } }),
    ]).toEqual([
      "unknown-source",
      "record-stopped",
      "token-missing",
      "no-phone",
      "paused",
      "stale",
      "consent-missing",
      "token-refused",
      "number-costly",
      "forgotten-before",
      "paused",
      "outside-hours",
      "rings",
    ]);
  });

  it("no two rules have one name, and each goes by nothing but what it says that it needs", () => {
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
    for (const { needs, judge } of rules) {
      const asked: PropertyKey[] = [];
      const watched = new Proxy(well, {
        get: (facts, fact) => {
          asked.push(fact);
          return facts[fact as keyof DialFacts];
        },
      });
      judge(lead, watched, noon);
      expect(needs).toEqual(expect.arrayContaining(asked));
    }
  });
});

describe("the verdict on a lead", () => {
  it("holds the word of every rule, also of those behind the one that stops it", () => {
    const words = verdict(lead, { ...well, hasToken: false, gates: [shut] }, noon);
    expect(words.filter(({ decision }) => decision?.dial !== "now")).toEqual([
      { rule: "token", decision: { dial: "held", reason: "token-missing", for: "rule", by: "no-token/main" } },
      { rule: "gates", decision: { dial: "held", reason: "token-refused", for: "rule", by: "token/shared" } },
    ]);
    expect(words).toHaveLength(rules.length);
  });

  it("leaves open what nobody here knows, and decides by the rest", () => {
    const { hasToken: _token, suppression: _suppression, scrubbed: _scrubbed, ...known } = well;
    const words = verdict(lead, known, noon);
    expect(words.filter(({ decision }) => decision === undefined).map(({ rule }) => rule)).toEqual([
      "token",
      "suppressed",
      "scrubbed",
    ]);
    expect(firstStop(words)).toEqual({ dial: "now" });
    expect(decide(lead, { ...known, gates: [shut] })).toMatchObject({ dial: "held", reason: "token-refused" });
  });
});
