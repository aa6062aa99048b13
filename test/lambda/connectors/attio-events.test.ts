import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { attio } from "../../../lambda/connectors/vendors/attio/attio.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { recorded } from "../../fakes/recorded.ts";

/** The webhooks of Attio: ids of records and of list entries, and who made them. */

const { request, secrets: values, now } = recorded("attio", "record-created");
const refused = expect.objectContaining({ status: 401 });

const WORKSPACE = "14beef7a-99f7-4534-a87e-70b564330a4c";
const MAYA = "bf071e1f-6035-429d-b874-d83ea64ea13b";
const TO_CALL = "33ebdbe9-e529-47c9-b894-0ba25e9c15c0";
const ENTRY = "2e6e29ea-c4e0-4f44-842d-78a891f8c156";

const by = (type: string) => ({ actor: { type, id: null } });
const ofRecord = (what: string, more: object = by("workspace-member")) => ({
  event_type: `record.${what}`,
  id: { workspace_id: WORKSPACE, object_id: WORKSPACE, record_id: MAYA },
  ...more,
});
const added = (list_id = TO_CALL, more: object = by("system")) => ({
  event_type: "list-entry.created",
  id: { workspace_id: WORKSPACE, list_id, entry_id: ENTRY },
  parent_object_id: WORKSPACE,
  parent_record_id: MAYA,
  ...more,
});

const read = (events: unknown, settings?: object) =>
  attio.intake.bind(settings).read({ ...request, body: Buffer.from(JSON.stringify({ webhook_id: "w1", events })) });
async function leadsOf(events: unknown, settings?: object) {
  const reading = await read(events, settings);
  return reading.kind === "leads" ? reading.leads : [];
}
async function stopsOf(events: unknown, stopOn: unknown) {
  const reading = await read(events, { stopOn });
  return reading.kind === "leads" ? (reading.stops ?? []) : [];
}

describe("Attio's signature", () => {
  const verify = (headers: HttpRequest["headers"], body = request.body) =>
    attio.intake.bind(undefined).verify({ ...request, headers, body }, { keys: ["test-key"], values }, now);

  it("covers every byte of the body", () => {
    expect(() => verify(request.headers)).not.toThrow();
    for (let place = 0; place < request.body.length; place += 9) {
      const body = request.body.map((byte, index) => (index === place ? byte ^ 1 : byte));
      expect(() => verify(request.headers, body)).toThrow(refused);
    }
  });

  it("is wanted once the source has the secret, and with that secret alone", () => {
    const { "attio-signature": _, ...unsigned } = request.headers;
    expect(() => verify(unsigned)).toThrow(refused);
    const other = createHmac("sha256", "another").update(request.body).digest("hex");
    expect(() => verify({ ...request.headers, "attio-signature": other })).toThrow(refused);
  });
});

