import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { CallinglyError } from "../../lambda/callingly/error.ts";
import { CallSchema } from "../../lambda/callingly/schemas.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import * as states from "../../lambda/lead/states.ts";
import { aLead, fromNoon, hours, minutes, noon, website } from "../fakes/leads.ts";
import { anOperator } from "../fakes/stage.ts";
import { tieCall, tieOf } from "../fakes/ties.ts";

const phone = "+12125550123";
const stale = (lead: Lead): Lead => states.held(lead, "stale", noon, { for: "person" }) as Lead;
const dialing = (lead = aLead({ phone })): Lead => states.claimed(lead, "dial-1", 19230, noon) as Lead;
const unclear = (lead?: Lead): Lead =>
  states.dialled(dialing(lead), "dial-1", { kind: "ambiguous", reason: "reset" }, noon) as Lead;
const look = (lead: Lead): Lead => states.lookedUp(lead, { kind: "none" }, "review", fromNoon(30 * minutes)) as Lead;
const inReview = (lead?: Lead): Lead => look(look(look(unclear(lead))));
const client = { source: "client", account: "agency", country: "GB", duplicateWindowMs: hours } as const;

describe("leads list", () => {
  it("says when nobody waits, and no result, and what shows the others", async () => {
    const operator = anOperator();
    expect((await operator.run("leads list --local")).text).toBe(
      "No such lead waits. Those that are over are shown by: bridge leads list --local --all",
    );
    expect((await operator.run("leads list --all")).text).toBe("There is no such lead.");
    expect(await operator.json("leads list")).toEqual([]);
    expect((await operator.run("results list")).text).toBe(
      "No such result waits. Those that are over are shown by: bridge results list --all",
    );
  });

  it("shows what waits, the newest first, with the reason in words and the phone masked", async () => {
    const operator = anOperator();
    const older = stale(aLead({ phone }, { at: fromNoon(-20 * hours) }));
    const newer = aLead({ phone: "12" }, { at: fromNoon(-3 * hours) });
    await operator.add(older, newer);
    const { text, code } = await operator.run("leads list");
    expect(code).toBe(0);
    expect(text.indexOf(newer.id)).toBeLessThan(text.indexOf(older.id));
    expect(text).toMatch(new RegExp(`${older.id} +20 h +held +\\+1…23 +The lead waited too long`));
    expect(text).toMatch(/3 h +held +none +No such phone number can exist/);
    expect(text).not.toContain(phone);
    expect(text).not.toContain("Dana");
  });

  it("shows whole numbers and names only when asked", async () => {
    const operator = anOperator();
    await operator.add(stale(aLead({ phone })));
    expect((await operator.run("leads list --show-personal")).text).toMatch(/\+12125550123 +Dana Whitfield/);
    expect((await operator.run("leads list --json")).text).not.toContain("Dana");
    expect(await operator.json("leads list --show-personal")).toMatchObject([{ phone, name: "Dana Whitfield" }]);
  });

  it.each([
    ["--state held", 2],
    ["--state ready unknown", 1],
    ["--reason stale", 1],
    ["--reason stale --reason invalid-phone", 2],
    ["--reason stale,invalid-phone", 2],
    ["--source client", 1],
    ["--account main", 2],
    ["--since 2h", 2],
    ["--since 2026-06-15", 2],
    ["--limit 1", 1],
    ["--state review", 0],
  ])("filters by %s", async (filter, count) => {
    const operator = anOperator();
    await operator.add(
      stale(aLead({}, { at: fromNoon(-20 * hours) })),
      aLead({ phone: "12" }, { at: fromNoon(-1 * hours) }),
      aLead({ phone: "020 7946 0123" }, { door: client, at: fromNoon(-1 * minutes) }),
    );
    expect(await operator.json<unknown[]>(`leads list ${filter}`)).toHaveLength(count);
  });

  it("names what there is when a filter cannot be meant", async () => {
    const operator = anOperator();
    for (const [line, words] of [
      ["leads list --state waiting", "There are: ready"],
      ["leads list --reason old", "There are: no-phone"],
      ["leads list --since yesterday", "such as 90m"],
      ["leads list --limit many", "whole number"],
    ] as const) {
      const { code, notes } = await operator.run(line);
      expect([line, code]).toEqual([line, 2]);
      expect(notes).toContain(words);
    }
  });

  it("does not let a lead colour the terminal", async () => {
    const operator = anOperator();
    await operator.add(stale(aLead({ fullName: "Da\u202Ena \u001b[31mRed" })));
    const { text } = await operator.run("leads list --show-personal");
    expect(text).toMatch(/^[\x20-\x7e…\n]*$/);
  });
});

