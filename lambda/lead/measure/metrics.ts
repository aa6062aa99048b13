import type { Measure, Unit } from "../../runtime/measure.ts";

/**
 * What the bridge measures. A fact is told once, by the step whose write made it true; one that dies between the write
 * and the word tells nothing, so these may be too low by the crashes there were. What counts twice is said where it can.
 */
const facts = {
  /** A lead was stored; its repeats are not counted. */
  Accepted: "Count",
  /** A request of one of our sources was refused, for whatever reason. */
  Rejected: "Count",
  /** Among them: it could not prove who sent it. */
  SenderRefused: "Count",
  /** Callingly said yes to a dial. */
  Dialed: "Count",
  /** From when a lead could first ring to when Callingly said yes. */
  LeadToCall: "Seconds",
  /** Nobody knows whether a dial rang. */
  Unknown: "Count",
  /** A lead came to wait for a person to say whether it rang. */
  Review: "Count",
  /** A result came to wait for somebody to mend something. */
  Parked: "Count",
  /** A call of ours was found at night of which nobody had told us. */
  Missing: "Count",
} as const satisfies Record<string, Unit>;

/** What stands at the moment, told every minute. */
const levels = {
  WaitingNow: "Count",
  /** Age of the oldest lead that should ring and has not; 0 when there is none. */
  OldestWaiting: "Seconds",
  UnknownNow: "Count",
  ReviewNow: "Count",
  /** Leads that ring only after a person's word. */
  HeldNow: "Count",
  /** Among them: the bridge itself failed on them. */
  QuarantinedNow: "Count",
  ParkedNow: "Count",
  /** Age of the oldest result that should be in the CRM and is not; 0 when there is none. */
  OldestResult: "Seconds",
  /** Gates that nobody closed on purpose. */
  GatesClosedNow: "Count",
  /** Among them: Callingly refused a token or an account. */
  TokensRefusedNow: "Count",
} as const satisfies Record<string, Unit>;

export const metricUnits = { ...facts, ...levels };
export type MetricName = keyof typeof metricUnits;
export type LevelName = keyof typeof levels;
export type BridgeMeasure = Measure<MetricName>;

/** Where the metrics are found. */
export const metricNamespace = "CallinglyBridge";
/** The one dimension: the name of the deployment. */
export const metricDimension = "stage";
