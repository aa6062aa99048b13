/** A secret's value, read when it is needed. */
export interface Secret<T> {
  (): Promise<T>;
  /** Reads past the cache: for a value that has just turned out to be invalid. */
  fresh(): Promise<T>;
}

/** A secret that untrusted callers are checked against. */
export interface CachedSecret<T> extends Secret<T> {
  /** Reads past the cache at most every few seconds, so that guessing costs nothing; in between, the cached value. */
  newer(): Promise<T>;
}

/** A revoked key is dead after this long at the latest. */
const MAX_AGE_MS = 55_000;
/** From this age on the next use fetches in the background, so that no request waits for it. */
const REFRESH_MS = 30_000;
/** Callers that guess keys cause a new read no more often than this. */
const NOT_NEWER_MS = 5_000;

/**
 * A secret that is kept for less than a minute. Fetching starts at once, so that it overlaps with the rest of a cold
 * start. Lambda freezes a sandbox between two requests, and with it a fetch that no request waits for:
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html. Its answer is as old as its question,
 * so after the thaw it neither serves a request nor replaces a newer one.
 * @throws what reading throws
 */
export function cacheSecret<Value>(read: () => Promise<Value>, now: () => number): CachedSecret<Value> {
  let cached: { value: Value; at: number } | undefined;
  let pending: { value: Promise<Value>; at: number } | undefined;
  let askedAt = now();

  const fetch = async (startedAt: number): Promise<Value> => {
    askedAt = startedAt;
    try {
      const value = await read();
      if (!cached || cached.at <= startedAt) cached = { value, at: startedAt };
      return value;
    } finally {
      if (pending?.at === startedAt) pending = undefined;
    }
  };
  const fetchOnce = (): Promise<Value> => {
    const at = now();
    if (!pending || at - pending.at >= REFRESH_MS) pending = { value: fetch(at), at };
    return pending.value;
  };

  fetchOnce().catch(() => undefined);
  const known = async (): Promise<Value> => {
    const age = cached ? now() - cached.at : Number.POSITIVE_INFINITY;
    if (!cached || age >= MAX_AGE_MS) return fetchOnce();
    if (age >= REFRESH_MS) fetchOnce().catch(() => undefined);
    return cached.value;
  };
  const newer = () => (now() - askedAt < NOT_NEWER_MS ? (pending?.value ?? known()) : fetchOnce()).catch(known);
  return Object.assign(known, { fresh: () => fetch(now()), newer });
}
