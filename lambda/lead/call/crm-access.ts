import { later, timing } from "../timing.ts";
import { without } from "../wait.ts";

/**
 * Access to a CRM that runs out and is renewed. The credentials that an operator entered (a refresh token, and who we
 * are) stay as they were; the tokens renewed since are kept here. Other credentials have another `origin` and so an
 * item of their own: they take effect at once, and a worker that still has the former ones cannot overwrite the tokens
 * of the new ones.
 */
export interface StoredAccess {
  /** Name of the CRM. */
  readonly crm: string;
  /** Fingerprint of the credentials that an operator entered. */
  readonly origin: string;
  readonly revision: number;
  /** The access as it was last renewed, readable only with those credentials. Absent until the first renewal. */
  readonly sealed?: string | undefined;
  /** The worker that renews it at present; new for each attempt, so that equal bytes mean the same writer. */
  readonly leaseId?: string | undefined;
  readonly leaseUntil?: string | undefined;
  /** Seconds since 1970; credentials that were unused for so long are forgotten. */
  readonly expiresAt: number;
}

export const newAccess = (crm: string, origin: string): StoredAccess => ({ crm, origin, revision: 0, expiresAt: 0 });

/** Takes it for the worker that renews it. A lease that ran out frees it: the worker died. */
export function takenToRenew(access: StoredAccess, leaseId: string, now: Date): StoredAccess | undefined {
  if (access.leaseUntil !== undefined && access.leaseUntil > now.toISOString()) return undefined;
  return written(access, { leaseId, leaseUntil: later(now, timing.renewalLease).toISOString() }, now);
}

/**
 * Keeps the CRM's answer and gives the lease back. It does not matter here which worker holds the lease: the answer to
 * the refresh token that is still in force may hold the next one, which must not be lost.
 * @param from what was renewed
 * @returns undefined when another worker has renewed it since
 */
export function renewed(access: StoredAccess, from: StoredAccess, sealed: string, now: Date): StoredAccess | undefined {
  return access.sealed === from.sealed ? written(access, { sealed }, now) : undefined;
}

/** Gives the lease back after a renewal that came to nothing. */
export const released = (access: StoredAccess, leaseId: string | undefined, now: Date): StoredAccess | undefined =>
  access.leaseId === leaseId ? written(access, {}, now) : undefined;

const written = (access: StoredAccess, change: Partial<StoredAccess>, now: Date): StoredAccess => ({
  ...without(access, "leaseId", "leaseUntil"),
  ...change,
  expiresAt: Math.floor(later(now, timing.accessMemory).getTime() / 1000),
});
