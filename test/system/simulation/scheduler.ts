import type { Timers } from "../../../stand-ins/callingly/ports.ts";

/**
 * Virtual time. Everything that takes time is an event here, and events happen one after the other: earliest first, of
 * the same moment the one that was planned first. So a run is decided by its seed alone.
 */
export interface Scheduler extends Timers {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Events that have happened. */
  readonly steps: number;
  /** Until when nothing can happen: the next event, or the moment up to which everything is let happen. */
  nextAt(): number;
  /** Lets everything happen that is due up to a moment. Rejects with what an event throws. */
  runUntil(moment: number): Promise<void>;
}

interface Event {
  readonly at: number;
  readonly order: number;
  run: (() => void) | undefined;
}

export function scheduler(start: number): Scheduler {
  const events = heap();
  let now = start;
  let end = start;
  let order = 0;
  let steps = 0;

  /** The next event that nobody has called off. */
  const first = (): Event | undefined => {
    let event = events.first();
    while (event !== undefined && event.run === undefined) {
      events.takeFirst();
      event = events.first();
    }
    return event;
  };

  /** @returns whether there was anything to do */
  const step = (until: number): boolean => {
    const event = first();
    if (event === undefined || event.at > until) return false;
    events.takeFirst();
    now = Math.max(now, event.at);
    steps += 1;
    event.run?.();
    return true;
  };

  return {
    now: () => now,
    get steps() {
      return steps;
    },
    nextAt: () => Math.min(first()?.at ?? end, end),
    after(ms, run) {
      const event: Event = { at: now + Math.max(ms, 0), order: order++, run };
      events.add(event);
      return () => {
        event.run = undefined;
      };
    },
    async runUntil(moment) {
      end = moment;
      await eachTurn(() => step(moment));
      now = Math.max(now, moment);
    },
  };
}

/** Turns that are queued at once: Node settles all promises between two of them, and looks for real I/O only after all. */
const TURNS = 64;

/** Repeats a step, letting all promises settle in between, until it answers false. */
function eachTurn(step: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let queued = 0;
    let over = false;
    const turn = () => {
      queued -= 1;
      if (over) return;
      try {
        over = !step();
        if (over) resolve();
      } catch (error) {
        over = true;
        reject(error);
      }
      if (!over && queued === 0) queue();
    };
    const queue = () => {
      for (; queued < TURNS; queued += 1) setImmediate(turn);
    };
    queue();
  });
}

const isBefore = (one: Event, other: Event): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

/** A binary heap: the earliest event is always at the top. */
function heap() {
  const items: Event[] = [];
  const at = (index: number): Event => items[index] as Event;
  const swap = (one: number, other: number) => {
    const kept = at(one);
    items[one] = at(other);
    items[other] = kept;
  };
  return {
    first: (): Event | undefined => items[0],
    add(event: Event): void {
      let index = items.push(event) - 1;
      while (index > 0) {
        const parent = (index - 1) >> 1;
        if (!isBefore(at(index), at(parent))) return;
        swap(index, parent);
        index = parent;
      }
    },
    takeFirst(): void {
      const last = items.pop();
      if (items.length === 0 || last === undefined) return;
      items[0] = last;
      for (let index = 0; ; ) {
        const [left, right] = [2 * index + 1, 2 * index + 2];
        let least = index;
        if (left < items.length && isBefore(at(left), at(least))) least = left;
        if (right < items.length && isBefore(at(right), at(least))) least = right;
        if (least === index) return;
        swap(index, least);
        index = least;
      }
    },
  };
}
