import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { about } from "../../../lambda/connectors/vendors/zendesk-sell/about.ts";
import { zendeskSell } from "../../../lambda/connectors/vendors/zendesk-sell/zendesk-sell.ts";
import { BusyError, RejectedError, TransientError } from "../../../lambda/runtime/errors.ts";
import { writeActivity } from "../../../lambda/steps/report-call/write-activity.ts";
import { demoApp } from "../../../stand-ins/crms/zendesk-sell/oauth.ts";
import { zendeskSell as standIn } from "../../../stand-ins/crms/zendesk-sell.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { recordingCrm } from "../../fakes/recording-crm.ts";
import { openedBeside } from "../../fakes/told-crm.ts";
import { leadOf, person, RECORDING, talked, toldAt } from "../../fakes/told-jobs.ts";

/** Results in Zendesk Sell, against Sell as it is played here. */

const known = {
  first_name: "Maya",
  last_name: "Lindqvist",
  phone: "(202) 555-0143",
  email: "maya.lindqvist@example.com",
};
const call: ReportJob["call"] = { ...talked, startedAt: "2026-06-15T14:31:05Z", phone: person.phone };
type Lead = ReportJob["lead"];
const aLead = (change: Partial<Lead> = {}): Lead => ({
  ...leadOf(person),
  firstRungAt: "2026-06-15T14:31:02.000Z",
  ...change,
});
const ended = (outcome: Lead["outcome"], change: object = {}) => ({
  call: { ...call, outcome, ...change } as ReportJob["call"],
  lead: aLead({ outcome }),
});

/** The connector, before a Sell that holds nobody yet. */
async function world(settings: object = {}, given: object = {}) {
  const { crm: sell, ...beside } = await openedBeside(
    (now) => standIn.play(() => kept(undefined), now),
    zendeskSell.report.bind(settings),
    { call, lead: aLead() },
    { given },
  );
  return {
    ...beside,
    sell,
    asked: () => beside.requests.map(({ method, url }) => `${method} ${new URL(url).pathname}${new URL(url).search}`),
    users: () => beside.reporter.owners?.list(beside.http),
    record: () => sell.records()[0],
    call: () => sell.records()[0]?.calls[0]?.kept,
  };
}

const leadRecord = (id: string) => ({ type: "lead", id });

describe("access to Zendesk Sell", () => {
  const reporter = zendeskSell.report.bind(undefined);

  it("is a token, with who asks", () => {
    const headers = { authorization: "Bearer abc", "user-agent": "callingly-bridge" };
    expect(reporter.authorise({ token: "abc" })).toEqual(headers);
    expect(z.safeParse(reporter.credentials, { token: "" }).success).toBe(false);
    expect(z.safeParse(reporter.credentials, { client_id: "a", client_secret: "b" }).success).toBe(false);
  });

  it("or an OAuth app's, which is renewed each hour by a refresh token that is another each time", async () => {
    const { write, clock, asked, record } = await world({}, demoApp);
    await write();
    clock.pass(2 * 3_600_000);
    await write({ call: { ...call, callId: "2" } });
    expect(asked().filter((each) => each === "POST /oauth2/token")).toHaveLength(2);
    expect(record()?.calls).toHaveLength(2);
  });

  it("names the user as whom it lets the bridge in", async () => {
    const { http } = await world();
    const { body } = await http.request("GET", about.identity.path);
    expect(body).toMatchObject({ data: { email: "olive.owner@example.com" } });
  });
});

describe("an answer of Zendesk Sell's", () => {
  const errorOf = (status: number, body: object | string) => {
    const { understand } = zendeskSell.report.bind(undefined);
    const send = fakeSend(answered(status, body));
    const http = crmHttp({ baseUrl: "https://api.getbase.com", headers: {}, understand, send, now: () => toldAt });
    return http.request("POST", "/v2/calls").catch((error: unknown) => error);
  };
  const no = (...errors: object[]) => ({ errors: errors.map((error) => ({ error })), meta: {} });

  it.each([
    [422, no({ code: "invalid", message: "is too long", field: "summary" }), "RejectedError", "summary is too long"],
    [400, no({ code: "invalid_param", details: "bad page" }), "RejectedError", "invalid_param: bad page"],
    [422, no({ message: "one" }, { message: "two", details: "two" }), "RejectedError", "one; two"],
    [401, { error: "invalid_client" }, "RejectedError", "invalid_client"],
    [503, no({ code: "temporarily_unavailable" }), "TransientError", "temporarily_unavailable"],
  ])("keeps its words: %i %j", async (status, body, name, detail) => {
    expect(await errorOf(status, body)).toMatchObject({ name, detail });
  });

  it("that has no such words has none", async () => {
    for (const body of ["<html>", {}, { errors: "?" }, no({})])
      expect(await errorOf(400, body)).toMatchObject({ status: 400, detail: undefined });
  });

  it("that is a limit says not how long: it is waited ten seconds", async () => {
    const error = await errorOf(429, no({ code: "rate_limit_exceeded" }));
    expect(error).toBeInstanceOf(BusyError);
    expect(error).toMatchObject({ retryAfterMs: 10_000 });
  });
});

