import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { cf7Webhook } from "../../../lambda/connectors/vendors/cf7-webhook.ts";
import { elementor } from "../../../lambda/connectors/vendors/elementor.ts";
import { formstack } from "../../../lambda/connectors/vendors/formstack.ts";
import { gravityForms } from "../../../lambda/connectors/vendors/gravity-forms.ts";
import { jotform } from "../../../lambda/connectors/vendors/jotform.ts";
import { ninjaForms } from "../../../lambda/connectors/vendors/ninja-forms.ts";
import { paperform } from "../../../lambda/connectors/vendors/paperform.ts";
import { tally } from "../../../lambda/connectors/vendors/tally.ts";
import { typeform } from "../../../lambda/connectors/vendors/typeform.ts";
import { webflow } from "../../../lambda/connectors/vendors/webflow.ts";
import { wpforms } from "../../../lambda/connectors/vendors/wpforms.ts";
import { aRequest } from "../../fakes/bridge.ts";
import { noon } from "../../fakes/leads.ts";
import { intakeOf, peopleOf, readingOf, secretsWith } from "./senders.ts";

const form = { type: "application/x-www-form-urlencoded" };

describe("a lead in the query of a GET", () => {
  it.each([gravityForms, ninjaForms, cf7Webhook, wpforms])(
    "is read through $key, without the key",
    async (connector) => {
      const intake = intakeOf(connector);
      const get = aRequest("/leads/source?key=secret&fname=Rosa&phone=305-555-0162", { method: "GET" });
      expect(intake.methods).toContain("GET");
      expect(intake.handshake?.(get, secretsWith())).toBeUndefined();
      expect(await intake.read(get)).toMatchObject({
        leads: [{ firstName: "Rosa", phone: "305-555-0162", extra: {} }],
      });
    },
  );

  it("is none when somebody only opens the address", () => {
    const get = aRequest("/leads/source?key=secret", { method: "GET" });
    expect(intakeOf(ninjaForms).handshake?.(get, secretsWith())?.status).toBe(200);
  });
});

describe("Gravity Forms", () => {
  const entry = { id: "7", form_id: "2", date_created: "2026-06-15 12:00:00", ip: "203.0.113.24" };

  it("tells a name from an address and a consent, which have inputs with the same numbers", async () => {
    const answers = {
      "1.1": "1",
      "1.3": "4",
      "2.1": "1 Main St",
      "2.3": "Springfield",
      "2.6": "United States",
      "5.3": "Leo",
      "5.6": "Baptiste",
      "8": "+1 303 555 0118",
      "9": "leo@example.com",
    };
    expect(await peopleOf(gravityForms, { ...entry, ...answers })).toMatchObject([
      { firstName: "Leo", lastName: "Baptiste", phone: "+13035550118", email: "leo@example.com", externalId: "7" },
    ]);
  });

  it("takes what its owner says over what looks like it", async () => {
    const answers = { "3": "(303) 555-0118", "4": "(303) 555-0119", "6": "Leo Baptiste" };
    const settings = { mapping: { phone: "4", fullName: "6" } };
    expect(await peopleOf(gravityForms, { ...entry, ...answers }, { settings })).toMatchObject([
      { firstName: "Leo", lastName: "Baptiste", phone: "+13035550119" },
    ]);
  });

  it("takes no date, number of an order or zip code for a phone", async () => {
    const answers = { "3": "2026-06-15", "4": "100200300400", "6": "94105-1234" };
    const [person] = await peopleOf(gravityForms, { ...entry, ...answers });
    expect(person).not.toHaveProperty("phone");
  });
});

