import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newLead } from "../../../lambda/lead/accept.ts";
import { digestOf, hasRef, isOurRef, refOf } from "../../../lambda/lead/identity.ts";
import type { LeadDraft } from "../../../lambda/lead/reader/draft.ts";
import { readFields } from "../../../lambda/lead/reader/fields.ts";
import { splitName } from "../../../lambda/lead/reader/names.ts";
import { maskPhone, parsePhone } from "../../../lambda/lead/reader/phone.ts";
import { dana, fromNoon, hours, minutes, noon, seconds, website } from "../../fakes/leads.ts";

const accept = (draft: LeadDraft, at = noon, door = website) => newLead(draft, door, "accept-1", at);

describe("a new lead", () => {
  it("notes for how long it is kept, so that a policy of later does not reach back", () => {
    const then = accept(dana, noon, { ...website, retention: { payloadDays: 30, ledgerDays: 200 } });
    const since = accept(dana, noon, { ...website, retention: { payloadDays: 90, ledgerDays: 400 } });
    expect([then.retention?.payloadDays, since.retention?.payloadDays]).toEqual([30, 90]);
  });

  it("keeps what a spreadsheet would take for a formula as it came", () => {
    const draft = {
      ...dana,
      company: "@Harbor",
      extra: { message: '=HYPERLINK("x")', note: "+1 for roofs", sum: "-2" },
    };
    expect(accept(draft)).toMatchObject({
      person: { company: "@Harbor" },
      extra: { message: '=HYPERLINK("x")', note: "+1 for roofs", sum: "-2" },
    });
  });

  it("is ready to be dialled at once", () => {
    expect(accept(dana)).toMatchObject({
      state: "ready",
      dueFor: "dial-lead",
      dueAt: noon.toISOString(),
      ringsAuthorised: 1,
      ringsPossible: 0,
      person: { firstName: "Dana", lastName: "Whitfield", phone: "+12125550123", phoneAsGiven: "(212) 555-0123" },
    });
  });

  it("without a phone is held until a person adds one", () => {
    expect(accept({ email: "a@example.com" })).toMatchObject({
      state: "held",
      reason: "no-phone",
      dueFor: "reconcile",
    });
  });

  it("with a phone that cannot exist is held with what was given", () => {
    const lead = accept({ ...dana, phone: "(555) 123-4567" });
    expect(lead).toMatchObject({ state: "held", reason: "invalid-phone", person: { phoneAsGiven: "(555) 123-4567" } });
    expect(lead.person.phone).toBeUndefined();
  });
});

describe("where the person is said to be", () => {
  const place = { zip: "80202", state: "CO", zone: "America/Denver" };

  it("is kept with the lead, and is no other lead", () => {
    expect(accept({ ...dana, place }).place).toEqual(place);
    expect(accept(dana).place).toBeUndefined();
    expect(digestOf({ ...dana, place })).toBe(digestOf(dana));
  });
});

describe("what a lead keeps", () => {
  it("holds no half of a character, wherever a text was shortened", () => {
    const astral = fc.nat({ max: 1_000 }).map((offset) => String.fromCodePoint(0x1f300 + offset));
    const half = fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit));
    const text = fc
      .tuple(fc.nat({ max: 130 }), fc.array(fc.oneof(astral, half, fc.string()), { maxLength: 70 }))
      .map(([length, parts]) => "x".repeat(length) + parts.join(""));
    const names = ["firstName", "lastName", "fullName", "phone", "email", "company", "category"] as const;
    const draft = fc.record(Object.fromEntries(names.map((name) => [name, text])));
    fc.assert(
      fc.property(draft, fc.dictionary(text, text), (said, more) => {
        const { extra } = readFields(more);
        expect(JSON.stringify(accept({ ...said, extra }))).not.toMatch(/\p{Cs}|\\ud[89a-f]/iu);
      }),
    );
  });

  it("names the record it came from, unless its id is longer than any id is; that is kept beside", () => {
    const withId = (id: string) => accept({ ...dana, record: { type: "contact", id }, extra: { note: "x" } });
    expect(withId("9".repeat(200))).toMatchObject({ record: { type: "contact" }, extra: { note: "x" } });
    const lead = withId("9".repeat(201));
    expect(lead).not.toHaveProperty("record");
    expect(lead).toMatchObject({ state: "ready", extra: { note: "x", "record.id": "9".repeat(201) } });
  });
});

