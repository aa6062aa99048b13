import { describe, expect, it } from "vitest";
import type { Intake } from "../../../lambda/connectors/contract/intake.ts";
import { salesforce } from "../../../lambda/connectors/vendors/salesforce/salesforce.ts";
import type { HttpRequest } from "../../../lambda/runtime/http.ts";
import { recorded } from "../../fakes/recorded.ts";

/** Leads from Salesforce: outbound messages, and a flow's HTTP callout. */

const ORGANISATION = "00D5e000000HxYzEAK";

const post = (body: string | Uint8Array, type = "text/xml; charset=utf-8"): HttpRequest => ({
  method: "POST",
  url: "https://bridge.example.com/leads/salesforce",
  headers: { "content-type": type },
  query: new URLSearchParams(),
  params: { source: "salesforce" },
  body: Buffer.from(body),
});

interface Sent {
  readonly id?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

const notification = ({ id = "04l5e000001AbCdEAK", fields = {} }: Sent): string => `<Notification><Id>${id}</Id>
  <sObject xsi:type="sf:Lead" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">${Object.entries(fields)
    .map(([name, value]) => `<sf:${name}>${value}</sf:${name}>`)
    .join("")}</sObject></Notification>`;

const envelope = (sent: readonly Sent[], before = ""): string => `<?xml version="1.0" encoding="UTF-8"?>${before}
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<soapenv:Body><notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>${ORGANISATION}</OrganizationId>
${sent.map(notification).join("")}</notifications></soapenv:Body></soapenv:Envelope>`;

const intakeWith = (settings: object = {}): Intake => salesforce.intake.bind(settings);
const leadsIn = async (request: HttpRequest, settings: object = {}) => {
  const reading = await intakeWith(settings).read(request);
  return reading.kind === "leads" ? reading.leads : [];
};
const dana = { Id: "00Q5e000004TuW0EAK", LastName: "Whitfield", Phone: "(202) 555-0143" };

describe("an outbound message", () => {
  it("is one lead for each of its hundred notifications", async () => {
    const sent = Array.from({ length: 100 }, (_, at) => ({
      id: `04l5e00000${String(at).padStart(5, "0")}EAK`,
      fields: { ...dana, Id: `00Q5e00000${String(at).padStart(5, "0")}EAA` },
    }));
    expect(await leadsIn(post(envelope(sent)))).toHaveLength(100);
    await expect(leadsIn(post(envelope([...sent, { fields: dana }])))).rejects.toMatchObject({ status: 413 });
  });

  it("says where the person is, by a lead's names or a contact's, or those that the settings give", async () => {
    const placeOf = async (fields: Readonly<Record<string, string>>, settings: object = {}) =>
      (await leadsIn(post(envelope([{ fields: { ...dana, ...fields } }])), settings))[0]?.place;
    expect(
      await placeOf({ PostalCode: "80202", State: "Colorado", StateCode: "CO", Country: "United States" }),
    ).toEqual({ zip: "80202", state: "CO", country: "US" });
    expect(await placeOf({ MailingState: "TX", MailingPostalCode: "78701" })).toEqual({ zip: "78701", state: "TX" });
    expect(await placeOf({ Home__c: "UT", State: "TX" }, { mapping: { state: "Home__c" } })).toEqual({ state: "UT" });
    expect(await placeOf({})).toBeUndefined();
  });

  it("takes a hundred records with sixty fields each", async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`Field${at}__c`, "x"]));
    const sent = Array.from({ length: 100 }, (_, at) => ({
      id: String(at),
      fields: { ...many, ...dana, Id: `00Q5e00000${String(at).padStart(5, "0")}EAA` },
    }));
    const leads = await leadsIn(post(envelope(sent)));
    expect(leads).toHaveLength(100);
    expect(leads[99]).toMatchObject({ phone: "(202) 555-0143", extra: { Field59__c: "x" } });
  });

  it("is from the organisation that the settings name, whichever form its id has", async () => {
    const request = post(envelope([{ fields: dana }]));
    for (const organizationId of [undefined, ORGANISATION, ORGANISATION.slice(0, 15)]) {
      expect(await leadsIn(request, { organizationId })).toHaveLength(1);
    }
    await expect(leadsIn(request, { organizationId: "00D5e000000Hxyz" })).rejects.toMatchObject({ status: 403 });
  });

  it("holds the lead whose record says that it wants no call", async () => {
    const of = async (value: string, settings: object = {}, name = "DoNotCall") =>
      (await leadsIn(post(envelope([{ fields: { ...dana, [name]: value } }])), settings))[0]?.callsRefused;
    expect(await of("true")).toBe(true);
    expect(await of("false")).toBeUndefined();
    expect(await of("since May", { doNotCall: ["Stop__c"] }, "Stop__c")).toBe(true);
    expect(await of("true", { doNotCall: [] })).toBeUndefined();
  });

  it("names the record, if that is a lead or a contact", async () => {
    const recordOf = async (Id: string) => (await leadsIn(post(envelope([{ fields: { ...dana, Id } }]))))[0]?.record;
    expect(await recordOf("00Q5e000004TuW0")).toEqual({ type: "lead", id: "00Q5e000004TuW0EAK" });
    expect(await recordOf("0035e000004TuW1AAK")).toMatchObject({ type: "contact" });
    expect(await recordOf("a015e000004TuW1AAK")).toBeUndefined();
  });

  it("is read where the settings say, for fields of your own", async () => {
    const fields = { ...dana, Best_Phone__c: "(202) 555-0199", Product__c: "Roof" };
    const mapping = { phone: "Best_Phone__c", category: "Product__c" };
    expect((await leadsIn(post(envelope([{ fields }])), { mapping }))[0]).toMatchObject({
      phone: "(202) 555-0199",
      category: "Roof",
      extra: { Phone: "(202) 555-0143" },
    });
  });

  it("keeps as much of a record as an item of the table holds, by names that mean nothing to JavaScript", async () => {
    const long = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`Text${at}__c`, "x".repeat(5_000)]));
    const odd = { constructor: "x", __proto: "x", "_x-y": "x", LastName: "y".repeat(5_000) };
    const [lead] = await leadsIn(post(envelope([{ fields: { ...dana, ...odd, ...long } }])));
    expect(JSON.stringify(lead?.extra).length).toBeLessThan(52_000);
    const names = Object.keys(lead?.extra ?? {});
    expect(names).toEqual(["Id", ...Object.keys(long).slice(0, names.length - 1)]);
    expect(lead?.lastName).toHaveLength(1_000);
  });

  it.each([
    ["an entity of its own", envelope([{ fields: { ...dana, LastName: "&x;" } }], '<!DOCTYPE a [<!ENTITY x "y">]>')],
    [
      "entities that multiply",
      envelope(
        [{ fields: { ...dana, LastName: "&c;" } }],
        '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>',
      ),
    ],
    [
      "an entity from elsewhere",
      envelope([{ fields: { ...dana, LastName: "&x;" } }], '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    ],
    ["no end", envelope([{ fields: dana }]).slice(0, -40)],
    ["another root", "<a><b>1</b></a>"],
    ["nothing in it", "<"],
    ["bytes that are no text", Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe])],
    ["a depth of thousands", `${"<a>".repeat(7_000)}${"</a>".repeat(7_000)}`],
    ["more parts than a message ever has", envelope([{ fields: { ...dana, LastName: "<b/>".repeat(20_000) } }])],
  ])("with %s is refused", async (_, body) => {
    const read = Promise.resolve(intakeWith().read(post(body)));
    await expect(read).rejects.toMatchObject({ name: "RejectedError", status: expect.any(Number) });
  });

  it("is acknowledged with exactly the words that Salesforce takes, and with a no to whatever was not stored", async () => {
    const { request, meta } = recorded("salesforce", "outbound-message-lead");
    const reply = (answer: Parameters<Intake["reply"]>[1]) => intakeWith().reply(request, answer);
    const stored = await reply({ kind: "accepted", leads: [{ id: "lead_1", status: "duplicate" }] });
    expect(stored).toEqual(meta.expected_response);
    expect(await reply({ kind: "nothing", why: "nobody" })).toEqual(stored);
    const no = meta.expected_response?.body?.replace("true", "false");
    expect(await reply({ kind: "again" })).toMatchObject({ status: 503, body: no });
    expect(await reply({ kind: "rejected", status: 422, title: "no", fields: {} })).toMatchObject({
      status: 422,
      body: no,
    });
  });

  it("answers a flow in JSON", async () => {
    const reply = await intakeWith().reply(post("{}", "application/json"), {
      kind: "accepted",
      leads: [{ id: "lead_1", status: "accepted" }],
    });
    expect(reply).toMatchObject({ status: 200, body: expect.stringContaining("lead_1") });
  });
});

