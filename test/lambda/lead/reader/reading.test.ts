import { describe, expect, it } from "vitest";
import { readFields } from "../../../../lambda/lead/reader/fields.ts";
import { splitName } from "../../../../lambda/lead/reader/names.ts";

/** What docs/reading.md says of the way a form is read. */

const phone = "(212) 555-0123";
const other = "(646) 555-0199";
const read = (body: unknown) => readFields(body, {}, { country: "US" });

describe("the reader", () => {
  it("joins three short fields of digits", () => {
    const { phone: joined, why, extra } = read({ name: "Dana", tel1: "212", tel2: "555", tel3: "0123" });
    expect(joined).toBe("212 555 0123");
    expect(why?.phone?.reason).toContain("joined with tel2 and tel3");
    expect(extra).toEqual({});
  });

  it("rings none of two numbers that nothing tells apart", () => {
    expect(read({ field_3a1: phone }).phone).toBe(phone);
    expect(read({ field_3a1: phone, field_9c2: other })).toMatchObject({
      extra: { field_3a1: phone, field_9c2: other },
    });
    expect(read({ field_3a1: phone, field_9c2: other }).phone).toBeUndefined();
  });

  it("takes a seller, landlord or parent for the lead where nobody else is named", () => {
    for (const role of ["seller", "landlord", "parent"]) {
      const own = { [`${role}_name`]: "Dana Whitfield", [`${role}_phone`]: phone };
      expect(read(own)).toMatchObject({ phone, fullName: "Dana Whitfield" });
      expect(read({ ...own, name: "Kim Harper" }).phone).toBeUndefined();
      expect(read({ ...own, name: "Kim Harper", phone: other }).phone).toBe(other);
    }
  });

  it("takes no name of one role for the phone of another", () => {
    const found = read({ tenant_phone: phone, owner_name: "Kim Harper", owner_phone: other });
    expect(found.phone).toBe(phone);
    expect(found.fullName).toBeUndefined();
  });

  it("takes the first of a list of people", () => {
    const kim = { name: "Kim Harper", phone: other };
    expect(read({ attendees: [{ name: "Dana Whitfield", phone }, kim] })).toMatchObject({ phone });
    expect(read({ people: [{ name: "Dana Whitfield", phone: "" }, kim] }).phone).toBeUndefined();
  });

  it("passes over whoever of a list is said to be somebody else", () => {
    const agent = { name: "Kim Harper", phone: "+16465550199" };
    const buyer = { name: "Dana Whitfield", phone: "+12125550123" };
    for (const people of [
      [
        { role: "agent", ...agent },
        { role: "buyer", ...buyer },
      ],
      [
        { partyRole: "SELLER_AGENT", ...agent },
        { partyRole: "BUYER", ...buyer },
      ],
      [{ ...agent, organizer: true }, buyer],
      [buyer, { ...agent, relationship: "spouse" }],
    ])
      expect(read({ people })).toMatchObject({ fullName: "Dana Whitfield", phone: "+12125550123" });
    expect(read({ people: [{ role: "agent", ...agent }] }).phone).toBeUndefined();
  });

  it.each([
    ["Dana Whitfield", "Dana", "Whitfield"],
    ["Whitfield, Dana", "Dana", "Whitfield"],
    ["Herr Dr. Dana Whitfield", "Dana", "Whitfield"],
    ["Dana undefined", "Dana", undefined],
    ["{{first_name}} {{last_name}}", undefined, undefined],
    ["N/A", undefined, undefined],
  ])("splits %j", (fullName, firstName, lastName) => {
    expect(splitName({ fullName })).toEqual({ ...(firstName && { firstName }), ...(lastName && { lastName }) });
  });

  it("splits names, and leaves out titles and what programs leave behind", () => {
    expect(splitName({ firstName: "Dr. Dana", lastName: "." })).toEqual({ firstName: "Dana" });
    expect(splitName({ fullName: "Whitfield, Dana" })).toEqual({ firstName: "Dana", lastName: "Whitfield" });
    expect(splitName({ fullName: "undefined undefined" })).toEqual({});
  });

  it("finds the last name that stands first by its script, by a Vietnamese family name or in capitals", () => {
    for (const [fullName, firstName, lastName] of [
      ["山田 太郎", "太郎", "山田"],
      ["佐藤　さくら", "さくら", "佐藤"],
      ["王 小明", "小明", "王"],
      ["김 민준", "민준", "김"],
      ["남궁 민수", "민수", "남궁"],
      ["Nguyễn Văn An", "Văn An", "Nguyễn"],
      ["GÓMEZ IBÁÑEZ Lucía", "Lucía", "GÓMEZ IBÁÑEZ"],
      ["LI Wei", "Wei", "LI"],
      // Nothing says so of these.
      ["ジョン スミス", "ジョン", "スミス"],
      ["마이클 잭슨", "마이클", "잭슨"],
      ["An Nguyễn", "An", "Nguyễn"],
      ["Vũ Nguyễn", "Vũ", "Nguyễn"],
      ["AJ Smith", "AJ", "Smith"],
      ["DANA WHITFIELD", "DANA", "WHITFIELD"],
      ["Nagy Éva", "Nagy", "Éva"],
    ])
      expect(splitName({ fullName })).toEqual({ firstName, lastName });
  });

  it("takes a name that is alone behind a title for the last", () => {
    for (const fullName of ["Frau Müller", "Mr. and Mrs. Müller", "Dr. Müller", "Г-жа Müller"])
      expect(splitName({ fullName })).toEqual({ lastName: "Müller" });
    expect(splitName({ fullName: "Don Juan" })).toEqual({ firstName: "Don", lastName: "Juan" });
  });

  it("reads a name as it was typed, before it went through a page or an address", () => {
    for (const fullName of [
      "<b>Dana</b> Whitfield",
      "Dana%20Whitfield",
      "Dana+Whitfield",
      "<span class='x'>Dana Whitfield</span>",
    ])
      expect(splitName({ fullName })).toEqual({ firstName: "Dana", lastName: "Whitfield" });
    expect(splitName({ fullName: "100%" })).toEqual({ firstName: "100%" });
    expect(splitName({ fullName: "Dana Whitfield <III>" })).toEqual({ firstName: "Dana", lastName: "Whitfield <III>" });
  });

  it("undoes what was escaped or garbled on the way", () => {
    expect(read({ name: "Ren&amp;eacute;e O&#8217;Hara", company: "CafÃ© JosÃ©" })).toMatchObject({
      fullName: "Renée O’Hara",
      company: "Café José",
    });
    expect(read({ name: "Ren&amp;amp;amp;eacute;e &#38;amp; L&#x26;eacute;o &amp;nothing;" }).fullName).toBe(
      "Renée & Léo &nothing;",
    );
    expect(read({ company: "\u00c5\ufffdukasz" }).company).toBe("\u00c5\ufffdukasz");
    expect(read({ company: "â\u0080\u0099t Hof ðŸ™‚ CafÃ©" }).company).toBe("’t Hof 🙂 Café");
    expect(read({ company: "Café Ã© GmbH" }).company).toBe("Café Ã© GmbH");
    expect(read({ name: "Ã" }).fullName).toBe("Ã");
  });
});
