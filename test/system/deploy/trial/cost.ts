import { billOf, totalOf } from "../../../../bench/cost/bill.ts";
import { hoursPerMonth } from "../../../../bench/cost/count-template.ts";
import type { Measured } from "../../../../bench/cost/measured.ts";

/** What a run of `npm run test:aws` costs, by the figures of docs/cost.md. */
export interface TrialCost {
  /** AWS bills what is there by the hour, and a run ends within one. */
  readonly usd: number;
  /** If each month that was begun were billed whole: what it can be at most. */
  readonly atMostUsd: number;
  readonly leads: number;
}

/** Those that the checks send, counted generously: three senders for some minutes, and floods of requests. */
const LEADS = 2_000;

export function costOfTrial(measured: Measured): TrialCost {
  const { fixed, variable } = billOf(measured, LEADS);
  const leads = totalOf(variable);
  return { usd: totalOf(fixed) / hoursPerMonth + leads, atMostUsd: totalOf(fixed) + leads, leads: LEADS };
}

/** In words, with what the figures are. */
export const costWords = ({ usd, atMostUsd }: TrialCost): string =>
  `about $${usd.toFixed(2)} (computed: an hour of what is there, and the requests), and $${atMostUsd.toFixed(2)} at most, if AWS billed whole months`;
