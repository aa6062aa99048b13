import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { keap } from "../../../lambda/connectors/vendors/keap/keap.ts";
import type { LeadDraft } from "../../../lambda/lead/reader/draft.ts";
import { parsePhone } from "../../../lambda/lead/reader/phone.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";
import { asRead } from "../../fakes/expected-lead.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { fixture } from "../../fakes/fixture.ts";
import { leadSource } from "../../fakes/lead-sources.ts";
import { parseHttp, recorded } from "../../fakes/recorded.ts";

/** REST hooks, which hold ids, and what automations post. */

const { request, now } = recorded("keap", "contact-add");
const intake = keap.intake.bind(undefined);
const secrets = { keys: ["test-key"], values: {} };
const withKey = (tried: HttpRequest, key: string | undefined = "test-key"): HttpRequest => ({
  ...tried,
  params: { source: "keap", key },
});

const post = (body: unknown): HttpRequest => ({ ...request, body: Buffer.from(JSON.stringify(body)) });
const event = (event_key: string, ...object_keys: unknown[]) => ({ event_key, object_type: "contact", object_keys });
const added = (...ids: unknown[]) =>
  event("contact.add", ...ids.map((id) => ({ id, apiUrl: "", timestamp: "2026-06-15T14:29:20Z" })));
const deleted = (...ids: unknown[]) => event("contact.delete", ...ids.map((id) => ({ id })));
const tagged = (tag: unknown, more: object) => event("contactGroup.applied", { id: tag, apiUrl: "", ...more });

async function draftsOf(body: unknown, settings?: object): Promise<readonly LeadDraft[]> {
  const reading = await keap.intake.bind(settings).read(post(body));
  return reading.kind === "leads" ? reading.leads : [];
}
const keysOf = async (body: unknown, settings?: object) => (await draftsOf(body, settings)).map(({ key }) => key);

describe("an address that Keap asks whether it wants events", () => {
  const asked = { ...parseHttp(leadSource("keap", "hook-verification").http), query: new URLSearchParams() };
  const confirm = (tried: HttpRequest) => intake.handshake?.(tried, secrets);

  it("gives the secret back", () => {
    expect(confirm(withKey(asked))).toEqual({
      status: 200,
      headers: { "x-hook-secret": "f2e1d0c9-7a6b-4c5d-8e9f-001122334455" },
      body: "",
    });
  });

  it.each([undefined, "another-key"])("does not with the key %j, so that Keap says so at once", (key) => {
    const tried = { ...asked, params: { source: "keap", ...(key && { key }) } };
    expect(() => confirm(tried)).toThrow(expect.objectContaining({ status: 401 }));
  });

  it("loses no event, should one come with the header", () => {
    expect(confirm(withKey({ ...request, headers: { ...request.headers, "x-hook-secret": "s" } }))).toBeUndefined();
  });
});

describe("which events are leads", () => {
  it.each([
    ["contacts that were added", added(7), ["created:7"]],
    ["several of them, each once", added(7, "8", 7), ["created:7", "created:8"]],
    ["contacts with ids that are none among them", added(0, null, "../me", {}, -1, 1.5, 7), ["created:7"]],
    ["nobody", added(), []],
    ["contacts that were changed", event("contact.edit", { id: 7 }), []],
    ["contacts that were deleted", deleted(7), []],
    ["contacts that got a tag", tagged(207, { contacts: [7] }), []],
    ["an invoice", event("invoice.add", { id: 7 }), []],
  ])("by default: %s", async (_, given, keys) => {
    for (const settings of [undefined, { on: "created" }]) expect(await keysOf(given, settings)).toEqual(keys);
  });

  it.each([
    [{ contact_details: [{ id: 7, timestamp: "t1" }, { id: "8" }] }, ["tag:7:207:t1", "tag:8:207:t0"]],
    [{ contacts: [7, "8", "x", null] }, ["tag:7:207:t0", "tag:8:207:t0"]],
    [{ applied: [] }, []],
  ])("by a tag, in whichever list the contacts stand: %j", async (list, keys) => {
    expect(await keysOf(tagged(207, { timestamp: "t0", ...list }), { on: { tag: ["101", "207"] } })).toEqual(keys);
    expect(await keysOf(tagged(208, { timestamp: "t0", ...list }), { on: { tag: ["101", "207"] } })).toEqual([]);
  });

  it("a tag without contacts is refused, so that it shows at Keap and in the bridge", async () => {
    await expect(keysOf(tagged(207, {}), { on: { tag: "207" } })).rejects.toMatchObject({ status: 422 });
  });

  it("loses nobody by another tag beside it that has no contacts", async () => {
    const body = event("contactGroup.applied", { id: 207, contacts: [7, 8] }, { id: 208 }, { id: "x", contacts: [9] });
    expect(await keysOf(body, { on: { tag: "207" } })).toEqual(["tag:7:207:", "tag:8:207:"]);
  });

  it("none by an empty list, for a source to which automations post", async () => {
    expect(await keysOf(added(7), { on: [] })).toEqual([]);
    expect(keap.intake.bind({ on: [] }).platform?.isOptional).toBe(true);
    expect(intake.platform?.isOptional).toBe(false);
  });

  it.each([
    [{ on: "updated" }, 'write "created" or {tag: "ID"}'],
    [{ on: { tag: "Call now" } }, "write the id of a tag, which is a number"],
    [{ stopOn: "created" }, 'write "deleted", "doNotCall", {tag: "ID"}'],
    [{ exceptFrom: ["Imported"] }, "IMPORT"],
    [{ doNotCallTags: ["a;b"] }, "write its id"],
  ])("a rule that is none is refused in words: %j", (settings, words) => {
    const { error } = z.safeParse(keap.intake.settings, settings);
    expect(JSON.stringify(error?.issues)).toContain(words.replaceAll('"', '\\"'));
  });

  it.each([
    { event_key: "contact.add", object_keys: 7 },
    { event_key: 1, object_keys: [] },
  ])("what is no event is refused: %j", async (body) => {
    await expect(keysOf(body)).rejects.toMatchObject({ status: 422 });
  });
});

