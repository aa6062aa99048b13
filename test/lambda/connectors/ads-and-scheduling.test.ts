import { describe, expect, it } from "vitest";
import { calendly } from "../../../lambda/connectors/vendors/calendly.ts";
import { googleAds } from "../../../lambda/connectors/vendors/google-ads.ts";
import { make } from "../../../lambda/connectors/vendors/make.ts";
import { tiktokLeadGen } from "../../../lambda/connectors/vendors/tiktok-lead-gen.ts";
import { wix } from "../../../lambda/connectors/vendors/wix.ts";
import { zapier } from "../../../lambda/connectors/vendors/zapier.ts";
import { aRequest } from "../../fakes/bridge.ts";
import { intakeOf, peopleOf, readingOf, secretsWith } from "./senders.ts";

describe("Google Ads", () => {
  const lead = (columns: object[], more: object = {}) => ({
    lead_id: "L1",
    google_key: "s3cret",
    user_column_data: columns,
    ...more,
  });

  it("prefers the person's own phone and e-mail to those at work, and stores no key", async () => {
    const columns = [
      { column_id: "WORK_PHONE", string_value: "+13035550119" },
      { column_id: "PHONE_NUMBER", string_value: "+13035550118", column_name: "Telefon der Firma" },
      { column_id: "WORK_EMAIL", string_value: "at@work.example" },
      { column_name: "Wann?", string_value: "morgens" },
    ];
    expect(await peopleOf(googleAds, lead(columns, { campaign_id: 5 }))).toEqual([
      {
        phone: "+13035550118",
        email: "at@work.example",
        externalId: "L1",
        extra: { WORK_PHONE: "+13035550119", "Wann?": "morgens", campaign_id: "5" },
      },
    ]);
  });

  it("is answered in its own words, and told to send again what was not stored", async () => {
    const intake = intakeOf(googleAds);
    const request = aRequest("/leads/google");
    const accepted = await intake.reply(request, { kind: "accepted", leads: [{ id: "1", status: "duplicate" }] });
    const rejected = await intake.reply(request, { kind: "rejected", status: 401, title: "No", fields: {} });
    const again = await intake.reply(request, { kind: "again" });
    expect([accepted.status, accepted.body]).toEqual([200, "{}"]);
    expect([rejected.status, rejected.body]).toEqual([401, '{"message":"No"}']);
    expect(again.status).toBe(503);
    expect(JSON.parse(again.body ?? "")).toEqual({ message: expect.any(String) });
  });

  it.each(["", "{}", "no json", '{"google_key":7}', '{"google_key":""}', '{"google_key":"other"}'])(
    "is not let in with %j",
    (body) => {
      const verify = () =>
        intakeOf(googleAds).verify(aRequest("/leads/google", { body }), secretsWith({}, ["s3cret", ""]), new Date());
      expect(verify).toThrow(expect.objectContaining({ status: 401 }));
    },
  );
});

describe("TikTok", () => {
  it("greets with a ping, which rings nobody", async () => {
    expect(await readingOf(tiktokLeadGen, { event: "tiktok.ping", content: "{}" })).toMatchObject({ kind: "test" });
    expect(await readingOf(tiktokLeadGen, { event: "video.upload", content: "{}" })).toMatchObject({ kind: "ignored" });
  });

  it("may bring several leads, and one that cannot be read costs none of the others", async () => {
    const entry = (id: string, phone: string) => ({ id, changes: [{ field: "phone_number", value: phone }] });
    const people = await peopleOf(tiktokLeadGen, {
      entry: [entry("1", "+13035550118"), { odd: true }, entry("3", "+13035550119")],
    });
    expect(people).toEqual([
      { phone: "+13035550118", externalId: "1", extra: {} },
      { extra: { entry: '{"odd":true}' } },
      { phone: "+13035550119", externalId: "3", extra: {} },
    ]);
  });
});

