import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { close } from "../../../lambda/connectors/vendors/close/close.ts";
import type { LeadDraft } from "../../../lambda/lead/reader/draft.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { recorded } from "../../fakes/recorded.ts";

/** The webhooks of a subscription: one event in each request. */

const { request, secrets: values, now } = recorded("close", "contact-created");
const secrets = { keys: ["test-key"], values };
const intake = close.intake.bind(undefined);
const refused = expect.objectContaining({ status: 401 });

const post = (body: unknown): HttpRequest => ({ ...request, body: Buffer.from(JSON.stringify(body)) });

const event = (change: object = {}) => ({
  subscription_id: "whsub_1",
  event: {
    id: "ev_1",
    action: "created",
    object_type: "contact",
    object_id: "cont_1",
    lead_id: "lead_1",
    user_id: "user_1",
    api_key_id: null,
    oauth_client_id: null,
    date_created: "2026-06-15T14:29:58.395000",
    changed_fields: [],
    meta: { request_method: "POST", request_path: "/api/v1/contact/" },
    data: contact(),
    ...change,
  },
});
const contact = (change: object = {}) => ({
  id: "cont_1",
  lead_id: "lead_1",
  name: "Helena Marsh",
  phones: [{ phone: "+12025550126", type: "office" }],
  emails: [{ email: "helena.marsh@example.com", type: "office" }],
  ...change,
});
const leadCreated = (change: object = {}) =>
  event({ object_type: "lead", object_id: "lead_1", data: { id: "lead_1", status_label: "Potential" }, ...change });
const statusChanged = (change: object = {}) =>
  event({
    object_type: "lead",
    object_id: "lead_1",
    action: "updated",
    changed_fields: ["status_id", "status_label", "date_updated"],
    data: { id: "lead_1", status_id: "stat_7", status_label: "Call now" },
    ...change,
  });

async function draftsOf(body: unknown, settings?: object): Promise<readonly LeadDraft[]> {
  const reading = await close.intake.bind(settings).read(post(body));
  return reading.kind === "leads" ? reading.leads : [];
}

describe("Close's signature", () => {
  const verify =
    (tried: HttpRequest, at = now, given: Record<string, string | undefined> = values) =>
    () =>
      intake.verify(tried, { keys: ["test-key"], values: given }, at);
  const with_ = (headers: Record<string, string | undefined>): HttpRequest => ({
    ...request,
    headers: { ...request.headers, ...headers },
  });

  it("covers every byte of the body and the time", () => {
    expect(verify(request)).not.toThrow();
    for (let at = 0; at < request.body.length; at += 1) {
      const body = request.body.map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect(verify({ ...request, body })).toThrow(refused);
    }
    const later = String(Number(request.headers["close-sig-timestamp"]) + 1);
    expect(verify(with_({ "close-sig-timestamp": later }))).toThrow(refused);
    expect(verify(with_({ "close-sig-hash": request.headers["close-sig-hash"]?.toUpperCase() }))).not.toThrow();
  });

  it.each(["close-sig-hash", "close-sig-timestamp"])("is none without %s", (name) => {
    for (const value of [undefined, "", "0", "x".repeat(64)]) expect(verify(with_({ [name]: value }))).toThrow(refused);
  });

  it("F96: is refused once it is older than five minutes, or ahead of its time", () => {
    const sentAt = Number(request.headers["close-sig-timestamp"]) * 1_000;
    for (const ms of [-300_000, 300_000]) expect(verify(request, new Date(sentAt + ms))).not.toThrow();
    for (const ms of [-300_001, 300_001]) expect(verify(request, new Date(sentAt + ms))).toThrow(refused);
  });

  it("is made with what the key's letters stand for, and not with the letters", () => {
    const [at = "", key = ""] = [request.headers["close-sig-timestamp"], values.signing_secret];
    const signed = (secret: string | Buffer) =>
      createHmac("sha256", secret).update(at).update(request.body).digest("hex");
    expect(verify(with_({ "close-sig-hash": signed(Buffer.from(key, "hex")) }))).not.toThrow();
    expect(verify(with_({ "close-sig-hash": signed(key) }))).toThrow(refused);
  });

  it.each(["not hex", "zz".repeat(32), "abc", "", " "])(
    "opens nothing where the secret is no key: %j",
    (signing_secret) => {
      const at = request.headers["close-sig-timestamp"] ?? "";
      const withNoKey = createHmac("sha256", "").update(at).update(request.body).digest("hex");
      const given = { ...request, headers: { ...request.headers, "close-sig-hash": withNoKey } };
      expect(verify(given, now, { signing_secret })).toThrow(refused);
    },
  );

  it("may be made with the key before, while it is being replaced", () => {
    const next = { signing_secret: "00".repeat(32), previous_signing_secret: values.signing_secret };
    expect(verify(request, now, next)).not.toThrow();
  });

  it("takes the place of the source's key", () => {
    const keyOnly = with_({ "close-sig-hash": undefined, "x-bridge-key": "test-key" });
    expect(verify(keyOnly)).toThrow(refused);
    expect(() => intake.verify(keyOnly, { ...secrets, values: {} }, now)).not.toThrow();
  });
});

