/** What each number is a number of. It stands beside the number wherever that is shown. */
export const definitions = {
  came: "leads that were taken in; a repeat of one is none",
  rung: "leads of these whose call Callingly took",
  waiting: "leads of any day that are called by themselves, once what holds them has passed or is mended",
  need_you: "leads of any day that are held for your decision, or in review",
  failed: "leads of these that cannot be called: Callingly refused the number",
  merged: "leads of these that share the call of another lead of their person",
  speed_to_lead:
    "from when a lead came until Callingly took its call, or from the time for which it asked: half of those that were called were faster (p50), nine in ten (p90). Each is rounded up, by an eighth at most",
  speed_by_hour:
    "the speed to lead of those that came in an hour of the account's day, or asked for a time in it, by its time zone; of days before it was counted there is none",
  speed_after_release: "the same from an operator's release, of leads that were released; they are not in the other",
  outcomes: "of leads that were rung, the best that came of their calls",
  attempts:
    "how often people's phones were rung in each hour of the account's day, by its time zone; redials are counted as far as they were read",
  contact_rate: "of the attempts, those in which the person was reached",
  results: "results of calls: in the CRM (written), not there until an operator acts (parked), under way (pending)",
} as const;
