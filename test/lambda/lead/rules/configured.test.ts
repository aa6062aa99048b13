import { expect, it } from "vitest";
import { configured } from "../../../../lambda/lead/rules/configured.ts";
import { aLead, noon } from "../../../fakes/leads.ts";

it("a lead whose source, team or account the configuration no longer has waits until it has it again", () => {
  const held = { dial: "held", reason: "unknown-source", for: "rule" };
  expect(configured.judge(aLead(), { isConfigured: false }, noon)).toEqual(held);
  expect(configured.judge(aLead(), { isConfigured: true }, noon)).toEqual({ dial: "now" });
});
