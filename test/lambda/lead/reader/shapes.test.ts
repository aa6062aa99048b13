import { describe, expect, it } from "vitest";
import { readFields } from "../../../../lambda/lead/reader/fields.ts";
import { splitName } from "../../../../lambda/lead/reader/names.ts";
import { type Country, parsePhone } from "../../../../lambda/lead/reader/phone.ts";
import { parseBody } from "../../../../lambda/runtime/body.ts";

/** What senders call things, how they write them, and what looks like a lead's and is not. */

const phone = "(212) 555-0123";
const read = (value: unknown, country: Country = "US") => readFields(value, {}, { country, findId: true });
const dialled = (value: unknown, country: Country = "US") => {
  const found = read(value, country).phone;
  return found && parsePhone(found, country);
};
const personIn = (value: unknown) => {
  const { firstName = null, lastName = null } = splitName(read(value));
  return [firstName, lastName];
};

describe("a phone", () => {
  it.each([
    "Telefonnummer",
    "Handynummer",
    "Rückrufnummer",
    "Numéro de téléphone",
    "Portable",
    "Teléfono móvil",
    "Celular / WhatsApp",
    "Número de teléfono",
    "Telefone",
    "Telemóvel",
    "Numero di cellulare",
    "Telefoonnummer",
    "Mobiel nummer",
    "Mobilnummer",
    "Puhelinnumero",
    "Numer telefonu",
    "Telefonszám",
    "Telefon numarası",
    "Телефон",
    "Τηλέφωνο",
    "電話番号",
    "手机号码",
    "휴대폰 번호",
    "رقم الهاتف",
    "טלפון נייד",
    "เบอร์โทรศัพท์",
    "Which number should we ring?",
    "Best number to reach you",
    "Contact number",
    "Cell #",
    "Ph. no.",
    "Phone (with country code)",
    "Phone number including area code",
    "field:phone_4c77",
    "No Label phone",
    "Phone．1",
    "text_reminder_number",
  ])("is recognised as %s, as key and as label", (name) => {
    expect(dialled({ [name]: phone })).toBe("+12125550123");
    expect(dialled({ answers: [{ id: "a1", label: name, value: phone }] })).toBe("+12125550123");
    expect(dialled({ fields: { f1: { title: name, value: phone } } })).toBe("+12125550123");
  });

  it.each([
    [{ area: "212", phone: "5550123" }, "+12125550123"],
    [{ area: "20", phone: "79460958", country: "44" }, "+442079460958"],
    [{ phone: { full: phone } }, "+12125550123"],
    [{ phone: { national: "020 7946 0958", countryCode: "GB" } }, "+442079460958"],
    [{ phone: { number: "2079460958", dialCode: "+44" } }, "+442079460958"],
    [{ phone_country_code: "+44", phone: "2079460958" }, "+442079460958"],
    [{ phone_country_code: "+1", phone: "+442079460958" }, "+442079460958"],
    [{ phone: 12125550123 }, "+12125550123"],
    [{ phone: ["", phone] }, "+12125550123"],
    [{ phone: "p:+12125550123" }, "+12125550123"],
    [{ phone: "Tel.: 212 555 0123 ext. 7" }, "+12125550123"],
    [{ phone: "２１２５５５０１２３" }, "+12125550123"],
    [{ home_phone: "(303) 555-0118", mobile: phone }, "+12125550123"],
    [{ phone: "555-0123", mobile: phone }, "+12125550123"],
    [{ agent: { name: "A", phone: "(303) 555-0118" }, customer: { name: "B", phone } }, "+12125550123"],
    [{ location: { type: "outbound_call", location: "+12125550123" } }, "+12125550123"],
    [
      {
        contacts: [
          { type: "fax", number: "(303) 555-0118" },
          { type: "mobile", number: phone },
        ],
      },
      "+12125550123",
    ],
    [{ "3": phone, "7": "no" }, "+12125550123"],
    [{ field_7be1f02: "2125550123" }, "+12125550123"],
  ])("is read from %j", (value, expected) => expect(dialled(value)).toBe(expected));

  it.each([
    { fax: phone },
    { "Fax number": phone },
    { Telefax: phone },
    { q: [{ label: "Fax", type: "PhoneNumber", value: phone }] },
    { agent: { phone } },
    { organizer: { phone_number: phone } },
    { "Emergency contact phone": phone },
    { event_memberships: [{ user_phone: phone }] },
    { location: { type: "inbound_call", location: phone } },
    { tracking_number: phone },
    { tracking_phone_number: phone },
    { "support hotline": phone },
    { submitDate: "1762273090155" },
    { created: 2125550123 },
    { id: "2125550123" },
    { ip: "212.255.123.4" },
    { "8": "212.255.123.4" },
    { order_number: "2125550123" },
    { Invoice: phone },
    { amount: "2125550123" },
    { zip: "2125550123" },
    { gclid: "2125550123" },
    { "9": "1762275001" },
    { "4": 2125550123 },
    { reference: phone },
    { message: `please ring ${phone} today` },
    { jsExecutionTracker: "build-date-1762273000000" },
    { phone: "(555) 123-4567" },
    { phone: "15550000000" },
  ])("is not %j", (value) => expect(dialled(value)).toBeUndefined());

  it("is recognised by its shape only where the country is known and no name speaks", () => {
    expect(readFields({ "3": phone }).phone).toBeUndefined();
    expect(read({ "3": phone }).why?.phone).toMatchObject({ path: "3", by: "shape" });
    expect(dialled({ "3": "030 901820" }, "DE")).toBe("+4930901820");
  });
});

