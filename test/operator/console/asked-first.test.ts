import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { gateOn } from "../../../lambda/lead/gates.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { type MemoryStore, memoryStore } from "../../../lambda/store/memory.ts";
import type { Route } from "../../../operator/console/route.ts";
import { type Routes, routes } from "../../../operator/console/routes.ts";
import { pauseOf } from "../../../operator/gates/pauses.ts";
import { noon } from "../../fakes/leads.ts";
import { aStage } from "../stage.ts";
import { aConsoleUser, type ConsoleUser } from "./console-user.ts";
import { reviewLead, ruledLead, staleLead } from "./scene.ts";

/**
 * Nobody is rung from the console without the question that says whom: the server demands the proof that it was asked.
 * Every route that there is stands in one of two lists here, and is tried.
 */

type Name = keyof Routes;
const all = routes as unknown as Readonly<Record<Name, Route>>;
const names = Object.keys(all) as Name[];

/** Routes that may ring somebody, with their question and what it is asked. */
const ringing = {
  "lead/call": ["lead/ask", () => ({ lead_id: stale.id, revision: stale.revision, decision: "release" })],
  "waiting/do": ["waiting/plan", () => ({ act: "release", reason: ["stale"] })],
  "gates/resume": ["gates/resume/ask", () => ({ source: "website" })],
  "source/send": ["source/send/ask", () => ({ source: "website", phone: "+12025550100" })],
  "local/try": [
    "local/try/ask",
    () => ({
      way: "contact",
      source: "website",
      first_name: "Grace",
      last_name: "Lake",
      email: "",
      phone: "+12025550100",
    }),
  ],
  "local/plan": [
    "local/plan/ask",
    () => ({
      do: "plan",
      kind: "booking",
      source: "website",
      first_name: "Grace",
      last_name: "Lake",
      email: "",
      phone: "+12025550100",
      at: noon.toISOString(),
    }),
  ],
} as const satisfies Partial<Record<Name, readonly [question: Name, input: () => object]>>;

const someLead = () => ({ lead_id: stale.id, revision: stale.revision });

/** Routes that change something and ring nobody, with something to change. */
const quiet: Partial<Record<Name, () => object>> = {
  "lead/settle": () => ({ ...someLead(), decision: "cancel" }),
  "results/retry": () => ({ call_id: "77", account: "main" }),
  "results/retry-parked": () => ({}),
  "results/drop": () => ({ call_id: "77", account: "main" }),
  "gates/pause": () => ({ account: "main" }),
  "works/stop": () => ({ id: "guess" }),
  "crm/hooks/arm": () => ({ crm: "hubspot" }),
  "secrets/set": () => ({ purpose: "callingly-tokens", entry: "main", value: "new-token", check: false }),
  "secrets/rotate": () => ({ purpose: "source-keys" }),
  "secrets/finish": () => ({ purpose: "source-keys", anyway: true }),
  // These move the stand-in, which rings nobody; where Callingly is real, they are refused.
  "local/plan/end": () => ({ source: "website", id: "4122", do: "remove" }),
  "local/review-case": () => ({}),
  "local/fault": () => ({ fault: "busy" }),
  "local/faults-clear": () => ({}),
  "local/outcome": () => ({ outcome: "contacted" }),
  "local/speed": () => ({ speed: 10 }),
  "person/forget": () => ({ lead_id: stale.id, digits: "0100", mentions: false }),
};

const stale = staleLead({ name: "Grace Lake", phone: "+12065550100" });
const paused = ruledLead("paused", { name: "Maya Heath", phone: "+12065550101" });
const review = reviewLead({ name: "Zoë Brook", phone: "+12065550102" });
const leads: readonly Lead[] = [stale, paused, review];

/** Counts what is posted to a source, or entered or planned in a CRM that is played: each such request is a lead that rings. */
let door: Server;
let url = "";
let posts = 0;
beforeAll(async () => {
  door = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const isEnd = /"do":"(?:finish|remove)"/.test(body);
    if (/^\/(?:leads|api\/(?:contacts|plans))\//.test(request.url ?? "") && !isEnd) posts += 1;
    const bridge = { callingly: { url, stand_in: true }, sources: { website: { url: `${url}/leads/website/KEY` } } };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(bridge));
  });
  await new Promise<void>((listening) => door.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
});
afterAll(() => door.close());

let user: ConsoleUser;
let store: MemoryStore;
afterEach(() => user?.close());

