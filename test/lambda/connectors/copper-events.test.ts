import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { crmHttp } from "../../../lambda/connectors/kit/out/crm-http.ts";
import { copperAccess } from "../../../lambda/connectors/vendors/copper/access.ts";
import { copper } from "../../../lambda/connectors/vendors/copper/copper.ts";
import { copperHooks } from "../../../lambda/connectors/vendors/copper/hooks.ts";
import type { LeadDraft } from "../../../lambda/lead/reader/draft.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";
import type { Send } from "../../../lambda/runtime/http-client.ts";
import { copper as standIn } from "../../../stand-ins/crms/copper.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { recorded } from "../../fakes/recorded.ts";

/** Webhooks: the ids of up to thirty leads or people in each request, which is never sent again. */

const { request, now } = recorded("copper", "lead-new");
const MOMENT = "2026-06-15T14:29:58.000Z";

const post = (body: unknown): HttpRequest => ({ ...request, body: Buffer.from(JSON.stringify(body)) });
const event = (change: object = {}) => ({
  ...{ ids: [7], type: "lead", event: "new", subscription_id: 61442, timestamp: MOMENT },
  ...change,
});
const update = (updated_attributes: object, change: object = {}) =>
  event({ event: "update", updated_attributes, ...change });
const tagged = (before: unknown, after: unknown, change: object = {}) => update({ tags: [before, after] }, change);

const readWith = async (body: unknown, settings?: object) => copper.intake.bind(settings).read(post(body));
async function draftsOf(body: unknown, settings?: object): Promise<readonly LeadDraft[]> {
  const reading = await readWith(body, settings);
  return reading.kind === "leads" ? reading.leads : [];
}
const keysOf = async (body: unknown, settings?: object) => (await draftsOf(body, settings)).map(({ key }) => key);

describe("which of Copper's webhooks are leads", () => {
  it.each([
    ["a lead that was created", event(), 1],
    ["several of them, each once", event({ ids: [1, 2, 2, "3"] }), 3],
    ["leads with ids that are none among them", event({ ids: [0, null, "../me", {}, -1, 1.5, 9] }), 1],
    ["none", event({ ids: [] }), 0],
    ["a company", event({ type: "company" }), 0],
    ["an opportunity", event({ type: "opportunity" }), 0],
    ["a lead that was changed", tagged([], ["call-now"]), 0],
    ["a lead that was deleted", event({ event: "delete" }), 0],
    ["an event that is unknown", event({ event: "restore" }), 0],
  ])("by default: %s", async (_, body, count) => {
    for (const settings of [undefined, { on: "leadCreated" }])
      expect(await draftsOf(body, settings)).toHaveLength(count);
  });

  it("by default a person who was created as well, as somebody has made a subscription for it", async () => {
    expect(await draftsOf(event({ type: "person" }))).toMatchObject([{ record: { type: "person", id: "7" } }]);
    expect(await draftsOf(event({ type: "person" }), { on: "leadCreated" })).toEqual([]);
    expect(copperHooks.needed(undefined)).toEqual(["lead new"]);
  });

  it.each([
    ["personCreated", event({ type: "person" }), ["person:7:created"]],
    ["personCreated", event(), []],
    [{ tag: " Call-Now" }, tagged(["web"], ["web", "call-now"]), [`lead:7:tag:call-now:${MOMENT}`]],
    [{ tag: "call-now" }, tagged(null, ["call-now"], { type: "person" }), [`person:7:tag:call-now:${MOMENT}`]],
    [{ tag: "call-now" }, tagged(["call-now"], ["call-now", "web"]), []],
    [{ tag: "call-now" }, tagged(["call-now"], []), []],
    [{ tag: "call-now" }, update({ tags: "call-now" }), []],
    [{ tag: "call-now" }, update({ name: ["A", "B"] }), []],
    [
      { status: "to call" },
      update({ status: ["New", "To call"], status_id: [8, 9] }),
      [`lead:7:status:9:To call:${MOMENT}`],
    ],
    [{ status: "9" }, update({ status_id: [8, 9] }), [`lead:7:status:9:${MOMENT}`]],
    [{ status: "9" }, update({ status_id: [9, 9] }), []],
    [["leadCreated", { tag: "call-now" }], tagged([], ["call-now"]), [`lead:7:tag:call-now:${MOMENT}`]],
  ])("by the rule %j: %j", async (on, body, keys) => expect(await keysOf(body, { on })).toEqual(keys));

  it.each([
    [{ on: { tag: "callingly-connected" } }, "the bridge adds such tags itself: name another"],
    [{ on: [{ tag: ["call-now", "Callingly-Bridge"] }] }, "the bridge adds such tags itself: name another"],
    [{ on: "created" }, 'write "leadCreated"'],
    [{ stopOn: "lost" }, 'write "deleted"'],
    [{ doNotCall: ["no_calls"] }, "the id of its definition"],
  ])("settings that would not do what they seem to are refused: %j", (settings, words) => {
    const { error } = z.safeParse(copper.intake.settings, settings);
    expect(JSON.stringify(error?.issues)).toContain(words.replaceAll('"', '\\"'));
  });

  it("a body that is no notification is refused", async () => {
    await expect(readWith({ ids: 7 })).rejects.toMatchObject({ status: 422 });
    await expect(readWith([])).rejects.toMatchObject({ status: 422 });
  });
});

