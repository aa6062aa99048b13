import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { hubspot } from "../../../lambda/connectors/vendors/hubspot/hubspot.ts";
import type { LeadDraft } from "../../../lambda/lead/reader/draft.ts";
import { parsePhone } from "../../../lambda/lead/reader/phone.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { fixture } from "../../fakes/fixture.ts";
import { recorded } from "../../fakes/recorded.ts";

/** The webhooks of an app: several events in one request, each with the id of a record and nobody's data. */

const BATCH = "app-contact-creation-batch";
const { request, secrets: values, now } = recorded("hubspot", BATCH);
const secrets = { keys: ["test-key"], values };
const intake = hubspot.intake.bind(undefined);

const post = (events: unknown): HttpRequest => ({ ...request, body: Buffer.from(JSON.stringify(events)) });

const event = (change: object = {}) => ({
  eventId: 3_081_554_017,
  subscriptionId: 3_410_021,
  portalId: 48_120_077,
  appId: 9_120_044,
  occurredAt: 1_781_533_797_900,
  subscriptionType: "contact.creation",
  attemptNumber: 0,
  objectId: 151_209_840_112,
  changeFlag: "CREATED",
  changeSource: "CRM_UI",
  sourceId: "userId:45678",
  ...change,
});
const change = (propertyName: string, propertyValue: unknown, more: object = {}) =>
  event({ subscriptionType: "contact.propertyChange", changeFlag: undefined, propertyName, propertyValue, ...more });

async function draftsOf(events: unknown[], settings?: object): Promise<readonly LeadDraft[]> {
  const reading = await hubspot.intake.bind(settings).read(post(events));
  return reading.kind === "leads" ? reading.leads : [];
}
const idsOf = async (events: unknown[], settings?: object) =>
  (await draftsOf(events, settings)).map(({ reference }) => reference);

describe("the signature of an app's webhooks", () => {
  const verify =
    (tried: HttpRequest, at = now) =>
    () =>
      intake.verify(tried, secrets, at);
  const refused = expect.objectContaining({ status: 401 });

  it("covers method, address, every byte and the time", () => {
    expect(verify(request)).not.toThrow();
    for (let at = 0; at < request.body.length; at += 1) {
      expect(verify({ ...request, body: request.body.map((byte, index) => (index === at ? byte ^ 1 : byte)) })).toThrow(
        refused,
      );
    }
    expect(verify({ ...request, method: "PUT" })).toThrow(refused);
    expect(verify({ ...request, url: `${request.url}?x` })).toThrow(refused);
    const later = String(now.getTime() + 1);
    expect(verify({ ...request, headers: { ...request.headers, "x-hubspot-request-timestamp": later } })).toThrow(
      refused,
    );
  });

  it("is refused once it is older than five minutes", () => {
    const sentAt = Number(request.headers["x-hubspot-request-timestamp"]);
    expect(verify(request, new Date(sentAt + 300_000))).not.toThrow();
    expect(verify(request, new Date(sentAt + 300_001))).toThrow(refused);
  });

  it("is over the bytes as they came, whatever they mean", () => {
    const body = Uint8Array.from([0x5b, 0xff, 0xfe, 0x5d]);
    const sentAt = request.headers["x-hubspot-request-timestamp"] ?? "";
    const hmac = createHmac("sha256", values.client_secret ?? "")
      .update(`POST${request.url}`)
      .update(body);
    const signature = hmac.update(sentAt).digest("base64");
    expect(
      verify({ ...request, body, headers: { ...request.headers, "x-hubspot-signature-v3": signature } }),
    ).not.toThrow();
  });
});

