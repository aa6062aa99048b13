import { describe, expect, it } from "vitest";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { dynamics365 } from "../../../lambda/connectors/vendors/dynamics365/dynamics365.ts";
import { isOwnLead, newLeadId } from "../../../lambda/connectors/vendors/dynamics365/own-ids.ts";
import type { LeadDraft } from "../../../lambda/lead/reader/draft.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";
import { dynamics365 as standIn } from "../../../stand-ins/crms/dynamics365.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { recorded } from "../../fakes/recorded.ts";

/** Leads from Dynamics 365: what a registered webhook is sent. */

const { request } = recorded("dynamics365", "create-lead");
const USER = "75c2dd85-e89e-4711-8122-000d3aa2331c";
const ID = "6d81597f-0f9f-4711-8122-000d3aa2331c";

const choice = (Value: number) => ({ __type: "OptionSetValue:http://schemas.microsoft.com/xrm/2011/Contracts", Value });
const pairs = (columns: object) => Object.entries(columns).map(([key, value]) => ({ key, value }));
const target = (columns: object, labels: object = {}) => ({
  key: "Target",
  value: { __type: "Entity", Attributes: pairs(columns), FormattedValues: pairs(labels), Id: ID, LogicalName: "lead" },
});
const bruno = { firstname: "Bruno", lastname: "Keller", mobilephone: "+49 171 3920012", donotphone: false };
const context = (change: object = {}) => ({
  MessageName: "Create",
  PrimaryEntityName: "lead",
  PrimaryEntityId: ID,
  OperationId: "4af10637-4ea2-4711-8122-000d3aa2331c",
  CorrelationId: "b374239d-4233-41a9-8b17-a86cb4f737b5",
  OperationCreatedOn: "/Date(1781533799100+0000)/",
  InitiatingUserId: USER,
  Depth: 1,
  InputParameters: [target(bruno)],
  PostEntityImages: [],
  ...change,
});
const updated = (columns: object, change: object = {}, labels: object = {}) =>
  context({ MessageName: "Update", InputParameters: [target(columns, labels)], ...change });

const post = (body: unknown, headers: Record<string, string> = {}): HttpRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
  body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
});

async function draftsOf(
  body: unknown,
  settings?: object,
  headers?: Record<string, string>,
): Promise<readonly LeadDraft[]> {
  const reading = await dynamics365.intake.bind(settings).read(post(body, headers), "DE");
  return reading.kind === "leads" ? reading.leads : [];
}

describe("the key of a registration", () => {
  const verify =
    (query: string, headers: Record<string, string> = {}) =>
    () =>
      dynamics365.intake
        .bind(undefined)
        .verify(
          { ...request, query: new URLSearchParams(query), headers: { ...request.headers, ...headers } },
          { keys: ["next-key", "dyn-webhook-key"], values: {} },
          new Date(),
        );
  const refused = expect.objectContaining({ status: 401 });

  it("is a WebhookKey, a parameter or a header", () => {
    expect(verify("code=dyn-webhook-key")).not.toThrow();
    expect(verify("code=next-key")).not.toThrow();
    expect(verify("key=dyn-webhook-key")).not.toThrow();
    expect(verify("", { "x-bridge-key": "dyn-webhook-key" })).not.toThrow();
  });

  it.each(["", "code=", "code=dyn-webhook-key2", "code=another&code=dyn-webhook-key", "Code=dyn-webhook-key"])(
    "is none of %j",
    (query) => expect(verify(query)).toThrow(refused),
  );
});

