import { describe, expect, it } from "vitest";
import type { PostOutcome } from "../../../../lambda/callingly/outcome.ts";
import type { BridgeConfigInput } from "../../../../lambda/config/schema.ts";
import { refusalOf } from "../../../../lambda/lead/decisions.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { printsOf } from "../../../../lambda/lead/privacy/suppression.ts";
import { takenOver } from "../../../../lambda/lead/repeat.ts";
import { folded, held, lookedUp, placed } from "../../../../lambda/lead/states.ts";
import { stoppedBy } from "../../../../lambda/lead/stop.ts";
import { suppressionCheck } from "../../../../lambda/steps/dial-lead/check-suppression.ts";
import { type DialDeps, dialLead } from "../../../../lambda/steps/dial-lead/dial-lead.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { decideLead } from "../../../../operator/leads/decide-lead.ts";
import { aBridge, aClock, aLog, aMeasure, noPace, someIds } from "../../../fakes/bridge.ts";
import { unhindered } from "../../../fakes/dialling.ts";
import { aLead, minutes, noon, website } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { neverStopped } from "../../../fakes/never-stopped.ts";
import { takesPhone } from "../../../fakes/phones.ts";
import { aWord } from "../../../fakes/suppressions.ts";

const PHONE = "+12125550123";

const twoBusinesses: Partial<BridgeConfigInput> = {
  crms: {
    solarco: { connector: "webhook", settings: { url: "https://solar.example.com/r" } },
    roofco: { connector: "webhook", settings: { url: "https://roof.example.com/r" } },
  },
  sources: {
    solar: { connector: "json", account: "main", team: 1, report: ["solarco"] },
    roof: { connector: "json", account: "main", team: 2, report: ["roofco"] },
    "roof-ads": { connector: "json", account: "main", team: 2, report: ["roofco"] },
  },
};

function aWorld(config: Partial<BridgeConfigInput> = twoBusinesses) {
  const store = memoryStore();
  const clock = aClock(noon);
  const rung: { phone: string; source: string | undefined }[] = [];
  const answers: PostOutcome[] = [];
  const deps: DialDeps = {
    ...unhindered,
    bridge: aBridge(config),
    store: limitedTo("dial-lead", store),
    callinglyFor: async () => ({
      ...neverStopped,
      tokenPrint: "t",
      createCall: async ({ phone_number, source }) => {
        rung.push({ phone: phone_number, source });
        return answers.shift() ?? { kind: "placed", callId: String(9000 + rung.length) };
      },
    }),
    now: clock.now,
    newId: someIds("id"),
    log: aLog(),
    measure: aMeasure(),
  };
  const comes = async (source: string): Promise<Lead> => {
    const lead = aLead({ phone: PHONE }, { door: { ...website, source }, at: clock.now() });
    await store.leads.add(lead);
    return lead;
  };
  const find = async ({ id }: Lead) => {
    const lead = await store.leads.find(id);
    if (!lead) throw new Error("The lead is gone");
    return lead;
  };
  const ends = ({ id }: Lead) =>
    changeLead(store.leads, id, (current) =>
      folded(current, { callId: current.callId ?? "9001", outcome: "contacted", final: true }, clock.now()),
    );
  return { store, clock, rung, answers, deps, comes, find, ends, dial: ({ id }: Lead) => dialLead(id, deps) };
}

const iso = (at: Date): string => at.toISOString();
const refused: PostOutcome = { kind: "refused", status: 422, message: "email", fault: "request", fieldErrors: {} };
const ambiguous: PostOutcome = { kind: "ambiguous", reason: "no answer in time" };