describe("leads show", () => {
  it("tells everything of one lead: person, state, next step, rings, history with names", async () => {
    const operator = anOperator();
    const lead = { ...inReview(), ref: 1_050_400_000 };
    await operator.add(lead);
    await operator.run(`leads redial ${lead.id} --yes`);
    const { text, code } = await operator.run(`leads show ${lead.id}`);
    expect(code).toBe(0);
    for (const words of [
      "Dana Whitfield",
      phone,
      "Harbor Pine LLC",
      "ready: An operator decided",
      "1 possible, 2 authorised",
      "ref          1050400000",
      "by Robin Ashby",
      "It is called within seconds",
    ])
      expect(text).toContain(words);
  });

  it("names the fields that Callingly refused and the person is called without", async () => {
    const operator = anOperator();
    const lead: Lead = { ...aLead(), leftOut: ["email"] };
    await operator.add(lead);
    expect((await operator.run(`leads show ${lead.id}`)).text).toMatch(/left out +email: Callingly refused it/);
  });

  it("tells what came of its calls, and where it was reported", async () => {
    const operator = anOperator();
    const answered = states.dialled(dialing(), "dial-1", { kind: "placed", callId: "77" }, noon) as Lead;
    const placed = states.folded(answered, { callId: "77", final: false }, noon) as Lead;
    await operator.add(placed);
    await operator.store.calls.hint({ account: "main", callId: "77", digest: "d", at: noon });
    const call = await operator.store.calls.find("main", "77");
    const result = {
      callId: "77",
      outcome: "contacted",
      final: true,
      seconds: 65,
      agent: { name: "Robin Lane" },
    } as const;
    await operator.store.calls.save({
      ...(call as NonNullable<typeof call>),
      state: "reported",
      revision: 2,
      leadId: placed.id,
      result,
      reports: { [`${placed.id}/demo`]: { begun: true, digest: "x", activityId: "9" } },
    });
    const { text } = await operator.run(`leads show ${placed.id}`);
    expect(text).toContain("call 77: reported: The CRM has it");
    expect(text).toContain("contacted, 65 s, with Robin Lane");
    expect(text).toContain("demo: written, activity 9");
    expect(await operator.json(`leads show ${placed.id}`)).toMatchObject({
      call_id: "77",
      person: { first_name: "Dana", phone_number: phone },
      calls: [{ call_id: "77", outcome: "contacted", reports: [{ crm: "demo", written: true }] }],
    });
  });

  it.each([
    ["its phone number", phone],
    ["its phone number as people write it", "(212) 555-0123"],
    ["its e-mail address", "Dana.Whitfield@example.com"],
    ["its call", "77"],
    ["Callingly's id of it", "900"],
    ["the sender's id of it", "crm-5"],
  ])("finds a lead by %s", async (_, who) => {
    const operator = anOperator();
    const lead = { ...stale(aLead({ phone, externalId: "crm-5" })), callinglyLeadId: "900" };
    await operator.add(lead, stale(aLead({ email: "other@example.com", phone: "+12125550177" })));
    await tieCall(operator.store, "main", "77", lead.id);
    expect(await operator.json(`leads show "${who}"`)).toMatchObject({ id: lead.id });
  });

  it("finds a lead by its ref", async () => {
    const operator = anOperator();
    const lead = { ...aLead(), ref: 1_050_400_000 };
    await operator.add(lead);
    expect(await operator.json("leads show 1050400000")).toMatchObject({ id: lead.id, ref: 1_050_400_000 });
  });

  it("says when nobody is found, and lists whom when several are", async () => {
    const operator = anOperator();
    const leads = [stale(aLead({ phone })), stale(aLead({ phone }))];
    await operator.add(...leads);
    expect(await operator.run("leads show +12125550199")).toMatchObject({
      code: 2,
      notes: expect.stringContaining("No lead is found"),
    });
    const { code, notes } = await operator.run(`leads show ${phone}`);
    expect(code).toBe(2);
    for (const { id } of leads) expect(notes).toContain(id);
  });
});

