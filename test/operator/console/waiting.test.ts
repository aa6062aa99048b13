import { afterEach, describe, expect, it } from "vitest";
import { parked } from "../../../lambda/lead/call/call.ts";
import { askedGate, gateOn } from "../../../lambda/lead/gates.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import type { Outcome } from "../../../operator/console/works.ts";
import { pauseOf } from "../../../operator/gates/pauses.ts";
import type { Stage } from "../../../operator/stage/stage.ts";
import { aLead, fromNoon, hours, noon } from "../../fakes/leads.ts";
import { aStage } from "../stage.ts";
import { aConsoleUser, type ConsoleUser } from "./console-user.ts";
import { aCall, ruledLead, staleLead } from "./scene.ts";

/** What waits, by reason, and what is done with all of a filter, in the console. */

let user: ConsoleUser;
afterEach(() => user?.close());

const three = [
  staleLead({ name: "Grace Lake", phone: "+12065550100" }),
  staleLead({ name: "Maya Heath", phone: "+12065550101", at: fromNoon(-19 * hours) }),
  staleLead({ name: "Zoë Brook", phone: "+12065550102", at: fromNoon(-18 * hours) }),
];

async function consoleWith(leads: readonly Lead[], facts = {}, change: (stage: Stage) => Stage = (stage) => stage) {
  const store = memoryStore();
  for (const lead of leads) await store.leads.add(lead);
  const stage = change({ ...aStage({ store, now: noon }), sleep: async () => undefined });
  user = await aConsoleUser({ stage, facts });
  return store;
}

const release = { act: "release", reason: ["stale"] } as const;
interface Plan {
  readonly proof: string | null;
  readonly count: number;
  readonly people: number;
  readonly left: readonly string[];
}

/** Has it done, and waits for its end. */
async function carriedOut(proof: string | null): Promise<Outcome> {
  const { work } = await user.answer<{ work: string }>("waiting/do", { proof });
  return (await user.outcomeOf(work)) as Outcome;
}

describe("what waits, in the console", () => {
  it("is counted by reason from the index, with the oldest and what ends the wait", async () => {
    const store = await consoleWith([...three, aLead()]);
    await aCall(store, "77", (call) => parked(call, "crm-refused", "no such property", noon));
    expect(await user.answer("waiting", {})).toEqual({
      reasons: [
        expect.objectContaining({ reason: "crm-refused", results: 1, leads: 0, remedies: ["replay", "drop"] }),
        expect.objectContaining({
          reason: "stale",
          leads: 0,
          for_a_person: 3,
          oldest_at: fromNoon(-20 * hours).toISOString(),
          remedies: ["release"],
          commands: ["bridge leads release --reason stale"],
        }),
      ],
    });
  });

  it("is counted without reading a single lead, unless the filter asks for what the index does not show", async () => {
    const store = await consoleWith([]);
    const refusing = async () => {
      throw new Error("a lead was read");
    };
    for (const lead of three) await store.leads.add(lead);
    await user.close();
    const leads = { ...store.leads, find: refusing };
    user = await aConsoleUser({ stage: aStage({ store: { ...store, leads }, now: noon }) });
    expect(await user.answer("waiting", {})).toMatchObject({ reasons: [{ reason: "stale", for_a_person: 3 }] });
    expect(await user.ask("waiting", { source: "website" })).toContainEqual({ problem: expect.any(String) });
  });

  it("is filtered by source and by when it came", async () => {
    await consoleWith(three);
    expect(await user.answer("waiting", { source: "anything" })).toEqual({ reasons: [] });
    expect(await user.answer("waiting", { since: "19h" })).toMatchObject({ reasons: [{ for_a_person: 2 }] });
  });

  it("is refused where the filter names what cannot be", async () => {
    await consoleWith(three);
    expect(await user.ask("waiting/plan", { ...release, reason: ["stail"] })).toContainEqual({
      problem: expect.stringContaining("Did you mean stale?"),
    });
    expect(await user.ask("waiting/plan", { ...release, reason: [] })).toContainEqual({
      problem: expect.stringContaining("reason"),
    });
  });
});

describe("a release of all that a filter matches", () => {
  it("first says whom it calls and what stays held, and changes nothing", async () => {
    const store = await consoleWith([...three, staleLead({ name: "Twice", phone: "+12065550102" })]);
    expect(await user.answer<Plan>("waiting/plan", release)).toMatchObject({
      people: 3,
      people_words: "3 people are (4 leads: some came twice)",
      left: [],
      stand_in: expect.stringContaining("Nobody is really called"),
    });
    const some = await user.answer<Plan>("waiting/plan", { ...release, limit: 2 });
    expect(some.left).toEqual(["2 leads more: this is as many as you allow at once."]);
    expect(some.count).toBe(2);
    for (const { id } of three) expect((await store.leads.find(id))?.state).toBe("held");
  });

  it("masks whom, until the operator asks for names", async () => {
    await consoleWith(three);
    const text = JSON.stringify(await user.ask("waiting/plan", release));
    for (const word of ["Grace", "Lake", "2065550100"]) expect(text).not.toContain(word);
    expect(JSON.stringify(await user.ask("waiting/plan", release, true))).toContain("Grace Lake");
  });

  it("calls those whom the operator saw and nobody who came since, under the operator's name, with its progress", async () => {
    const store = await consoleWith(three);
    const { proof } = await user.answer<Plan>("waiting/plan", release);
    const late = staleLead({ name: "Late", phone: "+12065550109" });
    await store.leads.add(late);
    expect(await carriedOut(proof)).toMatchObject({ done: 3, people: 3, refused: [], moved_on: 0, not_begun: 0 });
    expect((await store.leads.find(late.id))?.state).toBe("held");
    for (const { id } of three)
      expect((await store.leads.find(id))?.history.at(-1)).toMatchObject({ state: "ready", by: "sam" });
  });

  it("counts those that moved on while the operator looked", async () => {
    const store = await consoleWith(three);
    const [first] = three as [Lead];
    const all = await user.answer<Plan>("waiting/plan", release);
    const one = await user.answer<Plan>("waiting/plan", { ...release, limit: 1 });
    await carriedOut(one.proof);
    expect(await carriedOut(all.proof)).toMatchObject({ done: 2, moved_on: 1 });
    expect((await store.leads.find(first.id))?.state).toBe("ready");
  });
});

