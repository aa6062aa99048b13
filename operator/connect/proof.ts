import { createHash, randomBytes } from "node:crypto";

/** What ties the browser's answer to the run that sent it out, so that nobody else's is taken. */
export interface Proof {
  /** Comes back with the answer. */
  readonly state: string;
  /** Only we have it, and the token endpoint wants it: https://www.rfc-editor.org/rfc/rfc7636#section-4.1 */
  readonly verifier: string;
  /** What the browser shows of the verifier. */
  readonly challenge: string;
}

/** @param random bytes that nobody can guess */
export function newProof(random: (size: number) => Buffer = randomBytes): Proof {
  const verifier = random(32).toString("base64url");
  return { state: random(24).toString("base64url"), verifier, challenge: challengeOf(verifier) };
}

/** As the method S256 has it: https://www.rfc-editor.org/rfc/rfc7636#section-4.2 */
export const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");
