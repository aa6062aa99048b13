import { describe, expect, it } from "vitest";
import type { BridgeConfigInput } from "../../../../lambda/config/schema.ts";
import { decided } from "../../../../lambda/lead/decisions.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { printsOf } from "../../../../lambda/lead/privacy/suppression.ts";
import { TransientError } from "../../../../lambda/runtime/errors.ts";
import { type AcceptDeps, acceptLead } from "../../../../lambda/steps/accept-lead/accept-lead.ts";
import { dialLead } from "../../../../lambda/steps/dial-lead/dial-lead.ts";
import { optOut } from "../../../../lambda/steps/opt-out.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aBridge, aClock, aLog, aMeasure, aRequest, someIds } from "../../../fakes/bridge.ts";
import { unhindered } from "../../../fakes/dialling.ts";
import { minutes, noon } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { neverStopped } from "../../../fakes/never-stopped.ts";
import { takesPhone } from "../../../fakes/phones.ts";

/** Sources of two portals of one CRM's kind; one source of the first says when the calling stops. */

const KEY = "key-of-the-source";
const SEED = "a seed for tests";
const stopOn = { property: "lifecyclestage", becomes: ["lost", "do not call"] };
const door = (crm: string, settings = {}) => ({
  connector: "hubspot",
  account: "main",
  team: 19230,
  report: [crm],
  settings,
});
const config: Partial<BridgeConfigInput> = {
  crms: { hub: { connector: "hubspot" }, other: { connector: "hubspot" } },
  sources: {
    stopping: door("hub", { stopOn, doNotCall: ["no_calls"] }),
    plain: door("hub"),
    elsewhere: door("other"),
    "elsewhere-stopping": door("other", { stopOn }),
  },
};

function aTown(changes: Partial<AcceptDeps> = {}) {
  const store = memoryStore();
  const clock = aClock(noon);
  const bridge = aBridge(config);
  const rung: object[] = [];
  const limited = limitedTo("accept-lead", store);
  const log = aLog();
  const deps: AcceptDeps = {
    bridge,
    leads: limited.leads,
    records: limited.records,
    optOut: (who, word) =>
      optOut(who, word, { bridge, store: limited, seeds: async () => [SEED], now: clock.now, log }),
    secretsFor: async () => ({ keys: [KEY], values: {}, visitorKey: "visitors" }),
    now: clock.now,
    newId: someIds("accept"),
    log,
    measure: aMeasure(),
    ...changes,
  };
  const post = (source: string, vid: number, stage: string, phone = `+1212555010${vid % 10}`, noCalls = "") => {
    const properties = {
      firstname: { value: "Dana" },
      phone: { value: phone },
      lifecyclestage: { value: stage },
      no_calls: { value: noCalls },
    };
    return acceptLead(
      aRequest(`/leads/${source}/${KEY}`, {
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ vid, properties }),
      }),
      { ...deps },
    );
  };
  const dial = ({ id }: Lead) =>
    dialLead(id, {
      ...unhindered,
      bridge,
      store: limitedTo("dial-lead", store),
      callinglyFor: async () => ({
        ...neverStopped,
        tokenPrint: "t",
        createCall: async (input) => {
          rung.push(input);
          return { kind: "placed", callId: "9001" };
        },
      }),
      now: clock.now,
      newId: someIds("dial"),
      log: aLog(),
      measure: aMeasure(),
    });
  const only = () => {
    const [lead, ...others] = store.allLeads();
    if (!lead || others.length > 0) throw new Error("There is not one lead");
    return lead;
  };
  return { store, clock, deps, rung, post, dial, only };
}