describe("the records that Copper's webhooks name", () => {
  const we = { credentials: {} };
  const hugo = (change: object = {}) => ({
    ...{ id: 7, name: "Hugo Lambert", first_name: "Hugo", last_name: "Lambert", company_name: "Lambert Cycles" },
    ...{ email: { email: "hugo.lambert@example.com", category: "work" }, status: "New", status_id: 8, tags: ["web"] },
    phone_numbers: [
      { number: "", category: "work" },
      { number: "+33 1 99 00 12 34", category: "mobile" },
    ],
    custom_fields: [{ custom_field_definition_id: 103485, value: null }],
    ...change,
  });
  async function fetched(answer: Parameters<typeof fakeSend>[0], settings?: object, reference = "7 lead new") {
    const platform = copper.intake.bind(settings).platform;
    if (!platform) throw new Error("an event names records by their ids");
    const send = fakeSend(answer);
    const headers = platform.authorise({ api_key: "k", email: "olive@example.com" });
    const http = platformHttp({ baseUrl: platform.baseUrl, headers, send, now: () => now });
    return { lead: await platform.fetch(http, reference, we), send };
  }

  it("are read by their ids, with the key and whose it is", async () => {
    const { lead, send } = await fetched(answered(200, hugo()));
    expect(lead).toEqual({
      kind: "lead",
      lead: {
        ...{ firstName: "Hugo", lastName: "Lambert", company: "Lambert Cycles", email: "hugo.lambert@example.com" },
        phone: "+33 1 99 00 12 34",
        extra: { status: "New", tags: "web" },
      },
    });
    expect(send.requests).toMatchObject([
      {
        url: "https://api.copper.com/developer_api/v1/leads/7",
        headers: {
          "x-pw-accesstoken": "k",
          "x-pw-application": "developer_api",
          "x-pw-useremail": "olive@example.com",
        },
      },
    ]);
  });

  it("may be people, with several addresses", async () => {
    const emails = [{ email: "h@example.com" }, { email: "l@example.com" }];
    const { lead, send } = await fetched(answered(200, hugo({ email: undefined, emails })), {}, "7 person");
    expect(lead).toMatchObject({ lead: { email: "h@example.com" } });
    expect(send.requests[0]?.url).toMatch(/\/people\/7$/);
  });

  it("are nobody who came just now where the bridge has made them", async () => {
    const own = answered(200, hugo({ tags: ["Callingly-Bridge"] }));
    expect((await fetched(own)).lead).toMatchObject({ kind: "nothing" });
    expect((await fetched(own, {}, "7 lead")).lead).toMatchObject({ kind: "lead" });
  });

  it.each([
    [hugo({ tags: ["dnc"] }), {}],
    [hugo({ tags: ["callingly-do-not-call"] }), { doNotCallTags: ["No calls"] }],
    [hugo({ custom_fields: [{ custom_field_definition_id: 103485, value: true }] }), { doNotCall: ["103485"] }],
  ])("are held where they want no call: %j", async (record, settings) => {
    expect((await fetched(answered(200, record), settings)).lead).toMatchObject({ lead: { callsRefused: true } });
  });

  it("are called otherwise", async () => {
    const box = hugo({ custom_fields: [{ custom_field_definition_id: 103485, value: false }] });
    const { lead } = await fetched(answered(200, box), { doNotCall: ["103485", "103486"] });
    expect(lead).not.toHaveProperty("lead.callsRefused");
  });

  it.each([
    [404, { success: false, status: 404, message: "Resource not found" }, { status: 404 }],
    [
      401,
      { success: false, status: 401, message: "Invalid credentials" },
      { status: 401, detail: "Invalid credentials" },
    ],
    [200, [], { name: "TransientError" }],
    [200, "<html>", { name: "TransientError" }],
  ])("are not there, or are not taken for gone: %i %j", async (status, body, error) => {
    await expect(fetched(answered(status, body))).rejects.toMatchObject(error);
  });
});

