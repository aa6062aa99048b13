import { describe, expect, it } from "vitest";
import { attemptsOf } from "../../../lambda/lead/attempts.ts";
import type { Call } from "../../../lambda/lead/call/call.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { aLead, fromNoon, hours, minutes, noon, seconds } from "../../fakes/leads.ts";

const after = (ms: number) => fromNoon(ms).toISOString();
const lead = (...history: [Lead["state"], number][]): Lead => ({
  ...aLead(),
  history: history.map(([state, ms]) => ({ state, at: after(ms) })),
});
const call = (ms: number, more: Partial<Call["result"]> = {}): Call => ({
  account: "main",
  callId: `${ms}`,
  state: "reported",
  revision: 1,
  hintedAt: after(ms),
  hintDigest: "",
  reports: {},
  lateReads: 0,
  failedTries: 0,
  result: { callId: `${ms}`, final: true, seconds: 0, startedAt: after(ms), ...more },
});
const rung = (ms: number) => fromNoon(ms).getTime();

describe("the attempts at a person", () => {
  it("are none where a lead was never dialled, or its dial certainly rang nobody", () => {
    expect(attemptsOf(lead(["ready", 0]), [])).toEqual([]);
    expect(attemptsOf(lead(["ready", 0], ["dialing", 10], ["held", 20]), [])).toEqual([]);
    expect(attemptsOf(lead(["ready", 0], ["dialing", 10], ["ready", 20]), [])).toEqual([]);
  });

  it("are the dials that rang, may have rung, or are going on", () => {
    const several = lead(
      ["ready", 0],
      ["dialing", 10],
      ["placed", 20],
      ["ready", hours],
      ["dialing", hours + 10],
      ["unknown", hours + 20],
      ["review", 2 * hours],
      ["ready", 3 * hours],
      ["dialing", 3 * hours + 10],
    );
    expect(attemptsOf(several, [])).toEqual([rung(10), rung(hours + 10), rung(3 * hours + 10)]);
  });

  it("are Callingly's own redials as well, and a dial's call is none beside it", () => {
    const placed = lead(["ready", 0], ["dialing", 10], ["placed", 20]);
    const calls = [call(40 * seconds), call(3 * minutes), call(2 * hours)];
    expect(attemptsOf(placed, calls)).toEqual([rung(40 * seconds), rung(3 * minutes), rung(2 * hours)]);
  });

  it("are a dial without its call, though the lead has others", () => {
    const placed = lead(["ready", 0], ["dialing", 0], ["placed", 20]);
    expect(attemptsOf(placed, [call(hours)])).toEqual([rung(hours), noon.getTime()]);
  });

  it("are no calls that the person made, and none for which no phone rang", () => {
    const ready = lead(["ready", 0]);
    expect(attemptsOf(ready, [call(0, { direction: "inbound" }), call(0, { unrung: true })])).toEqual([]);
  });
});