describe("a request with several events", () => {
  it("is as many leads, each with its record", async () => {
    const { expected } = fixture("connectors", "hubspot", BATCH);
    const reading = await intake.read(request);
    const leads = reading.kind === "leads" ? reading.leads : [];
    expect(leads.map(({ reference, externalId, record }) => ({ reference, externalId, record }))).toEqual(
      expected.map(({ crm_id, external_id }) => ({
        reference: crm_id,
        externalId: external_id,
        record: { type: "contact", id: crm_id },
      })),
    );
  });

  it("may hold a hundred", async () => {
    const hundred = Array.from({ length: 100 }, (_, index) => event({ objectId: 7_000 + index }));
    expect(await idsOf(hundred)).toHaveLength(100);
  });

  it.each([
    null,
    7,
    "text",
    [],
    {},
    { subscriptionType: "contact.creation" },
    event({ objectId: null }),
    event({ objectId: "../1" }),
    event({ objectId: { id: 1 } }),
    event({ subscriptionType: 7 }),
  ])("loses no other to %j", async (bad) => {
    expect(await idsOf([event({ objectId: 1 }), bad, event({ objectId: 2 })])).toEqual(["1", "2"]);
  });

  it("keeps an event whose lesser parts are odd", async () => {
    const odd = event({ eventId: {}, changeFlag: 7, changeSource: [], sourceId: null, occurredAt: "x", appId: null });
    expect(await draftsOf([odd])).toMatchObject([{ reference: "151209840112", externalId: undefined }]);
  });

  it("keeps an id that is larger than a double", async () => {
    const body = Buffer.from('[{"subscriptionType":"contact.creation","objectId":90071992547409931}]');
    expect(await intake.read({ ...request, body })).toMatchObject({ leads: [{ record: { id: "90071992547409931" } }] });
  });

  it("without a lead among them rings nobody, and is answered as if accepted", async () => {
    for (const events of [[], [event({ subscriptionType: "deal.creation" })], [null]]) {
      const reading = await intake.read(post(events));
      expect(reading).toEqual({ kind: "ignored", why: expect.any(String) });
      expect((await intake.reply(request, { kind: "nothing", why: "" })).status).toBe(200);
    }
  });

  it("is answered with 503 when it could not be stored, so that HubSpot sends it again", async () => {
    expect((await intake.reply(request, { kind: "again" })).status).toBe(503);
  });
});

