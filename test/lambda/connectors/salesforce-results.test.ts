import { describe, expect, it } from "vitest";
import type { CrmHttp, Reporter, ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import { ExistsError } from "../../../lambda/connectors/contract/reporter.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { crmOpener } from "../../../lambda/connectors/kit/out/open-crm.ts";
import { longId, personRecord } from "../../../lambda/connectors/vendors/salesforce/ids.ts";
import { salesforce } from "../../../lambda/connectors/vendors/salesforce/salesforce.ts";
import { BusyError, RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import { demoInstance, demoRefreshToken } from "../../../stand-ins/crms/salesforce/sign-in.ts";
import { salesforce as standIn } from "../../../stand-ins/crms/salesforce.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";
import { brokenPromises } from "../../fakes/crm-promises.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { openedBeside } from "../../fakes/told-crm.ts";
import { leadOf, talked } from "../../fakes/told-jobs.ts";

/** Results in Salesforce, against Salesforce as it is played here. */

const noon = new Date("2026-06-15T12:00:00Z");
const person = { firstName: "Maya", lastName: "Lindqvist", phone: "+12025550143", email: "maya.lindqvist@example.com" };
const call: ReportJob["call"] = { ...talked, startedAt: "2026-06-15T11:58:05Z" };
type Lead = ReportJob["lead"];
const aLead = (change: Partial<Lead> = {}): Lead => ({
  ...leadOf(person, "2026-06-15T11:58:00.000Z"),
  ...change,
});

/** The connector, with a Salesforce that holds nothing yet. */
async function world(settings: object = {}, given: Record<string, string> = {}) {
  const beside = await openedBeside(
    (now) => standIn.play(() => kept(undefined), now),
    salesforce.report.bind(settings),
    { call, lead: aLead() },
    { at: noon, given },
  );
  return {
    ...beside,
    job: (change: Partial<ReportJob>): ReportJob => ({
      ...{ call, lead: aLead(), credentials: {}, now: beside.clock.now() },
      ...change,
    }),
    tasksOf: (id: string) => beside.crm.records().find((record) => record.id === id)?.calls ?? [],
  };
}

const US_FORMATS = [
  "(202) 555-0143",
  "202-555-0143",
  "202.555.0143",
  "2025550143",
  "12025550143",
  "+1 202 555 0143",
  "+1 (202) 555-0143",
  "001 202 555 0143",
  " 202 555 01 43",
];

describe("whose record it is", () => {
  it("is found by the e-mail address, if the phone is theirs or none is known", async () => {
    const { crm, find, requests } = await world();
    const id = crm.make("Lead", { LastName: "Lindqvist", Company: "x", Email: "Maya.Lindqvist@example.com" });
    crm.make("Lead", { LastName: "Lindqvist", Company: "x", Email: person.email, Phone: "+12125550100" });
    expect(await find()).toEqual({ type: "lead", id });
    expect(requests.map(({ url }) => url).join()).not.toMatch(/maya|555/i);
  });

  it.each(US_FORMATS)("is found by the phone as in %j", async (Phone) => {
    const { crm, find } = await world();
    crm.make("Lead", { LastName: "Other", Company: "x", Phone: "(303) 255-50143" });
    const id = crm.make("Lead", { LastName: "Lindqvist", Company: "x", MobilePhone: Phone });
    expect(await find()).toEqual({ type: "lead", id });
  });

  it.each(["020 7946 0958", "+44 20 7946 0958", "0044 (0)20 7946-0958", "(020) 79460958"])(
    "is found by a British phone as in %j",
    async (Phone) => {
      const { crm, find } = await world({ country: "GB" });
      const id = crm.make("Contact", { LastName: "Okafor", Phone });
      expect(await find(aLead({ person: { lastName: "Okafor", phone: "+442079460958" } }))).toEqual({
        type: "contact",
        id,
      });
    },
  );

  it("is an open lead before a contact, and a lead that was converted is none", async () => {
    const { crm, find } = await world();
    const values = { LastName: "Lindqvist", Company: "x", Email: person.email };
    const contact = crm.convert(crm.make("Lead", values));
    expect(await find()).toEqual({ type: "contact", id: contact });
    const lead = crm.make("Lead", values);
    expect(await find()).toEqual({ type: "lead", id: lead });
  });

  it("is asked for in words that cannot break out of the question", async () => {
    const { crm, find } = await world();
    const Email = "o'neil@example.com";
    const id = crm.make("Lead", { LastName: "O'Neil", Company: "x", Email });
    expect(await find(aLead({ person: { email: Email } }))).toEqual({ type: "lead", id });
    for (const email of [
      "' OR Name LIKE '%",
      "\\' OR IsDeleted = false OR Name = \\'",
      "a\\",
      "%@example.com",
      "a\nb",
    ]) {
      expect(await find(aLead({ person: { email } }), false)).toBeUndefined();
    }
  });

  it("is a new lead where there is none, with what Salesforce must have", async () => {
    const { crm, find, requests } = await world();
    const made = await find(aLead({ person: { ...person, company: "Blue Mesa" } }));
    expect(crm.show(made?.id ?? "")).toMatchObject({
      FirstName: "Maya",
      LastName: "Lindqvist",
      Company: "Blue Mesa",
      Phone: person.phone,
      Email: person.email,
    });
    expect(requests.at(-1)?.headers).toMatchObject({ "sforce-duplicate-rule-header": "allowSave=true" });
    const nameless = await find(aLead({ person: { phone: "+12025550144" } }));
    expect(crm.show(nameless?.id ?? "")).toMatchObject({ LastName: "[not provided]", Company: "[not provided]" });
    const firstOnly = await find(aLead({ person: { firstName: "Noor", phone: "+12025550145" } }));
    expect(crm.show(firstOnly?.id ?? "")).toMatchObject({ LastName: "Noor" });
    const long = "x".repeat(500);
    const cut = await find(
      aLead({ person: { firstName: long, lastName: long, company: long, phone: "+12025550146" } }),
    );
    expect(crm.show(cut?.id ?? "")).toMatchObject({ FirstName: "x".repeat(40), LastName: "x".repeat(80) });
  });

  it("is nobody's where none may be made, and where nobody was called", async () => {
    const { find } = await world({ createLead: false });
    await expect(find()).rejects.toMatchObject({ name: "RejectedError", status: 404 });
    expect(await find(aLead(), false)).toBeUndefined();
  });

  it("is not looked for by phone where the organisation is too large for that", async () => {
    const { crm, find } = await world({ findByPhone: false });
    crm.make("Lead", { LastName: "Lindqvist", Company: "x", Phone: person.phone });
    expect(await find(aLead(), false)).toBeUndefined();
  });

  it("names a phone field that the organisation does not have, in Salesforce's words", async () => {
    const { find } = await world({ phoneFields: ["Phone", "Second_Phone__c"] });
    await expect(find()).rejects.toMatchObject({
      status: 400,
      detail: "INVALID_FIELD - No such column 'Second_Phone__c' on entity 'Lead'",
    });
  });
});

describe("a call on a record", () => {
  const aRecord = { LastName: "Lindqvist", Company: "x", Email: person.email, Phone: "(202) 555-0143" };

  it("is a task with the day in the organisation's zone, and the time in the note", async () => {
    const { crm, write } = await world({ timeZone: "Pacific/Auckland" });
    const id = crm.make("Lead", aRecord);
    const task = await write({ record: { type: "lead", id }, call: { ...call, seconds: 246.6 } });
    expect(crm.show(task ?? "")).toMatchObject({
      WhoId: id,
      TaskSubtype: "Call",
      Status: "Completed",
      CallObject: "48213977",
      CallType: "Outbound",
      CallDurationInSeconds: 247,
      CallDisposition: "Connected",
      ActivityDate: "2026-06-15",
      Description: expect.stringContaining("Outbound, 2026-06-15 11:58 UTC"),
    });
    const late = await write({
      record: { type: "lead", id },
      call: { ...call, callId: "2", startedAt: "2026-06-15T12:00:00Z" },
    });
    expect(crm.show(late ?? "")).toMatchObject({
      ActivityDate: "2026-06-16",
      Description: expect.stringContaining("Outbound, 2026-06-15 12:00 UTC"),
    });
  });

  it("has the agent's tag for its result, where there is one", async () => {
    const { crm, write } = await world();
    const id = crm.make("Lead", aRecord);
    const task = await write({ record: { type: "lead", id }, call: { ...call, tag: "Wants a demo" } });
    expect(crm.show(task ?? "")).toMatchObject({
      Subject: "Callingly call - Wants a demo",
      CallDisposition: "Wants a demo",
    });
  });

  it("is the agent's, and nobody's who left", async () => {
    const { reporter, http } = await world();
    expect(await reporter.owners?.list(http)).toEqual(
      new Map([
        ["integration@example.com", "0055e0000000009AAA"],
        ["ada.fields@example.com", "0055e0000000001AAA"],
      ]),
    );
  });

  it("fits into what Salesforce takes, and into no half of a character", async () => {
    const { crm, write } = await world({ recordingField: "Recording__c" });
    const id = crm.make("Lead", aRecord);
    for (const length of [31_900, 31_901]) {
      const transcript = `${"x".repeat(length)}${"😀".repeat(5_000)}`;
      const status = "s".repeat(400);
      const strange = { ...call, callId: String(length), outcome: undefined, status, transcript };
      const recordingUrl = "https://recordings.example.com/7.mp3";
      const task = await write({ record: { type: "lead", id }, call: { ...strange, recordingUrl } });
      const { Description, Recording__c } = crm.show(task ?? "") ?? {};
      expect(String(Description).length).toBeLessThanOrEqual(32_000);
      expect(Description).not.toMatch(/\p{Cs}/u);
      expect(Recording__c).toBe(recordingUrl);
    }
  });

  it("changes in place, without what Salesforce takes only at first", async () => {
    const { crm, write } = await world();
    const record = { type: "lead", id: crm.make("Lead", aRecord) };
    const activityId = (await write({ record })) ?? "";
    const recordingUrl = "https://recordings.example.com/7.mp3";
    expect(await write({ record, activityId, call: { ...call, recordingUrl } })).toBe(activityId);
    expect(crm.show(activityId)).toMatchObject({ Description: expect.stringContaining(recordingUrl) });
  });

  it("is on the contact that the lead became, whose status nobody has", async () => {
    const { crm, write, tasksOf } = await world();
    const id = crm.make("Lead", aRecord);
    const contact = crm.convert(id);
    const task = await write({ record: { type: "lead", id }, cameWithRecord: true });
    expect(tasksOf(contact)).toMatchObject([{ id: task, callId: "48213977" }]);
    expect(crm.show(id)).toMatchObject({ Status: "Closed - Converted" });
    expect(await write({ record: { type: "lead", id } }, true)).toBe(task);
    expect(tasksOf(contact)).toHaveLength(1);
  });

  it("is found again on the contact, where the lead was converted after it was written", async () => {
    const { crm, write, tasksOf } = await world();
    const id = crm.make("Lead", aRecord);
    const task = await write({ record: { type: "lead", id } });
    const contact = crm.convert(id);
    expect(await write({ record: { type: "lead", id } }, true)).toBe(task);
    expect(tasksOf(contact)).toHaveLength(1);
  });

  it("is on the record that another was merged into, and so is the status", async () => {
    const { crm, write, tasksOf } = await world();
    const [loser, winner, last] = [1, 2, 3].map(() => crm.make("Lead", aRecord)) as [string, string, string];
    crm.merge(loser, winner);
    crm.merge(winner, last);
    const task = await write({ record: { type: "lead", id: loser }, cameWithRecord: true });
    expect(tasksOf(last)).toMatchObject([{ id: task }]);
    expect(crm.show(last)).toMatchObject({ Status: "Working - Contacted" });
    const [gone, contact] = [1, 2].map(() => crm.make("Contact", { LastName: "x" })) as [string, string];
    crm.merge(gone, contact);
    await write({ record: { type: "contact", id: gone } });
    expect(tasksOf(contact)).toHaveLength(1);
  });

  it("waits for a person where the record was deleted", async () => {
    const { crm, write } = await world();
    const id = crm.make("Lead", aRecord);
    crm.remove(id);
    await expect(write({ record: { type: "lead", id } })).rejects.toMatchObject({
      name: "RejectedError",
      detail: "ENTITY_IS_DELETED - entity is deleted",
    });
  });

  it("waits for a person where somebody deleted the task between the call and its recording", async () => {
    const { crm, write } = await world();
    const record = { type: "lead", id: crm.make("Lead", aRecord) };
    const activityId = (await write({ record })) ?? "";
    crm.remove(activityId);
    await expect(write({ record, activityId })).rejects.toMatchObject({ detail: expect.stringContaining("DELETED") });
  });

  it.each(["../../sobjects/User", "x/y?z", "' OR Id != '", "12345"])("leads nowhere else by the id %j", async (id) => {
    const { write, requests } = await world();
    await expect(write({ record: { type: "lead", id } })).rejects.toBeInstanceOf(RejectedError);
    await expect(write({ record: { type: "lead", id }, activityId: id })).rejects.toBeInstanceOf(RejectedError);
    for (const { url } of requests) expect(new URL(url).pathname.split("/").length).toBeLessThanOrEqual(7);
  });
});

describe("with an external id", () => {
  const settings = { callIdField: "Callingly_Call__c" };

  it("a call is one task on a record, whoever writes it, and another on another record", async () => {
    const { crm, write, tasksOf } = await world(settings);
    const [first, second] = [1, 2].map(() => crm.make("Lead", { LastName: "x", Company: "x" })) as [string, string];
    const record = { type: "lead", id: first };
    const task = await write({ record });
    expect(await write({ record, call: { ...call, seconds: 300 } })).toBe(task);
    expect(tasksOf(first)).toMatchObject([{ id: task, seconds: 300 }]);
    const other = await write({ record: { type: "lead", id: second } });
    expect(other).not.toBe(task);
    expect(crm.show(task ?? "")).toMatchObject({ WhoId: first, TaskSubtype: "Call" });
  });

  it("is there once, whatever goes wrong at whichever request", async () => {
    expect(await brokenPromises({ connector: salesforce, standIn, settings })).toEqual([]);
  }, 60_000);
});

describe("the lead's status", () => {
  const theirs = { LastName: "Lindqvist", Company: "x", Email: person.email, Phone: "(202) 555-0143" };
  const statusAfter = async (
    values: Record<string, string>,
    change: Partial<ReportJob> = {},
    settings: object = {},
  ) => {
    const { crm, write } = await world(settings);
    const id = crm.make("Lead", { ...theirs, ...values });
    await write({ record: { type: "lead", id }, ...change });
    return crm.show(id)?.Status;
  };

  it("follows the best call, and what a person has set stays", async () => {
    expect(await statusAfter({})).toBe("Working - Contacted");
    const missed = { call: { ...call, outcome: "missed" as const }, lead: aLead({ outcome: "missed" }) };
    expect(await statusAfter({}, missed)).toBe("Open - Not Contacted");
    expect(await statusAfter({}, missed, { leadStatus: { missed: "Working - Contacted" } })).toBe(
      "Working - Contacted",
    );
    const removed = { call: { ...call, outcome: "removed" as const }, lead: aLead({ outcome: "removed" }) };
    expect(await statusAfter({ Status: "Working - Contacted" }, removed)).toBe("Closed - Not Converted");
    expect(await statusAfter({ Status: "Closed - Not Converted" })).toBe("Closed - Not Converted");
  });

  it("is left alone on a lead that is not surely theirs", async () => {
    expect(await statusAfter({ Email: "another@example.com" })).toBe("Open - Not Contacted");
    expect(await statusAfter({ Email: "another@example.com" }, { cameWithRecord: true })).toBe("Working - Contacted");
  });

  it("that the organisation does not have is refused in Salesforce's words", async () => {
    await expect(statusAfter({}, {}, { leadStatus: { contacted: "Talked" } })).rejects.toMatchObject({
      detail: "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST - Status: bad value for restricted picklist field",
    });
  });

  it("comes with figures on the calls, where fields are named", async () => {
    const fields = {
      secondsToRing: "Seconds_To_Ring__c",
      attempts: "Call_Attempts__c",
      firstContactAt: "First_Contact__c",
    };
    const { crm, write } = await world({ fields });
    const id = crm.make("Lead", theirs);
    await write({ record: { type: "lead", id }, lead: aLead({ firstRungAt: "2026-06-15T11:58:05.000Z" }) });
    expect(crm.show(id)).toMatchObject({
      Seconds_To_Ring__c: 5,
      Call_Attempts__c: 1,
      First_Contact__c: "2026-06-15T11:58:05Z",
    });
  });
});

describe("access", () => {
  it("is got by the app itself, and lasts as long as Salesforce lets it", async () => {
    const { crm, write, clock, requests } = await world();
    const record = { type: "lead", id: crm.make("Lead", { LastName: "x", Company: "x" }) };
    await write({ record });
    clock.pass(3 * 3_600_000);
    await write({ record, call: { ...call, callId: "2" } });
    const forms = requests.filter(({ url }) => url.endsWith("/services/oauth2/token")).map(({ body }) => body);
    expect(forms).toHaveLength(2);
    expect(forms[0]).toContain("grant_type=client_credentials");
    expect(requests[0]?.url).toBe("https://login.salesforce.com/services/oauth2/token");
    expect(requests.at(-1)?.url.startsWith(demoInstance)).toBe(true);
  });

  it("is got by a refresh token, where there is one", async () => {
    const { find, requests } = await world({}, { refresh_token: demoRefreshToken });
    expect(await find()).toMatchObject({ type: "lead" });
    expect(requests[0]?.body).toContain("grant_type=refresh_token");
  });

  it.each([
    [{ client_secret: "another" }, "invalid client credentials"],
    [{ refresh_token: "of another" }, "expired access"],
  ])("that is refused waits for a person: %j", async (given, detail) => {
    await expect(world({}, given)).rejects.toMatchObject({ status: 401, detail: expect.stringContaining(detail) });
  });

  it.each([
    ["https://acme.my.salesforce.com", true],
    ["https://acme--dev.sandbox.my.salesforce.com/", true],
    ["https://na1.salesforce.com", true],
    ["https://acme.my.salesforce.com.evil.example", false],
    ["https://evilsalesforce.com", false],
    ["http://acme.my.salesforce.com", false],
    ["https://salesforce.com@evil.example", false],
  ])("goes to %s: %s", async (instance_url, isTheirs) => {
    const send = fakeSend(answered(200, { access_token: "a", instance_url }), answered(200, { records: [] }));
    const open = crmOpener(async () => ({ crm: { client_id: "a", client_secret: "b" } }), {
      baseUrls: {},
      access: { tokenFor: (grant) => grant.renew("") },
      send,
      now: () => noon,
    });
    const opened = await open({ name: "crm", reporter: salesforce.report.bind(undefined) }, () => 60_000);
    const asked = opened?.http.request("GET", "/services/data/v63.0/limits").then(() => true);
    expect(await asked?.catch(() => false)).toBe(isTheirs);
    expect(send.requests).toHaveLength(isTheirs ? 2 : 1);
  });
});

describe("an answer of Salesforce", () => {
  const asked = (status: number, body: unknown) => {
    const { understand } = salesforce.report.bind(undefined);
    const http = crmHttp({
      baseUrl: "https://acme.my.salesforce.com",
      headers: {},
      understand,
      send: fakeSend(answered(status, body as object)),
      now: () => noon,
    });
    return http.request("POST", "/x").catch((error: unknown) => error);
  };
  const error = (errorCode: string, message = "so it is", fields: string[] = []) => [{ message, errorCode, fields }];

  it.each([
    [403, error("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."), BusyError, 900_000],
    [
      403,
      error("REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded."),
      BusyError,
      10_000,
    ],
    [400, error("UNABLE_TO_LOCK_ROW"), TransientError, undefined],
    [400, error("QUERY_TIMEOUT"), TransientError, undefined],
    [400, error("DUPLICATE_VALUE"), TransientError, undefined],
    [503, error("SERVER_UNAVAILABLE"), TransientError, undefined],
    [500, "<html>", TransientError, undefined],
  ])("%i %j may be asked again", async (status, body, kind, retryAfterMs) => {
    const answer = await asked(status, body);
    expect(answer).toBeInstanceOf(kind);
    expect(answer).toMatchObject({ retryAfterMs });
  });

  it.each([
    [401, error("INVALID_SESSION_ID"), 401],
    [403, error("INVALID_SESSION_ID"), 401],
    [401, error("INVALID_AUTH_HEADER"), 401],
    [403, error("INSUFFICIENT_ACCESS"), 403],
    [404, error("NOT_FOUND"), 404],
    [400, error("ENTITY_IS_DELETED"), 400],
    [400, error("DUPLICATES_DETECTED", "Use one of these records?"), 400],
    [400, error("FIELD_CUSTOM_VALIDATION_EXCEPTION", "Say who owns it"), 400],
    [300, ["/services/data/v63.0/sobjects/Task/1"], 400],
    [201, { id: null, success: false, errors: [{ statusCode: "INVALID_FIELD", message: "no", fields: [] }] }, 400],
  ])("%i %j is for a person, with Salesforce's words", async (status, body, as) => {
    const answer = await asked(status, body);
    expect(answer).toBeInstanceOf(RejectedError);
    expect(answer).not.toBeInstanceOf(ExistsError);
    expect(answer).toMatchObject({ status: as, detail: expect.stringMatching(/^[A-Z_]+ - \w/) });
  });

  it("to several questions is a refusal where one of them is", async () => {
    const one = { httpStatusCode: 200, body: { records: [] }, httpHeaders: {}, referenceId: "a" };
    const other = (httpStatusCode: number, body: unknown) => ({
      httpStatusCode,
      body,
      httpHeaders: {},
      referenceId: "b",
    });
    const both = (second: object) => asked(200, { compositeResponse: [one, second] });
    expect(await both(other(400, error("INVALID_FIELD")))).toMatchObject({
      status: 400,
      detail: "INVALID_FIELD - so it is",
    });
    expect(await both(other(403, error("REQUEST_LIMIT_EXCEEDED")))).toBeInstanceOf(BusyError);
    expect(await both(one)).toMatchObject({ status: 200 });
  });

  it.each([{}, { records: "none" }, "[]"])("that is none is not taken for 'there are none': %j", async (body) => {
    const reporter: Reporter = salesforce.report.bind(undefined);
    const crm: CrmHttp = { request: async () => ({ status: 200, headers: {}, body, text: "", truncated: false }) };
    await expect(reporter.findRecord?.(crm, aLead(), { mayMake: true })).rejects.toBeInstanceOf(TransientError);
    await expect(reporter.owners?.list(crm)).rejects.toBeInstanceOf(TransientError);
  });
});

describe("an id", () => {
  it.each([
    ["001A0000006Vm9r", "001A0000006Vm9rIAC"],
    ["00Q5e000004TuVw", "00Q5e000004TuVwEAK"],
    [" 00Q5e000004TuVwEAK ", "00Q5e000004TuVwEAK"],
    ["00Q5e000004TuVweak", "00Q5e000004TuVwEAK"],
  ])("%j is %j in its long form", (short, long) => expect(longId(short)).toBe(long));

  it.each(["", "12345", "00Q5e000004TuVw!", "00Q5e000004TuVwEAKx", "../../x/y/z/a/b"])("is not %j", (text) => {
    expect(longId(text)).toBeUndefined();
    expect(personRecord(text)).toBeUndefined();
  });

  it("says what a record is", () => {
    expect(personRecord("00Q5e000004TuVw")).toEqual({ type: "lead", id: "00Q5e000004TuVwEAK" });
    expect(personRecord("0035e000004TuVwAAK")).toMatchObject({ type: "contact" });
    expect(personRecord("0065e000004TuVwAAK")).toBeUndefined();
  });
});

it.each([
  [{ domain: "https://acme.my.salesforce.com" }, "write the host of My Domain"],
  [{ domain: "acme.example.com" }, "write the host of My Domain"],
  [{ ownerId: "71234501" }, "begins with 005"],
  [{ callIdField: "CallObject" }, "custom field"],
  [{ timeZone: "Mars/Olympus" }, "time zone"],
  [{ apiVersion: "63" }, "v63.0"],
  [{ phoneFields: ["Phone FROM Lead"] }, "API name"],
  [{ country: "Narnia" }, "two-letter"],
])("the settings %j are refused with the remedy", (settings, words) => {
  expect(() => salesforce.report.bind(settings)).toThrow(words);
});