describe("a person whose first lead was stopped by its CRM", () => {
  it("is rung for a new one, which does not end with the first", async () => {
    const { store, clock, rung, comes, find, dial } = aWorld();
    const first = await comes("roof");
    await takesPhone(store, first, { group: "crms/roofco" });
    clock.pass(minutes);
    await changeLead(store.leads, first.id, (current) => stoppedBy(current, clock.now(), clock.now()));
    const second = await comes("roof-ads");
    await dial(second);
    expect(await find(second)).toMatchObject({ state: "ready", reason: "same-phone-waits" });
    await dial(first);
    expect(await find(first)).toMatchObject({ state: "cancelled", reason: "record-stopped" });
    clock.pass(minutes);
    await dial(second);
    expect(await find(second)).toMatchObject({ state: "placed" });
    expect(rung).toHaveLength(1);
  });
});

describe("one person who asks two businesses", () => {
  it("is rung by both, by the second when the first's call has been told", async () => {
    const { comes, dial, find, ends, rung, clock } = aWorld();
    const [solar, roof] = [await comes("solar"), await comes("roof")];
    await dial(solar);
    await dial(roof);
    expect(await find(roof)).toMatchObject({ state: "ready", reason: "same-phone-waits", dueFor: "dial-lead" });
    clock.pass(minutes);
    await dial(roof);
    expect(rung).toHaveLength(1);
    await ends(solar);
    clock.pass(minutes);
    await dial(roof);
    expect(rung.map(({ source }) => source)).toEqual(["solar", "roof"]);
    expect(await find(roof)).toMatchObject({ state: "placed", merged: [] });
    expect(await find(solar)).toMatchObject({ state: "completed", merged: [] });
  });

  it("is rung once by each, however many leads of a business there are", async () => {
    const { comes, dial, find, ends, rung, clock } = aWorld();
    const [solar, roof] = [await comes("solar"), await comes("roof")];
    await dial(solar);
    await ends(solar);
    await dial(roof);
    await ends(roof);
    const [again, ads] = [await comes("solar"), await comes("roof-ads")];
    clock.pass(10 * minutes);
    await dial(again);
    await dial(ads);
    expect(rung).toHaveLength(2);
    expect(await find(again)).toMatchObject({ state: "merged", mergedInto: solar.id });
    expect(await find(ads)).toMatchObject({ state: "merged", mergedInto: roof.id });
  });

  it("is never rung by both at the same moment, though both leads come at the same moment", async () => {
    const { comes, dial, rung, find } = aWorld();
    const leads = [await comes("solar"), await comes("roof")];
    await Promise.all(leads.map(dial));
    expect(rung).toHaveLength(1);
    expect((await Promise.all(leads.map(find))).map(({ state }) => state).toSorted()).toEqual(["placed", "ready"]);
  });

  it("is not rung by one while the other waits for its turn, though a rule had held both until now", async () => {
    const { comes, deps, store, rung, find } = aWorld();
    const [solar, roof] = [await comes("solar"), await comes("roof")];
    for (const { id } of [solar, roof]) {
      const barred = await changeLead(store.leads, id, (lead) => held(lead, "paused", noon, { for: "rule" }));
      await changeLead(store.leads, id, () => barred && { ...barred, dueAt: iso(noon) });
    }
    let goOn = (): void => undefined;
    const turn = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let isAsked = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    const take = async () => {
      isAsked();
      await turn;
      return undefined;
    };
    const first = dialLead(solar.id, { ...deps, turns: { ...noPace, take } });
    await asked;
    await dialLead(roof.id, deps);
    expect(rung).toEqual([]);
    expect(await find(roof)).toMatchObject({ reason: "same-phone-waits" });
    goOn();
    await first;
    expect(rung.map(({ source }) => source)).toEqual(["solar"]);
  });

  it.each(["unknown", "placed"] as const)("waits while the first's dial is %s", async (state) => {
    const { comes, dial, find, answers, rung } = aWorld();
    const [solar, roof] = [await comes("solar"), await comes("roof")];
    if (state === "unknown") answers.push(ambiguous);
    await dial(solar);
    expect((await find(solar)).state).toBe(state);
    await dial(roof);
    expect(await find(roof)).toMatchObject({ state: "ready", reason: "same-phone-waits" });
    expect(rung).toHaveLength(1);
  });

  it("waits for a person where a person is to decide about the first, and rings when both have been decided about", async () => {
    const { store, comes, dial, find, answers, rung, clock, deps } = aWorld();
    const [solar, roof] = [await comes("solar"), await comes("roof")];
    answers.push(ambiguous);
    await dial(solar);
    await changeLead(store.leads, solar.id, (current) => lookedUp(current, { kind: "several" }, "review", clock.now()));
    await dial(roof);
    expect(await find(roof)).toMatchObject({ state: "held", reason: "same-phone-review", dueFor: "reconcile" });
    await decideLead(roof.id, { kind: "release" }, "Robin Ashby", deps);
    await dial(roof);
    expect(await find(roof)).toMatchObject({ state: "held", reason: "same-phone-review" });
    clock.pass(20 * minutes);
    await decideLead(solar.id, { kind: "cancel" }, "Robin Ashby", deps);
    await decideLead(roof.id, { kind: "release" }, "Robin Ashby", deps);
    await dial(roof);
    expect(rung).toHaveLength(2);
  });

  it("waits a while for a dial that a person cancelled before its fate was known", async () => {
    const { comes, dial, find, answers, rung, clock, deps } = aWorld();
    const [solar, roof] = [await comes("solar"), await comes("roof")];
    answers.push(ambiguous);
    await dial(solar);
    await decideLead(solar.id, { kind: "cancel" }, "Robin Ashby", deps);
    await dial(roof);
    expect(await find(roof)).toMatchObject({ state: "ready", reason: "same-phone-waits" });
    clock.pass(10 * minutes);
    await dial(roof);
    expect(rung).toHaveLength(2);
  });

  it("does not wait for a lead that is held, nor for one that waits its turn no more", async () => {
    const { comes, dial, answers, rung } = aWorld();
    const [solar, roof] = [await comes("solar"), await comes("roof")];
    answers.push(refused);
    await dial(solar);
    await dial(roof);
    expect(rung.map(({ source }) => source)).toEqual(["solar", "roof"]);
  });

  it("is rung once where the sources name one group", async () => {
    const { solar, roof, ...others } = twoBusinesses.sources ?? {};
    if (!solar || !roof) throw new Error("There are two businesses");
    const sources = { ...others, solar: { ...solar, group: "homes" }, roof: { ...roof, group: "homes" } };
    const { comes, dial, find, rung } = aWorld({ ...twoBusinesses, sources });
    const [first, second] = [await comes("solar"), await comes("roof")];
    await dial(first);
    await dial(second);
    expect(rung).toHaveLength(1);
    expect(await find(second)).toMatchObject({ state: "merged", mergedInto: first.id });
  });

  it("is told apart by the team where the sources report to nobody", async () => {
    const source = { connector: "json", account: "main" };
    const sources = { a: { ...source, team: 1 }, b: { ...source, team: 1 }, c: { ...source, team: 2 } };
    const bridge = aBridge({ sources });
    const group = (name: string) => bridge.groupOf(aLead({}, { door: { ...website, source: name } }));
    expect(group("a")).toBe(group("b"));
    expect(group("a")).not.toBe(group("c"));
  });
});

