import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import { askQuestion } from "../../../lambda/connectors/kit/out/ask-question.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { about } from "../../../lambda/connectors/vendors/monday/about.ts";
import { monday } from "../../../lambda/connectors/vendors/monday/monday.ts";
import { BusyError, TransientError } from "../../../lambda/runtime/errors.ts";
import { demoApp } from "../../../stand-ins/crms/monday/oauth.ts";
import { type Habits, playMonday } from "../../../stand-ins/crms/monday.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { recordingCrm } from "../../fakes/recording-crm.ts";
import { openedBeside } from "../../fakes/told-crm.ts";
import { leadOf, talked } from "../../fakes/told-jobs.ts";

/** Results in monday, against monday as it is played here. */

const noon = new Date("2026-06-15T12:00:00Z");
const required = Object.fromEntries(about.settings.map(({ name, usual }) => [name, usual]));
const person = { firstName: "Bruno", lastName: "Keller", phone: "+12025550143", email: "bruno.keller@example.com" };
const call: ReportJob["call"] = { ...talked, startedAt: "2026-06-15T11:58:05Z" };
type Lead = ReportJob["lead"];
const aLead = (change: Partial<Lead> = {}): Lead => ({
  ...leadOf(person, "2026-06-15T11:58:00.000Z"),
  firstRungAt: "2026-06-15T11:58:04.000Z",
  ...change,
});

interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The connector, with a board that holds nobody yet. */
async function world(settings: object = {}, { given = {}, habits = {} }: { given?: object; habits?: Habits } = {}) {
  const { requests, ...beside } = await openedBeside(
    (now) => playMonday(kept(undefined), now, habits),
    monday.report.bind({ ...required, ...settings }),
    { call, lead: aLead() },
    { at: noon, given },
  );
  const asked = (): Asked[] =>
    requests.filter(({ url }) => new URL(url).pathname === "/v2").map(({ body = "" }) => JSON.parse(body));
  return {
    ...beside,
    asked: (word: string) => asked().filter(({ query }) => query.includes(word)),
    questions: asked,
    record: () => beside.crm.records()[0],
    status: () => beside.crm.records()[0]?.summary,
  };
}

const bruno = { firstName: "Bruno", lastName: "Keller", phone: "202-555-0143", email: "bruno.keller@example.com" };
const itemRecord = (id: string) => ({ type: "item", id });

describe("access to monday", () => {
  const reporter = monday.report.bind(required);

  it("is a user's token, as it is, in a version that is said", () => {
    expect(reporter.authorise({ token: "abc" })).toEqual({ authorization: "abc", "api-version": "2026-01" });
    expect(z.safeParse(reporter.credentials, { token: "" }).success).toBe(false);
    expect(z.safeParse(reporter.credentials, { client_id: "a", client_secret: "b" }).success).toBe(false);
  });

  it("or an OAuth app's, which is renewed by a refresh token that is another each time", async () => {
    const { write, clock, record } = await world({}, { given: demoApp });
    await write();
    clock.pass(2 * 3_600_000);
    await write({ call: { ...call, callId: "2" } });
    expect(record()?.calls).toHaveLength(2);
  });

  it("is tried by a question, which changes nothing, and says as whom", async () => {
    const { http } = await world();
    expect((await askQuestion(http, about.identity)).body).toMatchObject({
      data: { me: { email: "ada.fields@example.com", account: { name: "Demo" } } },
    });
  });
});

