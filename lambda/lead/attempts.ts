import type { Call } from "./call/call.ts";
import type { Lead, LeadState } from "./lead.ts";
import { timing } from "./timing.ts";

/**
 * When a person was rung, or may have been. Some laws count the attempts at one person, whoever's lead they were for, and
 * Callingly's own redials of a lead among them.
 */

/** A call that begins so soon before or after a dial is the dial's own: the agent is rung first, and clocks differ. */
const BEFORE_MS = 2 * timing.minute;
const AFTER_MS = 5 * timing.minute;

/**
 * The attempts of a lead: its calls, and those of its dials that none of its calls is known to be of. A lead that was
 * rung at two numbers counts for both, as nobody can tell which attempt was at which.
 * @param calls of the lead, as far as they are known
 * @returns milliseconds since 1970
 */
export const attemptsOf = (lead: Lead, calls: readonly Call[]): number[] =>
  attemptsMade(lead, calls).map(({ at }) => at);

export interface Attempt {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The person was reached. */
  readonly isContact: boolean;
}

/**
 * As {@link attemptsOf}, with what came of each.
 * @param calls undefined where they were not read: then Callingly's redials are missing, and a contact is taken to be of the last dial
 */
export function attemptsMade(lead: Lead, calls: readonly Call[] | undefined): Attempt[] {
  const rung = (calls ?? []).flatMap(({ result }): Attempt[] =>
    result?.startedAt === undefined || result.unrung === true || result.direction === "inbound"
      ? []
      : [{ at: Date.parse(result.startedAt), isContact: result.outcome === "contacted" }],
  );
  const dialled = dialsOf(lead).filter(
    (dial) => !rung.some(({ at }) => at >= dial - BEFORE_MS && at <= dial + AFTER_MS),
  );
  const reached = calls === undefined && lead.outcome === "contacted" ? dialled.at(-1) : undefined;
  return [...rung, ...dialled.map((at) => ({ at, isContact: at === reached }))];
}

/** Where a dial ends that rang nobody for certain. */
const NOT_RUNG: readonly (LeadState | undefined)[] = ["ready", "held", "failed"];

/** Each dial that rang or may have, one that is going on among them. */
const dialsOf = ({ history }: Lead): number[] =>
  history.flatMap(({ state, at }, index) =>
    state === "dialing" && !NOT_RUNG.includes(history[index + 1]?.state) ? [Date.parse(at)] : [],
  );
