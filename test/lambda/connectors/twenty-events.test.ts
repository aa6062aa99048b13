import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { twenty } from "../../../lambda/connectors/vendors/twenty/twenty.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { recorded } from "../../fakes/recorded.ts";

/** The webhooks of Twenty: the record as it is after the change, and which of its fields were changed. */

const { request, secrets: values, now } = recorded("twenty", "person-created");
const intake = twenty.intake.bind(undefined);
const refused = expect.objectContaining({ status: 401 });

const id = "9d2c0b1a-7f6e-4d5c-8b3a-0a1b2c3d4e5f";
const at = "2026-06-15T14:29:59.120Z";
const phones = { primaryPhoneNumber: "2025550162", primaryPhoneCallingCode: "+1", additionalPhones: null };
const person = (change: object = {}) => ({
  id,
  createdAt: "2026-06-15T14:29:50.000Z",
  name: { firstName: "Nora", lastName: "Whitfield" },
  emails: { primaryEmail: "nora.whitfield@example.com", additionalEmails: null },
  phones,
  createdBy: { source: "MANUAL", name: "Dana Reyes" },
  ...change,
});
const event = (eventName: string, record: object, more: object = {}) => ({ eventName, eventDate: at, record, ...more });
const updated = (fields: string[], change: object = {}) =>
  event("person.updated", person(change), { updatedFields: fields });

const read = (body: unknown, settings?: object) =>
  twenty.intake.bind(settings).read({ ...request, body: Buffer.from(JSON.stringify(body)) });
async function draftsOf(body: unknown, settings?: object) {
  const reading = await read(body, settings);
  return reading.kind === "leads" ? reading.leads : [];
}
async function stopsOf(body: unknown, stopOn: unknown) {
  const reading = await read(body, { stopOn });
  return reading.kind === "leads" ? (reading.stops ?? []) : [];
}

describe("Twenty's signature", () => {
  const verify =
    (headers: Record<string, string | undefined>, time = now, body = request.body) =>
    () =>
      intake.verify(
        { ...request, headers: { ...request.headers, ...headers }, body },
        { keys: ["test-key"], values },
        time,
      );

  it("covers every byte of the body and the time", () => {
    expect(verify({})).not.toThrow();
    for (let place = 0; place < request.body.length; place += 9) {
      const body = request.body.map((byte, index) => (index === place ? byte ^ 1 : byte));
      expect(verify({}, now, body)).toThrow(refused);
    }
    expect(verify({ "x-twenty-webhook-timestamp": "1781533800001" })).toThrow(refused);
    expect(verify({ "x-twenty-webhook-nonce": "another" })).not.toThrow();
  });

  it("F96: is refused once it is older than five minutes, or ahead of its time", () => {
    const sentAt = Number(request.headers["x-twenty-webhook-timestamp"]);
    for (const ms of [-300_000, 300_000]) expect(verify({}, new Date(sentAt + ms))).not.toThrow();
    for (const ms of [-300_001, 300_001]) expect(verify({}, new Date(sentAt + ms))).toThrow(refused);
  });

  it.each([undefined, "", "now", "-1"])("is none at the time %j", (time) => {
    const signature = createHmac("sha256", values.signing_secret ?? "")
      .update(`${time ?? ""}:`)
      .update(request.body)
      .digest("hex");
    const headers = { "x-twenty-webhook-timestamp": time, "x-twenty-webhook-signature": signature };
    expect(verify(headers)).toThrow(refused);
  });

  it("is what the sender is recognised by", () => {
    expect(twenty.recognises(request)).toBe("surely");
    expect(twenty.recognises({ ...request, headers: {}, body: Buffer.from("{}") })).toBeUndefined();
  });
});

