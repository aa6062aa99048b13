import type { FaultScript } from "../../../stand-ins/callingly/faults.ts";
import type { Refusal } from "../../../stand-ins/kit/crm.ts";
import type { Dice } from "./dice.ts";

/** What befalls the world: every delay, loss and crash is decided here, and nowhere else. */
export interface Weather {
  /** How one piece of I/O of a function fares. */
  fateOf(step: Step): Fate;
  /** When the stream delivers a record, in milliseconds from now: once, often, or never. */
  doorbell(): readonly number[];
  /** When a webhook arrives here, in milliseconds from now; undefined when it is lost on the way. */
  webhook(): number | undefined;
  /** What Callingly does with one request besides answering it. */
  callingly(request: { readonly method: string; readonly path: string }): FaultScript | undefined;
  /**
   * With what a CRM refuses one request instead of acting on it.
   * @param refusals how it may
   */
  crm(refusals: readonly Refusal[]): Refusal | undefined;
  /** How far the clock of a fresh function instance is off, in milliseconds. */
  clockError(): number;
}

const ports = ["table", "secret", "callingly", "crm"] as const;
export type Port = (typeof ports)[number];

/** One piece of I/O: a store call, a request, a secret. */
export interface Step {
  readonly port: Port;
  /** For people, e.g. `leads.save` or `POST /v1/calls`. */
  readonly what: string;
  /** Name of the function that does it. */
  readonly by: string;
}

const ends = [
  /** Done and answered. */
  "well",
  /** Not done, and the caller is told so at once. */
  "refused",
  /** Done, but the caller hears of an error. */
  "lost",
  /** Done, the answer lost, and done again by the client's own retry. */
  "repeated",
  /** Not done; the caller waits in vain. */
  "stalled",
  /** The instance dies before it is done. */
  "dies before",
  /** The instance dies when it is done, before it hears of it. */
  "dies after",
] as const;
export type End = (typeof ends)[number];

export interface Fate {
  readonly end: End;
  readonly afterMs: number;
}

/** How long each kind of I/O usually takes, in milliseconds. */
const usualDelay: Record<Port, readonly [number, number]> = {
  table: [3, 15],
  secret: [1, 40],
  callingly: [80, 400],
  crm: [60, 500],
};

export const usually = (port: Port, { between }: Dice): number => between(...usualDelay[port]);

/** Nothing goes wrong; only how long things take is left to chance. */
export const calm = (dice: Dice): Weather => ({
  fateOf: ({ port }) => ({ end: "well", afterMs: usually(port, dice) }),
  doorbell: () => [dice.between(120, 550)],
  webhook: () => dice.between(20, 300),
  callingly: () => undefined,
  crm: () => undefined,
  clockError: () => 0,
});
