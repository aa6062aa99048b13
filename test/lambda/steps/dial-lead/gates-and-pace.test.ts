import { describe, expect, it } from "vitest";
import type { DialOutcome } from "../../../../lambda/lead/call/dial-outcome.ts";
import { decided } from "../../../../lambda/lead/decisions.ts";
import { askedGate, gateOn } from "../../../../lambda/lead/gates.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { TransientError } from "../../../../lambda/runtime/errors.ts";
import { dialLead } from "../../../../lambda/steps/dial-lead/dial-lead.ts";
import { type CallPacer, callPacer } from "../../../../lambda/steps/dial-lead/pace-calls.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { decideLead } from "../../../../operator/leads/decide-lead.ts";
import { someIds } from "../../../fakes/bridge.ts";
import { aDialler, refused } from "../../../fakes/dial-world.ts";
import { aLead, hours, minutes, noon, seconds, website } from "../../../fakes/leads.ts";
import { takesPhone } from "../../../fakes/phones.ts";

/** Part of step 2: what holds every lead of a token, team or account, and the pace at which calls leave. */

describe("when the fault is everybody's", () => {
  const held = { state: "held", ringsPossible: 0, failedTries: expect.any(Number) };

  it("F31: of fifty leads one finds out that the token is dead; all ring once when it is renewed", async () => {
    const { posted, clock, willAnswer, mend, add, dial, find } = aDialler();
    willAnswer(refused("token", 401));
    const leads = await Promise.all(Array.from({ length: 50 }, () => add()));
    for (const lead of leads) await dial(lead);
    expect(posted).toHaveLength(1);
    for (const lead of leads) expect(await find(lead)).toMatchObject({ ...held, reason: "token-refused" });
    clock.pass(4 * minutes);
    for (const lead of leads) await dial(lead);
    expect(posted).toHaveLength(1);
    await mend();
    clock.pass(4 * minutes);
    for (const lead of leads) await dial(lead);
    expect(posted).toHaveLength(51);
    for (const lead of leads) expect(await find(lead)).toMatchObject({ state: "placed", ringsPossible: 1 });
  });

  it("F31: a token that was renewed in the secret meanwhile is read past the cache and tried once", async () => {
    const { posted, store, willAnswer, renewToken, add, dial, find } = aDialler();
    willAnswer(refused("token", 401));
    renewToken();
    const lead = await add();
    await dial(lead);
    expect(posted).toHaveLength(2);
    expect(await find(lead)).toMatchObject({ state: "placed", ringsPossible: 1, ringsAuthorised: 1 });
    expect(await store.gates.all()).toEqual([]);
  });

  it("F31: a renewed token that is refused as well closes the gate", async () => {
    const { posted, store, willAnswer, renewToken, add, dial, find } = aDialler();
    willAnswer(refused("token", 401), refused("token", 401));
    renewToken();
    const lead = await add();
    await dial(lead);
    expect(posted).toHaveLength(2);
    expect(await find(lead)).toMatchObject({ ...held, reason: "token-refused" });
    expect(await store.gates.all()).toMatchObject([{ on: "token/main", token: "renewed" }]);
  });

  it("F33: an account that may not call is held for itself; another with the same token goes on", async () => {
    const { store, willAnswer, add, dial, find } = aDialler();
    willAnswer(refused("token", 403));
    const lead = await add();
    await dial(lead);
    expect(await find(lead)).toMatchObject({ ...held, reason: "account-refused", detail: "403 no" });
    expect(await store.gates.all()).toMatchObject([{ on: "access/main", detail: "403 no" }]);
  });

  it("F32: a secret that cannot be read dials nobody and says so", async () => {
    const { posted, deps, add, find } = aDialler();
    const lead = await add();
    const unreadable = new TransientError("A secret could not be read, or is not the JSON it should be (AccessDenied)");
    await dialLead(lead.id, { ...deps, callinglyFor: () => Promise.reject(unreadable) });
    expect(posted).toEqual([]);
    expect(await find(lead)).toMatchObject({ state: "ready", reason: "bridge-fault", detail: unreadable.message });
  });

  it("what the bridge fails on before it dials is tried again at growing gaps, and rings once that is mended", async () => {
    const { posted, clock, deps, add, dial, find } = aDialler();
    const lead = await add();
    const failing = { ...deps, callinglyFor: () => Promise.reject(new TypeError("a mistake")) };
    const gaps: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) {
      await dialLead(lead.id, failing);
      const { dueAt, faults } = await find(lead);
      expect(faults).toBe(tries + 1);
      gaps.push(Date.parse(dueAt ?? "") - clock.now().getTime());
      clock.pass(gaps.at(-1) ?? 0);
    }
    expect(gaps).toEqual([20 * seconds, minutes, 5 * minutes, 15 * minutes, 15 * minutes, 15 * minutes]);
    await dial(lead);
    expect(posted).toHaveLength(1);
    expect((await find(lead)).faults).toBeUndefined();
  });

  it("F52: while Callingly fails, two leads lose their certainty and the others wait", async () => {
    const { posted, clock, willAnswer, mend, add, dial, find } = aDialler();
    const failing: DialOutcome = { kind: "ambiguous", reason: "HTTP 503" };
    willAnswer(failing, failing);
    const leads = await Promise.all(Array.from({ length: 20 }, () => add()));
    for (const lead of leads) {
      clock.pass(1 * seconds);
      await dial(lead);
    }
    expect(posted).toHaveLength(2);
    const states = await Promise.all(leads.map(async (lead) => (await find(lead)).state));
    expect(states.filter((state) => state === "unknown")).toHaveLength(2);
    expect(await find(leads.at(-1) as Lead)).toMatchObject({ ...held, reason: "callingly-failing" });
    clock.pass(3 * minutes);
    await mend();
    for (const lead of leads.slice(2)) await dial(lead);
    for (const lead of leads.slice(2)) expect(await find(lead)).toMatchObject({ state: "placed", ringsPossible: 1 });
  });

  it("dials that fail side by side count as one incident", async () => {
    const { store, willAnswer, add, dial } = aDialler();
    const failing: DialOutcome = { kind: "ambiguous", reason: "HTTP 503" };
    willAnswer(failing, failing, failing, failing);
    const leads = [await add(), await add(), await add(), await add()];
    await Promise.all(leads.map(dial));
    expect(await store.gates.all()).toMatchObject([{ on: "service/main", tries: 0 }]);
  });

  it("a dial that goes well forgets earlier failures", async () => {
    const { store, willAnswer, clock, add, dial } = aDialler();
    willAnswer({ kind: "ambiguous", reason: "HTTP 503" });
    await dial(await add());
    clock.pass(1 * seconds);
    await dial(await add());
    expect(await store.gates.all()).toEqual([]);
  });

  it("a lead that was quarantined gives its phone back, and one whose number was corrected has no right to the old", async () => {
    const { store, clock, posted, add, dial, deps, find, willAnswer } = aDialler();
    const first = await add(aLead({ phone: "+12125550123" }));
    willAnswer({ kind: "not-sent", reason: "no connection" });
    await dial(first);
    clock.pass(hours);
    const stumbled = { ...(await find(first)), stumbles: 5 };
    await store.leads.save({ ...stumbled, revision: stumbled.revision + 1 });
    await dial(first);
    expect(await find(first)).toMatchObject({ state: "held", reason: "quarantined" });
    expect(await store.leads.findByPhone("main", "+12125550123")).toEqual([]);

    // As if the worker had died before that.
    const until = new Date(clock.now().getTime() + 12 * hours);
    await takesPhone(store, await find(first), { until });
    await decideLead(first.id, { kind: "release", phone: "+12125550199" }, "Robin Ashby", deps);
    await dial(first);
    const second = await add(aLead({ phone: "+12125550123" }, { at: clock.now() }));
    await dial(second);
    expect(posted.map(({ phone_number }) => phone_number)).toEqual(["+12125550123", "+12125550199", "+12125550123"]);
  });

  it("F41: a lead that brings its worker down is quarantined after a few tries; its neighbours are dialled", async () => {
    const { deps, clock, posted, add, dial, find } = aDialler();
    const [poison, neighbour] = [await add(), await add()];
    const killed = { ...deps, callinglyFor: () => new Promise<never>(() => undefined) };
    for (let attempt = 0; attempt < 7; attempt += 1) {
      clock.pass(10 * minutes);
      void dialLead(poison.id, killed);
      await new Promise((done) => setImmediate(done));
    }
    await dial(neighbour);
    expect(posted).toHaveLength(1);
    expect(await find(poison)).toMatchObject({ state: "held", reason: "quarantined", dueFor: "reconcile" });
  });
});

