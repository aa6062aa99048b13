import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import { ExistsError } from "../../../lambda/connectors/contract/reporter.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { espocrm } from "../../../lambda/connectors/vendors/espocrm/espocrm.ts";
import { RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { type CrmAnswer, recordingCrm } from "../../fakes/recording-crm.ts";
import { writtenTo } from "../../fakes/told-crm.ts";
import { type GivenJob, jobsOn, person } from "../../fakes/told-jobs.ts";

const now = new Date("2026-06-15T14:36:00Z");
const needed = { url: "https://crm.example.com", ownerId: "user-1" };

const { call, job, fromElsewhere } = jobsOn({ type: "Lead", id: "a" }, { api_key: "k" });
const withCall = (change: Partial<ReportJob["call"]>, more: Partial<GivenJob> = {}): GivenJob => {
  const outcome = change.outcome ?? call.outcome;
  return job({ call: { ...call, ...change }, lead: { ...job().lead, outcome }, ...more });
};

/** Writes a job, the record looked for first where it names none. */
async function write(given: GivenJob, answers: CrmAnswer[], settings: object = {}) {
  const { outcome, requests } = await writtenTo(espocrm.report.bind({ ...needed, ...settings }), given, answers);
  const steps = requests.map(({ method, path }) => `${method} ${path.replace("/api/v1/", "").replace(/\?.*/, "")}`);
  return { outcome, requests, steps };
}

const row = (change: object = {}) => ({
  id: "a",
  firstName: "Maya",
  lastName: "Lindqvist",
  emailAddress: "maya.lindqvist@example.com",
  phoneNumber: "(202) 555-0143",
  phoneNumberData: [{ phoneNumber: "(202) 555-0143", primary: true }],
  status: "New",
  doNotCall: false,
  ...change,
});
const list = (...rows: object[]) => ({ total: -1, list: rows });
const made = { id: "call-1" };
const gone = new RejectedError(404, "The CRM answered 404");

/** The body of the first request that writes so. */
async function bodyOf(which: "POST" | "PUT", given: GivenJob, answers: CrmAnswer[], settings?: object) {
  const { requests } = await write(given, answers, settings);
  return requests.find(({ method }) => method === which)?.body as Record<string, unknown> | undefined;
}

describe("access to EspoCRM", () => {
  const reporter = espocrm.report.bind(needed);

  it("is an API user's key, at the address of the settings", () => {
    expect(reporter.authorise({ api_key: "k" })).toEqual({ "x-api-key": "k" });
    expect(z.safeParse(reporter.credentials, { api_key: "" }).success).toBe(false);
    expect(espocrm.report.bind({ ...needed, url: "https://crm.example.com/espo/" }).baseUrl).toBe(
      "https://crm.example.com/espo",
    );
  });

  it.each([
    [{ url: needed.url }, "ownerId"],
    [{ ownerId: "1" }, "url"],
    [{ ...needed, ownerId: "../1" }, "ownerId"],
    [{ ...needed, fields: { attempts: "calls made" } }, "fields"],
    [{ ...needed, recordingField: "1x" }, "recordingField"],
    [{ ...needed, owner: "1" }, "owner"],
  ])("needs settings that fit: %j", (settings, name) => expect(() => espocrm.report.bind(settings)).toThrow(name));
});

describe("an answer of EspoCRM's", () => {
  const ask = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    const { understand } = espocrm.report.bind(needed);
    const send = fakeSend(answered(status, body, { headers }));
    return crmHttp({ baseUrl: needed.url, headers: {}, understand, send, now: () => now }).request(
      "POST",
      "/api/v1/Call",
    );
  };
  const errorOf = (...given: Parameters<typeof ask>) => ask(...given).catch((error: unknown) => error);

  it("keeps the words of the header, and of a body that names the field", async () => {
    expect(await errorOf(403, "", { "x-status-reason": "No create access." })).toMatchObject({
      name: "RejectedError",
      status: 403,
      detail: "No create access.",
    });
    const body = {
      messageTranslation: { label: "validationFailure", scope: null, data: { field: "dateEnd", type: "after" } },
    };
    expect(await errorOf(400, body)).toMatchObject({ detail: "validationFailure; field dateEnd; type after" });
    expect(await errorOf(400, { message: "Not now" })).toMatchObject({ detail: "Not now" });
    for (const odd of ["<html>", [], 7, null]) expect(await errorOf(400, odd)).toMatchObject({ detail: undefined });
  });

  it("says that the record is there, and which", async () => {
    const error = await errorOf(409, [row()], { "x-status-reason": "duplicate" });
    expect(error).toBeInstanceOf(ExistsError);
    expect(error).toMatchObject({ id: "a", detail: "duplicate" });
    expect(await errorOf(409, "", { "x-status-reason": "modified" })).not.toBeInstanceOf(ExistsError);
  });

  it("is none where something else answers in its place, such as the page for people", async () => {
    expect(await errorOf(200, "<!doctype html>")).toMatchObject({
      name: "RejectedError",
      detail: expect.stringContaining("`url`"),
    });
    expect(await ask(200, row())).toMatchObject({ status: 200 });
  });

  it("refuses a key, is under maintenance, or is kept away from by what stands before it", async () => {
    expect(await errorOf(401, "")).toMatchObject({ status: 401 });
    expect(await errorOf(503, "")).toBeInstanceOf(TransientError);
    expect(await errorOf(429, "", { "retry-after": "7" })).toMatchObject({ name: "BusyError", retryAfterMs: 7_000 });
  });
});

