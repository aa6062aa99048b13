import { readAsked } from "../asked/read.ts";
import { later, timing } from "../timing.ts";
import { dialAsAsked, dialNow, hold, holdSaying } from "./decision.ts";
import { rule } from "./rule.ts";

/**
 * Nobody is rung before the time at which they asked to be called. A time that nobody can read for certain is asked of
 * an operator, where it stood in a place made for it; a remark that says no time changes nothing. An operator's release
 * sets it aside where the lead waited for that time; one that waited for something else still has it.
 */
export const askedTime = rule("askedTime", ["accountZone", "policies"], (lead, { accountZone, policies }, now) => {
  const { asked, person, place } = lead;
  if (asked === undefined || asked.isLifted) return dialNow;
  const found = readAsked(asked, { phone: person.phone, place, accountZone });
  if (found.kind === "now") return dialNow;
  if (found.kind === "unclear") {
    return asked.isSure || found.isNotNow ? holdSaying(found.why, "asked-time-unclear", "person") : dialNow;
  }
  const said = new Date(asked.said);
  if (found.at > later(said, timing.longestAsked)) return hold("asked-time-far", "person");
  if (found.at > now) {
    return dialAsAsked({ ...asked, at: found.at.toISOString(), zone: found.zone, by: found.by }, found.at);
  }
  return found.at < later(said, -policies.staleAfterMs) ? hold("asked-time-past", "person") : dialNow;
});