describe("a lead that is held, and its number is corrected", () => {
  const corrected = { kind: "release", phone: "+14155552671" } as const;

  /** The first held the phone as it waited its turn; then Callingly refused it, and a person looks. */
  async function heldWithMerged() {
    const world = aWorld();
    const { comes, dial, answers, deps, clock } = world;
    const [first, second, third] = [await comes("solar"), await comes("solar"), await comes("solar")];
    const turns = { ...noPace, take: async () => new Date(clock.now().getTime() + minutes) };
    await dialLead(first.id, { ...deps, turns });
    await dial(second);
    await dial(third);
    clock.pass(minutes);
    answers.push(refused);
    await dial(first);
    return { ...world, first, second, third };
  }

  it("frees those that were merged into it: each number rings once", async () => {
    const { first, second, third, find, dial, rung, deps } = await heldWithMerged();
    expect((await find(second)).state).toBe("merged");
    await decideLead(first.id, corrected, "Robin Ashby", deps);
    expect(await find(first)).toMatchObject({ state: "ready", merged: [], person: { phone: "+14155552671" } });
    for (const lead of [first, second, third, first, second, third]) await dial(lead);
    expect(rung.slice(1).map(({ phone }) => phone)).toEqual(["+14155552671", PHONE]);
    expect(await find(second)).toMatchObject({ state: "placed", merged: [third.id] });
    expect((await find(second)).mergedInto).toBeUndefined();
    expect(await find(third)).toMatchObject({ state: "merged", mergedInto: second.id });
  });

  it("loses nobody and rings nobody twice, wherever the decision breaks off, when it is taken again", async () => {
    for (let writes = 0; writes < 6; writes += 1) {
      const { store, first, second, third, find, dial, rung, deps } = await heldWithMerged();
      let left = writes;
      const save: typeof store.leads.save = async (next) => {
        if (left === 0) throw new Error("the worker dies");
        left -= 1;
        return store.leads.save(next);
      };
      const dying = { ...deps, store: { ...deps.store, leads: { ...deps.store.leads, save } } };
      await decideLead(first.id, corrected, "Robin Ashby", dying).catch(() => undefined);
      // The others ring before the person comes back.
      for (const lead of [second, third]) await dial(lead);
      await decideLead(first.id, corrected, "Robin Ashby", deps);
      for (const lead of [first, second, third]) await dial(lead);
      expect(
        rung
          .slice(1)
          .map(({ phone }) => phone)
          .toSorted(),
      ).toEqual([PHONE, "+14155552671"]);
      const all = await Promise.all([first, second, third].map(find));
      expect(all.map(({ state }) => state).toSorted()).toEqual(["merged", "placed", "placed"]);
      expect(all[0]).toMatchObject({ person: { phone: "+14155552671" }, merged: [] });
    }
  });

  it("is not corrected once its number may have rung for the others too; the way out is named", async () => {
    const { comes, dial, find, ends, deps, clock } = aWorld();
    const [first, second] = [await comes("solar"), await comes("solar")];
    await dial(first);
    await dial(second);
    await ends(first);
    await decideLead(first.id, { kind: "call-again" }, "Robin Ashby", deps);
    const paused = { ...deps, bridge: { ...deps.bridge, policies: { ...deps.bridge.policies, paused: true } } };
    await dialLead(first.id, paused);
    expect(await find(first)).toMatchObject({ state: "held", reason: "paused", merged: [second.id] });
    expect(refusalOf(await find(first), corrected)).toContain("enter the lead again");
    expect(await decideLead(first.id, corrected, "Robin Ashby", deps)).toBeUndefined();
    expect(await find(first)).toMatchObject({ state: "held", merged: [second.id], person: { phone: PHONE } });
    expect((await decideLead(first.id, { kind: "release" }, "Robin Ashby", deps))?.state).toBe("ready");
    expect(clock.now()).toEqual(noon);
  });
});

