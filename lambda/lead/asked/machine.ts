import { isDate, type Wish } from "./wish.ts";

/** A time as machines write it. */

export const machineWish = (text: string): Wish | undefined =>
  isoWish(text.replace(BASIC, "$1-$2-$3T$4:$5:$6$7")) ?? spanWish(text) ?? numberWish(text);

/** `20261203T140000Z`, as calendars have it. */
const BASIC = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(Z|[+-]\d{4})?$/i;

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?(?: ?\[?([A-Za-z]+(?:\/[A-Za-z_+-]+)+)\]?)?$/i;

function isoWish(text: string): Wish | undefined {
  const [, year, month, date, hours, minutes, seconds = "00", fraction = "0", offset, zone] = ISO.exec(text) ?? [];
  if (year === undefined) return undefined;
  const day = { kind: "date", year: Number(year), month: Number(month), date: Number(date) } as const;
  if (!isDate(day) || Number(hours ?? 0) > 23 || Number(minutes ?? 0) > 59 || Number(seconds) > 59) return undefined;
  if (hours === undefined) return { kind: "wall", day, minutes: undefined, ...(zone && { zone }) };
  if (offset === undefined)
    return {
      kind: "wall",
      day,
      minutes: Number(hours) * 60 + Number(minutes) + Number(seconds) / 60,
      ...(zone && { zone }),
    };
  // The clocks of no place are further from Greenwich.
  if (Math.abs(Number(/^[+-]\d{2}/.exec(offset)?.[0] ?? 0)) > 14) return undefined;
  const shift = /^[a-z]+$/i.test(offset)
    ? "Z"
    : offset.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, h, m = "00") => `${h}:${m}`);
  // A picker of dates writes a day without an hour like this: in America that is the evening before. A zone beside it,
  // as RFC 9557 has it, says that it is meant.
  if (zone === undefined && `${hours}${minutes}${seconds}` === "000000" && /^(?:Z|[+-]00:00)$/.test(shift))
    return undefined;
  const at = Date.parse(`${year}-${month}-${date}T${hours}:${minutes}:${seconds}.${fraction.slice(0, 3)}${shift}`);
  return Number.isNaN(at) ? undefined : { kind: "exact", at };
}

/** `PT2H`, `P1DT30M`. */
function spanWish(text: string): Wish | undefined {
  const [, ...counts] =
    /^P(?=.*\d)(?:(\d{1,3})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/i.exec(text) ?? [];
  if (counts.length === 0) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = counts.map((count) => Number(count ?? 0));
  return { kind: "after", ms: (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 };
}

/** Seconds or milliseconds since 1970, until 2033: ten digits that begin with another one are a telephone's in America. */
function numberWish(text: string): Wish | undefined {
  if (/^1\d{9}$/.test(text)) return { kind: "exact", at: Number(text) * 1000 };
  return /^1\d{12}$/.test(text) ? { kind: "exact", at: Number(text) } : undefined;
}