describe("which events are leads", () => {
  it.each([
    ["a contact that was created", event(), true],
    ["a lead that was created", leadCreated(), true],
    ["a contact that was changed", event({ action: "updated", changed_fields: ["phones"] }), false],
    ["a contact that was deleted", event({ action: "deleted" }), false],
    ["a lead that was deleted", leadCreated({ action: "deleted" }), false],
    ["leads that were merged", leadCreated({ action: "merged" }), false],
    [
      "a contact of a merge",
      event({ meta: { merge_source_lead_id: "lead_2", merge_destination_lead_id: "lead_1" } }),
      false,
    ],
    ["a lead of a merge", leadCreated({ meta: { merge_destination_lead_id: "lead_1" } }), false],
    ["a call that was logged", event({ object_type: "activity.call" }), false],
    ["an opportunity", event({ object_type: "opportunity" }), false],
    ["a changed status", statusChanged(), false],
    ["an event without an id of its object", event({ object_id: null }), false],
    ["an id that leads elsewhere", event({ object_id: "../me" }), false],
  ])("by default: %s", async (_, given, isLead) => {
    for (const settings of [undefined, { on: "created" }]) {
      expect(await draftsOf(given, settings)).toHaveLength(isLead ? 1 : 0);
    }
  });

  const changeLogged = (data: object) =>
    event({ object_type: "activity.lead_status_change", object_id: "acti_1", data });

  it.each([
    ["the label, in whichever letters", statusChanged(), "call NOW", true],
    ["the id", statusChanged(), "stat_7", true],
    ["one of several", statusChanged(), ["New", "Call now"], true],
    [
      "as the change is logged",
      changeLogged({ new_status_id: "stat_7", new_status_label: "Call now" }),
      "Call now",
      true,
    ],
    ["another status", statusChanged(), "New", false],
    [
      "the status that it was before",
      changeLogged({ old_status_label: "Call now", new_status_label: "New" }),
      "Call now",
      false,
    ],
    ["no status in the event", statusChanged({ data: null }), "Call now", false],
    ["another change while the status is that", statusChanged({ changed_fields: ["name"] }), "Call now", false],
    ["a lead that is created with it", leadCreated({ data: { status_label: "Call now" } }), "Call now", false],
    [
      "a status that came over by a merge",
      statusChanged({ meta: { merge_source_lead_id: "lead_2" } }),
      "Call now",
      false,
    ],
  ])("where a status is named: %s", async (_, given, status, isLead) => {
    expect(await draftsOf(given, { on: { status } })).toHaveLength(isLead ? 1 : 0);
  });

  it("several rules may be given", async () => {
    const settings = { on: ["created", { status: "Call now" }] };
    expect(await draftsOf(event(), settings)).toHaveLength(1);
    expect(await draftsOf(statusChanged(), settings)).toHaveLength(1);
  });

  it.each([{ api_key_id: "api_7" }, { oauth_client_id: "oa2client_7" }, { user_id: "user_7" }])(
    "none that another writer of ours made, once its id is named: %j",
    async (by) => {
      const ourApps = ["api_7", "oa2client_7", "user_7"];
      expect(await draftsOf(event(by), { ourApps })).toEqual([]);
      expect(await draftsOf(statusChanged(by), { ourApps, on: { status: "Call now" } })).toEqual([]);
      expect(await draftsOf(event(by))).toHaveLength(1);
    },
  );

  it.each([
    { on: "deleted" },
    { on: [] },
    { on: { status: "" } },
    { on: { status: [] } },
    { on: { label: "New" } },
    { ourApps: ["api_7.the-key-itself"] },
    { doNotCall: ["Do not call"] },
    { stages: [] },
  ])("not by %j, which is refused", (settings) => {
    expect(() => close.intake.bind(settings)).toThrow();
  });

  it("nobody's where the body is no event: Close is told", async () => {
    for (const body of [
      null,
      [],
      {},
      { event: {} },
      { event: { action: "created" } },
      { action: "created", object_type: "lead" },
    ]) {
      await expect(async () => intake.read(post(body))).rejects.toMatchObject({ status: 422 });
    }
  });
});