describe("a lead of Keap", () => {
  it("is named by its contact", async () => {
    expect(await draftsOf(added(7))).toEqual([
      { key: "created:7", reference: "7 new", record: { type: "contact", id: "7" } },
    ]);
    expect(await draftsOf(tagged(207, { contacts: [7] }), { on: { tag: "207" } })).toMatchObject([
      { reference: "7 tag:207", record: { type: "contact", id: "7" } },
    ]);
  });

  it("is never answered 410, which would stop the hook", async () => {
    expect((await intake.reply(request, { kind: "rejected", status: 410, title: "?", fields: {} })).status).toBe(400);
    expect((await intake.reply(request, { kind: "again" })).status).toBe(503);
    expect((await intake.reply(request, { kind: "nothing", why: "" })).status).toBe(200);
  });
});

// ── the contacts themselves ─────────────────────────────────────────────────────────────────────────────────────────

const nora = (change: object = {}) => ({
  id: "7",
  given_name: "Nora",
  family_name: "Whitfield",
  phone_numbers: [{ field: "PHONE1", number: "(202) 555-0117", number_e164: "+12025550117" }],
  email_addresses: [{ field: "EMAIL1", email: "nora@example.com" }],
  source_type: "WEBFORM",
  tag_ids: [],
  ...change,
});
const tags = (names: Readonly<Record<string, string>>) =>
  answered(200, { tags: Object.entries(names).map(([id, name]) => ({ id, name })) });

type Answer = ReturnType<typeof answered>;

function platformFor(settings: object | undefined, ...answers: [Answer, ...Answer[]]) {
  const { platform } = keap.intake.bind(settings);
  if (!platform) throw new Error("Keap has a platform");
  const send = fakeSend(...answers);
  const http = platformHttp({
    baseUrl: platform.baseUrl,
    headers: platform.authorise({ token: "key" }),
    send,
    now: () => now,
  });
  return { platform, http, requests: send.requests };
}
const we = { credentials: { token: "key" } };

async function readOne(
  contact: object,
  {
    settings,
    reference = "7 new",
    names = {},
  }: { settings?: object; reference?: string; names?: Record<string, string> } = {},
) {
  const { platform, http } = platformFor(settings, answered(200, { contacts: [contact] }), tags(names));
  return platform.fetch(http, reference, we);
}
async function leadOf(...given: Parameters<typeof readOne>): Promise<LeadDraft> {
  const fetched = await readOne(...given);
  if (fetched.kind !== "lead") throw new Error(fetched.why);
  return fetched.lead;
}

