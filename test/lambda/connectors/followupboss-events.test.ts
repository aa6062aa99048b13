import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { followupboss } from "../../../lambda/connectors/vendors/followupboss/followupboss.ts";
import type { LeadDraft } from "../../../lambda/lead/reader/draft.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";
import { asRead } from "../../fakes/expected-lead.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { fixture } from "../../fakes/fixture.ts";
import { recorded } from "../../fakes/recorded.ts";

/** Webhooks: one event in each request, with the ids of people. */

const { request, secrets: values, now } = recorded("followupboss", "people-created");
const intake = followupboss.intake.bind(undefined);
const refused = expect.objectContaining({ status: 401 });

const post = (body: unknown): HttpRequest => ({ ...request, body: Buffer.from(JSON.stringify(body)) });

const event = (change: object = {}) => ({
  eventId: "e1",
  eventCreated: "2026-06-15T14:29:58+00:00",
  event: "peopleCreated",
  resourceIds: [40772],
  uri: "https://api.followupboss.com/v1/people?id=40772",
  ...change,
});
const tagged = (...tags: unknown[]) => event({ event: "peopleTagsCreated", data: { tags } });
const staged = (stage: unknown, change: object = {}) =>
  event({ event: "peopleStageUpdated", data: { stage }, ...change });

async function draftsOf(body: unknown, settings?: object): Promise<readonly LeadDraft[]> {
  const reading = await followupboss.intake.bind(settings).read(post(body));
  return reading.kind === "leads" ? reading.leads : [];
}
const keysOf = async (body: unknown, settings?: object) => (await draftsOf(body, settings)).map(({ key }) => key);

describe("Follow Up Boss's signature", () => {
  const verify =
    (tried: HttpRequest, given: Record<string, string | undefined> = values) =>
    () =>
      intake.verify(tried, { keys: ["test-key"], values: given }, now);
  const signedWith = (signature: string | undefined, change: Partial<HttpRequest> = {}): HttpRequest => ({
    ...request,
    ...change,
    headers: { ...request.headers, ...change.headers, "fub-signature": signature },
  });
  const key = values.signing_secret ?? "";

  it("covers every byte of the body", () => {
    expect(verify(request)).not.toThrow();
    for (let at = 0; at < request.body.length; at += 1) {
      const body = request.body.map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect(verify({ ...request, body })).toThrow(refused);
    }
    expect(verify(signedWith(request.headers["fub-signature"]?.toUpperCase()))).not.toThrow();
  });

  it.each([undefined, "", "0", "x".repeat(64)])("is none as %j", (signature) => {
    expect(verify(signedWith(signature))).toThrow(refused);
  });

  it("is made over the base64 text of the body, and not over the body", () => {
    const over = (text: string | Uint8Array) => createHmac("sha256", key).update(text).digest("hex");
    expect(verify(signedWith(over(Buffer.from(request.body).toString("base64"))))).not.toThrow();
    expect(verify(signedWith(over(request.body)))).toThrow(refused);
  });

  it("may be made with the key before, while it is being replaced", () => {
    expect(verify(request, { signing_secret: "another", previous_signing_secret: key })).not.toThrow();
    expect(verify(request, { signing_secret: "another" })).toThrow(refused);
  });

  it("takes the place of the source's key", () => {
    const keyOnly = signedWith(undefined, { headers: { "x-bridge-key": "test-key" } });
    expect(verify(keyOnly)).toThrow(refused);
    expect(verify(keyOnly, {})).not.toThrow();
  });
});

