import { timing } from "../../lead/timing.ts";

/** The mail of each morning, which goes out once however many workers are at it. */
export interface MailStore {
  /**
   * Takes the mail of a day to send it.
   * @returns `yours`; `another's` while a worker may be sending it; `over` once it is out, or was tried five times
   */
  claim(date: string, now: Date): Promise<"yours" | "another's" | "over">;
  /** Notes that the topic has taken it. */
  sent(date: string, now: Date): Promise<void>;
}

/** Longer than a function may run: whoever took the mail before has died. */
export const MAIL_LEASE_MS = timing.dialLease;
export const MAIL_TRIES = 5;
