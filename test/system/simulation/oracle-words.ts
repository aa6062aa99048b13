import type { Lead } from "../../../lambda/lead/lead.ts";
import { bindsSource } from "./opt-outs.ts";
import { leadsByRef } from "./refs.ts";
import type { Violation } from "./violations.ts";
import { claimOf, hour, minute, type Word, type World } from "./world.ts";

/** I8: nobody is rung who has said no, and whoever said nothing is not kept from being rung. */

export const wordViolations = (world: World): Violation[] => [
  ...rungAfterNo(world),
  ...silenced(world),
  ...notBlocked(world),
];

/** By an e-mail address alone a lead is met before its dial: a worker that has looked before goes on. */
const WORKER_MS = minute;

const isOf = ({ phone, email }: Word, lead: Lead): "phone" | "email" | undefined => {
  if (phone !== undefined && phone === lead.person.phone) return "phone";
  return email !== undefined && email.toLowerCase() === lead.person.email?.toLowerCase() ? "email" : undefined;
};

/** What counts is when the dial was claimed: from then on the request is under way. */
function rungAfterNo(world: World): Violation[] {
  const { store, callingly, words } = world;
  if (words.length === 0) return [];
  const byRef = leadsByRef(store.allLeads());
  return callingly.rings.flatMap(({ at, by, crm_id, phone_number }): Violation[] => {
    const lead = by === "create" ? byRef(crm_id, phone_number) : undefined;
    const claim = lead && claimOf(lead, at, world);
    if (!claim) return [];
    const word = words.find((each) => {
      const named = isOf(each, lead);
      const since = each.countsFrom + (named === "email" ? WORKER_MS : 0);
      return named && since < claim.at && bindsSource(each, lead.source);
    });
    const ago = Math.round((claim.at - (word?.countsFrom ?? 0)) / 1000);
    const text = `${lead.id} was dialled ${ago} s after it had counted that its person is not to be called`;
    return word ? [{ kind: "rung-after-no", text, about: [lead.id, phone_number] }] : [];
  });
}

/** Tells whether the person of a lead is not to be called by those who call for it, as they said by whatever way. */
export function refusers({ words, callingly: { records } }: World): (lead: Lead) => boolean {
  const told = records.all("call").filter(({ result }) => result === "removed");
  const toAgents = new Set(told.map(({ lead_id }) => records.get("lead", lead_id)?.phone_number));
  return (lead) =>
    toAgents.has(lead.person.phone) || words.some((word) => isOf(word, lead) && bindsSource(word, lead.source));
}

function silenced(world: World): Violation[] {
  const hasRefused = refusers(world);
  return world.store.allLeads().flatMap((lead): Violation[] => {
    if (lead.reason !== "opted-out") return [];
    const text = `${lead.id} is ${lead.state}, and nobody said that its person is not to be called`;
    return hasRefused(lead) ? [] : [{ kind: "silenced", text, about: [lead.id] }];
  });
}

/** Callingly may be down, and Callingly's id of a lead is known with the first call that was read. */
const TOLD_WITHIN_MS = 3 * hour;

/** Who is called by nobody any more is blocked at Callingly, too, so that the team's redials stop. */
function notBlocked({ store, callingly, words, time }: World): Violation[] {
  const byRef = leadsByRef(store.allLeads());
  const rung = new Set(callingly.rings.map(({ crm_id, phone_number }) => byRef(crm_id, phone_number)));
  return store.allLeads().flatMap((lead): Violation[] => {
    const known =
      lead.callinglyLeadId === undefined ? undefined : callingly.records.get("lead", Number(lead.callinglyLeadId));
    if (!known || !rung.has(lead)) return [];
    const isTold = (word: Word) =>
      word.of === "all" && isOf(word, lead) === "phone" && word.countsFrom < time.now() - TOLD_WITHIN_MS;
    if (!words.some(isTold) || (known.is_blocked && known.is_stopped)) return [];
    const text = `Callingly may redial ${lead.id}, whose person is not to be called`;
    return [{ kind: "not-blocked", text, about: [lead.id, known.phone_number] }];
  });
}
