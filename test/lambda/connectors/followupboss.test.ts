import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { followupboss } from "../../../lambda/connectors/vendors/followupboss/followupboss.ts";
import { BusyError, RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import { writeActivity } from "../../../lambda/steps/report-call/write-activity.ts";
import { followupboss as standIn } from "../../../stand-ins/crms/followupboss.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { recordingCrm } from "../../fakes/recording-crm.ts";
import { besidePlayed, refusedOnceEach } from "../../fakes/told-crm.ts";
import { ended, job, person, RECORDING, toldAt, withCall, withPerson } from "../../fakes/told-jobs.ts";

/** A Follow Up Boss as it is played here, and the connector before it. */
function aFollowUpBoss(settings?: unknown) {
  const played = standIn.play(
    () => kept(undefined),
    () => toldAt.getTime(),
  );
  const reporter = followupboss.report.bind(settings);
  const account = besidePlayed(played, reporter, "/v1");
  const { ask } = account;
  return {
    ...account,
    /** Somebody enters a person. */
    save: async ({ phone, email, ...given }: { phone?: string; email?: string; [field: string]: unknown }) => {
      const phones = phone === undefined ? [] : [{ value: phone, type: "mobile" }];
      const emails = email === undefined ? [] : [{ value: email, type: "home" }];
      return String((await ask("POST", "/people", { ...given, phones, emails })).id);
    },
    users: () => reporter.owners?.list(account.http),
  };
}

describe("access to Follow Up Boss", () => {
  const reporter = followupboss.report.bind(undefined);
  const authorization = `Basic ${Buffer.from("fka_1:").toString("base64")}`;

  it("is a key's, as a user's name without a password, with the system where one is registered", () => {
    expect(reporter.authorise({ api_key: "fka_1" })).toEqual({ authorization });
    const system = { system: "Example-Bridge", system_key: "given" };
    expect(reporter.authorise({ api_key: "fka_1", ...system })).toEqual({
      authorization,
      "x-system": "Example-Bridge",
      "x-system-key": "given",
    });
    expect(z.safeParse(reporter.credentials, { api_key: "fka_1", ...system }).data).toEqual({
      api_key: "fka_1",
      ...system,
    });
    expect(z.safeParse(reporter.credentials, { api_key: "" }).success).toBe(false);
  });
});

describe("an answer of Follow Up Boss's", () => {
  const errorOf = async (status: number, body: object | string, headers: Record<string, string> = {}) => {
    const { understand } = followupboss.report.bind(undefined);
    const send = fakeSend(answered(status, body, { headers }));
    const http = crmHttp({ baseUrl: "https://api.followupboss.com", headers: {}, understand, send, now: () => toldAt });
    return http.request("POST", "/v1/calls").catch((error: unknown) => error);
  };

  it.each([
    [400, { errorMessage: "Invalid fields in the request body: x." }, "RejectedError"],
    [401, { errorMessage: "Invalid API key." }, "RejectedError"],
    [403, { errorMessage: "The account has expired." }, "RejectedError"],
    [404, { errorMessage: "The requested resource was not found." }, "RejectedError"],
    [503, { errorMessage: "Down for maintenance." }, "TransientError"],
  ])("keeps its words: %i %j", async (status, body, name) => {
    expect(await errorOf(status, body)).toMatchObject({ name, detail: body.errorMessage });
  });

  it("that has no such words keeps others, or none", async () => {
    expect(await errorOf(400, { title: "?", error: "bad_request" })).toMatchObject({ detail: "bad_request" });
    for (const body of ["<html>", {}, { errorMessage: 7 }]) {
      expect(await errorOf(400, body)).toMatchObject({ status: 400, detail: undefined });
    }
  });

  it.each([
    [{ "retry-after": "7", "x-ratelimit-remaining": "0" }, 7_000],
    [{}, 10_000],
  ])("that is a limit says how long to wait: %j", async (headers, retryAfterMs) => {
    const error = await errorOf(429, { errorMessage: "Too many requests." }, headers);
    expect(error).toBeInstanceOf(BusyError);
    expect(error).toMatchObject({ retryAfterMs });
  });
});

describe("the settings of Follow Up Boss", () => {
  it.each([
    [{ outcomes: { contacted: "Talked" } }, "an outcome is Interested, Not Interested"],
    [{ fields: { attempts: "Attempts" } }, "write a custom field by its API name: custom…"],
    [{ ownerId: "ada" }, "a number"],
    [{ owners: { "ada@example.com": "0" } }, "a number"],
    [{ stages: {} }, "stages"],
  ])("say what is wrong with %j", (settings, words) => {
    expect(() => followupboss.report.bind(settings)).toThrow(words);
  });
});

describe("a result in Follow Up Boss", () => {
  it("is one call that changes, and tells the whole of it", async () => {
    const crm = aFollowUpBoss();
    const { activityId } = await crm.write(job());
    const later = withCall({ recordingUrl: RECORDING, transcript: "A: Hello" });
    await crm.write({ ...later, ...(activityId && { activityId }) });
    expect(crm.played.records()).toMatchObject([
      {
        name: "Maya Lindqvist",
        summary: "Lead, callingly-connected",
        calls: [{ callId: "48213977", outcome: "", seconds: 247, recordingUrl: RECORDING, transcript: "A: Hello" }],
      },
    ]);
    const { calls } = await crm.ask("GET", "/calls");
    expect(calls[0]).toMatchObject({
      isIncoming: false,
      phone: "+12025550143",
      toNumber: "+12025550143",
      fromNumber: "+12025550100",
      note: expect.stringContaining("2026-06-15 14:31 UTC"),
    });
  });

  it.each([
    [{ outcome: "voicemail" }, "Left Message"],
    [{ outcome: "missed", status: "missed" }, "No Answer"],
    [{ outcome: "missed", status: "busy" }, "Busy"],
    [{ outcome: "removed" }, "Not Interested"],
    [{ outcome: undefined, status: "error" }, ""],
  ])("that came to %j is “%s” there", async (change, outcome) => {
    const crm = aFollowUpBoss();
    await crm.write(withCall(change));
    expect(crm.played.records()[0]?.calls).toMatchObject([{ outcome }]);
  });

  it("comes from the person where the person called", async () => {
    const crm = aFollowUpBoss();
    await crm.write(withCall({ direction: "inbound" }));
    const { calls } = await crm.ask("GET", "/calls");
    expect(calls).toMatchObject([{ isIncoming: true, fromNumber: "+12025550143", toNumber: "+12025550100" }]);
  });

  it("is its agent's, or whose the settings say", async () => {
    const crm = aFollowUpBoss({ ownerId: "1" });
    expect((await crm.users())?.get("ada.fields@example.com")).toBe("2");
    await crm.write(job({ ownerId: "2" }));
    await crm.write(withCall({ callId: "48213978" }));
    const { calls } = await crm.ask("GET", "/calls");
    expect(calls.map(({ userId }: { userId: number }) => userId)).toEqual([1, 2]);
  });

  it("is looked for among the person's calls after an answer that was lost, further pages included", async () => {
    const crm = aFollowUpBoss();
    await crm.write(job());
    for (let index = 0; index < 120; index += 1) await crm.write(withCall({ callId: `482139770${index}` }));
    await crm.write(job(), true);
    const calls = crm.played.records()[0]?.calls ?? [];
    expect(calls.filter(({ callId }) => callId === "48213977")).toHaveLength(1);
    expect(calls).toHaveLength(121);
  });

  it.each([undefined, {}, { calls: "?" }])("is not written again when the look-up answers %j", async (unreadable) => {
    const crm = recordingCrm({ id: 7 }, unreadable);
    const given = { ...job(), record: { type: "person", id: "7" }, credentials: {} };
    await expect(writeActivity(followupboss.report.bind(undefined), crm, given, true)).rejects.toThrow(TransientError);
    expect(crm.requests).toHaveLength(2);
  });

  it("does not outgrow a note, and does not end in half a character", async () => {
    const crm = aFollowUpBoss();
    await crm.write(withCall({ transcript: `x${"😀".repeat(40_000)}` }));
    const { calls } = await crm.ask("GET", "/calls");
    expect(calls[0].note.length).toBeLessThanOrEqual(60_000);
    expect(calls[0].note).not.toMatch(/\p{Cs}/u);
  });

  it.each(["..", "../1", "0", "", "12a", "40001?x="])("leads nowhere else by the id %j", async (id) => {
    const crm = aFollowUpBoss();
    await crm.save(person);
    await expect(crm.write(job({ record: { type: "person", id } }))).rejects.toThrow(RejectedError);
    expect(crm.requests).toEqual([]);
  });
});

describe("a person who is gone from Follow Up Boss", () => {
  const gone = { type: "person", id: "999" };

  it("was merged into another, who gets the result", async () => {
    const crm = aFollowUpBoss();
    const id = await crm.save({ phone: "(202) 555-0143", email: person.email });
    await crm.write(job({ record: gone, cameWithRecord: true }));
    await crm.write(job({ record: gone, cameWithRecord: true }), true);
    expect(crm.played.records()).toMatchObject([{ id, summary: "Lead, callingly-connected", calls: [{}] }]);
  });

  it("keeps their stage and tags where the one who is left is not surely them", async () => {
    const crm = aFollowUpBoss();
    await crm.save({ phone: "(202) 555-0143", email: "another@example.com" });
    await crm.write(job({ record: gone, cameWithRecord: true }));
    expect(crm.played.records()).toMatchObject([{ summary: "Lead", calls: [{}] }]);
  });

  it("leaves the result to a person, with Follow Up Boss's words, where there is nobody", async () => {
    const crm = aFollowUpBoss();
    await expect(crm.write(job({ record: gone, cameWithRecord: true }))).rejects.toMatchObject({
      status: 404,
      detail: "The requested resource was not found.",
    });
    expect(crm.played.records()).toEqual([]);
  });
});

describe("what the person shows", () => {
  const all = {
    stage: { contacted: "Nurture", missed: "Attempted" },
    fields: {
      secondsToRing: "customSecondsToRing",
      attempts: "customAttempts",
      firstContactAt: "customFirstContact",
    },
  };
  const rung = { ...job().lead, firstRungAt: "2026-06-15T14:31:02.000Z" };

  it("is a stage, a tag and fields, and other tags, phones and fields stay", async () => {
    const crm = aFollowUpBoss(all);
    const id = await crm.save({ ...person, tags: ["Buyer"], customOwn: "theirs" });
    await crm.write(job({ lead: rung }));
    expect(await crm.ask("GET", `/people/${id}?fields=allFields`)).toMatchObject({
      stage: "Nurture",
      tags: ["Buyer", "callingly-connected"],
      phones: [{ value: "+12025550143" }],
      emails: [{ value: person.email }],
      customOwn: "theirs",
      customSecondsToRing: 4,
      customAttempts: 1,
      customFirstContact: "2026-06-15T14:31:05Z",
    });
    const before = crm.requests.length;
    const again = { ...job({ lead: rung }), activityId: "40002" };
    await crm.write(again);
    expect(crm.requests.slice(before).filter((request) => request.startsWith("PUT /v1/people"))).toEqual([]);
  });

  it("follows the best call so far, and stays where a person has put it", async () => {
    const crm = aFollowUpBoss(all);
    const id = await crm.save({ ...person, stage: "lead" });
    const stage = async () => (await crm.ask("GET", `/people/${id}`)).stage;
    await crm.write(ended("missed"));
    expect(await stage()).toBe("Attempted");
    await crm.write(job());
    expect(await stage()).toBe("Nurture");
    await crm.ask("PUT", `/people/${id}`, { stage: "Closed" });
    await crm.write(withCall({ callId: "48213979" }));
    expect(await stage()).toBe("Closed");
  });

  it.each([
    ["another e-mail address", { email: "big@customer.example", phone: person.phone }],
    ["no e-mail address", { phone: person.phone }],
  ])("does not change on somebody with %s, unless the lead came with them", async (_, somebody) => {
    const crm = aFollowUpBoss();
    const id = await crm.save(somebody);
    await crm.write(job());
    expect(crm.played.records()).toMatchObject([{ id, summary: "Lead", calls: [{}] }]);
    await crm.write(job({ record: { type: "person", id }, cameWithRecord: true }));
    expect(crm.played.records()).toMatchObject([{ id, summary: "Lead, callingly-connected" }]);
  });

  it("is not read where nothing is to be changed", async () => {
    const crm = aFollowUpBoss({ tag: { contacted: null } });
    const id = await crm.save(person);
    await crm.write(job({ record: { type: "person", id } }));
    expect(crm.requests).toEqual([`GET /v1/people/${id}`, "POST /v1/calls"]);
  });
});

describe("whose result it is", () => {
  it.each(["(202) 555-0143", "+1 202 555 0143", "202.555.0143", "2025550143"])(
    "is found by the phone, typed as %s",
    async (phone) => {
      const crm = aFollowUpBoss();
      const id = await crm.save({ phone });
      expect(await crm.write(withPerson({ email: undefined }))).toMatchObject({ record: { type: "person", id } });
    },
  );

  it("is asked for without the country's code where it is not found with it", async () => {
    const crm = aFollowUpBoss();
    const id = await crm.save({ phone: "2025550143" });
    const nobody = { _metadata: { total: 0 }, people: [] };
    crm.refusals.push({ begins: "GET /v1/people?phone=%2B12025550143", status: 200, body: nobody });
    expect(await crm.write(withPerson({ email: undefined }))).toMatchObject({ record: { id } });
  });

  it("is not that of an e-mail address with another phone: a new one is made without it", async () => {
    const crm = aFollowUpBoss();
    await crm.save({ email: person.email, phone: "+12025550199" });
    await crm.write(job());
    expect(crm.played.records()).toMatchObject([
      { phone: "+12025550199", calls: [] },
      { phone: person.phone, email: "", calls: [{}] },
    ]);
  });

  it("is not whom Follow Up Boss answers instead of a new one, if they share the address alone", async () => {
    const crm = aFollowUpBoss();
    await crm.save({ email: person.email, phone: "+12025550199" });
    const nobody = { begins: "GET /v1/people?", status: 200, body: { people: [] } };
    crm.refusals.push(nobody, nobody, nobody);
    await crm.write(job());
    expect(crm.played.records()).toMatchObject([
      { phone: "+12025550199", calls: [] },
      { phone: person.phone, email: "", calls: [{}] },
    ]);
  });

  it("is made once where somebody else made it meanwhile", async () => {
    const crm = aFollowUpBoss();
    const nobody = { begins: "GET /v1/people?", status: 200, body: { people: [] } };
    crm.refusals.push(nobody, nobody, nobody);
    const id = await crm.save({ email: person.email, phone: person.phone });
    expect(await crm.write(job())).toMatchObject({ record: { id } });
    expect(crm.played.records()).toHaveLength(1);
  });

  it("is made by nobody where the settings say so, or where nobody was called", async () => {
    const crm = aFollowUpBoss({ createPerson: false });
    await expect(crm.write(job())).rejects.toMatchObject({ status: 404 });
    expect(await aFollowUpBoss().find(job())).toBeUndefined();
    expect(crm.played.records()).toEqual([]);
  });
});

describe("a limit or a server that fails", () => {
  it.each([
    [429, BusyError],
    [503, TransientError],
  ])("is no end, whichever request is answered %i", async (status, kind) => {
    const outcomes = await refusedOnceEach(aFollowUpBoss, job(), { status, body: { errorMessage: "later" } });
    expect(outcomes.length).toBeGreaterThan(2);
    for (const { error, records } of outcomes) {
      expect(error).toBeInstanceOf(kind);
      expect(records).toMatchObject([{ summary: "Lead, callingly-connected", calls: [{}] }]);
    }
  });
});
