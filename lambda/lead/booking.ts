import { wordsOfPerson } from "./asked/record.ts";
import { leadIdOf } from "./identity.ts";
import type { Lead } from "./lead.ts";

/**
 * Appointments that a person books. Each agreed time is a lead of its own; one that is moved ends, and the next names it.
 * So whichever comes first, late or twice, the last agreed time is the one that rings.
 */

/** What becomes of an appointment that is not kept. */
export interface EndedBooking {
  /** The sender's id of it. */
  readonly booking: string;
  readonly why: "moved" | "cancelled";
  /** When its sender said so, in ISO 8601: what it says of the appointment later stands. Default: for good. */
  readonly said?: string | null | undefined;
}

export const bookingEnds = ["moved", "cancelled"] as const;

/** Under which record it is noted that an appointment is no more. */
export const bookingKey = (source: string, id: string, why: EndedBooking["why"]) => ({
  of: `source/${source}`,
  type: `${why}-booking`,
  id,
});

/** It was cancelled, and its sender has said since that it stands: a seat that was given up is taken again. */
export const isBookedSince = (
  lead: Lead,
  { why, said }: { readonly why: string; readonly said?: string | undefined },
) => why === "cancelled" && said !== undefined && (wordsOfPerson(lead)?.said ?? "") > said;

/** The lead of an appointment, whose id is the only thing that makes it: the lead of no other request has it. */
export const leadOfBooking = (source: string, id: string): string => leadIdOf(source, ["external", id]);
