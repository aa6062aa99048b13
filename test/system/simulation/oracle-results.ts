import type { Lead, LeadOutcome } from "../../../lambda/lead/lead.ts";
import type { Call } from "../../../stand-ins/callingly/model.ts";
import type { Activity } from "./crms.ts";
import { isNotice, rootOf } from "./families.ts";
import { refusers } from "./oracle-words.ts";
import { leadsByRef } from "./refs.ts";
import { type AccountName, accountIds, guestName } from "./town.ts";
import type { Judgement, Violation } from "./violations.ts";
import { minute, type World } from "./world.ts";

/** I4: what the CRMs hold against what Callingly knows. */

/**
 * Which calls must be known: those that were told by webhook, those that the night's comparison has met, and the one
 * the dial made where none was told.
 */
function mustBeKnown(call: Call, owner: Lead, { heard, comparedAt }: World, { calls, ties }: Registry): boolean {
  if (heard.has(String(call.id)) || call.started_at < comparedAt - SETTLED_MS) return true;
  const isFirst = call.lead_retry === 0 && call.retry === 0 && call.by === "create";
  return isFirst && ![...calls.keys()].some((id) => ties.get(id) === owner.id);
}

/** The night leaves calls alone that began a moment ago, and what it found takes its time to the CRM. */
const SETTLED_MS = 15 * minute;

export function resultViolations(world: World, { blurred = false }: Judgement): Violation[] {
  const registry = registryOf(world);
  return [
    ...missing(world, registry, blurred),
    ...older(world, registry),
    // A lease holds by the clock. Readers whose clocks differ by more than it may write side by side.
    ...(blurred ? [] : [...twice(registry), ...wrong(world, registry)]),
    ...summaries(world, registry),
  ];
}

interface Registry {
  readonly leads: ReadonlyMap<string, Lead>;
  readonly byRef: ReturnType<typeof leadsByRef>;
  /** The leads that the bridge has tied calls to. */
  readonly ties: ReadonlyMap<string, string>;
  /** Leads that get a lead's results: itself and all that were merged into it. */
  readonly families: ReadonlyMap<string, readonly Lead[]>;
  /** Ended outbound calls that a dial of ours led to, and those that people made to a lead of ours by hand, by id. */
  readonly calls: ReadonlyMap<string, Call>;
  readonly activities: readonly Activity[];
  /** Activities by `{crm} {record} {call}`. */
  readonly held: ReadonlyMap<string, readonly Activity[]>;
}

const keyOf = ({ crm, record, callId }: Pick<Activity, "crm" | "record" | "callId">) => `${crm} ${record} ${callId}`;

function registryOf({ store, callingly, crms }: World): Registry {
  const all = store.allLeads();
  const ties = new Map(store.allCalls().flatMap(({ callId, leadId }) => (leadId ? [[callId, leadId]] : [])));
  const leads = new Map(all.map((lead) => [lead.id, lead]));
  const byRef = leadsByRef(all);
  const families = new Map<string, Lead[]>();
  for (const lead of all) {
    const root = rootOf(lead, leads).id;
    families.set(root, [...(families.get(root) ?? []), lead]);
  }
  const calls = new Map(
    callingly.records
      .all("call")
      .filter(({ status, direction }) => direction === "outbound" && isOver(status))
      .filter(({ crm_id, id }) => byRef(crm_id, undefined) || (crm_id === null && ties.has(String(id))))
      .map((call) => [String(call.id), call]),
  );
  const activities = crms.activities();
  const held = new Map<string, Activity[]>();
  for (const activity of activities) held.set(keyOf(activity), [...(held.get(keyOf(activity)) ?? []), activity]);
  return { leads, byRef, ties, families, calls, activities, held };
}

const isOver = (status: string): boolean => status !== "ringing" && status !== "in-progress";

/** The lead a call is of: the one the bridge tied it to, if it has the call's phone; else the one that was dialled. */
function ownerOf(call: Call, { callingly, bridge }: World, { leads, byRef, ties }: Registry): Lead | undefined {
  const phone = callingly.records.get("lead", call.lead_id)?.phone_number;
  const tied = leads.get(ties.get(String(call.id)) ?? "");
  const isPossible = tied?.person.phone === phone && accountIds[tied?.account as AccountName] === call.account_id;
  const dialled = byRef(call.crm_id, phone);
  // The team that rang tells one business from another; a ref may be what another group's dial left behind.
  const isOfGroup = (lead: Lead | undefined) => lead?.team === undefined || lead.team === call.team_id;
  if (tied && dialled && bridge.groupOf(tied) !== bridge.groupOf(dialled) && !isOfGroup(tied)) return dialled;
  // Whom a team called by hand is of the business whose team it is, once that has rung as well.
  const ofTeam = [...leads.values()].find(
    (lead) =>
      tied !== undefined &&
      !dialled &&
      !isOfGroup(tied) &&
      lead.team === call.team_id &&
      lead.account === tied.account &&
      lead.person.phone === phone &&
      bridge.groupOf(lead) !== bridge.groupOf(tied) &&
      Date.parse(lead.firstDialAt ?? "") <= call.started_at,
  );
  return ofTeam ?? (isPossible ? tied : dialled);
}

