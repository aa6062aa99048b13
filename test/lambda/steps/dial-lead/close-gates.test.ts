import { expect, it } from "vitest";
import type { DialOutcome } from "../../../../lambda/lead/call/dial-outcome.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { claimed } from "../../../../lambda/lead/states.ts";
import { closeGates } from "../../../../lambda/steps/dial-lead/close-gates.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aBridge, aClock, aLog, noPace } from "../../../fakes/bridge.ts";
import { aLead, noon, seconds } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

const ambiguous: DialOutcome = { kind: "ambiguous", reason: "no answer in time" };

it("dials that passed while their workers did not know of a closed gate yet make its rest no longer", async () => {
  const store = memoryStore();
  const clock = aClock(noon);
  const account = aBridge().account("main");
  if (!account) throw new Error("There is no account");
  const fails = () => {
    const lead = claimed(aLead(), "dial", 19230, clock.now()) as Lead;
    const deps = {
      store: limitedTo("dial-lead", store),
      turns: noPace,
      meetAgain: () => undefined,
      now: clock.now,
      log: aLog(),
    };
    return closeGates(lead, { account, team: 19230, tokenPrint: "t" }, ambiguous, deps);
  };
  await fails();
  clock.pass(seconds);
  await fails();
  const [closed] = await store.gates.all();
  expect(closed).toMatchObject({ on: "service/main", tries: 1, askAt: expect.any(String) });
  // Gates are known to a worker for a second at most.
  clock.pass(seconds / 2);
  await fails();
  expect(await store.gates.all()).toEqual([closed]);
});
