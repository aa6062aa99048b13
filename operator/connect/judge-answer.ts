import { scrub } from "../../lambda/runtime/scrub.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { Proof } from "./proof.ts";

/**
 * The code that the browser brought back: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 * @throws Problem when it brought none, or one that is not of this run
 */
export function codeOf(answer: URLSearchParams, { state }: Proof, title: string): string {
  const given = answer.getAll("state");
  if (given.length !== 1 || given[0] !== state)
    throw new Problem(
      `What the browser brought is not the answer to this run: its state is another, as of an earlier try or somebody else's. Nothing is written. Close the pages of earlier tries and run the command again.`,
    );
  const error = answer.get("error");
  if (error !== null) throw refused(error, answer.get("error_description") ?? "", title);
  const [code = "", ...more] = answer.getAll("code");
  if (code !== "" && more.length === 0) return code;
  throw new Problem(`${title} sent the browser back without a code. Nothing is written. Run the command again.`);
}

function refused(error: string, description: string, title: string): Problem {
  const words = scrub(description === "" ? error : `${error}: ${description}`);
  if (/access_denied|denied/i.test(error))
    return new Problem(
      `Nobody let the bridge in: ${title} says "${words}". Nothing is written. Run the command again, signed in as somebody who may connect apps there.`,
    );
  if (/scope/i.test(`${error} ${description}`))
    return new Problem(
      `${title} does not give what was asked for ("${words}"). Nothing is written. Allow the app the scopes that were printed, and run the command again.`,
    );
  return new Problem(`${title} refused: "${words}". Nothing is written. Mend that there, and run the command again.`);
}

/**
 * The answer in an address that a person copied from their browser.
 * @throws Problem when it is no address
 */
export function answerIn(address: string): URLSearchParams {
  const text = address.trim();
  if (URL.canParse(text)) return new URL(text).searchParams;
  throw new Problem(
    "That is no address. Copy the whole of the browser's address bar, from https:// to its end, and run the command again.",
  );
}
