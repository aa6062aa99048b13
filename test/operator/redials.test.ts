import { describe, expect, it } from "vitest";
import type { Team } from "../../lambda/callingly/schemas.ts";
import { redialFindings, ringsWithin } from "../../operator/doctor/redials.ts";
import { aBridge } from "../fakes/bridge.ts";

const aTeam = (retries: number, schedule: number[], isOn = true): Team =>
  ({
    id: "19230",
    name: "Sales",
    is_retry_lead: isOn,
    lead_retries: retries,
    lead_retry_schedule: schedule,
  }) as unknown as Team;

const bridgeWith = (hours: "conservative" | "requested") =>
  aBridge({ sources: { website: { connector: "json", account: "main", team: 19230, hours, callCountries: ["US"] } } });

describe("the redials of a team", () => {
  it("are counted with the first ring, as many as fall within the hours of a limit", () => {
    expect(ringsWithin(aTeam(3, [1, 5, 60]), 24)).toBe(4);
    expect(ringsWithin(aTeam(3, [1, 5, 60], false), 24)).toBe(1);
    expect(ringsWithin(aTeam(2, [60, 26 * 60]), 24)).toBe(2);
  });

  it("go by the schedule's last gap where there are more of them, and at once without a schedule", () => {
    expect(ringsWithin(aTeam(4, [1, 30 * 60]), 24)).toBe(2);
    expect(ringsWithin(aTeam(4, []), 24)).toBe(5);
  });

  it("are warned of where they alone are more than a place allows", () => {
    const [finding, ...others] = redialFindings(aTeam(3, [1, 5, 60]), ["website"], {
      bridge: bridgeWith("conservative"),
    });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      status: "warning",
      found: expect.stringContaining("us-fl (3 attempts in 24 hours)"),
    });
    expect(redialFindings(aTeam(2, [1, 5]), ["website"], { bridge: bridgeWith("conservative") })).toEqual([]);
  });

  it("are not held against limits that do not bind calls that were asked for", () => {
    const found = redialFindings(aTeam(3, [1, 5, 60]), ["website"], { bridge: bridgeWith("requested") })[0]?.found;
    expect(found).not.toContain("us-fl");
    expect(found).toContain("us-md");
  });
});
