import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFields } from "../../../../lambda/lead/reader/fields.ts";
import { splitName } from "../../../../lambda/lead/reader/names.ts";
import { parsePhone } from "../../../../lambda/lead/reader/phone.ts";
import { parseBody } from "../../../../lambda/runtime/body.ts";
import { RejectedError } from "../../../../lambda/runtime/errors.ts";

/** What no body may make the reader do. */

const options = { country: "US", findId: true } as const;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const phoneIn = (value: unknown): string | undefined => {
  const { phone } = readFields(value, {}, options);
  return phone === undefined ? undefined : parsePhone(phone, options.country);
};

const numbers = ["+12125550123", "+14155552671", "+442079460958", "+4930901820", "+33142685300", "+61291920000"];
const written = (e164: string) =>
  fc.constantFrom(
    e164,
    e164.replace(/^(\+\d\d)(\d+)(\d{4})$/, "$1 $2-$3"),
    `tel:${e164}`,
    ` ${[...e164].join("\u200b")}\u202e`,
    [...e164].map((char) => (/\d/.test(char) ? String.fromCharCode(char.charCodeAt(0) + 0xfee0) : char)).join(""),
    ...(e164.startsWith("+1")
      ? [e164.replace(/^\+1(...)(...)(....)$/, "($1) $2-$3"), e164.slice(2), e164.slice(1)]
      : []),
  );
const aNumber = fc.constantFrom(...numbers).chain((e164) => written(e164).map((text) => ({ e164, text })));

/** Ways to send a phone, from the plainest to those of form builders. */
const carriers: readonly ((text: string) => object)[] = [
  (text) => ({ phone: text }),
  (text) => ({ "Ihre Telefonnummer": text }),
  (text) => ({ data: { contact: { phones: [{ number: text }] } } }),
  (text) => ({ fields: [{ label: "Best number", type: "INPUT_PHONE_NUMBER", value: text }] }),
  (text) => ({ q: [{ id: "f1", title: "Phone", type: "tel" }], a: [{ field: { id: "f1" }, text, type: "text" }] }),
  (text) => ({ rawRequest: JSON.stringify({ q4_phoneNumber: { full: text } }) }),
  (text) => ({
    list: [
      ["Name", "Ann"],
      ["Mobile", text],
    ],
  }),
  (text) => ({ "3": text }),
];
const decoys = fc.dictionary(
  fc.constantFrom(
    "fax",
    "agent_phone",
    "ip",
    "submitDate",
    "order_number",
    "event_id",
    "zip",
    "amount",
    "created_at",
    "host.phone",
    "reference",
    "phone_id",
    "user_agent",
    "tracking_number",
    "emergency_contact_phone",
  ),
  fc.oneof(
    fc.constantFrom(
      "(303) 555-0118",
      "+13035550119",
      "3035550117",
      "203.0.113.41",
      "1762275001",
      "1762275001377",
      "2025-11-04 15:21:07",
    ),
    fc.integer({ min: 2_000_000_000, max: 9_999_999_999 }),
  ),
);

describe("one valid phone", () => {
  it("F86: is never turned into another, whatever carries it and whatever looks like it", () => {
    fc.assert(
      fc.property(
        aNumber,
        fc.constantFrom(...carriers),
        decoys,
        fc.boolean(),
        ({ e164, text }, carry, others, first) => {
          const body = first ? { ...others, ...carry(text) } : { ...carry(text), ...others };
          expect([e164, undefined]).toContain(phoneIn(body));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("is found by all of them but the last, which has no name", () => {
    for (const carry of carriers.slice(0, -1)) for (const e164 of numbers) expect(phoneIn(carry(e164))).toBe(e164);
    expect(phoneIn(carriers.at(-1)?.("(212) 555-0123"))).toBe("+12125550123");
  });

  it("is never made of decoys alone", () => {
    fc.assert(
      fc.property(decoys, (others) => void expect(phoneIn(others)).toBeUndefined()),
      { numRuns: 500 },
    );
  });
});

describe("any body", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.constantFrom(
      "\u0000",
      "\ud800",
      "\udfff\ud800",
      "\u202e+1 212 555 0123",
      "\u200b".repeat(50),
      "e\u0301".repeat(10_000),
      "a\u0301\u0316".repeat(5_000),
      "__proto__",
      "constructor",
      '{"a":',
      "[[[[",
      "first = A\nlast = B",
      '{"phone":"1"}',
      "１２３",
      "p:+12125550123",
    ),
  );
  const name = fc.oneof(
    text,
    fc.constantFrom(
      "phone",
      "name",
      "value",
      "label",
      "type",
      "id",
      "field",
      "answers",
      "options",
      "title",
      "1.3",
      "1.6",
      "phone_country_code",
      "area",
      "email",
      "consent",
      "toString",
      "hasOwnProperty",
    ),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      text,
      fc.double(),
      fc.bigInt(),
      fc.boolean(),
      fc.constant(null),
      tie("list"),
      tie("object"),
    ),
    list: fc.array(tie("value"), { maxLength: 5 }),
    object: fc.dictionary(name, tie("value"), { maxKeys: 6, noNullPrototype: false }),
  }));
  const asJson = (given: unknown): string =>
    JSON.stringify(given, (_, inner) => (typeof inner === "bigint" ? String(inner) : inner)) ?? "null";
  const type = fc.constantFrom(
    undefined,
    "application/json",
    "text/plain",
    "text/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json; charset=utf-16le",
  );

  it("is read or refused in our own words, and lends nothing to other objects", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          value.map(asJson),
          fc.json().map((json) => json.slice(1)),
          text,
        ),
        type,
        async (body, contentType) => {
          try {
            const found = readFields(await parseBody(bytes(body), contentType), {}, options);
            splitName(found);
            for (const [label, kept] of Object.entries(found.extra)) {
              expect(label.length).toBeLessThanOrEqual(400);
              expect(`${label}${kept}`).not.toMatch(/(?![\n\t])\p{Cc}|\p{Cs}/u);
            }
          } catch (error) {
            expect(error).toBeInstanceOf(RejectedError);
          }
          expect(Object.keys(Object.prototype)).toEqual([]);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("is read the same way whatever values that are not JSON it holds", () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true }),
        (given) => void readFields(given, {}, options),
      ),
    );
  });

  it("says why without saying what", () => {
    const secret = "Quill-Amsel";
    const found = readFields(
      { name: secret, fields: [{ label: "Company", value: secret }], phone: "2125550123" },
      {},
      options,
    );
    expect(found).toMatchObject({ fullName: secret, company: secret, phone: "2125550123" });
    expect(JSON.stringify(found.why)).not.toContain(secret);
    expect(JSON.stringify(found.why)).not.toContain("5550123");
  });
});

describe("ids and numbers", () => {
  it("keep every digit", async () => {
    const body = await parseBody(
      bytes('{"submission_id":6390123456789012345,"huge":1e400,"phone":12125550123,"n":0.1}'),
    );
    expect(readFields(body, {}, options)).toMatchObject({
      externalId: "6390123456789012345",
      phone: "12125550123",
      extra: { huge: "1e400", n: "0.1" },
    });
  });
});
