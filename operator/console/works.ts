/**
 * What an operator has begun and what takes its time, such as the release of five hundred leads. It belongs to the
 * console's server: the page that began it may close its dialog or be loaded again, and finds it here.
 */
export interface Work {
  readonly id: string;
  /** What it is, for a person. */
  readonly title: string;
  readonly begun_at: string;
  readonly state: "runs" | "stopping" | "stopped" | "done" | "failed";
  readonly done: number;
  readonly of: number;
  /** Whether it can be ended before it is through. */
  readonly can_stop: boolean;
  /** What came of it, for the page that shows it; null while it runs. */
  readonly outcome: Outcome | null;
  readonly problem: string | null;
}

/** What came of an act on many leads. */
export interface Outcome {
  readonly act: "release" | "cancel" | "replay" | "resume";
  readonly done: number;
  /** How many are called now. */
  readonly people: number;
  /** How many are called at a moment to come. */
  readonly later: number;
  readonly refused: readonly { readonly lead_id: string; readonly why: string }[];
  /** How many of those that the operator saw were not meant any more. */
  readonly moved_on: number;
  /** How many were left because the operator stopped it. */
  readonly not_begun: number;
  readonly results: number;
  readonly beside: number;
  /** What stays as it is, and why, in words. */
  readonly left: readonly string[];
}

export interface Telling {
  readonly progress: (done: number) => void;
  /** Aborted when the operator stops it: the lead at hand is finished, and no other begun. */
  readonly signal: AbortSignal;
}

export interface Begun {
  readonly title: string;
  readonly of: number;
  readonly canStop: boolean;
  readonly run: (telling: Telling) => Promise<Outcome>;
}

export interface Works {
  /** @returns its id, at once */
  readonly begin: (work: Begun) => string;
  /** The newest first: what runs, and the last that are over. */
  readonly all: () => readonly Work[];
  /** @returns whether there is such a work, and it can be stopped */
  readonly stop: (id: string) => boolean;
}

export interface WorksDeps {
  readonly now: () => Date;
  readonly newId: () => string;
  /** Called when one begins; what it returns, when it is over. */
  readonly working: () => () => void;
  /** A failure in words for the operator. */
  readonly wordsOf: (error: unknown) => string;
}

const KEPT = 20;

export function works({ now, newId, working, wordsOf }: WorksDeps): Works {
  const all = new Map<string, Work>();
  const stops = new Map<string, AbortController>();
  const change = (id: string, changed: Partial<Work>) => {
    const work = all.get(id);
    if (work) all.set(id, { ...work, ...changed });
  };
  const forgetOld = () => {
    const over = [...all.values()].filter(({ id }) => !stops.has(id));
    for (const { id } of over.slice(0, Math.max(0, over.length - KEPT))) all.delete(id);
  };
  const carryOut = async (id: string, { of, run }: Begun, { signal }: AbortController) => {
    const ended = working();
    try {
      const outcome = await run({ signal, progress: (done) => change(id, { done }) });
      const isStopped = signal.aborted && outcome.not_begun > 0;
      change(id, { outcome, state: isStopped ? "stopped" : "done", ...(!isStopped && { done: of }) });
    } catch (error) {
      change(id, { problem: wordsOf(error), state: "failed" });
    }
    stops.delete(id);
    ended();
    forgetOld();
  };
  return {
    begin(work) {
      const { title, of, canStop } = work;
      const id = newId();
      const begun_at = now().toISOString();
      all.set(id, { id, title, begun_at, state: "runs", done: 0, of, can_stop: canStop, outcome: null, problem: null });
      const stop = new AbortController();
      stops.set(id, stop);
      void carryOut(id, work, stop);
      return id;
    },
    all: () => [...all.values()].reverse(),
    stop(id) {
      const work = all.get(id);
      if (work?.state !== "runs" || !work.can_stop) return false;
      change(id, { state: "stopping" });
      stops.get(id)?.abort();
      return true;
    },
  };
}
