import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { monday } from "../../../lambda/connectors/vendors/monday/monday.ts";
import type { LeadDraft } from "../../../lambda/lead/reader/draft.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { recorded } from "../../fakes/recorded.ts";

/** The webhooks of a board: one event in each request, with the id of an item. */

const { request, secrets: values, now } = recorded("monday", "status-change");
const keyed: HttpRequest = { ...request, headers: { ...request.headers, "x-bridge-key": "test-key" } };
const intake = monday.intake.bind(undefined);
const refused = expect.objectContaining({ status: 401 });

const post = (body: unknown): HttpRequest => ({ ...request, body: Buffer.from(JSON.stringify(body)) });

const event = (change: object = {}) => ({
  event: {
    type: "create_pulse",
    boardId: 7712004411,
    pulseId: 9901244120,
    pulseName: "Amina Diallo",
    userId: 3120447,
    triggerTime: "2026-06-15T14:29:58.512Z",
    triggerUuid: "uuid-1",
    columnValues: {},
    ...change,
  },
});
const changed = (change: object = {}) =>
  event({
    type: "update_column_value",
    columnId: "lead_status",
    columnTitle: "Status",
    value: { label: { index: 3, text: "Call now", style: { color: "#0086c0" } }, post_id: null },
    previousValue: null,
    changedAt: 1781533798.5,
    ...change,
  });
const moved = (change: object = {}) =>
  event({ type: "move_pulse_into_group", destGroupId: "new_group", destGroup: { title: "Call these" }, ...change });

async function readingOf(body: unknown, settings?: object) {
  return monday.intake.bind(settings).read(post(body));
}
async function draftsOf(body: unknown, settings?: object): Promise<readonly LeadDraft[]> {
  const reading = await readingOf(body, settings);
  return reading.kind === "leads" ? reading.leads : [];
}

describe("a request of monday's", () => {
  const verify =
    (tried: HttpRequest, at = now, given: Record<string, string | undefined> = values) =>
    () =>
      intake.verify(tried, { keys: ["test-key"], values: given }, at);
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const seconds = Math.floor(now.getTime() / 1000);
  const token = (
    claims: object = { exp: seconds + 300 },
    { alg = "HS256", secret = values.signing_secret ?? "", hash = "sha256" } = {},
  ) => {
    const text = `${encoded({ alg, typ: "JWT" })}.${encoded(claims)}`;
    return `${text}.${createHmac(hash, secret).update(text).digest("base64url")}`;
  };
  const with_ = (authorization: string | undefined): HttpRequest => ({
    ...keyed,
    headers: { ...keyed.headers, authorization },
  });

  it("brings the app's token and the source's key, since the token covers nothing of the body", () => {
    expect(verify(keyed)).not.toThrow();
    expect(verify(with_(token()))).not.toThrow();
    expect(verify(with_(`Bearer ${token()}`))).not.toThrow();
    expect(verify(request)).toThrow(refused);
    expect(verify(with_(undefined))).toThrow(refused);
  });

  it.each([
    ["nothing", ""],
    ["no token", "abc"],
    ["another secret", token({ exp: seconds + 300 }, { secret: "another" })],
    ["no secret", token({ exp: seconds + 300 }, { secret: "" })],
    ["another algorithm", token({ exp: seconds + 300 }, { alg: "HS512", hash: "sha512" })],
    ["another algorithm in words alone", token({ exp: seconds + 300 }, { alg: "none" })],
    ["no end", token({ iat: seconds })],
    ["a part more", `${token()}.x`],
    ["a changed claim", token().replace(/\.[^.]+\./, `.${encoded({ exp: seconds + 9_999 })}.`)],
  ])("is refused with %s", (_, authorization) => expect(verify(with_(authorization))).toThrow(refused));

  it("F96: is refused once its token ended more than half an hour ago, for so long it may be one that is sent again", () => {
    const end = seconds + 300;
    expect(verify(with_(token({ exp: end })), new Date((end + 1_800) * 1000))).not.toThrow();
    expect(verify(with_(token({ exp: end })), new Date((end + 1_801) * 1000))).toThrow(refused);
  });

  it("may be signed with the secret before, while it is being replaced", () => {
    const next = { signing_secret: "next", previous_signing_secret: values.signing_secret };
    expect(verify(keyed, now, next)).not.toThrow();
    expect(verify(keyed, now, { signing_secret: "next" })).toThrow(refused);
  });

  it("needs no token where the board's webhook was added by hand, which brings none", () => {
    expect(verify(with_(undefined), now, {})).not.toThrow();
    expect(verify(request, now, {})).toThrow(refused);
  });
});

