import { timing } from "./timing.ts";

/**
 * A do-not-call file, such as the Federal Trade Commission's, by area codes: one bit for each of the ten thousand numbers of
 * an exchange, so that an area code takes eight hundred items and a look at a number one of them.
 */

/** What is known of the file of an area code. */
export interface DoNotCallFile {
  readonly areaCode: string;
  /** The day on which it was true: `2026-06-15`. */
  readonly asOf: string;
  readonly numbers: number;
  readonly importedAt: string;
  readonly by: string;
}

/** The numbers of an exchange that are in the file, as bits in base64; see {@link isIn}. */
export type Exchange = string;

/** A copy that is older may not be used: 47 CFR 64.1200(c)(2)(i)(D), 16 CFR 310.4(b)(3)(iv). */
const MAX_AGE_MS = 31 * timing.day;

export const isUsable = ({ asOf }: Pick<DoNotCallFile, "asOf">, now: Date): boolean =>
  now.getTime() - Date.parse(asOf) <= MAX_AGE_MS;

export interface NumberParts {
  readonly areaCode: string;
  readonly exchange: string;
  readonly line: number;
}

/** @returns undefined for a number that is not of North America, of which such a file says nothing */
export function partsOf(phone: string): NumberParts | undefined {
  const [, areaCode, exchange, line] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone) ?? [];
  return areaCode && exchange && line ? { areaCode, exchange, line: Number(line) } : undefined;
}

const BYTES = 1_250;

export const isIn = (exchange: Exchange, line: number): boolean => {
  const byte = Buffer.from(exchange, "base64")[line >> 3] ?? 0;
  return ((byte >> (line & 7)) & 1) === 1;
};

/** An exchange with some numbers put in and others taken out, the latest word of each last. */
export function exchangeWith(
  before: Exchange | undefined,
  changes: Iterable<{ readonly line: number; readonly isIn: boolean }>,
): Exchange {
  const bits = Buffer.alloc(BYTES);
  if (before !== undefined) Buffer.from(before, "base64").copy(bits);
  for (const { line, isIn } of changes) {
    const byte = bits[line >> 3] ?? 0;
    bits[line >> 3] = isIn ? byte | (1 << (line & 7)) : byte & ~(1 << (line & 7));
  }
  return bits.toString("base64");
}
