import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { CallinglyError } from "../../../../lambda/callingly/error.ts";
import { CallinglyLeadSchema, CallSchema } from "../../../../lambda/callingly/schemas.ts";
import type { AccountClock } from "../../../../lambda/lead/call/account-offset.ts";
import { decided } from "../../../../lambda/lead/decisions.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { suppressed } from "../../../../lambda/lead/privacy/suppression.ts";
import { claimed, dialled, folded, held } from "../../../../lambda/lead/states.ts";
import { stoppedBy } from "../../../../lambda/lead/stop.ts";
import { accountClocks } from "../../../../lambda/steps/account-clocks.ts";
import { type ReconcileDeps, reconcileLead } from "../../../../lambda/steps/reconcile/reconcile.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aBridge, aClock, aLog, aMeasure, configuredClocks } from "../../../fakes/bridge.ts";
import { aLead, fromNoon, hours, minutes, noon, seconds, website } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { takesPhone } from "../../../fakes/phones.ts";
import { tieCall, tieOf } from "../../../fakes/ties.ts";

const PHONE = "+12125550123";

const site = { connector: "html-form", account: "main", team: 19230, report: ["demo"] };

function aReconciler() {
  const store = memoryStore();
  const clock = aClock(noon);
  const measure = aMeasure();
  const asked: object[] = [];
  const listed = { calls: [] as object[], leads: [] as object[], error: undefined as Error | undefined };
  const deps: ReconcileDeps = {
    bridge: aBridge(),
    store: limitedTo("reconcile", store),
    callinglyFor: async () => ({
      listLeads: async (query) => {
        asked.push({ ...query });
        if (listed.error) throw listed.error;
        return listed.leads.map((lead) => z.parse(CallinglyLeadSchema, lead));
      },
      getLead: async (id) => z.parse(CallinglyLeadSchema, { id }),
      updateLead: async () => undefined,
      async *eachCall(query) {
        asked.push({ ...query });
        for (const call of listed.calls) yield z.parse(CallSchema, call);
      },
    }),
    clocks: configuredClocks,
    now: clock.now,
    log: aLog(),
    measure,
  };
  return {
    store,
    clock,
    measure,
    asked,
    listed,
    deps,
    reconcile: (lead: Lead) => reconcileLead(lead.id, deps),
    find: async (lead: Lead) => (await store.leads.find(lead.id)) as Lead,
    async aLeadThat(...outcome: Parameters<typeof dialled>[2][]): Promise<Lead> {
      const lead = aLead({ phone: PHONE });
      await store.leads.add(lead);
      await changeLead(store.leads, lead.id, (current) => claimed(current, "dial-1", 19230, noon));
      for (const result of outcome)
        await changeLead(store.leads, lead.id, (current) => dialled(current, "dial-1", result, noon));
      return lead;
    },
  };
}

const ambiguous = { kind: "ambiguous", reason: "read timeout" } as const;
const call = (more: object = {}) => ({
  id: 77,
  direction: "outbound",
  started_at: "2026-06-15 12:00:04",
  lead_retry: 0,
  lead: { id: 6200001, phone_number: PHONE },
  ...more,
});

describe("a lead that reconcile follows", () => {
  it("F41: a lead that brings its worker down is looked at less and less often", async () => {
    const { aLeadThat, clock, deps, find } = aReconciler();
    const lead = await aLeadThat(ambiguous);
    const killed = { ...deps, callinglyFor: () => new Promise<never>(() => undefined) };
    const gaps: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      clock.pass(10 * minutes);
      void reconcileLead(lead.id, killed);
      await new Promise((done) => setImmediate(done));
      const { faults, dueAt, state } = await find(lead);
      expect({ faults, state }).toEqual({ faults: attempt, state: "unknown" });
      gaps.push(Date.parse(dueAt ?? "") - clock.now().getTime());
      clock.pass(gaps.at(-1) ?? 0);
    }
    expect(gaps).toEqual([20 * seconds, minutes, 5 * minutes, 15 * minutes]);
  });
});

