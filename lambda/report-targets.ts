import type { Bridge, Crm, Source } from "./config/bridge.ts";
import type { ReportJob } from "./connectors/connector.ts";
import { type Call, type CallResult, reportKey, resultDigest } from "./lead/call.ts";
import type { Lead } from "./lead/lead.ts";
import { withoutPerson } from "./lead/retention.ts";
import type { Store } from "./store/store.ts";

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
  /** What may be done to come to a record where the lead brings none. */
  readonly mayLook: "and make one" | "only" | "not at all";
  /** Fingerprint of what is to be told. */
  readonly digest: string;
}

/** A source or CRM that the configuration no longer has, though a result is for it. */
export interface Gone {
  /** What is dropped when a person says that nobody is told: all of a lead, or a lead in one CRM. */
  readonly key: string;
  /** For a person, by the name of the configuration. */
  readonly name: string;
}

export interface Targets {
  readonly targets: readonly Target[];
  readonly gone: readonly Gone[];
}

export async function targetsOf(
  { dropped = [], notice }: Pick<Call, "dropped" | "notice">,
  main: Lead,
  result: CallResult,
  { store, bridge, now }: TargetDeps,
): Promise<Targets> {
  // Who asked to be forgotten is to be named for none of their leads, though some may not be cleared yet.
  const asKnown = (lead: Lead) => (main.strippedAt === undefined ? lead : withoutPerson(lead, now()));
  const targets: Target[] = [];
  const gone: Gone[] = [];
  for (const lead of (await withMerged(main, store)).map(asKnown)) {
    if (dropped.includes(lead.id)) continue;
    const source = bridge.source(lead.source);
    if (!source) gone.push({ key: lead.id, name: `source ${lead.source}` });
    for (const name of source?.report ?? []) {
      const key = reportKey(lead.id, name);
      if (dropped.includes(key)) continue;
      const crm = bridge.crm(name);
      if (source && crm) {
        const target = toTarget(lead, main, crm, source, result);
        targets.push({ ...target, mayLook: mayLook(lead, source, notice !== undefined) });
      } else gone.push({ key, name: `CRM ${name}` });
    }
  }
  return { targets, gone };
}

/** A lead that was merged may have had others merged into it before. */
async function withMerged(main: Lead, { leads }: TargetDeps["store"]): Promise<Lead[]> {
  const family = new Map([[main.id, main]]);
  for (const lead of family.values()) {
    const unknown = lead.merged.filter((id) => !family.has(id));
    for (const other of await Promise.all(unknown.map((id) => leads.find(id)))) {
      if (other) family.set(other.id, other);
    }
  }
  return [...family.values()];
}

/**
 * Who was not called is entered into no CRM. And what a stranger typed leads to nobody's record but by a call: anybody
 * can type anybody's e-mail address.
 */
function mayLook({ strippedAt }: Lead, { fromStrangers }: Source, isNotice: boolean): Target["mayLook"] {
  // Nobody knows any more whose record it would be.
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
    lead: { id, source, receivedAt, person, externalId, country, outcome: main.outcome },
    // A record's id means something only to the CRM that the lead came from; another portal has somebody else under it.
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