describe("a lead from Attio", () => {
  it("is a person whom a member or an app made, once", async () => {
    const lead = { key: `created:${MAYA}`, reference: MAYA, record: { type: "people", id: MAYA } };
    for (const type of ["workspace-member", "app"])
      expect(await leadsOf([ofRecord("created", by(type))])).toEqual([lead]);
    for (const type of ["system", "api-token", "another"])
      expect(await leadsOf([ofRecord("created", by(type))])).toEqual([]);
    expect(await leadsOf([ofRecord("created", {})])).toEqual([]);
    expect(await leadsOf([ofRecord("created", by("api-token"))], { madeBy: ["api-token"] })).toEqual([lead]);
  });

  it("is whoever is added to a list that the settings name, by whomever", async () => {
    const on = { list: TO_CALL.toUpperCase() };
    expect(await leadsOf([added()], { on })).toEqual([
      { key: `list:${TO_CALL}:${ENTRY}`, reference: MAYA, record: { type: "people", id: MAYA } },
    ]);
    expect(await leadsOf([added(ENTRY), ofRecord("created")], { on })).toEqual([]);
    expect(await leadsOf([added(), ofRecord("created")], { on: ["created", on] })).toHaveLength(2);
  });

  it("is none for another event, and what is no event costs no other", async () => {
    expect(await read([ofRecord("updated"), ofRecord("merged")])).toMatchObject({ kind: "ignored" });
    expect(await leadsOf([null, 7, { event_type: "record.created", id: { record_id: "../../self" } }])).toEqual([]);
    expect(await leadsOf([null, ofRecord("created")])).toHaveLength(1);
    await expect(async () => read("none")).rejects.toMatchObject({ status: 422 });
  });

  it("ends by what the settings name", async () => {
    const maya = { type: "people", id: MAYA };
    expect(await stopsOf([ofRecord("deleted")], "deleted")).toEqual([maya]);
    expect(await stopsOf([added()], ["deleted", { list: TO_CALL }])).toEqual([maya]);
    expect(await stopsOf([ofRecord("deleted"), added(ENTRY)], { list: TO_CALL })).toEqual([]);
  });

  it.each([{ on: { list: "To call" } }, { on: [] }, { madeBy: ["nobody"] }, { doNotCall: ["Do not call"] }])(
    "needs settings that fit: %j",
    (settings) => expect(() => attio.intake.bind(settings)).toThrow(),
  );
});

describe("a person of Attio", () => {
  const held = (value: object) => [{ active_until: null, ...value }];
  const person = (change: object = {}) => ({
    data: {
      id: { record_id: MAYA },
      values: {
        name: held({ first_name: "Maya", last_name: "Lindqvist", full_name: "Maya Lindqvist" }),
        email_addresses: held({ email_address: "maya.lindqvist@example.com" }),
        phone_numbers: held({ original_phone_number: "(202) 555-0143", normalized_phone_number: "+12025550143" }),
        ...change,
      },
    },
  });
  const fetched = async (status: number, body: unknown, settings?: object) => {
    const { platform } = attio.intake.bind(settings);
    const send = fakeSend(answered(status, body));
    const http = platformHttp({ baseUrl: "https://api.attio.com", headers: {}, send, now: () => now });
    return platform?.fetch(http, MAYA, { credentials: {} });
  };

  it("is read with name, address and phone, whichever way Attio names them", async () => {
    const maya = {
      firstName: "Maya",
      lastName: "Lindqvist",
      email: "maya.lindqvist@example.com",
      phone: "+12025550143",
    };
    expect(await fetched(200, person())).toEqual({ kind: "lead", lead: maya });
    const others = { phone_numbers: held({ phone_number: "+12025550143" }) };
    expect(await fetched(200, person(others))).toEqual({ kind: "lead", lead: maya });
    const bare = { name: held({ full_name: "Maya" }), email_addresses: [], phone_numbers: [] };
    expect(await fetched(200, person(bare))).toMatchObject({ lead: { fullName: "Maya", phone: undefined } });
  });

  it("who wants no call by an attribute that the settings name is held", async () => {
    const settings = { doNotCall: ["do_not_call"] };
    const refusal = { lead: { callsRefused: true } };
    expect(await fetched(200, person({ do_not_call: held({ value: true }) }), settings)).toMatchObject(refusal);
    expect(await fetched(200, person({ do_not_call: held({ option: { title: "Yes" } }) }), settings)).toMatchObject(
      refusal,
    );
    for (const empty of [[], held({ value: false })]) {
      expect(await fetched(200, person({ do_not_call: empty }), settings)).not.toMatchObject(refusal);
    }
  });

  it("who is none, or gone, ends quietly, and a token that does not hold is said", async () => {
    expect(attio.intake.bind(undefined).platform?.notFoundMeans).toBe("nothing");
    await expect(fetched(404, { message: "Record not found" })).rejects.toMatchObject({ status: 404 });
    await expect(fetched(401, {})).rejects.toMatchObject({ status: 401 });
    await expect(fetched(200, { data: [] })).rejects.toMatchObject({ name: "TransientError" });
  });
});
