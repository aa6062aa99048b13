import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { close } from "../../../lambda/connectors/vendors/close/close.ts";
import { BusyError, RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { type CrmAnswer, type CrmRequest, recordingCrm } from "../../fakes/recording-crm.ts";
import { writtenTo } from "../../fakes/told-crm.ts";
import { type GivenJob, jobsOn } from "../../fakes/told-jobs.ts";

const now = new Date("2026-06-15T14:30:00Z");

const { call, job, fromElsewhere } = jobsOn({ type: "lead", id: "lead_a" }, { api_key: "api_1.test" });

/** Writes a job, the record looked for first where it names none. */
async function write(given: GivenJob, answers: CrmAnswer[], settings?: unknown) {
  const { outcome, requests } = await writtenTo(close.report.bind(settings), given, answers);
  return { outcome, requests, steps: requests.map(stepOf) };
}

const stepOf = ({ method, path }: CrmRequest): string => `${method} ${path.replace("/api/v1", "").replace(/\?.*/, "")}`;

const maya = {
  id: "cont_m",
  lead_id: "lead_a",
  name: "Maya Lindqvist",
  phones: [{ phone: "+12025550143" }],
  emails: [{ email: "maya.lindqvist@example.com" }],
};
const other = { id: "cont_o", lead_id: "lead_a", name: "Sam Other", phones: [{ phone: "+12025550199" }], emails: [] };
const lead = (change: object = {}) => ({ id: "lead_a", contacts: [other, maya], ...change });
const logged = { id: "acti_1" };
const found = (...contacts: object[]) => ({ data: contacts, cursor: null });
const gone = new RejectedError(404, "The CRM answered 404");

const readLead = "GET /lead/lead_a/";
const createCall = "POST /activity/call/";
const search = "POST /data/search/";

describe("access to Close", () => {
  const reporter = close.report.bind(undefined);
  const app = { client_id: "oa2client_1", client_secret: "our-secret", refresh_token: "from-the-person" };

  it("is a key's, as a user's name without a password", () => {
    const authorization = `Basic ${Buffer.from("api_1.secret:").toString("base64")}`;
    expect(reporter.authorise({ api_key: "api_1.secret" })).toEqual({ authorization });
    expect(z.safeParse(reporter.credentials, { api_key: "" }).success).toBe(false);
  });

  it("or an OAuth app's, which is renewed by a refresh token that is another each time", async () => {
    expect(z.safeParse(reporter.credentials, { api_key: "left there", ...app }).data).toEqual(app);
    expect(reporter.authorise({ ...app, token: "access" })).toEqual({ authorization: "Bearer access" });
    const crm = recordingCrm({ access_token: "new", expires_in: 3600, refresh_token: "next", token_type: "Bearer" });
    const ask = { credentials: app, refreshToken: "from-the-person", now };
    const until = new Date("2026-06-15T15:30:00Z");
    expect(await reporter.renewal?.renew(crm, ask)).toEqual({ token: "new", until, refreshToken: "next" });
    expect(crm.requests).toMatchObject([{ method: "POST", path: "/oauth2/token/" }]);
  });
});

describe("an answer of Close's", () => {
  const errorOf = async (status: number, body: unknown, headers: Record<string, string> = {}) => {
    const { understand } = close.report.bind(undefined);
    const send = fakeSend(answered(status, body as object, { headers }));
    const http = crmHttp({ baseUrl: "https://api.close.com", headers: {}, understand, send, now: () => now });
    return http.request("POST", "/api/v1/activity/call/").catch((error: unknown) => error);
  };

  it.each([
    [{ error: "Unauthorized" }, "Unauthorized"],
    [{ errors: ["Template not shared", "and more"], "field-errors": {} }, "Template not shared; and more"],
    [
      { errors: [], "field-errors": { duration: "Value must be of int type." } },
      "duration: Value must be of int type.",
    ],
    [
      { "field-errors": { contacts: { errors: [{ phones: { 0: "Invalid phone number." } }] } } },
      "errors: phones: 0: Invalid phone number.",
    ],
  ])("keeps the words of %j", async (body, detail) => {
    expect(await errorOf(400, body)).toMatchObject({ name: "RejectedError", status: 400, detail });
  });

  it("that is none of Close's has no words", async () => {
    for (const body of ["<html>", [], 7, {}, { "field-errors": null }]) {
      expect(await errorOf(400, body)).toMatchObject({ status: 400, detail: undefined });
    }
  });

  it.each([
    [{ ratelimit: "limit=100, remaining=0, reset=2.5", "retry-after": "3" }, 2_500],
    [{ "retry-after": "7" }, 7_000],
    [{}, 10_000],
  ])("that is a limit says how long to wait: %j", async (headers, retryAfterMs) => {
    const error = await errorOf(429, { error: "Rate limited" }, headers);
    expect(error).toBeInstanceOf(BusyError);
    expect(error).toMatchObject({ retryAfterMs });
  });

  it("is for a person where the plan's limit is reached, and refuses us where the key does not hold", async () => {
    expect(await errorOf(402, { error: "Plan limit" })).toMatchObject({ status: 402, detail: "Plan limit" });
    expect(await errorOf(401, { error: "Unauthorized" })).toMatchObject({ status: 401 });
    expect(await errorOf(503, {})).toBeInstanceOf(TransientError);
  });
});

describe("a call on its lead", () => {
  const bodyOf = async (change: Partial<ReportJob["call"]>, settings?: unknown, more: Partial<GivenJob> = {}) =>
    (await write(job({ call: { ...call, ...change }, ...more }), [lead(), logged], settings)).requests[1]?.body;

  it("names the contact with the phone, and no more than Close takes", async () => {
    const { steps, requests, outcome } = await write(job(), [lead(), logged]);
    expect(steps).toEqual([readLead, createCall]);
    expect(requests[1]?.body).toEqual({
      lead_id: "lead_a",
      contact_id: "cont_m",
      direction: "outbound",
      status: "completed",
      duration: 247,
      phone: "+12025550143",
      note: "Callingly call 48213977 - Connected - 4m 07s",
      activity_at: "2026-06-15T14:31:05Z",
    });
    expect(outcome).toMatchObject({ activityId: "acti_1" });
  });

  it.each([
    ["the only contact of a lead that came from Close", { contacts: [other] }, job(), "cont_o"],
    ["none of a lead that was found by a person", { contacts: [other] }, job({ cameWithRecord: false }), undefined],
    ["none of several without the phone", { contacts: [other, { ...other, id: "cont_p" }] }, job(), undefined],
    ["none of a lead without any", { contacts: null }, job(), undefined],
    ["one with the address and no phone", { contacts: [other, { ...maya, phones: null }] }, job(), "cont_m"],
  ])("names %s", async (_, change, given, contact) => {
    const { requests } = await write(given, [lead(change), logged]);
    expect(requests[1]?.body).toEqual(expect.objectContaining({ lead_id: "lead_a" }));
    expect(Object.entries(requests[1]?.body ?? {}).find(([name]) => name === "contact_id")?.[1]).toBe(contact);
  });

  it.each([
    ["completed", "contacted", 60, "completed"],
    ["completed", "voicemail", 20, "completed"],
    ["missed", "missed", 0, "no-answer"],
    ["completed", "missed", 12, "no-answer"],
    ["busy", "missed", 0, "busy"],
    ["error", undefined, 0, "failed"],
    ["not called", undefined, 0, "cancel"],
    ["a new word", undefined, 0, "no-answer"],
  ] as const)("that is %s (%s) has a status that Close knows", async (status, outcome, seconds, expected) => {
    expect(await bodyOf({ status, outcome, seconds })).toMatchObject({ status: expected, duration: seconds });
  });

  it("is under way until it is final, and off where the team was closed", async () => {
    expect(await bodyOf({ final: false, status: "ringing", seconds: 0 })).toMatchObject({ status: "in-progress" });
    expect(await bodyOf({ unrung: true, status: "offline" })).toMatchObject({ status: "cancel" });
  });

  it("shows an outcome where the settings name one", async () => {
    const outcomes = { contacted: "outcome_1", busy: "outcome_2" };
    expect(await bodyOf({}, { outcomes })).toMatchObject({ outcome_id: "outcome_1" });
    expect(await bodyOf({ status: "busy", outcome: "missed" }, { outcomes })).toMatchObject({
      outcome_id: "outcome_2",
    });
    expect(await bodyOf({ outcome: "missed" }, { outcomes })).not.toHaveProperty("outcome_id");
  });

  it("is its agent's, else the user's whom the settings name", async () => {
    expect(await bodyOf({}, { ownerId: "user_s" }, { ownerId: "user_a" })).toMatchObject({ user_id: "user_a" });
    expect(await bodyOf({}, { ownerId: "user_s" })).toMatchObject({ user_id: "user_s" });
  });

  it("links a recording as Close takes it: encrypted, and as an address", async () => {
    const recordingUrl = "https://rec.example.com/ä b.mp3";
    expect(await bodyOf({ recordingUrl })).toMatchObject({ recording_url: "https://rec.example.com/%C3%A4%20b.mp3" });
    for (const open of ["http://rec.example.com/a.mp3", "a.mp3", ""]) {
      expect(await bodyOf({ recordingUrl: open })).not.toHaveProperty("recording_url");
    }
  });

  it("stands at the lead's arrival when it never started", async () => {
    expect(await bodyOf({ startedAt: undefined, direction: "inbound" })).toMatchObject({
      activity_at: "2026-06-15T14:30:58.000Z",
      direction: "inbound",
    });
  });

  it("has a note that ends in no half character", async () => {
    const body = await bodyOf({ transcript: `x${"😀".repeat(60_000)}` });
    const { note } = body as { note: string };
    expect(note.length).toBeLessThanOrEqual(60_000);
    expect(note).not.toMatch(/\p{Cs}/u);
  });

  it("is changed in place, where Close does not take the direction", async () => {
    const { steps, requests, outcome } = await write(job({ activityId: "acti/7" }), [logged]);
    expect(steps).toEqual(["PUT /activity/call/acti%2F7/"]);
    expect(requests[0]?.body).not.toHaveProperty("direction");
    expect(requests[0]?.body).not.toHaveProperty("lead_id");
    expect(outcome).toMatchObject({ activityId: "acti/7" });
  });

  it("goes nowhere else by an id from outside", async () => {
    const { steps } = await write(job({ record: { type: "lead", id: "lead_a/../../me" } }), [lead(), logged]);
    expect(steps[0]).toBe("GET /lead/lead_a%2F..%2F..%2Fme/");
  });

  it("is on the lead of a contact where the record is one", async () => {
    const given = job({ record: { type: "contact", id: "cont_x" } });
    const { steps, requests } = await write(given, [{ id: "cont_x", lead_id: "lead_a" }, lead(), logged]);
    expect(steps).toEqual(["GET /contact/cont_x/", readLead, createCall]);
    expect(requests[2]?.body).toMatchObject({ lead_id: "lead_a", contact_id: "cont_x" });
  });
});

describe("an earlier write of unknown fate", () => {
  const mine = { id: "acti_9", note: "Callingly call 48213977 - No answer" };
  const page = (notes: (string | null)[], has_more: boolean) => ({
    data: notes.map((note, index) => ({ id: `acti_${index}`, note })),
    has_more,
  });

  it("is looked for among the lead's calls of those days", async () => {
    const { steps, requests } = await write(job({ mayExist: true }), [lead(), { data: [mine] }, logged]);
    expect(steps).toEqual([readLead, "GET /activity/call/", "PUT /activity/call/acti_9/"]);
    expect(Object.fromEntries(new URLSearchParams(requests[1]?.path.split("?")[1]))).toEqual({
      lead_id: "lead_a",
      activity_at__gte: "2026-06-14T14:31:05.000Z",
      activity_at__lte: "2026-06-16T14:31:05.000Z",
      _limit: "100",
      _skip: "0",
    });
  });

  it("is looked for on every page, and made where it is not there", async () => {
    const others = page(["Callingly call 482139770", "about Callingly call 48213977", null], true);
    const { steps } = await write(job({ mayExist: true }), [lead(), others, page([], false), lead(), logged]);
    expect(steps.slice(1)).toEqual(["GET /activity/call/", "GET /activity/call/", readLead, createCall]);
  });

  it.each([{}, { data: {} }, { data: [{ note: "without an id" }] }, undefined])(
    "is not taken for none by an answer that is no list: %j",
    async (answer) => {
      const { outcome, steps } = await write(job({ mayExist: true }), [lead(), answer]);
      expect(outcome).toMatchObject({ error: expect.any(TransientError) });
      expect(steps).not.toContain(createCall);
    },
  );
});

describe("a lead from elsewhere", () => {
  it("is known by its address, if the phone is the contact's", async () => {
    const { steps, outcome } = await write(fromElsewhere(), [found(maya), lead(), logged]);
    expect(steps).toEqual([search, readLead, createCall]);
    expect(outcome).toMatchObject({ record: { type: "lead", id: "lead_a" } });
  });

  it("is not known by an address that only contains its own", async () => {
    const longer = { ...maya, phones: [], emails: [{ email: "x.maya.lindqvist@example.com" }], lead_id: "lead_b" };
    const { requests } = await write(fromElsewhere(), [found(longer), found(), lead(), lead(), logged]);
    expect(requests.map(stepOf).slice(0, 3)).toEqual([search, search, "POST /lead/"]);
  });

  it("or by the phone, which Close keeps with its country's code", async () => {
    const { requests, outcome } = await write(fromElsewhere(), [found(), found(maya), lead(), logged]);
    expect(JSON.stringify(requests[1]?.body)).toContain('"value":"+12025550143"');
    expect(outcome).toMatchObject({ record: { id: "lead_a" } });
  });

  it("becomes a lead with a contact, named after the company if there is one", async () => {
    const { requests, outcome } = await write(fromElsewhere(), [found(), found(), { id: "lead_n" }, lead(), logged]);
    expect(requests[2]?.body).toEqual({
      contacts: [
        {
          name: "Maya Lindqvist",
          phones: [{ phone: "+12025550143", type: "office" }],
          emails: [{ email: "maya.lindqvist@example.com", type: "office" }],
        },
      ],
    });
    expect(outcome).toMatchObject({ record: { id: "lead_n" } });
    const bare = fromElsewhere({ person: { phone: "+12025550143", company: "Harbor Pine LLC" } });
    const { requests: asked } = await write(bare, [found(), { id: "lead_n" }, lead(), logged]);
    expect(asked[1]?.body).toEqual({
      name: "Harbor Pine LLC",
      contacts: [{ phones: [{ phone: "+12025550143", type: "office" }] }],
    });
  });

  it("becomes none where that is not wanted, or nobody was called", async () => {
    const refused = await write(fromElsewhere(), [found(), found()], { createLead: false });
    expect(refused.outcome).toMatchObject({ error: expect.objectContaining({ status: 404 }) });
    const reporter = close.report.bind(undefined);
    const crm = recordingCrm(found(), found());
    expect(await reporter.findRecord?.(crm, fromElsewhere().lead, { mayMake: false })).toBeUndefined();
    expect(crm.requests.map(stepOf)).toEqual([search, search]);
  });

  it("is not a customer's whose address somebody typed: it is made without the address", async () => {
    const customer = { ...maya, phones: [{ phone: "+14155550171" }] };
    const { requests } = await write(fromElsewhere(), [found(customer), found(), { id: "lead_n" }, lead(), logged]);
    expect(JSON.stringify(requests[2]?.body)).not.toContain("example.com");
  });

  it("is not taken for new by an answer that is no list", async () => {
    for (const answer of [{}, { data: null }, undefined]) {
      const { outcome } = await write(fromElsewhere(), [answer]);
      expect(outcome).toMatchObject({ error: expect.any(TransientError) });
    }
  });
});

describe("a lead that is gone", () => {
  it("because it was merged, is where its contact is now", async () => {
    const moved = { ...maya, lead_id: "lead_b" };
    const { steps, requests } = await write(job(), [gone, found(moved), lead({ id: "lead_b" }), logged]);
    expect(steps).toEqual([readLead, search, "GET /lead/lead_b/", createCall]);
    expect(requests[3]?.body).toMatchObject({ lead_id: "lead_b", contact_id: "cont_m" });
  });

  it("and its contact with it, is made nowhere else: the result waits with Close's words", async () => {
    const { steps, outcome } = await write(job(), [gone, found(), found()]);
    expect(outcome).toEqual({ error: gone });
    expect(steps).not.toContain(createCall);
  });
});

describe("the lead's status", () => {
  const settings = { leadStatus: { contacted: "stat_reached", missed: "Tried", removed: "Do not call" } };
  const potential = { status_id: "stat_p", status_label: "Potential" };
  const changesOf = async (change: object, given = job(), more: object = {}, answers: CrmAnswer[] = []) => {
    const all = [lead(), logged, lead({ ...potential, ...change }), ...answers];
    const { requests } = await write(given, all, { ...settings, ...more });
    return requests.find(({ method }) => method === "PUT")?.body;
  };
  const missed = job({ call: { ...call, outcome: "missed" }, lead: { ...job().lead, outcome: "missed" } });
  const labels = {
    data: [
      { id: "stat_t", label: "tried " },
      { id: "stat_p", label: "Potential" },
    ],
    has_more: false,
  };

  it("follows the best call, by its id or its label", async () => {
    expect(await changesOf({})).toEqual({ status_id: "stat_reached" });
    expect(await changesOf({}, missed, {}, [labels])).toEqual({ status_id: "stat_t" });
  });

  it.each([
    ["one that stands there already", { status_id: "stat_reached", status_label: "Reached" }],
    ["one that a person has set", { status_id: "stat_c", status_label: "Customer" }],
  ])("does not replace %s", async (_, change) => expect(await changesOf(change)).toBeUndefined());

  it("replaces a weaker one of ours, whether it is named by id or label", async () => {
    expect(await changesOf({ status_id: "stat_t", status_label: "TRIED" })).toEqual({ status_id: "stat_reached" });
  });

  it("replaces what the settings say, by id or label", async () => {
    for (const replaced of ["stat_n", "new"]) {
      const change = { status_id: "stat_n", status_label: "New" };
      expect(await changesOf(change, job(), { replacedLeadStatuses: [replaced] })).toEqual({
        status_id: "stat_reached",
      });
    }
  });

  it("is left alone where nobody named any, without a look at it", async () => {
    expect((await write(job(), [lead(), logged])).steps).toEqual([readLead, createCall]);
  });

  it("is not moved on a lead in which the person is not wholly known, unless ours came from it", async () => {
    const given = { ...job(), cameWithRecord: false };
    expect(await changesOf({ contacts: [{ ...maya, emails: [] }] }, given)).toBeUndefined();
    expect(await changesOf({ contacts: [{ ...maya, phones: [] }] }, given)).toBeUndefined();
    expect(await changesOf({}, given)).toEqual({ status_id: "stat_reached" });
    expect(await changesOf({ contacts: [] })).toEqual({ status_id: "stat_reached" });
  });

  it("that Close does not have is refused by its name, and not for an answer that is no list", async () => {
    const writeWith = (answer: unknown) => write(missed, [lead(), logged, lead(potential), answer], settings);
    const { outcome, requests } = await writeWith({ data: [], has_more: false });
    expect(outcome).toMatchObject({ error: { status: 400, message: expect.stringContaining("“Tried”") } });
    expect(requests.at(-1)?.path).toBe("/api/v1/status/lead/");
    expect((await writeWith({})).outcome).toMatchObject({ error: expect.any(TransientError) });
  });
});

describe("custom fields of the lead", () => {
  const fields = { secondsToRing: "custom.cf_a", attempts: "custom.cf_b", firstContactAt: "custom.cf_c" };

  it("are asked for and filled in, each as long as it is empty", async () => {
    const given = job({ lead: { ...job().lead, firstRungAt: "2026-06-15T14:31:02.000Z" } });
    const present = lead({ "custom.cf_a": 9 });
    const { requests } = await write(given, [lead(), logged, present, present], { fields });
    expect(requests[2]?.path).toMatch(/custom\.cf_a,custom\.cf_b,custom\.cf_c$/);
    expect(requests[3]?.body).toEqual({ "custom.cf_b": 1, "custom.cf_c": "2026-06-15T14:31:05Z" });
  });

  it.each(["cf_a", "Seconds to ring", "custom.Seconds", "custom.cf_a.add"])("are not named %j", (attempts) => {
    expect(() => close.report.bind({ fields: { attempts } })).toThrow("custom.cf_");
  });
});

it("users are found by their addresses, page after page", async () => {
  const { owners } = close.report.bind({ owners: { "dana@example.com": "user_d" } });
  const crm = recordingCrm(
    {
      data: [
        { id: "user_1", email: "Ada@Example.com" },
        { id: "user_2", email: null },
      ],
      has_more: true,
    },
    { data: [{ id: "user_3", email: "ben@example.com" }], has_more: false },
  );
  expect(owners?.named).toEqual({ "dana@example.com": "user_d" });
  expect(await owners?.list(crm)).toEqual(
    new Map([
      ["ada@example.com", "user_1"],
      ["ben@example.com", "user_3"],
    ]),
  );
  expect(crm.requests.map(({ path }) => path)).toEqual([
    "/api/v1/user/?_limit=100&_skip=0",
    "/api/v1/user/?_limit=100&_skip=100",
  ]);
});
