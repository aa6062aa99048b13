import type { Crm } from "../../../lambda/config/bridge.ts";
import type { CrmAccess } from "../../../lambda/connectors/kit/open-access.ts";
import { crmOpener } from "../../../lambda/connectors/kit/out/open-crm.ts";
import { type Call, resultDigest } from "../../../lambda/lead/call/call.ts";
import { reportKey } from "../../../lambda/lead/call/report-key.ts";
import type { CrmRecord } from "../../../lambda/lead/lead.ts";
import type { OutgoingRequest, Send } from "../../../lambda/runtime/http-client.ts";
import { findOwner } from "../../../lambda/steps/report-call/find-owner.ts";
import type { Target } from "../../../lambda/steps/report-call/report-targets.ts";
import { type WriteDeps, writeReport } from "../../../lambda/steps/report-call/write-report.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import type { PlayedCrm } from "./played-crm.ts";
import type { Scene, Step } from "./scene.ts";
import { translation } from "./under-own-id.ts";

export interface Rehearsed {
  /** Those of the scene's own result. */
  readonly requests: readonly OutgoingRequest[];
  /** With the access that was renewed, where there is one. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly failure?: unknown;
}

/** Writes a scene's results with report-call's own writer, the shown one last. */
export async function rehearseReports(crm: Crm, scene: Scene, played: PlayedCrm, now: Date): Promise<Rehearsed> {
  let requests: OutgoingRequest[] = [];
  const access = accessTo(crm, played);
  const ids = translation();
  const send: Send = async (request) => {
    requests.push(request);
    const { status, headers, body } = played.answer({
      method: request.method,
      path: ids.toThere(access.pathOf(request.url)),
      headers: request.headers ?? {},
      body: ids.toThere(request.body ?? ""),
    });
    const flat = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]);
    return {
      kind: "answered",
      status,
      headers: Object.fromEntries(flat),
      body: ids.fromThere(body.toString()),
      truncated: false,
    };
  };
  const openCrm = crmOpener(async () => ({ [crm.name]: { ...played.credentials } }), {
    baseUrls: {},
    access,
    send,
    now: () => now,
  });
  const opened = await openCrm(crm, patience);
  const deps: WriteDeps = {
    users: new Map(),
    bridge: { source: () => undefined, crm: () => crm },
    store: memoryStore(),
    openCrm: async () => opened,
    now: () => now,
    timeLeftMs: patience,
    log: () => {},
  };
  const records = new Map<string, CrmRecord>();
  /** A lead's own record, entered before its result comes; undefined for a lead that came without. */
  const recordOf = async (step: Step): Promise<CrmRecord | undefined> => {
    const { lead, record } = step;
    const known = records.get(lead.id) ?? (await entered(step));
    if (known) records.set(lead.id, known);
    if (!record || !known || !step.isNamed) return record && (known ?? record);
    ids.learn(record.id, known.id);
    return { type: known.type, id: ids.fromThere(known.id) };
  };
  /** Puts the person into the CRM, by hand where somebody can, else as the connector does. */
  const entered = async ({ lead, record, isKnown = false }: Step): Promise<CrmRecord | undefined> => {
    if (!opened || !(isKnown || record)) return undefined;
    const special = record && played.enterFor?.(record.type, lead.person);
    if (record && special !== undefined) return { type: record.type, id: special };
    played.contacts?.save(lead.person);
    return crm.reporter.findRecord?.(opened.http, lead, { mayMake: played.contacts === undefined });
  };

  const calls = new Map<string, Told>();
  let failure: unknown;
  for (const step of [...scene.before, scene.shown]) {
    const told = calls.get(step.call.callId) ?? { call: await newCall(step, deps), targets: [] };
    const record = await recordOf(step);
    // Its users are read once an hour, by whichever result comes first.
    if (opened) await findOwner(crm, opened.http, step.call, deps);
    requests = [];
    const target = toTarget(step, crm, record);
    const targets = [...told.targets.filter(({ key }) => key !== target.key), target];
    const reports = step.isUnclear ? {} : told.call.reports;
    const written = await writeReport(
      target,
      { call: told.call, targets, reports, mayBeThere: step.isUnclear === true },
      deps,
    );
    failure = written.failure;
    const call = { ...written.call, reports: { ...told.call.reports, [target.key]: written.report } };
    calls.set(step.call.callId, { call, targets });
  }
  return { requests, credentials: access.held(), failure };
}

const patience = () => 600_000;

interface Told {
  readonly call: Call;
  readonly targets: readonly Target[];
}

/** Access to a CRM as it is played, renewed where it runs out. */
function accessTo({ reporter }: Crm, { credentials }: PlayedCrm) {
  let token: string | undefined;
  const bases = [reporter.baseUrl, reporter.renewal?.baseUrl];
  const access: CrmAccess = {
    async tokenFor({ renew, credentials: { refresh_token = "" } }) {
      const renewed = await renew(refresh_token);
      token = renewed.token;
      bases.push(renewed.apiUrl?.replace(/\/+$/, ""));
      return renewed;
    },
  };
  return {
    ...access,
    held: () => ({ ...credentials, ...(token !== undefined && { token }) }),
    /** Below the CRM's address: it has several where the API does not live where access is renewed. */
    pathOf(url: string): string {
      const fitting = bases.filter((base) => base !== undefined && url.startsWith(base));
      return url.slice(Math.max(...fitting.map((base) => base?.length ?? 0)));
    },
  };
}

async function newCall({ call: { callId } }: Step, { store, now }: WriteDeps): Promise<Call> {
  await store.calls.hint({ account: "preview", callId, digest: callId, at: now() });
  const call = await store.calls.find("preview", callId);
  if (!call) throw new Error("the store in memory lost a call");
  return call;
}

function toTarget({ call, lead }: Step, crm: Crm, record: CrmRecord | undefined): Target {
  const job = { call, lead, ...(record && { record, cameWithRecord: true }) };
  // Who was not called is entered into no CRM.
  const mayLook = call.remark === undefined ? "and make one" : "only";
  return { key: reportKey(lead.id, crm.name), crm, job, mayLook, digest: resultDigest(job) };
}
