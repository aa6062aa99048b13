import type { Delivery } from "./events.ts";
import type { Clock, Deliver, Timers } from "./ports.ts";
import type { Switches } from "./switches.ts";

/** The outcome of one delivery: the receiver's status, or null when nobody answered. */
export interface DeliveryRecord {
  readonly at: number;
  readonly event: string;
  readonly webhook_id: number | null;
  readonly url: string;
  readonly status: number | null;
}

export interface Deliveries {
  /** Delivers as often, as late and in whatever order the switches say. */
  announce(delivery: Delivery): void;
  /** Delivers now and once, whatever the switches say. */
  forge(url: string, body: unknown): void;
  readonly log: readonly DeliveryRecord[];
  clear(): void;
}

const longestLog = 1_000;

export function createDeliveries(deps: {
  clock: Clock;
  timers: Timers;
  deliver: Deliver;
  switches: () => Switches;
}): Deliveries {
  const { clock, timers, deliver, switches } = deps;
  const log: DeliveryRecord[] = [];
  let held: { readonly release: () => void; readonly cancel: () => void } | undefined;

  const send = async (delivery: Omit<Delivery, "event"> & { event: string }, triesLeft: number) => {
    const { event, webhook_id, url, body } = delivery;
    const status = await deliver(url, body).catch(() => null);
    log.push({ at: clock(), event, webhook_id, url, status });
    if (log.length > longestLog) log.shift();
    const isTaken = status !== null && status >= 200 && status < 300;
    if (!isTaken && triesLeft > 0) timers.after(switches().deliveryRetryMs, () => send(delivery, triesLeft - 1));
  };
  const depart = (delivery: Delivery) => void send(delivery, switches().deliveryRetries);

  /** Lets one delivery wait until the next one has left, or until it has waited long enough. */
  const swap = (delivery: Delivery) => {
    if (held) {
      depart(delivery);
      held.release();
      return;
    }
    const release = () => {
      held?.cancel();
      held = undefined;
      depart(delivery);
    };
    held = { release, cancel: timers.after(switches().deliveryHoldMs, release) };
  };

  return {
    log,
    announce(delivery) {
      const { deliveryCopies, deliveryDelayMs, deliveryOrder } = switches();
      const leave = deliveryOrder === "swapped" ? swap : depart;
      for (let copy = 0; copy < deliveryCopies; copy++) {
        if (deliveryDelayMs > 0) timers.after(deliveryDelayMs, () => leave(delivery));
        else leave(delivery);
      }
    },
    forge: (url, body) => void send({ event: "forged", webhook_id: null, url, body }, 0),
    clear() {
      held?.cancel();
      held = undefined;
      log.length = 0;
    },
  };
}
