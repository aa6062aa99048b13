import { isClosed } from "../../lead/gates.ts";
import { later, timing } from "../../lead/timing.ts";
import type { DueItem, GateStore } from "../../store/store.ts";
import { type WorkDueDeps, workDue } from "../work-due.ts";

/**
 * Part of step 2: a worker that put leads off for a moment stays to meet them again: a line moves on, a gate that closed
 * for seconds is asked about and opens. It saves them the wait for the next tick, which would find them as well.
 */

/** Says when something that a worker put off is to be met again. */
export type MeetAgain = (at: Date) => void;

export interface WatchDeps extends WorkDueDeps {
  readonly gates: Pick<GateStore, "all">;
  /** Asks Callingly about the gates whose time has come. */
  readonly askGates: () => Promise<unknown>;
  /** Meets the leads whose gate has opened. */
  readonly meetReleased: () => Promise<unknown>;
  readonly act: (item: DueItem) => Promise<void>;
  readonly sleep: (ms: number) => Promise<unknown>;
}

export interface Watch {
  readonly meetAgain: MeetAgain;
  /** Stays as long as something is to be met again in a moment, and time is left. */
  keep(): Promise<void>;
}

export function watchOver(deps: WatchDeps): Watch {
  const { now, sleep, timeLeftMs, askGates, meetReleased, act } = deps;
  let next: Date | undefined;
  let hasJustOpened = false;

  const meetAgain: MeetAgain = (at) => {
    if (at > now() && (next === undefined || at < next)) next = at;
  };

  /** Leads that wait since they were put off, and new ones whose records the stream may hold up behind this worker. */
  const isMet = ({ reason, dueAt }: DueItem): boolean => {
    if (reason === undefined) return dueAt < later(now(), -timing.watchGrace).toISOString();
    if (dueAt <= later(now(), timing.watchGap).toISOString()) return true;
    meetAgain(new Date(dueAt));
    return false;
  };

  const closedGates = async () => (await deps.gates.all()).filter((gate) => isClosed(gate, now()));

  return {
    meetAgain,
    async keep() {
      for (;;) {
        const waitMs = next === undefined ? Number.POSITIVE_INFINITY : next.getTime() - now().getTime();
        if (waitMs > timing.soon || timeLeftMs() - waitMs < timing.dialNeeds + timing.turnPatience) return;
        await sleep(Math.max(waitMs, timing.watchGap));
        next = undefined;
        const before = await closedGates();
        await askGates();
        const closed = await closedGates();
        for (const { askAt, until } of closed) {
          const at = askAt ?? until;
          if (at !== undefined) meetAgain(new Date(at));
        }
        const opens = before.some(({ on }) => closed.every((gate) => gate.on !== on));
        if (opens || hasJustOpened) await meetReleased();
        hasJustOpened = opens;
        // In the last moment other workers held leads by what they knew of the gate: those are met as well.
        if (opens) meetAgain(later(now(), timing.watchGrace));
        await workDue("dial-lead", act, deps, { before: later(now(), timing.soon), page: PAGE, isMet });
      }
    },
  };
}

const PAGE = 100;
