import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { highlevel } from "../../../lambda/connectors/vendors/highlevel/highlevel.ts";
import type { LeadDraft } from "../../../lambda/lead/reader/draft.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { recorded } from "../../fakes/recorded.ts";

/** Leads from HighLevel: what a workflow sends, and the events of an app. */

const now = new Date("2026-06-15T14:30:00Z");
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const location = "ve9EPM428h8vShlTest";

const post = (body: unknown, headers: Record<string, string> = {}): HttpRequest => ({
  method: "POST",
  url: "https://bridge.example.com/leads/highlevel",
  headers: { "content-type": "application/json", ...headers },
  query: new URLSearchParams(),
  params: { source: "highlevel" },
  body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
});

const contactEvent = (change: object = {}) => ({
  type: "ContactCreate",
  timestamp: "2026-06-15T14:30:00Z",
  webhookId: "wh_1",
  locationId: location,
  id: "contact1",
  firstName: "Samuel",
  lastName: "Abara",
  name: "Samuel Abara",
  phone: "+12025550177",
  email: "samuel.abara@example.com",
  companyName: "Orchard Pediatrics",
  source: "website form",
  dnd: false,
  tags: ["new lead"],
  ...change,
});
const opportunityEvent = (change: object = {}) => ({
  type: "OpportunityCreate",
  timestamp: "2026-06-15T14:30:00Z",
  webhookId: "wh_2",
  locationId: location,
  id: "deal1",
  contactId: "contact1",
  name: "Roof",
  pipelineId: "p1",
  pipelineStageId: "stage-new",
  status: "open",
  ...change,
});

async function draftsOf(body: unknown, settings?: object): Promise<readonly LeadDraft[]> {
  // The door has proven it by then.
  const reading = await highlevel.intake.bind(settings).read(post(body, { "x-ghl-signature": "proven" }));
  return reading.kind === "leads" ? reading.leads : [];
}
const draftOf = async (body: unknown, settings?: object) => (await draftsOf(body, settings))[0];

