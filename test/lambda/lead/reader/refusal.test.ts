import { describe, expect, it } from "vitest";
import { readFields } from "../../../../lambda/lead/reader/fields.ts";

const refuses = (fields: object): boolean =>
  readFields({ name: "Dana Whitfield", phone: "+12125550123", ...fields }, {}, { country: "US" }).callsRefused === true;

describe("who wants no call", () => {
  it.each<[object]>([
    [{ do_not_call: true }],
    [{ doNotCall: "true" }],
    [{ DoNotCall: "1" }],
    [{ DNC: "Yes" }],
    [{ dnd: true }],
    [{ dndSettings: { Call: { status: "active" } } }],
    [{ "Do not call me": "on" }],
    [{ "Please do not call": "Please do not call" }],
    [{ phone_opt_out: "1" }],
    [{ hasOptedOutOfCalls: true }],
    [{ no_calls: "yes" }],
    [{ do_not_contact: "true" }],
    [{ "May we call you?": "No" }],
    [{ "Can we contact you by phone?": "no" }],
    [{ "May we contact you by phone or email?": "No" }],
    [{ "Is it OK to call you?": "No, thanks" }],
    [{ "Would you like us to call you back?": "No" }],
    [{ ok_to_call: false }],
    [{ allow_phone_calls: "0" }],
    [{ call_consent: false }],
    [{ consent_to_calls: "I do not agree" }],
    [{ "I agree to receive phone calls": "false" }],
    [{ call_me_back: "no" }],
    [{ "I do NOT want to be called": "true" }],
    [{ consents: [{ channel: "phone_calls", granted: false }] }],
    [{ "Preferred contact method": "Email only" }],
    [{ "Best time to call": "Never" }],
    [{ "Best time to call": "please don't call" }],
    [{ message: "Please do not call me, e-mail is fine." }],
    [{ comments: "Just a quote. No phone calls please" }],
    [{ "Dürfen wir Sie anrufen?": "Nein" }],
    [{ Nachricht: "Bitte nicht anrufen, nur E-Mail" }],
    [{ "Pouvons-nous vous appeler ?": "Non" }],
    [{ "¿Podemos llamarle?": "No" }],
    [{ "Possiamo chiamarla?": "no" }],
    [{ "Mogen wij u bellen?": "Nee" }],
    [
      {
        answers: [
          { label: "May we call you?", value: "No" },
          { label: "City", value: "Troy" },
        ],
      },
    ],
  ])("%j", (fields) => {
    expect(refuses(fields)).toBe(true);
  });

  it.each<[object]>([
    [{ do_not_call: false }],
    [{ do_not_call: "" }],
    [{ dnd: "false" }],
    [{ dndSettings: { Email: { status: "active" }, SMS: { status: "active" } } }],
    [{ "May we call you?": "Yes" }],
    [{ "May we text you?": "No" }],
    [{ "May we e-mail you?": "No" }],
    [{ "May we contact you by email?": "No" }],
    [{ sms_opt_in: false }],
    [{ email_opt_out: true }],
    [{ newsletter: "no" }],
    [{ marketing_consent: false }],
    [{ "Have you called us before?": "No" }],
    [{ "Did somebody call you already?": "No" }],
    [{ phone_verified: "false" }],
    [{ "Preferred contact method": "Email" }],
    [{ "Best time to call": "Not before 9" }],
    [{ message: "Please don't call before 9 am" }],
    [{ message: "do not call after 6, I am at work" }],
    [{ message: "My calls are never answered by your office" }],
    [{ message: "I want a call" }],
    [{ "How did you hear about us?": "Phone call" }],
    [{ company: "No Limits Calling" }],
    [{ calls: 0 }],
    [{ "Do not share my phone": "yes" }],
    [{ consents: [{ channel: "sms", granted: false }] }],
    [{ callback_id: 0 }],
    [{ consent: "no" }],
  ])("is not %j", (fields) => {
    expect(refuses(fields)).toBe(false);
  });
});
