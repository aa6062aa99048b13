import type { Measure, Unit } from "../../runtime/measure.ts";

/**
 * The metrics of the bridge. A fact is published once, by the step whose write made it true; a worker that dies between
 * the write and the publishing loses it, so these may be too low by the number of crashes. Where one can count twice,
 * its comment says so.
 */
const facts = {
  /** A lead was stored; its repeats are not counted. */
  Accepted: "Count",
  /** A request of one of our sources was refused, for whatever reason. */
  Rejected: "Count",
  /** Among them: it could not prove who sent it. */
  SenderRefused: "Count",
  /** A lead was held because its captcha could not be checked. */
  CaptchaUnsure: "Count",
  /** A lead was held because too many came with it, from one visitor or through one source. */
  Crowded: "Count",
  /** Callingly said yes to a dial. */
  Dialed: "Count",
  /** From when a lead could first ring to when Callingly said yes. */
  LeadToCall: "Seconds",
  /** It is unknown whether a dial rang. */
  Unknown: "Count",
  /** A lead began to wait for an operator to say whether it rang. */
  Review: "Count",
  /** A result began to wait for an operator to fix something. */
  Parked: "Count",
  /** The nightly comparison found a call of ours that no webhook had reported. */
  Missing: "Count",
} as const satisfies Record<string, Unit>;

/** Current levels, published every minute. */
const levels = {
  WaitingNow: "Count",
  /** Age of the oldest lead that should ring and has not; 0 when there is none. */
  OldestWaiting: "Seconds",
  UnknownNow: "Count",
  ReviewNow: "Count",
  /** Leads that ring only after an operator's decision. */
  HeldNow: "Count",
  /** Among them: the bridge itself failed on them. */
  QuarantinedNow: "Count",
  ParkedNow: "Count",
  /** Age of the oldest result that should be in the CRM and is not; 0 when there is none. */
  OldestResult: "Seconds",
  /** Gates that no operator closed. */
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
