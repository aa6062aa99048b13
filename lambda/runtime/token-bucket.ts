/** Lets so many requests through per second, and a burst of them at once. */
export interface Throttle {
  allows(): boolean;
}

/** A token bucket, as API Gateway has one for all its routes together. */
export function tokenBucket(perSecond: number, burst: number, now: () => number): Throttle {
  let tokens = burst;
  let filledAt = now();
  return {
    allows() {
      const at = now();
      tokens = Math.min(burst, tokens + ((at - filledAt) / 1000) * perSecond);
      filledAt = at;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
