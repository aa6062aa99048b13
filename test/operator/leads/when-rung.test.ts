import { describe, expect, it } from "vitest";
import type { Lead } from "../../../lambda/lead/lead.ts";
import * as states from "../../../lambda/lead/states.ts";
import { aLead, fromNoon, hours, noon } from "../../fakes/leads.ts";
import { anOperator } from "../../fakes/stage.ts";

/** What a release, a replay or the end of a pause of many says of those who asked for a time. It is 08:00 in New York. */

const keeping = {
  changes: {
    sources: { website: { connector: "html-form", account: "main", team: 19230, hours: "requested" } },
  },
} as const;

const came = fromNoon(-20 * hours);
const leadOf = (fullName: string, phone: string, asked?: string): Lead => ({
  ...aLead({ fullName, phone }, { at: came }),
  ...(asked && { asked: { text: asked, said: came.toISOString() } }),
});
const staleOf = (...of: Parameters<typeof leadOf>) =>
  states.held(leadOf(...of), "stale", noon, { for: "person" }) as Lead;
const unknownTeam = (...of: Parameters<typeof leadOf>) =>
  states.held(leadOf(...of), "team-unknown", noon, { for: "rule" }) as Lead;

const dana = ["Dana Whitfield", "+12125550123"] as const;
const owen = ["Owen Lake", "+12125550177"] as const;
const maya = ["Maya Tate", "+12125550141"] as const;

describe("a release of many", () => {
  it("says who is called now, and who waits until which time, and counts them apart", async () => {
    const operator = anOperator();
    const [now, later] = [staleOf(...dana), staleOf(...owen, "2026-06-16 15:00")];
    await operator.add(now, later);
    const { questions, text } = await operator.run("leads release --reason stale", { answers: [true] });
    expect(questions[0]).toBe(
      [
        "1 person is called:",
        "  Dana Whitfield, +1…23, came 20 h ago",
        "1 person is called later:",
        "  Owen Lake, +1…77, came 20 h ago: at 2026-06-16 15:00 in America/New_York, 2026-06-16 19:00:00 UTC (in 31 h), as was asked",
        "Call them?",
      ].join("\n"),
    );
    expect(text).toBe(
      "1 person is called from now on, at the usual pace.\n1 person is called later, when their time has come.",
    );
  });

  it("has in --json when those ring who are called later", async () => {
    const operator = anOperator();
    const [now, later] = [staleOf(...dana), staleOf(...owen, "2026-06-16 15:00")];
    await operator.add(now, later);
    expect(await operator.json("leads release --reason stale --yes")).toEqual({
      released: [now.id, later.id],
      later: [{ lead_id: later.id, at: "2026-06-16T19:00:00.000Z", reason: "asked-time" }],
      refused: [],
    });
  });

  it("promises nobody a call now where all wait for their time", async () => {
    const operator = anOperator();
    await operator.add(staleOf(...owen, "2026-06-16 15:00"));
    const { questions, text } = await operator.run("leads release --reason stale", { answers: [true] });
    expect(questions[0]).toMatch(/^1 person is called later:/);
    expect(text).toBe("1 person is called later, when their time has come.");
  });

  it("names the moment at which the hours open where they are closed at the time that was asked for", async () => {
    const operator = anOperator(keeping);
    await operator.add(staleOf(...owen, "2026-06-15 23:30"));
    const { questions } = await operator.run("leads release --reason stale", { answers: [false] });
    expect(questions[0]).toContain(
      "  Owen Lake, +1…77, came 20 h ago: 2026-06-16 12:00:00 UTC (in 24 h), when the hours there open",
    );
  });

  it("calls at once those who wait for nothing but their time, as a release of one does", async () => {
    const operator = anOperator();
    const far = states.held(leadOf(...dana, "2027-06-16 15:00"), "asked-time-far", noon, { for: "person" }) as Lead;
    await operator.add(far);
    const { questions } = await operator.run("leads release --reason asked-time-far", { answers: [false] });
    expect(questions[0]).toMatch(/^1 person is called:/);
    expect(await operator.json("leads release --reason asked-time-far --yes")).toMatchObject({ later: [] });
  });

  it("says who stays held all the same, and why", async () => {
    const operator = anOperator();
    await operator.add(staleOf(...dana), staleOf(...owen, "2026-06-16 15:00"));
    await operator.run('pause --reason "the phones are down"');
    const { questions } = await operator.run("leads release --reason stale", { answers: [false] });
    expect(questions[0]).toMatch(/^1 person is called later:/);
    expect(questions[0]).toContain("1 lead is released and stays held: Calls are paused");
    expect(questions[0]).not.toContain("Dana");
  });
});

describe("a replay", () => {
  it("counts those who wait for their time apart from those whom it calls", async () => {
    const operator = anOperator();
    const [now, later] = [unknownTeam(...dana), unknownTeam(...owen, "2026-06-16 15:00")];
    await operator.add(now, later);
    const trial = await operator.run("replay --reason team-unknown --dry-run");
    // Dana came twenty hours ago, which is too long for a call without an operator's word.
    expect(trial.text).not.toContain("1 person is called:");
    expect(trial.text).toContain("1 person is called later:\n  Owen Lake");
    expect(await operator.json("replay --reason team-unknown --dry-run")).toMatchObject({
      leads: [],
      later: [{ lead_id: later.id, at: "2026-06-16T19:00:00.000Z", reason: "asked-time" }],
      held: 1,
    });
    const { text } = await operator.run("replay --reason team-unknown --yes");
    expect(text).toContain("1 person is called later, when their time has come.");
    expect(text).not.toContain("from now on");
  });

  it("calls now whoever does not wait", async () => {
    const operator = anOperator();
    const now = states.held(aLead({ fullName: dana[0], phone: dana[1] }), "team-unknown", noon, {
      for: "rule",
    }) as Lead;
    await operator.add(now, unknownTeam(...owen, "2026-06-16 15:00"));
    const { questions, text } = await operator.run("replay --reason team-unknown", { answers: [true] });
    expect(questions[0]).toMatch(/^1 person is called:\n {2}Dana.*\n1 person is called later:\n {2}Owen/);
    expect(text).toContain("1 person is called from now on, at the usual pace.");
    expect(text).toContain("1 person is called later, when their time has come.");
  });
});

describe("the end of a pause", () => {
  it("tells those who wait for a time that they asked for from those who wait for their hours", async () => {
    const operator = anOperator(keeping);
    const paused = (lead: Lead) => states.held(lead, "paused", noon, { for: "rule" }) as Lead;
    await operator.run("pause");
    await operator.add(
      paused(leadOf(...owen, "2026-06-16 15:00")),
      paused(aLead({ fullName: maya[0], phone: "+12065550141" })),
    );
    const { text } = await operator.run("resume --yes");
    expect(text).toContain("1 lead more: called by themselves at the time that they asked for.");
    expect(text).toContain("1 lead more: called by themselves when their people's hours come.");
    await operator.run("pause");
    expect(await operator.json("resume --yes")).toMatchObject({ asked_time: 1, outside_hours: 1 });
  });
});