describe("WPForms", () => {
  it("signs a form as the JSON that PHP makes of it", () => {
    const fields = { name: "Zoë Ørsted", page: "https://www.example.com/a?b=1", note: 'say "hi"\n😀' };
    const json =
      '{"name":"Zo\\u00eb \\u00d8rsted","page":"https:\\/\\/www.example.com\\/a?b=1","note":"say \\"hi\\"\\n\\ud83d\\ude00"}';
    const at = noon.getTime() / 1000;
    const signature = createHmac("sha256", "s3cret").update(`${at}.${json}`).digest("hex");
    const request = aRequest("/leads/wpforms", {
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
        "x-wpforms-webhook-signature": `t=${at},v=${signature}`,
      },
      body: new URLSearchParams(fields).toString(),
    });
    const verify = () => intakeOf(wpforms).verify(request, secretsWith({ signing_secret: "s3cret" }), noon);
    expect(verify).not.toThrow();
  });
});

describe("Elementor", () => {
  it("knows the phone by its type, whatever it is called", async () => {
    const body =
      "form%5Bid%5D=a&fields%5Bx1%5D%5Btype%5D=tel&fields%5Bx1%5D%5Btitle%5D=Ruf+uns&fields%5Bx1%5D%5Bvalue%5D=3035550118" +
      "&fields%5Bfirst_name%5D%5Btype%5D=text&fields%5Bfirst_name%5D%5Btitle%5D=&fields%5Bfirst_name%5D%5Bvalue%5D=Ivy";
    expect(await peopleOf(elementor, body, form)).toMatchObject([{ phone: "+13035550118", firstName: "Ivy" }]);
  });
});

describe("Ninja Forms", () => {
  it("reads JSON that names itself a form", async () => {
    const body = JSON.stringify({ name: "Rosa Delgado", phone: "305-555-0162" });
    expect(await peopleOf(ninjaForms, body, form)).toMatchObject([{ firstName: "Rosa", phone: "+13055550162" }]);
  });
});

describe("Contact Form 7", () => {
  it("tells fields apart whose answers broke the JSON", async () => {
    const body =
      '{"name": "Ana "Nita" Rios", "phone" : "503-555-0166" , "message": "6" pipe, call\nplease {soon}", "n": 3}';
    expect(await peopleOf(cf7Webhook, body, { type: "text/plain" })).toEqual([
      {
        firstName: "Ana",
        lastName: '"Nita" Rios',
        phone: "+15035550166",
        extra: { message: '6" pipe, call\nplease {soon}', n: "3" },
      },
    ]);
  });

  it("refuses what holds no field at all", async () => {
    await expect(readingOf(cf7Webhook, '{"broken')).rejects.toMatchObject({ status: 400 });
  });
});

describe("Webflow", () => {
  it("writes dots in labels as full-width dots, which a mapping need not know", async () => {
    const body = { triggerType: "form_submission", payload: { id: "9", data: { "Tel\uFF0E no\uFF0E": "3035550118" } } };
    const settings = { mapping: { phone: "Tel. no." } };
    expect(await peopleOf(webflow, body, { settings })).toMatchObject([{ phone: "+13035550118", externalId: "9" }]);
  });

  it("sends other events too, which are no leads", async () => {
    expect(await readingOf(webflow, { triggerType: "site_publish", payload: {} })).toMatchObject({ kind: "ignored" });
  });
});

describe("Typeform", () => {
  const response = (answers: unknown[], more: object = {}) => ({
    event_type: "form_response",
    form_response: { token: "t1", answers, ...more },
  });

  it("finds the questions of a group, and what was known before the visitor came", async () => {
    const definition = {
      fields: [{ id: "g", title: "You", properties: { fields: [{ id: "a", title: "Company" }] } }],
    };
    const answers = [
      { type: "text", text: "Acme", field: { id: "a" } },
      { type: "choices", choices: { labels: ["Roof", "Wall"] }, field: { id: "b", ref: "work" } },
      { type: "odd" },
    ];
    const hidden = { phone: "+13035550118", utm_source: "x" };
    expect(await peopleOf(typeform, response(answers, { definition, hidden }))).toEqual([
      { company: "Acme", phone: "+13035550118", externalId: "t1", extra: { work: "Roof, Wall", utm_source: "x" } },
    ]);
  });

  it("lets a mapping name a question by its words or by its reference", async () => {
    const definition = { fields: [{ id: "a", title: "Alias" }] };
    const answers = [{ type: "text", text: "Mia", field: { id: "a", ref: "nick" } }];
    for (const firstName of ["Alias", "nick"]) {
      const settings = { mapping: { firstName } };
      expect(await peopleOf(typeform, response(answers, { definition }), { settings })).toMatchObject([
        { firstName: "Mia" },
      ]);
    }
  });

  it("sends partial responses when it is told to, which ring nobody", async () => {
    const body = { event_type: "form_response_partial", form_response: { token: "t1" } };
    expect(await readingOf(typeform, body)).toMatchObject({ kind: "ignored" });
  });
});