describe("a person of Twenty", () => {
  it("is a lead once made, with the number in one piece", async () => {
    expect(await draftsOf(event("person.created", person()))).toEqual([
      {
        firstName: "Nora",
        lastName: "Whitfield",
        phone: "+12025550162",
        email: "nora.whitfield@example.com",
        record: { type: "person", id },
        key: `created:${id}`,
      },
    ]);
  });

  it.each([
    [{ primaryPhoneNumber: "+442079460958", primaryPhoneCallingCode: "" }, "+442079460958"],
    [{ primaryPhoneNumber: "20 7946 0958", primaryPhoneCallingCode: "+44" }, "+442079460958"],
    [{ primaryPhoneNumber: "(202) 555-0162", primaryPhoneCallingCode: null }, "(202) 555-0162"],
    [{ primaryPhoneNumber: "", additionalPhones: [{ number: "2025550163", callingCode: "+1" }] }, "+12025550163"],
  ])("has the phone of %j", async (given, phone) => {
    expect(await draftsOf(event("person.created", person({ phones: given })))).toMatchObject([{ phone }]);
  });

  it("who is made empty is the same lead once they get a phone, within an hour", async () => {
    const empty = { phones: { primaryPhoneNumber: "" }, createdAt: "2026-06-15T13:30:00.000Z" };
    expect(await draftsOf(event("person.created", person(empty)))).toEqual([]);
    const typed = { createdAt: "2026-06-15T13:30:00.000Z" };
    expect(await draftsOf(updated(["phones"], typed))).toMatchObject([{ key: `created:${id}`, phone: "+12025550162" }]);
    expect(await draftsOf(updated(["city"], typed))).toEqual([]);
    expect(await draftsOf(updated(["phones"], { createdAt: "2026-06-15T13:29:00.000Z" }))).toEqual([]);
    expect(await draftsOf(updated(["phones"], { createdAt: undefined }))).toEqual([]);
  });

  it.each([
    ["of an e-mail", { createdBy: { source: "EMAIL" } }, {}],
    ["of a calendar", { createdBy: { source: "CALENDAR" } }, {}],
    [
      "by the bridge itself",
      { createdBy: { source: "API", name: "Callingly bridge" } },
      { ourKeys: ["Callingly bridge"] },
    ],
    ["of a file, where the settings say so", { createdBy: { source: "IMPORT" } }, { exceptFrom: ["IMPORT"] }],
  ])("who is made %s rings nobody", async (_, change, settings) => {
    expect(await draftsOf(event("person.created", person(change)), settings)).toEqual([]);
    expect(await draftsOf(event("person.created", person(change)), { exceptFrom: [] })).toHaveLength(1);
    // Nor once somebody types a phone; a colleague who says so has them rung all the same.
    expect(await draftsOf(updated(["phones"], change), settings)).toEqual([]);
    const on = { field: "callMe", becomes: true };
    expect(await draftsOf(updated(["callMe"], { ...change, callMe: true }), { ...settings, on })).toHaveLength(1);
  });

  it.each(["person.deleted", "person.restored", "company.created", "person.upserted"])(
    "%s is no lead",
    async (name) => {
      expect(await read(event(name, person()))).toMatchObject({ kind: "ignored" });
    },
  );

  it("who wants no call is held", async () => {
    const settings = { doNotCall: ["noCalls"] };
    expect(await draftsOf(event("person.created", person({ noCalls: true })), settings)).toMatchObject([
      { callsRefused: true },
    ]);
    for (const noCalls of [false, null, "", "no", []]) {
      expect((await draftsOf(event("person.created", person({ noCalls })), settings))[0]).not.toHaveProperty(
        "callsRefused",
      );
    }
  });

  it("comes with others in some versions, and an odd one costs them nothing", async () => {
    const items = [null, { record: {} }, { record: { id: "../x" } }, { record: person() }, 7];
    expect(await draftsOf({ eventName: "person.created", eventDate: at, items })).toMatchObject([
      { firstName: "Nora" },
    ]);
    await expect(read({ record: person() })).rejects.toMatchObject({ status: 422 });
  });
});

