import type { Secret } from "../runtime/secrets.ts";
import { type CallinglyConnection, callinglyUrl } from "./api.ts";
import { type CallinglyClient, callinglyClient } from "./client.ts";

/** An account as far as its connection is concerned. */
export interface AccountAccess {
  /** Name of its entry in the secret of tokens. */
  readonly token: string;
  readonly accountId?: string | undefined;
}

/**
 * Opens Callingly for an account with the token that is in the secret now.
 * @returns undefined when the secret has none
 * @throws TransientError when the secret cannot be read
 */
export const callinglyForAccount =
  (tokens: Secret<Record<string, string>>, connection: Omit<CallinglyConnection, "token" | "accountId">) =>
  async ({ token, accountId }: AccountAccess): Promise<CallinglyClient | undefined> => {
    const value = (await tokens())[token];
    return value
      ? callinglyClient({
          baseUrl: callinglyUrl,
          ...connection,
          token: value,
          ...(accountId !== undefined && { accountId }),
        })
      : undefined;
  };