describe("a lead whose CRM has stopped it", () => {
  it("has its CRM told that no result came, though Callingly never named the lead it could be told of", async () => {
    const { aLeadThat, deps, clock, reconcile, find, store } = aReconciler();
    const lead = await aLeadThat({ kind: "placed", callId: "77" });
    await changeLead(store.leads, lead.id, (current) => stoppedBy(current, deps.now(), deps.now()));
    clock.pass(3 * 24 * hours);
    await reconcile(lead);
    await reconcile(lead);
    expect(await find(lead)).toMatchObject({ state: "completed", reason: "no-result-came" });
    expect(store.allCalls().map(({ callId }) => callId)).toContainEqual(expect.stringMatching(/^note/));
    expect((await find(lead)).expiresAt).toBeDefined();
    expect((await find(lead)).strippedAt).toBeUndefined();
  });

  it("is not told of while Callingly owes the same phone a call for another lead, as it keeps one for both", async () => {
    const { aLeadThat, deps, clock, find, store } = aReconciler();
    const lead = await aLeadThat({ kind: "placed", callId: "77" });
    const missed = { callId: "77", callinglyLeadId: "62", outcome: "missed", final: true } as const;
    await changeLead(store.leads, lead.id, (current) => folded(current, missed, clock.now()));
    const other = await aLeadThat({ kind: "placed", callId: "78" });
    await takesPhone(store, other);
    await changeLead(store.leads, lead.id, (current) => stoppedBy(current, clock.now(), clock.now()));
    const told: unknown[] = [];
    const callinglyFor: ReconcileDeps["callinglyFor"] = async (account) => {
      const callingly = await deps.callinglyFor(account);
      return callingly && { ...callingly, updateLead: async (...args) => void told.push(args) };
    };
    await reconcileLead(lead.id, { ...deps, callinglyFor });
    expect(told).toEqual([]);
    await changeLead(store.leads, other.id, (current) => folded(current, { ...missed, callId: "78" }, clock.now()));
    clock.pass(hours);
    await reconcileLead(lead.id, { ...deps, callinglyFor });
    expect(told).toEqual([["62", { is_stopped: true }]]);
    expect((await find(lead)).stop?.isSettled).toBe(true);
  });

  it("keeps its person for all their days where its result comes while Callingly is told", async () => {
    const { aLeadThat, deps, clock, find, store } = aReconciler();
    const lead = await aLeadThat({ kind: "placed", callId: "77" });
    const call = { callId: "77", callinglyLeadId: "62", outcome: "missed" } as const;
    const hears = (final: boolean) =>
      changeLead(store.leads, lead.id, (current) => folded(current, { ...call, final }, clock.now()));
    await hears(false);
    await changeLead(store.leads, lead.id, (current) => stoppedBy(current, clock.now(), clock.now()));
    const callinglyFor: ReconcileDeps["callinglyFor"] = async (account) => {
      const callingly = await deps.callinglyFor(account);
      return callingly && { ...callingly, updateLead: async () => void (await hears(true)) };
    };
    await reconcileLead(lead.id, { ...deps, callinglyFor });
    expect(await find(lead)).toMatchObject({ state: "completed", stop: { isSettled: true } });
    expect((await find(lead)).strippedAt).toBeUndefined();
  });
});

