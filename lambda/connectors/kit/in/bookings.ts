import * as z from "zod/mini";
import type { EndedBooking } from "../../../lead/booking.ts";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import type { Reading } from "../../contract/intake.ts";

/** Appointments that people book, move and cancel. */

/** `asked`: who books is called at the time that was agreed; `now`: as soon as they have booked. */
export const WhenSetting = z._default(z.enum(["asked", "now"]), "asked");
type When = z.output<typeof WhenSetting>;

export interface Booking {
  /** The vendor's id of the agreed time, or of the appointment where that keeps its id as it is moved. */
  readonly id: string;
  /** As the vendor writes it; without one a person looks at the lead. */
  readonly start: string | null | undefined;
  /** IANA; the invitee's. */
  readonly zone?: string | null | undefined;
  /** When the vendor said so: of an appointment that keeps its id, the last word counts. */
  readonly said?: string | null | undefined;
  /** The id of the appointment that it replaces. */
  readonly replaces?: string | null | undefined;
}

/** A lead of the agreed time; that of an earlier one of the same appointment rings nobody any more. */
export function booked(person: LeadDraft, { id, start, zone, said, replaces }: Booking, when: When): Reading {
  const isMoved = replaces !== undefined && replaces !== null && replaces !== "" && replaces !== id;
  // The person was called for the first.
  if (when === "now" && isMoved) return { kind: "ignored", why: "a booking was moved" };
  const place = zone ? { ...person.place, zone: person.place?.zone ?? zone } : person.place;
  const asked = { text: exactly(start ?? ""), isSure: true, ...(zone && { zone }), ...(said && { said }) };
  return {
    kind: "leads",
    leads: [{ ...person, externalId: id, booking: id, ...(place && { place }), ...(when === "asked" && { asked }) }],
    ...(isMoved && { ended: [{ booking: replaces, why: "moved" as const }] }),
  };
}

/** Midnight in UTC, which forms write for a day without an hour, is an hour here as any other. */
export const exactly = (start: string): string =>
  start.replace(/(?<=T00:00(?::00(?:\.0+)?)?)(?:Z|[+-]00:?00)$/, "$&[Etc/UTC]");

/** Appointments are no more. Where who books is called at once, one that is moved has been called for. */
export function unbooked(ended: readonly EndedBooking[], when: When): Reading {
  const kept = ended.filter(({ why }) => when === "asked" || why === "cancelled");
  const why = ended.some((each) => each.why === "moved") ? "moved" : "cancelled";
  return { kind: "ignored", why: `the booking was ${why}`, ...(kept.length > 0 && { ended: kept }) };
}
