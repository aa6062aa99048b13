import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type AcceptDeps, acceptLead } from "../../../../lambda/steps/accept-lead/accept-lead.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import type { LeadStore } from "../../../../lambda/store/store.ts";
import { aBridge, aClock, aLog, aMeasure, aRequest, someIds } from "../../../fakes/bridge.ts";
import { hours, noon } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

const KEY = "key-of-the-source";

function aDoor(changes: Partial<AcceptDeps> = {}) {
  const store = memoryStore();
  const { leads: limited } = limitedTo("accept-lead", store);
  const clock = aClock(noon);
  const log = aLog();
  const measure = aMeasure();
  const calls = { store: 0 };
  const counted =
    <A extends unknown[], R>(act: (...args: A) => R) =>
    (...args: A): R => {
      calls.store += 1;
      return act(...args);
    };
  const leads: AcceptDeps["leads"] = {
    add: counted(limited.add),
    find: counted(limited.find),
    save: counted(limited.save),
  };
  const deps: AcceptDeps = {
    bridge: aBridge(),
    leads,
    records: limitedTo("accept-lead", store).records,
    optOut: async () => undefined,
    secretsFor: async () => ({ keys: [KEY], values: {}, visitorKey: "visitors" }),
    now: clock.now,
    newId: someIds("accept"),
    log,
    measure,
    ...changes,
  };
  const post = (
    body: unknown,
    { to = `/leads/anything/${KEY}`, headers = {} }: { to?: string; headers?: Record<string, string> } = {},
  ) =>
    acceptLead(
      aRequest(to, {
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
      deps,
    );
  return { store, clock, log, measure, calls, deps, post };
}

const lead = { name: "Dana Whitfield", phone: "(212) 555-0123", email: "dana.whitfield@example.com" };
const read = (reply: { body?: string }) => JSON.parse(reply.body ?? "null");

describe("accepting a lead", () => {
  it("stores it with one write and answers 200 with its id", async () => {
    const { store, calls, post } = aDoor();
    const reply = await post(lead);
    expect(reply.status).toBe(200);
    const [stored] = store.allLeads();
    expect(read(reply)).toEqual({ status: "accepted", lead_id: stored?.id });
    expect(stored).toMatchObject({
      state: "ready",
      source: "anything",
      account: "main",
      person: { phone: "+12125550123" },
    });
    expect(calls.store).toBe(1);
  });

  it("F01/F03/F15: stores it once, however often its sender repeats it, and always answers the same id", async () => {
    const { store, post } = aDoor();
    const replies = await Promise.all(Array.from({ length: 100 }, () => post(lead)));
    expect(new Set(replies.map((reply) => read(reply).lead_id)).size).toBe(1);
    expect(replies.filter((reply) => read(reply).status === "accepted")).toHaveLength(1);
    expect(replies.every((reply) => reply.status === 200)).toBe(true);
    expect(store.allLeads()).toHaveLength(1);
  });

  it("F05: keeps the first and notes the difference when a vendor repeats it with other content", async () => {
    const { store, post } = aDoor();
    const first = read(await post({ ...lead, message: "call me" }));
    const second = read(await post({ ...lead, message: "call me please" }));
    expect(second).toEqual({ status: "duplicate", lead_id: first.lead_id });
    expect(store.allLeads()).toMatchObject([{ differences: 1, extra: { message: "call me" } }]);
  });

  it("F05: notes ten differences and then writes no more, so that a flood keeps nobody from writing the lead", async () => {
    const { store, calls, post } = aDoor();
    for (let repeat = 0; repeat < 11; repeat += 1) await post({ ...lead, message: `${repeat}` });
    const { revision } = store.allLeads()[0] ?? {};
    calls.store = 0;
    for (let repeat = 11; repeat < 61; repeat += 1) await post({ ...lead, message: `${repeat}` });
    expect(store.allLeads()).toMatchObject([{ differences: 10, revision }]);
    // The one write that each of them tried found the lead there.
    expect(calls.store).toBe(50);
  });

  it("F05: answers 409 when a caller uses one Idempotency-Key for two leads", async () => {
    const { store, post } = aDoor();
    const headers = { "idempotency-key": "order-1" };
    await post(lead, { headers });
    expect((await post(lead, { headers })).status).toBe(200);
    expect((await post({ ...lead, phone: "+14155552671" }, { headers })).status).toBe(409);
    expect(store.allLeads()).toHaveLength(1);
  });

  it("F06: takes the same person's lead of next week for a new one", async () => {
    const { store, clock, post } = aDoor();
    await post(lead);
    clock.pass(7 * 24 * hours);
    await post(lead);
    expect(store.allLeads()).toHaveLength(2);
  });

  it("F15: rings for a HubSpot contact that a workflow enrols again weeks later, but not for a repeat of days", async () => {
    const hubspot = { connector: "hubspot", account: "main", team: 19230 };
    const { store, clock, post } = aDoor({ bridge: aBridge({ sources: { hubspot } }) });
    const to = `/leads/hubspot/${KEY}`;
    const body = { hs_object_id: "151", phone: "(212) 555-0123", firstname: "Dana" };
    await post(body, { to });
    clock.pass(hours);
    await post(body, { to });
    expect(store.allLeads()).toHaveLength(1);
    clock.pass(21 * 24 * hours);
    await post(body, { to });
    expect(store.allLeads()).toHaveLength(2);
  });

  it("F13: keeps a machine's lead with an impossible phone as held", async () => {
    const { store, post } = aDoor();
    expect((await post({ ...lead, phone: "(555) 123-4567" })).status).toBe(200);
    expect(store.allLeads()).toMatchObject([{ state: "held", reason: "invalid-phone" }]);
  });

  it("keeps what a form's visitor agreed to, with what the request shows of the moment", async () => {
    const consent = { field: "consent", text: "I agree to be called.", textVersion: "2026-06" };
    const website = { connector: "html-form", account: "main", team: 19230, consent };
    const { store, post } = aDoor({ bridge: aBridge({ sources: { website } }) });
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0",
      referer: "https://www.example.com/quote?email=dana.whitfield%40example.com",
    };
    const leadOf = async (form: string) => {
      const reply = await post(form, { to: `/leads/website/${KEY}`, headers });
      return store.leads.find(read(reply).lead_id);
    };
    const ticked = await leadOf("name=Dana+Whitfield&phone=(212)+555-0123&consent=on");
    expect(ticked?.consent).toEqual({
      given: true,
      method: "checkbox",
      text: expect.stringMatching(/^[\w-]{16}$/),
      version: "2026-06",
      purposes: ["call"],
      page: "https://www.example.com/quote",
      agent: "(X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0",
    });
    expect(ticked?.retention?.consentDays).toBe(1826);
    const unticked = await leadOf("name=Omar+Lake&phone=(212)+555-0124");
    expect(unticked?.consent).toMatchObject({ method: "checkbox" });
    expect(unticked?.consent).not.toHaveProperty("given");
  });

  it("tells a form's visitor the same of the call, whether the lead is new, a repeat or a robot's", async () => {
    const at = new Date("2026-06-16T12:00:00Z");
    const { post } = aDoor({
      outlookOf: ({ person }) => ({ phone: person.phone, call: { at, zone: "America/New_York" } }),
    });
    const headers = { "sec-fetch-mode": "navigate", "content-type": "application/x-www-form-urlencoded" };
    const send = async (more = "") =>
      (await post(`name=Dana&phone=2125550123${more}`, { to: `/leads/website/${KEY}`, headers })).body;
    const first = await send();
    expect(first).toContain("+1 212 555 0123");
    expect(first).toContain("Tuesday, June 16");
    expect([await send(), await send("&_gotcha=x")]).toEqual([first, first]);
  });

  it("tells a form's visitor what to mend, per field, and stores nothing", async () => {
    const { store, post } = aDoor();
    const headers = { accept: "application/json" };
    const reply = await post({ ...lead, phone: "555 12" }, { to: `/leads/website/${KEY}`, headers });
    expect(reply.status).toBe(422);
    expect(read(reply)).toMatchObject({ errors: { phone: "Please enter a valid phone number." } });
    expect(store.allLeads()).toHaveLength(0);
  });

  it("keeps a visitor's number that is in no numbering plan yet, for a person to look at", async () => {
    const { store, post } = aDoor();
    const reply = await post({ ...lead, phone: "(555) 123-4567" }, { to: `/leads/website/${KEY}` });
    expect(reply.status).toBe(200);
    expect(store.allLeads()).toMatchObject([{ state: "held", reason: "invalid-phone" }]);
  });
});

describe("a request with many leads", () => {
  const many = Array.from({ length: 100 }, (_, index) => ({
    name: "Dana Whitfield",
    phone: `(212) 555-0${String(100 + index)}`,
  }));

  it("takes in each once, and keeps the one that nobody can call as held", async () => {
    const { store, post } = aDoor();
    const batch = [...many.slice(0, 99), { name: "Nobody", phone: "12" }];
    for (let time = 0; time < 3; time += 1) expect((await post(batch)).status).toBe(200);
    expect(store.allLeads().filter(({ state }) => state === "ready")).toHaveLength(99);
    expect(store.allLeads().filter(({ reason }) => reason === "invalid-phone")).toHaveLength(1);
  });

  it("stores all the others when one cannot be stored, and has them sent once more", async () => {
    const { store, deps, post } = aDoor();
    let failures = 1;
    const add: LeadStore["add"] = async (each) => {
      if (each.person.phone === "+12125550150" && failures > 0) {
        failures -= 1;
        throw new Error("throttled");
      }
      return store.leads.add(each);
    };
    Object.assign(deps, { leads: { ...store.leads, add } });
    expect((await post(many)).status).toBe(503);
    expect(store.allLeads()).toHaveLength(99);
    const again = await post(many);
    expect(again.status).toBe(200);
    expect(read(again).leads.filter(({ status }: { status: string }) => status === "accepted")).toHaveLength(1);
    expect(store.allLeads()).toHaveLength(100);
  });
});

describe("refusing a request", () => {
  it.each([
    ["an unknown source", { to: `/leads/nobody/${KEY}` }, lead, 404],
    ["a source named like a property of every object", { to: `/leads/constructor/${KEY}` }, lead, 404],
    ["a wrong key", { to: "/leads/anything/wrong" }, lead, 401],
    ["no key", { to: "/leads/anything" }, lead, 401],
    ["malformed JSON", {}, '{"phone": ', 400],
    ["JSON nested ten thousand deep", {}, "[".repeat(10_000), 400],
    ["a body over 256 kB", {}, { ...lead, message: "x".repeat(256 * 1024) }, 413],
  ])("for %s", async (_what, options, body, status) => {
    const { store, post } = aDoor();
    const answer = await post(body, options).catch((error: { status: number; message: string }) => error);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer)).not.toContain("555");
    expect(store.allLeads()).toHaveLength(0);
  });

  it("F83: unpacks what calls itself compressed only as far as a body may be, so that nothing grows", async () => {
    const { store, deps } = aDoor();
    const bomb = gzipSync(Buffer.alloc(50_000_000, " "));
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    const answer = await acceptLead(aRequest(`/leads/anything/${KEY}`, { headers, body: bomb }), deps);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(store.allLeads()).toHaveLength(0);
  });

  it.each(["gzip", "deflate", "br"])("reads a body that is packed with %s", async (encoding) => {
    const { store, deps } = aDoor();
    const pack = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }[encoding] ?? gzipSync;
    const headers = { "content-type": "application/json", "content-encoding": encoding };
    const body = pack(JSON.stringify(lead));
    const answer = await acceptLead(aRequest(`/leads/anything/${KEY}`, { headers, body }), deps);
    expect(answer.status).toBe(200);
    expect(store.allLeads()).toMatchObject([{ state: "ready", person: { phone: "+12125550123" } }]);
    const broken = aRequest(`/leads/anything/${KEY}`, { headers, body: body.subarray(0, -9) });
    expect((await acceptLead(broken, deps)).status).toBe(400);
  });

  it("keeps a template's broken body as held, and tells its sender that it is here", async () => {
    const { store, post } = aDoor();
    const text = '{"name": Dana Whitfield, "phone": (212) 555-0123}';
    expect((await post(text)).status).toBe(200);
    expect(store.allLeads()).toMatchObject([{ state: "held", reason: "not-readable", extra: { body: text } }]);
  });

  it("says what to do about a lead that comes by GET, and takes none", async () => {
    const { store, deps } = aDoor();
    const get = (to: string) => acceptLead(aRequest(to, { method: "GET" }), deps);
    const answer = await get(`/leads/anything/${KEY}?name=Dana&phone=2125550123`);
    expect(answer).toMatchObject({ status: 405, body: expect.stringContaining("POST") });
    expect((await get("/leads/website?email=d%40example.com")).status).toBe(405);
    expect((await get("/leads/anything?utm_source=x")).status).toBe(200);
    expect(store.allLeads()).toHaveLength(0);
  });

  it("F97: tells the same of an unknown source, whatever is asked of it", async () => {
    const { deps } = aDoor();
    for (const method of ["GET", "POST", "OPTIONS", "HEAD"]) {
      await expect(acceptLead(aRequest("/leads/nobody", { method }), deps)).rejects.toMatchObject({
        status: 404,
        message: "Not found",
      });
    }
  });

  it("F07: asks to send it again when it could not be stored", async () => {
    const leads = {
      add: () => Promise.reject(new Error("throttled")),
      find: async () => undefined,
      save: async () => false,
    };
    const { post, log } = aDoor({ leads });
    const reply = await post(lead);
    expect(reply.status).toBe(503);
    expect(reply.headers?.["retry-after"]).toBe("5");
    expect(log.lines.some(({ level, event }) => level === "error" && event === "lead not stored")).toBe(true);
  });

  it("asks to send it again when the keys cannot be read", async () => {
    const { post } = aDoor({ secretsFor: () => Promise.reject(new Error("AccessDenied")) });
    expect((await post(lead)).status).toBe(503);
  });
});

