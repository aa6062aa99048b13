import { describe, expect, it } from "vitest";
import { answersAgain, askedGate, gateOn, isClosed, stillClosed, unclearGate } from "../../../lambda/lead/gates.ts";
import { fromNoon, hours, minutes, noon, seconds } from "../../fakes/leads.ts";

describe("a gate that a question opens", () => {
  const gate = askedGate({ on: gateOn.token("shared"), reason: "token-refused", account: "main" }, noon);

  it("stays closed however much time passes", () => {
    expect(isClosed(gate, fromNoon(1000 * hours))).toBe(true);
  });

  it("is asked about after a minute, and ever more rarely", () => {
    const waits: number[] = [];
    let now = noon;
    let current = gate;
    for (let question = 0; question < 6; question += 1) {
      waits.push((Date.parse(current.askAt ?? "") - now.getTime()) / minutes);
      now = new Date(current.askAt ?? "");
      current = stillClosed(current, now);
    }
    expect(waits).toEqual([1, 1, 2, 5, 15, 15]);
  });
});

describe("dials of unclear fate", () => {
  const gate = { on: gateOn.service("shared"), account: "main", detail: "HTTP 503" };

  it("are an accident once; in a row they rest the token, longer each time", () => {
    const first = unclearGate(gate, undefined, noon);
    expect(isClosed(first, noon)).toBe(false);
    const second = unclearGate(gate, first, fromNoon(seconds));
    expect(isClosed(second, fromNoon(hours))).toBe(true);
    expect(second.askAt).toBe(fromNoon(8 * seconds).toISOString());
    const third = unclearGate(gate, answersAgain(second, fromNoon(2 * minutes)), fromNoon(3 * minutes));
    expect(third.askAt).toBe(fromNoon(4 * minutes).toISOString());
    const fourth = unclearGate(gate, answersAgain(third, fromNoon(4 * minutes)), fromNoon(5 * minutes));
    expect(fourth.askAt).toBe(fromNoon(10 * minutes).toISOString());
  });

  it("are asked about after seconds, since most outages are over by then, and then as any other cause", () => {
    let now = fromNoon(seconds);
    let current = unclearGate(gate, unclearGate(gate, undefined, noon), now);
    const waits: number[] = [];
    for (let question = 0; question < 6; question += 1) {
      waits.push((Date.parse(current.askAt ?? "") - now.getTime()) / seconds);
      now = new Date(current.askAt ?? "");
      current = stillClosed(current, now);
    }
    expect(waits).toEqual([7, 60, 120, 300, 900, 900]);
  });

  it("are not forgotten when Callingly answers questions again, only let through", () => {
    const second = unclearGate(gate, unclearGate(gate, undefined, noon), noon);
    const ajar = answersAgain(second, fromNoon(minutes));
    expect(isClosed(ajar, fromNoon(minutes))).toBe(false);
    expect(ajar.tries).toBe(second.tries);
  });
});
