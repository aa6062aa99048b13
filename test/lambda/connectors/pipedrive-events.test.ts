import { describe, expect, it } from "vitest";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { pipedrive } from "../../../lambda/connectors/vendors/pipedrive/pipedrive.ts";
import type { LeadDraft } from "../../../lambda/lead/reader/draft.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";
import { pipedrive as standIn } from "../../../stand-ins/crms/pipedrive.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";
import { aRequest } from "../../fakes/bridge.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { recorded } from "../../fakes/recorded.ts";

/** Leads from Pipedrive's webhooks. */

const intake = pipedrive.intake.bind(undefined);
const now = new Date("2026-06-15T14:30:00Z");
const leadId = "a1f6c2d0-4a64-41ef-9d0a-6f2b1a770155";
const label = "f08b42a0-4e75-41ea-9643-03698ef1cfd6";

interface Told {
  readonly data?: unknown;
  readonly previous?: unknown;
  readonly meta?: object;
}

const webhook = (action: string, entity: string, { data, previous = null, meta = {} }: Told = {}) => ({
  data,
  previous,
  meta: {
    ...{ action, entity, entity_id: 552, id: "0c6a4b52-91f2-4a39-8a53-5f6d3f1f0a01", user_id: 1184402, attempt: 1 },
    ...{ change_source: "app", is_bulk_edit: false, timestamp: "2026-06-15T14:29:59.512Z", version: "2.0" },
    ...meta,
  },
});
const person = (fields: object = {}) => ({
  ...{ id: 8841, name: "Tomas Herrera", first_name: "Tomas", last_name: "Herrera", label_ids: [], custom_fields: {} },
  phones: [{ label: "mobile", value: "202-555-0188", primary: true }],
  emails: [{ label: "work", value: "tomas.herrera@example.com", primary: true }],
  update_time: "2026-06-15T14:29:58Z",
  ...fields,
});
const deal = (fields: object = {}) => ({
  ...{ id: 552, title: "Kitchen remodel", person_id: 8841, stage_id: 11, label_ids: [] },
  update_time: "2026-06-15T14:29:58Z",
  ...fields,
});
const lead = (fields: object = {}) => ({ id: leadId, title: "Kitchen", person_id: 8841, label_ids: [], ...fields });

const post = (value: unknown): HttpRequest =>
  aRequest("/leads/pipedrive", { body: typeof value === "string" ? value : JSON.stringify(value) });
const read = (value: unknown, settings?: object) => pipedrive.intake.bind(settings).read(post(value));

async function draftOf(value: unknown, settings?: object): Promise<LeadDraft | undefined> {
  const reading = await read(value, settings);
  return reading.kind === "leads" ? reading.leads[0] : undefined;
}

describe("who sent a webhook", () => {
  const { request } = recorded("pipedrive", "create-person");
  const verify = (tried: HttpRequest, keys: readonly string[]) => () => intake.verify(tried, { keys, values: {} }, now);
  const refused = expect.objectContaining({ status: 401 });

  it("is known by the password that the webhook was given: the source's key", () => {
    expect(verify(request, ["pd-hook-pass-22"])).not.toThrow();
    expect(verify(request, ["the next one", "pd-hook-pass-22"])).not.toThrow();
  });

  it("is nobody with another password, or with none", () => {
    expect(verify(request, ["another"])).toThrow(refused);
    expect(verify(request, [])).toThrow(refused);
    const { authorization: _, ...headers } = request.headers;
    expect(verify({ ...request, headers }, ["pd-hook-pass-22"])).toThrow(refused);
    for (const changed of ["Basic", "Basic ", "Basic YnJpZGdl", "Bearer YnJpZGdlOnBkLWhvb2stcGFzcy0yMg=="]) {
      expect(verify({ ...request, headers: { ...headers, authorization: changed } }, ["pd-hook-pass-22"])).toThrow(
        refused,
      );
    }
  });

  it("may be said by the address alone", () => {
    const { authorization: _, ...headers } = request.headers;
    expect(verify({ ...request, headers, params: { source: "pipedrive", key: "k" } }, ["k"])).not.toThrow();
  });
});

