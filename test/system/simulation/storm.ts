import type { FaultScript } from "../../../stand-ins/callingly/faults.ts";
import type { Dice } from "./dice.ts";
import { calm, type End, usually, type Weather } from "./weather.ts";
import { minute, second } from "./world.ts";

/** Bad weather of every kind. Each number is a probability per piece of I/O, record, webhook or request. */
export interface Storm {
  readonly table: number;
  readonly secret: number;
  /** The way to Callingly and back. */
  readonly line: number;
  /** Callingly itself. */
  readonly callingly: number;
  readonly crm: number;
  /** The CRM refuses, or is too busy. */
  readonly crmRefusal: number;
  /** A function instance dies. */
  readonly death: number;
  readonly doorbell: number;
  readonly webhook: number;
  /** How far a clock may be off, in milliseconds. */
  readonly clockErrorMs: number;
}

/** @param isOver tells when the weather has cleared for good */
export function stormy(storm: Storm, dice: Dice, isOver: () => boolean): Weather {
  const { chance, between, pick } = dice;
  const fair = calm(dice);
  const trouble = { table: storm.table, secret: storm.secret, callingly: storm.line, crm: storm.crm };
  return {
    fateOf(step) {
      if (isOver()) return fair.fateOf(step);
      const afterMs = chance(0.02) ? between(1 * second, 8 * second) : usually(step.port, dice);
      if (chance(storm.death)) return { end: pick(["dies before", "dies after"]), afterMs };
      if (!chance(trouble[step.port])) return { end: "well", afterMs };
      return { end: pick(misfortunes[step.port]), afterMs };
    },
    doorbell() {
      if (isOver() || !chance(storm.doorbell)) return fair.doorbell();
      return pick<() => number[]>([
        () => [],
        () => [between(100, 5 * minute)],
        () => Array.from({ length: between(2, 10) }, () => between(100, 3 * second)),
      ])();
    },
    webhook() {
      if (isOver() || !chance(storm.webhook)) return fair.webhook();
      return chance(0.5) ? undefined : between(1 * second, 20 * minute);
    },
    callingly({ method, path }) {
      if (isOver() || !chance(storm.callingly)) return undefined;
      return method === "POST" && path === "/v1/calls" ? dialFault(dice) : otherFault(method, dice);
    },
    crm: ([first, ...others]) =>
      first && !isOver() && chance(storm.crmRefusal) ? pick([first, ...others]) : undefined,
    clockError: () => (storm.clockErrorMs > 0 && !isOver() && chance(0.3) ? pick([-1, 1]) * storm.clockErrorMs : 0),
  };
}

const misfortunes: Readonly<Record<"table" | "secret" | "callingly" | "crm", readonly [End, ...End[]]>> = {
  table: ["refused", "lost", "repeated", "stalled"],
  secret: ["refused", "stalled"],
  callingly: ["refused", "lost", "stalled"],
  crm: ["refused", "lost", "stalled"],
};

/** Values of Retry-After that servers really send, and some that they should not. */
export const oddRetryAfter = ["2", "-5", "abc", "315360000", "Wed, 11 Mar 2026 04:00:00 GMT", ""] as const;

function dialFault({ pick, between }: Dice): Omit<FaultScript, "count"> {
  return pick<() => Omit<FaultScript, "count">>([
    // Did it ring? The answer does not tell.
    () => ({
      commit: pick(["before", "after", "never", { lateMs: between(1_000, 90_000) }]),
      reply: pick([
        "reset",
        "hang",
        { status: 500 },
        { status: 502, body: "<html>Bad Gateway</html>" },
        { status: 503 },
        { status: 504 },
        { status: 408 },
        { status: 409 },
        { redirect: "https://elsewhere.example/v1/calls", status: 307 },
      ]),
    }),
    // It rang, whatever the answer looks like.
    () => ({
      commit: "before",
      reply: pick([
        "garbage",
        "resetAfterHeaders",
        { status: 200, body: "<html>OK</html>" },
        { status: 201 },
        { status: 200, body: [] },
        { status: 202, body: { call_id: "none" } },
      ]),
    }),
    // Slowly, on either side of our patience.
    () => ({ commit: "before", replyAfterMs: between(5_000, 20_000) }),
    // It certainly did not ring.
    () => ({ commit: "never", reply: { status: 429, headers: { "retry-after": pick(oddRetryAfter) } } }),
    () => ({ commit: "never", reply: { status: 401, body: { message: "Unauthenticated." } } }),
  ])();
}

const otherFault = (method: string, { pick }: Dice): Omit<FaultScript, "count"> => ({
  commit: method === "GET" ? "never" : pick(["before", "never"]),
  reply: pick([
    "reset",
    "hang",
    "resetAfterHeaders",
    { status: 500 },
    { status: 503, body: "<html>Unavailable</html>" },
    { status: 429, headers: { "retry-after": pick(oddRetryAfter) } },
    ...(method === "GET" ? (["garbage", { status: 200, body: "<html>OK</html>" }] as const) : []),
  ]),
});
