import { describe, expect, it } from "vitest";
import type { Reporter } from "../../../../lambda/connectors/contract/reporter.ts";
import { claimed, folded, joinedBy, merged } from "../../../../lambda/lead/states.ts";
import { RejectedError, TransientError } from "../../../../lambda/runtime/errors.ts";
import { type ReportDeps, reportCall } from "../../../../lambda/steps/report-call/report-call.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { aBridge } from "../../../fakes/bridge.ts";
import { aConnectedCall as contacted, PHONE } from "../../../fakes/calls.ts";
import { aLead, minutes, noon, seconds } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { refFor } from "../../../fakes/refs.ts";
import { aReporter, findsNoneAfterAWrite, hintAndReport, missed } from "../../../fakes/report-world.ts";
import { tieCall } from "../../../fakes/ties.ts";

/** Part of step 4: several leads, calls and CRMs, and what is written on which record. */

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