describe("a message", () => {
  it("of a new lead is the lead as a whole, once, whatever repeats it", async () => {
    const [lead] = await draftsOf(context());
    expect(lead).toMatchObject({
      firstName: "Bruno",
      lastName: "Keller",
      phone: "+49 171 3920012",
      key: `created:lead:${ID}`,
      externalId: "4af10637-4ea2-4711-8122-000d3aa2331c",
      record: { type: "lead", id: ID },
    });
    expect(lead?.reference).toBeUndefined();
    const again = context({ PrimaryEntityId: ID.toUpperCase(), OperationId: "5af10637-4ea2-4711-8122-000d3aa2331c" });
    expect((await draftsOf(again))[0]?.key).toBe(lead?.key);
  });

  it("of a new contact is one as well, unless leads alone are wanted", async () => {
    const body = context({ PrimaryEntityName: "contact" });
    expect(await draftsOf(body)).toMatchObject([{ record: { type: "contact", id: ID }, key: `created:contact:${ID}` }]);
    expect(await draftsOf(body, { tables: ["lead"] })).toEqual([]);
  });

  it.each([
    ["Delete", "lead"],
    ["Merge", "lead"],
    ["SetState", "lead"],
    ["Update", "lead"],
    ["Create", "account"],
    ["Create", "phonecall"],
  ])("of %s on %s rings nobody", async (MessageName, PrimaryEntityName) => {
    expect(await draftsOf(context({ MessageName, PrimaryEntityName }))).toEqual([]);
  });

  it.each([
    ["in the header", context(), { "x-ms-dynamics-msg-size-exceeded": "True" }],
    ["by what is missing", context({ InputParameters: undefined }), {}],
  ])("that had to leave the row out, %s, is a lead to be fetched", async (_, body, headers) => {
    expect(await draftsOf(body, {}, headers)).toMatchObject([
      { reference: `${ID} lead`, key: `created:lead:${ID}`, record: { type: "lead", id: ID } },
    ]);
  });

  it("holds who wants no call, by Dynamics' own column and by others", async () => {
    const of = async (columns: object, settings: object = {}) =>
      (await draftsOf(context({ InputParameters: [target({ ...bruno, ...columns })] }), settings))[0]?.callsRefused;
    expect(await of({ donotphone: true })).toBe(true);
    expect(await of({})).toBeUndefined();
    expect(await of({ new_stop: choice(1) }, { doNotCall: ["new_stop"] })).toBe(true);
    expect(await of({ new_stop: choice(0) }, { doNotCall: ["new_stop"] })).toBeUndefined();
  });

  it("without an operation of its own is known by the moment", async () => {
    const nobody = "00000000-0000-0000-0000-000000000000";
    const settings = { on: { field: "statuscode", becomes: 2 } };
    const body = (OperationCreatedOn: string) =>
      updated({ statuscode: choice(2) }, { OperationId: nobody, OperationCreatedOn });
    const [one] = await draftsOf(body("/Date(1)/"), settings);
    const [other] = await draftsOf(body("/Date(2)/"), settings);
    expect(one?.externalId).toBeUndefined();
    expect((await draftsOf(body("/Date(1)/"), settings))[0]?.key).toBe(one?.key);
    expect(other?.key).not.toBe(one?.key);
  });

  it.each(["{}", "[]", "null", '{"MessageName":"Create","PrimaryEntityName":"lead","PrimaryEntityId":"../x"}'])(
    "that is none is refused: %s",
    async (text) => {
      await expect(draftsOf(text)).rejects.toMatchObject({ status: 422 });
    },
  );

  it.each([
    ["odd parameters", { InputParameters: [1, { key: "Target" }, target(bruno)] }],
    ["a strange depth", { Depth: "many" }],
    ["no user", { InitiatingUserId: null }],
  ])("with %s loses no lead", async (_, change) => {
    expect(await draftsOf(context(change))).toHaveLength(1);
  });

  it("is answered in the way that has Dataverse send it again where it was not stored", async () => {
    const reply = await dynamics365.intake.bind(undefined).reply(request, { kind: "again" });
    expect(reply.status).toBe(503);
  });
});

describe("a column that gets a value", () => {
  const on = { field: "statuscode", becomes: [100000001, "Call now"] };

  it("is a lead by the choice's number or label, each time anew", async () => {
    const body = updated({ statuscode: choice(100000001) });
    const [lead] = await draftsOf(body, { on });
    expect(lead).toMatchObject({ reference: `${ID} lead ${USER}`, record: { type: "lead", id: ID } });
    expect((await draftsOf(body, { on }))[0]?.key).toBe(lead?.key);
    const next = await draftsOf(
      updated({ statuscode: choice(100000001) }, { OperationId: "5af10637-4ea2-4711-8122-000d3aa2331c" }),
      { on },
    );
    expect(next[0]?.key).not.toBe(lead?.key);
    const byLabel = updated({ statuscode: choice(7) }, {}, { statuscode: "Call Now" });
    expect(await draftsOf(byLabel, { on })).toHaveLength(1);
  });

  it("is none where another value or column was written, though the row has it", async () => {
    expect(await draftsOf(updated({ statuscode: choice(2) }), { on })).toEqual([]);
    const image = { key: "after", value: target({ statuscode: choice(100000001) }).value };
    expect(await draftsOf(updated({ subject: "x" }, { PostEntityImages: [image] }), { on })).toEqual([]);
    expect(await draftsOf(context(), { on })).toEqual([]);
    expect(await draftsOf(context(), { on: [on, "created"] })).toHaveLength(1);
  });
});

describe("the calling for a row", () => {
  const stopOn = ["deleted", { field: "statuscode", becomes: [4, "No Longer Interested"] }];
  const read = async (body: unknown, settings: object = { stopOn }) =>
    dynamics365.intake.bind(settings).read(post(body), "DE");
  const stopped = { kind: "leads", leads: [], stops: [{ type: "lead", id: ID }] };

  it("stops where such a value is written, or it is deleted, whoever did it", async () => {
    expect(await read(updated({ statecode: choice(2), statuscode: choice(4) }))).toEqual(stopped);
    expect(await read(updated({ statuscode: choice(6) }, {}, { statuscode: "No longer interested" }))).toEqual(stopped);
    expect(await read(context({ MessageName: "Delete" }), { stopOn, ourUsers: [USER] })).toEqual(stopped);
  });

  it("goes on after every other value, and where no stops are asked for", async () => {
    expect(await read(updated({ statuscode: choice(2) }))).toMatchObject({ kind: "ignored" });
    expect(await read(context({ MessageName: "Delete" }), {})).toMatchObject({ kind: "ignored" });
    expect(await read(context({ MessageName: "Delete", PrimaryEntityName: "account" }))).toMatchObject({
      kind: "ignored",
    });
  });

  it("stops where the same value makes a lead by another setting", async () => {
    const on = { field: "statuscode", becomes: 4 };
    expect(await read(updated({ statuscode: choice(4) }), { on, stopOn })).toEqual(stopped);
  });
});

