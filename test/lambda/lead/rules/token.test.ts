import { expect, it } from "vitest";
import { token } from "../../../../lambda/lead/rules/token.ts";
import { aLead, noon } from "../../../fakes/leads.ts";

it("a lead whose account has no token waits until the secret has one", () => {
  expect(token.judge(aLead(), { hasToken: false }, noon)).toEqual({
    dial: "held",
    reason: "token-missing",
    for: "rule",
    by: "no-token/main",
  });
  expect(token.judge(aLead(), { hasToken: true }, noon)).toEqual({ dial: "now" });
});
