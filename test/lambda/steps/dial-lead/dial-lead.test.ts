import { describe, expect, it } from "vitest";
import type { BridgeConfigInput } from "../../../../lambda/config/schema.ts";
import { decided } from "../../../../lambda/lead/decisions.ts";
import { refOf } from "../../../../lambda/lead/identity.ts";
import { ringersOf } from "../../../../lambda/lead/phone-right.ts";
import { claimed } from "../../../../lambda/lead/states.ts";
import { TransientError } from "../../../../lambda/runtime/errors.ts";
import { type DialDeps, dialLead } from "../../../../lambda/steps/dial-lead/dial-lead.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { decideLead } from "../../../../operator/leads/decide-lead.ts";
import { aBridge } from "../../../fakes/bridge.ts";
import { aDialler, refused } from "../../../fakes/dial-world.ts";
import { aLead, fromNoon, hours, minutes, noon, seconds, website } from "../../../fakes/leads.ts";
import { tieOf } from "../../../fakes/ties.ts";

describe("a lead whose source has its number looked up", () => {
  it("waits while no list can tell, and is asked about again in some minutes", async () => {
    const { store, deps, posted, clock } = aDialler();
    const lead = aLead({}, { at: clock.now() });
    await store.leads.add(lead);
    await dialLead(lead.id, { ...deps, scrub: async () => "scrub-unreachable" });
    const dueAt = fromNoon(5 * minutes).toISOString();
    expect(await store.leads.find(lead.id)).toMatchObject({ state: "held", reason: "scrub-unreachable", dueAt });
    clock.pass(5 * minutes);
    await dialLead(lead.id, deps);
    expect(posted).toHaveLength(1);
  });
});

describe("dialling a lead", () => {
  it("asks Callingly once, with everything it wants to know, and notes which call it may be", async () => {
    const { store, posted, add, dial, find } = aDialler();
    const lead = await add(aLead({ phone: "+12125550123", category: "Roofing" }));
    await dial(lead);
    expect(posted).toEqual([
      {
        team_id: 19230,
        phone_number: "+12125550123",
        first_name: "Dana",
        last_name: "Whitfield",
        email: "dana.whitfield@example.com",
        company: "Harbor Pine LLC",
        category: "Roofing",
        source: "website",
        crm_id: refOf(lead, "token"),
      },
    ]);
    expect(await find(lead)).toMatchObject({ state: "placed", callIdGuess: "9001", ringsPossible: 1 });
    expect(await tieOf(store, "main", "9001")).toBeUndefined();
    const rights = await store.phones.find("main", "+12125550123");
    expect(rights && ringersOf(rights)).toEqual([lead.id]);
  });

  it("always sends both names, since Callingly may insist on them", async () => {
    const { posted, add, dial } = aDialler();
    await dial(await add(aLead({ fullName: "" })));
    expect(posted[0]).toMatchObject({ first_name: "Unknown", last_name: "Lead" });
  });

  it("F17: makes one ring of fifty workers that are woken at once", async () => {
    const { posted, add, dial } = aDialler();
    const lead = await add();
    await Promise.all(Array.from({ length: 50 }, () => dial(lead)));
    expect(posted).toHaveLength(1);
  });

  it("F42: does nothing for a lead that was dialled, ended or never existed", async () => {
    const { posted, add, dial } = aDialler();
    const lead = await add();
    await dial(lead);
    await dial(lead);
    await dial(aLead());
    expect(posted).toHaveLength(1);
  });

  it("F46: leaves a lead alone whose time has not come by the clock of this worker, give or take seconds", async () => {
    const { store, clock, posted, dial } = aDialler();
    const soon = aLead({ phone: "+12125550141" }, { at: fromNoon(3 * seconds) });
    const later = aLead({ phone: "+12125550142" }, { at: fromNoon(2 * minutes) });
    for (const lead of [soon, later]) {
      await store.leads.add(lead);
      await dial(lead);
    }
    expect(posted.map(({ phone_number }) => phone_number)).toEqual([soon.person.phone]);
    clock.pass(2 * minutes);
    await dial(later);
    expect(posted).toHaveLength(2);
  });

  it("F39: does not begin with too little time left", async () => {
    const { posted, setTimeLeft, add, dial, find } = aDialler();
    setTimeLeft(8 * seconds);
    const lead = await add();
    await dial(lead);
    expect(posted).toHaveLength(0);
    expect((await find(lead)).state).toBe("ready");
  });

  it("rings the team that the first fitting route names", async () => {
    const { posted, add, dial } = aDialler({
      routes: [
        { when: { category: "solar" }, team: 1 },
        { when: { field: { name: "state", is: "CA" } }, team: 2 },
        { when: { source: "website" }, team: 3 },
      ],
    });
    await dial(await add(aLead({ category: "Solar", extra: { state: "ca" } })));
    await dial(await add(aLead({ extra: { state: "ca" } })));
    await dial(await add(aLead()));
    expect(posted.map(({ team_id }) => team_id)).toEqual([1, 2, 3]);
  });
});