// ── missing ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** What only a person can mend, and says so. */
const waitsForPerson = new Set(["crm-refused", "crm-access-refused", "report-unclear", "call-gone"]);

function missing(world: World, registry: Registry, blurred: boolean): Violation[] {
  const states = new Map(world.store.allCalls().map((call) => [call.callId, call]));
  return [...registry.calls].flatMap(([callId, call]) => {
    const owner = ownerOf(call, world, registry);
    if (!owner || call.crm_id === null || !mustBeKnown(call, owner, world, registry)) return [];
    const known = states.get(callId);
    if (known?.state === "parked" && waitsForPerson.has(known.reason ?? "")) return [];
    if (blurred && known?.state === "unmatched") return [];
    const isForPerson = owner.state === "review" || (owner.state === "placed" && owner.reason !== undefined);
    if (isForPerson && (blurred || !world.heard.has(callId))) return [];
    return (registry.families.get(owner.id) ?? [owner]).flatMap((lead) =>
      (world.bridge.source(lead.source)?.report ?? [])
        .filter(
          (crm) => !recordsOf(lead, crm, world).some((record) => registry.held.has(keyOf({ crm, record, callId }))),
        )
        .map((crm): Violation => {
          const text = `call ${callId} of ${lead.id} is not in ${crm}; here it is ${known?.state} (${known?.reason})`;
          return { kind: "result-missing", text, about: [callId, lead.id, owner.id] };
        }),
    );
  });
}

const isPortal = (crm: string): boolean => crm === "hub" || crm === "branch";

/** The records of a CRM on which a lead's results may stand. One that keeps no people has the lead itself. */
function recordsOf({ id, source, record, person }: Lead, crm: string, { bridge, crms }: World): string[] {
  if (bridge.crm(crm)?.reporter.findRecord === undefined) return [id];
  if (record && bridge.source(source)?.records === crm) return [record.id];
  return crms.contactsLike(crm, person.email, person.phone);
}

// ── twice, wrong ────────────────────────────────────────────────────────────────────────────────────────────────

const twice = ({ held }: Registry): Violation[] =>
  [...held].flatMap(([key, activities]): Violation[] =>
    activities.length === 1
      ? []
      : [{ kind: "result-double", text: `${key}: ${activities.length} times`, about: [activities[0]?.callId ?? ""] }],
  );

/** Whatever the times are taken for: a call from before a lead came is not of that lead. */
const older = ({ bridge, callingly }: World, registry: Registry): Violation[] =>
  registry.activities.flatMap(({ crm, record, callId }): Violation[] => {
    const call = isNotice(callId) ? undefined : callingly.records.get("call", Number(callId));
    const lead = registry.leads.get(registry.ties.get(callId) ?? "");
    const isOlder = call && lead && call.started_at < Date.parse(lead.receivedAt) - OLDER_TOLERANCE_MS;
    const text = `${crm} holds call ${callId} on ${record}, which began before ${lead?.id} came`;
    return isOlder && bridge.source(lead.source) ? [{ kind: "result-foreign", text, about: [callId, lead.id] }] : [];
  });

/** Workers' clocks may be off by ten minutes. */
const OLDER_TOLERANCE_MS = 15 * minute;

const nobodyReached = new Set(["missed", "ignored", "busy", "error"]);

const outcomeOf = ({ result, status }: Call): LeadOutcome | undefined =>
  (result as LeadOutcome | null) ?? (nobodyReached.has(status) ? "missed" : undefined);

/** Portals have a word of their own for a line that is engaged, and none for people who want no calls. */
const inPortal = (truth: LeadOutcome | undefined, status: string): string | undefined => {
  if (truth === undefined || status === "busy") return truth && "busy";
  return truth === "removed" ? undefined : truth;
};

/** Each CRM has its own words for how a call ended, and shows as much of it as they say; what it cannot change stays as it was. */
function mayShow({ outcome, recordingUrl }: Activity, call: Call, { bridge }: World): boolean {
  const truth = outcomeOf(call);
  const isTrue = outcome === undefined || outcome === truth || (outcome === "busy" && call.status === "busy");
  const isLeft = bridge.crm(guestName)?.reporter.update === undefined && recordingUrl === undefined;
  return isTrue && (isLeft || (recordingUrl ?? null) === call.recording_url);
}

