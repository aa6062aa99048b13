import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { CallinglyError } from "../../../../lambda/callingly/error.ts";
import { CallinglyLeadSchema } from "../../../../lambda/callingly/schemas.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { rightsEnd } from "../../../../lambda/lead/phone-right.ts";
import { stopNoted } from "../../../../lambda/lead/phone-stop.ts";
import { type DialDeps, dialLead } from "../../../../lambda/steps/dial-lead/dial-lead.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aBridge, aClock, aLog, aMeasure, someIds } from "../../../fakes/bridge.ts";
import { unhindered } from "../../../fakes/dialling.ts";
import { aLead, days, fromNoon, minutes, noon, website } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";

const PHONE = "+12125550123";

/** An earlier lead of the phone was stopped at Callingly a day ago; its person asks again. */
async function askedAgain(changes: Partial<DialDeps> = {}) {
  const store = memoryStore();
  const clock = aClock(noon);
  const done: string[] = [];
  const atCallingly = { is_stopped: 1, result: null as string | null };
  const fails: CallinglyError[] = [];
  const failing = (method: "GET" | "PUT") => {
    const error = fails.shift();
    if (error) throw error;
    done.push(method);
  };
  const deps: DialDeps = {
    ...unhindered,
    bridge: aBridge(),
    store: limitedTo("dial-lead", store),
    callinglyFor: async () => ({
      tokenPrint: "t",
      getLead: async (id) => {
        failing("GET");
        return z.parse(CallinglyLeadSchema, { id, ...atCallingly });
      },
      updateLead: async (id, { is_stopped }) => {
        failing("PUT");
        done.push(`${id} stopped: ${is_stopped}`);
      },
      createCall: async () => {
        done.push("POST");
        return { kind: "placed", callId: "9001" };
      },
    }),
    now: clock.now,
    newId: someIds("id"),
    log: aLog(),
    measure: aMeasure(),
    ...changes,
  };
  const first = { ...aLead({ phone: PHONE }, { at: fromNoon(-days) }), callinglyLeadId: "62" };
  await store.phones.save(stopNoted(undefined, first, PHONE, clock.now()), undefined);
  clock.pass(days);
  const lead = aLead({ phone: PHONE }, { door: website, at: clock.now() });
  await store.leads.add(lead);
  const find = async (): Promise<Lead> => (await store.leads.find(lead.id)) as Lead;
  const stop = async () => (await store.phones.find(lead.account, PHONE))?.stop;
  return { store, clock, deps, done, atCallingly, fails, first, lead, find, stop, dial: () => dialLead(lead.id, deps) };
}

const failure = (status: number) =>
  new CallinglyError({ method: "PUT", path: "/leads/62" }, "no", { status, retryable: true });

describe("what we stopped at Callingly for an earlier lead of the phone", () => {
  it("is set back before the phone is dialled for a new one, once", async () => {
    const { dial, done, stop } = await askedAgain();
    await dial();
    expect(done).toEqual(["GET", "PUT", "62 stopped: false", "POST"]);
    expect(await stop()).toBeUndefined();
  });

  it("is left where the person asked the agent to be called no more: that stop is Callingly's own", async () => {
    const { dial, done, atCallingly, stop } = await askedAgain();
    atCallingly.result = "removed";
    await dial();
    expect(done).toEqual(["GET", "POST"]);
    expect(await stop()).toBeUndefined();
  });

  it.each<[string, number, boolean]>([
    ["somebody has set it back at Callingly", 200, false],
    ["Callingly does not have the lead any more", 404, true],
  ])("needs nothing where %s", async (_, status, isGone) => {
    const { dial, done, fails, atCallingly, stop } = await askedAgain();
    atCallingly.is_stopped = 0;
    if (isGone) fails.push(failure(status));
    await dial();
    expect(done.at(-1)).toBe("POST");
    expect(done).not.toContain("PUT");
    expect(await stop()).toBeUndefined();
  });

  it("keeps the phone from being dialled until it is set back, and the wait has a reason", async () => {
    const { dial, done, fails, find, clock, stop } = await askedAgain();
    fails.push(failure(503));
    await dial();
    expect(done).toEqual([]);
    expect(await find()).toMatchObject({ state: "ready", reason: "callingly-failing", ringsPossible: 0 });
    expect(await stop()).toBeDefined();
    clock.pass(minutes);
    await dial();
    expect(done.at(-1)).toBe("POST");
  });

  it("is waited for while another worker may be telling Callingly of it", async () => {
    const { store, dial, done, find, first, lead, clock } = await askedAgain();
    const rights = await store.phones.find(lead.account, PHONE);
    await store.phones.save(stopNoted(rights, first, PHONE, clock.now()), rights?.writeId);
    await dial();
    expect(done).toEqual([]);
    expect(await find()).toMatchObject({ state: "ready", reason: "same-phone-waits" });
    clock.pass(minutes);
    await dial();
    expect(done).toContain("62 stopped: false");
  });

  it("is set back once more where the worker died before it could note that, and the phone rings once", async () => {
    const { dial, done, store, deps, find } = await askedAgain();
    const limited = limitedTo("dial-lead", store);
    let saves = 0;
    const dies: DialDeps["store"]["phones"]["save"] = (next, seen) => {
      saves += 1;
      return saves === 3 ? new Promise(() => undefined) : limited.phones.save(next, seen);
    };
    void dialLead((await find()).id, { ...deps, store: { ...limited, phones: { ...limited.phones, save: dies } } });
    await new Promise((resolve) => setImmediate(resolve));
    await dial();
    expect(done.filter((what) => what === "62 stopped: false")).toHaveLength(2);
    expect(done.filter((what) => what === "POST")).toHaveLength(1);
  });

  it("is remembered with the phone as long as the lead that was stopped keeps it", async () => {
    const { first } = await askedAgain();
    const kept = stopNoted(undefined, { ...first, retention: { payloadDays: 30, ledgerDays: 60 } }, PHONE, noon);
    expect(rightsEnd(kept)).toEqual(fromNoon(30 * days));
  });
});
