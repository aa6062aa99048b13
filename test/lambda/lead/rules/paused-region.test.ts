import { expect, it } from "vitest";
import { type Gate, gateOn } from "../../../../lambda/lead/gates.ts";
import type { StatedPlace } from "../../../../lambda/lead/lead.ts";
import { pausedRegion } from "../../../../lambda/lead/rules/paused-region.ts";
import { aLead, noon } from "../../../fakes/leads.ts";

const judge = (
  phone: string,
  { regions = [], gates = [], place }: { regions?: string[]; gates?: Gate[]; place?: StatedPlace },
) =>
  pausedRegion.judge(
    aLead({ phone, ...(place && { place }) }),
    { hours: { pack: "off", marginMinutes: 10, pausedRegions: regions }, gates },
    noon,
  );

const shut = { on: gateOn.region("US-LA"), reason: "paused", closedAt: noon.toISOString(), tries: 0 } as const;

it("nobody is rung who may be in a state that the configuration pauses, even by a source that keeps no hours", () => {
  expect(judge("+15045550123", { regions: ["US-LA"] })).toEqual({ dial: "held", reason: "paused", for: "rule" });
  expect(judge("+12125550123", { regions: ["US-LA"] })).toEqual({ dial: "now" });
  expect(judge("+12125550123", { regions: ["US-LA"], place: { zip: "70112" } })).toMatchObject({ dial: "held" });
});

it("a state that an operator has paused is a gate, and the lead waits for it", () => {
  expect(judge("+15045550123", { gates: [shut] })).toEqual({
    dial: "held",
    reason: "paused",
    for: "rule",
    by: "region/US-LA",
  });
  expect(judge("+12125550123", { gates: [shut] })).toEqual({ dial: "now" });
});
