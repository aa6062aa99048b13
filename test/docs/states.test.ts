import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isEnd, type Lead, leadStates } from "../../lambda/lead/lead.ts";
import { type Happening, happenings } from "../fakes/lead-moves.ts";
import { aLead, hours, minutes, noon } from "../fakes/leads.ts";
import { listedMoves, rowsOfMoves } from "./listed-moves.ts";

/** Whether docs/states.md has every move that a lead makes, and no other. */

const text = readFileSync(new URL("../../docs/states.md", import.meta.url), "utf8");
const listed = new Set(listedMoves);

/** Leads as they come: plain, of a stranger, and one of which only an id is known; and one that is called again unproven. */
const beginnings: readonly (() => Lead)[] = [
  aLead,
  () => ({ ...aLead(), retention: { payloadDays: 90, ledgerDays: 400, heldDays: 14 } }),
  () => ({ ...aLead(), reference: "1/2" }),
  () => ({ ...aLead(), unproven: true, ringsPossible: 1, ringsAuthorised: 2, firstDialAt: noon.toISOString() }),
];

/** What many leads go through, each by lot from what can happen to a lead. */
function seenMoves(): Set<string> {
  const seen = new Set([aLead(), aLead({ phone: "unknown" })].map(({ state }) => `(new) → ${state}`));
  const waits = fc.oneof(fc.nat({ max: 40 * minutes }), fc.nat({ max: 400 * hours }));
  const life = fc.tuple(
    fc.constantFrom(...beginnings),
    fc.array(fc.tuple(fc.constantFrom(...happenings), fc.nat(), waits), { minLength: 20, maxLength: 60 }),
  );
  const live = (lead: Lead, [happens, lot, wait]: readonly [Happening, number, number], at: { now: Date }): Lead => {
    at.now = new Date(at.now.getTime() + wait);
    const next = happens(lead, at.now, lot);
    if (next && next.state !== lead.state) seen.add(`${lead.state} → ${next.state}`);
    return next ?? lead;
  };
  for (const [begins, steps] of fc.sample(life, { numRuns: 3_000, seed: 7 })) {
    const at = { now: noon };
    steps.reduce((lead, step) => live(lead, step, at), begins());
  }
  return seen;
}

describe("docs/states.md", () => {
  const seen = seenMoves();

  it("has every move that a lead makes, whatever happens to it", () => {
    expect([...seen].filter((move) => !listed.has(move)).sort()).toEqual([]);
  });

  it("has no move that no lead makes", () => {
    expect(rowsOfMoves.length).toBeGreaterThan(20);
    expect([...listed].filter((move) => !seen.has(move)).sort()).toEqual([]);
  });

  it("names as ends those that are", () => {
    const [, ends = ""] = /Ends are `([a-z ]+)`/.exec(text) ?? [];
    expect(ends.split(" ").sort()).toEqual(leadStates.filter(isEnd).sort());
  });
});
