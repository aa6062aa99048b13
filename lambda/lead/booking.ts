import { leadIdOf } from "./identity.ts";

/**
 * Appointments that a person books. Each agreed time is a lead of its own; one that is moved ends, and the next names it.
 * So whichever comes first, late or twice, the last agreed time is the one that rings.
 */

/** What becomes of an appointment that is not kept. */
export interface EndedBooking {
  /** The sender's id of it. */
  readonly booking: string;
  readonly why: "moved" | "cancelled";
}

export const bookingEnds = ["moved", "cancelled"] as const;

/** Under which record it is noted that an appointment is no more. */
export const bookingKey = (source: string, id: string, why: EndedBooking["why"]) => ({
  of: `source/${source}`,
  type: `${why}-booking`,
  id,
});

/** The lead of an appointment, whose id is the only thing that makes it: the lead of no other request has it. */
export const leadOfBooking = (source: string, id: string): string => leadIdOf(source, ["external", id]);
