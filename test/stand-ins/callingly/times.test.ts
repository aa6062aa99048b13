import { describe, expect, it } from "vitest";
import * as times from "../../../stand-ins/callingly/times.ts";

const moment = Date.parse("2026-01-29T21:02:05.678Z");

describe("one moment", () => {
  it("is written in every way Callingly writes it", () => {
    expect(times.zonelessText(moment, "America/New_York")).toBe("2026-01-29 16:02:05");
    expect(times.isoText(moment, "America/Sao_Paulo")).toBe("2026-01-29T18:02:05-03:00");
    expect(times.isoText(moment, "Asia/Kolkata")).toBe("2026-01-30T02:32:05+05:30");
    expect(times.microsText(moment)).toBe("2026-01-29T21:02:05.678000Z");
    expect(times.longDayText(moment, "UTC")).toBe("Jan 29, 2026");
    expect(times.usText(moment, "America/Phoenix")).toBe("01/29/26 2:02pm");
    expect(times.usText(Date.parse("2026-01-29T05:00:00Z"), "America/New_York")).toBe("01/29/26 12:00am");
    expect(times.usTextWithZone(moment, "America/Phoenix")).toBe("01/29/26 2:02pm MST");
  });

  it.each(["UTC", "America/New_York", "Asia/Kolkata"])("is read back as it was written in %s", (zone) => {
    const hours = Array.from({ length: 24 }, (_, hour) => Date.parse("2026-03-08T00:30:00Z") + hour * 3_600_000);
    for (const hour of hours) expect(times.parseZoneless(times.zonelessText(hour, zone), zone)).toBe(hour);
  });
});

it("reads no time out of other text", () => {
  expect(times.parseZoneless("tomorrow", "UTC")).toBeUndefined();
  expect(times.parseZoneless("2026-13-45 99:99:99", "UTC")).toBeUndefined();
});