describe("a name", () => {
  it.each([
    [{ Vorname: "Jürgen", Nachname: "Weiß" }, ["Jürgen", "Weiß"]],
    [{ Nom: "Dupont", Prénom: "Zoé" }, ["Zoé", "Dupont"]],
    [{ Nombre: "Ana María", Apellidos: "García" }, ["Ana María", "García"]],
    [{ name: "Ana García", last_name: "García" }, ["Ana", "García"]],
    [{ first_name: "Ana", name: "Ana García" }, ["Ana", "García"]],
    [{ 氏名: "山田 太郎" }, ["太郎", "山田"]],
    [{ Имя: "Анна", Фамилия: "Каренина" }, ["Анна", "Каренина"]],
    [{ Name: "first = Carmen\nlast = Iglesias" }, ["Carmen", "Iglesias"]],
    [{ "1.2": "", "1.3": "Leo", "1.4": "", "1.6": "Baptiste", "1.8": "" }, ["Leo", "Baptiste"]],
    [{ "5.1": "1", "5.2": "I agree", "5.3": "3" }, [null, null]],
    [
      { name: "Contact Us", siteId: "s", data: { "Name 3": "Jonas Weber", "Email 2": "j@example.com" } },
      ["Jonas", "Weber"],
    ],
    [{ questions: [{ name: "What is your name?", type: "ShortAnswer", value: "Selma Kovacs" }] }, ["Selma", "Kovacs"]],
    [{ form_name: "Contact", campaign: { name: "Spring" }, "Pet name": "Rex" }, [null, null]],
    [{ name: "Conor O&#039;Brien" }, ["Conor", "O'Brien"]],
  ])("is read from %j", (value, expected) => expect(personIn(value)).toEqual(expected));

  it("begins with the last where the question asks for it first, but not where the father's stands in the middle", () => {
    const split = (question: string, text: string) => personIn({ [question]: text });
    expect(split("Last and first name", "Kowalski Jan")).toEqual(["Jan", "Kowalski"]);
    expect(split("ФИО", "Каренина Анна Аркадьевна")).toEqual(["Анна Аркадьевна", "Каренина"]);
    expect(split("Ваши Ф.И.О.", "Каренина Анна")).toEqual(["Анна", "Каренина"]);
    expect(split("ПІБ", "Косач Лариса Петрівна")).toEqual(["Лариса Петрівна", "Косач"]);
    expect(split("ФИО", "Анна Аркадьевна Каренина")).toEqual(["Анна", "Аркадьевна Каренина"]);
    expect(split("ФИО", "Анна")).toEqual(["Анна", null]);
  });
});

describe("the rest", () => {
  it.each([
    [{ Firma: "Weiß GmbH" }, "Weiß GmbH"],
    [{ answers: [{ question: "Company", answer: "Stubbs" }] }, "Stubbs"],
    [{ "What company do you work for?": "Stubbs" }, "Stubbs"],
    [{ company: "Romero &amp; Sons" }, "Romero & Sons"],
    [{ company_size: "11-50" }, undefined],
  ])("names the company in %j", (value, company) => expect(read(value).company).toBe(company));

  it.each([
    [{ consent: "on" }, true],
    [{ sms_consent: "no" }, false],
    [{ q9_consent: ["I agree to receive calls"] }, true],
    [{ a: [{ label: "May we call you?", type: "yes_no", value: true }] }, true],
    [{ email_consent: "no", call_consent: "yes" }, true],
    [{ consent: "maybe later" }, undefined],
  ])("says in %j whether the lead may be called, and keeps the words", (value, consent) => {
    expect(read(value).consent).toBe(consent);
    expect(Object.keys(read(value).extra).length).toBeGreaterThan(0);
  });

  it.each([
    [{ submission_id: "s1", id: "x" }, "s1"],
    [{ lead: { id: "rec8" } }, "rec8"],
    [{ "Entry ID": 7 }, "7"],
    [{ form_id: "7", page: { id: "9" }, user_id: "u", event_id: "e" }, undefined],
    [{ zap_meta__id: "0" }, undefined],
  ])("finds the id of the submission in %j", (value, id) => expect(read(value).externalId).toBe(id));

  it("is kept by the questions, with the texts of what was chosen, and without what describes it", () => {
    const value = {
      definition: { fields: [{ id: "f1", title: "Timeline?", type: "multiple_choice" }] },
      answers: [{ type: "text", text: "soon", field: { id: "f1" } }],
      more: [{ key: "k", label: "Need", type: "CHOICE", value: ["a"], options: [{ id: "a", text: "Install" }] }],
      plain: { note: "x" },
    };
    expect(read(value).extra).toEqual({ "Timeline?": "soon", Need: "Install", "plain.note": "x" });
  });

  it("loses nothing of an object that only looks like an answer", () => {
    const person = { name: "Ann Lee", value: 500, phone, city: "Omaha" };
    for (const body of [{ lead: person }, { leads: [person] }]) {
      expect(dialled(body)).toBe("+12125550123");
      expect(personIn(body)).toEqual(["Ann", "Lee"]);
      expect(Object.values(read(body).extra)).toEqual(["500", "Omaha"]);
    }
  });
});

it("reads a lead from XML", async () => {
  const xml = `<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="urn:s" xmlns:sf="urn:f"><soapenv:Body><sObject>
    <sf:FirstName>Theo</sf:FirstName><sf:LastName>Marchetti</sf:LastName><sf:Phone>${phone}</sf:Phone>
    <sf:Email>theo@example.com</sf:Email></sObject></soapenv:Body></soapenv:Envelope>`;
  const body = await parseBody(new TextEncoder().encode(xml), "text/xml");
  expect(read(body)).toMatchObject({ firstName: "Theo", lastName: "Marchetti", phone, email: "theo@example.com" });
});