describe("when a dial does not come through", () => {
  it("F25: dials again when nothing was sent, after a pause", async () => {
    const { posted, clock, willAnswer, add, dial, find } = aDialler();
    willAnswer({ kind: "not-sent", reason: "ECONNREFUSED" });
    const lead = await add();
    await dial(lead);
    expect(await find(lead)).toMatchObject({ state: "ready", reason: "not-sent", ringsPossible: 0 });
    clock.pass(6 * seconds);
    await dial(lead);
    expect(posted).toHaveLength(2);
    expect(await find(lead)).toMatchObject({ state: "placed", ringsPossible: 1 });
  });

  it("F20/F27: never dials again by itself when it may have rung", async () => {
    const { posted, clock, willAnswer, add, dial, find } = aDialler();
    willAnswer({ kind: "ambiguous", reason: "HTTP 502" });
    const lead = await add();
    await dial(lead);
    for (let day = 0; day < 10; day += 1) {
      clock.pass(24 * hours);
      await dial(lead);
    }
    expect(posted).toHaveLength(1);
    expect(await find(lead)).toMatchObject({ state: "unknown", reason: "no-answer" });
  });

  it("F34: holds the route, not one lead after another, when Callingly does not know the team", async () => {
    const { posted, clock, willAnswer, mend, add, dial, find } = aDialler();
    willAnswer(refused("route", 404));
    const leads = [await add(), await add(), await add()];
    for (const lead of leads) await dial(lead);
    expect(posted).toHaveLength(1);
    for (const lead of leads)
      expect(await find(lead)).toMatchObject({ state: "held", reason: "team-unknown", ringsPossible: 0 });
    clock.pass(4 * minutes);
    await mend();
    for (const lead of leads) await dial(lead);
    for (const lead of leads) expect((await find(lead)).state).toBe("placed");
    expect(posted).toHaveLength(4);
  });

  it("holds the account's leads when its token is refused; the other account goes on", async () => {
    const { posted, willAnswer, add, dial, find } = aDialler();
    willAnswer(refused("token", 401));
    const [first, second] = [await add(), await add()];
    const other = await add(aLead({}, { door: { ...website, source: "client", account: "agency" } }));
    for (const lead of [first, second, other]) await dial(lead);
    expect(posted).toHaveLength(2);
    expect(await find(second)).toMatchObject({ state: "held", reason: "token-refused" });
    expect((await find(other)).state).toBe("placed");
  });

  it("F26: lets every lead of the account wait its turn when Callingly is busy", async () => {
    const { posted, clock, willAnswer, add, dial, find } = aDialler();
    willAnswer(refused("pace", 429, 30 * seconds));
    const [first, second] = [await add(), await add()];
    await dial(first);
    await dial(second);
    expect(posted).toHaveLength(1);
    expect(await find(second)).toMatchObject({ state: "ready", reason: "callingly-busy" });
    clock.pass(31 * seconds);
    await dial(first);
    await dial(second);
    expect(posted).toHaveLength(3);
  });

  it("F35: fails the lead whose phone Callingly refuses, and frees the phone", async () => {
    const { store, willAnswer, add, dial, find } = aDialler();
    willAnswer(refused("lead", 422));
    const lead = await add(aLead({ phone: "+12125550123" }));
    await dial(lead);
    expect(await find(lead)).toMatchObject({ state: "failed", reason: "phone-refused" });
    expect(await store.phones.find("main", "+12125550123")).toBeUndefined();
  });

  it("F32: holds leads while the account has no token, and dials them when it has one", async () => {
    const { posted, clock, loseToken, findToken, add, dial, find } = aDialler();
    loseToken();
    const lead = await add();
    await dial(lead);
    expect(await find(lead)).toMatchObject({ state: "held", reason: "token-missing", ringsPossible: 0 });
    findToken();
    clock.pass(6 * minutes);
    await dial(lead);
    expect(posted).toHaveLength(1);
  });

  it("holds a lead whose source is no longer configured", async () => {
    const { posted, add, dial, find } = aDialler();
    const lead = await add(aLead({}, { door: { ...website, source: "gone" } }));
    await dial(lead);
    expect(await find(lead)).toMatchObject({ state: "held", reason: "unknown-source" });
    expect(posted).toHaveLength(0);
  });

  it("F45/F50: holds everything while paused, and leads that went stale", async () => {
    const paused = aDialler({ policies: { paused: true } });
    const lead = await paused.add();
    await paused.dial(lead);
    expect(await paused.find(lead)).toMatchObject({ state: "held", reason: "paused" });

    const late = aDialler();
    const old = await late.add();
    late.clock.pass(13 * hours);
    await late.dial(old);
    expect(await late.find(old)).toMatchObject({ state: "held", reason: "stale" });
    expect(late.posted).toHaveLength(0);
  });
});

