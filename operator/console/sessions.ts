import { timingSafeEqual } from "node:crypto";

/**
 * Who may use the console: the browser that came by an address with a token, and nobody else of this machine. What the
 * page gets for the token is kept in its memory and sent with each request. No cookie: browsers send those to every port
 * of a machine. A session ends when nobody has used it for a while, and in any case after half a day.
 */
export interface Sessions {
  /** A token for an address, which counts once and for a minute. */
  readonly newToken: () => string;
  /** @returns the key of a new session, or undefined for a token that is unknown, used or too old */
  readonly begin: (token: string) => string | undefined;
  /**
   * @param isUse whether the operator asks; a page that asks by itself keeps no session alive
   * @returns undefined where the key opens nothing: there is no such session, or none any more
   */
  readonly find: (key: string, isUse: boolean) => Session | undefined;
  /** Why a key opens nothing any more, in words; undefined where there never was such a session. */
  readonly whyOver: (key: string) => string | undefined;
}

/** Tells one session from another; it is the key of none. */
export interface Session {
  readonly id: string;
}

export interface SessionDeps {
  readonly now: () => Date;
  /** Hard to guess: 32 random bytes as text. */
  readonly newSecret: () => string;
  /** A token that counts as often as it comes, as long as the console runs. Undefined: there is none. */
  readonly standing?: string | undefined;
  /** How long a session lasts that nobody uses, in milliseconds: that of a tab which was closed, too. */
  readonly idleMs: number;
}

/** How long an address that was printed can be opened, in milliseconds. */
const TOKEN_LIFE_MS = 60_000;

/** How long a session lasts at most, however much it is used, in milliseconds. */
export const SESSION_LIFE_MS = 12 * 60 * 60_000;

interface Kept extends Session {
  readonly key: string;
  readonly begunAt: number;
  usedAt: number;
}

const minute = 60_000;

export function sessions({ now, newSecret, standing, idleMs }: SessionDeps): Sessions {
  const tokens = new Map<string, number>();
  let kept: Kept[] = [];
  const time = () => now().getTime();
  const open = (): string => {
    // Those that ended long ago are not even told why any more.
    kept = kept.filter(({ begunAt }) => time() - begunAt < 2 * SESSION_LIFE_MS);
    const key = newSecret();
    kept.push({ id: newSecret(), key, begunAt: time(), usedAt: time() });
    return key;
  };
  const sessionOf = (key: string) => kept.find((each) => isSame(each.key, key));
  const isIdle = ({ usedAt }: Kept) => time() - usedAt >= idleMs;
  const isOld = ({ begunAt }: Kept) => time() - begunAt >= SESSION_LIFE_MS;
  return {
    newToken() {
      const token = newSecret();
      tokens.set(token, time() + TOKEN_LIFE_MS);
      return token;
    },
    begin(given) {
      if (standing !== undefined && isSame(standing, given)) return open();
      const token = [...tokens.keys()].find((each) => isSame(each, given));
      if (token === undefined) return undefined;
      const endsAt = tokens.get(token) ?? 0;
      tokens.delete(token);
      if (time() > endsAt) return undefined;
      return open();
    },
    find(key, isUse) {
      const session = sessionOf(key);
      if (!session || isIdle(session) || isOld(session)) return undefined;
      if (isUse) session.usedAt = time();
      return { id: session.id };
    },
    whyOver(key) {
      const session = sessionOf(key);
      if (!session) return undefined;
      return isOld(session)
        ? `A session of the console lasts ${SESSION_LIFE_MS / (60 * minute)} hours, and this one is over.`
        : `Nobody has used this console for ${Math.round(idleMs / minute)} minutes: its session is over.`;
    },
  };
}

/** Takes as long for every wrong guess. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
