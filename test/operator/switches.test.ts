import { expect, it } from "vitest";
import { backlogOf, checkLeads } from "../../operator/doctor/leads.ts";
import { bridge } from "./command-line.ts";
import { aStage, config } from "./stage.ts";

/** What the configuration does against rings. */

const policies = { dryRun: true, onlyNumbers: ["+12125550100"], maxRingsPerDay: 400 };
const stage = aStage({ config: { ...config, policies } });

it("are said by doctor, and by every list of leads", async () => {
  const found = await checkLeads(stage, backlogOf(stage));
  expect(found.filter(({ check }) => check === "calls")).toMatchObject([
    { status: "warning", of: "dryRun", remedy: expect.stringContaining("dryRun") },
    { status: "warning", of: "onlyNumbers", found: expect.stringContaining("Only 1 number") },
    { status: "ok", of: "maxRingsPerDay", found: "400 leads are rung in a day (UTC) at most." },
  ]);
  for (const list of [
    ["leads", "list"],
    ["review", "--list"],
  ]) {
    const { notes } = await bridge(list, { stage });
    expect(notes).toContain("A dry run: everything is done but the calls, nobody is rung.");
    expect(notes).toContain("Only 1 number, or what begins so, may be rung (onlyNumbers).");
  }
});

it("are not spoken of where none is on", async () => {
  const { notes } = await bridge(["leads", "list"], { stage: aStage() });
  expect(notes).toBe("");
});

it("say how they are lifted where they hold", async () => {
  const paused = { config: { ...config, policies: { paused: true } } };
  const on = async (name: string) =>
    (await bridge(["gates"], { stage: aStage({ ...paused, description: { name } }) })).out;
  expect(await on("prod")).toContain("Set policies.paused to false and deploy.");
  expect(await on("local")).toContain("Set policies.paused to false and start `npm start` again.");
});
