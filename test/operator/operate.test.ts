import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { CallinglyError } from "../../lambda/callingly/error.ts";
import { CallSchema as CallinglyCallSchema } from "../../lambda/callingly/schemas.ts";
import { type Call, parked, postponed, reported, unmatched } from "../../lambda/lead/call/call.ts";
import { askedGate, gateOn } from "../../lambda/lead/gates.ts";
import { workers } from "../../lambda/lead/item.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { moved } from "../../lambda/lead/move.ts";
import { printsOf } from "../../lambda/lead/privacy/suppression.ts";
import * as states from "../../lambda/lead/states.ts";
import { workDue } from "../../lambda/steps/work-due.ts";
import { cachedGates, GATES_MAX_AGE_MS } from "../../lambda/store/cached-gates.ts";
import { changeCall, changeLead } from "../../lambda/store/change.ts";
import { aLead, fromNoon, hours, minutes, noon, website } from "../fakes/leads.ts";
import { anOperator, type Operator } from "../fakes/stage.ts";
import { aWord } from "../fakes/suppressions.ts";
import { tieCall } from "../fakes/ties.ts";

const phone = "+12125550123";
const held = (reason: "paused" | "team-unknown" | "token-missing", lead = aLead()): Lead =>
  states.held(lead, reason, noon, { for: "rule" }) as Lead;
const stale = (): Lead => states.held(aLead(), "stale", noon, { for: "person" }) as Lead;

describe("pause", () => {
  it.each([
    ["pause", "everything"],
    ["pause --account main", "account/main"],
    ["pause --source website", "source/website"],
  ])("%s closes the gate that the dialler asks, and keeps who, when and why", async (line, on) => {
    const operator = anOperator();
    const { code, text } = await operator.run(`${line} --reason "phones are down"`);
    expect(code).toBe(0);
    expect(text).toContain("bridge resume");
    expect(operator.store.allGates()).toEqual([
      { on, reason: "paused", detail: "phones are down", by: "Robin Ashby", closedAt: noon.toISOString(), tries: 0 },
    ]);
  });

  it("comes back when no dial goes by what it knew before any more", async () => {
    const operator = anOperator();
    const gates = cachedGates(operator.store.gates, operator.clock.now);
    expect(await gates.all()).toEqual([]);
    await operator.run("pause");
    expect(await gates.all()).toHaveLength(1);
  });

  it("leaves a pause as the first person made it", async () => {
    const operator = anOperator();
    await operator.run('pause --reason "holiday"');
    operator.clock.pass(hours);
    const { code, text } = await operator.run('pause --reason "again"');
    expect(code).toBe(0);
    expect(text).toContain(
      "paused already: calls, since 2026-06-15 12:00:00 UTC (60 min ago), by Robin Ashby: holiday",
    );
    expect(operator.store.allGates()).toHaveLength(1);
  });

  it("names what there is when there is no such account or source", async () => {
    const operator = anOperator();
    expect(await operator.run("pause --account mian")).toMatchObject({
      code: 2,
      notes: expect.stringContaining("main, agency"),
    });
    expect((await operator.run("pause --account main --source website")).code).toBe(2);
    expect(operator.store.allGates()).toEqual([]);
  });
});

describe("gates", () => {
  it("shows what keeps many back, since when, and what ends it", async () => {
    const operator = anOperator();
    expect((await operator.run("gates")).text).toMatch(/^Every gate is open\./);
    const gate = { on: gateOn.team("main", 7), reason: "team-unknown", account: "main", team: 7 } as const;
    await operator.store.gates.close(askedGate({ ...gate, detail: "invalid" }, noon));
    await operator.store.gates.close({
      ...gate,
      on: gateOn.crm("demo"),
      reason: "crm-busy",
      closedAt: noon.toISOString(),
      tries: 0,
      until: fromNoon(minutes).toISOString(),
    });
    await operator.run('pause --source website --reason "lunch"');
    const { code, text } = await operator.run("gates");
    expect(code).toBe(0);
    expect(text).toMatch(
      /calls of team 7 of account main +2026-06-15 12:00:00 UTC .* Callingly is asked 2026.*: invalid/,
    );
    expect(text).toMatch(/results for CRM demo +.*opens 2026-06-15 12:01:00 UTC/);
    expect(text).toMatch(/calls of source website +.*bridge resume ends it.*\(by Robin Ashby\): lunch/);
    expect(await operator.json("gates")).toMatchObject({ gates: [{}, {}, {}], configured: [], paused_regions: [] });
  });
});