describe("Callingly's lead of a phone", () => {
  async function aStoppedLead(atCallingly: object = {}) {
    const world = aReconciler();
    const { aLeadThat, deps, clock, store } = world;
    const lead = await aLeadThat({ kind: "placed", callId: "77" });
    await takesPhone(store, lead);
    const missed = { callId: "77", callinglyLeadId: "62", outcome: "missed", final: true } as const;
    await changeLead(store.leads, lead.id, (current) => folded(current, missed, clock.now()));
    await changeLead(store.leads, lead.id, (current) => stoppedBy(current, clock.now(), clock.now()));
    const told: unknown[] = [];
    const callinglyFor: ReconcileDeps["callinglyFor"] = async (account) => {
      const callingly = await deps.callinglyFor(account);
      return (
        callingly && {
          ...callingly,
          getLead: async (id) => z.parse(CallinglyLeadSchema, { id, ...atCallingly }),
          updateLead: async (...args) => void told.push(args),
        }
      );
    };
    const stop = async () => (await store.phones.find("main", PHONE))?.stop;
    return { ...world, lead, told, stop, deps: { ...deps, callinglyFor } };
  }

  it("is noted as stopped by us before it is, so that a later lead of the phone sets that back", async () => {
    const { lead, deps, told, stop } = await aStoppedLead();
    const callinglyFor: ReconcileDeps["callinglyFor"] = async (account) => {
      const callingly = await deps.callinglyFor(account);
      return callingly && { ...callingly, updateLead: async () => void told.push(await stop()) };
    };
    await reconcileLead(lead.id, { ...deps, callinglyFor });
    expect(told).toEqual([expect.objectContaining({ callinglyLeadId: "62" })]);
  });

  it("is not ours where somebody there has stopped it before", async () => {
    const { lead, deps, told, stop, find } = await aStoppedLead({ is_stopped: 1 });
    await reconcileLead(lead.id, deps);
    expect(told).toEqual([]);
    expect(await stop()).toBeUndefined();
    expect((await find(lead)).stop?.isSettled).toBe(true);
  });

  it("is not stopped while another lead has taken the right to ring the phone and is about to be dialled", async () => {
    const { store, lead, deps, told, stop, clock } = await aStoppedLead();
    const next = aLead({ phone: PHONE }, { door: { ...website, source: "script" }, at: clock.now() });
    await store.leads.add(next);
    await takesPhone(store, next, { group: "another", now: clock.now(), until: fromNoon(24 * hours) });
    await reconcileLead(lead.id, deps);
    expect(told).toEqual([]);
    expect(await stop()).toBeUndefined();
  });
});

