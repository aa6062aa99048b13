import { timingSafeEqual } from "node:crypto";

/**
 * Who may use the console: the browser that came by an address with a fresh token, and nobody else of this machine. The
 * token counts once; what the page gets for it is kept in its memory and sent with each request. No cookie: browsers
 * send those to every port of a machine.
 */
export interface Sessions {
  /** A token for an address, which counts once and for a minute. */
  readonly newToken: () => string;
  /** @returns the key of a new session, or undefined for a token that is unknown, used or too old */
  readonly begin: (token: string) => string | undefined;
  readonly knows: (key: string) => boolean;
}

export interface SessionDeps {
  readonly now: () => Date;
  /** Hard to guess: 32 random bytes as text. */
  readonly newSecret: () => string;
  /** A token that counts as often as it comes, as long as the console runs. Undefined: there is none. */
  readonly standing?: string | undefined;
}

/** How long an address that was printed can be opened, in milliseconds. */
export const TOKEN_LIFE_MS = 60_000;

export function sessions({ now, newSecret, standing }: SessionDeps): Sessions {
  const tokens = new Map<string, number>();
  const keys = new Set<string>();
  const opened = (): string => {
    const key = newSecret();
    keys.add(key);
    return key;
  };
  return {
    newToken() {
      const token = newSecret();
      tokens.set(token, now().getTime() + TOKEN_LIFE_MS);
      return token;
    },
    begin(given) {
      if (standing !== undefined && isSame(standing, given)) return opened();
      const token = [...tokens.keys()].find((each) => isSame(each, given));
      if (token === undefined) return undefined;
      const endsAt = tokens.get(token) ?? 0;
      tokens.delete(token);
      if (now().getTime() > endsAt) return undefined;
      return opened();
    },
    knows: (given) => [...keys].some((key) => isSame(key, given)),
  };
}

/** Takes as long for every wrong guess. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