describe("Tally", () => {
  it("calls ticked boxes by their words, once", async () => {
    const fields = [
      { key: "q", label: "Work", type: "CHECKBOXES", value: ["c1"], options: [{ id: "c1", text: "Roof" }] },
      { key: "q_c1", label: "Work (Roof)", type: "CHECKBOXES", value: true },
      { key: "p", label: "Where to ring", type: "INPUT_PHONE_NUMBER", value: "+13035550118" },
      { key: "o", label: "Other", type: "INPUT_PHONE_NUMBER", value: null },
      "nonsense",
    ];
    const body = { eventType: "FORM_RESPONSE", data: { responseId: "r1", fields } };
    expect(await peopleOf(tally, body)).toEqual([{ phone: "+13035550118", externalId: "r1", extra: { Work: "Roof" } }]);
  });
});

describe("Paperform", () => {
  it("chooses the phone whose question is about the visitor, of several", async () => {
    const data = [
      { title: "Emergency contact phone", type: "phone", value: "+13035550119" },
      { title: "Your phone", type: "phone", value: "+13035550118" },
      { title: "Phone", type: "text", value: "+13035550117" },
    ];
    expect(await peopleOf(paperform, { submission_id: "s1", data })).toMatchObject([{ phone: "+13035550118" }]);
  });
});

describe("Formstack", () => {
  it("lets its owner rename the header of the signature", () => {
    const body = "Phone=3035550118";
    const signature = `sha256=${createHmac("sha256", "s3cret").update(body).digest("hex")}`;
    const request = aRequest("/leads/formstack", { headers: { "x-my-signature": signature }, body });
    const verify = (settings: unknown) => () =>
      intakeOf(formstack, settings).verify(request, secretsWith({ signing_secret: "s3cret" }), noon);
    expect(verify({ signatureHeader: "X-My-Signature" })).not.toThrow();
    expect(verify(undefined)).toThrow(expect.objectContaining({ status: 401 }));
  });

  it("keeps the handshake key to itself", async () => {
    const body = "FormID=1&UniqueID=5&Phone=3035550118&HandshakeKey=s3cret";
    expect(JSON.stringify(await readingOf(formstack, body, form))).not.toContain("s3cret");
  });
});

describe("Jotform", () => {
  const submission = (answers: object, pretty = "") =>
    new URLSearchParams({ submissionID: "5", rawRequest: JSON.stringify(answers), pretty }).toString();

  it("joins the parts of a phone, and unescapes answers", async () => {
    const answers = { q1_phone: { country: "44", area: "20", phone: "79460958" }, q2_company: "Tom &amp; Sons" };
    expect(await peopleOf(jotform, submission(answers), form)).toMatchObject([
      { phone: "+442079460958", company: "Tom & Sons", externalId: "5" },
    ]);
  });

  it("takes the words of a question that Jotform gave no name from the other copy", async () => {
    const answers = {
      q1_typeA: "Tom Alvarez",
      q2_input12: "303-555-0118",
      q3_typeA4: "Acme",
      submitDate: "1762273090155",
    };
    const pretty = "Your name:Tom Alvarez, Phone:303-555-0118, Company:Acme";
    expect(await peopleOf(jotform, submission(answers, pretty), form)).toEqual([
      { firstName: "Tom", lastName: "Alvarez", phone: "+13035550118", company: "Acme", externalId: "5", extra: {} },
    ]);
  });
});
