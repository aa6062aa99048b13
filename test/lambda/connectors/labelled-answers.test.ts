import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldByType, type LabelledAnswer, readAnswers } from "../../../lambda/connectors/kit/in/labelled-answers.ts";

const phone = (label: string, value: string): LabelledAnswer => ({ label, value, field: "phone" });

describe("answers with their questions", () => {
  it("are taken for what the vendor declares before what the question says", () => {
    const answers = [{ label: "Phone", value: "+13035550117" }, phone("Best way to reach you", "+13035550118")];
    expect(readAnswers(answers)).toMatchObject({ phone: "+13035550118", extra: { Phone: "+13035550117" } });
  });

  it("are left to the question's words where several are declared alike", () => {
    const answers = [phone("Emergency contact", "+13035550117"), phone("Phone", "+13035550118")];
    expect(readAnswers(answers).phone).toBe("+13035550118");
    expect(readAnswers([phone("A", "+13035550117"), phone("B", "+13035550118")]).phone).toBe("+13035550117");
  });

  it("are told by the owner's name for the question where its words say nothing", () => {
    const answers = [
      { label: "Where do you work?", name: "company", value: "Acme" },
      { label: "Your name", name: "full_name", value: "Mia Tanaka" },
    ];
    expect(readAnswers(answers)).toMatchObject({ company: "Acme", fullName: "Mia Tanaka", extra: {} });
  });

  it("are told by the look of a phone at last, when only one looks so", () => {
    const one = { label: "How do we get hold of you", value: "615 555 0139" };
    expect(readAnswers([one]).phone).toBe("615 555 0139");
    expect(readAnswers([one, { label: "Or", value: "615 555 0140" }]).phone).toBeUndefined();
  });

  it("are taken from where the mapping says, or from nowhere", () => {
    const answers = [phone("Phone", "+13035550117")];
    expect(readAnswers(answers, { phone: "Mobile" }).phone).toBeUndefined();
  });

  it("never hide one another, and what is known of the form is no answer", () => {
    const answers = ["a", "b"].map((value) => ({ label: "Same", value }));
    expect(readAnswers(answers, {}, { phone: "+13035550118", none: null })).toEqual({
      extra: { Same: "a", "Same 2": "b", phone: "+13035550118" },
    });
  });

  it("all become a field or extra, whatever they are called", () => {
    const word = fc.constantFrom(
      "phone",
      "Name",
      "first name",
      "email",
      "constructor",
      "__proto__",
      "toString",
      "a.b",
      "",
    );
    const answer = fc.record({
      label: word,
      name: fc.option(word, { nil: undefined }),
      value: fc.stringMatching(/^[a-z0-9@.]{3,12}$/),
      field: fc.option(fc.constantFrom("phone" as const, "email" as const), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(answer, { maxLength: 8, selector: ({ value }) => value }), (answers) => {
        const { extra, why: _why, consent: _consent, place: _place, asked: _asked, ...person } = readAnswers(answers);
        // A full stop behind an address ends the sentence.
        const whole = (texts: readonly (string | boolean | undefined)[]) =>
          texts
            .flatMap((text) => (text === undefined || text === "null" ? [] : [String(text).replace(/\.+$/, "")]))
            .sort();
        const kept = whole([...Object.values(extra), ...Object.values(person)]);
        expect(kept).toEqual(whole(answers.map(({ value }) => value)));
      }),
    );
  });

  it("may be declared as anything", () => {
    const declared = fieldByType({ tel: "phone" });
    expect(["tel", "constructor", undefined].map(declared)).toEqual(["phone", undefined, undefined]);
  });
});
