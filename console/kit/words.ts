/** Moments, spans and counts as people read them. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `40 s`, `5 min`, `3 h`, `12 d`: as the commands say it. */
export function span(ms: number): string {
  const length = Math.abs(ms);
  if (length < 1_000) return `${Math.round(length)} ms`;
  if (length < 2 * minute) return `${Math.round(length / 1_000)} s`;
  if (length < 2 * hour) return `${Math.floor(length / minute)} min`;
  return length < 2 * day ? `${Math.floor(length / hour)} h` : `${Math.floor(length / day)} d`;
}

/** `3 min ago`, `in 2 h`. */
export const fromNow = (at: string, now: Date): string => {
  const ms = Date.parse(at) - now.getTime();
  return ms > 0 ? `in ${span(ms)}` : `${span(ms)} ago`;
};

export const whole = (at: string): string =>
  new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });

/** `1 lead`, `2 leads`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