describe("a rule", () => {
  it("is a field that got a value, each time anew", async () => {
    const settings = { on: { field: "callStatus", becomes: ["CALL_NOW", "AGAIN"] } };
    const [draft] = await draftsOf(updated(["callStatus"], { callStatus: "AGAIN" }), settings);
    expect(draft).toMatchObject({ phone: "+12025550162", key: `callStatus:${id}:CALL_NOW|AGAIN:${at}` });
    expect(await draftsOf(updated(["city"], { callStatus: "AGAIN" }), settings)).toEqual([]);
    expect(await draftsOf(updated(["callStatus"], { callStatus: "LATER" }), settings)).toEqual([]);
    expect(await draftsOf(event("person.created", person({ callStatus: "CALL_NOW" })), settings)).toHaveLength(1);
    const ours = { callStatus: "AGAIN", updatedBy: { source: "API", name: "Bridge" } };
    expect(await draftsOf(updated(["callStatus"], ours), { ...settings, ourKeys: ["Bridge"] })).toEqual([]);
  });

  it("is a mark, or one of several values", async () => {
    const isTrue = { on: { field: "callMe", becomes: true } };
    expect(await draftsOf(updated(["callMe"], { callMe: true }), isTrue)).toHaveLength(1);
    expect(await draftsOf(updated(["callMe"], { callMe: false }), isTrue)).toEqual([]);
    const oneOf = { on: { field: "marks", becomes: "HOT" } };
    expect(await draftsOf(updated(["marks"], { marks: ["NEW", "HOT"] }), oneOf)).toHaveLength(1);
  });

  const opportunity = (change: object = {}) => ({
    id: "4c2b9a10-5c2d-4e6f-8a7b-112233445577",
    stage: "MEETING",
    pointOfContactId: id,
    ...change,
  });
  const staged = (change: object = {}) =>
    event("opportunity.updated", opportunity(change), { updatedFields: ["stage"] });

  it("is a stage, whose point of contact is read", async () => {
    const settings = { on: { stage: "MEETING" } };
    expect(await draftsOf(staged(), settings)).toMatchObject([{ reference: id, record: { type: "person", id } }]);
    expect(await draftsOf(staged({ pointOfContactId: null }), settings)).toEqual([]);
    expect(await draftsOf(staged({ pointOfContactId: ".." }), settings)).toEqual([]);
    expect(await draftsOf(staged())).toEqual([]);
    expect(await draftsOf(updated(["stage"], { stage: "MEETING" }), settings)).toEqual([]);
    expect(twenty.intake.bind(settings).platform).toMatchObject({
      baseUrl: "https://url-is-not-set.invalid",
      isOptional: false,
    });
    expect(intake.platform).toMatchObject({ isOptional: true });
  });

  it("stops the calling for the person, whoever did it", async () => {
    const record = { type: "person", id };
    expect(await stopsOf(event("person.deleted", person()), "deleted")).toEqual([record]);
    expect(await stopsOf(event("person.destroyed", person()), "deleted")).toEqual([record]);
    expect(await stopsOf(staged({ stage: "CUSTOMER" }), { stage: ["CUSTOMER"] })).toEqual([record]);
    expect(await stopsOf(updated(["noCalls"], { noCalls: true }), { field: "noCalls", becomes: true })).toEqual([
      record,
    ]);
    expect(await stopsOf(updated(["city"], { noCalls: true }), { field: "noCalls", becomes: true })).toEqual([]);
    expect(await stopsOf(event("company.deleted", { id }), "deleted")).toEqual([]);
  });
});

describe("a person whom an opportunity names", () => {
  const fetchWith = (status: number, body: object) => {
    const { platform } = twenty.intake.bind({ url: "https://crm.example.com/" });
    const send = fakeSend(answered(status, body));
    const http = platformHttp({
      baseUrl: platform?.baseUrl ?? "",
      headers: platform?.authorise({ api_key: "k" }) ?? {},
      send,
      now: () => now,
    });
    return { send, fetched: platform?.fetch(http, id, { credentials: {} }) };
  };

  it("is read with an API key", async () => {
    const { send, fetched } = fetchWith(200, { data: { person: person() } });
    expect(await fetched).toMatchObject({ kind: "lead", lead: { firstName: "Nora", phone: "+12025550162" } });
    expect(send.requests).toMatchObject([
      { url: `https://crm.example.com/rest/people/${id}?depth=0`, headers: { authorization: "Bearer k" } },
    ]);
  });

  it.each([
    [404, "Record not found", 404],
    [400, "Record not found", 404],
    [403, "No permission", 401],
    [400, "Invalid id", 400],
  ])("that Twenty does not show (%i, %s)", async (status, message, expected) => {
    const { fetched } = fetchWith(status, { statusCode: status, error: "x", messages: [message] });
    await expect(fetched).rejects.toMatchObject({ status: expected, detail: message });
  });
});
