import { describe, expect, it } from "vitest";
import { dialLead } from "../../../../lambda/steps/dial-lead/dial-lead.ts";
import { aDialler, refused } from "../../../fakes/dial-world.ts";
import { aLead, hours, minutes, noon, seconds, website } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { takesPhone } from "../../../fakes/phones.ts";

/** Part of step 2: one person comes by several sources. */

describe("one person through several doors", () => {
  const person = { phone: "+12125550123" };

  it("is rung for a fresh lead though an older one with the phone is held", async () => {
    const { posted, willAnswer, mend, clock, add, dial, find } = aDialler();
    willAnswer(refused("token", 401));
    const older = await add(aLead(person));
    await dial(older);
    clock.pass(13 * hours);
    await mend();
    await dial(older);
    expect(await find(older)).toMatchObject({ state: "held", reason: "stale" });
    const fresh = await add(aLead(person, { at: clock.now() }));
    await dial(fresh);
    expect(await find(fresh)).toMatchObject({ state: "placed" });
    expect(posted).toHaveLength(2);
  });

  it("waits when the lead that holds the phone is held at this moment, and never takes the phone away from it", async () => {
    const { store, posted, clock, add, dial, find } = aDialler();
    const holder = await add({ ...aLead(person), state: "held", reason: "token-refused", dueAt: noon.toISOString() });
    await takesPhone(store, holder, { until: new Date(noon.getTime() + hours) });
    const second = await add(aLead(person));
    await dial(second);
    expect(await find(second)).toMatchObject({ state: "ready", reason: "same-phone-waits" });
    await dial(holder);
    clock.pass(3 * minutes);
    await dial(second);
    expect(posted).toHaveLength(1);
    expect(await find(second)).toMatchObject({ state: "merged", mergedInto: holder.id });
  });

  it("is looked at by somebody when very many leads bring the same phone", async () => {
    const { posted, add, dial, find } = aDialler();
    const first = await add(aLead(person));
    await dial(first);
    for (let count = 0; count < 50; count += 1) await dial(await add(aLead(person)));
    const last = await add(aLead(person));
    await dial(last);
    expect(await find(last)).toMatchObject({ state: "held", reason: "crowded-phone" });
    expect(posted).toHaveLength(1);
  });

  it("F04/F80: is rung once; the second lead is merged into the first", async () => {
    const { posted, add, dial, find } = aDialler();
    const first = await add(aLead(person));
    const second = await add(aLead(person, { door: { ...website, source: "anything" } }));
    await Promise.all([dial(first), dial(second)]);
    expect(posted).toHaveLength(1);
    const states = await Promise.all([find(first), find(second)]);
    const [winner, loser] = states[0]?.state === "merged" ? [states[1], states[0]] : [states[0], states[1]];
    expect(loser).toMatchObject({ state: "merged", reason: "same-phone", mergedInto: winner?.id });
    expect(winner).toMatchObject({ state: "placed", merged: [loser?.id] });
  });

  it("makes every call known once more when it joins a lead that was already called", async () => {
    const { store, add, dial } = aDialler();
    await dial(await add(aLead(person)));
    expect(store.allCalls()).toHaveLength(0);
    await dial(await add(aLead(person)));
    expect(store.allCalls()).toMatchObject([{ callId: "9001", state: "hinted" }]);
  });

  it("does not end as merged before the first lead's calls were made known, so that a crash loses no result", async () => {
    const { store, clock, deps, add, dial, find } = aDialler();
    await dial(await add(aLead(person)));
    const second = await add(aLead(person));
    const hint = () => Promise.reject(new Error("the worker died"));
    await dialLead(second.id, {
      ...deps,
      store: limitedTo("dial-lead", { ...store, calls: { ...store.calls, hint } }),
    });
    expect((await find(second)).state).toBe("ready");
    clock.pass(30 * seconds);
    await dial(second);
    expect((await find(second)).state).toBe("merged");
    expect(store.allCalls()).toMatchObject([{ callId: "9001", state: "hinted" }]);
  });

  it("may be rung again after the window", async () => {
    const { posted, clock, add, dial } = aDialler();
    await dial(await add(aLead(person)));
    clock.pass(25 * hours);
    await dial(await add(aLead(person, { at: clock.now() })));
    expect(posted).toHaveLength(2);
  });

  it("is not kept from being rung by a lead that ended without a ring", async () => {
    const { posted, willAnswer, store, add, dial, find } = aDialler();
    const first = await add(aLead(person));
    willAnswer(refused("lead", 422));
    await dial(first);
    await takesPhone(store, first, { until: new Date(noon.getTime() + hours) });
    const second = await add(aLead(person));
    await dial(second);
    expect(posted).toHaveLength(2);
    expect((await find(second)).state).toBe("placed");
  });
});
