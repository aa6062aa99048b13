import { isEnd, type Lead } from "../../../lambda/lead/lead.ts";
import { rootOf } from "./families.ts";
import { leadsByRef } from "./refs.ts";
import type { Violation, ViolationKind } from "./violations.ts";
import { AT_ONCE, countingAt, isAbout, type Matter, matterOf, settledWish, UNREADABLE } from "./wishes.ts";
import { claimOf, hour, minute, type World } from "./world.ts";

/** I9: who asked for a time, or agreed on one, is rung then: not before, not by what was said before, and not at all once it is off. */

export function askViolations(world: World): Violation[] {
  if (world.matters.length === 0) return [];
  return [...rungWrongly(world), ...lostCalls(world)];
}

function rungWrongly(world: World): Violation[] {
  const leads = world.store.allLeads();
  const byRef = leadsByRef(leads);
  return world.callingly.rings.flatMap(({ at, by, crm_id, phone_number }): Violation[] => {
    const lead = by === "create" ? byRef(crm_id, phone_number) : undefined;
    const claim = lead && claimOf(lead, at, world);
    const matter = lead && matterOf(lead, world);
    if (!claim || !matter || isDecidedUnseen(lead, matter)) return [];
    const kind = wrongOf(matter, claim.at, isShared(lead, matter, leads), world);
    if (kind === undefined) return [];
    const says = matter.wishes.map(({ over, at }) => over ?? timeOf(at)).join(", then ");
    const text = `${lead.id} was dialled at ${timeOf(claim.at)}; its person said: ${says}`;
    return [{ kind, text, about: [lead.id, phone_number] }];
  });
}

const timeOf = (at: number): string =>
  at === AT_ONCE ? "now" : at === UNREADABLE ? "what nobody can read" : new Date(at).toISOString();

/** An operator calls when they think it right, and in some scenarios nobody has noted what they decided. */
const isDecidedUnseen = ({ history }: Lead, { wishes }: Matter): boolean =>
  history.some(({ by }) => by !== undefined && by !== "policy") && !wishes.some(({ byOperator }) => byOperator);

/** Where a person has several leads at one door, nobody can tell from outside which of them a word was about. */
const isShared = (lead: Lead, matter: Matter, leads: readonly Lead[]): boolean =>
  matter.booking === undefined &&
  leads.filter((each) => each.source === lead.source && each.person.phone === lead.person.phone).length > 1;

function wrongOf(matter: Matter, dialledAt: number, isShared: boolean, world: World): ViolationKind | undefined {
  const { clockErrorMs } = world;
  const counting = countingAt(matter, dialledAt, { isShared, clockErrorMs });
  const standing = counting.filter(({ over }) => over === undefined);
  if (counting.length === 0) return undefined;
  if (standing.length === 0)
    return counting.some(({ over }) => over === "cancelled") ? "rung-after-cancel" : "rung-by-older-word";
  const latest = dialledAt + clockErrorMs;
  if (Math.min(...standing.map(({ at }) => at)) <= latest) return undefined;
  const isOlder = matter.wishes.some(
    (wish) => wish.over === undefined && !counting.includes(wish) && wish.at <= latest,
  );
  return isOlder ? "rung-by-older-word" : "rung-too-early";
}

/** A call so long before an agreed time is the one that was agreed. */
const SAME_CALL_MS = hour;
/** From the claim of a dial to its ring, and a clock that is a little off. */
const TOLERANCE_MS = 5 * minute;

/** The person of a lead agreed on a time so long after a ring of another lead's that it is another call. */
export function asksForAnotherCall(
  lead: Lead,
  { rungAt, before }: { rungAt: number; before: number },
  world: World,
): boolean {
  const matter = matterOf(lead, world);
  const claim = claimOf(lead, rungAt, world);
  if (!matter || !claim) return false;
  const doubt = { isShared: isShared(lead, matter, world.store.allLeads()), clockErrorMs: world.clockErrorMs };
  const agreed = countingAt(matter, claim.at, doubt).filter((wish) => matter.isAgreed || wish.byOperator);
  return agreed.some(({ at }) => at > before + SAME_CALL_MS - TOLERANCE_MS - world.clockErrorMs);
}

/** An agreed call was made, or its lead waits in sight, or ended as somebody wanted it to. */
function lostCalls(world: World): Violation[] {
  const { store, time } = world;
  const leads = store.allLeads();
  const known = new Map(leads.map((lead) => [lead.id, lead]));
  return world.matters.flatMap((matter): Violation[] => {
    const own = leads.filter((lead) => isAbout(matter, lead));
    const wish = settledWish(matter, time.now(), world);
    if (!wish || !(matter.isAgreed || wish.byOperator) || wish.over || wish.at === AT_ONCE || wish.at === UNREADABLE)
      return [];
    // Nobody can tell from outside which of several leads a word was about.
    if (own.length > 1) return [];
    const [lead] = own;
    const text = `${lead?.id ?? "a lead"} of ${matter.source} is ${lead?.state ?? "not there"} (${lead?.reason}), and its person agreed on ${timeOf(wish.at)}`;
    const isLost = lead === undefined ? matter.booking !== undefined : isMissed(lead, wish, known, world);
    return isLost ? [{ kind: "agreed-call-lost", text, about: lead ? [lead.id] : [] }] : [];
  });
}

function isMissed(
  lead: Lead,
  { at, takenAt }: { at: number; takenAt: number },
  known: ReadonlyMap<string, Lead>,
  world: World,
): boolean {
  const root = rootOf(lead, known);
  const ended = lead.history.at(-1);
  if (!isEnd(root.state) || root.state === "suppressed" || root.state === "failed") return false;
  if (lead.state === "cancelled") return ended?.by === undefined;
  // What was called, or shares a call, before somebody said so stays as it is.
  const handedOver = lead.history.find(({ state }) => state === "dialing" || state === "merged")?.at;
  if (handedOver !== undefined && Date.parse(handedOver) < takenAt + world.clockErrorMs) return false;
  if (root.state === "cancelled") return root.history.at(-1)?.by === undefined;
  const from = at - SAME_CALL_MS - TOLERANCE_MS - world.clockErrorMs;
  return ![...world.claims.values()].some((claim) => claim.leadId === root.id && claim.at >= from);
}