describe("monday's challenge", () => {
  const ask = (body: string, method = "POST", from = keyed) =>
    intake.handshake?.({ ...from, method, body: Buffer.from(body) }, { keys: ["test-key"], values: {} });

  it("is not answered at an address without the source's key, so that monday says so at once", () => {
    expect(() => ask('{"challenge":"abc"}', "POST", request)).toThrow(refused);
  });

  it("is answered with its own words", () => {
    const challenge = JSON.stringify({ challenge: "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P" });
    expect(ask(challenge)).toMatchObject({ status: 200, body: challenge });
    expect(ask(challenge)?.headers?.["content-type"]).toMatch(/^application\/json/);
  });

  it.each([
    ["another body beside it", JSON.stringify({ challenge: "abc", event: {} })],
    ["markup", JSON.stringify({ challenge: "<script>" })],
    ["none", JSON.stringify({ challenge: "" })],
    ["a long one", JSON.stringify({ challenge: "a".repeat(201) })],
    ["a very long one", JSON.stringify({ challenge: "a".repeat(2_000) })],
    ["what is no text", JSON.stringify({ challenge: { a: 1 } })],
    ["what is no JSON", '{"challenge"'],
    ["an event", JSON.stringify(event())],
  ])("is no such thing with %s", (_, body) => expect(ask(body)).toBeUndefined());
});

