import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { espocrm } from "../../../lambda/connectors/vendors/espocrm/espocrm.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { recorded } from "../../fakes/recorded.ts";

/** The webhooks of EspoCRM: lists of records, without a word on which event they are of. */

const { request, secrets: values, now } = recorded("espocrm", "lead-create-batch");
const intake = espocrm.intake.bind(undefined);
const refused = expect.objectContaining({ status: 401 });
const HOOK = "6671b2f0c4a3de901";
const key = values.signing_secret ?? "";

const post = (body: unknown): HttpRequest => ({ ...request, body: Buffer.from(JSON.stringify(body)) });
const read = (body: unknown, settings?: object) => espocrm.intake.bind(settings).read(post(body));

async function draftsOf(body: unknown, settings?: object) {
  const reading = await read(body, settings);
  return reading.kind === "leads" ? reading.leads : [];
}
async function stopsOf(body: unknown, settings: object) {
  const reading = await read(body, settings);
  return reading.kind === "leads" ? (reading.stops ?? []) : [];
}

const created = (change: object = {}) => ({
  id: "6671b3a1d2f4c8801",
  deleted: false,
  firstName: "Theo",
  lastName: "Marchetti",
  status: "New",
  phoneNumber: "+12025550138",
  doNotCall: false,
  createdAt: "2026-06-15 14:29:50",
  createdById: "65b2f1c0aa11d0001",
  ...change,
});

describe("EspoCRM's signature", () => {
  const verify =
    (
      headers: Record<string, string | undefined>,
      given: Record<string, string | undefined> = values,
      body = request.body,
    ) =>
    () =>
      intake.verify({ ...request, headers, body }, { keys: ["test-key"], values: given }, now);
  const { signature, "x-signature": older } = request.headers;

  it("covers every byte of the body, as digits and as bytes", () => {
    for (const headers of [{ signature }, { "x-signature": older }, { signature, "x-signature": older }]) {
      expect(verify(headers)).not.toThrow();
      for (let at = 0; at < request.body.length; at += 7) {
        const body = request.body.map((byte, index) => (index === at ? byte ^ 1 : byte));
        expect(verify(headers, values, body)).toThrow(refused);
      }
    }
  });

  it("holds where one of the two does, as each version makes them", () => {
    expect(verify({ signature: "bm90OmE=", "x-signature": older })).not.toThrow();
    expect(verify({ signature, "x-signature": "bm90OmE=" })).not.toThrow();
  });

  it.each([
    "",
    "x",
    "====",
    Buffer.from(`${HOOK}:`).toString("base64"),
    Buffer.from("a".repeat(32)).toString("base64"),
  ])("is none in %j", (header) => expect(verify({ signature: header, "x-signature": header })).toThrow(refused));

  it("is made with the key, whatever the webhook's id", () => {
    const digits = createHmac("sha256", key).update(request.body).digest("hex");
    const of = (hook: string, hmac: string) => ({ signature: Buffer.from(`${hook}:${hmac}`).toString("base64") });
    expect(verify(of("another", digits))).not.toThrow();
    expect(verify(of(HOOK, createHmac("sha256", HOOK).update(request.body).digest("hex")))).toThrow(refused);
  });

  it("may be any webhook's that leads to the source, and an older key's", () => {
    expect(verify({ signature }, { signing_secret: `one-key ${key}, third-key` })).not.toThrow();
    expect(verify({ signature }, { signing_secret: "one-key", previous_signing_secret: key })).not.toThrow();
    expect(verify({ signature }, { signing_secret: "one-key third-key" })).toThrow(refused);
  });

  it("takes the place of the source's key, also where the secret holds no key at all", () => {
    const keyOnly = { "x-bridge-key": "test-key" };
    expect(verify(keyOnly)).toThrow(refused);
    expect(verify(keyOnly, { signing_secret: " , " })).toThrow(refused);
    expect(verify(keyOnly, {})).not.toThrow();
  });

  it("is what the sender is recognised by", () => {
    expect(espocrm.recognises({ ...request, headers: { signature } })).toBe("surely");
    expect(espocrm.recognises({ ...request, headers: { signature: 'keyId="k",algorithm="hs2019"' } })).toBeUndefined();
  });
});

