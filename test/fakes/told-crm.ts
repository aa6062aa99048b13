import type { Reporter, ReportJob } from "../../lambda/connectors/contract/reporter.ts";
import { crmHttp } from "../../lambda/connectors/kit/out/crm-http.ts";
import { crmOpener } from "../../lambda/connectors/kit/out/open-crm.ts";
import type { OutgoingRequest, Send } from "../../lambda/runtime/http-client.ts";
import { crmTokens } from "../../lambda/steps/crm-tokens.ts";
import { writeActivity } from "../../lambda/steps/report-call/write-activity.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import type { DemoCrm } from "../../stand-ins/kit/crm.ts";
import { aClock, aLog, someIds } from "./bridge.ts";
import { type CrmAnswer, recordingCrm } from "./recording-crm.ts";
import { type GivenJob, type Job, toldAt } from "./told-jobs.ts";

/** A connector before its CRM, which writes a job: the record is looked for first where the job names none. */

/** What becomes of the next request that begins so, instead of an answer. */
export interface PlannedRefusal {
  readonly begins: string;
  readonly status: number;
  readonly body: object;
  /** How many of those that begin so are answered before. Default: none */
  readonly after?: number;
}

/** The CRM answers what a test says, in the order of the requests. */
export async function writtenTo(
  reporter: Reporter,
  { mayExist = false, ...given }: GivenJob,
  answers: readonly CrmAnswer[],
) {
  const crm = recordingCrm(...answers);
  const report = async () => {
    const record = given.record ?? (await reporter.findRecord?.(crm, given.lead, { mayMake: true }));
    return { activityId: await writeActivity(reporter, crm, { ...given, record }, mayExist), record };
  };
  const outcome = await report().catch((error: unknown) => ({ error }));
  return { outcome, requests: crm.requests };
}

/**
 * The CRM as it is played here.
 * @param at what stands before the paths that a test asks for
 */
export function besidePlayed<Played extends DemoCrm>(played: Played, reporter: Reporter, at = "") {
  const requests: string[] = [];
  const refusals: PlannedRefusal[] = [];
  const seen = new Map<PlannedRefusal, number>();
  const isNow = (refusal: PlannedRefusal): boolean => {
    const before = seen.get(refusal) ?? 0;
    seen.set(refusal, before + 1);
    return before >= (refusal.after ?? 0);
  };
  const send: Send = async ({ method, url, headers = {}, body = "" }) => {
    const path = url.slice(reporter.baseUrl.length);
    requests.push(`${method} ${path.split("?")[0]}`);
    const next = refusals.findIndex((each) => `${method} ${path}`.startsWith(each.begins) && isNow(each));
    const [refusal] = next < 0 ? [] : refusals.splice(next, 1);
    const { status, body: bytes } = refusal
      ? { status: refusal.status, body: Buffer.from(JSON.stringify(refusal.body)) }
      : played.answer({ method, path, headers, body });
    return { kind: "answered", status, headers: {}, body: bytes.toString(), truncated: false };
  };
  const headers = reporter.authorise(played.credentials);
  const { baseUrl, understand } = reporter;
  const http = crmHttp({ baseUrl, headers, ...(understand && { understand }), send, now: () => toldAt });
  return {
    played,
    http,
    requests,
    refusals,
    /** What a person's program would be answered. */
    ask(method: string, path: string, value?: object) {
      const body = value === undefined ? "" : JSON.stringify(value);
      return JSON.parse(played.answer({ method, path: `${at}${path}`, headers, body }).body.toString());
    },
    async write(given: Job, mayExist = false) {
      const record = given.record ?? (await reporter.findRecord?.(http, given.lead, { mayMake: true }));
      const whole = { ...given, ...(record && { record }), credentials: played.credentials };
      return { record, activityId: await writeActivity(reporter, http, whole, mayExist) };
    },
    find: (given: Job) => reporter.findRecord?.(http, given.lead, { mayMake: false }),
  };
}

/**
 * Writes a job once for each request that this takes: that one is refused, and the write is repeated as the step repeats it.
 * @returns what the refused write threw and the CRM then has, a pair for each request
 */
export async function refusedOnceEach(
  open: () => ReturnType<typeof besidePlayed>,
  given: Job,
  refusal: Pick<PlannedRefusal, "status" | "body">,
) {
  const asked = open();
  await asked.write(given);
  const outcomes = [];
  for (const [index, begins] of asked.requests.entries()) {
    const crm = open();
    const after = asked.requests.slice(0, index).filter((each) => each.startsWith(begins)).length;
    crm.refusals.push({ begins, after, ...refusal });
    const error: unknown = await crm.write(given).catch((thrown: unknown) => thrown);
    await crm.write(given, true);
    outcomes.push({ error, records: crm.played.records() });
  }
  return outcomes;
}

export interface Opening {
  /** When the clock begins. Default: the time of the jobs. */
  readonly at?: Date;
  /** Credentials beside the stand-in's own, or instead of them. */
  readonly given?: object;
}

/**
 * The CRM as it is played here, opened as the bridge opens it: its access is renewed where it runs out, at whatever address
 * that is done.
 * @param play begins a CRM that holds nothing, by a clock in milliseconds since 1970
 * @param usual the job that each write changes
 */
export async function openedBeside<Played extends DemoCrm>(
  play: (now: () => number) => Played,
  reporter: Reporter,
  usual: Pick<ReportJob, "call" | "lead">,
  { at = toldAt, given = {} }: Opening = {},
) {
  const clock = aClock(at);
  const crm = play(() => clock.now().getTime());
  const requests: OutgoingRequest[] = [];
  const send: Send = async (request) => {
    requests.push(request);
    const { method, url, headers: sent = {}, body: content = "" } = request;
    const { pathname, search } = new URL(url);
    const { status, headers, body } = crm.answer({
      method,
      path: `${pathname}${search}`,
      headers: sent,
      body: content,
    });
    return { kind: "answered", status, headers: headers as Record<string, string>, body: `${body}`, truncated: false };
  };
  const deps = { accesses: memoryStore().accesses, newId: someIds("renewal"), log: aLog() };
  const open = crmOpener(async () => ({ crm: { ...crm.credentials, ...given } }), {
    baseUrls: {},
    access: crmTokens({ ...deps, sleep: async () => undefined, now: clock.now }),
    send,
    now: clock.now,
  });
  const opened = await open({ name: "crm", reporter }, () => 60_000);
  if (!opened) throw new Error("the credentials do not fit");
  const { http } = opened;
  const find = (lead = usual.lead, mayMake = true) => reporter.findRecord?.(http, lead, { mayMake });
  return {
    crm,
    clock,
    http,
    reporter,
    requests,
    find,
    /** Writes as the step does, the record looked for first where the job names none. */
    async write(change: Partial<ReportJob> = {}, mayExist = false) {
      const job: ReportJob = { ...usual, credentials: {}, now: clock.now(), ...change };
      const record = job.record ?? (await find(job.lead));
      return writeActivity(reporter, http, { ...job, ...(record && { record }) }, mayExist);
    },
  };
}
