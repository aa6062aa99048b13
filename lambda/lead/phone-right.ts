import { isAgreed, type LastWords, wordsAfter } from "./last-word.ts";
import type { Lead, LeadState } from "./lead.ts";
import { payloadEnds } from "./move.ts";
import type { Reason } from "./reasons.ts";
import { isVoid, waitsForDial } from "./states.ts";
import { later, timing } from "./timing.ts";

/**
 * The right to ring a phone. One person is rung once for all leads of a merge group; other groups of the account have
 * rights of their own and share nothing with it, but never ring at the same moment. Pure: one item holds all rights to
 * a phone in an account, and every write names the one that it follows. It also remembers which leads rang the phone:
 * whose a later call is may be found nowhere else.
 */
export interface PhoneRights {
  readonly account: string;
  /** E.164 */
  readonly phone: string;
  /** New at every write. */
  readonly writeId: string;
  /** The lead that took its right last: until its call is known, no other group's lead may ring. */
  readonly onLine: string;
  /** By merge group. */
  readonly groups: Readonly<Record<string, PhoneRight>>;
  /** The leads that took a right lately, and when they last did: the phone may have rung for each. */
  readonly rungFor: Readonly<Record<string, string>>;
  /** Callingly's lead with the phone was stopped by us. */
  readonly stop?: PhoneStop | undefined;
  /** Kept while a lead may be waiting for a time that its person has taken back since. */
  readonly lastWords?: LastWords | undefined;
  /**
   * Until when an operator finds by the number who rang it: as long as what the last lead to take a right said is kept at
   * least. It gives nobody a right.
   */
  readonly keptUntil?: string | undefined;
}

export interface PhoneRight {
  readonly leadId: string;
  readonly until: string;
  /** The lead's revision as it took the right. A lead can only give back a right that is older than itself. */
  readonly revision: number;
}

/** What Callingly was told of its lead with the phone, or is just being told. */
export interface PhoneStop {
  /** Callingly's id of the lead. */
  readonly callinglyLeadId: string;
  /** When a worker was last about to tell Callingly. */
  readonly at: string;
  /** When it is forgotten, with the phone of the lead that was stopped. */
  readonly until: string;
  /** It is told to block the number as well, which is on the list of those whom nobody calls. */
  readonly isBlocked?: boolean | undefined;
}

/** A right, with the lead that took it as it is now. */
export interface Holding {
  /** As the configuration has it now. */
  readonly group: string;
  readonly right: PhoneRight;
  readonly holder: Lead | undefined;
}

/** Rights by the groups of now. Of two that came to one group, the one that lasts longer. */
export const grouped = (holdings: readonly Holding[]): PhoneRights["groups"] =>
  Object.fromEntries(
    holdings
      .toSorted((one, other) => (one.right.until < other.right.until ? -1 : 1))
      .map(({ group, right }) => [group, right]),
  );

export interface Taking {
  readonly group: string;
  readonly until: Date;
  readonly writeId: string;
  readonly now: Date;
  /** It is about to ring, for all that its person said of the time to be called, before and since. */
  readonly isForAll?: boolean | undefined;
}

/** All rights to a lead's phone once the lead has taken its group's. What stood there of the group is gone. */
export function rightTaken(
  rights: PhoneRights | undefined,
  lead: Lead,
  phone: string,
  { group, until, writeId, now, isForAll }: Taking,
): PhoneRights {
  const { id, account, revision, retention } = lead;
  const lastWords = wordsAfter(rights?.lastWords, lead, now, isForAll);
  return {
    account,
    phone,
    writeId,
    onLine: id,
    groups: { ...rights?.groups, [group]: { leadId: id, until: until.toISOString(), revision } },
    rungFor: remembered({ ...rights?.rungFor, [id]: now.toISOString() }, now),
    ...(rights?.stop && { stop: rights.stop }),
    ...(lastWords && { lastWords }),
    keptUntil: latest(rights?.keptUntil, payloadEnds(retention, now)),
  };
}

const latest = (one: string | undefined, other: string): string => (one !== undefined && one > other ? one : other);