describe("an answer of monday's", () => {
  const errorOf = async (status: number, body: unknown, headers: Record<string, string> = {}) => {
    const { understand } = monday.report.bind(required);
    const send = fakeSend(answered(status, body as object, { headers }));
    const http = crmHttp({ baseUrl: "https://api.monday.com", headers: {}, understand, send, now: () => noon });
    return http.request("POST", "/v2").catch((error: unknown) => error);
  };
  const says = (code: string, more: object = {}, message = "no") => ({
    data: null,
    errors: [{ message, extensions: { code, ...more } }],
    account_id: 1,
  });

  it.each([
    [200, says("COMPLEXITY_BUDGET_EXHAUSTED", { retry_in_seconds: 7 }), 7_000],
    [429, says("COMPLEXITY_BUDGET_EXHAUSTED", { retry_in_seconds: 1.2 }), 1_200],
    [200, says("IP_RATE_LIMIT_EXCEEDED"), 10_000],
    [200, says("RateLimitExceeded"), 10_000],
    [200, says("maxConcurrencyExceeded"), 10_000],
    [423, says("API_TEMPORARILY_BLOCKED"), 10_000],
    [200, says("DAILY_LIMIT_EXCEEDED"), 3_600_000],
    [200, says("DAILY_LIMIT_EXCEEDED", { retry_in_seconds: 60 }), 60_000],
    [200, says("SOMETHING_NEW", { status_code: 429 }), 10_000],
    [
      200,
      {
        error_code: "ComplexityException",
        status_code: 429,
        error_message: "Complexity budget exhausted, query cost 30001 budget remaining 1 out of 2 reset in 3 seconds",
        errors: ["Complexity budget exhausted, query cost 30001 budget remaining 1 out of 2 reset in 3 seconds"],
      },
      3_000,
    ],
    [429, {}, 10_000],
  ])("%i %j is a limit, and the wait is %i ms", async (status, body, retryAfterMs) => {
    const error = await errorOf(status, body);
    expect(error).toBeInstanceOf(BusyError);
    expect(error).toMatchObject({ retryAfterMs });
  });

  it("that is a limit may name its wait in a header instead", async () => {
    expect(await errorOf(200, says("RATE_LIMIT_EXCEEDED"), { "retry-after": "9" })).toMatchObject({
      retryAfterMs: 9_000,
    });
  });

  it("refuses inside a 200, in its own words", async () => {
    const wrong = says(
      "ColumnValueException",
      { status_code: 200 },
      "This label doesn't exist, possible labels are: {1: Done}",
    );
    expect(await errorOf(200, wrong)).toMatchObject({
      name: "RejectedError",
      status: 400,
      detail: "ColumnValueException: This label doesn't exist, possible labels are: {1: Done}",
    });
    expect(await errorOf(200, { errors: ["Parse error"] })).toMatchObject({ status: 400, detail: "Parse error" });
    expect(await errorOf(200, { error_code: "InvalidItemIdException" })).toMatchObject({ status: 400 });
    expect(await errorOf(403, says("USER_ACCESS_DENIED"))).toMatchObject({ status: 403 });
  });

  it("refuses us, and us alone, where the token does not hold", async () => {
    for (const body of [says("NOT_AUTHENTICATED"), says("Unauthorized"), says("UNAUTHENTICATED")])
      expect(await errorOf(200, body)).toMatchObject({ name: "RejectedError", status: 401 });
    expect(await errorOf(401, {})).toMatchObject({ status: 401 });
  });

  it("may be another the next time", async () => {
    for (const [status, body] of [
      [200, says("INTERNAL_SERVER_ERROR")],
      [200, says("ANY", { status_code: 503 })],
      [409, says("IDEMPOTENCY_CONFLICT")],
      [409, {}],
      [500, {}],
    ] as const)
      expect(await errorOf(status, body)).toBeInstanceOf(TransientError);
  });

  it("is one where nothing is wrong", async () => {
    expect(await errorOf(200, { data: { me: { id: "1" } }, errors: [] })).toMatchObject({ status: 200 });
  });
});

