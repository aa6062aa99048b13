import { describe, expect, it } from "vitest";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { claimed, dialled, held } from "../../../lambda/lead/states.ts";
import { partsOf } from "../../../lambda/store/items/due.ts";
import { leadToItem } from "../../../lambda/store/items/leads-and-calls.ts";
import { table } from "../../../lambda/store/table.ts";
import { aLead, fromNoon, noon, seconds } from "../../fakes/leads.ts";

/** DynamoDB charges an index only for writes that change its keys or what it shows. */

const { partitionKey, sortKey, shown, parts } = table.dueIndex;

const inIndex = (lead: Lead) => {
  const item = leadToItem(lead);
  return Object.fromEntries([partitionKey, sortKey, ...shown].map((name) => [name, item[name]]));
};

describe("the due index", () => {
  it("is not written when a lead is taken for its dial", () => {
    const lead = aLead();
    const dialling = claimed(lead, "dial", 1, fromNoon(seconds)) as Lead;
    expect(inIndex(dialling)).toEqual(inIndex(lead));
  });

  it("is written once when its call is placed at once, as it stays where it lay as it came", () => {
    const lead = aLead();
    const placed = (from: Lead) =>
      dialled(
        claimed(from, "dial", 1, fromNoon(seconds)) as Lead,
        "dial",
        { kind: "placed" },
        fromNoon(seconds),
      ) as Lead;
    expect(inIndex(placed(lead))).toEqual({ ...inIndex(lead), waitsAs: { S: "placed" } });
    const waited = held(lead, "paused", noon, { for: "rule" }) as Lead;
    expect(inIndex(placed(waited))).toMatchObject({ dueFor: { S: expect.stringMatching(/^reconcile#/) } });
  });

  it("shows the state of what is off its usual way, and of nothing else", () => {
    const lead = aLead();
    expect(inIndex(lead)).toMatchObject({ waitsAs: undefined });
    expect(inIndex(held(lead, "paused", noon, { for: "rule" }) as Lead)).toMatchObject({ waitsAs: { S: "held" } });
  });

  it("has each worker's items in four parts, each of which gets its share", () => {
    const counts = new Map<string, number>();
    for (let count = 0; count < 4_000; count += 1) {
      const part = leadToItem(aLead())[partitionKey]?.S ?? "";
      counts.set(part, (counts.get(part) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted()).toEqual(partsOf("dial-lead"));
    expect(parts).toBe(4);
    for (const count of counts.values()) expect(count).toBeGreaterThan(600);
  });
});
