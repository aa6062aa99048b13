import { describe, expect, it } from "vitest";
import type { Verdict } from "../../../../lambda/captcha/verifier.ts";
import { acceptLead } from "../../../../lambda/steps/accept-lead/accept-lead.ts";
import { spentFor } from "../../../../lambda/steps/accept-lead/ask-captcha.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aBridge, aClock, aLog, aMeasure, aRequest, someIds } from "../../../fakes/bridge.ts";
import { hours, minutes, noon } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

const captcha = { kind: "turnstile" as const, siteKey: "site", hostnames: ["www.example.com"] };
const website = { connector: "html-form", account: "main", team: 19230, captcha };
const dana = { name: "Dana Whitfield", phone: "(212) 555-0123", email: "dana@example.com" };

/** A form whose vendor says what the token says, and knows each good one once. */
function aForm({ slow = async () => {} } = {}) {
  const store = memoryStore();
  const limited = limitedTo("accept-lead", store);
  const [clock, log, measure] = [aClock(noon), aLog(), aMeasure()];
  const asked: string[] = [];
  const used = new Set<string>();
  const verify = async (token: string): Promise<Verdict> => {
    asked.push(token);
    await slow();
    if (token === "down") return { kind: "unsure", reason: "captcha-unreachable", why: "status 503" };
    if (!token.startsWith("good") || used.has(token)) return { kind: "refused", why: "timeout-or-duplicate" };
    used.add(token);
    return { kind: "passed" };
  };
  const deps = {
    bridge: aBridge({ sources: { website } }),
    leads: limited.leads,
    records: limited.records,
    optOut: async () => undefined,
    secretsFor: async () => ({ keys: ["key"], values: {}, visitorKey: "visitors" }),
    verifierFor: () => ({ field: "cf-turnstile-response", verify }),
    now: clock.now,
    newId: someIds(),
    log,
    measure,
  };
  const post = async (token: string | undefined, fields: object = {}, headers: Record<string, string> = {}) => {
    const body = JSON.stringify({ ...dana, ...fields, ...(token && { "cf-turnstile-response": token }) });
    const request = aRequest("/leads/website/key", {
      headers: { "content-type": "application/json", ...headers },
      body,
    });
    const reply = await acceptLead({ ...request, ip: "93.184.215.14" }, deps);
    return { ...JSON.parse(reply.body ?? "{}"), status: reply.status };
  };
  const states = () => store.allLeads().map(({ state, reason }) => [state, reason].join(" ").trim());
  return { store, clock, log, measure, asked, deps, post, states };
}