async function console(facts = {}) {
  store = memoryStore();
  for (const lead of leads) await store.leads.add(lead);
  await store.gates.close(pauseOf(gateOn.source("website"), "lunch", "kim", noon));
  posts = 0;
  const stage = aStage({ store, now: noon, description: { url } });
  user = await aConsoleUser({ stage: { ...stage, sleep: async () => undefined }, facts: { local: url, ...facts } });
}

/** Whether anything happened by which somebody is rung. */
async function isAnybodyRung(): Promise<boolean> {
  const now = await Promise.all(leads.map(({ id }) => store.leads.find(id)));
  const isAwake = now.some((lead) => lead?.wakes === "dial-lead" || lead?.state === "ready");
  const isOpen = (await store.gates.all()).every(({ on }) => on !== gateOn.source("website"));
  return isAwake || isOpen || posts > 0;
}

const asked = async (name: keyof typeof ringing): Promise<string> => {
  const [question, input] = ringing[name];
  const { proof } = await user.answer(question, input());
  return String(proof);
};

async function expectRefused(name: Name, input: unknown, as = {}) {
  const { status, text } = await user.got(name, input, as);
  expect([status, JSON.parse(text)]).toEqual([409, { problem: expect.stringContaining("does not stand any more") }]);
  expect(await isAnybodyRung()).toBe(false);
}

describe("where people are really called", () => {
  it.each([
    ["local/try", ""],
    ["local/plan", "At 2026-06-15 12:00:00 UTC: "],
  ] as const)(
    "whoever sends or plans a lead from the first page is told first whom that rings: %s",
    async (name, when) => {
      user = await aConsoleUser({ stage: aStage({ description: { url, standIn: false } }), facts: { local: url } });
      const [question, input] = ringing[name];
      expect(await user.answer(question, input())).toEqual({
        question: expect.stringMatching(
          new RegExp(
            `^${when}The bridge .* will have the team \\d+ rung, and then Grace Lake at \\+12025550100\\. Send it\\?`,
          ),
        ),
        proof: expect.any(String),
      });
    },
  );
});

describe("the routes of the console", () => {
  it("that change something are known, each as one that may ring or as one that rings nobody", () => {
    const changing = names.filter((name) => all[name].changes);
    expect(changing.sort()).toEqual([...Object.keys(ringing), ...Object.keys(quiet)].sort());
    expect(changing.filter((name) => all[name].question !== undefined).sort()).toEqual(Object.keys(ringing).sort());
  });

  it("that only ask change nothing and ring nobody", async () => {
    await console();
    for (const [question, input] of Object.values(ringing)) await user.answer(question, input());
    expect(await isAnybodyRung()).toBe(false);
  });
});

describe.each(Object.keys(ringing) as (keyof typeof ringing)[])("%s, which may ring somebody", (name) => {
  it("is refused without a proof, or with a guess, and nothing happens", async () => {
    await console();
    await expectRefused(name, {});
    await expectRefused(name, { proof: "guess" });
    await expectRefused(name, ringing[name][1]());
  });

  it("is refused with the proof of another question", async () => {
    await console();
    for (const other of Object.keys(ringing) as (keyof typeof ringing)[])
      if (other !== name) await expectRefused(name, { proof: await asked(other) });
  });

  it("is refused with the proof of another session", async () => {
    await console();
    const proof = await asked(name);
    await expectRefused(name, { proof }, { key: await user.begin() });
  });

  it("is refused with a proof that is too old", async () => {
    await console();
    const proof = await asked(name);
    user.passTime(5 * 60_000 + 1);
    await expectRefused(name, { proof });
  });

  it("is done once with its own proof, and what else is sent with it changes nothing of it", async () => {
    await console();
    const proof = await asked(name);
    const { status } = await user.got(name, { proof, seen: [review.id], act: "replay", phone: "+12065550199" });
    expect(status).toBe(200);
    for (let turn = 0; turn < 50 && !(await isAnybodyRung()); turn += 1)
      await new Promise((resolve) => setImmediate(resolve));
    expect(await isAnybodyRung()).toBe(true);
    expect((await store.leads.find(review.id))?.state).toBe("review");
    const again = await user.got(name, { proof });
    expect(again.status).toBe(409);
  });
});

describe.each(Object.entries(quiet))("%s, which changes something without a question", (name, input) => {
  it("rings nobody", async () => {
    await console();
    const { status } = await user.got(name, input());
    expect(status).toBe(200);
    expect(await isAnybodyRung()).toBe(false);
  });
});