describe("which events are leads", () => {
  it.each([
    ["a contact that was created", event(), true],
    ["the same in the generic form", event({ subscriptionType: "object.creation", objectTypeId: "0-1" }), true],
    ["one that a form created", event({ changeSource: "FORM", sourceId: "2f1c9a7e" }), true],
    ["one of another app", event({ changeSource: "INTEGRATION", sourceId: "2931120" }), true],
    ["a company", event({ subscriptionType: "company.creation" }), false],
    ["a deal", event({ subscriptionType: "object.creation", objectTypeId: "0-3" }), false],
    ["an object whose type nobody says", event({ subscriptionType: "object.creation" }), false],
    ["a deletion", event({ subscriptionType: "contact.deletion", changeFlag: "DELETED" }), false],
    ["a privacy deletion", event({ subscriptionType: "contact.privacyDeletion" }), false],
    ["a merge", event({ subscriptionType: "contact.merge", mergedObjectIds: [1] }), false],
    ["a restored contact", event({ subscriptionType: "contact.restore" }), false],
    ["an association", event({ subscriptionType: "contact.associationChange" }), false],
    ["a changed property", change("lifecyclestage", "lead"), false],
    ["a creation that says it is a deletion", event({ changeFlag: "DELETED" }), false],
    ["a contact that merging made", event({ changeSource: "MERGE_OBJECTS" }), false],
    ["what our app created", event({ changeSource: "INTEGRATION", sourceId: "9120044" }), false],
    ["what our app created, as it was said before", event({ changeSource: "API", sourceId: "9120044" }), false],
  ])("by default: %s", async (_, given, isLead) => {
    expect(await draftsOf([given])).toHaveLength(isLead ? 1 : 0);
    expect(await draftsOf([given], { on: "created" })).toHaveLength(isLead ? 1 : 0);
  });

  const onStage = { on: { property: "lifecyclestage", becomes: ["lead", "marketingqualifiedlead"] } };
  it.each([
    ["the property and a value that are named", change("lifecyclestage", "lead"), true],
    ["the value in other letters", change("lifecyclestage", " Lead "), true],
    [
      "the generic form",
      change("lifecyclestage", "lead", { subscriptionType: "object.propertyChange", objectTypeId: "0-1" }),
      true,
    ],
    ["another value", change("lifecyclestage", "customer"), false],
    ["no value", change("lifecyclestage", undefined), false],
    ["another property", change("hs_lead_status", "lead"), false],
    ["a deal's", change("lifecyclestage", "lead", { subscriptionType: "deal.propertyChange" }), false],
    ["a value that came over by merging", change("lifecyclestage", "lead", { changeSource: "MERGE_CONTACTS" }), false],
    [
      "a value of our own",
      change("lifecyclestage", "lead", { changeSource: "INTEGRATION", sourceId: "9120044" }),
      false,
    ],
    ["a contact that was created", event(), false],
  ])("where a property is named: %s", async (_, given, isLead) => {
    expect(await draftsOf([given], onStage)).toHaveLength(isLead ? 1 : 0);
  });

  it("several rules may be given", async () => {
    const settings = { on: ["created", { property: "hs_lead_status", becomes: "CALL_NOW" }] };
    expect(
      await idsOf([event({ objectId: 1 }), change("hs_lead_status", "CALL_NOW", { objectId: 2 })], settings),
    ).toEqual(["1", "2"]);
  });

  it("none that another app of ours made, once its id is named", async () => {
    const given = event({ changeSource: "INTEGRATION", sourceId: "77" });
    expect(await draftsOf([given], { ourApps: ["77"] })).toEqual([]);
    expect(() => hubspot.intake.bind({ ourApps: ["our app"] })).toThrow();
  });

  it("none that came by a way that is excepted", async () => {
    const given = event({ changeSource: "IMPORT" });
    expect(await draftsOf([given])).toHaveLength(1);
    expect(await draftsOf([given], { exceptFrom: ["import"] })).toEqual([]);
  });

  it.each([{ on: "deleted" }, { on: [] }, { on: { property: "x" } }, { on: { property: "", becomes: "y" } }])(
    "not by %j, which is refused",
    (settings) => {
      expect(() => hubspot.intake.bind(settings)).toThrow();
    },
  );
});

describe("the same event", () => {
  const keysOf = async (events: unknown[], settings?: object) =>
    (await draftsOf(events, settings)).map(({ key }) => key);

  it("is one lead, however often and in whichever form it is sent", async () => {
    const again = event({ attemptNumber: 3 });
    const generic = event({ subscriptionType: "object.creation", objectTypeId: "0-1", eventId: 1, subscriptionId: 2 });
    expect(await keysOf([event(), again, generic])).toHaveLength(1);
    expect(await keysOf([again])).toEqual(await keysOf([generic]));
  });

  it("is told from another contact's by the contact, as HubSpot repeats ids of events", async () => {
    expect(new Set(await keysOf([event({ objectId: 1 }), event({ objectId: 2 })])).size).toBe(2);
  });

  it("is told from the next time that the property gets the value", async () => {
    const settings = { on: { property: "lifecyclestage", becomes: "lead" } };
    const first = change("lifecyclestage", "lead");
    expect(await keysOf([first, change("lifecyclestage", "lead", { occurredAt: 1 })], settings)).toHaveLength(2);
    expect(await keysOf([first, { ...first, attemptNumber: 1, eventId: 5 }], settings)).toHaveLength(1);
  });
});

// ── the contacts themselves ─────────────────────────────────────────────────────────────────────────────────────

function platformFor(settings: object | undefined, answer: ReturnType<typeof answered>) {
  const { platform } = hubspot.intake.bind(settings);
  if (!platform?.together) throw new Error("HubSpot's contacts are read together");
  const send = fakeSend(answer);
  const headers = platform.authorise({ token: "test-token" });
  const http = platformHttp({ baseUrl: platform.baseUrl, headers, send, now: () => now });
  return { platform, together: platform.together, send, http };
}

