import * as z from "zod/mini";
import { CallinglyError } from "../../lambda/callingly/error.ts";
import { CallSchema } from "../../lambda/callingly/schemas.ts";
import type { Reporter, Written } from "../../lambda/connectors/contract/reporter.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { claimed, dialled } from "../../lambda/lead/states.ts";
import { optOut } from "../../lambda/steps/opt-out.ts";
import { noLooksYet } from "../../lambda/steps/report-call/limit-lookups.ts";
import { type ReportDeps, reportCall } from "../../lambda/steps/report-call/report-call.ts";
import { changeLead } from "../../lambda/store/change.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import { aBridge, aClock, aLog, aMeasure, configuredClocks, someIds } from "./bridge.ts";
import { aConnectedCall as contacted, PHONE } from "./calls.ts";
import { aLead, noon, seconds, website } from "./leads.ts";
import { limitedTo } from "./limited-store.ts";
import { takesPhone } from "./phones.ts";
import { answeredWith } from "./recording-crm.ts";
import { tokenPrint } from "./refs.ts";
import { type WriteJob, writingBy } from "./reporter.ts";

/** A placed lead, a Callingly that answers what the test says, and a CRM that keeps what it is told. */
export function aReporter() {
  const store = memoryStore();
  const clock = aClock(noon);
  const log = aLog();
  const measure = aMeasure();
  const said = new Map<string, object | Error>();
  const asked: string[] = [];
  const jobs: WriteJob[] = [];
  const crmAnswers: (Written | Error)[] = [];
  let credentials: Record<string, string> | undefined = { token: "t" };
  let timeLeft = 60 * seconds;

  const reporter: Reporter = {
    baseUrl: "https://crm.example.com",
    credentials: z.record(z.string(), z.string()),
    authorise: () => ({}),
    ...writingBy(async (_http, job) => {
      jobs.push(job);
      const answer = crmAnswers.shift() ?? { activityId: `activity-${job.call.callId}` };
      if (answer instanceof Error) throw answer;
      return answer;
    }),
  };
  const bridge = aBridge();
  const seeds = async () => ["a seed for tests"];
  const deps: ReportDeps = {
    users: new Map(),
    bridge: {
      account: bridge.account,
      source: bridge.source,
      groupOf: bridge.groupOf,
      crm: (name) => (name === "demo" ? { name, connector: "webhook", reporter } : undefined),
    },
    store: limitedTo("report-call", store),
    callinglyFor: async () => ({
      tokenPrint,
      getCall: async (id) => {
        asked.push(String(id));
        const answer =
          said.get(String(id)) ??
          new CallinglyError({ method: "GET", path: `/calls/${id}` }, "HTTP 404", { status: 404 });
        if (answer instanceof Error) throw answer;
        return z.parse(CallSchema, { id, ...answer });
      },
    }),
    underWay: new Map(),
    looks: noLooksYet(),
    optOut: (who, word) =>
      optOut(who, word, { bridge, store: limitedTo("report-call", store), seeds, now: clock.now, log }),
    openCrm: async (_crm, _timeLeft, refused) =>
      refused ? undefined : credentials && { http: { request: async () => answeredWith({}) }, credentials },
    now: clock.now,
    clocks: configuredClocks,
    newId: someIds("lease"),
    timeLeftMs: () => timeLeft,
    log,
    measure,
  };

  return {
    store,
    clock,
    log,
    measure,
    asked,
    jobs,
    deps,
    says: (callId: string, call: object | Error) => said.set(callId, call),
    crmAnswers: (...answers: (Written | Error)[]) => crmAnswers.push(...answers),
    setTimeLeft: (ms: number) => {
      timeLeft = ms;
    },
    loseCredentials: () => {
      credentials = undefined;
    },
    async anUnclearLead(): Promise<Lead> {
      const lead = aLead({ phone: PHONE }, { at: clock.now() });
      await store.leads.add(lead);
      await changeLead(store.leads, lead.id, (current) => claimed(current, "dial-1", 19230, clock.now()));
      const outcome = { kind: "ambiguous", reason: "reset" } as const;
      return (await changeLead(store.leads, lead.id, (current) =>
        dialled(current, "dial-1", outcome, clock.now()),
      )) as Lead;
    },
    async aPlacedLead({
      callId,
      guess = callId,
      door = website,
      phone = PHONE,
    }: {
      callId?: string;
      /** What Callingly's yes named; a call that is given is tied already. */
      guess?: string | undefined;
      door?: typeof website;
      phone?: string;
    } = {}): Promise<Lead> {
      const lead = aLead({ phone }, { door, at: clock.now() });
      await store.leads.add(lead);
      await takesPhone(store, lead);
      await changeLead(store.leads, lead.id, (current) => claimed(current, "dial-1", 19230, clock.now()));
      const outcome = { kind: "placed", ...(guess && { callId: guess }) } as const;
      return (await changeLead(store.leads, lead.id, (current) =>
        dialled(current, "dial-1", outcome, clock.now()),
      )) as Lead;
    },
    async hear(callId: string, { digest = "d1", ...names }: { digest?: string; ref?: number; leadHint?: string } = {}) {
      await store.calls.hint({ account: "main", callId, digest, ...names, at: clock.now() });
      await reportCall({ account: "main", callId }, deps);
    },
    look: (callId: string) => reportCall({ account: "main", callId }, deps),
    call: async (callId: string) => await store.calls.find("main", callId),
    lead: async (lead: Lead) => (await store.leads.find(lead.id)) as Lead,
  };
}

type ReporterUnderTest = Pick<ReturnType<typeof aReporter>, "store" | "jobs" | "clock" | "deps">;

/** Leads that can no longer be read once a CRM has been written to. */
export const findsNoneAfterAWrite = ({ store: { leads }, jobs }: ReporterUnderTest): typeof leads => ({
  ...leads,
  async find(id) {
    if (jobs.length > 0) throw new Error("the connection broke");
    return leads.find(id);
  },
});

export async function hintAndReport(
  { store, clock, deps }: ReporterUnderTest,
  through: ReportDeps["store"],
): Promise<void> {
  await store.calls.hint({ account: "main", callId: "77", digest: "d1", at: clock.now() });
  await reportCall({ account: "main", callId: "77" }, { ...deps, store: limitedTo("report-call", through) });
}

export const missed = (more: object = {}) =>
  contacted({ status: "missed", lead_status: "missed", seconds: 0, ...more });