describe("what the bridge does itself", () => {
  it("is no lead where it made one, and everybody else's id is none of ours", async () => {
    const id = newLeadId("lead_1");
    expect(await draftsOf(context({ PrimaryEntityId: id.toUpperCase() }))).toEqual([]);
    expect(isOwnLead(ID)).toBe(false);
    expect(isOwnLead(id.replace(/.$/, (last) => (last === "0" ? "1" : "0")))).toBe(false);
    expect(newLeadId("lead_2")).not.toBe(id);
  });

  it("is no lead where one of the named users began it", async () => {
    expect(await draftsOf(context(), { ourUsers: [USER.toUpperCase()] })).toEqual([]);
  });

  it("is no lead where the app that signs in changed the row", async () => {
    const fetched = (applicationid: string | null) => {
      const send = fakeSend(answered(200, { systemuserid: USER, applicationid }), answered(200, bruno));
      const http = platformHttp({
        baseUrl: "https://contoso.crm4.dynamics.com",
        headers: {},
        send,
        now: () => new Date(),
      });
      const { platform } = dynamics365.intake.bind(undefined);
      return platform?.fetch(http, `${ID} lead ${USER}`, { credentials: { client_id: "D3A0" } });
    };
    expect(await fetched("d3a0")).toMatchObject({ kind: "nothing" });
    expect(await fetched("e4b1")).toMatchObject({ kind: "lead", lead: { firstName: "Bruno" } });
    expect(await fetched(null)).toMatchObject({ kind: "lead" });
  });
});

describe("a row that is fetched", () => {
  const fetch = (status: number, body: object, reference = `${ID} contact`, settings: object = {}) => {
    const send = fakeSend(answered(status, body));
    const http = platformHttp({
      baseUrl: "https://contoso.crm4.dynamics.com",
      headers: {},
      send,
      now: () => new Date(),
    });
    const fetched = dynamics365.intake.bind(settings).platform?.fetch(http, reference, { credentials: {} });
    return { fetched, send };
  };

  it("is asked for what is needed of it, and holds who wants no call", async () => {
    const { fetched, send } = fetch(200, { ...bruno, donotphone: true }, undefined, {
      mapping: { phone: "new_phone" },
    });
    expect(await fetched).toMatchObject({ kind: "lead", lead: { callsRefused: true } });
    expect(send.requests[0]?.url).toBe(
      `https://contoso.crm4.dynamics.com/api/data/v9.2/contacts(${ID})?$select=firstname,lastname,telephone1,mobilephone,telephone2,emailaddress1,address1_postalcode,address1_stateorprovince,address1_country,donotphone,new_phone`,
    );
  });

  it("that is gone, or refused, is for a person with Dataverse's words", async () => {
    const error = (message: string) => ({ error: { code: "0x80040217", message } });
    await expect(fetch(404, error("Does Not Exist")).fetched).rejects.toMatchObject({ status: 404 });
    await expect(fetch(403, error("missing prvReadContact")).fetched).rejects.toMatchObject({
      status: 401,
      detail: expect.stringContaining("prvReadContact"),
    });
  });

  it("is read with the access of the Dynamics that the source reports to", () => {
    const settings = { orgUrl: "https://contoso.crm4.dynamics.com", tenant: "contoso.onmicrosoft.com", ownerId: USER };
    const access = dynamics365.intake.bind(undefined).platform?.access?.(settings);
    expect(access).toMatchObject({ baseUrl: settings.orgUrl, renewal: { startsFrom: "client_secret" } });
  });
});

it("what the stand-in sends of a new lead is read as that lead", async () => {
  const crm = standIn.play(() => kept(undefined));
  const id = crm.contacts.save({ firstName: "Ines", lastName: "Weber", phone: "+12025550118" });
  const { headers, body } = crm.contacts.sent(id);
  expect(await draftsOf(body, {}, { ...headers })).toMatchObject([
    { firstName: "Ines", lastName: "Weber", phone: "+12025550118", record: { type: "lead", id } },
  ]);
});

it.each([
  [{ on: "updated" }, "created"],
  [{ on: { field: "Status Reason", becomes: 2 } }, "logical name"],
  [{ tables: ["account"] }, "lead"],
  [{ ourUsers: ["bridge"] }, "systemuserid"],
  [{ doNotCall: ["Do not call"] }, "logical name"],
  [{ orgUrl: "https://crm.example.com" }, "https://contoso.crm4.dynamics.com"],
])("the settings %j are refused with the remedy", (settings, words) => {
  expect(() => dynamics365.intake.bind(settings)).toThrow(words);
});