const we = { credentials: {} };
const contact = (id: string, properties: Record<string, string | null>) => ({
  status: "COMPLETE",
  results: [{ id, properties: { hs_object_id: id, createdate: "2026-06-15", lastmodifieddate: "x", ...properties } }],
});

describe("contacts that events name", () => {
  const { fetched, resolved } = fixture("connectors", "hubspot", BATCH);

  it("are read by one request, as a person would read them", async () => {
    const { together, send, http } = platformFor(undefined, answered(200, fetched as object));
    const ids = await idsOf(JSON.parse(Buffer.from(request.body).toString("utf8")));
    const leads = await together.fetch(http, ids as string[], we);
    expect(send.requests).toHaveLength(1);
    expect(send.requests[0]).toMatchObject({
      method: "POST",
      url: "https://api.hubapi.com/crm/v3/objects/contacts/batch/read",
      headers: { authorization: "Bearer test-token", "content-type": "application/json" },
    });
    expect(JSON.parse(send.requests[0]?.body ?? "")).toEqual({
      properties: [
        ...["firstname", "lastname", "phone", "mobilephone", "email", "company"],
        ...["zip", "state", "country", "hs_timezone"],
      ],
      inputs: [{ id: "151209840112" }, { id: "151209840113" }],
    });
    const found = ids.map((id) => {
      const answer = leads.get(id ?? "");
      const lead: LeadDraft = answer?.kind === "lead" ? answer.lead : {};
      return {
        first_name: lead.firstName ?? null,
        last_name: lead.lastName ?? null,
        phone_number: parsePhone(lead.phone ?? "", "US") ?? null,
        email: lead.email ?? null,
        company: lead.company ?? null,
      };
    });
    expect(found).toEqual(
      resolved.map(({ first_name, last_name, phone_number, email, company }) => ({
        first_name,
        last_name,
        phone_number,
        email,
        company,
      })),
    );
  });

  it("say where the person is, with the zone as HubSpot writes it", async () => {
    const said = { phone: "+12025550143", zip: "80202", state: "Colorado", country: "United States" };
    const { platform, http } = platformFor(
      undefined,
      answered(200, contact("1", { ...said, hs_timezone: "america_slash_denver" })),
    );
    expect(await platform.fetch(http, "1", we)).toMatchObject({
      lead: { place: { zip: "80202", state: "Colorado", country: "US", zone: "America/Denver" } },
    });
  });

  it("leave nothing behind that is HubSpot's own book-keeping", async () => {
    const { platform, http } = platformFor(undefined, answered(200, contact("1", { phone: "+12025550143" })));
    expect(await platform.fetch(http, "1", we)).toMatchObject({ lead: { phone: "+12025550143", extra: {} } });
  });

  it("are gone when HubSpot does not show them", async () => {
    const none = { status: "COMPLETE", results: [], numErrors: 1, errors: [{ category: "OBJECT_NOT_FOUND" }] };
    const { platform, http } = platformFor(undefined, answered(207, none));
    await expect(platform.fetch(http, "1", we)).rejects.toMatchObject({ status: 404 });
  });

  it("are no one else's: an answer about another contact is none", async () => {
    const { platform, http } = platformFor(undefined, answered(200, contact("2", { phone: "+12025550143" })));
    await expect(platform.fetch(http, "1", we)).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    ["true", true],
    ["Yes", true],
    ["since 2025", true],
    ["false", undefined],
    ["No", undefined],
    ["", undefined],
    [null, undefined],
  ])("say by the property that is named for it whether no call is wanted: %j", async (value, callsRefused) => {
    const answer = answered(200, contact("1", { phone: "+12025550143", hs_do_not_call: value }));
    const { platform, http, send } = platformFor({ doNotCall: ["hs_do_not_call"] }, answer);
    const fetchedLead = await platform.fetch(http, "1", we);
    expect(fetchedLead.kind === "lead" && fetchedLead.lead.callsRefused).toBe(callsRefused);
    expect(JSON.parse(send.requests[0]?.body ?? "").properties).toContain("hs_do_not_call");
  });

  it("need credentials only where the source says which events are leads", () => {
    expect(hubspot.intake.bind(undefined).platform?.isOptional).toBe(true);
    expect(hubspot.intake.bind({ on: "created" }).platform?.isOptional).toBe(false);
  });
});