describe("the right to ring", () => {
  /** A store on which what a worker asks of the phones waits until it is let go. */
  function slow(deps: DialDeps) {
    let letGo = () => {};
    const gone = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const { phones } = deps.store;
    const late = async (account: string, phone: string) => {
      await gone;
      return phones.find(account, phone);
    };
    return { letGo, deps: { ...deps, store: { ...deps.store, phones: { ...phones, find: late } } } };
  }

  it("that is given back late is not the newer one, which the lead has taken since by a person's word", async () => {
    const { comes, dial, find, answers, rung, deps } = aWorld();
    const [first, second] = [await comes("solar"), await comes("solar")];
    answers.push(refused);
    const held = slow(deps);
    const late = dialLead(first.id, held.deps);
    await expect.poll(async () => (await find(first)).state).toBe("held");
    await decideLead(first.id, { kind: "release" }, "Robin Ashby", deps);
    await dial(first);
    held.letGo();
    await late;
    await dial(second);
    expect(rung).toHaveLength(2);
    expect((await find(second)).state).toBe("merged");
  });

  it("is not given back by a write that follows an older one", async () => {
    const { store, comes, dial, find, rung } = aWorld();
    const [first, second] = [await comes("solar"), await comes("solar")];
    await dial(first);
    const seen = await store.phones.find("main", PHONE);
    await store.phones.save({ ...(seen as NonNullable<typeof seen>), writeId: "newer" }, seen?.writeId);
    expect(await store.phones.remove(seen as NonNullable<typeof seen>)).toBe(false);
    await dial(second);
    expect(rung).toHaveLength(1);
    expect((await find(second)).state).toBe("merged");
  });

  it("is not taken by a worker that knows the lead as it was before others moved it", async () => {
    const { store, comes, deps, rung, find, dial, clock } = aWorld();
    const lead = await comes("solar");
    await dial(lead);
    const { state, revision } = await find(lead);
    await dialLead(lead, deps);
    expect(rung).toHaveLength(1);
    expect(await find(lead)).toMatchObject({ state, revision });
    expect((await store.phones.find("main", PHONE))?.groups["crms/solarco"]).toMatchObject({ leadId: lead.id });
    expect(placed(await find(lead), undefined, clock.now())).toBeUndefined();
  });

  it.each([
    ["refuses", refused, "held"],
    ["fails", { ...refused, fault: "lead" }, "failed"],
  ] as const)("is kept by a lead that rang, though Callingly %s a second ring of it", async (_, answer, state) => {
    const { comes, dial, find, ends, answers, rung, clock, deps } = aWorld();
    const [first, second] = [await comes("solar"), await comes("solar")];
    await dial(first);
    await ends(first);
    clock.pass(minutes);
    await decideLead(first.id, { kind: "call-again" }, "Robin Ashby", deps);
    answers.push(answer);
    await dial(first);
    expect(await find(first)).toMatchObject({ state, ringsPossible: 1 });
    await dial(second);
    expect(rung).toHaveLength(2);
    expect(await find(second)).toMatchObject({ state: "merged", mergedInto: first.id });
    // From the ring on, not from the second wish.
    clock.pass(24 * 60 * minutes - minutes);
    await dial(await comes("solar"));
    expect(rung).toHaveLength(3);
  });

  it("is kept by a lead that rang, though calls are paused before it may ring again", async () => {
    const { comes, dial, find, ends, rung, clock, deps } = aWorld();
    const first = await comes("solar");
    await dial(first);
    await ends(first);
    clock.pass(minutes);
    await decideLead(first.id, { kind: "call-again" }, "Robin Ashby", deps);
    await dialLead(first.id, {
      ...deps,
      bridge: { ...deps.bridge, policies: { ...deps.bridge.policies, paused: true } },
    });
    expect(await find(first)).toMatchObject({ state: "held", reason: "paused" });
    const second = await comes("solar");
    await dial(second);
    expect(rung).toHaveLength(1);
    expect(await find(second)).toMatchObject({ state: "merged", mergedInto: first.id });
  });

  it("is given back by a lead that rang long ago", async () => {
    const { comes, dial, find, ends, answers, rung, clock, deps } = aWorld();
    const first = await comes("solar");
    await dial(first);
    await ends(first);
    clock.pass(25 * 60 * minutes);
    await decideLead(first.id, { kind: "call-again" }, "Robin Ashby", deps);
    answers.push(refused);
    await dial(first);
    expect(await find(first)).toMatchObject({ state: "held", ringsPossible: 1 });
    await dial(await comes("solar"));
    expect(rung).toHaveLength(3);
  });

  it("that is over rings nobody who may still be talking", async () => {
    const { comes, dial, find, ends, rung, clock } = aWorld({ ...twoBusinesses, policies: { phoneWindowHours: 0.2 } });
    const [first, second] = [await comes("solar"), await comes("solar")];
    await dial(first);
    clock.pass(15 * minutes);
    await dial(second);
    expect(await find(second)).toMatchObject({ state: "ready", reason: "same-phone-waits" });
    await ends(first);
    clock.pass(minutes);
    await dial(second);
    expect(rung).toHaveLength(2);
  });

  it("that is over is free once no call can have lasted so long", async () => {
    const { comes, dial, rung, clock } = aWorld({ ...twoBusinesses, policies: { phoneWindowHours: 1 } });
    await dial(await comes("solar"));
    clock.pass(4 * 60 * minutes);
    await dial(await comes("solar"));
    expect(rung).toHaveLength(2);
  });

  it("cannot be shorter than a dial and the time until its call shows", () => {
    expect(() => aBridge({ policies: { phoneWindowHours: 0.001 } })).toThrow(
      "policies.phoneWindowHours: use 0.2 or more",
    );
    expect(aBridge({ policies: { phoneWindowHours: 0.2 } }).phoneWindowMs).toBe(12 * minutes);
  });
});