describe("the person of a lead on the board", () => {
  it("is who has the address and the phone, however it stands there", async () => {
    const { crm, find } = await world();
    const id = crm.contacts.save(bruno);
    expect(await find(aLead())).toEqual(itemRecord(id));
    expect(crm.records()).toHaveLength(1);
  });

  it.each([
    ["as monday keeps it", { phone: "12025550143", countryShortName: "US" }],
    ["with a plus", { phone: "+12025550143", countryShortName: "" }],
    ["without its country", { phone: "2025550143", countryShortName: "US" }],
  ])("is found by the phone alone, %s", async (_, lead_phone) => {
    const { crm, find } = await world();
    const id = crm.contacts.save({ firstName: "Bruno" });
    crm.change(id, { lead_phone });
    expect(await find(aLead({ person: { phone: person.phone } }))).toEqual(itemRecord(id));
  });

  it("is found by an address in whichever letters it came", async () => {
    const { crm, find } = await world();
    const id = crm.contacts.save({ email: "bruno.keller@example.com" });
    expect(await find(aLead({ person: { ...person, email: "Bruno.Keller@example.com" } }))).toEqual(itemRecord(id));
  });

  it("is nobody with the same address and another phone, and is made without that address", async () => {
    const { crm, find } = await world();
    crm.contacts.save({ ...bruno, phone: "202-555-0199" });
    const made = await find(aLead());
    expect(crm.item(made?.id ?? "")?.values).toEqual({
      lead_status: { label: "New Lead" },
      lead_phone: { phone: "+12025550143", countryShortName: "US" },
    });
  });

  it("is nobody whose number ends alike, nor an item that was deleted", async () => {
    const { crm, find } = await world();
    crm.contacts.save({ firstName: "Other", phone: "303-555-0143" });
    crm.remove(crm.contacts.save(bruno));
    expect(await find(aLead(), false)).toBeUndefined();
  });

  it("is made where nobody is, with what is known", async () => {
    const { crm, find } = await world({ companyColumn: "lead_company", groupId: "topics" });
    const made = await find(aLead({ person: { ...person, company: "Keller & Sons" } }));
    expect(crm.item(made?.id ?? "")).toMatchObject({
      name: "Bruno Keller",
      values: { lead_email: { email: person.email, text: person.email }, lead_company: "Keller & Sons" },
    });
  });

  it.each([
    [{ email: "a@example.com" }, "a@example.com"],
    [{ phone: "+12025550143" }, "+12025550143"],
    [{ firstName: "N".repeat(300), phone: "+12025550143" }, "N".repeat(254).concat("…")],
  ])("is called %j after what is known", async (known, name) => {
    const { crm, find } = await world();
    await find(aLead({ person: known }));
    expect(crm.records()[0]?.name.length).toBeLessThanOrEqual(255);
    expect(crm.records()[0]?.name.slice(0, 10)).toBe(name.slice(0, 10));
  });

  it("is made once, though two workers do it at the same time", async () => {
    const { crm, questions, http } = await world();
    const other = await world();
    await other.find(aLead());
    const [made] = other.asked("create_item");
    const headers = { "idempotency-key": "the same" };
    const content = { type: "application/json", body: JSON.stringify(made) };
    for (let times = 0; times < 2; times += 1) await http.request("POST", "/v2", content, headers);
    expect(questions()).toHaveLength(2);
    expect(crm.records()).toHaveLength(1);
  });

  it("is not made where that is not allowed, nor for somebody who was not called", async () => {
    const { crm, find } = await world({ createItem: false });
    await expect(find(aLead())).rejects.toMatchObject({ status: 404 });
    expect(await find(aLead(), false)).toBeUndefined();
    expect(crm.records()).toEqual([]);
  });

  it("cannot be looked for on a board that monday does not show", async () => {
    const { find } = await world({ boardId: "1" });
    await expect(find(aLead({ person: { phone: person.phone } }))).rejects.toMatchObject({ status: 404 });
  });
});

