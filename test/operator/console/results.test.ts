import { afterEach, describe, expect, it } from "vitest";
import { type Call, parked, postponed } from "../../../lambda/lead/call/call.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { aLead, noon, website } from "../../fakes/leads.ts";
import { aConsoleUser, type ConsoleUser } from "./console-user.ts";
import { aCall, stageShowing } from "./scene.ts";

/** Results that are not in the CRM, in the console. */

let user: ConsoleUser;
afterEach(() => user?.close());

const read = (call: Call): Call => ({
  ...call,
  result: { callId: "1", final: true, seconds: 34, remark: "ask for Jo" },
});
const refused = (call: Call) => parked(read(call), "crm-refused", 'Property "lead_outcome" does not exist', noon);
const unclear = (call: Call) => parked(read(call), "report-unclear", "no answer", noon);
const busy = (call: Call) => postponed(read(call), { reason: "crm-busy" }, noon);

async function withResults(...rules: ((call: Call) => Call)[]) {
  const store = memoryStore();
  const lead = aLead({ fullName: "Grace Lake", phone: "+12065550100" }, { door: website });
  await store.leads.add(lead);
  for (const [at, rule] of rules.entries()) await aCall(store, `${at + 1}`, rule, lead);
  user = await aConsoleUser({ stage: stageShowing([], { store }) });
  return { store, lead };
}

const first = { call_id: "1", account: "main" };
interface Answer {
  readonly results: readonly { readonly call_id: string }[];
}

describe("results in the console", () => {
  it("are those that a CRM lacks, with why, in its own words, and who lacks them", async () => {
    const { lead } = await withResults(refused, busy, (call) => ({ ...read(call), state: "reported" }));
    const { results } = await user.answer<Answer>("results", {});
    expect(results.map(({ call_id }) => call_id).sort()).toEqual(["1", "2"]);
    expect(results.find(({ call_id }) => call_id === "1")).toMatchObject({
      state: "parked",
      is_parked: true,
      reason: "crm-refused",
      detail: 'Property "lead_outcome" does not exist',
      lead_id: lead.id,
      lacks: ["CRM demo"],
    });
  });

  it("are narrowed by reason and account; what cannot be is named", async () => {
    await withResults(refused, busy);
    expect(await user.answer("results", { reason: ["crm-busy"] })).toMatchObject({ results: [{ call_id: "2" }] });
    expect(await user.answer("results", { account: "agency" })).toMatchObject({ results: [] });
    expect((await user.ask("results", { reason: ["crm-bizzy"] })).at(-1)).toEqual({
      problem: expect.stringContaining("Did you mean crm-busy?"),
    });
  });

  it("hide what an agent wrote of a person until the operator asks", async () => {
    await withResults(refused);
    expect(JSON.stringify(await user.ask("results", {}))).not.toContain("ask for Jo");
    expect(JSON.stringify(await user.ask("results", {}, true))).toContain("ask for Jo");
  });

  it("are written once more, one by its call, and refused where that is not possible", async () => {
    const { store } = await withResults(refused);
    expect(await user.answer("results/retry", first)).toEqual({ retried: 1 });
    expect(await store.calls.find("main", "1")).toMatchObject({ wakes: "report-call" });
    expect(await user.ask("results/retry", { ...first, account: "agency" })).toEqual([
      { problem: expect.stringContaining("The account agency has no call 1") },
    ]);
    expect(await user.ask("results/retry", { ...first, call_id: "9" })).toEqual([
      { problem: expect.stringContaining("Callingly has reported no call 9") },
    ]);
  });

  it("are written once more, all that are parked or those that one CRM lacks", async () => {
    const { store } = await withResults(refused, unclear, busy);
    expect((await user.ask("results/retry-parked", { crm: "hubspot" })).at(-1)).toEqual({
      answer: { retried: 0, refused: [] },
    });
    expect((await user.ask("results/retry-parked", { crm: "demo" })).at(-1)).toEqual({
      answer: { retried: 2, refused: [] },
    });
    expect(await store.calls.find("main", "3")).not.toMatchObject({ wakes: "report-call" });
    expect((await user.ask("results/retry-parked", { crm: "odd" })).at(-1)).toEqual({
      problem: expect.stringContaining("There are: demo, hubspot"),
    });
  });

  it("are given up after it is said whom that concerns; asking changes nothing", async () => {
    const { store, lead } = await withResults(refused, busy);
    expect(await user.answer("results/ask-drop", first)).toEqual({
      refused: null,
      whom: "It is not sent to: CRM demo",
    });
    expect(await store.calls.find("main", "1")).toMatchObject({ state: "parked" });
    expect(await user.answer("results/drop", first)).toEqual({ whom: "It is not sent to: CRM demo" });
    expect(await store.calls.find("main", "1")).toMatchObject({ dropped: [`${lead.id}/demo`] });
    const second = { call_id: "2", account: "main" };
    expect(await user.answer("results/ask-drop", second)).toMatchObject({
      refused: expect.stringContaining("not parked"),
    });
    expect(await user.ask("results/drop", second)).toEqual([{ problem: expect.stringContaining("not parked") }]);
  });
});
