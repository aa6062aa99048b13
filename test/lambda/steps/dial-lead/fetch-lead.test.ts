import { describe, expect, it } from "vitest";
import type { Platform } from "../../../../lambda/connectors/contract/platform.ts";
import { platformOpener } from "../../../../lambda/connectors/kit/in/open-platform.ts";
import { metaLeadAds } from "../../../../lambda/connectors/vendors/meta-lead-ads.ts";
import { noticeOf } from "../../../../lambda/lead/call/notice.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { stoppedBy } from "../../../../lambda/lead/stop.ts";
import { timing } from "../../../../lambda/lead/timing.ts";
import { RejectedError } from "../../../../lambda/runtime/errors.ts";
import type { Sent } from "../../../../lambda/runtime/http-client.ts";
import { type DialDeps, dialLead } from "../../../../lambda/steps/dial-lead/dial-lead.ts";
import { fetchLead } from "../../../../lambda/steps/dial-lead/fetch-lead.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aBridge, aClock, aLog, aMeasure, someIds } from "../../../fakes/bridge.ts";
import { unhindered } from "../../../fakes/dialling.ts";
import { ambiguous, answered, fakeSend, notSent } from "../../../fakes/fake-send.ts";
import { aLead, fromNoon, hours, minutes, noon, seconds } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { neverStopped } from "../../../fakes/never-stopped.ts";

const TOKEN = "token-of-the-page";

const shown = (phone: string, more: object[] = []) =>
  answered(200, {
    id: "321",
    field_data: [{ name: "full_name", values: ["Yusuf Hartley"] }, { name: "phone_number", values: [phone] }, ...more],
  });
const graphError = (status: number, error: object) => answered(status, { error: { message: "no", ...error } });

/** A dialler whose source tells ids only; the platform answers what the test says. */
async function aFetchingDialler(...answers: [Sent, ...Sent[]]) {
  return fetchingDialler({}, ...answers);
}

/** @param more of the source */
async function fetchingDialler(more: object, ...answers: [Sent, ...Sent[]]) {
  const store = memoryStore();
  const clock = aClock(noon);
  const log = aLog();
  const platform = fakeSend(...answers);
  const posted: unknown[] = [];
  let credentials: Record<string, Record<string, string>> = { meta: { token: TOKEN } };
  const deps: DialDeps = {
    ...unhindered,
    bridge: aBridge({ sources: { meta: { connector: metaLeadAds.key, account: "main", team: 19230, ...more } } }),
    store: limitedTo("dial-lead", store),
    callinglyFor: async () => ({
      ...neverStopped,
      tokenPrint: "token",
      createCall: async (input) => {
        posted.push(input);
        return { kind: "placed", callId: String(9000 + posted.length) } as never;
      },
    }),
    openPlatform: platformOpener(async () => credentials, { baseUrls: {}, send: platform, now: clock.now }),
    now: clock.now,
    newId: someIds("dial"),
    log,
    measure: aMeasure(),
  };
  const door = { source: "meta", account: "main", country: "US", duplicateWindowMs: 24 * hours } as const;
  const reference = { phone: undefined, fullName: undefined, email: undefined, company: undefined, reference: "321" };
  const lead = aLead({ ...reference, externalId: "321", extra: { form_id: "456" } }, { door });
  await store.leads.add(lead);
  return {
    store,
    clock,
    log,
    platform,
    posted,
    lead,
    dial: () => dialLead(lead.id, deps),
    find: async () => (await store.leads.find(lead.id)) as Lead,
    haveCredentials: (given: typeof credentials) => {
      credentials = given;
    },
  };
}