describe("an event", () => {
  it("of a person brings the person, and their record", async () => {
    const { request } = recorded("pipedrive", "create-person");
    expect(await intake.read(request)).toMatchObject({
      leads: [
        {
          firstName: "Tomas",
          phone: "202-555-0188",
          email: "tomas.herrera@example.com",
          externalId: "0c6a4b52-91f2-4a39-8a53-5f6d3f1f0a01",
          record: { type: "person", id: "8841" },
        },
      ],
    });
  });

  it("of a lead brings the id of its person, and the lead's own record", async () => {
    const { request } = recorded("pipedrive", "create-lead");
    expect(await intake.read(request)).toMatchObject({
      leads: [
        {
          reference: "8842",
          externalId: "7e0b4b1e-6c1c-4e19-9a17-2c2c8d54aa02",
          record: { type: "lead", id: "a1f6c2d0-4a64-11ef-9d0a-6f2b1a770155" },
          extra: { title: "Kitchen remodel enquiry" },
        },
      ],
    });
  });

  it("of a deal does alike, whether its ids are numbers or texts", async () => {
    const drafts = [deal(), deal({ id: "552", person_id: "8841" })].map((data) =>
      draftOf(webhook("create", "deal", { data })),
    );
    for (const draft of await Promise.all(drafts)) {
      expect(draft).toMatchObject({ reference: "8841", record: { type: "deal", id: "552" } });
    }
  });

  it("is one lead, however often it is sent and by however many webhooks", async () => {
    const keys = async (value: object) => (await draftOf(value, { on: ["created", { dealStage: "14" }] }))?.key;
    const created = (meta: object) => webhook("create", "person", { data: person(), meta });
    expect(await keys(created({ attempt: 4 }))).toBe(await keys(created({ id: "another", webhook_id: 2 })));
    const moved = (meta: object, data: object = {}) =>
      webhook("change", "deal", { data: deal({ stage_id: 14, ...data }), previous: { stage_id: 11 }, meta });
    expect(await keys(moved({ attempt: 2 }))).toBe(await keys(moved({ id: "another", timestamp: "later" })));
    expect(await keys(moved({}))).not.toBe(await keys(moved({}, { update_time: "2026-06-16T08:00:00Z" })));
  });

  it("is told from the same happening to another record, or to one of another kind", async () => {
    const keys = await Promise.all(
      [
        webhook("create", "person", { data: person() }),
        webhook("create", "person", { data: person({ id: 8842 }) }),
        webhook("create", "deal", { data: deal({ id: 8841 }) }),
      ].map((each) => draftOf(each).then((draft) => draft?.key)),
    );
    expect(new Set(keys).size).toBe(3);
  });

  it.each([
    [{ phones: [{ value: "" }, { value: "202-555-0188" }] }, "202-555-0188"],
    [{ phones: [{ value: "1" }, { value: "2", primary: true }] }, "2"],
    [{ phones: [{ value: "", primary: true }, { value: "2" }] }, "2"],
    [{ phones: null }, undefined],
    [{ phones: [] }, undefined],
    [{ phones: "odd" }, undefined],
    [{ phones: [{ value: 7 }, null, { value: "202-555-0188" }] }, undefined],
  ])("of a person with %j has the phone %j", async (fields, phone) => {
    const draft = await draftOf(webhook("create", "person", { data: person(fields) }));
    expect(draft).toMatchObject({ record: { id: "8841" } });
    expect(draft?.phone).toBe(phone);
  });

  it.each([
    ["a list", []],
    ["nothing of Pipedrive's", { phone: "+12025550143" }],
    ["without what it is about", { data: person(), meta: {} }],
  ])("is refused when it is %s", async (_, body) => {
    await expect(read(JSON.stringify(body))).rejects.toMatchObject({ status: 422 });
  });

  it("of version 1 is refused with the remedy", async () => {
    const old = {
      v: 1,
      event: "added.person",
      current: { id: 1 },
      previous: null,
      meta: { action: "added", object: "person" },
    };
    await expect(read(old)).rejects.toMatchObject({ status: 422, message: expect.stringContaining("version 2") });
  });

  it("that could not be stored is sent again by Pipedrive, as the answer is no success", async () => {
    const request = post({});
    expect((await intake.reply(request, { kind: "again" })).status).toBe(503);
    expect((await intake.reply(request, { kind: "nothing", why: "" })).status).toBe(200);
    expect((await intake.reply(request, { kind: "accepted", leads: [{ id: "l", status: "accepted" }] })).status).toBe(
      200,
    );
  });
});