describe("a dial of unclear fate", () => {
  it("F21: is placed when its call is listed, and the result is asked for", async () => {
    const { aLeadThat, listed, clock, reconcile, find, store } = aReconciler();
    const lead = await aLeadThat(ambiguous);
    listed.calls = [call()];
    clock.pass(20 * seconds);
    await reconcile(lead);
    expect(await find(lead)).toMatchObject({ state: "placed", callId: "77" });
    expect(await tieOf(store, "main", "77")).toBe(lead.id);
    expect(store.allCalls()).toMatchObject([{ callId: "77", state: "hinted", leadHint: lead.id }]);
  });

  it("F58: is placed by the calls that are listed with Callingly's lead, too", async () => {
    const { aLeadThat, listed, clock, reconcile, find } = aReconciler();
    const lead = await aLeadThat(ambiguous);
    listed.leads = [
      {
        id: 6200001,
        phone_number: PHONE,
        calls: [{ id: 78, direction: "outbound", started_at: "2026-06-15 12:00:04" }],
      },
    ];
    clock.pass(20 * seconds);
    await reconcile(lead);
    expect(await find(lead)).toMatchObject({ state: "placed", callId: "78" });
  });

  it("is not placed by a redial of a call that is older than what is listed: a person decides", async () => {
    const { aLeadThat, listed, clock, reconcile, find } = aReconciler();
    const lead = await aLeadThat(ambiguous);
    listed.calls = [call({ id: 71, lead_retry: 3, started_at: "2026-06-15 12:01:00" })];
    clock.pass(3 * minutes);
    await reconcile(lead);
    expect(await find(lead)).toMatchObject({ state: "review" });
  });

  it.each(["2026-06-15 11:58:20", "2026-06-15 11:59:15", "2026-06-15 11:59:50"])(
    "is not placed by a call from before its dial, though clocks may be apart: %s is for a person",
    async (startedAt) => {
      const { aLeadThat, listed, clock, reconcile, find } = aReconciler();
      const lead = await aLeadThat(ambiguous);
      listed.calls = [call({ id: 72, started_at: startedAt })];
      clock.pass(3 * minutes);
      await reconcile(lead);
      expect(await find(lead)).toMatchObject({ state: "review", reason: "several-calls" });
    },
  );

  it("is not placed by a call of so long ago that it may have been another lead's, which is forgotten by now", async () => {
    const { aLeadThat, listed, store, clock, reconcile, find } = aReconciler();
    const lead = await aLeadThat(ambiguous);
    await changeLead(store.leads, lead.id, (current) => ({ ...current, state: "review", reason: "not-found" }) as Lead);
    listed.calls = [call({ id: 71 })];
    clock.pass(30 * 24 * hours);
    await reconcile(lead);
    expect(await find(lead)).toMatchObject({ state: "review", reason: "not-found" });
    expect(await tieOf(store, "main", "71")).toBeUndefined();
  });

  it("has a call read that it meets in the list, and whose hint woke nobody", async () => {
    const { aLeadThat, listed, store, clock, reconcile } = aReconciler();
    const lead = await aLeadThat(ambiguous);
    await store.calls.hint({ account: "main", callId: "71", digest: "d", isFirstTry: true, at: noon });
    listed.calls = [call({ id: 71, started_at: "2026-06-15 11:40:00" })];
    clock.pass(3 * minutes);
    await reconcile(lead);
    expect(await store.calls.find("main", "71")).toMatchObject({ state: "hinted", dueFor: "report-call" });
  });

  it.each([
    ["of the lead", { lead_retry: 1 }],
    ["of the team's agents", { retry: 1 }],
  ])("is not placed by another lead's redial, %s", async (_, more) => {
    const { aLeadThat, listed, store, clock, reconcile, find } = aReconciler();
    const lead = await aLeadThat(ambiguous);
    await tieCall(store, "main", "70", "lead_other");
    listed.calls = [
      call({ id: 70, started_at: "2026-06-15 11:58:00" }),
      call({ id: 71, lead_retry: 0, retry: 0, started_at: "2026-06-15 12:00:40", ...more }),
    ];
    clock.pass(3 * minutes);
    await reconcile(lead);
    expect(await find(lead)).toMatchObject({ state: "unknown" });
    expect(await tieOf(store, "main", "71")).toBeUndefined();
  });

  it("is not placed by the redial of a call by hand that came before its dial: a person decides", async () => {
    const { aLeadThat, listed, store, clock, reconcile, find } = aReconciler();
    const lead = await aLeadThat(ambiguous);
    listed.calls = [
      call({ id: 71, started_at: "2026-06-15 11:40:00" }),
      call({ id: 72, lead_retry: 1, started_at: "2026-06-15 12:00:40" }),
    ];
    clock.pass(3 * minutes);
    await reconcile(lead);
    expect(await find(lead)).toMatchObject({ state: "review", reason: "several-calls" });
    expect(await tieOf(store, "main", "72")).toBeUndefined();
  });

  it("is for a person where only a redial is listed with a time, and never called again", async () => {
    const { aLeadThat, listed, store, clock, find, deps } = aReconciler();
    const lead = await aLeadThat(ambiguous);
    await tieCall(store, "main", "70", "lead_other");
    listed.calls = [
      call({ id: 70, started_at: "2026-06-15 08:00:00" }),
      call({ id: 73, started_at: null }),
      call({ id: 74, lead_retry: 1, started_at: "2026-06-15 12:05:00" }),
    ];
    const bridge = aBridge({ accounts: { main: { whenUnproven: "redial" } }, sources: {}, crms: {} });
    clock.pass(10 * minutes);
    for (let look = 0; look < 3; look += 1) {
      await reconcileLead(lead.id, { ...deps, bridge });
      clock.pass(30 * minutes);
    }
    expect(await find(lead)).toMatchObject({ state: "review", reason: "several-calls" });
  });

  it("F57: is for a person where its call may be of a lead that was dialled minutes later, and never called again", async () => {
    const { aLeadThat, listed, store, clock, find, deps } = aReconciler();
    const lead = await aLeadThat(ambiguous);
    const later = aLead({ phone: PHONE });
    const at = new Date(noon.getTime() + 5 * minutes);
    await store.leads.add(later);
    await takesPhone(store, later, { until: at });
    await changeLead(store.leads, later.id, (current) => claimed(current, "dial-2", 19230, at));
    listed.calls = [call()];
    const bridge = aBridge({ accounts: { main: { whenUnproven: "redial" } }, sources: {}, crms: {} });
    clock.pass(10 * minutes);
    for (let look = 0; look < 3; look += 1) {
      await reconcileLead(lead.id, { ...deps, bridge });
      clock.pass(30 * minutes);
    }
    expect((await find(lead)).state).toBe("review");
  });

  it("F58: asks a day wider than needed on both sides", async () => {
    const { aLeadThat, asked, clock, reconcile } = aReconciler();
    clock.pass(20 * seconds);
    await reconcile(await aLeadThat(ambiguous));
    expect(asked).toEqual([
      { phone_number: PHONE, start: "2026-06-14", end: "2026-06-16" },
      { start: "2026-06-14", end: "2026-06-16", team_id: 19230 },
    ]);
  });

  it("F20/F22/F60: goes to a person after the settle time and three empty look-ups, and never rings again by itself", async () => {
    const { aLeadThat, clock, reconcile, find } = aReconciler();
    const lead = await aLeadThat(ambiguous);
    for (const wait of [20, 40, 120, 420, 1200]) {
      clock.pass(wait * seconds);
      await reconcile(lead);
    }
    expect((await find(lead)).state).toBe("unknown");
    clock.pass(10 * minutes);
    await reconcile(lead);
    expect(await find(lead)).toMatchObject({
      state: "review",
      reason: "not-found",
      ringsPossible: 1,
      ringsAuthorised: 1,
    });
  });

  it("F59: learns nothing from a look-up that failed", async () => {
    const { aLeadThat, listed, clock, reconcile, find } = aReconciler();
    const lead = await aLeadThat(ambiguous);
    listed.error = new CallinglyError({ method: "GET", path: "/leads" }, "HTTP 503", { status: 503 });
    clock.pass(11 * minutes);
    await reconcile(lead);
    expect(await find(lead)).toMatchObject({ state: "unknown", lookups: 1, emptyLookups: 0 });
  });

  it.each([
    ["an old call", { started_at: "2026-06-15 09:00:00" }],
    ["another person's call", { lead: { id: 1, phone_number: "+14155552671" } }],
    ["a call without its lead", { lead: [] }],
  ])("F56: is not resolved by %s", async (_what, more) => {
    const { aLeadThat, listed, clock, reconcile, find } = aReconciler();
    const lead = await aLeadThat(ambiguous);
    listed.calls = [call(more)];
    clock.pass(20 * seconds);
    await reconcile(lead);
    expect((await find(lead)).state).toBe("unknown");
  });

  it("F56: is not resolved by a call that the phone's later lead may have made", async () => {
    const { aLeadThat, listed, store, clock, reconcile, find } = aReconciler();
    const older = await aLeadThat(ambiguous);
    clock.pass(24 * hours);
    const later = aLead({ phone: PHONE }, { at: clock.now() });
    await store.leads.add(later);
    await takesPhone(store, later, { until: new Date(clock.now().getTime() + hours) });
    await changeLead(store.leads, later.id, (current) => claimed(current, "dial-2", 19230, clock.now()));
    listed.calls = [call({ id: 88, started_at: "2026-06-16 12:00:04" })];
    clock.pass(minutes);
    await reconcile(older);
    expect((await find(older)).state).not.toBe("placed");
    expect(await tieOf(store, "main", "88")).toBeUndefined();
  });

  it("F57: of two leads with one phone is resolved for one of them only", async () => {
    const { aLeadThat, listed, clock, reconcile, find } = aReconciler();
    const leads = [await aLeadThat(ambiguous), await aLeadThat(ambiguous)];
    listed.calls = [call()];
    clock.pass(20 * seconds);
    await Promise.all(leads.map(reconcile));
    const states = await Promise.all(leads.map(async (lead) => (await find(lead)).state));
    expect(states.sort()).toEqual(["placed", "unknown"]);
  });
});

