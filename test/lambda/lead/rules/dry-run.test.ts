import { expect, it } from "vitest";
import { dryRun } from "../../../../lambda/lead/rules/dry-run.ts";
import { aLead, noon } from "../../../fakes/leads.ts";

const policies = { staleAfterMs: 1, paused: false, pausedAccounts: [] };

it("in a dry run a lead that would ring waits for an operator, so that nobody is rung on the day it ends", () => {
  expect(dryRun.judge(aLead(), { policies: { ...policies, dryRun: true } }, noon)).toEqual({
    dial: "held",
    reason: "dry-run",
    for: "person",
  });
  expect(dryRun.judge(aLead(), { policies: { ...policies, dryRun: false } }, noon)).toEqual({ dial: "now" });
});