describe("an event that is a lead", () => {
  const keyOf = async (body: unknown, settings?: object) => (await draftsOf(body, settings))[0]?.key;

  it("is the same lead, however often it comes, and another for each object", async () => {
    expect(await keyOf(event({ id: "ev_2", date_created: "later" }))).toBe(await keyOf(event()));
    expect(await keyOf(event({ object_id: "cont_2" }))).not.toBe(await keyOf(event()));
    expect(await keyOf(leadCreated())).not.toBe(await keyOf(event()));
  });

  it("of a status is another each time that the lead gets it", async () => {
    const settings = { on: { status: ["Call now", "New"] } };
    const first = await keyOf(statusChanged(), settings);
    expect(await keyOf(statusChanged(), settings)).toBe(first);
    expect(await keyOf(statusChanged({ id: "ev_2" }), settings)).not.toBe(first);
    expect(await keyOf(statusChanged({ data: { status_id: "stat_8", status_label: "New" } }), settings)).not.toBe(
      first,
    );
  });

  it("of a lead holds ids only, and its record is the lead", async () => {
    expect(await draftsOf(leadCreated())).toEqual([
      { key: "created:lead_1", externalId: "ev_1", reference: "lead_1", record: { type: "lead", id: "lead_1" } },
    ]);
  });

  it("of a contact holds the person, and its record is the lead", async () => {
    expect(await draftsOf(event())).toEqual([
      {
        key: "created:cont_1",
        externalId: "ev_1",
        record: { type: "lead", id: "lead_1" },
        fullName: "Helena Marsh",
        phone: "+12025550126",
        email: "helena.marsh@example.com",
      },
    ]);
    expect(await draftsOf(event({ lead_id: null }))).toMatchObject([{ record: { type: "contact", id: "cont_1" } }]);
  });

  it.each([
    ["only the credentials tell whose key made it", { api_key_id: "api_7" }, undefined, "lead_1 cont_1 api_7"],
    ["only they tell whose app did", { oauth_client_id: "oa2client_7" }, undefined, "lead_1 cont_1 oa2client_7"],
    ["its phone may come a moment later", { data: contact({ phones: [] }) }, undefined, "lead_1 cont_1"],
    ["its data is odd", { data: "gone" }, undefined, "lead_1 cont_1"],
    ["the lead may be one that wants no call", {}, { doNotCall: ["custom.cf_no"] }, "lead_1 cont_1"],
  ])("of a contact is read from Close all the same where %s", async (_, change, settings, reference) => {
    expect(await draftsOf(event(change), settings)).toMatchObject([{ reference }]);
  });

  it("is answered with 200, and with 503 when it could not be stored, so that Close sends it again", async () => {
    expect((await intake.reply(request, { kind: "nothing", why: "" })).status).toBe(200);
    expect((await intake.reply(request, { kind: "again" })).status).toBe(503);
  });
});

