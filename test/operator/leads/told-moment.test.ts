import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BridgeConfigInput, defineConfig } from "../../../lambda/config/schema.ts";
import { languages } from "../../../lambda/connectors/kit/words/languages.ts";
import { htmlForm } from "../../../lambda/connectors/vendors/html-form/html-form.ts";
import { wallSeconds } from "../../../lambda/lead/hours/clock.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { type Outlook, outlookOf } from "../../../lambda/lead/outlook.ts";
import { dialLead } from "../../../lambda/steps/dial-lead/dial-lead.ts";
import { configuredFacts } from "../../../lambda/steps/dial-lead/load-facts.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { lookAhead } from "../../../operator/leads/forecast.ts";
import { preview } from "../../../operator/preview/preview.ts";
import { readRequest } from "../../../operator/preview/read-request.ts";
import { aBridge, aClock, aMeasure, aRequest, noPace, someIds } from "../../fakes/bridge.ts";
import { aLead } from "../../fakes/leads.ts";
import { neverStopped } from "../../fakes/never-stopped.ts";

/** Of a time that somebody asked for there is one reading and one judge, whoever tells of it. */

const config = (pack: "requested" | "off"): Partial<BridgeConfigInput> => ({
  sources: {
    website: {
      connector: "html-form",
      account: "main",
      team: 19230,
      ...(pack === "requested" && { hours: pack }),
    },
  },
});

/** When the dialler rings the lead, and what it says of one that it does not ring. */
async function rung(lead: Lead, pack: "requested" | "off"): Promise<string> {
  const bridge = aBridge(config(pack));
  const store = memoryStore();
  const clock = aClock(new Date(lead.receivedAt));
  await store.leads.add(lead);
  let at: string | undefined;
  for (let looks = 0; looks < 8 && at === undefined; looks += 1) {
    const { dueAt = "", dueFor, state, reason } = (await store.leads.find(lead.id)) as Lead;
    if (state !== "ready" || dueFor !== "dial-lead") return `${state} ${reason}`;
    clock.pass(Math.max(0, Date.parse(dueAt) - clock.now().getTime()));
    await dialLead(lead.id, {
      bridge,
      store,
      callinglyFor: async () => ({
        ...neverStopped,
        tokenPrint: "token",
        createCall: async () => {
          at = clock.now().toISOString();
          return { kind: "placed", callId: "9001" };
        },
      }),
      scrub: async () => "clear",
      suppressionOf: async () => undefined,
      turns: noPace,
      openPlatform: async () => undefined,
      now: clock.now,
      newId: someIds("dial"),
      timeLeftMs: () => 60_000,
      patienceMs: () => 0,
      meetAgain: () => undefined,
      log: () => undefined,
      measure: aMeasure(),
    });
  }
  return at ?? "never";
}

const told = (lead: Lead, pack: "requested" | "off", now: Date): Outlook => {
  const bridge = aBridge(config(pack));
  const { policies, accountZone, numbers, consent, hours: rules } = configuredFacts(lead, bridge);
  return outlookOf(lead, { policies, numbers, consent, hours: rules, accountZone, isPaused: false }, now);
};

const days = [
  "",
  "today",
  "tomorrow",
  "Monday",
  "this Friday",
  "Dec 24",
  "2026-11-01",
  "03/08/2026",
  "morgen",
  "mañana",
  "le 25",
  "明天",
];
const times = [
  "",
  "at 9",
  "02:30",
  "1:30 am",
  "12am",
  "noon",
  "at 11:30 pm",
  "um 15 Uhr",
  "a las 10",
  "at 3",
  "tonight",
  "after 5 pm",
  "8pm or 9pm",
];
const asks = fc.record({
  text: fc.oneof(
    fc.tuple(fc.constantFrom(...days), fc.constantFrom(...times)).map((all) => all.join(" ").trim()),
    fc.constantFrom(
      "in 2 hours",
      "PT36H",
      "2026-12-25T15:00:00-05:00",
      "1796306400",
      "завтра",
      "not before 5 pm",
      "mornings",
    ),
  ),
  phone: fc.constantFrom(
    "+12125550123",
    "+13105550123",
    "+18085550123",
    "+18505550123",
    "+16025550123",
    "+12055550123",
  ),
  said: fc.integer({ min: Date.parse("2026-01-01T00:00:00Z"), max: Date.parse("2026-12-31T00:00:00Z") }),
  pack: fc.constantFrom("requested" as const, "off" as const),
});

