import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countrySign } from "../../../../lambda/lead/reader/country-sign.ts";
import { type Country, readPhone } from "../../../../lambda/lead/reader/phone.ts";

/** However a valid number is written, it is read as itself, or not at all: never as another one. */

interface Plan {
  readonly country: Country;
  readonly code: string;
  readonly trunk: string;
  /** Parts as people group them, `#` for any digit. */
  readonly groups: readonly string[];
}

const plans: readonly Plan[] = [
  { country: "US", code: "1", trunk: "", groups: ["212", "555", "01##"] },
  { country: "US", code: "1", trunk: "", groups: ["646", "555", "01##"] },
  { country: "GB", code: "44", trunk: "0", groups: ["20", "7946", "0###"] },
  { country: "GB", code: "44", trunk: "0", groups: ["7911", "12####"] },
  { country: "DE", code: "49", trunk: "0", groups: ["30", "2312", "50##"] },
  { country: "DE", code: "49", trunk: "0", groups: ["152", "288", "173##"] },
  { country: "FR", code: "33", trunk: "0", groups: ["1", "99", "00", "12", "##"] },
  { country: "IN", code: "91", trunk: "0", groups: ["81234", "567##"] },
  { country: "BR", code: "55", trunk: "0", groups: ["11", "96123", "45##"] },
  { country: "ES", code: "34", trunk: "", groups: ["612", "34", "56", "##"] },
  { country: "PL", code: "48", trunk: "", groups: ["512", "345", "6##"] },
  { country: "IT", code: "39", trunk: "", groups: ["312", "345", "67##"] },
  { country: "AU", code: "61", trunk: "0", groups: ["412", "345", "6##"] },
  { country: "JP", code: "81", trunk: "0", groups: ["90", "1234", "56##"] },
];

const numbers = fc.constantFrom(...plans).chain((plan) =>
  fc.array(fc.nat({ max: 9 }), { minLength: 4, maxLength: 4 }).map((digits) => {
    const left = [...digits];
    const groups = plan.groups.map((group) => group.replace(/#/g, () => String(left.pop() ?? 0)));
    return { ...plan, groups, phone: `+${plan.code}${groups.join("")}` };
  }),
);

const marks = fc.constantFrom(" ", "-", ".", "", "\u00a0", "\u2011", "\u2013", " - ", "  ", "\u202f");
const alphabets = fc.constantFrom("0", "٠", "۰", "०", "０");
const before = fc.constantFrom(
  "",
  " ",
  "Tel: ",
  "Mobile ",
  "'",
  "my number is ",
  "📞 ",
  "tel:",
  "call me after 5pm ",
  "\u202a",
);
const behind = fc.constantFrom("", " ", " ext. 7", " x", ".", " (after 6pm)", " thanks!", " 9-17", ";", "\u202c");

const styles = {
  plus: (code: string, _: string, rest: string) => `+${code} ${rest}`,
  "plus in brackets": (code: string, _: string, rest: string) => `(+${code}) ${rest}`,
  "two pluses": (code: string, _: string, rest: string) => `++${code}${rest}`,
  zeros: (code: string, _: string, rest: string) => `00${code} ${rest}`,
  "zero in brackets": (code: string, trunk: string, rest: string) =>
    trunk ? `+${code} (0) ${rest}` : `+${code} ${rest}`,
  "code twice": (code: string, _: string, rest: string) => `+${code} +${code} ${rest}`,
  home: (_: string, trunk: string, rest: string) => `${trunk}${rest}`,
} as const;

const inAlphabet = (text: string, zero: string): string =>
  text.replace(/\d/g, (digit) => String.fromCodePoint((zero.codePointAt(0) ?? 48) + Number(digit)));

const written = fc
  .record({
    number: numbers,
    style: fc.constantFrom(...(Object.keys(styles) as (keyof typeof styles)[])),
    mark: marks,
    zero: alphabets,
    before,
    behind,
  })
  .map(({ number, style, mark, zero, ...around }) => {
    const text = inAlphabet(styles[style](number.code, number.trunk, number.groups.join(mark)), zero);
    return { number, style, text: `${around.before}${text}${around.behind}` };
  });

describe("a valid number", () => {
  it("is read as itself, however it is written", () => {
    fc.assert(
      fc.property(written, ({ number, text }) => {
        expect(readPhone(text, number.country)).toMatchObject({ kind: "one", phone: number.phone });
      }),
      { numRuns: 300 },
    );
  });

  it("that says its country code is the same at every source, or none", () => {
    fc.assert(
      fc.property(written, fc.constantFrom(...plans), ({ number, style, text }, { country }) => {
        fc.pre(style !== "home");
        const reading = readPhone(text, country);
        expect(reading.kind === "one" ? reading.phone : number.phone).toBe(number.phone);
      }),
      { numRuns: 300 },
    );
  });

  it("stays what it is beside any sign that agrees", () => {
    fc.assert(
      fc.property(written, fc.constantFrom("iso", "code", "plus", "both"), ({ number, text }, kind) => {
        const { country, code } = number;
        const said = { iso: country, code, plus: `+${code}`, both: `${country} (+${code})` }[kind];
        const sign = countrySign(said, true);
        expect(sign).toBeDefined();
        for (const home of ["US", "DE", country] as const) {
          const reading = readPhone(text, home, sign ? [sign] : []);
          expect(reading).toMatchObject({ kind: "one", phone: number.phone });
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is itself or in doubt beside a sign that contradicts it, where it says its country code", () => {
    fc.assert(
      fc.property(written, fc.constantFrom(...plans), ({ number, style, text }, { country, code }) => {
        fc.pre(style !== "home");
        const reading = readPhone(text, number.country, [{ callingCode: code, country, isOfNumber: true }]);
        expect(reading.kind === "one" ? reading.phone : number.phone).toBe(number.phone);
      }),
      { numRuns: 300 },
    );
  });

  it("is never guessed where two signs contradict each other and both make a number", () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom(...plans), fc.constantFrom(...plans), ({ groups }, one, other) => {
        fc.pre(one.code !== other.code);
        const text = groups.join(" ");
        const signs = [one, other].map(({ code, country }) => ({ callingCode: code, country, isOfNumber: true }));
        const [first, second] = signs.map((sign) => readPhone(text, "US", [sign]));
        const both = readPhone(text, "US", signs);
        const isOf = (reading: typeof both | undefined, { code }: Plan) =>
          reading?.kind === "one" && reading.phone.startsWith(`+${code}`);
        if (isOf(first, one) && isOf(second, other)) expect(both.kind).toBe("doubt");
      }),
      { numRuns: 300 },
    );
  });

  it("never becomes another by any text around it that holds no digits", () => {
    fc.assert(
      fc.property(written, fc.string({ maxLength: 30 }), ({ number, text }, more) => {
        fc.pre(!/[\p{Nd}+&<@%#\p{Regional_Indicator}]/u.test(more.normalize("NFKC")));
        // A country is said with words.
        fc.pre(!/[A-Z] ?[A-Z]/.test(more) && countrySign(more.replace(/[^\p{L}]+/gu, " "), false) === undefined);
        for (const around of [`${more} ${text}`, `${text} ${more}`]) {
          const reading = readPhone(around, number.country);
          if (reading.kind === "one") expect(reading.phone).toBe(number.phone);
        }
      }),
      { numRuns: 300 },
    );
  });
});