describe("which events are leads", () => {
  it.each([
    ["people who were created", event(), 1],
    ["several of them, each once", event({ resourceIds: [1, 2, 2, "3"] }), 3],
    ["people with ids that are none among them", event({ resourceIds: [0, null, "../me", "1,2", {}, -1, 1.5, 7] }), 1],
    ["nobody", event({ resourceIds: [] }), 0],
    ["people who were changed", event({ event: "peopleUpdated" }), 0],
    ["people who were deleted", event({ event: "peopleDeleted", uri: null }), 0],
    ["people who got a tag", tagged("Call now"), 0],
    ["people in a stage", staged("Lead"), 0],
    ["a relationship", event({ event: "peopleRelationshipCreated" }), 0],
    ["a call that was logged", event({ event: "callsCreated" }), 0],
    ["an inquiry", event({ event: "eventsCreated" }), 0],
  ])("by default: %s", async (_, given, count) => {
    for (const settings of [undefined, { on: "created" }]) expect(await draftsOf(given, settings)).toHaveLength(count);
  });

  it.each([
    [{ tag: "call NOW " }, tagged("Buyer", "Call now"), ["tag:40772:call now"]],
    [{ tag: ["Hot", "Call now"] }, tagged("Call now"), ["tag:40772:call now"]],
    [{ tag: "Call now" }, tagged("Call now later"), []],
    [{ tag: "Call now" }, tagged(7, null), []],
    [{ tag: "Call now" }, event({ event: "peopleTagsCreated" }), []],
    [{ tag: "Call now" }, event(), []],
    [{ stage: "hot prospect" }, staged("Hot Prospect"), ["stage:40772:hot prospect:e1"]],
    [{ stage: "Hot Prospect" }, staged("Nurture"), []],
    [{ stage: "Hot Prospect" }, staged(null), []],
    [["created", { tag: "Call now" }], event(), ["created:40772"]],
    [["created", { tag: "Call now" }], tagged("Call now"), ["tag:40772:call now"]],
  ])("by the rule %j: %j", async (on, given, keys) => expect(await keysOf(given, { on })).toEqual(keys));

  it("somebody in a stage again is another lead, and the same event sent again is none", async () => {
    const on = { stage: "Hot Prospect" };
    const [first, again, later] = [
      await keysOf(staged("Hot Prospect"), { on }),
      await keysOf(staged("Hot Prospect"), { on }),
      await keysOf(staged("Hot Prospect", { eventId: "e2" }), { on }),
    ];
    expect(again).toEqual(first);
    expect(later).not.toEqual(first);
    const noId = staged("Hot Prospect", { eventId: null });
    expect(await keysOf(noId, { on })).toEqual(["stage:40772:hot prospect:2026-06-15T14:29:58+00:00"]);
  });

  it.each([
    [{ on: { tag: "callingly-connected" } }, "the bridge adds such tags itself: name another"],
    [{ on: [{ tag: ["Call now", "Callingly-No-Answer"] }] }, "the bridge adds such tags itself: name another"],
    [{ on: "updated" }, 'write "created", {tag: "…"} or {stage: "…"}'],
    [{ on: [{ tags: "Call now" }] }, 'write "created", {tag: "…"} or {stage: "…"}'],
    [{ stopOn: "created" }, 'write "deleted", {tag: "…"} or {stage: "…"}'],
    [{ doNotCall: ["No calls"] }, "custom…"],
    [{ trigger: "x" }, "trigger"],
  ])("a rule that is none is refused in words: %j", (settings, words) => {
    const { error } = z.safeParse(followupboss.intake.settings, settings);
    expect(error?.issues.map(({ message }) => message).join("; ")).toContain(words);
  });

  it.each([{}, [], { event: "peopleCreated" }, { event: "peopleCreated", resourceIds: 7 }, { resourceIds: [1] }, "x"])(
    "what is no event is refused, and the webhook stays: %j",
    async (body) => {
      await expect(intake.read(post(body))).rejects.toMatchObject({ status: 422 });
    },
  );
});

describe("a lead of Follow Up Boss", () => {
  it("is named by its id, and its event's id is no one's alone", async () => {
    expect(await draftsOf(event({ resourceIds: [1, 2] }))).toEqual([
      { key: "created:1", externalId: "e1", reference: "1 new", record: { type: "person", id: "1" } },
      { key: "created:2", externalId: "e1", reference: "2 new", record: { type: "person", id: "2" } },
    ]);
  });

  it.each([406, 410])("is never answered %i, which would delete the webhook", async (status) => {
    expect((await intake.reply(request, { kind: "rejected", status, title: "?", fields: {} })).status).toBe(400);
  });

  it("is answered with 200, and with 503 when it could not be stored, so that it is sent again", async () => {
    expect((await intake.reply(request, { kind: "nothing", why: "" })).status).toBe(200);
    expect((await intake.reply(request, { kind: "again" })).status).toBe(503);
    expect((await intake.reply(request, { kind: "rejected", status: 401, title: "", fields: {} })).status).toBe(401);
  });
});

// ── the people themselves ───────────────────────────────────────────────────────────────────────────────────────────

const maya = (change: object = {}) => ({
  id: 1,
  firstName: "Maya",
  lastName: "Lindqvist",
  name: "Maya Lindqvist",
  stage: "Lead",
  source: "IDX",
  emails: [{ value: "maya.lindqvist@example.com", type: "home", isPrimary: 1 }],
  phones: [{ value: "(202) 555-0143", type: "mobile", isPrimary: 1 }],
  tags: ["Buyer"],
  ...change,
});
const people = (...list: unknown[]) => answered(200, { _metadata: { total: list.length }, people: list });

