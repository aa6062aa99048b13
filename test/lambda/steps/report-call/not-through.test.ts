import { describe, expect, it } from "vitest";
import { CallinglyError } from "../../../../lambda/callingly/error.ts";
import type { Call } from "../../../../lambda/lead/call/call.ts";
import { joinedBy } from "../../../../lambda/lead/states.ts";
import { BusyError, RejectedError, TransientError } from "../../../../lambda/runtime/errors.ts";
import { type ReportDeps, reportCall } from "../../../../lambda/steps/report-call/report-call.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { dropResult, lackingIt } from "../../../../operator/results/drop-result.ts";
import { aBridge } from "../../../fakes/bridge.ts";
import { aConnectedCall as contacted, PHONE } from "../../../fakes/calls.ts";
import { aLead, fromNoon, hours, minutes, noon, seconds, website } from "../../../fakes/leads.ts";
import { answeredWith } from "../../../fakes/recording-crm.ts";
import { refFor } from "../../../fakes/refs.ts";
import { aReporter, missed } from "../../../fakes/report-world.ts";

/** Part of step 4: results that do not get through. */

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
