import { describe, expect, it } from "vitest";
import { bringIn } from "../../../operator/words/bring-in.ts";
import { aLead, noon } from "../../fakes/leads.ts";
import { anOperator } from "../../fakes/stage.ts";

/** It is 2026-06-15 08:00 in New York. */
const dana = () => aLead({ fullName: "Dana Whitfield", phone: "+12125550123" });
const keeping = (hours: "requested" | undefined) =>
  anOperator({
    changes: {
      sources: { website: { connector: "html-form", account: "main", team: 19230, ...(hours && { hours }) } },
    },
  });
const asked = async (at: string, hours: "requested" | undefined) => {
  const operator = keeping(hours);
  const lead = dana();
  await operator.add(lead);
  return (await operator.run(`leads reschedule ${lead.id} --at "${at}"`, { answers: [false] })).questions[0];
};

describe("leads reschedule", () => {
  it("says the time before the person, so that it does not read as when they came", async () => {
    expect(await asked("2026-06-15 14:30", "requested")).toBe(
      "Call at 2026-06-15 14:30 in America/New_York, 2026-06-15 18:30:00 UTC (in 6 h): Dana Whitfield, +1…23, came 0 s ago?",
    );
  });

  it("says before it asks that the hours of the person's place are closed then, and when they open", async () => {
    expect(await asked("2026-06-15 22:30", "requested")).toMatch(
      /That is outside the hours of the person's place \(it is Mon 22:30 in America\/New_York .*\): it rings when they open, 2026-06-16 1[23]:00:00 UTC/,
    );
  });

  it("says that it is night there where the source keeps no hours", async () => {
    expect(await asked("2026-06-15 22:30", undefined)).toContain(
      "It is in the night there (Mon 22:30 in America/New_York), and the source keeps no hours: it rings then.",
    );
    expect(await asked("2026-06-15 14:30", undefined)).not.toContain("night");
  });
});

describe("a lead that waits for a time", () => {
  it("has the moment first in the list, and the whole sentence where it is shown", async () => {
    const operator = keeping(undefined);
    const lead = dana();
    await operator.add(lead);
    await operator.run(`leads reschedule ${lead.id} --at "2026-06-15 14:30" --yes`);
    const { text } = await operator.run("leads list");
    expect(text).toContain("  2026-06-15 18:30:00 UTC (in 6 h), as an operator named it");
    expect(text).not.toContain("leads reschedule");
    expect((await operator.run(`leads show ${lead.id}`)).text).toMatch(/^ {2}state .*leads reschedule/m);
  });

  it("that lies too far ahead is shown with the moment that was read", async () => {
    const operator = keeping(undefined);
    const lead = { ...dana(), asked: { text: "2027-03-01 09:00", said: noon.toISOString(), isSure: true } };
    await operator.add(lead);
    expect((await operator.run(`leads show ${lead.id}`)).text).toMatch(
      /^ {2}asked for +at 2027-03-01 09:00 in America\/New_York, 2027-03-01 14:00:00 UTC \(in 259 d\); asked as “2027-03-01 09:00”/m,
    );
  });
});

it("a change of the configuration comes into force with npm start on this machine, with a deployment elsewhere", () => {
  expect([bringIn({ name: "local" }), bringIn({ name: "prod" })]).toEqual(["start `npm start` again", "deploy"]);
});
