import { describe, expect, it } from "vitest";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { claimed, dialled } from "../../../lambda/lead/states.ts";
import { stoppedBy } from "../../../lambda/lead/stop.ts";
import { nextStep } from "../../../operator/leads/next-step.ts";
import { aBridge } from "../../fakes/bridge.ts";
import { aLead, fromNoon, minutes, noon } from "../../fakes/leads.ts";

const at = fromNoon(minutes);
const is = (lead: Lead | undefined): Lead => {
  if (!lead) throw new Error("no such move");
  return lead;
};
const next = (lead: Lead): string => nextStep(lead, aBridge(), [], at);

describe("the next step of a lead whose CRM has closed its record", () => {
  it("is its end, and no call, where it has not rung", () => {
    expect(next(is(stoppedBy(aLead(), at, at)))).toBe(
      "It ends without a call within seconds: its CRM closed its record.",
    );
  });

  it("says that Callingly is yet to be told, where it has rung", () => {
    const placed = dialled(is(claimed(aLead(), "dial-1", 1, noon)), "dial-1", { kind: "placed", callId: "77" }, noon);
    expect(next(is(stoppedBy(is(placed), at, at)))).toMatch(/^Callingly reports the result.*yet to be told/);
  });
});

describe("the next step of a lead whose person asked for a time", () => {
  const sources = { website: { connector: "html-form", account: "main", team: 19230, hours: "requested" } } as const;
  const asking = (text: string): Lead => ({
    ...aLead({ phone: "+12125550123" }),
    asked: { text, said: noon.toISOString() },
  });
  const step = (text: string): string => nextStep(asking(text), aBridge({ sources }), [], noon);

  it("is its call then, however far ahead that is: it is not too old by then", () => {
    expect(step("2026-08-14 10:00")).toMatch(
      /but not before 2026-08-14 14:00:00 UTC \(in 60 d\), Fri 10:00 in America/,
    );
    expect(step("2026-08-14 10:00")).not.toContain("going to be held");
  });

  it("says that the hours there are closed then, and when they open", () => {
    expect(step("tomorrow at 11 pm")).toMatch(
      /not before 2026-06-17 03:00:00 UTC .*not before 2026-06-17 1[23]:00:00 UTC/,
    );
  });
});
