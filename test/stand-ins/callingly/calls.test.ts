import { describe, expect, it } from "vitest";
import { outcomesByEnding } from "../../../stand-ins/callingly/outcomes.ts";
import { minutes, phone, seconds, virtualWorld } from "./virtual-world.ts";

describe("a call", () => {
  it("rings, is talked, ends, and is recorded and transcribed later", async () => {
    const { dial, call, time, core } = virtualWorld();
    const { call_id } = dial().body;
    const status = () => call("GET", `/calls/${call_id}`).body;
    expect(status()).toMatchObject({ status: "ringing", lead_status: null, user: null });
    await time.pass(seconds(5));
    expect(status()).toMatchObject({ status: "in-progress", user: { name: "Ada Fields" } });
    await time.pass(seconds(20));
    expect(status()).toMatchObject({ status: "completed", lead_status: "contacted", seconds: 20, duration: "20s" });
    expect(status()).toMatchObject({ recording_url: null, transcript: null });
    await time.pass(seconds(20));
    expect(status().recording_url).toContain(".mp3");
    await time.pass(seconds(40));
    expect(status().transcript).toContain("Speaker A: Hello, this is Ada");
    expect(core.rings).toHaveLength(1);
  });

  it("goes as much faster as the speed says", async () => {
    const { dial, call, time } = virtualWorld({ switches: { speed: 10 } });
    const { call_id } = dial().body;
    await time.pass(500);
    expect(call("GET", `/calls/${call_id}`).body.status).toBe("in-progress");
    await time.pass(2_000);
    expect(call("GET", `/calls/${call_id}`).body).toMatchObject({ status: "completed", seconds: 20 });
  });

  it.each([
    ["contacted", "completed", "contacted"],
    ["voicemail", "completed", "voicemail"],
    ["removed", "completed", "removed"],
    ["missed", "completed", "missed"],
    ["busy", "busy", "missed"],
    ["unanswered", "missed", null],
    ["ignored", "ignored", null],
    ["offline", "offline", null],
    ["error", "error", null],
    ["endless", "in-progress", null],
  ] as const)("that is scripted %s ends as %s with result %s", async (outcome, status, result) => {
    const { dial, call, time, core } = virtualWorld();
    core.outcomes.script([{ outcome }]);
    const { call_id } = dial().body;
    await time.pass(seconds(50));
    expect(call("GET", `/calls/${call_id}`).body).toMatchObject({ status, lead_status: result });
  });

  it("takes the script for its number before the one for anyone, and that before the number's ending", async () => {
    const { dial, core, time, call } = virtualWorld();
    core.outcomes.script([{ outcome: "voicemail" }]);
    core.outcomes.script([{ outcome: "contacted", seconds: 37 }], "+12025550104");
    dial({ phone_number: "+12025550104" });
    await time.pass(seconds(50));
    dial({ phone_number: "+12025550104" });
    await time.pass(seconds(50));
    dial({ phone_number: "+12025550104" });
    await time.pass(seconds(50));
    const calls = call("GET", "/calls").body.data as { lead_status: string; seconds: number }[];
    expect(calls.map(({ lead_status }) => lead_status)).toEqual(["removed", "voicemail", "contacted"]);
    expect(calls[2]?.seconds).toBe(37);
  });

  it.each(Object.entries(outcomesByEnding))("to a number ending in %s ends as documented", async (ending, words) => {
    const { dial, time, core } = virtualWorld();
    dial({ phone_number: `+1202555${ending}` });
    await time.pass(minutes(3));
    const outcomes = core.records.all("call").map(({ script }) => script?.outcome);
    expect(outcomes.slice(0, words.length)).toEqual(words);
  });

  it("draws any other outcome by the weights", async () => {
    const { dial, time, core } = virtualWorld({ switches: { outcomeWeights: { contacted: 0, voicemail: 1 } } });
    dial();
    await time.pass(minutes(1));
    expect(core.records.all("call")[0]?.result).toBe("voicemail");
  });
});

