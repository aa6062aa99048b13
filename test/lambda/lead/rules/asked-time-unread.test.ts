import { describe, expect, it } from "vitest";
import { askedTime } from "../../../../lambda/lead/rules/asked-time.ts";
import { aLead, hours, noon } from "../../../fakes/leads.ts";

const policies = { staleAfterMs: 12 * hours, paused: false, pausedAccounts: [] };
/** A field that is known by its name: nobody said that a time stands there. It is 8:00 on a Monday in New York. */
const judged = (text: string) =>
  askedTime.judge(
    { ...aLead({ phone: "+12125550123" }), asked: { text, said: noon.toISOString() } },
    { accountZone: "UTC", policies },
    noon,
  );

describe("what was asked for and cannot be read", () => {
  it.each([
    "2026-06-17 afternoon",
    "Wednesday, not before nine",
    "2026-06-17T00:00:00.000Z",
    "9:30 BST",
    ...["in 2 months", "in 3 years", "in 2 Monaten", "en 2 meses", "em 3 meses", "dans 6 mois", "tra 2 mesi"],
    ...["over 2 maanden", "za 2 miesiące", "2个月后", "2개월 후", "sau 2 tháng", "en 2 años", "dans 2 ans"],
  ])("rings nobody at once where it names another day, or clocks that nobody knows: %s", (text) => {
    expect(judged(text)).toMatchObject({ dial: "held", reason: "asked-time-unclear" });
  });

  it("is a remark where it names no other day", () => {
    expect(judged("mornings")).toMatchObject({ dial: "now" });
    expect(judged("today or tomorrow")).toMatchObject({ dial: "now" });
  });
});