describe("resume", () => {
  async function paused(...leads: Lead[]): Promise<Operator> {
    const operator = anOperator();
    await operator.add(...leads);
    await operator.run("pause");
    return operator;
  }

  it("says whom it rings and asks; then the dialler is woken for them", async () => {
    const lead = held("paused");
    const operator = await paused(lead);
    const { code, questions, text } = await operator.run("resume", { answers: [true] });
    expect(code).toBe(0);
    expect(questions[0]).toContain("1 person is called now:\n  Dana Whitfield, +1…");
    expect(text).toContain("1 person is called from now on");
    expect(operator.store.allGates()).toEqual([]);
    const next = await operator.find(lead);
    expect(operator.store.dueFrom("dial-lead")).toBeLessThan(operator.clock.now().getTime() - 12_000);
    expect(next).toMatchObject({ state: "held", dueFor: "dial-lead", wakes: "dial-lead" });
    // By then no worker goes by the gate as it was.
    expect(Date.parse(next.history.at(-1)?.at ?? "")).toBeGreaterThanOrEqual(noon.getTime() + 2 * GATES_MAX_AGE_MS);
    expect(next.history.at(-1)).toMatchObject({ by: "Robin Ashby" });
  });

  it("wakes the dialler for as many of an account as leave before its next tick, which finds the others", async () => {
    const many = Array.from({ length: 70 }, () => held("paused"));
    const other = held(
      "paused",
      aLead(
        { phone: "+442079460123" },
        { door: { source: "client", account: "agency", country: "GB", duplicateWindowMs: 1 } },
      ),
    );
    const operator = await paused(...many, other);
    await operator.run("resume --yes");
    const after = await Promise.all([...many, other].map((lead) => operator.find(lead)));
    expect(after.filter(({ dueAt = "" }) => dueAt >= operator.clock.now().toISOString())).toEqual([]);
    expect(after.filter(({ wakes }) => wakes === "dial-lead").map(({ account }) => account)).toEqual([
      ...Array.from({ length: 60 }, () => "main"),
      "agency",
    ]);
  });

  it("stays paused when the answer is no, or nobody can answer", async () => {
    const operator = await paused(held("paused"));
    expect((await operator.run("resume", { answers: [false] })).code).toBe(1);
    expect((await operator.run("resume")).code).toBe(2);
    expect(operator.store.allGates()).toHaveLength(1);
    expect((await operator.run("resume --yes")).code).toBe(0);
  });

  it("asks nobody when nobody would be rung", async () => {
    const operator = await paused();
    expect(await operator.run("resume")).toMatchObject({ code: 0, text: expect.stringContaining("Nobody waited") });
  });

  it("does not count who waited too long, or is held for something else", async () => {
    const operator = await paused(held("paused"), held("paused", aLead({}, { at: fromNoon(-20 * hours) })));
    await operator.run("pause --source client");
    const barred = held(
      "paused",
      aLead({}, { door: { source: "client", account: "agency", country: "GB", duplicateWindowMs: 1 } }),
    );
    await operator.add(barred);
    const { questions, text } = await operator.run("resume", { answers: [true] });
    expect(questions[0]).toContain("1 person is called now");
    expect(text).toContain("1 lead more waited too long");
    expect(text).toContain("1 lead more: held for another reason");
    expect(text).toContain("Still paused: calls of source client");
    expect(await operator.find(barred)).toEqual(barred);
  });

  it("opens only what a person paused, and tells a pause of the configuration apart", async () => {
    const operator = anOperator({ changes: { policies: { paused: true } } });
    await operator.store.gates.close(askedGate({ on: gateOn.token("main"), reason: "token-refused" }, noon));
    const { code, text } = await operator.run("resume --yes");
    expect(code).toBe(1);
    expect(text).toContain("policies.paused in bridge.config.ts");
    expect(operator.store.allGates()).toHaveLength(1);
    expect((await anOperator().run("resume --yes")).code).toBe(0);
  });
});