// ── the leads themselves ────────────────────────────────────────────────────────────────────────────────────────

describe("a lead that an event names", () => {
  const key = { api_key: "api_1.secret" };
  const app = { client_id: "oa2client_1", client_secret: "secret", refresh_token: "next" };
  const fetchFrom = async (
    reference: string,
    answer: ReturnType<typeof answered>,
    settings?: object,
    credentials: Record<string, string> = key,
  ) => {
    const { platform } = close.intake.bind(settings);
    if (!platform) throw new Error("Close has a platform");
    const send = fakeSend(answer);
    const headers = platform.authorise(credentials);
    const http = platformHttp({ baseUrl: platform.baseUrl, headers, send, now: () => now });
    const fetched = await platform.fetch(http, reference, { credentials }).catch((error: unknown) => ({ error }));
    return { fetched, requests: send.requests };
  };
  const lead = (change: object = {}) =>
    answered(200, { id: "lead_1", name: "", status_label: "Potential", contacts: [contact()], ...change });
  const dana = contact({ id: "cont_2", name: "Dana Reyes", phones: [{ phone: "+12025550127" }], emails: [] });

  it("is read with its contacts, by the key", async () => {
    const { fetched, requests } = await fetchFrom("lead_1", lead());
    expect(requests).toMatchObject([
      {
        method: "GET",
        url: "https://api.close.com/api/v1/lead/lead_1/?_fields=id,name,status_label,addresses,contacts",
        headers: { authorization: `Basic ${Buffer.from("api_1.secret:").toString("base64")}` },
      },
    ]);
    expect(fetched).toEqual({
      kind: "lead",
      lead: {
        fullName: "Helena Marsh",
        phone: "+12025550126",
        email: "helena.marsh@example.com",
        extra: { status: "Potential" },
      },
    });
  });

  it("is read with where it is", async () => {
    const addresses = [{ address_1: "1 Main St", city: "Denver", state: "CO", zipcode: "80202", country: "US" }];
    const { fetched } = await fetchFrom("lead_1", lead({ addresses }));
    expect(fetched).toMatchObject({ lead: { place: { zip: "80202", state: "CO", country: "US" } } });
  });

  it.each([
    ["", undefined],
    ["Harbor Pine LLC", "Harbor Pine LLC"],
    ["Helena Marsh", undefined],
    [null, undefined],
  ])("called %j is of the company %j", async (name, company) => {
    const { fetched } = await fetchFrom("lead_1", lead({ name }));
    expect((fetched as { lead: LeadDraft }).lead.company).toBe(company);
  });

  it.each([
    ["the first who can be called", "lead_1", [contact({ phones: [] }), dana], "Dana Reyes"],
    ["the first where nobody can", "lead_1", [contact({ phones: null }), { ...dana, phones: [] }], "Helena Marsh"],
    ["the contact that the event names", "lead_1 cont_2", [contact(), dana], "Dana Reyes"],
  ])("is %s", async (_, reference, contacts, fullName) => {
    expect((await fetchFrom(reference, lead({ contacts }))).fetched).toMatchObject({ lead: { fullName } });
  });

  it("is read with the access of the CRM where the source has no key of its own", () => {
    const { platform } = close.intake.bind(undefined);
    const access = platform?.access?.(undefined);
    expect(access?.authorise({ ...app, token: "access" })).toEqual({ authorization: "Bearer access" });
    expect(access?.renewal).toBeDefined();
  });

  it("is nobody while it has no contact", async () => {
    for (const contacts of [[], null]) {
      expect((await fetchFrom("lead_1", lead({ contacts }))).fetched).toMatchObject({ kind: "nothing" });
    }
  });

  it("is gone when Close does not show it, or its contact is not there any more", async () => {
    expect((await fetchFrom("lead_1", answered(404, { error: "gone" }))).fetched).toMatchObject({
      error: { status: 404 },
    });
    expect((await fetchFrom("lead_1 cont_9", lead())).fetched).toMatchObject({ error: { status: 404 } });
  });

  it.each([
    ["key", "lead_1 cont_1 api_1", key],
    ["app", "lead_1 oa2client_1", app],
  ])("is no lead where our own %s made it, and nobody is asked", async (_, reference, credentials) => {
    const { fetched, requests } = await fetchFrom(reference, lead(), undefined, credentials);
    expect(fetched).toEqual({ kind: "nothing", why: expect.any(String) });
    expect(requests).toEqual([]);
  });

  it("is one where another's did", async () => {
    expect((await fetchFrom("lead_1 oa2client_2", lead(), undefined, app)).fetched).toMatchObject({ kind: "lead" });
    for (const other of ["lead_1 api_2", "lead_1 api", "lead_1 api_1x"]) {
      expect((await fetchFrom(other, lead())).fetched).toMatchObject({ kind: "lead" });
    }
  });

  it.each([
    ["on the lead", { "custom.cf_no": "Yes" }, {}, true],
    ["on the contact", {}, { "custom.cf_no": true }, true],
    ["with any words", { "custom.cf_no": "since 2025" }, {}, true],
    ["by a no", { "custom.cf_no": "No" }, { "custom.cf_no": "" }, undefined],
    ["by nothing", {}, { "custom.cf_no": null }, undefined],
  ])(
    "says by the custom field that is named for it whether no call is wanted: %s",
    async (_, onLead, onContact, refuses) => {
      const answer = lead({ ...onLead, contacts: [contact(onContact)] });
      const { fetched, requests } = await fetchFrom("lead_1 cont_1", answer, { doNotCall: ["custom.cf_no"] });
      expect((fetched as { lead: LeadDraft }).lead.callsRefused).toBe(refuses);
      expect(requests[0]?.url).toContain("custom.cf_no");
    },
  );
});

