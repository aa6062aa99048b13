import { expect, it } from "vitest";
import { scrubbed } from "../../../../lambda/lead/rules/scrubbed.ts";
import { aLead, minutes, noon } from "../../../fakes/leads.ts";

it("nobody is called who is on a list of others, nor while no list can tell", () => {
  const judged = (said: Parameters<typeof scrubbed.judge>[1]["scrubbed"]) =>
    scrubbed.judge(aLead(), { scrubbed: said }, noon);
  expect(judged("clear")).toEqual({ dial: "now" });
  for (const reason of ["dnc-listed", "scrub-denied"] as const)
    expect(judged(reason)).toEqual({ dial: "never", reason });
  const held = { dial: "held", for: "rule" };
  expect(judged("dnc-file-missing")).toEqual({ ...held, reason: "dnc-file-missing", againMs: 15 * minutes });
  expect(judged("scrub-unreachable")).toEqual({ ...held, reason: "scrub-unreachable", againMs: 5 * minutes });
});