describe("what makes a record a lead", () => {
  const message = (id: string, fields: Record<string, string>) =>
    post(envelope([{ id, fields: { ...dana, ...fields } }]));
  const keys = async (request: HttpRequest, settings: object = {}) =>
    (await leadsIn(request, settings)).map(({ key }) => key);

  it("is that it is new: it is a lead once, however often Salesforce sends it", async () => {
    const [first] = await keys(message("04l1", {}));
    expect(await keys(message("04l2", { Status: "Working" }))).toEqual([first]);
    expect(await keys(message("04l2", { Id: "00Q5e000004TuW0" }))).toEqual([first]);
    expect(await keys(message("04l1", { Id: "00Q5e000004TuW9EAK" }))).not.toEqual([first]);
    const twice = [1, 2].map((at) => ({ id: `04l${at}`, fields: dana }));
    expect(await leadsIn(post(envelope(twice)))).toHaveLength(1);
  });

  it("or that it was sent, where the settings say so: a repeat is the same lead", async () => {
    const settings = { on: "sent" };
    const [first] = await keys(message("04l1", {}), settings);
    expect(await keys(message("04l1", { Status: "Working" }), settings)).toEqual([first]);
    expect(await keys(message("04l2", {}), settings)).not.toEqual([first]);
    expect(
      await leadsIn(post(envelope([1, 2].map((at) => ({ id: `04l${at}`, fields: dana })))), settings),
    ).toHaveLength(2);
  });

  it("or that a field has one of some values", async () => {
    const settings = { on: { field: "Status", becomes: ["Call now", "Call again"] } };
    const [first] = await keys(message("04l1", { Status: " call now" }), settings);
    expect(first).toBeDefined();
    expect(await keys(message("04l1", { Status: "Call now" }), settings)).toEqual([first]);
    expect(await keys(message("04l2", { Status: "Call now" }), settings)).not.toEqual([first]);
    for (const fields of [{ Status: "Working" }, { Status: "" }, {}]) {
      expect(await intakeWith(settings).read(message("04l1", fields as Record<string, string>))).toMatchObject({
        kind: "ignored",
      });
    }
  });

  it("is nothing that a user of ours made, or changed last where a change counts", async () => {
    const ourUsers = ["0055e000001AbCd"];
    const by = { CreatedById: "0055e000001AbCdAAG" };
    const changed = { LastModifiedById: "0055e000001AbCdAAG" };
    expect(await keys(message("04l1", by), { ourUsers })).toEqual([]);
    expect(await keys(message("04l1", changed), { ourUsers })).toHaveLength(1);
    expect(await keys(message("04l1", changed), { ourUsers, on: "sent" })).toEqual([]);
    expect(await keys(message("04l1", by), {})).toHaveLength(1);
  });

  it("is nothing that was deleted", async () => {
    expect(await keys(message("04l1", { IsDeleted: "true" }))).toEqual([]);
    expect(await intakeWith().read(post(envelope([{}])))).toMatchObject({ kind: "ignored" });
    expect(await intakeWith().read(post(envelope([])))).toMatchObject({ kind: "ignored" });
  });

  it.each([
    [{ on: "updated" }, "write created, sent"],
    [{ on: [] }, "Too small"],
    [{ ourUsers: ["ada"] }, "begins with 005"],
    [{ organizationId: "acme" }, "Company Information"],
    [{ field: "Status" }, "field"],
  ])("is not what is said in other words: %j", (settings, words) => {
    expect(() => salesforce.intake.bind(settings)).toThrow(words);
  });
});

