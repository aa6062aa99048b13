import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { ExistsError, type ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { ownId } from "../../../lambda/connectors/kit/out/own-id.ts";
import { about } from "../../../lambda/connectors/vendors/suitecrm/about.ts";
import { suitecrm } from "../../../lambda/connectors/vendors/suitecrm/suitecrm.ts";
import { RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { type CrmAnswer, type CrmRequest, recordingCrm } from "../../fakes/recording-crm.ts";
import { writtenTo } from "../../fakes/told-crm.ts";
import { type GivenJob, jobsOn } from "../../fakes/told-jobs.ts";

/** Results as calls on leads and contacts of SuiteCRM. */

const now = new Date("2026-06-15T14:36:00Z");
const url = "https://suite.example.org/legacy";
const LEAD = "4f0b2c1d-9a8e-4b7c-8d6f-5e4d3c2b1a09";
const CONTACT = "4f0b2c1d-9a8e-4b7c-8d6f-5e4d3c2b1a10";

const { call, job, fromElsewhere } = jobsOn({ type: "Leads", id: LEAD }, {});
const CALL = ownId(call.callId, LEAD);
const ended = (outcome: "missed" | "voicemail" | "removed", more: Partial<ReportJob["call"]> = {}): ReportJob =>
  job({ call: { ...call, outcome, seconds: 0, ...more }, lead: { ...job().lead, outcome } });

async function write(given: GivenJob, answers: CrmAnswer[], settings: object = {}) {
  const { outcome, requests } = await writtenTo(suitecrm.report.bind({ url, ...settings }), given, answers);
  return { outcome, requests, steps: requests.map(stepOf), sent: requests.flatMap(sentIn) };
}

const stepOf = ({ method, path }: CrmRequest): string =>
  `${method} ${path.replace("/Api/V8/", "").replace(/\?.*/, "").replace(LEAD, "{lead}").replace(CONTACT, "{contact}")}`;

interface Sent {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}
const sentIn = ({ body }: CrmRequest): Sent[] =>
  typeof body === "string" ? [(JSON.parse(body) as { data: Sent }).data] : [];

const document = (id: string, attributes: object) => ({ data: { type: "Lead", id, attributes } });
const listOf = (...rows: { id: string; attributes: object }[]) => ({ data: rows });
const maya = {
  last_name: "Lindqvist",
  first_name: "Maya",
  email1: "maya.lindqvist@example.com",
  phone_mobile: "",
  phone_work: "(202) 555-0143",
  phone_home: "",
  phone_other: "",
  do_not_call: "0",
};
const lead = (change: object = {}) => document(LEAD, { ...maya, status: "New", contact_id: "", ...change });
const done = document(CALL, {});
const gone = new RejectedError(400, "The CRM answered 400", { detail: `Leads module with id ${LEAD} is not found` });
const exists = new ExistsError("The CRM answered 400", { detail: `Bean Calls with id ${CALL} is already exist` });

const READ = "GET module/Leads/{lead}";
const POST = "POST module";
const PATCH = "PATCH module";

describe("access to SuiteCRM", () => {
  const reporter = suitecrm.report.bind({ url: `${url}/` });
  const client = { client_id: "c1", client_secret: "s1" };
  const renew = async (credentials: Record<string, string>) => {
    const crm = recordingCrm({ token_type: "Bearer", access_token: "new", refresh_token: "r", expires_in: 3600 });
    const renewed = await reporter.renewal?.renew(crm, { credentials, refreshToken: "", now });
    return { renewed, requests: crm.requests };
  };

  it("is a client's, at the operator's own address", async () => {
    expect(reporter.baseUrl).toBe(url);
    expect(z.safeParse(reporter.credentials, { ...client, client_secret: "" }).success).toBe(false);
    const { renewed, requests } = await renew(client);
    expect(renewed).toEqual({ token: "new", until: new Date("2026-06-15T15:36:00Z") });
    expect(requests).toMatchObject([{ method: "POST", path: "/Api/access_token" }]);
    expect(Object.fromEntries(new URLSearchParams(String(requests[0]?.body)))).toEqual({
      grant_type: "client_credentials",
      ...client,
    });
    expect(reporter.authorise({ ...client, token: "new" })).toEqual({ authorization: "Bearer new" });
  });

  it("or a client's with a user's name and password", async () => {
    const user = { ...client, username: "bridge", password: "p w" };
    expect(z.safeParse(reporter.credentials, user).data).toEqual(user);
    const { requests } = await renew(user);
    expect(Object.fromEntries(new URLSearchParams(String(requests[0]?.body)))).toMatchObject({
      grant_type: "password",
      username: "bridge",
      password: "p w",
    });
  });

  it.each([{}, { url: "http://crm.example.com" }, { url: "https://10.0.0.8" }, { url, ownerId: "ada" }])(
    "is refused with the settings %j",
    (settings) => expect(() => suitecrm.report.bind(settings)).toThrow(),
  );
});

describe("an answer of SuiteCRM's", () => {
  const errorOf = async (status: number, body: unknown) => {
    const { understand } = suitecrm.report.bind({ url });
    const send = fakeSend(answered(status, body as object));
    const http = crmHttp({ baseUrl: url, headers: {}, understand, send, now: () => now });
    return http.request("POST", "/Api/V8/module").catch((error: unknown) => error);
  };
  const errors = (detail: string, title: string | null = null) => ({ errors: { status: 400, title, detail } });

  it("keeps its words, which stand in no list", async () => {
    expect(await errorOf(400, errors("Property x_c in Lead module is invalid"))).toMatchObject({
      name: "RejectedError",
      status: 400,
      detail: "Property x_c in Lead module is invalid",
    });
    expect(await errorOf(400, errors("no", "Bad"))).toMatchObject({ detail: "Bad: no" });
    expect(await errorOf(401, { error: "access_denied", message: "Access token is invalid" })).toMatchObject({
      status: 401,
      detail: "Access token is invalid",
    });
  });

  it("says that what was to be made is there", async () => {
    expect(await errorOf(400, errors(`Bean Calls with id ${CALL} is already exist`))).toBeInstanceOf(ExistsError);
  });

  it.each([
    [500, "<html>"],
    [200, "Database failure. Please refer to suitecrm.log for details."],
    [201, ""],
  ])("%i with something else than a document is for another time", async (status, body) => {
    expect(await errorOf(status, body)).toBeInstanceOf(TransientError);
  });
});

describe("a call on its lead", () => {
  const callOf = async (given: ReportJob, settings: object = {}) =>
    (await write(given, [lead(), done, lead(), done], settings)).sent[0]?.attributes;

  it("has an id of ours, and times as SuiteCRM keeps them", async () => {
    const { steps, sent, outcome } = await write(job(), [lead(), done, lead(), done]);
    expect(steps).toEqual([READ, POST, READ, PATCH]);
    expect(sent[0]).toEqual({
      type: "Calls",
      id: CALL,
      attributes: {
        name: "Callingly call - Connected",
        status: "Held",
        date_start: "2026-06-15 14:31:05",
        duration_hours: 0,
        duration_minutes: 4,
        description: "Callingly call 48213977 - Connected - 4m 07s\nOutbound to +12025550143, 2026-06-15 14:31 UTC",
        direction: "Outbound",
        parent_type: "Leads",
        parent_id: LEAD,
      },
    });
    expect(outcome).toMatchObject({ activityId: CALL });
  });

  it("is sent in the form of JSON:API", async () => {
    const { requests } = await write(job(), [lead(), done, lead(), done]);
    expect(requests[1]).toMatchObject({ type: "application/vnd.api+json" });
  });

  it.each([
    [0, 0, 0],
    [12, 0, 1],
    [89, 0, 1],
    [3_725, 1, 2],
  ])("of %i seconds is %i hours and %i minutes long", async (seconds, hours, minutes) => {
    const given = job({ call: { ...call, seconds } });
    expect(await callOf(given)).toMatchObject({ duration_hours: hours, duration_minutes: minutes });
  });

  it.each([
    ["Planned", job({ call: { ...call, final: false } })],
    ["Held", ended("voicemail")],
    ["Held", ended("removed")],
    ["Not Held", ended("missed")],
    ["Not Held", ended("missed", { status: "busy" })],
    ["Not Held", job({ call: { ...call, outcome: undefined, status: "error" } })],
  ])("is %s", async (status, given) => expect(await callOf(given)).toMatchObject({ status }));

  it("has another status where the settings say so", async () => {
    const settings = { callStatuses: { voicemail: "Not Held", missed: null } };
    expect(await callOf(ended("voicemail"), settings)).toMatchObject({ status: "Not Held" });
    expect(await callOf(ended("missed"), settings)).not.toHaveProperty("status");
  });

  it("is its agent's, else the user's whom the settings name", async () => {
    expect(await callOf(job({ ownerId: "8" }), { ownerId: "7" })).toMatchObject({ assigned_user_id: "8" });
    expect(await callOf(job(), { ownerId: "7" })).toMatchObject({ assigned_user_id: "7" });
  });

  it("loses nothing that looks like markup, which SuiteCRM would take out", async () => {
    const given = job({ call: { ...call, tag: "<hot>", transcript: "1 < 2 & <b>yes</b>" } });
    expect(await callOf(given)).toMatchObject({
      name: "Callingly call - &lt;hot&gt;",
      description: expect.stringContaining("1 &lt; 2 & &lt;b&gt;yes&lt;/b&gt;"),
    });
  });

  it("fits into the column that keeps its description, whatever is in it", async () => {
    const { sent } = await write(job({ call: { ...call, transcript: "😀<".repeat(20_000) } }), [
      lead(),
      done,
      lead(),
      ...Array(9).fill(done),
    ]);
    for (const { attributes } of sent) {
      expect(Buffer.byteLength(String(attributes.description ?? ""))).toBeLessThanOrEqual(65_535);
    }
  });

  it("that is there already is changed instead, and a deleted one waits with SuiteCRM's words", async () => {
    const { steps, outcome } = await write(job(), [lead(), exists, done, lead(), done]);
    expect(steps).toEqual([READ, POST, PATCH, READ, PATCH]);
    expect(outcome).toMatchObject({ activityId: CALL });
    expect((await write(job(), [lead(), exists, gone])).outcome).toEqual({ error: gone });
  });

  it("is changed in place when more is known", async () => {
    const { steps, sent } = await write({ ...ended("missed"), activityId: CALL }, [done]);
    expect(steps).toEqual([PATCH]);
    expect(sent[0]?.attributes).not.toHaveProperty("parent_id");
  });

  it.each(["x/../y", "", "4F0B"])("goes nowhere by an id that is none: %j", async (id) => {
    const { steps, outcome } = await write(job({ record: { type: "Leads", id } }), []);
    expect(steps).toEqual([]);
    expect(outcome).toMatchObject({ error: { status: 400 } });
  });

  it("stands on the contact that the lead has become", async () => {
    const converted = lead({ status: "Converted", contact_id: CONTACT });
    const contact = document(CONTACT, maya);
    const { steps, sent } = await write(job(), [converted, contact, done, converted, contact]);
    expect(steps).toEqual([READ, "GET module/Contacts/{contact}", POST, READ, "GET module/Contacts/{contact}"]);
    expect(sent).toEqual([expect.objectContaining({ id: CALL })]);
    expect(sent[0]?.attributes).toMatchObject({ parent_type: "Contacts", parent_id: CONTACT });
    const { sent: others } = await write(job(), [converted, gone, done, converted, gone]);
    expect(others[0]?.attributes).toMatchObject({ parent_type: "Leads", parent_id: LEAD });
  });

  it("of an earlier write that nobody noted is looked for where the lead is, as a merge may have taken it there", async () => {
    const { findTrace } = suitecrm.report.bind({ url });
    const found = { id: "other", attributes: { description: "Callingly call 48213977 - Connected" } };
    const crm = recordingCrm(
      lead(),
      listOf({ id: "no", attributes: { description: "Callingly call 4 - Missed" } }, found),
    );
    expect(await findTrace?.(crm, job())).toBe("other");
    expect(Object.fromEntries(new URLSearchParams(crm.requests[1]?.path.split("?")[1]))).toMatchObject({
      "filter[parent_type][eq]": "Leads",
      "filter[parent_id][eq]": LEAD,
      "filter[description][like]": "Callingly call 48213977%",
    });
    await expect(findTrace?.(recordingCrm(gone, listOf(), listOf(), listOf(), listOf()), job())).rejects.toBe(gone);
  });

  it("stands on what its lead was merged into, of which a status is set only where it is surely theirs", async () => {
    const other = { ...maya, email1: "", phone_work: "", phone_mobile: "+12025550143", status: "New", contact_id: "" };
    const merged = [gone, listOf({ id: CONTACT, attributes: other }), listOf(), document(CONTACT, other)];
    const { steps, sent } = await write(job(), [...merged, done, ...merged]);
    expect(sent).toEqual([expect.objectContaining({ id: CALL })]);
    expect(sent[0]?.attributes).toMatchObject({ parent_type: "Leads", parent_id: CONTACT });
    expect(steps.at(-1)).toBe("GET module/Leads/{contact}");
  });

  it("has the rest of a long transcript in notes with ids of ours", async () => {
    const transcript = "word ".repeat(5_000).trim();
    const given = { ...ended("missed"), activityId: CALL };
    const long = { ...given, call: { ...given.call, transcript } };
    const { steps, sent } = await write(long, [done, lead(), done, exists, done]);
    expect(steps).toEqual([PATCH, READ, POST, POST, PATCH]);
    expect(sent.slice(1).map(({ type, attributes }) => [type, attributes.name])).toEqual([
      ["Notes", "Callingly call 48213977 - transcript, part 1 of 2"],
      ["Notes", "Callingly call 48213977 - transcript, part 2 of 2"],
      ["Notes", "Callingly call 48213977 - transcript, part 2 of 2"],
    ]);
    expect(sent[2]?.id).toBe(sent[3]?.id);
    expect(`${sent[1]?.attributes.description}${sent[2]?.attributes.description}`).toBe(transcript);
  });
});

describe("a lead from elsewhere", () => {
  const row = { id: LEAD, attributes: maya };
  const queryOf = ({ path }: CrmRequest) => Object.fromEntries(new URLSearchParams(path.split("?")[1]));
  const none = listOf();

  it("is known by its address, among leads before contacts", async () => {
    const answers = [listOf(row), listOf({ ...row, id: CONTACT }), lead(), done, lead(), done];
    const { steps, requests, outcome } = await write(fromElsewhere(), answers);
    expect(steps.slice(0, 3)).toEqual(["GET module/Leads", "GET module/Contacts", READ]);
    expect(queryOf(requests[0] as CrmRequest)).toMatchObject({ "filter[email1][eq]": "maya.lindqvist@example.com" });
    expect(outcome).toMatchObject({ record: { type: "Leads", id: LEAD } });
  });

  it("or by the phone, whatever stands between its digits", async () => {
    const attributes = { ...maya, email1: "", phone_work: "", phone_other: "+1 202.555.0143" };
    const contact = document(CONTACT, attributes);
    const answers = [none, none, none, listOf({ id: CONTACT, attributes }), contact, done, contact];
    const { requests, outcome } = await write(fromElsewhere(), answers);
    expect(queryOf(requests[2] as CrmRequest)).toMatchObject({
      "filter[operator]": "or",
      "filter[phone_mobile][like]": "%2%5%5%5%0%1%4%3",
      "filter[phone_other][like]": "%2%5%5%5%0%1%4%3",
    });
    expect(outcome).toMatchObject({ record: { type: "Contacts", id: CONTACT } });
  });

  it("becomes a lead under an id of ours, once for all workers", async () => {
    for (const made of [done, exists]) {
      const answers = [none, none, none, none, made, lead(), done, lead(), done];
      const { sent, outcome } = await write(fromElsewhere(), answers);
      expect(sent[0]).toEqual({
        type: "Leads",
        id: ownId("lead", "lead_1"),
        attributes: {
          last_name: "Lindqvist",
          first_name: "Maya",
          phone_mobile: "+12025550143",
          email1: "maya.lindqvist@example.com",
          status: "New",
        },
      });
      expect(outcome).toMatchObject({ record: { type: "Leads", id: ownId("lead", "lead_1") } });
    }
  });

  it("becomes none where that is not wanted, or nobody was called", async () => {
    const refused = await write(fromElsewhere(), [none, none, none, none], { createLead: false });
    expect(refused.outcome).toMatchObject({ error: { status: 404 } });
    const crm = recordingCrm(none, none, none, none);
    const reporter = suitecrm.report.bind({ url });
    expect(await reporter.findRecord?.(crm, fromElsewhere().lead, { mayMake: false })).toBeUndefined();
  });

  it("is made without an address that is another's", async () => {
    const other = { id: CONTACT, attributes: { ...maya, phone_work: "+14155550171" } };
    const answers = [none, listOf(other), none, none, done, lead(), done, lead(), done];
    const { sent } = await write(fromElsewhere(), answers);
    expect(sent[0]?.attributes).not.toHaveProperty("email1");
  });

  it("is not taken for new by an answer that is no list", async () => {
    for (const answer of [{}, { data: {} }, undefined]) {
      expect((await write(fromElsewhere(), [answer])).outcome).toMatchObject({ error: expect.any(TransientError) });
    }
  });
});

describe("what a result changes of its record", () => {
  const changesOf = async (given: ReportJob, change: object = {}, settings: object = {}) => {
    const { sent } = await write(given, [lead(), done, lead(change), done], settings);
    return sent[1]?.attributes;
  };

  it("is the lead's status, over nobody's and no better one", async () => {
    expect(await changesOf(job())).toEqual({ status: "In Process" });
    expect(await changesOf(job(), { status: "" })).toEqual({ status: "In Process" });
    for (const status of ["Recycled", "In Process", "Converted"]) {
      expect(await changesOf(job(), { status })).toBeUndefined();
    }
  });

  it("is that somebody asked not to be called, on contacts as well", async () => {
    expect(await changesOf(ended("removed"))).toEqual({ status: "Dead", do_not_call: 1 });
    expect(await changesOf(ended("removed"), { do_not_call: "1" })).toEqual({ status: "Dead" });
    expect(await changesOf(ended("removed"), {}, { doNotCall: false })).toEqual({ status: "Dead" });
    const given = { ...ended("removed"), record: { type: "Contacts", id: CONTACT } };
    const contact = document(CONTACT, maya);
    const { sent } = await write(given, [contact, done, contact, done]);
    expect(sent[1]).toEqual({ type: "Contacts", id: CONTACT, attributes: { do_not_call: 1 } });
  });

  it("is nothing on a record in which the person is not wholly known, unless ours came with it", async () => {
    const given = { ...job(), cameWithRecord: false };
    expect(await changesOf(given, { phone_work: "+14155550171" })).toBeUndefined();
    expect(await changesOf(given)).toEqual({ status: "In Process" });
  });

  it("is not looked for where there is none", async () => {
    expect((await write(ended("missed"), [lead(), done])).steps).toEqual([READ, POST]);
  });

  it("is figures in fields that Studio has added, as long as they are empty", async () => {
    const fields = { secondsToRing: "seconds_c", attempts: "attempts_c", firstContactAt: "first_contact_c" };
    const given = job({ lead: { ...job().lead, firstRungAt: "2026-06-15T14:31:02.000Z" } });
    const settings = { fields, leadStatus: { contacted: null } };
    const empty = { seconds_c: "", attempts_c: "", first_contact_c: "" };
    expect(await changesOf(given, empty, settings)).toEqual({
      seconds_c: 4,
      attempts_c: 1,
      first_contact_c: "2026-06-15 14:31:05",
    });
    const filled = { seconds_c: "9", attempts_c: "2", first_contact_c: "2026-06-15T14:00:00+00:00" };
    expect(await changesOf(given, filled, settings)).toBeUndefined();
  });
});

it("users are found by their addresses, page after page", async () => {
  const { owners } = suitecrm.report.bind({ url, owners: { "dana@example.com": "8" } });
  const meta = { "total-pages": 2 };
  const crm = recordingCrm(
    {
      meta,
      ...listOf({ id: "u1", attributes: { email1: "Ada@Example.com" } }, { id: "u2", attributes: { email1: "" } }),
    },
    { meta, ...listOf({ id: "u3", attributes: { email1: "ben@example.com" } }) },
  );
  expect(owners?.named).toEqual({ "dana@example.com": "8" });
  expect(await owners?.list(crm)).toEqual(
    new Map([
      ["ada@example.com", "u1"],
      ["ben@example.com", "u3"],
    ]),
  );
  expect(crm.requests).toHaveLength(2);
});

describe("what the settings name", () => {
  const asked = (fields: object) => about.named({ url, fields });

  it("is a field of a lead, of a type into which goes what is written", () => {
    expect(asked({})).toEqual([]);
    const [question] = asked({ attempts: "attempts_c", firstContactAt: "first_c", secondsToRing: "none_c" });
    expect(question?.asked).toBe("/Api/V8/meta/fields/Leads");
    const attributes = { attempts_c: { type: "int" }, first_c: { type: "date" } };
    expect(question?.wrong({ data: { type: "fields", id: "", attributes } })?.map(({ setting }) => setting)).toEqual([
      "fields.secondsToRing",
      "fields.firstContactAt",
    ]);
    expect(question?.wrong({ data: [] })).toBeUndefined();
  });
});
