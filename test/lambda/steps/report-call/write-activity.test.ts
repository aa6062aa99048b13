import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { capabilitiesOf, type Reporter, type ReportJob } from "../../../../lambda/connectors/contract/reporter.ts";
import { BusyError, NotSentError, RejectedError, TransientError } from "../../../../lambda/runtime/errors.ts";
import { isBlind, type Progress, writeActivity } from "../../../../lambda/steps/report-call/write-activity.ts";
import { recordingCrm } from "../../../fakes/recording-crm.ts";

const job: ReportJob = {
  call: { callId: "77", final: true, seconds: 30 },
  lead: { id: "lead_1", source: "website", receivedAt: "2026-06-15T14:30:58.000Z", person: { phone: "+12125550123" } },
  credentials: {},
  now: new Date("2026-06-15T15:00:00Z"),
};

/** A CRM that tells what was asked of it. */
function aCrm(change: Partial<Reporter> = {}) {
  const done: string[] = [];
  const reporter: Reporter = {
    baseUrl: "https://crm.example.com",
    credentials: z.record(z.string(), z.string()),
    authorise: () => ({}),
    async create() {
      done.push("create");
      return { activityId: "1" };
    },
    async updateRecord(_crm, _job, id) {
      done.push(`record of ${id}`);
    },
    ...change,
  };
  const progress: Progress = { begin: async () => void done.push("begin") };
  const write = (given: Partial<ReportJob> = {}, mayExist = false) =>
    writeActivity(reporter, recordingCrm(), { ...job, ...given }, mayExist, progress);
  return { reporter, done, progress, write };
}

const update: Reporter["update"] = async () => ({});
const failing = (error: Error) => async () => Promise.reject(error);

describe("what a CRM can", () => {
  it("is what it has", () => {
    expect(capabilitiesOf(aCrm().reporter)).toEqual({
      canUpdate: false,
      canFindTrace: false,
      isIdempotentBy: undefined,
    });
    const able = aCrm({ update, findTrace: async () => "1", isIdempotentBy: "an id of ours" }).reporter;
    expect(capabilitiesOf(able)).toEqual({ canUpdate: true, canFindTrace: true, isIdempotentBy: "an id of ours" });
  });
});

describe("an earlier write of which nobody knows what became of it", () => {
  it("is looked for where the CRM shows traces, and made where there is none", async () => {
    const found = aCrm({ findTrace: async () => "9", update });
    expect(await found.write({}, true)).toBe("9");
    expect(found.done).toEqual(["record of 9"]);
    const none = aCrm({ findTrace: async () => undefined });
    expect(await none.write({}, true)).toBe("1");
    expect(none.done).toEqual(["create", "record of 1"]);
  });

  it("is repeated where the CRM takes a repeat for what it is", async () => {
    const { write, done } = aCrm({ isIdempotentBy: "an id of ours" });
    await write({}, true);
    expect(done).toEqual(["create", "record of 1"]);
  });

  it("is left to a person where the CRM can neither", async () => {
    const { write, done, progress } = aCrm();
    await expect(write({}, true)).rejects.toThrow("An earlier write may have reached the CRM");
    expect(done).toEqual([]);
    expect(progress.isUnclear).toBe(true);
  });
});

describe("a CRM that shows no traces and takes a repeat for something new", () => {
  it("is what can do nothing else", () => {
    expect(isBlind(aCrm().reporter)).toBe(true);
    expect(isBlind(aCrm({ findTrace: async () => undefined }).reporter)).toBe(false);
    expect(isBlind(aCrm({ isIdempotentBy: "an id of ours" }).reporter)).toBe(false);
  });

  it("is asked to make the activity only after that was noted", async () => {
    const { write, done } = aCrm();
    await write();
    expect(done).toEqual(["begin", "create", "record of 1"]);
    const unnoted = aCrm();
    const progress = { begin: failing(new Error("the table")) };
    await expect(writeActivity(unnoted.reporter, recordingCrm(), job, false, progress)).rejects.toThrow("the table");
    expect(unnoted.done).toEqual([]);
  });

  it("keeps the activity as it was when there is news, and the record hears of it", async () => {
    const { write, done } = aCrm();
    expect(await write({ activityId: "5" })).toBe("5");
    expect(done).toEqual(["record of 5"]);
  });

  it.each([
    ["may have made it", new TransientError("503"), true],
    ["may have made it", new Error("a bug"), true],
    ["did not", new RejectedError(400, "no"), false],
    ["did not", new BusyError("later", { retryAfterMs: 1 }), false],
    ["did not", new NotSentError("refused"), false],
  ])("%s after %o", async (_, error, isUnclear) => {
    const { write, progress } = aCrm({ create: failing(error) });
    await expect(write()).rejects.toBe(error);
    expect(progress).toMatchObject({ isUnclear });
  });

  it("may have made it where it names no id", async () => {
    const { write, progress } = aCrm({ create: async () => ({}) });
    await expect(write()).rejects.toThrow("did not name the activity");
    expect(progress.isUnclear).toBe(true);
  });

  it("has made it where only its record fails", async () => {
    const { write, progress } = aCrm({ updateRecord: failing(new TransientError("503")) });
    await expect(write()).rejects.toThrow("503");
    expect(progress).toMatchObject({ activityId: "1" });
    expect(progress.isUnclear).toBeUndefined();
  });
});