describe("a call in monday", () => {
  it("is one update, which says who rang whom and when", async () => {
    const { write, asked, record } = await world();
    const id = await write({ call: { ...call, phone: "+12025550143", fromPhone: "+12025550100" } });
    expect(asked("create_update")[0]?.variables).toEqual({
      item_id: record()?.id,
      body: "Callingly call 48213977 - Connected - 4m 07s<br>Outbound from +12025550100 to +12025550143, 2026-06-15 11:58 UTC<br>Called 4 s after the lead came in",
    });
    expect(record()?.calls).toMatchObject([{ id, callId: "48213977", outcome: "Connected", seconds: 247 }]);
  });

  it("keeps one update when more is known, and what somebody said is no markup in it", async () => {
    const { write, asked, record } = await world();
    const activityId = await write();
    const transcript = "Agent: <b>Hello</b> & welcome";
    const later = { ...call, recordingUrl: "https://recordings.example.com/1.mp3", transcript };
    expect(await write({ call: later, activityId })).toBe(activityId);
    expect(record()?.calls).toMatchObject([{ id: activityId, recordingUrl: "https://recordings.example.com/1.mp3" }]);
    expect(asked("edit_update")[0]?.variables.body).toContain("Agent: &lt;b&gt;Hello&lt;/b&gt; &amp; welcome");
  });

  it("is found again after a write whose end nobody knows, also behind many other updates", async () => {
    const { write, http, record } = await world();
    const first = await write();
    const query = "mutation ($item: ID!, $body: String!) { create_update(item_id: $item, body: $body) { id } }";
    for (let count = 0; count < 60; count += 1) {
      const variables = { item: record()?.id, body: `About Callingly call 48213977, no ${count}` };
      await http.request("POST", "/v2", { type: "application/json", body: JSON.stringify({ query, variables }) });
    }
    expect(await write({}, true)).toBe(first);
  });

  it("is written where the earlier write did not arrive", async () => {
    const { write, record } = await world();
    expect(await write({}, true)).toEqual(expect.any(String));
    expect(record()?.calls).toHaveLength(1);
  });

  it("goes to no record that is none of monday's", async () => {
    const { write, questions } = await world();
    for (const id of ["", "1) { id } }", "lead_1"])
      await expect(write({ record: { type: "item", id } })).rejects.toMatchObject({ status: 400 });
    expect(questions()).toEqual([]);
  });

  it("waits while the points of a minute are spent", async () => {
    const { write } = await world({}, { habits: { budget: 10 } });
    await expect(write()).rejects.toBeInstanceOf(BusyError);
  });
});

