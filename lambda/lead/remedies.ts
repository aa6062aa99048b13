import type { Reason } from "./reasons.ts";

/**
 * The commands by which a person ends a wait. The text of a reason, the next step of a lead and the lists of what
 * waits all go by this table, so that none of them sends a person to a command that refuses.
 */
export type Remedy =
  /** `leads release`, of one lead or of all that have the reason. */
  | "release"
  /** `leads release WHO --phone NUMBER`: there is no number yet that can be called. */
  | "release-with-phone"
  /** `leads reschedule`: it is called at another time. */
  | "reschedule"
  /** `replay`, after the cause is fixed. */
  | "replay"
  /** `results drop`: the CRMs that lack the result do not get it. */
  | "drop"
  /** `results retry CALL`: a person looked and saw that the CRM has no such activity. */
  | "write"
  | "resume"
  /** `review`: a person decides on the evidence. */
  | "review"
  /** `leads redial`: it is over, and can be called once more. */
  | "redial"
  /** `leads allow`, then `leads redial`. */
  | "allow"
  /** `unsuppress`, then `leads redial`. */
  | "unsuppress"
  /** `dnc import`: the lead goes on by itself then. */
  | "import-dnc";

/** Reasons that are left out cannot be ended by a command: the wait passes by itself, or is over. */
export const remedies: Readonly<Record<Reason, readonly Remedy[]>> = {
  "no-phone": ["release-with-phone"],
  "invalid-phone": ["release-with-phone"],
  "phone-unclear": ["release-with-phone"],
  "calls-refused": ["release"],
  "consent-missing": ["release", "replay"],
  "too-much": ["release", "release-with-phone"],
  "not-readable": ["release-with-phone"],
  "phone-refused": ["redial"],
  "not-sent": ["replay"],
  "waits-its-turn": [],
  "callingly-failing": ["replay"],
  "callingly-busy": [],
  "token-refused": ["replay"],
  "account-refused": ["replay"],
  "token-missing": ["replay"],
  "team-unknown": ["replay"],
  "field-refused": [],
  "request-refused": ["release"],
  "no-answer": [],
  "lease-over": [],
  restored: [],
  "not-found": ["review"],
  "redial-by-policy": [],
  "several-calls": ["review"],
  "call-unfit": ["review"],
  "team-offline": ["review"],
  "call-unseen": ["review"],
  "same-phone": ["release"],
  "same-phone-cancelled": ["release"],
  "same-phone-waits": [],
  "same-phone-review": ["release"],
  "crowded-phone": ["release"],
  "number-costly": ["release-with-phone"],
  "number-barred": ["replay"],
  "number-abroad": ["release", "replay"],
  "number-toll-free": ["release", "release-with-phone"],
  "number-unlisted": ["replay"],
  "dry-run": ["release"],
  "day-full": ["replay"],
  "asked-time": ["reschedule"],
  "asked-time-past": ["release", "reschedule"],
  "asked-time-far": ["release", "reschedule"],
  "asked-time-unclear": ["release", "reschedule"],
  "booking-moved": ["redial"],
  "booking-cancelled": ["redial"],
  "outside-hours": [],
  "called-too-often": [],
  "place-unknown": ["release"],
  "hours-unknown": ["release"],
  "places-disagree": ["release"],
  "hours-outdated": ["replay"],
  "crowded-visitor": ["release"],
  "crowded-source": ["release"],
  "captcha-unreachable": ["release"],
  "captcha-misconfigured": ["release"],
  "captcha-doubtful": ["release"],
  hasty: ["release"],
  "never-released": ["redial"],
  stale: ["release"],
  quarantined: ["release"],
  paused: ["resume"],
  decided: [],
  "asked-again": ["release"],
  "record-stopped": ["redial"],
  "record-stopped-before": ["release"],
  "record-stopped-shared": ["release"],
  forgotten: [],
  "forgotten-before": ["allow"],
  "opted-out": ["unsuppress"],
  "dnc-listed": [],
  "scrub-denied": [],
  "dnc-file-missing": ["import-dnc"],
  "scrub-unreachable": ["replay"],
  "unknown-source": ["replay"],
  "platform-unreachable": ["replay"],
  "platform-credentials-missing": ["replay"],
  "platform-credentials-refused": ["replay"],
  "platform-refused": ["replay"],
  "lead-gone": ["release-with-phone"],
  "test-lead": [],
  "no-lead": [],
  "no-result": [],
  "no-result-came": ["redial"],
  "still-running": [],
  "callingly-unreachable": ["replay"],
  "not-shown-yet": ["replay"],
  "call-gone": ["drop", "replay"],
  "not-ours": [],
  "not-this-lead": [],
  "perhaps-ours": ["review"],
  "not-read": [],
  "crowded-hints": [],
  "bridge-fault": ["replay"],
  "more-to-write": [],
  "target-gone": ["replay", "drop"],
  dropped: [],
  "crm-unreachable": ["replay"],
  "crm-busy": [],
  "crm-refused": ["replay", "drop"],
  "report-unclear": ["drop", "write"],
  "crm-access-refused": ["replay"],
  "crm-credentials-missing": ["replay"],
};

/** The commands that end this wait for all that have the reason, the likeliest first; empty where there is none. */
export const commandsFor = (reason: Reason): string[] => remedies[reason].map((remedy) => ofMany[remedy](reason));

const ofMany: Readonly<Record<Remedy, (reason: Reason) => string>> = {
  release: (reason) => `bridge leads release --reason ${reason}`,
  "release-with-phone": () => "bridge leads release LEAD --phone NUMBER",
  reschedule: () => "bridge leads reschedule LEAD --at TIME",
  replay: (reason) => `bridge replay --reason ${reason}`,
  drop: () => "bridge results drop CALL",
  write: () => "bridge results retry CALL",
  resume: () => "bridge resume",
  review: () => "bridge review",
  redial: () => "bridge leads redial LEAD",
  allow: () => "bridge leads allow PERSON, then bridge leads redial LEAD",
  "import-dnc": () => "bridge dnc import FILE --as-of DATE",
  unsuppress: () => 'bridge unsuppress NUMBER --reason "…", then bridge leads redial LEAD',
};

/** Held leads with this reason are called when a person says so, whether they wait for one or for a rule. */
export const isReleased = (reason: Reason | undefined): boolean =>
  reason !== undefined && remedies[reason].some((remedy) => remedy === "release" || remedy === "release-with-phone");