describe("a lead of which only an id is known", () => {
  it("is fetched with the source's token, and rung in the same breath", async () => {
    const { dial, find, platform, posted, lead } = await aFetchingDialler(shown("+12125550188"));
    expect(lead).toMatchObject({ state: "ready", reference: "321", person: {} });
    await dial();
    expect(platform.requests).toEqual([
      expect.objectContaining({
        method: "GET",
        url: expect.stringMatching(/^https:\/\/graph\.facebook\.com\/v\d+\.0\/321\?fields=[\w,]*field_data/),
        headers: expect.objectContaining({ authorization: `Bearer ${TOKEN}` }),
      }),
    ]);
    expect(posted).toEqual([expect.objectContaining({ phone_number: "+12125550188", first_name: "Yusuf" })]);
    expect(await find()).toMatchObject({ state: "placed", extra: { form_id: "456" }, externalId: "321" });
    expect(await find()).not.toHaveProperty("reference");
  });

  it("brings its consent, without which nobody is rung where one is demanded", async () => {
    const consent = { field: "consent call", text: "Call me.", require: true };
    const answer = (...custom_disclaimer_responses: object[]) =>
      answered(200, {
        field_data: [{ name: "phone_number", values: ["+12125550188"] }],
        custom_disclaimer_responses,
      });
    const agreed = await fetchingDialler({ consent }, answer({ checkbox_key: "call", is_checked: "1" }));
    await agreed.dial();
    expect(await agreed.find()).toMatchObject({ state: "placed", consent: { given: true, method: "checkbox" } });
    const silent = await fetchingDialler({ consent }, answer());
    await silent.dial();
    expect(await silent.find()).toMatchObject({
      state: "held",
      reason: "consent-missing",
      consent: { method: "checkbox" },
      retention: { consentDays: 1826 },
    });
    expect(silent.posted).toEqual([]);
  });

  it("is fetched once and rung once, however often it is looked at", async () => {
    const { dial, platform, posted } = await aFetchingDialler(shown("+12125550188"));
    await Promise.all([dial(), dial(), dial()]);
    await dial();
    expect(posted).toHaveLength(1);
    expect(platform.requests.length).toBeLessThanOrEqual(3);
  });

  it("ends unfetched once its CRM has stopped it: what was deleted is found nowhere", async () => {
    const { dial, find, platform, posted, lead, store, clock } = await aFetchingDialler(graphError(404, {}));
    await changeLead(store.leads, lead.id, (current) => stoppedBy(current, clock.now(), clock.now()));
    await dial();
    expect(await find()).toMatchObject({ state: "cancelled", reason: "record-stopped" });
    expect(platform.requests).toEqual([]);
    expect(posted).toEqual([]);
  });

  it("waits for a person when its phone is missing or cannot be", async () => {
    const { dial, find, posted } = await aFetchingDialler(shown("12"));
    await dial();
    expect(await find()).toMatchObject({
      state: "held",
      reason: "invalid-phone",
      dueFor: "reconcile",
      person: { firstName: "Yusuf", phoneAsGiven: "12" },
    });
    expect(posted).toEqual([]);
  });

  it.each([
    ["a dummy phone", shown("<test lead: dummy data for phone_number>")],
    ["a dummy address", shown("+12125550188", [{ name: "email", values: ["Test@fb.com"] }])],
  ])("is never rung when it is a test lead with %s", async (_, answer) => {
    const { dial, find, posted } = await aFetchingDialler(answer);
    await dial();
    expect(await find()).toMatchObject({ state: "cancelled", reason: "test-lead", expiresAt: expect.any(Number) });
    expect(posted).toEqual([]);
  });
});

/** A lead that only its id is known of, after a look at a platform of the test's own. */
async function afterLookAt(platform: Partial<Platform>, credentials = {}) {
  const store = memoryStore();
  const lead = aLead({ reference: "company-1" });
  await store.leads.add(lead);
  const whole = await fetchLead(lead, {
    bridge: { source: () => ({ intake: { platform } }) as never },
    store,
    openPlatform: async () => ({ http: {} as never, credentials }),
    timeLeftMs: () => 60 * seconds,
    now: () => noon,
    log: aLog(),
  });
  expect(whole).toBeUndefined();
  return store.leads.find(lead.id);
}

