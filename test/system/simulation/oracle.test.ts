import { describe, expect, it } from "vitest";
import type { Call as OurCall } from "../../../lambda/lead/call/call.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { aLead } from "../../fakes/leads.ts";
import { agreement } from "./house-rules.ts";
import { violationsIn } from "./oracle.ts";
import { leadsByRef } from "./refs.ts";
import { SETTLING_MS } from "./run.ts";
import { dana } from "./scenario.ts";
import { send } from "./senders.ts";
import { type Judgement, type ViolationKind, violationKinds } from "./violations.ts";
import { requestsOf, type Wish } from "./wishes.ts";
import { createWorld, hour, minute, type Word, type World } from "./world.ts";

/** A world in which all went well: one lead, one ring, two CRMs that know of it. */
async function aGoodWorld(): Promise<World> {
  const world = createWorld({ registerEveryMs: SETTLING_MS });
  send(world, { at: minute, source: "script", people: [dana], tries: 5 });
  await world.time.runUntil(world.time.now() + SETTLING_MS);
  return world;
}

const changedLead = (world: World, change: (lead: Lead) => Partial<Lead> & Record<string, unknown>): void => {
  const [lead] = world.store.allLeads();
  if (lead) world.store.allLeads = () => [{ ...lead, ...change(lead) } as Lead];
};

const inThePast = "2026-03-01T00:00:00.000Z";
const longAgo = "2025-11-01T00:00:00.000Z";
const inTheFuture = "2026-04-01T00:00:00.000Z";

/** What is done to the good world by hand, by the violation that must be seen. */
const wrongs: Readonly<Record<ViolationKind, (world: World) => Judgement | undefined>> = {
  lost: ({ accepted }) => void accepted.add("lead_that_is_not_there"),
  silent: (world) => void changedLead(world, () => ({ state: "ready", dueFor: undefined })),
  overdue: (world) =>
    void changedLead(world, () => ({ state: "held", reason: "paused", dueFor: "dial-lead", dueAt: inThePast })),
  "moved-back": (world) =>
    void changedLead(world, ({ history }) => ({
      state: "placed",
      reason: "no-result",
      dueFor: "reconcile",
      dueAt: inTheFuture,
      history: [...history, { at: inThePast, state: "placed" }],
    })),
  "hollow-end": (world) => void world.callingly.act(({ records }) => records.remove("call", 38_700_001)),
  "double-ring": (world) => void ringAgain(world),
  "double-phone": (world) => {
    const [lead] = world.store.allLeads();
    const twin = { ...lead, id: "lead_twin", ref: 77 } as Lead;
    world.store.allLeads = () => [lead as Lead, twin];
    ringAgain(world, 77);
    return undefined;
  },
  "double-line": (world) => {
    const [lead] = world.store.allLeads();
    const twin = { ...lead, id: "lead_twin", ref: 77, source: "roof", team: 19290 } as Lead;
    world.store.allLeads = () => [lead as Lead, twin];
    world.callingly.act(({ records }) => {
      const [ring] = world.callingly.rings;
      const call = ring && records.get("call", ring.call_id);
      if (call) records.put("call", { ...call, seconds: 60 });
    });
    ringAgain(world, 77);
    return undefined;
  },
  "stray-ring": (world) => void ringAgain(world, 99),
  "result-missing": ({ crms }) => {
    const all = crms.activities();
    Object.assign(crms, { activities: () => all.slice(1) });
    return undefined;
  },
  "result-double": ({ crms }) => {
    const all = crms.activities();
    Object.assign(crms, { activities: () => [...all, all[0]] });
    return undefined;
  },
  "result-wrong": ({ crms }) => {
    const all = crms.activities();
    Object.assign(crms, {
      activities: () => all.map((each) => ({ ...each, recordingUrl: "https://evil.example/x.mp3" })),
    });
    return undefined;
  },
  "result-foreign": ({ crms }) => {
    const all = crms.activities();
    Object.assign(crms, {
      activities: () => [
        ...all,
        { crm: "ledger", record: "lead_of_others", callId: "38700001", outcome: "contacted", recordingUrl: undefined },
      ],
    });
    return undefined;
  },
  "result-unexplained": ({ book }) =>
    void book.refused.push({ crm: "hub", leadId: "", callId: "38700001", detail: "The CRM answered 400: a field" }),
  "summary-wrong": ({ crms }) => void Object.assign(crms, { summaryOf: () => "missed" }),
  "neighbour-late": () => ({ neighbours: { accounts: ["main"], withinMs: 1 } }),
  "kept-too-long": (world) =>
    void changedLead(world, ({ history, ...lead }) => ({
      history: history.map((step) => ({ ...step, at: longAgo })),
      dueAt: undefined,
      person: lead.person,
    })),
  "never-forgotten": (world) => void changedLead(world, () => ({ expiresAt: undefined, dueAt: undefined })),
  "rung-after-no": (world) => void saysNo(world, { countsFrom: world.bornAt }),
  "rung-out-of-hours": (world) =>
    void Object.assign(world, { rules: { script: { hours: "requested" } }, claims: claimedAt(world, 5) }),
  "rung-too-often": (world) => {
    Object.assign(world, { rules: { script: { hours: "conservative" } } });
    changedLead(world, () => ({ place: { country: "US", state: "FL" } }));
    const [ring] = world.callingly.rings;
    const before = (records: { put: (kind: "ring", value: object) => void }) =>
      [50, 51, 52].map((id) => records.put("ring", { ...ring, id, at: (ring?.at ?? 0) - hour }));
    world.callingly.act(({ records }) => void before(records as never));
    return undefined;
  },
  "rung-without-consent": (world) => void Object.assign(world, { rules: { script: { consent: agreement } } }),
  "rung-too-early": (world) => {
    said(world, { at: world.bornAt + 20 * hour });
    return undefined;
  },
  "rung-by-older-word": (world) => {
    said(world, { at: world.bornAt - hour });
    said(world, { at: world.bornAt + 20 * hour });
    return undefined;
  },
  "rung-after-cancel": (world) => {
    said(world, { at: 0, over: "cancelled" });
    return undefined;
  },
  "agreed-call-lost": (world) => {
    said(world, { at: world.bornAt + 20 * hour });
    return undefined;
  },
  silenced: (world) => void changedLead(world, () => ({ state: "suppressed", reason: "opted-out" })),
  "not-blocked": (world) => void saysNo(world, { countsFrom: world.bornAt + 10 * minute }),
  leak: ({ book }) => void book.leaks.push("{}"),
  bug: ({ book }) => void book.bugs.push("TypeError"),
};