describe("a call", () => {
  it("hangs on the lead, in UTC, from its begin to its end, and is somebody's", async () => {
    expect(await bodyOf("POST", job(), [row(), made, row(), row()])).toMatchObject({
      name: "Callingly call - Connected",
      status: "Held",
      direction: "Outbound",
      dateStart: "2026-06-15 14:31:05",
      dateEnd: "2026-06-15 14:35:12",
      parentType: "Lead",
      parentId: "a",
      leadsIds: ["a"],
      assignedUserId: "user-1",
    });
    const owned = await bodyOf("POST", job({ ownerId: "user-7" }), [row(), made, row(), row()]);
    expect(owned).toMatchObject({ assignedUserId: "user-7" });
  });

  it.each([
    ["a contact's", { type: "Contact", id: "c" }, row({ id: "c" }), { parentType: "Contact", contactsIds: ["c"] }],
    [
      "a converted lead's, and its contact's",
      { type: "Lead", id: "a" },
      row({ status: "Converted", createdContactId: "c" }),
      { parentType: "Lead", parentId: "a", leadsIds: ["a"], contactsIds: ["c"] },
    ],
  ])("is %s", async (_, record, answer, expected) => {
    const body = await bodyOf("POST", job({ record }), [answer, made, answer, answer]);
    expect(body).toMatchObject(expected);
    if (record.type === "Contact") expect(body).not.toHaveProperty("leadsIds");
  });

  it.each([
    [{ outcome: "voicemail" }, "Not Held"],
    [{ outcome: "missed" }, "Not Held"],
    [{ status: "busy", outcome: undefined }, "Not Held"],
    [{ outcome: "removed" }, "Held"],
    [{ outcome: undefined, status: "in progress", final: false }, "Held"],
    [{ outcome: undefined, status: undefined, unrung: true }, "Not Held"],
    [{ outcome: undefined, status: undefined, remark: "Held: no phone" }, "Not Held"],
  ] as const)("that ended so is so: %j", async (change, status) => {
    expect(await bodyOf("POST", withCall(change as never), [row(), made, row(), row()])).toMatchObject({ status });
  });

  it("that never began stands where its lead came in, and has no length", async () => {
    const body = await bodyOf("POST", withCall({ startedAt: undefined, seconds: 0 }), [row(), made, row(), row()]);
    expect(body).toMatchObject({ dateStart: "2026-06-15 14:30:58", dateEnd: "2026-06-15 14:30:58" });
  });

  it("has no sign in its name that EspoCRM refuses, and its recording in the field that is named", async () => {
    const change = { tag: "Wants <b>more</b> = yes", recordingUrl: "https://recordings.example.com/1.mp3" };
    const body = await bodyOf("POST", withCall(change), [row(), made, row(), row()], { recordingField: "cRecording" });
    expect(body).toMatchObject({ name: "Callingly call - Wants b more /b yes", cRecording: change.recordingUrl });
    expect(await bodyOf("POST", withCall(change), [row(), made, row(), row()])).not.toHaveProperty("cRecording");
  });

  it("is changed in its place, and stays where a person has put it", async () => {
    const again = job({ activityId: "call-1" });
    const { steps, requests, outcome } = await write(again, [made, row(), row()]);
    expect(steps).toEqual(["PUT Call/call-1", "GET Lead/a"]);
    expect(outcome).toMatchObject({ activityId: "call-1" });
    expect(requests[0]?.body).not.toHaveProperty("parentId");
  });

  it("is looked for by the beginning of its description before it is made again", async () => {
    const trace = { id: "call-9", description: "Callingly call 48213977 - Connected" };
    const other = { id: "call-8", description: "Callingly call 482139770 - Connected" };
    const { steps, requests } = await write(job({ mayExist: true }), [row(), list(other, trace), made, row(), row()]);
    expect(steps).toEqual(["GET Lead/a", "GET Call", "PUT Call/call-9", "GET Lead/a", "PUT Lead/a"]);
    const query = new URLSearchParams(requests[1]?.path.split("?")[1]);
    expect(Object.fromEntries(query)).toMatchObject({
      "where[0][attribute]": "parentType",
      "where[1][value]": "a",
      "where[2][type]": "startsWith",
      "where[2][value]": "Callingly call 48213977",
    });
    const none = await write(job({ mayExist: true }), [row(), list(other), row(), made, row(), row()]);
    expect(none.steps).toContain("POST Call");
  });
});

