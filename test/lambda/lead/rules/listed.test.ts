import { expect, it } from "vitest";
import { listed } from "../../../../lambda/lead/rules/listed.ts";
import { aLead, noon } from "../../../fakes/leads.ts";

const policies = { staleAfterMs: 1, paused: false, pausedAccounts: [] };
const judge = (phone: string, onlyNumbers?: readonly string[], releasedAt?: string) =>
  listed.judge({ ...aLead({ phone }), releasedAt }, { policies: { ...policies, onlyNumbers } }, noon);
const held = { dial: "held", reason: "number-unlisted", for: "rule" };

it("every number may be rung where none is listed", () => {
  expect(judge("+12125550123")).toEqual({ dial: "now" });
});

it("a number that is not among those listed is not rung, even when an operator releases its lead", () => {
  expect(judge("+12125550123", ["+12125550124"])).toEqual(held);
  expect(judge("+12125550123", ["+12125550124"], noon.toISOString())).toEqual(held);
  expect(judge("+12125550123", [])).toEqual(held);
});

it("a number that is listed, or begins like one that is, may be rung", () => {
  expect(judge("+12125550123", ["+442079460123", "+12125550123"])).toEqual({ dial: "now" });
  expect(judge("+12125550123", ["+1212555"])).toEqual({ dial: "now" });
});
