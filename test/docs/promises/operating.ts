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
  "only the index of what waits is looked through, and only the leads that are shown are read": [
    "operator/leads/waiting: reads the leads that it shows, the newest, and no other",
  ],
  "the newest 2000 that may be meant are read, and the list says how many it left out": [
    "operator/leads/waiting: looks for a source in the newest two thousand, and says how many it did not look into",
  ],
  "`bridge doctor` counts by the index, too, and reads 300 leads at most": [
    "operator/leads/waiting: is looked through by doctor, which reads three hundred leads at most",
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
    "lambda/lead/states/given-up: ends by itself after its days, with a reason of its own: %s",
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
  "it asks Callingly first whether it is fixed": [
    "operator/operate: rings nobody while Callingly says that it is not mended",
    "operator/operate: changes nothing in a trial run, and asks nobody",
  ],
  "Nobody is rung, and no CRM record gets a result twice.": [
    "operator/operate: has parked results tried again, without a question, since nobody is rung",
    "operator/operate: are tried again for one CRM only where that CRM lacks them",
  ],
  "CRMs that have the result keep it, and still get a recording that comes late.": [
    "lambda/steps/report-call/not-through: is given up when a person says so; the others get what comes late, and nobody is told when it is back",
  ],
  "The bridge counts what it refuses by source and hour": [
    "lambda/steps/watch-source: leaves a trace at its source, by hour and status",
    "operator/doctor: says which requests were refused within a day",
  ],
  "each running function writes at most once in ten seconds": [
    "lambda/steps/watch-source: costs a write in ten seconds at most, however many there are, and none is forgotten meanwhile",
  ],
  "A name that is not one of our sources is not kept": [
    "lambda/steps/watch-source: is not kept under a name that the sender made up",
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
  "and then print one value with snake_case keys, absent values null.": [
    "docs/operating: what docs/operating.md shows is, with --json, one value with snake_case keys, and none that only some have",
  ],
  "Filter with `--state`, `--reason`, `--source`, `--account`, `--since 2h`, `--limit 10`.": [
    "operator/leads: filters by %s",
    "operator/leads: names what there is when a filter cannot be meant",
  ],
  "Finished leads are shown with `--all`, or by their state (`--state completed`).": [
    "operator/person: is listed only when asked for",
    "operator/leads/arrived: shows the newest of all, page by page, over days without any",
    "operator/person: is listed among the results by its state",
  ],
  "Give its id, its phone number, e-mail address, ref or a call's id.": [
    "operator/leads: finds a lead by %s",
    "operator/leads: finds a lead by its ref",
    "operator/leads: says when nobody is found, and lists whom when several are",
  ],
  "names fields that Callingly refused and the person is called without": [
    "operator/leads: names the fields that Callingly refused and the person is called without",
  ],
  "calls all that wait for a person for that reason": [
    "operator/leads: shows how many and whom, and releases them when told to, the oldest first",
    "operator/leads: leaves alone what waits for a rule or has no number, and says so",
  ],
  "calls once more, whatever rang before": ["operator/leads: calls a lead once more, by name"],
  "| never calls it |": ["operator/leads: ends a lead that waits, without a question, since nobody is rung"],
  "`leads redial WHO` still calls one that was real.": [
    "lambda/lead/states/given-up: gives way to the person who asks again, and can be called by an operator's word until its person is taken out",
  ],
  "When Callingly's answer to a dial got lost, and Callingly then shows no call, the bridge does not guess": [
    "lambda/steps/reconcile/reconcile: F20/F22/F60: goes to a person after the settle time and three empty look-ups, and never rings again by itself",
  ],
  "At a terminal it asks for your decision about each lead: c(all again), r(ang), x (cancel), s(kip). `--list` only shows.":
    ["operator/operate: takes the decision %s about each lead at a terminal"],
  "Several in a row look like an outage, so the next waits some seconds.": [
    "lambda/lead/gates: are an accident once; in a row they rest the token, longer each time",
  ],
  "Leads are accepted and wait; results are still written.": [
    "system/simulation/scenarios/waiting: calls are paused while 200 leads come in; let go, they leave at the pace and not all at once",
    "lambda/steps/report-call/report-call: writes it while calls are paused as well",
  ],
  "Pause everything, `--account NAME` or `--source NAME`.": [
    "operator/operate: %s closes the gate that the dialler asks, and keeps who, when and why",
    "operator/operate: names what there is when there is no such account or source",
  ],
  "When the dry run is over, what it held still waits until you release or cancel it": [
    "lambda/steps/dial-lead/dial-leads: is not dialled in a dry run, and rings only when it is released after it",
  ],
  "only these numbers are rung, or those that begin so, whoever releases a lead": [
    "lambda/lead/rules/listed: a number that is not among those listed is not rung, even when an operator releases its lead",
    "lambda/lead/rules/listed: a number that is listed, or begins like one that is, may be rung",
  ],
  "Outside production the list is empty by itself": [
    "lib/stage-policies: in a stage that is not production, %s, nobody is rung whom the configuration does not list",
  ],
  "so many leads are rung in a day (UTC) at most; the others wait for the next (`day-full`). Raised and deployed, it lets them go at once":
    [
      "lambda/steps/dial-lead/dial-leads: waits for the next day once as many were rung as a day may have, or until more may be",
      "lambda/steps/dial-lead/dial-leads: that was merged into another takes no place of the day",
    ],
  "`bridge doctor` says which are on, and so does every list of leads.": [
    "operator/switches: are said by doctor, and by every list of leads",
  ],
  "A pause in `bridge.config.ts` (`policies.paused`, `accounts.….paused`) is ended there, with a deployment.": [
    "operator/operate: opens only what a person paused, and tells a pause of the configuration apart",
    "lambda/lead/rules/paused: while the configuration pauses calls, everything waits; while it pauses an account, that one",
  ],
  "Once a team, a token or credentials are corrected, what waited goes by itself within some minutes.": [
    "lambda/steps/dial-lead/reopen-gates: F34: opens when Callingly knows the team again",
    "lambda/steps/dial-lead/reopen-gates: F31: is asked about at once when the secret holds another token, read past the cache",
  ],
  "then has the leads called in the order in which they were due, at the usual pace": [
    "operator/operate: asks Callingly first, and then has what waited tried in due order",
    "operator/operate: leaves to a person what waits for a person, and the line to those who stand in it",
  ],
  "Name a call, `--all` that are parked, or `--crm NAME`": [
    "operator/operate: are tried again, one by its call or all that are parked",
    "operator/operate: are tried again for one CRM only where that CRM lacks them",
  ],
  "`results drop CALL` gives up what nobody will fix": [
    "operator/operate: are given up by a person's word, who sees whom it concerns",
    "lambda/steps/report-call/not-through: is over at once where Callingly no longer has the call",
  ],
  "With several accounts, say in which with `--account`: each may be another company's.": [
    "operator/person: needs somebody who answers, accounts that exist, and a person that can be meant",
    "operator/people/forget-person: F97: is not touched in another account, and is called there",
  ],
  "writes all that is kept of the person, as JSON": [
    "operator/person: prints all that is kept of a person, and nothing of another",
    "operator/person: writes a file that only its owner can read, and none over another",
  ],
  "takes the person out of the table and of Callingly, for good; CRM records get a note; later leads are not called": [
    "operator/person: says what is found, asks, and leaves nothing of the person",
    "operator/people/forget-person: F55: is told of in the CRM once, on the record that is known, without a word of who it is",
    "operator/people/forget-person: F55: is not called for a lead that comes later, by phone or by e-mail, until that is lifted",
  ],
  "the person may be called again, because they said so": ["operator/person: can be lifted by the person's own word"],
  "A forget that says `Not done` is run again: every step may be repeated.": [
    "operator/person: tells what is left to do, and is then not done",
    "operator/people/forget-person: F55: is forgotten here even if Callingly does not answer, and the next run deletes them there",
  ],
  "`--mentions` says yes beforehand": [
    "operator/person: asks before it takes a person out of others' leads, and is not done without",
    "operator/people/forget-person: is named where others' leads and calls mention them, and is not done until that is gone as well",
  ],
  "has a line for each door at which something was refused within a day": [
    "operator/doctor: says which requests were refused within a day",
  ],
  "shows the same for one source, beside the address that the form should have": [
    "operator/sources: shows what it refused within a day, and that its old key is still used",
    "operator/sources: shows everything about one",
  ],
  "requests that bypass your firewall are refused with 403; all leads are, if the firewall no longer sends its secret header: `bridge doctor` checks that":
    [
      "system/intruder/keys: F97: is refused, whatever else is right about the request, and counted",
      "operator/doctor: says how requests come through what stands before the door, and what is next",
    ],
  "Such uses are noted once an hour; wait as long as your rarest sender needs, or add `--anyway`.": [
    "lambda/steps/watch-source: is noted when it came with the key that is being replaced, once an hour",
    "operator/secrets: does not end a key that a sender still uses, unless told to",
  ],
  "| for | actions | on |": ["operator/aws-problem: name %s"],
};