describe("a lead that has to wait its turn", () => {
  it("F50: stands in line with the time of its turn, and rings then", async () => {
    const { store, deps, clock, posted, add, find } = aDialler();
    const turns = callPacer({
      paces: store.paces,
      limitOf: () => ({ perSecond: 1, burst: 1 }),
      now: clock.now,
      newId: someIds("turn"),
      sleep: async () => undefined,
    });
    const paced = { ...deps, turns, patienceMs: () => 0 };
    const leads = [await add(), await add(), await add()];
    for (const lead of leads) await dialLead(lead.id, paced);
    expect(posted).toHaveLength(1);
    const last = await find(leads[2] as Lead);
    expect(last).toMatchObject({ state: "ready", reason: "waits-its-turn", ringsPossible: 0 });
    clock.pass(Date.parse(last.dueAt ?? "") - clock.now().getTime());
    for (const lead of leads) await dialLead(lead.id, paced);
    expect(posted.length).toBeGreaterThanOrEqual(2);
  });

  it("is not dialled when a gate closed while it waited", async () => {
    const { store, deps, posted, clock, add, find } = aDialler();
    const lead = await add();
    const turns: CallPacer = {
      async take() {
        await store.gates.close(
          askedGate({ on: gateOn.token("main"), reason: "token-refused", account: "main" }, clock.now()),
        );
        return undefined;
      },
      slowDown: async () => undefined,
    };
    await dialLead(lead.id, { ...deps, turns });
    expect(posted).toEqual([]);
    expect(await find(lead)).toMatchObject({ state: "held", reason: "token-refused" });
  });
});