describe("a CRM that closes a record", () => {
  it.each([
    ["that came from the same source", "stopping"],
    ["that came from another source of the CRM, which says nothing of stops itself", "plain"],
  ])("stops the lead %s", async (_, source) => {
    const { clock, rung, post, dial, only } = aTown();
    await post(source, 501, "lead");
    clock.pass(minutes);
    expect((await post("stopping", 501, "lost")).status).toBe(200);
    expect(only().stop).toBeDefined();
    await dial(only());
    expect(only()).toMatchObject({ state: "cancelled", reason: "record-stopped" });
    expect(rung).toEqual([]);
  });

  it("is asked about where the lead of another source of the CRM came just after", async () => {
    const { clock, post, dial, only } = aTown();
    await post("stopping", 501, "lost");
    clock.pass(minutes);
    await post("plain", 501, "lead");
    await dial(only());
    expect(only()).toMatchObject({ state: "held", reason: "record-stopped-before" });
  });

  it("puts the number on the list of those whom nobody calls, where it says that its person wants no call", async () => {
    const { store, clock, post } = aTown();
    await post("plain", 501, "lead");
    clock.pass(minutes);
    await post("stopping", 501, "lost");
    expect(await store.suppressions.any()).toBe(false);
    await post("stopping", 501, "lost", undefined, "yes");
    const [entry] = printsOf(SEED, { phones: ["+12125550101"], emails: [] });
    expect(await store.suppressions.about(entry?.print ?? "")).toMatchObject([
      { way: "crm", scope: "all", by: "stopping" },
    ]);
  });

  it("says nothing of a record with the same id in another CRM", async () => {
    const { clock, rung, post, dial, only } = aTown();
    await post("elsewhere", 501, "lead");
    clock.pass(minutes);
    await post("stopping", 501, "lost");
    await dial(only());
    expect(rung).toHaveLength(1);
  });

  it("is asked to say it again where the table is too busy, and the repeat stops all that is left", async () => {
    const { store, clock, deps, post } = aTown();
    for (const phone of ["+12125550101", "+12125550102", "+12125550103"]) await post("plain", 501, "lead", phone);
    clock.pass(minutes);
    let saves = 0;
    const { save } = deps.leads;
    const busyOnce: typeof save = async (...args) => {
      saves += 1;
      if (saves === 2) throw new TransientError("the table is too busy");
      return save(...args);
    };
    Object.assign(deps, { leads: { ...deps.leads, save: busyOnce } });
    expect((await post("stopping", 501, "lost")).status).toBeGreaterThanOrEqual(500);
    expect((await post("stopping", 501, "lost")).status).toBe(200);
    expect(store.allLeads().map(({ stop }) => stop !== undefined)).toEqual([true, true, true]);
  });

  describe("of one of the leads that share a ring", () => {
    /** Two leads of one person wait behind a pause, merged: one contact of the CRM, and another. */
    async function aSharedRing() {
      const town = aTown();
      const { store, clock, post, dial } = town;
      await post("stopping", 501, "lead");
      await post("plain", 601, "lead", "+12125550101");
      const [main, other] = store.allLeads() as [Lead, Lead];
      await takesPhone(store, main, { group: "crms/hub", now: clock.now() });
      await dial(other);
      const find = async ({ id }: Lead) => (await store.leads.find(id)) as Lead;
      expect(await find(other)).toMatchObject({ state: "merged", mergedInto: main.id });
      clock.pass(minutes);
      return { ...town, main, other, find };
    }

    it.each([
      ["the lead that rings", 501],
      ["the one that is merged into it", 601],
    ])("%s holds the ring, and a person has it made or cancels it for all", async (_, vid) => {
      for (const kind of ["release", "cancel"] as const) {
        const { store, clock, rung, post, dial, main, find } = await aSharedRing();
        await post("stopping", vid, "lost", "+12125550101");
        await dial(main);
        expect(await find(main)).toMatchObject({ state: "held", reason: "record-stopped-shared", dueFor: "reconcile" });
        clock.pass(minutes);
        await changeLead(store.leads, main.id, (current) => decided(current, { kind }, "kim", clock.now()));
        await dial(main);
        expect(await find(main)).toMatchObject({ state: kind === "cancel" ? "cancelled" : "placed" });
        expect(rung).toHaveLength(kind === "cancel" ? 0 : 1);
      }
    });

    it("and of all the others ends it", async () => {
      const { rung, post, dial, main, find } = await aSharedRing();
      await post("stopping", 601, "lost", "+12125550101");
      await post("stopping", 501, "lost");
      await dial(main);
      expect(await find(main)).toMatchObject({ state: "cancelled", reason: "record-stopped" });
      expect(rung).toEqual([]);
    });
  });
});
