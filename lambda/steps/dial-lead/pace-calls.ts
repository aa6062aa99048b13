import type { Account } from "../../config/accounts.ts";
import {
  type Asking,
  newPace,
  type Pace,
  type PaceLimit,
  slowedDown,
  type Turn,
  takeTurns,
  unpaced,
} from "../../lead/pace.ts";
import { TransientError } from "../../runtime/errors.ts";
import type { PaceStore } from "../../store/store.ts";

/**
 * Keeps all workers to the pace of a token. Each turn is taken in the table, so it does not matter where a worker runs.
 */

export interface PaceDeps {
  readonly paces: PaceStore;
  /** Undefined where calls may leave as they come. */
  readonly limitOf: (account: Account) => PaceLimit | undefined;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly sleep: (ms: number) => Promise<unknown>;
}

export interface CallPacer {
  /**
   * Waits for the lead's turn if it comes within `waitMs`.
   * @param inLine the lead was sent to stand in line before, and its time has come
   * @returns undefined when it is the lead's turn, else when it will be
   */
  take(account: Account, inLine: boolean, waitMs: number): Promise<Date | undefined>;
  /**
   * Callingly asked for a slower pace. Where calls leave as they come they take turns from now on, until the pace has
   * come back.
   * @param refused when the call left, and how long Callingly asked to wait, in milliseconds
   */
  slowDown(account: Account, refused: { sentAt: string; waitMs: number }): Promise<void>;
}

const MAX_ATTEMPTS = 20;
/** So many leads of one worker get their turns by one write. Another worker's lead waits no longer for that than for them. */
const TURNS_AT_ONCE = 5;

export function callPacer({ paces, limitOf, now, newId, sleep }: PaceDeps): CallPacer {
  const lastKnown = new Map<string, Pace>();
  const lines = new Map<string, Promise<unknown>>();
  const asking = new Map<string, { readonly leads: Asking[]; readonly turns: Promise<readonly Turn[]> }>();
  /** Tokens without a pace of their own that Callingly asked us to slow down. */
  const slowed = new Set<string>();

  /** Leads of one worker ask one after the other, so that they do not get in each other's way. */
  function inOrder<T>(token: string, act: () => Promise<T>): Promise<T> {
    const turn = (lines.get(token) ?? Promise.resolve()).then(act, act);
    lines.set(token, turn);
    return turn;
  }

  /** @returns the rule's last answer: its pace, if it has one, is stored */
  async function change<T extends { pace?: Pace }>(
    token: string,
    limit: PaceLimit,
    rule: (pace: Pace) => T,
  ): Promise<T> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const pace = lastKnown.get(token) ?? (await paces.find(token)) ?? newPace(token, limit, now());
      const answer = rule(pace);
      if (!answer.pace) return answer;
      const next = { ...answer.pace, revision: pace.revision + 1, writeId: newId() };
      const saved = await paces.save(next).catch((error: unknown) => {
        lastKnown.delete(token);
        throw error;
      });
      if (saved) {
        lastKnown.set(token, next);
        return answer;
      }
      lastKnown.delete(token);
    }
    throw new TransientError("Other workers kept writing the pace");
  }

  /** Leads that ask while others' turns are being taken get theirs together. */
  async function turnOf(token: string, limit: PaceLimit, lead: Asking): Promise<Turn> {
    const next = asking.get(token);
    if (next && next.leads.length < TURNS_AT_ONCE) {
      const place = next.leads.push(lead) - 1;
      return (await next.turns)[place] as Turn;
    }
    const leads = [lead];
    const turns = inOrder(token, async () => {
      if (asking.get(token)?.leads === leads) asking.delete(token);
      return (await change(token, limit, (pace) => takeTurns(pace, limit, leads, now()))).turns;
    });
    asking.set(token, { leads, turns });
    return (await turns)[0] as Turn;
  }

  const limitFor = (account: Account): PaceLimit | undefined =>
    limitOf(account) ?? (slowed.has(account.token) ? unpaced : undefined);

  return {
    async take(account, inLine, waitMs) {
      const { name, token } = account;
      const deadline = now().getTime() + waitMs;
      for (;;) {
        const limit = limitFor(account);
        if (!limit) return undefined;
        const left = Math.max(deadline - now().getTime(), 0);
        const turn = await turnOf(token, limit, { account: name, inLine, waitMs: left });
        if (turn.kind === "queued") return turn.at;
        if (turn.pace.perSecond >= unpaced.perSecond) slowed.delete(token);
        const { slowedAt } = turn.pace;
        const wait = turn.at.getTime() - now().getTime();
        if (wait > 0) await sleep(wait);
        // Callingly asked for a slower pace meanwhile, for this turn too.
        if (wait <= 0 || (lastKnown.get(token) ?? turn.pace).slowedAt === slowedAt) return undefined;
      }
    },

    async slowDown(account, refused) {
      const { token } = account;
      if (!limitOf(account)) slowed.add(token);
      const limit = limitFor(account) ?? unpaced;
      await inOrder(token, () => change(token, limit, (pace) => ({ pace: slowedDown(pace, refused, now()) })));
    },
  };
}
