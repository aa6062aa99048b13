import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scrub } from "../../../lambda/runtime/scrub.ts";

describe("foreign words", () => {
  it.each([
    "+14155552671",
    "(415) 555-2671",
    "415.555.2671",
    "415 555 2671",
    "415–555–2671",
    "415‑555‑2671",
    "415\u00a0555\u00a02671",
    "+1 (415) 555 - 2671",
    "+1/415/555/2671",
    "415·555·2671",
    "4 1 5 5 5 5 2 6 7 1",
    "\u202a+1\u202c 415 555 2671",
    "４１５５５５２６７１",
    "٤١٥٥٥٥٢٦٧١",
    "zoe@example.com",
    "Zoë.Fields+crm@example.com",
    "zoe%40example.com",
    "<zoe@example.com>",
    "12|k3yK3yk3yK3yk3yK3yk3yK3yk3yK3yk3y",
    "pat-na1-0f9a2c55-51d3-4b5e-9d70-2c3a8be1f7aa",
    "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk",
  ])("lose %s", (secret) => expect(scrub(`Bad: ${secret} !`)).toBe("Bad: … !"));

  it("keep what helps: statuses, words, the names of errors", () => {
    const text = "HTTP 422, property hs_lead_status is invalid (ResourceNotFoundException), 3 of 20";
    expect(scrub(text)).toBe(text);
  });

  it("are cut, and neither a cut nor half a character lets anything slip through", () => {
    expect(scrub("x".repeat(60_000))).toBe("…");
    expect(scrub("no ".repeat(20_000))).toBe("no ".repeat(67).slice(0, 200));
    expect(scrub(`${"-".repeat(990)} ${"a ".repeat(4)}zoe@example.com`)).not.toContain("zoe");
    expect(scrub(`${"no ".repeat(66)}n😀`)).toBe(`${"no ".repeat(66)}n`);
  });

  it("of any kind hold no address, no row of five digits and no lone half of a character", () => {
    const part = fc.constantFrom("1", "23", "4567", " ", "-", "(", ")", "@", "a", "😀", "\ud83d", ".", "%40", "\n");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 300 }), (parts) => {
        const text = scrub(parts.join(""));
        expect(text).not.toMatch(/\p{Nd}([ ().-]{0,3}\p{Nd}){4,}|[^\s…]@[^\s…]|\p{Cs}/u);
        expect(text.length).toBeLessThanOrEqual(200);
      }),
    );
  });
});
