import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { activecampaign } from "../../../lambda/connectors/vendors/activecampaign/activecampaign.ts";
import type { LeadDraft } from "../../../lambda/lead/reader/draft.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { recorded } from "../../fakes/recorded.ts";

/** Webhooks and the automation's step: a form of one contact, which is never sent again. */

const { request, now } = recorded("activecampaign", "subscribe");

type Form = Readonly<Record<string, string | undefined>>;

const post = (form: Form): HttpRequest => {
  const given = Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...request, body: Buffer.from(new URLSearchParams(given).toString()) };
};

const contact = {
  "contact[id]": "36",
  "contact[email]": "nadia.kowalski@example.com",
  "contact[first_name]": "Nadia",
  "contact[last_name]": "Kowalski",
  "contact[phone]": "312-555-0119",
  "contact[tags]": "webinar, spring fair",
};
const event = (change: Form = {}): Form => ({
  type: "subscribe",
  date_time: "2026-06-15T09:29:58-05:00",
  initiated_from: "public",
  list: "3",
  "form[id]": "11",
  ...contact,
  ...change,
});
const tagged = (tag: string, change: Form = {}) =>
  event({ type: "contact_tag_added", list: "0", "form[id]": undefined, tag, ...change });
const deal = (type: string, change: Form = {}) =>
  event({
    ...{ type, list: "0", "form[id]": undefined },
    ...{ "deal[id]": "9001", "deal[contactid]": "36", "deal[stageid]": "4", "deal[stage_title]": "To Contact" },
    "deal[status]": "0",
    ...change,
  });

const readWith = async (form: Form, settings?: object) => activecampaign.intake.bind(settings).read(post(form), "US");
async function draftsOf(form: Form, settings?: object): Promise<readonly LeadDraft[]> {
  const reading = await readWith(form, settings);
  return reading.kind === "leads" ? reading.leads : [];
}
const keysOf = async (form: Form, settings?: object) => (await draftsOf(form, settings)).map(({ key }) => key);

const MOMENT = "2026-06-15T09:29:58-05:00";

