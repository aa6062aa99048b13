import { isRemark } from "./asked/read.ts";
import { waitsForTime, wordsOfPerson } from "./asked/record.ts";
import { isBookedSince } from "./booking.ts";
import { isSamePerson } from "./last-word.ts";
import type { Lead } from "./lead.ts";
import { moved, noted, withStep } from "./move.ts";
import type { Reason } from "./reasons.ts";
import { held, isVoid, waitsForDial } from "./states.ts";
import { without } from "./wait.ts";

/**
 * A person asks to be called who has asked before. While the first lead waits, rings or has rung, that is a
 * repeat and changes nothing. Where it never rang and nothing will make it ring, swallowing the repeat would leave a
 * person waiting for a call that never comes: then the repeat takes the lead over, and the rules decide again.
 */

/** Facts about a repeat beside its own fields. */
export interface RepeatOf {
  /** The lead into which the first one was merged, which rings for it. */
  readonly main?: Lead | undefined;
  /** Anybody may have sent the first one in somebody's name; no sender vouches for it. */
  readonly fromStrangers: boolean;
}

/**
 * Waits of a stranger's lead for which the person it names is not to blame: too many leads came from the same visitor,
 * it waited for too long, or Callingly or the bridge itself failed on its content. The person who sends the form now is
 * judged by their own visitor address, time and words.
 */
const waitsOfTheSender: readonly (Reason | undefined)[] = [
  "crowded-visitor",
  "crowded-source",
  "stale",
  "request-refused",
  "quarantined",
];

/**
 * Waits of a lead of which nobody knew whether a person sent it. A repeat that would ring at once is one that has shown it,
 * or of whom nothing is asked any more.
 */
const waitsForProof: readonly (Reason | undefined)[] = [
  "captcha-unreachable",
  "captcha-misconfigured",
  "captcha-doubtful",
  "hasty",
];

/**
 * The person asks for another time, or to be called now: the last word counts, and it is one lead and one call.
 * @returns undefined where nothing else was asked
 */
function askedAnew(first: Lead, repeat: Lead, now: Date): Lead | undefined {
  const { asked, differences = 0 } = first;
  const before = wordsOfPerson(first);
  const isSame = before?.text === repeat.asked?.text && before?.named === repeat.asked?.named;
  const hasSaid = asked !== undefined || repeat.asked !== undefined || first.reason === "asked-again";
  // Its time may have come, and a pause or the hours of its place keep it waiting.
  const isWaiting = waitsForTime(first.reason) || (waitsForDial(first) && hasSaid);
  if (!isWaiting || first.ringsPossible > 0 || isSame || repeat.state !== "ready" || isRemark(repeat)) return undefined;
  if (differences >= MAX_CHANGES)
    return heldForChanges(first, "the time was changed too often to tell which one is meant", now);
  // Who asks to be called now keeps nobody from a call.
  if (repeat.asked !== undefined && !isSamePerson(first, repeat))
    return heldForChanges(first, "another time was asked for under another name", now);
  const move = { state: "ready", reason: "asked-again", due: { worker: "dial-lead", at: now } } as const;
  return moved(without(first, "asked", "agesFrom"), move, now, {
    ...(repeat.asked && { asked: repeat.asked }),
    agesFrom: now.toISOString(),
    differences: differences + 1,
    wakes: "dial-lead",
  });
}

/**
 * An appointment that keeps its id was moved: what its sender said last counts, in whatever order that comes. One that has
 * rung, or ended, stays as it is.
 */
export function rebooked(first: Lead, repeat: Lead, now: Date): Lead | undefined {
  if (!saysLater(first, repeat)) return undefined;
  if (first.stop !== undefined || first.reason === "booking-cancelled") return takenAgain(first, repeat, now);
  const isWaiting = waitsForDial(first) || waitsForTime(first.reason);
  if (!isWaiting || repeat.asked?.text === wordsOfPerson(first)?.text) return undefined;
  const move = { state: "ready", reason: "asked-again", due: { worker: "dial-lead", at: now } } as const;
  return moved(first, move, now, { asked: repeat.asked, agesFrom: now.toISOString(), wakes: "dial-lead" });
}