describe("the lead's status", () => {
  const statusAfter = async (
    outcome: string,
    present: object = {},
    settings: object = {},
    more: Partial<GivenJob> = {},
  ) => bodyOf("PUT", withCall({ outcome } as never, more), [row(present), made, row(present), row()], settings);

  it("is the one for the best call, over those from before anybody worked on the lead", async () => {
    expect(await statusAfter("contacted")).toEqual({ status: "In Process" });
    expect(await statusAfter("contacted", { status: "Assigned" })).toEqual({ status: "In Process" });
    expect(await statusAfter("contacted", { status: "Converted" })).toBeUndefined();
    expect(await statusAfter("missed")).toBeUndefined();
    expect(await statusAfter("missed", {}, { leadStatus: { missed: "Tried" } })).toEqual({ status: "Tried" });
  });

  it("goes with Do Not Call for who asked for it, contacts too", async () => {
    expect(await statusAfter("removed")).toEqual({ status: "Dead", doNotCall: true });
    expect(await statusAfter("removed", { doNotCall: true, status: "Dead" })).toBeUndefined();
    expect(await statusAfter("removed", {}, { doNotCall: false })).toEqual({ status: "Dead" });
    const record = { type: "Contact", id: "c" };
    expect(await statusAfter("removed", {}, {}, { record })).toEqual({ doNotCall: true });
  });

  it("is left alone where the lead may be somebody else's", async () => {
    const unsure = { cameWithRecord: false };
    expect(await statusAfter("contacted", {}, {}, unsure)).toEqual({ status: "In Process" });
    expect(await statusAfter("contacted", { emailAddress: "other@example.com" }, {}, unsure)).toBeUndefined();
    expect(
      await statusAfter("contacted", { phoneNumber: "+12025550199", phoneNumberData: [] }, {}, unsure),
    ).toBeUndefined();
  });

  it("goes with figures in fields of one's own", async () => {
    const fields = { secondsToRing: "cSpeed", attempts: "cCalls", firstContactAt: "cFirst" };
    const lead = { ...job().lead, firstRungAt: "2026-06-15T14:31:05.000Z" };
    const given = job({ lead, call: { ...call, attempt: 2 } });
    expect(await bodyOf("PUT", given, [row(), made, row({ cCalls: 1 }), row()], { fields })).toEqual({
      status: "In Process",
      cSpeed: 7,
      cCalls: 2,
      cFirst: "2026-06-15 14:31:05",
    });
  });
});

