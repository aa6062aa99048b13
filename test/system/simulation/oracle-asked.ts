import type { Lead } from "../../../lambda/lead/lead.ts";
import { tenDigits } from "./asked-times.ts";
import { leadsByRef } from "./refs.ts";
import type { Violation } from "./violations.ts";
import { type Ask, claimOf, minute, type World } from "./world.ts";

const asksOf = (lead: Lead, { asks }: World): Ask[] =>
  asks.filter(({ source, phone }) => source === lead.source && phone === tenDigits(lead.person.phone ?? ""));

/** I9: nobody is rung before the time at which they asked to be called. */
export function askViolations(world: World): Violation[] {
  if (world.asks.length === 0) return [];
  const leads = world.store.allLeads();
  const byRef = leadsByRef(leads);
  return world.callingly.rings.flatMap(({ at, by, crm_id, phone_number }): Violation[] => {
    const lead = by === "create" ? byRef(crm_id, phone_number) : undefined;
    const claim = lead && claimOf(lead, at, world);
    // An operator calls when they think it right.
    if (!claim || lead.history.some((step) => step.by !== undefined && step.by !== "policy")) return [];
    const earliest = earliestOf(lead, claim.at, leads, world);
    if (earliest === undefined || claim.at >= earliest - world.clockErrorMs) return [];
    const text = `${lead.id} was dialled at ${new Date(claim.at).toISOString()}, and asked for ${new Date(earliest).toISOString()}`;
    return [{ kind: "rung-too-early", text, about: [lead.id, phone_number] }];
  });
}

/** What is on its way when a lead is claimed may or may not have been heard. */
const UNDER_WAY_MS = minute;

function earliestOf(lead: Lead, claimedAt: number, leads: readonly Lead[], world: World): number | undefined {
  const said = asksOf(lead, world).filter(({ sentAt }) => sentAt <= claimedAt);
  // Where a person has several leads at one door, nobody can tell from outside which of them a word was about.
  const isAlone =
    leads.filter((each) => each.source === lead.source && each.person.phone === lead.person.phone).length < 2;
  const heard = said
    .filter(({ takenAt }) => takenAt < claimedAt - UNDER_WAY_MS)
    .toSorted((a, b) => a.takenAt - b.takenAt);
  const last = heard.at(-1);
  const counting = isAlone && last ? said.filter((each) => each === last || !heard.includes(each)) : said;
  return counting.length === 0 ? undefined : Math.min(...counting.map(({ at }) => at));
}