describe("which events are leads", () => {
  const created = {
    person: webhook("create", "person", { data: person() }),
    deal: webhook("create", "deal", { data: deal() }),
    lead: webhook("create", "lead", { data: lead() }),
  };
  const moved = webhook("change", "deal", { data: deal({ stage_id: 14 }), previous: { stage_id: 11 } });
  const labelled = (entity: string, data: object, before: unknown[] | undefined) =>
    webhook("change", entity, { data, previous: { ...(before && { label_ids: before }), update_time: "x" } });

  it.each([
    ["a person that was created", created.person, true],
    ["a deal that was created", created.deal, true],
    ["a lead that was created", created.lead, true],
    ["a deal of an organization alone", webhook("create", "deal", { data: deal({ person_id: null }) }), false],
    ["an open deal", webhook("create", "deal", { data: deal({ status: "open", is_archived: false }) }), true],
    ["a deal that is won already", webhook("create", "deal", { data: deal({ status: "won" }) }), false],
    ["a deal that is lost already", webhook("create", "deal", { data: deal({ status: "lost" }) }), false],
    ["a lead that is archived", webhook("create", "lead", { data: lead({ is_archived: true }) }), false],
    ["a change", webhook("change", "person", { data: person(), previous: { name: "T" } }), false],
    ["a deal that moved", moved, false],
    ["a deletion", webhook("delete", "person", { data: null, previous: person() }), false],
    ["a merge", webhook("delete", "person", { data: null, meta: { merged_to_id: "8842" } }), false],
    ["a restoration", webhook("change", "deal", { data: deal(), previous: { is_deleted: true } }), false],
    ["an activity", webhook("create", "activity", { data: { id: 1, type: "call", person_id: 8841 } }), false],
    ["an organization", webhook("create", "organization", { data: { id: 1 } }), false],
    ["a note", webhook("create", "note", { data: { id: 1, content: "x" } }), false],
    ["an id that is none", webhook("create", "person", { data: person({ id: "../1" }) }), false],
    ["a person's id that is none", webhook("create", "deal", { data: deal({ person_id: "../1" }) }), false],
  ])("by default: %s", async (_, event, isLead) => {
    for (const settings of [undefined, { on: "created" }]) {
      expect((await read(event, settings)).kind).toBe(isLead ? "leads" : "ignored");
    }
  });

  it.each([
    [{ created: "deal" }, created.deal, true],
    [{ created: "deal" }, created.person, false],
    [{ created: ["deal", "lead"] }, created.lead, true],
    [{ dealStage: "14" }, moved, true],
    [{ dealStage: ["13", "14"] }, moved, true],
    [{ dealStage: "11" }, moved, false],
    [{ dealStage: "11" }, created.deal, true],
    [{ dealStage: "14" }, webhook("change", "deal", { data: deal({ stage_id: 14 }), previous: { title: "x" } }), false],
    [
      { dealStage: "14" },
      webhook("change", "deal", { data: deal({ stage_id: 14 }), previous: { stage_id: "14" } }),
      false,
    ],
    [{ personLabel: "3" }, labelled("person", person({ label_ids: [1, 3] }), [1]), true],
    [{ personLabel: "3" }, labelled("person", person({ label_ids: [1, 3] }), [3]), false],
    [{ personLabel: "3" }, labelled("person", person({ label_ids: [3] }), undefined), false],
    [{ personLabel: "3" }, labelled("person", person({ label_ids: [1] }), [1, 3]), false],
    [{ personLabel: "3" }, webhook("create", "person", { data: person({ label_ids: [3] }) }), true],
    [{ dealLabel: "3" }, labelled("deal", deal({ label_ids: [3] }), []), true],
    [{ personLabel: "3" }, labelled("deal", deal({ label_ids: [3] }), []), false],
    [{ leadLabel: label }, labelled("lead", lead({ label_ids: [label.toUpperCase()] }), []), true],
    [[{ created: "person" }, { dealStage: "14" }], moved, true],
  ])("with %j", async (on, event, isLead) => {
    expect((await read(event, { on })).kind).toBe(isLead ? "leads" : "ignored");
  });

  it("none that our own user made through the API, which a person's doing is not", async () => {
    const settings = { ourUsers: ["1184401"] };
    const by = (user_id: unknown, change_source: string) =>
      read(webhook("create", "person", { data: person(), meta: { user_id, change_source } }), settings);
    expect((await by(1184401, "api")).kind).toBe("ignored");
    expect((await by("1184401", "api")).kind).toBe("ignored");
    expect((await by(1184401, "app")).kind).toBe("leads");
    expect((await by(1184402, "api")).kind).toBe("leads");
  });

  it.each([
    ["api", { change_source: "api" }],
    ["app", { change_source: "app" }],
    ["bulk", { is_bulk_edit: true }],
  ])("none that came by a way that is excepted: %s", async (way, meta) => {
    const event = webhook("create", "person", { data: person(), meta });
    expect((await read(event)).kind).toBe("leads");
    expect((await read(event, { exceptFrom: [way] })).kind).toBe("ignored");
  });

  it.each([
    { on: "changed" },
    { on: [] },
    { on: { created: "activity" } },
    { on: { dealStage: "Negotiation" } },
    { on: { dealStage: [] } },
    { on: { leadLabel: "3" } },
    { on: { personLabel: "hot" } },
    { ourUsers: ["Ada"] },
    { exceptFrom: ["import"] },
    { doNotCall: [{ field: "x" }] },
    { stage: 14 },
  ])("not by %j, which is refused", (settings) => {
    expect(() => pipedrive.intake.bind(settings)).toThrow();
  });
});

