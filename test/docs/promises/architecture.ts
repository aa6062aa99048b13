import type { Sentences } from "./sentences.ts";

/** What ARCHITECTURE.md promises. */
export const architecture: Sentences = {
  "every accepted lead rings exactly once or visibly waits for a stated reason, and every result reaches the CRM once in effect, whatever crashes, repeats or goes missing":
    [
      "system/simulation/simulation: F01/F18/F19/F61/F64 whichever I/O a function dies at, with one worker or two and the webhook early, late or lost",
      "system/simulation/simulation: F98 in 300 worlds drawn by lot, with all faults mixed",
    ],
  "Accepting a lead is one conditional put under an id derived from the lead's identity": [
    "lambda/steps/accept-lead/accept-lead: stores it with one write and answers 200 with its id",
    "lambda/store/contract: F03: accepts one of a hundred twins that come at once, and tells the others of it",
  ],
  "the minute's tick finds it when the stream did not": [
    "lambda/functions/wake-handler: F02/F09/F45: handles everything that fell due, but leaves the newest to the stream",
    "lib/wake: wakes the dialler once, when it comes",
  ],
  "only evidence (a look-up, a webhook that Callingly confirms when asked) moves it on, or a person: now, or beforehand by choosing `redial` for the account":
    [
      "lambda/lead/states: of unclear fate is looked for, never repeated",
      "lambda/lead/states: F16/F46: keeps every promise of the state machine",
      "lambda/steps/reconcile/reconcile: calls once more after the settle time and three empty look-ups, never twice",
    ],
  "`hear-call` keeps the call's id; `report-call` reads the call with our own token.": [
    "lambda/steps/hear-call/hear-call: F67: notes the call's id and the ref, and nothing else of what was said",
    "system/intruder/hints: F67: that claims a result makes us look, and neither the lead nor the CRM believes a word",
  ],
  "Each wait is a state, a reason in plain words (`lambda/lead/reasons.ts`) and a due time on the item.": [
    "lambda/lead/decisions: every state explains itself in plain words",
    "operator/remedies: names no way on that its commands do not have: %s",
  ],
};
