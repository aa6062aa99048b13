import { hash } from "node:crypto";
import type { Secret } from "../runtime/kept-secret.ts";
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

const printOf = (token: string): string => hash("sha256", token, "base64url").slice(0, 12);

/**
 * Opens Callingly for an account with the token that is in the secret now.
 * @param options.fresh read the secret past its cache, because the token was refused
 * @returns undefined when the secret has none
 * @throws TransientError when the secret cannot be read
 */
export const callinglyForAccount =
  (tokens: Secret<Record<string, string>>, connection: Omit<CallinglyConnection, "token" | "accountId">) =>
  async (
    { token, accountId }: AccountAccess,
    options: { fresh?: boolean } = {},
  ): Promise<AccountClient | undefined> => {
    const value = (await (options.fresh ? tokens.fresh() : tokens()))[token];
    if (!value) return undefined;
    const client = callinglyClient({
      baseUrl: callinglyUrl,
      ...connection,
      token: value,
      ...(accountId !== undefined && { accountId }),
    });
    return {
      ...client,
      get tokenPrint() {
        return printOf(value);
      },
    };
  };
