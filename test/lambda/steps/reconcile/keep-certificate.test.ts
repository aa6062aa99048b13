import { describe, expect, it } from "vitest";
import { certificateAsked } from "../../../../lambda/lead/consent/certificate-asked.ts";
import { type ConsentTerms, consentIn } from "../../../../lambda/lead/consent/read.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { readFields } from "../../../../lambda/lead/reader/fields.ts";
import * as states from "../../../../lambda/lead/states.ts";
import type { Sent } from "../../../../lambda/runtime/http-client.ts";
import { certificateKeeper, keepCertificateOf } from "../../../../lambda/steps/reconcile/keep-certificate.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aLog } from "../../../fakes/bridge.ts";
import { fakeSend } from "../../../fakes/fake-send.ts";
import { aLead, days, fromNoon, minutes, noon } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

const id = "0123456789abcdef0123456789abcdef01234567";
const terms: ConsentTerms = {
  field: "tcpa",
  accept: ["on"],
  text: "I agree.",
  method: "checkbox",
  purposes: ["call"],
  keepCertificates: true,
};
const agreed = (asked = terms): Lead => ({
  ...aLead({ phone: "(212) 555-0123" }),
  consent: consentIn(readFields({ tcpa: "on", xxTrustedFormCertUrl: `https://cert.trustedform.com/${id}` }), asked),
  retention: { payloadDays: 30, ledgerDays: 200, consentDays: 1826 },
});
const called = (lead = agreed()): Lead => {
  const placed = states.placed(states.claimed(lead, "dial-1", 1, noon) as Lead, "77", noon) as Lead;
  return states.folded(placed, { callId: "77", outcome: "contacted", final: true }, noon) as Lead;
};
const answered = (status: number, body: object | string): Sent => ({
  kind: "answered",
  status,
  headers: {},
  body: typeof body === "string" ? body : JSON.stringify(body),
  truncated: false,
});
const ask = async (...answers: [Sent, ...Sent[]]) => {
  const send = fakeSend(...answers);
  const keep = certificateKeeper(async () => "key-of-the-account", send);
  const answer = await keep({ source: "quotes", id, phone: "+12125550123", email: undefined });
  return { answer, requests: send.requests };
};

describe("a certificate of TrustedForm", () => {
  it("is kept by its own address, with the account's key, and what it is compared with", async () => {
    const { answer, requests } = await ask(answered(200, { outcome: "success", reason: null }));
    expect(answer).toEqual({ kind: "kept" });
    expect(requests).toMatchObject([
      {
        method: "POST",
        url: `https://cert.trustedform.com/${id}`,
        headers: {
          authorization: `Basic ${Buffer.from("API:key-of-the-account").toString("base64")}`,
          "api-version": "4.0",
        },
      },
    ]);
    expect(JSON.parse(requests[0]?.body ?? "")).toEqual({ match_lead: { phone: "+12125550123" }, retain: {} });
  });

  it.each([
    ["refused", answered(200, { outcome: "failure", reason: "Lead not matched" })],
    ["refused", answered(404, { outcome: "error", reason: "Certificate not found" })],
    ["again", answered(200, { outcome: "error", reason: "Try later" })],
    ["again", answered(200, "<html>")],
    ["again", answered(302, "")],
    ["again", answered(401, {})],
    ["again", answered(429, {})],
    ["again", answered(503, "")],
    ["again", { kind: "ambiguous", reason: "reset" } as const],
    ["again", { kind: "not-sent", reason: "refused" } as const],
  ])("whose keeping is %s after %j is asked for accordingly", async (kind, sent) =>
    expect((await ask(sent)).answer.kind).toBe(kind),
  );

  it("is not asked for without a key", async () => {
    const send = fakeSend(answered(200, { outcome: "success" }));
    const keep = certificateKeeper(async () => undefined, send);
    expect((await keep({ source: "quotes", id, phone: "+12125550123", email: undefined })).kind).toBe("again");
    expect(send.requests).toHaveLength(0);
  });

  it("is asked for once somebody was called on it, and never for others", () => {
    expect(called()).toMatchObject({ dueFor: "reconcile", dueAt: noon.toISOString() });
    expect(called(agreed({ ...terms, keepCertificates: false })).dueAt).toBe(fromNoon(30 * days).toISOString());
    expect(certificateAsked(agreed(), { kind: "kept" }, noon)).toBeUndefined();
  });

  it("is noted as kept, and its person is erased when they would have been", async () => {
    const store = memoryStore();
    const lead = called();
    await store.leads.add(lead);
    const next = await keepCertificateOf(lead, {
      store: limitedTo("reconcile", store),
      keepCertificate: async () => ({ kind: "kept" }),
      now: () => fromNoon(minutes),
      log: aLog(),
    });
    expect(next?.consent?.trustedForm).toEqual({
      id,
      tries: 1,
      askedAt: fromNoon(minutes).toISOString(),
      outcome: "kept",
    });
    expect(next?.dueAt).toBe(fromNoon(30 * days).toISOString());
  });

  it("is asked for again and again where that may help, and then no more", () => {
    const again = { kind: "again", why: "TrustedForm does not answer" } as const;
    let lead = called();
    expect(certificateAsked(lead, again, noon)?.dueAt).toBe(fromNoon(minutes).toISOString());
    for (let tries = 0; tries < 40; tries += 1) lead = certificateAsked(lead, again, noon) ?? lead;
    expect(lead.consent?.trustedForm).toMatchObject({ tries: 40, outcome: "not kept: TrustedForm does not answer" });
    expect(certificateAsked(lead, again, noon)).toBeUndefined();
  });
});
