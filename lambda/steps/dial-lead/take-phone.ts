import type { Bridge } from "../../config/bridge.ts";
import { momentAsked } from "../../lead/asked/read.ts";
import { isAgreed } from "../../lead/last-word.ts";
import type { Lead } from "../../lead/lead.ts";
import {
  asksForAnotherCall,
  grouped,
  type Holding,
  isBarred,
  isOver,
  mayBeTalking,
  overrules,
  type PhoneRights,
  rightGivenBack,
  rightOfRing,
  rightTaken,
  standsInTheWay,
} from "../../lead/phone-right.ts";
import { type DialDecision, dialLater, hold } from "../../lead/rules/decision.ts";
import { isVoid } from "../../lead/states.ts";
import { isAboutToEnd } from "../../lead/stop.ts";
import { later, timing } from "../../lead/timing.ts";
import { TransientError } from "../../runtime/errors.ts";
import type { Log } from "../../runtime/log.ts";
import type { PhoneStore, Store } from "../../store/store.ts";
import { holdingsOf } from "../keep-phone.ts";
import { askLastWord, comesFromStrangers } from "./hear-last-word.ts";
import { mergeInto } from "./merge-lead.ts";

/** Part of step 2: a lead takes the right to ring its phone, waits for it, or is merged into the lead that has it. */

export interface PhoneDeps {
  readonly bridge: Pick<Bridge, "account" | "groupOf" | "phoneWindowMs" | "source">;
  readonly store: Pick<Store, "leads" | "calls" | "phones">;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: Log;
}

/**
 * With the rights to the phone where the lead has taken its own. "gone" when there is nothing to decide any more: another
 * worker has moved the lead, or it has just been merged.
 */
export type PhoneAnswer = Taken | Exclude<DialDecision, { dial: "now" }> | "gone";
type Taken = { readonly dial: "now"; readonly rights: PhoneRights };
type Refused = Exclude<PhoneAnswer, Taken>;

const MAX_TRIES = 8;

/**
 * One person, one ring in a merge group: the lead with the right is dialled, every other lead of the group is merged
 * into it.
 */
export async function askForPhone(lead: Lead, phone: string, deps: PhoneDeps): Promise<PhoneAnswer> {
  const { store, bridge, now, newId } = deps;
  const group = bridge.groupOf(lead);
  // Most phones are new to us, and so is a lead that never waited: then one write does.
  let rights = lead.reason === undefined ? undefined : await store.phones.find(lead.account, phone);
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const holdings = rights ? await holdingsOf(rights, deps) : [];
    const answer =
      rights && ((await askLastWord(lead, rights, deps)) ?? (await askAll(lead, group, rights, holdings, deps)));
    if (answer) return answer;
    const until = later(now(), bridge.phoneWindowMs);
    const left = rights && { ...rights, groups: grouped(holdings.filter((each) => each.group !== group)) };
    const isForAll = !isAgreed(lead, comesFromStrangers(lead, bridge));
    const next = rightTaken(left, lead, phone, { group, until, writeId: newId(), now: now(), isForAll });
    if (await store.phones.save(next, rights?.writeId)) return { dial: "now", rights: next };
    rights = await store.phones.find(lead.account, phone);
  }
  throw new TransientError("Other workers kept writing the right to ring");
}

/** @returns undefined when the right of the lead's own group is free, and no other lead is in the way */
async function askAll(
  lead: Lead,
  group: string,
  rights: PhoneRights,
  holdings: readonly Holding[],
  deps: PhoneDeps,
): Promise<Refused | undefined> {
  const own = holdings.filter((each) => each.group === group);
  const overruled = own.filter(({ holder }) => holder && overrules(lead, holder));
  for (const holding of own.filter((each) => !overruled.includes(each))) {
    const answer = await askGroup(lead, holding, rights, deps);
    if (answer) return answer;
  }
  return askOthers([...holdings.filter((each) => each.group !== group), ...overruled], rights, deps);
}

/** @returns undefined when the holder leaves the right of its group to the lead */
async function askGroup(
  lead: Lead,
  { right, holder: first }: Holding,
  { phone }: PhoneRights,
  deps: PhoneDeps,
): Promise<Refused | undefined> {
  // A worker that read the lead after us has it by now.
  if (right.leadId === lead.id) return right.revision > lead.revision ? "gone" : undefined;
  if (right.until <= deps.now().toISOString()) {
    return first && mayBeTalking(first, phone, deps.now()) ? awhile(deps) : undefined;
  }
  // An operator may have corrected the holder's number since; it has no right to this one any more.
  if (!first || first.person.phone !== phone) return undefined;
  if (isBarred(lead, first)) return hold("asked-again", "person");
  if (isVoid(first)) return undefined;
  // It gives the phone back in a moment, or, if its worker died, when the right ends. Taking it away could ring twice.
  if (first.state === "held" && first.ringsPossible === 0) return awhile(deps);
  // So does one that its CRM has stopped: a lead that was merged into it would end with it.
  if (isAboutToEnd(first)) return awhile(deps);
  // A cancelled lead is not followed any more: merged into it, this one would wait for a call that may not exist.
  if (first.state === "cancelled") return hold("same-phone-cancelled", "person");
  // A second ring of this lead was authorised by name, and an operator decides between it and the other lead's.
  if (lead.ringsPossible > 0) return hold("same-phone", "person");
  if (isAnotherCall(lead, first, deps.bridge)) return mayBeTalking(first, phone, deps.now()) ? awhile(deps) : undefined;
  return mergeInto(first, lead, deps);
}

function isAnotherCall(lead: Lead, first: Lead, bridge: PhoneDeps["bridge"]): boolean {
  const agreed = momentAsked(lead, bridge.account(lead.account)?.timeZone ?? "UTC");
  return asksForAnotherCall(lead, first, { agreed, fromStrangers: comesFromStrangers(lead, bridge) });
}

/**
 * Each group rings for itself, as the person asked each of them; but not while another's call may be going on.
 * @returns undefined when no other lead is in the way
 */
function askOthers(others: readonly Holding[], rights: PhoneRights, deps: PhoneDeps): Refused | undefined {
  const obstacles = others.map(({ holder }) => standsInTheWay(holder, rights, deps.now()));
  if (obstacles.includes("until decided")) return hold("same-phone-review", "person");
  return obstacles.includes("for a while") ? awhile(deps) : undefined;
}

/** Another lead with the phone is settled soon. */
const awhile = ({ now }: PhoneDeps): Refused => dialLater("same-phone-waits", later(now(), timing.deferral));

/**
 * A lead gives back a right that it does not need; but where its phone has rung, the right stays for the rest of that
 * ring's window.
 * @param lead as it was written when it lost its right: what it takes later stays
 */
export async function givePhoneBack(lead: Lead, { bridge, store: { phones }, now }: GiveDeps): Promise<void> {
  const { phone } = lead.person;
  const until = rightOfRing(lead, bridge.phoneWindowMs);
  const kept = until && until > now() ? until : undefined;
  for (let attempt = 0; phone !== undefined && attempt < MAX_TRIES; attempt += 1) {
    const rights = await phones.find(lead.account, phone);
    const next = rights && rightGivenBack(rights, lead, kept);
    if (!next) return;
    if (await (isOver(next) ? phones.remove(rights) : phones.save(next, rights.writeId))) return;
  }
}

export type GiveDeps = Pick<PhoneDeps, "now"> & {
  readonly bridge: Pick<Bridge, "phoneWindowMs">;
  readonly store: { readonly phones: PhoneStore };
};
