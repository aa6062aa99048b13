/**
 * Proof that an operator was asked before somebody may be rung. The answer to a question carries one; the act takes it
 * and nothing else, so that it can do no other thing than was shown. It counts once, for a few minutes, in the session
 * in which the question was asked, and for the act that the question is of.
 */
export interface Proofs {
  /** @param agreed exactly what the operator is shown, as the act needs it */
  readonly give: (session: string, question: object, agreed: unknown) => string;
  /** @returns what was agreed to, or undefined for a proof that is unknown, used, too old, or of something else */
  readonly take: (session: string, question: object, proof: string) => { readonly agreed: unknown } | undefined;
}

export interface ProofDeps {
  readonly now: () => Date;
  /** Hard to guess: 32 random bytes as text. */
  readonly newSecret: () => string;
}

/** How long a question stands, in milliseconds: what it showed is soon old. */
export const PROOF_LIFE_MS = 5 * 60_000;

/** As many questions of one session stand at once: a page that is left open asks again and again. */
const KEPT = 100;

interface Given {
  readonly session: string;
  readonly question: object;
  readonly agreed: unknown;
  readonly until: number;
}

export function proofs({ now, newSecret }: ProofDeps): Proofs {
  const given = new Map<string, Given>();
  const forgetOld = (session: string) => {
    for (const [proof, { until }] of given) if (until < now().getTime()) given.delete(proof);
    const own = [...given].filter(([, each]) => each.session === session);
    for (const [proof] of own.slice(0, Math.max(0, own.length - KEPT + 1))) given.delete(proof);
  };
  return {
    give(session, question, agreed) {
      forgetOld(session);
      const proof = newSecret();
      given.set(proof, { session, question, agreed, until: now().getTime() + PROOF_LIFE_MS });
      return proof;
    },
    take(session, question, proof) {
      const found = given.get(proof);
      if (found === undefined || found.session !== session || found.question !== question) return undefined;
      given.delete(proof);
      return found.until < now().getTime() ? undefined : { agreed: found.agreed };
    },
  };
}
