/**
 * Every move of a lead, as pure functions from the lead that was read to the lead to be written. A rule answers
 * undefined when the move is not allowed (any more); the store then writes nothing. Time alone never makes a lead
 * ring again: only evidence, proof of not having rung, or an operator does.
 */

export { waitsForDial } from "./lead.ts";
export { type CallNews, folded, stillSilent, tieRefuted } from "./states/call-news.ts";
export { claimed, dialled, leaseOver, placed } from "./states/dial.ts";
export { type AbsencePolicy, callDoubted, type Finding, lookedUp } from "./states/look-up.ts";
export { reminded, told } from "./states/review.ts";
export {
  deferred,
  differing,
  held,
  isVoid,
  joinedBy,
  letGo,
  MAX_MERGED,
  merged,
  outOfHours,
  stumbled,
  untilAsked,
} from "./states/turn.ts";