describe("a person's word about a phone", () => {
  const cancel = { kind: "cancel" } as const;
  const release = { kind: "release" } as const;
  const by = "Robin Ashby";

  it("that a lead is not to ring holds for the same person under another e-mail address, until they release it", async () => {
    const { comes, dial, find, rung, clock, deps } = aWorld();
    const [first, before] = [await comes("solar"), await comes("solar")];
    clock.pass(minutes);
    await decideLead(first.id, cancel, by, deps);
    clock.pass(20 * minutes);
    const again = await comes("solar");
    await dial(again);
    expect(rung).toEqual([]);
    expect(await find(again)).toMatchObject({ state: "held", reason: "asked-again", dueFor: "reconcile" });
    clock.pass(minutes);
    await decideLead(again.id, release, by, deps);
    await dial(again);
    expect(rung).toHaveLength(1);
    // Who had asked before the word was not meant by it.
    await dial(before);
    expect(await find(before)).toMatchObject({ state: "merged", mergedInto: again.id });
  });

  it("does not hold for a lead that came before it, nor for another business, nor for ever", async () => {
    const { comes, dial, rung, clock, deps } = aWorld();
    const [first, before] = [await comes("solar"), await comes("solar")];
    clock.pass(minutes);
    await decideLead(first.id, cancel, by, deps);
    clock.pass(minutes);
    await dial(before);
    expect(rung).toHaveLength(1);
    const other = aWorld();
    const cancelled = await other.comes("solar");
    await decideLead(cancelled.id, cancel, by, other.deps);
    other.clock.pass(minutes);
    const roof = await other.comes("roof");
    await other.dial(roof);
    expect(other.rung.map(({ source }) => source)).toEqual(["roof"]);
    await other.ends(roof);
    other.clock.pass(25 * 60 * minutes);
    await other.dial(await other.comes("solar"));
    expect(other.rung.map(({ source }) => source)).toEqual(["roof", "solar"]);
  });

  it("holds while the one that was cancelled waits for a word anew", async () => {
    const { store, comes, dial, find, rung, clock, deps } = aWorld();
    const first = await comes("solar");
    clock.pass(minutes);
    await decideLead(first.id, cancel, by, deps);
    clock.pass(minutes);
    const repeat = { ...first, acceptId: "anew", receivedAt: iso(clock.now()) };
    await changeLead(store.leads, first.id, (current) =>
      takenOver(current, repeat, { fromStrangers: true }, clock.now()),
    );
    expect(await find(first)).toMatchObject({ state: "held", reason: "asked-again" });
    const again = await comes("solar");
    await dial(again);
    expect(await find(again)).toMatchObject({ state: "held", reason: "asked-again" });
    clock.pass(minutes);
    await decideLead(first.id, cancel, by, deps);
    await dial(again);
    expect(rung).toEqual([]);
    await decideLead(again.id, release, by, deps);
    await dial(again);
    expect(rung).toHaveLength(1);
  });

  it("leaves another business that is about to ring on the line", async () => {
    const { store, comes, find, rung, clock, deps } = aWorld();
    const [solar, roof] = [await comes("solar"), await comes("roof")];
    const turns = { ...noPace, take: async () => new Date(clock.now().getTime() + minutes) };
    await dialLead(roof.id, { ...deps, turns });
    await decideLead(solar.id, cancel, by, deps);
    expect(await store.phones.find("main", PHONE)).toMatchObject({ onLine: roof.id });
    expect(rung).toEqual([]);
    expect(await find(roof)).toMatchObject({ reason: "waits-its-turn" });
  });

  it("that a lead is to ring overrules the one that was cancelled, once that can no longer be ringing", async () => {
    const { comes, dial, find, answers, rung, clock, deps } = aWorld();
    const first = await comes("solar");
    answers.push(ambiguous);
    await dial(first);
    await decideLead(first.id, cancel, by, deps);
    clock.pass(minutes);
    const again = await comes("solar");
    await dial(again);
    expect(await find(again)).toMatchObject({ state: "held", reason: "same-phone-cancelled" });
    clock.pass(minutes);
    await decideLead(again.id, release, by, deps);
    await dial(again);
    expect(await find(again)).toMatchObject({ state: "ready", reason: "same-phone-waits" });
    clock.pass(10 * minutes);
    await dial(again);
    expect(await find(again)).toMatchObject({ state: "placed" });
    expect(rung).toHaveLength(2);
  });

  it("said of many leads at once rings once", async () => {
    const { comes, dial, find, answers, rung, clock, deps } = aWorld();
    const first = await comes("solar");
    answers.push(ambiguous);
    await dial(first);
    await decideLead(first.id, cancel, by, deps);
    clock.pass(20 * minutes);
    const leads = [await comes("solar"), await comes("solar"), await comes("solar")];
    for (const lead of leads) await dial(lead);
    clock.pass(minutes);
    for (const { id } of leads) await decideLead(id, release, by, deps);
    clock.pass(1);
    for (const lead of leads) await dial(lead);
    expect(rung).toHaveLength(2);
    expect((await Promise.all(leads.map(find))).map(({ state }) => state)).toEqual(["placed", "merged", "merged"]);
  });

  it("that a lead is to ring once more, said again where another lead's call was in the way, is enough", async () => {
    const { comes, dial, find, ends, rung, clock, deps } = aWorld();
    const first = await comes("solar");
    await dial(first);
    await ends(first);
    clock.pass(25 * 60 * minutes);
    const second = await comes("solar");
    await dial(second);
    clock.pass(minutes);
    await decideLead(first.id, { kind: "call-again" }, by, deps);
    await dial(first);
    expect(await find(first)).toMatchObject({ state: "held", reason: "same-phone" });
    clock.pass(minutes);
    await decideLead(first.id, release, by, deps);
    await dial(first);
    expect(await find(first)).toMatchObject({ state: "ready", reason: "same-phone-waits" });
    await changeLead(deps.store.leads, second.id, (current) =>
      folded(current, { callId: "9002", outcome: "contacted", final: true }, clock.now()),
    );
    clock.pass(minutes);
    await dial(first);
    expect(rung).toHaveLength(3);
  });
});

