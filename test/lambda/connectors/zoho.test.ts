import { describe, expect, it } from "vitest";
import type { CrmHttp, ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { crmOpener } from "../../../lambda/connectors/kit/out/open-crm.ts";
import { zoho } from "../../../lambda/connectors/vendors/zoho/zoho.ts";
import { BusyError, RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import { crmTokens } from "../../../lambda/steps/crm-tokens.ts";
import { writeActivity } from "../../../lambda/steps/report-call/write-activity.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { zoho as standIn } from "../../../stand-ins/crms/zoho.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";
import { aClock, aLog, someIds } from "../../fakes/bridge.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { type CrmRequest, recordingCrm } from "../../fakes/recording-crm.ts";
import { leadOf, toldAt as now, talked } from "../../fakes/told-jobs.ts";

/** What is special about Zoho CRM as a place where results go. */

const reporter = zoho.report.bind(undefined);
const person = { firstName: "Maya", lastName: "Lindqvist", phone: "+12125550143", email: "maya@example.com" };
const lead: ReportJob["lead"] = leadOf(person);
const call: ReportJob["call"] = { ...talked, startedAt: "2026-06-15T14:31:05.250Z" };
const record = { type: "Leads", id: "5725767000001234001" };
const job = (more: Partial<ReportJob["call"]> = {}, change: Partial<ReportJob> = {}): ReportJob => ({
  call: { ...call, ...more },
  lead,
  record,
  cameWithRecord: true,
  credentials: {},
  now,
  ...change,
});

const row = (code: string, details: object = {}, message = "words") => ({
  data: [{ code, status: code === "SUCCESS" ? "success" : "error", message, details }],
});
/** The row of a write. */
const rowIn = (request: CrmRequest | undefined): Record<string, unknown> => {
  const { data } = (request?.body ?? { data: [] }) as { data: Record<string, unknown>[] };
  return data[0] ?? {};
};
const done = row("SUCCESS", { id: "5725767000001234090" });

describe("what Zoho's answers mean", () => {
  const meaning = (status: number, body: unknown) =>
    reporter.understand?.({ status, headers: {}, body, text: JSON.stringify(body), truncated: false });

  it.each([200, 201, 202, 207])("a row that failed inside of %i is a failure, with Zoho's words", (status) => {
    expect(meaning(status, row("INVALID_DATA", { api_name: "What_Id" }, "invalid data"))).toEqual({
      kind: "refused",
      detail: "INVALID_DATA: invalid data (What_Id)",
    });
    expect(meaning(status, done)).toEqual({ kind: "ok" });
  });

  it.each([
    [429, "TOO_MANY_REQUESTS", "busy"],
    [200, "TOO_MANY_REQUESTS", "busy"],
    [401, "INVALID_TOKEN", "access-refused"],
    [401, "AUTHENTICATION_FAILURE", "access-refused"],
    [401, "OAUTH_SCOPE_MISMATCH", "refused"],
    [403, "NO_PERMISSION", "refused"],
    [400, "ID_ALREADY_CONVERTED", "again"],
    [400, "RECORD_LOCKED", "refused"],
    [500, "INTERNAL_ERROR", "again"],
    [503, "ANYTHING", "again"],
    [404, "INVALID_URL_PATTERN", "refused"],
  ])("%i %s is %s, for the whole request and for its row", (status, code, kind) => {
    const detail = `${code}: words`;
    expect(meaning(status, row(code).data[0])).toEqual({ kind, detail });
    expect(meaning(status, row(code))).toEqual({ kind, detail });
  });

  it("a duplicate names the record that is there", () => {
    const detail = "DUPLICATE_DATA: duplicate data (Email)";
    for (const details of [{ id: "77" }, { duplicate_record: { id: "77", module: { api_name: "Leads" } } }]) {
      const answer = row("DUPLICATE_DATA", { api_name: "Email", ...details }, "duplicate data");
      expect(meaning(200, answer)).toEqual({ kind: "exists", id: "77", detail });
    }
  });

  it("a record whose fields are called so is no failure", () => {
    expect(meaning(200, { data: [{ id: "1", Last_Name: "error", Code: "INVALID_DATA" }] })).toEqual({ kind: "ok" });
    expect(meaning(204, undefined)).toEqual({ kind: "ok" });
    expect(meaning(502, "<html>")).toEqual({ kind: "again", detail: undefined });
  });
});

describe("access to Zoho", () => {
  const ask = (body: unknown, status = 200) =>
    reporter.renewal?.renew(
      crmHttp({
        baseUrl: "https://accounts.zoho.com",
        headers: {},
        send: fakeSend(answered(status, body as object)),
        now: () => now,
      }),
      { credentials: { client_id: "id", client_secret: "secret" }, refreshToken: "refresh", now },
    );

  it("is for an hour, whatever unit an accounts server uses, and keeps its refresh token", async () => {
    for (const expires_in of [3600, 3_600_000, "3600"]) {
      expect(await ask({ access_token: "a", api_domain: "https://www.zohoapis.eu", expires_in })).toEqual({
        token: "a",
        until: new Date(now.getTime() + 3_600_000),
        apiUrl: "https://www.zohoapis.eu",
      });
    }
  });

  it.each([200, 400])(
    "that was asked for too often (%i) waits ten minutes, and is not taken for refused",
    async (status) => {
      const words = { error: "Access Denied", error_description: "You have made too many requests continuously." };
      const refused = ask(words, status);
      await expect(refused).rejects.toBeInstanceOf(BusyError);
      await expect(refused).rejects.toMatchObject({ retryAfterMs: 600_000 });
    },
  );

  it("that a person took back is refused", async () => {
    await expect(ask({ error: "invalid_code" })).rejects.toMatchObject({ status: 400, detail: "invalid_code" });
  });

  it.each([
    ["https://www.zohoapis.com", true],
    ["https://www.zohoapis.com.au", true],
    ["https://sandbox.zohoapis.eu", true],
    ["https://www.zohoapis.com.evil.example", false],
    ["https://evil-zohoapis.com", false],
    ["https://wwwxzohoapis.com", false],
    ["https://www.zohoapis.comxau", false],
  ])("may lead to %s: %s", (address, may) => {
    expect(reporter.renewal?.apiHosts?.test(new URL(address).hostname)).toBe(may);
  });

  it("is renewed in the account's data centre", () => {
    const there = (dataCentre: string) => zoho.report.bind({ dataCentre });
    expect(there("eu")).toMatchObject({
      baseUrl: "https://www.zohoapis.eu",
      renewal: { baseUrl: "https://accounts.zoho.eu" },
    });
    expect(there("ca")).toMatchObject({
      baseUrl: "https://www.zohoapis.ca",
      renewal: { baseUrl: "https://accounts.zohocloud.ca" },
    });
    expect(() => there("us")).toThrow(/what stands behind crm\.zoho\./);
    expect(() => zoho.report.bind({ tags: { removed: "x".repeat(26) } })).toThrow(/at most 25 characters/);
    expect(() => zoho.report.bind({ tags: { removed: "x".repeat(25) } })).not.toThrow();
  });
});

describe("a call at Zoho", () => {
  /** What is written of a call on a contact. */
  const written = async (call: Partial<ReportJob["call"]>, settings?: object, change: Partial<ReportJob> = {}) => {
    const crm = recordingCrm(done);
    const place = { record: { type: "Contacts", id: "77" } };
    await zoho.report.bind(settings).create(crm, job(call, { ...place, ...change }));
    return rowIn(crm.requests[0]);
  };

  it.each([
    [0, "00:00"],
    [0.6, "00:01"],
    [59, "00:59"],
    [61, "01:01"],
    [3_599.6, "60:00"],
    [7_205, "120:05"],
  ])("of %d seconds is as long as %s", async (seconds, duration) => {
    expect(await written({ seconds })).toMatchObject({ Call_Duration: duration });
  });

  it("says when it began to the second, with an offset; one that never began stands where its lead came in", async () => {
    expect(await written({})).toMatchObject({ Call_Start_Time: "2026-06-15T14:31:05+00:00" });
    expect(await written({ startedAt: undefined })).toMatchObject({ Call_Start_Time: "2026-06-15T14:30:58+00:00" });
  });

  it("is outbound, inbound, missed, or was not made", async () => {
    expect(await written({})).toMatchObject({ Call_Type: "Outbound", Outgoing_Call_Status: "Completed" });
    const inbound = await written({ direction: "inbound" });
    expect(inbound).toMatchObject({ Call_Type: "Inbound", Call_Duration: "04:07" });
    expect(inbound).not.toHaveProperty("Outgoing_Call_Status");
    const missed = await written({ direction: "inbound", outcome: "missed", seconds: 0 });
    expect(missed).toMatchObject({ Call_Type: "Missed" });
    expect(missed).not.toHaveProperty("Call_Duration");
    for (const call of [{ remark: "The lead is too old" }, { unrung: true }]) {
      expect(await written({ ...call, seconds: 0 })).toMatchObject({ Outgoing_Call_Status: "Cancelled" });
    }
  });

  it("is a contact's as Who_Id, and about anything else as What_Id", async () => {
    expect(await written({})).toMatchObject({ Who_Id: { id: "77" } });
    expect(await written({})).not.toHaveProperty("What_Id");
    expect(await written({}, undefined, { record: { type: "Deals", id: "78" } })).toMatchObject({
      What_Id: { id: "78" },
      $se_module: "Deals",
    });
  });

  it("has the agent's tag for its result, else what the settings say", async () => {
    expect(await written({ tag: "Interested" })).toMatchObject({
      Subject: "Callingly call - Interested",
      Call_Result: "Interested",
    });
    expect(await written({ status: "busy", outcome: "missed" })).toMatchObject({ Call_Result: "No response/Busy" });
    expect(await written({})).not.toHaveProperty("Call_Result");
    expect(await written({}, { callResults: { contacted: "Reached" } })).toMatchObject({ Call_Result: "Reached" });
  });

  it("is its agent's, else whose the settings say", async () => {
    expect(await written({}, { ownerId: "5" }, { ownerId: "6" })).toMatchObject({ Owner: { id: "6" } });
    expect(await written({}, { ownerId: "5" })).toMatchObject({ Owner: { id: "5" } });
  });

  it("leaves an address out that Zoho would refuse: the description has it", async () => {
    const recordingUrl = `https://recordings.example.com/${"x".repeat(450)}`;
    const call = await written({ recordingUrl });
    expect(call).not.toHaveProperty("Voice_Recording__s");
    expect(call.Description).toContain(recordingUrl);
  });

  it("is changed without what Zoho refuses to change", async () => {
    const crm = recordingCrm(done);
    await reporter.update?.(crm, job({}, { ownerId: "6" }), "90");
    expect(crm.requests).toMatchObject([{ method: "PUT", path: "/crm/v8/Calls/90" }]);
    expect(Object.keys(rowIn(crm.requests[0])).sort()).toEqual(["Call_Duration", "Description", "Subject"]);
  });
});

describe("ids from outside", () => {
  it.each([
    { type: "Leads", id: "../users" },
    { type: "Leads", id: "1' or id is not null" },
    { type: "Leads/1", id: "1" },
    { type: "Leads", id: "" },
    { type: "", id: "1" },
  ])("lead into no path and no query: %j", async (odd) => {
    const crm = recordingCrm({}, {});
    const refused = expect.objectContaining({ status: 400 });
    await expect(reporter.create(crm, job({}, { record: odd }))).rejects.toEqual(refused);
    await expect(reporter.findTrace?.(crm, job({}, { record: odd }))).rejects.toEqual(refused);
    expect(crm.requests).toEqual([]);
  });

  it("of a call are numbers as well", async () => {
    await expect(reporter.update?.(recordingCrm(), job(), "../Leads/1")).rejects.toMatchObject({ status: 400 });
  });
});

// ── with the stand-in ───────────────────────────────────────────────────────────────────────────────────────────────

function aZoho(settings?: object) {
  const played = standIn.play(
    () => kept(undefined),
    () => now.getTime(),
  );
  const ask = (method: string, path: string, body: string, authorization: string) =>
    played.answer({ method, path, headers: { authorization }, body });
  const form = new URLSearchParams({ grant_type: "refresh_token", ...played.credentials }).toString();
  const { access_token } = JSON.parse(ask("POST", "/oauth/v2/token", form, "").body.toString());
  const bound = zoho.report.bind(settings);
  const requests: string[] = [];
  const http: CrmHttp = crmHttp({
    baseUrl: bound.baseUrl,
    headers: bound.authorise({ token: access_token }),
    understand: bound.understand,
    now: () => now,
    send: async ({ method, url, headers = {}, body = "" }) => {
      requests.push(`${method} ${url.slice(bound.baseUrl.length)}`);
      const { status, body: sent } = ask(method, url.slice(bound.baseUrl.length), body, headers.authorization ?? "");
      return { kind: "answered", status, headers: {}, body: sent.toString(), truncated: false };
    },
  });
  const post = async (path: string, value: object) => {
    const answer = await http.request("POST", path, {
      type: "application/json",
      body: JSON.stringify({ data: [value] }),
    });
    return (answer.body as { data: { details: { id: string; Contacts?: { id: string } } }[] }).data[0]?.details;
  };
  return {
    http,
    requests,
    records: played.records,
    add: async (module: string, values: object) => ({
      type: module,
      id: (await post(`/crm/v8/${module}`, values))?.id ?? "",
    }),
    convert: async (id: string) => (await post(`/crm/v8/Leads/${id}/actions/convert`, {}))?.Contacts?.id ?? "",
    read: async (path: string) => (await http.request("GET", path)).body as { data: Record<string, unknown>[] },
    find: (given: Partial<ReportJob["lead"]> = {}) =>
      bound.findRecord?.(http, { ...lead, ...given }, { mayMake: false }),
    make: () => bound.findRecord?.(http, lead, { mayMake: true }),
    write: (given: ReportJob, mayExist = false) => writeActivity(bound, http, given, mayExist),
    bound,
  };
}

const maya = { Last_Name: "Lindqvist", First_Name: "Maya", Email: "maya@example.com", Phone: "(212) 555-0143" };

describe("whose record a lead is at Zoho", () => {
  it.each([
    ["+12125550143", "US"],
    ["2125550143", "US"],
    ["(212) 555-0143", "US"],
    ["212-555-0143", "US"],
    ["212.555.0143", "US"],
    ["1 212 555 0143", "US"],
    ["+1 (212) 555 01 43", "US"],
    ["001 212 5550 143", "US"],
  ] as const)("is found by the phone written as %s", async (Phone, country) => {
    for (const field of ["Phone", "Mobile"]) {
      const there = aZoho();
      await there.add("Leads", { Last_Name: "Stranger", Phone: "(646) 555-0143" });
      const theirs = await there.add("Leads", { Last_Name: "Lindqvist", [field]: Phone });
      expect(await there.find({ country })).toEqual(theirs);
    }
  });

  it("may be a contact, and is a lead where there are both", async () => {
    const there = aZoho();
    const contact = await there.add("Contacts", maya);
    expect(await there.find()).toEqual(contact);
    const open = await there.add("Leads", maya);
    expect(await there.find()).toEqual(open);
  });

  it("is never one with the address and another phone", async () => {
    const there = aZoho();
    await there.add("Leads", { ...maya, Phone: "(646) 555-0136" });
    expect(await there.find()).toBeUndefined();
    const made = await there.make();
    expect((await there.read(`/crm/v8/Leads/${made?.id}`)).data[0]).not.toHaveProperty("Email");
  });

  it("is looked for with quotation marks in the address, and never with what would leave the query", async () => {
    const there = aZoho();
    const Email = "o'brien@example.com";
    const theirs = await there.add("Leads", { Last_Name: "O'Brien", Email });
    expect(await there.find({ person: { email: Email } })).toEqual(theirs);
    expect(await there.find({ person: { email: "a\\'@example.com" } })).toBeUndefined();
  });

  it("is made once with what is known, where nothing may be made without a last name", async () => {
    const there = aZoho();
    const made = await there.bound.findRecord?.(
      there.http,
      { ...lead, person: { firstName: "Maya", phone: "+12125550143" } },
      { mayMake: true },
    );
    expect(made?.type).toBe("Leads");
    expect(there.records()).toMatchObject([{ name: "Maya", phone: "+12125550143" }]);
    const never = aZoho({ createLead: false });
    await expect(never.make()).rejects.toMatchObject({ status: 404 });
    expect(never.records()).toEqual([]);
  });

  it("is made where an account wants a company, and without what Zoho takes for no address", async () => {
    const none = { data: [] };
    const refusals = [
      row("MANDATORY_NOT_FOUND", { api_name: "Company" }),
      row("INVALID_DATA", { api_name: "Email" }),
      row("SUCCESS", { id: "78" }),
    ];
    const answers = [none, none, none, none, ...refusals].map((body) => answered(200, body));
    const send = fakeSend(...(answers as [ReturnType<typeof answered>]));
    const http = crmHttp({
      baseUrl: "https://x.example",
      headers: {},
      understand: reporter.understand,
      send,
      now: () => now,
    });
    expect(await reporter.findRecord?.(http, lead, { mayMake: true })).toEqual({ type: "Leads", id: "78" });
    expect(send.requests.slice(4).map(({ body }) => JSON.parse(body ?? "").data[0])).toEqual([
      { Last_Name: "Lindqvist", First_Name: "Maya", Email: "maya@example.com", Phone: "+12125550143" },
      expect.objectContaining({ Email: "maya@example.com", Company: "Lindqvist" }),
      { Last_Name: "Lindqvist", First_Name: "Maya", Phone: "+12125550143", Company: "Lindqvist" },
    ]);
  });

  it("is not made in another way where Zoho refuses anything else", async () => {
    const none = { data: [] };
    const answers = [none, none, none, none, row("INVALID_DATA", { api_name: "Phone" })].map((body) =>
      answered(200, body),
    );
    const send = fakeSend(...(answers as [ReturnType<typeof answered>]));
    const http = crmHttp({
      baseUrl: "https://x.example",
      headers: {},
      understand: reporter.understand,
      send,
      now: () => now,
    });
    const refused = reporter.findRecord?.(http, lead, { mayMake: true });
    await expect(refused).rejects.toMatchObject({ detail: "INVALID_DATA: words (Phone)" });
    expect(send.requests).toHaveLength(5);
  });

  it("is found at a second look where Zoho keeps an address apart", async () => {
    const twin = row("DUPLICATE_DATA", { api_name: "Email", id: "77" });
    const found = { data: [{ id: "77", Email: "maya@example.com", Phone: "+12125550143" }] };
    const none = { data: [] };
    const answers = [none, none, none, none, twin, found, none];
    const send = fakeSend(...(answers.map((body) => answered(200, body)) as [ReturnType<typeof answered>]));
    const http = crmHttp({
      baseUrl: "https://x.example",
      headers: {},
      understand: reporter.understand,
      send,
      now: () => now,
    });
    expect(await reporter.findRecord?.(http, lead, { mayMake: true })).toEqual({ type: "Leads", id: "77" });
  });
});

describe("a result on a lead of Zoho's", () => {
  it("sets a status that nobody has set, and starts no workflow", async () => {
    const there = aZoho();
    const theirs = await there.add("Leads", { ...maya, Lead_Status: "Not Contacted" });
    await there.write(job({}, { record: theirs }));
    expect(there.records()).toMatchObject([{ summary: "Contacted", calls: [{ callId: "48213977", seconds: 247 }] }]);
    const set = await there.add("Leads", { ...maya, Lead_Status: "Lost Lead" });
    await there.write(job({}, { record: set }));
    expect(there.records()[1]).toMatchObject({ summary: "Lost Lead" });
  });

  it("changes no field of a record that may be another's", async () => {
    const there = aZoho({ tags: { contacted: "reached" } });
    const theirs = await there.add("Leads", { ...maya, Email: "other@example.com" });
    await there.write(job({}, { record: theirs, cameWithRecord: false }));
    const { data } = await there.read(`/crm/v8/Leads/${theirs.id}`);
    expect(there.records()).toMatchObject([{ summary: "", calls: [{ callId: "48213977" }] }]);
    expect(data[0]).not.toHaveProperty("Tag");
  });

  it("adds a tag beside others, and asks no more once it is there", async () => {
    const there = aZoho({ tags: { contacted: "reached" }, leadStatus: { contacted: null } });
    const theirs = await there.add("Leads", maya);
    await there.http.request("POST", `/crm/v8/Leads/${theirs.id}/actions/add_tags`, {
      type: "application/json",
      body: JSON.stringify({ tags: [{ name: "vip" }] }),
    });
    const activityId = await there.write(job({}, { record: theirs }));
    await there.write(job({}, { record: theirs, activityId }));
    const { data } = await there.read(`/crm/v8/Leads/${theirs.id}`);
    expect(data[0]?.Tag).toEqual([{ name: "vip" }, { name: "reached" }]);
    expect(there.requests.filter((request) => request.includes("add_tags"))).toHaveLength(2);
  });

  it("stands on the contact that the lead has become, whether before, between or after", async () => {
    const there = aZoho({ tags: { contacted: "reached" } });
    const theirs = await there.add("Leads", maya);
    const activityId = await there.write(job({}, { record: theirs }));
    const contact = await there.convert(theirs.id);
    expect(await there.write(job({}, { record: theirs, activityId }))).toBe(activityId);
    expect(await there.write(job({}, { record: theirs }), true)).toBe(activityId);
    await there.write(job({ callId: "48213990", attempt: 2 }, { record: theirs }));
    const [, after] = there.records();
    expect(after).toMatchObject({ id: contact, calls: [{ callId: "48213977" }, { callId: "48213990" }] });
    expect((await there.read(`/crm/v8/Contacts/${contact}`)).data[0]?.Tag).toEqual([{ name: "reached" }]);
  });

  it("waits for a person where the lead was deleted or merged", async () => {
    const there = aZoho();
    const gone = there.write(job({}, { record: { type: "Leads", id: "999" } }));
    await expect(gone).rejects.toMatchObject({ status: 404, message: expect.stringContaining("deleted, or merged") });
    await expect(there.write(job({}, { record: { type: "Contacts", id: "999" } }))).rejects.toBeInstanceOf(
      RejectedError,
    );
  });

  it("leaves the status to a blueprint, and writes the rest", async () => {
    const bound = zoho.report.bind({ fields: { attempts: "Call_Attempts" } });
    const shown = answered(200, { data: [{ id: record.id, Lead_Status: null }] });
    const refused = answered(202, row("RECORD_IN_BLUEPRINT"));
    const send = fakeSend(shown, refused, answered(200, done));
    const http = crmHttp({
      baseUrl: "https://x.example",
      headers: {},
      understand: bound.understand,
      send,
      now: () => now,
    });
    await bound.updateRecord?.(http, job(), "90");
    expect(send.requests.map(({ body }) => body && JSON.parse(body).data)).toEqual([
      undefined,
      [{ Lead_Status: "Contacted", Call_Attempts: 1 }],
      [{ Call_Attempts: 1 }],
    ]);
    const locked = fakeSend(shown, answered(200, row("RECORD_LOCKED")));
    const again = crmHttp({
      baseUrl: "https://x.example",
      headers: {},
      understand: bound.understand,
      send: locked,
      now: () => now,
    });
    await expect(bound.updateRecord?.(again, job(), "90")).rejects.toMatchObject({ detail: "RECORD_LOCKED: words" });
  });

  it("keeps a transcript that the description has no room for, once", async () => {
    const there = aZoho();
    const theirs = await there.add("Leads", maya);
    const transcript = "Agent: hello 😀\n".repeat(5_000).trim();
    const activityId = await there.write(job({ transcript }, { record: theirs }));
    await there.write(job({ transcript }, { record: theirs, activityId }));
    expect(there.records()[0]?.calls).toMatchObject([{ transcript }]);
    const { data } = await there.read(`/crm/v8/Leads/${theirs.id}/Notes?fields=Note_Title`);
    expect(data.map(({ Note_Title }) => Note_Title)).toEqual([
      "Callingly call 48213977 - transcript, part 1 of 3",
      "Callingly call 48213977 - transcript, part 2 of 3",
      "Callingly call 48213977 - transcript, part 3 of 3",
    ]);
  });
});

describe("access that ends while a result is written", () => {
  it("is renewed, and every request carried out once", async () => {
    const clock = aClock(now);
    const played = standIn.play(
      () => kept(undefined),
      () => clock.now().getTime(),
    );
    const asked: string[] = [];
    const open = crmOpener(async () => ({ zoho: { ...played.credentials } }), {
      baseUrls: {},
      access: crmTokens({
        accesses: memoryStore().accesses,
        newId: someIds("lease"),
        now: clock.now,
        sleep: async (ms) => clock.pass(ms),
        log: aLog(),
      }),
      now: clock.now,
      send: async ({ method, url, headers = {}, body = "" }) => {
        const { pathname, search, host } = new URL(url);
        const { status, body: sent } = played.answer({ method, path: pathname + search, headers, body });
        asked.push(`${host} ${status}`);
        // Whatever was asked took so long that the next request comes with a token that is at its end.
        if (!host.startsWith("accounts.")) clock.pass(3_600_000);
        return { kind: "answered", status, headers: {}, body: sent.toString(), truncated: false };
      },
    });
    const opened = await open({ name: "zoho", reporter }, () => 600_000);
    if (!opened) throw new Error("the credentials do not fit");
    const made = await reporter.findRecord?.(opened.http, lead, { mayMake: true });
    await writeActivity(reporter, opened.http, job({}, made && { record: made }), false);
    expect(played.records()).toMatchObject([{ summary: "Contacted", calls: [{ callId: "48213977" }] }]);
    expect(asked.filter((each) => each === "www.zohoapis.com 401").length).toBeGreaterThan(5);
    expect(asked.filter((each) => each === "accounts.zoho.com 200").length).toBeGreaterThan(6);
  });
});

describe("Zoho's users", () => {
  it("are read page by page, by address in small letters", async () => {
    const page = (id: string, email: string | null, more_records: boolean) => ({
      users: [{ id, email }],
      info: { more_records },
    });
    const crm = recordingCrm(page("1", "Ada@example.com", true), page("2", null, false));
    expect(await reporter.owners?.list(crm)).toEqual(new Map([["ada@example.com", "1"]]));
    expect(crm.requests.map(({ path }) => path)).toEqual([
      "/crm/v8/users?type=ActiveUsers&page=1&per_page=200",
      "/crm/v8/users?type=ActiveUsers&page=2&per_page=200",
    ]);
  });

  it("that are answered in another form are not taken for none", async () => {
    await expect(reporter.owners?.list(recordingCrm({ data: [] }))).rejects.toBeInstanceOf(TransientError);
  });
});

describe("Zoho as it is played here", () => {
  it.each([
    ["a field that it does not know", "Leads", { Last_Name: "A", phone: "1" }],
    ["a lead without a last name", "Leads", { First_Name: "A" }],
    ["a text that is too long", "Leads", { Last_Name: "A".repeat(81) }],
    [
      "a call without a length",
      "Calls",
      { Subject: "A", Call_Type: "Inbound", Call_Start_Time: "2026-06-15T14:31:05+00:00" },
    ],
    [
      "a time without an offset",
      "Calls",
      { Subject: "A", Call_Type: "Missed", Call_Start_Time: "2026-06-15T14:31:05" },
    ],
    [
      "a call about nobody",
      "Calls",
      { Subject: "A", Call_Type: "Missed", Call_Start_Time: "2026-06-15T14:31:05+00:00", Who_Id: { id: "1" } },
    ],
  ])("refuses %s", async (_, module, values) => {
    await expect(aZoho().add(module, values)).rejects.toMatchObject({ status: 400 });
  });

  it("knows nobody without a token, and no token for longer than an hour", () => {
    const played = standIn.play(
      () => kept(undefined),
      () => now.getTime(),
    );
    const path = "/crm/v8/Leads?fields=Last_Name";
    const ask = (authorization: string) => played.answer({ method: "GET", path, headers: { authorization }, body: "" });
    const token = (until: number) => `Zoho-oauthtoken 1000.demo-zoho-access-${until}`;
    expect(ask("").status).toBe(401);
    expect(ask(token(now.getTime())).status).toBe(401);
    expect(ask(token(now.getTime() + 1)).status).toBe(204);
  });
});
