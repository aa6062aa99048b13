import { afterEach, describe, expect, it } from "vitest";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { fromNoon } from "../../fakes/leads.ts";
import { aConsoleUser, type ConsoleUser } from "./console-user.ts";
import { listedCall, reviewLead, stageShowing } from "./scene.ts";

/** A review in the console: the cases, the evidence about each, and the decision. */

let user: ConsoleUser;
afterEach(() => user?.close());

const phone = "+12065550100";
const grace = () => reviewLead({ name: "Grace Lake", phone });
const maya = () => reviewLead({ name: "Maya Heath", phone: "+12065550101", at: fromNoon(-60_000) });

async function reviewOf(leads: ReturnType<typeof grace>[], calls = [listedCall(77, phone)]) {
  const store = memoryStore();
  for (const lead of leads) await store.leads.add(lead);
  user = await aConsoleUser({ stage: stageShowing(calls, { store }) });
  return store;
}

interface Evidence {
  readonly revision: number;
  readonly decisions: readonly { readonly decision: string; readonly effect: string; readonly command: string }[];
}

describe("a review in the console", () => {
  it("begins with the oldest, and masks of whom it is until the operator asks", async () => {
    const [newer, older] = [grace(), maya()];
    await reviewOf([newer, older]);
    const { cases } = await user.answer<{ cases: { id: string }[] }>("review", {});
    expect(cases.map(({ id }) => id)).toEqual([older.id, newer.id]);
    const asked = [await user.ask("review", {}), await user.ask("review/case", { lead_id: newer.id })];
    for (const word of ["Grace", "Lake", "2065550100"]) expect(JSON.stringify(asked)).not.toContain(word);
    expect(JSON.stringify(await user.ask("review/case", { lead_id: newer.id }, true))).toContain("Grace Lake");
  });

  it("is narrowed by reason", async () => {
    await reviewOf([grace()]);
    expect(await user.answer("review", { reason: ["several-calls"] })).toEqual({ cases: [], left: 0 });
  });

  it("shows what was sent and heard beside what Callingly shows now, and what each decision does", async () => {
    const lead = grace();
    await reviewOf([lead]);
    const { decisions, ...evidence } = await user.answer<Evidence>("review/case", { lead_id: lead.id });
    expect(evidence).toMatchObject({
      sent: { team: 19230, rings_possible: 1, rings_authorised: 1, empty_look_ups: 3 },
      heard: { words: expect.stringContaining("Callingly did not answer") },
      callingly: {
        answered: true,
        calls: [{ call_id: "77", fits: true, why: expect.stringContaining("it rang this") }],
      },
      stand_in: expect.stringContaining("Nobody is really called"),
    });
    expect(decisions.map(({ decision }) => decision)).toEqual(["redial", "it-rang", "cancel"]);
    expect(decisions[1]).toMatchObject({ command: `bridge leads it-rang ${lead.id} --call 77` });
  });

  it("ties the call that the operator names, once it was read and fits", async () => {
    const lead = grace();
    const store = await reviewOf([lead], [listedCall(77, phone), listedCall(78, "+12065550199")]);
    const { revision } = await user.answer<Evidence>("review/case", { lead_id: lead.id });
    const itRang = { lead_id: lead.id, revision, decision: "it-rang" };
    expect(await user.ask("lead/settle", { ...itRang, call_id: "78" })).toEqual([
      { problem: expect.stringContaining("Call 78 cannot be this lead's") },
    ]);
    await user.answer("lead/settle", { ...itRang, call_id: "77" });
    expect(await store.leads.find(lead.id)).toMatchObject({ state: "placed", callId: "77" });
    expect(await user.ask("review/case", { lead_id: lead.id })).toEqual([
      { problem: expect.stringContaining("is placed by now: it waits for no review") },
    ]);
  });

  it("says that it proves nothing when Callingly cannot be asked", async () => {
    const lead = grace();
    await reviewOf([lead]);
    const store = memoryStore();
    await store.leads.add(lead);
    await user.close();
    const stage = { ...stageShowing([], { store }), callinglyFor: async () => undefined };
    user = await aConsoleUser({ stage });
    expect(await user.answer("review/case", { lead_id: lead.id })).toMatchObject({
      callingly: { answered: false, failure: expect.any(String), calls: [] },
    });
  });
});