describe("which of ActiveCampaign's webhooks are leads", () => {
  it.each([
    ["a subscription", event(), 1],
    ["a tag", tagged("call-now"), 0],
    ["a deal", deal("deal_add"), 0],
    ["a deal that was changed", deal("deal_update", { "updated_fields[0]": "stage" }), 0],
    ["a contact that was changed", event({ type: "update" }), 0],
    ["a contact that has left a list", event({ type: "unsubscribe" }), 0],
    ["a note", event({ type: "subscriber_note", note: "hi" }), 0],
    ["an opened mail", event({ type: "open" }), 0],
    ["a contact whose id is none", event({ "contact[id]": "../1" }), 0],
    ["an event about no contact", event({ "contact[id]": undefined }), 0],
  ])("by default: %s", async (_, form, count) => {
    for (const settings of [undefined, { on: "subscribed" }])
      expect(await draftsOf(form, settings)).toHaveLength(count);
  });

  it.each([
    ["subscribed", event(), [`36:subscribed:${MOMENT}`]],
    [{ list: "3" }, event(), [`36:subscribed:${MOMENT}`]],
    [{ list: ["1", "2"] }, event(), []],
    [{ form: "11" }, event(), [`36:subscribed:${MOMENT}`]],
    [{ form: "12" }, event(), []],
    [{ tag: " Call-Now" }, tagged("call-now"), [`36:tag:call-now:${MOMENT}`]],
    [{ tag: "webinar" }, tagged("call-now"), []],
    [{ tag: "call-now" }, event({ "contact[tags]": "call-now" }), []],
    ["dealCreated", deal("deal_add"), ["36:deal:9001"]],
    ["dealCreated", deal("deal_update", { "updated_fields[0]": "stage" }), []],
    [{ stage: "to contact" }, deal("deal_add"), ["36:stage:9001:4:created"]],
    [{ stage: "4" }, deal("deal_update", { "updated_fields[0]": "stage" }), [`36:stage:9001:4:${MOMENT}`]],
    [{ stage: "4" }, deal("deal_update", { "updated_fields[stage]": "4" }), [`36:stage:9001:4:${MOMENT}`]],
    [{ stage: "4" }, deal("deal_update", { "updated_fields[0]": "value" }), []],
    [{ stage: "4" }, deal("deal_update"), []],
    [{ stage: "5" }, deal("deal_add"), []],
    [["subscribed", { tag: "call-now" }], tagged("call-now"), [`36:tag:call-now:${MOMENT}`]],
  ])("by the rule %j", async (on, form, keys) => expect(await keysOf(form, { on })).toEqual(keys));

  it("one that comes twice is one lead, and a later one another", async () => {
    expect(await keysOf(event())).toEqual(await keysOf(event()));
    expect(await keysOf(event())).not.toEqual(await keysOf(event({ date_time: "2026-06-15T10:29:58-05:00" })));
  });

  it("what an automation sends is one whatever the rules are, and the same bytes are the same for two hours", async () => {
    const sent = { ...contact, seriesid: "9" };
    const [first] = await draftsOf(sent, { on: { tag: "call-now" } });
    expect(first).toMatchObject({ firstName: "Nadia", keyWindowMs: 7_200_000, record: { type: "contact", id: "36" } });
    expect(first?.key).toMatch(/^36:sent:[\w-]{43}$/);
    expect(await keysOf({ ...sent, "contact[phone]": "312-555-0120" })).not.toEqual([first?.key]);
  });

  it("who caused it may be left out", async () => {
    expect(await draftsOf(event({ initiated_from: "api" }), { exceptFrom: ["admin", "api"] })).toEqual([]);
    expect(await draftsOf(event(), { exceptFrom: ["admin", "api"] })).toHaveLength(1);
  });

  it.each([
    [{ on: { tag: "callingly-connected" } }, "the bridge adds such tags itself: name another"],
    [{ on: [{ tag: ["Call now", "Callingly-No-Answer"] }] }, "the bridge adds such tags itself: name another"],
    [{ on: "created" }, 'write "subscribed"'],
    [{ on: { list: "News" } }, "by their ids, which are numbers"],
    [{ stopOn: { status: "open" } }, 'write "unsubscribed"'],
    [{ exceptFrom: ["me"] }, "public"],
    [{ url: "http://acme.api-us1.com" }, "https"],
  ])("settings that would not do what they seem to are refused: %j", (settings, words) => {
    const { error } = z.safeParse(activecampaign.intake.settings, settings);
    expect(JSON.stringify(error?.issues)).toContain(words.replaceAll('"', '\\"'));
  });
});

describe("a contact of ActiveCampaign as a lead", () => {
  const one = async (change: Form, settings?: object) => (await draftsOf(event(change), settings))[0];

  it("is told with where it came from, and without ActiveCampaign's own book-keeping", async () => {
    expect(await one({ "contact[ip]": "203.0.113.10", "contact[fields][7]": "Evenings" })).toMatchObject({
      phone: "312-555-0119",
      extra: { tags: "webinar, spring fair", "fields.7": "Evenings", list: "3", form: "11" },
    });
    expect((await one({ "contact[ip]": "203.0.113.10" }))?.extra).not.toHaveProperty("ip");
  });

  it("may have its phone in a custom field", async () => {
    const empty = { "contact[phone]": "" };
    expect(await one({ ...empty, "contact[fields][mobile_phone]": "312 555 0120" })).toMatchObject({
      phone: expect.stringContaining("0120"),
    });
    const named = await one({ "contact[fields][8]": "+13125550121" }, { mapping: { phone: "fields.8" } });
    expect(named?.phone).toBe("+13125550121");
  });

  it.each([
    [{ "contact[tags]": "webinar, do not call" }, undefined],
    [{ "contact[tags]": "DNC" }, undefined],
    [{ "contact[tags]": "callingly-do-not-call" }, { doNotCallTags: ["No calls"] }],
    [{ "contact[tags]": "no calls" }, { doNotCallTags: ["No calls"] }],
    [{ "contact[fields][no_calls]": "||Yes||" }, { doNotCall: ["NO_CALLS"] }],
    [{ "contact[fields][12]": "1" }, { doNotCall: ["12"] }],
  ])("is held where it wants no call: %j %j", async (change, settings) => {
    expect(await one(change, settings)).toMatchObject({ callsRefused: true });
  });

  it.each([
    [{ "contact[tags]": "vip" }, undefined],
    [{ "contact[fields][no_calls]": "||No||" }, { doNotCall: ["no_calls"] }],
    [{ "contact[fields][no_calls]": "" }, { doNotCall: ["no_calls"] }],
  ])("is called otherwise: %j %j", async (change, settings) => {
    expect(await one(change, settings)).not.toHaveProperty("callsRefused");
  });
});

