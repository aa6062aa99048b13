import type { Asked } from "../asked/record.ts";
import type { Lead } from "../lead.ts";
import type { Reason } from "../reasons.ts";

/** What a rule says of a lead that is to be dialled. */
export type DialDecision =
  | { readonly dial: "now" }
  /**
   * Nothing is wrong with the lead; it only has to wait its turn. `isLong`: it waits for the hours at which its person
   * may be rung, and keeps nothing from other leads meanwhile. `asked`: it waits for the time that the person asked for,
   * as it was read.
   */
  | {
      readonly dial: "later";
      readonly reason: Reason;
      readonly at: Date;
      readonly isLong?: true;
      readonly asked?: Asked;
    }
  /**
   * It waits until the same rule lets it pass, or for an operator's decision. `by` names what holds it, where that is not
   * the configuration; `detail` says in words what the reason does not; `againMs` says after how long the rule is asked
   * again, where nothing that changes here would say.
   */
  | {
      readonly dial: "held";
      readonly reason: Reason;
      readonly for: "rule" | "person";
      readonly by?: string;
      readonly detail?: string;
      readonly againMs?: number;
    }
  /** It ends, and nobody is called. */
  | { readonly dial: "never"; readonly reason: EndReason };

/** Why a rule ends a lead. Each has its own move in the dialler, so a new one takes more than a rule's file. */
export type EndReason = Extract<
  Reason,
  | "forgotten-before"
  | "opted-out"
  | "dnc-listed"
  | "scrub-denied"
  | "record-stopped"
  | "booking-moved"
  | "booking-cancelled"
>;

type Decides<Dial extends DialDecision["dial"]> = Extract<DialDecision, { dial: Dial }>;

export const dialNow: DialDecision = { dial: "now" };

export const dialLater = (reason: Reason, at: Date): Decides<"later"> => ({ dial: "later", reason, at });

/** @param asked with its moment */
export const dialAsAsked = (asked: Asked, at: Date): Decides<"later"> => ({
  ...dialInHours("asked-time", at),
  asked,
});

export const dialInHours = (reason: Reason, at: Date): Decides<"later"> => ({
  dial: "later",
  reason,
  at,
  isLong: true,
});

export const hold = (reason: Reason, whom: "rule" | "person", by?: string, againMs?: number): Decides<"held"> => ({
  dial: "held",
  reason,
  for: whom,
  ...(by !== undefined && { by }),
  ...(againMs !== undefined && { againMs }),
});

/** As {@link hold}, with what the reason does not say. */
export const holdSaying = (detail: string, reason: Reason, whom: "rule" | "person"): Decides<"held"> => ({
  ...hold(reason, whom),
  detail,
});

export const end = (reason: EndReason): DialDecision => ({ dial: "never", reason });

export type WaitsForMoment = Decides<"later"> & { readonly isLong: true };

/** Whether the lead waits for a moment of its own: a time that its person asked for, or their hours. */
export const waitsForMoment = (decision: DialDecision): decision is WaitsForMoment =>
  decision.dial === "later" && decision.isLong === true;

/** Whether a decision lets the lead ring, now or when its turn has come. */
export const rings = (decision: DialDecision): decision is Decides<"now" | "later"> =>
  decision.dial === "now" || decision.dial === "later";

/**
 * Whether a lead still says what it said as the rules judged it: nobody has asked again, moved an appointment or taken it
 * back, and no operator has decided. What the rules said is no answer to that.
 */
export const isAsJudged = (current: Lead, { acceptId, releasedAt, asked }: Lead): boolean =>
  current.acceptId === acceptId &&
  current.releasedAt === releasedAt &&
  current.asked?.text === asked?.text &&
  current.asked?.said === asked?.said &&
  current.asked?.isLifted === asked?.isLifted;
