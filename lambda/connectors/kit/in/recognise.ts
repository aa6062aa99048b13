import type { HttpRequest } from "../../../runtime/http.ts";
import type { Sureness } from "../../contract/connector.ts";

/** Looks at a request without parsing it, for guesses at who sent it. */

/** Of what only this vendor sends. */
export const surely = (isTheirs: boolean): Sureness | undefined => (isTheirs ? "surely" : undefined);

/** Of what fits this connector, as it fits others. */
export const perhaps = (fits: boolean): Sureness | undefined => (fits ? "perhaps" : undefined);

const ENOUGH_BYTES = 64 * 1024;

/** Whether each of the texts occurs in the beginning of the body. */
export function bodyMentions({ body }: HttpRequest, ...texts: readonly string[]): boolean {
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, ENOUGH_BYTES));
  return texts.every((text) => start.includes(text));
}

/** Whether the sender calls itself so. */
export const isAgent = ({ headers }: HttpRequest, agent: RegExp): boolean => agent.test(headers["user-agent"] ?? "");

/** Forms of WordPress plugins are sent by WordPress itself. */
export const isWordPress = (request: HttpRequest): boolean => isAgent(request, /^WordPress\//);
