import type { Sentences } from "./sentences.ts";

/** What docs/table.md promises. */
export const table: Sentences = {
  "One table, keys `pk`/`sk`, index `due-1` (`dueFor`, `dueAt`; shows reason, times, what a held lead rests for, and the state of what is off its usual way), index `arrived-1` (`day`, `receivedAt`; keys only), stream of new images, expiry `expiresAt`.":
    [
      "lib/bridge-stack: streams what was written, forgets what has ended, and can be put back to any second",
      "lib/bridge-stack: finds what is due without copying leads",
    ],
  "| item | key | leads to |": ["docs/table: docs/table.md names every item by its key, and none that there is not"],
  "the lead of each merge group that has its right to ring it, the one that took it last, those that [rang it lately]":
    [
      "lambda/steps/dial-lead/take-phone: is rung by both, by the second when the first's call has been told",
      "lambda/store/contract: are written over by the worker that saw the last write, and by no other",
      "lambda/lead/phone-right: remembers the leads that rang the phone, whoever has the right since",
    ],
  "its lead, once and for ever, and its reports per lead and CRM": [
    "lambda/store/contract: F57: ties a call to one lead only, for ever",
    "lambda/lead/call/call: marks reports as begun before they are written, and keeps the activity it already knows",
  ],
  "Whose a call is, is decided among them: the one whose ref came back, else by team and time.": [
    "lambda/steps/report-call/match-lead: is the one's whose ref came back, though the other has the phone since",
    "lambda/steps/report-call/match-lead: is the one's whose team rang, whichever was dialled last",
  ],
  "A right that is given back takes its lead along if that never rang; the item stays for 31 days after the last ring":
    [
      "lambda/lead/phone-right: is over when the last right is given back and no lead has rung the phone",
      "lambda/lead/phone-right: is forgotten when nobody can need any more which leads rang it, and no sooner",
    ],
  "are told apart as if no ref had come": [
    "lambda/steps/report-call/match-lead: is named by no ref that both have by chance",
  ],
  "they tell a ref of ours from a number that somebody made up, which passes once in 128 times": [
    "lambda/lead/accept: is told from made-up numbers, of which one in a hundred passes, and from those of another token",
    "lambda/steps/report-call/limit-lookups: are strangers' where the ref was not made with the account's token",
  ],
  "What leads to nothing else is found by reading": ["operator/leads: finds a lead by its ref"],
  "why nothing passes there, until when, or when we ask": [
    "lambda/store/contract: are all told, one for each thing they bar",
    "lambda/lead/rules/closed-gate: a lead waits behind a gate on %s",
  ],
  "when the next call may leave, and the line of each account": [
    "lambda/lead/pace: F51: does not keep an account's single lead waiting behind ten thousand of another",
  ],
  "how far the times of Callingly's API are ahead of UTC, as the calls of two leads have shown": [
    "lambda/lead/call/account-offset: is believed when the calls of two leads have shown it",
  ],
  "| places in a window | `quota#{what}#{window}#{shard}` | who has one, in items that stay below a write unit's kilobyte |":
    [
      "lambda/store/places: lie in items of less than a kilobyte, whatever the limit",
      "lambda/store/contract: stay with who has one, and are free again in the next window and elsewhere",
    ],
  "how many requests were refused with which status, and whether a key that is being replaced was used": [
    "lambda/store/contract: is added up by the hour and the status, and told from a moment on",
    "lambda/steps/watch-source: is noted when it came with the key that is being replaced, once an hour",
  ],
  "who is not to be called](suppression.md), without saying who": [
    "lambda/store/contract: F55: puts one on the list and takes the word back, and the functions see it",
  ],
  "the CRM's access as it was last renewed, encrypted, and the worker that renews it": [
    "lambda/steps/crm-tokens: F98: holds no secret that anybody could read, nor does the log",
    "lambda/store/contract: F79: keeps that of each CRM and of each person's credentials apart",
  ],
  "A lead's item is at once the truth and the outbox: there is no second write that could be lost.": [
    "lambda/steps/accept-lead/accept-lead: stores it with one write and answers 200 with its id",
  ],
  "from which every lead and call is read again to the letter": [
    "lambda/store/shorthand: is any lead, to the letter",
    "lambda/store/shorthand: is any call, to the letter",
    "lambda/store/shorthand: is understood as well where it is written at length",
  ],
  "| `history` | `+0s ready`, `+90.201s held paused`, `+3600s cancelled by Robin Ashby` | how long after `receivedAt`, state, reason, who decided it |":
    ["lambda/store/shorthand: tells a reader of the table what happened to a lead, when, and who decided it"],
  "how often a lead may ring and may have rung is always written": [
    "lambda/store/shorthand: is not taken for a lead that never rang when it does not say so",
  ],
  "A lead of ten short fields stays below a kilobyte at every write, one that came as 1.5 kB of JSON below two.": [
    "lambda/store/shorthand: a lead of ten short fields is under a kilobyte at every write",
    "lambda/store/shorthand: a lead of 1.5 kB of JSON is within two kilobytes at every write",
  ],
  "Half a kilobyte of a lead is left when its payload is gone.": [
    "lambda/store/shorthand: of a lead without its payload half a kilobyte is left",
  ],
  "Which function may read or write which of these is in `lib/table-rights.ts`": ["lib/permissions: %s"],
  "the tests of each step run with exactly those rights": [
    "lib/rights-in-use: is all that a step under test may do, whatever it makes of a refusal",
    "lib/rights-in-use: is all that a step's tests hand it: a store of its own is limited to them",
    "lib/rights-in-use: is what it does, or the little that is seldom needed: %s",
  ],
  "`dueFor` names the worker that acts next and one of four parts, such as `dial-lead#2`": [
    "lambda/store/due-index: has each worker's items in four parts, each of which gets its share",
  ],
  "Keys and what the index shows stay the same from accepting a lead until its call is placed": [
    "lambda/store/due-index: is not written when a lead is taken for its dial",
  ],
  "`dialing` stays due as it was, and a dialler that meets it ends its lease when that has run out": [
    "lambda/store/contract: is also a lead that is being dialled, since its dialler may have died over it",
    "lambda/steps/dial-lead/dial-lead: F18/F19: is of unclear fate once its lease is over, and is not dialled again",
  ],
  "Commands list and count what waits by it, and read only the items they show": [
    "operator/leads/waiting: reads the leads that it shows, the newest, and no other",
  ],
  "what goes its usual way shows there without its state, `dialing` as `ready`": [
    "lambda/store/contract: shows a lead as it usually waits there while it is on its way, with how often the bridge failed on it",
  ],
  "a change needs an index of a new name": ["lib/bridge-stack: finds what is due without copying leads"],
  "A call enters the index only when something of it waits": [
    "lambda/steps/report-call/report-call: is written three times, and never has a place in the index",
    "lambda/steps/report-call/report-call: is tried again from the index when the CRM fails, and its lead has ended all the same",
  ],
  "so the lead learns of the result last": [
    "lambda/steps/report-call/report-call: is still looked after when its worker dies over the CRM: the lead learns of the result last",
  ],
  "Where the lead is not looked after (a redial, a call that came in, a lead that another call ended), the call is in the index from its hint or report on":
    [
      "lambda/steps/report-call/report-call: has a place in the index where its lead is asked about only much later, or not at all",
      "lambda/steps/report-call/report-call: is remembered by the index when another call ends its lead first",
      "lambda/steps/hear-call/hear-call: puts a redial, a call that came in, and what does not say into the due index: %s",
    ],
  "whether it is out, and who is sending it": [
    "lambda/steps/reconcile/send-morning-mail: goes out once a day, from its hour on, however many workers are at it",
    "lambda/store/contract: is one worker's until it is out or its time is over, and is tried five times at most",
  ],
  "what came of the leads of a day that is over": [
    "lambda/store/contract: are kept by account and date, and counted anew in place",
  ],
  "into one item for each account and day of the account's zone (`timeZone`): in the hour after its midnight, and anew on the seven nights that follow, as outcomes come late; then on every night while one of its leads is yet to be called, such as one that asked for a time weeks ahead, and for seven nights after the last of them moved. A lead stands in the day on which it came.":
    [
      "lambda/steps/reconcile/count-days: counts a day anew until the last of its leads was called, however far ahead that was asked for",
      "lambda/steps/reconcile/count-days: counts yesterday in the hour after an account's midnight, and seven days every night",
    ],
  "A count that breaks off leaves the one before; nothing is counted as it happens, so neither a crash nor a repeat counts anything twice.":
    [
      "lambda/steps/reconcile/count-days: says the same as a naive count, whatever came late and wherever a count broke off",
    ],
  "The item holds no personal data, one to four kilobytes of counts by source and team": [
    "lambda/lead/day-numbers: keep no name, number, address or text of a person",
    "lambda/steps/reconcile/count-days: takes one to four kilobytes for a busy day of four sources and two teams",
  ],
  "has every lead by the UTC day and the time at which it came, whatever became of it since": [
    "lambda/store/contract: are told from either end, page by page, whatever became of them",
    "operator/leads/arrived: shows the newest of all, page by page, over days without any",
  ],
  "so the index is written once in a lead's life: one write unit.": [
    "operator/leads/arrived: a lead's life costs one write unit in the index of arrivals, and a page of fifty one question each",
  ],
  "What a lead is now is read from its item, a hundred in one question.": [
    "lambda/store/contract: are read together with their calls, each once, those that are there",
  ],
  "A lead that was stored before there was this index enters it with its next write, or all of them by `bridge leads index-old`.":
    [
      "lambda/store/contract: puts leads from before there was an index of arrivals into it, once, and changes nothing else of them",
      "operator/leads/arrived: says before what it costs to put old leads into the index, and does nothing without a yes",
    ],
  "A hint that woke nobody, and that nobody looks after, is met by the nightly comparison": [
    "lambda/steps/reconcile/find-missing-calls: finds a call whose hint woke nobody",
  ],
};