describe("the subscriptions that a source of Copper needs", () => {
  const needed = (settings?: object) => copperHooks.needed(settings);

  it.each([
    [undefined, ["lead new"]],
    [{ on: "personCreated" }, ["person new"]],
    [{ on: { tag: "call-now" } }, ["lead update", "person update"]],
    [{ on: ["leadCreated", { status: "To call" }] }, ["lead new", "lead update"]],
    [
      { stopOn: ["deleted", { tag: "stop" }] },
      ["lead new", "lead update", "person update", "lead delete", "person delete"],
    ],
  ])("%j: %j", (settings, events) => expect(needed(settings)).toEqual(events));

  it("are made and seen, each with its address", async () => {
    const played = standIn.play(
      () => kept(undefined),
      () => now.getTime(),
    );
    const send: Send = async ({ method, url, headers = {}, body = "" }) => {
      const path = url.slice(copperAccess.baseUrl.length);
      const { status, body: bytes } = played.answer({ method, path, headers, body });
      return { kind: "answered", status, headers: {}, body: bytes.toString(), truncated: false };
    };
    const headers = copperAccess.authorise(played.credentials);
    const crm = crmHttp({ baseUrl: copperAccess.baseUrl, headers, send, now: () => now });
    expect(await copperHooks.look(crm)).toEqual([]);
    const address = "https://bridge.example.com/leads/copper/key";
    const made = await copperHooks.subscribe?.(crm, { event: "person update", address });
    expect(made).toMatchObject({ event: "person update", address, sends: true });
    expect(await copperHooks.look(crm)).toEqual([made]);
  });

  it("are not taken for missing where Copper answers something else", async () => {
    const crm = crmHttp({ baseUrl: "", headers: {}, send: fakeSend(answered(200, { webhooks: [] })), now: () => now });
    await expect(copperHooks.look(crm)).rejects.toMatchObject({ name: "TransientError" });
  });
});

describe("the calling for Copper's leads and people", () => {
  const stopOn = ["deleted", { tag: "stop" }, { status: ["Unqualified", "12"] }];
  const stopsIn = async (body: unknown, settings: object = { stopOn }) => {
    const reading = await readWith(body, settings);
    return reading.kind === "leads" ? reading.stops : reading.kind;
  };
  const stopped = [{ type: "lead", id: "7" }];

  it("stops where they were deleted, or got a tag or status that ends it", async () => {
    expect(await stopsIn(event({ event: "delete" }))).toEqual(stopped);
    expect(await stopsIn(tagged([], ["Stop"]))).toEqual(stopped);
    expect(await stopsIn(update({ status: ["New", "unqualified"] }))).toEqual(stopped);
    expect(await stopsIn(update({ status_id: [8, 12] }))).toEqual(stopped);
    expect(await stopsIn(event({ type: "person", event: "delete", ids: [1, 2] }))).toEqual([
      { type: "person", id: "1" },
      { type: "person", id: "2" },
    ]);
  });

  it("goes on after anything else, and where no stops are asked for", async () => {
    expect(await stopsIn(event())).toBeUndefined();
    expect(await stopsIn(update({ status: ["New", "Contacted"] }))).toBe("ignored");
    expect(await stopsIn(event({ type: "opportunity", event: "delete" }))).toBe("ignored");
    expect(await stopsIn(event({ event: "delete" }), {})).toBe("ignored");
    expect([copper.intake.bind({ stopOn }).stops, copper.intake.bind({}).stops]).toEqual([true, false]);
  });

  it("stops, and the number is called by nobody, where a tag says that they want no call", async () => {
    const refused = stopped.map((record) => ({ ...record, refusesCalls: true }));
    expect(await stopsIn(tagged([], ["DNC"]), { stopOn: "doNotCall" })).toEqual(refused);
    expect(await stopsIn(tagged([], ["No calls"]), { stopOn: "doNotCall", doNotCallTags: ["no calls"] })).toEqual(
      refused,
    );
    expect(await stopsIn(tagged([], ["DNC"]), { stopOn: { tag: "dnc" } })).toEqual(refused);
    expect(await stopsIn(tagged(["DNC"], ["DNC", "web"]), { stopOn: "doNotCall" })).toBe("ignored");
    expect(await stopsIn(tagged([], ["DNC"]), {})).toBe("ignored");
  });

  it("stops where the same tag would also make them a lead: in doubt nobody is rung", async () => {
    const settings = { on: { tag: "stop" }, stopOn };
    expect(await readWith(tagged([], ["stop"]), settings)).toEqual({ kind: "leads", leads: [], stops: stopped });
  });
});
