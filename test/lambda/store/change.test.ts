import { describe, expect, it } from "vitest";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { claimed, joinedBy } from "../../../lambda/lead/states.ts";
import { changeLead, following } from "../../../lambda/store/change.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { aLead, noon } from "../../fakes/leads.ts";

describe("changing a lead", () => {
  const claim = (current: Lead) => claimed(current, "dial-1", 1, noon);
  const isOurs = ({ dial }: Lead) => dial?.id === "dial-1";

  it("decides afresh on what another has written in between", async () => {
    const { leads } = memoryStore();
    const lead = aLead();
    await leads.add(lead);
    let disturbed = false;
    const save = async (next: Lead) => {
      if (!disturbed) {
        disturbed = true;
        await leads.save(following(lead, joinedBy(lead, "lead_other") as Lead));
      }
      return leads.save(next);
    };
    const claimedLead = await changeLead({ find: leads.find, save }, lead.id, claim);
    expect(claimedLead).toMatchObject({ state: "dialing", merged: ["lead_other"], revision: 3 });
  });

  it("counts what is written, whatever the rule is made of", async () => {
    const { leads } = memoryStore();
    const lead = aLead();
    await leads.add(lead);
    const twice = (current: Lead) => {
      const first = joinedBy(current, "lead_b") as Lead;
      return joinedBy({ ...first, revision: 99 }, "lead_c");
    };
    expect(await changeLead(leads, lead, twice)).toMatchObject({ merged: ["lead_b", "lead_c"], revision: 2 });
    expect(await leads.find(lead.id)).toMatchObject({ revision: 2 });
  });

  it("knows its own claim when the answer was lost and another has written since", async () => {
    const { leads } = memoryStore();
    const lead = aLead();
    await leads.add(lead);
    let lost = false;
    const save = async (next: Lead) => {
      const saved = await leads.save(next);
      if (lost) return saved;
      lost = true;
      await leads.save(following(next, joinedBy(next, "lead_other") as Lead));
      return leads.save(next);
    };
    const claimedLead = await changeLead({ find: leads.find, save }, lead.id, claim, isOurs);
    expect(claimedLead).toMatchObject({ state: "dialing", dial: { id: "dial-1" }, merged: ["lead_other"] });
  });

  it("does not take another's claim for its own", async () => {
    const { leads } = memoryStore();
    const lead = aLead();
    await leads.add(lead);
    await changeLead(leads, lead.id, (current) => claimed(current, "dial-2", 1, noon));
    expect(await changeLead(leads, lead.id, claim, isOurs)).toBeUndefined();
  });

  it("gives up with an error when others write all the time", async () => {
    const { leads } = memoryStore();
    const lead = aLead();
    await leads.add(lead);
    await expect(changeLead({ find: leads.find, save: async () => false }, lead.id, claim)).rejects.toMatchObject({
      name: "TransientError",
    });
  });
});
