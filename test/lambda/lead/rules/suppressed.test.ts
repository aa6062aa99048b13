import { expect, it } from "vitest";
import { suppressed } from "../../../../lambda/lead/rules/suppressed.ts";
import { aLead, noon } from "../../../fakes/leads.ts";
import { aWord } from "../../../fakes/suppressions.ts";

it("nobody is called who asked not to be, or to be forgotten", () => {
  const judged = (suppression: ReturnType<typeof aWord> | null) => suppressed.judge(aLead(), { suppression }, noon);
  expect(judged(aWord({ way: "forgotten" }))).toEqual({ dial: "never", reason: "forgotten-before" });
  expect(judged(aWord({ way: "sms" }))).toEqual({ dial: "never", reason: "opted-out" });
  expect(judged(null)).toEqual({ dial: "now" });
});