describe("replay", () => {
  const teamGate = askedGate(
    { on: gateOn.team("main", 19230), reason: "team-unknown", account: "main", team: 19230 },
    noon,
  );

  it("shows what waits, by reason, when none is named", async () => {
    const operator = anOperator();
    await operator.add(held("team-unknown"), held("team-unknown"), stale());
    expect(await operator.json("replay")).toMatchObject([
      { reason: "stale", leads: 0, for_a_person: 1 },
      { reason: "team-unknown", leads: 2, results: 0, for_a_person: 0 },
    ]);
    expect(await anOperator().run("replay")).toMatchObject({ code: 0, text: "Nothing waits." });
  });

  it("F101: shows what the bridge failed on, and has it looked at again by the function that was to do it", async () => {
    const operator = anOperator();
    const { store, clock } = operator;
    const lead = aLead({}, { at: fromNoon(90 * 24 * hours) });
    const unclear = aLead();
    await operator.add(lead, unclear);
    await changeLead(store.leads, unclear.id, (one) => states.claimed(one, "dial", 1, noon));
    await store.calls.hint({ account: "main", callId: "77", digest: "d", at: noon });
    await changeCall(store.calls, { account: "main", callId: "77" }, (call) =>
      reported({ ...call, lateReads: 3 }, noon),
    );
    clock.pass(90 * 24 * hours + minutes);
    const fail = async () => {
      throw new TypeError("a mistake");
    };
    for (const worker of workers)
      await workDue(worker, fail, { due: store.due, now: clock.now, timeLeftMs: () => minutes, log: () => undefined });
    expect((await operator.run("leads list")).text.match(/failed on this once in a row/g)).toHaveLength(2);
    expect((await operator.run("results list")).text).toContain("failed on this once in a row");
    expect(await operator.json("results list")).toMatchObject([{ call_id: "77", state: "reported", faults: 1 }]);
    expect(await operator.json("replay")).toMatchObject([{ reason: "bridge-fault", leads: 1, results: 0, beside: 2 }]);
    expect(await operator.run("replay --reason bridge-fault --yes")).toMatchObject({ code: 0 });
    const now = clock.now().toISOString();
    for (const item of [...store.allLeads(), ...store.allCalls()]) {
      expect(item.faults).toBeUndefined();
      expect((item.dueAt ?? "") <= now).toBe(true);
    }
  });

  it("asks Callingly first, and then has what waited tried in due order", async () => {
    const asked: unknown[] = [];
    const operator = anOperator({ callingly: { getTeam: async (id) => void asked.push(id) as never } });
    await operator.store.gates.close(teamGate);
    const second = held("team-unknown", aLead({}, { at: fromNoon(-2 * minutes) }));
    const first = { ...held("team-unknown"), dueAt: fromNoon(minutes).toISOString() };
    await operator.add(second, first);
    const { code, questions, text } = await operator.run("replay --reason team-unknown", { answers: [true] });
    expect(code).toBe(0);
    expect(asked).toEqual([19230]);
    expect(questions[0]).toContain("2 people are called:");
    expect(text).toContain("2 people are called from now on");
    expect(operator.store.allGates()).toEqual([]);
    const page = await operator.store.due.due("dial-lead", noon, { limit: 10 });
    expect(page.items.map((item) => item.kind === "lead" && item.id)).toEqual([first.id, second.id]);
  });

  it("rings nobody while Callingly says that it is not mended", async () => {
    const getTeam = async () => {
      throw new CallinglyError({ method: "GET", path: "/teams/19230" }, "HTTP 404", { status: 404 });
    };
    const operator = anOperator({ callingly: { getTeam } });
    await operator.store.gates.close(teamGate);
    const lead = held("team-unknown");
    await operator.add(lead);
    const { code, text } = await operator.run("replay --reason team-unknown --yes");
    expect(code).toBe(1);
    expect(text).toContain("team/main/19230: Callingly was asked, and it is not fixed");
    expect(await operator.find(lead)).toEqual(lead);
  });

  it("changes nothing in a trial run, and asks nobody", async () => {
    const operator = anOperator();
    await operator.store.gates.close(teamGate);
    const lead = held("team-unknown");
    await operator.add(lead);
    const { code, text } = await operator.run("replay --reason team-unknown --dry-run");
    expect(code).toBe(0);
    expect(text).toContain("1 person is called:");
    expect(text).toContain("Callingly is asked first");
    expect(text).not.toContain("not fixed");
    expect(await operator.find(lead)).toEqual(lead);
    expect(operator.store.allGates()).toEqual([teamGate]);
  });

  it("stops at a question that nobody can answer, and at its limit", async () => {
    const operator = anOperator();
    const leads = [held("token-missing"), held("token-missing")];
    await operator.add(...leads);
    expect((await operator.run("replay --reason token-missing")).code).toBe(2);
    expect(await operator.json("replay --reason token-missing --yes --limit 1")).toMatchObject({
      changed: true,
      leads: [expect.any(String)],
    });
  });

  it("promises no call to a number that the bridge does not ring", async () => {
    const operator = anOperator();
    const abroad = states.held(aLead({ phone: "+442079460123" }), "number-abroad", noon, { for: "rule" }) as Lead;
    await operator.add(abroad);
    expect(await operator.run("replay --reason number-abroad --yes")).toMatchObject({
      code: 1,
      text: expect.stringContaining("1 lead stays held"),
    });
    await operator.run("pause");
    await operator.run("resume");
    expect(await operator.find(abroad)).toEqual(abroad);
  });

  it("leaves to a person what waits for a person, and the line to those who stand in it", async () => {
    const operator = anOperator();
    const lead = stale();
    const queued = states.deferred(aLead(), "waits-its-turn", fromNoon(minutes), noon) as Lead;
    await operator.add(lead, queued);
    expect(await operator.run("replay --reason stale --yes")).toMatchObject({
      code: 1,
      text: expect.stringContaining("bridge leads release --reason stale"),
    });
    expect(await operator.json("replay --reason waits-its-turn --yes")).toMatchObject({ leads: [] });
    expect(await operator.find(queued)).toEqual(queued);
  });

  it("has parked results tried again, without a question, since nobody is rung", async () => {
    const operator = anOperator();
    const call = await aCall(operator, "77", (current) => parked(current, "crm-access-refused", "", noon));
    expect(await operator.json("replay --reason crm-access-refused")).toMatchObject({ results: ["77"], changed: true });
    expect(operator.store.dueFrom("report-call")).toBeLessThanOrEqual(noon.getTime());
    expect(await operator.store.calls.find("main", "77")).toMatchObject({
      state: "parked",
      revision: call.revision + 1,
    });
  });
});

