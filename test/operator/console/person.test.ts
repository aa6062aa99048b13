import { afterEach, describe, expect, it } from "vitest";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { aLead, noon } from "../../fakes/leads.ts";
import { aStage } from "../stage.ts";
import { aConsoleUser, type ConsoleUser } from "./console-user.ts";

/** A person's rights over their data, carried out in the console. */

let user: ConsoleUser;
afterEach(() => user?.close());

const lead = { ...aLead({ phone: "+12065550100", fullName: "Grace Lake" }), state: "held", reason: "stale" } as const;

async function withLead() {
  const store = memoryStore();
  await store.leads.add(lead);
  const stage = aStage({ store, now: noon });
  user = await aConsoleUser({
    stage: {
      ...stage,
      suppressionSeeds: async () => ["a seed of many letters"],
      archive: store.archive ?? stage.archive,
    },
  });
  return store;
}

describe("the copy of what is kept, and the evidence of a consent", () => {
  it.each(["person/export", "person/consent"])("are not given while personal data is masked: %s", async (route) => {
    await withLead();
    expect(await user.ask(route, { lead_id: lead.id })).toEqual([
      { problem: expect.stringContaining("show personal data") },
    ]);
  });

  it("name the person when the operator asks", async () => {
    await withLead();
    const evidence = await user.answer("person/consent", { lead_id: lead.id }, true);
    expect(evidence).toMatchObject({ lead_id: lead.id, given: "absent", person: { name: "Grace Lake" } });
  });
});

describe("to forget a person", () => {
  it("takes the last four digits of their number, and nothing else", async () => {
    const store = await withLead();
    for (const digits of ["", "0101", "100", "+12065550100"]) {
      expect(await user.ask("person/forget", { lead_id: lead.id, digits, mentions: false })).toEqual([
        { problem: expect.stringContaining("nothing was changed") },
      ]);
    }
    expect((await store.leads.find(lead.id))?.person.phone).toBe("+12065550100");
  });
});
