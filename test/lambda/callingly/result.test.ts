import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { toCallResult } from "../../../lambda/callingly/result.ts";
import { CallSchema } from "../../../lambda/callingly/schemas.ts";
import { dayOf, parseTime } from "../../../lambda/callingly/time.ts";

const read = (call: object, zone = "UTC") => toCallResult(z.parse(CallSchema, { id: 38700001, ...call }), zone);

describe("a call of Callingly's API", () => {
  it("is read into our words", () => {
    const result = read(
      {
        started_at: "2026-06-15 08:00:05",
        direction: "outbound",
        status: "completed",
        lead_status: "contacted",
        seconds: 37,
        lead_retry: 0,
        recording_url: "https://cdn.callingly.com/recordings/1.mp3",
        user: { id: 27001, name: "Robin Vale", email: "robin@example.com" },
        lead: { id: 6200001, phone_number: "+12125550123" },
        profile: { id: 19230, name: "Sales" },
      },
      "America/New_York",
    );
    expect(result).toEqual({
      callId: "38700001",
      status: "completed",
      outcome: "contacted",
      final: true,
      direction: "outbound",
      startedAt: "2026-06-15T12:00:05.000Z",
      seconds: 37,
      attempt: 1,
      phone: "+12125550123",
      agent: { name: "Robin Vale", email: "robin@example.com" },
      team: "Sales",
      teamId: "19230",
      recordingUrl: "https://cdn.callingly.com/recordings/1.mp3",
      callinglyLeadId: "6200001",
    });
  });

  it.each([
    [{ status: "ringing" }, undefined, false],
    [{ status: "in-progress" }, undefined, false],
    [{}, undefined, false],
    [{ status: "something-new" }, undefined, false],
    [{ status: "completed" }, undefined, true],
    [{ status: "completed", is_voicemail: 1 }, "voicemail", true],
    [{ status: "completed", human_result: "contacted" }, "contacted", true],
    [{ status: "missed" }, "missed", true],
    [{ status: "offline" }, undefined, true],
    [{ status: "busy" }, "missed", true],
    [{ status: "something-new", lead_status: "removed" }, "removed", true],
    [{ status: "completed", lead_status: "a new word" }, undefined, true],
  ])("%j means %s, over: %s", (call, outcome, final) => {
    expect(read(call)).toMatchObject({ final });
    expect(read(call).outcome).toBe(outcome);
  });
});

describe("a call of a team that is closed", () => {
  it("rang nobody, which is no miss of the person's", () => {
    expect(read({ status: "offline" })).toMatchObject({ final: true, unrung: true });
    expect(read({ status: "missed" }).unrung).toBeUndefined();
  });
});

describe("a transcript", () => {
  it("is cut where the item that holds it would outgrow the table, between two characters", () => {
    expect(read({ transcript: "x".repeat(100_000) }).transcript).toHaveLength(100_000);
    const { transcript = "" } = read({ transcript: `${"あ".repeat(99_999)}😀 and on` });
    expect(transcript).toBe("あ".repeat(99_999));
    expect(Buffer.byteLength(transcript)).toBeLessThan(300_001);
  });
});

describe("a time of Callingly's API", () => {
  it.each([
    ["2026-06-15 08:00:05", "America/New_York", "2026-06-15T12:00:05.000Z"],
    ["2026-01-15 08:00:05", "America/New_York", "2026-01-15T13:00:05.000Z"],
    ["2026-06-15 08:00:05", "UTC", "2026-06-15T08:00:05.000Z"],
    ["2026-06-15T08:00:05-03:00", "America/New_York", "2026-06-15T11:00:05.000Z"],
    ["2026-01-29T21:08:00.000000Z", "America/New_York", "2026-01-29T21:08:00.000Z"],
    // The clocks went forward at 02:00 on this day.
    ["2026-03-08 03:30:00", "America/New_York", "2026-03-08T07:30:00.000Z"],
    ["2026-03-08 01:30:00", "America/New_York", "2026-03-08T06:30:00.000Z"],
    ["2026-06-15 08:00:05", "Asia/Kolkata", "2026-06-15T02:30:05.000Z"],
  ])("%s in %s is %s", (text, zone, expected) => {
    expect(parseTime(text, zone)?.toISOString()).toBe(expected);
  });

  it.each([undefined, "", "soon", "2026-13-45 99:00:00", "06/13/24 3:48pm MST?"])("%s is none", (text) => {
    expect(parseTime(text, "UTC")).toBeUndefined();
  });

  it("falls on the day that the account's clocks show", () => {
    expect(dayOf(new Date("2026-06-15T02:00:00Z"), "America/New_York")).toBe("2026-06-14");
    expect(dayOf(new Date("2026-06-15T22:00:00Z"), "Asia/Tokyo")).toBe("2026-06-16");
  });
});
