import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newPace, type Pace, type PaceLimit, paceLimit, slowedDown, takeTurn } from "../../../lambda/lead/pace.ts";
import { fromNoon, noon, seconds } from "../../fakes/leads.ts";

const limit = paceLimit(undefined, true) as PaceLimit;
const fresh = (): Pace => newPace("main", limit, noon);
/** Callingly answers 429 to a call that has only just left. */
const complain = (pace: Pace, at = fromNoon((pace.slowedAt ? 1 : 0) * seconds)): Pace =>
  slowedDown(pace, { sentAt: at.toISOString(), waitMs: 0 }, at);

/** Leads of one account ask one after the other; those sent to stand in line come back at their time. */
function arrive(count: number, account = "main", pace = fresh()) {
  const left: number[] = [];
  const lined: number[] = [];
  let current = pace;
  for (let index = 0; index < count; index += 1) {
    const turn = takeTurn(current, limit, { account, inLine: false }, noon, 0);
    (turn.kind === "taken" ? left : lined).push((turn.at.getTime() - noon.getTime()) / seconds);
    current = turn.pace ?? current;
  }
  return { left, lined, pace: current };
}

describe("the pace of a token", () => {
  it("is one call a second where the operator says nothing, and nothing at all for a server that is not Callingly", () => {
    expect(paceLimit(undefined, true)).toEqual({ perSecond: 1, burst: 5 });
    expect(paceLimit(undefined, false)).toBeUndefined();
    for (const isCallingly of [true, false]) expect(paceLimit(20, isCallingly)).toEqual({ perSecond: 20, burst: 5 });
  });

  it("lets a small burst leave at once, then one call a second", () => {
    expect(arrive(8)).toMatchObject({ left: [0, 0, 0, 0, 0], lined: [2, 3, 4] });
  });

  it("lets a caller who can wait take a turn that comes soon", () => {
    const { pace } = arrive(5);
    expect(takeTurn(pace, limit, { account: "main", inLine: false }, noon, 5 * seconds)).toMatchObject({
      kind: "taken",
      at: fromNoon(1 * seconds),
    });
  });

  it("does not stand still for a year because one worker's clock was a year ahead", () => {
    const year = fromNoon(365 * 86_400 * seconds);
    const ahead = [0, 0, 0, 0, 0, 0].reduce((pace) => {
      const turn = takeTurn(pace, limit, { account: "main", inLine: false }, year, 0);
      return turn.pace ?? pace;
    }, fresh());
    expect(takeTurn(ahead, limit, { account: "main", inLine: false }, noon, 0)).toMatchObject({
      kind: "taken",
      at: noon,
    });
  });

  it("sends nobody past those of the same account who stand in line", () => {
    const { pace } = arrive(8);
    const late = takeTurn(pace, limit, { account: "main", inLine: false }, fromNoon(2 * seconds), 0);
    expect(late).toMatchObject({ kind: "queued", at: fromNoon(5 * seconds) });
    expect(takeTurn(pace, limit, { account: "main", inLine: true }, fromNoon(2 * seconds), 0).kind).toBe("taken");
  });

  it("F51: does not keep an account's single lead waiting behind ten thousand of another", () => {
    const { pace } = arrive(10_000, "large");
    const turn = takeTurn(pace, limit, { account: "small", inLine: false }, fromNoon(60 * seconds), 5 * seconds);
    expect(turn.at.getTime() - fromNoon(60 * seconds).getTime()).toBeLessThanOrEqual(5 * seconds);
  });

  it("halves when Callingly complains, and creeps back call by call, never above the limit", () => {
    let pace = complain(complain(fresh()));
    expect(pace.perSecond).toBe(0.25);
    let now = noon;
    for (let call = 0; call < 20; call += 1) {
      now = new Date(now.getTime() + 60 * seconds);
      const turn = takeTurn(pace, limit, { account: "main", inLine: false }, now, 0);
      if (turn.kind !== "taken") throw new Error("a turn was free");
      expect(turn.pace.perSecond).toBeGreaterThanOrEqual(pace.perSecond);
      pace = turn.pace;
    }
    expect(pace.perSecond).toBe(1);
  });

  it("halves once for all calls that had left before", () => {
    const once = complain(fresh(), fromNoon(2 * seconds));
    const again = slowedDown(once, { sentAt: fromNoon(seconds).toISOString(), waitMs: 0 }, fromNoon(3 * seconds));
    expect(again.perSecond).toBe(0.5);
  });

  it("stands still as long as Callingly asks, for whoever is next", () => {
    const busy = slowedDown(fresh(), { sentAt: noon.toISOString(), waitMs: 4 * seconds }, noon);
    const turn = takeTurn(busy, limit, { account: "main", inLine: false }, fromNoon(seconds), 5 * seconds);
    expect(turn).toMatchObject({ kind: "taken", at: fromNoon(4 * seconds) });
  });

  it("never falls below one call a minute", () => {
    let pace = fresh();
    for (let complaint = 0; complaint < 30; complaint += 1) pace = complain(pace, fromNoon(complaint * seconds));
    expect(pace.perSecond).toBeCloseTo(1 / 60);
  });

  it("is kept in whatever order leads come", () => {
    const arrival = fc.record({
      account: fc.constantFrom("a", "b", "c"),
      inLine: fc.boolean(),
      wait: fc.nat({ max: 3 * seconds }),
      patience: fc.nat({ max: 10 * seconds }),
    });
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 200 }), (arrivals) => {
        let pace = fresh();
        let now = noon;
        const taken: number[] = [];
        for (const { account, inLine, wait, patience } of arrivals) {
          now = new Date(now.getTime() + wait);
          const turn = takeTurn(pace, limit, { account, inLine }, now, patience);
          if (turn.kind === "taken") taken.push(turn.at.getTime());
          else expect(turn.at.getTime()).toBeGreaterThanOrEqual(now.getTime());
          pace = turn.pace ?? pace;
        }
        taken.sort((a, b) => a - b);
        for (const [index, at] of taken.entries()) {
          const ahead = taken[index + limit.burst];
          if (ahead !== undefined) expect(ahead - at).toBeGreaterThanOrEqual(seconds - 1);
        }
      }),
    );
  });
});
