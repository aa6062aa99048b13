import { expect, it } from "vitest";
import { verdictText } from "../../../operator/cli/views/verdict.ts";
import { wholeVerdict } from "../../../operator/leads/whole-verdict.ts";
import { verdictJson } from "../../../operator/shapes/verdict.ts";
import { aBridge } from "../../fakes/bridge.ts";
import { aLead, noon } from "../../fakes/leads.ts";

const sources = { website: { connector: "html-form", account: "main", team: 19230, hours: "conservative" } } as const;
const lead = aLead({ phone: "+18505550123" });
const whole = wholeVerdict(lead, aBridge({ sources }), [], noon);

it("the whole verdict names every rule, and each rule of calling hours at each place with its source", () => {
  const text = verdictText(whole);
  expect(text).toMatch(/callingHours +later/);
  expect(text).toContain("calling hours, pack conservative: it is Mon 07:00 in America/Chicago (the area code 850)");
  expect(text).toContain("next: 2026-06-15 13:00:00 UTC, Mon 08:00 in America/Chicago, Mon 09:00 in America/New_York");
  expect(text).toMatch(
    /us-fl +no +Mon 07:00 in America\/Chicago .*Fla\. Stat\. 501\.616.*verified, checked 2026-11-28/,
  );
  expect(text).toMatch(/us-fl +yes +Mon 08:00 in America\/New_York/);
});

it("the whole verdict is told to scripts with the moment", () => {
  expect(verdictJson(whole)).toMatchObject({
    rules: expect.arrayContaining([
      { rule: "callingHours", says: "later", reason: "outside-hours", at: "2026-06-15T13:00:00.000Z" },
    ]),
    calling_hours: { pack: "conservative", verdict: "later", next_at: "2026-06-15T13:00:00.000Z" },
  });
});
