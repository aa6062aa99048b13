import type { Sentences } from "./sentences.ts";

/** What docs/privacy.md promises. */
export const privacy: Sentences = {
  "Nothing goes to anybody but Callingly and the CRMs that you configure, and, where a source has its certificates kept, a phone number and an e-mail address to TrustedForm.":
    [
      "lambda/steps/reconcile/keep-certificate: is kept by its own address, with the account's key, and what it is compared with",
      "system/intruder/outward: F89: %s is not connected to",
      "lambda/connectors/webhook: F89: refuse %j, and no address ever comes from a lead or a webhook",
    ],
  "`policies.payloadDays` after the end of the lead, its calls with it, default 90": [
    "lambda/lead/privacy/retention: is due to lose its personal data when the payload's days are over, and itself when the ledger's are",
    "lambda/steps/reconcile/erase-personal-data: takes the person out of the lead, once, and not a day too early",
    "lambda/steps/reconcile/erase-personal-data: takes the person out of a lead's calls with the lead, however lately they were told",
    "lambda/steps/reconcile/erase-personal-data: takes the person out of a call that its lead does not list, once, and not a day too early",
  ],
  "a transcript is not kept, only that there is one": [
    "lambda/steps/report-call/report-call: keeps no transcript in the table: the CRM has it, and who needs it again reads the call",
  ],
  "`policies.ledgerDays` after the end, default 400": [
    "system/simulation/scenarios/ageing: four hundred days on nothing is left of it, and nothing waits",
  ],
  "where somebody was called on it: `policies.consentDays` after the end, default five years, and the ledger with it; else as the payload":
    [
      "lambda/lead/consent/relied-on: stays when all else that was said is erased, with who agreed and which number was dialled",
      "lambda/lead/consent/relied-on: is kept for consentDays, and the ledger with it",
      "lambda/lead/consent/relied-on: goes with all else, when all else goes",
      "lambda/steps/accept-lead/accept-lead: keeps what a form's visitor agreed to, with what the request shows of the moment",
    ],
  "Of a consent on which they were called stays that one was given, to which words, when and how, and no longer by whom":
    [
      "lambda/lead/consent/relied-on: is found when its person asks to be forgotten, and says then that somebody agreed, and no more who",
    ],
  "of a call thirty days at least": [
    "lambda/lead/call/call: is remembered for thirty days at least, however short the ledger is: a look-up for another lead may meet it",
  ],
  "a fingerprint of the address, made with a key that no page shows, another one every hour": [
    "system/intruder/bodies: F92/F98: are told apart without anybody's address being kept",
    "system/intruder/bodies: F98: leave a fingerprint that nobody can make again who has the page and its key",
  ],
  "the form's text fields, no passwords, card numbers, codes or files": [
    "browser/form: neither sends nor keeps passwords, card numbers and codes, nor files",
    "browser/form: forgets a lead after a day",
  ],
  "a keyed hash per phone and e-mail address, for whom it counts, the day, and which source or who of your people it came through":
    ["lambda/store/contract: F55: puts one on the list and takes the word back, and the functions see it"],
  "35 days: what was deleted can be restored that long": [
    "lib/bridge-stack: can be put back for the thirty-five days that are usual, while logs are kept a month and failures two weeks",
  ],
  "A lead that waits (held, in review, of unclear fate, placed) keeps its payload until it ends": [
    "lambda/lead/privacy/retention: what is %s loses its personal data only if it has ended",
  ],
  "ends by itself when nobody released it in `policies.heldDays`, default 14 (`never-released`)": [
    "lambda/lead/states/given-up: ends by itself after its days, with a reason of its own: %s",
    "lambda/config/schema: has the leads of strangers end by themselves when nobody releases them, and nobody else's",
  ],
  "and every lead until its CRMs have taken the results": [
    "lambda/steps/reconcile/erase-personal-data: leaves the lead alone, and forgets it no sooner for having waited",
  ],
  "the lead cannot be called again; an operator who tries is told so": [
    "lambda/lead/privacy/retention: is not called again once its personal data is gone, and says so in plain words",
  ],
  "A webhook that comes later brings nothing back": [
    "lambda/lead/privacy/retention: comes back to nothing when its call is heard of again: the outcome is kept and nobody is told",
    "operator/people/forget-person: F55: does not come back with a webhook, known or new",
  ],
  "so that a later lead ends as `suppressed` (`forgotten-before`) and nobody is called": [
    "operator/people/forget-person: F55: is not called for a lead that comes later, by phone or by e-mail, until that is lifted",
  ],
  "deletes the right to ring, and the person's leads at Callingly": [
    "operator/people/forget-person: F55: leaves outcome and ids in calls, is deleted at Callingly, and the right to ring goes",
  ],
  "leaves a note on CRM records that the bridge knows, without a name.": [
    "operator/people/forget-person: F55: is told of in the CRM once, on the record that is known, without a word of who it is",
  ],
  "a number that could not be read is theirs by its digits, with country code or without": [
    "operator/people/forget-person: has nothing left under a number that could not be read",
  ],
  "with `--mentions` (or a second yes) just that is taken out of them; until then the run ends with `Not done`": [
    "operator/person: asks before it takes a person out of others' leads, and is not done without",
  ],
  "are left alone; the run says so, and the same command two minutes later finishes": [
    "operator/people/forget-person: F55: is not cut off while being dialled: the run says so, and the next one finishes",
    "operator/people/forget-person: F55: is waited for where a call is being reported this moment",
  ],
  "read only by what looks at the list or adds to it": ["lib/permissions: %s"],
  "`bridge leads export` finds the same people": [
    "operator/person: prints all that is kept of a person, and nothing of another",
  ],
  "Logs, errors, metrics, addresses and access logs hold no name, number, e-mail address, form text, token or key.": [
    "system/canary: F98: when %s",
    "lib/bridge-stack: F98: writes no path, query or visitor into its log",
  ],
  "| logs: ids, states, counts, our own words | CloudWatch | one month |": [
    "lib/bridge-stack: can be put back for the thirty-five days that are usual, while logs are kept a month and failures two weeks",
  ],
  "| failures of the stream | two queues: positions in the stream, no items | 14 days |": [
    "lib/bridge-stack: can be put back for the thirty-five days that are usual, while logs are kept a month and failures two weeks",
  ],
  "`payloadDays` after the last dial, so that an operator finds who was rung by the number, and no longer than the payload of that lead; at least `phoneWindowHours` and two weeks, in which a team may redial, and 31 days":
    [
      "lambda/lead/phone-right: leads an operator from the number to its leads as long as what they said is kept, and gives nobody a right by that",
      "system/simulation/scenarios/ageing: four hundred days on nothing is left of it, and nothing waits",
      "lambda/lead/phone-right: is forgotten when nobody can need any more which leads rang it, and no sooner",
    ],
  "The policy is noted on a lead when it comes. A new policy counts for leads from then on.": [
    "lambda/lead/accept: notes for how long it is kept, so that a policy of later does not reach back",
  ],
  "The operator who lifts it may have that lead called": [
    "operator/people/forget-person: F55: is not called for a lead that comes later, by phone or by e-mail, until that is lifted",
  ],
  "cancels what waits": [
    "operator/people/forget-person: F55: has nothing left in a lead that was %s, and what waited is cancelled",
  ],
  "takes the payload out of calls and leads": [
    "operator/people/forget-person: F55: leaves outcome and ids in calls, is deleted at Callingly, and the right to ring goes",
  ],
  "Every step may be repeated.": [
    "operator/people/forget-person: F55: is forgotten here even if Callingly does not answer, and the next run deletes them there",
  ],
  "keep the old one beside it as `previous_seed`, or nobody who was forgotten is recognised any more": [
    "operator/people/forget-person: F55: is recognised by the former seed as long as that is kept beside a new one, and by nothing without it",
  ],
  "Names of your own people are left out.": [
    "operator/people/forget-person: gets leads, calls, who got what and locks, and nobody else's names",
  ],
  "It reads the whole table three times, one read unit for each 4 kB.": [
    "operator/people/forget-person: costs three looks through the table: two for leads and one for calls",
    "bench/engine-units: takes half a unit for a read, a whole one when it is consistent, and half for a query that finds nothing",
  ],
  "one index write more at the end of each lead": [
    "lambda/lead/privacy/retention: is due to lose its personal data when the payload's days are over, and itself when the ledger's are",
    "bench/engine-units: takes one of the index when an item enters or leaves it, two when it moves, none when it stays",
  ],
  "one read and one write for each lead and each of its calls, one index write for each lead": [
    "lambda/steps/reconcile/erase-personal-data: costs one read and one write for a lead, and for each of its calls",
  ],
  "| nobody is on the list of those who are not called | two reads more for each dial |": [
    "lambda/steps/dial-lead/check-suppression: costs one read while the list is empty, shared by leads that are dialled side by side, and no key",
  ],
  "| somebody is | two reads more for the phone and two for the e-mail address, and a secret that is read while dial-lead is awake |":
    [
      "lambda/steps/dial-lead/check-suppression: costs a read for the phone and one for the e-mail address from the first word on",
    ],
  "or for its number, ends by itself": [
    "lambda/lead/states/given-up: ends by itself after its days, with a reason of its own: %s",
    "system/intruder/junk: F92: %s wait for a person no longer than two weeks, and are stripped",
  ],
  "A lead that was merged keeps it until the lead that was called for it has ended": [
    "lambda/steps/reconcile/erase-personal-data: leaves a lead that was merged alone while the one that was called for it is open",
    "lambda/steps/reconcile/erase-personal-data: leaves a lead alone that was merged into it, for which the result is as well",
  ],
  "A form that is sent again is a new request: it is kept as any other, and rings nobody who asked to be forgotten and was not allowed again.":
    ["system/intruder/parking: rings who was forgotten, and may be called again because they said so"],
  "too short or the wrong way round stops the deploy, with the remedy": [
    "lambda/config/schema: that cannot work names path and remedy: %j",
  ],
  "two people may share an office number, and both are forgotten": [
    "operator/people/forget-person: F55: is found by one lead under its e-mail address and phone, and nobody else is",
  ],
  "It waits while the CRM is down.": [
    "lambda/steps/report-call/not-through: F74/F77: tries again while the CRM is down, and looks for traces then",
  ],
};
