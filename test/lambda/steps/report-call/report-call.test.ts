import { describe, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import { CallinglyError } from "../../../../lambda/callingly/error.ts";
import { CallSchema } from "../../../../lambda/callingly/schemas.ts";
import type { Reporter, Written } from "../../../../lambda/connectors/contract/reporter.ts";
import type { Call } from "../../../../lambda/lead/call/call.ts";
import { decided } from "../../../../lambda/lead/decisions.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { claimed, dialled, folded, joinedBy, lookedUp, merged, placed } from "../../../../lambda/lead/states.ts";
import { BusyError, RejectedError, TransientError } from "../../../../lambda/runtime/errors.ts";
import { accountClocks } from "../../../../lambda/steps/account-clocks.ts";
import { optOut } from "../../../../lambda/steps/opt-out.ts";
import { noLooksYet } from "../../../../lambda/steps/report-call/limit-lookups.ts";
import { type ReportDeps, reportCall } from "../../../../lambda/steps/report-call/report-call.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { decideLead } from "../../../../operator/leads/decide-lead.ts";
import { everyOne } from "../../../../operator/restored/compare.ts";
import { dropResult, lackingIt } from "../../../../operator/results/drop-result.ts";
import { aBridge, aClock, aLog, aMeasure, configuredClocks, someIds } from "../../../fakes/bridge.ts";
import { aConnectedCall as contacted, PHONE } from "../../../fakes/calls.ts";
import { aLead, fromNoon, hours, minutes, noon, seconds, website } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { takesPhone } from "../../../fakes/phones.ts";
import { answeredWith } from "../../../fakes/recording-crm.ts";
import { refFor, tokenPrint } from "../../../fakes/refs.ts";
import { type WriteJob, writingBy } from "../../../fakes/reporter.ts";
import { tieCall, tieOf } from "../../../fakes/ties.ts";

/** A placed lead, a Callingly that answers what the test says, and a CRM that keeps what it is told. */
function aReporter() {
  const store = memoryStore();
  const clock = aClock(noon);
  const log = aLog();
  const measure = aMeasure();
  const said = new Map<string, object | Error>();
  const asked: string[] = [];
  const jobs: WriteJob[] = [];
  const crmAnswers: (Written | Error)[] = [];
  let credentials: Record<string, string> | undefined = { token: "t" };
  let timeLeft = 60 * seconds;

  const reporter: Reporter = {
    baseUrl: "https://crm.example.com",
    credentials: z.record(z.string(), z.string()),
    authorise: () => ({}),
    ...writingBy(async (_http, job) => {
      jobs.push(job);
      const answer = crmAnswers.shift() ?? { activityId: `activity-${job.call.callId}` };
      if (answer instanceof Error) throw answer;
      return answer;
    }),
  };
  const bridge = aBridge();
  const seeds = async () => ["a seed for tests"];
  const deps: ReportDeps = {
    users: new Map(),
    bridge: {
      account: bridge.account,
      source: bridge.source,
      groupOf: bridge.groupOf,
      crm: (name) => (name === "demo" ? { name, connector: "webhook", reporter } : undefined),
    },
    store: limitedTo("report-call", store),
    callinglyFor: async () => ({
      tokenPrint,
      getCall: async (id) => {
        asked.push(String(id));
        const answer =
          said.get(String(id)) ??
          new CallinglyError({ method: "GET", path: `/calls/${id}` }, "HTTP 404", { status: 404 });
        if (answer instanceof Error) throw answer;
        return z.parse(CallSchema, { id, ...answer });
      },
    }),
    underWay: new Map(),
    looks: noLooksYet(),
    optOut: (who, word) =>
      optOut(who, word, { bridge, store: limitedTo("report-call", store), seeds, now: clock.now, log }),
    openCrm: async (_crm, _timeLeft, refused) =>
      refused ? undefined : credentials && { http: { request: async () => answeredWith({}) }, credentials },
    now: clock.now,
    clocks: configuredClocks,
    newId: someIds("lease"),
    timeLeftMs: () => timeLeft,
    log,
    measure,
  };

  return {
    store,
    clock,
    log,
    measure,
    asked,
    jobs,
    deps,
    says: (callId: string, call: object | Error) => said.set(callId, call),
    crmAnswers: (...answers: (Written | Error)[]) => crmAnswers.push(...answers),
    setTimeLeft: (ms: number) => {
      timeLeft = ms;
    },
    loseCredentials: () => {
      credentials = undefined;
    },
    async anUnclearLead(): Promise<Lead> {
      const lead = aLead({ phone: PHONE }, { at: clock.now() });
      await store.leads.add(lead);
      await changeLead(store.leads, lead.id, (current) => claimed(current, "dial-1", 19230, clock.now()));
      const outcome = { kind: "ambiguous", reason: "reset" } as const;
      return (await changeLead(store.leads, lead.id, (current) =>
        dialled(current, "dial-1", outcome, clock.now()),
      )) as Lead;
    },
    async aPlacedLead({
      callId,
      guess = callId,
      door = website,
      phone = PHONE,
    }: {
      callId?: string;
      /** What Callingly's yes named; a call that is given is tied already. */
      guess?: string | undefined;
      door?: typeof website;
      phone?: string;
    } = {}): Promise<Lead> {
      const lead = aLead({ phone }, { door, at: clock.now() });
      await store.leads.add(lead);
      await takesPhone(store, lead);
      await changeLead(store.leads, lead.id, (current) => claimed(current, "dial-1", 19230, clock.now()));
      const outcome = { kind: "placed", ...(guess && { callId: guess }) } as const;
      return (await changeLead(store.leads, lead.id, (current) =>
        dialled(current, "dial-1", outcome, clock.now()),
      )) as Lead;
    },
    async hear(callId: string, { digest = "d1", ...names }: { digest?: string; ref?: number; leadHint?: string } = {}) {
      await store.calls.hint({ account: "main", callId, digest, ...names, at: clock.now() });
      await reportCall({ account: "main", callId }, deps);
    },
    look: (callId: string) => reportCall({ account: "main", callId }, deps),
    call: async (callId: string) => await store.calls.find("main", callId),
    lead: async (lead: Lead) => (await store.leads.find(lead.id)) as Lead,
  };
}

type ReporterUnderTest = Pick<ReturnType<typeof aReporter>, "store" | "jobs" | "clock" | "deps">;

/** Leads that can no longer be read once a CRM has been written to. */
const findsNoneAfterAWrite = ({ store: { leads }, jobs }: ReporterUnderTest): typeof leads => ({
  ...leads,
  async find(id) {
    if (jobs.length > 0) throw new Error("the connection broke");
    return leads.find(id);
  },
});

async function hintAndReport({ store, clock, deps }: ReporterUnderTest, through: ReportDeps["store"]): Promise<void> {
  await store.calls.hint({ account: "main", callId: "77", digest: "d1", at: clock.now() });
  await reportCall({ account: "main", callId: "77" }, { ...deps, store: limitedTo("report-call", through) });
}

const missed = (more: object = {}) => contacted({ status: "missed", lead_status: "missed", seconds: 0, ...more });

describe("reporting a call", () => {
  it("writes what Callingly says to the CRM, once, and completes the lead", async () => {
    const { says, aPlacedLead, hear, jobs, call, lead } = aReporter();
    const placed = await aPlacedLead({ callId: "77" });
    says("77", contacted());
    await hear("77");
    expect(jobs).toMatchObject([
      {
        call: { callId: "77", outcome: "contacted", seconds: 37 },
        lead: { id: placed.id, outcome: "contacted" },
        mayExist: false,
      },
    ]);
    expect(await lead(placed)).toMatchObject({ state: "completed", outcome: "contacted", callId: "77" });
    expect(await call("77")).toMatchObject({ state: "reported", leadId: placed.id });
  });

  it("puts who asked the agent not to be called on the list, once, as an operator may have taken that back since", async () => {
    const { says, aPlacedLead, hear, store, lead } = aReporter();
    const placed = await aPlacedLead({ callId: "77" });
    says("77", contacted({ lead_status: "removed" }));
    await hear("77");
    expect(await lead(placed)).toMatchObject({ state: "completed", outcome: "removed", stop: { optOut: "all" } });
    const [word] = await everyOne(store.archive.suppressions());
    expect(word).toMatchObject({ of: "phone", way: "removed", scope: "all", by: "main" });
    if (word) await store.archive.lift(word, { at: noon.toISOString(), by: "Pat" });
    await hear("77", { digest: "d2" });
    expect(await everyOne(store.archive.suppressions())).toMatchObject([{ lifted: { by: "Pat" } }]);
    expect(await store.suppressions.begun()).toEqual([]);
  });

  it("writes it while calls are paused as well", async () => {
    const { says, aPlacedLead, hear, jobs, store, call } = aReporter();
    await aPlacedLead({ callId: "77" });
    for (const on of ["everything", "account/main", "source/website"])
      await store.gates.close({ on, reason: "paused", closedAt: noon.toISOString(), tries: 0 });
    says("77", contacted());
    await hear("77");
    expect(jobs).toHaveLength(1);
    expect(await call("77")).toMatchObject({ state: "reported" });
  });

  it("F62: reads once for fifty wake-ups", async () => {
    const { says, aPlacedLead, hear, look, asked, jobs } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", contacted());
    await Promise.all([hear("77"), ...Array.from({ length: 50 }, () => look("77"))]);
    expect(asked).toEqual(["77"]);
    expect(jobs).toHaveLength(1);
  });

  it("writes the call once for a later read that brings nothing new, and holds it where there is news", async () => {
    const { says, aPlacedLead, hear, look, call, clock, store, jobs } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", contacted());
    await hear("77");
    const writes = vi.spyOn(store.calls, "save");
    clock.pass(3 * minutes);
    await look("77");
    expect(writes).toHaveBeenCalledTimes(1);
    expect(jobs).toHaveLength(1);
    expect(await call("77")).toMatchObject({ state: "reported", lateReads: 2, dueFor: "report-call" });
    says("77", contacted({ recording_url: "https://cdn.callingly.com/recordings/1.mp3" }));
    clock.pass(11 * minutes);
    await look("77");
    expect(writes.mock.calls.map(([{ state }]) => state)).toEqual(["reported", "verified", "reported"]);
    expect(jobs).toHaveLength(2);
  });

  it("F68: changes nothing when an old webhook is replayed months later", async () => {
    const { says, aPlacedLead, hear, jobs, clock } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", missed());
    await hear("77");
    clock.pass(60 * 24 * hours);
    await hear("77", { digest: "another body" });
    expect(jobs).toHaveLength(1);
  });

  it("F70: updates the same activity when the recording appears", async () => {
    const { says, aPlacedLead, hear, look, jobs, clock, call } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", contacted());
    await hear("77");
    says(
      "77",
      contacted({ recording_url: "https://cdn.callingly.com/recordings/1.mp3", transcript: "Speaker A: hello" }),
    );
    clock.pass(3 * minutes);
    await look("77");
    expect(jobs[1]).toMatchObject({
      activityId: "activity-77",
      call: { recordingUrl: "https://cdn.callingly.com/recordings/1.mp3" },
    });
    expect((await call("77"))?.dueFor).toBeUndefined();
  });

  it("asks again while the call is running", async () => {
    const { says, aPlacedLead, hear, look, jobs, clock, call, lead } = aReporter();
    const placed = await aPlacedLead({ callId: "77" });
    says("77", contacted({ status: "in-progress", lead_status: null }));
    await hear("77");
    expect(await call("77")).toMatchObject({ state: "hinted", reason: "still-running" });
    expect((await lead(placed)).state).toBe("placed");
    says("77", contacted());
    clock.pass(minutes);
    await look("77");
    expect(jobs).toHaveLength(1);
  });

  it("keeps no transcript in the table: the CRM has it, and who needs it again reads the call", async () => {
    const { says, aPlacedLead, hear, look, jobs, store, clock, crmAnswers, call } = aReporter();
    const placed = await aPlacedLead({ callId: "77" });
    const whole = { recording_url: "https://cdn.callingly.com/recordings/1.mp3", transcript: "Speaker A: a long talk" };
    says("77", contacted(whole));
    crmAnswers(new TransientError("503"));
    await hear("77");
    expect(JSON.stringify(store.allCalls())).not.toContain("long talk");
    clock.pass(minutes);
    await look("77");
    expect(jobs.map(({ call: told }) => told.transcript)).toEqual([whole.transcript, whole.transcript]);
    expect(await call("77")).toMatchObject({ state: "reported", result: { hasTranscript: true } });
    expect((await call("77"))?.dueFor).toBeUndefined();
    // The next hint changes nothing, and a lead that is merged later gets the words as well.
    await hear("77", { digest: "d2" });
    expect(jobs).toHaveLength(2);
    const other = aLead({ phone: PHONE });
    await store.leads.add(other);
    await changeLead(store.leads, placed.id, (current) => joinedBy(current, other.id));
    await hear("77", { digest: "d3" });
    expect(jobs.at(-1)).toMatchObject({ lead: { id: other.id }, call: { transcript: whole.transcript } });
    expect(JSON.stringify(store.allCalls())).not.toContain("long talk");
  });

  it("works off a hint that arrives while it is at work", async () => {
    const { says, aPlacedLead, asked, jobs, store, deps } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", contacted());
    const getCall = await deps.callinglyFor({ name: "main", token: "main", timeZone: "UTC", whenUnproven: "review" });
    const slow: ReportDeps["callinglyFor"] = async () => ({
      tokenPrint,
      getCall: async (id) => {
        const read = await (getCall as NonNullable<typeof getCall>).getCall(id);
        if (asked.length === 1) {
          says("77", contacted({ recording_url: "https://cdn.callingly.com/recordings/1.mp3" }));
          await store.calls.hint({ account: "main", callId: "77", digest: "d2", at: deps.now() });
        }
        return read;
      },
    });
    await store.calls.hint({ account: "main", callId: "77", digest: "d1", at: deps.now() });
    await reportCall({ account: "main", callId: "77" }, { ...deps, callinglyFor: slow });
    expect(asked).toEqual(["77", "77"]);
    expect(jobs).toMatchObject([{ call: { recordingUrl: "https://cdn.callingly.com/recordings/1.mp3" } }]);
  });
});

/** What a webhook of a first try leaves: it wakes the worker, and has no place in the due index. */
describe("a call whose lead is looked after", () => {
  const firstTry = (digest = "d1") => ({ account: "main", callId: "77", digest, isFirstTry: true, at: noon });
  const aFirstTry = async () => {
    const reporter = aReporter();
    const placed = await reporter.aPlacedLead({ callId: "77" });
    reporter.says("77", missed());
    await reporter.store.calls.hint(firstTry());
    return { ...reporter, placed };
  };
  const inIndex = async ({ store, clock }: Pick<ReturnType<typeof aReporter>, "store" | "clock">) =>
    (await store.due.due("report-call", new Date(clock.now().getTime() + 24 * hours), { limit: 9 })).items.length;

  it("is written three times, and never has a place in the index", async () => {
    const { store, look, call, lead, placed, jobs, clock, deps } = await aFirstTry();
    let places = 0;
    const openCrm: ReportDeps["openCrm"] = async (...asked) => {
      places += await inIndex({ store, clock });
      return deps.openCrm(...asked);
    };
    await reportCall({ account: "main", callId: "77" }, { ...deps, openCrm });
    expect([places, await inIndex({ store, clock })]).toEqual([0, 0]);
    expect(await call("77")).toMatchObject({ state: "reported", revision: 3, leadId: placed.id });
    expect(await lead(placed)).toMatchObject({ state: "completed", outcome: "missed" });
    await look("77");
    expect(jobs).toHaveLength(1);
  });

  it("is still looked after when its worker dies over the CRM: the lead learns of the result last", async () => {
    const { lead, placed, jobs, deps, clock, store, look } = await aFirstTry();
    const openCrm: ReportDeps["openCrm"] = () => new Promise(() => undefined);
    void reportCall({ account: "main", callId: "77" }, { ...deps, openCrm, underWay: new Map(), looks: noLooksYet() });
    await new Promise((resolve) => setImmediate(resolve));
    expect(await lead(placed)).toMatchObject({ state: "placed", dueFor: "reconcile" });
    clock.pass(10 * minutes);
    await store.calls.hint({ account: "main", callId: "77", digest: "asked", at: clock.now() });
    await look("77");
    expect(jobs).toHaveLength(1);
    expect(await lead(placed)).toMatchObject({ state: "completed" });
  });

  it("is told anew where its lead changed meanwhile, and the index remembers it until then", async () => {
    const { lead, placed, jobs, deps, store, call } = await aFirstTry();
    const openCrm: ReportDeps["openCrm"] = async (...asked) => {
      const other = aLead({ phone: PHONE });
      if (jobs.length === 0) {
        await store.leads.add(other);
        await changeLead(store.leads, placed.id, (current) => joinedBy(current, other.id));
      }
      return deps.openCrm(...asked);
    };
    await reportCall({ account: "main", callId: "77" }, { ...deps, openCrm });
    expect(new Set(jobs.map((job) => job.lead.id)).size).toBe(2);
    expect(await lead(placed)).toMatchObject({ state: "completed", outcome: "missed" });
    expect(await call("77")).toMatchObject({ state: "reported" });
  });

  it("is remembered by the index when another call ends its lead first", async () => {
    const { says, hear, call, lead, placed } = await aFirstTry();
    says("78", contacted({ lead_retry: 1, started_at: "2026-06-15 12:01:05" }));
    await hear("78", { ref: refFor(placed) });
    expect(await lead(placed)).toMatchObject({ state: "completed", calls: ["78"] });
    expect(await call("77")).toMatchObject({ state: "hinted", dueFor: "report-call" });
  });

  it("is remembered also where Callingly's yes named one call and a look-up found another", async () => {
    const { says, hear, call, store, placed } = await aFirstTry();
    await changeLead(store.leads, placed.id, (current) => ({ ...current, callId: "80" }));
    says("78", contacted({ lead_retry: 1, started_at: "2026-06-15 12:01:05" }));
    await hear("78", { ref: refFor(placed) });
    expect(await call("77")).toMatchObject({ state: "hinted", dueFor: "report-call" });
    expect(await call("80")).toMatchObject({ state: "hinted", dueFor: "report-call" });
  });

  it("has a place in the index where its lead is asked about only much later, or not at all", async () => {
    const { store, deps, clock, lead, placed } = await aFirstTry();
    await changeLead(store.leads, placed.id, (current) => ({ ...current, dueAt: fromNoon(2 * hours).toISOString() }));
    let places = 0;
    const openCrm: ReportDeps["openCrm"] = async (...asked) => {
      places += await inIndex({ store, clock });
      expect(await lead(placed)).toMatchObject({ state: "completed" });
      return deps.openCrm(...asked);
    };
    await reportCall({ account: "main", callId: "77" }, { ...deps, openCrm });
    expect([places, await inIndex({ store, clock })]).toEqual([1, 0]);
  });

  it("is tried again from the index when the CRM fails, and its lead has ended all the same", async () => {
    const { look, call, lead, placed, crmAnswers, clock, jobs } = await aFirstTry();
    crmAnswers(new TransientError("503"));
    await look("77");
    expect(await lead(placed)).toMatchObject({ state: "completed" });
    expect(await call("77")).toMatchObject({ state: "verified", reason: "crm-unreachable", dueFor: "report-call" });
    clock.pass(minutes);
    await look("77");
    expect(jobs).toHaveLength(2);
  });

  it("is not left to a run of this process that should have ended long ago", async () => {
    const { deps, look, clock, jobs } = await aFirstTry();
    deps.underWay.set("main 77", { until: fromNoon(2 * minutes), isWokenAgain: false });
    await look("77");
    expect(jobs).toHaveLength(0);
    clock.pass(2 * minutes);
    await look("77");
    expect(jobs).toHaveLength(1);
  });

  it("is read once more by the first worker where it is woken again while that one is at work", async () => {
    const { deps, store, clock, asked } = await aFirstTry();
    const openCrm: ReportDeps["openCrm"] = async (...given) => {
      if (asked.length === 1) {
        await store.calls.hint({ ...firstTry("d2"), at: clock.now() });
        await reportCall({ account: "main", callId: "77" }, deps);
      }
      return deps.openCrm(...given);
    };
    await reportCall({ account: "main", callId: "77" }, { ...deps, openCrm });
    expect(asked).toEqual(["77", "77"]);
    expect(deps.underWay.size).toBe(0);
  });
});

describe("finding the lead of a call", () => {
  it("goes by the call's own tie, then the ref, the Callingly lead, the phone", async () => {
    const { says, aPlacedLead, hear, call } = aReporter();
    const placed = await aPlacedLead();
    says("1", missed());
    await hear("1", { ref: refFor(placed) });
    says("2", missed({ lead_retry: 1 }));
    await hear("2");
    says("3", missed({ lead: { id: 99, phone_number: PHONE }, lead_retry: 2 }));
    await hear("3");
    for (const id of ["1", "2", "3"]) expect(await call(id)).toMatchObject({ state: "reported", leadId: placed.id });
  });

  it("F64: knows the lead of a redial when another has the phone, even where the answer to our own write was lost", async () => {
    const { says, aPlacedLead, hear, look, call, store, clock, deps } = aReporter();
    const placed = await aPlacedLead({ callId: "1" });
    says("1", missed());
    const leads: typeof store.leads = {
      ...store.leads,
      async save(lead) {
        await store.leads.save(lead);
        throw new Error("the connection broke");
      },
    };
    await store.calls.hint({ account: "main", callId: "1", digest: "d1", at: clock.now() });
    await reportCall(
      { account: "main", callId: "1" },
      { ...deps, store: limitedTo("report-call", { ...store, leads }) },
    );
    clock.pass(minutes);
    await look("1");
    expect(await call("1")).toMatchObject({ state: "reported" });
    // The team redials days later, when another lead is about to ring the phone.
    clock.pass(2 * 24 * hours);
    const later = aLead({ phone: PHONE }, { at: clock.now() });
    await store.leads.add(later);
    await takesPhone(store, later, { now: clock.now(), until: fromNoon(4 * 24 * hours) });
    expect(await store.leads.findByPhone("main", PHONE)).toEqual([later.id]);
    says("2", missed({ lead_retry: 1 }));
    await hear("2");
    expect(await call("2")).toMatchObject({ state: "reported", leadId: placed.id });
  });

  it.each([
    ["a call to another number under a forged ref", { lead: { id: 1, phone_number: "+14155552671" } }],
    ["a call that is older than the dial", { started_at: "2026-06-15 10:00:00" }],
    ["an inbound call", { direction: "inbound" }],
  ])("does not believe %s", async (_what, more) => {
    const { says, aPlacedLead, hear, call, jobs } = aReporter();
    const placed = await aPlacedLead();
    says("77", contacted(more));
    await hear("77", { ref: refFor(placed) });
    expect(await call("77")).toMatchObject({ state: "unmatched", reason: "not-ours" });
    expect(jobs).toHaveLength(0);
  });

  it("F65: lets strangers' calls rest and expire", async () => {
    const { says, hear, call } = aReporter();
    says("77", contacted());
    await hear("77");
    expect(await call("77")).toMatchObject({ state: "unmatched" });
    expect((await call("77"))?.expiresAt).toBe(fromNoon(7 * 24 * hours).getTime() / 1000);
  });

  it("F64: places a lead whose dial was of unclear fate", async () => {
    const { says, store, clock, hear, lead } = aReporter();
    const waiting = aLead({ phone: PHONE });
    await store.leads.add(waiting);
    await takesPhone(store, waiting);
    await changeLead(store.leads, waiting.id, (current) => claimed(current, "dial-1", 1, clock.now()));
    await changeLead(store.leads, waiting.id, (current) =>
      dialled(current, "dial-1", { kind: "ambiguous", reason: "reset" }, clock.now()),
    );
    says("77", contacted());
    await hear("77", { ref: refFor(waiting) });
    expect(await lead(waiting)).toMatchObject({ state: "completed", callId: "77" });
  });
});

describe("a call that may be older than a dial of unclear fate", () => {
  /** Callingly keeps one lead for a phone: whatever call it tells of then carries the ref that it heard last. */
  const started = (startedMs: number, more: object = {}) =>
    contacted({ started_at: fromNoon(startedMs).toISOString().slice(0, 19).replace("T", " "), ...more });

  async function heardOf(call: object, { ref = true, told, clocks }: Heard = {}) {
    const world = aReporter();
    const unclear = await world.anUnclearLead();
    await takesPhone(world.store, unclear);
    world.clock.pass(3 * minutes);
    world.says("77", call);
    const deps = clocks ? { ...world.deps, clocks: accountClocks(world.store.clocks, world.clock.now, world.log) } : {};
    const named = ref ? { ref: refFor(unclear), ...(told && { toldAt: told.toISOString() }) } : {};
    const hint = { account: "main", callId: "77", digest: "d1", hearsay: true, at: world.clock.now(), ...named };
    await world.store.calls.hint(hint);
    const look = () => reportCall({ account: "main", callId: "77" }, { ...world.deps, ...deps });
    await look();
    return { ...world, unclear, look };
  }
  interface Heard {
    ref?: boolean;
    told?: Date;
    clocks?: "unlearned";
  }

  const unlearned = { clocks: "unlearned" } as const;
  it.each<[string, object, Heard]>([
    ["began minutes before, under the ref", started(-4 * minutes), {}],
    ["began half a minute before, under the ref", started(-30 * seconds), {}],
    ["is a redial of a call that nobody knows, under the ref", started(2 * minutes, { lead_retry: 1 }), {}],
    ["is a redial of one, without a ref", started(2 * minutes, { lead_retry: 1 }), { ref: false }],
    ["is the second try at the agents", started(2 * minutes, { retry: 1 }), { ref: false }],
    ["tells no time at all", contacted({ started_at: null }), {}],
    ["tells a time of which nobody knows what it means", started(5 * seconds), unlearned],
    ["began before by the webhook's time", started(-20 * minutes), { ...unlearned, told: fromNoon(-20 * minutes) }],
    ["began at no moment that both tell", started(5 * seconds), { ...unlearned, told: fromNoon(7 * minutes) }],
    ["is a redial by the webhook's time", started(60_000, { lead_retry: 1 }), { ...unlearned, told: fromNoon(60_000) }],
  ])("proves nothing where it %s: nobody is told, and the look-up decides", async (_, call, heard) => {
    const { lead, unclear, jobs, store, call: kept } = await heardOf(call, heard);
    expect(await lead(unclear)).toMatchObject({ state: "unknown", calls: [] });
    expect(jobs).toEqual([]);
    expect(await tieOf(store, "main", "77")).toBeUndefined();
    expect(await store.clocks.find("main")).toBeUndefined();
    expect(await kept("77")).toMatchObject({ state: "hinted", reason: "perhaps-ours", dueFor: "report-call" });
  });

  it("is nobody's by its phone alone where it began half a minute before", async () => {
    const { lead, unclear, jobs, call } = await heardOf(started(-30 * seconds), { ref: false });
    expect(await lead(unclear)).toMatchObject({ state: "unknown" });
    expect(await call("77")).toMatchObject({ state: "unmatched", reason: "not-ours" });
    expect(jobs).toEqual([]);
  });

  it.each<[string, object, Heard]>([
    ["began after it", started(5 * seconds), {}],
    ["began as long before it as clocks that are kept may differ", started(-2 * seconds), {}],
    ["began after it by its time alone", started(5 * seconds), { ref: false }],
    ["began after it by the webhook's time", started(5 * seconds), { ...unlearned, told: fromNoon(5 * seconds) }],
  ])("proves the dial where it %s", async (_, call, heard) => {
    const { lead, unclear, jobs } = await heardOf(call, heard);
    expect(await lead(unclear)).toMatchObject({ state: "completed", callId: "77" });
    expect(jobs).toHaveLength(1);
  });

  it("is told within the hour once another call has shown that the lead rang, however many days it was in doubt before", async () => {
    const { lead, unclear, jobs, store, clock, look } = await heardOf(started(2 * minutes, { lead_retry: 1 }));
    for (let looks = 0; looks < 100; looks += 1) {
      clock.pass(61 * minutes);
      await look();
    }
    expect(jobs).toHaveLength(0);
    await tieCall(store, "main", "76", unclear.id);
    await changeLead(store.leads, unclear.id, (current) => placed(current, "76", clock.now()));
    clock.pass(61 * minutes);
    await look();
    expect((await lead(unclear)).calls).toEqual(["77"]);
    expect(jobs).toHaveLength(1);
  });

  /** A lead whose first call reached nobody; what became of the dial that a person decided on twenty minutes later, nobody knows. */
  const calledOnceMore = async () => {
    const world = aReporter();
    const { store, clock, says, hear, aPlacedLead } = world;
    const ours = await aPlacedLead({ callId: "76" });
    says("76", contacted({ lead_status: "missed", seconds: 0 }));
    await hear("76");
    clock.pass(20 * minutes);
    await changeLead(store.leads, ours.id, (current) => decided(current, { kind: "call-again" }, "Ada", clock.now()));
    await changeLead(store.leads, ours.id, (current) => claimed(current, "dial-2", 19230, clock.now()));
    const outcome = { kind: "ambiguous", reason: "reset" } as const;
    await changeLead(store.leads, ours.id, (current) => dialled(current, "dial-2", outcome, clock.now()));
    return { ...world, ours };
  };

  it("but of an earlier ring of the lead is told, and proves nothing of the present one", async () => {
    const { ours, says, hear, lead, jobs, call } = await calledOnceMore();
    const told = jobs.length;
    says("77", started(16 * minutes, { lead_retry: 1 }));
    await hear("77", { ref: refFor(ours) });
    expect(await lead(ours)).toMatchObject({ state: "unknown", outcome: "contacted", calls: ["76", "77"] });
    expect(jobs).toHaveLength(told + 1);
    expect(await call("77")).toMatchObject({ leadId: ours.id });
    says("78", started(20 * minutes + 5 * seconds));
    await hear("78", { ref: refFor(ours) });
    expect(await lead(ours)).toMatchObject({ state: "completed", callId: "78" });
  });

  it("but of an earlier ring of the lead proves nothing while nobody knows what the account's times mean", async () => {
    const { ours, store, clock, log, says, lead, deps } = await calledOnceMore();
    says("77", started(16 * minutes, { lead_retry: 1 }));
    await store.calls.hint({ account: "main", callId: "77", digest: "d", ref: refFor(ours), at: clock.now() });
    const clocks = accountClocks(store.clocks, clock.now, log);
    await reportCall({ account: "main", callId: "77" }, { ...deps, clocks });
    expect(await lead(ours)).toMatchObject({ state: "unknown", outcome: "contacted", calls: ["76", "77"] });
  });

  it("is told once the look-up has found the dial's own call", async () => {
    const { lead, unclear, jobs, store, clock, look } = await heardOf(started(2 * minutes, { lead_retry: 1 }));
    await tieCall(store, "main", "76", unclear.id);
    await changeLead(store.leads, unclear.id, (current) => placed(current, "76", clock.now()));
    clock.pass(minutes);
    await look();
    expect((await lead(unclear)).calls).toEqual(["77"]);
    expect(jobs).toHaveLength(1);
  });

  it("brings a person where no look-up has found another, and waits for what the person says", async () => {
    const { lead, unclear, jobs, store, clock, look, call } = await heardOf(started(-4 * minutes));
    const none = { kind: "none" } as const;
    await changeLead(store.leads, unclear.id, (current) => lookedUp(current, none, "redial", clock.now()));
    clock.pass(10 * minutes);
    await look();
    expect(await lead(unclear)).toMatchObject({ state: "review", reason: "several-calls" });
    expect(await call("77")).toMatchObject({ reason: "perhaps-ours" });
    const itRang = { kind: "it-rang", callId: "77" } as const;
    const deciding = { bridge: aBridge(), store, now: clock.now, newId: someIds(), log: aLog() };
    await decideLead(unclear.id, itRang, "Ada", deciding);
    clock.pass(61 * minutes);
    await look();
    expect(await lead(unclear)).toMatchObject({ state: "completed" });
    expect(jobs).toHaveLength(1);
  });

  it("keeps a lead from being called once more because no call was found", async () => {
    const { lead, unclear, store, clock, look } = await heardOf(started(-4 * minutes));
    clock.pass(10 * minutes);
    for (let count = 0; count < 3; count += 1) {
      const none = { kind: "none" } as const;
      await changeLead(store.leads, unclear.id, (current) => lookedUp(current, none, "redial", clock.now()));
    }
    expect(await lead(unclear)).toMatchObject({ state: "ready", unproven: true });
    await look();
    expect(await lead(unclear)).toMatchObject({ state: "review", reason: "several-calls", ringsAuthorised: 1 });
  });

  it("is in doubt too where the team was closed: a redial does not end a lead that rang nobody", async () => {
    const { aPlacedLead, hear, says, lead, jobs } = aReporter();
    const closed = await aPlacedLead({ guess: "76" });
    says("76", contacted({ status: "offline", lead_status: null, seconds: 0 }));
    await hear("76", { ref: refFor(closed) });
    says("77", started(minutes, { lead_retry: 1 }));
    await hear("77", { ref: refFor(closed) });
    expect(await lead(closed)).toMatchObject({ state: "review", reason: "team-offline", calls: ["76"] });
    expect(jobs.map(({ call }) => call.callId)).toEqual(["76"]);
  });

  it("is the lead's where Callingly's yes named it, whatever the clocks say", async () => {
    const { aPlacedLead, hear, says, lead } = aReporter();
    const dialledLead = await aPlacedLead({ guess: "77" });
    says("77", started(-4 * minutes));
    await hear("77");
    expect(await lead(dialledLead)).toMatchObject({ state: "completed", callId: "77" });
  });
});

describe("several calls, several leads", () => {
  it("F63: are several activities; the summary never goes back", async () => {
    const { says, aPlacedLead, hear, jobs, lead } = aReporter();
    const placed = await aPlacedLead({ callId: "1" });
    says("2", contacted({ lead_retry: 1 }));
    await hear("2", { ref: refFor(placed) });
    says("1", missed());
    await hear("1", { ref: refFor(placed) });
    expect(jobs.map(({ call, lead }) => [call.callId, call.outcome, lead.outcome])).toEqual([
      ["2", "contacted", "contacted"],
      ["1", "missed", "contacted"],
    ]);
    expect((await lead(placed)).outcome).toBe("contacted");
  });

  it("F04: reach the records of all merged leads, also of one that joined after the report", async () => {
    const { says, aPlacedLead, hear, store, clock, jobs } = aReporter();
    const placed = await aPlacedLead({ callId: "77" });
    const join = async () => {
      const late = aLead({ phone: PHONE });
      await store.leads.add(late);
      await changeLead(store.leads, placed.id, (current) => joinedBy(current, late.id));
      await changeLead(store.leads, late.id, (current) => merged(current, placed.id, clock.now()));
      return late.id;
    };
    const early = await join();
    says("77", missed());
    await hear("77");
    expect(jobs.map(({ lead }) => lead.id)).toEqual([placed.id, early]);
    const late = await join();
    await hear("77", { digest: `merged ${late}` });
    expect(jobs.map(({ lead }) => lead.id)).toEqual([placed.id, early, late]);
  });
});

describe("one record that several leads led to", () => {
  const crmRecord = { type: "contact", id: "151" };

  it("F80: holds a call once, however many leads were merged", async () => {
    const { says, aPlacedLead, hear, store, clock, jobs, deps } = aReporter();
    const found: string[] = [];
    const crm = deps.bridge.crm("demo") as NonNullable<ReturnType<typeof deps.bridge.crm>>;
    const findRecord = async () => {
      found.push("asked");
      return crmRecord;
    };
    Object.assign(crm.reporter, { findRecord });
    const placed = await aPlacedLead({ callId: "77" });
    const join = async () => {
      const other = aLead({ phone: PHONE });
      await store.leads.add(other);
      await changeLead(store.leads, placed.id, (current) => joinedBy(current, other.id));
      await changeLead(store.leads, other.id, (current) => merged(current, placed.id, clock.now()));
    };
    await join();
    says("77", missed());
    await hear("77");
    await join();
    await hear("77", { digest: "joined" });
    expect(jobs).toHaveLength(1);
    expect(found).toHaveLength(3);
    says("77", missed({ seconds: 3, recording_url: "https://cdn.callingly.com/recordings/1.mp3" }));
    await hear("77", { digest: "recording" });
    expect(jobs.map(({ activityId }) => activityId)).toEqual([undefined, "activity-77"]);
  });

  it("is looked at for traces when the first write's end is not known", async () => {
    const { says, aPlacedLead, hear, store, clock, jobs, deps, crmAnswers } = aReporter();
    const crm = deps.bridge.crm("demo") as NonNullable<ReturnType<typeof deps.bridge.crm>>;
    Object.assign(crm.reporter, { findRecord: async () => crmRecord });
    const placed = await aPlacedLead({ callId: "77" });
    const other = aLead({ phone: PHONE });
    await store.leads.add(other);
    await changeLead(store.leads, placed.id, (current) => joinedBy(current, other.id));
    await changeLead(store.leads, other.id, (current) => merged(current, placed.id, clock.now()));
    says("77", missed());
    crmAnswers(new TransientError("timed out"));
    await hear("77");
    expect(jobs.map(({ mayExist }) => mayExist)).toEqual([false, true]);
  });
});

describe("one record, whose first write is known to have begun and no more", () => {
  /** Two leads that lead to one record, though only the second knows so by itself. */
  async function twoDoors() {
    const reporter = aReporter();
    const { aPlacedLead, store, clock, deps } = reporter;
    const crm = deps.bridge.crm("demo") as NonNullable<ReturnType<typeof deps.bridge.crm>>;
    const record = { type: "contact", id: "151" };
    const lookUps: (typeof record | Error)[] = [];
    Object.assign(crm.reporter, {
      async findRecord() {
        const answer = lookUps.shift() ?? record;
        if (answer instanceof Error) throw answer;
        return answer;
      },
    });
    const placed = await aPlacedLead({ callId: "77" });
    const join = async (email?: string) => {
      const other = aLead({ phone: PHONE, ...(email && { email }) });
      await store.leads.add(other);
      await changeLead(store.leads, placed.id, (current) => joinedBy(current, other.id));
      await changeLead(store.leads, other.id, (current) => merged(current, placed.id, clock.now()));
    };
    return { ...reporter, placed, lookUps, join };
  }

  it("is told again, in place, by a lead that knows more of whose record it is, and by no other", async () => {
    const { says, jobs, join, hear } = await twoDoors();
    says("77", missed());
    await hear("77");
    await join();
    await hear("77", { digest: "joined" });
    expect(jobs).toHaveLength(1);
    await join("dana@office.example");
    await hear("77", { digest: "joined again" });
    expect(jobs).toHaveLength(2);
    expect(jobs[1]).toMatchObject({ record: { id: "151" }, activityId: expect.any(String) });
    await hear("77", { digest: "once more" });
    expect(jobs).toHaveLength(2);
  });

  it("F80: is looked at for traces by another lead's report, which may be on the same record", async () => {
    const { says, store, clock, deps, jobs, lookUps, join, look, hear } = await twoDoors();
    says("77", missed());
    const { save } = store.calls;
    let isCut = false;
    const calls: typeof store.calls = {
      ...store.calls,
      // The reader dies after its write, so that nobody knows on which record it was.
      async save(call) {
        isCut ||= jobs.length > 0;
        if (isCut) throw new Error("the reader is gone");
        return save(call);
      },
    };
    await store.calls.hint({ account: "main", callId: "77", digest: "d1", at: clock.now() });
    await reportCall(
      { account: "main", callId: "77" },
      { ...deps, store: limitedTo("report-call", { ...store, calls }) },
    ).catch(() => undefined);
    clock.pass(5 * minutes);
    await join();
    lookUps.push(new TransientError("ECONNRESET"));
    await look("77");
    await hear("77", { digest: "joined" });
    expect(jobs.length).toBeGreaterThan(1);
    expect(jobs.slice(1).every(({ mayExist, activityId }) => mayExist || activityId !== undefined)).toBe(true);
  });

  it("F80: is looked at for traces where another lead's record may have been merged into this one since", async () => {
    const { says, jobs, lookUps, join, hear } = await twoDoors();
    says("77", missed());
    await hear("77");
    await join();
    lookUps.push({ type: "contact", id: "162" });
    await hear("77", { digest: "joined" });
    expect(jobs.map(({ record, mayExist }) => [record?.id, mayExist])).toEqual([
      ["151", false],
      ["162", true],
    ]);
  });

  it("F80: is known all the same when only the last look at the lead failed", async () => {
    const reporter = await twoDoors();
    const { says, placed, store, call } = reporter;
    says("77", missed());
    await hintAndReport(reporter, { ...store, leads: findsNoneAfterAWrite(reporter) });
    expect(await call("77")).toMatchObject({
      state: "verified",
      reason: "bridge-fault",
      reports: { [`${placed.id}/demo`]: { record: { id: "151" }, activityId: "activity-77" } },
    });
  });
});

describe("a table that fails for a moment while results are written", () => {
  it("does not make the bridge forget what was written before", async () => {
    const { says, aPlacedLead, store, clock, jobs, deps, call } = aReporter();
    const placed = await aPlacedLead({ callId: "77" });
    const other = aLead({ phone: PHONE });
    await store.leads.add(other);
    await changeLead(store.leads, placed.id, (current) => joinedBy(current, other.id));
    says("77", missed());
    let failsOnce = true;
    const calls: typeof store.calls = {
      ...store.calls,
      async save(next) {
        if (jobs.length === 1 && failsOnce) {
          failsOnce = false;
          throw new Error("the connection broke");
        }
        return store.calls.save(next);
      },
    };
    await store.calls.hint({ account: "main", callId: "77", digest: "d1", at: clock.now() });
    await reportCall(
      { account: "main", callId: "77" },
      { ...deps, store: limitedTo("report-call", { ...store, calls }) },
    );
    expect(jobs).toHaveLength(1);
    expect(await call("77")).toMatchObject({ reports: { [`${placed.id}/demo`]: { activityId: "activity-77" } } });
  });

  it("is tried again soon, also when the CRM had refused the result", async () => {
    const reporter = aReporter();
    const { says, aPlacedLead, store, call, crmAnswers } = reporter;
    await aPlacedLead({ callId: "77" });
    says("77", missed());
    crmAnswers(new RejectedError(400, "no such field"));
    await hintAndReport(reporter, { ...store, leads: findsNoneAfterAWrite(reporter) });
    expect(await call("77")).toMatchObject({ state: "verified", reason: "bridge-fault" });
  });
});

describe("a result that goes to many", () => {
  it("reaches leads that were merged into merged leads", async () => {
    const { says, aPlacedLead, hear, store, clock, jobs } = aReporter();
    const placed = await aPlacedLead({ callId: "77" });
    const [middle, far] = [aLead({ phone: PHONE }), aLead({ phone: PHONE })];
    for (const lead of [middle, far]) await store.leads.add(lead);
    await changeLead(store.leads, middle.id, (current) => joinedBy(current, far.id));
    await changeLead(store.leads, placed.id, (current) => joinedBy(current, middle.id));
    await changeLead(store.leads, middle.id, (current) => merged(current, placed.id, clock.now()));
    says("77", missed());
    await hear("77");
    expect(jobs.map(({ lead }) => lead.id)).toEqual([placed.id, middle.id, far.id]);
  });

  it("is noted as it goes, and goes on where the time ran short", async () => {
    const { says, aPlacedLead, look, store, clock, jobs, deps } = aReporter();
    const placed = await aPlacedLead({ callId: "77" });
    for (let count = 0; count < 3; count += 1) {
      const other = aLead({ phone: PHONE });
      await store.leads.add(other);
      await changeLead(store.leads, placed.id, (current) => joinedBy(current, other.id));
    }
    says("77", missed());
    const left = [60 * seconds, 60 * seconds, 5 * seconds];
    await store.calls.hint({ account: "main", callId: "77", digest: "d1", at: clock.now() });
    await reportCall({ account: "main", callId: "77" }, { ...deps, timeLeftMs: () => left.shift() ?? 0 });
    expect(jobs).toHaveLength(2);
    expect(await store.calls.find("main", "77")).toMatchObject({ reason: "more-to-write" });
    clock.pass(minutes);
    await look("77");
    expect(jobs).toHaveLength(4);
    expect(new Set(jobs.map(({ lead }) => lead.id)).size).toBe(4);
  });

  it("is told again when the lead's summary moved on while it was written", async () => {
    const { says, aPlacedLead, jobs, store, clock, deps } = aReporter();
    const placed = await aPlacedLead({ callId: "77" });
    says("77", missed());
    let moved = false;
    const openCrm: ReportDeps["openCrm"] = async (...asked) => {
      if (!moved) {
        moved = true;
        const better = { callId: "78", outcome: "contacted", final: true } as const;
        await changeLead(store.leads, placed.id, (current) => folded(current, better, clock.now()));
      }
      return deps.openCrm(...asked);
    };
    await store.calls.hint({ account: "main", callId: "77", digest: "d1", at: clock.now() });
    await reportCall({ account: "main", callId: "77" }, { ...deps, openCrm });
    expect(jobs.map(({ lead }) => lead.outcome)).toEqual(["missed", "contacted"]);
  });
});

describe("a repeat customer's call", () => {
  it("F56: goes to the lead that was dialled last before it", async () => {
    const { says, aPlacedLead, hear, clock, call } = aReporter();
    const before = await aPlacedLead();
    says("1", missed());
    await hear("1", { ref: refFor(before) });
    clock.pass(7 * 24 * hours);
    const today = await aPlacedLead();
    says("2", missed({ started_at: "2026-06-22 12:00:05" }));
    await hear("2");
    expect(await call("1")).toMatchObject({ leadId: before.id });
    expect(await call("2")).toMatchObject({ leadId: today.id });
  });
});

describe("what is told of a lead without a call", () => {
  const notice = (lead: Lead) => ({
    account: "main",
    callId: "note3f1c77a0b2d94e58",
    digest: "stale",
    notice: { leadId: lead.id, reason: "stale" as const },
    at: noon,
  });

  it("F35/F52: reaches the CRM once, in plain words, and Callingly is not asked", async () => {
    const { store, aPlacedLead, look, asked, jobs, call } = aReporter();
    const lead = await aPlacedLead();
    for (let repeat = 0; repeat < 3; repeat += 1) {
      await store.calls.hint(notice(lead));
      await look("note3f1c77a0b2d94e58");
    }
    expect(asked).toEqual([]);
    expect(jobs).toHaveLength(1);
    expect(jobs[0]).toMatchObject({
      lead: { id: lead.id },
      call: {
        status: "not called",
        remark: "The lead waited too long to be rung without asking; release it to call now",
      },
    });
    expect(await call("note3f1c77a0b2d94e58")).toMatchObject({ state: "reported" });
  });

  /** A CRM that keeps records, and knows the lead's or nobody. */
  async function toldOf(lead: Lead, known: { type: string; id: string } | undefined) {
    const { store, look, jobs, call, deps } = aReporter();
    const asked: boolean[] = [];
    const crm = deps.bridge.crm("demo") as NonNullable<ReturnType<typeof deps.bridge.crm>>;
    Object.assign(crm.reporter, {
      async findRecord(_: unknown, __: unknown, { mayMake }: { mayMake: boolean }) {
        asked.push(mayMake);
        return known;
      },
    });
    const source = (name: string) => {
      const known = deps.bridge.source(name);
      return known && { ...known, ...(lead.record && { records: "demo" }) };
    };
    const bridge = { ...deps.bridge, source, crm: (name: string) => ({ ...crm, name }) };
    await store.leads.add(lead);
    await store.calls.hint(notice(lead));
    await reportCall({ account: "main", callId: "note3f1c77a0b2d94e58" }, { ...deps, bridge });
    await look("note3f1c77a0b2d94e58");
    expect(await call("note3f1c77a0b2d94e58")).toMatchObject({ state: "reported" });
    return { asked, records: jobs.map(({ record }) => record) };
  }
  const machine = { ...website, source: "anything" };
  const contact = { type: "contact", id: "151" };

  it("makes no record: who was not called is not entered into a CRM", async () => {
    expect(await toldOf(aLead({}, { door: machine }), undefined)).toEqual({ asked: [false], records: [] });
    expect(await toldOf(aLead({}, { door: machine }), contact)).toEqual({ asked: [false], records: [contact] });
  });

  it("is looked for by nothing that a stranger typed", async () => {
    expect(await toldOf(aLead(), contact)).toEqual({ asked: [], records: [] });
    expect(await toldOf(aLead({ record: contact }, { door: machine }), undefined)).toEqual({
      asked: [],
      records: [contact],
    });
  });

  it("is dropped when the lead is gone", async () => {
    const { store, look, jobs, call } = aReporter();
    await store.calls.hint(notice(aLead()));
    await look("note3f1c77a0b2d94e58");
    expect(jobs).toEqual([]);
    expect(await call("note3f1c77a0b2d94e58")).toMatchObject({ state: "unmatched" });
  });
});

describe("a CRM that asks us to slow down", () => {
  it("F75: is left alone until then by every result, and gets each once", async () => {
    const { says, aPlacedLead, hear, look, crmAnswers, clock, jobs, call } = aReporter();
    await aPlacedLead({ callId: "77" });
    await aPlacedLead({ callId: "78", phone: "+12125550124" });
    says("77", contacted());
    says("78", contacted({ lead: { id: 6200002, phone_number: "+12125550124" } }));
    crmAnswers(new BusyError("The CRM answered 429", { retryAfterMs: 10 * minutes }));
    await hear("77");
    await hear("78");
    expect(jobs).toHaveLength(1);
    expect(await call("77")).toMatchObject({ reason: "crm-busy", dueFor: "report-call" });
    expect(await call("78")).toMatchObject({ reason: "crm-busy", dueFor: "report-call", reports: {} });
    clock.pass(11 * minutes);
    await look("77");
    await look("78");
    expect(jobs).toHaveLength(3);
    expect(await call("77")).toMatchObject({ state: "reported" });
    expect(await call("78")).toMatchObject({ state: "reported" });
  });
});

describe("the clock of an account", () => {
  it("F58: shows at a call whose ref came back, and its times are read by it", async () => {
    const { says, store, aPlacedLead, deps, clock, log, jobs } = aReporter();
    const clocks = accountClocks(store.clocks, clock.now, log);
    const ref = refFor(await aPlacedLead({ callId: "77" }));
    says("77", contacted({ started_at: "2026-06-15 05:00:05" }));
    const told = { account: "main", callId: "77", digest: "d1", ref, toldAt: "2026-06-15T12:00:05.000Z", at: noon };
    await store.calls.hint(told);
    await reportCall({ account: "main", callId: "77" }, { ...deps, clocks });
    expect(await store.clocks.find("main")).toMatchObject({ doubt: { offsetMinutes: -420 } });
    expect(jobs[0]?.call.startedAt).toBe("2026-06-15T12:00:05.000Z");
  });
});

describe("a call while nobody knows what the account's times mean", () => {
  const learning = ({ store, clock, log, deps }: ReturnType<typeof aReporter>) => ({
    ...deps,
    clocks: accountClocks(store.clocks, clock.now, log),
  });
  const hear = async (world: ReturnType<typeof aReporter>, callId: string, ref?: number) => {
    await world.store.calls.hint({ account: "main", callId, digest: "d1", ref, hearsay: true, at: world.clock.now() });
    await reportCall({ account: "main", callId }, learning(world));
  };

  it("is nobody's by its phone and its time alone, though the configured zone says so", async () => {
    const world = aReporter();
    await world.aPlacedLead();
    world.says("77", contacted({ started_at: "2026-06-15 12:00:05" }));
    await hear(world, "77");
    expect(world.jobs).toEqual([]);
    expect(await world.call("77")).toMatchObject({ state: "unmatched", reason: "not-ours" });
    expect(await world.store.clocks.find("main")).toBeUndefined();
  });

  it("is its lead's by the ref that came back, whatever its time says", async () => {
    const world = aReporter();
    const ref = refFor(await world.aPlacedLead());
    world.says("77", contacted({ started_at: "2026-06-15 05:00:05" }));
    await hear(world, "77", ref);
    expect(world.jobs).toHaveLength(1);
  });

  it("teaches it together with another lead's call, and not by itself", async () => {
    const world = aReporter();
    const first = await world.aPlacedLead();
    world.says("77", contacted({ started_at: "2026-06-15 05:00:05" }));
    await hear(world, "77", refFor(first));
    world.says("78", contacted({ started_at: "2026-06-15 05:00:05" }));
    await hear(world, "78", refFor(first));
    expect((await world.store.clocks.find("main"))?.sure).toBeUndefined();
    const second = await world.aPlacedLead({ phone: "+12125550124" });
    const lead = { id: 6200002, phone_number: "+12125550124" };
    world.says("79", contacted({ started_at: "2026-06-15 05:00:05", lead }));
    await hear(world, "79", refFor(second));
    expect(await world.store.clocks.find("main")).toMatchObject({ sure: { offsetMinutes: -420 } });
  });
});

describe("a lead that brings the record of one of two portals", () => {
  it("is written on that record there, and in the other one the person is looked for", async () => {
    const { store, deps, says, jobs } = aReporter();
    const bridge = aBridge({
      crms: { "hubspot-client": { connector: "hubspot" }, "hubspot-agency": { connector: "hubspot" } },
      sources: {
        website: {
          connector: "hubspot",
          account: "main",
          team: 19230,
          report: ["hubspot-client", "hubspot-agency"],
          records: "hubspot-client",
        },
      },
    });
    const demo = deps.bridge.crm("demo")?.reporter as Reporter;
    const written: [string, string | undefined][] = [];
    const reporterOf = (name: string): Reporter => ({
      ...demo,
      findRecord: async () => ({ type: "contact", id: `found in ${name}` }),
      async create(http, job) {
        written.push([name, job.record?.id]);
        return demo.create(http, job);
      },
    });
    const crm = (name: string) => ({ name, connector: "hubspot", reporter: reporterOf(name) });
    const lead = aLead({ phone: PHONE, record: { type: "contact", id: "101" } });
    await store.leads.add(lead);
    await changeLead(store.leads, lead.id, (current) => claimed(current, "dial-1", 19230, noon));
    await tieCall(store, lead.account, "77", lead.id);
    says("77", contacted());
    await store.calls.hint({ account: "main", callId: "77", digest: "d1", at: noon });
    await reportCall({ account: "main", callId: "77" }, { ...deps, bridge: { ...bridge, crm } });
    expect(written).toEqual([
      ["hubspot-client", "101"],
      ["hubspot-agency", "found in hubspot-agency"],
    ]);
    expect(jobs).toHaveLength(2);
  });
});

describe("a source or CRM that the configuration no longer has", () => {
  /** The person came through two doors, and the second one was taken out of the configuration since. */
  async function aReporterWithAGoneSource() {
    const reporter = aReporter();
    const { store, aPlacedLead, deps, says } = reporter;
    const placed = await aPlacedLead({ callId: "77" });
    const other = aLead({ phone: PHONE }, { door: { ...website, source: "old-landing-page" } });
    await store.leads.add(other);
    await changeLead(store.leads, placed.id, (current) => joinedBy(current, other.id));
    says("77", contacted());
    const configuredAgain = { ...deps.bridge, source: () => aBridge().source("website") };
    return { ...reporter, placed, other, afterDeployment: { ...deps, bridge: configuredAgain } };
  }

  it("keeps the result from nobody else, and waits by its name", async () => {
    const { hear, jobs, placed, call } = await aReporterWithAGoneSource();
    await hear("77");
    expect(jobs.map(({ lead }) => lead.id)).toEqual([placed.id]);
    expect(await call("77")).toMatchObject({
      state: "parked",
      reason: "target-gone",
      detail: "source old-landing-page",
    });
  });

  it("is the lead's own, or a CRM, and is named just so", async () => {
    const { says, aPlacedLead, hear, deps, call, store } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", missed());
    await store.calls.hint({ account: "main", callId: "77", digest: "d1", at: noon });
    await reportCall({ account: "main", callId: "77" }, { ...deps, bridge: { ...deps.bridge, crm: () => undefined } });
    expect(await call("77")).toMatchObject({ state: "parked", reason: "target-gone", detail: "CRM demo" });
    await hear("77", { digest: "d2" });
    expect(await call("77")).toMatchObject({ state: "reported" });
  });

  it("gets the result when it is configured again, and the others get it once", async () => {
    const { hear, jobs, placed, other, call, clock, afterDeployment } = await aReporterWithAGoneSource();
    await hear("77");
    clock.pass(25 * hours);
    await reportCall({ account: "main", callId: "77" }, afterDeployment);
    expect(jobs.map(({ lead }) => lead.id)).toEqual([placed.id, other.id]);
    expect(await call("77")).toMatchObject({ state: "reported" });
  });

  it("does not keep the recording from the others, which appears minutes later", async () => {
    const { hear, look, says, jobs, placed, call, clock } = await aReporterWithAGoneSource();
    await hear("77");
    says("77", contacted({ recording_url: "https://cdn.callingly.com/recordings/1.mp3", transcript: "hello" }));
    clock.pass(3 * minutes);
    await look("77");
    expect(jobs.map(({ lead, activityId }) => [lead.id, activityId])).toEqual([
      [placed.id, undefined],
      [placed.id, "activity-77"],
    ]);
    expect(await call("77")).toMatchObject({ state: "parked", reason: "target-gone" });
  });

  it("is given up when a person says so; the others get what comes late, and nobody is told when it is back", async () => {
    const { hear, look, says, jobs, call, clock, deps, afterDeployment } = await aReporterWithAGoneSource();
    await hear("77");
    const parked = (await call("77")) as Call;
    expect(await lackingIt(parked, deps)).toEqual(["source old-landing-page"]);
    await dropResult(parked, deps);
    clock.pass(minutes);
    await look("77");
    expect(await call("77")).toMatchObject({ state: "reported", reason: "dropped" });
    says("77", contacted({ recording_url: "https://cdn.callingly.com/recordings/1.mp3", transcript: "hello" }));
    clock.pass(hours);
    await reportCall({ account: "main", callId: "77" }, afterDeployment);
    expect(jobs.map(({ activityId }) => activityId)).toEqual([undefined, "activity-77"]);
    expect(await call("77")).toMatchObject({ state: "reported", reason: "dropped" });
    expect((await call("77"))?.dueFor).toBeUndefined();
  });
});

it("a merged lead that cannot be read keeps the result from nobody else, and gets it when it can", async () => {
  const { store, deps, says, aPlacedLead, jobs, look, call, clock } = aReporter();
  const placed = await aPlacedLead({ callId: "77" });
  const other = aLead({ phone: PHONE });
  await store.leads.add(other);
  await changeLead(store.leads, placed.id, (current) => joinedBy(current, other.id));
  says("77", contacted());
  const leads: typeof store.leads = {
    ...store.leads,
    async find(id) {
      if (id === other.id) throw new Error("The item is not understood");
      return store.leads.find(id);
    },
  };
  await store.calls.hint({ account: "main", callId: "77", digest: "d1", at: clock.now() });
  await reportCall({ account: "main", callId: "77" }, { ...deps, store: { ...store, leads } });
  expect(jobs.map(({ lead }) => lead.id)).toEqual([placed.id]);
  expect(await call("77")).toMatchObject({ state: "verified", reason: "bridge-fault" });
  clock.pass(hours);
  await look("77");
  expect(jobs.map(({ lead }) => lead.id)).toEqual([placed.id, other.id]);
  expect(await call("77")).toMatchObject({ state: "reported" });
});

describe("a parked result that a person drops", () => {
  it("keeps from a CRM that refused it what comes later, and from no other", async () => {
    const { says, aPlacedLead, hear, look, crmAnswers, call, deps, clock, jobs } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", contacted());
    crmAnswers({ activityId: "a" }, new RejectedError(404, "404 no such contact"));
    await hear("77");
    says("77", contacted({ recording_url: "https://cdn.callingly.com/recordings/1.mp3" }));
    clock.pass(3 * minutes);
    await look("77");
    const parked = (await call("77")) as Call;
    expect(parked).toMatchObject({ state: "parked", reason: "crm-refused" });
    expect(await lackingIt(parked, deps)).toEqual(["CRM demo"]);
    await dropResult(parked, deps);
    clock.pass(3 * hours);
    await look("77");
    expect(jobs).toHaveLength(2);
    expect(await call("77")).toMatchObject({ state: "reported", reason: "dropped" });
  });

  it("is over at once where Callingly no longer has the call", async () => {
    const { aPlacedLead, hear, look, call, deps, clock } = aReporter();
    await aPlacedLead({ callId: "77" });
    await hear("77");
    clock.pass(2 * hours);
    await look("77");
    expect(await call("77")).toMatchObject({ state: "parked", reason: "call-gone" });
    await dropResult((await call("77")) as Call, deps);
    expect(await call("77")).toMatchObject({ state: "reported", reason: "dropped", dueFor: "reconcile" });
  });

  it("is left alone when it is not parked, or is being worked on", async () => {
    const { says, aPlacedLead, hear, look, call, deps, store, clock } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", contacted());
    await hear("77");
    expect(await dropResult((await call("77")) as Call, deps)).toBeUndefined();
    await aPlacedLead({ callId: "78", phone: "+12125550124" });
    await hear("78");
    clock.pass(2 * hours);
    await look("78");
    expect((await call("78"))?.state).toBe("parked");
    const busy = {
      ...((await call("78")) as Call),
      leaseId: "somebody",
      leaseUntil: new Date(clock.now().getTime() + minutes).toISOString(),
    };
    await store.calls.save({ ...busy, revision: busy.revision + 1 });
    expect(await dropResult((await call("78")) as Call, deps)).toBeUndefined();
  });
});

describe("when the result does not get through", () => {
  it("F74/F77: tries again while the CRM is down, and looks for traces then", async () => {
    const { says, aPlacedLead, hear, look, jobs, clock, crmAnswers, call } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", missed());
    crmAnswers(new TransientError("503"), new TransientError("503"));
    await hear("77");
    expect(await call("77")).toMatchObject({ state: "verified", reason: "crm-unreachable" });
    clock.pass(minutes);
    await look("77");
    clock.pass(5 * minutes);
    await look("77");
    expect(jobs.map(({ mayExist }) => mayExist)).toEqual([false, true, true]);
    expect(await call("77")).toMatchObject({ state: "reported" });
  });

  it("F76/F81: parks what the CRM refuses, with the CRM's words", async () => {
    const { says, aPlacedLead, hear, crmAnswers, call } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", missed());
    crmAnswers(new RejectedError(400, "400 Property hs_lead_status is invalid"));
    await hear("77");
    expect(await call("77")).toMatchObject({
      state: "parked",
      reason: "crm-refused",
      detail: "400 Property hs_lead_status is invalid",
    });
  });

  it("F79: waits for a person when the CRM refuses our access, and says what to do", async () => {
    const { says, aPlacedLead, hear, crmAnswers, call } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", missed());
    crmAnswers(new RejectedError(401, "The CRM refused to renew our access", { detail: "invalid_grant" }));
    await hear("77");
    expect(await call("77")).toMatchObject({
      state: "parked",
      reason: "crm-access-refused",
      detail: "The CRM refused to renew our access: invalid_grant",
    });
  });

  it("is tried once a day while nobody mends what the CRM refuses", async () => {
    const { says, aPlacedLead, hear, look, crmAnswers, call, jobs, clock } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", missed());
    crmAnswers(new RejectedError(400, "400 no"), new RejectedError(400, "400 no"));
    await hear("77");
    for (const tries of [1, 2]) {
      expect(await call("77")).toMatchObject({ state: "parked", reason: "crm-refused" });
      expect(jobs).toHaveLength(tries);
      expect(Date.parse((await call("77"))?.dueAt ?? "") - clock.now().getTime()).toBe(24 * hours);
      clock.pass(24 * hours);
      await look("77");
    }
    expect(await call("77")).toMatchObject({ state: "reported" });
  });

  it("F79: is told at once when the CRM refuses credentials that a person has replaced meanwhile", async () => {
    const { says, aPlacedLead, deps, crmAnswers, jobs, store, call, clock } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", missed());
    crmAnswers(new RejectedError(401, "401 no"));
    const openCrm: ReportDeps["openCrm"] = async (_crm, _time, refused) => ({
      http: { request: async () => answeredWith({}) },
      credentials: { token: refused ? "of today" : "of yesterday" },
    });
    await store.calls.hint({ account: "main", callId: "77", digest: "d1", ref: undefined, at: clock.now() });
    await reportCall({ account: "main", callId: "77" }, { ...deps, openCrm });
    expect(await call("77")).toMatchObject({ state: "reported" });
    expect(jobs.map(({ credentials, mayExist }) => [credentials.token, mayExist])).toEqual([
      ["of yesterday", false],
      ["of today", true],
    ]);
  });

  it("tries again while one CRM may still take it, whatever another said", async () => {
    const { says, aPlacedLead, hear, store, crmAnswers, call } = aReporter();
    const placed = await aPlacedLead({ callId: "77" });
    const other = aLead({ phone: PHONE });
    await store.leads.add(other);
    await changeLead(store.leads, placed.id, (current) => joinedBy(current, other.id));
    says("77", missed());
    crmAnswers(new RejectedError(400, "400 no"), new TransientError("503"));
    await hear("77");
    expect(await call("77")).toMatchObject({ state: "verified", reason: "crm-unreachable" });
  });

  it("parks it when there are no credentials for the CRM", async () => {
    const { says, aPlacedLead, hear, loseCredentials, call } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", missed());
    loseCredentials();
    await hear("77");
    expect(await call("77")).toMatchObject({ state: "parked", reason: "crm-credentials-missing" });
  });

  it.each([
    ["HTTP 503", 503, "hinted", "callingly-unreachable"],
    ["HTTP 401", 401, "parked", "token-refused"],
    ["HTTP 404", 404, "hinted", "not-shown-yet"],
  ])("waits when Callingly answers %s", async (message, status, state, reason) => {
    const { says, aPlacedLead, hear, call } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", new CallinglyError({ method: "GET", path: "/calls/77" }, message, { status, retryable: status >= 500 }));
    await hear("77");
    expect(await call("77")).toMatchObject({ state, reason });
    expect((await call("77"))?.dueAt).toBe(fromNoon(30 * seconds).toISOString());
  });

  it("asks again within minutes for a call that Callingly does not show yet, and only gives up after an hour", async () => {
    const { says, aPlacedLead, hear, look, clock, call, jobs } = aReporter();
    const lead = await aPlacedLead({ callId: "77" });
    const gone = new CallinglyError({ method: "GET", path: "/calls/77" }, "HTTP 404", { status: 404 });
    says("77", gone);
    await hear("77", { ref: refFor(lead) });
    expect(Date.parse((await call("77"))?.dueAt ?? "") - clock.now().getTime()).toBeLessThanOrEqual(minutes);
    clock.pass(minutes);
    says("77", missed());
    await look("77");
    expect(jobs).toHaveLength(1);

    says("78", gone);
    await hear("78", { ref: refFor(lead) });
    for (let times = 0; times < 10 && (await call("78"))?.state !== "parked"; times += 1) {
      clock.pass(Date.parse((await call("78"))?.dueAt ?? "") - clock.now().getTime());
      await look("78");
    }
    expect(await call("78")).toMatchObject({ state: "parked", reason: "call-gone" });
    expect(clock.now().getTime() - noon.getTime()).toBeGreaterThan(hours);
  });

  it("asks again within minutes after Callingly refused the token, as long as that lasts", async () => {
    const { says, aPlacedLead, hear, look, clock, call, jobs } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", new CallinglyError({ method: "GET", path: "/calls/77" }, "HTTP 401", { status: 401 }));
    await hear("77");
    for (let times = 0; times < 20; times += 1) {
      const pause = Date.parse((await call("77"))?.dueAt ?? "") - clock.now().getTime();
      expect(pause).toBeLessThanOrEqual(5 * minutes);
      clock.pass(pause);
      await look("77");
    }
    expect(await call("77")).toMatchObject({ state: "parked", reason: "token-refused" });
    says("77", missed());
    clock.pass(5 * minutes);
    await look("77");
    expect(jobs).toHaveLength(1);
  });

  it("waits and tells the log when the bridge itself fails", async () => {
    const { says, aPlacedLead, hear, call, log } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", new TypeError("cannot read properties of undefined"));
    await hear("77");
    expect(await call("77")).toMatchObject({ state: "hinted", reason: "bridge-fault" });
    expect(log.lines.some(({ event }) => event === "bug")).toBe(true);
  });

  it("leaves the call to the worker that took it over, but keeps what was written", async () => {
    const { says, aPlacedLead, store, clock, jobs, deps, call } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", missed());
    await store.calls.hint({ account: "main", callId: "77", digest: "d1", at: clock.now() });
    let takenOver = false;
    const openCrm: ReportDeps["openCrm"] = async (...asked) => {
      if (!takenOver) {
        takenOver = true;
        clock.pass(3 * minutes);
        await reportCall({ account: "main", callId: "77" }, { ...deps, underWay: new Map() });
      }
      return deps.openCrm(...asked);
    };
    await reportCall({ account: "main", callId: "77" }, { ...deps, openCrm });
    expect(jobs.map(({ mayExist }) => mayExist)).toEqual([true, false]);
    expect(await call("77")).toMatchObject({
      state: "reported",
      reports: { [`${jobs[0]?.lead.id}/demo`]: { activityId: "activity-77" } },
    });
  });

  it("takes over from a reader that died, once its lease is over", async () => {
    const { says, aPlacedLead, look, store, clock, jobs } = aReporter();
    const placed = await aPlacedLead({ callId: "77" });
    says("77", missed());
    await store.calls.hint({ account: "main", callId: "77", digest: "d1", ref: refFor(placed), at: clock.now() });
    const heard = (await store.calls.find("main", "77")) as Call;
    const dead = {
      ...heard,
      revision: heard.revision + 1,
      leaseId: "dead",
      leaseUntil: new Date(noon.getTime() + 2 * minutes).toISOString(),
    };
    await store.calls.save(dead);
    clock.pass(30 * seconds);
    await look("77");
    expect(jobs).toHaveLength(0);
    clock.pass(2 * minutes);
    await look("77");
    expect(jobs).toHaveLength(1);
  });
});

describe("a tie to a call that cannot be the lead's", () => {
  const stranger = (more: object = {}) =>
    contacted({ lead: { id: 9, phone_number: "+14155552671" }, transcript: "A STRANGER'S WORDS", ...more });

  it("is no tie while it is a guess from Callingly's yes: the stranger's lead gets its result, and ours waits for its own", async () => {
    const { says, aPlacedLead, hear, jobs, lead, call, store } = aReporter();
    const ours = await aPlacedLead({ guess: "9001" });
    const theirs = await aPlacedLead({ phone: "+14155552671" });
    says("9001", stranger());
    await hear("9001", { digest: "asked", leadHint: ours.id });
    expect(jobs.map((job) => job.lead.id)).toEqual([theirs.id]);
    expect(await tieOf(store, "main", "9001")).toBe(theirs.id);
    expect(await lead(ours)).toMatchObject({ state: "placed", calls: [] });
    expect((await lead(ours)).callIdGuess).toBeUndefined();

    says("77", contacted());
    await hear("77", { ref: refFor(ours) });
    expect(await lead(ours)).toMatchObject({ state: "completed", callId: "77" });
    expect(jobs.at(-1)).toMatchObject({ lead: { id: ours.id }, call: { callId: "77" } });
    expect((await call("9001"))?.leadId).toBe(theirs.id);
  });

  it("is nobody's where the stranger has no lead", async () => {
    const { says, aPlacedLead, hear, jobs, lead, call } = aReporter();
    const ours = await aPlacedLead({ guess: "9001" });
    says("9001", stranger());
    await hear("9001", { leadHint: ours.id });
    expect(jobs).toEqual([]);
    expect(await call("9001")).toMatchObject({ state: "unmatched", reason: "not-this-lead" });
    expect(JSON.stringify(await call("9001"))).not.toContain("STRANGER");
    expect((await lead(ours)).callIdGuess).toBeUndefined();
  });

  it("is nobody's where Callingly shows no such call for an hour", async () => {
    const { aPlacedLead, hear, look, clock, lead, call } = aReporter();
    const ours = await aPlacedLead({ guess: "9001" });
    await hear("9001", { leadHint: ours.id });
    clock.pass(2 * hours);
    await look("9001");
    expect(await call("9001")).toMatchObject({ state: "unmatched", reason: "call-gone" });
    expect((await lead(ours)).callIdGuess).toBeUndefined();
  });

  it("becomes a tie once the call was read and fits", async () => {
    const { says, aPlacedLead, hear, jobs, lead, store } = aReporter();
    const ours = await aPlacedLead({ guess: "77" });
    says("77", contacted());
    await hear("77");
    expect(jobs).toHaveLength(1);
    expect(await lead(ours)).toMatchObject({ state: "completed", callId: "77" });
    expect((await lead(ours)).callIdGuess).toBeUndefined();
    expect(await tieOf(store, "main", "77")).toBe(ours.id);
  });

  it.each([
    ["a person named it by a slip of the finger", { lead: { id: 9, phone_number: "+14155552671" } }],
    ["it came in", { lead: { id: 9, phone_number: PHONE }, direction: "inbound" }],
    ["it began before the dial", { lead: { id: 9, phone_number: PHONE }, started_at: "2026-06-15 11:00:00" }],
  ])("is given up, and a person decides anew, where %s", async (_, more) => {
    const { says, anUnclearLead, hear, jobs, lead, call, deps } = aReporter();
    const ours = await anUnclearLead();
    await decideLead(ours.id, { kind: "it-rang", callId: "9001" }, "Robin Ashby", deps as never);
    expect((await lead(ours)).state).toBe("placed");
    says("9001", stranger(more));
    await hear("9001");
    expect(jobs).toEqual([]);
    expect(await lead(ours)).toMatchObject({ state: "review", reason: "call-unfit", calls: [] });
    expect((await lead(ours)).callId).toBeUndefined();
    expect(await call("9001")).toMatchObject({ state: "unmatched", reason: "not-this-lead" });
  });

  it("does not keep the call from the lead whose it is", async () => {
    const { says, anUnclearLead, aPlacedLead, hear, jobs, deps } = aReporter();
    const ours = await anUnclearLead();
    const theirs = await aPlacedLead({ phone: "+14155552671" });
    await decideLead(ours.id, { kind: "it-rang", callId: "9001" }, "Robin Ashby", deps as never);
    says("9001", stranger());
    await hear("9001", { ref: refFor(theirs) });
    expect(jobs.map((job) => job.lead.id)).toEqual([theirs.id]);
  });

  it("is judged by the number as it was dialled, not by a corrected one", async () => {
    const { says, aPlacedLead, hear, jobs, store } = aReporter();
    const ours = await aPlacedLead({ callId: "77" });
    await changeLead(store.leads, ours.id, (current) => ({
      ...current,
      person: { ...current.person, phone: "+12125550177" },
    }));
    says("77", contacted());
    await hear("77");
    expect(jobs).toHaveLength(1);
  });
});

describe("what the reporter measures", () => {
  it("is one parked result, and none more while it waits to be mended", async () => {
    const { says, aPlacedLead, hear, look, clock, measure, loseCredentials, call } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", contacted());
    loseCredentials();
    await hear("77");
    clock.pass(25 * hours);
    await look("77");
    expect((await call("77"))?.state).toBe("parked");
    expect(measure.told).toEqual([{ Parked: 1 }]);
  });

  it("is nothing when the result reaches its CRM", async () => {
    const { says, aPlacedLead, hear, measure } = aReporter();
    await aPlacedLead({ callId: "77" });
    says("77", contacted());
    await hear("77");
    expect(measure.told).toEqual([]);
  });
});