describe("when something fails before the dial", () => {
  it("says so on the lead and tries again; the next lead is dialled", async () => {
    const { posted, clock, deps, add, find } = aDialler();
    const [poisoned, good] = [await add(), await add()];
    const failing: DialDeps = {
      ...deps,
      callinglyFor: async (account) => {
        if (posted.length === 0 && clock.now().getTime() === noon.getTime())
          throw new TransientError("A secret could not be read");
        return deps.callinglyFor(account);
      },
    };
    await dialLead(poisoned.id, failing);
    expect(await find(poisoned)).toMatchObject({ state: "ready", reason: "bridge-fault", ringsPossible: 0 });
    expect((await find(poisoned)).dueAt).toBe(new Date(noon.getTime() + 20 * seconds).toISOString());
    clock.pass(20 * seconds);
    await dialLead(good.id, failing);
    await dialLead(poisoned.id, failing);
    expect(posted).toHaveLength(2);
  });

  it("sends nothing when the time ran short while the lead was being taken", async () => {
    const { posted, deps, add, find } = aDialler();
    const lead = await add();
    const left = [60 * seconds, 10 * seconds];
    await dialLead(lead.id, { ...deps, timeLeftMs: () => left.shift() ?? 0 });
    expect(posted).toHaveLength(0);
    expect(await find(lead)).toMatchObject({ state: "ready", reason: "not-sent", ringsPossible: 0 });
  });
});

it("F98: never lets personal data into the log", async () => {
  const { log, add, dial } = aDialler();
  await dial(await add(aLead({ phone: "+12125550123" })));
  expect(log.lines.length).toBeGreaterThan(0);
  expect(JSON.stringify(log.lines)).not.toMatch(/Dana|2125550123|example\.com/);
});