/** A call that was heard of, and how far its result got. */
async function aCall(operator: Operator, callId: string, rule: (call: Call) => Call, lead?: Lead): Promise<Call> {
  await operator.store.calls.hint({ account: "main", callId, digest: "d", at: noon });
  const next = await changeCall(operator.store.calls, { account: "main", callId }, (hinted) =>
    rule({ ...hinted, ...(lead && { leadId: lead.id }) }),
  );
  return next as Call;
}

describe("results", () => {
  const busy = (call: Call) => postponed(call, { reason: "crm-busy" }, noon);
  const refused = (call: Call) => parked(call, "crm-refused", "no such property", noon);

  it("are listed with state and reason, and filtered", async () => {
    const operator = anOperator();
    await aCall(operator, "1", busy);
    await aCall(operator, "2", refused);
    const { text } = await operator.run("results list");
    expect(text).toMatch(
      /2 +0 s +parked +in 24 h +The CRM refused the result; its message is on the call: no such property/,
    );
    expect(await operator.json("results list --state parked")).toMatchObject([{ call_id: "2", reason: "crm-refused" }]);
    expect(await operator.json("results list --reason crm-busy")).toMatchObject([{ call_id: "1", state: "hinted" }]);
    expect(await operator.json("results list --account agency")).toEqual([]);
    expect((await operator.run("results list --state odd")).code).toBe(2);
  });

  it("are tried again, one by its call or all that are parked", async () => {
    const operator = anOperator();
    await aCall(operator, "1", busy);
    await aCall(operator, "2", refused);
    await aCall(operator, "3", refused);
    expect(await operator.json("results retry 2")).toMatchObject({ retried: [{ call_id: "2" }] });
    expect(await operator.json("results retry --all")).toMatchObject({ retried: [{ call_id: "2" }, { call_id: "3" }] });
    expect((await operator.run("results retry 1")).code).toBe(0);
    expect(await operator.store.calls.find("main", "1")).toMatchObject({ reason: "crm-busy", failedTries: 0 });
  });

  it("are tried again for one CRM only where that CRM lacks them", async () => {
    const operator = anOperator();
    const lead = aLead();
    await operator.add(lead);
    await aCall(operator, "1", refused, lead);
    await aCall(
      operator,
      "2",
      (call) => ({ ...refused(call), reports: { [`${lead.id}/demo`]: { begun: true, digest: "x" } } }),
      lead,
    );
    expect(await operator.json("results retry --crm demo")).toMatchObject({ retried: [{ call_id: "1" }] });
    expect(await operator.run("results retry --crm odd")).toMatchObject({
      code: 2,
      notes: expect.stringContaining("demo"),
    });
  });

  it("are given up by a person's word, who sees whom it concerns", async () => {
    const operator = anOperator();
    const lead = aLead({}, { door: { ...website, source: "gone" } });
    await operator.add(lead);
    const result = { callId: "1", final: true, seconds: 0 };
    await aCall(operator, "1", (call) => ({ ...parked(call, "target-gone", "source gone", noon), result }), lead);
    expect(await operator.run("results drop 1", { answers: [false] })).toMatchObject({ code: 1 });
    const { questions, text } = await operator.run("results drop 1", { answers: [true] });
    expect(questions).toEqual([expect.stringMatching(/source gone\nIt is not sent to: source gone\. Drop it\?$/)]);
    expect(text).toBe("It is not sent to: source gone.");
    expect(await operator.store.calls.find("main", "1")).toMatchObject({ dropped: [lead.id] });
    expect(await operator.run("results drop 9", { answers: [true] })).toMatchObject({ code: 2 });
    await aCall(operator, "2", busy);
    expect(await operator.run("results drop 2", { answers: [true] })).toMatchObject({ code: 1 });
  });

  it("of a call that was taken for nobody's are read once more", async () => {
    const operator = anOperator();
    await aCall(operator, "1", (call) => unmatched(call, noon));
    expect((await operator.run("results retry 1")).code).toBe(0);
    expect(await operator.store.calls.find("main", "1")).toMatchObject({ state: "hinted", dueFor: "report-call" });
  });

  it("are left alone when the CRM has them, and a call of which nothing was heard is no call", async () => {
    const operator = anOperator();
    await aCall(operator, "1", (call) => ({ ...call, state: "reported" }));
    expect(await operator.run("results retry 1")).toMatchObject({
      code: 1,
      text: expect.stringContaining("the CRM has its result"),
    });
    expect((await operator.run("results retry 9")).code).toBe(2);
    expect((await operator.run("results retry")).code).toBe(2);
  });
});

