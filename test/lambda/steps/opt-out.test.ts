import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { atSource, everywhere, type Word } from "../../../lambda/lead/privacy/suppression.ts";
import { suppressionCheck } from "../../../lambda/steps/dial-lead/check-suppression.ts";
import { type DialDeps, dialLead } from "../../../lambda/steps/dial-lead/dial-lead.ts";
import { dialDue } from "../../../lambda/steps/dial-lead/dial-leads.ts";
import { optOut } from "../../../lambda/steps/opt-out.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import type { Store } from "../../../lambda/store/store.ts";
import { everyOne } from "../../../operator/restored/compare.ts";
import { aBridge, aClock, aLog, aMeasure, someIds } from "../../fakes/bridge.ts";
import { unhindered } from "../../fakes/dialling.ts";
import { inTurns, type Party } from "../../fakes/in-turns.ts";
import { aLead, minutes, noon, website } from "../../fakes/leads.ts";
import { limitedTo } from "../../fakes/limited-store.ts";
import { neverStopped } from "../../fakes/never-stopped.ts";
import { takesPhone } from "../../fakes/phones.ts";

const PHONE = "+12125550123";
const word: Word = { way: "opt-out", scope: everywhere, by: "website" };

function aWorld() {
  const store = memoryStore();
  const bridge = aBridge({
    sources: {
      website: { connector: "html-form", account: "main", team: 19230, group: "solar" },
      landing: { connector: "html-form", account: "main", team: 19230, group: "solar" },
      roofs: { connector: "html-form", account: "main", team: 19230, group: "roofs" },
    },
  });
  const clock = aClock(noon);
  const log = aLog();
  const seeds = async () => ["a seed for tests"];
  const events: string[] = [];
  const suppress = async (own: Store = limitedTo("accept-lead", store), said = word, phones = [PHONE]) => {
    await optOut({ phones, emails: [] }, said, { bridge, store: own, seeds, now: clock.now, log });
    events.push("acknowledged");
  };
  const dialler = (own: Store = limitedTo("dial-lead", store)) =>
    ({
      ...unhindered,
      bridge,
      store: {
        ...own,
        leads: {
          ...own.leads,
          async save(next: Lead) {
            const isSaved = await own.leads.save(next);
            if (isSaved && next.state === "dialing") events.push("claimed");
            return isSaved;
          },
        },
      },
      callinglyFor: async () => ({
        ...neverStopped,
        listTeams: async () => [],
        getTeam: () => Promise.reject(new Error("no gate was closed")),
        tokenPrint: "t",
        createCall: async () => {
          events.push("rung");
          return { kind: "placed", callId: "9001" };
        },
      }),
      suppressionOf: suppressionCheck(own.suppressions, seeds, bridge),
      now: clock.now,
      newId: someIds("id"),
      log,
      measure: aMeasure(),
    }) satisfies DialDeps;
  const comes = async (source = "website", phone = PHONE) => {
    const lead = aLead({ phone }, { door: { ...website, source }, at: clock.now() });
    await store.leads.add(lead);
    return lead;
  };
  const find = async ({ id }: Lead) => (await store.leads.find(id)) as Lead;
  const dial = async (lead: Lead) => {
    await dialLead(lead.id, dialler());
    return find(lead);
  };
  /** The next minute's tick. */
  const tick = () => dialDue({ ...dialler(), sleep: async () => undefined });
  return { store, clock, events, suppress, dialler, comes, find, dial, tick };
}

/** Either nobody was rung and the lead says why, or it rang and Callingly is about to be told. */
const isStopped = ({ state, reason, stop }: Lead, events: readonly string[]): boolean =>
  events.includes("rung") ? stop?.optOut === "all" : state === "suppressed" && reason === "opted-out";

/** Who has the next turn: by lot, or one after the other but for one change. */
const schedule = fc.oneof(
  fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
  fc.nat({ max: 20 }).map((first) => Array.from({ length: 30 }, (_, turn) => turn < first)),
);

describe("a word that comes between accepting and dialling a lead", () => {
  it("F54: counts in whatever order the two workers ask the table, also between the rules and the claim", async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (turns) => {
        const { store, events, suppress, dialler, comes, find } = aWorld();
        const lead = await comes();
        const dials: Party = (own) => dialLead(lead.id, dialler(own));
        await inTurns(store, [dials, (own) => suppress(own)], turns);
        expect(isStopped(await find(lead), events)).toBe(true);
        expect(events.lastIndexOf("claimed")).toBeLessThan(events.indexOf("acknowledged"));
      }),
      { numRuns: 300 },
    );
  });

  it("F54: counts where its worker died over it: the next minute finishes what it began", async () => {
    const whenItDies = fc.nat({ max: 8 });
    await fc.assert(
      fc.asyncProperty(schedule, whenItDies, async (turns, after) => {
        const { store, clock, events, suppress, dialler, comes, find, tick } = aWorld();
        const lead = await comes();
        const dials: Party = (own) => dialLead(lead.id, dialler(own));
        await inTurns(store, [dials, (own) => suppress(own)], turns, { dies: 1, after });
        if ((await store.suppressions.begun()).length === 0 && !(await store.suppressions.any())) return;
        clock.pass(minutes);
        await tick();
        expect(isStopped(await find(lead), events)).toBe(true);
        expect(await store.suppressions.begun()).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe("somebody who asks not to be called", () => {
  it("ends what waits for them, and later leads, in all accounts and whoever releases them", async () => {
    const { store, suppress, comes, dial, find } = aWorld();
    const waits = await comes();
    await takesPhone(store, waits);
    await suppress();
    const ended = await find(waits);
    expect(ended).toMatchObject({ state: "suppressed", reason: "opted-out", dueFor: "reconcile" });
    const later = await comes("roofs");
    expect(await dial(later)).toMatchObject({ state: "suppressed", reason: "opted-out", dueFor: "reconcile" });
    const released = { ...(await comes("landing", "+12125550124")), releasedAt: noon.toISOString() };
    expect((await dial(released)).state).toBe("placed");
  });

  it("says it once, however often the word is repeated", async () => {
    const { store, suppress, clock } = aWorld();
    await suppress();
    const once = JSON.stringify(await everyOne(store.archive.suppressions()));
    clock.pass(minutes);
    await suppress();
    expect(JSON.stringify(await everyOne(store.archive.suppressions()))).toBe(once);
    expect(once).not.toContain("2125550123");
  });

  it("is not redialled: Callingly is to be told of what has rung, and a repeat tells it nothing new", async () => {
    const { suppress, comes, dial, find, events } = aWorld();
    const rang = await comes();
    expect((await dial(rang)).state).toBe("placed");
    await suppress();
    const { stop, dueFor, revision } = await find(rang);
    expect({ stop, dueFor }).toEqual({ stop: { at: noon.toISOString(), optOut: "all" }, dueFor: "reconcile" });
    await suppress();
    expect((await find(rang)).revision).toBe(revision);
    expect(events.filter((event) => event === "rung")).toHaveLength(1);
  });

  it.each([
    ["website", "suppressed"],
    ["landing", "suppressed"],
    ["roofs", "placed"],
  ])("at one business is called by no source of its group, and by others: %s", async (source, state) => {
    const { suppress, comes, dial } = aWorld();
    await suppress(undefined, { ...word, scope: atSource("website", { account: "main", groups: ["group/solar"] }) });
    expect(await dial(await comes(source))).toMatchObject({ state });
  });
});