describe("a form that asks for a captcha", () => {
  it("takes a lead with a good token, and keeps nothing of the token", async () => {
    const form = aForm();
    expect(await form.post("good")).toMatchObject({ status: 200 });
    expect(form.states()).toEqual(["ready"]);
    expect(JSON.stringify(form.store.allLeads())).not.toContain("good");
  });

  it("refuses one without, or with a bad one, in a way that form.js can tell from a wrong field, and stores nothing", async () => {
    const form = aForm();
    for (const token of [undefined, "made up"]) {
      const { status, title, errors } = await form.post(token);
      expect([status, title, errors]).toEqual([422, expect.stringContaining("not a robot"), undefined]);
    }
    expect(form.store.allLeads()).toEqual([]);
    // A wrong number is said first, and uses up no token.
    expect(await form.post("good", { phone: "12" })).toMatchObject({
      status: 422,
      errors: { phone: expect.anything() },
    });
    expect(form.asked).toEqual(["", "made up"]);
  });

  it("F12: knows the repeat of a lead that it has before its used token is looked at", async () => {
    const form = aForm();
    const headers = { "idempotency-key": "once" };
    const first = await form.post("good", {}, headers);
    expect(await form.post("good", {}, headers)).toEqual(first);
    expect(await form.post(undefined, {}, headers)).toEqual(first);
    expect([form.asked, form.states()]).toEqual([["good"], ["ready"]]);
    // Without a key of its own it is known by who sent it.
    const another = aForm();
    const sent = await another.post("good");
    expect(await another.post("good")).toEqual(sent);
    expect(another.asked).toEqual(["good"]);
  });

  it("F12: knows the second of a double click, whose token the first has used while both were asked about", async () => {
    let let2nd = () => {};
    const both = new Promise<void>((resolve) => {
      let2nd = resolve;
    });
    let first = true;
    const form = aForm({
      // The second is answered when the first is stored.
      slow: async () => {
        if (!first) await both;
        first = false;
      },
    });
    const one = form.post("good").finally(let2nd);
    const other = form.post("good");
    expect(await other).toEqual(await one);
    expect(form.states()).toEqual(["ready"]);
  });

  it("F11: holds a lead while the vendor is down, rings nobody, loses nothing, and says so", async () => {
    const form = aForm();
    expect(await form.post("down")).toMatchObject({ status: 200 });
    expect(form.states()).toEqual(["held captcha-unreachable"]);
    expect(form.store.allLeads()).toMatchObject([
      { dueFor: "reconcile", detail: "status 503", person: { firstName: "Dana" } },
    ]);
    expect(form.store.allLeads()[0]).not.toHaveProperty("wakes");
    expect(form.measure.sumOf("CaptchaUnsure")).toBe(1);
  });

  it("F11: holds them too where nobody could ask", async () => {
    const form = aForm();
    Object.assign(form.deps, { verifierFor: undefined });
    await form.post("good");
    expect(form.states()).toEqual(["held captcha-misconfigured"]);
  });

  it("lets the person through who shows later what could not be seen before, and nobody without", async () => {
    const form = aForm();
    await form.post("down");
    form.clock.pass(5 * minutes);
    expect(await form.post("made up")).toMatchObject({ status: 422 });
    await form.post("down");
    expect(form.states()).toEqual(["held captcha-unreachable"]);
    expect(await form.post("good")).toMatchObject({ status: 200 });
    expect(form.states()).toEqual(["ready"]);
    expect(form.store.allLeads()).toMatchObject([{ wakes: "dial-lead" }]);
  });

  it("asks for a token before a repeat rings in the place of a lead that ended without a ring", async () => {
    const form = aForm();
    await form.post("good");
    const [lead] = form.store.allLeads();
    await form.store.leads.save({ ...lead, revision: 2, state: "failed", reason: "phone-refused" } as never);
    form.clock.pass(1 * hours);
    expect(await form.post("good")).toMatchObject({ status: 422 });
    expect(form.states()).toEqual(["failed phone-refused"]);
    expect(await form.post("good-two")).toMatchObject({ status: 200 });
    expect(form.states()).toEqual(["ready"]);
  });
});

it("a solved sum is spent for its lead, with the rights of the function, and for no other", async () => {
  const { quotas } = limitedTo("accept-lead", memoryStore());
  const spend = spentFor("website", quotas);
  expect(await spend("nonce", "lead_1", noon)).toBe(true);
  expect(await spend("nonce", "lead_1", noon)).toBe(true);
  expect(await spend("nonce", "lead_2", noon)).toBe(false);
  expect(await spend("other", "lead_2", noon)).toBe(true);
});

describe("a form that was sent too fast", () => {
  const settings = { leastSeconds: 3 };
  const hasty = (took: object, least: Record<string, unknown> = settings) => {
    const form = aForm();
    const sources = { website: { ...website, captcha: undefined, settings: least } };
    Object.assign(form.deps, { bridge: aBridge({ sources }) });
    return form.post(undefined, took).then(() => form);
  };

  it("is held, where its owner says how long it takes and form.js how long it took", async () => {
    expect((await hasty({ _took: "2999" })).states()).toEqual(["held hasty"]);
    expect((await hasty({ _took: "3000" })).states()).toEqual(["ready"]);
    expect((await hasty({})).states()).toEqual(["ready"]);
    expect((await hasty({ _took: "1" }, {})).states()).toEqual(["ready"]);
    expect((await hasty({ _took: "-1e9" })).states()).toEqual(["ready"]);
    expect((await hasty({ _took: "9000" })).store.allLeads()[0]?.extra).toEqual({});
  });
});