it("F98: never lets personal data or keys into the log", async () => {
  const { log, post } = aDoor();
  await post(lead);
  await post({ ...lead, phone: "nonsense 2125550123" });
  await post(lead, { to: `/leads/anything/wrong-${KEY}` });
  const text = JSON.stringify(log.lines);
  for (const secret of ["Dana", "2125550123", "example.com", KEY]) expect(text).not.toContain(secret);
});

describe("what accepting a lead measures", () => {
  it("is one accepted lead, however often its sender repeats it", async () => {
    const { measure, post } = aDoor();
    for (let time = 0; time < 3; time += 1) await post(lead);
    expect(measure.told).toEqual([{ Accepted: 1 }]);
  });

  it("is each refusal, and apart from the others those of senders who cannot prove who they are", async () => {
    const { measure, post } = aDoor();
    await post(lead, { to: "/leads/anything/wrong-key" });
    await post("[");
    expect(measure.told).toEqual([{ Rejected: 1, SenderRefused: 1 }, { Rejected: 1 }]);
  });

  it("is nothing where the lead could not be stored, and nothing for addresses that we do not have", async () => {
    const { measure, post } = aDoor({ secretsFor: () => Promise.reject(new Error("AccessDenied")) });
    await post(lead);
    await post(lead, { to: "/leads/nobody" }).catch(() => undefined);
    expect(measure.told).toEqual([]);
  });
});