/** A team redials a lead for so long, and the nightly comparison goes back so far for a redial that nobody reported. */
const REDIALS_MS = timing.redials + timing.difference;
/** Some laws count who was rung within thirty days. */
const RUNG_MEMORY_MS = Math.max(REDIALS_MS, 31 * timing.day);
/** Of a phone that rings for more leads than this, as one that tries things out, the oldest are forgotten. */
const MOST_REMEMBERED = 20;

const remembered = (rungFor: PhoneRights["rungFor"], now: Date): PhoneRights["rungFor"] =>
  Object.fromEntries(
    Object.entries(rungFor)
      .filter(([, at]) => now.getTime() - Date.parse(at) < RUNG_MEMORY_MS)
      .toSorted(([, one], [, other]) => (one > other ? -1 : 1))
      .slice(0, MOST_REMEMBERED),
  );

/**
 * All rights to a phone once a lead has given its own back. A right that the lead took after this revision is newer
 * than this late request, and stays. A lead has one revision once, so it cannot leave twice by the same name.
 * @param kept until when it keeps its right all the same
 * @returns undefined when the lead holds no right
 */
export function rightGivenBack(rights: PhoneRights, lead: Lead, kept?: Date): PhoneRights | undefined {
  const { id, revision } = lead;
  const until = kept?.toISOString();
  const isMeant = (right: PhoneRight) => right.leadId === id && right.revision < revision && right.until !== until;
  const all = Object.entries(rights.groups);
  if (!all.some(([, right]) => isMeant(right))) return undefined;
  const left = all.flatMap(([name, right]) =>
    isMeant(right) ? (until === undefined ? [] : [[name, { ...right, until }] as const]) : [[name, right] as const],
  );
  const groups = Object.fromEntries(left);
  const { [id]: _, ...others } = rights.rungFor;
  const hasNeverRung = lead.ringsPossible === 0 && !Object.values(groups).some((right) => right.leadId === id);
  return { ...rights, writeId: `${id} left at ${revision}`, groups, rungFor: hasNeverRung ? others : rights.rungFor };
}

/** Until when no other lead of its group rings the phone that a lead has rung; undefined when it has not rung. */
export function rightOfRing({ ringsPossible, history }: Lead, windowMs: number): Date | undefined {
  const rung = history.findLast(({ state }) => state === "placed" || state === "unknown");
  return ringsPossible > 0 && rung ? later(new Date(rung.at), windowMs) : undefined;
}

/** No lead has a right any more, has rung it lately or waits for its time, nor does Callingly keep a stop of ours. */
export const isOver = ({ groups, rungFor, stop, lastWords = {} }: PhoneRights): boolean =>
  stop === undefined && [groups, rungFor, lastWords].every((all) => Object.keys(all).length === 0);

/** The leads that have, or last had, a right to ring the phone: at most one of each group. */
export const holdersOf = ({ groups }: PhoneRights): string[] => [
  ...new Set(Object.values(groups).map(({ leadId }) => leadId)),
];

/** The leads that rang the phone lately, or are about to. */
export const ringersOf = (rights: PhoneRights): string[] => [
  ...new Set([...holdersOf(rights), ...Object.keys(rights.rungFor)]),
];

/** The leads whose a call to the phone may be, as a team redials no older ones. */
export const callersOf = ({ groups, rungFor, ...rights }: PhoneRights, now: Date): string[] => {
  const redialled = Object.entries(rungFor).filter(([, at]) => now.getTime() - Date.parse(at) < REDIALS_MS);
  const holding = Object.entries(groups).filter(
    ([, { until }]) => now.getTime() - Date.parse(until) < RUNG_MEMORY_MS - timing.day,
  );
  return ringersOf({ ...rights, groups: Object.fromEntries(holding), rungFor: Object.fromEntries(redialled) });
};

/** When nobody can need any more which leads rang the phone: then its item may be forgotten. */
export const rightsEnd = ({ groups, rungFor, stop, lastWords = {}, keptUntil }: PhoneRights): Date =>
  new Date(
    Math.max(
      ...Object.values(lastWords).map(({ until }) => Date.parse(until)),
      ...[stop?.until, keptUntil].map((until) => (until === undefined ? 0 : Date.parse(until))),
      ...Object.values(groups).map(({ until }) => Date.parse(until) + timing.redials),
      ...Object.values(rungFor).map((at) => Date.parse(at) + RUNG_MEMORY_MS),
    ),
  );

