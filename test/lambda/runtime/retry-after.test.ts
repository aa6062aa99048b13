import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { retryDelayMs } from "../../../lambda/runtime/retry-after.ts";

const nowMs = Date.parse("2026-11-22T10:00:00Z");

describe("retryDelayMs", () => {
  it.each([
    ["0", 0],
    ["2", 2_000],
    [" 30 ", 30_000],
    ["86400", 3_600_000],
    ["99999999999999999999", 3_600_000],
    ["Sun, 22 Nov 2026 10:00:05 GMT", 5_000],
    ["Sunday, 22-Nov-26 10:00:05 GMT", 5_000],
    ["Mon, 23 Nov 2026 10:00:00 GMT", 3_600_000],
  ])("reads %j as %i ms", (text, delayMs) => {
    expect(retryDelayMs({ "retry-after": text }, nowMs)).toBe(delayMs);
  });

  it.each(["", "-1", "1.5", "soon", "Xyz, 99 Foo 2026 GMT", "Sun, 22 Nov 2026 09:59:59 GMT"])(
    "does not believe %j",
    (text) => {
      expect(retryDelayMs({ "retry-after": text }, nowMs)).toBeUndefined();
    },
  );

  it("knows nothing when nothing was said", () => {
    expect(retryDelayMs({}, nowMs)).toBeUndefined();
  });

  it("F26: is never negative, never above an hour, whatever the header holds", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer().map(String)), (text) => {
        const delayMs = retryDelayMs({ "retry-after": text }, nowMs) ?? 0;
        expect(delayMs).toBeGreaterThanOrEqual(0);
        expect(delayMs).toBeLessThanOrEqual(3_600_000);
      }),
    );
  });
});
