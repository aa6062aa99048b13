import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { CrmHttp } from "../../../lambda/connectors/contract/reporter.ts";
import { ExistsError, type ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { refreshTokenGrant } from "../../../lambda/connectors/kit/out/refresh-token.ts";
import { hubspot } from "../../../lambda/connectors/vendors/hubspot/hubspot.ts";
import { RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";
import { writeActivity } from "../../../lambda/steps/report-call/write-activity.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { recorded } from "../../fakes/recorded.ts";
import { answeredWith, type CrmAnswer, type CrmRequest, recordingCrm, sentAs } from "../../fakes/recording-crm.ts";
import { call, type GivenJob, jobsOn, person } from "../../fakes/told-jobs.ts";

const intake = hubspot.intake.bind(undefined);
const secret = "test-client-secret";
const secrets = { keys: ["test-key"], values: { client_secret: secret } };
const now = new Date("2026-06-15T14:30:00Z");

const post = (value: unknown, headers: Record<string, string> = {}, query = ""): HttpRequest => ({
  method: "POST",
  url: `https://bridge.example.com/leads/hubspot${query}`,
  headers: { "content-type": "application/json", ...headers },
  query: new URLSearchParams(query),
  params: { source: "hubspot" },
  body: Buffer.from(JSON.stringify(value)),
});

function signedV3(request: HttpRequest, sentAt: number, url = request.url): HttpRequest {
  const signature = createHmac("sha256", secret).update(`POST${url}${request.body}${sentAt}`).digest("base64");
  const headers = { "x-hubspot-signature-v3": signature, "x-hubspot-request-timestamp": String(sentAt) };
  return { ...request, headers: { ...request.headers, ...headers } };
}

describe("HubSpot's signature", () => {
  const refused = expect.objectContaining({ status: 401 });
  const verify = (request: HttpRequest) => () => intake.verify(request, secrets, now);
  const minutes = (count: number) => now.getTime() + count * 60_000;

  it("F96: holds for five minutes either way in version 3", () => {
    const request = post({ vid: 1 }, {}, "?a=1");
    for (const at of [0, -5, 5]) expect(verify(signedV3(request, minutes(at)))).not.toThrow();
    for (const at of [-5.01, 5.01, Number.NaN]) expect(verify(signedV3(request, minutes(at)))).toThrow(refused);
  });

  it("may be made over the address with its escapes undone", () => {
    const request = post({ vid: 1 }, {}, "?email=a%40example.com");
    expect(verify(signedV3(request, minutes(0), request.url.replace("%40", "@")))).not.toThrow();
  });

  it("may be made over the address of what stands before the door, and over no third one", () => {
    const before = "https://leads.example.org/leads/hubspot?email=a%40example.com";
    const request = post({ vid: 1 }, {}, "?email=a%40example.com");
    const behind = { ...request, urlBefore: before };
    const v2 = (url: string, at: HttpRequest): HttpRequest => {
      const hash = createHash("sha256").update(`${secret}POST${url}`).update(at.body).digest("hex");
      return { ...at, headers: { ...at.headers, "x-hubspot-signature-version": "v2", "x-hubspot-signature": hash } };
    };
    for (const url of [before, before.replace("%40", "@"), request.url]) {
      expect(verify(signedV3(behind, minutes(0), url))).not.toThrow();
    }
    for (const url of [before, request.url]) expect(verify(v2(url, behind))).not.toThrow();
    const third = before.replace("leads.", "other.");
    expect(verify(signedV3(behind, minutes(0), third))).toThrow(refused);
    expect(verify(v2(third, behind))).toThrow(refused);
    expect(verify(signedV3(request, minutes(0), before))).toThrow(refused);
    expect(verify(v2(before, request))).toThrow(refused);
  });

  it("covers address and body in version 2", () => {
    const body = { vid: 1 };
    const hash = createHash("sha256")
      .update(`${secret}POST${post(body).url}${JSON.stringify(body)}`)
      .digest("hex");
    const headers = { "x-hubspot-signature-version": "v2", "x-hubspot-signature": hash };
    expect(verify(post(body, headers))).not.toThrow();
    expect(verify(post(body, headers, "?other"))).toThrow(refused);
    expect(verify(post({ vid: 2 }, headers))).toThrow(refused);
  });

  it("is required once the secret is there, and of a version that covers the address", () => {
    const v1 = createHash("sha256").update(`${secret}{"vid":1}`).digest("hex");
    expect(verify(post({ vid: 1 }, { "x-bridge-key": "test-key" }))).toThrow(refused);
    expect(verify(post({ vid: 1 }, { "x-hubspot-signature-version": "v1", "x-hubspot-signature": v1 }))).toThrow(
      refused,
    );
  });

  it("gives way to the source's key where there is no secret", () => {
    const keyOnly = { keys: ["test-key"], values: {} };
    expect(() => intake.verify(post({}, { "x-bridge-key": "test-key" }), keyOnly, now)).not.toThrow();
    expect(() => intake.verify(post({}), keyOnly, now)).toThrow(refused);
  });
});

describe("a contact from a workflow", () => {
  const lead = async (value: unknown) => {
    const reading = await intake.read(post(value));
    return reading.kind === "leads" ? reading.leads[0] : undefined;
  };

  it("is one lead per set of bytes, however often it is sent", async () => {
    const { request } = recorded("hubspot", "workflow-contact");
    const reading = await intake.read(request);
    expect(reading).toMatchObject({
      leads: [
        {
          record: { type: "contact", id: "151209840120" },
          key: expect.stringMatching(/^151209840120:/),
          extra: { lifecyclestage: "lead" },
        },
      ],
    });
    expect(await intake.read(request)).toEqual(reading);
    expect((await lead({ vid: 1, a: 1 }))?.key).not.toBe((await lead({ vid: 1, a: 2 }))?.key);
  });

  it("holds its key for ever only when its bytes hold its history", async () => {
    const { request } = recorded("hubspot", "workflow-contact");
    expect(await intake.read(request)).toMatchObject({ leads: [{ keyWindowMs: undefined }] });
    const days = 24 * 60 * 60_000;
    const composed = { hs_object_id: "151", phone: "(212) 555-0123", firstname: "Dana" };
    expect(await lead(composed)).toMatchObject({ key: expect.stringMatching(/^151:/), keyWindowMs: 4 * days });
    expect(await lead({ id: "151", properties: { hs_object_id: "151", phone: "2125550123" } })).toMatchObject({
      keyWindowMs: 4 * days,
    });
  });

  it("is reached by the mobile phone where there is no other", async () => {
    const properties = { phone: { value: "" }, mobilephone: { value: "(646) 555-0136" }, hs_note: { value: "x" } };
    expect(await lead({ vid: 1, properties })).toMatchObject({ phone: "(646) 555-0136", extra: {} });
    const nulls = { phone: { value: null, versions: [{ value: "1" }] }, mobilephone: "6465550136", firstname: "Noor" };
    expect(await lead({ id: "7", properties: { ...nulls, hs_object_id: "7" } })).toMatchObject({
      phone: "6465550136",
      firstName: "Noor",
      record: { id: "7" },
      extra: {},
    });
  });

  it("keeps an id that is larger than a double", async () => {
    const request = { ...post({}), body: Buffer.from('{"vid":90071992547409931,"phone":"1"}') };
    expect(await intake.read(request)).toMatchObject({ leads: [{ record: { id: "90071992547409931" } }] });
  });

  it("may come without id, and is then nobody's record", async () => {
    expect(await lead({ firstname: "Noor", phone: "6465550136" })).toEqual({
      firstName: "Noor",
      phone: "6465550136",
      extra: {},
      why: expect.anything(),
    });
  });

  it.each([7, "text", null, { properties: "x" }])("is not %j", async (value) => {
    await expect(lead(value)).rejects.toMatchObject({ status: 422 });
  });
});

// ── results ─────────────────────────────────────────────────────────────────────────────────────────────────────

const { job, fromElsewhere } = jobsOn({ type: "contact", id: "120112" }, { token: "test-token" }, { call, now });

/**
 * Writes a job, the record looked for first where it names none.
 * @param answers in the order of the requests; the look at the contact's status is answered by `contact` and not counted
 */
async function write(
  { mayExist = false, ...given }: GivenJob,
  answers: CrmAnswer[],
  settings?: unknown,
  contact: Record<string, string | null> | undefined = { email: person.email, phone: person.phone },
) {
  const crm = recordingCrm(...answers);
  const looks: CrmRequest[] = [];
  const http: CrmHttp = {
    async request(method, path, content, headers = {}) {
      const { body } = sentAs(content);
      const isSecondLook = path.endsWith("/batch/read") && !("idProperty" in (body as object));
      if (isSecondLook) return answeredWith(none);
      if (method !== "GET") return crm.request(method, path, content, headers);
      looks.push({ method, path, body, headers });
      if (contact === undefined) throw new RejectedError(404, "The CRM answered 404");
      return answeredWith({ id: "the contact", properties: contact });
    },
  };
  const reporter = hubspot.report.bind(settings);
  const report = async () => {
    const record = given.record ?? (await reporter.findRecord?.(http, given.lead, { mayMake: true }));
    const activityId = await writeActivity(reporter, http, { ...given, record }, mayExist);
    return { activityId, record };
  };
  const outcome = await report().catch((error: unknown) => ({ error }));
  return { outcome, requests: crm.requests, looks, steps: crm.requests.map(({ method, path }) => `${method} ${path}`) };
}

const propertiesOf = (body: unknown): Record<string, string> =>
  (body as { properties: Record<string, string> }).properties;
const none = { results: [] };
const found = (id: string, properties: Record<string, string | null> = {}) => ({ results: [{ id, properties }] });
const createCall = "POST /crm/v3/objects/calls";
const searchCalls = "POST /crm/v3/objects/calls/search";
const readContacts = "POST /crm/v3/objects/contacts/batch/read";
const searchContacts = "POST /crm/v3/objects/contacts/search";
const createContact = "POST /crm/v3/objects/contacts";

describe("access to HubSpot", () => {
  const reporter = hubspot.report.bind(undefined);
  const app = { client_id: "our-id", client_secret: "our-secret", refresh_token: "from-the-person" };

  it.each([{ token: "private-app" }, app])("is given by the token of a private app or by an OAuth app: %j", (given) => {
    expect(z.safeParse(reporter.credentials, given).data).toEqual(given);
  });

  it("is an OAuth app's where the secret holds both, so that a token that was left there does not hide it", () => {
    expect(z.safeParse(reporter.credentials, { token: "private-app", ...app }).data).toEqual(app);
  });

  it.each(["client_id", "client_secret", "refresh_token"])("is none while %s is missing", (name) => {
    expect(z.safeParse(reporter.credentials, { ...app, [name]: "" }).success).toBe(false);
  });

  it("is renewed at the endpoint that HubSpot keeps", async () => {
    const answer = { access_token: "new", expires_in: 1800, refresh_token: "from-the-person", token_type: "bearer" };
    const crm = recordingCrm(answer);
    const ask = { credentials: app, refreshToken: "from-the-person", now };
    expect(await reporter.renewal?.renew(crm, ask)).toEqual({
      token: "new",
      until: new Date("2026-06-15T15:00:00Z"),
      refreshToken: "from-the-person",
    });
    expect(crm.requests).toEqual([
      {
        method: "POST",
        path: "/oauth/2026-03/token",
        type: "application/x-www-form-urlencoded",
        headers: {},
        body: "grant_type=refresh_token&client_id=our-id&client_secret=our-secret&refresh_token=from-the-person",
      },
    ]);
  });
});

describe("a renewal as OAuth 2 has it", () => {
  const renewed = (answer: object) =>
    refreshTokenGrant("/token")(recordingCrm(answer), { credentials: {}, refreshToken: "r", now });

  it.each([
    ["3600", 60],
    [60, 1],
    [undefined, 30],
    ["soon", 30],
  ])("may say %j for how long it holds", async (expires_in, minutes) => {
    const { until } = await renewed({ access_token: "new", expires_in });
    expect(until).toEqual(new Date(now.getTime() + minutes * 60_000));
  });

  it("may leave the refresh token in force by naming no other", async () => {
    expect(await renewed({ access_token: "new" })).not.toHaveProperty("refreshToken");
  });
});

describe("the contact's status", () => {
  it("is not given up for a 404 that is not of HubSpot's contacts", async () => {
    const contact = found(job().record?.id ?? "", { email: person.email, phone: person.phone });
    const crm = recordingCrm(new RejectedError(404, "a proxy's page"), contact, {});
    await hubspot.report.bind(undefined).updateRecord?.(crm, job(), "555");
    expect(crm.requests.map(({ method }) => method)).toEqual(["GET", "POST", "PATCH"]);
  });
});

describe("a call on its contact", () => {
  it("is updated in place when the recording and transcript arrive", async () => {
    const later = { ...call, recordingUrl: "https://recordings.example.com/1.mp3", transcript: "A: <hello>\nB: R&D" };
    const contact = { email: person.email, phone: person.phone, hs_lead_status: "CONNECTED" };
    const { steps, requests, outcome } = await write(job({ call: later, activityId: "555" }), [], undefined, contact);
    expect(steps).toEqual(["PATCH /crm/v3/objects/calls/555"]);
    expect(requests[0]?.body).not.toHaveProperty("associations");
    expect(propertiesOf(requests[0]?.body)).toMatchObject({
      hs_call_recording_url: later.recordingUrl,
      hs_call_body: expect.stringContaining("A: &lt;hello&gt;<br>B: R&amp;D"),
    });
    expect(outcome).toMatchObject({ activityId: "555" });
  });

  it("F77: is looked for by its marker when an earlier write may have come through", async () => {
    const note = { hs_call_body: "<p>Callingly call 48213977 - Connected - 4m 07s</p>" };
    const again = await write(job({ mayExist: true }), [found("777", note)]);
    expect(again.steps.slice(0, 2)).toEqual([searchCalls, "PATCH /crm/v3/objects/calls/777"]);
    expect(again.outcome).toMatchObject({ activityId: "777" });
    // The same call may stand on the contact of another lead that was merged with this one.
    expect(again.requests[0]?.body).toMatchObject({
      filterGroups: [
        { filters: expect.arrayContaining([expect.objectContaining({ propertyName: "associations.contact" })]) },
      ],
    });

    const others = [
      {},
      { hs_call_body: null },
      { hs_call_body: "Callingly call 482139770 - x" },
      { hs_call_body: "They mentioned Callingly call 48213977" },
    ];
    const results = others.map((properties, index) => ({ id: String(index), properties }));
    expect((await write(job({ mayExist: true }), [{ results }, { id: "888" }])).steps[1]).toBe(createCall);
  });

  it("is looked for on the contact into which its own was merged", async () => {
    const contact = found("900", { email: person.email }).results[0];
    const crm = recordingCrm(contact, found("777", { hs_call_body: "Callingly call 48213977 - Connected" }));
    expect(await hubspot.report.bind(undefined).findTrace?.(crm, job())).toBe("777");
    expect(JSON.stringify(crm.requests[1]?.body)).toContain('"associations.contact","operator":"EQ","value":"900"');
  });

  it("is not created when the look-up could not be read", async () => {
    for (const unreadable of [undefined, {}, { results: "?" }]) {
      const { outcome, steps } = await write(job({ mayExist: true }), [unreadable]);
      expect(outcome).toMatchObject({ error: expect.any(TransientError) });
      expect(steps).toEqual([searchCalls]);
    }
  });

  it("is not looked for again and again when the look-up's answer is longer than we read", async () => {
    const send = fakeSend(answered(200, '{"results": [', { tooLong: true }));
    const http = crmHttp({ baseUrl: "https://crm.example.com", headers: {}, send, now: () => now });
    await expect(hubspot.report.bind(undefined).findTrace?.(http, job())).rejects.toThrow(RejectedError);
  });

  it("has no id when HubSpot's answer has none, and is looked for next time", async () => {
    expect((await write(job(), [undefined])).outcome).toEqual({
      activityId: undefined,
      record: { type: "contact", id: "120112" },
    });
  });

  it.each([
    ["contacted", "completed", 60, "COMPLETED", "f240bbac-87c9-4f6e-bf70-924b57d47db7", "CONNECTED"],
    ["voicemail", "completed", 20, "COMPLETED", "b2cf5968-551e-4856-9783-52b3da59a7d0", "ATTEMPTED_TO_CONTACT"],
    ["missed", "missed", 0, "NO_ANSWER", "73a0d17f-1163-4015-bdd5-ec830791da20", "ATTEMPTED_TO_CONTACT"],
    ["missed", "completed", 0, "NO_ANSWER", "73a0d17f-1163-4015-bdd5-ec830791da20", "ATTEMPTED_TO_CONTACT"],
    ["missed", "busy", 0, "BUSY", "9d9162e7-6cf3-4944-bf63-4dff82258764", "ATTEMPTED_TO_CONTACT"],
    ["removed", "completed", 30, "COMPLETED", undefined, "UNQUALIFIED"],
    [undefined, "error", 0, "FAILED", undefined, undefined],
  ] as const)(
    "that came to %s (%s) reads well",
    async (outcome, status, seconds, hubspotStatus, disposition, leadStatus) => {
      const given = job({ call: { ...call, outcome, status, seconds }, lead: { ...job().lead, outcome } });
      const { requests } = await write(given, [{ id: "1" }]);
      const properties = propertiesOf(requests[0]?.body);
      expect([properties.hs_call_status, properties.hs_call_disposition]).toEqual([hubspotStatus, disposition]);
      expect(requests[1] && propertiesOf(requests[1].body).hs_lead_status).toBe(leadStatus);
    },
  );

  it("has its recording in the note alone where its address is not encrypted, which HubSpot refuses", async () => {
    const recordingUrl = "http://recordings.example.com/1.mp3";
    const { requests } = await write(job({ call: { ...call, recordingUrl } }), [{ id: "1" }]);
    const properties = propertiesOf(requests[0]?.body);
    expect(properties).not.toHaveProperty("hs_call_recording_url");
    expect(properties.hs_call_body).toContain(recordingUrl);
  });

  it("that rang nobody because the team was closed is no call that went through", async () => {
    const given = job({ call: { ...call, unrung: true, outcome: undefined, status: "offline", seconds: 0 } });
    expect(propertiesOf((await write(given, [{ id: "1" }])).requests[0]?.body).hs_call_status).toBe("CANCELED");
  });

  it("moves the lead status by the best call so far, unless told not to", async () => {
    const missed = { ...call, outcome: "missed" as const, status: "missed", seconds: 0 };
    expect(propertiesOf((await write(job({ call: missed }), [{ id: "1" }])).requests[1]?.body)).toEqual({
      hs_lead_status: "CONNECTED",
    });
    expect((await write(job(), [{ id: "1" }], { leadStatus: { contacted: null } })).steps).toEqual([createCall]);
    const own = await write(job(), [{ id: "1" }], {
      leadStatus: { contacted: "WON" },
      dispositions: { contacted: null },
    });
    expect(propertiesOf(own.requests[0]?.body)).not.toHaveProperty("hs_call_disposition");
    expect(propertiesOf(own.requests[1]?.body)).toEqual({ hs_lead_status: "WON" });
  });

  it("stands at the lead's arrival when it never started, and names both numbers by direction", async () => {
    const inbound = { ...call, direction: "inbound", startedAt: undefined };
    expect(propertiesOf((await write(job({ call: inbound }), [{ id: "1" }])).requests[0]?.body)).toMatchObject({
      hs_timestamp: "2026-06-15T14:30:58.000Z",
      hs_call_direction: "INBOUND",
      hs_call_from_number: "+12025550143",
      hs_call_to_number: "+12025550100",
    });
  });

  it("does not end a note in half a character", async () => {
    for (const length of [64_900, 64_901]) {
      const transcript = `${"x".repeat(length)}${"😀".repeat(100)}`;
      const { requests } = await write(job({ call: { ...call, transcript } }), [{ id: "1" }]);
      expect(propertiesOf(requests[0]?.body).hs_call_body).not.toMatch(/\p{Cs}/u);
    }
  });

  it("does not outgrow a note", async () => {
    const { requests } = await write(job({ call: { ...call, transcript: "<".repeat(100_000) } }), [{ id: "1" }]);
    expect(propertiesOf(requests[0]?.body).hs_call_body?.length).toBeLessThanOrEqual(65_536);
  });
});

describe("a lead from elsewhere", () => {
  it("is known by its e-mail address", async () => {
    const known = { phone: "(202) 555-0143" };
    const { steps, requests, outcome } = await write(fromElsewhere(), [found("31", known), { id: "1" }]);
    expect(steps).toEqual([readContacts, createCall, "PATCH /crm/v3/objects/contacts/31"]);
    expect(requests[0]?.body).toMatchObject({ idProperty: "email", inputs: [{ id: person.email }] });
    expect(outcome).toEqual({ activityId: "1", record: { type: "contact", id: "31" } });
  });

  it.each(["(202) 555-0143", "+1 202 555 0143", "0012025550143", "202.555.0143"])(
    "or by the phone, as in %s",
    async (phone) => {
      const { steps, outcome } = await write(fromElsewhere(), [
        none,
        found("32", { phone: null, mobilephone: phone }),
        { id: "1" },
      ]);
      expect(steps.slice(0, 3)).toEqual([readContacts, searchContacts, createCall]);
      expect(outcome).toMatchObject({ record: { type: "contact", id: "32" } });
    },
  );

  it.each([
    "(303) 255-50143",
    "+44 20 2555 0143",
    "255-50143 x9",
    "5550143",
    "555-0143",
    "(212) 555-0143",
    "02 555 0143",
    "2025550143 or 2025550144",
    "",
  ])("but not by %j", async (phone) => {
    const { steps } = await write(fromElsewhere(), [
      none,
      found("33", { phone, mobilephone: null }),
      { id: "34" },
      { id: "1" },
    ]);
    expect(steps[2]).toBe(createContact);
  });

  it("becomes a contact when there is none, unless that is not wanted", async () => {
    const { requests, outcome } = await write(fromElsewhere(), [none, none, { id: "34" }, { id: "1" }]);
    expect(propertiesOf(requests[2]?.body)).toEqual({
      email: person.email,
      firstname: "Maya",
      lastname: "Lindqvist",
      phone: person.phone,
    });
    expect(outcome).toMatchObject({ record: { type: "contact", id: "34" } });
    const refused = await write(fromElsewhere(), [none, none], { createContact: false });
    expect(refused.outcome).toMatchObject({ error: expect.any(RejectedError) });
    expect(refused.steps).toEqual([readContacts, searchContacts]);
  });

  it("is looked up and not made where nobody was called", async () => {
    const reporter = hubspot.report.bind(undefined);
    const { lead } = fromElsewhere();
    const crm = recordingCrm(none, none);
    expect(await reporter.findRecord?.(crm, lead, { mayMake: false })).toBeUndefined();
    expect(crm.requests.map(({ path }) => path)).toEqual([
      "/crm/v3/objects/contacts/batch/read",
      "/crm/v3/objects/contacts/search",
    ]);
    const known = await reporter.findRecord?.(recordingCrm(found("31")), lead, { mayMake: false });
    expect(known).toEqual({ type: "contact", id: "31" });
  });

  it("F78: is looked up again when somebody else made the contact first", async () => {
    const conflict = new ExistsError("409 Contact already exists", { id: "31" });
    const { steps, outcome } = await write(fromElsewhere(), [none, none, conflict, found("35"), { id: "1" }]);
    expect(steps).toEqual([
      readContacts,
      searchContacts,
      createContact,
      readContacts,
      createCall,
      "PATCH /crm/v3/objects/contacts/35",
    ]);
    expect(outcome).toMatchObject({ record: { type: "contact", id: "35" } });
    const unseen = await write(fromElsewhere(), [none, none, conflict, none, none]);
    expect(unseen.outcome).toMatchObject({ error: expect.any(TransientError) });
  });

  it("may have no phone or no e-mail address to be found by", async () => {
    const { email, phone } = person;
    expect((await write(fromElsewhere({ person: { phone } }), [none, { id: "36" }, { id: "1" }])).steps[0]).toBe(
      searchContacts,
    );
    expect(
      (await write(fromElsewhere({ person: { email } }), [none, { id: "37" }, { id: "1" }])).steps.slice(0, 2),
    ).toEqual([readContacts, createContact]);
  });
});

describe("whose contact it is", () => {
  const contactFor = async (
    lead: Partial<ReportJob["lead"]>,
    byEmail: object,
    byPhone: object,
    settings?: Record<string, unknown>,
  ) => {
    const { steps, requests, outcome } = await write(
      fromElsewhere(lead),
      [byEmail, byPhone, { id: "made" }, { id: "1" }],
      settings,
      {},
    );
    const made = requests.find((_, index) => steps[index] === createContact);
    const error = (outcome as { error?: Error }).error;
    return { on: (outcome as { record?: { id: string } }).record?.id, made: made && propertiesOf(made.body), error };
  };
  const stranger = { person: { ...person, firstName: "Mallory", phone: "+14155550171" } };

  it("is not that of an e-mail address with another phone: anybody can type it, and who talked is somebody else", async () => {
    const customer = found("1", { email: person.email, phone: "+12025550143" });
    expect(await contactFor(stranger, customer, none)).toEqual({
      on: "made",
      made: { firstname: "Mallory", lastname: "Lindqvist", phone: "+14155550171" },
      error: undefined,
    });
    expect(await contactFor(stranger, customer, found("2", { phone: "415-555-0171" }))).toMatchObject({
      on: "2",
      made: undefined,
    });
    expect(await contactFor(stranger, customer, none, { createContact: false })).toMatchObject({
      error: expect.any(RejectedError),
    });
    expect(await contactFor(stranger, found("1", { phone: "call me" }), none)).toMatchObject({ on: "1" });
    expect(await contactFor(stranger, found("1", { phone: "555-0143" }), none)).toMatchObject({ on: "made" });
    const second = found("1", { phone: "+12025550143", mobilephone: "(415) 555-0171" });
    expect(await contactFor(stranger, second, none)).toMatchObject({ on: "1" });
  });

  it("is not that of an address which came into being with another phone while we looked", async () => {
    const customer = found("1", { email: person.email, phone: "+12025550143" });
    const conflict = new ExistsError("409 Contact already exists", { id: "31" });
    const { requests, steps, outcome } = await write(
      fromElsewhere(stranger),
      [none, none, conflict, customer, none, { id: "made" }, { id: "1" }],
      undefined,
      {},
    );
    expect(outcome).toMatchObject({ record: { id: "made" } });
    expect(propertiesOf(requests[steps.lastIndexOf(createContact)]?.body)).not.toHaveProperty("email");
  });

  it.each([
    ["US", "+12079460958", "020 7946 0958", false],
    ["GB", "+442079460958", "020 7946 0958", true],
    ["GB", "+442079460958", "(0)20 7946 0958", true],
    ["US", "+442079460958", "+44 (0)20 7946 0958", true],
    ["US", "+442079460958", "011 44 20 7946 0958", true],
    ["US", "+442079460958", "0044 20 7946 0958", true],
    ["US", "+14291234567", "9123 4567", false],
    ["US", "+12125550143", "12125550143", true],
    ["US", "+12125550143", "212.555.0143", true],
    ["GB", "+12125550143", "212.555.0143", false],
    ["GB", "+12125550143", "+1 212.555.0143", true],
    [undefined, "+12125550143", "212.555.0143", false],
    [undefined, "+12125550143", "+1 212 555 0143", true],
    [undefined, "+442079460958", "0044 20 7946 0958", true],
    ["AU", "+61291234567", "(02) 9123 4567", true],
    ["AU", "+61391234567", "9123 4567", false],
  ] as const)("at home in %s, %s is told from %j", async (country, phone, written, isSame) => {
    const lead = { country, person: { firstName: "Sam", phone } };
    const contact = found("5", { phone: written });
    const { on } = await contactFor(lead, contact, { id: "made" });
    expect(on === "5").toBe(isSame);
  });

  it("is read by the portal's own country where that is another", async () => {
    const lead = { country: "US" as const, person: { firstName: "Sam", phone: "+442079460958" } };
    const contact = found("5", { phone: "020 7946 0958" });
    expect((await contactFor(lead, contact, { id: "made" }, { country: "GB" })).on).toBe("5");
    expect(() => hubspot.report.bind({ country: "Narnia" })).toThrow();
  });

  it("is of those who share a phone the one who has the name", async () => {
    const shared = {
      results: [
        { id: "6", properties: { phone: person.phone, firstname: "Noor" } },
        { id: "7", properties: { phone: person.phone, firstname: "maya", lastname: "Lindqvist " } },
      ],
    };
    expect((await contactFor({}, none, shared)).on).toBe("7");
  });
});

describe("the contact's lead status", () => {
  const statusAfter = async (contact: Record<string, string | null>, given = fromElsewhere(), settings?: object) => {
    const { requests } = await write(
      { ...given, record: { type: "contact", id: "9" } },
      [{ id: "1" }],
      settings,
      contact,
    );
    return requests[1] && propertiesOf(requests[1].body).hs_lead_status;
  };
  const theirs = { email: person.email, phone: "(202) 555-0143" };

  it.each([
    [null, "CONNECTED"],
    ["", "CONNECTED"],
    ["NEW", "CONNECTED"],
    ["OPEN", "CONNECTED"],
    ["ATTEMPTED_TO_CONTACT", "CONNECTED"],
    ["CONNECTED", undefined],
    ["UNQUALIFIED", undefined],
    ["OPEN_DEAL", undefined],
    ["IN_PROGRESS", undefined],
    ["BAD_TIMING", undefined],
    ["something of theirs", undefined],
  ])("%j becomes %j when they are reached", async (hs_lead_status, expected) => {
    expect(await statusAfter({ ...theirs, hs_lead_status })).toBe(expected);
  });

  it("does not go back from reached to tried", async () => {
    const missed = fromElsewhere({ outcome: "missed" });
    expect(await statusAfter({ ...theirs, hs_lead_status: "CONNECTED" }, missed)).toBeUndefined();
    const removed = fromElsewhere({ outcome: "removed" });
    expect(await statusAfter({ ...theirs, hs_lead_status: "CONNECTED" }, removed)).toBe("UNQUALIFIED");
  });

  it("may replace others where the portal says so", async () => {
    const settings = { replacedLeadStatuses: ["Cold"] };
    expect(await statusAfter({ ...theirs, hs_lead_status: "Cold" }, fromElsewhere(), settings)).toBe("CONNECTED");
    expect(await statusAfter({ ...theirs, hs_lead_status: "OPEN" }, fromElsewhere(), settings)).toBeUndefined();
  });

  it("is left alone when somebody sets it back between the call and its recording", async () => {
    const update = { ...fromElsewhere(), activityId: "1" };
    expect(await statusAfter({ ...theirs, hs_lead_status: "OPEN" }, update)).toBeUndefined();
  });

  it("is set by a later report where it is empty still: the first may have come no further than the call", async () => {
    const update = { ...fromElsewhere(), activityId: "1" };
    for (const hs_lead_status of [null, ""]) {
      expect(await statusAfter({ ...theirs, hs_lead_status }, update)).toBe("CONNECTED");
    }
  });

  it.each([
    ["another e-mail address", { email: "big@customer.example", phone: person.phone }],
    ["no e-mail address", { phone: person.phone }],
    ["another phone", { email: person.email, phone: "+12125550100" }],
    ["no phone", { email: person.email }],
  ])("is not moved on a contact with %s, unless the lead came with it", async (_, contact) => {
    expect(await statusAfter(contact)).toBeUndefined();
    expect(await statusAfter(contact, job())).toBe("CONNECTED");
  });

  it("is moved where a further address is theirs, and where neither has one", async () => {
    const further = {
      email: "x@example.com",
      hs_additional_emails: `y@example.com;${person.email}`,
      phone: person.phone,
    };
    expect(await statusAfter(further)).toBe("CONNECTED");
    const { email: _, ...phoneAlone } = person;
    expect(await statusAfter({ phone: person.phone }, fromElsewhere({ person: phoneAlone }))).toBe("CONNECTED");
  });
});
