import type { Sentences } from "./sentences.ts";

/** What docs/who-may-be-rung.md promises. */
export const whoMayBeRung: Sentences = {
  "the limits of the same rules, over all sources and accounts, Callingly's own redials included": [
    "lambda/lead/rules/attempts: F54: a person who was rung as often as a law allows is rung again when the oldest attempt counts no more",
    "lambda/steps/dial-lead/find-attempts: the attempts at a phone are those of all its leads, of every source and account",
    "lambda/lead/attempts: are Callingly's own redials as well, and a dial's call is none beside it",
  ],
  "always for numbers and places of Germany, France (overseas as well), Spain, Connecticut and mobiles of Ireland, elsewhere where the source says `require`":
    [
      "lambda/lead/rules/consent: by a source for all its leads",
      "lambda/lead/rules/consent: is not rung where a consent is demanded, and is elsewhere",
    ],
  "A moment is right when every place allows it, by the rule of its country and that of its region": [
    "lambda/lead/hours/verdict: whatever is asked, stepping by quarters of an hour gives the same answer",
    "lambda/lead/hours/verdict: $id: $why",
  ],
  "the ZIP code or else the state one more, and the browser's own zone too": [
    "lambda/lead/hours/places: are those of %s",
  ],
  "Places that leave no common moment within eight days hold the lead, and so does a number without a place": [
    "lambda/lead/rules/calling-hours: is held for an operator (%s), whose release rings them",
    "lambda/steps/dial-lead/calling-hours: F53: waits for an operator where its places leave no moment, and rings when it is released",
  ],
  "State rules that bind unasked calls alone do not count": [
    "lambda/lead/rules/calling-hours: who asked is rung when a state keeps only unasked calls away",
  ],
  "The closing time is taken ten minutes early": [
    "lambda/lead/rules/calling-hours: F53: is not rung before them, in the margin before their end, or after",
    "lambda/config/schema: keeps the hours of its people as its connector has it, unless the source says its own",
  ],
  "after a year the conservative pack holds what it would have let ring": [
    "lambda/lead/rules/calling-hours: by rules that nobody has checked for a year only those are rung who asked",
  ],
  "A lead that waits for its hour is due then, grows no older meanwhile": [
    "lambda/steps/dial-lead/calling-hours: is due when they open, and rings then, though that is longer than a lead may wait",
  ],
  "keeps its phone from no other lead": [
    "lambda/steps/dial-lead/calling-hours: gives its phone back when the hours end while it waits in line: it keeps no other lead from it",
  ],
  "nobody is rung who may be there": [
    "lambda/lead/rules/paused-region: nobody is rung who may be in a state that the configuration pauses, even by a source that keeps no hours",
    "lambda/lead/rules/paused-region: a state that an operator has paused is a gate, and the lead waits for it",
    "operator/hours/pause-region: holds who may be there and nobody else, until it is resumed",
  ],
  "they count over all accounts, those that were taken away as well": [
    "lambda/steps/dial-lead/find-attempts: an account that was taken away has rung whom it rang",
  ],
  "do not both take the last attempt": [
    "lambda/steps/dial-lead/leave-attempt: two accounts that ring one person at the same moment stay within a limit, in whatever order they ask the table",
  ],
  "with the real Callingly they keep them": ["local/hours: are kept where real phones ring"],
};
