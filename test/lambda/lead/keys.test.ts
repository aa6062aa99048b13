import { expect, it } from "vitest";
import { reportKey, reportOf } from "../../../lambda/lead/call/report-key.ts";
import { barredBy, gateOn } from "../../../lambda/lead/gates.ts";

it("the key of a report says whose it is, in which CRM", () => {
  expect(reportKey("lead_a", "hubspot")).toBe("lead_a/hubspot");
  expect(reportOf("lead_a/hubspot")).toEqual({ leadId: "lead_a", crm: "hubspot" });
});

it("the key of a gate says what it bars", () => {
  expect(gateOn.team("main", 7)).toBe("team/main/7");
  expect(barredBy(gateOn.crm("hubspot"))).toEqual({ kind: "crm", name: "hubspot" });
  expect(barredBy(gateOn.everything).name).toBeUndefined();
});
