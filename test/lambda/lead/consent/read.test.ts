import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { certificateId } from "../../../../lambda/lead/consent/certificates.ts";
import { type Circumstances, type ConsentTerms, consentIn, textPrint } from "../../../../lambda/lead/consent/read.ts";
import { lastingPrint } from "../../../../lambda/lead/privacy/visitor.ts";
import { readFields } from "../../../../lambda/lead/reader/fields.ts";

const text = "I agree that Harbor Pine LLC calls me at the number I gave.";
const terms: ConsentTerms = {
  field: "tcpa",
  accept: ["on", "yes"],
  text,
  textVersion: "2026-11",
  method: "checkbox",
  purposes: ["call"],
};
const person = { name: "Dana Whitfield", phone: "(212) 555-0123" };
const browser: Circumstances = {
  isBrowser: true,
  ip: "8.8.4.4",
  agent:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  page: "https://www.example.com/",
  printOf: (ip) => lastingPrint(ip, "key"),
};

const read = (fields: Readonly<Record<string, unknown>>, asked: ConsentTerms | undefined = terms, seen = browser) =>
  consentIn(readFields({ ...person, ...fields }), asked, seen);

describe("a consent", () => {
  it.each([
    ["on", true],
    ["Yes", true],
    [text.toUpperCase(), true],
    ["I agree that  Harbor Pine LLC calls me at the number I gave.", true],
    ["no", false],
    ["false", false],
    [false, false],
    ["maybe", false],
    ["yes, but not by phone", false],
  ])("answered with %s is given: %s", (answer, given) => expect(read({ tcpa: answer })?.given).toBe(given));

  it("of which nothing came is on record as absent, neither given nor refused", () => {
    expect(read({})).toMatchObject({ method: "checkbox", text: textPrint(text) });
    expect(read({})).not.toHaveProperty("given");
    expect(read({ tcpa: "" })).not.toHaveProperty("given");
  });

  it.each([
    [{ "form_fields[tcpa]": "on" }, "tcpa"],
    [{ answers: { TCPA: "on" } }, "tcpa"],
    [{ "May we call you?": "yes" }, "May we call you?"],
    [{ consents: { voice: { calls: "yes" } } }, "voice.calls"],
  ])("is found by the field's key, path or question: %j", (body, field) =>
    expect(read(body, { ...terms, field })?.given).toBe(true),
  );

  it("is not found under a name that only ends alike", () =>
    expect(read({ xtcpa: "on" }, { ...terms, field: "tcpa" })).not.toHaveProperty("given"));

  it("by a button is given by whoever sends the form", () =>
    expect(read({}, { ...terms, field: undefined, method: "button" })).toMatchObject({
      given: true,
      method: "button",
    }));

  it("says to which words, when, where and from where it was given", () => {
    const page_url = "https://www.example.com/quote?utm_source=ads&email=dana%40example.com&gclid=1#form";
    expect(read({ tcpa: "on", consent_at: "2026-11-30T09:00:00+01:00", form_id: "quote-7", page_url })).toEqual({
      given: true,
      method: "checkbox",
      givenAt: "2026-11-30T08:00:00.000Z",
      text: textPrint(text),
      version: "2026-11",
      purposes: ["call"],
      page: "https://www.example.com/quote?utm_source=ads",
      form: "quote-7",
      ip: expect.stringMatching(/^[\w-]{22}$/),
      agent: "(Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36",
    });
  });

  it("keeps no address, and the address of a builder's server for nobody's", () => {
    const vendor: Circumstances = { ...browser, isBrowser: false };
    expect(JSON.stringify(read({ tcpa: "on" }))).not.toContain("8.8.4.4");
    expect(read({ tcpa: "on" }, terms, vendor)).not.toHaveProperty("ip");
    expect(read({ tcpa: "on" }, terms, vendor)).not.toHaveProperty("agent");
    const told = read({ tcpa: "on", remote_ip: "8.8.4.4", user_agent: "Firefox/141.0" }, terms, vendor);
    expect(told).toMatchObject({ ip: lastingPrint("8.8.4.4", "key"), agent: "Firefox/141.0" });
  });

  it("keeps the words that the page has shown where they are not the configured ones, and only there", () => {
    expect(read({ tcpa: "on", consent_text: `  ${text}\n` })).not.toHaveProperty("shown");
    expect(read({ tcpa: "on", consent_text: "Call me" })?.shown).toBe("Call me");
  });

  it("is nothing where the source says nothing of it and no certificate came", () => {
    expect(consentIn(readFields({ ...person, tcpa: "on" }), undefined, browser)).toBeUndefined();
  });

  it("is read of whatever came, and stays small", () => {
    const anything = fc.string({ unit: "binary", maxLength: 300 });
    const names = fc.constantFrom("tcpa", "page_url", "consent_text", "consent_at", "form_id", "ip", "user_agent");
    fc.assert(
      fc.property(fc.dictionary(names, anything), (body) => {
        expect(JSON.stringify(read(body, terms, { ...browser, isBrowser: false })).length).toBeLessThan(8_000);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a certificate of TrustedForm", () => {
  const id = "0123456789abcdef0123456789abcdef01234567";

  it("is known by its whole address, in a field such as xxTrustedFormCertUrl", () => {
    const xxTrustedFormCertUrl = `https://cert.trustedform.com/${id}`;
    expect(consentIn(readFields({ ...person, xxTrustedFormCertUrl }), undefined)?.trustedForm).toEqual({ id });
  });

  it.each([
    `http://cert.trustedform.com/${id}`,
    `https://cert.trustedform.com.example.com/${id}`,
    `https://user:secret@cert.trustedform.com/${id}`,
    `https://cert.trustedform.com@192.0.2.1/${id}`,
    `https://cert.trustedform.com:8443/${id}`,
    `https://xcert.trustedform.com/${id}`,
    `https://169.254.169.254/${id}`,
    `https://cert.trustedform.com/${id}/../../x`,
    "https://cert.trustedform.com/",
    `//cert.trustedform.com/${id}`,
    id,
  ])("is nothing else: %s", (address) => expect(certificateId(address)).toBeUndefined());
});

it("a token of Jornaya is recorded, if it is one", () => {
  const token = "0F8FAD5B-D9CB-469F-A165-70867728950E";
  const jornayaOf = (universal_leadid: string) => consentIn(readFields({ ...person, universal_leadid }), undefined);
  expect(jornayaOf(token.toLowerCase())).toMatchObject({ jornaya: token });
  expect(jornayaOf("none")).toBeUndefined();
});
