import fc from "fast-check";
import { expect, it } from "vitest";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { type DialDeps, dialLead } from "../../../../lambda/steps/dial-lead/dial-lead.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import type { Store } from "../../../../lambda/store/store.ts";
import { aBridge, aClock, aLog, aMeasure, someIds } from "../../../fakes/bridge.ts";
import { unhindered } from "../../../fakes/dialling.ts";
import { inTurns, type Party } from "../../../fakes/in-turns.ts";
import { aLead, hours, minutes, seconds, website } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { neverStopped } from "../../../fakes/never-stopped.ts";
import { rangBefore } from "../../../fakes/rang-before.ts";

// Florida: three attempts in 24 hours.
const PHONE = "+13055550123";
const client = { ...website, source: "client", account: "agency" };
const sources = {
  website: { connector: "html-form", account: "main", team: 1, hours: "conservative" },
  client: { connector: "html-form", account: "agency", team: 2, hours: "conservative" },
} as const;

async function aWorld(before: number) {
  const store = memoryStore();
  const clock = aClock(new Date("2026-06-15T16:00:00Z"));
  const rung: string[] = [];
  for (let at = 0; at < before; at += 1) {
    const rang = await rangBefore(store, PHONE, -(at + 1) * hours, { ...website, account: "former" });
    await store.leads.save({ ...rang, state: "completed", revision: rang.revision + 1 });
  }
  const leads = [website, client].map((door) => aLead({ phone: PHONE }, { door, at: clock.now() }));
  for (const lead of leads) await store.leads.add(lead);
  const dialler = (lead: Lead, own: Store) => {
    const deps: DialDeps = {
      ...unhindered,
      bridge: aBridge({ sources, retiredAccounts: ["former"] }),
      store: own,
      callinglyFor: async () => ({
        ...neverStopped,
        tokenPrint: "token",
        createCall: async () => ({ kind: "placed", callId: String(9000 + rung.push(lead.id)) }),
      }),
      now: clock.now,
      newId: someIds(lead.account),
      patienceMs: () => 5 * seconds,
      log: aLog(),
      measure: aMeasure(),
    };
    return dialLead(lead.id, deps);
  };
  const parties = leads.map(
    (lead): Party =>
      (own) =>
        dialler(lead, own),
  ) as [Party, Party];
  const states = async () => Promise.all(leads.map(async ({ id }) => (await store.leads.find(id))?.state));
  const again = async () => {
    for (const lead of leads) await dialler(lead, limitedTo("dial-lead", store));
  };
  return { store, clock, rung, parties, states, again };
}

it("two accounts that ring one person at the same moment stay within a limit, in whatever order they ask the table", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), async (turns) => {
      const { store, clock, rung, parties, again } = await aWorld(2);
      await inTurns(store, parties, turns);
      expect(rung.length).toBeLessThanOrEqual(1);
      // Whoever waited for the other looks again, and one of them rings.
      for (let minute = 0; minute < 3; minute += 1) {
        clock.pass(minutes);
        await again();
      }
      expect(rung).toHaveLength(1);
    }),
    { numRuns: 200 },
  );
});

it("nobody waits for another account where the limit leaves room for both", async () => {
  const { store, rung, parties } = await aWorld(0);
  await inTurns(store, parties, [true, false]);
  expect(rung).toHaveLength(2);
});