describe("a decision on the command line", () => {
  it("says whom it rings and asks, before a held lead is released", async () => {
    const operator = anOperator();
    const lead = stale(aLead({ phone }, { at: fromNoon(-20 * hours) }));
    await operator.add(lead);
    const no = await operator.run(`leads release ${lead.id}`, { answers: [false] });
    expect(no).toMatchObject({ code: 1, text: "Nothing was changed." });
    expect(no.questions[0]).toBe("Call Dana Whitfield, +1…23, came 20 h ago?");
    expect(await operator.find(lead)).toEqual(lead);

    const yes = await operator.run(`leads release ${lead.id}`, { answers: [true] });
    expect(yes.code).toBe(0);
    const released = await operator.find(lead);
    expect(released).toMatchObject({ state: "ready", dueFor: "dial-lead" });
    expect(released.history.at(-1)).toMatchObject({ state: "ready", by: "Robin Ashby" });
  });

  it.each([
    [undefined, ", not before the time that was asked for?"],
    [fromNoon(20 * hours).toISOString(), ", as was asked, at 2026-06-16 04:00 in America/New_York"],
    [fromNoon(-2 * hours).toISOString(), "ago?"],
  ])("says at which time a lead rings that waits for something else, where it asked for one", async (at, words) => {
    const operator = anOperator();
    const asked = { text: "x", said: fromNoon(-20 * hours).toISOString(), zone: "America/New_York", ...(at && { at }) };
    const lead = { ...stale(aLead({ phone }, { at: fromNoon(-20 * hours) })), asked };
    await operator.add(lead);
    const { questions } = await operator.run(`leads release ${lead.id}`, { answers: [false] });
    expect(questions[0]).toContain(words);
  });

  it("asks nobody with --yes, and refuses to ring where nobody can be asked", async () => {
    const operator = anOperator();
    const lead = stale(aLead());
    await operator.add(lead);
    expect((await operator.run(`leads release ${lead.id}`)).code).toBe(2);
    expect(await operator.find(lead)).toEqual(lead);
    expect((await operator.run(`leads release ${lead.id} --yes`)).code).toBe(0);
    expect(await operator.find(lead)).toMatchObject({ state: "ready" });
  });

  it("says that nobody is really called where the stand-in answers", async () => {
    const operator = anOperator({ standIn: true });
    const lead = stale(aLead());
    await operator.add(lead);
    const { questions, text } = await operator.run(`leads release ${lead.id}`, { answers: [true] });
    expect(questions[0]).toContain("Nobody is really called");
    expect(text).toContain("Nobody is really called");
  });

  it("corrects the number at release, read as one of the source's country", async () => {
    const operator = anOperator();
    const lead = aLead({ phone: "12" }, { door: client });
    await operator.add(lead);
    expect(await operator.run(`leads release ${lead.id} --yes`)).toMatchObject({
      code: 2,
      notes: expect.stringContaining("--phone"),
    });
    const wrong = await operator.run(`leads release ${lead.id} --phone 55 --yes`);
    expect(wrong).toMatchObject({ code: 2, notes: expect.stringContaining("in GB") });
    await operator.run(`leads release ${lead.id} --phone "020 7946 0123" --yes`);
    expect(await operator.find(lead)).toMatchObject({ state: "ready", person: { phone: "+442079460123" } });
  });

  it("calls a lead once more, by name", async () => {
    const operator = anOperator();
    const lead = inReview();
    await operator.add(lead);
    const { questions } = await operator.run(`leads redial ${lead.id}`, { answers: [true] });
    expect(questions[0]).toContain("It may have rung once before.");
    expect(await operator.find(lead)).toMatchObject({ state: "ready", ringsAuthorised: 2 });
  });

  it("ends a lead that waits, without a question, since nobody is rung", async () => {
    const operator = anOperator();
    const lead = stale(aLead());
    await operator.add(lead);
    expect(await operator.run(`leads cancel ${lead.id}`)).toMatchObject({
      code: 0,
      text: expect.stringContaining("cancelled"),
    });
  });

  const calls = (said: Record<string, object>) => ({
    getCall: async (id: string | number) => {
      const call = said[String(id)];
      if (!call) throw new CallinglyError({ method: "GET", path: "/calls" }, "HTTP 404", { status: 404 });
      return z.parse(CallSchema, { id, ...call });
    },
  });
  const told = { direction: "outbound", started_at: "2026-06-15 12:00:30", lead: { id: 5, phone_number: phone } };

  it.each([
    ["rang another number", { lead: { id: 6, phone_number: "+14155552671" } }, "it rang +1…71"],
    ["came in", { direction: "inbound" }, "it is inbound"],
    ["began before the dial, whatever the account's clock says", { started_at: "2026-06-14 06:00:00" }, "it rang +1…"],
    ["cannot be read", undefined, "cannot be read"],
  ])("ties a lead to no call that %s", async (_, more, words) => {
    const operator = anOperator({ callingly: calls(more ? { 9001: { ...told, ...more } } : {}) });
    const lead = inReview();
    await operator.add(lead);
    const refused = await operator.run(`leads it-rang ${lead.id} --call 9001`);
    expect(refused).toMatchObject({ code: 1, text: expect.stringContaining(words) });
    expect(await operator.find(lead)).toEqual(lead);
    expect(await tieOf(operator.store, "main", "9001")).toBeUndefined();
  });

  it("ties a lead of unclear fate to the call that is named, unless it is another lead's", async () => {
    const operator = anOperator({ callingly: calls({ 77: told, 88: told }) });
    const [lead, other] = [inReview(), aLead()];
    await operator.add(lead, other);
    await tieCall(operator.store, "main", "88", other.id);
    const refused = await operator.run(`leads it-rang ${lead.id} --call 88`);
    expect(refused).toMatchObject({ code: 1, text: expect.stringContaining(`Call 88 is that of ${other.id}`) });
    expect((await operator.run(`leads it-rang ${lead.id} --call 77`)).code).toBe(0);
    expect(await operator.find(lead)).toMatchObject({ state: "placed", callId: "77" });
  });

  it.each([
    ["release", aLead(), "The lead is ready; this can be decided while it is held. It is called by itself"],
    ["redial", aLead(), "It is called by itself"],
    ["redial", stale(aLead()), "bridge leads release"],
    ["it-rang", stale(aLead()), "this can be decided while it is unknown, review"],
    ["cancel", dialing(aLead()), "look again in two minutes"],
    ["cancel", { ...stale(aLead()), merged: ["lead_other"] }, "Other leads were merged into this one"],
    ["release", { ...stale(aLead()), strippedAt: noon.toISOString() }, "were deleted on 2026-06-15"],
  ])("refuses %s where the lead is in no state for it, and says what to do instead", async (command, lead, words) => {
    const operator = anOperator();
    await operator.add(lead);
    const { code, text, questions } = await operator.run(`leads ${command} ${lead.id}`, { answers: [true] });
    expect({ code, questions }).toEqual({ code: 1, questions: [] });
    expect(text).toContain(words);
    expect(await operator.json(`leads ${command} ${lead.id}`)).toMatchObject({ changed: false, why: text });
    expect(await operator.find(lead)).toEqual(lead);
  });

  it("does not overrule who decided a moment before", async () => {
    const operator = anOperator();
    const lead = stale(aLead());
    await operator.add(lead);
    const { find } = operator.store.leads;
    let reads = 0;
    operator.store.leads.find = async (id) => {
      reads += 1;
      const current = await find(id);
      // Between the look and the decision somebody else cancels it.
      if (reads === 2 && current)
        await operator.store.leads.save({ ...current, state: "cancelled", revision: current.revision + 1 });
      return find(id);
    };
    const { code, text } = await operator.run(`leads release ${lead.id} --yes`);
    expect(code).toBe(1);
    expect(text).toContain("is cancelled");
  });
});

