/** Moments and spans of time, for people. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago something was, or is going to be, in one unit: `40 s`, `5 min`, `3 h`, `12 d`. */
export function span(from: Date | string, to: Date | string): string {
  const ms = Math.abs(new Date(to).getTime() - new Date(from).getTime());
  if (ms < minute) return `${Math.round(ms / 1000)} s`;
  if (ms < 2 * hour) return `${Math.floor(ms / minute)} min`;
  return ms < 2 * day ? `${Math.floor(ms / hour)} h` : `${Math.floor(ms / day)} d`;
}

/** `2026-06-15 12:00:00 UTC`. */
export const moment = (at: Date | string): string => `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;

/** A moment with its distance from now: `… UTC (3 h ago)`. */
export function momentAndSpan(at: Date | string, now: Date): string {
  const distance = span(at, now);
  return `${moment(at)} (${new Date(at) > now ? `in ${distance}` : `${distance} ago`})`;
}

/**
 * The start of a period as people write it: `90m`, `2h`, `3d`, or a date or time in UTC unless it names a zone.
 * @returns undefined when the text is neither
 */
export function startOf(text: string, now: Date): Date | undefined {
  const [, amount, unit = ""] = /^(\d+)\s*(m|min|h|d)$/.exec(text.trim()) ?? [];
  if (amount !== undefined)
    return new Date(now.getTime() - Number(amount) * (unit === "d" ? day : unit === "h" ? hour : minute));
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined;
  const hasZone = /T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text);
  const at = new Date(hasZone || !text.includes("T") ? text : `${text}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
