import type { LeadDraft } from "../../../lead/reader/draft.ts";
import type { Reading } from "../../contract/intake.ts";
import { exactly, unbooked } from "./bookings.ts";

/**
 * Calls that somebody plans in a CRM: their person is called when they are due. They keep their id as they are moved, so
 * what was said last counts.
 */

export interface PlannedCall {
  /** `{kind}/{the CRM's id}`. */
  readonly booking: string;
  /** A moment with its offset, a day without an hour, which is one of the person's own; empty where the CRM has none. */
  readonly due: string;
  /** When the CRM said so. */
  readonly said: string | undefined;
  readonly subject?: string | null | undefined;
}

type Planned = LeadDraft & Required<Pick<LeadDraft, "booking" | "asked">>;

/** The lead of a planned call. @param person or who that is, by a reference */
export const plannedCall = (person: LeadDraft, { booking, due, said, subject }: PlannedCall): Planned => ({
  ...person,
  externalId: booking,
  booking,
  asked: askedAt(due, said),
  ...(subject && { extra: { ...person.extra, subject } }),
});

/** As {@link PlannedCall} has both. */
export const askedAt = (due: string, said: string | undefined) => ({
  text: exactly(due),
  isSure: true,
  ...(said !== undefined && { said }),
});

/**
 * It was done, deleted, or is no call any more.
 * @param said when, by the clock that dates its changes: one that is opened again since stands. Default: for good
 */
export const calledOff = (booking: string, said?: string | undefined): Reading =>
  unbooked([{ booking, why: "cancelled", said }], "asked");

const DAY_MS = 86_400_000;

/**
 * Whether somebody tidies up: a call that was due more than a day before its CRM said so rings nobody, and what waits for it
 * is called off.
 */
export const wasDueLongAgo = (due: string, said: string | undefined): boolean =>
  Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(due) ? `${due}T23:59:59Z` : due) + DAY_MS < Date.parse(said ?? "");