describe("those of many who asked for a time", () => {
  const asking = (lead: Lead): Lead => ({
    ...lead,
    asked: { text: "2026-06-16 15:00", said: fromNoon(-20 * hours).toISOString() },
  });

  it("are shown apart by a release, with the moment at which they ring, and are not counted as called", async () => {
    const [one, two, three_] = three as [Lead, Lead, Lead];
    const store = await consoleWith([asking(one), two, three_]);
    const { proof, ...plan } = await user.answer<Plan>("waiting/plan", release);
    expect(plan).toMatchObject({
      count: 3,
      people: 2,
      leads: [{ id: two.id }, { id: three_.id }],
      later_people: 1,
      later: [{ lead: { id: one.id }, at: "2026-06-16T22:00:00.000Z", reason: "asked-time" }],
    });
    expect(await carriedOut(proof)).toMatchObject({ done: 3, people: 2, later: 1 });
    expect(await store.leads.find(one.id)).toMatchObject({ state: "ready", asked: { text: "2026-06-16 15:00" } });
  });

  it("are shown apart by a replay too", async () => {
    const lead = asking(ruledLead("team-unknown", { name: "Finn Hill", phone: "+12065550103" }));
    await consoleWith([lead]);
    const { proof, ...plan } = await user.answer<Plan>("waiting/plan", { act: "replay", reason: ["team-unknown"] });
    expect(plan).toMatchObject({ people: 0, leads: [], later_people: 1, later: [{ lead: { id: lead.id } }] });
    expect(await carriedOut(proof)).toMatchObject({ done: 1, people: 0, later: 1 });
  });
});

describe("an end of all that a filter matches", () => {
  it("takes what a rule holds as well, and rings nobody", async () => {
    const ruled = ruledLead("team-unknown", { name: "Finn Hill", phone: "+12065550103" });
    const store = await consoleWith([ruled, ...three]);
    const cancel = { act: "cancel", reason: ["team-unknown"] };
    const { proof, count } = await user.answer<Plan>("waiting/plan", cancel);
    expect(count).toBe(1);
    expect(await carriedOut(proof)).toMatchObject({ done: 1 });
    expect((await store.leads.find(ruled.id))?.state).toBe("cancelled");
    expect((await store.leads.find(three[0]?.id ?? ""))?.state).toBe("held");
  });
});

describe("trying again all that a filter matches", () => {
  const unknown = () => ruledLead("team-unknown", { name: "Finn Hill", phone: "+12065550103" });
  const replay = { act: "replay", reason: ["team-unknown"] };

  it("says that Callingly is asked first; where it is not fixed nobody is called, and that is said", async () => {
    const lead = unknown();
    const store = await consoleWith([lead]);
    const gate = { on: gateOn.team("main", 1), reason: "team-unknown", account: "main", team: 1 } as const;
    await store.gates.close(askedGate(gate, noon));
    const { proof, ...plan } = await user.answer<Plan & { asks: boolean }>("waiting/plan", replay);
    expect(plan).toMatchObject({ asks: true });
    const done = await carriedOut(proof);
    expect(done.left.join()).toContain("Callingly was asked, and it is not fixed");
    expect(await store.leads.find(lead.id)).toMatchObject({ reason: "team-unknown" });
  });

  it("keeps held what another rule holds, and says why", async () => {
    const lead = unknown();
    const store = await consoleWith([lead]);
    await store.gates.close(pauseOf(gateOn.everything, "the team is ill", "kim", noon));
    expect(await user.answer("waiting/plan", replay)).toMatchObject({
      people: 0,
      left: [expect.stringContaining("1 lead stays held: Calls are paused")],
    });
  });

  it("has leads looked at now, under the operator's name", async () => {
    const lead = unknown();
    const store = await consoleWith([lead]);
    const { proof, people } = await user.answer<Plan>("waiting/plan", replay);
    expect(people).toBe(1);
    expect(await carriedOut(proof)).toMatchObject({ done: 1, people: 1, moved_on: 0 });
    expect(await store.leads.find(lead.id)).toMatchObject({ wakes: "dial-lead" });
  });
});
