/**
 * The moves of docs/states.md that a few hundred worlds drawn by lot need not make: a person decides in them, or much has
 * to come together. Each is told in a scenario, by whose title it stands here.
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
  "Callingly refuses a phone, and the same person asks again and wants no call: an operator is asked": [
    "failed → held",
  ],
  "somebody who is not to be called asks again: nobody is rung, however often they do": ["suppressed → ready"],
  "somebody who is not to be called asks again, and says in the form that they want no call: an operator is asked": [
    "suppressed → held",
  ],
  "somebody asks at two doors during a pause: they are rung once when it is over": ["held → merged"],
  "a lead shares the ring of one that Callingly refuses, and its person asks again: it rings for itself": [
    "merged → ready",
  ],
  "a lead shares the ring of one that Callingly refuses, and its person asks again and wants no call: an operator is asked":
    ["merged → held"],
  "Callingly tells that the team was closed before it answers the dial: an operator is asked": ["dialing → review"],
  "the call that nobody could find rang nobody, and turns up while its lead is held to be made again: an operator is asked":
    ["held → review"],
  "the call that nobody could find rang nobody, and turns up in the moment before it is made again: an operator is asked":
    ["ready → review"],
  "the call that nobody could find goes on, and is told while its lead is held to be made again: its end is waited for":
    ["held → placed"],
  "the call that nobody could find goes on, and is told in the moment before it is made again: its end is waited for": [
    "ready → placed",
  ],
  "somebody asks to be forgotten while their call goes on: their lead ends, and nobody is called again": [
    "placed → cancelled",
  ],
};

export const rareMoves: readonly string[] = Object.values(toldMoves).flat();

/** By the title of the scenario that makes them. */
export const rareMovesTold = toldMoves;
