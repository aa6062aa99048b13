import { describe, expect, it } from "vitest";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { outlookOf } from "../../../lambda/lead/outlook.ts";
import { aBridge } from "../../fakes/bridge.ts";
import { aLead } from "../../fakes/leads.ts";

/** 10 in the morning in New York, and 7 in Los Angeles; the evening is 23 in New York. */
const morning = new Date("2026-06-16T14:00:00Z");
const night = new Date("2026-06-16T03:00:00Z");
const form = { connector: "html-form", account: "main", team: 1, hours: "requested" } as const;

function told(lead: Lead, now: Date, { source = {}, policies = {}, account = {} } = {}) {
  const bridge = aBridge({
    accounts: { main: { ...account } },
    sources: { website: { ...form, ...source } },
    policies,
  });
  const facts = {
    policies: bridge.policies,
    numbers: bridge.numberRules("website"),
    consent: bridge.consentRules("website"),
    hours: bridge.hoursRules("website"),
    accountZone: "America/New_York",
    isPaused: bridge.policies.pausedAccounts.includes(bridge.account("main")?.name ?? ""),
  };
  return outlookOf(lead, facts, now);
}

const phone = "+12125550123";
const inNewYork: Lead = { ...aLead(), source: "website", account: "main", person: { phone } };

describe("what a visitor is told of the call", () => {
  it("is that it comes at once, where the hour allows it", () => {
    expect(told(inNewYork, morning)).toEqual({ phone, call: "now" });
  });

  it("is when it comes at the earliest, by the clock of the person", () => {
    expect(told(inNewYork, night)).toEqual({
      phone,
      call: { at: new Date("2026-06-16T12:00:00Z"), zone: "America/New_York" },
    });
    const zone = "America/Los_Angeles";
    const abroad = { ...inNewYork, place: { zone } };
    // It waits until both places allow it.
    expect(told(abroad, night)).toMatchObject({ call: { at: new Date("2026-06-16T15:00:00Z"), zone } });
  });

  it("is the time that they asked for, or the next one after it at which they may be rung", () => {
    const asking = (text: string, now: Date): Lead => ({ ...inNewYork, asked: { text, said: now.toISOString() } });
    const zone = "America/New_York";
    expect(told(asking("tomorrow at 3pm", morning), morning)).toEqual({
      phone,
      call: { at: new Date("2026-06-17T19:00:00Z"), zone, isAsked: true },
    });
    expect(told(asking("22:30", morning), morning)).toEqual({
      phone,
      call: { at: new Date("2026-06-17T12:00:00Z"), zone },
    });
    expect(told(asking("mornings", morning), morning)).toEqual({ phone, call: "now" });
    expect(told(asking("2026-06-01 09:00", morning), morning)).toEqual({ phone });
  });

  it.each<[string, Lead, Parameters<typeof told>[2]]>([
    ["everything is paused", inNewYork, { policies: { paused: true } }],
    ["its account is paused", inNewYork, { account: { paused: true } }],
    ["nobody is rung on this stage", inNewYork, { policies: { onlyNumbers: [] } }],
    ["everything is done but the call", inNewYork, { policies: { dryRun: true } }],
    ["the number is barred", inNewYork, { policies: { neverCall: ["+1212"] } }],
    ["the region is paused", inNewYork, { policies: { hours: { pausedRegions: ["US-NY"] } } }],
    ["a consent is missing", inNewYork, { source: { consent: { field: "consent", text: "I agree", require: true } } }],
    ["the number is abroad", { ...inNewYork, person: { phone: "+493012345678" } }, {}],
    ["it is held already", { ...inNewYork, state: "held", reason: "hasty" }, {}],
    ["its place is unknown", { ...inNewYork, place: { zone: "Mars/Olympus" } }, {}],
  ])("is nothing of when, where %s", (_, lead, settings) => {
    for (const now of [morning, night]) expect(told(lead, now, settings)).toEqual({ phone: lead.person.phone });
  });

  it("is nothing at all where no number was understood", () => {
    expect(told({ ...inNewYork, person: {} }, morning)).toEqual({});
  });
});
