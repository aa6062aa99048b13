import type { Monitored } from "../monitored.ts";
import { level, type Warning } from "./warning.ts";

/**
 * A quarter of an hour: by then a short failure of Callingly is over, and staleness, at which an operator decides, far
 * away.
 */
const LONGEST_WAIT_SECONDS = 15 * 60;

/** Leads that wait for an operator, or for too long. */
export function aboutLeads(monitored: Monitored): Warning[] {
  return [
    {
      section: "leads-wait",
      urgency: "Now",
      says: "A lead has waited for a quarter of an hour to be called, and no operator paused the calls.",
      page: "waiting",
      ...level(monitored, "OldestWaiting"),
      above: LONGEST_WAIT_SECONDS,
    },
    {
      // Five minutes, since the first question whether it is fixed comes after one, and a slip is over then.
      section: "token-refused",
      urgency: "Now",
      says: "Callingly refuses our token or does not let an account call; its leads wait.",
      page: "gates",
      ...level(monitored, "TokensRefusedNow"),
      above: 0,
    },
    {
      // Forty minutes after a dial its fate is known, or it is in review. An hour without a pause is not as it should be.
      section: "unknown-for-long",
      urgency: "Today",
      says: "For an hour it has been unknown whether a dial rang.",
      page: "leads?state=unknown",
      ...level(monitored, "UnknownNow"),
      above: 0,
      in: [12, 12],
    },
    {
      section: "review",
      urgency: "Today",
      says: "An operator has to decide whether a lead is called again.",
      page: "review",
      ...level(monitored, "ReviewNow"),
      above: 0,
    },
    {
      section: "quarantined",
      urgency: "Today",
      says: "The bridge failed on a lead again and again, and leaves it to an operator.",
      page: "waiting",
      ...level(monitored, "QuarantinedNow"),
      above: 0,
    },
  ];
}
