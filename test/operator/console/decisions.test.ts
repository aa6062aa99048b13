import { afterEach, describe, expect, it } from "vitest";
import { changeLead } from "../../../lambda/store/change.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { aLead, fromNoon, minutes, noon } from "../../fakes/leads.ts";
import { aStage } from "../stage.ts";
import { aConsoleUser, type ConsoleUser } from "./console-user.ts";

/** An operator's decision, taken in the console. */

let user: ConsoleUser;
afterEach(() => user?.close());

const held = { ...aLead({ phone: "+12065550100", fullName: "Grace Lake" }), state: "held", reason: "stale" } as const;

async function heldLead() {
  const store = memoryStore();
  await store.leads.add(held);
  user = await aConsoleUser({ stage: aStage({ store, now: noon }) });
  const { revision } = await user.answer<{ revision: number }>("lead", { who: held.id });
  return { store, wanted: { lead_id: held.id, revision, decision: "release" } as const };
}

describe("a decision in the console", () => {
  it("is asked about in the command's own words, which say whom it rings; nothing is changed by asking", async () => {
    const { store, wanted } = await heldLead();
    expect(await user.answer("lead/ask", wanted, true)).toEqual({
      refused: null,
      rings: true,
      question: expect.stringMatching(/^Call Grace Lake, .+00, came .+\? Nobody is really called/),
      proof: expect.any(String),
    });
    expect(await user.answer("lead/ask", { ...wanted, phone: "(206) 555-0191" })).toMatchObject({
      question: expect.stringMatching(/^Call a lead without a name, .+00, .+ under a new number that ends in 91\?/),
    });
    expect((await store.leads.find(held.id))?.state).toBe("held");
  });

  it("is carried out once, under the operator's name", async () => {
    const { store, wanted } = await heldLead();
    const { proof } = await user.answer("lead/ask", wanted);
    expect(await user.answer("lead/call", { proof })).toMatchObject({ state: "ready" });
    expect((await store.leads.find(held.id))?.history.at(-1)).toMatchObject({ state: "ready", by: "sam" });
    expect(await user.ask("lead/ask", wanted)).toEqual([{ problem: expect.stringContaining("has changed since") }]);
  });

  it("is refused where the lead is not what the operator saw any more", async () => {
    const { store, wanted } = await heldLead();
    const { proof } = await user.answer("lead/ask", wanted);
    await changeLead(store.leads, held.id, (lead) => ({ ...lead, detail: "changed meanwhile" }));
    expect(await user.ask("lead/call", { proof })).toEqual([{ problem: expect.stringContaining("has changed since") }]);
    expect((await store.leads.find(held.id))?.state).toBe("held");
  });

  it("may be another time, which is read as forms read theirs, and asked about by the person's clocks", async () => {
    const { store, wanted } = await heldLead();
    const later = { ...wanted, decision: "reschedule", time: "tomorrow at 9" } as const;
    const { question, proof } = await user.answer("lead/ask", later);
    expect(question).toMatch(/^Call at 2026-06-16 09:00 in America\/Los_Angeles, 2026-06-16 16:00:00 UTC/);
    expect(await user.answer("lead/call", { proof })).toMatchObject({
      state: "ready",
      reason: "asked-time",
      asked: { at: "2026-06-16T16:00:00.000Z", by: "operator" },
    });
    expect((await store.leads.find(held.id))?.history.at(-1)).toMatchObject({ reason: "asked-time", by: "sam" });
    const { revision } = await user.answer<{ revision: number }>("lead", { who: held.id });
    expect(await user.ask("lead/ask", { ...later, revision, time: "tomorrow at 3" })).toEqual([
      { problem: expect.stringContaining("Write the time as 2026-06-16 14:30") },
    ]);
  });

  it("is another time as the question showed it, however long that stood, and none that is over", async () => {
    const store = memoryStore();
    await store.leads.add(held);
    const clock = { now: noon };
    user = await aConsoleUser({ stage: { ...aStage({ store, now: noon }), now: () => clock.now } });
    const asking = async () => {
      const { revision } = await user.answer<{ revision: number }>("lead", { who: held.id });
      const wanted = { lead_id: held.id, revision, decision: "reschedule", time: "in 30 minutes" } as const;
      return (await user.answer<{ proof: string }>("lead/ask", wanted)).proof;
    };
    const late = await asking();
    clock.now = fromNoon(31 * minutes);
    expect(await user.ask("lead/call", { proof: late })).toEqual([
      { problem: expect.stringContaining("is over by now") },
    ]);
    const proof = await asking();
    clock.now = fromNoon(41 * minutes);
    expect(await user.answer("lead/call", { proof })).toMatchObject({
      asked: { at: fromNoon(61 * minutes).toISOString() },
    });
  });

  it("takes a corrected number as the source's country writes it, and refuses what cannot be one", async () => {
    const { wanted } = await heldLead();
    expect(await user.ask("lead/ask", { ...wanted, phone: "12" })).toEqual([
      { problem: expect.stringContaining("No such number can exist in US") },
    ]);
    const { proof } = await user.answer("lead/ask", { ...wanted, phone: "(206) 555-0101" });
    expect(await user.answer("lead/call", { proof })).toMatchObject({ state: "ready" });
  });
});