describe("the settings of Zendesk Sell", () => {
  it.each([
    [{ ownerId: "ada" }, "a number"],
    [{ owners: { "ada@example.com": "0" } }, "a number"],
    [{ status: {} }, "status"],
    [{ outcomes: { talked: "7" } }, "talked"],
  ])("say what is wrong with %j", (settings, words) => {
    expect(() => zendeskSell.report.bind(settings)).toThrow(words);
  });

  it("name outcomes of calls that are there, by name or id", async () => {
    const { http } = await world();
    const wrong = async (outcomes: object) => {
      const [question] = about.named({ outcomes });
      if (typeof question?.asked !== "string") throw new Error("asks nothing");
      return question.wrong((await http.request("GET", question.asked)).body);
    };
    expect(await wrong({ contacted: "interested", voicemail: "7" })).toEqual([]);
    const found = (name: string) =>
      `is “${name}”, and “call outcome” of Sell knows only Left voicemail, Interested, No answer`;
    expect(await wrong({ contacted: "Hot", missed: "70" })).toEqual([
      { setting: "outcomes.contacted", found: found("Hot") },
      { setting: "outcomes.missed", found: found("70") },
    ]);
    expect(about.named({ outcomes: { contacted: "Hot" } })[0]?.wrong({})).toBeUndefined();
    expect(about.named({})).toEqual([]);
  });
});

describe("a result in Zendesk Sell", () => {
  it("is one call that changes, and tells the whole of it", async () => {
    const { write, record, call: written } = await world();
    const activityId = await write();
    const later = { ...call, recordingUrl: RECORDING, transcript: "A: Hello" };
    expect(await write({ call: later, activityId })).toBe(activityId);
    expect(record()).toMatchObject({
      name: "Maya Lindqvist",
      summary: "Working, callingly-connected",
      calls: [{ callId: "48213977", seconds: 247, recordingUrl: RECORDING, transcript: "A: Hello" }],
    });
    expect(written()).toEqual({
      resource_type: "lead",
      resource_id: 12_001,
      summary: expect.stringMatching(
        /^Callingly call 48213977 - Connected - 4m 07s\nCalled 4 s after the lead came in/,
      ),
      recording_url: RECORDING,
      duration: 247,
      phone_number: "+12025550143",
      incoming: false,
      missed: false,
      made_at: "2026-06-15T14:31:05Z",
      external_id: "48213977",
    });
  });

  it.each([
    [ended("missed", { status: "missed" }), { missed: true }],
    [ended("missed", { status: "busy" }), { missed: true }],
    [ended("voicemail"), { missed: false }],
    [ended("contacted", { direction: "inbound" }), { missed: false, incoming: true }],
    [ended("contacted", { startedAt: undefined }), { made_at: "2026-06-15T14:30:58Z" }],
    [ended("contacted", { recordingUrl: "http://recordings.example.com/1.mp3" }), { duration: 247 }],
    [ended("contacted", { phone: undefined }), { phone_number: "+12025550143" }],
    [ended("contacted", { seconds: 6.6 }), { duration: 7 }],
  ])("says how it went: %j", async (change, fields) => {
    const { write, call: written } = await world();
    await write(change);
    expect(written()).toMatchObject(fields);
    expect(written()).not.toHaveProperty("recording_url");
  });

  it("has a phone even where nobody has one, as Sell takes no call without", async () => {
    const { write, call: written } = await world();
    const { phone: _, ...rest } = person;
    await write({ call: { ...call, phone: undefined }, lead: aLead({ person: rest }) });
    expect(written()).toMatchObject({ phone_number: "unknown" });
  });

  it("shows an outcome that the settings name, by its name or its id", async () => {
    const outcomes = { contacted: "interested", missed: "9" };
    for (const [outcome, shown] of [
      ["contacted", "Interested"],
      ["missed", "No answer"],
    ] as const) {
      const { write, record } = await world({ outcomes });
      await write(ended(outcome));
      expect(record()?.calls).toMatchObject([{ outcome: shown }]);
    }
    const { write } = await world({ outcomes: { contacted: "Hot" } });
    await expect(write()).rejects.toThrow(
      "Sell has no call outcome “Hot”; it has Left voicemail, Interested, No answer",
    );
  });

  it("is its agent's, or whose the settings say", async () => {
    const { write, users, sell } = await world({ ownerId: "501" });
    expect((await users())?.get("ada.fields@example.com")).toBe("502");
    await write({ ownerId: "502" });
    await write({ call: { ...call, callId: "2" } });
    expect(sell.records()[0]?.calls.map(({ kept }) => kept?.user_id)).toEqual([502, 501]);
  });

  it("is looked for among the record's calls after an answer that was lost, further pages included", async () => {
    const { write, record } = await world();
    await write();
    for (let index = 0; index < 25; index += 1) await write({ call: { ...call, callId: `77${index}` } });
    await write({}, true);
    const calls = record()?.calls ?? [];
    expect(calls.filter(({ callId }) => callId === "48213977")).toHaveLength(1);
    expect(calls).toHaveLength(26);
  });

  it("is looked for no further back than a day before it", async () => {
    const { write, asked, requests } = await world();
    for (let index = 0; index < 12; index += 1) {
      await write({ call: { ...call, callId: `77${index}`, startedAt: "2026-06-01T10:00:00Z" } });
    }
    requests.length = 0;
    await write({}, true);
    expect(asked().filter((each) => each.startsWith("GET /v2/calls"))).toHaveLength(1);
  });

  it("is found behind an older one that somebody logged after it", async () => {
    const late = { id: 9, made_at: "2026-06-01T10:00:00Z", external_id: null };
    const ours = { id: 8, made_at: "2026-06-15T14:31:05Z", external_id: call.callId };
    const crm = recordingCrm({ data: { id: 12_001 } }, { items: [{ data: late }, { data: ours }] });
    const job = { call, lead: aLead(), record: leadRecord("12001"), credentials: {}, now: toldAt };
    expect(await zendeskSell.report.bind(undefined).findTrace?.(crm, job)).toBe("8");
  });

  it("is known by its id where somebody wrote another summary", async () => {
    const { write, http, record } = await world();
    const id = await write();
    const body = JSON.stringify({ data: { summary: "Nice talk" } });
    await http.request("PUT", `/v2/calls/${id}`, { type: "application/json", body });
    await write({}, true);
    expect(record()?.calls).toHaveLength(1);
  });

  it.each([undefined, {}, { items: "?" }, { items: [{}] }])(
    "is not written again when the look-up answers %j",
    async (unreadable) => {
      const crm = recordingCrm({ data: { id: 12_001 } }, unreadable);
      const job = { call, lead: aLead(), record: leadRecord("12001"), credentials: {}, now: toldAt };
      const written = writeActivity(zendeskSell.report.bind(undefined), crm, job, true);
      await expect(written).rejects.toThrow(TransientError);
    },
  );

  it("never becomes another path by an id that is none", async () => {
    const crm = recordingCrm();
    const job = { call, lead: aLead(), record: leadRecord("1/../2"), credentials: {}, now: toldAt };
    await expect(writeActivity(zendeskSell.report.bind(undefined), crm, job, false)).rejects.toThrow(
      "is no id of Sell's",
    );
  });
});

