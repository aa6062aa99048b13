import { expect } from "vitest";
import * as z from "zod/mini";
import { CallSchema } from "../../lambda/callingly/schemas.ts";
import type { Connector } from "../../lambda/connectors/contract/connector.ts";
import type { Reporter } from "../../lambda/connectors/contract/reporter.ts";
import { crmOpener } from "../../lambda/connectors/kit/out/open-crm.ts";
import type { Call } from "../../lambda/lead/call/call.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { retried } from "../../lambda/lead/retry.ts";
import { claimed, dialled, joinedBy, merged } from "../../lambda/lead/states.ts";
import type { Send, Sent } from "../../lambda/runtime/http-client.ts";
import { crmTokens } from "../../lambda/steps/crm-tokens.ts";
import { noLooksYet } from "../../lambda/steps/report-call/limit-lookups.ts";
import { type ReportDeps, reportCall } from "../../lambda/steps/report-call/report-call.ts";
import { changeCall, changeLead } from "../../lambda/store/change.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import { dropResult } from "../../operator/results/drop-result.ts";
import { type CrmCall, type CrmRecord, type CrmStandIn, peopleOf, type Refusal } from "../../stand-ins/kit/crm.ts";
import { kept } from "../../stand-ins/kit/kept.ts";
import { mayAnswer } from "../../stand-ins/kit/refusals.ts";
import { aBridge, aClock, aLog, aMeasure, configuredClocks, someIds } from "./bridge.ts";
import { PHONE } from "./calls.ts";
import { aLead, hours, minutes, noon, seconds } from "./leads.ts";
import { limitedTo } from "./limited-store.ts";
import { tokenPrint } from "./refs.ts";
import { tieCall } from "./ties.ts";

/** The real step, a CRM's connector and the CRM as it is played here, with one thing going wrong. */

export interface CrmUnderTest {
  readonly connector: Pick<Connector, "key">;
  readonly standIn: CrmStandIn;
  readonly reporter: Reporter;
}

/** What becomes of one request. */
export const strikes = [
  /** It never leaves. */
  "not sent",
  /** It does not arrive, and nobody knows. */
  "cut off",
  /** It is carried out, and the answer does not arrive. */
  "answer lost",
  /** The worker dies before it, or after it was carried out. */
  "died before",
  "died after",
  /** From it on the CRM is down for six hours. */
  "met a long outage",
] as const;
/** It dies after it was carried out, and a person merges the record before another worker goes on. */
export const diedBeforeMerge = "died before a merge" as const;
export type Strike = (typeof strikes)[number] | typeof diedBeforeMerge;

export interface Plan {
  /** Which request, counted from 1. */
  readonly at: number;
  readonly strike: Strike | Refusal;
}

export interface CrmWorld {
  /** How many requests the CRM was sent so far. */
  requests(): number;
  /** One more thing goes wrong from now on. */
  strikes(plan: Plan): void;
  /** Callingly tells of the call, and the bridge works until nothing more happens by itself. */
  hears(call: object): Promise<Call | undefined>;
  /** Somebody merges its record there into another. */
  merges(): void;
  /** Another lead of the same person was merged into the first. */
  joins(): Promise<void>;
  records(): readonly CrmRecord[];
  /** All activities about the call. */
  activities(): readonly CrmCall[];
  /** A person looked there, and has the result written or dropped. */
  decides(): Promise<Call | undefined>;
  /** A person mended what the CRM refused, and has the result written. */
  mended(): Promise<Call | undefined>;
}

const CALL_ID = "77";

const OUTAGE_MS = 6 * hours;

/** Reading the configuration takes longer than a world does. */
const bridge = aBridge();

