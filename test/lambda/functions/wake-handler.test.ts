import { describe, expect, it } from "vitest";
import { wakeHandler } from "../../../lambda/functions/wake-handler.ts";
import { leadToItem, type Named } from "../../../lambda/store/items/leads-and-calls.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { aClock, aLog } from "../../fakes/bridge.ts";
import { aLead, minutes, noon, seconds } from "../../fakes/leads.ts";
import { limitedTo } from "../../fakes/limited-store.ts";

const record = (pk: string) => ({ dynamodb: { Keys: { pk: { S: pk }, sk: { S: "x" } } } });

function aHandler(act?: (item: Named) => Promise<void>, timeLeft = 60 * seconds) {
  const store = memoryStore();
  const clock = aClock(noon);
  const log = aLog();
  const woken: Named[] = [];
  const handler = wakeHandler("dial-lead", limitedTo("dial-lead", store).due, clock.now, log, async (item) => {
    woken.push(item);
    await act?.(item);
  });
  const context = { getRemainingTimeInMillis: () => timeLeft } as never;
  return { store, clock, log, woken, wake: (event: object) => handler(event as never, context) };
}

describe("the stream", () => {
  it("wakes every lead and call of a batch once, and nothing else", async () => {
    const { woken, wake } = aHandler();
    await wake({ Records: ["lead#a", "lead#a", "call#main#77", "phone#main#+1", "ref#5"].map(record) });
    expect(woken).toEqual([
      { kind: "lead", id: "a" },
      { kind: "call", account: "main", callId: "77" },
    ]);
  });

  it("hands over the lead as it was written, so that nobody has to read it", async () => {
    const { woken, wake } = aHandler();
    const lead = aLead();
    await wake({ Records: [{ dynamodb: { ...record(`lead#${lead.id}`).dynamodb, NewImage: leadToItem(lead) } }] });
    expect(woken).toEqual([{ kind: "lead", id: lead.id, lead }]);
  });

  it("hands over the id alone when the image cannot be understood", async () => {
    const { woken, wake } = aHandler();
    await wake({
      Records: [{ dynamodb: { ...record("lead#a").dynamodb, NewImage: { state: { S: "from the future" } } } }],
    });
    expect(woken).toEqual([{ kind: "lead", id: "a" }]);
  });

  it("F41: lets no item hold up another, and never fails the batch", async () => {
    const { woken, log, wake } = aHandler(async (item) => {
      if (item.kind === "lead" && item.id === "poison") throw new Error("poison");
    });
    await wake({ Records: ["lead#poison", "lead#good"].map(record) });
    expect(woken).toHaveLength(2);
    expect(log.lines).toMatchObject([{ level: "error", event: "item failed" }]);
  });
});

describe("the tick", () => {
  it("F02/F09/F45: handles everything that fell due, but leaves the newest to the stream", async () => {
    const { store, clock, woken, wake } = aHandler();
    for (let index = 0; index < 60; index += 1) await store.leads.add(aLead());
    clock.pass(minutes);
    const newest = aLead({}, { at: clock.now() });
    await store.leads.add(newest);
    // The stream has had ten seconds; it may need a little more.
    clock.pass(10 * seconds);
    await wake({ tick: "minute" });
    expect(woken).toHaveLength(60);
    clock.pass(10 * seconds);
    await wake({ tick: "minute" });
    expect(woken.at(-1)).toMatchObject({ id: newest.id });
  });

  it("stops when its time runs short", async () => {
    const { store, clock, woken, wake } = aHandler(undefined, 10 * seconds);
    for (let index = 0; index < 60; index += 1) await store.leads.add(aLead());
    clock.pass(minutes);
    await wake({ tick: "minute" });
    expect(woken).toHaveLength(25);
  });
});