describe("leads release by reason", () => {
  const three = () =>
    [1, 2, 3].map((index) => stale(aLead({ fullName: `Person ${index}` }, { at: fromNoon(-20 * hours + index) })));

  it("shows how many and whom, and releases them when told to, the oldest first", async () => {
    const operator = anOperator();
    const leads = three();
    const other = aLead({ phone: "12" });
    await operator.add(...leads, other);
    const { code, questions, text } = await operator.run("leads release --reason stale --source website", {
      answers: [true],
    });
    expect(code).toBe(0);
    expect(questions[0]).toContain("3 people are called:\n  Person 1, +1…");
    expect(text).toContain("3 people are called from now on");
    for (const lead of leads) expect(await operator.find(lead)).toMatchObject({ state: "ready" });
    expect(await operator.find(other)).toEqual(other);
  });

  it("takes no more than it is allowed, the oldest first, and says how many stay", async () => {
    const operator = anOperator();
    const leads = three();
    await operator.add(...leads);
    const { text } = await operator.run("leads release --reason stale --limit 2 --yes");
    expect(text).toContain("1 lead more: this is as many as you allow at once.");
    expect(await Promise.all(leads.map(async (lead) => (await operator.find(lead))?.state))).toEqual([
      "ready",
      "ready",
      "held",
    ]);
    expect((await operator.run("leads cancel --reason stale --limit some --yes")).code).toBe(2);
    expect((await operator.run("leads cancel --reason stale --limit 1 --yes")).text).toBe("1 lead cancelled.");
  });

  it("changes nothing when the answer is no, or nobody can answer", async () => {
    const operator = anOperator();
    const leads = three();
    await operator.add(...leads);
    expect((await operator.run("leads release --reason stale", { answers: [false] })).code).toBe(1);
    expect((await operator.run("leads release --reason stale")).code).toBe(2);
    for (const lead of leads) expect(await operator.find(lead)).toEqual(lead);
  });

  it("leaves alone what waits for a rule or has no number, and says so", async () => {
    const operator = anOperator();
    const ruled = states.held(aLead(), "team-unknown", noon, { for: "rule" }) as Lead;
    await operator.add(ruled, aLead({ phone: "12" }));
    const rule = await operator.run("leads release --reason team-unknown --yes");
    expect(rule).toMatchObject({ code: 1, text: expect.stringContaining("1 lead more: held by a rule") });
    const numberless = await operator.run("leads release --reason invalid-phone --yes");
    expect(numberless).toMatchObject({ code: 1, text: expect.stringContaining("1 lead more: no number") });
    expect(await operator.find(ruled)).toEqual(ruled);
  });

  it("wants to know which leads are meant", async () => {
    const operator = anOperator();
    for (const line of [
      "leads release",
      "leads release lead_1 --reason stale",
      "leads release --reason stale --phone +12125550123",
    ]) {
      expect((await operator.run(`${line} --yes`)).code).toBe(2);
    }
  });
});

