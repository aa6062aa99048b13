const longestMs = 60 * 60 * 1000;

/**
 * How long an answer asks us to wait, from `Retry-After` in either of its forms, seconds or an HTTP date.
 * https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 * @param headers names in lower case
 * @returns milliseconds, one hour at most; undefined when nothing usable was said or the date has passed
 */
export function retryDelayMs(headers: Readonly<Record<string, string>>, nowMs: number): number | undefined {
  const text = headers["retry-after"]?.trim() ?? "";
  const delayMs = /^\d+$/.test(text) ? Number(text) * 1000 : httpDateMs(text) - nowMs;
  return delayMs >= 0 ? Math.min(delayMs, longestMs) : undefined;
}

/** NaN for anything else: `Date.parse` alone would take "-5" for a year. */
const httpDateMs = (text: string) => (/^[a-z]{3,9}, .* GMT$/i.test(text) ? Date.parse(text) : Number.NaN);
