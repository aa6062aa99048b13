import type { Call } from "../../lambda/lead/call/call.ts";
import { explain, stepName, untilAsked } from "../../lambda/lead/explain.ts";
import type { Lead, LeadState } from "../../lambda/lead/lead.ts";
import { type Reason, reasonWords } from "../../lambda/lead/reasons.ts";
import { longCall, longLead } from "../../lambda/store/shorthand.ts";
import { asBroughtIn, bringIn } from "../../operator/words/bring-in.ts";
import { plain } from "../streams/plain.ts";
import type { Follower } from "../streams/stream.ts";

/** How far each lead got, read from the table's stream. */
export interface LivePath extends Follower {
  /** Newest last. */
  paths(): Path[];
  /** Calls the listener with each step as it becomes known. @returns how to stop it */
  listen(listener: Listener): () => void;
}

export type Listener = (path: Path, steps: readonly Step[]) => void;

export interface Path {
  readonly leadId: string;
  readonly name: string;
  readonly phone: string;
  readonly source: string;
  readonly receivedAt: string;
  readonly state: LeadState;
  readonly outcome?: string | undefined;
  /** When it is called, where it waits for a time that its person asked for. */
  readonly until?: string | undefined;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly name: string;
  readonly at: string;
  readonly detail?: string | undefined;
}

const keptPaths = 300;

const notYet = "not yet: ";

const leadFields = [
  "pk",
  "id",
  "person",
  "source",
  "receivedAt",
  "state",
  "reason",
  "dueAt",
  "outcome",
  "history",
] as const;
type SeenLead = Pick<Lead, Exclude<(typeof leadFields)[number], "pk">>;

const callFields = ["pk", "account", "callId", "leadId", "state", "reason", "result", "reports"] as const;
type SeenCall = Pick<Call, Exclude<(typeof callFields)[number], "pk">>;

export function livePath(now: () => Date = () => new Date()): LivePath {
  const leads = new Map<string, SeenLead>();
  /** What was written into CRMs, by lead. */
  const reports = new Map<string, Step[]>();
  /** The last text shown about a call. */
  const calls = new Map<string, string>();
  const listeners = new Set<Listener>();
  const beganAt = now().toISOString();

  const announce = (lead: SeenLead, steps: readonly Step[]) => {
    const path = toPath(lead, reports.get(lead.id) ?? []);
    for (const listener of listeners) listener(path, steps);
  };

  const seeLead = (lead: SeenLead) => {
    const known = leads.get(lead.id);
    // After a restart old records may come again; old steps are not announced again.
    const from = known ? known.history.length : lead.history.filter(({ at }) => at < beganAt).length;
    leads.delete(lead.id);
    leads.set(lead.id, lead);
    for (const [oldest] of leads) {
      if (leads.size <= keptPaths) break;
      leads.delete(oldest);
    }
    announce(lead, lead.history.slice(from).map(toStep));
  };

  const seeCall = (call: SeenCall) => {
    const step = reportStep(call, now());
    const lead = leads.get(call.leadId ?? "");
    const before = calls.get(call.callId);
    const content = call.state === "reported" ? sentIn(call) : `${notYet}${call.reason}`;
    if (!step || !lead || before === content || content === "") return;
    calls.set(call.callId, content);
    const reported = {
      ...step,
      name: before && !before.startsWith(notYet) && call.state === "reported" ? "updated in the CRM" : step.name,
    };
    reports.set(lead.id, [...(reports.get(lead.id) ?? []), reported]);
    announce(lead, [reported]);
  };

  return {
    take({ dynamodb: { NewImage } }, done) {
      done();
      // Nothing else, and unchecked: every write of every lead comes by here.
      if (NewImage?.kind?.S === "lead") seeLead(longLead(plain(NewImage, leadFields)) as unknown as SeenLead);
      if (NewImage?.kind?.S === "call") seeCall(longCall(plain(NewImage, callFields)) as unknown as SeenCall);
    },
    paths: () => [...leads.values()].map((lead) => toPath(lead, reports.get(lead.id) ?? [])),
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function toPath(lead: SeenLead, reported: readonly Step[]): Path {
  const { id, person, source, receivedAt, state, outcome, history } = lead;
  const name = [person.firstName, person.lastName].filter(Boolean).join(" ");
  const steps = [...history.map(toStep), ...reported];
  return {
    leadId: id,
    name,
    phone: person.phone ?? person.phoneAsGiven ?? "",
    source,
    receivedAt,
    state,
    outcome,
    until: untilAsked(lead),
    steps,
  };
}

const toStep = ({ at, state, reason }: Lead["history"][number]): Step => ({
  name: stepName({ state, reason }),
  at,
  ...(reason && { detail: asBroughtIn(explain({ state, reason }), bringIn({ name: "local" })) }),
});

/** The CRMs that got something: a write that has only begun does not count. Empty when no CRM got anything. */
const sentIn = ({ reports }: SeenCall): string =>
  Object.entries(reports)
    .flatMap(([key, { begun, digest }]) => (begun && digest !== undefined ? [`${key} ${digest}`] : []))
    .sort()
    .join("\n");

function reportStep({ state, callId, result, reason }: SeenCall, now: Date): Step | undefined {
  const at = now.toISOString();
  if (state === "reported") {
    const length = result?.seconds ? `, ${Math.round(result.seconds)} s` : "";
    return {
      name: "reported in the CRM",
      at,
      detail: `call ${callId}: ${result?.outcome ?? result?.status ?? "ended"}${length}`,
    };
  }
  if (state !== "parked") return undefined;
  return { name: "not reported yet", at, ...(reason && { detail: reasonWords[reason as Reason] }) };
}

/** One step as a line for the terminal. */
export function pathLine({ name, phone, source, receivedAt }: Path, step: Step): string {
  const time = new Date(step.at).toTimeString().slice(0, 8);
  const afterMs = Date.parse(step.at) - Date.parse(receivedAt);
  const columns = [time, elapsed(afterMs).padStart(8), phone.padEnd(13), name.padEnd(16), source.padEnd(10), step.name];
  return [...columns, ...(step.detail ? [`(${step.detail})`] : [])].join("  ");
}

function elapsed(ms: number): string {
  if (ms < 1000) return `+${ms} ms`;
  return ms < 120_000 ? `+${(ms / 1000).toFixed(1)} s` : `+${Math.floor(ms / 60_000)} min`;
}
