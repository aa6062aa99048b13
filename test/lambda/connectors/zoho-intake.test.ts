import { describe, expect, it } from "vitest";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { zoho } from "../../../lambda/connectors/vendors/zoho/zoho.ts";
import type { LeadDraft } from "../../../lambda/lead/reader/draft.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { fixture } from "../../fakes/fixture.ts";
import { recorded } from "../../fakes/recorded.ts";

/** What is special about Zoho CRM as a source of leads. */

const KEY = "test-key-of-the-source";
const secrets = { keys: [KEY], values: {} };
const now = new Date("2026-06-15T14:30:00Z");

const request = (body: string | object, contentType = "application/json"): HttpRequest => ({
  method: "POST",
  url: "https://bridge.example.com/leads/zoho",
  headers: { "content-type": contentType },
  query: new URLSearchParams(),
  params: { source: "zoho" },
  body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
});
const form = (fields: Record<string, string>) =>
  request(new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded;charset=UTF-8");

async function draftsOf(given: HttpRequest, settings?: object): Promise<readonly LeadDraft[]> {
  const reading = await zoho.intake.bind(settings).read(given, "US");
  return reading.kind === "leads" ? reading.leads : [];
}

describe("the key of a Zoho source", () => {
  const intake = zoho.intake.bind(undefined);
  const verify = (given: HttpRequest) => () => intake.verify(given, secrets, now);
  const refused = expect.objectContaining({ status: 401 });

  it.each([
    ["a parameter of a form", form({ phone: "1", token: KEY })],
    ["a parameter of that name", form({ key: KEY })],
    ["the token of a notification", request({ ids: [], token: KEY })],
    ["a parameter of the address", { ...request({}), query: new URLSearchParams({ token: KEY }) }],
    ["a header", { ...request({}), headers: { "x-bridge-key": KEY } }],
    ["the address", { ...request({}), params: { source: "zoho", key: KEY } }],
  ])("may stand in %s", (_, given) => expect(verify(given)).not.toThrow());

  it.each([
    request({}),
    request({ token: "" }),
    request({ token: [KEY] }),
    request({ data: { token: KEY } }),
    request({ token: `${KEY}x` }),
    request(`{"token":"${KEY}"`),
    request("\u0000\u0001"),
    form({ phone: KEY }),
    request(`${"token=guess&".repeat(50)}token=${KEY}`),
  ])("is nowhere else, and nobody gets in by guessing", (given) => expect(verify(given)).toThrow(refused));

  it("holds in its former form while it is replaced, and is kept with no lead", async () => {
    const given = form({ token: "former", key: "former", phone: "2125550123", lead_source: "Web" });
    expect(() => intake.verify(given, { keys: [KEY, "former"], values: {} }, now)).not.toThrow();
    const [lead] = await draftsOf(given);
    expect(JSON.stringify(lead)).not.toContain("former");
    expect(lead?.extra).toEqual({ lead_source: "Web" });
  });
});

describe("a lead that a workflow of Zoho sends", () => {
  const lena = { lead_id: "5725767000001234007", first_name: "Lena", phone: "+1 212 555 0123" };

  it("is its record's, by whichever name the id has", async () => {
    for (const name of ["lead_id", "Lead Id", "LeadId", "id", "record_id", "entity_id"]) {
      const [lead] = await draftsOf(form({ [name]: lena.lead_id, phone: lena.phone }));
      expect(lead?.record, name).toEqual({ type: "Leads", id: lena.lead_id });
      expect(lead?.extra).toEqual({});
    }
    expect((await draftsOf(form({ contact_id: lena.lead_id, phone: "1" })))[0]?.record?.type).toBe("Contacts");
    expect((await draftsOf(form({ lead_id: `zcrm_${lena.lead_id}`, phone: "1" })))[0]?.record?.id).toBe(lena.lead_id);
    const own = { zoho_key: lena.lead_id, id: "5725767000009999999" };
    expect((await draftsOf(form(own), { recordId: "zoho_key" }))[0]?.record?.id).toBe(lena.lead_id);
  });

  it.each([
    ["no id", {}],
    ["what is no id", { lead_id: "../users" }],
    ["a number of a form", { id: "17" }],
    ["an id of a deal", { id: "5725767000001234007", module: "Deals" }],
  ])("that brings %s is nobody's record, and is rung all the same", async (_, change) => {
    const [lead] = await draftsOf(form({ first_name: "Lena", phone: "+1 212 555 0123", ...change }));
    expect(lead).toMatchObject({ firstName: "Lena", phone: "+1 212 555 0123" });
    expect(lead?.record).toBeUndefined();
    expect(lead?.key).toBeUndefined();
  });

  it("is one lead however often the same bytes come within a day, and another once they differ", async () => {
    const [first] = await draftsOf(form(lena));
    expect(first).toMatchObject({ key: expect.stringMatching(/^Leads:5725767000001234007:/), keyWindowMs: 86_400_000 });
    expect((await draftsOf(form(lena)))[0]?.key).toBe(first?.key);
    expect((await draftsOf(form({ ...lena, phone: "+1 212 555 0124" })))[0]?.key).not.toBe(first?.key);
    expect((await draftsOf(form({ ...lena, lead_id: "5725767000001234008" })))[0]?.key).not.toBe(first?.key);
  });

  it("comes by GET where that is allowed, each with a key of its own", async () => {
    const get = (fields: Record<string, string>): HttpRequest => {
      const query = new URLSearchParams(fields);
      return { ...request(""), method: "GET", query, body: new Uint8Array() };
    };
    const keys = [lena, { ...lena, phone: "+1 212 555 0124" }].map((fields) =>
      draftsOf(get(fields), { allowGet: true }),
    );
    const [[one], [other]] = (await Promise.all(keys)) as [LeadDraft[], LeadDraft[]];
    expect(one).toMatchObject({ firstName: "Lena", record: { id: lena.lead_id } });
    expect(one?.key).not.toBe(other?.key);
  });

  it("that was deleted, or holds nothing, rings nobody", async () => {
    for (const given of [form({ ...lena, event: "lead_deleted" }), form({ token: KEY }), request({})]) {
      const reading = await zoho.intake.bind(undefined).read(given);
      expect(reading).toEqual({ kind: "ignored", why: expect.any(String) });
    }
  });

  it("that wants no call is held, whichever field says so", async () => {
    const doNotCall = { doNotCall: ["do_not_ring"] };
    for (const said of ["true", "Yes", "1", "since May"]) {
      expect((await draftsOf(form({ ...lena, do_not_ring: said }), doNotCall))[0]?.callsRefused).toBe(true);
    }
    for (const said of ["", "false", "No", "0", "-None-"]) {
      expect((await draftsOf(form({ ...lena, do_not_ring: said }), doNotCall))[0]?.callsRefused).toBeUndefined();
    }
    expect((await draftsOf(form({ ...lena, Do_Not_Call: "true" })))[0]?.callsRefused).toBe(true);
    expect((await draftsOf(form({ ...lena, Email_Opt_Out: "true" })))[0]?.callsRefused).toBeUndefined();
  });

  it("whose JSON was cut off is kept for a person", async () => {
    const broken = request('{"lead_id":"5725767000001234007","phone":"2125550123","note');
    expect(await draftsOf(broken)).toMatchObject([{ isUnreadable: true }]);
  });

  it("is no list", async () => {
    await expect(draftsOf(request([lena]))).rejects.toMatchObject({ status: 422 });
  });
});

describe("notifications of Zoho", () => {
  const notification = (change: object = {}) => ({
    server_time: 1_781_533_799_200,
    affected_values: [],
    query_params: {},
    module: "Leads",
    resource_uri: "https://www.zohoapis.com/crm/v8/Leads",
    ids: ["5725767000001234011"],
    affected_fields: [],
    operation: "insert",
    channel_id: "1006800211",
    token: KEY,
    ...change,
  });
  const changed = (value: unknown, change: object = {}) =>
    notification({
      operation: "update",
      affected_values: [{ record_id: "5725767000001234011", values: { Lead_Status: value } }],
      ...change,
    });
  const onStatus = { on: { field: "Lead_Status", becomes: ["Call Now", "Urgent"] } };
  const idsOf = async (body: object, settings?: object) =>
    (await draftsOf(request(body), settings)).map(({ reference }) => reference);

  it("are as many leads as they have ids, each with its record", async () => {
    const { expected } = fixture("connectors", "zoho", "notification-leads-create");
    const { request: given } = recorded("zoho", "notification-leads-create");
    const leads = await draftsOf(given);
    expect(leads.map(({ reference, record }) => ({ reference, record }))).toEqual(
      expected.map(({ crm_id }) => ({ reference: crm_id, record: { type: "Leads", id: crm_id } })),
    );
    expect(new Set(leads.map(({ key }) => key)).size).toBe(2);
    expect(await draftsOf(given)).toEqual(leads);
  });

  it.each([null, "", "../1", {}, [], true, "1".repeat(41)])("lose no id to %j", async (bad) => {
    expect(await idsOf(notification({ ids: ["11", bad, "12", "11"] }))).toEqual(["11", "12"]);
  });

  it.each([
    ["a lead that was made", notification(), true],
    ["the same as other pages spell it", notification({ operation: "create" }), true],
    ["a change", changed("Call Now"), false],
    ["a deletion", notification({ operation: "delete" }), false],
    ["a word that nobody knows", notification({ operation: "merge" }), false],
    ["a contact", notification({ module: "Contacts" }), false],
    ["a deal", notification({ module: "Deals" }), false],
    ["nobody", notification({ ids: [] }), false],
  ])("by default: %s", async (_, given, isLead) => {
    expect(await idsOf(given)).toHaveLength(isLead ? 1 : 0);
    expect(await idsOf(given, { on: "created" })).toHaveLength(isLead ? 1 : 0);
  });

  it.each([
    ["a value that is named", changed("Call Now"), true],
    ["another that is", changed(" URGENT ", { operation: "edit" }), true],
    ["another value", changed("Contacted"), false],
    ["no value", changed(null), false],
    ["a value of another record", changed("Call Now", { ids: ["5725767000001234099"] }), false],
    ["a channel that tells no values", notification({ operation: "update" }), false],
    ["a lead that was made", notification(), false],
  ])("where a field is named: %s", async (_, given, isLead) => {
    expect(await idsOf(given, onStatus)).toHaveLength(isLead ? 1 : 0);
  });

  it("may be leads by several rules, and of contacts", async () => {
    const several = { on: ["created", onStatus.on] };
    expect(await idsOf(notification(), several)).toHaveLength(1);
    expect(await idsOf(changed("Urgent"), several)).toHaveLength(1);
    const [lead] = await draftsOf(request(notification({ module: "Contacts" })), { module: "Contacts" });
    expect(lead?.record).toEqual({ type: "Contacts", id: "5725767000001234011" });
  });

  it("of a value are the same lead when they are repeated, and a new one when the value comes again", async () => {
    const keyOf = async (given: object) => (await draftsOf(request(given), onStatus))[0]?.key;
    expect(await keyOf(changed("Call Now"))).toBe(await keyOf(changed("Call Now")));
    expect(await keyOf(changed("Call Now", { server_time: 1 }))).not.toBe(await keyOf(changed("Call Now")));
  });

  it("that are odd in other ways are read, or refused with words", async () => {
    expect(await idsOf(notification({ server_time: {}, affected_values: "x", affected_fields: null }))).toHaveLength(1);
    await expect(draftsOf(request(notification({ module: 7 })))).rejects.toMatchObject({ status: 422 });
    expect(await idsOf(changed("Call Now", { affected_values: [null, 7, { record_id: {} }] }), onStatus)).toEqual([]);
  });

  it("are answered so that nothing is lost", async () => {
    const intake = zoho.intake.bind(undefined);
    expect((await intake.reply(request({}), { kind: "nothing", why: "" })).status).toBe(200);
    expect((await intake.reply(request({}), { kind: "again" })).status).toBe(503);
  });
});

describe("records that notifications name", () => {
  const platformOf = (settings?: object) => {
    const { platform } = zoho.intake.bind(settings);
    if (!platform) throw new Error("no platform");
    return platform;
  };
  const asking = (settings: object | undefined, ...answers: Parameters<typeof fakeSend>) => {
    const send = fakeSend(...answers);
    const platform = platformOf(settings);
    const headers = platform.authorise({ token: "1000.access" });
    const http = platformHttp({ baseUrl: platform.baseUrl, headers, send, now: () => now });
    const we = { credentials: { token: "1000.access" } };
    return {
      send,
      together: (ids: string[]) => platform.together?.fetch(http, ids, we),
      one: (id: string) => platform.fetch(http, id, we),
    };
  };

  it("are read by one question, as Zoho answers it", async () => {
    const { fetched } = fixture("connectors", "zoho", "notification-leads-create");
    const { send, together } = asking({ on: "created" }, answered(200, fetched as object));
    const ids = ["5725767000001234011", "5725767000001234012"];
    const leads = await together(ids);
    expect(send.requests).toMatchObject([
      {
        method: "GET",
        url: `https://www.zohoapis.com/crm/v8/Leads?ids=${ids.join(",")}&fields=First_Name,Last_Name,Phone,Mobile,Email,Company,Zip_Code,State,Country`,
        headers: { authorization: "Zoho-oauthtoken 1000.access" },
      },
    ]);
    expect(ids.map((id) => leads?.get(id))).toMatchObject([
      { kind: "lead", lead: { firstName: "Ivy", phone: "2025550164", company: "Chandler Movers", extra: {} } },
      { kind: "lead", lead: { lastName: "Bose", phone: "+1 646-555-0187", extra: {} } },
    ]);
    expect(platformOf().together?.most).toBe(100);
  });

  it("that are gone are missing, and one alone is not found", async () => {
    expect(await asking(undefined, answered(204)).together(["1", "2"])).toEqual(new Map());
    await expect(asking(undefined, answered(204)).one("1")).rejects.toMatchObject({ status: 404 });
    const other = { data: [{ id: "2", Last_Name: "Bose" }] };
    await expect(asking(undefined, answered(200, other)).one("1")).rejects.toMatchObject({ status: 404 });
  });

  it("of contacts have an account for their company", async () => {
    const row = {
      id: "1",
      Last_Name: "Bose",
      Phone: null,
      Mobile: "2125550123",
      Account_Name: { name: "Bose Ltd", id: "9" },
    };
    const { send, one } = asking({ module: "Contacts", dataCentre: "eu" }, answered(200, { data: [row] }));
    expect(await one("1")).toMatchObject({ kind: "lead", lead: { phone: "2125550123", company: "Bose Ltd" } });
    expect(send.requests[0]?.url).toMatch(
      /^https:\/\/www\.zohoapis\.eu\/crm\/v8\/Contacts\?ids=1&fields=.*Account_Name,Mailing_Zip,Mailing_State,Mailing_Country$/,
    );
  });

  it("that want no call say so, and those that the bridge made are nobody", async () => {
    const settings = { doNotCall: ["Do_Not_Ring"], ourUsers: ["411001"] };
    const rows = [
      { id: "1", Last_Name: "A", Do_Not_Ring: true, Created_By: { id: "5" } },
      { id: "2", Last_Name: "B", Do_Not_Ring: false, Created_By: { id: "411001" } },
      { id: "3", Last_Name: "C", Do_Not_Ring: null, Created_By: null },
    ];
    const { send, together } = asking(settings, answered(200, { data: rows }));
    const leads = await together(["1", "2", "3"]);
    expect(leads?.get("1")).toMatchObject({ kind: "lead", lead: { callsRefused: true } });
    expect(leads?.get("2")).toEqual({ kind: "nothing", why: expect.any(String) });
    expect(leads?.get("3")).toEqual({ kind: "lead", lead: expect.not.objectContaining({ callsRefused: true }) });
    expect(send.requests[0]?.url).toContain("Country,Do_Not_Ring,Created_By");
  });

  it("that Zoho will not show are told with its words", async () => {
    const refusal = { code: "INVALID_TOKEN", message: "invalid oauth token", status: "error", details: {} };
    await expect(asking(undefined, answered(401, refusal)).one("1")).rejects.toMatchObject({
      status: 401,
      detail: "INVALID_TOKEN: invalid oauth token",
    });
  });

  it("are read with the access of the CRM whose they are, in its data centre", () => {
    const access = platformOf().access?.({ dataCentre: "in", ownerId: "5" });
    expect(access).toMatchObject({
      baseUrl: "https://www.zohoapis.in",
      renewal: { baseUrl: "https://accounts.zoho.in" },
    });
    expect(access?.authorise({ token: "a" })).toEqual({ authorization: "Zoho-oauthtoken a" });
  });

  it("need no access where a workflow sends whole records", () => {
    expect(platformOf().isOptional).toBe(true);
    expect(platformOf({ on: "created" }).isOptional).toBe(false);
  });
});

it.each([
  [{ on: "updated" }, /on/],
  [{ on: { field: "Lead_Status" } }, /on/],
  [{ module: "Deals" }, /module/],
  [{ ourUsers: ["ada@example.com"] }, /write the user's id, which is a number/],
  [{ dataCentre: "us" }, /what stands behind crm\.zoho\./],
  [{ mapings: {} }, /mapings/],
])("settings that are none of its are refused by name: %j", (settings, words) => {
  expect(() => zoho.intake.bind(settings)).toThrow(words);
});

it("is recognised by what only Zoho sends", () => {
  const { request: notification } = recorded("zoho", "notification-leads-create");
  const { request: workflow } = recorded("zoho", "workflow-webhook-json");
  expect(zoho.recognises(notification)).toBe("surely");
  expect(zoho.recognises(workflow)).toBe("surely");
  expect(zoho.recognises(form({ phone: "1" }))).toBeUndefined();
});

describe("the calling for a record of Zoho", () => {
  const stopOn = ["deleted", { field: "Lead_Status", becomes: ["Lost Lead", "Junk Lead"] }];
  const id = "5725767000001234011";
  const told = (operation: string, values: object = {}) => ({
    ...{ module: "Leads", ids: [id], operation, channel_id: "1006800211", token: KEY, server_time: 1_781_533_799_200 },
    affected_values: [{ record_id: id, values }],
  });
  const stopsIn = async (body: object, settings: object = { stopOn }) => {
    const reading = await zoho.intake.bind(settings).read(request(body), "US");
    return reading.kind === "leads" ? reading.stops : reading.kind;
  };

  it("stops where a field got such a value, it was deleted, or a workflow sends it with that value", async () => {
    expect(await stopsIn(told("update", { Lead_Status: "Lost Lead" }))).toEqual([{ type: "Leads", id }]);
    expect(await stopsIn(told("delete"))).toEqual([{ type: "Leads", id }]);
    const sent = { lead_id: id, phone: "+12125550123", Lead_Status: "junk lead" };
    expect(await stopsIn(sent)).toEqual([{ type: "Leads", id }]);
  });

  it("stops, and the number is called by nobody, where a field says that they want no call", async () => {
    const settings = { stopOn: "doNotCall", doNotCall: ["Do_Not_Call"] };
    const refused = [{ type: "Leads", id, refusesCalls: true }];
    expect(await stopsIn(told("update", { Do_Not_Call: true }), settings)).toEqual(refused);
    const sent = { lead_id: id, phone: "+12125550123", Do_Not_Call: "Yes" };
    expect(await stopsIn(sent, settings)).toEqual(refused);
    const byField = { stopOn: { field: "Do_Not_Call", becomes: "true" }, doNotCall: ["Do_Not_Call"] };
    expect(await stopsIn(told("update", { Do_Not_Call: true }), byField)).toEqual(refused);
    expect(await stopsIn(told("update", { Do_Not_Call: false }), settings)).toBe("ignored");
    expect(await stopsIn(told("update", { Do_Not_Call: true }), { doNotCall: ["Do_Not_Call"] })).toBe("ignored");
    expect(await stopsIn({ ...sent, Do_Not_Call: "No" }, settings)).toBeUndefined();
  });

  it("goes on after every other value, of other modules, and where no stops are asked for", async () => {
    expect(await stopsIn(told("update", { Lead_Status: "Contacted" }))).toBe("ignored");
    expect(await stopsIn({ ...told("delete"), module: "Deals" })).toBe("ignored");
    expect(await stopsIn(told("insert"))).toBeUndefined();
    expect(await stopsIn(told("update", { Lead_Status: "Lost Lead" }), {})).toBe("ignored");
  });
});
