import { describe, expect, it } from "vitest";
import type { Call, CallResult } from "../../../../lambda/lead/call/call.ts";
import { hinted } from "../../../../lambda/lead/call/hint.ts";
import type { Lead } from "../../../../lambda/lead/lead.ts";
import { claimed, dialled, folded } from "../../../../lambda/lead/states.ts";
import { matchLead } from "../../../../lambda/steps/report-call/match-lead.ts";
import { changeLead } from "../../../../lambda/store/change.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aBridge } from "../../../fakes/bridge.ts";
import { aLead, fromNoon, minutes, noon, website } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { takesPhone } from "../../../fakes/phones.ts";
import { refFor } from "../../../fakes/refs.ts";
import { tieCall, tieOf } from "../../../fakes/ties.ts";

const PHONE = "+12125550123";
const crm = (url: string) => ({ connector: "webhook", settings: { url } });

/**
 * Two businesses have rung one person, half an hour apart; then the team of one of them rings again by itself. Or one
 * has, and the other is about to.
 */
async function twoBusinesses({
  teams = [1, 2],
  roofWaits = false,
}: {
  teams?: [number, number];
  roofWaits?: boolean;
} = {}) {
  const bridge = aBridge({
    crms: { solarco: crm("https://solar.example.com/r"), roofco: crm("https://roof.example.com/r") },
    sources: {
      solar: { connector: "json", account: "main", team: teams[0], report: ["solarco"] },
      roof: { connector: "json", account: "main", team: teams[1], report: ["roofco"] },
    },
  });
  const store = memoryStore();
  const rung = async (source: string, team: number, callId: string, atMs: number): Promise<Lead> => {
    const lead = aLead({ phone: PHONE }, { door: { ...website, source } });
    await store.leads.add(lead);
    await takesPhone(store, lead, { group: bridge.groupOf(lead) });
    if (source === "roof" && roofWaits) return lead;
    const at = fromNoon(atMs);
    await changeLead(store.leads, lead.id, (current) => claimed(current, callId, team, at));
    await tieCall(store, "main", callId, lead.id);
    await changeLead(store.leads, lead.id, (current) => dialled(current, callId, { kind: "placed", callId }, at));
    const news = { callId, outcome: "missed", final: true } as const;
    return (await changeLead(store.leads, lead.id, (current) => folded(current, news, at))) as Lead;
  };
  const solar = await rung("solar", teams[0], "9001", 0);
  const roof = await rung("roof", teams[1], "9002", 30 * minutes);
  const match = (told: Partial<CallResult>, ref?: number) => {
    const call = hinted(undefined, { account: "main", callId: "9009", digest: "d", ref, at: noon }) as Call;
    const result = { callId: "9009", final: true, seconds: 0, phone: PHONE, direction: "outbound", ...told };
    const startedAt = fromNoon(60 * minutes).toISOString();
    return matchLead(
      call,
      { startedAt, ...result },
      { bridge, store: limitedTo("report-call", store), now: () => fromNoon(61 * minutes) },
    );
  };
  return { store, solar, roof, match };
}

describe("a call that two businesses' leads may have led to", () => {
  it("is the one's whose team rang, whichever was dialled last", async () => {
    const { solar, match } = await twoBusinesses();
    expect((await match({ teamId: "1" })).lead?.id).toBe(solar.id);
  });

  it("is the one's whose team rang, though Callingly has kept the ref of the other's dial", async () => {
    const { solar, roof, match } = await twoBusinesses();
    expect((await match({ teamId: "1" }, refFor(roof))).lead?.id).toBe(solar.id);
  });

  it("is believed to be of its ref where the team does not speak against it", async () => {
    const { solar, match } = await twoBusinesses();
    expect((await match({}, refFor(solar))).lead?.id).toBe(solar.id);
  });

  it.each([[{}], [{ teamId: "3" }]])("is nobody's while nothing tells them apart (%o)", async (told) => {
    const { match, store } = await twoBusinesses();
    expect((await match(told)).lead).toBeUndefined();
    expect(await tieOf(store, "main", "9009")).toBeUndefined();
  });

  it("is nobody's where clocks leave only the other business's lead: its team did not ring", async () => {
    const { solar, match } = await twoBusinesses();
    const startedAt = fromNoon(22 * minutes).toISOString();
    // Roof's team may have rung by hand, or its worker's clock was ahead when it dialled: no proof of a dial of ours.
    expect((await match({ teamId: "2", startedAt })).lead).toBeUndefined();
    expect((await match({ startedAt })).lead).toBeUndefined();
    expect((await match({ teamId: "1", startedAt })).lead?.id).toBe(solar.id);
  });

  it("is not doubted for a business that has not rung yet", async () => {
    const { solar, match } = await twoBusinesses({ roofWaits: true });
    expect((await match({})).lead?.id).toBe(solar.id);
  });

  it("is believed of its ref for a business that has not rung yet, whichever team took it over", async () => {
    const { solar, match } = await twoBusinesses({ roofWaits: true });
    expect((await match({ teamId: "3" }, refFor(solar))).lead?.id).toBe(solar.id);
  });

  it("is nobody's where one team rings for both", async () => {
    const { match } = await twoBusinesses({ teams: [1, 1] });
    expect((await match({ teamId: "1" })).lead).toBeUndefined();
  });
});

