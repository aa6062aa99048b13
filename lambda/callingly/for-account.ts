import { hash } from "node:crypto";
import type { CachedSecret, Secret } from "../runtime/cached-secret.ts";
import { type CallinglyConnection, callinglyUrl } from "./api.ts";
import { type CallinglyClient, callinglyClient } from "./client.ts";

/** An account as far as its connection is concerned. */
export interface AccountAccess {
  /** Name of its entry in the secret of tokens. */
  readonly token: string;
  readonly accountId?: string | undefined;
}

/** A client that can tell whether another one has the same token. */
export interface AccountClient extends CallinglyClient {
  /** Fingerprint of the token. */
  readonly tokenPrint: string;
}

type Tokens = Record<string, string>;
/** The secret of tokens. Where it has `newer`, a dead token does not make us read it at every question. */
export type TokenSecret = Secret<Tokens> & Partial<Pick<CachedSecret<Tokens>, "newer">>;

const printOf = (token: string): string => hash("sha256", token, "base64url").slice(0, 12);

/**
 * Opens Callingly for an account with the token that is in the secret now. A question that Callingly refuses for the
 * token's sake is asked once more with the token that has come since; a dial is not (dial-lead says when it may be).
 * @param options.fresh read the secret past its cache, because the token was refused
 * @returns undefined when the secret has none
 * @throws TransientError when the secret cannot be read
 */
export const callinglyForAccount =
  (tokens: TokenSecret, connection: Omit<CallinglyConnection, "token" | "accountId" | "renewed">) =>
  async (
    { token, accountId }: AccountAccess,
    options: { fresh?: boolean } = {},
  ): Promise<AccountClient | undefined> => {
    const renewed = async () => (await (tokens.newer ?? tokens.fresh)())[token];
    const value = (await (options.fresh ? tokens.fresh() : tokens()))[token] ?? (await renewed());
    if (!value) return undefined;
    const client = callinglyClient({
      baseUrl: callinglyUrl,
      ...connection,
      token: value,
      renewed,
      ...(accountId !== undefined && { accountId }),
    });
    return {
      ...client,
      get tokenPrint() {
        return printOf(value);
      },
    };
  };