it("a contact that wants no call is not rung while Close cannot be asked either", async () => {
  const data = contact({ "custom.cf_no": "yes" });
  expect(await draftsOf(event({ data }), { doNotCall: ["custom.cf_no"] })).toMatchObject([{ callsRefused: true }]);
});

describe("the calling for a lead of Close", () => {
  const stopOn = ["deleted", { status: ["Lost", "stat_9"] }];
  const stopsIn = async (body: unknown, settings: object = { stopOn }) => {
    const reading = await close.intake.bind(settings).read(post(body));
    return reading.kind === "leads" ? reading.stops : reading.kind;
  };
  const lead = { type: "lead", id: "lead_1" };
  const became = (status_id: string, status_label: string, more: object = {}) =>
    statusChanged({ data: { id: "lead_1", status_id, status_label }, ...more });

  it("stops where its status became one of those that end it, whoever set it, or it was deleted", async () => {
    expect(await stopsIn(became("stat_3", "lost"))).toEqual([lead]);
    expect(await stopsIn(became("stat_9", "Bad fit", { api_key_id: "api_ours" }))).toEqual([lead]);
    expect(await stopsIn(leadCreated({ action: "deleted" }))).toEqual([lead]);
  });

  it("goes on after a merge, another status and a new lead, and where no stops are asked for", async () => {
    const merged = { action: "deleted", meta: { merge_destination_lead_id: "lead_2" } };
    expect(await stopsIn(leadCreated(merged))).toBe("ignored");
    expect(await stopsIn(became("stat_7", "Call now"))).toBe("ignored");
    expect(await stopsIn(leadCreated())).toBeUndefined();
    expect(await stopsIn(became("stat_3", "lost"), {})).toBe("ignored");
  });

  it("stops where the same status would also make it a lead: in doubt nobody is rung", async () => {
    const reading = await close.intake.bind({ on: { status: "Lost" }, stopOn }).read(post(became("stat_3", "Lost")));
    expect(reading).toEqual({ kind: "leads", leads: [], stops: [lead] });
  });
});