describe("a call whose phone several leads of one business rang", () => {
  /** The second lead has the phone's right since; each was dialled, the second ten minutes ago. */
  async function twoLeads() {
    const bridge = aBridge();
    const store = memoryStore();
    const rung = async (acceptId: string, atMs: number): Promise<Lead> => {
      const lead = { ...aLead({ phone: PHONE }), acceptId };
      await store.leads.add(lead);
      await takesPhone(store, lead, { now: fromNoon(atMs) });
      const take = (current: Lead) => claimed(current, acceptId, 1, fromNoon(atMs));
      return (await changeLead(store.leads, lead.id, take)) as Lead;
    };
    const match = (names: { ref?: number; leadHint?: string }, told: Partial<CallResult> = {}) => {
      const call = hinted(undefined, { account: "main", callId: "9009", digest: "d", ...names, at: noon }) as Call;
      const heard = { phone: PHONE, direction: "outbound", startedAt: fromNoon(60 * minutes).toISOString(), ...told };
      const deps = { bridge, store: limitedTo("report-call", store), now: () => fromNoon(61 * minutes) };
      return matchLead(call, heard, deps);
    };
    return { store, rung, match };
  }

  it("is the one's whose ref came back, though the other has the phone since", async () => {
    const { rung, match } = await twoLeads();
    const [first, second] = [await rung("one", 0), await rung("two", 50 * minutes)];
    expect(await match({ ref: refFor(first) })).toMatchObject({ lead: { id: first.id }, isNamed: true });
    expect(await match({})).toMatchObject({ lead: { id: second.id }, isNamed: false });
  });

  it("is the one's for whose sake we asked, also where Callingly tells no number", async () => {
    const { rung, match } = await twoLeads();
    const first = await rung("one", 0);
    await rung("two", 50 * minutes);
    expect((await match({ leadHint: first.id })).lead?.id).toBe(first.id);
    expect((await match({ leadHint: first.id }, { phone: undefined })).lead?.id).toBe(first.id);
  });

  it("is named by no ref that both have by chance", async () => {
    const { rung, match } = await twoLeads();
    const first = await rung("the same", 0);
    const second = await rung("the same", 50 * minutes);
    // Then its time decides, as without a ref.
    expect((await match({ ref: refFor(second) })).lead?.id).toBe(second.id);
    const before = { startedAt: fromNoon(40 * minutes).toISOString() };
    expect((await match({ ref: refFor(second) }, before)).lead?.id).toBe(first.id);
  });

  it("is nobody's where it may be of one that was dialled later, and whose call was looked for in vain", async () => {
    const { store, rung, match } = await twoLeads();
    const first = await rung("one", 0);
    const second = await rung("two", 50 * minutes);
    const before = { startedAt: fromNoon(40 * minutes).toISOString() };
    expect((await match({}, before)).lead?.id).toBe(first.id);
    await changeLead(store.leads, second.id, (lead) => ({ ...lead, state: "review", reason: "not-found" }));
    expect((await match({}, before)).lead).toBeUndefined();
    expect((await match({}, { startedAt: fromNoon(20 * minutes).toISOString() })).lead?.id).toBe(first.id);
    expect((await match({})).lead?.id).toBe(second.id);
  });
});
