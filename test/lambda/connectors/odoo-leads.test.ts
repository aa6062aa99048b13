import { describe, expect, it } from "vitest";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { odoo } from "../../../lambda/connectors/vendors/odoo/odoo.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";

/** Leads that an automation rule of Odoo sends. */

const ingrid = {
  _action: "Send to Callingly(#412)",
  _id: 57,
  _model: "crm.lead",
  id: 57,
  name: "Heat pump quote",
  contact_name: "Ingrid Solheim",
  partner_name: "Solheim Bygg",
  email_from: "ingrid.solheim@example.com",
  phone: "+1 202-555-0145",
  active: true,
};

const post = (body: unknown): HttpRequest => ({
  method: "POST",
  url: "https://bridge.example.com/leads/odoo",
  headers: { "content-type": "application/json" },
  query: new URLSearchParams(),
  params: { source: "odoo" },
  body: Buffer.from(JSON.stringify(body)),
});

const read = (change: object, settings: object = {}) =>
  Promise.resolve(odoo.intake.bind(settings).read(post({ ...ingrid, ...change }), "US"));
const leadOf = async (change: object = {}, settings: object = {}) => {
  const reading = await read(change, settings);
  return reading.kind === "leads" ? reading.leads[0] : undefined;
};
const keyOf = async (change: object, settings: object) => (await leadOf(change, settings))?.key;
const stopsOf = async (change: object, settings: object) => {
  const reading = await read(change, settings);
  return reading.kind === "leads" ? { leads: reading.leads.length, stops: reading.stops } : undefined;
};

describe("a record that a rule sends", () => {
  it("is its person, with what else was picked beside", async () => {
    expect(await leadOf()).toMatchObject({
      fullName: "Ingrid Solheim",
      phone: "+1 202-555-0145",
      email: "ingrid.solheim@example.com",
      company: "Solheim Bygg",
      key: "created:crm.lead:57",
      record: { type: "crm.lead", id: "57" },
      extra: { name: "Heat pump quote" },
    });
  });

  it("is nobody by the title of an opportunity: what is empty is false", async () => {
    const lead = await leadOf({ contact_name: false, partner_name: false, name: "Ingrid's heat pump" });
    expect([lead?.fullName, lead?.firstName, lead?.lastName, lead?.company]).toEqual(Array(4).fill(undefined));
    expect(lead?.extra).toMatchObject({ name: "Ingrid's heat pump" });
  });

  it("has its mobile where it has no phone, as until Odoo 18", async () => {
    expect((await leadOf({ phone: false, mobile: "+1 202-555-0146" }))?.phone).toBe("+1 202-555-0146");
    expect((await leadOf({ mobile: "+1 202-555-0146" }))?.phone).toBe("+1 202-555-0145");
  });

  it("has its phone where the settings say", async () => {
    const mapping = { phone: "x_studio_best" };
    expect((await leadOf({ x_studio_best: "+12025550147" }, { mapping }))?.phone).toBe("+12025550147");
  });

  it.each([
    ["archived", { active: false }],
    ["won", { won_status: "won" }],
    ["lost", { won_status: "lost" }],
    ["a company", { _model: "res.partner", is_company: true }],
    ["of another model", { _model: "account.move" }],
  ])("rings nobody when it is %s", async (_, change) => expect(await read(change)).toMatchObject({ kind: "ignored" }));

  it("may be of another model where the settings name it", async () => {
    const settings = { models: ["helpdesk.ticket"], mapping: { phone: "partner_phone" } };
    const ticket = { _model: "helpdesk.ticket", partner_phone: "+12025550148" };
    expect(await leadOf(ticket, settings)).toMatchObject({
      phone: "+12025550148",
      record: { type: "helpdesk.ticket", id: "57" },
    });
  });

  it("is held where the number is blocked, or a field of theirs says so", async () => {
    expect((await leadOf({ phone_sanitized_blacklisted: true }))?.callsRefused).toBe(true);
    expect((await leadOf({ phone_sanitized_blacklisted: false }))?.callsRefused).toBeUndefined();
    const settings = { doNotCall: ["x_studio_no_calls", "x_tags"] };
    expect((await leadOf({ x_studio_no_calls: "please" }, settings))?.callsRefused).toBe(true);
    expect((await leadOf({ x_studio_no_calls: "No", x_tags: [] }, settings))?.callsRefused).toBeUndefined();
  });

  it.each([[[]], [{}], ["text"], [{ _id: 0, _model: "crm.lead" }], [{ _id: 5, _model: "crm lead" }], [{ _id: "x/y" }]])(
    "that is none is refused: %j",
    async (body) => {
      const reading = Promise.resolve().then(() => odoo.intake.bind({}).read(post(body), "US"));
      await expect(reading).rejects.toMatchObject({ status: 422 });
    },
  );
});