/** When an operator last said of a lead that it shall not ring. */
const cancelledAt = ({ history }: Lead): string | undefined =>
  history.findLast(({ state, reason }) => state === "cancelled" && reason === "decided")?.at;

/**
 * An operator said that the holder shall not ring, and its person has asked again since: under another e-mail address,
 * or another id of the sender's. Whether that decision holds for the new request, only an operator knows.
 */
export function isBarred(lead: Lead, holder: Lead): boolean {
  const isCancelled = isVoid(holder) && holder.state === "cancelled" && holder.reason === "decided";
  const waitsAnew = holder.state === "held" && holder.reason === "asked-again";
  const at = isCancelled || waitsAnew ? cancelledAt(holder) : undefined;
  return at !== undefined && lead.receivedAt > at && (lead.releasedAt ?? "") <= at;
}

/** Waits for another lead of the group that an operator's decision ends. */
const waitsForHolder: ReadonlySet<Reason | undefined> = new Set([
  "same-phone",
  "same-phone-cancelled",
  "crowded-phone",
  "asked-again",
]);

/**
 * An operator released a lead that waited because of another of its group: it rings whatever the other did before that
 * decision. What the other did since still counts, so of many that are released at once one rings.
 */
export function overrules(lead: Lead, holder: Lead): boolean {
  const { id, releasedAt, history } = lead;
  const waited = history.findLast(({ state, reason }) => state === "held" && waitsForHolder.has(reason))?.at;
  if (id === holder.id || releasedAt === undefined || waited === undefined || releasedAt < waited) return false;
  return [holder.dial?.at, cancelledAt(holder)].every((at) => at === undefined || at < releasedAt);
}

/** Its phone may be ringing, or may ring any moment, until the outcome of the dial is known. */
const unsettled: readonly LeadState[] = ["dialing", "unknown", "placed"];

/**
 * Whether another group's lead keeps the phone from being rung: for a while, or until an operator has decided about it.
 * @param rights to the phone, among which the other lead's is
 */
export function standsInTheWay(
  other: Lead | undefined,
  { onLine, phone, groups }: PhoneRights,
  now: Date,
): "for a while" | "until decided" | undefined {
  if (!other || other.person.phone !== phone) return undefined;
  if (other.state === "review") return "until decided";
  if (unsettled.includes(other.state)) return "for a while";
  // A lead that an operator cancelled just after its dial may be ringing all the same.
  const mayRing = other.state === "cancelled" && other.ringsPossible > 0 && isFresh(other, now);
  const right = Object.values(groups).find(({ leadId }) => leadId === other.id);
  // It took its right to be dialled in this moment. One that was held since, or whose time is over, has to take it again;
  // one that a rule held before may be dialled out of that state, and is as it was when it took its right.
  const isAsItWas = other.state === "ready" || right?.revision === other.revision;
  const isNext = waitsForDial(other) && isAsItWas && onLine === other.id && (right?.until ?? "") > now.toISOString();
  return mayRing || isNext ? "for a while" : undefined;
}

/** A call so long before the time that a person asked for is the one that they asked for. */
const SAME_CALL_MS = timing.hour;

/**
 * The holder rang before the time that was agreed with the lead's person: that call was for another request of theirs,
 * and does not keep what was agreed. A time that anybody may have sent earns no second call.
 * @param agreed also where it was over when the lead came, and is stored nowhere
 */
export const asksForAnotherCall = (
  lead: Lead,
  { dial }: Lead,
  { agreed, fromStrangers }: { readonly agreed: Date | undefined; readonly fromStrangers: boolean },
): boolean =>
  isAgreed(lead, fromStrangers) &&
  lead.asked?.isLifted !== true &&
  agreed !== undefined &&
  dial !== undefined &&
  Date.parse(dial.at) < agreed.getTime() - SAME_CALL_MS;

/** A call may last longer than the window in which its group does not ring the phone again. */
export const mayBeTalking = (holder: Lead, phone: string, now: Date): boolean =>
  holder.person.phone === phone && unsettled.includes(holder.state) && isWithin(timing.longestCall, holder, now);

const isFresh = (lead: Lead, now: Date): boolean => isWithin(timing.settle, lead, now);

const isWithin = (ms: number, { dial }: Lead, now: Date): boolean =>
  dial !== undefined && now.getTime() - Date.parse(dial.at) < ms;