describe("records of EspoCRM", () => {
  it("are leads once each, with the record on which the result is written", async () => {
    const drafts = await draftsOf([created(), created({ id: "b", firstName: "Yuki", phoneNumber: "+442079460958" })]);
    expect(drafts).toMatchObject([
      { key: "created:6671b3a1d2f4c8801", firstName: "Theo", record: { type: "Lead", id: "6671b3a1d2f4c8801" } },
      { key: "created:b", firstName: "Yuki", phone: "+442079460958" },
    ]);
    expect(drafts.every(({ reference, callsRefused }) => reference === undefined && callsRefused === undefined)).toBe(
      true,
    );
  });

  it("that are none cost the others nothing", async () => {
    const odd = [null, 7, "x", {}, { id: 5 }, { id: "../User/1", createdAt: "x" }, { id: "..", createdAt: "x" }, []];
    expect(await draftsOf([...odd, created(), ...odd])).toMatchObject([{ firstName: "Theo" }]);
    await expect(read({ id: "a" })).rejects.toMatchObject({ status: 422 });
    expect(await read(odd)).toMatchObject({ kind: "ignored" });
    expect(await read([])).toMatchObject({ kind: "ignored" });
  });

  it("of contacts are so where the source is theirs", async () => {
    const contact = created({ status: undefined });
    expect(await draftsOf([contact], { entity: "Contact" })).toMatchObject([{ record: { type: "Contact" } }]);
    expect(() => espocrm.intake.bind({ entity: "Contact", on: { status: "New" } })).toThrow("a contact has no status");
  });

  it.each([["phoneNumberData"], ["emailAddressData"]])("have what stands in %s alone", async (list) => {
    const { phoneNumber: _, ...record } = created();
    const drafts = await draftsOf([
      { ...record, [list]: [{ phoneNumber: "+12025550139", emailAddress: "theo@example.com", primary: true }] },
    ]);
    expect(drafts).toMatchObject([
      list === "phoneNumberData" ? { phone: "+12025550139" } : { email: "theo@example.com" },
    ]);
  });

  it.each([{ doNotCall: true }, { doNotCall: "yes" }, { phoneNumberIsOptedOut: true }])(
    "that want no call are held: %j",
    async (change) => expect(await draftsOf([created(change)])).toMatchObject([{ callsRefused: true }]),
  );

  it.each([["Converted"], ["Recycled"], ["Dead"]])(
    "that come as %s ring nobody, unless the settings name it",
    async (status) => {
      expect(await draftsOf([created({ status })])).toEqual([]);
      expect(await draftsOf([created({ status })], { on: ["created", { status }] })).toMatchObject([
        { firstName: "Theo" },
      ]);
    },
  );

  it.each([
    ["changed", { id: "a", status: "Assigned" }],
    ["deleted", { id: "a" }],
    ["written by the bridge itself", created({ createdById: "api-user" })],
  ])("that were %s are no leads by default", async (_, record) => {
    expect(await read([record], { ourUsers: ["api-user"] })).toMatchObject({ kind: "ignored" });
  });
});

