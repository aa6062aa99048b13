import { describe, expect, it } from "vitest";
import type { BridgeConfigInput } from "../../../../lambda/config/schema.ts";
import type { DialOutcome } from "../../../../lambda/lead/call/dial-outcome.ts";
import { decided } from "../../../../lambda/lead/decisions.ts";
import { askedGate, gateOn } from "../../../../lambda/lead/gates.ts";
import { refOf } from "../../../../lambda/lead/identity.ts";
import { type Lead, type OptionalField, optionalFields } from "../../../../lambda/lead/lead.ts";
import { ringersOf } from "../../../../lambda/lead/phone-right.ts";
import { claimed } from "../../../../lambda/lead/states.ts";
import { TransientError } from "../../../../lambda/runtime/errors.ts";
import { suppressionCheck } from "../../../../lambda/steps/dial-lead/check-suppression.ts";
import { type DialDeps, dialLead } from "../../../../lambda/steps/dial-lead/dial-lead.ts";
import { type CallPacer, callPacer } from "../../../../lambda/steps/dial-lead/pace-calls.ts";
import { keepGates } from "../../../../lambda/steps/dial-lead/reopen-gates.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { wholeLeadText } from "../../../../operator/cli/views/leads.ts";
import { decideLead } from "../../../../operator/leads/decide-lead.ts";
import { aBridge, aClock, aLog, aMeasure, someIds } from "../../../fakes/bridge.ts";
import { unhindered } from "../../../fakes/dialling.ts";
import { aLead, fromNoon, hours, minutes, noon, seconds, website } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { neverStopped } from "../../../fakes/never-stopped.ts";
import { takesPhone } from "../../../fakes/phones.ts";
import { tieOf } from "../../../fakes/ties.ts";

const suppressionSeed = "a seed for tests";

type Posted = Record<string, unknown>;

/** Callingly, as far as a dial is concerned: answers what the test says and keeps what it was asked. */
function aDialler(config: Partial<BridgeConfigInput> = {}) {
  const store = memoryStore();
  const limited = limitedTo("dial-lead", store);
  const clock = aClock(noon);
  const log = aLog();
  const measure = aMeasure();
  const posted: Posted[] = [];
  const answers: DialOutcome[] = [];
  let token: string | undefined = "token";
  let renewed = "token";
  let timeLeft = 60 * seconds;
  const deps: DialDeps = {
    ...unhindered,
    bridge: aBridge(config),
    store: limited,
    callinglyFor: async (_account, options) =>
      token === undefined
        ? undefined
        : {
            ...neverStopped,
            tokenPrint: options?.fresh ? renewed : token,
            createCall: async (input) => {
              posted.push({ ...input });
              return (answers.shift() ?? { kind: "placed", callId: String(9000 + posted.length) }) as never;
            },
          },
    suppressionOf: suppressionCheck(limited.suppressions, async () => [suppressionSeed], aBridge(config)),
    now: clock.now,
    newId: someIds("dial"),
    timeLeftMs: () => timeLeft,
    patienceMs: () => 5 * seconds,
    log,
    measure,
  };
  return {
    store,
    clock,
    log,
    measure,
    posted,
    deps,
    willAnswer: (...outcomes: DialOutcome[]) => answers.push(...outcomes),
    /** The secret holds another token than the one that is cached. */
    renewToken: () => {
      renewed = "renewed";
    },
    loseToken: () => {
      token = undefined;
    },
    findToken: () => {
      token = "token";
    },
    setTimeLeft: (ms: number) => {
      timeLeft = ms;
    },
    /** Whatever was wrong is mended, and the gates are asked about. */
    mend: () =>
      keepGates({
        bridge: deps.bridge,
        gates: limitedTo("dial-lead", store).gates,
        callinglyFor: async () => ({
          tokenPrint: "token",
          listTeams: async () => [],
          getTeam: async () => ({}) as never,
        }),
        now: clock.now,
        log,
      }),
    add: async (lead = aLead()) => {
      await store.leads.add(lead);
      return lead;
    },
    dial: (lead: Lead) => dialLead(lead.id, deps),
    find: async (lead: Lead) => (await store.leads.find(lead.id)) as Lead,
  };
}

const refused = (
  fault: "lead" | "route" | "token" | "pace" | "request",
  status: number,
  retryAfterMs?: number,
): DialOutcome => ({
  kind: "refused",
  status,
  message: "no",
  fault,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});

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