function platformFor(settings: object | undefined, answer: ReturnType<typeof answered>) {
  const { platform } = followupboss.intake.bind(settings);
  if (!platform) throw new Error("Follow Up Boss has a platform");
  const send = fakeSend(answer);
  const headers = platform.authorise({ api_key: "fka_1" });
  const http = platformHttp({ baseUrl: platform.baseUrl, headers, send, now: () => now });
  return { platform, http, requests: send.requests };
}
const we = { credentials: { api_key: "fka_1" } };

async function readOne(person: object, settings?: object, reference = "1") {
  const { platform, http } = platformFor(settings, people(person));
  return platform.fetch(http, reference, we);
}
async function leadOf(person: object, settings?: object): Promise<LeadDraft> {
  const fetched = await readOne(person, settings);
  if (fetched.kind !== "lead") throw new Error(fetched.why);
  return fetched.lead;
}

describe("people whom an event names", () => {
  it.each(["people-created", "people-tags-created"])("are read as a person would read them: %s", async (name) => {
    const { request: sent, secrets: given, now: at } = recorded("followupboss", name);
    const { expected, fetched, resolved, settings } = fixture("connectors", "followupboss", name);
    const { verify, read } = followupboss.intake.bind(settings);
    verify(sent, { keys: [], values: given }, at);
    const reading = await read(sent);
    const drafts = reading.kind === "leads" ? reading.leads : [];
    expect(drafts.map((draft) => asRead(draft))).toEqual(expected);
    const { platform, http, requests } = platformFor(settings as object, answered(200, fetched as object));
    const references = drafts.map(({ reference = "" }) => reference);
    const found = await platform.together?.fetch(http, references, we);
    expect(requests).toHaveLength(1);
    const people = drafts.map((draft) => {
      const answer = found?.get(draft.reference ?? "");
      return asRead(draft, answer?.kind === "lead" ? answer.lead : {});
    });
    expect(people).toEqual(resolved);
  });

  it("are read together, by one question that asks for all of them", async () => {
    const list = [maya(), maya({ id: 2, firstName: "Omar" }), { id: "odd", phones: "?" }];
    const { platform, http, requests } = platformFor(undefined, people(...list));
    const fetched = await platform.together?.fetch(http, ["1 new", "2", "3"], we);
    expect(requests).toMatchObject([
      {
        method: "GET",
        url: "https://api.followupboss.com/v1/people?id=1,2,3&limit=100",
        headers: { authorization: `Basic ${Buffer.from("fka_1:").toString("base64")}` },
      },
    ]);
    expect([...(fetched ?? [])].map(([reference]) => reference)).toEqual(["1 new", "2"]);
    expect(platform.together?.most).toBe(100);
  });

  it("are read with their names, and what is primary", async () => {
    const phones = [
      { value: "202-555-0100", isPrimary: 0 },
      { value: "(202) 555-0143", isPrimary: 1 },
    ];
    expect(await leadOf(maya({ phones }))).toEqual({
      firstName: "Maya",
      lastName: "Lindqvist",
      phone: "(202) 555-0143",
      email: "maya.lindqvist@example.com",
      extra: { stage: "Lead", source: "IDX", tags: "Buyer" },
    });
  });

  it("are read with where they are", async () => {
    const addresses = [{ type: "home", street: "1 Main St", city: "Denver", state: "CO", code: "80202", country: "" }];
    expect((await leadOf(maya({ addresses }))).place).toEqual({ zip: "80202", state: "CO" });
    expect((await leadOf(maya({ addresses: "?" }))).place).toBeUndefined();
  });

  it("may have no more than a name in one piece, and a phone that nobody called primary", async () => {
    const bare = { id: 1, name: "Maya Lindqvist", firstName: "", lastName: null, phones: [{ value: "2025550143" }] };
    expect(await leadOf(bare)).toEqual({ fullName: "Maya Lindqvist", phone: "2025550143", email: undefined });
    for (const none of [[], null, [{ value: " " }], [{ value: null }]]) {
      expect((await leadOf(maya({ phones: none }))).phone).toBeUndefined();
    }
  });

  it("are none where the bridge itself made them, unless somebody tagged them since", async () => {
    const own = maya({ source: "Callingly bridge" });
    expect(await readOne(own, undefined, "1 new")).toMatchObject({ kind: "nothing" });
    expect(await readOne(own, undefined, "1")).toMatchObject({ kind: "lead" });
    expect(await readOne(maya(), undefined, "1 new")).toMatchObject({ kind: "lead" });
  });

  it.each([
    [{ tags: ["do not call"] }, undefined, true],
    [{ tags: ["DNC"] }, undefined, true],
    [{ tags: ["callingly-do-not-call"] }, { doNotCallTags: ["No calls"] }, true],
    [{ tags: ["no calls"] }, { doNotCallTags: ["No calls"] }, true],
    [{ tags: ["Do not call before 9"] }, undefined, undefined],
    [{ tags: null }, undefined, undefined],
    [{ customNoCalls: "Yes" }, { doNotCall: ["customNoCalls"] }, true],
    [{ customNoCalls: "since 2025" }, { doNotCall: ["customNoCalls"] }, true],
    [{ customNoCalls: "No" }, { doNotCall: ["customNoCalls"] }, undefined],
    [{ customNoCalls: null }, { doNotCall: ["customNoCalls"] }, undefined],
    [{}, { doNotCall: ["customNoCalls"] }, undefined],
  ])("say whether they want no call: %j with %j", async (change, settings, refuses) => {
    expect((await leadOf(maya(change), settings)).callsRefused).toBe(refuses);
  });

  it("are read with their custom fields where these say whether a call is wanted", async () => {
    const { platform, http, requests } = platformFor({ doNotCall: ["customNoCalls"] }, people(maya()));
    await platform.fetch(http, "1", we);
    expect(requests[0]?.url).toMatch(/[?&]fields=allFields(?:&|$)/);
  });

  it("are gone when Follow Up Boss does not show them, and no one else's", async () => {
    await expect(readOne(maya({ id: 2 }))).rejects.toMatchObject({ status: 404 });
    const { platform, http } = platformFor(undefined, people());
    await expect(platform.fetch(http, "1", we)).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    [401, { errorMessage: "Invalid API key." }, { status: 401, detail: "Invalid API key." }],
    [403, { errorMessage: "The account has expired." }, { status: 401, detail: "The account has expired." }],
    [400, { errorMessage: "Invalid id." }, { status: 400, detail: "Invalid id." }],
    [200, { users: [] }, { name: "TransientError" }],
    [200, "<html>", { name: "TransientError" }],
  ])("are not taken for gone by an answer %i %j", async (status, body, error) => {
    const { platform, http } = platformFor(undefined, answered(status, body));
    await expect(platform.fetch(http, "1", we)).rejects.toMatchObject(error);
  });

  it("are read with the access of the CRM where the source has no key of its own", () => {
    const { platform } = followupboss.intake.bind(undefined);
    expect(platform?.access?.(undefined).authorise({ api_key: "fka_1", system: "B", system_key: "K" })).toMatchObject({
      "x-system": "B",
      "x-system-key": "K",
    });
  });
});

