import { expect, it } from "vitest";
import { paused } from "../../../../lambda/lead/rules/paused.ts";
import { aLead, hours, noon } from "../../../fakes/leads.ts";

const judge = (pause: { paused?: boolean; pausedAccounts?: string[] }) =>
  paused.judge(
    aLead(),
    {
      policies: { staleAfterMs: 12 * hours, paused: false, pausedAccounts: [], ...pause },
      route: { account: { name: "main", token: "shared" }, team: 19230 },
    },
    noon,
  );

it("while the configuration pauses calls, everything waits; while it pauses an account, that one", () => {
  const held = { dial: "held", reason: "paused", for: "rule" };
  expect(judge({ paused: true })).toEqual(held);
  expect(judge({ pausedAccounts: ["main"] })).toEqual(held);
  expect(judge({ pausedAccounts: ["other"] })).toEqual({ dial: "now" });
  expect(judge({})).toEqual({ dial: "now" });
});