it("who wants no call is not rung when a workflow sends the contact, either", async () => {
  const asked = { doNotCall: ["phone_wishes"] };
  for (const body of [
    { vid: 1, properties: { phone: { value: "+12025550143" }, phone_wishes: { value: "none" } } },
    { hs_object_id: 1, phone: "+12025550143", phone_wishes: "none" },
  ]) {
    const reading = await hubspot.intake.bind(asked).read(post(body));
    expect(reading).toMatchObject({ leads: [{ callsRefused: true }] });
  }
  const flagged = { vid: 1, properties: { phone: { value: "+12025550143" }, hs_do_not_call: { value: "true" } } };
  expect(await intake.read(post(flagged))).toMatchObject({ leads: [{ callsRefused: true }] });
});

describe("the calling", () => {
  const stopOn = ["deleted", { property: "lifecyclestage", becomes: ["customer", "Lost"] }];
  const stopsIn = async (body: unknown, settings: object = { stopOn }) => {
    const reading = await hubspot.intake.bind(settings).read(post(body));
    return reading.kind === "leads" ? reading.stops : reading.kind;
  };
  const contact = { type: "contact", id: "151209840112" };

  it.each([
    ["a property gets a value that ends it", change("lifecyclestage", "customer")],
    ["it gets the value in another case", change("lifecyclestage", " lost ")],
    [
      "we ourselves have written it",
      change("lifecyclestage", "customer", { changeSource: "INTEGRATION", sourceId: "9120044" }),
    ],
    ["the contact was deleted", event({ subscriptionType: "contact.deletion", changeFlag: "DELETED" })],
    ["it was deleted for privacy's sake", event({ subscriptionType: "contact.privacyDeletion" })],
    ["the event has the generic form", event({ subscriptionType: "object.deletion", objectTypeId: "0-1" })],
  ])("of a contact stops where %s", async (_, one) => expect(await stopsIn([one])).toEqual([contact]));

  it("goes on after every other event, and where nobody has asked for stops", async () => {
    expect(await stopsIn([change("lifecyclestage", "lead")])).toBe("ignored");
    expect(await stopsIn([change("hs_lead_status", "customer")])).toBe("ignored");
    expect(await stopsIn([event({ subscriptionType: "company.deletion" })])).toBe("ignored");
    expect(await stopsIn([change("lifecyclestage", "customer")], {})).toBe("ignored");
  });

  it("stops for one contact while another of the same request is a lead", async () => {
    const reading = await hubspot.intake
      .bind({ stopOn })
      .read(post([event({ objectId: 7 }), change("lifecyclestage", "lost")]));
    expect(reading).toMatchObject({ kind: "leads", leads: [{ reference: "7" }], stops: [contact] });
  });

  it("stops for a whole contact that a workflow sends with that value", async () => {
    const flat = { hs_object_id: contact.id, phone: "+12025550143", lifecyclestage: "customer" };
    const whole = {
      vid: 151_209_840_112,
      properties: { lifecyclestage: { value: "customer" }, phone: { value: "+12025550143" } },
    };
    for (const body of [flat, whole]) {
      const reading = await hubspot.intake.bind({ stopOn }).read(post(body));
      expect(reading).toEqual({ kind: "leads", leads: [], stops: [contact] });
    }
    expect(await stopsIn({ ...flat, lifecyclestage: "lead" })).toBeUndefined();
  });
});