describe("a flow's HTTP callout", () => {
  const callout = (value: unknown) => post(JSON.stringify(value), "application/json");
  const keyed = async (value: unknown, settings: object = {}) =>
    (await leadsIn(callout(value), settings)).map(({ key, keyWindowMs }) => [key, keyWindowMs]);

  it("is one lead for each record, and a record without a phone is kept for a person", async () => {
    expect(await leadsIn(callout([dana, "text", null, {}, { ...dana, Id: "0035e000004TuW1AAK" }]))).toHaveLength(2);
    expect(await leadsIn(callout({ Id: dana.Id, LastName: "Whitfield" }))).toMatchObject([{ lastName: "Whitfield" }]);
    await expect(leadsIn(callout(["text"]))).rejects.toMatchObject({ status: 422 });
    await expect(leadsIn(callout(Array.from({ length: 101 }, () => dana)))).rejects.toMatchObject({ status: 413 });
  });

  it("is the same lead once by its record, and within a day where every time counts", async () => {
    const day = 86_400_000;
    expect(await keyed(dana)).toEqual([[`created:${dana.Id}`, undefined]]);
    const [first] = await keyed(dana, { on: "sent" });
    expect(first).toEqual([expect.stringMatching(/^sent:00Q5e000004TuW0EAK:/), day]);
    expect(await keyed({ ...dana, Status: "x" }, { on: "sent" })).not.toEqual([first]);
  });

  it("without an id is known by its person, and is found by names that somebody made up", async () => {
    expect(await leadsIn(callout({ firstname: "Noor", "Phone number": "(202) 555-0145" }))).toMatchObject([
      { firstName: "Noor", phone: "(202) 555-0145", key: undefined },
    ]);
  });

  it("that is a trial rings nobody", async () => {
    expect(await intakeWith().read(callout({ ...dana, isTest: true }))).toMatchObject({ kind: "test" });
    expect(
      await leadsIn(
        callout([
          { ...dana, isTest: true },
          { ...dana, Id: "0035e000004TuW1AAK" },
        ]),
      ),
    ).toHaveLength(1);
  });

  it("holds who wants no call", async () => {
    expect(await leadsIn(callout({ ...dana, DoNotCall: true }))).toMatchObject([{ callsRefused: true }]);
  });
});

