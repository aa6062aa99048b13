import type { Bridge, Crm, Source } from "../../config/bridge.ts";
import type { ReportJob } from "../../connectors/contract/reporter.ts";
import { type Call, type CallResult, resultDigest } from "../../lead/call/call.ts";
import { reportKey } from "../../lead/call/report-key.ts";
import { hasOptedOut, type Lead } from "../../lead/lead.ts";
import { withoutPerson } from "../../lead/privacy/retention.ts";
import type { Store } from "../../store/store.ts";

/** Where a call's result goes: to every CRM of its lead's source, and of the sources of all leads merged into it. */

export interface TargetDeps {
  readonly bridge: Pick<Bridge, "source" | "crm">;
  readonly store: Pick<Store, "leads">;
  readonly now: () => Date;
}

export interface Target {
  readonly key: string;
  readonly crm: Crm;
  readonly job: Pick<ReportJob, "call" | "lead" | "record" | "cameWithRecord">;
  /** How a record may be found where the lead brings none. */
  readonly mayLook: "and make one" | "only" | "not at all";
  /** Fingerprint of the report. */
  readonly digest: string;
}

/** A source or CRM that the configuration no longer has, though a result is for it. */
export interface Gone {
  /** What an operator can exclude from reporting: all of a lead, or a lead in one CRM. */
  readonly key: string;
  /** For an operator, by the name of the configuration. */
  readonly name: string;
}

export interface Targets {
  readonly targets: readonly Target[];
  readonly gone: readonly Gone[];
  /** Why leads that were merged into it could not be read: their reports are still to be sent. */
  readonly failures: readonly unknown[];
}

export async function targetsOf(
  { dropped = [], notice }: Pick<Call, "dropped" | "notice">,
  main: Lead,
  result: CallResult,
  { store, bridge, now }: TargetDeps,
): Promise<Targets> {
  // Never send the name of a person who asked to be forgotten, even for leads not erased yet.
  const asKnown = (lead: Lead) => (main.strippedAt === undefined ? lead : withoutPerson(lead, now()));
  const targets: Target[] = [];
  const gone: Gone[] = [];
  const { family, failures } = await withMerged(main, store);
  for (const lead of family.map(asKnown)) {
    if (dropped.includes(lead.id)) continue;
    const source = bridge.source(lead.source);
    if (!source) gone.push({ key: lead.id, name: `source ${lead.source}` });
    for (const name of source?.report ?? []) {
      const key = reportKey(lead.id, name);
      if (dropped.includes(key)) continue;
      const crm = bridge.crm(name);
      if (source && crm) {
        // Who asked not to be called has said so wherever a record says it, whatever came of the call.
        const outcome = notice === "opted-out" || hasOptedOut(main) ? "removed" : main.outcome;
        const target = toTarget(lead, { ...main, outcome }, crm, source, result);
        targets.push({ ...target, mayLook: mayLook(lead, source, notice !== undefined) });
      } else gone.push({ key, name: `CRM ${name}` });
    }
  }
  return { targets, gone, failures };
}

/** A lead that was merged may have had others merged into it before. One that cannot be read delays no other. */
async function withMerged(
  main: Lead,
  { leads }: TargetDeps["store"],
): Promise<{ readonly family: Lead[]; readonly failures: unknown[] }> {
  const family = new Map([[main.id, main]]);
  const failures: unknown[] = [];
  for (const lead of family.values()) {
    const unknown = lead.merged.filter((id) => !family.has(id));
    for (const read of await Promise.allSettled(unknown.map((id) => leads.find(id)))) {
      if (read.status === "rejected") failures.push(read.reason);
      else if (read.value) family.set(read.value.id, read.value);
    }
  }
  return { family: [...family.values()], failures };
}

/**
 * A person who was not called is entered into no CRM. And a stranger's lead leads to a record only after a call:
 * anybody can type anybody's e-mail address.
 */
function mayLook({ strippedAt }: Lead, { fromStrangers }: Source, isNotice: boolean): Target["mayLook"] {
  // Without personal data a search could match anyone, or create an empty record.
  if (strippedAt !== undefined) return "not at all";
  if (!isNotice) return "and make one";
  return fromStrangers ? "not at all" : "only";
}

function toTarget(
  lead: Lead,
  main: Lead,
  crm: Crm,
  { records, country }: Source,
  result: CallResult,
): Omit<Target, "mayLook"> {
  const { id, source, receivedAt, person, externalId, record } = lead;
  const job = {
    call: result,
    lead: { id, source, receivedAt, person, externalId, country, outcome: main.outcome, firstRungAt: main.firstDialAt },
    // A record's id means something only to the CRM that the lead came from; another portal has another person under it.
    ...(record && records === crm.name && { record, cameWithRecord: true }),
  };
  return {
    key: reportKey(id, crm.name),
    crm,
    job,
    digest: resultDigest(job),
  };
}

export const isTold = ({ key, digest }: Pick<Target, "key" | "digest">, reports: Call["reports"]): boolean =>
  reports[key]?.digest === digest;