describe("which records are leads", () => {
  it("each once, however often it is sent and whatever changed", async () => {
    const settings = { on: "created" };
    expect(await keyOf({ phone: "+12025550199" }, settings)).toBe(await keyOf({}, settings));
  });

  it("each time it is sent, where the same bytes within an hour are one time", async () => {
    const [first, same, changed] = [
      await leadOf({}, { on: "sent" }),
      await leadOf({}, { on: "sent" }),
      await leadOf({ write_date: "2026-06-15 14:31:00" }, { on: "sent" }),
    ];
    expect(first).toMatchObject({ key: same?.key, keyWindowMs: 3_600_000 });
    expect(changed?.key).not.toBe(first?.key);
  });

  it.each(["Send to Callingly", "412", "send to callingly(#412)"])("those of the action %s", async (action) => {
    expect(await keyOf({}, { on: { action } })).toMatch(/^sent:crm\.lead:57:/);
    expect(await keyOf({ _action: "Another(#41)" }, { on: { action } })).toBeUndefined();
    expect(await keyOf({ _action: undefined }, { on: { action } })).toBeUndefined();
  });

  it("those with a value in a field, by id or name where it refers to a record", async () => {
    const settings = { on: { field: "stage_id", becomes: ["4", "Call now"] } };
    for (const stage_id of [4, [4, "Call now"], [9, "call now"], "4"]) {
      expect(await keyOf({ stage_id }, settings), String(stage_id)).toMatch(/^sent:/);
    }
    for (const stage_id of [3, false, [3, "New"], undefined])
      expect(await keyOf({ stage_id }, settings)).toBeUndefined();
  });

  it("by one of several rules", async () => {
    const settings = { on: ["created", { field: "stage_id", becomes: "4" }] };
    expect(await keyOf({ stage_id: 4 }, settings)).toMatch(/^sent:/);
    expect(await keyOf({ stage_id: 1 }, settings)).toBe("created:crm.lead:57");
  });

  it("none that the bridge's user has made, nor what that changed where a change makes a lead", async () => {
    const settings = { ourUsers: ["7"] };
    for (const create_uid of [7, [7, "Bridge"]]) expect(await keyOf({ create_uid }, settings)).toBeUndefined();
    expect(await keyOf({ create_uid: 8, write_uid: 7 }, settings)).toBe("created:crm.lead:57");
    expect(await keyOf({ create_uid: 8, write_uid: 7 }, { ...settings, on: "sent" })).toBeUndefined();
    expect(() => odoo.intake.bind({ ourUsers: ["bridge"] })).toThrow("user's id");
  });
});

describe("when the calling stops", () => {
  const stops = [{ type: "crm.lead", id: "57" }];

  it.each([
    ["lost", { active: false }],
    ["lost", { won_status: "lost" }],
    ["won", { won_status: "won" }],
    [{ action: "Stop calling" }, { _action: "Stop calling(#419)" }],
    [{ field: "stage_id", becomes: "9" }, { stage_id: 9 }],
  ])("%j stops the record, and rings nobody", async (stopOn, change) => {
    expect(await stopsOf(change, { stopOn })).toEqual({ leads: 0, stops });
    expect(await stopsOf({}, { stopOn })).toEqual({ leads: 1, stops: undefined });
  });

  it("also when the bridge's own user did it", async () => {
    const settings = { stopOn: "lost", ourUsers: ["7"] };
    expect(await stopsOf({ active: false, write_uid: 7 }, settings)).toEqual({ leads: 0, stops });
  });
});

describe("a record without a field that somebody picked", () => {
  const bare = { _action: "Send to Callingly(#412)", _id: 57, _model: "crm.lead" };
  const settings = { url: "https://acme.odoo.com", database: "acme", ourUsers: ["7"] };
  const platform = odoo.intake.bind(settings).platform;
  const row = { ...ingrid, partner_name: false, create_uid: [8, "Dana Reyes"] };

  const fetchTogether = async (answer: object, references = ["57 crm.lead"]) => {
    const send = fakeSend(answered(200, answer));
    const headers = platform?.authorise({ api_key: "k" }) ?? {};
    const http = platformHttp({ baseUrl: platform?.baseUrl ?? "", headers, send, now: () => new Date(0) });
    const found = await platform?.together?.fetch(http, references, { credentials: {} });
    return {
      found,
      sent: send.requests.map(({ url, headers: given, body }) => ({ url, given, body: JSON.parse(body ?? "") })),
    };
  };

  it("is read before it is dialled", async () => {
    const reading = await odoo.intake.bind(settings).read(post(bare), "US");
    expect(reading).toMatchObject({ leads: [{ reference: "57 crm.lead", key: "created:crm.lead:57" }] });
    const { found, sent } = await fetchTogether([row]);
    expect(found?.get("57 crm.lead")).toMatchObject({ kind: "lead", lead: { fullName: "Ingrid Solheim" } });
    expect(sent).toMatchObject([
      {
        url: "https://acme.odoo.com/json/2/crm.lead/search_read",
        given: { authorization: "bearer k", "x-odoo-database": "acme" },
        body: { domain: [["id", "in", [57]]], context: { active_test: false } },
      },
    ]);
  });

  it("is read with others of its model, and is missing where Odoo does not show it", async () => {
    const { found, sent } = await fetchTogether([row], ["57 crm.lead", "58 crm.lead"]);
    expect(sent[0]?.body.domain).toEqual([["id", "in", [57, 58]]]);
    expect([...(found?.keys() ?? [])]).toEqual(["57 crm.lead"]);
  });

  it("asks a contact for no field that contacts may not have", async () => {
    const { sent } = await fetchTogether([], ["9 res.partner"]);
    expect(sent[0]?.body.fields).toEqual([
      "name",
      "phone",
      "email",
      "company_name",
      "is_company",
      "active",
      "create_uid",
    ]);
  });

  it.each([
    ["the bridge's user has made it", { create_uid: [7, "Bridge"] }],
    ["it was lost meanwhile", { active: false }],
  ])("is nobody's lead when %s", async (_, change) => {
    expect((await fetchTogether([{ ...row, ...change }])).found?.get("57 crm.lead")).toMatchObject({ kind: "nothing" });
  });
});
