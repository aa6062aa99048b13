import { describe, expect, it } from "vitest";
import type { BridgeConfigInput } from "../../lambda/config/schema.ts";
import { type ConsentTerms, consentIn } from "../../lambda/lead/consent/read.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { strippedLead } from "../../lambda/lead/privacy/retention.ts";
import { readFields } from "../../lambda/lead/reader/fields.ts";
import * as states from "../../lambda/lead/states.ts";
import { aLead, days, fromNoon, noon } from "../fakes/leads.ts";
import { anOperator } from "../fakes/stage.ts";

const text = "I agree that Harbor Pine LLC calls me.";
const terms: ConsentTerms = { field: "tcpa", accept: ["on"], text, method: "checkbox", purposes: ["call"] };
const config = (consent: NonNullable<BridgeConfigInput["sources"][string]["consent"]>): Partial<BridgeConfigInput> => ({
  accounts: { main: { timeZone: "UTC" } },
  sources: { website: { connector: "html-form", account: "main", team: 19230, consent } },
});
const xxTrustedFormCertUrl = "https://cert.trustedform.com/0123456789abcdef0123456789abcdef01234567";
const page_url = "https://www.example.com/quote";
const agreed = (): Lead => ({
  ...aLead({ phone: "(212) 555-0123" }),
  consent: consentIn(readFields({ tcpa: "on", page_url, xxTrustedFormCertUrl }), terms),
  retention: { payloadDays: 30, ledgerDays: 200, consentDays: 1826 },
});
const called = (lead: Lead): Lead => {
  const placed = states.placed(states.claimed(lead, "dial-1", 1, noon) as Lead, "77", noon) as Lead;
  return states.folded(placed, { callId: "77", outcome: "contacted", final: true }, noon) as Lead;
};

describe("leads consent", () => {
  it("prints who agreed to which words, when, how and where, with the certificate and the calls made on it", async () => {
    const operator = anOperator({ changes: config({ field: "tcpa", text }) });
    const lead = called(agreed());
    await operator.add(lead);
    await operator.store.calls.hint({ account: "main", callId: "77", digest: "d", at: noon });
    const call = await operator.store.calls.find("main", "77");
    const result = {
      callId: "77",
      outcome: "contacted",
      final: true,
      seconds: 65,
      startedAt: noon.toISOString(),
    } as const;
    await operator.store.calls.save({ ...(call as NonNullable<typeof call>), revision: 2, leadId: lead.id, result });
    expect(await operator.json(`leads consent ${lead.id}`)).toMatchObject({
      lead_id: lead.id,
      person: { name: "Dana Whitfield", phone_as_given: "(212) 555-0123", dialled: ["+12125550123"] },
      given: true,
      method: "checkbox",
      purposes: ["call"],
      text: { wording: text },
      page: "https://www.example.com/quote",
      trusted_form: { id: "0123456789abcdef0123456789abcdef01234567", outcome: null },
      calls: [{ call_id: "77", outcome: "contacted" }],
    });
    const shown = (await operator.run(`leads consent ${lead.id}`)).text;
    for (const words of ["given        yes", `“${text}”`, "has not asked to keep it", "77 at 2026-06-15", "no time"])
      expect(shown).toContain(words);
  });

  it("still does when the lead's own data is erased", async () => {
    const operator = anOperator({ changes: config({ field: "tcpa", text }) });
    const lead = strippedLead(called(agreed()), fromNoon(30 * days)) as Lead;
    await operator.add(lead);
    const shown = (await operator.run(`leads consent ${lead.id}`)).text;
    for (const words of [
      "Dana Whitfield",
      "+12125550123",
      "given        yes",
      "kept until   2031-06-15",
      "was erased at",
    ])
      expect(shown).toContain(words);
  });

  it("says what is missing: the wording, an answer, a record at all", async () => {
    const elsewhere = anOperator({ changes: config({ field: "tcpa", text: "Other words" }) });
    const lead = agreed();
    await elsewhere.add(lead);
    expect((await elsewhere.run(`leads consent ${lead.id}`)).text).toContain("is not in the configuration any more");
    const kept = anOperator({ changes: config({ field: "tcpa", text: "Other words", earlierTexts: [text] }) });
    await kept.add(lead);
    expect((await kept.run(`leads consent ${lead.id}`)).text).toContain(`“${text}”`);
    const none = { ...aLead(), place: { state: "CT" } };
    await kept.add(none);
    const { given, demanded_by, missing } = (await kept.json(`leads consent ${none.id}`)) as Record<string, unknown>;
    expect(given).toBe("absent");
    expect(demanded_by).toEqual(["Connecticut: Conn. Gen. Stat. § 42-288a"]);
    expect(String(missing)).toContain("No consent was recorded");
  });

  it("names the operator who had somebody called without one", async () => {
    const operator = anOperator({ changes: config({ field: "tcpa", text }) });
    const lead = states.held({ ...aLead(), place: { state: "CT" } }, "consent-missing", noon, { for: "rule" }) as Lead;
    await operator.add(lead);
    expect((await operator.run(`leads release ${lead.id} --yes`)).code).toBe(0);
    expect((await operator.run(`leads consent ${lead.id}`)).text).toContain(
      "without a consent on record, by Robin Ashby",
    );
  });
});