describe("contacts that an event names", () => {
  it("are read together, by one question for all and one for their tags", async () => {
    const { expected, fetched, resolved } = fixture("connectors", "keap", "contact-add");
    const reading = await intake.read(request);
    const drafts = reading.kind === "leads" ? reading.leads : [];
    expect(drafts.map((draft) => asRead(draft))).toEqual(expected);
    const { platform, http, requests } = platformFor(
      undefined,
      answered(200, fetched as object),
      tags({ "101": "Web" }),
    );
    const found = await platform.together?.fetch(
      http,
      drafts.map(({ reference = "" }) => reference),
      we,
    );
    expect(
      drafts.map((draft) => {
        const answer = found?.get(draft.reference ?? "");
        return asRead(draft, answer?.kind === "lead" ? answer.lead : {});
      }),
    ).toEqual(resolved);
    expect(requests.map(({ url }) => decodeURIComponent(url.replaceAll("+", " ")))).toEqual([
      expect.stringMatching(
        /^https:\/\/api\.keap\.com\/crm\/rest\/v2\/contacts\?filter=ids==90211,90212&fields=id,given_name/,
      ),
      "https://api.keap.com/crm/rest/v2/tags?filter=tag_ids==101&page_size=200",
    ]);
    expect(requests[0]?.headers).toMatchObject({ authorization: "Bearer key" });
  });

  it("are read with what Keap knows of the number, and the names of their tags", async () => {
    expect(await leadOf(nora({ tag_ids: ["3"], contact_type: "Prospect" }), { names: { "3": "Newsletter" } })).toEqual({
      firstName: "Nora",
      lastName: "Whitfield",
      phone: "+12025550117",
      email: "nora@example.com",
      company: undefined,
      extra: { contact_type: "Prospect", source_type: "WEBFORM", tags: "Newsletter" },
    });
  });

  it.each([
    [{ phone_numbers: [{ number: "" }, { number: "202-555-0118", number_e164: null }] }, "202-555-0118"],
    [{ phone_numbers: null }, undefined],
    [{ phone_numbers: [] }, undefined],
  ])("may have a phone further back, or none: %j", async (change, phone) => {
    expect((await leadOf(nora(change))).phone).toBe(phone);
  });

  it("are none where the bridge made them or told them of a call, unless somebody tagged them since", async () => {
    const own = nora({ tag_ids: ["3", "207"] });
    const names = { "3": "Callingly-Connected" };
    expect(await readOne(own, { names })).toMatchObject({ kind: "nothing" });
    expect(await readOne(own, { names, reference: "7 tag:207" })).toMatchObject({ kind: "lead" });
  });

  it("are none without the tag that an event said they got", async () => {
    expect(await readOne(nora({ tag_ids: ["3"] }), { reference: "7 tag:207" })).toMatchObject({ kind: "nothing" });
  });

  it("are none where they came by a way that is left out, unless they were tagged", async () => {
    const settings = { exceptFrom: ["IMPORT"] };
    const imported = nora({ source_type: "IMPORT", tag_ids: ["207"] });
    expect(await readOne(imported, { settings })).toMatchObject({ kind: "nothing" });
    expect(await readOne(imported, { settings, reference: "7 tag:207" })).toMatchObject({ kind: "lead" });
    expect(await readOne(nora(), { settings })).toMatchObject({ kind: "lead" });
  });

  it.each([
    [{ tag_ids: ["3"] }, { "3": "do not call" }, undefined, true],
    [{ tag_ids: ["3"] }, { "3": "callingly-do-not-call" }, { doNotCallTags: ["No calls"] }, true],
    [{ tag_ids: ["3"] }, { "3": "no calls" }, { doNotCallTags: ["No calls"] }, true],
    [{ tag_ids: ["412"] }, {}, { doNotCallTags: ["412"] }, true],
    [{ tag_ids: ["3"] }, { "3": "Do not call before 9" }, undefined, undefined],
    [{ custom_fields: [{ id: "21", content: "Yes" }] }, {}, { doNotCall: ["21"] }, true],
    [{ custom_fields: [{ id: "21", content: 1 }] }, {}, { doNotCall: ["21"] }, true],
    [{ custom_fields: [{ id: "21", content: "No" }] }, {}, { doNotCall: ["21"] }, undefined],
    [{ custom_fields: [{ id: "21", content: null }, { id: "21" }] }, {}, { doNotCall: ["21"] }, undefined],
    [{ custom_fields: [{ id: "22", content: "Yes" }] }, {}, { doNotCall: ["21"] }, undefined],
  ])("say whether they want no call: %j, tags %j, with %j", async (change, names, settings, refuses) => {
    const reference = "7";
    const given = { reference, names, ...(settings && { settings }) };
    expect((await leadOf(nora(change), given as never)).callsRefused).toBe(refuses);
  });

  it("are gone when Keap does not show them, and no one else's", async () => {
    await expect(readOne(nora({ id: "8" }))).rejects.toMatchObject({ status: 404 });
    const { platform, http } = platformFor(undefined, answered(200, {}));
    await expect(platform.fetch(http, "7 new", we)).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    [401, { fault: { faultstring: "Invalid Access Token" } }, { status: 401, detail: "Invalid Access Token" }],
    [403, { message: "Forbidden" }, { status: 401, detail: "Forbidden" }],
    [400, { message: "Invalid filter" }, { status: 400, detail: "Invalid filter" }],
    [200, "<html>", { name: "TransientError" }],
    [200, { contacts: "?" }, { name: "TransientError" }],
  ])("are not taken for gone by an answer %i %j", async (status, body, error) => {
    const { platform, http } = platformFor(undefined, answered(status, body));
    await expect(platform.fetch(http, "7 new", we)).rejects.toMatchObject(error);
  });
});

