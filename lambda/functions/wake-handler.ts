import type { Context, DynamoDBStreamEvent } from "aws-lambda";
import type { Worker } from "../lead/item.ts";
import { timing } from "../lead/timing.ts";
import type { Log } from "../runtime/log.ts";
import { nameOf, settleEach, workDue } from "../steps/work-due.ts";
import { itemOfStream, type Named } from "../store/items/leads-and-calls.ts";
import type { DueItem, DueStore } from "../store/store.ts";

/** The constant input of a schedule. */
export interface Tick {
  readonly tick: "minute" | "hour" | "night";
}

/** The time that an item may take, in milliseconds. */
export interface TimeLeft {
  readonly timeLeftMs: () => number;
  /** For waiting. Other items of the stream wait behind this one, so it must not be long. */
  readonly patienceMs: () => number;
}

/**
 * The handler of a function that both the stream and the tick wake. It never fails a batch: an item that failed stays
 * due and is found by the next tick, so no item holds up another.
 */
export function wakeHandler(
  worker: Worker,
  due: DueStore,
  now: () => Date,
  log: Log,
  act: (item: Named, time: TimeLeft) => Promise<void>,
) {
  return async (event: DynamoDBStreamEvent | Tick, context: Context): Promise<void> => {
    const timeLeftMs = () => context.getRemainingTimeInMillis();
    if ("tick" in event) {
      const patienceMs = () => Math.max(0, timeLeftMs() - timing.dialNeeds - timing.turnPatience);
      const count = await workDue(worker, (item: DueItem) => act(item, { timeLeftMs, patienceMs }), {
        due,
        now,
        timeLeftMs,
        log,
      });
      if (count > 0) log("info", "tick", { count });
      return;
    }
    await settleEach(
      wokenBy(event),
      (item) => act(item, { timeLeftMs, patienceMs: () => timing.turnPatience }),
      log,
      nameOf,
    );
  };
}

/** The items of a batch, each once, as they were written last. */
export function wokenBy({ Records }: DynamoDBStreamEvent): Named[] {
  const items = Records.map(({ dynamodb }) => itemOfStream((dynamodb ?? {}) as Parameters<typeof itemOfStream>[0]));
  const named = items.filter((item) => item !== undefined);
  return [
    ...new Map(named.map((item) => [item.kind === "lead" ? item.id : `${item.account} ${item.callId}`, item])).values(),
  ];
}