describe("a second ring, which a person authorised", () => {
  /** The first ring's call, 77, was missed; then somebody had the lead called again. */
  async function rungAgain(outcome: Parameters<typeof dialled>[2]) {
    const world = aReconciler();
    const { store, clock, aLeadThat } = world;
    const lead = await aLeadThat({ kind: "placed", callId: "77" });
    await tieCall(store, "main", "77", lead.id);
    const news = { callId: "77", outcome: "missed", final: true } as const;
    await changeLead(store.leads, lead.id, (current) => folded(current, news, clock.now()));
    clock.pass(20 * minutes);
    await changeLead(store.leads, lead.id, (current) => decided(current, { kind: "call-again" }, "Ada", clock.now()));
    await changeLead(store.leads, lead.id, (current) => claimed(current, "dial-2", 19230, clock.now()));
    await changeLead(store.leads, lead.id, (current) => dialled(current, "dial-2", outcome, clock.now()));
    return { ...world, lead };
  }

  it("is not proven by the call of the first one: a person decides", async () => {
    const { lead, listed, clock, reconcile, find } = await rungAgain(ambiguous);
    listed.calls = [call()];
    for (const wait of [20 * seconds, 10 * minutes, 20 * minutes, 30 * minutes]) {
      clock.pass(wait);
      await reconcile(lead);
    }
    expect(await find(lead)).toMatchObject({ state: "review", reason: "not-found", ringsPossible: 2 });
    expect((await find(lead)).callId).toBeUndefined();
  });

  it("is for a person at once where the first one's call may be its own by some reading of the times", async () => {
    const { lead, listed, clock, store, deps, find } = await rungAgain(ambiguous);
    listed.calls = [call({ started_at: "2026-06-15 12:05:04" })];
    clock.pass(20 * seconds);
    const clocks = accountClocks(store.clocks, clock.now, aLog());
    await reconcileLead(lead.id, { ...deps, clocks });
    expect(await find(lead)).toMatchObject({ state: "review", reason: "several-calls", ringsPossible: 2 });
  });

  it("is tied to its own call where Callingly named none", async () => {
    const { lead, listed, clock, reconcile, find } = await rungAgain({ kind: "placed" });
    listed.calls = [call()];
    clock.pass(10 * minutes);
    await reconcile(lead);
    expect((await find(lead)).callId).toBeUndefined();
    listed.calls = [call(), call({ id: 78, started_at: "2026-06-15 12:20:05" })];
    clock.pass(20 * minutes);
    await reconcile(lead);
    expect(await find(lead)).toMatchObject({ state: "placed", callId: "78", calls: ["77"] });
  });
});

