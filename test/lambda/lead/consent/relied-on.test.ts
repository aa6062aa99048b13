import { describe, expect, it } from "vitest";
import type { Consent } from "../../../../lambda/lead/consent/record.ts";
import { decided } from "../../../../lambda/lead/decisions.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { mentionsInLead, withoutMentionsInLead } from "../../../../lambda/lead/privacy/mentions.ts";
import { forgottenLead, strippedLead } from "../../../../lambda/lead/privacy/retention.ts";
import { identifiersOf } from "../../../../lambda/lead/privacy/suppression.ts";
import * as states from "../../../../lambda/lead/states.ts";
import { aLead, days, fromNoon, minutes, noon } from "../../../fakes/leads.ts";

const record: Consent = {
  given: true,
  method: "checkbox",
  text: "LXEWQrcmsEQBYnyp",
  purposes: ["call"],
  page: "https://www.example.com/quote",
  ip: "print-of-an-address",
  agent: "Firefox/141.0",
  trustedForm: { id: "0123456789abcdef" },
};
const agreed = (consent: Consent | undefined = record): Lead => ({
  ...aLead({ phone: "(212) 555-0123", extra: { message: "the old oak" } }),
  retention: { payloadDays: 30, ledgerDays: 200, consentDays: 1826 },
  consent,
});
const called = (lead = agreed()): Lead => {
  const placed = states.placed(states.claimed(lead, "dial-1", 1, noon) as Lead, "77", noon) as Lead;
  return states.folded(placed, { callId: "77", outcome: "contacted", final: true }, noon) as Lead;
};
const inSeconds = (at: Date): number => at.getTime() / 1000;

describe("the record of a consent on which somebody was called", () => {
  const later = strippedLead(called(), fromNoon(30 * days)) as Lead;

  it("stays when all else that was said is erased, with who agreed and which number was dialled", () => {
    expect(later.consent).toEqual({
      ...record,
      name: "Dana Whitfield",
      phone: "(212) 555-0123",
      dialled: ["+12125550123"],
    });
    expect(JSON.stringify(later)).not.toMatch(/oak|dana\.whitfield|Harbor/);
    expect(later.person).toEqual({});
  });

  it("is kept for consentDays, and the ledger with it", () => {
    expect(later.expiresAt).toBe(inSeconds(fromNoon(1826 * days)));
    expect(called({ ...agreed(), consent: undefined }).expiresAt).toBe(inSeconds(fromNoon(200 * days)));
  });

  it("is found when its person asks to be forgotten, and says then that somebody agreed, and no more who", () => {
    expect(identifiersOf(later).phones).toEqual(["+12125550123"]);
    const nobody = { given: true, method: "checkbox", text: record.text, purposes: ["call"] };
    const forgotten = forgottenLead(later, fromNoon(40 * days)) as Lead;
    expect(forgotten.consent).toEqual(nobody);
    expect(forgottenLead(forgotten, fromNoon(41 * days))).toBeUndefined();
    expect(forgottenLead(called(), fromNoon(minutes))?.consent).toEqual(nobody);
    expect(forgottenLead(agreed(), noon)).toBeUndefined();
  });

  it("is cleared of whom it mentions beside its own person", () => {
    const lead = agreed({ ...record, shown: "Call Omar at 212 555 0199" });
    const omar = { phones: ["+12125550199"], emails: [] };
    expect(mentionsInLead(lead, omar)).toEqual(["consent: shown"]);
    expect(withoutMentionsInLead(lead, omar)?.consent).toEqual(record);
  });
});

describe("the record of a consent on which nobody was called", () => {
  it("goes with all else, when all else goes", () => {
    const cancelled = decided(agreed(), { kind: "cancel" }, "Robin", noon) as Lead;
    expect(cancelled.expiresAt).toBe(inSeconds(fromNoon(200 * days)));
    expect(strippedLead(cancelled, fromNoon(30 * days))).not.toHaveProperty("consent");
  });

  it("stays with a lead that another's ring was for", () => {
    const merged = states.merged(agreed(), "lead_other", noon) as Lead;
    expect(merged.expiresAt).toBe(inSeconds(fromNoon(1826 * days)));
    expect(strippedLead(merged, fromNoon(30 * days))?.consent).toMatchObject({ given: true, name: "Dana Whitfield" });
  });
});