export async function crmWorld({ connector, standIn, reporter }: CrmUnderTest): Promise<CrmWorld> {
  const store = memoryStore();
  const clock = aClock(noon);
  const played = standIn.play(
    () => kept(undefined),
    () => clock.now().getTime(),
  );
  let told: object = {};
  let plan: Plan | undefined;
  let requests = 0;
  let downUntil = 0;
  let died = () => {};

  function merges(): void {
    const people = peopleOf(played);
    const [record] = played.records();
    const winner = record && people?.save({ firstName: "Dana", phone: PHONE, email: "dana@example.com" });
    if (record && winner) people?.merge?.(record.id, winner);
  }

  const send: Send = async (request) => {
    requests += 1;
    const strike = plan?.at === requests ? plan.strike : undefined;
    if (strike === "met a long outage") downUntil = clock.now().getTime() + OUTAGE_MS;
    if (clock.now().getTime() < downUntil) return sent(503, "");
    if (typeof strike === "object" && mayAnswer(strike, { method: request.method, body: request.body ?? "" })) {
      const { status, headers, body } = strike.answer;
      return sent(status, body.toString(), headers);
    }
    if (strike === "not sent") return { kind: "not-sent", reason: "ECONNREFUSED" };
    if (strike === "cut off") return { kind: "ambiguous", reason: "ECONNRESET" };
    if (strike === "died before") return forEver(died);
    const base = new URL(reporter.baseUrl);
    const { pathname, search } = new URL(request.url);
    const { status, headers, body } = played.answer({
      method: request.method,
      path: `${pathname.slice(base.pathname.replace(/\/$/, "").length)}${search}`,
      headers: request.headers ?? {},
      body: request.body ?? "",
    });
    if (strike === "answer lost") return { kind: "ambiguous", reason: "ECONNRESET" };
    if (strike === diedBeforeMerge) merges();
    if (strike === "died after" || strike === diedBeforeMerge) return forEver(died);
    return sent(status, body.toString(), headers);
  };
  const openCrm = crmOpener(async () => ({ demo: played.credentials }), {
    baseUrls: {},
    access: crmTokens({
      accesses: store.accesses,
      newId: someIds("renewal"),
      now: clock.now,
      sleep: async (ms) => clock.pass(ms),
      log: aLog(),
    }),
    send,
    now: clock.now,
  });
  const crm = { name: "demo", connector: connector.key, reporter };
  const deps: ReportDeps = {
    users: new Map(),
    bridge: {
      account: bridge.account,
      source: bridge.source,
      groupOf: bridge.groupOf,
      crm: (name) => (name === "demo" ? crm : undefined),
    },
    store: limitedTo("report-call", store),
    callinglyFor: async () => ({ tokenPrint, getCall: async (id) => z.parse(CallSchema, { id, ...told }) }),
    underWay: new Map(),
    looks: noLooksYet(),
    optOut: async () => undefined,
    openCrm,
    now: clock.now,
    clocks: configuredClocks,
    newId: someIds("lease"),
    timeLeftMs: () => 60 * seconds,
    log: aLog(),
    measure: aMeasure(),
  };
  const key = { account: "main", callId: CALL_ID };

  const lead = aLead({ phone: PHONE }, { at: clock.now() });
  await store.leads.add(lead);
  await changeLead(store.leads, lead.id, (current) => claimed(current, "dial-1", 19230, clock.now()));
  await tieCall(store, lead.account, CALL_ID, lead.id);
  await changeLead(store.leads, lead.id, (current) =>
    dialled(current, "dial-1", { kind: "placed", callId: CALL_ID }, clock.now()),
  );

  /** The lead of a call that the table does not find by itself is looked after, and the call with it. */
  async function hintAnew(): Promise<void> {
    expect((await store.leads.find(lead.id))?.state).toBe("placed");
    await store.calls.hint({ ...key, digest: clock.now().toISOString(), at: clock.now() });
  }

  /** Lets time pass until the call is told or waits for a person. */
  async function settled(): Promise<Call | undefined> {
    for (let round = 0; round < 30; round += 1) {
      const death = new Promise<void>((resolve) => {
        died = resolve;
      });
      // Each is a process of its own.
      await Promise.race([reportCall(key, { ...deps, underWay: new Map() }), death]);
      const call = await store.calls.find(key.account, key.callId);
      if (call?.state === "reported" || call?.state === "parked") return call;
      clock.pass(5 * minutes);
      if (call?.dueAt === undefined) await hintAnew();
      while (call?.dueAt !== undefined && call.dueAt > clock.now().toISOString()) clock.pass(5 * minutes);
    }
    return store.calls.find(key.account, key.callId);
  }

  const activities = () => played.records().flatMap(({ calls }) => calls.filter(({ callId }) => callId === CALL_ID));
  let hints = 0;
  return {
    requests: () => requests,
    strikes(next) {
      plan = { ...next, at: requests + next.at };
    },
    async hears(call) {
      told = call;
      hints += 1;
      await store.calls.hint({ ...key, digest: `hint ${hints}`, at: clock.now() });
      return settled();
    },
    async joins() {
      const other: Lead = aLead({ phone: PHONE }, { at: clock.now() });
      await store.leads.add(other);
      await changeLead(store.leads, lead.id, (current) => joinedBy(current, other.id));
      await changeLead(store.leads, other.id, (current) => merged(current, lead.id, clock.now()));
    },
    merges,
    records: played.records,
    activities,
    async decides() {
      const call = await store.calls.find(key.account, key.callId);
      if (!call) return undefined;
      // Not while the CRM is down.
      clock.pass(hours);
      if (activities().length > 0) await dropResult(call, { ...deps, store });
      else await changeCall(store.calls, call, (current) => retried(current, clock.now(), true));
      return settled();
    },
    async mended() {
      await changeCall(store.calls, key, (current) => retried(current, clock.now()));
      return settled();
    },
  };
}

const sent = (status: number, body: string, headers: object = {}): Sent => ({
  kind: "answered",
  status,
  headers: headers as Record<string, string>,
  body,
  truncated: false,
});

/** The worker is gone: nobody hears of the answer. */
function forEver(died: () => void): Promise<Sent> {
  setImmediate(died);
  return new Promise(() => undefined);
}