describe("a lead whose dialler fell silent", () => {
  const left = async () => {
    const dialler = aDialler();
    const lead = await dialler.add();
    await changeLead(dialler.store.leads, lead.id, (current) => claimed(current, "dial-0", 19230, noon));
    return { ...dialler, lead };
  };

  it("F18/F19: is of unclear fate once its lease is over, and is not dialled again", async () => {
    const { lead, clock, posted, measure, dial, find } = await left();
    await dial(lead);
    expect((await find(lead)).state).toBe("dialing");
    clock.pass(2 * minutes);
    await dial(lead);
    await dial(lead);
    expect(await find(lead)).toMatchObject({ state: "unknown", reason: "lease-over", ringsPossible: 1 });
    expect(posted).toEqual([]);
    expect(measure.told).toEqual([{ Unknown: 1 }]);
  });

  it("is looked for at once, as soon as the lease is over", async () => {
    const { lead, clock, dial, find } = await left();
    clock.pass(2 * minutes);
    await dial(lead);
    expect(await find(lead)).toMatchObject({ dueFor: "reconcile", dueAt: clock.now().toISOString() });
  });
});

describe("what the dialler measures", () => {
  it("is each dial that Callingly took, with the seconds since the lead could ring", async () => {
    const { measure, clock, add, dial } = aDialler();
    const lead = await add();
    clock.pass(1_500);
    await dial(lead);
    await dial(lead);
    expect(measure.told).toEqual([{ Dialed: 1, LeadToCall: 1.5 }]);
  });

  it("counts the seconds of a lead that was released from then on", async () => {
    const { measure, store, deps, clock, willAnswer, add, dial } = aDialler();
    const lead = await add();
    willAnswer(refused("request", 400));
    await dial(lead);
    clock.pass(5 * hours);
    await decideLead(lead.id, { kind: "release" }, "Robin Ashby", { ...deps, store });
    clock.pass(2 * seconds);
    await dial(lead);
    expect(measure.told).toEqual([{ Dialed: 1, LeadToCall: 2 }]);
  });

  it("is a dial of unclear fate, which is none that was taken", async () => {
    const { measure, willAnswer, add, dial } = aDialler();
    willAnswer({ kind: "ambiguous", reason: "read timeout" });
    await dial(await add());
    expect(measure.told).toEqual([{ Unknown: 1 }]);
  });

  it("is nothing where Callingly said no, or was not reached", async () => {
    const { measure, willAnswer, add, dial } = aDialler();
    willAnswer(refused("lead", 422), { kind: "not-sent", reason: "refused" });
    await dial(await add());
    await dial(await add());
    expect(measure.told).toEqual([]);
  });
});

describe("a number that must not be rung", () => {
  it("F91: is held with the reason, and keeps no other lead from being rung", async () => {
    const { posted, add, dial, find, log } = aDialler();
    const lead = await add(aLead({ phone: "+19005550123" }));
    await dial(lead);
    expect(await find(lead)).toMatchObject({ state: "held", reason: "number-costly", dueFor: "reconcile" });
    expect(posted).toHaveLength(0);
    expect(log.lines).toContainEqual(expect.objectContaining({ event: "lead held", reason: "number-costly" }));
  });

  it("F91: is rung when the configuration allows its country, without anybody touching the lead", async () => {
    const { deps, posted, add, dial, find, clock } = aDialler();
    const lead = await add(aLead({ phone: "+442079460958" }));
    await dial(lead);
    expect(await find(lead)).toMatchObject({ state: "held", reason: "number-abroad", dueFor: "dial-lead" });
    const website = { connector: "html-form", account: "main", team: 19230, callCountries: ["US", "GB"] };
    clock.pass(10 * minutes);
    await dialLead(lead.id, { ...deps, bridge: aBridge({ sources: { website } } as Partial<BridgeConfigInput>) });
    expect(posted).toHaveLength(1);
  });

  it("F91: is not rung by a correction either, when a person releases the lead with it", async () => {
    const { store, clock, posted, add, dial, find } = aDialler({ policies: { neverCall: ["+12125550199"] } });
    const lead = await add(aLead({ phone: "(555) 123-4567" }));
    await changeLead(store.leads, lead.id, (current) =>
      decided(current, { kind: "release", phone: "+12125550199" }, "Robin", clock.now()),
    );
    await dial(lead);
    expect(await find(lead)).toMatchObject({ state: "held", reason: "number-barred" });
    expect(posted).toHaveLength(0);
  });
});
