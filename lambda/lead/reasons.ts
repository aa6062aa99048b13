/**
 * Why a lead or a call waits or ended. The codes are stored. They stand apart from the words because most functions need
 * no words, and their bundles leave them out.
 */
export const reasons = [
  "no-phone",
  "invalid-phone",
  "phone-unclear",
  "calls-refused",
  "consent-missing",
  "too-much",
  "not-readable",
  "phone-refused",
  "not-sent",
  "waits-its-turn",
  "callingly-failing",
  "callingly-busy",
  "token-refused",
  "account-refused",
  "token-missing",
  "team-unknown",
  "field-refused",
  "request-refused",
  "no-answer",
  "lease-over",
  "restored",
  "not-found",
  "redial-by-policy",
  "several-calls",
  "call-unfit",
  "team-offline",
  "call-unseen",
  "same-phone",
  "same-phone-cancelled",
  "same-phone-waits",
  "same-phone-review",
  "crowded-phone",
  "number-costly",
  "number-barred",
  "number-abroad",
  "number-toll-free",
  "number-unlisted",
  "dry-run",
  "day-full",
  "asked-time",
  "asked-time-past",
  "asked-time-far",
  "asked-time-unclear",
  "booking-moved",
  "booking-cancelled",
  "outside-hours",
  "called-too-often",
  "place-unknown",
  "hours-unknown",
  "places-disagree",
  "hours-outdated",
  "crowded-visitor",
  "crowded-source",
  "captcha-unreachable",
  "captcha-misconfigured",
  "captcha-doubtful",
  "hasty",
  "never-released",
  "stale",
  "quarantined",
  "paused",
  "decided",
  "asked-again",
  "record-stopped",
  "record-stopped-before",
  "record-stopped-shared",
  "forgotten",
  "forgotten-before",
  "opted-out",
  "dnc-listed",
  "scrub-denied",
  "dnc-file-missing",
  "scrub-unreachable",
  "unknown-source",
  "platform-unreachable",
  "platform-credentials-missing",
  "platform-credentials-refused",
  "platform-refused",
  "lead-gone",
  "test-lead",
  "no-lead",
  "no-result",
  "no-result-came",
  "still-running",
  "callingly-unreachable",
  "not-shown-yet",
  "call-gone",
  "not-ours",
  "not-this-lead",
  "perhaps-ours",
  "not-read",
  "crowded-hints",
  "bridge-fault",
  "more-to-write",
  "target-gone",
  "dropped",
  "crm-unreachable",
  "crm-busy",
  "crm-refused",
  "report-unclear",
  "crm-access-refused",
  "crm-credentials-missing",
] as const;

export type Reason = (typeof reasons)[number];

