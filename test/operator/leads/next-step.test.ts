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
