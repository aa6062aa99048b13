import { describe, expect, it } from "vitest";
import type { Fetched, OpenPlatform, Platform } from "../../../../lambda/connectors/contract/platform.ts";
import { platformOpener } from "../../../../lambda/connectors/kit/in/open-platform.ts";
import { newLead } from "../../../../lambda/lead/accept.ts";
import { RejectedError, TransientError } from "../../../../lambda/runtime/errors.ts";
import { dialWoken } from "../../../../lambda/steps/dial-lead/dial-leads.ts";
import { askTogether } from "../../../../lambda/steps/dial-lead/fetch-together.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aBridge, aLog, aMeasure, noPace, someIds } from "../../../fakes/bridge.ts";
import { answered, fakeSend } from "../../../fakes/fake-send.ts";
import { fixture } from "../../../fakes/fixture.ts";
import { aLead, hours, noon, seconds } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { neverStopped } from "../../../fakes/never-stopped.ts";
import { parseHttp } from "../../../fakes/recorded.ts";

const open = { http: {} as never, credentials: {} } satisfies OpenPlatform;
const leadOf = (reference: string): Fetched => ({ kind: "lead", lead: { phone: reference } });

/** A platform that notes what it was asked for, and shows all but what is missing. */
function aPlatform({ most = 100, missing = [] as string[], failure = undefined as Error | undefined } = {}) {
  const asked: string[][] = [];
  const platform = {
    fetch: async (_: unknown, reference: string) => {
      asked.push([reference]);
      return leadOf(reference);
    },
    together: {
      most,
      fetch: async (_: unknown, references: readonly string[]) => {
        asked.push([...references]);
        if (failure) throw failure;
        const shown = references.filter((each) => !missing.includes(each));
        return new Map(shown.map((each) => [each, leadOf(each)]));
      },
    },
  } as unknown as Platform;
  return { platform, asked };
}

const leads = (...references: string[]) => references.map((reference) => aLead({ reference }));
const source = aLead().source;

function askAll(platform: Platform, references: string[], of = leads(...references)) {
  const ask = askTogether(of);
  return Promise.allSettled(references.map((reference) => ask({ source, reference }, platform, open)));
}
const valuesOf = (results: PromiseSettledResult<Fetched>[]) =>
  results.map((each) => (each.status === "fulfilled" ? each.value : each.reason));

describe("leads of one run that are known by their ids only", () => {
  it("are fetched by one question", async () => {
    const { platform, asked } = aPlatform();
    expect(valuesOf(await askAll(platform, ["1", "2", "3"]))).toEqual(["1", "2", "3"].map(leadOf));
    expect(asked).toEqual([["1", "2", "3"]]);
  });

  it("are fetched by as many questions as the vendor wants", async () => {
    const { platform, asked } = aPlatform({ most: 2 });
    await askAll(platform, ["1", "2", "3"]);
    expect(asked).toEqual([["1", "2"], ["3"]]);
  });

  it("are gone one by one: who is missing takes no other along", async () => {
    const { platform } = aPlatform({ missing: ["2"] });
    const [first, second, third] = valuesOf(await askAll(platform, ["1", "2", "3"]));
    expect([first, third]).toEqual([leadOf("1"), leadOf("3")]);
    expect(second).toMatchObject({ status: 404 });
  });

  it("are asked for one by one when the question for all was refused, as one of them may be the reason", async () => {
    const { platform, asked } = aPlatform({ failure: new RejectedError(400, "one of the ids is none") });
    expect(valuesOf(await askAll(platform, ["1", "2"]))).toEqual([leadOf("1"), leadOf("2")]);
    expect(asked).toEqual([["1", "2"], ["1"], ["2"]]);
  });

  it.each([new TransientError("busy"), new RejectedError(401, "no access")])(
    "are not asked for one by one when that would meet the same: %s",
    async (failure) => {
      const { platform, asked } = aPlatform({ failure });
      expect(valuesOf(await askAll(platform, ["1", "2"]))).toEqual([failure, failure]);
      expect(asked).toHaveLength(1);
    },
  );

  it("are told anew when they ask again", async () => {
    const { platform, asked } = aPlatform();
    const ask = askTogether(leads("1", "2"));
    await ask({ source, reference: "1" }, platform, open);
    await ask({ source, reference: "1" }, platform, open);
    await ask({ source, reference: "2" }, platform, open);
    expect(asked).toEqual([["1", "2"], ["1"]]);
  });

  it("ask alone where they are not of this run, or of another source", async () => {
    const { platform, asked } = aPlatform();
    const ask = askTogether([...leads("1"), "lead_2"]);
    await ask({ source, reference: "9" }, platform, open);
    await ask({ source: "another", reference: "1" }, platform, open);
    expect(asked).toEqual([["9"], ["1"]]);
  });
});

it("each contact of a request of HubSpot's is rung once, and all are fetched by one question", async () => {
  const { http, fetched, resolved } = fixture("connectors", "hubspot", "app-contact-creation-batch");
  const store = memoryStore();
  const platform = fakeSend(answered(200, fetched as object));
  const posted: unknown[] = [];
  const hubspot = { connector: "hubspot", account: "main", team: 19230, country: "US", callCountries: ["US", "GB"] };
  const bridge = aBridge({ sources: { hubspot } });
  const reading = await bridge.source("hubspot")?.intake.read(parseHttp(http));
  const drafts = reading?.kind === "leads" ? reading.leads : [];
  const door = { source: "hubspot", account: "main", country: "US", duplicateWindowMs: 24 * hours } as const;
  const stored = drafts.map((draft, index) => newLead(draft, door, `accept-${index}`, noon));
  for (const lead of stored) await store.leads.add(lead);
  await dialWoken(stored, {
    bridge,
    store: limitedTo("dial-lead", store),
    callinglyFor: async () => ({
      ...neverStopped,
      tokenPrint: "token",
      createCall: async (input) => {
        posted.push(input.phone_number);
        return { kind: "placed", callId: String(9000 + posted.length) } as never;
      },
      listTeams: async () => [],
      getTeam: async () => ({}) as never,
    }),
    openPlatform: platformOpener(async () => ({ hubspot: { token: "t" } }), {
      baseUrls: {},
      send: platform,
      now: () => noon,
    }),
    turns: noPace,
    scrub: async () => "clear",
    suppressionOf: async () => undefined,
    now: () => noon,
    newId: someIds("dial"),
    sleep: async () => undefined,
    timeLeftMs: () => 60 * seconds,
    log: aLog(),
    measure: aMeasure(),
  });
  expect(platform.requests).toHaveLength(1);
  expect(posted.sort()).toEqual(resolved.map(({ phone_number }) => phone_number).sort());
  const whole = await Promise.all(stored.map(({ id }) => store.leads.find(id)));
  expect(whole.map((lead) => [lead?.state, lead?.record, lead?.externalId])).toEqual(
    resolved.map(({ crm_id, external_id }) => ["placed", { type: "contact", id: crm_id }, external_id]),
  );
});