describe("an event's signature", () => {
  const ed25519 = generateKeyPairSync("ed25519");
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = (key: KeyObject) => key.export({ type: "spki", format: "pem" }).toString();
  const secrets = { keys: ["test-key"], values: {} };
  const publicKeys = [pem(ed25519.publicKey), pem(rsa.publicKey)];
  const refused = expect.objectContaining({ status: 401 });
  const keyed = (body: unknown, headers = {}) => post(body, { "x-bridge-key": "test-key", ...headers });

  const byEd25519 = (request: HttpRequest): HttpRequest => {
    const signature = sign(null, request.body, ed25519.privateKey).toString("base64");
    return { ...request, headers: { ...request.headers, "x-ghl-signature": signature } };
  };
  const byRsa = (request: HttpRequest): HttpRequest => {
    const signature = sign("sha256", request.body, rsa.privateKey).toString("base64");
    return { ...request, headers: { ...request.headers, "x-wh-signature": signature } };
  };
  const verify =
    (request: HttpRequest, { at = now, settings = { publicKeys } as object } = {}) =>
    () =>
      highlevel.intake.bind(settings).verify(request, secrets, at);

  it.each([
    ["the new one", byEd25519],
    ["the older one", byRsa],
  ])("is %s, over every byte of the body", (_, signed) => {
    const request = signed(keyed(contactEvent()));
    expect(verify(request)).not.toThrow();
    for (let at = 0; at < request.body.length; at += 7) {
      const body = request.body.map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect(verify({ ...request, body })).toThrow(refused);
    }
  });

  it("was made by HighLevel as its test keys have it, in a whole event", () => {
    const { request, meta } = recorded("highlevel", "app-contact-create");
    const both = { ...request.headers, "x-bridge-key": "test-key" };
    const older = { ...both, "x-ghl-signature": undefined };
    const newer = { ...both, "x-wh-signature": undefined };
    for (const headers of [both, older, newer]) {
      expect(verify({ ...request, headers }, { settings: meta.settings ?? {} })).not.toThrow();
      expect(verify({ ...request, headers }, { settings: {} })).toThrow(refused);
    }
  });

  it("is the newer one wherever there is one, and is none when it is odd", () => {
    const request = byRsa(keyed(contactEvent()));
    expect(verify({ ...request, headers: { ...request.headers, "x-ghl-signature": "N/A" } })).not.toThrow();
    expect(verify({ ...request, headers: { ...request.headers, "x-ghl-signature": "AAAA" } })).toThrow(refused);
    for (const odd of ["", "N/A", "=", "x".repeat(4_000)]) {
      expect(verify(keyed(contactEvent(), { "x-ghl-signature": odd, "x-wh-signature": odd }))).toThrow(refused);
    }
  });

  it("is by a key of HighLevel's own, unless the settings name others", () => {
    const request = byEd25519(keyed(contactEvent()));
    expect(verify(request, { settings: {} })).toThrow(refused);
    const other = pem(generateKeyPairSync("ed25519").publicKey);
    expect(verify(request, { settings: { publicKeys: [other] } })).toThrow(refused);
    expect(verify(request, { settings: { publicKeys: [other, ...publicKeys] } })).not.toThrow();
    for (const odd of ["", "AAAA", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"]) {
      expect(z.safeParse(highlevel.intake.settings, { publicKeys: [odd] }).success).toBe(false);
    }
  });

  it("holds as long as HighLevel sends an event again", () => {
    const request = byEd25519(keyed(contactEvent()));
    for (const at of [-5, 0, 75, 90]) expect(verify(request, { at: minutes(at) })).not.toThrow();
    for (const at of [-5.1, 90.1, 60 * 24]) expect(verify(request, { at: minutes(at) })).toThrow(refused);
    expect(verify(byEd25519(keyed(contactEvent({ timestamp: "soon" }))))).toThrow(refused);
    expect(verify(byEd25519(keyed(contactEvent({ timestamp: undefined }))))).not.toThrow();
  });

  it("does not open the door by itself: any customer of HighLevel may have it sign", () => {
    expect(verify(byEd25519(post(contactEvent())))).toThrow(refused);
    expect(verify(byEd25519(post(contactEvent(), { "x-bridge-key": "another" })))).toThrow(refused);
  });

  it("must be there on an event, and on nothing that a workflow sends", async () => {
    const { read } = highlevel.intake.bind(undefined);
    await expect(read(keyed(contactEvent()))).rejects.toMatchObject({ status: 401 });
    const { request } = recorded("highlevel", "workflow-webhook");
    expect(verify({ ...request, headers: { "x-bridge-key": "test-key" } }, { settings: {} })).not.toThrow();
    expect(verify(request, { settings: {} })).toThrow(refused);
    expect(await read(request)).toMatchObject({ kind: "leads" });
  });
});

describe("an event of a contact", () => {
  it("holds the person, and is one lead however often it comes", async () => {
    expect(await draftOf(contactEvent())).toMatchObject({
      firstName: "Samuel",
      lastName: "Abara",
      phone: "+12025550177",
      email: "samuel.abara@example.com",
      company: "Orchard Pediatrics",
      key: "created:contact1",
      externalId: "wh_1",
      record: { type: "contact", id: "contact1" },
    });
    expect((await draftOf(contactEvent({ webhookId: "wh_9", timestamp: "later" })))?.key).toBe("created:contact1");
    expect(await draftOf(contactEvent())).not.toHaveProperty("reference");
    expect(await draftOf(contactEvent({ firstName: "", lastName: null, name: "Samuel Abara" }))).toMatchObject({
      fullName: "Samuel Abara",
    });
  });

  it.each([
    "ContactUpdate",
    "ContactDelete",
    "ContactDndUpdate",
    "ContactTagUpdate",
    "ContactMerge",
    "NoteCreate",
    "OutboundMessage",
    "INSTALL",
    "UNINSTALL",
    "OpportunityCreate",
    "OpportunityDelete",
    "",
  ])("that is called %j rings nobody where leads are created", async (type) => {
    expect(await draftsOf(contactEvent({ type, contactId: "contact1" }))).toEqual([]);
  });

  it("of another location rings nobody", async () => {
    const settings = { locationId: [location, "another"] };
    expect(await draftsOf(contactEvent(), settings)).toHaveLength(1);
    expect(await draftsOf(contactEvent({ locationId: "another" }), settings)).toHaveLength(1);
    for (const locationId of ["strange", "", undefined, 7]) {
      expect(await draftsOf(contactEvent({ locationId }), settings)).toEqual([]);
    }
  });

  it("of a contact that the bridge has made rings nobody, nor of a source that the settings leave out", async () => {
    expect(await draftsOf(contactEvent({ source: "Callingly bridge" }))).toEqual([]);
    expect(await draftsOf(contactEvent({ source: "CSV Import" }), { exceptFrom: ["csv import"] })).toEqual([]);
    expect(await draftsOf(contactEvent({ source: "form" }), { exceptFrom: ["csv import"] })).toHaveLength(1);
  });

  it.each([null, 7, '"text"', [], {}, { type: 7 }, { id: "contact1" }, { contact_id: "" }, { contact_id: "../1" }])(
    "is not %j",
    async (body) => {
      await expect(draftsOf(body)).rejects.toMatchObject({ status: 422 });
    },
  );

  it.each([{ id: "../../1" }, { id: "" }, { id: { x: 1 } }, { id: "x".repeat(65) }, { id: undefined }])(
    "with the id %j rings nobody",
    async (change) => expect(await draftsOf(contactEvent(change))).toEqual([]),
  );
});

describe("a tag", () => {
  const on = { on: { tag: ["Call me", "hot"] } };

  it("makes a contact a lead once, whatever tags it gets later, ours as well", async () => {
    const tagged = (tags: string[], change: object = {}) =>
      draftsOf(contactEvent({ type: "ContactTagUpdate", tags, ...change }), on);
    const [first] = await tagged(["call me"]);
    expect(first).toMatchObject({ key: "tag:contact1:call me", phone: "+12025550177" });
    const [later] = await tagged(["call me", "callingly-connected"], {
      webhookId: "wh_8",
      timestamp: "2026-06-15T15:00:00Z",
    });
    expect(later?.key).toBe(first?.key);
    expect(await tagged(["callingly-connected"])).toEqual([]);
    expect(await tagged([])).toEqual([]);
  });

  it("may be there from the beginning", async () => {
    expect((await draftOf(contactEvent({ tags: ["HOT"] }), on))?.key).toBe("tag:contact1:hot");
    expect(await draftsOf(contactEvent(), on)).toEqual([]);
    expect(await draftsOf(contactEvent({ tags: "hot" }), on)).toEqual([]);
  });
});

describe("an opportunity", () => {
  it("is its contact's, which is fetched", async () => {
    const draft = await draftOf(opportunityEvent(), { on: "opportunityCreated" });
    expect(draft).toEqual({
      reference: "contact1",
      key: "opportunity:deal1",
      externalId: "wh_2",
      record: { type: "contact", id: "contact1" },
    });
    expect(await draftsOf(opportunityEvent({ contactId: undefined }), { on: "opportunityCreated" })).toEqual([]);
    expect(await draftsOf(opportunityEvent())).toEqual([]);
  });

  it("is a lead when it comes to a stage, and again when it comes there again", async () => {
    const on = { on: { stage: "stage-call" } };
    const moved = (change: object = {}) =>
      draftOf(opportunityEvent({ type: "OpportunityStageUpdate", pipelineStageId: "stage-call", ...change }), on);
    const first = await moved();
    expect(first?.key).toBe("stage:deal1:stage-call:wh_2");
    expect((await moved())?.key).toBe(first?.key);
    expect((await moved({ webhookId: "wh_3" }))?.key).not.toBe(first?.key);
    expect(await moved({ pipelineStageId: "stage-won" })).toBeUndefined();
    expect(await moved({ type: "OpportunityStatusUpdate" })).toBeUndefined();
    expect((await draftOf(opportunityEvent({ pipelineStageId: "stage-call" }), on))?.key).toBe(
      "stage:deal1:stage-call:created",
    );
  });

  it("is a lead when it gets a status", async () => {
    const on = { on: [{ status: "lost" }, { tag: "x" }] };
    const event = opportunityEvent({ type: "OpportunityStatusUpdate", status: "lost" });
    expect((await draftOf(event, on))?.key).toBe("status:deal1:lost:wh_2");
    expect(await draftsOf({ ...event, type: "OpportunityStageUpdate" }, on)).toEqual([]);
    expect(await draftsOf({ ...event, status: "won" }, on)).toEqual([]);
  });

  it("needs the token by which contacts are read, and nothing else does", () => {
    const isOptional = (on?: unknown) =>
      highlevel.intake.bind(on === undefined ? undefined : { on }).platform?.isOptional;
    expect([isOptional(), isOptional("created"), isOptional({ tag: "x" })]).toEqual([true, true, true]);
    expect([isOptional("opportunityCreated"), isOptional([{ tag: "x" }, { stage: "y" }])]).toEqual([false, false]);
  });
});

it.each([
  { on: "updated" },
  { on: [] },
  { on: { tag: "" } },
  { on: { tags: "x" } },
  { on: { tag: "x", stage: "y" } },
  { locationId: "" },
  { doNotCall: [] },
])("the settings %j are refused", (settings) => {
  expect(z.safeParse(highlevel.intake.settings, settings).success).toBe(false);
});

it("a trigger that is none is refused with those that there are", () => {
  const { error } = z.safeParse(highlevel.intake.settings, { on: "updated" });
  expect(JSON.stringify(error?.issues)).toContain("opportunityCreated");
});

describe("do not disturb", () => {
  const call = (status: string) => ({ dnd: false, dndSettings: { Call: { status, message: "", code: "" } } });

  it.each([{ dnd: true }, { dnd: "true" }, call("active"), call("permanent"), { ...call("inactive"), dnd: true }])(
    "bars the call: %j",
    async (change) => expect(await draftOf(contactEvent(change))).toMatchObject({ callsRefused: true }),
  );

  it.each([
    { dnd: false },
    { dnd: null },
    call("inactive"),
    {
      dnd: false,
      dndSettings: { SMS: { status: "active" }, Email: { status: "permanent" }, WhatsApp: { status: "active" } },
    },
    { dndSettings: "?" },
  ])("bars none: %j", async (change) => {
    expect((await draftOf(contactEvent(change)))?.callsRefused ?? false).toBe(false);
  });

  it("may be added to what a workflow sends", async () => {
    const contact = { contact_id: "c1", phone: "+12025550152", first_name: "Carla" };
    expect((await draftOf(contact))?.callsRefused ?? false).toBe(false);
    expect(await draftOf({ ...contact, customData: { dnd: "true" } })).toMatchObject({ callsRefused: true });
    expect(await draftOf({ ...contact, dnd: true })).toMatchObject({ callsRefused: true });
  });
});

describe("a contact from a workflow", () => {
  it("is its own record's, and its own, not the location's or the user's", async () => {
    const reading = await highlevel.intake.bind(undefined).read(recorded("highlevel", "workflow-webhook").request);
    expect(reading).toMatchObject({
      leads: [
        {
          phone: "+12025550152",
          record: { type: "contact", id: "nq7Qd2VfR0sYb1Xc5LmT" },
          key: expect.stringMatching(/^nq7Qd2VfR0sYb1Xc5LmT:/),
          keyWindowMs: 2 * 3_600_000,
        },
      ],
    });
    expect(JSON.stringify(reading)).not.toContain("dana.reyes");
    const nobodys = {
      contact_id: "c1",
      user: { phone: "+12025550100", email: "dana.reyes@example.com" },
      first_name: "Carla",
    };
    expect(await draftOf(nobodys)).toMatchObject({ firstName: "Carla", phone: undefined, email: undefined });
  });

  it("is told by what the workflow's maker added, where there is something", async () => {
    const contact = { contact_id: "c1", full_name: "Carla Jimenez", phone: "+12025550152", company_name: "" };
    const customData = { phone: "+12025550153", company_name: "Jimenez Bakery", email: "" };
    expect(await draftOf({ ...contact, customData })).toMatchObject({
      fullName: "Carla Jimenez",
      phone: "+12025550153",
      company: "Jimenez Bakery",
    });
  });

  it("is another lead once anything in it is different", async () => {
    const contact = { contact_id: "c1", phone: "+12025550152" };
    const key = (await draftOf(contact))?.key;
    expect((await draftOf(contact))?.key).toBe(key);
    expect((await draftOf({ ...contact, tags: "hot" }))?.key).not.toBe(key);
  });
});

describe("an answer to HighLevel", () => {
  const { reply } = highlevel.intake.bind(undefined);

  it("asks for what was not stored once more by 429, as everything else is final", async () => {
    expect(await reply(post({}), { kind: "again" })).toMatchObject({ status: 429, headers: { "retry-after": "600" } });
    expect(await reply(post({}), { kind: "nothing", why: "" })).toMatchObject({ status: 200 });
  });
});

describe("a contact that is fetched", () => {
  const platform = highlevel.intake.bind({ on: "opportunityCreated" }).platform;
  if (!platform) throw new Error("there is a platform");
  const fetched = (status: number, body: unknown) => {
    const send = fakeSend(answered(status, body));
    const headers = platform.authorise({ token: "pit-test" });
    const http = platformHttp({ baseUrl: platform.baseUrl, headers, send, now: () => now });
    return { send, lead: platform.fetch(http, "contact1", { credentials: {} }) };
  };
  const contact = {
    id: "contact1",
    firstName: "samuel",
    lastName: "abara",
    phone: "+12025550177",
    email: "s@example.com",
  };

  it("is asked for by its id, in the version of the API that contacts have", async () => {
    const { send, lead } = fetched(200, { contact });
    expect(await lead).toMatchObject({ kind: "lead", lead: { firstName: "samuel", phone: "+12025550177" } });
    expect(send.requests[0]).toMatchObject({
      url: "https://services.leadconnectorhq.com/contacts/contact1",
      headers: { authorization: "Bearer pit-test", version: "2021-07-28" },
    });
  });

  it("is held where somebody wants no call, as it is now and not as it was", async () => {
    const { lead } = fetched(200, { contact: { ...contact, dnd: true } });
    expect(await lead).toMatchObject({ lead: { callsRefused: true } });
  });

  it("is gone where HighLevel says so, which it does by a 400", async () => {
    const words = { statusCode: 400, message: "Contact with id contact1 not found" };
    await expect(fetched(400, words).lead).rejects.toMatchObject({ status: 404, detail: words.message });
    await expect(fetched(200, { contact: { ...contact, deleted: true } }).lead).rejects.toMatchObject({ status: 404 });
    const list = { statusCode: 422, message: ["contactId is wrong"] };
    await expect(fetched(422, list).lead).rejects.toMatchObject({ status: 400, detail: "contactId is wrong" });
  });
});

describe("the calling for a contact of HighLevel", () => {
  const stopOn = ["deleted", "dnd", { tag: "do not call" }, { status: ["won", "lost"] }, { stage: "stage-over" }];
  const stopsIn = async (body: unknown, settings: object = { stopOn }) => {
    const reading = await highlevel.intake.bind(settings).read(post(body, { "x-ghl-signature": "proven" }));
    return reading.kind === "leads" ? reading.stops : reading.kind;
  };
  const contact = { type: "contact", id: "contact1" };

  it.each([
    ["the contact was deleted", contactEvent({ type: "ContactDelete" })],
    ["somebody asked for no calls", contactEvent({ type: "ContactDndUpdate", dnd: true })],
    ["it has a tag that says so", contactEvent({ type: "ContactTagUpdate", tags: ["Do not call"] })],
    ["its opportunity was lost", opportunityEvent({ type: "OpportunityStatusUpdate", status: "lost" })],
    ["its opportunity is over", opportunityEvent({ type: "OpportunityStageUpdate", pipelineStageId: "stage-over" })],
  ])("stops where %s", async (_, event) => expect(await stopsIn(event)).toMatchObject([contact]));

  it("says that nobody calls the number any more where the contact asked for no calls, and nowhere else", async () => {
    const asked = contactEvent({ type: "ContactDndUpdate", dnd: true });
    expect(await stopsIn(asked)).toEqual([{ ...contact, refusesCalls: true }]);
    expect(await stopsIn(contactEvent({ type: "ContactDelete" }))).toEqual([contact]);
  });

  it("goes on after every other event, and where no stops are asked for", async () => {
    expect(await stopsIn(contactEvent({ type: "ContactDndUpdate", dnd: false }))).toBe("ignored");
    expect(await stopsIn(contactEvent())).toBeUndefined();
    expect(await stopsIn(opportunityEvent({ type: "OpportunityStatusUpdate", status: "open" }))).toBe("ignored");
    expect(await stopsIn(contactEvent({ type: "ContactDelete" }), {})).toBe("ignored");
    expect(await stopsIn(contactEvent({ type: "ContactDelete" }), { stopOn, locationId: "another" })).toBe("ignored");
  });
});