describe("the contact of a deal", () => {
  const on = { on: "dealCreated" };
  const we = { credentials: {} };
  const url = "https://acme.api-us1.com";
  const contactOf = (change: object = {}, fieldValues: object[] = []) => ({
    contact: { id: "36", email: "nadia.kowalski@example.com", phone: "312-555-0119", firstName: "Nadia", ...change },
    fieldValues,
  });
  function platformFor(settings: object, ...answers: Parameters<typeof fakeSend>) {
    const platform = activecampaign.intake.bind({ ...on, url, ...settings }).platform;
    if (!platform) throw new Error("a deal names its contact by an id");
    const send = fakeSend(...answers);
    const headers = platform.authorise({ api_key: "k" });
    return { platform, http: platformHttp({ baseUrl: url, headers, send, now: () => now }), send };
  }

  it("is read by its id where the phone did not come with it, and only then", async () => {
    expect(await draftsOf(deal("deal_add"), on)).toMatchObject([{ phone: "312-555-0119" }]);
    const [draft] = await draftsOf(deal("deal_add", { "contact[phone]": undefined, "contact[id]": undefined }), on);
    expect(draft).toMatchObject({ reference: "36", record: { type: "contact", id: "36" } });
    expect(draft).not.toHaveProperty("email");
  });

  it("is asked for with the key, at the account's own address", async () => {
    const { platform, http, send } = platformFor({}, answered(200, contactOf()), answered(200, { contactTags: [] }));
    expect(platform.baseUrl).toBe(url);
    expect(await platform.fetch(http, "36", we)).toMatchObject({ kind: "lead", lead: { phone: "312-555-0119" } });
    expect(send.requests.map((each) => each.url)).toEqual([
      `${url}/api/3/contacts/36`,
      `${url}/api/3/contacts/36/contactTags?limit=100`,
    ]);
    expect(send.requests[0]?.headers).toMatchObject({ "api-token": "k" });
  });

  it("is held by a tag, which it is shown with by its id alone", async () => {
    const tags = (...found: object[]) => answered(200, { tags: found });
    const { platform, http } = platformFor(
      { doNotCallTags: ["DNC"] },
      answered(200, contactOf()),
      answered(200, { contactTags: [{ tag: "3" }, { tag: "8" }] }),
      tags({ id: "8", tag: "DNC later", tagType: "contact" }, { id: "9", tag: "dnc", tagType: "contact" }),
      tags({ id: "3", tag: "callingly-do-not-call", tagType: "contact" }),
    );
    expect(await platform.fetch(http, "36", we)).toMatchObject({ lead: { callsRefused: true } });
  });

  it.each([
    [["12"], []],
    [["no_calls"], [answered(200, { fields: [{ id: "12", perstag: "NO_CALLS" }] })]],
  ])("is held by a custom field that the settings call %j", async (doNotCall, more) => {
    const shown = contactOf({}, [{ field: "12", value: "yes" }]);
    const { platform, http } = platformFor(
      { doNotCall },
      answered(200, shown),
      answered(200, { contactTags: [] }),
      ...more,
    );
    expect(await platform.fetch(http, "36", we)).toMatchObject({ lead: { callsRefused: true } });
  });

  it.each([
    [404, { message: "No Result found for Subscriber with id 36" }, { status: 404 }],
    [403, { message: "Forbidden" }, { status: 401, detail: "Forbidden" }],
    [200, contactOf({ deleted: "1" }), { status: 404 }],
    [200, { contacts: [] }, { name: "TransientError" }],
    [200, "<html>", { name: "TransientError" }],
  ])("is not there, or is not taken for gone: %i %j", async (status, body, error) => {
    const { platform, http } = platformFor({}, answered(status, body));
    await expect(platform.fetch(http, "36", we)).rejects.toMatchObject(error);
  });

  it("needs access only where the rules are about deals", () => {
    const isOptional = (settings: object) => activecampaign.intake.bind(settings).platform?.isOptional;
    expect(isOptional({})).toBe(true);
    expect(isOptional({ on: [{ tag: "call-now" }, { stage: "4" }] })).toBe(false);
    const { platform } = platformFor({}, answered(200));
    expect(platform.access?.({ url: "https://other.api-us1.com" }).baseUrl).toBe("https://other.api-us1.com");
    // A key never goes to an account that nobody has named.
    expect(activecampaign.intake.bind(on).platform?.baseUrl).toMatch(/\.invalid$/);
  });
});