describe("a configuration that divides the sources into other groups", () => {
  const more = { connector: "webhook", settings: { url: "https://more.example.com/r" } };
  const { solar, roof } = twoBusinesses.sources ?? {};
  if (!solar || !roof) throw new Error("There are two businesses");
  const changed = {
    crms: { ...twoBusinesses.crms, more },
    sources: { ...twoBusinesses.sources, solar: { ...solar, report: ["solarco", "more"] } },
  };
  const renamed = { ...twoBusinesses, sources: { ...twoBusinesses.sources, solar: { ...solar, group: "sun" } } };
  const joined = {
    ...twoBusinesses,
    sources: { solar: { ...solar, group: "homes" }, roof: { ...roof, group: "homes" } },
  };

  it.each([
    ["reports to one more CRM", "solar", changed],
    ["gives the group a name", "solar", renamed],
    ["makes two businesses one", "roof", joined],
  ])("rings nobody again who was rung before: it %s", async (_, source, config) => {
    const { store, comes, dial, ends, find, rung, clock, deps } = aWorld();
    const first = await comes("solar");
    await dial(first);
    await ends(first);
    clock.pass(10 * minutes);
    const again = await comes(source);
    await dialLead(again.id, { ...deps, bridge: aBridge(config) });
    expect(rung).toHaveLength(1);
    expect(await find(again)).toMatchObject({ state: "merged", mergedInto: first.id });
    expect(await store.phones.find("main", PHONE)).toMatchObject({ onLine: first.id });
  });

  it("lets what is another business now ring for itself, and forgets nobody's ring", async () => {
    const one = aWorld(joined);
    const first = await one.comes("solar");
    await one.dial(first);
    await one.ends(first);
    one.clock.pass(10 * minutes);
    // Roof keeps the name of the group that both had.
    const sources = { solar, roof: { ...roof, group: "homes" } };
    const apart = { ...one.deps, bridge: aBridge({ ...twoBusinesses, sources }) };
    const second = await one.comes("roof");
    await dialLead(second.id, apart);
    expect(one.rung.map(({ source }) => source)).toEqual(["solar", "roof"]);
    expect(await one.find(first)).toMatchObject({ merged: [] });
    await changeLead(one.store.leads, second.id, (current) =>
      folded(current, { callId: "9002", outcome: "contacted", final: true }, one.clock.now()),
    );
    const again = await one.comes("solar");
    await dialLead(again.id, apart);
    expect(one.rung).toHaveLength(2);
    expect(await one.find(again)).toMatchObject({ state: "merged", mergedInto: first.id });
  });

  it("goes by the name that a right was taken under where the source is gone", async () => {
    const { comes, dial, ends, rung, clock, deps } = aWorld();
    const first = await comes("roof-ads");
    await dial(first);
    await ends(first);
    clock.pass(10 * minutes);
    const again = await comes("roof");
    await dialLead(again.id, { ...deps, bridge: aBridge({ ...twoBusinesses, sources: { solar, roof } }) });
    expect(rung).toHaveLength(1);
  });
});