describe("the calling for a record of Salesforce", () => {
  const stopOn = ["deleted", { field: "Status", becomes: ["Closed - Not Converted"] }];
  const lead = { type: "lead", id: "00Q5e000004TuW0EAK" };
  const stopsIn = async (request: HttpRequest, settings: object = { stopOn }) => {
    const reading = await intakeWith(settings).read(request);
    return reading.kind === "leads" ? reading.stops : reading.kind;
  };
  const sent = (fields: object) => post(envelope([{ fields: { ...dana, ...fields } }]));

  it("stops where it is sent with such a value, or was deleted", async () => {
    expect(await stopsIn(sent({ Status: "closed - not converted" }))).toEqual([lead]);
    expect(await stopsIn(sent({ IsDeleted: "true" }))).toEqual([lead]);
    const flow = post(JSON.stringify({ ...dana, Status: "Closed - Not Converted" }), "application/json");
    expect(await stopsIn(flow)).toEqual([lead]);
    expect((await intakeWith({ stopOn }).read(flow)) as object).toMatchObject({ leads: [] });
  });

  it("goes on for the others of one message, after every other value, and where no stops are asked for", async () => {
    const another = { ...dana, Id: "00Q5e000004TuW1EAK" };
    const both = post(
      envelope([{ fields: { ...dana, Status: "Closed - Not Converted" } }, { id: "04l2", fields: another }]),
    );
    expect(await intakeWith({ stopOn }).read(both)).toMatchObject({
      leads: [{ record: { id: another.Id } }],
      stops: [lead],
    });
    expect(await stopsIn(sent({ Status: "Open" }))).toBeUndefined();
    expect(await stopsIn(sent({ Status: "Closed - Not Converted" }), {})).toBeUndefined();
  });
});