describe("the calling for a contact of ActiveCampaign", () => {
  const stopOn = ["unsubscribed", { tag: "stop" }, { status: ["won", "lost"] }, { stage: "Closed" }];
  const stopsIn = async (form: Form, settings: object = { stopOn }) => {
    const reading = await readWith(form, settings);
    return reading.kind === "leads" ? reading.stops : reading.kind;
  };
  const stopped = [{ type: "contact", id: "36" }];

  it.each([
    ["who has left a list", event({ type: "unsubscribe", "list[0][id]": "3" })],
    ["who got a tag", tagged("Stop")],
    ["whose deal was won", deal("deal_update", { "deal[status]": "1", "updated_fields[0]": "status" })],
    ["whose deal was lost, as far as can be told", deal("deal_update", { "deal[status]": "Lost" })],
    ["whose deal was closed", deal("deal_update", { "deal[stage_title]": "closed", "updated_fields[0]": "stage" })],
    ["of whom no more is known than the deal", deal("deal_add", { "contact[id]": undefined, "deal[status]": "2" })],
  ])("stops for one %s", async (_, form) => expect(await stopsIn(form)).toEqual(stopped));

  it("goes on after anything else", async () => {
    expect(await stopsIn(event())).toBeUndefined();
    expect(await stopsIn(deal("deal_update", { "updated_fields[0]": "status" }))).toBe("ignored");
    const long = deal("deal_update", { "deal[status]": "2", "updated_fields[0]": "title" });
    expect(await stopsIn(long)).toBe("ignored");
    expect(await stopsIn(tagged("Stop"), {})).toBe("ignored");
    expect(activecampaign.intake.bind({ stopOn }).stops).toBe(true);
    expect(activecampaign.intake.bind({}).stops).toBe(false);
  });

  it("stops, and the number is called by nobody, where a tag or field says that they want no call", async () => {
    const settings = { stopOn: "doNotCall", doNotCall: ["no_calls"] };
    const refused = stopped.map((record) => ({ ...record, refusesCalls: true }));
    expect(await stopsIn(tagged("dnc"), settings)).toEqual(refused);
    expect(await stopsIn(event({ type: "update", "contact[tags]": "web, Do Not Call" }), settings)).toEqual(refused);
    expect(await stopsIn(event({ type: "update", "contact[fields][no_calls]": "||Yes||" }), settings)).toEqual(refused);
    expect(await stopsIn(tagged("DNC"), { stopOn: { tag: "DNC" } })).toEqual(refused);
    expect(await stopsIn(event({ type: "update", "contact[fields][no_calls]": "no" }), settings)).toBe("ignored");
    expect(await stopsIn(tagged("dnc"), {})).toBe("ignored");
  });

  it("stops where the same tag would also make them a lead: in doubt nobody is rung", async () => {
    const settings = { on: { tag: "stop" }, stopOn };
    expect(await readWith(tagged("stop"), settings)).toEqual({ kind: "leads", leads: [], stops: stopped });
  });
});

describe("how ActiveCampaign is answered", () => {
  const intake = activecampaign.intake.bind(undefined);

  it("is let in by the source's key alone", () => {
    const secrets = { keys: ["k"], values: {} };
    expect(() => intake.verify({ ...request, query: new URLSearchParams("key=k") }, secrets, now)).not.toThrow();
    const refused = expect.objectContaining({ status: 401 });
    expect(() => intake.verify({ ...request, query: new URLSearchParams("key=x") }, secrets, now)).toThrow(refused);
  });

  it("never hears 410, which would switch the webhook off", async () => {
    const statusOf = async (status: number) =>
      (await intake.reply(request, { kind: "rejected", status, title: "", fields: {} })).status;
    expect([await statusOf(410), await statusOf(422)]).toEqual([400, 422]);
    expect((await intake.reply(request, { kind: "again" })).status).toBe(503);
  });

  it("is told what is no event", async () => {
    const body = Buffer.from('["a"]');
    await expect(intake.read({ ...request, body }, "US")).rejects.toMatchObject({ status: 422 });
  });
});