/** In words for an operator; they may change without touching any item. */
export const reasonWords: Readonly<Record<Reason, string>> = {
  "no-phone": "The lead came without a phone number; add one and release it",
  "invalid-phone": "No such phone number can exist; correct it and release the lead",
  "phone-unclear":
    "The phone can be read as two numbers, or is said to be somebody else's; put in the right one and release the lead",
  "calls-refused": "The person asked not to be called; release the lead only if they have said otherwise since",
  "consent-missing":
    "No consent to a call is on record, and the source, the number or the place (Germany, France, Spain, mobiles of Ireland, Connecticut) demands one; give the source `consent: { field, accept, text }`, or release the lead if you have its consent elsewhere",
  "too-much":
    "More came than is read of a form, and it may say that no call is wanted; look at what the sender has, and release the lead",
  "not-readable":
    "The sender put the request together wrongly, so it could not be read; its text is on the lead: fix the sender, and release the lead with the phone",
  "phone-refused": "Callingly refused the phone number",
  "not-sent": "Callingly could not be reached; nothing was sent, we try again",
  "waits-its-turn": "Calls go out no faster than Callingly accepts them; this one goes out when its turn comes",
  "callingly-failing": "Callingly fails at the moment; nobody is rung until it answers again",
  "callingly-busy": "Callingly asked us to slow down; we try again",
  "token-refused": "Callingly refused our token; renew it with Callingly and in the secret",
  "account-refused": "Callingly does not let this account call; look at the account's state with Callingly",
  "token-missing": "There is no Callingly token in the secret for this account; add it",
  "team-unknown":
    "Callingly does not know the team of this route; correct the team in the configuration or in Callingly",
  "field-refused": "Callingly refused a field that a call does not need; the person is called without it",
  "request-refused": "Callingly refused the request; its message is on the lead",
  "no-answer": "Callingly did not answer; it may already have rung",
  "lease-over": "The dialler stopped before it could note Callingly's answer; it may already have rung",
  restored:
    "The table was restored to an earlier moment; the lead may have rung since, so its call is looked for first",
  "not-found": "Callingly shows no call for this lead; an operator decides whether to call again",
  "redial-by-policy": "Callingly shows no call for this lead; the account's policy lets us call once more",
  "several-calls": "Callingly shows several calls that could be this one; an operator decides",
  "call-unfit":
    "The call that was taken for this lead's rang another number or began before our dial; an operator decides",
  "team-offline":
    "The team was closed and does not call later, so nobody was rung; an operator decides whether to call again",
  "call-unseen":
    "Callingly took the call and showed none for three days; it may be booked for later, so look there; an operator decides",
  "same-phone": "The same phone was dialled for another lead a short while ago; both records get the result",
  "same-phone-cancelled":
    "The same phone may have rung a short while ago for a lead that was cancelled; release this one to call it",
  "same-phone-waits": "Another lead with the same phone comes first; this one waits until that is settled",
  "same-phone-review":
    "The same phone may have rung a short while ago for another group's lead, about which an operator has to decide; release this one then",
  "crowded-phone": "Very many leads came with this phone; an operator has to look at them",
  "number-costly":
    "Calling a number of this kind costs extra, so it is never called; correct the number and release the lead, or cancel it",
  "number-barred": "The configuration says in `neverCall` that this number is never called",
  "number-abroad":
    "The number is in a country that this source does not call; add it to the source's `callCountries`, or release the lead",
  "number-toll-free":
    "A toll-free number is a line that a business pays for, and nobody's at home; release the lead if it is right",
  "number-unlisted":
    "Only the numbers in `onlyNumbers` are rung here, and this is none of them; add it, or say in `stages` that this stage is `production`, and deploy",
  "dry-run":
    "Everything was done but the call, as `dryRun` in the configuration has it; turn that off and deploy, then release the lead if it is real",
  "day-full":
    "As many leads were rung today as `maxRingsPerDay` allows; this one goes with the next day (UTC) if it is not too old by then, or once you raise that and deploy",
  "asked-time":
    "The person asked to be called later, and is called at that time; name another with `bridge leads reschedule`",
  "asked-time-past":
    "The person asked to be called at a time that was over when the lead came; release it to call now, or name another time with `bridge leads reschedule`",
  "asked-time-far":
    "The person asked to be called more than 90 days ahead; name a time with `bridge leads reschedule`, release the lead to call now, or cancel it",
  "asked-time-unclear":
    "The person asked to be called at a time that cannot be read for certain; look at what they wrote and name the time with `bridge leads reschedule`, or release the lead to call now",
  "booking-moved": "The appointment was moved to another time; the lead of that time calls, this one does not",
  "booking-cancelled": "The appointment was cancelled, so nobody is called",
  "outside-hours":
    "The person may not be rung at this hour where they are, or may be; it goes out by itself at the next hour that is right",
  "called-too-often":
    "The person was rung as often as a rule of their place allows; it goes out by itself when that rule allows one more call",
  "place-unknown":
    "Neither the number nor the lead says where the person is, so nobody knows their hours; release it at an hour that is right",
  "hours-unknown":
    "No calling hours are known for the person's country; release it at an hour that is right, or say `hours` for the source",
  "places-disagree":
    "The person may be at places whose calling hours have no moment in common; release it at an hour that is right",
  "hours-outdated":
    "The rules of calling hours were not checked for a year, and this person is not known to have asked for the call; check them and deploy",
  "crowded-visitor": "Very many leads came from one visitor within the hour; release those that are real",
  "crowded-source": "Very many leads came through this source within the hour; release those that are real",
  "captcha-unreachable":
    "The captcha's vendor did not answer, so nobody knows whether a person sent the form; release the lead if it is real",
  "captcha-misconfigured":
    "The captcha's vendor does not take our question, so nobody knows whether a person sent the form; `bridge doctor` names the cause. Release the lead if it is real",
  "captcha-doubtful":
    "The captcha's vendor takes the sender rather for a robot than for a person; release the lead if it is real",
  hasty: "The form was sent faster than a person fills it in (`leastSeconds`); release the lead if it is real",
  "never-released":
    "A stranger's lead that was held, and no operator released it within `heldDays`; if it is real, redial it",
  stale: "The lead waited too long to be rung without asking; release it to call now",
  quarantined: "The bridge failed on this lead again and again; an operator has to look at it",
  paused: "Calls are paused; resume them to go on",
  decided: "An operator decided",
  "asked-again":
    "The same person asked again after you cancelled a lead of theirs; release this one to call now, or cancel it",
  "record-stopped":
    "The CRM closed this lead's record, as `stopOn` in the configuration has it, so nobody is called; redial it if it is to be called all the same",
  "record-stopped-before":
    "The CRM closed this lead's record just before the lead came, and events may overtake each other; release it to call, or cancel it",
  "record-stopped-shared":
    "The CRM closed the record of one of the leads that share this ring, and not those of the others; release it to call for them, or cancel it for all",
  forgotten: "The person asked to be forgotten; what the bridge knew of them is gone, and it calls them no more",
  "forgotten-before":
    "This person asked to be forgotten before; nobody is called unless an operator lifts that and has the lead called",
  "opted-out":
    "The person asked not to be called, so nobody calls this number; should they say otherwise, take it back with `bridge unsuppress` and have the lead called",
  "dnc-listed": "The number is in the do-not-call file, which the source asks for (`scrub`), so nobody calls it",
  "scrub-denied": "The scrub provider that the source asks (`scrub`) said that the number is not to be called",
  "dnc-file-missing":
    "The source asks for the do-not-call file (`scrub`), and that of the number's area code is missing or older than 31 days; import it with `bridge dnc import`, and the lead goes on within a quarter of an hour",
  "scrub-unreachable":
    "The scrub provider that the source asks (`scrub`) did not say whether the number may be called; we ask again every five minutes",
  "unknown-source": "The configuration no longer has the source of this lead; add it again or cancel the lead",
  "platform-unreachable": "The platform that reported the lead does not answer; we ask again",
  "platform-credentials-missing": "No credentials in the secrets open the platform that reported the lead; add them",
  "platform-credentials-refused": "The platform refused our access; let the bridge in there again",
  "platform-refused": "The platform refused to show the lead; its message is on the lead",
  "lead-gone": "The platform no longer shows this lead; cancel it, or call by what you find there",
  "test-lead": "The platform made this lead up as a test; nobody is called",
  "no-lead": "The platform reported something that is no lead, or no longer one; nobody is called",
  "no-result": "Callingly has not reported a result yet; we keep asking",
  "no-result-came": "Callingly reported no result within three days; we no longer ask",
  "still-running": "The call is still running; we ask again",
  "callingly-unreachable": "Callingly did not answer when asked for the result; we ask again",
  "not-shown-yet": "Callingly does not show this call yet; we ask again",
  "call-gone": "Callingly has not shown this call for an hour; it was deleted there, or there never was one",
  "not-ours": "The call belongs to no lead of this bridge",
  "not-this-lead":
    "The call was tied to a lead that it cannot be of: it rang another number, or began before our dial; it is not reported",
  "perhaps-ours":
    "The call may be of a lead of ours, or older than our dial; it is not reported before that is settled",
  "not-read": "Callingly could not be asked about this call, and nothing says that it is ours",
  "crowded-hints": "Very many notices of calls came at once; if this one is real, it is found by asking",
  "bridge-fault": "The bridge itself failed on this; its log says where, and we try again",
  "more-to-write": "The result goes to many records; the rest follows",
  "target-gone":
    "The configuration no longer has a source or CRM that this result is for; add it again, or drop the result for it",
  dropped: "An operator said that this result is not reported any further",
  "crm-unreachable": "The CRM did not take the result; we try again",
  "crm-busy": "The CRM asked us to slow down; we go on when it lets us",
  "crm-refused": "The CRM refused the result; its message is on the call",
  "report-unclear":
    "The CRM did not answer when the result was written, and cannot be asked whether it has it; look there, then have it written or drop it",
  "crm-access-refused":
    "The CRM refused our access; let the bridge in there again: `bridge connect` with the CRM's name",
  "crm-credentials-missing":
    "There are no credentials for this CRM in the secret; let the bridge in: `bridge connect` with the CRM's name",
};
