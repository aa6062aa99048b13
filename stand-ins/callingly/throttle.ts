/** Counts requests per account in windows of a minute, as Laravel's stock throttle does, and of a second. */
export interface Throttle {
  /** Which limit keeps the caller out, and for how many seconds; undefined if the request is let in. */
  admit(accountId: number, now: number, limits: Limits): { limit: number; waitSeconds: number } | undefined;
  clear(): void;
}

/** A limit of 0 lets everybody in. */
export interface Limits {
  readonly rateLimitPerMinute: number;
  readonly rateLimitPerSecond: number;
}

export function createThrottle(): Throttle {
  const minutes = windowsOf(60_000);
  const seconds = windowsOf(1_000);
  return {
    admit(accountId, now, { rateLimitPerMinute, rateLimitPerSecond }) {
      return minutes.admit(accountId, now, rateLimitPerMinute) ?? seconds.admit(accountId, now, rateLimitPerSecond);
    },
    clear() {
      minutes.clear();
      seconds.clear();
    },
  };
}

function windowsOf(windowMs: number) {
  const windows = new Map<number, { readonly since: number; readonly count: number }>();
  return {
    admit(accountId: number, now: number, limit: number) {
      if (limit === 0) return undefined;
      const last = windows.get(accountId);
      const current = last && now < last.since + windowMs ? last : { since: now, count: 0 };
      if (current.count >= limit) return { limit, waitSeconds: Math.ceil((current.since + windowMs - now) / 1000) };
      windows.set(accountId, { ...current, count: current.count + 1 });
      return undefined;
    },
    clear: () => windows.clear(),
  };
}