describe("whose record it is", () => {
  const searches = (leads: object[], contacts: object[], ...reads: object[]) => [
    list(...leads),
    list(...contacts),
    ...reads,
  ];

  it("is that with the address, if the phone is theirs; a lead goes before a contact", async () => {
    const answers = [...searches([{ id: "a" }], [{ id: "c" }]), row(), row({ id: "c" }), row(), made, row(), row()];
    const { outcome, steps, requests } = await write(fromElsewhere(), answers);
    expect(outcome).toMatchObject({ record: { type: "Lead", id: "a" } });
    expect(steps.slice(0, 4)).toEqual(["GET Lead", "GET Contact", "GET Lead/a", "GET Contact/c"]);
    expect(requests[0]).toMatchObject({ headers: { "x-no-total": "true" } });
    expect(new URLSearchParams(requests[0]?.path.split("?")[1]).get("where[0][value]")).toBe(person.email);
  });

  it("is that with the phone, however it is written and whichever of the record's phones it is", async () => {
    const second = row({
      id: "c",
      emailAddress: "x@example.com",
      phoneNumber: "+12025550100",
      phoneNumberData: [{ phoneNumber: "+12025550100" }, { phoneNumber: "202.555.0143" }],
    });
    const { outcome, requests } = await write(fromElsewhere(), [
      ...searches([], []),
      ...searches([], [{ id: "c" }]),
      second,
    ]);
    expect(outcome).not.toHaveProperty("error.status");
    const query = Object.fromEntries(new URLSearchParams(requests[2]?.path.split("?")[1]));
    expect(query).toMatchObject({
      "where[0][type]": "endsWith",
      "where[0][attribute]": "phoneNumberNumeric",
      "where[0][value]": "25550143",
    });
    expect(requests[4]?.path).toBe("/api/v1/Contact/c");
  });

  it("is no converted lead's, whose contact it is by now", async () => {
    const contact = row({ id: "c" });
    const { outcome } = await write(fromElsewhere(), [
      ...searches([{ id: "a", status: "Converted" }], [{ id: "c" }]),
      contact,
      contact,
      made,
      contact,
    ]);
    expect(outcome).toMatchObject({ record: { type: "Contact", id: "c" } });
  });

  it("is a new lead's where there is none, with what EspoCRM takes", async () => {
    const stranger = fromElsewhere({ person: { ...person, company: "A <b> & Sons" } });
    const nobody = [...searches([], []), ...searches([], [])];
    const { outcome, requests } = await write(stranger, [
      ...nobody,
      row({ id: "new" }),
      row({ id: "new" }),
      made,
      row({ id: "new" }),
    ]);
    expect(outcome).toMatchObject({ record: { type: "Lead", id: "new" } });
    expect(requests.find(({ method }) => method === "POST")?.body).toEqual({
      firstName: "Maya",
      lastName: "Lindqvist",
      accountName: "A b & Sons",
      phoneNumber: "+12025550143",
      emailAddress: "maya.lindqvist@example.com",
    });
    const { outcome: parked } = await write(stranger, nobody, { createLead: false });
    expect(parked).toMatchObject({ error: { status: 404 } });
  });

  it("is whom another worker made meanwhile, and a namesake's never", async () => {
    const nobody = [...searches([], []), ...searches([], [])];
    const taken = new ExistsError("The CRM answered 409", { id: "n" });
    const faster = await write(fromElsewhere(), [
      ...nobody,
      taken,
      ...searches([{ id: "a" }], []),
      row(),
      row(),
      made,
      row(),
      row(),
    ]);
    expect(faster.outcome).toMatchObject({ record: { id: "a" } });
    const namesake = await write(fromElsewhere(), [
      ...nobody,
      taken,
      ...nobody,
      row({ id: "new" }),
      row(),
      made,
      row(),
      row(),
    ]);
    expect(namesake.outcome).toMatchObject({ record: { id: "new" } });
    expect(namesake.requests[9]).toMatchObject({ method: "POST", headers: { "x-skip-duplicate-check": "true" } });
  });

  it("is found again where it was merged into another, whose status is nobody's of ours", async () => {
    const there = row({ id: "b", emailAddress: "other@example.com" });
    const moved = [gone, list(), list(), list({ id: "b" }), list(), there];
    const { steps, requests } = await write(job(), [...moved, there, made, ...moved, there]);
    expect(requests.find(({ method }) => method === "POST")?.body).toMatchObject({ parentId: "b" });
    expect(steps.filter((step) => step.startsWith("PUT"))).toEqual([]);
    expect((await write(job(), [gone, list(), list(), list(), list()])).outcome).toMatchObject({ error: gone });
  });
});

describe("EspoCRM's users", () => {
  it("are those who may still sign in, by their addresses, page after page", async () => {
    const many = Array.from({ length: 200 }, (_, at) => ({ id: `u${at}`, emailAddress: `U${at}@example.com` }));
    const crm = recordingCrm(
      list(...many),
      list({ id: "last", emailAddress: null }, { id: "ada", emailAddress: "ada@example.com" }),
    );
    const users = await espocrm.report.bind(needed).owners?.list(crm);
    expect([users?.size, users?.get("u7@example.com"), users?.get("ada@example.com")]).toEqual([201, "u7", "ada"]);
    const query = new URLSearchParams(crm.requests[1]?.path.split("?")[1]);
    expect([query.get("offset"), query.getAll("where[1][value][]")]).toEqual(["200", ["regular", "admin"]]);
  });
});
