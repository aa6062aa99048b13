import { RejectedError } from "../../runtime/errors.ts";
import { parseJson } from "../../runtime/json.ts";

/** Values that were packed into a text. */

export const isPerhapsEmbedded = (text: string): boolean =>
  /^\s{0,100}(?:[{[]|(?:prefix|first|middle|initial|last|suffix) = )/.test(text);

/** JSON in a text, or the lines `first = A` of Formstack: https://developers.formstack.com/docs/webhook-setup */
export function embedded(text: string): object | undefined {
  const start = text.trimStart().charAt(0);
  if (start === "{" || start === "[") {
    try {
      const value = parseJson(text);
      return typeof value === "object" && value !== null ? value : undefined;
    } catch (error) {
      if (error instanceof RejectedError) return undefined;
      throw error;
    }
  }
  if (text.length > 1_000) return undefined;
  const lines = text.split(/\r?\n/).map((line) => /^(\w+) = (.*)$/.exec(line));
  if (lines.includes(null)) return undefined;
  return Object.fromEntries(lines.map((line) => [line?.[1] ?? "", line?.[2] ?? ""]));
}
