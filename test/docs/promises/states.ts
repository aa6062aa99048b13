import type { Sentences } from "./sentences.ts";

/** What docs/states.md promises; that its table has every move and no other is `test/docs/states.test.ts`. */
export const states: Sentences = {
  "| (new) → ready, held | nothing is stored under its id; else the repeat is answered with that id |": [
    "lambda/lead/accept: is ready to be dialled at once",
    "lambda/lead/accept: with a phone that cannot exist is held with what was given",
    "lambda/steps/accept-lead/accept-lead: F01/F03/F15: stores it once, however often its sender repeats it, and always answers the same id",
  ],
  "| cancelled, failed, suppressed (or merged into such a one) → ready, held |": [
    "system/intruder/parking: is tried anew where Callingly had refused the phone",
    "system/intruder/parking: rings who was forgotten, and may be called again because they said so",
    "lambda/lead/repeat: takes it over where the other one ended without a ring",
    "lambda/lead/repeat: changes nothing while the other one waits or rings for it, has rung, or cannot be read",
  ],
  "the same person asks again without an id of the sender's": [
    "system/intruder/parking: is swallowed where the sender says by its key that it is the same request",
  ],
  "A lead that a person had cancelled is held (`asked-again`)": [
    "system/intruder/parking: waits for a person where a person had cancelled it, and says how to end that",
  ],
  "it waits for a consent, and the repeat brings one: it takes the lead over, whoever sent it": [
    "lambda/lead/repeat: takes it over where it brings one, whoever sends it",
    "lambda/lead/repeat: changes nothing where it brings none, or the lead waits for something else",
  ],
  "a stranger's lead, and the repeat comes from another visitor or hour: it takes the lead over, and the gates judge its own words and place":
    [
      "system/intruder/parking: F92: and that came with very many gives way to the person, who is rung at once",
      "system/intruder/parking: F92: and of which Callingly refuses a word gives way to the person's own words",
      "system/intruder/parking: F92: and that the bridge failed on gives way to the person's own words",
      "system/intruder/parking: is no repeat where it went stale in a pause, for the person is there now",
      "system/intruder/parking: F92: gets no further by the stranger's own repeats",
    ],
  "| ready with a reference → ready, held, cancelled | the platform gave the person's data, refused, or had made the lead up |":
    [
      "lambda/steps/dial-lead/fetch-lead: is fetched with the source's token, and rung in the same breath",
      "lambda/steps/dial-lead/fetch-lead: %s holds the lead with that reason",
      "lambda/steps/dial-lead/fetch-lead: is never rung when it is a test lead with %s",
    ],
  "| ready, held by a rule → dialing | still due, same phone, rings possible < rings authorised, and it has the right to ring the phone; rings possible + 1 |":
    [
      "lambda/lead/states: is counted before anything is sent",
      "lambda/lead/states: is not begun for a lead that has rung as often as it may",
      "lambda/steps/dial-lead/take-phone: is not taken by a worker that knows the lead as it was before others moved it",
      "lambda/steps/dial-lead/phone-rings: rings a phone once in a group and its window, and never twice at a moment, whatever happens and is decided",
    ],
  "| dialing → ready, held | proven not sent, or refused by Callingly: rings possible − 1;": [
    "lambda/lead/states: that was never sent gives the ring back and tries again soon, later each time",
    "lambda/lead/states: refused for the %s leaves the lead %s",
  ],
  "where only fields were refused that no call needs, it is dialled without them": [
    "lambda/steps/dial-lead/refused-fields: proves that nothing rang: the person is called without it, once, and the lead says so",
  ],
  "| dialing → failed | refused, and the phone is at fault |": [
    "lambda/lead/states: refused for the %s leaves the lead %s",
    "lambda/steps/dial-lead/dial-lead: F35: fails the lead whose phone Callingly refuses, and frees the phone",
  ],
  "| dialing, unknown, review → placed | a 2xx, or evidence; the call's id is bound once.": [
    "lambda/lead/states: that was placed notes which call it may be and waits for its result",
    "lambda/lead/states: is placed when its call is found",
    "lambda/lead/states: in review is still looked for, and placed when the call shows up after all",
    "lambda/store/contract: F57: ties a call to one lead only, for ever",
  ],
  "The call that a 2xx names is a guess until it was read and fits": [
    "lambda/steps/report-call/whose-call: becomes a tie once the call was read and fits",
    "lambda/steps/report-call/whose-call: is no tie while it is a guess from Callingly's yes: the stranger's lead gets its result, and ours waits for its own",
  ],
  "| placed → review | the call that was its only proof rang another number, or began before the dial: it is not reported |":
    ["lambda/steps/report-call/whose-call: is given up, and a person decides anew, where %s"],
  "| dialing → unknown | ambiguous answer, or the lease is over |": [
    "lambda/lead/states: of unclear fate is looked for, never repeated",
    "lambda/lead/states: whose dialler fell silent is of unclear fate once the lease is over, not before",
  ],
  "| unknown → review | three empty, successful look-ups after the settle time, or several calls that fit, or one that may be older than the dial: a person decides |":
    [
      "lambda/lead/states: goes to a person after the settle time and three empty answers; errors count as nothing",
      "lambda/lead/states: goes to a person when several calls could be it",
      "lambda/steps/report-call/whose-call: brings a person where no look-up has found another, and waits for what the person says",
    ],
  "| ready, held again by policy → review |": [
    "lambda/steps/report-call/whose-call: keeps a lead from being called once more because no call was found",
  ],
  "| unknown → ready | as above, where the account's owner chose `redial`: once, one more ring authorised |": [
    "lambda/lead/decisions: is made again once when the operator has chosen so",
    "lambda/steps/reconcile/reconcile: calls once more after the settle time and three empty look-ups, never twice",
  ],
  '| review, completed, failed, cancelled, suppressed → ready | a person says "call again": one more ring authorised, with the person\'s name |':
    [
      "lambda/lead/decisions: authorises one more ring for a lead in review, by name",
      "lambda/lead/decisions: can have a lead called again that was called before; the call before stays its own",
      "lambda/lead/decisions: decides nothing about a lead that is %s but what it allows",
    ],
  '| unknown, review → placed | a person says "it rang" |': [
    "lambda/lead/decisions: says that it rang, and the bridge goes on looking for the result",
  ],
  "it waits for the time that its person asked for, or that has come and a rule keeps it back, and the repeat asks for another, or for none: the last word counts, ten times at most. Of an appointment that keeps its id, what its sender said last (`asked-again`). A time that an operator has named stands against the same words again, and a booking's against the same time":
    [
      "lambda/steps/dial-lead/asked-time: the same form with another time moves it, and without one calls now: the last word counts",
      "lambda/lead/repeat: is the last word also where the first time has come and the lead waits for something else (%s)",
      "lambda/steps/dial-lead/asked-time: keeps it when its sender says the same again, whenever that was said",
      "lambda/steps/dial-lead/asked-time: the form as it was says nothing against the time that an operator has named",
      "lambda/steps/dial-lead/asked-time: that keeps its id as it is moved rings at the time that was said last, in whatever order that comes",
    ],
  "One whose appointment was cancelled (`booking-cancelled`) is taken over where the sender says later that it stands":
    ["lambda/steps/dial-lead/asked-time: %s, in whatever order its events come, and however often"],
  "it waits for an asked time, which is changed for the eleventh time, or under another name where no address says whose it is: nobody knows whose word counts (`asked-time-unclear`)":
    [
      "lambda/steps/dial-lead/asked-time: somebody who changes the time again and again is heard ten times, and then an operator decides",
      "lambda/steps/dial-lead/last-word: waits for an operator where it would move the lead itself, as that has no address",
    ],
  "its asked time has come, or the hours that it waited for, and its person has said another time since, or none, in another lead of the same source: the last word rings for both.":
    [
      "lambda/steps/dial-lead/asked-time: the same form with a key of its own and %s is the last word, and rings once",
      "lambda/steps/dial-lead/last-word: shares the call at the time that the person names in another lead since",
    ],
  "One that waits still, and that another person may have sent, keeps nobody from their time: of those the earlier rings for both":
    [
      "lambda/steps/dial-lead/last-word: does not keep who waits from being called at theirs, and earns no second call",
      "lambda/steps/dial-lead/last-word: does not bring back a time that who waits has taken back",
      "lambda/steps/dial-lead/last-word: rings then, and the later one shares that call",
    ],
  "Or that lead is about to wait for another time (`asked-again`): only earlier requests of its own person by the same form still share its ring.":
    [
      "lambda/steps/dial-lead/asked-time: rings for itself when the one that it was merged into is moved to another time",
      "lambda/steps/dial-lead/last-word: rings for itself when an operator moves that one",
      "lambda/steps/dial-lead/last-word: stays with it where its own person has moved that one since",
    ],
  "It stays due until the last of them is free, so that another worker ends what one began that died": [
    "lambda/steps/dial-lead/last-word: rings for itself whichever write the worker dies after that moves that one",
  ],
  "A lead that waits for its asked time is released as well, and rings at once": [
    "lambda/steps/dial-lead/asked-time: an operator calls it now",
  ],
  "one that waits for something else still rings at its time, and not before": [
    "lambda/steps/dial-lead/asked-time: whose lead an operator releases from another wait rings at the agreed time, and not days before",
  ],
  "an operator names another time (`leads reschedule`); its age counts from then": [
    "lambda/steps/dial-lead/asked-time: an operator names another time, which holds against the first",
    "lambda/steps/dial-lead/asked-time: is not too old then, however long ago it came",
  ],
  "its appointment was moved (`booking-moved`), for which there is a lead of its own, or cancelled (`booking-cancelled`), before or since":
    [
      "lambda/steps/dial-lead/asked-time: that is moved rings at the last agreed time, and says so of the others",
      "lambda/steps/dial-lead/asked-time: whose events come in any order, late and repeated, rings once, at the last agreed time, or not at all",
    ],
  "its person asked for a time: it waits until then (`asked-time`), gives the right to ring back, and its age counts from then; one that is over, too far ahead or unclear waits for an operator":
    [
      "lambda/steps/dial-lead/asked-time: waits for it as data of ours, shows it, and rings once then",
      "lambda/steps/dial-lead/asked-time: another request of its person rings at once, and so does an agreed call in its time: it is another one",
      "lambda/steps/dial-lead/asked-time: that is %s waits for an operator, where it stands in a place made for it",
    ],
  "| held → ready | an operator releases it; this resets its age.": [
    "lambda/lead/decisions: releases a lead that is held, under a corrected number, and its age counts anew",
    "lambda/lead/rules/stale: a lead that waited too long waits for a person",
  ],
  "| ready, held, unknown, review → cancelled | a person cancels it |": [
    "lambda/lead/decisions: cancels a lead; a call that was made all the same is still told",
    "lambda/lead/decisions: decides nothing about a lead that is %s but what it allows",
  ],
  "| dialing, unknown, placed → review | Callingly says that the team was closed and calls nobody later |": [
    "lambda/lead/states: has rung nobody, and is for a person: it never ends as called",
    "lambda/lead/states: is completed when Callingly calls later all the same",
  ],
  "| placed → review | Callingly showed no call for three days, which may be booked for later |": [
    "lambda/lead/states: may be booked for later, and is for a person",
  ],
  "| dialing, unknown, review, placed → completed | Callingly reports the end of a call, also before it was known that it rang; later calls still fold in, the summary never goes back |":
    [
      "lambda/lead/states: complete the lead",
      "lambda/lead/states: F63: never move the summary back",
      "lambda/lead/states: move the summary on when a redial reaches the person",
      "system/simulation/scenarios/results: the webhook arrives before the dial is answered",
    ],
  "| placed → completed | Callingly reports nothing about a call that it named for three days |": [
    "lambda/lead/states: ends where its call is known and only its result is not",
  ],
  "| ready, held by a rule, dialing → unknown | the table was restored to an earlier moment": [
    "lambda/lead/restored: is of unknown fate from that moment on when it %s",
  ],
  "| ready, held again → placed, completed | the call that nobody could find turns up: the second ring is taken back |":
    [
      "lambda/lead/decisions: takes the second ring back when it turns up before that was made",
      "lambda/lead/decisions: takes it back where the lead is held for a person meanwhile",
    ],
  "| ready, held by a rule → merged | the phone is being rung for another lead of the merge group, which from then on reports for both;":
    [
      "lambda/steps/dial-lead/several-doors: F04/F80: is rung once; the second lead is merged into the first",
      "lambda/steps/report-call/one-record: F04: reach the records of all merged leads, also of one that joined after the report",
    ],
  "its calls are reported again first": [
    "lambda/steps/dial-lead/several-doors: makes every call known once more when it joins a lead that was already called",
    "lambda/steps/dial-lead/several-doors: does not end as merged before the first lead's calls were made known, so that a crash loses no result",
  ],
  "| merged → ready | a person corrects the number of the lead it was merged into, which never rang: each rings for itself.":
    [
      "lambda/steps/dial-lead/take-phone: frees those that were merged into it: each number rings once",
      "lambda/steps/dial-lead/take-phone: is not corrected once its number may have rung for the others too; the way out is named",
    ],
  "the person asked not to be called](suppression.md), before or since (`opted-out`), or to be forgotten before": [
    "lambda/steps/opt-out: ends what waits for them, and later leads, in all accounts and whoever releases them",
    "operator/people/forget-person: F55: is not called for a lead that comes later, by phone or by e-mail, until that is lifted",
  ],
  "| ready, held → cancelled; ready → held | its CRM closed the record, as the `stopOn` of a source of that CRM has it, whichever of its sources the lead came from (`record-stopped`); a lead that came within ten minutes after that waits for a person, as events overtake each other.":
    [
      "lambda/lead/rules/stopped: a lead whose record was stopped ends, by whichever of both says so",
      "lambda/lead/stop: ends one that waits for a person at once",
      "lambda/lead/stop: is %s",
    ],
  "Where others share its ring whose records stand open, a person decides (`record-stopped-shared`).": [
    "lambda/steps/accept-lead/take-stops: %s holds the ring, and a person has it made or cancels it for all",
    "lambda/steps/accept-lead/take-stops: and of all the others ends it",
  ],
  "One that has rung keeps its state, and Callingly is told to redial it no more, until the phone is dialled for a new lead |":
    [
      "lambda/lead/stop: has Callingly told where the lead has rung, also once its call ends later",
      "lambda/steps/dial-lead/lift-stop: is set back before the phone is dialled for a new one, once",
    ],
  "| held → cancelled | a stranger's lead with a number that cannot be called, one of too many, or one whose asked time is too far ahead, over or unclear, that nobody released in its days (`heldDays`) |":
    ["lambda/lead/states/given-up: ends by itself after its days, with a reason of its own: %s"],
  "| ready, held, unknown, review, placed → cancelled | the person asks to be forgotten |": [
    "operator/people/forget-person: F55: has nothing left in a lead that was %s, and what waited is cancelled",
    "operator/people/forget-person: F55: is not cut off while being dialled: the run says so, and the next one finishes",
  ],
  "| ready ↔ held | a closed gate, the configuration, staleness, a pause;": [
    "lambda/steps/dial-lead/dial-lead: F45/F50: holds everything while paused, and leads that went stale",
    "lambda/steps/dial-lead/dial-lead: F32: holds leads while the account has no token, and dials them when it has one",
    "lambda/steps/dial-lead/dial-lead: F91: is rung when the configuration allows its country, without anybody touching the lead",
  ],
  "It names what holds it and rests: it is looked at when that has changed, when it has become too old, and once a day":
    [
      "lambda/steps/dial-lead/dial-leads: F50: is neither read nor written at a tick while its gate is closed",
      "lambda/steps/dial-lead/dial-leads: goes when its own gate opens, while another's with the same reason stays closed",
      "lambda/steps/dial-lead/dial-leads: goes when the configuration lets it, and not before",
      "lambda/steps/dial-lead/dial-leads: waits for a person once it has become too old behind its gate",
      "lambda/lead/rest: a lead rests until it has become too old, and never longer than a day",
    ],
  "a held lead gives the right to ring back": [
    "lambda/steps/dial-lead/several-doors: is rung for a fresh lead though an older one with the phone is held",
  ],
  "Ends are `completed failed suppressed merged cancelled`": ["docs/states: names as ends those that are"],
  "only they carry `expiresAt`": ["lambda/lead/states: F16/F46: keeps every promise of the state machine"],
  "A finished lead is due once more, so that reconcile can erase its personal data; the ledger stays until `expiresAt`.":
    [
      "lambda/lead/privacy/retention: is due to lose its personal data when the payload's days are over, and itself when the ledger's are",
      "lambda/steps/reconcile/erase-personal-data: takes the person out of the lead, once, and not a day too early",
    ],
  "A waiting lead is never stripped; so that junk does not wait for ever, it ends by itself.": [
    "lambda/lead/privacy/retention: what is %s loses its personal data only if it has ended",
    "lambda/lead/states/given-up: ends by itself after its days, with a reason of its own: %s",
  ],
  "the store checks one thing, the revision. A write whose answer was lost meets its own bytes and counts as written": [
    "lambda/store/contract: F17/F46: lets one of fifty claims win",
    "lambda/store/contract: F08: takes its own save for saved when the answer was lost and it is sent again",
  ],
  "moves that one of many must win carry an id (`dial.id`, `leaseId`), so equal bytes mean the same writer": [
    "lambda/store/change: knows its own claim when the answer was lost and another has written since",
    "lambda/store/change: does not take another's claim for its own",
    "lambda/steps/dial-lead/dial-lead: F17: makes one ring of fifty workers that are woken at once",
  ],
  "A call goes `hinted → verified → reported`, or `parked` (somebody must fix the cause) or `unmatched` (not ours).": [
    "lambda/lead/call/call: is read at once when it is hinted, and a repeated hint changes nothing",
    "lambda/steps/report-call/report-call: writes what Callingly says to the CRM, once, and completes the lead",
    "lambda/steps/report-call/not-through: F76/F81: parks what the CRM refuses, with the CRM's words",
    "lambda/steps/report-call/whose-call: F65: lets strangers' calls rest and expire",
  ],
  "A CRM write is marked as begun before it leaves, so that the next worker after a crash looks for traces first": [
    "lambda/lead/call/call: marks reports as begun before they are written, and keeps the activity it already knows",
    "system/simulation/scenarios/results: dies when HubSpot has taken the call",
    "lambda/steps/report-call/one-record: is looked at for traces when the first write's end is not known",
  ],
  "each report is noted before the next begins": [
    "lambda/steps/report-call/one-record: is noted as it goes, and goes on where the time ran short",
    "lambda/steps/report-call/one-record: does not make the bridge forget what was written before",
  ],
  "one CRM record holds a call once, however many merged leads led to it": [
    "lambda/steps/report-call/one-record: F80: holds a call once, however many leads were merged",
  ],
  "Each source and CRM fails for itself": [
    "lambda/steps/report-call/not-through: keeps the result from nobody else, and waits by its name",
    "lambda/steps/report-call/not-through: tries again while one CRM may still take it, whatever another said",
  ],
  "the call waits for the rest by name, until it is fixed or an operator drops it": [
    "lambda/steps/report-call/not-through: gets the result when it is configured again, and the others get it once",
    "lambda/steps/report-call/not-through: is given up when a person says so; the others get what comes late, and nobody is told when it is back",
  ],
};
