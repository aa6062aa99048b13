import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { CallinglyError } from "../../../lambda/callingly/error.ts";
import { CallSchema } from "../../../lambda/callingly/schemas.ts";
import type { ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { claimed, dialled } from "../../../lambda/lead/states.ts";
import { accountClocks } from "../../../lambda/steps/account-clocks.ts";
import { noLooksYet } from "../../../lambda/steps/report-call/limit-lookups.ts";
import { type ReportDeps, reportCall } from "../../../lambda/steps/report-call/report-call.ts";
import { workDue } from "../../../lambda/steps/work-due.ts";
import { changeLead } from "../../../lambda/store/change.ts";
import { aMeasure, someIds } from "../../fakes/bridge.ts";
import { aLead, hours, minutes, seconds } from "../../fakes/leads.ts";
import { limitedTo } from "../../fakes/limited-store.ts";
import { takesPhone } from "../../fakes/phones.ts";
import { answeredWith } from "../../fakes/recording-crm.ts";
import { refFor, tokenPrint } from "../../fakes/refs.ts";
import { tieCall } from "../../fakes/ties.ts";
import { openDoors } from "./doors.ts";

/** Somebody has learned the address of a webhook. Callingly signs nothing, so to us they are Callingly. */

async function aForger() {
  const doors = await openDoors();
  const { store, clock, bridge, log } = doors;
  const limited = limitedTo("report-call", store);
  const asked: string[] = [];
  const told: ReportJob[] = [];
  const calls = new Map<string, object>();
  const clocks = accountClocks(limited.clocks, clock.now, log);
  const deps: ReportDeps = {
    users: new Map(),
    bridge: {
      ...bridge,
      crm: (name) => ({
        name,
        connector: "webhook",
        reporter: {
          baseUrl: "https://crm.example.com",
          credentials: z.record(z.string(), z.string()),
          authorise: () => ({}),
          create: async (_http, job) => {
            told.push(job);
            return { activityId: job.call.callId };
          },
        },
      }),
    },
    store: limited,
    callinglyFor: async () => ({
      tokenPrint,
      getCall: async (id) => {
        asked.push(String(id));
        const call = calls.get(String(id));
        if (!call) throw new CallinglyError({ method: "GET", path: `/calls/${id}` }, "HTTP 404", { status: 404 });
        return z.parse(CallSchema, { id, ...call });
      },
    }),
    underWay: new Map(),
    looks: noLooksYet(),
    optOut: async () => undefined,
    openCrm: async () => ({ http: { request: async () => answeredWith({}) }, credentials: {} }),
    clocks,
    now: clock.now,
    newId: someIds("lease"),
    timeLeftMs: () => 60_000,
    log,
    measure: aMeasure(),
  };
  const forge = (body: object) => doors.tell("main", doors.tokenOf("main"), body);
  /** What the stream and the ticks of some time do. */
  const work = async (ms = 0) => {
    const act = async (item: { kind: string; account?: string; callId?: string }) =>
      reportCall({ account: item.account ?? "", callId: item.callId ?? "" }, deps);
    const once = () => workDue("report-call", act, { due: limited.due, now: clock.now, timeLeftMs: () => 60_000, log });
    clock.pass(20 * seconds);
    await once();
    for (let passed = 0; passed < ms; passed += 5 * minutes) {
      clock.pass(5 * minutes);
      await once();
    }
  };
  const aPlacedLead = async (callId: string): Promise<Lead> => {
    const lead = aLead({ phone: "+12125550123" }, { at: clock.now() });
    await store.leads.add(lead);
    await takesPhone(store, lead);
    await tieCall(store, "main", callId, lead.id);
    await changeLead(store.leads, lead.id, (current) => claimed(current, "dial-1", 19230, clock.now()));
    const outcome = { kind: "placed", callId } as const;
    return (await changeLead(store.leads, lead.id, (now) => dialled(now, "dial-1", outcome, clock.now()))) as Lead;
  };
  return { ...doors, asked, told, calls, forge, work, aPlacedLead };
}

const running = { status: "in_progress", direction: "outbound", lead: { id: 6, phone_number: "+12125550123" } };

describe("a forged webhook", () => {
  it("F67: that claims a result makes us look, and neither the lead nor the CRM believes a word", async () => {
    const { forge, work, aPlacedLead, calls, store, told, asked } = await aForger();
    const lead = await aPlacedLead("77");
    calls.set("77", running);
    await forge({
      id: 77,
      status: "completed",
      result: "contacted",
      recording_url: "javascript:alert(1)",
      lead: { crm_id: refFor(lead), phone_number: "+19005550123", status: "removed" },
    });
    await work();
    expect(asked).toEqual(["77"]);
    expect(told).toEqual([]);
    expect(await store.leads.find(lead.id)).toEqual(
      // That the call exists is what Callingly says itself.
      expect.objectContaining({ state: "placed", person: lead.person, calls: ["77"], merged: [] }),
    );
    expect((await store.leads.find(lead.id))?.outcome).toBeUndefined();
  });

  it("F67: about somebody else's call ties it to no lead of ours, whatever ref it names", async () => {
    const { forge, work, aPlacedLead, calls, store, told } = await aForger();
    const lead = await aPlacedLead("77");
    calls.set("500", { ...running, status: "completed", lead: { id: 9, phone_number: "+14155552671" } });
    await forge({ id: 500, lead: { crm_id: refFor(lead) } });
    await work();
    expect(told).toEqual([]);
    expect(await store.calls.find("main", "500")).toMatchObject({ state: "unmatched", reason: "not-ours" });
    expect((await store.leads.find(lead.id))?.calls).toEqual([]);
  });

  it("F67: cannot move the account's clock, by which calls are told apart", async () => {
    const { forge, work, aPlacedLead, calls, store } = await aForger();
    const leads: Lead[] = [];
    // They sent the form themselves, were told the leads' ids, and know of other calls: their own, and older ones.
    for (const [id, ref] of [
      [77, () => undefined],
      [78, () => 123_456],
      [79, ({ id }: Lead) => refFor({ acceptId: id })],
      [80, (_: Lead, others: readonly Lead[]) => others[0] && refFor(others[0])],
    ] as const) {
      const lead = await aPlacedLead(String(id));
      leads.push(lead);
      calls.set(String(id), { ...running, started_at: "2026-06-15 12:00:00" });
      await forge({ id, datetime: "2026-06-15T19:00:00Z", lead: { crm_id: ref(lead, leads) } });
    }
    await work();
    // What they say of the time is nothing that the calls themselves, read with our own token, do not show.
    expect([undefined, 0]).toContain((await store.clocks.find("main"))?.sure?.offsetMinutes);
    expect([undefined, 0]).toContain((await store.clocks.find("main"))?.doubt?.offsetMinutes);
  });

  it("F67: with made-up ids costs few questions, and what was noted of them is forgotten", async () => {
    const { forge, work, asked, store, clock, lines } = await aForger();
    const answers = { noted: 0, turnedAway: 0 };
    for (let index = 0; index < 1_000; index += 1) {
      const status = await forge({ id: 900_000_000 + index });
      if (status === 200) answers.noted += 1;
      if (status === 429) answers.turnedAway += 1;
    }
    expect(answers).toEqual({ noted: 300, turnedAway: 700 });
    await work(2 * hours);
    // A made-up id is asked about a few times, because a call may be listed late, and then no more.
    expect(asked.length).toBeLessThanOrEqual(300 * 5);
    const calls = store.allCalls();
    expect(calls).toHaveLength(300);
    for (const call of calls) {
      expect(call).toMatchObject({ state: "unmatched", expiresAt: expect.any(Number) });
      expect(call.dueAt).toBeUndefined();
    }
    asked.length = 0;
    clock.pass(48 * hours);
    await work();
    expect(asked).toEqual([]);
    expect(lines.filter((line) => line.includes("hint turned away"))).toHaveLength(700);
  });

  it("F67: day and night makes us ask no more often than six hundred times in ten minutes", async () => {
    const { forge, work, asked } = await aForger();
    for (let round = 0; round < 10; round += 1) {
      for (let index = 0; index < 200; index += 1) await forge({ id: 1 + round * 1_000 + index });
      await work();
    }
    expect(asked.length).toBeLessThanOrEqual(600);
  });

  it("F67: about one call of ours, again and again with other words, is looked into a few times and then later", async () => {
    const { forge, work, asked, aPlacedLead, calls, store } = await aForger();
    const lead = await aPlacedLead("77");
    calls.set("77", running);
    for (let index = 0; index < 100; index += 1) {
      await forge({ id: 77, nonce: index, lead: { crm_id: refFor(lead) } });
      await work();
    }
    // In half an hour, twenty in each ten minutes.
    expect(asked.length).toBeLessThanOrEqual(80);
    expect(await store.calls.find("main", "77")).toMatchObject({ state: "hinted", dueFor: "report-call" });
    calls.set("77", { ...running, status: "completed", lead_status: "contacted" });
    await work(2 * hours);
    expect(await store.leads.find(lead.id)).toMatchObject({ state: "completed", outcome: "contacted" });
  });

  it.each([
    ["no ref", {}],
    ["a ref computed from its id", { lead: { crm_id: "computed" } }],
    ["another lead's ref", { lead: { crm_id: "other" } }],
  ])("F67: about one call of ours, with %s, keeps nobody from hearing Callingly's own", async (_, named) => {
    const { forge, work, aPlacedLead, calls, told } = await aForger();
    const [lead, other] = [await aPlacedLead("77"), await aPlacedLead("78")];
    calls.set("77", running);
    const refs: Record<string, number> = { computed: refFor({ acceptId: lead.id }), other: refFor(other) };
    const crm_id = "lead" in named ? refs[named.lead.crm_id] : undefined;
    for (let index = 0; index < 25; index += 1) {
      await forge({ id: 77, nonce: index, ...(crm_id !== undefined && { lead: { crm_id } }) });
      await work();
    }
    calls.set("77", { ...running, status: "completed", lead_status: "contacted" });
    await forge({ id: 77, lead: { crm_id: refFor(lead) } });
    await work();
    expect(told).toMatchObject([{ call: { callId: "77", outcome: "contacted" } }]);
  });

  it("F67: among a flood the calls of our leads are still read and told", async () => {
    const { forge, work, aPlacedLead, calls, told, store } = await aForger();
    const lead = await aPlacedLead("77");
    calls.set("77", { ...running, status: "completed", lead_status: "contacted", started_at: "2026-06-15 12:01:00" });
    for (let round = 0; round < 5; round += 1) {
      for (let index = 0; index < 250; index += 1) await forge({ id: 10_000 + round * 1_000 + index });
      await work();
    }
    expect(await forge({ id: 77, lead: { crm_id: refFor(lead) } })).toBe(200);
    await work(5 * minutes);
    expect(told).toMatchObject([{ call: { callId: "77", outcome: "contacted" } }]);
    expect(await store.leads.find(lead.id)).toMatchObject({ state: "completed" });
  });
});

describe("a webhook's body", () => {
  it.each([
    ["an id that is no number", { id: "77; DROP" }],
    ["an id that climbs", { id: "../calls" }],
    ["an id of another language", { id: "７７" }],
    ["an endless id", { id: "7".repeat(100) }],
    ["a negative id", { id: -5 }],
    ["a fraction", { id: 7.5 }],
    ["an object for an id", { id: { toString: "77" } }],
    ["a list", [{ id: 77 }]],
  ])("with %s is noted by nobody", async (_, body) => {
    const { forge, store } = await aForger();
    expect(await forge(body)).toBe(200);
    expect(store.allCalls()).toHaveLength(0);
  });

  it("nested a hundred thousand times is answered at once and noted by nobody", async () => {
    const { send, tokenOf, store } = await aForger();
    const path = `/callingly/main/call_completed/${tokenOf("main")}`;
    expect((await send(path, { body: `{"call":${"[".repeat(100_000)}` })).status).toBe(200);
    expect((await send(path, { body: `${"[".repeat(100_000)}${"]".repeat(100_000)}` })).status).toBe(200);
    expect((await send(path, { body: '{"__proto__":{"id":77},"constructor":{"id":78}}' })).status).toBe(200);
    expect(store.allCalls()).toHaveLength(0);
  });
});