describe("many leads are ended at once after a flood", () => {
  const flood = () => [1, 2, 3].map((index) => aLead({ phone: `+1 212 155 100${index}` }));

  it("after a look at all of them, and no others are", async () => {
    const operator = anOperator();
    const leads = flood();
    const other = stale(aLead());
    await operator.add(...leads, other);
    const line = "leads cancel --reason invalid-phone --source website";
    const { code, questions, text } = await operator.run(line, { answers: [true] });
    expect(code).toBe(0);
    expect(questions[0]).toContain("3 leads will never be called:");
    expect(text).toContain("3 leads cancelled.");
    for (const lead of leads)
      expect(await operator.find(lead)).toMatchObject({ state: "cancelled", reason: "decided" });
    expect(await operator.find(other)).toEqual(other);
    expect((await operator.run(`${line} --yes`)).code).toBe(1);
  });

  it("and none is when the answer is no, nobody can answer, or nobody says which", async () => {
    const operator = anOperator();
    const leads = flood();
    await operator.add(...leads);
    expect((await operator.run("leads cancel --reason invalid-phone", { answers: [false] })).code).toBe(1);
    for (const line of ["leads cancel --reason invalid-phone", "leads cancel --yes", "leads cancel x --reason stale"]) {
      expect((await operator.run(line)).code).toBe(2);
    }
    for (const lead of leads) expect(await operator.find(lead)).toEqual(lead);
  });
});

it("finds a released lead's next barrier before anybody wonders why it does not ring", async () => {
  const operator = anOperator();
  const lead = stale(aLead({}, { door: website }));
  await operator.add(lead);
  await operator.run('pause --reason "phones are down"');
  expect((await operator.run(`leads release ${lead.id} --yes`)).text).toContain("going to be held: Calls are paused");
});
