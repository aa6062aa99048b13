import * as z from "zod/mini";
import { reasons } from "./reasons.ts";

/** What a lead and a call have in common: both stand in the table, wait for a function, and end. */

/** The functions that act on items which wait; also the partitions of the due index. */
export const workers = ["dial-lead", "report-call", "reconcile"] as const;
export type Worker = (typeof workers)[number];

export const Instant = z.iso.datetime();

/** Fields of every item that waits. */
export const itemFields = {
  account: z.string(),
  reason: z.optional(z.enum(reasons)),
  /** The vendor's words, for the operator; shortened, without digits that could be a phone number. */
  detail: z.optional(z.string()),
  /** Counts writes; every write names the one it follows. */
  revision: z.number(),
  dueFor: z.optional(z.enum(workers)),
  dueAt: z.optional(Instant),
  /**
   * The function that the stream wakes for this write at once, instead of the next tick; the next write takes it away.
   */
  wakes: z.optional(z.enum(workers)),
  /**
   * Attempts that came to nothing, in a row: dials proven not to ring, reads that came too early, writes that failed. Sets
   * the pace of the next one.
   */
  failedTries: z.number(),
  /** How often in a row the bridge itself failed on it. */
  faults: z.optional(z.number()),
  /** When its personal data was taken out. The rest can neither be called nor be reported; a call keeps its outcome. */
  strippedAt: z.optional(Instant),
  /** Seconds since 1970; set on end states only, read by the table's expiry. */
  expiresAt: z.optional(z.number()),
};
