const windowMs = 60_000;

/** Counts requests per account in windows of one minute, as Laravel's stock throttle does. */
export interface Throttle {
  /** Seconds the caller has to wait; 0 if the request is let in. A limit of 0 lets everybody in. */
  admit(accountId: number, now: number, limitPerMinute: number): number;
  clear(): void;
}

export function createThrottle(): Throttle {
  const windows = new Map<number, { readonly since: number; readonly count: number }>();
  return {
    admit(accountId, now, limit) {
      if (limit === 0) return 0;
      const last = windows.get(accountId);
      const current = last && now < last.since + windowMs ? last : { since: now, count: 0 };
      if (current.count >= limit) return Math.ceil((current.since + windowMs - now) / 1000);
      windows.set(accountId, { ...current, count: current.count + 1 });
      return 0;
    },
    clear: () => windows.clear(),
  };
}