describe("two requests are the same lead", () => {
  const same = (a: LeadDraft, b: LeadDraft, bAt = noon) => accept(a).id === accept(b, bAt).id;

  it("when they carry the same id, whatever else they say and whenever they come", () => {
    expect(
      same({ ...dana, externalId: "42" }, { phone: "+14155552671", externalId: "42" }, fromNoon(40 * 24 * hours)),
    ).toBe(true);
    expect(same({ ...dana, externalId: "42" }, { ...dana, externalId: "43" })).toBe(false);
  });

  it("when they carry the same key within its window, and not any more a window later", () => {
    const keyed = { ...dana, key: "contact 7", keyWindowMs: 96 * hours };
    const other = { phone: "+14155552671", key: "contact 7", keyWindowMs: 96 * hours };
    expect(same(keyed, other)).toBe(true);
    expect(same(keyed, { ...keyed, key: "contact 8" })).toBe(false);
    expect(same(keyed, keyed, fromNoon(97 * hours))).toBe(false);
    expect(same({ ...dana, key: "contact 7" }, { ...dana, key: "contact 7" }, fromNoon(900 * hours))).toBe(true);
  });

  it("by a key whose window ends at another moment for everyone", () => {
    const split = Array.from({ length: 2000 }, (_, index) => ({
      key: `contact ${index}`,
      keyWindowMs: 96 * hours,
    })).filter((draft) => !same(draft, draft, fromNoon(10 * minutes)));
    expect(split.length).toBeLessThan(20);
  });

  it("when phone and e-mail agree within the window, however they are written", () => {
    expect(
      same(dana, { ...dana, phone: "+1 212-555-0123", email: "Dana.Whitfield@Example.com", extra: { gclid: "x" } }),
    ).toBe(true);
    expect(same(dana, { ...dana, phone: "+1 212-555-0124" })).toBe(false);
  });

  it("not any more a week later", () => {
    expect(same(dana, dana, fromNoon(7 * 24 * hours))).toBe(false);
  });

  it("three seconds apart, but for a few at the edge of a window that lies elsewhere for everyone", () => {
    const split = Array.from({ length: 2000 }, (_, index) => ({ ...dana, email: `p${index}@example.com` })).filter(
      (draft) => !same(draft, draft, fromNoon(3 * seconds)),
    );
    expect(split.length).toBeLessThan(4);
  });

  it("only at the same source", () => {
    expect(accept(dana).id).not.toBe(accept(dana, noon, { ...website, source: "other" }).id);
  });
});

describe("the fingerprint", () => {
  it("does not depend on the order of fields", () => {
    expect(digestOf({ phone: "1", email: "2", extra: { a: "1", b: "2" } })).toBe(
      digestOf({ extra: { b: "2", a: "1" }, email: "2", phone: "1" }),
    );
  });

  it("is not of how a repeat is recognised", () => {
    expect(digestOf({ ...dana, key: "a", keyWindowMs: 1 })).toBe(digestOf(dana));
  });

  it("changes with anything the sender said", () => {
    expect(digestOf({ ...dana, extra: { message: "a" } })).not.toBe(digestOf({ ...dana, extra: { message: "b" } }));
  });
});

