import { doubtful, misconfigured, passed, refused, type Verdict } from "./verifier.ts";

/** What a verifier tells of a token that is good as such. */
export interface Told {
  readonly hostname?: string | undefined;
  readonly action?: string | undefined;
  readonly score?: number | undefined;
}

/** What the source wants of it. */
export interface Wanted {
  readonly hostnames: readonly string[];
  readonly action?: string | undefined;
  readonly minScore?: number | undefined;
}

/** A token that was got on another page, or for another action, is good and says nothing about this form. */
export function judge({ hostname = "", action, score }: Told, wanted: Wanted): Verdict {
  if (wanted.hostnames.length > 0 && !wanted.hostnames.includes(hostname.toLowerCase()))
    return refused("the token is of a page that `hostnames` does not name");
  if (wanted.action !== undefined && action !== wanted.action) return refused("the token is for another action");
  if (wanted.minScore === undefined) return passed;
  if (score === undefined) return misconfigured("the answer has no score; the key is of another kind");
  return score < wanted.minScore ? doubtful(`a score of ${score}`) : passed;
}
