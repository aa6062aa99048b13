import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Mapping, readFields, textAt } from "../../../../lambda/lead/reader/fields.ts";

const phone = "+1 415-555-2671";

/** What is read, without how. */
function read(value: unknown, mapping?: Mapping) {
  const { why: _, consent: __, ...found } = readFields(value, mapping);
  return found;
}

describe("finding the person", () => {
  it.each([
    "phone",
    "Phone Number",
    "phone_number",
    "phoneNumber",
    "tel",
    "tel-412",
    "Telephone",
    "Téléphone",
    "mobile",
    "Mobile Phone 2",
    "cell",
    "cellPhone",
    "q4_phoneNumber",
    "best_phone_number_to_call_you",
    "lead__phone",
    "No Label phone",
    "whatsapp",
  ])("takes %s for the phone", (name) => expect(read({ [name]: phone })).toEqual({ phone, extra: {} }));

  it.each([
    "fax",
    "fax_phone",
    "phone_id",
    "phone_type",
    "phone_country_code",
    "phone_consent",
    "agent_phone",
    "emergency contact phone",
    "headphones",
    "telemetry",
    "zip",
    "order_number",
    "event_id",
    "submitDate",
  ])("does not take %s for the phone", (name) => expect(read({ [name]: phone })).toEqual({ extra: { [name]: phone } }));

  it.each([
    [{ name: "Dana Whitfield" }, { fullName: "Dana Whitfield" }],
    [{ "Your Name": "Dana" }, { fullName: "Dana" }],
    [{ fullname: "Dana" }, { fullName: "Dana" }],
    [{ name: { first: "Dana", last: "Whitfield" } }, { firstName: "Dana", lastName: "Whitfield" }],
    [
      { firstName: "Dana", last_name: "Whitfield" },
      { firstName: "Dana", lastName: "Whitfield" },
    ],
    [
      { fname: "Dana", lname: "Whitfield" },
      { firstName: "Dana", lastName: "Whitfield" },
    ],
    [
      { "Given name": "Dana", Surname: "Whitfield" },
      { firstName: "Dana", lastName: "Whitfield" },
    ],
    [
      { Vorname: "Dana", Nachname: "Whitfield" },
      { firstName: "Dana", lastName: "Whitfield" },
    ],
    [{ form_fields: { name: "Dana" } }, { fullName: "Dana" }],
    [{ data: { lead: { contactName: "Dana" } } }, { fullName: "Dana" }],
    [{ company: "Harbor Pine" }, { company: "Harbor Pine" }],
    [{ companyName: "Harbor Pine" }, { company: "Harbor Pine" }],
    [{ Organization: "Harbor Pine" }, { company: "Harbor Pine" }],
    [{ contact: { company: { name: "Harbor Pine" } } }, { company: "Harbor Pine" }],
    [{ email_address: "d@example.com" }, { email: "d@example.com" }],
    [{ "E-Mail": "d@example.com" }, { email: "d@example.com" }],
    [{ _replyto: "d@example.com" }, { email: "d@example.com" }],
  ])("reads %j", (value, person) => expect(read(value)).toEqual({ ...person, extra: {} }));

  it.each([
    "form_name",
    "campaign name",
    "company_size",
    "username",
    "pet name",
    "email_consent",
    "first_visit",
    "last_page",
    "product.name",
  ])("knows that %s is nobody's name, company or address", (name) =>
    expect(read({ [name]: "Something" })).toEqual({ extra: { [name]: "Something" } }),
  );

  it.each(["company", "form", "campaign", "owner"])("does not take the name of a %s for a person's", (thing) => {
    expect(read({ [thing]: { name: "X" } }).fullName).toBeUndefined();
  });

  it("prefers a number that can be one, and the first choice to the second", () => {
    expect(read({ phone: "ask me", mobile: phone })).toEqual({ phone, extra: { phone: "ask me" } });
    expect(read({ work_phone: "212-555-0123", phone })).toEqual({ phone, extra: { work_phone: "212-555-0123" } });
    expect(read({ phone: 14155552671 }).phone).toBe("14155552671");
  });

  it.each(["", " ", null, "null", "N/A", "{{lead.phone}}", "[your-phone]", "undefined"])(
    "takes %j for nothing",
    (value) => {
      expect(read({ phone: value, note: value })).toEqual({ extra: {} });
    },
  );
});