describe("which events are leads", () => {
  it.each([
    ["an item that was created", event(), true],
    ["by the name of a later version", event({ type: "create_item", pulseId: undefined, itemId: "9901244120" }), true],
    ["a changed status", changed(), false],
    ["an item that was moved", moved(), false],
    ["an item that was deleted", event({ type: "delete_pulse" }), false],
    ["an item that came back", event({ type: "restore_pulse" }), false],
    ["an item below another", event({ parentItemId: "1", parentItemBoardId: "2" }), false],
    ["an update", event({ type: "create_update", body: "<p>Hi</p>" }), false],
    ["an event without an item", event({ pulseId: null }), false],
    ["an id that leads elsewhere", event({ pulseId: "1) { id }" }), false],
  ])("by default: %s", async (_, given, isLead) => {
    for (const settings of [undefined, { on: "created" }])
      expect(await draftsOf(given, settings)).toHaveLength(isLead ? 1 : 0);
  });

  it.each([
    ["the column's id", changed(), { column: "lead_status", becomes: "Call now" }, true],
    ["its title, in whichever letters", changed(), { column: "status", becomes: "CALL NOW" }, true],
    ["one of several labels", changed(), { column: "Status", becomes: ["New", "Call now"] }, true],
    [
      "monday's other word for it",
      changed({ type: "change_status_column_value" }),
      { column: "Status", becomes: "Call now" },
      true,
    ],
    ["a label as a text", changed({ value: { label: "Call now" } }), { column: "Status", becomes: "Call now" }, true],
    [
      "a dropdown",
      changed({ value: { chosenValues: [{ id: 1, name: "Call now" }] } }),
      { column: "Status", becomes: "Call now" },
      true,
    ],
    ["a text", changed({ value: { value: "Call now" } }), { column: "Status", becomes: "Call now" }, true],
    ["a checkbox", changed({ value: { checked: true } }), { column: "Status", becomes: "true" }, true],
    [
      "another label",
      changed({ value: { label: { text: "Later" } } }),
      { column: "Status", becomes: "Call now" },
      false,
    ],
    [
      "another column",
      changed({ columnId: "other", columnTitle: "Other" }),
      { column: "Status", becomes: "Call now" },
      false,
    ],
    ["a column that was cleared", changed({ value: null }), { column: "Status", becomes: "Call now" }, false],
    [
      "an item that is created with it",
      event({ columnValues: { lead_status: {} } }),
      { column: "Status", becomes: "Call now" },
      false,
    ],
    ["a group by its id", moved(), { group: "new_group" }, true],
    ["a group by its title", moved(), { group: ["Hot", "call these"] }, true],
    [
      "another group",
      moved({ destGroupId: "old", destGroup: { id: "old", title: "Old" } }),
      { group: "new_group" },
      false,
    ],
  ])("where it is named: %s", async (_, given, on, isLead) => {
    expect(await draftsOf(given, { on })).toHaveLength(isLead ? 1 : 0);
  });

  it("several rules may be given", async () => {
    const settings = { on: ["created", { column: "Status", becomes: "Call now" }] };
    expect(await draftsOf(event(), settings)).toHaveLength(1);
    expect(await draftsOf(changed(), settings)).toHaveLength(1);
  });

  it("of one board alone, once it is named", async () => {
    expect(await draftsOf(event(), { boardId: "7712004411" })).toHaveLength(1);
    expect(await draftsOf(event(), { boardId: "1" })).toEqual([]);
    expect(await draftsOf(event({ boardId: undefined }), { boardId: "7712004411" })).toEqual([]);
  });

  it("none that a user made who writes for the bridge, once they are named", async () => {
    expect(await draftsOf(event(), { ourUsers: ["3120447"] })).toEqual([]);
    expect(await draftsOf(event({ userId: -4 }), { ourUsers: ["3120447"] })).toHaveLength(1);
  });

  it.each([
    { on: "deleted" },
    { on: [] },
    { on: { column: "Status" } },
    { on: { group: [] } },
    { boardId: "Leads" },
    { ourUsers: ["Ada"] },
    { stages: [] },
  ])("not by %j, which is refused", (settings) => expect(() => monday.intake.bind(settings)).toThrow());

  it("nobody's where the body is no event: monday is told", async () => {
    for (const body of [null, [], {}, { event: {} }, { type: "create_pulse" }]) {
      await expect(async () => intake.read(post(body))).rejects.toMatchObject({ status: 422 });
    }
  });
});

describe("an event that is a lead", () => {
  const keyOf = async (body: unknown, settings?: object) => (await draftsOf(body, settings))[0]?.key;
  const onStatus = { on: { column: "Status", becomes: ["Call now", "New"] } };

  it("holds the item's id only, and its record is the item", async () => {
    expect(await draftsOf(event())).toEqual([
      {
        key: "created:9901244120",
        externalId: "uuid-1",
        reference: "9901244120",
        record: { type: "item", id: "9901244120" },
      },
    ]);
  });

  it("is the same lead, however often it comes, and another for each item", async () => {
    expect(await keyOf(event({ triggerUuid: "uuid-2", triggerTime: "later" }))).toBe(await keyOf(event()));
    expect(await keyOf(event({ pulseId: 1 }))).not.toBe(await keyOf(event()));
  });

  it("of a change is another each time, and the same where two subscriptions tell of it", async () => {
    const first = await keyOf(changed(), onStatus);
    expect(await keyOf(changed({ triggerUuid: "uuid-2", type: "change_status_column_value" }), onStatus)).toBe(first);
    expect(await keyOf(changed({ changedAt: 1781533799.1 }), onStatus)).not.toBe(first);
    expect(await keyOf(changed({ value: { label: { text: "New" } } }), onStatus)).not.toBe(first);
  });

  it("is answered with 200, and with 503 when it could not be stored, so that monday sends it again", async () => {
    expect((await intake.reply(request, { kind: "nothing", why: "" })).status).toBe(200);
    expect((await intake.reply(request, { kind: "again" })).status).toBe(503);
  });
});