describe("redials", () => {
  it("follow the team's schedule with new call ids and counters, and stop when the lead was reached", async () => {
    const { dial, call, time, core } = virtualWorld();
    call("PUT", "/teams/19230", { lead_retries: 3, lead_retry_schedule: [5, 30] });
    core.outcomes.script([{ outcome: "missed" }, { outcome: "busy" }, { outcome: "contacted" }]);
    dial({ crm_id: 7 });
    await time.pass(minutes(90));
    const firstEnds = seconds(5 + 10);
    const secondRings = firstEnds + minutes(5);
    const thirdRings = secondRings + firstEnds + minutes(30);
    const started = core.rings[0]?.at ?? 0;
    expect(core.rings.map(({ at, by, crm_id }) => [at - started, by, crm_id])).toEqual([
      [0, "create", 7],
      [secondRings, "redial", 7],
      [thirdRings, "redial", 7],
    ]);
    const calls = call("GET", "/calls").body.data as { id: number; retry: number; lead_retry: number }[];
    expect(calls.map(({ id, retry, lead_retry }) => [id, retry, lead_retry])).toEqual([
      [38700003, 0, 2],
      [38700002, 0, 1],
      [38700001, 0, 0],
    ]);
  });

  it("try the agents again before the lead when nobody took the call", async () => {
    const { dial, time, core } = virtualWorld();
    core.outcomes.script([{ outcome: "unanswered" }, { outcome: "ignored" }, { outcome: "contacted" }]);
    dial();
    await time.pass(minutes(10));
    const attempts = core.records.all("call").map(({ retry, lead_retry }) => [retry, lead_retry]);
    expect(attempts).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
    ]);
  });

  it("end after the last one", async () => {
    const { dial, time, core } = virtualWorld();
    dial({ phone_number: "+12025550109" });
    await time.pass(minutes(120));
    expect(core.rings.map(({ by }) => by)).toEqual(["create", "redial", "redial"]);
  });

  it.each([
    ["stopped", "PUT", { is_stopped: 1 }],
    ["blocked", "PUT", { is_blocked: 1 }],
    ["deleted", "DELETE", undefined],
  ])("do not reach a lead that was %s in the meantime", async (_, method, body) => {
    const { dial, call, time, core } = virtualWorld();
    dial({ phone_number: "+12025550109" });
    await time.pass(seconds(30));
    call(method, "/leads/6200001", body);
    await time.pass(minutes(60));
    expect(core.rings).toHaveLength(1);
  });
});

describe("creating a call", () => {
  it("updates the lead of a known number and rings again", () => {
    const { dial, call, core } = virtualWorld();
    dial({ crm_id: 1, company: "Acme" });
    dial({ crm_id: 2, phone_number: "(202) 555-0142" });
    expect(core.rings.map(({ lead_id, crm_id }) => [lead_id, crm_id])).toEqual([
      [6200001, 1],
      [6200001, 2],
    ]);
    expect(call("GET", "/leads/6200001").body).toMatchObject({ company: "Acme", phone_number: phone });
  });

  it("keeps the leads of two accounts apart", () => {
    const { dial, core } = virtualWorld();
    dial();
    dial({ team_id: 19301, account_id: 11101 }, { authorization: "Bearer demo-agency-token" });
    expect(core.records.all("lead").map(({ account_id }) => account_id)).toEqual([11001, 11101]);
  });

  it("rings later when it is scheduled, in the zone of the REST clock", async () => {
    const { dial, call, time, core } = virtualWorld();
    expect(dial({ scheduled_at: "2026-03-10 12:10:00" }).body).toEqual({ call_id: null });
    expect(core.rings).toHaveLength(0);
    expect(call("GET", "/leads/6200001").body.scheduled_call_at).toBe("03/10/26 12:10pm EDT");
    await time.pass(minutes(10));
    expect(core.rings).toMatchObject([{ by: "create" }]);
  });

  it("waits for the team's next opening, fifteen minutes apart", async () => {
    const { dial, call, time, core } = virtualWorld();
    const evening = [{ label: "Tuesday", day: 2, is_available: true, times: [{ start: "13:00:00", end: "17:00:00" }] }];
    for (const agent of [27001, 27002]) call("PUT", `/agents/${agent}/schedule`, evening);
    dial();
    dial({ phone_number: "+12025550143" });
    await time.pass(minutes(120));
    const started = core.rings.map(({ at }) => new Date(at).toISOString().slice(11, 16));
    expect(started).toEqual(["17:00", "17:15"]);
  });

  it("leaves an offline call, and no ring, when the team is closed and does not reschedule", () => {
    const { dial, call, core } = virtualWorld();
    call("PUT", "/teams/19230", { is_reschedule: 0 });
    call("PUT", "/teams/19230/agents", { agents: [] });
    const { call_id } = dial().body;
    expect(call("GET", `/calls/${call_id}`).body).toMatchObject({ status: "offline", is_team_offline: 1 });
    expect(core.rings).toHaveLength(0);
  });

  it("refuses a blocked number", () => {
    const { dial, call, core } = virtualWorld();
    dial();
    call("PUT", "/leads/6200001", { is_blocked: 1 });
    expect(dial().status).toBe(422);
    expect(core.rings).toHaveLength(1);
  });
});
