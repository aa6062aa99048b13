import fc from "fast-check";
import { expect, it } from "vitest";
import type { DialOutcome } from "../../../../lambda/lead/call/dial-outcome.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { type Finding, folded, lookedUp } from "../../../../lambda/lead/states.ts";
import { type DialDeps, dialLead } from "../../../../lambda/steps/dial-lead/dial-lead.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { decideLead } from "../../../../operator/leads/decide-lead.ts";
import { aBridge, aClock, aLog, aMeasure, noPace, someIds } from "../../../fakes/bridge.ts";
import { unhindered } from "../../../fakes/dialling.ts";
import { aLead, hours, minutes, noon, website } from "../../../fakes/leads.ts";
import { limitedTo, remembered } from "../../../fakes/limited-store.ts";
import { neverStopped } from "../../../fakes/never-stopped.ts";
import { requestsOf } from "../../../fakes/table-requests.ts";

/** Everything that happens around one phone, in any order: nobody's ring is repeated without a person's word. */

const PHONE = "+12125550123";
const learned = remembered(requestsOf);

const crm = (name: string) => ({ connector: "webhook", settings: { url: `https://${name}.example.com/r` } });
const source = (report: string[], group?: string) => ({
  connector: "json",
  account: "main",
  team: 1,
  report,
  ...(group && { group }),
});
/** The same sources, divided into merge groups in other ways. */
const bridges = [
  { solar: source(["a"]), sun: source(["a"]), roof: source(["b"]) },
  { solar: source(["a", "b"]), sun: source(["a"]), roof: source(["b"]) },
  { solar: source(["a"], "homes"), sun: source(["a"], "homes"), roof: source(["b"], "homes") },
  { solar: source(["a"], "light"), sun: source(["a"]), roof: source(["a"], "homes") },
  { sun: source(["a"]), roof: source(["b"]) },
].map((sources) => aBridge({ crms: { a: crm("a"), b: crm("b") }, sources }));

const refused = (fault: "request" | "lead"): DialOutcome => ({ kind: "refused", status: 422, message: "no", fault });
const outcomes: Record<string, DialOutcome> = {
  yes: { kind: "placed" },
  silence: { kind: "ambiguous", reason: "no answer in time" },
  "no to the request": refused("request"),
  "no to the phone": refused("lead"),
  nothing: { kind: "not-sent", reason: "no network" },
};

/** So few that much happens to each of them. */
const MOST = 3;
const which = fc.nat(MOST - 1);
const dialled = fc.record({
  dialled: which,
  answer: fc.constantFrom("yes", "silence", "waits its turn", ...Object.keys(outcomes)),
});
const event = fc.oneof(
  fc.record({ comes: fc.constantFrom("solar", "sun", "roof") }),
  dialled,
  dialled,
  dialled,
  fc.record({ ends: which }),
  fc.record({ decided: which, kind: fc.constantFrom("cancel", "release", "call-again", "it-rang") }),
  fc.record({ decided: which, kind: fc.constant("call-again") }),
  fc.record({ lookedUp: which, kind: fc.constantFrom("several", "none") }),
  fc.record({ passes: fc.constantFrom(1, minutes, 11 * minutes, 5 * hours, 25 * hours) }),
  fc.record({ configured: fc.nat(bridges.length - 1) }),
);

const [firstBridge] = bridges;

it("rings a phone once in a group and its window, and never twice at a moment, whatever happens and is decided", async () => {
  let rings = 0;
  const property = fc.asyncProperty(fc.array(event, { minLength: 10, maxLength: 60 }), async (events) => {
    const store = memoryStore();
    const clock = aClock(noon);
    const ids: string[] = [];
    const rung: { id: string; at: number }[] = [];
    const faults: string[] = [];
    let bridge = firstBridge as NonNullable<typeof firstBridge>;
    const find = async (id: string) => (await store.leads.find(id)) as Lead;
    const groupOf = (lead: Lead) => (bridge.source(lead.source) ? bridge.groupOf(lead) : undefined);

    /** What is wrong with ringing a lead at this moment. */
    const watch = async (id: string, now: number) => {
      const lead = await find(id);
      for (const other of await Promise.all(ids.filter((each) => each !== id).map(find))) {
        const isOpen = ["placed", "unknown", "dialing"].includes(other.state);
        const since = now - Date.parse(other.dial?.at ?? "");
        if (isOpen && groupOf(other) && since < 4 * hours) faults.push(`${other.id} may be talking`);
      }
      for (const ring of rung.filter((each) => each.id !== id && now - each.at < bridge.phoneWindowMs)) {
        const isAllowed = Date.parse(lead.releasedAt ?? noon.toISOString()) > ring.at;
        if (groupOf(await find(ring.id)) === groupOf(lead) && !isAllowed) faults.push(`${ring.id} rang already`);
      }
    };

    const deps = (id = "", answer = ""): DialDeps => ({
      ...unhindered,
      bridge,
      store: limitedTo("dial-lead", store, { requestsOf: learned }),
      callinglyFor: async () => ({
        ...neverStopped,
        tokenPrint: "t",
        createCall: async () => {
          const now = clock.now().getTime();
          await watch(id, now);
          rings += 1;
          const outcome = outcomes[answer] ?? { kind: "placed" };
          if (outcome.kind === "placed" || outcome.kind === "ambiguous") rung.push({ id, at: now });
          return outcome as never;
        },
      }),
      turns: answer === "waits its turn" ? { ...noPace, take: async () => new Date(+clock.now() + minutes) } : noPace,
      now: clock.now,
      newId,
      log: aLog(),
      measure: aMeasure(),
    });
    const newId = someIds();

    for (const each of events) {
      const id = (index: number) => ids[index % Math.max(ids.length, 1)] ?? "";
      if ("comes" in each && ids.length < MOST) {
        const lead = aLead({ phone: PHONE }, { door: { ...website, source: each.comes }, at: clock.now() });
        await store.leads.add(lead);
        ids.push(lead.id);
      }
      if ("dialled" in each) await dialLead(id(each.dialled), deps(id(each.dialled), each.answer));
      if ("decided" in each) await decideLead(id(each.decided), { kind: each.kind } as never, "Ada", deps());
      if ("lookedUp" in each)
        await changeLead(store.leads, id(each.lookedUp), (lead) =>
          lookedUp(lead, { kind: each.kind } as Finding, "review", clock.now()),
        );
      if ("ends" in each)
        await changeLead(store.leads, id(each.ends), (lead) =>
          lead.state === "placed"
            ? folded(lead, { callId: newId(), outcome: "contacted", final: true }, clock.now())
            : undefined,
        );
      if ("passes" in each) clock.pass(each.passes);
      if ("configured" in each) bridge = bridges[each.configured] ?? bridge;
    }
    expect(faults).toEqual([]);
  });
  await fc.assert(property, { numRuns: 2_000 });
  expect(rings).toBeGreaterThan(100);
});
