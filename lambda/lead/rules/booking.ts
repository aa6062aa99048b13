import { isBookedSince } from "../booking.ts";
import { isReleasedSince } from "../lead.ts";
import { dialNow, end, hold } from "./decision.ts";
import { rule } from "./rule.ts";

/** Nobody is rung for an appointment that was cancelled, or moved: the time that was agreed then has a lead of its own. */
export const booking = rule("booking", ["bookingEnd", "servesOthers"], (lead, { bookingEnd, servesOthers }) => {
  const { stop } = lead;
  const said = stop?.booking === undefined ? bookingEnd : { why: stop.booking, at: stop.at, said: stop.said };
  if (said === null || isReleasedSince(lead, said.at) || isBookedSince(lead, said)) return dialNow;
  return servesOthers ? hold("record-stopped-shared", "person") : end(`booking-${said.why}`);
});
