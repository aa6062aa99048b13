import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { CallinglyError } from "../../../lambda/callingly/error.ts";
import { CallinglyLeadSchema, CallSchema } from "../../../lambda/callingly/schemas.ts";
import type { Reporter, ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { claimed, dialled, held, joinedBy, leaseOver, merged, placed } from "../../../lambda/lead/states.ts";
import { suppressionSeeds } from "../../../lambda/runtime/secret-shapes.ts";
import { suppressionCheck } from "../../../lambda/steps/dial-lead/check-suppression.ts";
import { dialLead } from "../../../lambda/steps/dial-lead/dial-lead.ts";
import { noLooksYet } from "../../../lambda/steps/report-call/limit-lookups.ts";
import { type ReportDeps, reportCall } from "../../../lambda/steps/report-call/report-call.ts";
import { changeCall, changeLead } from "../../../lambda/store/change.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { decideLead } from "../../../operator/leads/decide-lead.ts";
import { exportPerson } from "../../../operator/people/export-person.ts";
import { type ForgetDeps, forgetPerson } from "../../../operator/people/forget-person.ts";
import { allowForgotten } from "../../../operator/people/suppress.ts";
import { aBridge, aClock, aLog, aMeasure, configuredClocks, someIds } from "../../fakes/bridge.ts";
import { unhindered } from "../../fakes/dialling.ts";
import { aLead, fromNoon, hours, minutes, noon, website } from "../../fakes/leads.ts";
import { limitedTo } from "../../fakes/limited-store.ts";
import { neverStopped } from "../../fakes/never-stopped.ts";
import { takesPhone } from "../../fakes/phones.ts";
import { answeredWith } from "../../fakes/recording-crm.ts";
import { refFor, tokenPrint } from "../../fakes/refs.ts";
import { tieCall } from "../../fakes/ties.ts";

const PHONE = "+12125550123";
const dana = { fullName: "Dana Whitfield", phone: PHONE, email: "Dana.Whitfield@Example.com", company: "Harbor Pine" };
const personal = /Dana|Whitfield|5550123|Harbor|oak|cdn/i;
const by = "Robin Ashby";
const accounts = ["main"];
/** What is over at noon is kept so long, in seconds. */
const ledgerEnds = fromNoon(400 * 24 * hours).getTime() / 1000;

type Rule = (lead: Lead) => Lead | undefined;
const ring: Rule = (lead) => claimed(lead, `dial-${lead.id}`, 1, noon);
const place =
  (callId: string): Rule =>
  (lead) =>
    placed(lead, callId, noon);

/** The bridge around one person, a Callingly that knows them, and a CRM with records. */
function aPerson() {
  const store = memoryStore();
  const { now, pass } = aClock(noon);
  const log = aLog();
  const newId = someIds();
  const jobs: ReportJob[] = [];
  const deleted: string[] = [];
  const looked: string[] = [];
  const progress: string[] = [];
  let refuses: Error | undefined;
  let lost = false;
  let listed: { id: number; phone_number: string }[] = [];
  const reporter: Reporter = {
    baseUrl: "https://crm.example.com",
    credentials: z.record(z.string(), z.string()),
    authorise: () => ({}),
    findRecord: async (_http, lead) => {
      looked.push(lead.id);
      return { type: "contact", id: "contact-1" };
    },
    async create(_http, job) {
      jobs.push(job);
      return { activityId: `activity-${job.call.callId}` };
    },
  };
  const bridge = aBridge();
  const seeds = async () => ["a seed for tests"];
  const deps: ForgetDeps = {
    store,
    leads: store.leads,
    archive: store.archive,
    bridge,
    callinglyFor: async () => ({
      listLeads: async () => listed.map((lead) => z.parse(CallinglyLeadSchema, lead)),
      deleteLead: async (id) => {
        if (refuses) throw refuses;
        deleted.push(String(id));
      },
    }),
    seeds,
    now,
    log,
    progress: ({ doing, count }) => void progress.push(`${doing} ${count}`),
  };
  const said = { status: "completed", lead_status: "contacted", direction: "outbound", duration: 60 };
  const result = {
    ...said,
    started_at: "2026-06-15 12:00:30",
    recording_url: "https://cdn/1.mp3",
    transcript: "the old oak",
    lead: { id: 6200, phone_number: PHONE, fname: "Dana" },
  };
  const reportDeps: ReportDeps = {
    users: new Map(),
    bridge: { ...bridge, crm: (name) => ({ name, connector: "webhook", reporter }) },
    store: limitedTo("report-call", store),
    callinglyFor: async () => ({
      tokenPrint,
      getCall: async (id) => {
        if (lost) throw new CallinglyError({ method: "GET", path: `/calls/${id}` }, "HTTP 404", { status: 404 });
        return z.parse(CallSchema, { id, ...result });
      },
    }),
    underWay: new Map(),
    looks: noLooksYet(),
    optOut: async () => undefined,
    openCrm: async () => ({ http: { request: async () => answeredWith({}) }, credentials: {} }),
    now,
    clocks: configuredClocks,
    newId,
    timeLeftMs: () => 60_000,
    log,
    measure: aMeasure(),
  };
  const createCall = async () => ({ kind: "placed", callId: "99" }) as never;
  return {
    ...{ store, pass, now, log, jobs, deleted, looked, progress, deps, seeds },
    loseCalls() {
      lost = true;
    },
    refuse(error?: Error) {
      refuses = error;
    },
    lists(...leads: typeof listed) {
      listed = leads;
    },
    async has(person: object, ...rules: Rule[]): Promise<string> {
      const lead = aLead({ ...dana, extra: { message: "the old oak" }, ...person }, { door: website });
      await store.leads.add(lead);
      for (const rule of rules) await changeLead(store.leads, lead.id, rule);
      return lead.id;
    },
    /** A call of a lead is heard of, read, and told. */
    async hear(callId: string, leadId: string, digest = "d1") {
      await tieCall(store, "main", callId, leadId);
      await store.calls.hint({ account: "main", callId, digest, at: now() });
      await reportCall({ account: "main", callId }, reportDeps);
    },
    async report() {
      for (const { account, callId, dueFor } of store.allCalls()) {
        if (dueFor === "report-call") await reportCall({ account, callId }, reportDeps);
      }
    },
    dial: (id: string, keys = seeds) =>
      dialLead(id, {
        ...unhindered,
        bridge,
        store: limitedTo("dial-lead", store),
        callinglyFor: async () => ({ ...neverStopped, tokenPrint: "t", createCall }),
        suppressionOf: suppressionCheck(limitedTo("dial-lead", store).suppressions, keys, bridge),
        now,
        newId,
        log,
        measure: aMeasure(),
      }),
    forget: () => forgetPerson({ phone: PHONE, accounts }, by, deps),
    find: async (id: string) => (await store.leads.find(id)) as Lead,
    remains: () => JSON.stringify([store.allLeads(), store.allCalls()]),
  };
}

describe("a person who asks to be forgotten", () => {
  it("has nothing left under a number that could not be read", async () => {
    const { has, store, deps, remains } = aPerson();
    const id = await has({ phone: "+1 212 155 0123" });
    const { leads, unfinished } = await forgetPerson({ phone: "+12121550123", accounts }, by, deps);
    expect({ leads, unfinished }).toEqual({ leads: [id], unfinished: [] });
    expect(remains()).not.toMatch(/155.?0123|Dana|oak/);
    expect(store.allLeads()).toHaveLength(1);
  });

  it("is named where others' leads and calls mention them, and is not done until that is gone as well", async () => {
    const { has, hear, deps, find, store, pass } = aPerson();
    const second = { phone: "+14155550171", accounts };
    const id = await has({ extra: { "second phone": "(415) 555-0171", message: "the old oak" } }, ring, place("77"));
    await hear("77", id);
    await changeCall(store.calls, { account: "main", callId: "77" }, (call) => ({
      ...call,
      result: { ...(call.result as NonNullable<typeof call.result>), tag: "or 415 555 0171" },
    }));
    const first = await forgetPerson(second, by, deps);
    expect(first).toMatchObject({ leads: [], calls: 0, mentionsCleared: 0 });
    expect(first.unfinished).toEqual([
      expect.stringMatching(
        new RegExp(`^${id} mentions them in "second phone"; --mentions takes that out, or forget ${id}`),
      ),
      expect.stringMatching(/^call 77 of main mentions them in "tag"/),
    ]);
    expect(
      (await exportPerson(second, { ...deps, suppressions: store.suppressions, phones: store.phones })).mentions,
    ).toEqual([
      { leadId: id, in: ["second phone"] },
      { callId: "77", in: ["tag"] },
    ]);
    pass(5 * minutes);
    const again = await forgetPerson({ ...second, clearMentions: true }, by, deps);
    expect(again).toMatchObject({ leads: [], mentionsCleared: 2, unfinished: [] });
    expect(await find(id)).toMatchObject({ extra: { message: "the old oak" }, person: { phone: PHONE } });
    expect(JSON.stringify([store.allLeads(), store.allCalls()])).not.toContain("0171");
  });

  it.each<[string, Rule[], string]>([
    ["ready", [], "cancelled"],
    ["held", [(lead) => held(lead, "paused", noon, { for: "rule" })], "cancelled"],
    ["unknown", [ring, (lead) => leaseOver(lead, new Date(noon.getTime() + 5 * minutes))], "cancelled"],
    ["placed", [ring, place("77")], "cancelled"],
    ["merged", [(lead) => merged(lead, "lead_other", noon)], "merged"],
  ])("F55: has nothing left in a lead that was %s, and what waited is cancelled", async (_state, rules, end) => {
    const { has, forget, find, remains } = aPerson();
    const id = await has({}, ...rules);
    const { leads, unfinished } = await forget();
    expect({ leads, unfinished }).toEqual({ leads: [id], unfinished: [] });
    const reason = end === "cancelled" ? "forgotten" : "same-phone";
    expect(await find(id)).toMatchObject({ state: end, reason, strippedAt: noon.toISOString() });
    expect((await find(id)).expiresAt).toBe(ledgerEnds);
    expect(remains()).not.toMatch(personal);
  });

  it("F55: is not cut off while being dialled: the run says so, and the next one finishes", async () => {
    const { has, forget, find, store, pass, remains } = aPerson();
    const id = await has({}, ring);
    const first = await forget();
    expect(first.unfinished).toEqual([`${id} is being dialled this moment; run this again in two minutes`]);
    expect(await find(id)).toMatchObject({ state: "dialing", person: { phone: PHONE } });
    await changeLead(store.leads, id, (lead) =>
      dialled(lead, lead.dial?.id ?? "", { kind: "placed", callId: "77" }, noon),
    );
    pass(2 * minutes);
    expect(await forget()).toMatchObject({ leads: [id], unfinished: [] });
    expect(remains()).not.toMatch(personal);
  });

  it("F55: leaves outcome and ids in calls, is deleted at Callingly, and the right to ring goes", async () => {
    const { has, hear, forget, store, deleted, lists, remains, progress } = aPerson();
    const id = await has({}, ring, place("77"));
    const lead = await store.leads.find(id);
    if (lead) await takesPhone(store, lead, { until: new Date(9e12) });
    await hear("77", id);
    expect(remains()).toMatch(personal);
    lists({ id: 6300, phone_number: PHONE }, { id: 6400, phone_number: "+12125550199" });
    expect(await forget()).toMatchObject({ leads: [id], calls: 1, unfinished: [] });
    expect(deleted.sort()).toEqual(["6200", "6300"]);
    expect(await store.phones.find("main", PHONE)).toBeUndefined();
    expect(store.allCalls()[0]?.result).toMatchObject({ callId: "77", outcome: "contacted" });
    expect(remains()).not.toMatch(personal);
    expect(progress.at(-1)).toBe("clearing leads 1");
  });

  it("F55: does not come back with a webhook, known or new", async () => {
    const { has, hear, forget, report, remains, jobs, store } = aPerson();
    const id = await has({}, ring, place("77"));
    await hear("77", id);
    await forget();
    await report();
    const told = jobs.length;
    await hear("77", id, "d2");
    await hear("78", id, "d3");
    expect(remains()).not.toMatch(personal);
    expect(jobs).toHaveLength(told);
    expect(store.allCalls().find(({ callId }) => callId === "78")?.result).toMatchObject({ outcome: "contacted" });
  });

  it("F55: is not called for a lead that comes later, by phone or by e-mail, until that is lifted", async () => {
    const { has, forget, find, dial, deps, log } = aPerson();
    await has({});
    await forget();
    for (const later of [{ email: undefined }, { phone: "+12125550188", email: "DANA.whitfield@example.com " }]) {
      const id = await has(later);
      await dial(id);
      expect(await find(id)).toMatchObject({ state: "suppressed", reason: "forgotten-before", ringsPossible: 0 });
    }
    expect(log.lines.some((line) => personal.test(JSON.stringify(line)))).toBe(false);
    expect(await allowForgotten({ phone: PHONE, email: dana.email, accounts }, by, deps)).toBe(2);
    const welcome = await has({});
    await dial(welcome);
    expect((await find(welcome)).state).toBe("placed");
  });

  it("F55: is recognised by the former seed as long as that is kept beside a new one, and by nothing without it", async () => {
    const { has, forget, find, dial, seeds } = aPerson();
    await has({});
    await forget();
    const [former = ""] = await seeds();
    const read = (previous?: string) =>
      suppressionSeeds({ seed: "a new seed of sixteen", ...(previous && { previous_seed: previous }) });
    const kept = await has({ email: undefined });
    await dial(kept, async () => read(former));
    expect(await find(kept)).toMatchObject({ state: "suppressed" });
    const lost = await has({ email: "another@example.com" });
    await dial(lost, async () => read());
    expect((await find(lost)).state).toBe("placed");
  });

  it("F55: is told of in the CRM once, on the record that is known, without a word of who it is", async () => {
    const { has, hear, forget, report, jobs, looked } = aPerson();
    const id = await has({}, ring, place("77"));
    await hear("77", id);
    expect(looked).toEqual([id]);
    expect(await forget()).toMatchObject({ noted: [id] });
    await report();
    await forget();
    await report();
    expect(jobs.slice(1)).toMatchObject([{ record: { id: "contact-1" }, lead: { id, person: {} } }]);
    expect(jobs[1]?.call.remark).toContain("asked to be forgotten");
    expect(JSON.stringify(jobs[1])).not.toMatch(personal);
    expect(looked).toEqual([id]);
  });

  it("F55: leaves no note where no CRM knows of them", async () => {
    const { has, forget, report, jobs } = aPerson();
    await has({});
    expect(await forget()).toMatchObject({ noted: [] });
    await report();
    expect(jobs).toEqual([]);
  });

  it("F55: is forgotten here even if Callingly does not answer, and the next run deletes them there", async () => {
    const { has, hear, forget, refuse, remains, deleted, lists } = aPerson();
    await hear("77", await has({}, ring, place("77")));
    refuse(new CallinglyError({ method: "DELETE", path: "/leads/6200" }, "HTTP 500", { status: 500 }));
    const { unfinished } = await forget();
    expect(unfinished).toEqual([
      "Callingly lead 6200 of main is not deleted (CallinglyError 500: DELETE /leads/6200: HTTP 500); run this again",
    ]);
    expect(remains()).not.toMatch(personal);
    refuse(undefined);
    lists({ id: 6200, phone_number: PHONE });
    expect((await forget()).unfinished).toEqual([]);
    expect(deleted).toEqual(["6200"]);
  });

  it("F55: counts as deleted at Callingly where nobody is there any more", async () => {
    const { has, hear, forget, refuse } = aPerson();
    await hear("77", await has({}, ring, place("77")));
    refuse(new CallinglyError({ method: "DELETE", path: "/leads/6200" }, "HTTP 404", { status: 404 }));
    const gone = [{ account: "main", leadId: "6200" }];
    expect(await forget()).toMatchObject({ deletedAtCallingly: gone, unfinished: [] });
  });

  it("F55: is waited for where a call is being reported this moment", async () => {
    const { has, store, forget, pass } = aPerson();
    const id = await has({}, ring, place("77"));
    await store.calls.hint({ account: "main", callId: "77", digest: "d", at: noon });
    const leaseUntil = new Date(noon.getTime() + minutes).toISOString();
    await changeCall(store.calls, { account: "main", callId: "77" }, (call) => ({
      ...call,
      leadId: id,
      leaseId: "lease",
      leaseUntil,
    }));
    expect((await forget()).unfinished).toEqual(["call 77 of main is being reported; run this again soon"]);
    pass(2 * minutes);
    expect(await forget()).toMatchObject({ leads: [id], calls: 1, unfinished: [] });
    expect(store.allCalls()[0]?.strippedAt).toBe(fromNoon(2 * minutes).toISOString());
  });

  it("F55: is found by one lead under its e-mail address and phone, and nobody else is", async () => {
    const { has, deps, find } = aPerson();
    const first = await has({});
    const byEmail = await has({ phone: "+12125550111", email: "dana.whitfield@EXAMPLE.com" });
    const byPhone = await has({ email: "other@example.com" });
    const stranger = await has({ phone: "+12125550112", email: "somebody@example.com", fullName: "Sam Field" });
    const { leads } = await forgetPerson({ leadId: first, accounts }, by, deps);
    expect([...leads].sort()).toEqual([first, byEmail, byPhone].sort());
    expect((await find(stranger)).state).toBe("ready");
  });

  it("F97: is not touched in another account, and is called there", async () => {
    const { has, deps, dial, find } = aPerson();
    const id = await has({});
    await forgetPerson({ phone: PHONE, accounts: ["agency"] }, by, deps);
    expect((await find(id)).person.phone).toBe(PHONE);
    await dial(id);
    expect((await find(id)).state).toBe("placed");
    await expect(forgetPerson({ leadId: id, accounts: ["agency"] }, by, deps)).rejects.toMatchObject({ status: 404 });
  });

  it.each([{}, { phone: "212 555 0123" }])("is asked for by something that can be compared: %j", async (who) => {
    const { deps } = aPerson();
    await expect(forgetPerson({ ...who, accounts }, by, deps)).rejects.toMatchObject({ status: 400 });
  });

  it("F55: is named to nobody any more, even where the note leaves before the leads are cleared", async () => {
    const { has, hear, deps, report, jobs, looked, store } = aPerson();
    const first = await has({ email: "d@example.com" }, ring, place("77"));
    const second = await has({}, (lead) => merged(lead, first, noon));
    await hear("77", first);
    await changeLead(store.leads, first, (lead) => joinedBy(lead, second));
    const [told, asked] = [jobs.length, looked.length];
    const progress: ForgetDeps["progress"] = ({ doing }) => {
      if (doing === "clearing leads") throw new Error("the terminal was closed");
    };
    await expect(forgetPerson({ phone: PHONE, accounts }, by, { ...deps, progress })).rejects.toThrow("closed");
    await report();
    expect(JSON.stringify(jobs.slice(told))).not.toMatch(personal);
    expect(looked.slice(asked)).toEqual([]);
  });

  it("F55: is not said to be forgotten where somebody had them called again meanwhile, and no note names them", async () => {
    const { has, hear, deps, report, jobs, store, now, log, find, forget } = aPerson();
    const id = await has({}, ring, place("77"));
    await hear("77", id);
    const told = jobs.length;
    const deciding = { bridge: aBridge(), store, now, newId: someIds(), log };
    const progress: ForgetDeps["progress"] = async ({ doing }) => {
      if (doing === "deleting at Callingly") await decideLead(id, { kind: "call-again" }, "Kim", deciding);
    };
    const first = await forgetPerson({ phone: PHONE, accounts }, by, { ...deps, progress });
    expect(first).toMatchObject({
      leads: [],
      unfinished: [`${id} was called again by somebody meanwhile; run this again`],
    });
    await report();
    expect(JSON.stringify(jobs.slice(told))).not.toMatch(personal);
    expect((await forget()).unfinished).toEqual([]);
    expect(await find(id)).toMatchObject({ state: "cancelled", person: {} });
    expect(JSON.stringify(store.allCalls())).not.toMatch(personal);
  });

  it("F55: leaves nothing to mend where Callingly no longer has the call that it tells of", async () => {
    const { has, forget, hear, loseCalls, store } = aPerson();
    const id = await has({}, ring, place("77"));
    await forget();
    loseCalls();
    await hear("77", id);
    expect(store.allCalls()).toMatchObject([{ state: "reported", leadId: id }]);
    expect(store.allCalls()[0]?.dueAt).toBeUndefined();
    expect(store.allCalls()[0]?.expiresAt).toBe(ledgerEnds);
  });

  it("costs three looks through the table: two for leads and one for calls", async () => {
    const { has, hear, deps, store } = aPerson();
    await hear("77", await has({}, ring, place("77")));
    await has({});
    const looks: string[] = [];
    const counting = (part: "leads" | "calls") => () => {
      looks.push(part);
      return store.archive[part]() as never;
    };
    const archive = { ...store.archive, leads: counting("leads"), calls: counting("calls") };
    await forgetPerson({ phone: PHONE, accounts }, by, { ...deps, archive });
    expect(looks.sort()).toEqual(["calls", "leads", "leads"]);
  });

  it("F55: takes those that were merged along with the lead that was called for them", async () => {
    const { has, hear, forget, report, jobs, store } = aPerson();
    const first = await has({}, ring, place("77"));
    const second = await has({}, (lead) => merged(lead, first, noon));
    await changeLead(store.leads, first, (lead) => joinedBy(lead, second));
    await hear("77", first);
    expect((await forget()).noted).toEqual([first]);
    const before = jobs.length;
    await report();
    expect(jobs.length - before).toBe(1);
  });
});

describe("what a wish to be forgotten does not touch", () => {
  it("F55: a call of somebody else whose ref is, by chance, that of a lead that never rang", async () => {
    const { has, hear, store, deps, find } = aPerson();
    const other = await has({ email: "sam@example.com" }, ring, place("77"));
    await hear("77", other);
    const { acceptId } = await find(other);
    await changeCall(store.calls, { account: "main", callId: "77" }, (call) => ({
      ...call,
      refHint: refFor({ acceptId }),
    }));
    const mine = await has({ phone: "+12125550112" });
    await changeLead(store.leads, mine, (lead) => ({ ...lead, acceptId }));
    expect(await forgetPerson({ leadId: mine, accounts }, by, deps)).toMatchObject({ calls: 0 });
    expect(store.allCalls()[0]).toMatchObject({ result: { recordingUrl: "https://cdn/1.mp3" } });
  });
});

describe("a person who asks what is kept of them", () => {
  it("gets leads, calls, who got what and locks, and nobody else's names", async () => {
    const { has, hear, deps, store, seeds } = aPerson();
    const id = await has({}, ring, place("77"));
    await has({ phone: "+12125550112", email: "somebody@example.com" });
    const lead = await store.leads.find(id);
    if (lead) await takesPhone(store, lead, { until: new Date(9e12) });
    await hear("77", id);
    const question = { email: "dana.whitfield@example.com", accounts };
    const found = await exportPerson(question, {
      ...deps,
      suppressions: store.suppressions,
      phones: store.phones,
      seeds,
    });
    expect(JSON.parse(JSON.stringify(found))).toMatchObject({
      phones: [PHONE],
      emails: ["dana.whitfield@example.com"],
      leads: [{ id, person: { firstName: "Dana" }, extra: { message: "the old oak" } }],
      calls: [{ callId: "77", result: { recordingUrl: "https://cdn/1.mp3", hasTranscript: true } }],
      told: [{ crm: "demo", leadId: id, callId: "77", record: { id: "contact-1" }, activityId: "activity-77" }],
      callingly: [{ account: "main", leadId: "6200" }],
      locks: [{ account: "main", phone: PHONE, leadId: id }],
      suppressions: [],
    });
  });

  it("learns after being forgotten that they are not to be called, and nothing else is left", async () => {
    const { has, forget, deps, store, seeds } = aPerson();
    await has({});
    await forget();
    const found = await exportPerson(
      { phone: PHONE, accounts },
      { ...deps, suppressions: store.suppressions, phones: store.phones, seeds },
    );
    expect(found).toMatchObject({ leads: [], calls: [], told: [], locks: [] });
    expect(found.suppressions).toEqual([
      { scope: "account/main", of: "phone", since: noon.toISOString(), way: "forgotten" },
    ]);
    expect(JSON.stringify(found)).not.toContain(by);
  });
});
