import { describe, expect, it } from "vitest";
import { memoryStore } from "../../lambda/store/memory.ts";
import { sendCommand } from "../../operator/cli/commands/send.ts";
import { takesTestLead } from "../../operator/sources/takes-test-lead.ts";
import { aLead, fromNoon, noon } from "../fakes/leads.ts";
import { bridge } from "./command-line.ts";
import { aStage, config, type StageParts } from "./stage.ts";

/** A stage whose door stores a lead as given, and who knocked there. */
function aDoor(parts: StageParts = {}, answer: { status: number; body: object } | undefined = undefined) {
  const store = memoryStore();
  const knocks: { url: string; body: string; type: string }[] = [];
  const lead = aLead();
  const fetched = async (url: unknown, init: RequestInit = {}) => {
    knocks.push({
      url: String(url),
      body: String(init.body),
      type: new Headers(init.headers).get("content-type") ?? "",
    });
    if (answer) return Response.json(answer.body, { status: answer.status });
    await store.leads.add(lead);
    return Response.json({ status: "accepted", lead_id: lead.id });
  };
  const dialled = async () => {
    const step = { at: fromNoon(900).toISOString(), state: "placed" as const };
    const { dueFor: _for, dueAt: _at, ...rest } = lead;
    await store.leads.save({
      ...rest,
      state: "placed",
      callId: "38700042",
      revision: 2,
      history: [...lead.history, step],
    });
  };
  const stage = aStage({ store, now: noon, ...parts });
  const deps = { fetch: fetched as typeof fetch, sleep: dialled };
  const type = (args: string[], answers?: boolean[]) =>
    bridge(args, { stage, ...(answers && { answers }), program: (cli) => sendCommand(cli, deps) });
  return { type, knocks };
}

describe("bridge send", () => {
  it("posts a test lead as its source takes it, and follows it until it is called", async () => {
    const { type, knocks } = aDoor();
    const { code, out } = await type(["website", "--first-name", "Grace", "--phone", "+12025550123"]);
    expect(code).toBe(0);
    expect(knocks).toMatchObject([
      {
        url: expect.stringMatching(/^https:\/\/bridge.example.com\/leads\/website\/\S{32}$/),
        body: "first_name=Grace&last_name=Lead&phone=%2B12025550123",
        type: "application/x-www-form-urlencoded",
      },
    ]);
    expect(out).toMatch(/^website answered 200: accepted · /);
    expect(out).toContain("  +0.90 s   placed\nCalled 0.90 s after it was sent, call 38700042.\n");
  });

  it("says that a lead is an earlier one's repeat, which is called no second time", async () => {
    const { type } = aDoor({ now: new Date(noon.getTime() + 40 * 60_000) });
    expect((await type(["website"])).out).toContain(
      "It is a repeat of a lead that came 40 min ago, which is placed. To be called, send it with another number.",
    );
  });

  it("tells scripts each step with its time", async () => {
    const { type, knocks } = aDoor();
    const said = (await type(["anything", "--json"])).json();
    expect(JSON.parse(knocks[0]?.body ?? "")).toEqual({ first_name: "Test", last_name: "Lead", phone: "+12025550100" });
    expect(said).toMatchObject({
      http_status: 200,
      status: "accepted",
      state: "placed",
      steps: [{ state: "ready" }, { at: fromNoon(900).toISOString(), state: "placed", reason: null }],
    });
  });

  it("does not follow it when told so", async () => {
    expect((await aDoor().type(["anything", "--no-wait", "--json"])).json()).toMatchObject({ steps: [] });
  });

  it("says whom a deployed bridge would ring, and sends nothing without a yes", async () => {
    const { type, knocks } = aDoor({
      description: { standIn: false, name: "prod", place: "AWS account 1, us-east-1" },
    });
    const said = await type(["anything", "--phone", "+12025550123"], [false]);
    expect(said.questions).toEqual([
      "The bridge prod (AWS account 1, us-east-1) will have the team 19230 rung, and then Test Lead at +12025550123. Send it?",
    ]);
    expect(said).toMatchObject({ code: 1, out: "Nothing was sent.\n" });
    expect(knocks).toEqual([]);
    expect((await type(["anything", "--phone", "+12025550123", "--yes"])).code).toBe(0);
  });

  it("shows what the source refused", async () => {
    const body = { title: "The lead cannot be taken", status: 422, errors: { phone: "no such number" } };
    const { code, out } = await aDoor({}, { status: 422, body }).type(["website", "--phone", "12"]);
    expect({ code, out }).toEqual({
      code: 1,
      out: "website answered 422: The lead cannot be taken · phone: no such number\n",
    });
  });

  it("sends nothing to a source that was added since the bridge of this machine started, and says so", async () => {
    const deployed = { stage: "local", configFingerprint: "f", sources: ["anything"] };
    const { type, knocks } = aDoor({ description: { name: "local", deployed } });
    expect(await type(["website"])).toMatchObject({
      code: 2,
      notes: expect.stringContaining("does not have the source website yet: it read the configuration when it started"),
    });
    expect(knocks).toEqual([]);
    expect((await type(["anything"])).code).toBe(0);
  });

  it("says of a source that nobody knows there that the bridge is older than it", async () => {
    const { out } = await aDoor({}, { status: 404, body: { title: "There is no such source", status: 404 } }).type([
      "website",
    ]);
    expect(out).toContain("was started or deployed before the source was added");
    expect(out).not.toContain("test button");
  });

  it.each([
    ["html-form", true],
    ["json", true],
    ["zapier", true],
    ["gravity-forms", true],
    ["typeform", false],
    ["meta-lead-ads", false],
    ["calendly", false],
    ["hubspot", false],
  ])("can make a lead at a source of %s: %s", async (connector, can) => {
    expect(await takesTestLead(connector)).toBe(can);
  });

  it("says what to try instead at a vendor's source, which reads that vendor's requests alone", async () => {
    const sources = { ...config.sources, quotes: { connector: "typeform", account: "main", team: 1 } };
    const body = { title: "The body is no Typeform event", status: 422 };
    const { out } = await aDoor({ config: { ...config, sources } }, { status: 422, body }).type(["quotes"]);
    expect(out).toContain("what typeform itself sends: use its own test button");
  });
});
