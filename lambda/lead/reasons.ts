/**
 * Why a lead or a call waits or ended, in words for a person. The codes are stored; the words are for reading and may
 * change without touching any item.
 */
export const reasonWords = {
  "no-phone": "The lead came without a phone number; add one and release it",
  "invalid-phone": "No such phone number can exist; correct it and release the lead",
  "phone-unclear":
    "The phone can be read as two numbers, or is said to be somebody else's; put in the right one and release the lead",
  "calls-refused": "The person asked not to be called; release the lead only if they have said otherwise since",
  "phone-refused": "Callingly refused the phone number",
  "not-sent": "Callingly could not be reached; nothing was sent, we try again",
  "waits-its-turn": "Calls leave at the pace that Callingly takes; this one leaves when its turn comes",
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
  "not-found": "Callingly shows no call for this lead; a person decides whether to call again",
  "redial-by-policy": "Callingly shows no call for this lead; the account's policy lets us call once more",
  "several-calls": "Callingly shows several calls that could be this one; a person decides",
  "call-unfit":
    "The call that was taken for this lead's rang another number or began before our dial; a person decides",
  "team-offline":
    "The team was closed and does not call later, so nobody was rung; a person decides whether to call again",
  "call-unseen":
    "Callingly took the call and showed none for three days; it may be booked for later, so look there; a person decides",
  "same-phone": "The same phone was dialled for another lead a short while ago; both records get the result",
  "same-phone-cancelled":
    "The same phone may have rung a short while ago for a lead that was cancelled; release this one to call it",
  "same-phone-waits": "Another lead with the same phone comes first; this one waits until that is settled",
  "same-phone-review":
    "The same phone may have rung a short while ago for another group's lead, about which a person is to decide; release this one then",
  "crowded-phone": "Very many leads came with this phone; a person looks at them",
  "number-costly":
    "Calling a number of this kind costs extra, so it is never called; correct the number and release the lead, or cancel it",
  "number-barred": "The configuration says in `neverCall` that this number is never called",
  "number-abroad":
    "The number is in a country that this source does not call; add it to the source's `callCountries`, or release the lead",
  "crowded-visitor": "Very many leads came from one visitor within the hour; release those that are real",
  "crowded-source": "Very many leads came through this source within the hour; release those that are real",
  "never-released":
    "A stranger's lead that was held, and nobody released it within `heldDays`; if it is real, redial it",
  stale: "The lead waited too long to be rung without asking; release it to call now",
  quarantined: "The bridge failed on this lead again and again; a person looks at it",
  paused: "Calls are paused; resume them to go on",
  decided: "A person decided",
  "asked-again":
    "The same person asked again after you cancelled a lead of theirs; release this one to call now, or cancel it",
  forgotten: "The person asked to be forgotten; what the bridge knew of them is gone, and it calls them no more",
  "forgotten-before":
    "This person asked to be forgotten before; nobody is called unless a person lifts that and has the lead called",
  "unknown-source": "The configuration no longer has the source of this lead; add it again or cancel the lead",
  "platform-unreachable": "The platform that told of the lead does not answer; we ask again",
  "platform-credentials-missing": "There are no credentials for this source in the secret; add them",
  "platform-credentials-refused": "The platform refused our access token; renew it in the secret",
  "platform-refused": "The platform refused to show the lead; its message is on the lead",
  "lead-gone": "The platform no longer shows this lead; cancel it, or call by what you find there",
  "test-lead": "The platform made this lead up for a trial; nobody is called",
  "no-lead": "What the platform told of is no lead, or is none any more; nobody is called",
  "no-result": "Callingly has not reported a result yet; we keep asking",
  "no-result-came": "Callingly reported no result within three days; we no longer ask",
  "still-running": "The call is still running; we ask again",
  "callingly-unreachable": "Callingly did not answer when asked for the result; we ask again",
  "not-shown-yet": "Callingly does not show this call yet; we ask again",
  "call-gone": "Callingly has not shown this call for an hour; it was deleted there, or there never was one",
  "not-ours": "The call belongs to no lead of this bridge",
  "not-this-lead":
    "The call was tied to a lead that it cannot be of: it rang another number, or began before our dial; nobody is told of it",
  "perhaps-ours":
    "The call may be of a lead of ours, or older than our dial; nobody is told of it before that is settled",
  "not-read": "Callingly could not be asked about this call, and nothing says that it is ours",
  "crowded-hints": "Very many notices of calls came at once; if this one is real, it is found by asking",
  "bridge-fault": "The bridge itself failed on this; its log says where, and we try again",
  "more-to-write": "The result goes to many records; the rest follows",
  "target-gone":
    "The configuration no longer has a source or CRM that this result is for; add it again, or drop the result for it",
  dropped: "A person said that nobody else is told of this result",
  "crm-unreachable": "The CRM did not take the result; we try again",
  "crm-busy": "The CRM asked us to slow down; we go on when it lets us",
  "crm-refused": "The CRM refused the result; its message is on the call",
  "report-unclear":
    "The CRM did not answer when the result was written, and cannot be asked whether it has it; look there, then have it written or drop it",
  "crm-access-refused":
    "The CRM refused our access; authorise the bridge there again and put the new credentials into the secret",
  "crm-credentials-missing": "There are no credentials for this CRM in the secret; add them",
} as const;

export type Reason = keyof typeof reasonWords;

export const reasons = Object.keys(reasonWords) as [Reason, ...Reason[]];
