import { quoted } from "./api.ts";

/**
 * Zoho compares a phone as it stands there, and people write one in every way. What all ways have in common is how they
 * end: four digits in a row, or with one mark among them. Few records end alike, and those are compared in full.
 */

const MARKS = [" ", "-", "."];

/** @param phone E.164 @returns a condition of Zoho's query language, which takes 25 comparisons at most */
export function endsLike(phone: string, fields: readonly string[]): string {
  const last = phone.slice(-4);
  const broken = [1, 2, 3].flatMap((at) => MARKS.map((mark) => `${last.slice(0, at)}${mark}${last.slice(at)}`));
  const comparisons = [last, ...broken].flatMap((ending) =>
    fields.map((field) => `${field} like ${quoted(`%${ending}`)}`),
  );
  // Zoho wants brackets around each pair.
  return comparisons.reduce((before, next) => `(${before} or ${next})`);
}
