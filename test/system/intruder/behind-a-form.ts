import * as z from "zod/mini";
import { CallSchema } from "../../../lambda/callingly/schemas.ts";
import type { BridgeConfigInput } from "../../../lambda/config/schema.ts";
import type { Reporter, ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import type { DialOutcome } from "../../../lambda/lead/call/dial-outcome.ts";
import type { Decision } from "../../../lambda/lead/decisions.ts";
import type { Lead } from "../../../lambda/lead/lead.ts";
import { acceptLead } from "../../../lambda/steps/accept-lead/accept-lead.ts";
import { dialLead } from "../../../lambda/steps/dial-lead/dial-lead.ts";
import { reconcileItem } from "../../../lambda/steps/reconcile/reconcile.ts";
import { noLooksYet } from "../../../lambda/steps/report-call/limit-lookups.ts";
import { reportCall } from "../../../lambda/steps/report-call/report-call.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { decideLead } from "../../../operator/leads/decide-lead.ts";
import { aBridge, aClock, aLog, aMeasure, aRequest, configuredClocks, someIds } from "../../fakes/bridge.ts";
import { unhindered } from "../../fakes/dialling.ts";
import { noon, seconds } from "../../fakes/leads.ts";
import { neverStopped } from "../../fakes/never-stopped.ts";
import { answeredWith } from "../../fakes/recording-crm.ts";
import { aWord } from "../../fakes/suppressions.ts";

type Body = Readonly<Record<string, string>>;

interface Sender {
  readonly ip?: string;
  readonly source?: string;
  readonly headers?: Record<string, string>;
}

/** A public form, its visitors by their addresses, and all the steps behind it: who is rung, and what a CRM is told. */
export function behindAForm(config: Partial<BridgeConfigInput> = {}, { crmHasRecords = true } = {}) {
  const store = memoryStore();
  const clock = aClock(noon);
  const log = aLog();
  const bridge = aBridge(config);
  const asked: string[] = [];
  const rung: string[] = [];
  const refusals = new Map<string, DialOutcome>();
  const suppressed = new Set<string>();
  /** What reached the CRM: each record that was looked for, made or written on. */
  const crm = { made: [] as string[], written: [] as ReportJob[] };
  const common = {
    bridge,
    store,
    clocks: configuredClocks,
    now: clock.now,
    newId: someIds(),
    log,
    measure: aMeasure(),
    timeLeftMs: unhindered.timeLeftMs,
  };
  const placed = new Map<string, string>();
  const createCall = async ({ phone_number: phone }: { phone_number: string }): Promise<DialOutcome> => {
    asked.push(phone);
    const refusal = refusals.get(phone);
    if (refusal) return refusal;
    rung.push(phone);
    const callId = String(9_000 + rung.length);
    placed.set(callId, phone);
    return { kind: "placed", callId };
  };
  const getCall = async (id: string | number) =>
    z.parse(CallSchema, {
      id,
      status: "missed",
      direction: "outbound",
      started_at: clock.now().toISOString(),
      lead: { id: Number(id) * 10, phone_number: placed.get(String(id)) },
    });
  /** Holds nobody yet: whoever is looked for and may be made is made. */
  const reporter: Reporter = {
    baseUrl: "https://crm.example.com",
    credentials: z.record(z.string(), z.string()),
    authorise: () => ({}),
    ...(crmHasRecords && {
      async findRecord(_http, { id }, { mayMake }) {
        if (!mayMake) return undefined;
        crm.made.push(id);
        return { type: "contact", id };
      },
    }),
    async create(_http, job) {
      crm.written.push(job);
      return { activityId: `activity-${crm.written.length}` };
    },
  };
  const callinglyFor = async () => ({
    ...neverStopped,
    tokenPrint: "token",
    createCall: createCall as never,
    getCall: getCall as never,
    listLeads: async () => [],
    updateLead: async () => undefined,
    async *eachCall() {},
  });
  const dialling = {
    ...unhindered,
    ...common,
    callinglyFor,
    suppressionOf: async ({ person }: Lead) =>
      suppressed.has(person.phone ?? "") ? aWord({ way: "forgotten" }) : undefined,
  };
  const reporting = {
    ...common,
    bridge: {
      ...bridge,
      crm: (name: string) => (bridge.crm(name) ? { name, connector: "hubspot", reporter } : undefined),
    },
    callinglyFor,
    underWay: new Map(),
    users: new Map(),
    looks: noLooksYet(),
    optOut: async () => undefined,
    openCrm: async () => ({ http: { request: async () => answeredWith({}) }, credentials: {} }),
  };
  const accept = {
    ...common,
    leads: store.leads,
    records: store.records,
    optOut: async () => undefined,
    secretsFor: async () => ({ keys: ["key"], values: {}, visitorKey: "visitors" }),
  };
  const send = (body: Body, { ip, source = "website", headers = {} }: Sender) => {
    const request = aRequest(`/leads/${source}/key`, {
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    return acceptLead({ ...request, ...(ip && { ip }) }, accept);
  };
  const each = async (worker: "dial-lead" | "reconcile" | "report-call", act: (item: never) => Promise<void>) => {
    const { items } = await store.due.due(worker, clock.now(), { limit: 10_000 });
    for (const item of items) await act(item as never);
    return items.length;
  };

  return {
    store,
    clock,
    log,
    /** What Callingly was asked to dial, whether it did or not. */
    asked,
    rung,
    crm,
    /** Callingly's answer to whoever dials the number. */
    refuses: (phone: string, outcome: DialOutcome) => refusals.set(phone, outcome),
    takes: (phone: string) => refusals.delete(phone),
    forgets: (phone: string) => suppressed.add(phone),
    allows: (phone: string) => suppressed.delete(phone),
    /** What a visitor's browser or script sends, and what it is answered. */
    async post(body: Body, from: Sender = {}): Promise<{ status: number; answer: Record<string, string> }> {
      const reply = await send(body, from);
      return { status: reply.status, answer: JSON.parse(reply.body ?? "{}") };
    },
    /** What a browser shows in place of the page. */
    page: (body: Body, from: Sender = {}) => send(body, from),
    /** Everything that is due is done, until nothing is; every call that was placed ends, and Callingly tells of it. */
    async work(): Promise<void> {
      for (let done = 1; done > 0; ) {
        clock.pass(1 * seconds);
        done = await each("dial-lead", ({ id }: { id: string }) => dialLead(id, dialling));
        for (const callId of placed.keys()) {
          const hint = { account: "main", callId, digest: "ended", at: clock.now() };
          if (await store.calls.hint(hint)) done += 1;
        }
        done += await each("reconcile", (item) => reconcileItem(item, { ...common, callinglyFor }));
        done += await each("report-call", (item) => reportCall(item, reporting));
      }
    },
    decide: (id: string, decision: Decision) => decideLead(id, decision, "Robin", common),
    /** `state reason`, of the leads with the e-mail address, or all. */
    states: (email?: string) =>
      store
        .allLeads()
        .filter(({ person }) => email === undefined || person.email === email)
        .map(({ state, reason }) => (reason ? `${state} ${reason}` : state)),
  };
}
