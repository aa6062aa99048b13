import { describe, expect, it } from "vitest";
import { PROOF_LIFE_MS, proofs } from "../../../operator/console/proofs.ts";
import { SESSION_LIFE_MS, sessions } from "../../../operator/console/sessions.ts";
import { noon } from "../../fakes/leads.ts";
import { aConsoleUser, SESSION_IDLE_MS } from "./console-user.ts";

/** How long somebody is let in, and how long a question stands. */

const minute = 60_000;

function clockAnd() {
  let time = noon.getTime();
  let count = 0;
  const deps = { now: () => new Date(time), newSecret: () => `secret-${count++}` };
  return {
    deps,
    pass: (ms: number) => {
      time += ms;
    },
  };
}

function open(idleMs = 30 * minute) {
  const { deps, pass } = clockAnd();
  const all = sessions({ ...deps, idleMs, standing: "standing" });
  const key = all.begin("standing") ?? "";
  return { all, key, pass };
}

describe("a session of the console", () => {
  it("lasts as long as it is used, and ends when nobody has used it for a while", () => {
    const { all, key, pass } = open();
    for (let use = 0; use < 4; use += 1) {
      pass(29 * minute);
      expect(all.find(key, true)).toBeDefined();
    }
    pass(30 * minute);
    expect(all.find(key, true)).toBeUndefined();
    expect(all.whyOver(key)).toBe("Nobody has used this console for 30 minutes: its session is over.");
  });

  it("is not kept alive by a page that asks by itself", () => {
    const { all, key, pass } = open();
    for (let look = 0; look < 29; look += 1) {
      pass(minute);
      expect(all.find(key, false)).toBeDefined();
    }
    pass(minute);
    expect(all.find(key, false)).toBeUndefined();
  });

  it("ends after twelve hours, however much it is used", () => {
    const { all, key, pass } = open();
    for (let passed = 0; passed + 20 * minute < SESSION_LIFE_MS; passed += 20 * minute) {
      pass(20 * minute);
      expect(all.find(key, true)).toBeDefined();
    }
    pass(20 * minute);
    expect(all.find(key, true)).toBeUndefined();
    expect(all.whyOver(key)).toContain("12 hours");
  });

  it("of a tab that was closed ends like any other, while another goes on", () => {
    const { all, key, pass } = open();
    const other = all.begin("standing") ?? "";
    pass(20 * minute);
    expect(all.find(other, true)).toBeDefined();
    pass(15 * minute);
    expect(all.find(key, true)).toBeUndefined();
    expect(all.find(other, true)).toBeDefined();
  });

  it("that never was is told from one that is over", () => {
    const { all } = open();
    expect(all.find("guess", true)).toBeUndefined();
    expect(all.whyOver("guess")).toBeUndefined();
  });

  it("says to its page that it is over, and how it is opened again", async () => {
    const user = await aConsoleUser();
    expect((await user.got("facts", {})).status).toBe(200);
    user.passTime(SESSION_IDLE_MS - minute);
    expect((await user.got("facts", {}, { isAway: true })).status).toBe(200);
    user.passTime(minute);
    const over = await user.got("facts", {});
    expect([over.status, JSON.parse(over.text)]).toEqual([
      401,
      { problem: "Nobody has used this console for 30 minutes: its session is over. Open it again: `bridge console`." },
    ]);
    await user.close();
  });
});

describe("the proof of a question", () => {
  const asked = {};
  const proofOf = () => {
    const { deps, pass } = clockAnd();
    const all = proofs(deps);
    return { all, pass, proof: all.give("one", asked, { seen: ["lead_1"] }) };
  };

  it("counts once, and gives exactly what was agreed to", () => {
    const { all, proof } = proofOf();
    expect(all.take("one", asked, proof)).toEqual({ agreed: { seen: ["lead_1"] } });
    expect(all.take("one", asked, proof)).toBeUndefined();
  });

  it("counts for its own question and session alone; whoever else brings it does not use it up", () => {
    const { all, proof } = proofOf();
    expect(all.take("other", asked, proof)).toBeUndefined();
    expect(all.take("one", {}, proof)).toBeUndefined();
    expect(all.take("one", asked, "guess")).toBeUndefined();
    expect(all.take("one", asked, proof)).toBeDefined();
  });

  it("stands for five minutes", () => {
    const { all, pass, proof } = proofOf();
    const late = all.give("one", asked, {});
    pass(PROOF_LIFE_MS);
    expect(all.take("one", asked, proof)).toBeDefined();
    pass(1);
    expect(all.take("one", asked, late)).toBeUndefined();
  });

  it("gives way to the hundred that a page asked for after it", () => {
    const { all, proof } = proofOf();
    const others = Array.from({ length: 100 }, (_, at) => all.give("one", asked, at));
    expect(all.take("one", asked, proof)).toBeUndefined();
    expect(all.take("one", asked, others[0] ?? "")).toEqual({ agreed: 0 });
  });
});