describe("a lead that ended, or waits, without a call", () => {
  const notices = (store: ReturnType<typeof memoryStore>) =>
    store.allCalls().map(({ notice, leadId, state, dueFor }) => ({ notice, leadId, state, dueFor }));

  it("F35: is told to the CRM when Callingly refused the phone, once", async () => {
    const { aLeadThat, store, reconcile, find } = aReconciler();
    const refused = { kind: "refused", status: 422, message: "no", fault: "lead" } as const;
    const lead = await aLeadThat(refused);
    await reconcile(lead);
    await reconcile(lead);
    const told = { notice: "phone-refused", leadId: lead.id, state: "hinted", dueFor: "report-call" };
    expect(notices(store)).toEqual([told]);
    const ended = await find(lead);
    expect(ended).toMatchObject({ state: "failed" });
    expect(ended.dueAt).toBe(fromNoon(90 * 24 * hours).toISOString());
    expect(ended.expiresAt).toBe(fromNoon(400 * 24 * hours).getTime() / 1000);
  });

  it("F92: is told to the CRM up to the limit of its source, and says where that was reached", async () => {
    const { store, find, deps } = aReconciler();
    const crowd = { ...deps, bridge: aBridge({ sources: { website: { ...site, limits: { perHour: 1 } } } }) };
    const [first, second] = [aLead(), aLead()];
    for (const lead of [first, second]) {
      await store.leads.add(lead);
      await changeLead(store.leads, lead.id, (current) => suppressed(current, "opted-out", noon));
      await reconcileLead(lead.id, crowd);
    }
    expect(notices(store)).toMatchObject([{ notice: "opted-out", leadId: first.id }]);
    expect((await find(first)).untold).toBeUndefined();
    expect(await find(second)).toMatchObject({ state: "suppressed", untold: "crowded-source" });
  });

  it("F52: is told to the CRM when it went stale, once per wait", async () => {
    const { store, clock, reconcile, find } = aReconciler();
    const lead = aLead({ phone: PHONE });
    await store.leads.add(lead);
    await changeLead(store.leads, lead.id, (current) => held(current, "stale", noon, { for: "person" }));
    await reconcile(lead);
    clock.pass(25 * hours);
    await reconcile(lead);
    expect(notices(store)).toMatchObject([{ notice: "stale", leadId: lead.id }]);
    expect(await find(lead)).toMatchObject({ state: "held", reason: "stale", dueFor: "reconcile" });
  });

  it("F71: is told to the CRM when no result came within three days, once", async () => {
    const { aLeadThat, store, clock, reconcile, find } = aReconciler();
    const lead = await aLeadThat({ kind: "placed", callId: "77" });
    for (let hour = 0; hour < 80; hour += 1) {
      clock.pass(1 * hours);
      await reconcile(lead);
    }
    expect(notices(store).filter(({ notice }) => notice)).toMatchObject([{ notice: "no-result-came" }]);
    expect(await find(lead)).toMatchObject({ state: "completed", reason: "no-result-came" });
  });
});

