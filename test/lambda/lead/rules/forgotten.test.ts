import { expect, it } from "vitest";
import { forgotten } from "../../../../lambda/lead/rules/forgotten.ts";
import { aLead, noon } from "../../../fakes/leads.ts";

it("a lead of a person who asked to be forgotten ends, and nobody is called", () => {
  expect(forgotten.judge(aLead(), { isForgotten: true }, noon)).toEqual({ dial: "never", reason: "forgotten-before" });
  expect(forgotten.judge(aLead(), { isForgotten: false }, noon)).toEqual({ dial: "now" });
});