describe("the ref", () => {
  it("cannot be computed from anything that a sender is told or said", () => {
    const leads = ["chance-1", "chance-2"].map((acceptId) => newLead(dana, website, acceptId, noon));
    expect(new Set(leads.map(({ id }) => id)).size).toBe(1);
    const [one, twin] = leads.map((lead) => refOf(lead, "print"));
    expect(one).not.toBe(twin);
    expect(leads.map(({ id }) => refOf({ acceptId: id }, "print"))).not.toContain(one);
  });

  it("is a positive 32-bit integer, which is its lead's whatever token the account has", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (acceptId, other, print, renewed) => {
        const ref = refOf({ acceptId }, print);
        expect(Number.isInteger(ref) && ref > 0 && ref < 2 ** 31).toBe(true);
        expect(hasRef({ acceptId }, ref) && hasRef({ acceptId }, refOf({ acceptId }, renewed))).toBe(true);
        expect(hasRef({ acceptId: other }, ref)).toBe(acceptId === other);
        expect(isOurRef(ref, print)).toBe(true);
      }),
    );
  });

  it("is told from made-up numbers, of which one in a hundred passes, and from those of another token", () => {
    const passed = (isMeant: (index: number) => boolean) =>
      Array.from({ length: 20_000 }, (_, index) => index).filter(isMeant);
    const madeUp = passed((index) => isOurRef(index * 107_371 + 1, "print"));
    const ofAnother = passed((index) => isOurRef(refOf({ acceptId: `${index}` }, "other"), "print"));
    for (const { length } of [madeUp, ofAnother]) expect(length / 20_000).toBeLessThan(0.01);
    for (const other of [0, -5, 7.5, 2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER])
      expect(isOurRef(other, "print")).toBe(false);
  });
});

describe("a phone number", () => {
  it.each([
    ["(212) 555-0123", "US", "+12125550123"],
    ["415.555.0132", "US", "+14155550132"],
    ["+44 20 7946 0958", "US", "+442079460958"],
    ["020 7946 0958", "GB", "+442079460958"],
    ["２１２５５５０１２３", "US", "+12125550123"],
    ["\u202a+1 212 555 0123\u202c", "GB", "+12125550123"],
    ["tel:+12125550123", "GB", "+12125550123"],
  ] as const)("%s in %s is %s", (text, country, expected) => {
    expect(parsePhone(text, country)).toBe(expected);
  });

  it.each(["(555) 123-4567", "555-0123", "", "call me", "12", "212 555 0123 or 415 555 0132"])("%s is none", (text) => {
    expect(parsePhone(text, "US")).toBeUndefined();
  });

  it("of five thousand digits is none", () => {
    expect(parsePhone("9".repeat(5000), "US")).toBeUndefined();
  });

  it("never becomes another number by being written in E.164 and read again", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9+() .-]{1,20}$/),
        fc.constantFrom("US", "GB", "DE", "BR"),
        (text, country) => {
          const phone = parsePhone(text, country as "US");
          if (phone) expect(parsePhone(phone, "JP")).toBe(phone);
        },
      ),
    );
  });

  it("is shown masked in logs", () => {
    expect(maskPhone("+12125550123")).toBe("+1…23");
  });
});

describe("a name", () => {
  it.each([
    [{ fullName: "Dana Whitfield" }, { firstName: "Dana", lastName: "Whitfield" }],
    [{ fullName: "  Maria  de la Cruz " }, { firstName: "Maria", lastName: "de la Cruz" }],
    [{ fullName: "Cher" }, { firstName: "Cher" }],
    [{ firstName: "Priya", fullName: "P. Raman" }, { firstName: "Priya" }],
    [
      { firstName: "", lastName: " ", fullName: "Owen Tate" },
      { firstName: "Owen", lastName: "Tate" },
    ],
    [{ firstName: "A\r\nX-Injected: 1" }, { firstName: "A X-Injected: 1" }],
    [{}, {}],
  ])("%j is read as %j", (given, expected) => {
    expect(splitName(given)).toEqual(expected);
  });
});

describe("a lead that nobody calls", () => {
  const kept = (draft: Partial<LeadDraft>) => newLead({ ...dana, ...draft }, website, "chance", noon);

  it("waits with the phone as it was given where two numbers could be meant", () => {
    expect(kept({ phone: "8123456789", phoneIsDoubtful: true })).toMatchObject({
      state: "held",
      reason: "phone-unclear",
      person: { phoneAsGiven: "8123456789" },
    });
    expect(kept({ phone: "my wife's cell 212-555-0123" })).toMatchObject({ state: "held", reason: "phone-unclear" });
  });

  it("waits where the person asked for no call", () => {
    const lead = kept({ callsRefused: true });
    expect(lead).toMatchObject({ state: "held", reason: "calls-refused", dueFor: "reconcile" });
    expect(lead.person.phone).toBeDefined();
  });
});
