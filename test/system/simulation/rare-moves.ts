/**
 * The moves of docs/states.md that a few hundred worlds drawn by lot need not take: a person decides in them, or much has
 * to come together. Each is told in a scenario, by whose title it stands here, or is left to chance or to its rule.
 */
const toldMoves: Readonly<Record<string, readonly string[]>> = {
  "a person cancels a lead that is ready, and has it called after all: it rings once": [
    "ready → cancelled",
    "cancelled → ready",
  ],
  "a lead is cancelled and the same person asks again: nobody rings, and it says so": [
    "held → cancelled",
    "cancelled → held",
  ],
  "a person has somebody called again whose call is over: it rings twice, and both calls are told": [
    "completed → ready",
  ],
  "Callingly refuses a phone once, and a person has it called again": ["dialing → failed", "failed → ready"],
  "a person cancels a lead of which nobody knows whether it rang": ["unknown → cancelled"],
  "a person cancels a lead whose call nobody has found": ["review → cancelled"],
  "a person has a lead called again whose call nobody has found: it rings once": ["review → ready"],
  "a person says that a lead rang whose call nobody has found: its result is waited for": ["review → placed"],
  "the call turns up while its lead is held to be made again by policy: the second ring is taken back": [
    "unknown → ready",
    "held → completed",
  ],
  "the call turns up in the moment before it is made again by policy: the second ring is taken back": [
    "ready → completed",
  ],
  "the word comes while the lead waits behind a pause: it ends without a ring when that is over, and its CRM hears why":
    ["held → suppressed"],
  "the table is put back to before the dial: the call is found, and neither phone nor CRM hears of it twice": [
    "ready → unknown",
  ],
  "the table is put back to when a pause held the lead, which has rung since: its call is found, and none made": [
    "held → unknown",
  ],
  "a person says by mistake that somebody else's call was the lead's": ["placed → review"],
};

/** Two leads of a person are held, and one rings as soon as both are free: in some worlds of a hundred. */
const leftToChance: readonly string[] = ["held → merged"];

/** No scenario makes them, and worlds seldom or never: they are tried as rules, in test/docs/states.test.ts. */
const triedAsRules: readonly string[] = [
  "failed → held",
  "suppressed → held",
  "merged → ready",
  "merged → held",
  "ready → review",
  "held → review",
  "dialing → review",
  "ready → placed",
  "held → placed",
  "placed → cancelled",
];

export const rareMoves = { told: toldMoves, leftToChance, triedAsRules } as const;