describe("who wants no call", () => {
  const key = "9dc80c50d78a15643bfc4ca79d76156a73a1ca0e";
  it.each([
    ["yes", true],
    ["since May", true],
    ["No", undefined],
    ["", undefined],
    [null, undefined],
    [{ type: "varchar", value: "yes" }, true],
    [{ type: "varchar", value: "no" }, undefined],
    [undefined, undefined],
  ])("says so by the field that is named for it: %j", async (value, callsRefused) => {
    const event = webhook("create", "person", { data: person({ custom_fields: { [key]: value } }) });
    expect((await draftOf(event, { doNotCall: [key] }))?.callsRefused).toBe(callsRefused);
  });

  it.each([
    [34, true],
    [35, undefined],
    [[35, 34], true],
    [{ type: "enum", id: 34 }, true],
    [{ type: "set", values: [{ id: 34 }] }, true],
    [{ type: "enum", id: 35 }, undefined],
  ])("says so by an option: %j", async (value, callsRefused) => {
    const event = webhook("create", "person", { data: person({ custom_fields: { [key]: value } }) });
    expect((await draftOf(event, { doNotCall: [{ field: key, is: ["34"] }] }))?.callsRefused).toBe(callsRefused);
  });

  it("says so by a label", async () => {
    const event = webhook("create", "person", { data: person({ label_ids: [2, 6] }) });
    expect((await draftOf(event, { doNotCallLabels: ["6"] }))?.callsRefused).toBe(true);
    expect((await draftOf(event, { doNotCallLabels: ["7"] }))?.callsRefused).toBeUndefined();
  });
});