describe("the calling for a contact of Keap", () => {
  const stopOn = ["deleted", { tag: "301" }, { field: "Call", becomes: ["stop"] }];
  const stopsIn = async (body: unknown, settings: object = { stopOn }) => {
    const reading = await keap.intake.bind(settings).read(post(body));
    return reading.kind === "leads" ? reading.stops : reading.kind;
  };
  const stopped = [{ type: "contact", id: "7" }];

  it("stops where it was deleted, got a tag that ends it, or an automation says so", async () => {
    expect(await stopsIn(deleted(7))).toEqual(stopped);
    expect(await stopsIn(event("contact.redact", { id: 7 }))).toEqual(stopped);
    expect(await stopsIn(tagged(301, { contacts: [7] }))).toEqual(stopped);
    expect(await stopsIn({ contactId: "7", Phone1: "2025550117", Call: "Stop" })).toEqual(stopped);
  });

  it("stops, and the number is called by nobody, where a tag or a value says that they want no call", async () => {
    const settings = { stopOn: "doNotCall", doNotCallTags: ["412", "Do Not Call"], doNotCall: ["NoCalls"] };
    const refused = stopped.map((record) => ({ ...record, refusesCalls: true }));
    expect(await stopsIn(tagged(412, { contacts: [7] }), settings)).toEqual(refused);
    expect(await stopsIn(tagged(412, { contacts: [7] }), { ...settings, stopOn: { tag: "412" } })).toEqual(refused);
    const posted = { contactId: "7", Phone1: "2025550117" };
    expect(await stopsIn({ ...posted, Tags: "web,Do Not Call" }, settings)).toEqual(refused);
    expect(await stopsIn({ ...posted, NoCalls: "yes" }, settings)).toEqual(refused);
    expect(await stopsIn(tagged(301, { contacts: [7] }), settings)).toBe("ignored");
    expect(await stopsIn(posted, settings)).toBeUndefined();
  });

  it("goes on after another tag, a new contact, and where no stops are asked for", async () => {
    expect(await stopsIn(tagged(302, { contacts: [7] }))).toBe("ignored");
    expect(await stopsIn(added(7))).toBeUndefined();
    expect(await stopsIn(deleted(7), {})).toBe("ignored");
    expect(keap.intake.bind({ stopOn }).stops).toBe(true);
    expect(intake.stops).toBe(false);
  });
});

describe("a contact that an automation posts", () => {
  const { request: posted } = recorded("keap", "automation-post");
  const one = async (tried: HttpRequest, settings?: object) => {
    const reading = await keap.intake.bind(settings).read(tried, "US");
    return reading.kind === "leads" ? reading.leads[0] : undefined;
  };
  const form = (text: string): HttpRequest => ({ ...posted, body: Buffer.from(text) });

  it("is read as its maker named it, and told to its record", async () => {
    const [expected] = fixture("connectors", "keap", "automation-post").expected ?? [];
    const lead = await one(posted);
    expect(lead).toMatchObject({
      firstName: expected?.first_name,
      lastName: expected?.last_name,
      email: expected?.email,
      company: expected?.company,
      record: { type: "contact", id: "90214" },
      extra: { Interest: "New roof" },
    });
    expect(parsePhone(lead?.phone ?? "", "US")).toBe(expected?.phone_number);
  });

  it("is the same lead for a day while its values are the same", async () => {
    const [first, again] = [await one(posted), await one(posted)];
    expect(again?.key).toBe(first?.key);
    expect(first?.keyWindowMs).toBe(86_400_000);
    expect((await one(form("contactId=90214&Phone1=2025550119")))?.key).not.toBe(first?.key);
  });

  it.each(["Id=7&Phone1=2025550117", "contact_id=7&Phone1=2025550117", "Contact+ID=7&Phone1=2025550117"])(
    "has its id by whichever usual name: %s",
    async (text) => expect((await one(form(text)))?.record).toEqual({ type: "contact", id: "7" }),
  );

  it.each([
    ["Tags=VIP,callingly-do-not-call", true],
    ["Tags=Do+Not+Call", true],
    ["Tags=VIP", undefined],
  ])("wants no call where a tag says so: %s", async (tags, refused) => {
    expect((await one(form(`Phone1=2025550117&${tags}`)))?.callsRefused).toBe(refused);
  });

  it("wants no call where a value that is named for it says so, and has no record without an id", async () => {
    const settings = { doNotCall: ["NoCalls"] };
    expect((await one(form("Phone1=2025550117&NoCalls=1"), settings))?.callsRefused).toBe(true);
    const lead = await one(form("Phone1=2025550117&NoCalls="), settings);
    expect(lead?.callsRefused).toBeUndefined();
    expect(lead?.record).toBeUndefined();
  });
});
