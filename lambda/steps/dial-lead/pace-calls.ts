import type { Account } from "../../config/accounts.ts";
import { newPace, type Pace, type PaceLimit, slowedDown, type Turn, takeTurn } from "../../lead/pace.ts";
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
  /** Callingly asked for a slower pace. */
  slowDown(account: Account): Promise<void>;
}

const MAX_ATTEMPTS = 20;

export function callPacer({ paces, limitOf, now, newId, sleep }: PaceDeps): CallPacer {
  const lastKnown = new Map<string, Pace>();
  const lines = new Map<string, Promise<unknown>>();

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

  return {
    async take(account, inLine, waitMs) {
      const limit = limitOf(account);
      if (!limit) return undefined;
      const lead = { account: account.name, inLine };
      const turn: Turn = await inOrder(account.token, () =>
        change(account.token, limit, (pace) => takeTurn(pace, limit, lead, now(), waitMs)),
      );
      if (turn.kind === "queued") return turn.at;
      const wait = turn.at.getTime() - now().getTime();
      if (wait > 0) await sleep(wait);
      return undefined;
    },

    async slowDown(account) {
      const limit = limitOf(account);
      if (limit)
        await inOrder(account.token, () => change(account.token, limit, (pace) => ({ pace: slowedDown(pace) })));
    },
  };
}
