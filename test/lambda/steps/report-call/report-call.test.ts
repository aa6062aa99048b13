import { describe, expect, it, vi } from "vitest";
import { joinedBy } from "../../../../lambda/lead/states.ts";
import { TransientError } from "../../../../lambda/runtime/errors.ts";
import { noLooksYet } from "../../../../lambda/steps/report-call/limit-lookups.ts";
import { type ReportDeps, reportCall } from "../../../../lambda/steps/report-call/report-call.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { everyOne } from "../../../../operator/restored/compare.ts";
import { aConnectedCall as contacted, PHONE } from "../../../fakes/calls.ts";
import { aLead, fromNoon, hours, minutes, noon } from "../../../fakes/leads.ts";
import { refFor, tokenPrint } from "../../../fakes/refs.ts";
import { aReporter, missed } from "../../../fakes/report-world.ts";

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