describe("a mapping", () => {
  const value = {
    lead: { id: 7, tel: "1", contacts: [{ phone }] },
    "Phone No.": "3",
    name: "Dana Whitfield",
    first: "Form",
  };

  it("finds its places, in every notation", () => {
    expect(textAt(value, "lead.contacts.0.phone")).toBe(phone);
    expect(textAt(value, "lead[contacts][0][phone]")).toBe(phone);
    expect(textAt(value, "Phone No.")).toBe("3");
    for (const nowhere of ["lead", "lead.contacts.9.phone", "constructor.name", "__proto__", ""]) {
      expect(textAt(value, nowhere)).toBeUndefined();
    }
  });

  it("is believed: what it names is neither guessed nor repeated", () => {
    expect(read(value, { phone: "Phone No.", externalId: "lead.id", fullName: "name" })).toEqual({
      phone: "3",
      externalId: "7",
      fullName: "Dana Whitfield",
      extra: { "lead.tel": "1", "lead.contacts.0.phone": phone, first: "Form" },
    });
    expect(read({ tel: phone }, { phone: "missing" })).toEqual({ phone: undefined, extra: { tel: phone } });
  });
});

describe("everything else", () => {
  it("is kept by its names, without instructions and captcha tokens", () => {
    const value = {
      utm: { source: "google" },
      interests: ["roof", "battery"],
      consent: true,
      score: 4.5,
      _next: "https://www.example.com/thanks",
      _subject: "New",
      "g-recaptcha-response": "token",
      "cf-turnstile-response": "token",
      hcaptcha: { token: "t" },
    };
    expect(read(value).extra).toEqual({
      "utm.source": "google",
      interests: "roof, battery",
      consent: "true",
      score: "4.5",
    });
  });

  it("stays small enough to be stored, and is text that can be stored", () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 4, maxKeys: 20, withNullPrototype: true }), (value) => {
        const { extra } = read(value);
        for (const [name, text] of Object.entries(extra)) {
          expect(`${name}${text}`).not.toMatch(/(?![\n\t])\p{Cc}|\p{Cs}/u);
        }
      }),
    );
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`f${index}`, "😀".repeat(2_000)]));
    const { extra } = read(many);
    expect(JSON.stringify(extra).length).toBeLessThan(60_000);
    for (const text of Object.values(extra)) expect(text.length).toBeLessThanOrEqual(2_000);
  });

  it("can be stored and read again, though a field is named like a property of every object", () => {
    const names = Object.getOwnPropertyNames(Object.prototype);
    const value = JSON.parse(`{${names.map((name) => `"${name}": "Acme ${name}"`)}, "constructor_": "Builders"}`);
    const { extra } = read(value, { phone: "constructor" });
    expect(extra).toMatchObject({ constructor_: "Builders", toString_: "Acme toString" });
    expect(unmarshall(marshall({ extra }))).toEqual({ extra });
    const kept = names.filter((name) => !name.startsWith("_") && name !== "constructor");
    expect(Object.values(extra).sort()).toEqual([...kept.map((name) => `Acme ${name}`), "Builders"].sort());
  });

  it("is kept whole when two names read the same, or only one of them had to be changed", () => {
    expect(read({ "a  b": "1", "a b": "2", constructor: "3", constructor_: "4" }).extra).toEqual({
      "a b": "1",
      "a b_": "2",
      constructor_: "3",
      constructor__: "4",
    });
  });

  it("lends nothing to the person: only what the sender itself named is read", () => {
    const value = JSON.parse(
      `{"__proto__": {"phone": "${phone}"}, "constructor": {"prototype": {"email": "a@b.example"}}}`,
    );
    expect(read(value, { phone: "phone", email: "email" })).toMatchObject({ phone: undefined, email: undefined });
    expect(({} as Record<string, unknown>).phone).toBeUndefined();
    expect(read({}, { phone: "toString", company: "constructor.name" })).toEqual({ extra: {} });
  });

  it("never ends in half a character", () => {
    const { extra, phone: long } = read({
      [`${"n".repeat(119)}😀`]: "name",
      text: `${"t".repeat(1_999)}😀`,
      list: ["l".repeat(1_999), "😀"],
      deep: ["x".repeat(1_996), "y😀"],
      phone: `${"1".repeat(1_999)}😀`,
    });
    for (const text of [...Object.entries(extra).flat(), long ?? ""]) expect(text).not.toMatch(/\p{Cs}/u);
    expect(Object.keys(extra)).toHaveLength(4);
  });

  it("together with the person holds every short value exactly once", () => {
    const name = fc.constantFrom("phone", "mobile", "email", "name", "first_name", "company", "note", "fax", "color");
    fc.assert(
      fc.property(fc.dictionary(name, fc.uuid()), (value) => {
        const { extra, ...person } = read(value);
        const kept = [...Object.values(person), ...Object.values(extra)].filter((text) => text !== undefined);
        expect(kept.sort()).toEqual(Object.values(value).sort());
      }),
    );
  });
});
