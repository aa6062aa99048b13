import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { WebhookSchema } from "../../../../lambda/callingly/schemas.ts";
import { type RegistrarDeps, webhookRegistrar } from "../../../../lambda/steps/reconcile/register-webhooks.ts";
import { aBridge, aClock, aLog } from "../../../fakes/bridge.ts";
import { minutes, noon } from "../../../fakes/leads.ts";

const TARGET = "https://bridge.example.com/callingly/main/call_completed/token-of-main";

function aKeeper(registered: object[] = []) {
  const webhooks = new Map(
    registered.map((webhook, index) => [String(index + 1), { id: String(index + 1), ...webhook }]),
  );
  const clock = aClock(noon);
  const asked: string[] = [];
  let next = 100;
  const deps: RegistrarDeps = {
    accounts: aBridge().accounts.filter(({ name }) => name === "main"),
    callinglyFor: async () => ({
      listWebhooks: async () => {
        asked.push("list");
        return [...webhooks.values()].map((webhook) => z.parse(WebhookSchema, webhook));
      },
      createWebhook: async (webhook) => {
        asked.push("create");
        next += 1;
        webhooks.set(String(next), { id: String(next), ...webhook });
        return undefined;
      },
      deleteWebhook: async (id) => {
        asked.push("delete");
        webhooks.delete(String(id));
      },
    }),
    callbackBaseUrl: "https://bridge.example.com",
    stage: "prod",
    tokensFor: async (account) => [`token-of-${account}`, `former-token-of-${account}`],
    now: clock.now,
    log: aLog(),
  };
  return { webhooks, clock, asked, deps, keep: webhookRegistrar(deps) };
}

const right = { name: "ours", event: "call_completed", target_url: TARGET };

describe("the webhook at Callingly", () => {
  it("is registered when it is missing", async () => {
    const { webhooks, keep } = aKeeper();
    await keep(true);
    expect([...webhooks.values()]).toMatchObject([{ event: "call_completed", target_url: TARGET }]);
  });

  it("is left alone when it is right", async () => {
    const { asked, keep } = aKeeper([right]);
    await keep(true);
    expect(asked).toEqual(["list"]);
  });

  it.each([
    ["twice", [right, right]],
    ["with the token that is being replaced", [{ ...right, target_url: TARGET.replace("token", "former-token") }]],
    ["at a former address", [{ ...right, target_url: TARGET.replace("bridge.", "former.") }]],
    ["with a filter that keeps calls from us", [{ ...right, call_status: "completed" }]],
    ["for another event", [{ ...right, event: "lead_created" }]],
  ])("F73: is exactly one after it was registered %s", async (_how, registered) => {
    const { webhooks, keep } = aKeeper(registered);
    await keep(true);
    await keep(true);
    expect([...webhooks.values()]).toMatchObject([{ event: "call_completed", target_url: TARGET }]);
    expect([...webhooks.values()][0]).not.toHaveProperty("call_status");
  });

  it("goes only when the one at the new address stands", async () => {
    const former = { ...right, target_url: TARGET.replace("bridge.", "former.") };
    const { webhooks, deps } = aKeeper([former]);
    const createWebhook = () => Promise.reject(new Error("down"));
    const callinglyFor: RegistrarDeps["callinglyFor"] = async (account) => {
      const client = await deps.callinglyFor(account);
      return client && { ...client, createWebhook };
    };
    await webhookRegistrar({ ...deps, callinglyFor })(true);
    expect([...webhooks.values()]).toMatchObject([former]);
  });

  it("of two stages behind one address is one for each, and neither touches the other's", async () => {
    const { webhooks, asked, deps } = aKeeper();
    const keepers = ["p", "q"].map((token) => webhookRegistrar({ ...deps, tokensFor: async () => [token] }));
    for (let round = 0; round < 5; round += 1) for (const keep of keepers) await keep(true);
    expect([...webhooks.values()].map((webhook) => (webhook as Partial<typeof right>).target_url)).toEqual(
      ["p", "q"].map((token) => TARGET.replace("token-of-main", token)),
    );
    expect(asked).not.toContain("delete");
  });

  it("says at Callingly which stage and account it is of", async () => {
    const { webhooks, keep } = aKeeper();
    await keep(true);
    expect([...webhooks.values()]).toMatchObject([{ name: "callingly-bridge prod main" }]);
  });

  it("of others is never touched: another stage's, another account's, a person's own", async () => {
    const others = [
      { ...right, target_url: TARGET.replace("bridge.", "other.").replace("token-of-main", "token-of-another-stage") },
      { ...right, name: "callingly-bridge prod main", target_url: TARGET.replace("token-of-main", "unknown") },
      { ...right, target_url: TARGET.replace("/main/", "/main-2/") },
      { name: "mine", event: "call_completed", target_url: "https://hooks.example.com/1" },
    ];
    const { webhooks, keep } = aKeeper(others);
    await keep(true);
    expect(webhooks.size).toBe(5);
  });

  it("is looked at once an hour by the minute's tick, at once when it is asked for", async () => {
    const { asked, clock, keep } = aKeeper([right]);
    for (let minute = 0; minute < 61; minute += 1) {
      await keep(false);
      clock.pass(minutes);
    }
    expect(asked).toEqual(["list", "list"]);
    await keep(true);
    expect(asked).toHaveLength(3);
  });

  it("is registered by the first minute's tick that finds a token, though none had one before", async () => {
    const { asked, clock, deps } = aKeeper();
    let isThere = false;
    const keep = webhookRegistrar({
      ...deps,
      callinglyFor: async (one) => (isThere ? deps.callinglyFor(one) : undefined),
    });
    for (let minute = 0; minute < 5; minute += 1) {
      await keep(false);
      clock.pass(minutes);
    }
    expect(asked).toEqual([]);
    isThere = true;
    await keep(false);
    expect(asked).toContain("create");
  });

  it("is not registered without a public address or without a token; the next account goes on", async () => {
    const { asked, deps } = aKeeper();
    await webhookRegistrar({ ...deps, callbackBaseUrl: undefined })(true);
    await webhookRegistrar({ ...deps, callinglyFor: async () => undefined })(true);
    expect(asked).toEqual([]);
    const failing = {
      ...deps,
      accounts: [
        ...deps.accounts,
        { name: "second", token: "second", timeZone: "UTC", whenUnproven: "review" as const },
      ],
    };
    await webhookRegistrar({
      ...failing,
      callinglyFor: (account) =>
        account.name === "main" ? Promise.reject(new Error("down")) : deps.callinglyFor(account),
    })(true);
    expect(asked).toEqual(["list", "create", "list"]);
  });

  it("is one also when two ticks found it missing at the same moment", async () => {
    const { webhooks, deps } = aKeeper();
    await Promise.all([webhookRegistrar(deps)(true), webhookRegistrar(deps)(true)]);
    expect(webhooks.size).toBe(1);
  });
});
