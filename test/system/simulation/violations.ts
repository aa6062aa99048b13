/** The promises that a world can break, and what a breach is told by. */

export const violationKinds = {
  lost: "I1: a sender was told that a lead is accepted, but there is none",
  silent: "I1: a lead neither ended nor waits visibly, with a reason and a time",
  overdue: "I1: a lead or call is due and nobody comes",
  "moved-back": "I1: a lead that had ended went on",
  "hollow-end": "I1: a lead counts as called, but Callingly knows no call",
  "double-ring": "I2: a lead rang more often than it was authorised to",
  "double-phone": "I2: a phone was rung for several leads of one merge group within the window",
  "double-line": "I2: a phone was rung for two merge groups at the same moment",
  "stray-ring": "I3: a phone rang for no lead",
  "result-missing": "I4: a call that was told to us is not in the CRM",
  "result-double": "I4: one record holds a call twice",
  "result-wrong": "I4: the CRM says something else of a call than Callingly does",
  "result-foreign": "I4: a CRM record holds a call that is not its own",
  "result-unexplained": "I4: a result waits for a person, without words of the CRM that refused it",
  "summary-wrong": "I4: the CRM's summary is not the best of the lead's calls",
  "neighbour-late": "I5: a lead waited although only another account was in trouble",
  "kept-too-long": "I7: personal data of what is over stays past its days",
  "never-forgotten": "I7: what is over stays due, or is never forgotten",
  "rung-after-no": "I8: a phone was rung for somebody who is not to be called, and had been told so",
  "rung-out-of-hours": "I8: a phone was rung at an hour at which its person may not be rung",
  "rung-too-often": "I8: a phone was rung more often than the law of its person's place allows",
  "rung-without-consent": "I8: a phone was rung without the consent that is asked for",
  "rung-too-early": "I9: a phone was rung before the time at which its person asked to be called",
  "rung-by-older-word": "I9: a phone was rung at a time that its person had taken back for another",
  "rung-after-cancel": "I9: a phone was rung for a call that had been called off",
  "agreed-call-lost": "I9: a call that somebody had agreed on was neither made nor waits, and nobody called it off",
  silenced: "I8: a lead ended or waits as if its person had said no",
  "not-blocked": "I8: Callingly may still redial somebody who is not to be called",
  leak: "I6: a log line holds something of a person or a secret",
  bug: "an error that nobody throws on purpose",
} as const;
export type ViolationKind = keyof typeof violationKinds;

export interface Violation {
  readonly kind: ViolationKind;
  readonly text: string;
  /** Ids to find the story by. */
  readonly about: readonly string[];
}

export interface Judgement {
  /** Accounts that had no trouble of their own, and how soon each of their leads must have rung. */
  readonly neighbours?: { readonly accounts: readonly string[]; readonly withinMs: number };
  /** Times at Callingly mean something else than we think, or our clocks are wrong: evidence may be refused, and a person decides. */
  readonly blurred?: boolean;
  /**
   * It lived so long that people were taken out of what is over, so what was once known of it can no longer be compared
   * with what the far ends know. Until then it has been judged as usual, or is too simple to need it.
   */
  readonly aged?: boolean;
}
