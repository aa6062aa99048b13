import type { Bridge } from "../../config/bridge.ts";
import { isRemark } from "../../lead/asked/read.ts";
import { isAgreed, isOvertaken, remarksOn, spokeSince, standsBefore, wordsWith } from "../../lead/last-word.ts";
import type { Lead } from "../../lead/lead.ts";
import type { PhoneRights } from "../../lead/phone-right.ts";
import { type DialDecision, hold } from "../../lead/rules/decision.ts";
import { isVoid } from "../../lead/states.ts";
import { isAboutToEnd } from "../../lead/stop.ts";
import { TransientError } from "../../runtime/errors.ts";
import type { LeadStore, PhoneStore } from "../../store/store.ts";
import { mainOf } from "../main-of.ts";
import { type MergeDeps, mergeInto } from "./merge-lead.ts";

/** Part of step 2: of several times that one person asked for through one door, the last one counts. */

export interface WordDeps {
  readonly bridge: Pick<Bridge, "source">;
  readonly store: { readonly phones: PhoneStore; readonly leads: Pick<LeadStore, "find"> };
  readonly newId: () => string;
}

const MAX_TRIES = 8;

/**
 * Notes that a lead is about to wait for the time that its person asked for, so that one which waits by an earlier word
 * learns of it in its own time.
 */
export async function noteWord(lead: Lead, until: Date, { bridge, store, newId }: WordDeps): Promise<void> {
  const { phones, leads } = store;
  const { phone } = lead.person;
  if (phone === undefined || isAgreed(lead, comesFromStrangers(lead, bridge))) return;
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const rights = await phones.find(lead.account, phone);
    const before = rights?.lastWords?.[lead.source]?.leadId;
    const speaker = before === undefined || before === lead.id ? undefined : await speakerOf(before, leads);
    const stands = speaker?.person.phone === phone && standsBefore(speaker, lead, until) ? speaker.id : undefined;
    const lastWords = wordsWith(rights?.lastWords, lead, until, stands);
    if (!lastWords) return;
    const known = rights ?? { account: lead.account, phone, onLine: lead.id, groups: {}, rungFor: {} };
    if (await phones.save({ ...known, writeId: newId(), lastWords }, rights?.writeId)) return;
  }
  throw new TransientError("Other workers kept writing the right to ring");
}

/**
 * A lead whose person has spoken again since shares the ring of the lead that has their last word.
 * @returns undefined where the lead has it itself, where the other ended without a ring, or where it waits and somebody else
 * may have sent it
 */
export async function askLastWord(
  lead: Lead,
  rights: PhoneRights,
  deps: MergeDeps & Pick<WordDeps, "bridge">,
): Promise<Extract<DialDecision, { dial: "held" }> | "gone" | undefined> {
  const isLess = isRemark(lead);
  const id = isLess
    ? rights.lastWords?.[lead.source]?.leadId
    : spokeSince(lead, rights.lastWords, comesFromStrangers(lead, deps.bridge));
  const speaker = id === undefined || lead.ringsPossible > 0 ? undefined : await speakerOf(id, deps.store.leads);
  if (!speaker || speaker.id === lead.id || speaker.person.phone !== rights.phone) return undefined;
  // An operator said of the last word that nobody rings. Whether that holds for the earlier one, only they know.
  if (speaker.state === "cancelled" && speaker.reason === "decided") return hold("asked-again", "person");
  if (isVoid(speaker) || speaker.state === "cancelled" || isAboutToEnd(speaker)) return undefined;
  if (isLess && !remarksOn(lead, speaker)) return undefined;
  if (isOvertaken(lead, speaker)) return undefined;
  return mergeInto(speaker, lead, deps);
}

/** The lead that has the last word, as the one that rings for it. */
async function speakerOf(id: string, leads: Pick<LeadStore, "find">): Promise<Lead | undefined> {
  const lead = await leads.find(id);
  return lead && mainOf(lead, leads);
}

/** One that the configuration does not know is rung by nobody. */
export const comesFromStrangers = ({ source }: Lead, bridge: WordDeps["bridge"]): boolean =>
  bridge.source(source)?.fromStrangers ?? true;
