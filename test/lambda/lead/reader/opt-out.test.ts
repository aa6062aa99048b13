import { describe, expect, it } from "vitest";
import { readOptOut } from "../../../../lambda/lead/reader/opt-out.ts";

const PHONE = "+12125550123";

describe("who is not to be called", () => {
  it.each([
    [{ phone: "(212) 555-0123" }, { phone: PHONE, email: undefined }],
    [
      { "your-phone": "212.555.0123", "e-mail": "Dana@example.com" },
      { phone: PHONE, email: "Dana@example.com" },
    ],
    [{ email: "dana@example.com" }, { phone: undefined, email: "dana@example.com" }],
    [{ contact: { mobile: PHONE } }, { phone: PHONE, email: undefined }],
  ])("is named by a form or program in its own words: %j", (body, who) => {
    expect(readOptOut(body, "US")).toEqual({ kind: "opt-out", isMessage: false, ...who });
  });

  it.each([{}, { phone: "" }, { phone: "555-01" }, { phone: "12", email: "dana@example.com" }, { name: "Dana" }])(
    "is unclear where no number can be read, as it would be called: %j",
    (body) => {
      expect(readOptOut(body, "US")).toEqual({ kind: "unclear", isMessage: false });
    },
  );

  it.each([
    "STOP",
    "Stop.",
    "stop calling me",
    "Please stop",
    "QUIT",
    "end",
    "Revoke",
    "opt out",
    "OPT-OUT",
    "Cancel",
    "unsubscribe",
    "Don't call me again",
    "STOPALL",
  ])("wrote a message that says so: %s", (text) => {
    const message = { From: PHONE, To: "+12125550199", Body: text, MessageSid: "SM1" };
    expect(readOptOut(message, "US")).toEqual({ kind: "sms", isMessage: true, phone: PHONE });
    expect(readOptOut({ msisdn: "12125550123", text }, "US")).toMatchObject({ kind: "sms", phone: PHONE });
  });

  it.each(["Yes please", "The end of the week is fine", "I want to cancel my order", "Call me, do not stop"])(
    "is nobody where a message says something else: %s",
    (text) => {
      expect(readOptOut({ From: PHONE, Body: text }, "US")).toEqual({ kind: "nothing", isMessage: true });
    },
  );
});
