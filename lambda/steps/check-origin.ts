import { sameSecret } from "../connectors/kit/in/source-key.ts";
import { RejectedError } from "../runtime/errors.ts";
import type { HttpRequest } from "../runtime/http.ts";
import type { HttpStep } from "../runtime/http-handler.ts";
import type { Log } from "../runtime/log.ts";

/**
 * Around steps 1 and 3, where the operator has a proxy before the door that turns floods away, such as CloudFront with
 * a firewall. It adds a secret word to every request that it passes on; a sender that found another way in does not
 * know it, and is refused before anything of the request is read.
 */

export const ORIGIN_HEADER = "x-bridge-origin";

/** How a request came: with the word, with the one that is being replaced, or without either. */
export type Origin = "current" | "former" | "none";

export interface OriginDeps {
  /** The words that count, the one to hand out first. @param options.newer one may have been set since they were read */
  readonly wordsOf: (options?: { newer?: boolean }) => Promise<readonly string[]>;
  /**
   * False while the operator is still setting the word in the proxy: no request is refused, and each answer says how
   * its request came, so that the operator sees when all of them come that way.
   */
  readonly isRequired: boolean;
  readonly log: Log;
  /** Called for each request that is refused. */
  readonly refused?: (() => void) | undefined;
}

export type OriginCheck = (step: HttpStep) => HttpStep;

export const originCheck =
  ({ wordsOf, isRequired, log, refused }: OriginDeps): OriginCheck =>
  (step) =>
  async (request) => {
    const origin = await originOf(request, wordsOf).catch((error: unknown) => {
      if (isRequired) throw error;
      log("warn", "origin not checked", { error });
      return "none" as const;
    });
    if (origin === "none" && !isRequired) log("info", "origin missing");
    if (origin === "none" && isRequired) {
      refused?.();
      log("warn", "origin refused", { status: 403 });
      throw new RejectedError(403, "Use the public address");
    }
    const reply = await step(request);
    return { ...reply, headers: { ...reply.headers, [ORIGIN_HEADER]: origin } };
  };

async function originOf({ headers }: HttpRequest, wordsOf: OriginDeps["wordsOf"]): Promise<Origin> {
  const brought = headers[ORIGIN_HEADER];
  if (brought === undefined) return "none";
  const known = originAmong(await wordsOf(), brought);
  return known === "none" ? originAmong(await wordsOf({ newer: true }), brought) : known;
}

/** Each word is compared, so that the time shows nothing. */
function originAmong(words: readonly string[], brought: string): Origin {
  const matches = words.map((word) => sameSecret(brought, word));
  return matches[0] ? "current" : matches.includes(true) ? "former" : "none";
}
