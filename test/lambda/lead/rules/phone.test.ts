import { expect, it } from "vitest";
import { phone } from "../../../../lambda/lead/rules/phone.ts";
import { aLead, noon } from "../../../fakes/leads.ts";

it("a lead without a number that can be called waits for a person", () => {
  expect(phone.judge(aLead({ phone: "" }), {}, noon)).toEqual({ dial: "held", reason: "no-phone", for: "person" });
  expect(phone.judge(aLead(), {}, noon)).toEqual({ dial: "now" });
});

it("a lead that is still to be fetched brings its number along", () => {
  expect(phone.judge({ ...aLead({ phone: "" }), reference: "7001" }, {}, noon)).toEqual({ dial: "now" });
});