// ── the persons themselves ──────────────────────────────────────────────────────────────────────────────────────────

function platformFor(answer: ReturnType<typeof answered>, settings?: object) {
  const { platform } = pipedrive.intake.bind(settings);
  if (!platform?.together) throw new Error("Pipedrive's persons are read together");
  const send = fakeSend(answer);
  const headers = platform.authorise({ token: "test-token" });
  const http = platformHttp({ baseUrl: platform.baseUrl, headers, send, now: () => now });
  return { platform, together: platform.together, send, http };
}
const we = { credentials: {} };

describe("persons whom deals and leads name", () => {
  it("are read by their id, with the user's token", async () => {
    const { platform, http, send } = platformFor(answered(200, { success: true, data: person() }));
    expect(await platform.fetch(http, "8841", we)).toMatchObject({
      kind: "lead",
      lead: { firstName: "Tomas", lastName: "Herrera", phone: "202-555-0188", email: "tomas.herrera@example.com" },
    });
    expect(send.requests).toMatchObject([
      { method: "GET", url: "https://api.pipedrive.com/api/v2/persons/8841", headers: { "x-api-token": "test-token" } },
    ]);
  });

  it("are read several at a time; who is missing is gone", async () => {
    const data = [person(), person({ id: 8842, first_name: "Aisha" }), person({ id: 8843, is_deleted: true })];
    const { together, http, send } = platformFor(answered(200, { success: true, data }));
    const found = await together.fetch(http, ["8841", "8842", "8843", "8844"], we);
    expect([...found.keys()]).toEqual(["8841", "8842"]);
    expect(send.requests.map(({ url }) => url)).toEqual([
      "https://api.pipedrive.com/api/v2/persons?ids=8841%2C8842%2C8843%2C8844&limit=100",
    ]);
  });

  it.each([
    ["is gone", answered(404, { success: false, error: "Person not found" }), { status: 404 }],
    ["is deleted", answered(200, { success: true, data: person({ is_deleted: true }) }), { status: 404 }],
    ["may not be read", answered(403, { success: false, error: "no scope" }), { status: 401, detail: "no scope" }],
    ["may not be read with this token", answered(401, { success: false, error: "unauthorized" }), { status: 401 }],
    ["is refused inside a success", answered(200, { success: false, error: "odd" }), { status: 400, detail: "odd" }],
    ["is kept behind a wall", answered(403, "<html>"), { name: "TransientError", retryAfterMs: 300_000 }],
    ["is to be asked for later", answered(429, { success: false }), { name: "TransientError" }],
    ["is something else", answered(200, { success: true, data: [] }), { name: "TransientError" }],
  ])("wait for what has to happen when one %s", async (_, answer, expected) => {
    const { platform, http } = platformFor(answer);
    await expect(platform.fetch(http, "8841", we)).rejects.toMatchObject(expected);
  });

  it("need access only where the settings name deals or leads", () => {
    const isOptional = (settings?: object) => pipedrive.intake.bind(settings).platform?.isOptional;
    expect(
      [undefined, { on: "created" }, { on: { created: "person" } }, { on: { personLabel: "3" } }].map(isOptional),
    ).toEqual([true, true, true, true]);
    expect(
      [{ on: { created: ["person", "lead"] } }, { on: { dealStage: "14" } }, { on: { leadLabel: label } }].map(
        isOptional,
      ),
    ).toEqual([false, false, false]);
  });
});