const leadOf = (text: string, phone: string, at: Date): Lead => {
  const lead = aLead({ phone }, { at });
  return text === "" ? lead : { ...lead, asked: { text, said: at.toISOString() } };
};

describe("the moment of a time that was asked for", () => {
  it("is told to the visitor, foretold to the operator and acted on by the dialler as one and the same", async () => {
    await fc.assert(
      fc.asyncProperty(asks, async ({ text, phone, said, pack }) => {
        const now = new Date(said);
        const lead = leadOf(text, phone, now);
        const came = await rung(lead, pack);
        const { call } = told(lead, pack, now);
        const foretold = lookAhead(lead, aBridge(config(pack)), [], now);
        const isRung = came.startsWith("20");
        expect(call === undefined ? undefined : call === "now" ? now.toISOString() : call.at.toISOString()).toBe(
          isRung ? came : undefined,
        );
        if (foretold.dial === "now") expect(came).toBe(now.toISOString());
        else if (foretold.dial === "later") expect(came).toBe(foretold.at.toISOString());
        else expect(came).toBe(`held ${foretold.reason}`);
      }),
      { numRuns: 300 },
    );
  });

  it("is shown by a preview as the dialler reads it", async () => {
    await fc.assert(
      fc.asyncProperty(asks, async ({ text, phone, said, pack }) => {
        if (text === "") return;
        const at = new Date(said);
        const body = Buffer.from(JSON.stringify({ name: "Dana Whitfield", phone, best_time_to_call: text }));
        const { leads, mayRing } = await preview(readRequest(body), {
          connector: "json",
          source: "program",
          config: defineConfig({
            accounts: { main: { timeZone: "UTC" } },
            sources: {
              program: {
                connector: "json",
                account: "main",
                team: 19230,
                hours: pack === "off" ? { off: { by: "sam", reason: "a test" } } : pack,
              },
            },
          }),
          at,
        });
        const lead = leadOf(text, phone, at);
        const foretold = lookAhead(lead, aBridge(config(pack)), [], at);
        const word = mayRing?.[0]?.rules.find(({ rule }) => rule === "askedTime");
        if (word?.says === "later") {
          expect(leads[0]?.asked?.at).toBe(word.at);
          expect(foretold.dial).not.toBe("now");
          expect(mayRing?.[0]?.called.at).toBe(foretold.dial === "later" ? foretold.at.toISOString() : undefined);
        } else if (word?.says === "held") expect(foretold).toMatchObject({ dial: "held", reason: word.reason });
        else expect(foretold).not.toMatchObject({ reason: "asked-time" });
      }),
      { numRuns: 60 },
    );
  });

  it.each(languages)("stands on the visitor's page by the clocks that it was read by, in %s", async (language) => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: Date.parse("2026-01-01T00:00:00Z"), max: Date.parse("2026-12-31T00:00:00Z") }),
        fc.constantFrom("America/New_York", "America/Phoenix", "Europe/Berlin", "Asia/Kolkata"),
        fc.boolean(),
        async (ms, zone, isAsked) => {
          const at = new Date(Math.floor(ms / 60_000) * 60_000);
          const call = { at, zone, ...(isAsked && { isAsked: true as const }) };
          const request = aRequest("/leads/x/y", { headers: { accept: "text/html" }, body: `_lang=${language}` });
          const reply = await htmlForm.intake
            .bind({ language })
            .reply(request, { kind: "accepted", leads: [], outlook: { phone: "+12125550123", call } });
          const wall = new Date(wallSeconds(zone, at.getTime()) * 1000);
          const minutes = String(wall.getUTCMinutes()).padStart(2, "0");
          const hour = wall.getUTCHours();
          const clocks = [hour, hour % 12 === 0 ? 12 : hour % 12].map((each) => `0?${each}[:.h]${minutes}`);
          expect(reply.body).toMatch(new RegExp(`(?<!\\d)(?:${clocks.join("|")})(?!\\d)`));
          expect(reply.body).toMatch(new RegExp(`(?<!\\d)${wall.getUTCDate()}(?!\\d)`));
        },
      ),
      { numRuns: 30 },
    );
  });
});
