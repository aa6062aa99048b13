import { Duration } from "aws-cdk-lib";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import type { BridgeFunction } from "./bridge-function.ts";

/** How often a function may be woken, which is also all that it is told. */
export type Tick = "minute" | "hour" | "night";

/** Wakes functions by time: for items that fell due, and for what no request and no write would ever start. */
export class Clock extends Construct {
  private readonly rules: Readonly<Record<Tick, Rule>>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.rules = {
      minute: new Rule(this, "EveryMinute", { schedule: Schedule.rate(Duration.minutes(1)) }),
      hour: new Rule(this, "EveryHour", { schedule: Schedule.rate(Duration.hours(1)) }),
      // UTC, and off the full hour, when everybody else's jobs run.
      night: new Rule(this, "EveryNight", { schedule: Schedule.cron({ hour: "8", minute: "17" }) }),
    };
  }

  /** Calls a function with `{"tick": …}` every minute, hour or night. */
  wake(fn: BridgeFunction, tick: Tick): void {
    this.rules[tick].addTarget(new LambdaFunction(fn, { event: RuleTargetInput.fromObject({ tick }) }));
  }
}