it("the demo Pipedrive announces whom somebody saves, as the recorded webhook does", async () => {
  const crm = standIn.play(
    () => kept(undefined),
    () => now.getTime(),
  );
  const id = crm.contacts.save({ firstName: "Tomas", lastName: "Herrera", phone: "202-555-0188" });
  const { headers, body } = crm.contacts.sent(id);
  const request = { ...post(body), headers };
  expect(pipedrive.recognises?.(request)).toBe("surely");
  expect(await intake.read(request)).toMatchObject({
    leads: [{ firstName: "Tomas", lastName: "Herrera", phone: "202-555-0188", record: { type: "person", id } }],
  });
  const { request: real } = recorded("pipedrive", "create-person");
  const keysOf = (bytes: Uint8Array | string) => Object.keys(JSON.parse(Buffer.from(bytes).toString()).meta).sort();
  expect(keysOf(body)).toEqual(keysOf(real.body));
});

describe("the calling for a record of Pipedrive", () => {
  const stopOn = ["deleted", { dealStatus: ["won", "lost"] }, { dealStage: "15" }, { personLabel: "7" }];
  const stopsIn = async (value: unknown, settings: object = { stopOn }) => {
    const reading = await read(value, settings);
    return reading.kind === "leads" ? reading.stops : reading.kind;
  };
  const dealRecord = { type: "deal", id: "552" };
  const ours = { meta: { change_source: "api", user_id: 77 } };

  it("stops where the deal was lost or came into such a stage, whoever did it", async () => {
    const lost = { data: deal({ status: "lost" }), previous: { status: "open" } };
    expect(await stopsIn(webhook("change", "deal", lost))).toEqual([dealRecord]);
    expect(await stopsIn(webhook("change", "deal", { ...lost, ...ours }), { stopOn, ourUsers: ["77"] })).toEqual([
      dealRecord,
    ]);
    const moved = { data: deal({ stage_id: 15 }), previous: { stage_id: 11 } };
    expect(await stopsIn(webhook("change", "deal", moved))).toEqual([dealRecord]);
  });

  it("stops where a person got such a label or was deleted", async () => {
    const labelled = { data: person({ label_ids: [7] }), previous: { label_ids: [] } };
    expect(await stopsIn(webhook("change", "person", labelled))).toEqual([{ type: "person", id: "8841" }]);
    const gone = webhook("delete", "person", { data: null, previous: { id: 8841 }, meta: { entity_id: 8841 } });
    expect(await stopsIn(gone)).toEqual([{ type: "person", id: "8841" }]);
  });

  it("stops, and the number is called by nobody, where the person wants no call", async () => {
    const field = "9dc80c50d78a15643bfc4ca79d76156a73a1ca0e";
    const settings = { stopOn: "doNotCall", doNotCall: [field], doNotCallLabels: ["6"] };
    const refused = [{ type: "person", id: "8841", refusesCalls: true }];
    const marked = { data: person({ custom_fields: { [field]: { type: "varchar", value: "yes" } } }), previous: {} };
    expect(await stopsIn(webhook("change", "person", marked), settings)).toEqual(refused);
    const labelled = { data: person({ label_ids: [6] }), previous: { label_ids: [] } };
    expect(await stopsIn(webhook("change", "person", labelled), settings)).toEqual(refused);
    const byLabel = { stopOn: { personLabel: "6" }, doNotCallLabels: ["6"] };
    expect(await stopsIn(webhook("change", "person", labelled), byLabel)).toEqual(refused);
    const created = await read(webhook("create", "person", labelled), settings);
    expect(created).toEqual({ kind: "leads", leads: [], stops: refused });
    expect(await stopsIn(webhook("change", "person", { data: person(), previous: {} }), settings)).toBe("ignored");
    expect(await stopsIn(webhook("change", "deal", { data: deal({ label_ids: [6] }) }), settings)).toBe("ignored");
    expect(await stopsIn(webhook("change", "person", labelled), { doNotCallLabels: ["6"] })).toBe("ignored");
  });

  it("goes on where it was lost before, after every other event, and where no stops are asked for", async () => {
    const retitled = { data: deal({ status: "lost", title: "New" }), previous: { title: "Old" } };
    expect(await stopsIn(webhook("change", "deal", retitled))).toBe("ignored");
    const reopened = { data: deal({ status: "open" }), previous: { status: "lost" } };
    expect(await stopsIn(webhook("change", "deal", reopened))).toBe("ignored");
    const lost = { data: deal({ status: "lost" }), previous: { status: "open" } };
    expect(await stopsIn(webhook("change", "deal", lost), {})).toBe("ignored");
  });
});

