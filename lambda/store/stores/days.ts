import type { DayNumbers } from "../../lead/day-numbers.ts";

/** The numbers of days that are over, one item for each account and day. */
export interface DayStore {
  /** Stores a day in the place of whatever was there. */
  put(day: StoredDay, expiresAt: Date): Promise<void>;
  /** The days from one date to another, both included, the oldest first; those that were counted. */
  between(account: string, from: string, to: string): Promise<StoredDay[]>;
}

export interface StoredDay {
  readonly account: string;
  /** In the account's zone: `2026-06-15`. */
  readonly date: string;
  readonly zone: string;
  /** When its leads were counted last. */
  readonly countedAt: string;
  readonly numbers: DayNumbers;
  /** A lead of it was yet to be called, or was called not long before. Absent: nobody looked. */
  readonly isOpen?: boolean | undefined;
}