describe("a status that is a lead", () => {
  const settings = { on: { status: ["Call now", "Assigned"] }, ourUsers: ["api-user"] };
  const change = { id: "a", status: "assigned" };

  it("is one whose person is read, and the same for two hours", async () => {
    expect(await draftsOf([change], settings)).toEqual([
      { reference: "a", record: { type: "Lead", id: "a" }, key: "status:a:assigned", keyWindowMs: 7_200_000 },
    ]);
    expect(await draftsOf([{ id: "a", status: "New" }, { id: "a", name: "x" }, created()], settings)).toEqual([]);
  });

  it("may be that with which a record is created, which comes whole", async () => {
    const [draft] = await draftsOf([created({ status: "Assigned" })], settings);
    expect(draft).toMatchObject({ firstName: "Theo", phone: "+12025550138" });
    expect(draft).not.toHaveProperty("reference");
  });

  it("is none where the bridge has set it", async () => {
    expect(await draftsOf([{ ...change, modifiedById: "api-user" }], settings)).toEqual([]);
  });

  it("is read with an API key, from no server that nobody named", async () => {
    const { platform } = espocrm.intake.bind({ ...settings, url: "https://crm.example.com/espo/" });
    const send = fakeSend(answered(200, created({ status: "Assigned", phoneNumber: "(202) 555-0138" })));
    const options = {
      baseUrl: platform?.baseUrl ?? "",
      headers: platform?.authorise({ api_key: "k" }) ?? {},
      send,
      now: () => now,
    };
    expect(await platform?.fetch(platformHttp(options), "a", { credentials: {} })).toMatchObject({
      kind: "lead",
      lead: { firstName: "Theo", phone: "(202) 555-0138" },
    });
    expect(send.requests[0]).toMatchObject({
      url: "https://crm.example.com/espo/api/v1/Lead/a",
      headers: { "x-api-key": "k" },
    });
    expect(espocrm.intake.bind(settings).platform).toMatchObject({
      baseUrl: "https://url-is-not-set.invalid",
      isOptional: false,
    });
    expect(intake.platform).toMatchObject({ isOptional: true });
    expect(platform?.access?.({ url: "https://crm.example.com" }).baseUrl).toBe("https://crm.example.com");
  });

  it.each([
    ["was changed by the bridge last", created({ status: "Assigned", modifiedById: "api-user" })],
    ["is over by now", created({ status: "Converted" })],
  ])("rings nobody where the record %s", async (_, row) => {
    const { platform } = espocrm.intake.bind(settings);
    const http = platformHttp({
      baseUrl: "https://crm.example.com",
      headers: {},
      send: fakeSend(answered(200, row)),
      now: () => now,
    });
    expect(await platform?.fetch(http, "a", { credentials: {} })).toMatchObject({ kind: "nothing" });
  });

  it.each([
    [404, 404],
    [403, 401],
    [401, 401],
    [400, 400],
  ])("keeps EspoCRM's words where it answers %i", async (status, expected) => {
    const { platform } = espocrm.intake.bind(settings);
    const send = fakeSend(answered(status, "", { headers: { "x-status-reason": "No access." } }));
    const http = platformHttp({ baseUrl: "https://crm.example.com", headers: {}, send, now: () => now });
    await expect(platform?.fetch(http, "a", { credentials: {} })).rejects.toMatchObject({
      status: expected,
      detail: "No access.",
    });
  });
});

describe("a stop", () => {
  const settings = { stopOn: ["deleted", "doNotCall", { status: ["Converted", "Dead"] }] };
  const record = { type: "Lead", id: "a" };

  it.each([
    ["a deletion", { id: "a" }, undefined],
    ["a status", { id: "a", status: "Dead", description: "No interest" }, undefined],
    ["a wish not to be called, by anybody", { id: "a", doNotCall: true }, true],
    ["a phone that is opted out, for anybody", { id: "a", phoneNumberIsOptedOut: true }, true],
  ])("is %s", async (_, change, refusesCalls) => {
    expect(await stopsOf([change], settings)).toEqual([{ ...record, refusesCalls }]);
    expect(await stopsOf([change], { on: "created" })).toEqual([]);
  });

  it("is no lead as well, and costs the others nothing", async () => {
    const reading = await read([created({ doNotCall: true }), created({ id: "b" }), { id: "a", name: "x" }], settings);
    expect(reading).toMatchObject({ leads: [{ record: { id: "b" } }], stops: [{ id: "6671b3a1d2f4c8801" }] });
  });

  it("is of the source's kind of record", async () => {
    expect(await stopsOf([{ id: "a" }], { entity: "Contact", stopOn: "deleted" })).toEqual([
      { type: "Contact", id: "a" },
    ]);
    expect(espocrm.intake.bind(settings).stops).toBe(true);
    expect(intake.stops).toBe(false);
  });
});

describe("an answer to EspoCRM", () => {
  it("asks for the request once more by a status that EspoCRM repeats after, and never deletes the webhook", async () => {
    const statuses = [
      await intake.reply(request, { kind: "again" }),
      await intake.reply(request, { kind: "nothing", why: "no lead" }),
      await intake.reply(request, { kind: "accepted", leads: [{ id: "l", status: "accepted" }] }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([503, 200, 200]);
  });
});
