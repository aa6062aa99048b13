import type { Sentences } from "./sentences.ts";

/** What docs/operating.md promises. */
export const operating: Sentences = {
  "Your name is kept with every decision": [
    "lambda/lead/decisions: authorises one more ring for a lead in review, by name",
    "operator/operate: %s closes the gate that the dialler asks, and keeps who, when and why",
  ],
  "Nothing on this page rings a person without saying whom and asking first": [
    "operator/leads: says whom it rings and asks, before a held lead is released",
    "operator/operate: says whom it rings and asks; then the dialler is woken for them",
  ],
  "Where nobody is at a terminal, a command that would ring needs `--yes`.": [
    "operator/leads: asks nobody with --yes, and refuses to ring where nobody can be asked",
  ],
  "the bridge says no, found something wrong, or has something left to do": [
    "operator/leads: refuses %s where the lead is in no state for it, and says what to do instead",
    "operator/person: tells what is left to do, and is then not done",
  ],
  "the command could not be carried out as it was given": [
    "operator/aws-problem: ends a command with exit code 2, and no stack",
  ],
  "The newest lead comes first.": [
    "operator/leads: shows what waits, the newest first, with the reason in words and the phone masked",
  ],
  "Phone numbers are masked; `--show-personal` shows them whole, with names.": [
    "operator/leads: shows whole numbers and names only when asked",
  ],
  "`--phone` corrects the number first, and frees the leads that were merged because of the old one": [
    "operator/leads: corrects the number at release, read as one of the source's country",
    "lambda/steps/dial-lead/take-phone: frees those that were merged into it: each number rings once",
  ],
  "waits for the result; `--call ID` says of which call": [
    "operator/leads: ties a lead of unclear fate to the call that is named, unless it is another lead's",
  ],
  "ends all that are held for that reason, once you have seen them": [
    "operator/leads: after a look at all of them, and no others are",
  ],
  "when nobody released them within `policies.heldDays` (14 unless you say otherwise); `leads show` says when": [
    "lambda/lead/rules/given-up: ends by itself after its days, with a reason of its own: %s",
  ],
  "is not rung: the lead waits as held (`asked-again`) until you release or cancel it": [
    "system/intruder/parking: waits for a person where a person had cancelled it, and says how to end that",
  ],
  "their phone is enough to know them by, whatever e-mail address or id it comes with": [
    "lambda/steps/dial-lead/take-phone: that a lead is not to ring holds for the same person under another e-mail address, until they release it",
  ],
  "A lead that you release while it waits for another with its phone rings, once that one cannot be ringing any more.":
    [
      "lambda/steps/dial-lead/take-phone: that a lead is to ring overrules the one that was cancelled, once that can no longer be ringing",
    ],
  "What cannot be decided is refused, with what to do instead": [
    "operator/leads: refuses %s where the lead is in no state for it, and says what to do instead",
  ],
  "`bridge review` asks Callingly again and shows everything side by side": [
    "operator/operate: shows what was sent, what Callingly shows, why each call fits or not, and what each decision would do",
    "docs/operating: docs/operating.md shows what its commands print",
  ],
  "within seconds `bridge review --local` shows it": [
    "local/own-configuration: makes a case for a person's review within seconds, of which nobody rang",
  ],
  "A pause needs no deployment, and holds when the command comes back.": [
    "operator/operate: comes back when no dial goes by what it knew before any more",
  ],
  "Leads that waited longer than `staleAfterHours` are not called when you resume": [
    "operator/operate: does not count who waited too long, or is held for something else",
    "lambda/steps/dial-lead/dial-lead: F45/F50: holds everything while paused, and leads that went stale",
  ],
  "it asks Callingly first whether it is mended": [
    "operator/operate: rings nobody while Callingly says that it is not mended",
    "operator/operate: changes nothing in a trial run, and asks nobody",
  ],
  "Nobody is rung, and no CRM record gets a result twice.": [
    "operator/operate: has parked results tried again, without a question, since nobody is rung",
    "operator/operate: are tried again for one CRM only where that CRM lacks them",
  ],
  "Whoever has the result keeps it, and still gets a recording that comes late.": [
    "lambda/steps/report-call/report-call: is given up when a person says so; the others get what comes late, and nobody is told when it is back",
  ],
  "The bridge counts what it refuses by source and hour": [
    "lambda/steps/watch-door: leaves a trace at its source, by hour and status",
    "operator/doctor: says what was refused at the doors within a day",
  ],
  "each running function writes at most once in ten seconds": [
    "lambda/steps/watch-door: costs a write in ten seconds at most, however many there are, and none is forgotten meanwhile",
  ],
  "A name that is none of ours is not kept": [
    "lambda/steps/watch-door: is not kept under a name that the sender made up",
  ],
  "looks whether the old key was used since the rotation began": [
    "operator/secrets: does not end a key that a sender still uses, unless told to",
  ],
  "A right that is missing is named by the command that needs it.": [
    "operator/aws-problem: is said in words with the next step: %s",
    "operator/aws-problem: name %s",
  ],
  "`doctor` skips what it may not look at, and says so.": [
    "operator/doctor: skips with a word what it may not look at",
  ],
};
