import { phoneEndings } from "../../kit/out/same-number.ts";
import { quoted } from "./api.ts";

/**
 * Zoho compares a phone as it stands there, and people write one in every way.
 * @param phone E.164 @returns a condition of Zoho's query language, which takes 25 comparisons at most
 */
export function endsLike(phone: string, fields: readonly string[]): string {
  const comparisons = phoneEndings(phone).flatMap((ending) =>
    fields.map((field) => `${field} like ${quoted(`%${ending}`)}`),
  );
  // Zoho wants brackets around each pair.
  return comparisons.reduce((before, next) => `(${before} or ${next})`);
}
