import { describe, expect, it } from "vitest";
import { dialLead } from "../../../../lambda/steps/dial-lead/dial-lead.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { decideLead } from "../../../../operator/leads/decide-lead.ts";
import { aDialler } from "../../../fakes/dial-world.ts";
import { aLead, hours, noon, seconds } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

/** Part of step 2: a lead that is rung once more. */

describe("a second ring", () => {
  it("that a person authorised rings once more, and no more", async () => {
    const { store, deps, posted, clock, log, willAnswer, add, dial, find } = aDialler();
    willAnswer({ kind: "ambiguous", reason: "read timeout" });
    const lead = await add();
    await dial(lead);
    await changeLead(store.leads, lead.id, (current) => ({
      ...current,
      state: "review",
      reason: "not-found",
      dueFor: "reconcile",
    }));
    clock.pass(1 * hours);
    const decide = () => decideLead(lead.id, { kind: "call-again" }, "Robin Ashby", { ...deps, store });
    const decisions = await Promise.all([decide(), decide(), decide()]);
    expect(decisions.some(Boolean)).toBe(true);
    await Promise.all(Array.from({ length: 20 }, () => dial(lead)));
    expect(posted).toHaveLength(2);
    expect(await find(lead)).toMatchObject({ state: "placed", ringsPossible: 2, ringsAuthorised: 2 });
    expect(JSON.stringify(log.lines)).not.toContain("Ashby");
  });

  it("is for a person to allow when the phone may have rung for a lead that was cancelled", async () => {
    const { store, deps, posted, clock, willAnswer, add, dial, find } = aDialler();
    const phone = "+12125550123";
    willAnswer({ kind: "ambiguous", reason: "read timeout" });
    const older = await add(aLead({ phone }));
    await dial(older);
    await decideLead(older.id, { kind: "cancel" }, "Robin Ashby", { ...deps, store });
    clock.pass(1 * seconds);
    const fresh = await add(aLead({ phone }));
    await dial(fresh);
    expect(posted).toHaveLength(1);
    expect(await find(fresh)).toMatchObject({ state: "held", reason: "same-phone-cancelled", dueFor: "reconcile" });
  });

  it("is not merged into a lead that is cancelled this moment: nobody would wait for its result", async () => {
    const { store, deps, clock, willAnswer, add, dial, find } = aDialler();
    const phone = "+12125550123";
    willAnswer({ kind: "ambiguous", reason: "read timeout" });
    const older = await add(aLead({ phone }));
    await dial(older);
    clock.pass(1 * seconds);
    const fresh = await add(aLead({ phone }));
    let isCancelled = false;
    const leads = {
      ...store.leads,
      async find(id: string) {
        const found = await store.leads.find(id);
        if (id === older.id && !isCancelled) {
          isCancelled = true;
          await decideLead(id, { kind: "cancel" }, "Robin Ashby", { ...deps, store });
        }
        return found;
      },
    };
    await dialLead(fresh.id, { ...deps, store: limitedTo("dial-lead", { ...store, leads }) });
    expect(await find(older)).toMatchObject({ state: "cancelled", merged: [] });
    expect(await find(fresh)).toMatchObject({ state: "ready", dueFor: "dial-lead" });
    await dial(fresh);
    expect(await find(fresh)).toMatchObject({ state: "held", reason: "same-phone-cancelled" });
  });

  it("is for a person to settle while another lead has the phone", async () => {
    const { store, posted, clock, add, dial, find } = aDialler();
    const phone = "+12125550123";
    const other = await add(aLead({ phone }));
    await dial(other);
    const lead = await add({
      ...aLead({ phone }),
      ringsPossible: 1,
      ringsAuthorised: 2,
      firstDialAt: noon.toISOString(),
    });
    clock.pass(1 * seconds);
    await dial(lead);
    expect(posted).toHaveLength(1);
    expect(await find(lead)).toMatchObject({ state: "held", reason: "same-phone", dueFor: "reconcile" });
    expect((await store.leads.find(other.id))?.merged).toEqual([]);
  });
});