describe("when the operator prefers a second ring to none", () => {
  it("calls once more after the settle time and three empty look-ups, never twice", async () => {
    const { aLeadThat, deps, clock, find } = aReconciler();
    const bridge = aBridge({ accounts: { main: { whenUnproven: "redial" } }, sources: {}, crms: {} });
    const lead = await aLeadThat(ambiguous);
    for (let minute = 0; minute < 180; minute += 1) {
      clock.pass(1 * minutes);
      await reconcileLead(lead.id, { ...deps, bridge });
    }
    expect(await find(lead)).toMatchObject({ state: "ready", reason: "redial-by-policy", ringsAuthorised: 2 });
  });
});

describe("a call that stays silent", () => {
  it("F61: is asked for at 10 and 30 minutes, 2, 6 and 24 hours, then daily with the reason on the lead", async () => {
    const { aLeadThat, clock, reconcile, find, store } = aReconciler();
    const lead = await aLeadThat({ kind: "placed", callId: "77" });
    const dueAt: (string | undefined)[] = [];
    for (let step = 0; step < 6; step += 1) {
      const { dueAt: at = "" } = await find(lead);
      dueAt.push(at);
      clock.pass(Date.parse(at) - clock.now().getTime());
      await reconcile(lead);
    }
    expect(dueAt).toEqual(
      [10 * minutes, 30 * minutes, 2 * hours, 6 * hours, 24 * hours, 48 * hours].map((ms) =>
        new Date(noon.getTime() + ms).toISOString(),
      ),
    );
    expect(await find(lead)).toMatchObject({ state: "placed", reason: "no-result" });
    expect(store.allCalls()).toMatchObject([{ callId: "77", revision: 6 }]);
  });

  it("is looked up when the dial was answered without its id", async () => {
    const { aLeadThat, listed, clock, reconcile, find, store } = aReconciler();
    const lead = await aLeadThat({ kind: "placed" });
    listed.calls = [call()];
    clock.pass(10 * minutes);
    await reconcile(lead);
    expect(await find(lead)).toMatchObject({ state: "placed", callId: "77" });
    expect(store.allCalls()).toMatchObject([{ callId: "77" }]);
  });
});

it("tells the CRM once of a lead that nobody can call, and keeps reminding of it", async () => {
  const { store, clock, reconcile, find } = aReconciler();
  const lead = aLead({ phone: "nonsense" });
  await store.leads.add(lead);
  await reconcile(lead);
  expect(store.allCalls()).toMatchObject([{ notice: "invalid-phone", leadId: lead.id, dueFor: "report-call" }]);
  clock.pass(24 * hours);
  await reconcile(lead);
  expect(store.allCalls()).toMatchObject([{ revision: 1 }]);
  expect(await find(lead)).toMatchObject({
    state: "held",
    reason: "invalid-phone",
    dueAt: new Date(noon.getTime() + 48 * hours).toISOString(),
  });
});

describe("what is measured of dials that nobody answered", () => {
  it("is one review when a person has to decide, and none more while the lead waits", async () => {
    const { aLeadThat, clock, measure, reconcile, find } = aReconciler();
    const lead = await aLeadThat(ambiguous);
    for (const wait of [20, 40, 120, 420, 1200, 600]) {
      clock.pass(wait * seconds);
      await reconcile(lead);
    }
    clock.pass(24 * 60 * minutes);
    await reconcile(lead);
    expect((await find(lead)).state).toBe("review");
    expect(measure.told).toEqual([{ Review: 1 }]);
  });
});