describe("Calendly", () => {
  const booked = (payload: object) => ({ event: "invitee.created", payload: { uri: "u1", ...payload } });

  it("knows the number that the host is to call", async () => {
    const scheduled_event = { location: { type: "outbound_call", location: "+1 303-555-0118" } };
    expect(await peopleOf(calendly, booked({ name: "Ramona Stubbs", scheduled_event }))).toMatchObject([
      { firstName: "Ramona", phone: "+13035550118", externalId: "u1" },
    ]);
  });

  it("asks for the phone in a question, too, and never takes the host's", async () => {
    const scheduled_event = {
      location: { type: "inbound_call", location: "+13035550119" },
      event_memberships: [{ user_phone: "+13035550117" }],
    };
    const questions_and_answers = [{ question: "Phone Number", answer: "(303) 555-0118" }];
    expect(await peopleOf(calendly, booked({ scheduled_event, questions_and_answers }))).toMatchObject([
      { phone: "+13035550118" },
    ]);
  });

  it("rings nobody for a booking that was moved, cancelled or missed", async () => {
    const moved = booked({ old_invitee: "u0", rescheduled: false });
    for (const body of [
      moved,
      { event: "invitee.canceled", payload: {} },
      { event: "invitee_no_show.created", payload: {} },
    ]) {
      expect(await readingOf(calendly, body)).toMatchObject({ kind: "ignored" });
    }
  });

  it("rings for routing forms where the settings say so", async () => {
    const questions_and_answers = [
      { question: "Name", answer: "Ramona Stubbs" },
      { question: "Phone", answer: "3035550118" },
    ];
    const body = { event: "routing_form_submission.created", payload: { uri: "f1", questions_and_answers } };
    expect(await readingOf(calendly, body)).toMatchObject({ kind: "ignored" });
    expect(await peopleOf(calendly, body, { settings: { routingForms: true } })).toMatchObject([
      { firstName: "Ramona", phone: "+13035550118", externalId: "f1" },
    ]);
  });
});

describe("Wix", () => {
  it("fills what the form did not ask from the contact", async () => {
    const data = {
      submissionId: "s1",
      "field:short_answer_01e4": "Orson Vail",
      "field:phone_4c77": "",
      contact: {
        name: { first: "Orson", last: "Vail" },
        email: "orson@example.com",
        phones: [{ e164Phone: "+13035550117" }, { e164Phone: "+13035550118", primary: true }],
      },
    };
    expect(await peopleOf(wix, { data })).toMatchObject([
      { firstName: "Orson", lastName: "Vail", email: "orson@example.com", phone: "+13035550118", externalId: "s1" },
    ]);
  });
});

describe("automation services", () => {
  const good = { name: "Tessa Quill", phone: "303-555-0118" };

  it("may send a list, and one thing that is no lead costs none of the others", async () => {
    const people = await peopleOf(zapier, [good, "text", null, {}, { ...good, phone: "303-555-0119" }]);
    expect(people.map(({ phone, extra }) => phone ?? extra)).toEqual([
      "+13035550118",
      { value: "text" },
      "+13035550119",
    ]);
  });

  it("name the id of a submission in many ways, and that of a person never counts", async () => {
    const id = async (more: object) => (await peopleOf(zapier, { ...good, ...more }))[0]?.externalId;
    for (const more of [
      { entry_id: 5 },
      { "Submission ID": "5" },
      { lead: { id: "5" } },
      { lead__id: "5" },
      { responseId: "5" },
    ]) {
      expect(await id(more)).toBe("5");
    }
    for (const more of [
      { id: "5" },
      { contact_id: "5" },
      { contact: { id: "5" } },
      { form_id: "5" },
      { zap_meta__id: "5" },
    ]) {
      expect(await id(more)).toBeUndefined();
    }
  });

  it("compose JSON by hand, whose answers may break it", async () => {
    const body = '{"lead": {"name": "Victor "Vic" Amsel", "phone": "216-555-0175"}, "source": "Airtable"}';
    expect(await peopleOf(make, body)).toMatchObject([{ firstName: "Victor", phone: "+12165550175" }]);
  });
});
