import { meaningOf } from "./meaning.ts";

/** Which names are those of data at all. */

/** Names that begin with `_` are instructions to the receiver; tokens and passwords are nobody's answers. */
export const isData = (name: string): boolean =>
  !(name.startsWith("_") && name !== "_replyto") && !isToken(name) && !isSecret(name);

export const isToken = (name: string): boolean =>
  !/\s/.test(name.trim()) && /captcha|turnstile|authenticity_token|csrf|^google_key$|^HandshakeKey$/i.test(name);

/** `Password` is one; a question that mentions one is not. */
export function isSecret(name: string): boolean {
  const { decoy, rest } = meaningOf(name);
  return decoy === "secret" && rest.length < 2;
}