/** It says later what was said of an appointment before, which has not rung. */
const saysLater = (first: Lead, { booking, asked }: Lead): boolean =>
  booking !== undefined &&
  booking === first.booking &&
  first.ringsPossible === 0 &&
  (asked?.said ?? "") > (wordsOfPerson(first)?.said ?? "");

/** A seat that was given up is taken again, by whom its sender names now. */
function takenAgain(first: Lead, repeat: Lead, now: Date): Lead | undefined {
  const { state, reason, stop, strippedAt } = first;
  const isOver = state === "ready" || state === "held" || reason === "booking-cancelled";
  // Where a rule has ended it, that rule knows what was said when, and is asked again.
  const isMeant = stop === undefined || isBookedSince(repeat, { why: stop.booking ?? "", said: stop.said });
  return isOver && isMeant && strippedAt === undefined ? inItsPlace(first, repeat, now) : undefined;
}

/** The sender of an appointment says once more what it said before: it stands. Changes no state. */
export function saidAgain(first: Lead, repeat: Lead): Lead | undefined {
  const { asked } = first;
  if (!asked || !repeat.asked || !saysLater(first, repeat) || first.stop !== undefined) return undefined;
  const { said, text } = repeat.asked;
  if (text !== wordsOfPerson(first)?.text || !["ready", "held"].includes(first.state)) return undefined;
  return noted(first, {
    asked: asked.by === "operator" ? { ...asked, before: { ...asked.before, said } } : { ...asked, said },
  });
}

/** Somebody who changes it again and again must not keep the diallers busy. */
const MAX_CHANGES = 10;

/** Whose word the last one was, nobody knows by then: an operator decides, unless one has already. */
function heldForChanges(first: Lead, detail: string, now: Date): Lead | undefined {
  const { asked } = first;
  if (!waitsForDial(first) || asked === undefined || asked.isLifted || asked.by === "operator") return undefined;
  return held(first, "asked-time-unclear", now, { for: "person", detail });
}

/** One visitor within one hour: a flood of repeats is judged once, and does not keep others from writing the lead. */
const isSameSender = (first: Lead, repeat: Lead): boolean =>
  first.visitor === repeat.visitor && hourOf(first) === hourOf(repeat);

const hourOf = ({ receivedAt }: Lead): string => receivedAt.slice(0, "2026-01-01T00".length);

/**
 * The lead as a repeat without an id of its own leaves it. This is not for a machine that sends an event once more
 * under the same id: no person has asked again.
 * @param repeat the lead that the repeat would have been, under the same id
 * @returns undefined when the first lead stands
 */
export function takenOver(first: Lead, repeat: Lead, { main, fromStrangers }: RepeatOf, now: Date): Lead | undefined {
  const isWaitOfSender =
    fromStrangers && first.state === "held" && waitsOfTheSender.includes(first.reason) && !isSameSender(first, repeat);
  const isProven = first.state === "held" && waitsForProof.includes(first.reason) && repeat.state === "ready";
  // Whoever has ticked the box now is judged by that.
  const agrees =
    first.state === "held" &&
    first.reason === "consent-missing" &&
    repeat.state === "ready" &&
    repeat.consent?.given === true;
  const anew = agrees ? undefined : askedAnew(first, repeat, now);
  if (anew) return anew;
  const isOver = first.state === "merged" ? main !== undefined && isVoid(main) : isVoid(first);
  if (first.ringsPossible > 0 || !(isOver || isWaitOfSender || isProven || agrees)) return undefined;
  // An operator said that it shall not ring. Whether that holds for the person who asks again, only an operator knows.
  const isCancelled = first.state === "cancelled" && first.reason === "decided";
  const next = (isCancelled && held(repeat, "asked-again", now, { for: "person" })) || repeat;
  return inItsPlace(first, next, now);
}

/** The repeat under the id of the first, with what others know it by. */
function inItsPlace(first: Lead, next: Lead, now: Date): Lead {
  const step = { at: now.toISOString(), state: next.state, reason: "asked-again" as const };
  return {
    ...next,
    // The stream takes only a lead's first write for a new one.
    ...(next.state === "ready" && { wakes: "dial-lead" as const }),
    merged: first.merged,
    history: withStep(first, step),
    ...(first.differences !== undefined && { differences: first.differences }),
  };
}