describe("review", () => {
  const unclear = (): Lead => {
    const dialing = states.claimed(aLead({ phone }), "dial-1", 19230, noon) as Lead;
    return states.dialled(dialing, "dial-1", { kind: "ambiguous", reason: "reset" }, noon) as Lead;
  };
  const look = (lead: Lead): Lead => states.lookedUp(lead, { kind: "none" }, "review", fromNoon(30 * minutes)) as Lead;
  const inReview = (): Lead => look(look(look(unclear())));
  const shown = (id: number, more: object = {}) =>
    z.parse(CallinglyCallSchema, {
      id,
      direction: "outbound",
      started_at: "2026-06-15 12:00:02",
      lead: { id: 5, phone_number: phone },
      ...more,
    });
  const showing = (...calls: ReturnType<typeof shown>[]) => ({
    listLeads: async () => [],
    async *eachCall() {
      yield* calls;
    },
  });

  /** Two leads' calls have shown what the account's times mean. */
  const knowingOperator = (...args: Parameters<typeof anOperator>): Operator => {
    const operator = anOperator(...args);
    const sure = { offsetMinutes: 0, callId: "1", shownAt: noon.toISOString() };
    void operator.store.clocks.save({ account: "main", revision: 1, sure });
    return operator;
  };

  it("says of a call that it may fit, while nobody knows what the account's times mean", async () => {
    const operator = anOperator({ callingly: showing(shown(77)) });
    await operator.add(inReview());
    expect((await operator.run("review")).text).toMatch(
      /77 .* perhaps +what its time means is not certain; by the account's timeZone it began 2 s after our dial/,
    );
  });

  it("shows what was sent, what Callingly shows, why each call fits or not, and what each decision would do", async () => {
    const operator = knowingOperator({
      callingly: showing(
        shown(76, { started_at: "2026-06-15 10:00:00" }),
        shown(77),
        shown(78, { started_at: "2026-06-15 12:01:05", lead_retry: 1 }),
        shown(79, { direction: "inbound", started_at: "2026-06-15 12:01:06" }),
        shown(80, { started_at: "2026-06-15 12:01:07" }),
        shown(81, { started_at: "2026-06-15 18:00:00" }),
      ),
    });
    const lead = { ...inReview(), ref: 1_050_400_000 };
    await operator.add(lead);
    await tieCall(operator.store, "main", "80", "lead_other");
    const { code, text } = await operator.run("review");
    expect(code).toBe(0);
    expect(text).toContain(`${lead.id}  Dana Whitfield, +1…23`);
    expect(text).toMatch(/77 +2026-06-15 12:00:02 UTC +outbound +fits +it rang this number 2 s after our dial/);
    expect(text).toMatch(/76 .* no +it began 2 h before our dial/);
    expect(text).toMatch(/78 .* no +it is a later try of Callingly's own/);
    expect(text).toMatch(/79 .* no +it is inbound/);
    expect(text).toMatch(/80 .* no +it is the call of lead_other/);
    expect(text).toMatch(/81 .* perhaps +what its time means is not certain/);
    expect(text).toContain(`bridge leads it-rang ${lead.id} --call 77`);
    expect(text).not.toContain(phone);
    const [first] = await operator.json<Record<string, { calls: unknown[] }>[]>("review");
    expect(first).toMatchObject({
      sent: { ref: 1_050_400_000 },
      callingly: { answered: true },
      decisions: [{ decision: "redial" }, {}, {}],
    });
    expect(first?.callingly?.calls[0]).toMatchObject({ call_id: "77", fits: true });
  });

  it("says that it proves nothing when Callingly cannot be asked", async () => {
    const listLeads = async () => {
      throw new CallinglyError({ method: "GET", path: "/leads" }, "HTTP 503", { status: 503 });
    };
    const operator = knowingOperator({ callingly: { listLeads } });
    await operator.add(inReview());
    expect((await operator.run("review")).text).toContain("HTTP 503. That proves nothing");
  });

  it("says when nothing is to be reviewed", async () => {
    expect(await knowingOperator().run("review")).toMatchObject({ code: 0, text: "No lead waits for a review." });
  });

  it.each([
    ["c", { state: "ready", ringsAuthorised: 2 }],
    ["r", { state: "placed", callId: "77" }],
    ["x", { state: "cancelled" }],
    ["s", { state: "review" }],
  ])("takes the decision %s about each lead at a terminal", async (answer, after) => {
    const operator = knowingOperator({ callingly: showing(shown(77)) });
    const lead = inReview();
    await operator.add(lead);
    const { text, notes } = await operator.run("review", { answers: [answer] });
    expect(notes).toContain("it rang this number");
    expect(text).toBe(`${answer === "s" ? 0 : 1} of 1 decided.`);
    expect(await operator.find(lead)).toMatchObject(after);
  });

  it("asks which call it was when several fit", async () => {
    const operator = knowingOperator({ callingly: showing(shown(77), shown(78)) });
    const lead = inReview();
    await operator.add(lead);
    await operator.run("review", { answers: ["r", "78"] });
    expect(await operator.find(lead)).toMatchObject({ state: "placed", callId: "78" });
  });
});

describe("people, not leads, are counted before anybody rings", () => {
  it("counts who came twice once, in resume, replay and release", async () => {
    const twice = () => [
      aLead({ phone: "+12125550141" }),
      aLead({ phone: "+12125550141" }),
      aLead({ phone: "+12125550142" }),
    ];
    const paused = anOperator();
    await paused.run("pause --reason lunch");
    await paused.add(...twice().map((lead) => states.held(lead, "paused", noon, { for: "rule" }) as Lead));
    expect((await paused.run("resume --yes")).text).toContain("2 people are (3 leads: some came twice) called");

    const mended = anOperator();
    await mended.add(...twice().map((lead) => states.held(lead, "team-unknown", noon, { for: "rule" }) as Lead));
    expect((await mended.run("replay --reason team-unknown --yes")).text).toContain("2 people are (3 leads");

    const stale = anOperator();
    await stale.add(...twice().map((lead) => states.held(lead, "stale", noon, { for: "person" }) as Lead));
    expect((await stale.run("leads release --reason stale --yes")).text).toContain("2 people are (3 leads");
  });
});

describe("a person who is meant", () => {
  it("is found by the number as it was given, though nobody could read it", async () => {
    const operator = anOperator();
    const lead = aLead({ phone: "+1 202 555 01" });
    await operator.add(lead);
    expect(lead.person.phone).toBeUndefined();
    for (const text of ["+1 202 555 01", "1 (202) 555-01", "120255501"]) {
      expect((await operator.run(`leads show "${text}"`)).text).toContain(lead.id);
    }
    expect(await operator.run('leads show "+1 202 555 02"')).toMatchObject({ code: 2 });
  });

  it("is said to have asked to be forgotten, where that is all that is known", async () => {
    const operator = anOperator();
    const phone = "+12125550166";
    for (const { print, of } of printsOf("a seed for tests", { phones: [phone], emails: [] })) {
      await operator.store.suppressions.add(aWord({ print, of, way: "forgotten", scope: "account/main", by: "pat" }));
    }
    const { code, notes } = await operator.run(`leads show ${phone}`);
    expect(code).toBe(2);
    expect(notes).toContain("asked on 2026-06-15 to be forgotten (noted by pat); nothing else is kept");
    expect((await operator.run("leads show +12125550167")).notes).toContain("No lead is found");
  });
});

describe("what is shown of a lead and a result", () => {
  it("keeps names and values apart, however long a name is", async () => {
    const operator = anOperator();
    const lead = aLead({ extra: { lifecyclestage: "lead", hs_analytics_source: "x" } });
    await operator.add(lead);
    const { text } = await operator.run(`leads show ${lead.id}`);
    expect(text).toMatch(/^ {2}lifecyclestage {2}lead$/m);
    expect(text).toMatch(/^ {2}hs_analytics_source {2}x$/m);
  });

  it("says until when what is over is kept, which is not that somebody was forgotten", async () => {
    const operator = anOperator();
    const lead = moved(aLead(), { state: "cancelled", reason: "decided" }, noon);
    await operator.add(lead);
    const { text } = await operator.run(`leads show ${lead.id}`);
    expect(text).toMatch(/^ {2}kept until/m);
    expect(text).not.toContain("forgotten");
  });

  it("masks a number but for its country and its end", async () => {
    const operator = anOperator();
    await operator.add(states.held(aLead({ phone: "+442079460123" }), "number-abroad", noon, { for: "rule" }) as Lead);
    expect((await operator.run("leads list")).text).toContain("+44…23");
  });
});
