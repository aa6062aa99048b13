import { describe, expect, it } from "vitest";
import { endIn, trialIn } from "../../../lambda/connectors/kit/in/no-lead.ts";

describe("an event at which nobody asks to be called", () => {
  it.each<[object]>([
    [{ triggerEvent: "BOOKING_CANCELLED" }],
    [{ event_type: "contact.deleted" }],
    [{ event: "invitee.canceled" }],
    [{ type: "ContactDelete" }],
    [{ type: "unsubscribe" }],
    [{ eventType: "lead.unsubscribed" }],
    [{ webhookEvent: "jira:issue_deleted" }],
    [{ event: { type: "meeting.ended" } }],
    [{ action: "canceled" }],
    [{ trigger: "MEETING_ENDED" }],
    [{ data: { event: "subscription_cancelled" } }],
    [{ type: "url_verification", challenge: "x" }],
    [{ event: "endpoint.url_validation" }],
    [{ Type: "SubscriptionConfirmation" }],
    [{ event: "appointment", status: "Cancelled" }],
    [{ booking_status: "canceled" }],
    [{ event: "ping" }],
    [{ event: "webhook.test" }],
    [{ event: "invitee_no_show.created" }],
  ])("%j", (body) => {
    expect(endIn(body)).toBeDefined();
  });

  it.each<[object]>([
    [{ event: "invitee.created" }],
    [{ triggerEvent: "BOOKING_CREATED" }],
    [{ type: "ContactDndUpdate" }],
    [{ event: "form.completed" }],
    [{ event: "booking.confirmation" }],
    [{ event_type: "contact.updated" }],
    [{ type: "Cancellation" }],
    [{ status: "Cancelled" }],
    [{ event: "Wedding, may be cancelled" }],
    [{ message: "cancelled" }],
    [{ subject: "delete" }],
    [{ service: "Debris removed" }],
    [{ action: "elementor_pro_forms_send_form" }],
    [{ event: "lead_verification_done" }],
    [{ event: "weekend" }],
  ])("is not %j", (body) => {
    expect(endIn(body)).toBeUndefined();
  });
});

describe("a trial", () => {
  it.each<[object]>([
    [{ is_test: true }],
    [{ is_test: "true" }],
    [{ isTest: 1 }],
    [{ test: true }],
    [{ testMode: "yes" }],
    [{ livemode: false }],
    [{ environment: "sandbox" }],
    [{ data: { test_lead: "1" } }],
  ])("%j", (body) => expect(trialIn(body)).toMatchObject({ kind: "test" }));

  it.each<[object]>([
    [{ is_test: false }],
    [{ is_test: "" }],
    [{ test: "hello" }],
    [{ message: "true" }],
    [{ driving_test: "yes" }],
  ])("is not %j", (body) => expect(trialIn(body)).toBeUndefined());
});