describe("a refusal of a field that a call does not need", () => {
  const without = (...optional: OptionalField[]): DialOutcome => ({
    kind: "refused",
    status: 422,
    message: "The given data was invalid.",
    fault: "request",
    optional,
  });
  const aWholeLead = () => aLead({ phone: "+12125550123", email: "dana@exa_mple.com", category: "Roofing" });

  it("proves that nothing rang: the person is called without it, once, and the lead says so", async () => {
    const { posted, willAnswer, add, dial, find } = aDialler();
    willAnswer(without("email"));
    const lead = await add(aWholeLead());
    await dial(lead);
    expect(posted.map((input) => "email" in input)).toEqual([true, false]);
    expect(posted[1]).toMatchObject({
      phone_number: "+12125550123",
      company: "Harbor Pine LLC",
      crm_id: expect.any(Number),
    });
    const placed = await find(lead);
    expect(placed).toMatchObject({ state: "placed", ringsPossible: 1, ringsAuthorised: 1, leftOut: ["email"] });
    expect(placed.history).toContainEqual(expect.objectContaining({ state: "ready", reason: "field-refused" }));
    expect(placed.dial?.id).not.toBe("dial-1");
    expect(wholeLeadText({ lead: placed, calls: [], next: "" }, noon)).toMatch(/left out +email: Callingly refused it/);
  });

  it("replaces a refused name by one that says nothing, and gives up our own reference last", async () => {
    const { posted, willAnswer, add, dial, find } = aDialler();
    willAnswer(without("first_name", "last_name", "crm_id"), without("crm_id"));
    const lead = await add(aWholeLead());
    await dial(lead);
    expect(posted[1]).toMatchObject({ first_name: "Unknown", last_name: "Lead", crm_id: expect.any(Number) });
    expect(posted[2]).not.toHaveProperty("crm_id");
    expect(await find(lead)).toMatchObject({ state: "placed", leftOut: ["first_name", "last_name", "crm_id"] });
  });

  it("ends with a person when what is refused was not sent", async () => {
    const { posted, willAnswer, add, dial, find } = aDialler();
    willAnswer(without("email"), without("email"));
    const lead = await add(aWholeLead());
    await dial(lead);
    expect(posted).toHaveLength(2);
    expect(await find(lead)).toMatchObject({ state: "held", reason: "request-refused", ringsPossible: 0 });
  });

  it("is asked seven times more at most, however Callingly goes on refusing", async () => {
    const { posted, willAnswer, add, dial, find } = aDialler();
    for (const field of optionalFields) willAnswer(without(field));
    willAnswer(...optionalFields.map(() => without(...optionalFields)));
    const lead = await add(aWholeLead());
    await dial(lead);
    expect(posted).toHaveLength(optionalFields.length + 1);
    expect(await find(lead)).toMatchObject({ state: "held", reason: "request-refused", ringsPossible: 0 });
  });

  it("leaves the next ring's fate to be found out, should its answer be lost", async () => {
    const { willAnswer, add, dial, find } = aDialler();
    willAnswer(without("email"), { kind: "ambiguous", reason: "no answer in time" });
    const lead = await add(aWholeLead());
    await dial(lead);
    expect(await find(lead)).toMatchObject({ state: "unknown", ringsPossible: 1, leftOut: ["email"] });
  });

  it("fails the lead when the phone is refused without it as well", async () => {
    const { willAnswer, add, dial, find } = aDialler();
    willAnswer(without("email"), refused("lead", 422));
    const lead = await add(aWholeLead());
    await dial(lead);
    expect(await find(lead)).toMatchObject({ state: "failed", reason: "phone-refused", ringsPossible: 0 });
  });

  const filtered: DialOutcome = {
    kind: "refused",
    status: 403,
    message: "HTTP 403",
    fault: "token",
    optional: ["email", "company", "category", "first_name", "last_name"],
  };

  it("by a filter before Callingly closes no gate: the person is called without what they typed", async () => {
    const { posted, willAnswer, add, dial, find, store } = aDialler();
    willAnswer(filtered);
    const lead = await add(aWholeLead());
    await dial(lead);
    expect(posted[1]).toMatchObject({
      phone_number: "+12125550123",
      first_name: "Unknown",
      crm_id: expect.any(Number),
    });
    expect(await find(lead)).toMatchObject({ state: "placed", leftOut: filtered.optional });
    expect(await store.gates.all()).toEqual([]);
  });

  it("that comes for what nobody typed as well is the account's, and the person keeps their name", async () => {
    const { posted, willAnswer, add, dial, find, store } = aDialler();
    willAnswer(filtered, filtered);
    const lead = await add(aWholeLead());
    await dial(lead);
    expect(posted).toHaveLength(2);
    expect(await find(lead)).toMatchObject({ state: "held", reason: "account-refused", dueFor: "dial-lead" });
    expect((await find(lead)).leftOut).toBeUndefined();
    expect(await store.gates.all()).toMatchObject([{ on: "access/main", reason: "account-refused" }]);
  });

  it("waits for the next worker when too little time is left, and is then called without it", async () => {
    const { posted, willAnswer, add, dial, find, setTimeLeft, deps } = aDialler();
    willAnswer(without("email"));
    const lead = await add(aWholeLead());
    const measured: number[] = [];
    const impatient: DialDeps = {
      ...deps,
      log: () => {
        if (measured.push(1) === 1) setTimeLeft(0);
      },
    };
    await dialLead(lead.id, impatient);
    expect(posted).toHaveLength(1);
    expect(await find(lead)).toMatchObject({ state: "ready", reason: "field-refused", dueFor: "dial-lead" });
    setTimeLeft(60 * seconds);
    await dial(lead);
    expect(posted[1]).not.toHaveProperty("email");
    expect(await find(lead)).toMatchObject({ state: "placed" });
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
