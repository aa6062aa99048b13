import { describe, expect, it } from "vitest";
import type { Call } from "../../../../lambda/lead/call/call.ts";
import {
  isGivenAs,
  isWritten,
  mentionsInCall,
  mentionsInLead,
  withoutMentionsInCall,
  withoutMentionsInLead,
} from "../../../../lambda/lead/privacy/mentions.ts";
import { aLead } from "../../../fakes/leads.ts";

const who = { phones: ["+14155550171"], emails: ["x@example.com"] };

describe("a number as somebody wrote it", () => {
  it.each([
    ["+12121550123", "+1 212 155 0123"],
    ["+12121550123", "(212) 155-0123"],
    ["+12121550123", "1-212-155-0123"],
    ["+12121550123", "001 212 155 0123"],
    ["+442079460958", "020 7946 0958"],
    ["+442079460958", "011 44 20 7946 0958"],
    ["+442079460958", "２０ ７９４６ ０９５８"],
    ["+41441234567", "044 123 45 67"],
  ])("is %s in %j", (phone, text) => expect(isWritten(phone, text)).toBe(true));

  it.each([
    ["+12121550123", "+44 212 155 0123"],
    ["+12121550123", "155 0123"],
    ["+12121550123", "212 155 0124"],
    ["+12121550123", "212 155 0123 or 212 155 0124"],
    ["+12079460958", "020 7946 0958"],
    ["+12121550123", "call me"],
    ["+12121550123", ""],
  ])("is not %s in %j", (phone, text) => expect(isWritten(phone, text)).toBe(false));
});

it("a lead is theirs by a number that could not be read, and not by one that was corrected since", () => {
  const lead = aLead({ phone: "+1 212 155 0123" });
  expect(lead.person.phone).toBeUndefined();
  expect(isGivenAs(lead, ["+12121550123"])).toBe(true);
  const corrected = { ...lead, person: { ...lead.person, phone: "+12125550123" } };
  expect(isGivenAs(corrected, ["+12121550123"])).toBe(false);
  expect(mentionsInLead(corrected, { phones: ["+12121550123"], emails: [] })).toEqual(["phone as given"]);
});

describe("what a lead says of somebody else", () => {
  it.each([
    [{ extra: { "second phone": "+1 415 555 0171" } }, ["second phone"]],
    [{ extra: { message: "or call 415.555.0171 / 415-555-0172, thanks" } }, ["message"]],
    [{ extra: { message: "order 4711, 415 555 0171" } }, ["message"]],
    [{ extra: { partner: "X@Example.com" } }, ["partner"]],
    [{ extra: { message: "write to <x@example.com>." } }, ["message"]],
    [{ extra: { "agree x@example.com": "yes" } }, ["agree x@example.com"]],
    [{ externalId: "form-14155550171" }, ["their id"]],
    [{ company: "Call 415 555 0171" }, ["company"]],
    [{ category: "x@example.com" }, ["category"]],
  ])("is found, and taken out with nothing else: %j", (draft, fields) => {
    const lead = aLead({
      phone: "+12125550123",
      key: "k",
      ...draft,
      extra: { keep: "this", ...(draft as { extra?: object }).extra },
    });
    expect(mentionsInLead(lead, who)).toEqual(fields);
    const clean = withoutMentionsInLead(lead, who);
    expect(clean).toMatchObject({
      id: lead.id,
      state: lead.state,
      extra: { keep: "this" },
    });
    expect(clean?.person.phone).toBe(lead.person.phone);
    expect(JSON.stringify({ ...clean, id: "", digest: "" })).not.toMatch(/0171|x@example/i);
    expect(clean && mentionsInLead(clean, who)).toEqual([]);
    expect(clean && withoutMentionsInLead(clean, who)).toBeUndefined();
  });

  it.each([
    { extra: { message: "max@example.com, x@example.community, my.x@example.com, 555 0171" } },
    { extra: { order: "415-555-017" } },
    { extra: { "second phone": "+1 415 555 0170" } },
  ])("is not what only looks alike: %j", ({ extra }) => {
    expect(mentionsInLead(aLead({ phone: "+12125550123", extra }), who)).toEqual([]);
  });
});

it("what is kept of a call that says something of somebody is found, and taken out", () => {
  const result = {
    callId: "1",
    final: true,
    seconds: 9,
    error: "no answer at 415 555 0171",
    tag: "x@example.com",
    outcome: "contacted" as const,
  };
  const call = { state: "reported", result } as unknown as Call;
  expect(mentionsInCall(call, who)).toEqual(["tag", "error"]);
  expect(withoutMentionsInCall(call, who)).toEqual({
    state: "reported",
    result: { callId: "1", final: true, seconds: 9, outcome: "contacted" },
  });
  expect(withoutMentionsInCall({ ...call, result: { ...result, error: "busy", tag: "a" } }, who)).toBeUndefined();
});
