import { describe, expect, it } from "vitest";
import { decided, refusalOf } from "../../../../lambda/lead/decisions.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { strippedLead } from "../../../../lambda/lead/privacy/retention.ts";
import type { Reason } from "../../../../lambda/lead/reasons.ts";
import { takenOver } from "../../../../lambda/lead/repeat.ts";
import { givenUp, givenUpAt } from "../../../../lambda/lead/states/given-up.ts";
import { claimed, dialled, held, reminded } from "../../../../lambda/lead/states.ts";
import { aLead, fromNoon, hours, noon } from "../../../fakes/leads.ts";

const day = 24 * hours;
const retention = { payloadDays: 90, ledgerDays: 400, heldDays: 14 };
const stranger = (): Lead => ({ ...aLead(), retention });
const waiting = (reason: Reason, lead = stranger(), whom: "rule" | "person" = "person", at = noon) =>
  held(lead, reason, at, { for: whom }) as Lead;

describe("a stranger's lead that nobody releases", () => {
  it.each([
    "no-phone",
    "invalid-phone",
    "number-costly",
    "number-abroad",
    "number-barred",
    "crowded-phone",
    "crowded-visitor",
    "crowded-source",
    "asked-time-far",
    "asked-time-past",
    "asked-time-unclear",
  ] as const)("ends by itself after its days, with a reason of its own: %s", (reason) => {
    const lead = waiting(reason);
    expect(givenUp(lead, fromNoon(14 * day - 1))).toBeUndefined();
    const over = givenUp(lead, fromNoon(14 * day)) as Lead;
    expect(over).toMatchObject({ state: "cancelled", reason: "never-released", dueFor: "reconcile" });
    expect(over.dueAt).toBe(fromNoon((14 + 90) * day).toISOString());
    expect(strippedLead(over, fromNoon(104 * day))).toMatchObject({ person: {}, state: "cancelled" });
  });

  it("is reminded of daily until then, and the last time at its end", () => {
    let lead = waiting("crowded-visitor");
    const due: number[] = [];
    for (let at = noon; givenUp(lead, at) === undefined; at = new Date(lead.dueAt ?? "")) {
      lead = reminded(lead, new Date(at.getTime() + hours));
      due.push(Math.round((Date.parse(lead.dueAt ?? "") - noon.getTime()) / hours));
    }
    expect(due).toHaveLength(14);
    expect(due.at(-1)).toBe(14 * 24);
  });

  it("ends as well when it went stale under a rule that held it for its number", () => {
    const stale = waiting("stale", waiting("number-abroad", stranger(), "rule"), "person", fromNoon(day));
    expect(givenUpAt(stale)).toEqual(fromNoon(15 * day));
    expect(givenUpAt(waiting("stale"))).toBeUndefined();
  });

  it("counts anew when a person released it and it is held once more", () => {
    const released = decided(waiting("invalid-phone"), { kind: "release" }, "Robin Ashby", fromNoon(5 * day)) as Lead;
    expect(givenUpAt(waiting("no-phone", released, "person", fromNoon(6 * day)))).toEqual(fromNoon(20 * day));
  });

  it("waits on when it has rung, when others ring with it, and when it waits for another reason", () => {
    const dialling = claimed(stranger(), "dial-1", 1, noon) as Lead;
    const rang = dialled(dialling, "dial-1", { kind: "not-sent", reason: "refused" }, noon) as Lead;
    expect(givenUpAt({ ...waiting("invalid-phone", rang), ringsPossible: 1 })).toBeUndefined();
    expect(givenUpAt({ ...waiting("crowded-phone"), merged: ["lead_b"] })).toBeUndefined();
    for (const reason of ["stale", "asked-again", "request-refused", "quarantined", "paused"] as const) {
      expect(givenUpAt(waiting(reason))).toBeUndefined();
    }
  });

  it("is no rule for those whom a sender with a key of its own has sent", () => {
    expect(givenUpAt(waiting("no-phone", aLead()))).toBeUndefined();
  });

  it("gives way to the person who asks again, and can be called by an operator's word until its person is taken out", () => {
    const over = givenUp(waiting("crowded-visitor"), fromNoon(14 * day)) as Lead;
    const again = { ...stranger(), id: over.id };
    expect(takenOver(over, again, { fromStrangers: true }, fromNoon(15 * day))).toMatchObject({ state: "ready" });
    expect(refusalOf(over, { kind: "call-again" })).toBeUndefined();
  });
});