/** As if the dial had been claimed so many hours before. */
const claimedAt = ({ claims }: World, hoursAgo: number) =>
  new Map([...claims].map(([id, claim]) => [id, { ...claim, at: claim.at - hoursAgo * hour }]));

/** Somebody said, hours before the world began, when to call. */
function said({ bornAt, ...world }: World, wish: Pick<Wish, "at" | "over">): void {
  const { wishes } = requestsOf(world as World, "script", dana.phone, true);
  const saidAt = bornAt - 9 * hour + wishes.length;
  wishes.push({ ...wish, saidAt, sentAt: saidAt, takenAt: saidAt });
}

function saysNo(world: World, { countsFrom }: Pick<Word, "countsFrom">): void {
  const phone = world.callingly.rings[0]?.phone_number;
  world.words.push({ phone, of: "all", saidAt: countsFrom, countsFrom });
}

function ringAgain({ callingly }: World, ref = callingly.rings[0]?.crm_id ?? null): void {
  const [ring] = callingly.rings;
  if (ring) callingly.act(({ records }) => void records.put("ring", { ...ring, id: 50, crm_id: ref }));
}

describe("the oracle", () => {
  it("finds nothing wrong where all went well", async () => {
    expect(violationsIn(await aGoodWorld())).toEqual([]);
  });

  it.each(Object.keys(violationKinds) as ViolationKind[])("sees %s", async (kind) => {
    const world = await aGoodWorld();
    const judgement = wrongs[kind](world);
    expect(violationsIn(world, judgement).map((violation) => violation.kind)).toContain(kind);
  });

  it("sees a call of ours that is due and left alone", async () => {
    const world = await aGoodWorld();
    const [call] = world.store.allCalls();
    world.store.allCalls = () => [{ ...call, state: "parked", dueFor: "report-call", dueAt: inThePast } as OurCall];
    expect(violationsIn(world)).toMatchObject([{ kind: "overdue" }]);
  });
});

it("the oracle sees another lead's outcome on the record of a lead that only joined", async () => {
  const world = await aGoodWorld();
  const { store, crms, callingly } = world;
  const [lead] = store.allLeads() as [Lead];
  const half = { ...lead, id: "lead_half", ref: 77, state: "held", merged: [] } as unknown as Lead;
  const later = { ...lead, id: "lead_later", ref: 88, merged: [], calls: [], callId: undefined } as unknown as Lead;
  store.allLeads = () => [{ ...lead, merged: ["lead_half"] }, half, later];
  callingly.act(({ records }) => {
    const call = records.get("call", 38_700_001);
    if (!call) throw new Error("There is no call");
    records.put("call", { ...call, status: "missed", result: null });
    records.put("call", { ...call, id: 38_700_099, status: "completed", result: "contacted", crm_id: "88" } as never);
  });
  const activity = (crm: string, record: string, callId: string, outcome: string) => ({
    crm,
    record,
    callId,
    outcome,
    recordingUrl: undefined,
  });
  Object.assign(crms, {
    activities: () => [
      activity("hub", "151", "38700001", "missed"),
      activity("hub", "151", "38700099", "contacted"),
      activity("ledger", "lead_half", "38700001", "missed"),
    ],
    summaryOf: (_crm: string, record: string) => (record === "lead_half" ? "contacted" : "missed"),
  });
  const seen = violationsIn(world).filter(({ kind, about }) => kind === "summary-wrong" && about.includes("lead_half"));
  expect(seen).toHaveLength(1);
});

it("tells leads that have one ref by chance apart by the phone that rang", () => {
  const [one, other] = ["+12025550154", "+12025550193"].map((phone) => ({ ...aLead({ phone }), ref: 7 }));
  const byRef = leadsByRef([one, other] as Lead[]);
  expect(byRef(7, "+12025550154")).toBe(one);
  expect(byRef(7, "+12025550193")).toBe(other);
  // Of whom nobody knows the phone any more, the ref alone is known.
  expect(byRef("7", undefined)).toBe(other);
  expect(byRef(8, "+12025550154")).toBeUndefined();
});