it("a lead whose account is refused again and again stops everybody's calls ever more seldom", async () => {
  const { willAnswer, add, dial, find, clock, store } = aDialler();
  const lead = await add();
  const waits: number[] = [];
  for (let refusals = 0; refusals < 6; refusals += 1) {
    willAnswer(refused("token", 403));
    await dial(lead);
    const { dueAt = "" } = await find(lead);
    waits.push((Date.parse(dueAt) - clock.now().getTime()) / minutes);
    clock.pass(Date.parse(dueAt) - clock.now().getTime());
    // Asked something harmless, Callingly says that all is well.
    for (const gate of await store.gates.all()) await store.gates.open(gate);
  }
  expect(waits).toEqual([2, 2, 2, 5, 15, 15]);
});

describe("many leads in a short time", () => {
  const from = (visitor: string | undefined, at = noon, draft = {}) => ({
    ...aLead(draft, { at }),
    ...(visitor && { visitor }),
  });

  it("F92: of one visitor of a public form are called up to ten within the hour; a person looks at the others", async () => {
    const { posted, add, dial, find, clock } = aDialler();
    const leads = await Promise.all(Array.from({ length: 12 }, () => add(from("visitor-1"))));
    for (const lead of leads) await dial(lead);
    expect(posted).toHaveLength(10);
    const held = (await Promise.all(leads.map(find))).filter(({ state }) => state === "held");
    expect(held).toMatchObject([{ reason: "crowded-visitor", dueFor: "reconcile" }, { reason: "crowded-visitor" }]);
    await dial(await add(from("visitor-2")));
    clock.pass(hours);
    await dial(await add(from("visitor-1", clock.now())));
    expect(posted).toHaveLength(12);
  });

  it("F92: of one public source are called up to five hundred within the hour, from however many visitors", async () => {
    const { posted, add, dial, find } = aDialler();
    const phone = (index: number) => `+1212555${String(2000 + index)}`;
    const leads = Array.from({ length: 502 }, (_, index) => from(`visitor-${index}`, noon, { phone: phone(index) }));
    for (const lead of leads) await dial(await add(lead));
    expect(posted).toHaveLength(500);
    expect(await find(leads[501] as Lead)).toMatchObject({ state: "held", reason: "crowded-source" });
  });

  it("F92: is decided by the hour they came in, so that an outage makes no flood of them", async () => {
    const { posted, add, dial, clock } = aDialler();
    const hour = (index: number) => new Date(noon.getTime() + index * hours);
    const leads = Array.from({ length: 18 }, (_, index) => from("visitor-1", hour(index % 3)));
    clock.pass(5 * hours);
    for (const lead of leads) await dial(await add(lead));
    expect(posted).toHaveLength(18);
  });

  it("F92: a person's word counts more, and a lead that waited its turn keeps its place", async () => {
    const { store, posted, add, dial, clock } = aDialler({
      sources: { website: { connector: "html-form", account: "main", team: 1, limits: { perHour: 1 } } },
    });
    const [first, second] = [await add(from(undefined)), await add(from(undefined))];
    await dial(first);
    await dial(second);
    await changeLead(store.leads, second.id, (current) => decided(current, { kind: "release" }, "Robin", clock.now()));
    await dial(second);
    expect(posted).toHaveLength(2);
  });

  it("are no matter for a sender that keeps its key to itself, unless the configuration says so", async () => {
    const { posted, add, dial } = aDialler();
    const door = { ...website, source: "anything" };
    const phone = (index: number) => `+1212555${String(2000 + index)}`;
    for (let index = 0; index < 120; index += 1) await dial(await add(aLead({ phone: phone(index) }, { door })));
    expect(posted).toHaveLength(120);
  });
});