describe("what turns out to be no lead", () => {
  it("ends without a word to anybody, whatever it is", async () => {
    const ended = await afterLookAt({ fetch: async () => ({ kind: "nothing", why: "a company" }) });
    expect(ended).toMatchObject({ state: "cancelled", reason: "no-lead", expiresAt: expect.any(Number) });
    expect(ended && noticeOf(ended, noon)).toBeUndefined();
  });

  it("may be an event of our own, which the vendor knows by what we open its platform with", async () => {
    const fetch: Platform["fetch"] = async (_, __, { credentials }) =>
      credentials.app_id === "77" ? { kind: "nothing", why: "made by the bridge" } : { kind: "lead", lead: {} };
    expect(await afterLookAt({ fetch }, { app_id: "77" })).toMatchObject({ state: "cancelled", reason: "no-lead" });
    expect(await afterLookAt({ fetch }, { app_id: "78" })).toMatchObject({ state: "held", reason: "no-phone" });
  });

  it("may be what a 404 means, where the vendor says so; without a word of its, somebody deleted a lead", async () => {
    const fetch = () => Promise.reject(new RejectedError(404, "no such record"));
    expect(await afterLookAt({ fetch })).toMatchObject({ state: "held", reason: "lead-gone" });
    expect(await afterLookAt({ fetch, notFoundMeans: "lead gone" })).toMatchObject({ reason: "lead-gone" });
    expect(await afterLookAt({ fetch, notFoundMeans: "nothing" })).toMatchObject({
      state: "cancelled",
      reason: "no-lead",
    });
    const refused = () => Promise.reject(new RejectedError(400, "no"));
    expect(await afterLookAt({ fetch: refused, notFoundMeans: "nothing" })).toMatchObject({
      reason: "platform-refused",
    });
  });
});

describe("a platform that does not answer", () => {
  it.each([
    ["cannot be reached", notSent],
    ["breaks off", ambiguous],
    ["is unwell", answered(503)],
    ["sends something else", answered(200, "<html>")],
    ["says too much, too soon", graphError(400, { code: 4 })],
    ["calls it transient", graphError(400, { code: 999, is_transient: true })],
  ])("%s: the lead is put off a little longer each time", async (_, answer) => {
    const { dial, find, clock, posted } = await aFetchingDialler(answer);
    const pauses: number[] = [];
    for (let time = 0; time < 6; time += 1) {
      await dial();
      const lead = await find();
      expect(lead).toMatchObject({ state: "ready", reason: "platform-unreachable", reference: "321" });
      const pause = Date.parse(lead.dueAt ?? "") - clock.now().getTime();
      pauses.push(pause);
      clock.pass(pause);
    }
    expect(pauses).toEqual([...timing.retry, timing.retry.at(-1)]);
    expect(posted).toEqual([]);
  });

  it("is not asked before the time that it names", async () => {
    const { dial, find } = await aFetchingDialler(answered(429, "", { headers: { "retry-after": "600" } }));
    await dial();
    expect((await find()).dueAt).toBe(fromNoon(10 * minutes).toISOString());
  });

  it("is asked again, and the lead is rung then", async () => {
    const { dial, find, clock, posted } = await aFetchingDialler(answered(500), shown("+12125550188"));
    await dial();
    clock.pass(5 * seconds);
    await dial();
    expect(posted).toHaveLength(1);
    expect(await find()).toMatchObject({ state: "placed", failedTries: 0 });
  });
});

describe("a platform that refuses", () => {
  it.each([
    ["the token", graphError(401, { code: 190 }), "platform-credentials-refused", "dial-lead"],
    ["the permission", graphError(403, { code: 10 }), "platform-credentials-refused", "dial-lead"],
    ["a lead that is gone", graphError(400, { code: 100, error_subcode: 33 }), "lead-gone", "reconcile"],
    ["the question", graphError(400, { code: 100 }), "platform-refused", "reconcile"],
  ])("%s holds the lead with that reason", async (_, answer, reason, dueFor) => {
    const { dial, find, posted, log } = await aFetchingDialler(answer);
    await dial();
    expect(await find()).toMatchObject({ state: "held", reason, dueFor, reference: "321" });
    expect(posted).toEqual([]);
    expect(JSON.stringify(log.lines)).not.toContain(TOKEN);
  });

  it("for want of a good token: the lead goes on by itself once that is mended", async () => {
    const { dial, find, clock, posted, haveCredentials } = await aFetchingDialler(shown("+12125550188"));
    haveCredentials({});
    await dial();
    expect(await find()).toMatchObject({ state: "held", reason: "platform-credentials-missing" });
    haveCredentials({ meta: { token: TOKEN } });
    clock.pass(timing.heldRetry);
    await dial();
    expect(posted).toHaveLength(1);
    expect((await find()).history.map(({ state }) => state)).toEqual(["ready", "held", "ready", "dialing", "placed"]);
  });
});
