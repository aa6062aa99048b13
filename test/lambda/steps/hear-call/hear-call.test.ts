import { describe, expect, it } from "vitest";
import { callbackTokens } from "../../../../lambda/runtime/secret-shapes.ts";
import { hearCall, hintsPerAccount } from "../../../../lambda/steps/hear-call/hear-call.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aClock, aLog, aRequest } from "../../../fakes/bridge.ts";
import { noon, seconds } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

/** In the middle of a rotation: Callingly still reports under the token that it was given before. */
const secret = { seed: "the seed of today", previous_seed: "the seed before" };
const tokenOf = (seed: string): string => callbackTokens({ seed }, "main", "call_completed")[0] ?? "";

function anEar() {
  const store = memoryStore();
  const log = aLog();
  const deps = {
    tokensFor: async (account: string, event: string) =>
      account === "main" ? callbackTokens(secret, account, event) : ["no account has this"],
    calls: limitedTo("hear-call", store).calls,
    allows: () => true,
    now: aClock(noon).now,
    log,
  };
  const hear = (body: unknown, { account = "main", token = tokenOf(secret.seed) } = {}) =>
    hearCall(
      aRequest("/callingly", {
        params: { account, event: "call_completed", token },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
      deps,
    );
  return { store, log, hear };
}

const captured = {
  id: 38700001,
  account_id: 11002,
  team_id: 19230,
  status: "completed",
  result: "contacted",
  direction: "outbound",
  lead: { id: 6200001, first_name: "Dana", phone_number: "+12125550123", crm_id: 4711 },
  recording_url: "https://evil.example.com/x.mp3",
};

describe("hearing of a call", () => {
  it("F67: notes the call's id and the ref, and nothing else of what was said", async () => {
    const { store, hear } = anEar();
    expect(await hear(captured)).toMatchObject({ status: 200 });
    const [call] = store.allCalls();
    expect(call).toMatchObject({ account: "main", callId: "38700001", refHint: 4711, state: "hinted" });
    expect(JSON.stringify(call)).not.toMatch(/contacted|evil|Dana|2125550123/);
  });

  it("F62/F69: notes fifty equal deliveries once, and a different one again", async () => {
    const { store, log, hear } = anEar();
    await Promise.all(Array.from({ length: 50 }, () => hear(captured)));
    expect(log.lines.filter(({ event }) => event === "call hinted")).toHaveLength(1);
    await hear({ ...captured, recording_url: null });
    expect(store.allCalls()).toMatchObject([{ revision: 2 }]);
  });

  it("F95: takes the token that is being replaced", async () => {
    const { store, hear } = anEar();
    await hear(captured, { token: tokenOf(secret.previous_seed) });
    expect(store.allCalls()).toHaveLength(1);
    await expect(hear(captured, { token: tokenOf("the seed before that") })).rejects.toMatchObject({ status: 404 });
  });

  it.each([{ token: "wrong" }, { token: "" }, { account: "other" }, { account: "__proto__" }])(
    "refuses %j as if there were nothing",
    async (params) => {
      const { store, hear } = anEar();
      await expect(hear(captured, params)).rejects.toMatchObject({ status: 404, message: "Not found" });
      expect(store.allCalls()).toHaveLength(0);
    },
  );

  it.each([{ call: captured }, { data: captured }, { payload: captured }])(
    "finds the call in the wrapping of older accounts",
    async (body) => {
      const { store, hear } = anEar();
      await hear(body);
      expect(store.allCalls()).toMatchObject([{ callId: "38700001", refHint: 4711 }]);
    },
  );

  it.each(["", "not json", "[]", "null", "{}", { id: "../../etc" }, { id: -1 }, { id: 1.5 }, { lead: captured.lead }])(
    "answers 200 to %j and notes nothing",
    async (body) => {
      const { store, log, hear } = anEar();
      expect(await hear(body)).toMatchObject({ status: 200 });
      expect(store.allCalls()).toHaveLength(0);
      expect(log.lines).toMatchObject([{ event: "hint not understood" }]);
    },
  );

  it("does without a ref", async () => {
    const { store, hear } = anEar();
    await hear({ ...captured, lead: { id: 1, crm_id: null } });
    expect(store.allCalls()[0]?.refHint).toBeUndefined();
  });

  it("leaves a first try out of the due index, as its lead is looked after", async () => {
    const { store, hear } = anEar();
    await hear({ ...captured, lead_attempt: 1, agent_attempt: 1 });
    expect(store.allCalls()).toMatchObject([{ state: "hinted", wakes: "report-call" }]);
    expect(store.allCalls()[0]?.dueAt).toBeUndefined();
  });

  it.each([
    ["a redial of the lead", { lead_attempt: 2, agent_attempt: 1 }],
    ["another agent", { lead_attempt: 1, agent_attempt: 2 }],
    ["a call that came in", { lead_attempt: 1, agent_attempt: 1, direction: "inbound" }],
    ["what does not say", {}],
  ])("puts a redial, a call that came in, and what does not say into the due index: %s", async (_, more) => {
    const { store, hear } = anEar();
    await hear({ ...captured, ...more });
    expect(store.allCalls()).toMatchObject([{ dueFor: "report-call", dueAt: noon.toISOString() }]);
  });

  it("takes 300 hints of an account at once and 20 a second from then on, whatever another account gets", () => {
    const clock = aClock(noon);
    const allows = hintsPerAccount(() => clock.now().getTime());
    const taken = (account: string) => Array.from({ length: 400 }, () => allows(account)).filter(Boolean).length;
    expect([taken("main"), taken("main"), taken("second")]).toEqual([300, 0, 300]);
    clock.pass(seconds);
    expect(taken("main")).toBe(20);
  });

  it("F82: refuses a body over 256 kB", async () => {
    await expect(anEar().hear("x".repeat(256 * 1024 + 1))).rejects.toMatchObject({ status: 413 });
  });
});