describe("a planned call", () => {
  const settings = { callActivities: ["call"], ourUsers: ["1184409"] };
  const activity = (fields: object = {}) => ({
    ...{ id: 7301, type: "call", subject: "Talk about the kitchen", due_date: "2026-06-18", due_time: "14:30" },
    ...{ done: false, is_deleted: false, person_id: null, participants: [{ person_id: 8841, primary: true }] },
    update_time: "2026-06-15T14:29:58Z",
    ...fields,
  });
  const told = (action: string, data?: object | null, more: Told = {}) =>
    webhook(action, "activity", { data, ...more, meta: { entity_id: 7301, ...more.meta } });
  const ended = { kind: "ignored", ended: [{ booking: "activity/7301", why: "cancelled" }] };

  it("is a lead of its person at the time that it is due, in UTC", async () => {
    expect(await draftOf(told("create", activity()), settings)).toMatchObject({
      booking: "activity/7301",
      externalId: "activity/7301",
      reference: "8841",
      record: { type: "person", id: "8841" },
      asked: { text: "2026-06-18T14:30Z", isSure: true, said: "2026-06-15T14:29:58Z" },
      extra: { subject: "Talk about the kitchen" },
    });
    const ofWholeDay = await draftOf(told("create", activity({ due_time: null })), settings);
    expect(ofWholeDay?.asked?.text).toBe("2026-06-18");
  });

  it("keeps its id as it is moved, and says when that was", async () => {
    const moved = activity({ due_time: "16:00:00", update_time: "2026-06-16T08:00:00Z" });
    expect(await draftOf(told("change", moved), settings)).toMatchObject({
      booking: "activity/7301",
      asked: { text: "2026-06-18T16:00Z", said: "2026-06-16T08:00:00Z" },
    });
  });

  it("says when it was said that it is over, so that one which is opened again since stands", async () => {
    const reading = await read(told("change", activity({ done: true })), settings);
    const again = await read(told("change", activity({ done: false })), settings);
    const { update_time } = activity();
    expect(reading).toMatchObject({ ended: [{ said: update_time }] });
    expect(again).toMatchObject({ leads: [{ asked: { said: update_time } }] });
  });

  it("ends when it is done, deleted, or no call any more", async () => {
    expect(await read(told("change", activity({ done: true })), settings)).toMatchObject(ended);
    expect(await read(told("delete", null), settings)).toMatchObject(ended);
    const meeting = told("change", activity({ type: "meeting" }), { previous: { type: "call" } });
    expect(await read(meeting, settings)).toMatchObject(ended);
  });

  it("ends what waits for it where it is moved to a day that is long over", async () => {
    const reading = await read(told("change", activity({ due_date: "2026-05-01" })), settings);
    expect(reading).toMatchObject({ ...ended, ended: [{ booking: "activity/7301", said: expect.any(String) }] });
  });

  it("is none where it is of another type, names no person, or is a result of ours", async () => {
    const ours = { meta: { user_id: 1184409, change_source: "api" } };
    for (const value of [
      told("create", activity({ type: "lunch" })),
      told("create", activity({ participants: [] })),
      told("create", activity({ done: true }), ours),
    ]) {
      const reading = await read(value, settings);
      expect(reading).toMatchObject({ kind: "ignored" });
      expect(reading).not.toHaveProperty("ended");
    }
    expect(await read(told("create", activity()))).toMatchObject({ kind: "ignored" });
  });
});