describe("the item's columns", () => {
  const saved = async (settings: object = {}) => {
    const made = await world(settings);
    const id = made.crm.contacts.save(bruno);
    const values = () => made.crm.item(id)?.values ?? {};
    return { ...made, id, values };
  };

  it("show the outcome by a label of the status column", async () => {
    const { write, status } = await saved();
    await write({ call: { ...call, outcome: "missed" }, lead: aLead({ outcome: "missed" }) });
    expect(status()).toBe("Attempted to contact");
    await write({ call: { ...call, callId: "2" }, lead: aLead({ outcome: "contacted" }) });
    expect(status()).toBe("Contacted");
    await write({ call: { ...call, callId: "3", outcome: "removed" }, lead: aLead({ outcome: "removed" }) });
    expect(status()).toBe("Unqualified");
  });

  it("keep a label that a person has set", async () => {
    const { write, status, crm, id } = await saved();
    crm.change(id, { lead_status: { label: "Qualified" } });
    await write();
    expect(status()).toBe("Qualified");
  });

  it("take no label that the column does not have: monday names those that it has", async () => {
    const { write } = await saved({ leadStatus: { contacted: "Spoke" } });
    await expect(write()).rejects.toMatchObject({
      status: 400,
      detail: expect.stringMatching(/ColumnValueException: This label doesn't exist.*New Lead/),
    });
  });

  it("are left alone where the item is not surely the person's", async () => {
    const { write, status, crm, id, record } = await saved();
    crm.change(id, { lead_email: null });
    await write();
    expect([status(), record()?.calls.length]).toEqual(["New Lead", 1]);
    await write({ call: { ...call, callId: "2" }, record: itemRecord(id), cameWithRecord: true });
    expect(status()).toBe("Contacted");
  });

  it("are left alone on another board, whose columns are others", async () => {
    const { write, asked, id, record } = await saved({ boardId: "1" });
    await write({ record: itemRecord(id), cameWithRecord: true });
    expect(record()?.calls).toHaveLength(1);
    expect(asked("change_multiple_column_values")).toEqual([]);
  });

  it("are not even read where nothing is to be set", async () => {
    const nothing = { contacted: null, voicemail: null, missed: null, removed: null };
    const { write, questions } = await saved({ leadStatus: nothing });
    await write();
    expect(questions().map(({ query }) => /\{ (\w+)/.exec(query)?.[1])).toEqual([
      "items_page_by_column_values",
      "create_update",
    ]);
  });

  it("name the agent where nobody stands there yet, found by the address or as the settings have it", async () => {
    const { write, values, reporter, http, crm, id } = await saved({ ownerColumn: "lead_owner" });
    const ownerId = (await reporter.owners?.list(http))?.get("ada.fields@example.com");
    await write({ ownerId });
    expect(values().lead_owner).toEqual({ personsAndTeams: [{ id: 3120447, kind: "person" }] });
    crm.change(id, { lead_owner: { personsAndTeams: [{ id: 3120447, kind: "person" }] } });
    await write({ call: { ...call, callId: "2" }, ownerId: "999" });
    expect(values().lead_owner).toEqual({ personsAndTeams: [{ id: 3120447, kind: "person" }] });
  });

  it("name whom the settings say where the agent is no user", async () => {
    const { write, values } = await saved({ ownerColumn: "lead_owner", ownerId: "3120447" });
    await write();
    expect(values().lead_owner).toEqual({ personsAndTeams: [{ id: 3120447, kind: "person" }] });
  });

  it("get a label of a dropdown beside those that they have, and once", async () => {
    const { write, values, crm, id, asked } = await saved({
      tagsColumn: "lead_tags",
      tags: { contacted: "callingly" },
    });
    crm.change(id, { lead_tags: { labels: ["Interested"] } });
    await write();
    expect(values().lead_tags).toEqual({ ids: [2, 1] });
    await write({ call: { ...call, callId: "2" } });
    expect(asked("change_multiple_column_values")).toHaveLength(1);
  });

  it("get no label that the dropdown does not have", async () => {
    const { write } = await saved({ tagsColumn: "lead_tags", tags: { contacted: "Hot" } });
    await expect(write()).rejects.toMatchObject({ status: 400, message: expect.stringContaining("“Hot”") });
  });

  it("say how soon and how often, and the moment in UTC, once", async () => {
    const fields = { secondsToRing: "seconds_to_ring", attempts: "attempts", firstContactAt: "first_contact" };
    const { write, values, clock } = await saved({ fields });
    await write();
    const expected = {
      seconds_to_ring: "4",
      attempts: "1",
      first_contact: { date: "2026-06-15", time: "11:58:05" },
    };
    expect(values()).toMatchObject(expected);
    clock.pass(60_000);
    await write({ call: { ...call, callId: "2", attempt: 2, startedAt: "2026-06-15T12:01:00Z" } });
    expect(values()).toMatchObject({ ...expected, attempts: "2" });
  });

  it.each([null, { edit_update: null, change_multiple_column_values: null }])(
    "are not taken for written, nor is an update, where monday answers %j",
    async (data) => {
      const { reporter, id, clock } = await saved();
      const job = {
        call,
        lead: aLead(),
        credentials: {},
        now: clock.now(),
        record: itemRecord(id),
        cameWithRecord: true,
      };
      await expect(reporter.update?.(recordingCrm({ data }), job, "1")).rejects.toThrow(TransientError);
      const item = { id, name: "Bruno", board: { id: required.boardId }, column_values: [] };
      const changed = reporter.updateRecord?.(recordingCrm({ data: { items: [item] } }, { data }), job, "1");
      await expect(changed).rejects.toThrow(TransientError);
    },
  );

  it("cannot be changed of an item that was archived meanwhile: a person is told", async () => {
    const { http, reporter, crm, id, clock } = await saved();
    crm.remove(id);
    const job = {
      call,
      lead: aLead(),
      credentials: {},
      now: clock.now(),
      record: itemRecord(id),
      cameWithRecord: true,
    };
    await expect(reporter.updateRecord?.(http, job, "1")).rejects.toMatchObject({ status: 404 });
  });
});

describe("the settings", () => {
  it.each(["boardId", "phoneColumn", "emailColumn", "statusColumn"])("are incomplete without %s", (name) => {
    const { [name]: _, ...rest } = required;
    expect(() => monday.report.bind(rest)).toThrow();
  });

  it.each([
    { boardId: "Leads" },
    { phoneColumn: "Phone number" },
    { ownerId: "Ada" },
    { leadStatus: { contacted: "" } },
    { stage: "x" },
  ])("are none with %j", (wrong) => expect(() => monday.report.bind({ ...required, ...wrong })).toThrow());
});
