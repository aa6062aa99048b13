import { describe, expect, it } from "vitest";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { takenOver } from "../../../lambda/lead/repeat.ts";
import { claimed, dialled, held, merged } from "../../../lambda/lead/states.ts";
import { aLead, fromNoon, minutes, noon } from "../../fakes/leads.ts";

describe("a repeat of a lead that waits for a consent", () => {
  const first = held(aLead(), "consent-missing", noon, { for: "rule" }) as Lead;
  const takes = (given: boolean | undefined, waiting = first) => {
    const repeat: Lead = { ...aLead({}, { at: fromNoon(minutes) }), id: first.id, consent: { given } };
    return takenOver(waiting, repeat, { main: undefined, fromStrangers: false }, fromNoon(minutes));
  };

  it("takes it over where it brings one, whoever sends it", () =>
    expect(takes(true)).toMatchObject({ id: first.id, state: "ready", consent: { given: true } }));

  it("changes nothing where it brings none, or the lead waits for something else", () => {
    expect(takes(false)).toBeUndefined();
    expect(takes(undefined)).toBeUndefined();
    expect(takes(true, held(aLead(), "paused", noon, { for: "rule" }))).toBeUndefined();
  });
});

describe("a repeat with another time to call", () => {
  const asked = (text: string) => ({ text, said: noon.toISOString() });
  const asking = (text: string, more: Partial<Lead> = {}): Lead => ({ ...aLead(), ...more, asked: asked(text) });
  const takes = (first: Lead, second: Lead) =>
    takenOver(first, { ...second, id: first.id }, { main: undefined, fromStrangers: true }, fromNoon(minutes));

  it.each(["paused", "callingly-failing", "hours-unknown"] as const)(
    "is the last word also where the first time has come and the lead waits for something else (%s)",
    (reason) => {
      const first = held(asking("2026-06-15 08:00"), reason, noon, { for: "rule" }) as Lead;
      expect(takes(first, asking("2026-06-17 15:00"))).toMatchObject({
        state: "ready",
        reason: "asked-again",
        asked: { text: "2026-06-17 15:00" },
      });
      expect(takes(first, asking("2026-06-15 08:00"))).toBeUndefined();
    },
  );

  it("brings its consent along, where the lead waits for one", () => {
    const first = held(asking("2026-06-17 08:00"), "consent-missing", noon, { for: "rule" }) as Lead;
    const agreeing = asking("2026-06-17 15:00", { consent: { given: true } });
    expect(takes(first, agreeing)).toMatchObject({ consent: { given: true }, asked: { text: "2026-06-17 15:00" } });
    expect(takes(first, asking("2026-06-17 15:00"))).toMatchObject({ asked: { text: "2026-06-17 15:00" } });
  });

  it("changes nothing while an operator has to decide about the lead", () => {
    const first = held(asking("2026-06-15 08:00"), "quarantined", noon, { for: "person" }) as Lead;
    expect(
      takenOver(first, asking("2026-06-17 15:00"), { main: undefined, fromStrangers: false }, noon),
    ).toBeUndefined();
  });
});

describe("a repeat of a lead that was merged into another", () => {
  const main = aLead();
  const first = merged(aLead(), main.id, noon) as Lead;
  const repeat = { ...aLead({}, { at: fromNoon(minutes) }), id: first.id };
  const dialing = claimed(main, "dial-1", 1, noon) as Lead;
  const takes = (into: Lead | undefined) =>
    takenOver(first, repeat, { main: into, fromStrangers: true }, fromNoon(minutes));

  it("takes it over where the other one ended without a ring", () => {
    const refused = { kind: "refused", status: 422, message: "no", fault: "lead" } as const;
    const failed = dialled(dialing, "dial-1", refused, noon) as Lead;
    expect(failed.state).toBe("failed");
    expect(takes(failed)).toMatchObject({ id: first.id, state: "ready", wakes: "dial-lead" });
  });

  it("changes nothing while the other one waits or rings for it, has rung, or cannot be read", () => {
    const placed = dialled(dialing, "dial-1", { kind: "placed", callId: "77" }, noon) as Lead;
    const completed: Lead = { ...placed, state: "completed" };
    for (const into of [main, dialing, placed, completed, undefined]) expect(takes(into)).toBeUndefined();
  });
});