describe("the record of a result in Zendesk Sell", () => {
  it.each([
    ["the lead with the address and no other phone", "lead", { ...known, phone: undefined }],
    ["the lead with the phone as Americans write it", "lead", { ...known, email: undefined }],
    ["the lead with the phone in E.164", "lead", { last_name: "L", phone: "+12025550143" }],
    ["the lead with the mobile in digits", "lead", { last_name: "L", mobile: "2025550143" }],
    ["the contact", "contact", known],
  ] as const)("is %s", async (_, kind, values) => {
    const { sell, find } = await world();
    sell.enter(kind, { first_name: "Noor", last_name: "Haddad", phone: "+12025550199" });
    const id = sell.enter(kind, values);
    expect(await find(aLead(), false)).toEqual({ type: kind, id });
  });

  it("is the lead before the contact, and of several the one with the name", async () => {
    const { sell, find } = await world();
    sell.enter("contact", { ...known, email: undefined, phone: "+12025550143" });
    sell.enter("lead", { last_name: "Other", phone: "+12025550143" });
    const id = sell.enter("lead", { first_name: "Maya", last_name: "Lindqvist", phone: "+12025550143" });
    expect(await find(aLead(), false)).toEqual(leadRecord(id));
    const both = await world();
    both.sell.enter("contact", known);
    const lead = both.sell.enter("lead", known);
    expect(await both.find(aLead(), false)).toEqual(leadRecord(lead));
  });

  it("is none where nobody fits, and none is made for who was not called", async () => {
    const { sell, find } = await world();
    sell.enter("lead", { last_name: "Haddad", email: "noor.haddad@example.com" });
    expect(await find(aLead(), false)).toBeUndefined();
    expect(sell.records()).toHaveLength(1);
  });

  it("is no company that shares the phone", async () => {
    const crm = recordingCrm(
      { items: [] },
      { items: [{ data: { id: 5, is_organization: true, email: person.email } }] },
    );
    const reporter = zendeskSell.report.bind(undefined);
    const { phone: _, ...byEmail } = person;
    expect(await reporter.findRecord?.(crm, aLead({ person: byEmail }), { mayMake: false })).toBeUndefined();
  });

  it("is not whom a filter shows that Sell did not heed", async () => {
    const crm = recordingCrm({ items: [{ data: { id: 5, email: "noor.haddad@example.com" } }] }, { items: [] });
    const reporter = zendeskSell.report.bind(undefined);
    const { phone: _, ...byEmail } = person;
    expect(await reporter.findRecord?.(crm, aLead({ person: byEmail }), { mayMake: false })).toBeUndefined();
  });

  it("is a new lead, with the name that is known", async () => {
    for (const [given, values] of [
      [person, { first_name: "Maya", last_name: "Lindqvist", email: person.email, phone: person.phone, status: "New" }],
      [
        { firstName: "Maya", phone: person.phone, company: "Acme" },
        { last_name: "Maya", organization_name: "Acme" },
      ],
      [{ phone: person.phone }, { last_name: "+12025550143" }],
      [{ email: person.email }, { last_name: person.email }],
    ] as const) {
      const { sell, find } = await world();
      const record = await find(aLead({ person: given }));
      expect(sell.person(record?.id ?? "")).toMatchObject(values);
    }
  });

  it("is made without an address that is another's", async () => {
    const { sell, find } = await world();
    sell.enter("lead", { ...known, phone: "+12025550199" });
    const record = await find(aLead());
    expect(sell.person(record?.id ?? "")).not.toHaveProperty("email");
  });

  it("waits for a person where none may be made", async () => {
    const { find } = await world({ createLead: false });
    await expect(find(aLead())).rejects.toThrow(RejectedError);
  });

  it("is the contact that the lead has become since, and what a person set there stays", async () => {
    const { sell, write, find } = await world();
    const record = await find(aLead());
    const contact = sell.convert(record?.id ?? "");
    await write({ record });
    expect(sell.records()).toMatchObject([{ id: contact, calls: [{ callId: "48213977" }] }]);
    expect(sell.person(contact)).toMatchObject({ tags: ["callingly-connected"] });
    expect(sell.person(contact)).not.toHaveProperty("status");
  });

  it("waits for a person where it is gone, and nobody has taken its place", async () => {
    const { write } = await world();
    await expect(write({ record: leadRecord("999") })).rejects.toMatchObject({ status: 404 });
  });
});