describe("a look-up while nobody knows what the account's times mean", () => {
  const redial = aBridge({
    accounts: { main: { timeZone: "America/New_York", whenUnproven: "redial" } },
    sources: {},
    crms: {},
  });
  const sure = { offsetMinutes: 0, callId: "1", shownAt: noon.toISOString() };

  async function lookedUp(started_at: string | undefined, clock?: AccountClock) {
    const { aLeadThat, listed, clock: time, find, deps, store } = aReconciler();
    if (clock) await store.clocks.save(clock);
    const lead = await aLeadThat(ambiguous);
    listed.calls = started_at === undefined ? [] : [call({ started_at })];
    const clocks = accountClocks(store.clocks, time.now, aLog());
    for (let look = 0; look < 40 && (await find(lead)).state === "unknown"; look += 1) {
      time.pass(2 * minutes);
      await reconcileLead(lead.id, { ...deps, bridge: redial, clocks });
    }
    const { state, reason } = await find(lead);
    return { state, reason };
  }

  it.each([
    ["the call of the dial itself, told in another zone than the configured one", "2026-06-15 12:00:05"],
    ["the call of the dial itself, told in the configured zone", "2026-06-15 08:00:05"],
    ["a call from twenty minutes before, told hours ahead", "2026-06-15 11:40:00"],
    ["a call from seven minutes before", "2026-06-15 07:53:00"],
  ])("F56: ties %s to no lead, and calls nobody again: a person decides", async (_, started_at) => {
    expect(await lookedUp(started_at)).toEqual({ state: "review", reason: "several-calls" });
  });

  it("F56: does not obey `redial` for an empty list either", async () => {
    expect(await lookedUp(undefined)).toEqual({ state: "review", reason: "not-found" });
  });

  it.each([
    ["the dial's own call is found", "2026-06-15 12:00:05", { state: "placed", reason: undefined }],
    ["an older call is none", "2026-06-15 11:40:00", { state: "ready", reason: "redial-by-policy" }],
    [
      "a call that has yet to begin shows that it is wrong",
      "2026-06-15 18:00:00",
      { state: "review", reason: "several-calls" },
    ],
  ])("F56: once it is learned %s", async (_, started_at, after) => {
    expect(await lookedUp(started_at, { account: "main", revision: 1, sure })).toEqual(after);
  });

  it("F56: counts what another worker has learned a moment ago", async () => {
    const { aLeadThat, listed, clock: time, find, deps, store } = aReconciler();
    await store.clocks.save({ account: "main", revision: 1, sure: { ...sure, offsetMinutes: -240 } });
    const clocks = accountClocks(store.clocks, time.now, aLog());
    await clocks.readingOf({ name: "main", token: "main", timeZone: "America/New_York", whenUnproven: "review" });
    await store.clocks.save({ account: "main", revision: 2, sure });
    const lead = await aLeadThat(ambiguous);
    // Twenty minutes before the dial; by the former clock, hours after it.
    listed.calls = [call({ started_at: "2026-06-15 11:40:00" })];
    time.pass(minutes);
    await reconcileLead(lead.id, { ...deps, clocks });
    expect((await find(lead)).state).toBe("unknown");
  });

  it("F56: finds the one call of a dial that Callingly said yes to, and none where there are two", async () => {
    for (const [others, callId] of [
      [[], "77"],
      [[call({ id: 70, started_at: "2026-06-15 07:30:00" })], undefined],
    ] as const) {
      const { aLeadThat, listed, clock: time, find, deps, store } = aReconciler();
      const lead = await aLeadThat({ kind: "placed" });
      listed.calls = [call({ started_at: "2026-06-15 08:00:05" }), ...others];
      time.pass(10 * minutes);
      await reconcileLead(lead.id, { ...deps, bridge: redial, clocks: accountClocks(store.clocks, time.now, aLog()) });
      expect(await find(lead)).toMatchObject({ state: "placed", ...(callId && { callId }) });
      expect((await find(lead)).callId).toBe(callId);
    }
  });
});
