import { describe, expect, it } from "vitest";
import { calCom } from "../../../lambda/connectors/vendors/cal-com.ts";
import { calendly } from "../../../lambda/connectors/vendors/calendly.ts";
import { googleAds } from "../../../lambda/connectors/vendors/google-ads.ts";
import { make } from "../../../lambda/connectors/vendors/make.ts";
import { tiktokLeadGen } from "../../../lambda/connectors/vendors/tiktok-lead-gen.ts";
import { wix } from "../../../lambda/connectors/vendors/wix.ts";
import { zapier } from "../../../lambda/connectors/vendors/zapier.ts";
import { readWish } from "../../../lambda/lead/asked/phrase.ts";
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

  it("rings at the time that was agreed, and for each agreed time but the last nobody", async () => {
    const start_time = "2026-06-16T15:00:00.000000Z";
    const created_at = "2026-06-15T12:00:00.000000Z";
    const moved = booked({
      uri: "u1",
      old_invitee: "u0",
      timezone: "America/Denver",
      created_at,
      scheduled_event: { start_time },
    });
    expect(await readingOf(calendly, moved)).toMatchObject({
      kind: "leads",
      leads: [
        {
          booking: "u1",
          externalId: "u1",
          asked: { text: start_time, zone: "America/Denver", isSure: true, said: created_at },
        },
      ],
      ended: [{ booking: "u0", why: "moved" }],
    });
    const over = (rescheduled: boolean) => ({ event: "invitee.canceled", payload: { uri: "u1", rescheduled } });
    expect(await readingOf(calendly, over(true))).toMatchObject({ ended: [{ booking: "u1", why: "moved" }] });
    expect(await readingOf(calendly, over(false))).toMatchObject({ ended: [{ booking: "u1", why: "cancelled" }] });
  });

  it("rings at once, and for the first time that was agreed, where the settings say so", async () => {
    const settings = { when: "now" };
    const first = booked({ uri: "u0", scheduled_event: { start_time: "2026-06-16T15:00:00Z" } });
    const [lead] = await peopleOf(calendly, first, { settings });
    expect(lead).not.toHaveProperty("asked");
    const moved = booked({ uri: "u1", old_invitee: "u0" });
    expect(await readingOf(calendly, moved, { settings })).toEqual({ kind: "ignored", why: "a booking was moved" });
    const over = (rescheduled: boolean) => ({ event: "invitee.canceled", payload: { uri: "u0", rescheduled } });
    expect(await readingOf(calendly, over(true), { settings })).not.toHaveProperty("ended");
    expect(await readingOf(calendly, over(false), { settings })).toMatchObject({
      ended: [{ booking: "u0", why: "cancelled" }],
    });
  });

  it("rings nobody for a booking that was cancelled or missed", async () => {
    for (const body of [
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

describe("Cal.com", () => {
  const event = (triggerEvent: string, payload: object) => ({
    triggerEvent,
    createdAt: "2026-06-15T12:00:00.000Z",
    payload: { uid: "b1", startTime: "2026-06-16T15:00:00Z", status: "ACCEPTED", ...payload },
  });
  const attendees = [{ name: "Ramona Stubbs", email: "ramona@example.com", timeZone: "America/Denver" }];
  const responses = { attendeePhoneNumber: { label: "phone_number", value: "+13035550118" } };

  it("means midnight in UTC as any other hour", async () => {
    const late = event("BOOKING_CREATED", { startTime: "2026-06-17T00:00:00Z", attendees, responses });
    const reading = await readingOf(calCom, late);
    const asked = reading.kind === "leads" ? reading.leads[0]?.asked : undefined;
    expect(asked?.text).toBe("2026-06-17T00:00:00Z[Etc/UTC]");
    expect(readWish(asked?.text ?? "")).toEqual({ kind: "exact", at: Date.parse("2026-06-17T00:00:00Z") });
  });

  it("rings at the time that was agreed, by the clocks of who booked", async () => {
    expect(await readingOf(calCom, event("BOOKING_CREATED", { attendees, responses }))).toMatchObject({
      leads: [
        {
          phone: "+13035550118",
          booking: "b1",
          place: { zone: "America/Denver" },
          asked: { text: "2026-06-16T15:00:00Z", zone: "America/Denver", said: "2026-06-15T12:00:00.000Z" },
        },
      ],
    });
  });

  it("ends the booking that another replaces, and keeps one that is moved under its own id", async () => {
    const moved = event("BOOKING_RESCHEDULED", { uid: "b2", rescheduleUid: "b1", attendees, responses });
    expect(await readingOf(calCom, moved)).toMatchObject({ ended: [{ booking: "b1", why: "moved" }] });
    const same = event("BOOKING_RESCHEDULED", { rescheduleUid: "b1", attendees, responses });
    expect(await readingOf(calCom, same)).not.toHaveProperty("ended");
  });

  it("has for each seat of an appointment a booking of its own, which ends alone", async () => {
    const dana = { name: "Dana Whitfield", email: "dana@example.com", timeZone: "America/New_York" };
    const [ramona] = attendees;
    const seat = (name: string, of: object) => event(name, { seatsPerTimeSlot: 5, ...of });
    const bookingIn = async (body: object) => {
      const reading = await readingOf(calCom, body);
      if (reading.kind !== "leads") throw new Error(reading.kind);
      return reading.leads[0];
    };
    const first = await bookingIn(seat("BOOKING_CREATED", { attendees: [ramona], responses }));
    const danas = { email: { label: "email", value: "Dana@example.com" }, ...responses };
    const second = await bookingIn(seat("BOOKING_CREATED", { attendees: [ramona, dana], responses: danas }));
    expect(second).toMatchObject({
      fullName: "Dana Whitfield",
      email: "dana@example.com",
      place: { zone: "America/New_York" },
    });
    expect(first?.booking).not.toBe(second?.booking);
    expect(first?.externalId).toBe(first?.booking);
    expect(first?.booking).toMatch(/^b1\/[\w-]{16}$/);

    const endedBy = async (body: object) => (await readingOf(calCom, body)).ended?.map(({ booking }) => booking);
    expect(await endedBy(seat("BOOKING_CANCELLED", { attendees: [dana], responses }))).toEqual([second?.booking]);
    expect(await endedBy(seat("BOOKING_CANCELLED", { attendees: [ramona, dana], responses }))).toEqual([
      first?.booking,
      second?.booking,
    ]);
    const moved = { uid: "b2", rescheduleUid: "b1", attendees: [dana], responses: danas };
    expect(await endedBy(seat("BOOKING_RESCHEDULED", moved))).toEqual([second?.booking]);
    const kept = { rescheduleUid: "b1", attendees: [ramona, dana], responses: danas };
    expect(await endedBy(seat("BOOKING_RESCHEDULED", kept))).toBeUndefined();
    expect((await bookingIn(seat("BOOKING_RESCHEDULED", kept)))?.booking).toBe(second?.booking);
  });

  it("ends what a booking replaces that its host has yet to confirm, and rings nobody for that one", async () => {
    for (const body of [
      event("BOOKING_REQUESTED", { uid: "b2", rescheduleUid: "b1", attendees, responses }),
      event("BOOKING_RESCHEDULED", { uid: "b2", rescheduleUid: "b1", status: "PENDING", attendees, responses }),
    ])
      expect(await readingOf(calCom, body)).toEqual({
        kind: "ignored",
        why: "the booking was moved",
        ended: [{ booking: "b1", why: "moved" }],
      });
  });

  it("rings nobody for what is cancelled, refused, not confirmed yet, or no booking", async () => {
    for (const name of ["BOOKING_CANCELLED", "BOOKING_REJECTED"])
      expect(await readingOf(calCom, event(name, {}))).toMatchObject({
        kind: "ignored",
        ended: [{ booking: "b1", why: "cancelled" }],
      });
    for (const body of [
      event("BOOKING_CREATED", { status: "PENDING", attendees, responses }),
      event("BOOKING_REQUESTED", { attendees, responses }),
      { triggerEvent: "MEETING_ENDED", createdAt: "2026-06-15T12:00:00.000Z", uid: "b1" },
    ])
      expect(await readingOf(calCom, body)).toMatchObject({ kind: "ignored" });
    expect(await readingOf(calCom, event("PING", {}))).toMatchObject({ kind: "test" });
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
