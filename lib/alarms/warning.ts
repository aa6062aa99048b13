import { type IMetric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import type { LevelName } from "../../lambda/lead/measure/metrics.ts";
import { type Monitored, ownMetric } from "../monitored.ts";

/** How soon an operator should look: before another lead waits, or in the course of the day. */
type Urgency = "Now" | "Today";

/** What an alarm watches, when it rings and what it says. */
export interface Warning {
  /** The section of RUNBOOK.md. Several alarms may have the same one. */
  readonly section: string;
  /** Tells alarms of one section apart. */
  readonly of?: string;
  readonly urgency: Urgency;
  /** The problem, in one sentence. */
  readonly says: string;
  /** The console's page on which it is seen: `bridge console --open`. A mail cannot know at which address that is. */
  readonly page: string;
  readonly metric: IMetric;
  /** It fires above this. */
  readonly above: number;
  /** In how many of how many periods. @default 1 of 1 */
  readonly in?: readonly [number, number];
  readonly missing: (typeof missing)[keyof typeof missing];
}

/** The meaning of missing data. */
export const missing = {
  /** Nothing happened, as in every quiet night. */
  ofFacts: TreatMissingData.NOT_BREACHING,
  /** Nothing was measured, which has an alarm of its own; the last state holds until the next measurement. */
  ofLevels: TreatMissingData.IGNORE,
  /** The thing itself is missing. */
  ofHeartbeat: TreatMissingData.BREACHING,
} as const;

/**
 * A level counts when it was never lower in five minutes: a level that rises and falls within a minute is normal work.
 */
export const level = ({ stage }: Monitored, name: LevelName) =>
  ({ metric: ownMetric(stage, name, { statistic: Stats.MINIMUM }), missing: missing.ofLevels }) as const;