function wrong(world: World, registry: Registry): Violation[] {
  const results = registry.activities.filter(({ callId }) => !isNotice(callId));
  return results.flatMap((activity): Violation[] => {
    const { crm, record, callId, outcome, recordingUrl } = activity;
    const about = [callId, record];
    const call = registry.calls.get(callId);
    const owner = call && ownerOf(call, world, registry);
    if (!call || !owner)
      return [{ kind: "result-foreign", text: `${crm} holds call ${callId}, which is not ours`, about }];
    // Nothing of one group's call is another group's business, merged or not.
    const group = world.bridge.groupOf(owner);
    const sharers = sharersOf(owner, registry).filter((lead) => world.bridge.groupOf(lead) === group);
    if (!sharers.some((lead) => recordsOf(lead, crm, world).includes(record))) {
      return [
        { kind: "result-foreign", text: `${crm} holds call ${callId} on ${record}`, about: [...about, owner.id] },
      ];
    }
    const truth = outcomeOf(call);
    const isWrong =
      crm === guestName
        ? !mayShow(activity, call, world)
        : outcome !== (isPortal(crm) ? inPortal(truth, call.status) : truth) ||
          (recordingUrl ?? null) !== call.recording_url;
    const text = `${crm} says ${outcome}, ${recordingUrl} of call ${callId}; Callingly says ${truth}, ${call.recording_url}`;
    return isWrong ? [{ kind: "result-wrong", text, about }] : [];
  });
}

/**
 * Leads whose records may show a lead's results: its family, and those that joined it and could not be merged for good.
 * These wait in sight, and what is shown on them is of the same person.
 */
function sharersOf(owner: Lead, { families, leads }: Registry): readonly Lead[] {
  const joined = owner.merged.flatMap((id) => leads.get(id) ?? []);
  return [...(families.get(owner.id) ?? [owner]), ...joined];
}

// ── summaries ───────────────────────────────────────────────────────────────────────────────────────────────────

const ranking: readonly LeadOutcome[] = ["missed", "voicemail", "contacted", "removed"];

const hubSummaries: Readonly<Record<LeadOutcome, string>> = {
  missed: "ATTEMPTED_TO_CONTACT",
  voicemail: "ATTEMPTED_TO_CONTACT",
  contacted: "CONNECTED",
  removed: "UNQUALIFIED",
};

function summaries(world: World, registry: Registry): Violation[] {
  const ofRecord = new Map<
    string,
    { crm: string; record: string; best: number; owners: Set<string>; about: string[] }
  >();
  const bestOf = new Map<string, number>();
  for (const { crm, record, callId } of registry.activities.filter(({ callId }) => !isNotice(callId))) {
    const call = registry.calls.get(callId);
    const owner = call && ownerOf(call, world, registry);
    // A team that is closed has rung nobody, and says nothing of the person.
    if (call?.status === "offline") continue;
    const rank = call ? ranking.indexOf(outcomeOf(call) ?? "missed") : 0;
    if (owner) bestOf.set(owner.id, Math.max(rank, bestOf.get(owner.id) ?? 0));
    const known = ofRecord.get(`${crm} ${record}`) ?? { crm, record, best: 0, owners: new Set(), about: [record] };
    known.owners.add(owner?.id ?? "");
    known.about.push(callId);
    ofRecord.set(`${crm} ${record}`, { ...known, best: Math.max(known.best, rank) });
  }
  const hasRefused = refusers(world);
  return [...ofRecord.values()].flatMap(({ crm, record, best, owners, about }): Violation[] => {
    // What it shows of a record is as its settings have it.
    if (crm === guestName) return [];
    // A contact that asked to be called anew tells the newer story, whichever of the two is the better one.
    const [owner, ...others] = [...owners];
    if (others.length > 0) return [];
    // Who joined a lead and could not be merged for good is told what is known of that lead, call by call or at once.
    const joined = registry.leads.get(owner ?? "")?.merged.flatMap((id) => registry.leads.get(id) ?? []) ?? [];
    const isHalfMerged = joined.some(
      (lead) => lead.mergedInto === undefined && recordsOf(lead, crm, world).includes(record),
    );
    const outcome = ranking[isHalfMerged ? Math.max(best, bestOf.get(owner ?? "") ?? 0) : best] ?? "missed";
    const asShown = (each: LeadOutcome) => (isPortal(crm) ? hubSummaries[each] : each);
    const shown = world.crms.summaryOf(crm, record);
    const text = `${crm} shows ${shown} for ${record}, where the best call was ${outcome}`;
    const family = registry.families.get(owner ?? "") ?? [];
    // The status of a contact that may be somebody else's is nobody's to set.
    const isLeftAlone =
      isPortal(crm) && !shown && ![...family, ...joined].some((lead) => isSurely(lead, crm, record, world));
    const isOptedOut = shown === asShown("removed") && family.some(hasRefused);
    return shown === asShown(outcome) || isLeftAlone || isOptedOut
      ? []
      : [{ kind: "summary-wrong", text, about: [...about, ...owners] }];
  });
}

/** The contact came with the lead, or has both its e-mail address and its phone. */
const isSurely = ({ record, person }: Lead, crm: string, contact: string, { crms }: World): boolean =>
  record?.id === contact ||
  (person.email !== undefined &&
    person.phone !== undefined &&
    crms.contactsLike(crm, person.email, undefined).includes(contact) &&
    crms.contactsLike(crm, undefined, person.phone).includes(contact));