describe("what stops the calling for an item", () => {
  const record = { type: "item", id: "9901244120" };
  const stop = { kind: "leads", leads: [], stops: [record] };

  it.each([
    ["its deletion", event({ type: "delete_pulse" }), "deleted"],
    ["its deletion, by the other name", event({ type: "item_deleted" }), "deleted"],
    ["that it was archived", event({ type: "archive_pulse" }), "deleted"],
    ["a label", changed(), { column: "Status", becomes: "Call now" }],
    ["a group", moved(), { group: "new_group" }],
  ])("%s, once it is named", async (_, given, stopOn) => {
    expect(await readingOf(given, { stopOn })).toEqual(stop);
    expect(await readingOf(given, { stopOn, ourUsers: ["3120447"] })).toEqual(stop);
    expect(await readingOf(given)).toMatchObject({ kind: "ignored" });
    expect(monday.intake.bind({ stopOn }).stops).toBe(true);
  });

  it("goes before what would ring", async () => {
    const rule = { column: "Status", becomes: "Call now" };
    expect(await readingOf(changed(), { on: rule, stopOn: rule })).toEqual(stop);
    expect(intake.stops).toBe(false);
  });
});

// ── the items themselves ────────────────────────────────────────────────────────────────────────────────────────

describe("an item that an event names", () => {
  const column = (id: string, type: string, text: string | null, value: unknown = null, title = id) => ({
    id,
    type,
    text,
    value: value === null ? null : JSON.stringify(value),
    column: { title },
  });
  const phone = column("phone_1", "phone", "12025550171", { phone: "12025550171", countryShortName: "US" }, "Phone");
  const email = column("email_1", "email", "amina@example.com", { email: "amina@example.com", text: "mail" }, "Email");
  const item = (...columns: object[]) => ({ id: "9901244120", name: "Amina Diallo", column_values: columns });
  const shows = (...items: object[]) => answered(200, { data: { items } });

  const fetchFrom = async (answer: ReturnType<typeof answered>, settings?: object) => {
    const { platform } = monday.intake.bind(settings);
    if (!platform) throw new Error("monday has a platform");
    const send = fakeSend(answer);
    const headers = platform.authorise({ token: "secret-token" });
    const http = platformHttp({ baseUrl: platform.baseUrl, headers, send, now: () => now });
    const fetched = await platform
      .fetch(http, "9901244120", { credentials: {} })
      .catch((error: unknown) => ({ error }));
    return { fetched, requests: send.requests, http, platform };
  };

  it("is asked for with its columns, by the token alone and in a version that is said", async () => {
    const { requests } = await fetchFrom(shows(item(phone)));
    expect(requests).toMatchObject([
      {
        method: "POST",
        url: "https://api.monday.com/v2",
        headers: { authorization: "secret-token", "api-version": "2026-01" },
      },
    ]);
    expect(JSON.parse(requests[0]?.body ?? "")).toMatchObject({ variables: { ids: ["9901244120"] } });
  });

  it("is its name, its phone and its address, whatever the columns are called", async () => {
    const { fetched } = await fetchFrom(shows(item(phone, email, column("x", "status", "New Lead", null, "Status"))));
    expect(fetched).toMatchObject({
      kind: "lead",
      lead: {
        fullName: "Amina Diallo",
        phone: "+12025550171",
        email: "amina@example.com",
        extra: { Status: "New Lead" },
      },
    });
  });

  it.each([
    ["of another country, as its column says", { phone: "442079460958", countryShortName: "GB" }, "+442079460958"],
    ["without a country", { phone: "2025550171", countryShortName: "" }, "2025550171"],
    ["with a plus", { phone: "+442079460958", countryShortName: "US" }, "+442079460958"],
    ["of no country that there is", { phone: "2025550171", countryShortName: "ZZ" }, "2025550171"],
  ])("has a phone %s", async (_, value, expected) => {
    const { fetched } = await fetchFrom(shows(item(column("p", "phone", value.phone, value, "Mobile"))));
    expect(fetched).toMatchObject({ lead: { phone: expected } });
  });

  it("of another board than the source's is nobody's, whatever board its event named", async () => {
    const { fetched, requests } = await fetchFrom(shows({ ...item(phone), board: { id: "1" } }), {
      boardId: "7712004411",
    });
    expect(fetched).toMatchObject({ kind: "nothing" });
    expect(JSON.stringify(requests[0])).toContain("board { id }");
    const own = { ...item(phone), board: { id: "7712004411" } };
    expect((await fetchFrom(shows(own), { boardId: "7712004411" })).fetched).toMatchObject({ kind: "lead" });
    expect((await fetchFrom(shows({ ...own, board: null }), { boardId: "7712004411" })).fetched).toMatchObject({
      kind: "nothing",
    });
    expect((await fetchFrom(shows(own))).fetched).toMatchObject({ kind: "lead" });
  });

  it("says nothing by the columns in which the board keeps its own book", async () => {
    const people = column("o", "people", "Dana Reyes", null, "Owner");
    const log = column("l", "creation_log", "Dana Reyes", null, "Created by");
    const { fetched } = await fetchFrom(shows(item(phone, people, log)));
    expect(JSON.stringify(fetched)).not.toContain("Dana");
  });

  it("may have its company in a column that the mapping names", async () => {
    const firm = column("text_7", "text", "Diallo Interiors", "Diallo Interiors", "Firm it is");
    for (const company of ["text_7", "Firm it is"]) {
      const { fetched } = await fetchFrom(shows(item(phone, firm)), { mapping: { company } });
      expect(fetched).toMatchObject({ lead: { company: "Diallo Interiors" } });
    }
  });

  it.each([
    ["checked", "v", true],
    ["not checked", "", false],
    ["a no", "No", false],
    ["any other word", "Please not", true],
  ])("wants no call where the column that is named for it is %s", async (_, text, refuses) => {
    const flag = column("check_1", "checkbox", text, null, "Leave in peace");
    for (const name of ["check_1", "leave in peace"]) {
      const { fetched } = await fetchFrom(shows(item(phone, flag)), { doNotCall: [name] });
      expect("lead" in fetched && fetched.lead.callsRefused === true).toBe(refuses);
    }
  });

  it("is gone where monday shows none, as of what was archived or deleted", async () => {
    expect((await fetchFrom(shows())).fetched).toMatchObject({ error: { status: 404 } });
  });

  it.each([
    ["the points of a minute are spent", { code: "COMPLEXITY_BUDGET_EXHAUSTED", retry_in_seconds: 12 }, 12_000],
    ["too many ask at once", { code: "maxConcurrencyExceeded" }, undefined],
    ["it is unwell", { code: "INTERNAL_SERVER_ERROR" }, undefined],
  ])("is asked for again later where %s, which comes inside a 200", async (_, extensions, retryAfterMs) => {
    const { fetched } = await fetchFrom(answered(200, { errors: [{ message: "no", extensions }] }));
    expect(fetched).toMatchObject({ error: { name: "TransientError", retryAfterMs } });
  });

  it("is not shown to who is not let in, nor to who may not see the board", async () => {
    const said = (code: string) => answered(200, { errors: [{ message: "no", extensions: { code } }] });
    expect((await fetchFrom(said("NOT_AUTHENTICATED"))).fetched).toMatchObject({ error: { status: 401 } });
    expect((await fetchFrom(said("USER_ACCESS_DENIED"))).fetched).toMatchObject({
      error: { status: 400, detail: "USER_ACCESS_DENIED: no" },
    });
  });

  it("is read together with others", async () => {
    const { platform } = monday.intake.bind(undefined);
    const send = fakeSend(shows(item(phone), { ...item(email), id: "2" }));
    const http = platformHttp({ baseUrl: "https://api.monday.com", headers: {}, send, now: () => now });
    const found = await platform?.together?.fetch(http, ["9901244120", "2", "3"], { credentials: {} });
    expect([...(found?.keys() ?? [])]).toEqual(["9901244120", "2"]);
    expect(JSON.parse(send.requests[0]?.body ?? "").variables).toEqual({ ids: ["9901244120", "2", "3"] });
  });
});