describe("an account that is renamed, and keeps its id", () => {
  const renamed: Partial<BridgeConfigInput> = {
    accounts: { headquarters: { id: "main", timeZone: "UTC" } },
    sources: { website: { connector: "html-form", account: "headquarters", team: 1, report: ["demo"] } },
  };

  it("rings nobody again who was rung, or was forgotten, under its first name", async () => {
    const { store, deps, comes, dial, find, rung, clock } = aWorld({});
    const seed = "a seed for the test";
    const forgotten = "+14155552671";
    for (const { print, of } of printsOf(seed, { phones: [forgotten], emails: [] })) {
      await store.suppressions.add(aWord({ print, of, way: "forgotten", scope: "account/main" }));
    }
    const before = await comes("website");
    await dial(before);
    const bridge = aBridge(renamed);
    const account = bridge.source("website")?.account ?? "";
    const suppressionOf = suppressionCheck(store.suppressions, async () => [seed], bridge);
    const after: DialDeps = { ...deps, bridge, suppressionOf };
    clock.pass(10 * minutes);
    const door = { ...website, account };
    const [again, back] = [
      aLead({ phone: PHONE }, { door, at: clock.now() }),
      aLead({ phone: forgotten }, { door, at: clock.now() }),
    ];
    for (const lead of [again, back]) {
      await store.leads.add(lead);
      await dialLead(lead.id, after);
    }
    expect(rung).toHaveLength(1);
    expect(await find(again)).toMatchObject({ state: "merged", mergedInto: before.id });
    expect(await find(back)).toMatchObject({ state: "suppressed" });
  });
});
