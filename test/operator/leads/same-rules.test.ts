import { describe, expect, it } from "vitest";
import type { BridgeConfigInput } from "../../../lambda/config/schema.ts";
import { type Gate, gateOn } from "../../../lambda/lead/gates.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import type { Suppression } from "../../../lambda/lead/privacy/suppression.ts";
import { reasonWords } from "../../../lambda/lead/reasons.ts";
import type { DialDecision } from "../../../lambda/lead/rules/decision.ts";
import { firstStop, rules, verdict } from "../../../lambda/lead/rules/index.ts";
import type { Scrubbed } from "../../../lambda/lead/rules/rule.ts";
import { dialLead } from "../../../lambda/steps/dial-lead/dial-lead.ts";
import { configuredFacts } from "../../../lambda/steps/dial-lead/load-facts.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { forecast } from "../../../operator/leads/forecast.ts";
import { nextStep } from "../../../operator/leads/next-step.ts";
import { preview } from "../../../operator/preview/preview.ts";
import { readRequest } from "../../../operator/preview/read-request.ts";
import { aBridge, aMeasure, someIds } from "../../fakes/bridge.ts";
import { unhindered } from "../../fakes/dialling.ts";
import { aLead, fromNoon, hours, noon } from "../../fakes/leads.ts";
import { neverStopped } from "../../fakes/never-stopped.ts";
import { rangBefore } from "../../fakes/rang-before.ts";
import { aWord } from "../../fakes/suppressions.ts";

/** What the dialler does, the forecast says, the next step tells and a preview shows comes from one list of rules. */

interface Case {
  readonly config?: Partial<BridgeConfigInput>;
  readonly lead?: Partial<Lead>;
  readonly gates?: readonly Gate[];
  readonly hasToken?: boolean;
  readonly suppression?: Suppression;
  readonly scrubbed?: Scrubbed;
  readonly now?: Date;
  /** How long after noon its phone rang for other leads. */
  readonly rangAt?: readonly number[];
}

const { phone: _, ...withoutPhone } = aLead().person;
const gate = {
  on: gateOn.team("main", 19230),
  reason: "team-unknown",
  closedAt: noon.toISOString(),
  tries: 0,
} as const;

/** For each rule a lead that no other rule stops. */
const stoppedBy: Readonly<Record<string, Case>> = {
  configured: { lead: { source: "gone" } },
  stopped: { lead: { stop: { at: fromNoon(hours).toISOString() } } },
  booking: { lead: { stop: { at: fromNoon(hours).toISOString(), booking: "cancelled" } } },
  token: { hasToken: false },
  phone: { lead: { person: withoutPhone } },
  askedTime: { lead: { asked: { text: "tomorrow at 9", said: noon.toISOString() } } },
  paused: { config: { policies: { paused: true } } },
  stale: { now: fromNoon(13 * hours) },
  consent: { lead: { place: { state: "CT" } } },
  gates: { gates: [gate] },
  listed: { config: { policies: { onlyNumbers: ["+442079460123"] } } },
  number: { lead: { person: { ...withoutPhone, phone: "+19005550123" } } },
  suppressed: { suppression: aWord() },
  scrubbed: { scrubbed: "dnc-listed" },
  dryRun: { config: { policies: { dryRun: true } } },
  pausedRegion: { config: { policies: { hours: { pausedRegions: ["US-NY"] } } } },
  callingHours: {
    config: {
      sources: { website: { connector: "html-form", account: "main", team: 19230, hours: "requested" } },
    },
    lead: { person: { ...withoutPhone, phone: "+12135550123" } },
  },
  attempts: {
    config: {
      sources: { website: { connector: "html-form", account: "main", team: 19230, hours: "conservative" } },
    },
    lead: { person: { ...withoutPhone, phone: "+13055550123" } },
    now: fromNoon(3 * hours),
    rangAt: [0, hours, 2 * hours],
  },
};

function endOf(stop: Exclude<DialDecision, { dial: "now" }>): string {
  if (stop.dial === "later") return "ready";
  return stop.dial === "held"
    ? "held"
    : stop.reason === "record-stopped" || stop.reason === "booking-cancelled"
      ? "cancelled"
      : "suppressed";
}

const onlyTheDialler = ["stopped", "booking", "token", "suppressed", "attempts", "scrubbed"];

async function heardOf({
  config,
  lead: change,
  gates = [],
  hasToken = true,
  suppression,
  scrubbed = "clear",
  now = noon,
  rangAt = [],
}: Case) {
  const lead = { ...aLead(), ...change };
  const bridge = aBridge(config);
  const store = memoryStore();
  await store.leads.add(lead);
  for (const each of gates) await store.gates.close(each);
  for (const at of rangAt) await rangBefore(store, lead.person.phone ?? "", at);
  const rung: unknown[] = [];
  await dialLead(lead.id, {
    ...unhindered,
    bridge,
    store,
    callinglyFor: async () =>
      hasToken
        ? {
            ...neverStopped,
            tokenPrint: "token",
            createCall: async (input) => {
              rung.push(input);
              return { kind: "placed", callId: "9001" };
            },
          }
        : undefined,
    scrub: async () => scrubbed,
    suppressionOf: async () => suppression,
    now: () => now,
    newId: someIds("dial"),
    log: () => undefined,
    measure: aMeasure(),
  });
  const dialled = await store.leads.find(lead.id);
  return {
    rung,
    dialled,
    whole: verdict(
      lead,
      {
        ...configuredFacts(lead, bridge),
        gates,
        hasToken,
        suppression: suppression ?? null,
        scrubbed,
        recordStoppedAt: null,
        bookingEnd: null,
        servesOthers: false,
        attempts: rangAt.map((at) => fromNoon(at).getTime()),
      },
      now,
    ),
    foretold: forecast(lead, bridge, gates, now),
    next: nextStep(lead, bridge, gates, now),
  };
}

describe("a lead", () => {
  it.each(rules.map(({ name }) => name))(
    "that the rule “%s” stops is not rung, and the forecast and its next step say so with the same reason",
    async (name) => {
      const { rung, dialled, whole, foretold, next } = await heardOf(stoppedBy[name] ?? {});
      const stop = firstStop(whole);
      if (stop.dial === "now") throw new Error(`Nothing stops the lead of the rule ${name}: give it a case above`);
      const stopping = whole.filter(({ decision }) => decision && decision.dial !== "now").map(({ rule }) => rule);
      expect(stopping).toEqual([name]);
      expect(rung).toEqual([]);
      expect(dialled).toMatchObject({ state: endOf(stop), reason: stop.reason });
      if (onlyTheDialler.includes(name)) {
        expect(foretold).toEqual({ dial: "now" });
      } else {
        expect(foretold).toEqual(stop);
        expect(next).toContain(reasonWords[stop.reason]);
      }
    },
  );

  it("that a rule stops is not rung in a preview either, which gives the same reason", async () => {
    const body = Buffer.from('{"name": "Dana Whitfield", "phone": "+1 900 555 0123"}');
    const { call, why } = await preview(readRequest(body), { connector: "json", at: noon });
    expect(call).toBeNull();
    expect(why.call?.reason).toContain("held: number-costly");
  });

  it("that no rule stops is rung, and nothing else is foretold", async () => {
    const { rung, foretold, next } = await heardOf({});
    expect(rung).toHaveLength(1);
    expect(foretold).toEqual({ dial: "now" });
    expect(next).toBe("It is called within seconds.");
  });
});
