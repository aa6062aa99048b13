import { type Ground, type Instance, launch } from "./instance.ts";

/**
 * The environments in which Lambda runs a function. Each serves one run at a time and is used again as long as it
 * lives, so what a function keeps in its module outlives the run: secrets, gates, paces, what it saw to be right.
 */
export interface Sandboxes<Kept> {
  /**
   * Starts a run of the function in a warm sandbox if one is idle.
   * @param whenOver hears the result, or undefined when the run died or threw
   */
  run<T>(act: (kept: Kept) => Promise<T>, whenOver?: (result: T | undefined) => void): void;
}

interface Sandbox<Kept> {
  readonly hand: Hand;
  readonly kept: Kept;
  readonly version: unknown;
}

/**
 * @param options.version of what is deployed; another one throws all sandboxes away
 * @param load what the function's module does when it is loaded
 */
export function sandboxes<Kept>(
  ground: Ground,
  { by, timeoutMs, version }: { by: string; timeoutMs: number; version: () => unknown },
  load: (me: Instance) => Kept,
): Sandboxes<Kept> {
  let idle: Sandbox<Kept>[] = [];
  let starts = 0;

  const open = (me: Instance): Sandbox<Kept> => {
    const hand = new Hand(me);
    return { hand, kept: load(hand), version: version() };
  };
  /** A clock does not jump, so one that is off belongs to a sandbox of its own. */
  const take = (me: Instance, clockErrorMs: number): Sandbox<Kept> => {
    idle = idle.filter((sandbox) => sandbox.version === version());
    const warm = clockErrorMs === 0 ? idle.pop() : undefined;
    if (!warm) return open(me);
    warm.hand.current = me;
    return warm;
  };

  return {
    run(act, whenOver = () => undefined) {
      starts += 1;
      const clockErrorMs = ground.weather().clockError();
      let sandbox: Sandbox<Kept> | undefined;
      launch(
        ground,
        { name: `${by} ${starts}`, by, timeoutMs, clockErrorMs },
        (me) => {
          sandbox = take(me, clockErrorMs);
          return act(sandbox.kept);
        },
        (result, lives) => {
          if (lives && sandbox && clockErrorMs === 0) idle.push(sandbox);
          whenOver(result);
        },
      );
    },
  };
}

/** To a function's module, the run that its sandbox serves at the moment. */
class Hand implements Instance {
  current: Instance;
  constructor(first: Instance) {
    this.current = first;
  }
  get name() {
    return this.current.name;
  }
  get by() {
    return this.current.by;
  }
  readonly now = () => this.current.now();
  readonly timeLeftMs = () => this.current.timeLeftMs();
  readonly sleep: Instance["sleep"] = (ms) => this.current.sleep(ms);
  readonly log: Instance["log"] = (...line) => this.current.log(...line);
  readonly perform: Instance["perform"] = (step, io) => this.current.perform(step, io);
}