describe("a task of Close", () => {
  const settings = { callActivities: ["outgoing_call"] };
  const task = (data: object = {}, change: object = {}) =>
    event({
      object_type: "task.outgoing_call",
      object_id: "task_1",
      data: {
        id: "task_1",
        contact_id: "cont_1",
        text: "Talk about the quote",
        date: "2026-06-18T14:30:00+00:00",
        is_complete: false,
        date_updated: "2026-06-15T14:29:58.395000",
        ...data,
      },
      ...change,
    });
  const readTask = (body: unknown, given: object = settings) => close.intake.bind(given).read(post(body));

  it("is a lead of its contact, at the time that it is due", async () => {
    expect(await draftsOf(task(), settings)).toEqual([
      {
        booking: "task/task_1",
        externalId: "task/task_1",
        reference: "lead_1 cont_1",
        record: { type: "lead", id: "lead_1" },
        asked: { text: "2026-06-18T14:30:00+00:00", isSure: true, said: "2026-06-15T14:29:58.395000Z" },
        extra: { subject: "Talk about the quote" },
      },
    ]);
  });

  it("has a moment of UTC where it does not say whose, a day alone, or no time, which a person looks at", async () => {
    const textOf = async (data: object) => (await draftsOf(task(data), settings))[0]?.asked?.text;
    expect(await textOf({ date: "2026-06-18T14:30:00.000000" })).toBe("2026-06-18T14:30:00.000000Z");
    expect(await textOf({ date: "2026-06-18" })).toBe("2026-06-18");
    for (const none of [{ is_dateless: true }, { date: null }]) expect(await textOf(none)).toBe("");
  });

  it("without a contact is its lead's, and of a lead's to-dos only where the settings name them", async () => {
    const [draft] = await draftsOf(task({ contact_id: null }), settings);
    expect(draft?.reference).toBe("lead_1");
    const todo = task({}, { object_type: "task.lead" });
    expect(await readTask(todo)).toMatchObject({ kind: "ignored" });
    expect(await readTask(todo, { callActivities: ["lead"] })).toMatchObject({ kind: "leads" });
    expect(await readTask(task(), {})).toMatchObject({ kind: "ignored" });
    expect(() => close.intake.bind({ callActivities: ["missed_call"] })).toThrow();
  });

  it("ends once it is done, deleted or long overdue, for good only where it is deleted, and is none where it names no lead", async () => {
    const over = { kind: "ignored", ended: [{ booking: "task/task_1", why: "cancelled" }] };
    expect(await readTask(task({ is_complete: true }, { action: "updated" }))).toMatchObject(over);
    expect(await readTask(task({}, { action: "completed" }))).toMatchObject(over);
    expect(await readTask(task({}, { action: "deleted", data: {} }))).toMatchObject(over);
    const dated = { ended: [{ why: "cancelled", said: "2026-06-15T12:00:00.123Z" }] };
    const at = { date_updated: "2026-06-15T12:00:00.123" };
    expect(await readTask(task({ is_complete: true, ...at }, { action: "updated" }))).toMatchObject(dated);
    expect(await readTask(task(at, { action: "completed" }))).toMatchObject(dated);
    expect(await readTask(task({ date: "2026-06-10", ...at }))).toMatchObject(dated);
    expect(await readTask(task(at, { action: "deleted" }))).toMatchObject({ ended: [{ said: undefined }] });
    const reading = await readTask(task({}, { lead_id: null }));
    expect(reading).toMatchObject({ kind: "ignored" });
    expect(reading).not.toHaveProperty("ended");
  });
});