describe("the calling for people of Follow Up Boss", () => {
  const stopOn = ["deleted", { stage: ["Closed", "Trash"] }, { tag: "Stop" }];
  const stopsIn = async (body: unknown, settings: object = { stopOn }) => {
    const reading = await followupboss.intake.bind(settings).read(post(body));
    return reading.kind === "leads" ? reading.stops : reading.kind;
  };
  const stopped = [{ type: "person", id: "40772" }];

  it("stops where they were deleted, or came to a stage or tag that ends it", async () => {
    expect(await stopsIn(event({ event: "peopleDeleted", uri: null }))).toEqual(stopped);
    expect(await stopsIn(staged("trash"))).toEqual(stopped);
    expect(await stopsIn(tagged("Buyer", "stop"))).toEqual(stopped);
    const two = event({ event: "peopleDeleted", resourceIds: [1, 2] });
    expect(await stopsIn(two)).toEqual([
      { type: "person", id: "1" },
      { type: "person", id: "2" },
    ]);
  });

  it("goes on after another stage, a new person, and where no stops are asked for", async () => {
    expect(await stopsIn(staged("Nurture"))).toBe("ignored");
    expect(await stopsIn(event())).toBeUndefined();
    expect(await stopsIn(staged("trash"), {})).toBe("ignored");
    expect(followupboss.intake.bind({ stopOn }).stops).toBe(true);
    expect(followupboss.intake.bind({}).stops).toBe(false);
  });

  it("stops where the same tag would also make them leads: in doubt nobody is rung", async () => {
    const reading = await followupboss.intake.bind({ on: { tag: "Stop" }, stopOn }).read(post(tagged("Stop")));
    expect(reading).toEqual({ kind: "leads", leads: [], stops: stopped });
  });
});