describe("what a result changes in Zendesk Sell", () => {
  it.each([
    ["New", "missed", "Working"],
    ["New", "removed", "Unqualified"],
    ["Working", "removed", "Unqualified"],
    ["Qualified by hand", "contacted", "Qualified by hand"],
  ] as const)("is the status, from %s after %s to %s", async (present, outcome, status) => {
    const { sell, write } = await world();
    const id = sell.enter("lead", { ...known, status: present });
    await write(ended(outcome));
    expect(sell.person(id)).toMatchObject({ status });
  });

  it("is a tag, beside those that are there, and once", async () => {
    const { sell, write, asked } = await world({ leadStatus: { contacted: null } });
    const id = sell.enter("lead", { ...known, tags: ["Buyer"] });
    await write();
    await write({ activityId: "87002" });
    expect(sell.person(id)?.tags).toEqual(["Buyer", "callingly-connected"]);
    expect(asked().filter((each) => each.startsWith("PUT /v2/leads"))).toHaveLength(1);
  });

  it("is figures in custom fields, beside those that are there", async () => {
    const fields = { secondsToRing: "Seconds to ring", attempts: "Attempts", firstContactAt: "First contact" };
    const { sell, write } = await world({ fields, tags: { contacted: null } });
    const id = sell.enter("contact", { ...known, custom_fields: { Budget: "250000" } });
    await write();
    expect(sell.person(id)?.custom_fields).toEqual({
      ...{ Budget: "250000", "Seconds to ring": 4, Attempts: 1 },
      "First contact": "2026-06-15T14:31:05Z",
    });
  });

  it("is nothing where the address is another's, or nothing is wanted", async () => {
    const { sell, write, asked } = await world();
    const id = sell.enter("lead", { last_name: "Other", phone: "+12025550143", email: "someone.else@example.com" });
    await write();
    expect(sell.person(id)).toMatchObject({ status: "New", tags: [] });
    expect(asked().filter((each) => each.startsWith("PUT"))).toEqual([]);
    const nothing = { contacted: null, voicemail: null, missed: null, removed: null };
    const without = await world({ leadStatus: nothing, tags: nothing });
    await without.write();
    expect(without.asked().filter((each) => /^GET \/v2\/leads\/\d/.test(each))).toHaveLength(1);
  });
});
